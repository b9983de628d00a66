"""Wishes about the day: "mardi en huit", "le 3 décembre", "next week"."""

import re
from datetime import date
from functools import cache

from telesec.assistant.understanding.times.calendar_words import FEASTS, MONTHS, WEEKDAYS
from telesec.assistant.understanding.times.day_items import (
    Build,
    DayItem,
    Rule,
    dated_day,
    day_of_month,
    day_or_month_first,
    days_at_an_end,
    days_later,
    half_month,
    in_some,
    mid_week,
    month_alone,
    month_named,
    months_later,
    two_dates,
    two_days_of_month,
    two_weekdays,
    week_later,
    week_of,
    week_of_month,
    weekday_named,
    weekend,
    weekend_of_month,
    within_some,
    working_week,
)
from telesec.assistant.understanding.times.days_beside import (
    day_beside_date,
    feast_day,
    half_of_this_month,
    month_end_day,
    named_twice,
    until_weekday,
    week_beside_date,
    week_beside_feast,
    week_of_feast,
    weekday_beside_date,
    weekday_beside_feast,
    weekend_of_date,
    weekend_of_feast,
)
from telesec.assistant.understanding.times.hours import blanked
from telesec.values.language import Language


def find_days(marked: str, language: Language, today: date) -> tuple[list[DayItem], str]:
    """Every day in marked text, in order, and the text with those words blanked out."""
    items: list[DayItem] = []
    for pattern, build in _rules(language):
        for found in pattern.finditer(marked):
            item = build(found, today)
            if item:
                items.append(item)
                marked = blanked(marked, item.start, item.end)
    return sorted(items, key=lambda item: item.start), marked


def _rule(pattern: str, build: Build) -> tuple[str, Build]:
    return rf"(?<![\w@=/])(?:{pattern})(?![\w@=/])", build


@cache  # when a language is first heard: the command starts the sooner
def _rules(language: Language) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), build) for pattern, build in _PATTERNS[language])


_W = rf"(?P<weekday>{'|'.join(WEEKDAYS[Language.FR])})s?"
_M = rf"(?P<month>{'|'.join(MONTHS[Language.FR])})"
_D = r"(?P<day>\d{1,2})(?: er)?"
_Y = r"(?: (?P<year>20\d\d))?"
_NUMERIC = r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>(?:20)?\d\d))?"
_NOT_UNIT = (
    r"(?! ?(?:\d|jours?|semaines?|mois|minutes?|ans|rue|bis|euros?|e\b|eme|personnes?|numero"
    r"|rendez))"
)
_TWO_FR = (
    rf"(?:lundi |mardi |mercredi |jeudi |vendredi |samedi "
    rf"|dimanche )?(?P<a>\d{{1,2}})(?: er)?(?: (?P<month_a>{'|'.join(MONTHS[Language.FR])}))?"
    rf" (?:au|et le|et|jusqu au|a)(?: lundi| mardi| mercredi| jeudi| vendredi| samedi"
    rf"| dimanche)? (?P<b>\d{{1,2}})(?: er)? (?P<month_b>{'|'.join(MONTHS[Language.FR])})"
)
_FEAST = rf"(?P<feast>{'|'.join(FEASTS)})"

