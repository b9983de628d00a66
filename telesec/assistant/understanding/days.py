"""Wishes about the day: "mardi en huit", "le 3 décembre", "next week".

Every reading is a stretch of whole days, ``first`` to ``last`` (the day after the last one).
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from telesec.assistant.understanding.calendar_words import FEASTS, MONTHS, WEEKDAYS, feast
from telesec.assistant.understanding.hours import blanked
from telesec.values.language import Language

HORIZON_DAYS = 28  # where an open end ends
FURTHEST_DAYS = 300  # a date without a year that is further away may have meant the past

Found = re.Match[str]


@dataclass(frozen=True, slots=True)
class DayItem:
    """Days named at ``start`` to ``end`` of the text."""

    start: int
    end: int
    first: date
    last: date  # the day after the last one
    weekday: int | None = None  # named by weekday only: a week named beside it may choose the date
    other: date | None = None  # a second reading, to be asked about
    several: bool = False  # a week, a month: weekdays named beside it are looked for in it
    open_ended: bool = False  # from ``first`` on
    doubtful: bool = False
    negated: bool = False


Build = Callable[[Found, date], DayItem | None]
Rule = tuple[re.Pattern[str], Build]


def find_days(marked: str, language: Language, today: date) -> tuple[list[DayItem], str]:
    """Every day in marked text, in order, and the text with those words blanked out."""
    items: list[DayItem] = []
    for pattern, build in RULES[language]:
        for found in pattern.finditer(marked):
            item = build(found, today)
            if item:
                items.append(item)
                marked = blanked(marked, item.start, item.end)
    return sorted(items, key=lambda item: item.start), marked


def next_weekday(today: date, weekday: int) -> date:
    """The next such day after ``today``, never today itself."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def monday_of(today: date, weeks: int = 0) -> date:
    """The Monday of the week ``weeks`` after this one."""
    return today + timedelta(days=7 * weeks - today.weekday())


def _item(found: Found, first: date, days: int = 1) -> DayItem:
    return DayItem(found.start(), found.end(), first, first + timedelta(days=days))


def _in_days(days: int) -> Build:
    return lambda found, today: _item(found, today + timedelta(days=days))


def _in_some(found: Found, today: date) -> DayItem | None:
    """ "dans quinze jours" is two weeks and "dans huit jours" one, as the French count."""
    count, unit = int(found["n"]), found["unit"]
    if count > 400:
        return None
    if unit.startswith(("mois", "month")):
        return _item(found, _months_on(today, min(count, 24)))
    if unit.startswith(("semaine", "week")):
        return _item(found, today + timedelta(weeks=min(count, 100)))
    as_weeks = {8: 7, 15: 14}.get(count, count) if unit.startswith("jour") else count
    return _item(found, today + timedelta(days=as_weeks))


def _within_some(found: Found, today: date) -> DayItem | None:
    """ "d'ici quinze jours": from today to that day."""
    until = _in_some(found, today)
    return until and replace(until, first=today, several=True)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _weekday(found: Found, today: date) -> DayItem | None:
    """A weekday, with "prochain", "en huit" … "Prochain" is doubtful when one is left this week."""
    weekday = _ALL_WEEKDAYS[found["weekday"]]
    said = found.groupdict()
    day = next_weekday(today, weekday)
    item = replace(_item(found, day), weekday=weekday)
    if said.get("later"):
        weeks = 2 if any(word in said["later"] for word in ("15", "fortnight", "2 weeks")) else 1
        return replace(_item(found, day + timedelta(weeks=weeks)))
    if said.get("next") and day < monday_of(today, 1):
        return replace(item, weekday=None, other=day + timedelta(weeks=1))
    return item


def _date(found: Found, today: date) -> DayItem | None:
    """A day and month, perhaps with weekday and year; None when it is past or impossible."""
    said = found.groupdict()
    month = _ALL_MONTHS.get(said["month"]) or int(said["month"])
    day = _dated(int(said["day"]), month, said.get("year"), today)
    if not day:
        return None
    item = replace(_item(found, day), doubtful=(day - today).days > FURTHEST_DAYS)
    weekday = _ALL_WEEKDAYS.get(said.get("weekday") or "")
    if weekday is not None and weekday != day.weekday():
        return replace(item, other=next_weekday(today, weekday))
    return item


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    years = [2000 + int(year[-2:])] if year else [today.year, today.year + 1]
    for one in years:
        if 1 <= month <= 12 and 1 <= day <= monthrange(one, month)[1]:
            found = date(one, month, day)
            if found >= today:
                return found
    return None


def _day_of_month(found: Found, today: date) -> DayItem | None:
    """ "le 3", "mardi 3": the next third of a month."""
    said = found.groupdict()
    wanted, weekday = int(said["day"]), _ALL_WEEKDAYS.get(said.get("weekday") or "")
    for months in range(13):
        first = _months_on(today.replace(day=1), months)
        if not 1 <= wanted <= monthrange(first.year, first.month)[1]:
            continue
        day = first.replace(day=wanted)
        if day >= today:
            item = _item(found, day)
            wrong = weekday is not None and weekday != day.weekday()
            return replace(item, other=next_weekday(today, weekday or 0)) if wrong else item
    return None


def _two_dates(found: Found, today: date) -> DayItem | None:
    """ "du 3 au 7 décembre", "entre le 28 novembre et le 2 décembre"."""
    last_month = _ALL_MONTHS[found["month_b"]]
    first_month = _ALL_MONTHS.get(found["month_a"] or "", last_month)
    last = _dated(int(found["b"]), last_month, None, today)
    first = last and _dated(int(found["a"]), first_month, str(last.year), date(last.year - 1, 1, 1))
    if not first or not last or first > last:
        return None
    days = (last - first).days + 1
    return replace(_item(found, first, days), several=True) if days <= 62 else None


def _two_weekdays(found: Found, today: date) -> DayItem | None:
    """ "entre lundi et mercredi"."""
    first = next_weekday(today, _ALL_WEEKDAYS[found["a"]])
    last = next_weekday(first, _ALL_WEEKDAYS[found["b"]])
    return replace(_item(found, first, (last - first).days + 1), several=True)


def _week(weeks: int) -> Build:
    """The days of this or a later week; only its beginning, middle or end when that is said."""

    def build(found: Found, today: date) -> DayItem | None:
        monday = monday_of(today, weeks)
        part = found.groupdict().get("part") or ""
        for words, first, days in _WEEK_PARTS:
            if part and any(word in part for word in words):
                item = _item(found, monday + timedelta(days=first), days)
                later = item.last <= today
                return replace(item, several=True) if not later else _week(weeks + 1)(found, today)
        return replace(_item(found, monday, 7), several=True)

    return build


_WEEK_PARTS = (
    (("debut", "early", "start", "beginning"), 0, 2),
    (("milieu", "mid"), 1, 3),
    (("fin", "late", "end"), 3, 2),
)


def _week_of(found: Found, today: date) -> DayItem | None:
    """ "la semaine du 7 décembre"."""
    day = _date(found, today) if found["month"] else _day_of_month(found, today)
    return day and replace(_item(found, monday_of(day.first), 7), several=True)


def _weekend(found: Found, today: date) -> DayItem | None:
    saturday = monday_of(today) + timedelta(days=5)
    item = replace(_item(found, saturday, 2), several=True)
    if found.groupdict().get("next") and today < saturday:
        return replace(_item(found, saturday + timedelta(weeks=1), 2), several=True)
    return item


def _month(found: Found, today: date) -> DayItem | None:
    """A named month, or its beginning, middle or end."""
    number = _ALL_MONTHS[found["month"]]
    year = today.year if number >= today.month else today.year + 1
    return _month_part(found, date(year, number, 1), today)


def _months_later(months: int) -> Build:
    return lambda found, today: _month_part(found, _months_on(today.replace(day=1), months), today)


def _month_part(found: Found, first: date, today: date) -> DayItem | None:
    length = monthrange(first.year, first.month)[1]
    part = found.groupdict().get("part") or ""
    if "debut" in part or "early" in part or "start" in part or "beginning" in part:
        begin, days = 0, 10
    elif "mi" in part:
        begin, days = 10, 10
    elif "fin" in part or "late" in part or "end" in part:
        begin, days = 20, length - 20
    else:
        begin, days = 0, length
    item = replace(_item(found, first + timedelta(days=begin), days), several=True)
    return item if item.last > today else None


def _feast(found: Found, today: date) -> DayItem | None:
    day = feast(found["feast"], today)
    beside = found.groupdict().get("beside") or ""
    if "lendemain" in beside or "after" in beside:
        day += timedelta(days=1)
    elif "veille" in beside or "before" in beside:
        day -= timedelta(days=1)
    return _item(found, day)