_BESIDE_FR = (
    r"sur ?lendemain|lendemain|avant veille|veille|jour d avant|jour d apres"
    r"|\d{1,2} (?:jours?|semaines?) (?:avant|apres)"
)
_W_FR = "|".join(WEEKDAYS[Language.FR])
_SIDE_FR = (
    r"(?P<side>(?:juste |directement )?(?:d )?(?:avant|apres)|qui suit|qui precede|suivant"
    r"|precedant)"
)
_FRENCH: tuple[tuple[str, Build], ...] = (
    _rule(
        rf"(?:le |la |au |a la )?(?P<beside>{_BESIDE_FR})"
        rf" (?:de |du |d )?(?:le |la |l )?{_FEAST}",
        feast_day),
    _rule(
        rf"(?:le |la |au |a la )?(?P<beside>{_BESIDE_FR})"
        rf" (?:du |de |d )?(?:le )?(?:{_W_FR})?(?<!\d) ?{_D}(?: {_M})?(?! ?(?:h|heures?|jours?)\b)",
        day_beside_date),
    _rule(rf"(?:le )?{_W} {_SIDE_FR} (?:le |la |l )?{_FEAST}", weekday_beside_feast),
    _rule(rf"(?:le )?(?=(?:{_W_FR}) ){_FEAST}", feast_day),
    _rule(
        rf"(?:le )?{_W} (?:{_SIDE_FR} )?(?:de )?"
        rf"(?:le |la |l |les |du )?{_FEAST}", weekday_beside_feast),
    _rule(
        rf"(?:le )?(?P<beside>{_W_FR}) {_SIDE_FR} (?:le )?(?:(?:{_W_FR}) )?{_D} {_M}",
        weekday_beside_date),
    _rule(
        rf"(?:le )?(?P<beside>{_W_FR}) {_SIDE_FR} le (?:(?:{_W_FR}) )?{_D}(?: {_M})?{_NOT_UNIT}"
        r"(?! ?(?:h|heures?)\b)", weekday_beside_date),
    _rule(
        rf"(?:dans |pendant )?(?:la )?semaine (?:de |d |du )(?:la |l |le"
        rf" )?{_FEAST}", week_of_feast),
    _rule(
        rf"(?:dans |pendant )?(?:la |le )?(?:semaine|(?P<end>week ?end)) {_SIDE_FR}"
        rf" (?:le |la |l )?{_FEAST}", week_beside_feast),
    _rule(
        rf"(?:dans |pendant )?(?:la |le )?(?:semaine|(?P<end>week ?end)) {_SIDE_FR}"
        rf" (?:le )?(?:(?:{_W_FR}) )?{_D} {_M}", week_beside_date),
    _rule(
        rf"(?:dans |pendant )?(?:la |le )?(?:semaine|(?P<end>week ?end)) {_SIDE_FR}"
        rf" le (?:(?:{_W_FR}) )?{_D}(?: {_M})?{_NOT_UNIT}(?! ?(?:h|heures?)\b)",
        week_beside_date),
    _rule(
        rf"(?:(?<=avant )|(?<=apres )|(?<=des )|(?<=jusqu a )|(?<=partir de )|(?<=partir d"
        rf" )){_M}(?! \d)",
        month_named),
    _rule(
        rf"(?:le )?(?:week end|pont) (?:de |du |d )?(?:la |l )?{_FEAST}", weekend_of_feast),
    _rule(rf"(?:le )?week ?end du {_D}(?: {_M})?(?! (?:au|h)\b)", weekend_of_date),
    _rule(
        rf"(?:la |dans la )?(?P<place>premiere|deuxieme|seconde|troisieme|quatrieme|derniere"
        rf"|[1-4] er?e|[2-4] eme) semaine (?:de |d |du mois de )?{_M}", week_of_month),
    _rule(
        rf"(?:dans |pendant )?(?:la )?(?P<half>premiere|1 ere|deuxieme|2 eme|seconde)"
        rf" (?:quinzaine|moitie) (?:de |d |du mois de )?{_M}", half_month),
    _rule(
        r"(?:dans |pendant )?(?:la )?(?P<half>premiere|1 ere|deuxieme|2 eme|seconde)"
        r" (?:quinzaine|moitie) (?:du|de ce) mois(?P<next> prochain| suivant)?(?! (?:de|d) )",
        half_of_this_month),
    _rule(
        r"(?:le |au )?(?P<place>premier|1 er|dernier|avant dernier) jour"
        r" (?:(?:du mois de |du mois d |de |d )"
        rf"{_M}|(?:du|de ce) mois(?: ci)?(?P<next> prochain| suivant)?(?! (?:de|d) ))",
        month_end_day),
    _rule(
        rf"(?:dans |pendant )?les (?P<n>[2-9]|10) (?P<side>premiers|derniers) jours"
        rf" (?:de |d |du mois de ){_M}", days_at_an_end),
    _rule(rf"(?:dans |pendant )?les 15 (?P<half>premiers|derniers) jours (?:de |d ){_M}",
        half_month),
    _rule(rf"aujourd hui {_W}(?: {_D}(?: {_M})?)?", named_twice(0)),
    _rule(rf"apres demain {_W}(?: {_D}(?: {_M})?)?", named_twice(2)),
    _rule(rf"demain {_W}(?: {_D}(?: {_M})?)?", named_twice(1)),
    _rule(r"(?:d )?aujourd hui en 8", days_later(7)),
    _rule(r"(?:d )?aujourd hui en 15", days_later(14)),
    _rule(rf"(?:(?:dans )?(?:la |cette )?semaine )?(?:du|entre le|entre|de) {_TWO_FR}", two_dates),
    _rule(
        rf"(?:du|de|entre(?: le)?) (?P<a>{'|'.join(WEEKDAYS[Language.FR])}) (?:au|a|et(?: le)?"
        rf"|jusqu a|jusqu au) (?P<b>{'|'.join(WEEKDAYS[Language.FR])})", two_weekdays),
    _rule(
        rf"(?:(?:en |au |a la )?(?P<part>debut|milieu|fin) de )?(?:la )?semaine du (?:lundi )?{_D}"
        rf"(?: {_M})?(?! (?:au|jusqu au) \d)", week_of),
    _rule(r"apres demain", days_later(2)),
    _rule(r"demain en 8", days_later(8)),
    _rule(r"demain en 15", days_later(15)),
    _rule(r"demain", days_later(1)),
    _rule(r"aujourd hui|ce jour|dans la journee(?! (?:de|du|d)\b)", days_later(0)),
    _rule(r"c(?:e|et|ette)(?= (?:matin|midi|apres midi|aprem|soir|journee|debut|fin|milieu))",
        days_later(0)),
    _rule(rf"(?:le )?{_W} (?:le )?{_D} {_M}{_Y}", dated_day),
    _rule(rf"(?:le )?{_D} {_M}{_Y}", dated_day),
    _rule(rf"(?:(?:le )?{_W} )?(?:le )?{_NUMERIC}", dated_day),
    _rule(rf"(?:le )?{_W} {_D}{_NOT_UNIT}", day_of_month),
    _rule(r"(?:(?:la |cette )?semaine )?(?:du|entre le) (?P<a>\d{1,2})(?: er)? (?:au|et le)"
    r" (?P<b>\d{1,2})(?:"
    r" inclus)?" + _NOT_UNIT, two_days_of_month),
    _rule(rf"(?:le|(?<=partir )du|(?<=compter )du|(?<=rendez vous )du|(?<=rdv )du"
        rf"|(?<!est )(?<!habite )(?<!sommes )au(?! \d+ ?~)) {_D}{_NOT_UNIT}(?: (?:du"
    rf" mois|de ce mois(?: ci)?))?", day_of_month),
    _rule(
        r"(?:d ici|sous|dans les"
        r"|dans un delai de) (?P<n>\d{1,3}) (?:prochaine?s )?(?P<unit>jours?|semaines?|mois)",
        within_some),
    _rule(rf"(?:le )?{_W} (?P<later>(?:prochain )?en (?:8|15)|dans 8 jours|dans 15 jours|d en 8"
        rf"|suivant en 8)",
        weekday_named),
    _rule(r"dans (?P<n>\d{1,3}) (?P<unit>jours?|semaines?|mois)", in_some),
    _rule(r"(?:dans la )?(?:la )?semaine (?:en 8|(?:d )?apres (?:la (?:semaine )?prochaine"
        r"|celle qui (?:vient|arrive)))|la semaine encore apres",
        week_later(2)),
    _rule(
        r"(?:(?:en |au |a la )?(?P<part>debut|milieu|fin) de (?:la )?)?(?:(?:la|de"
        r"|cette) )*"
        r"(?:semaine (?:prochaine|qui vient|qui arrive|a venir|suivante|d apres)|prochaine semaine)"
        r"(?: (?:plutot )?(?:au |en )?"
        r"(?P<within>debut|milieu|fin) de (?:la )?semaine)?", week_later(1)),
    _rule(r"(?:en |au |a la )?(?P<part>debut|milieu|fin) de (?:la |cette )?semaine", week_later(0)),
    _rule(
        r"(?:dans |de |d ici la fin de )?(?:cette|la) semaine(?: ci)?(?! prochaine)",
        week_later(0)),
    _rule(
        rf"(?:le )?(?P<place>premier|deuxieme|second|troisieme|dernier|1 er|[23] eme) week ?end"
        rf" (?:de |d |du mois de ){_M}", weekend_of_month),
    _rule(
        r"(?:le |ce |les |en )?week ?ends?"
        r"(?: (?:(?P<second>en 8|suivant le prochain)|(?P<next>prochain|d apres)))?", weekend),
    _rule(rf"(?:le |ce )?{_W} (?P<next>prochain)", weekday_named),
    _rule(rf"(?:(?:le|les|ce|au|du) )?{_W}(?: (?:qui vient|qui arrive))?", weekday_named),
    _rule(
        r"(?:(?P<part>debut|mi|fin|milieu|courant)(?: du)?|en|au|pour|de|tout(?: le)?)"
        rf"(?: mois(?: de| d)?)? {_M}", month_named),
    _rule(
        r"(?:(?:en |au |a la )?(?P<part>debut|milieu|fin) (?:du |de ))?(?:(?:le|du"
        r"|au) )?mois (?:prochain|suivant|qui vient)", months_later(1)),
    _rule(
        r"(?:(?:en |au |a la )?(?P<part>debut|milieu|fin) (?:du|de ce) mois|ce mois ci"
        r"|dans le mois)", months_later(0)),
    _rule(rf"(?:(?:le|la|l) )?(?<!vacances de )(?<!vacances de la ){_FEAST}", feast_day),
)  # fmt: skip