_ALL_WEEKDAYS = {name: day for days in WEEKDAYS.values() for name, day in days.items()}
_ALL_MONTHS = {name: month for months in MONTHS.values() for name, month in months.items()}


def _rule(pattern: str, build: Build) -> Rule:
    return re.compile(rf"(?<![\w@=/])(?:{pattern})(?![\w@=/])"), build


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

_FRENCH: tuple[Rule, ...] = (
    _rule(rf"(?:du|entre le|entre|de) {_TWO_FR}", _two_dates),
    _rule(
        rf"(?:du|de|entre(?: le)?) (?P<a>{'|'.join(WEEKDAYS[Language.FR])}) (?:au|a|et(?: le)?"
        rf"|jusqu a|jusqu au) (?P<b>{'|'.join(WEEKDAYS[Language.FR])})", _two_weekdays),
    _rule(rf"(?:la )?semaine du (?:lundi )?{_D}(?: {_M})?", _week_of),
    _rule(r"apres demain", _in_days(2)),
    _rule(r"demain en 8", _in_days(8)),
    _rule(r"demain en 15", _in_days(15)),
    _rule(r"demain", _in_days(1)),
    _rule(r"aujourd hui|ce jour|dans la journee", _in_days(0)),
    _rule(r"c(?:e|et|ette)(?= (?:matin|midi|apres midi|aprem|soir|journee|debut|fin|milieu))",
        _in_days(0)),
    _rule(rf"(?:le )?{_W} {_D} {_M}{_Y}", _date),
    _rule(rf"(?:le )?{_D} {_M}{_Y}", _date),
    _rule(rf"(?:(?:le )?{_W} )?(?:le )?{_NUMERIC}", _date),
    _rule(rf"(?:le )?{_W} {_D}{_NOT_UNIT}", _day_of_month),
    _rule(rf"le {_D}{_NOT_UNIT}(?: (?:du mois|de ce mois(?: ci)?))?", _day_of_month),
    _rule(
        r"(?:d ici|sous|dans les"
        r"|dans un delai de) (?P<n>\d{1,3}) (?:prochaine?s )?(?P<unit>jours?|semaines?|mois)",
        _within_some),
    _rule(rf"(?:le )?{_W} (?P<later>en 8|en 15|dans 8 jours|dans 15 jours|d en 8|suivant en 8)",
        _weekday),
    _rule(r"dans (?P<n>\d{1,3}) (?P<unit>jours?|semaines?|mois)", _in_some),
    _rule(
        r"(?:(?:en |au |a la )?(?P<part>debut|milieu|fin) de (?:la )?)?(?:(?:la|de"
        r"|cette) )*semaine (?:prochaine|qui vient|suivante|d apres)(?: (?:au |en )?(?:debut"
        r"|milieu|fin) de semaine)?", _week(1)),
    _rule(r"(?:dans la )?(?:la )?semaine (?:en 8|d apres la prochaine)|la semaine encore apres",
        _week(2)),
    _rule(r"(?:en |au |a la )?(?P<part>debut|milieu|fin) de (?:la |cette )?semaine", _week(0)),
    _rule(r"(?:dans |de |d ici la fin de )?(?:cette|la) semaine(?: ci)?(?! prochaine)", _week(0)),
    _rule(r"(?:le |ce |les |en )?week ?ends?(?: (?P<next>prochain|d apres))?", _weekend),
    _rule(rf"(?:le |ce )?{_W} (?P<next>prochain)", _weekday),
    _rule(rf"(?:(?:le|les|ce|au|du) )?{_W}(?: (?:qui vient|qui arrive))?", _weekday),
    _rule(
        rf"(?:(?P<part>debut|mi|fin|milieu|courant)(?: du)?|en|au|pour|de)(?: mois(?: de"
        rf"| d)?)? {_M}", _month),
    _rule(
        r"(?:(?:en |au |a la )?(?P<part>debut|milieu|fin) (?:du |de ))?(?:(?:le|du"
        r"|au) )?mois (?:prochain|suivant|qui vient)", _months_later(1)),
    _rule(
        r"(?:(?:en |au |a la )?(?P<part>debut|milieu|fin) (?:du|de ce) mois|ce mois ci"
        r"|dans le mois)", _months_later(0)),
    _rule(
        rf"(?:(?:le |la )?(?P<beside>lendemain|veille) (?:de |du |d )?)?(?:(?:le|la|l) )?{_FEAST}",
        _feast),
)  # fmt: skip

_WE = rf"(?P<weekday>{'|'.join(WEEKDAYS[Language.EN])})s?"
_ME = rf"(?P<month>{'|'.join(MONTHS[Language.EN])})"
_DE = r"(?P<day>\d{1,2})(?: (?:st|nd|rd|th))?"
_TWO_EN = (
    rf"(?:the )?(?P<a>\d{{1,2}})(?: (?:st|nd|rd"
    rf"|th))?(?: (?:of )?(?P<month_a>{'|'.join(MONTHS[Language.EN])}))? (?:to|and|until"
    rf"|till)(?: the)? (?P<b>\d{{1,2}})(?: (?:st|nd|rd"
    rf"|th))? (?:of )?(?P<month_b>{'|'.join(MONTHS[Language.EN])})"
)

_ENGLISH: tuple[Rule, ...] = (
    _rule(rf"(?:from|between) {_TWO_EN}", _two_dates),
    _rule(
        rf"(?:from|between) (?P<a>{'|'.join(WEEKDAYS[Language.EN])}) (?:to|and|until|till"
        rf"|through) (?P<b>{'|'.join(WEEKDAYS[Language.EN])})", _two_weekdays),
    _rule(
        rf"(?:the )?week (?:of|commencing|beginning|starting) (?:on )?(?:the )?(?:monday )?{_DE}"
        rf"(?: (?:of )?{_ME})?", _week_of),
    _rule(r"(?:the )?day after tomorrow", _in_days(2)),
    _rule(r"(?:a )?week (?:from )?tomorrow|tomorrow week", _in_days(8)),
    _rule(r"tomorrow", _in_days(1)),
    _rule(r"today", _in_days(0)),
    _rule(r"this(?= (?:morning|afternoon|evening|lunch|early|late))|tonight", _in_days(0)),
    _rule(rf"(?:on )?(?:{_WE} )?(?:the )?{_DE} (?:of )?{_ME}{_Y}", _date),
    _rule(rf"(?:on )?(?:{_WE} )?(?:the )?{_ME} (?:the )?{_DE}{_Y}", _date),
    _rule(rf"(?:on )?(?:{_WE} )?(?:the )?{_NUMERIC}", _date),
    _rule(
        rf"(?:on )?(?:{_WE} )?the (?P<day>\d{{1,2}}) (?:st|nd|rd|th)(?! (?:available|1|one"
        rf"|slot|appointment|floor|possible|thing|time))", _day_of_month),
    _rule(r"within (?:the next )?(?P<n>\d{1,3}) (?P<unit>days?|weeks?|months?)", _within_some),
    _rule(rf"{_WE} (?P<later>week|in a week|in a fortnight|fortnight)", _weekday),
    _rule(rf"(?P<later>(?:a|1) week|2 weeks|a fortnight) (?:from|on|after) {_WE}", _weekday),
    _rule(r"in (?:about )?(?P<n>\d{1,3}) (?P<unit>days?|weeks?|months?)(?: time)?", _in_some),
    _rule(
        r"(?:at |in )?(?:(?:the )?(?P<part>start|beginning|middle|end|early|late) (?:of "
        r"|in )?)?(?:the )?next week", _week(1)),
    _rule(r"(?:the )?week after next", _week(2)),
    _rule(
        r"(?:at |by )?(?:(?:the )?(?P<part>start|beginning|middle|end|early|late|later) (?:of "
        r"|in )?)?(?:the|this) week", _week(0)),
    _rule(r"(?:(?:on|at|over) )*(?:the |this )?(?:(?P<next>next) )?week ?ends?", _weekend),
    _rule(rf"(?:on )?(?P<next>next) {_WE}", _weekday),
    _rule(rf"(?:(?:on|this|this coming|coming) )*{_WE}", _weekday),
    _rule(
        rf"(?:in |at )?(?:the )?(?:(?P<part>early|mid|late|start of|beginning of|middle of"
        rf"|end of) |in |during ){_ME}", _month),
    _rule(
        r"(?:(?:at |in )?(?:the )?(?P<part>start|beginning|middle|end|early"
        r"|late) (?:of )?)?next month", _months_later(1)),
    _rule(
        r"(?:(?:at |in )?(?:the )?(?P<part>end|middle|late) (?:of |in )?)(?:the|this) month"
        r"|this month", _months_later(0)),
    _rule(rf"(?:(?:the )?(?P<beside>day (?:after|before)) )?{_FEAST}", _feast),
)  # fmt: skip

RULES = {Language.FR: _FRENCH, Language.EN: _ENGLISH}