_WE = rf"(?P<weekday>{'|'.join(WEEKDAYS[Language.EN])})s?"
_ME = rf"(?P<month>{'|'.join(MONTHS[Language.EN])})"
_DE = r"(?P<day>\d{1,2})(?: (?:st|nd|rd|th))?"
_MONTH_EN = "|".join(MONTHS[Language.EN])
_UP_TO_EN = r"(?:to|until|till)"
_OR_AND_EN = r"(?:to|and|until|till)"  # "between the third and the seventh of May"


def _two_en(joined: str) -> str:
    """Two dates in English, joined by these words."""
    date_a = rf"(?P<a>\d{{1,2}})(?: (?:st|nd|rd|th))?(?: (?:of )?(?P<month_a>{_MONTH_EN}))?"
    date_b = rf"(?P<b>\d{{1,2}})(?: (?:st|nd|rd|th))? (?:of )?(?P<month_b>{_MONTH_EN})"
    return rf"(?:the )?{date_a} {joined}(?: the)? {date_b}"


_W_EN = "|".join(WEEKDAYS[Language.EN])
_BESIDE_EN = r"(?:day|(?:a|1) week|\d{1,2} (?:days?|weeks?)) (?:before|after)"
_SIDE_EN = (
    r"(?P<side>(?:(?:just|right|straight|immediately|directly) )?(?:before|after)|following"
    r"|preceding)"
)
_ENGLISH: tuple[tuple[str, Build], ...] = (
    _rule(
        rf"(?:on )?(?:the )?{_WE} (?:{_SIDE_EN} |of )(?:the )?{_FEAST}(?: week"
        rf" ?end)?", weekday_beside_feast),
    _rule(
        rf"(?<!any )(?<!some )(?:the )?(?P<beside>{_BESIDE_EN}) (?:the )?{_DE}(?: (?:of )?{_ME})?"
        r"(?! ?(?:o clock|[ap] m|days?|weeks?)\b)", day_beside_date),
    _rule(
        rf"(?<!any )(?<!some )(?:the )?(?P<beside>{_BESIDE_EN}) {_ME} (?:the )?{_DE}",
        day_beside_date),
    _rule(
        rf"(?:in |during )?the (?:week|(?P<end>week ?end)) {_SIDE_EN} (?:the )?{_FEAST}"
        r"(?: week ?end)?", week_beside_feast),
    _rule(
        rf"(?:in |during )?the (?:week|(?P<end>week ?end)) {_SIDE_EN} (?:(?:{_W_EN}) )?(?:the )?"
        rf"{_DE} (?:of )?{_ME}", week_beside_date),
    _rule(
        rf"(?:in |during )?the (?:week|(?P<end>week ?end)) {_SIDE_EN} (?:(?:{_W_EN}) )?the "
        rf"(?P<day>\d{{1,2}}) (?:st|nd|rd|th)(?: (?:of )?{_ME})?", week_beside_date),
    _rule(
        rf"(?:(?<=before )|(?<=after )|(?<=until )|(?<=till )|(?<=by )|(?<=from )){_ME}(?!"
        rf" (?:the )?\d)",
        month_named),
    _rule(rf"(?<!of )(?<!in )(?<!early )(?<!late )(?<!mid ){_ME}(?= (?:would|is|s|will|should"
    rf"|suits|works)\b)", month_named),
    _rule(
        rf"(?<!of )(?<!in )(?<!early )(?<!late )(?<!mid )(?<!\d )(?<!th ){_ME}"
        r"(?=(?: (?:some ?time"
        r"|time|please|ideally|or|maybe|if|sounds|works|suits|when|once|while)\b)| ?$)",
        month_alone),
    _rule(rf"(?:in |during )?(?:the )?(?:week of {_FEAST}\b)", week_of_feast),
    _rule(rf"(?:in |during )?(?:the )?{_FEAST} week(?! ?end)", week_of_feast),
    _rule(rf"(?:the )?{_FEAST} week ?end", weekend_of_feast),
    _rule(rf"(?:the )?(?:{_DE} (?:of )?{_ME}) week ?end", weekend_of_date),
    _rule(rf"(?:the )?week ?end of (?:the )?{_DE}(?: (?:of )?{_ME})?", weekend_of_date),
    _rule(rf"(?:(?:the )?(?P<beside>{_BESIDE_EN}) (?:the )?)?{_FEAST}", feast_day),
    _rule(
        rf"(?:on )?(?:the )?(?P<beside>{_W_EN}) {_SIDE_EN} (?:(?:{_W_EN}) )?(?:the )?{_DE}"
        rf" (?:of )?{_ME}", weekday_beside_date),
    _rule(
        rf"(?:on )?(?:the )?(?P<beside>{_W_EN}) {_SIDE_EN} (?:(?:{_W_EN}) )?the "
        rf"(?P<day>\d{{1,2}}) (?:st|nd|rd|th)(?: (?:of )?{_ME})?", weekday_beside_date),
    _rule(
        rf"(?:in |during )?(?:the )?(?P<place>[1-4] (?:st|nd|rd|th)|last) (?:full )?week (?:of|in)"
        rf" {_ME}", week_of_month),
    _rule(
        rf"(?:in |during )?(?:the )?(?P<half>[12] (?:st|nd|th)) half of {_ME}", half_month),
    _rule(rf"today {_WE}", named_twice(0)),
    _rule(rf"(?:the )?day after tomorrow(?: s| is| so| on)? {_WE}", named_twice(2)),
    _rule(rf"tomorrow(?: s| is)? {_WE}", named_twice(1)),
    _rule(r"(?:the )?week ?end (?P<second>after next)", weekend),
    _rule(
        rf"(?:the )?(?P<place>[1-4] (?:st|nd|rd|th)|last) week ?end (?:of|in) {_ME}",
        weekend_of_month),
    _rule(rf"(?:from|between) {_two_en(_OR_AND_EN)}", two_dates),
    _rule(_two_en(_UP_TO_EN), two_dates),
    _rule(
        rf"(?:from|between) (?:the )?(?P<a>{_W_EN}) (?:to|and|until|till|through) (?:the )?"
        rf"(?P<b>{_W_EN})", two_weekdays),
    _rule(
        r"(?:from|between) (?:the )?(?P<a>\d{1,2}) (?:st|nd|rd|th) (?:to|and|until|till)"
        r" (?:the )?(?P<b>\d{1,2}) (?:st|nd|rd|th)(?! of)", two_days_of_month),
    _rule(
        r"(?:the )?(?P<a>\d{1,2}) (?:st|nd|rd|th) to (?:the )?(?P<b>\d{1,2}) (?:st|nd|rd|th)"
        r"(?! of)", two_days_of_month),
    _rule(
        rf"(?:the )?(?P<a>{_W_EN}) (?:to|through|thru|till|until) (?:the )?(?P<b>{_W_EN})",
        two_weekdays),
    _rule(
        rf"(?:(?:at )?(?:the )?(?P<part>start|beginning|middle|end|early|late) (?:of |in )?)?"
        r"(?:the )?week (?:of|commencing|beginning|starting) (?:on )?(?:the )?"
        r"(?:monday )?(?:the )?"
        rf"{_DE}(?: (?:of )?{_ME})?", week_of),
    _rule(
        rf"(?:the )?week (?:of|commencing|beginning|starting) (?:the )?{_ME} (?:the"
        rf" )?{_DE}(?P<part>)",
        week_of),
    _rule(
        r"(?:from |between )(?P<a>today|tomorrow) (?:to|until|till|through|and) (?:the )?"
        rf"(?P<b>{_W_EN})", until_weekday),
    _rule(r"(?:the )?day after tomorrow", days_later(2)),
    _rule(r"(?:a |(?<!this )(?<!next ))week (?:from )?tomorrow|tomorrow week", days_later(8)),
    _rule(
        r"(?:in )?(?P<n>\d{1,3}) (?P<unit>days?|weeks?|months?) (?:from (?:now|today)|today)",
        in_some),
    _rule(r"(?:a |1 )?week (?:from )?today|today week", days_later(7)),
    _rule(r"a fortnight today|today fortnight", days_later(14)),
    _rule(r"2 weeks (?:from )?tomorrow|(?:a )?fortnight (?:from )?tomorrow", days_later(15)),
    _rule(r"tomorrow", days_later(1)),
    _rule(r"today", days_later(0)),
    _rule(r"this(?= (?:morning|afternoon|evening|lunch|early|late))", days_later(0)),
    _rule(
        rf"(?:on )?(?:{_WE} )?(?:the )?{_DE} (?:of )?{_ME}(?! the \d| \d{{1,2}} (?:st|nd|rd"
        rf"|th)\b){_Y}",
        dated_day),
    _rule(rf"(?:on )?(?:{_WE} )?(?:the )?{_ME} (?:the )?{_DE}{_Y}", dated_day),
    _rule(rf"(?:on )?(?:{_WE} )?(?:the )?{_NUMERIC}", day_or_month_first),
    _rule(
        rf"(?:on )?(?:{_WE} )?the (?P<day>\d{{1,2}}) (?:st|nd|rd|th)(?! (?:available|1|one"
        rf"|slot|appointment|floor|possible|thing|time))", day_of_month),
    _rule(
        r"(?:within|in|over|during) the next (?P<n>\d{1,3}) (?P<unit>days?|weeks?|months?)"
        r"|within (?P<m>\d{1,3}) (?P<unit_m>days?|weeks?|months?)", within_some),
    _rule(rf"(?:the )?{_WE} (?P<later>after next)", weekday_named),
    _rule(r"mid ?week", mid_week),
    _rule(rf"{_WE} (?P<later>week|in a week|in a fortnight|fortnight)", weekday_named),
    _rule(
        rf"(?P<later>(?:a|1) week|\d{{1,2}} weeks|a fortnight) (?:from|on|after) (?:this )?{_WE}",
        weekday_named),
    _rule(r"in (?:about )?(?P<n>\d{1,3}) (?P<unit>days?|weeks?|months?)(?: time)?", in_some),
    _rule(
        r"(?:at |in )?(?:(?:the )?(?P<part>start|beginning|middle|end|early|late) (?:of "
        r"|in )?)?(?:the )?next week(?! ?end)", week_later(1)),
    _rule(r"(?:the )?following week", week_later(1)),
    _rule(r"(?:the )?week after next", week_later(2)),
    _rule(r"before the end of (?:the|this) week(?! ?end)", working_week),
    _rule(r"by the end of (?:the|this) week(?! ?end)", week_later(0)),
    _rule(
        r"(?:at |by )?(?:(?:the )?(?P<part>start|beginning|middle|end|early|late|later) (?:of "
        r"|in )?)?(?:the|this) week(?! ?end)", week_later(0)),
    _rule(r"(?:(?:on|at|over) )*(?:the |this )?(?:(?P<next>next) )?week ?ends?", weekend),
    _rule(rf"(?:on )?(?P<next>next) {_WE}", weekday_named),
    _rule(rf"(?:(?:on|this|this coming|coming) )*{_WE}(?: coming)?", weekday_named),
    _rule(
        rf"(?:in |at )?(?:the )?(?:(?P<part>early|mid|late|start of|beginning of|middle of"
        rf"|end of) |in |during ){_ME}", month_named),
    _rule(
        r"(?:(?:at |in )?(?:the )?(?P<part>start|beginning|middle|end|early"
        r"|late) (?:of )?)?next month", months_later(1)),
    _rule(
        r"(?:(?:at |in )?(?:the )?(?P<part>end|middle|late) (?:of |in )?)(?:the|this) month"
        r"|this month", months_later(0)),
)  # fmt: skip

_PATTERNS = {Language.FR: _FRENCH, Language.EN: _ENGLISH}
