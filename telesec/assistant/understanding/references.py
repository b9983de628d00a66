"""Days and times told by what was said before: "à la même heure", "le lendemain", "before that".

Works on plain text with figures, and puts in each place what is meant.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from telesec.assistant.understanding.calendar_words import MONTHS, WEEKDAYS
from telesec.assistant.understanding.clocks import mark_clocks
from telesec.assistant.understanding.day_items import DayItem, monday_of, next_weekday
from telesec.assistant.understanding.days import find_days
from telesec.assistant.understanding.hours import office_reading
from telesec.assistant.understanding.text import any_listed, lazily
from telesec.values.language import Language

_MARK = lazily(r"[@=]\d{4}")
_DAY = {language: "|".join(WEEKDAYS[language]) for language in Language}

_WHICH_DAY_IT_IS = lazily(  # "Halloween's a Sunday, so the Monday after"
    rf"\b(?:c est (?:un|1)|(?:s|is) (?:on )?(?:a|the)) (?:{'|'.join(_DAY.values())})\b"
)
_SAME_TIME = any_listed(r"""
    (?:a |vers )?(?:la |le )?meme (?:heure|horaire)(?: exactement)?,
    (?:at )?(?:the )?same time(?: of day)?(?! (?:as|that))
""")
_DAYS_ON = {
    Language.FR: (
        (any_listed(r"(?:le |au )?surlendemain(?! (?:de|du|d))"), 2),
        (any_listed(r"(?:le |au )?lendemain(?! (?:de|du|d))"), 1),
        (any_listed(r"(?:le |au )?jour (?:d apres|suivant)"), 1),
        (any_listed(r"(?:la |a la )?veille(?! (?:de|du|d))"), -1),
        (any_listed(r"(?:le |au )?jour (?:d avant|precedent)"), -1),
        (any_listed(r"(?:1 |la )semaine (?:plus tard|apres(?! (?:\d|midi|le|la|l)))"), 7),
        (any_listed(r"(?<!d apres )(?<!suivante )(?:le )?meme jour(?! (?:que|de la|la|d))"), 0),
        (any_listed(r"(?:celui|celle) (?:d apres|suivante?)"), 7),
        (
            any_listed(
                r"(?:la )?semaine (?:d apres|suivante) (?:le )?meme jour,"
                r" (?:le )?meme jour (?:de )?(?:la )?semaine (?:d apres|suivante)"
            ),
            7,
        ),
        (
            any_listed(
                r"huit jours (?:plus tard|apres(?! (?:\d|midi|le|la|l))), 8 jours (?:plus tard"
                r"|apres(?! (?:\d|midi|le|la|l)))"
            ),
            7,
        ),
        (
            any_listed(
                r"15 jours (?:plus tard|apres(?! (?:\d|midi|le|la|l))), 2 semaines (?:plus tard"
                r"|apres(?! (?:\d|midi|le|la|l)))"
            ),
            14,
        ),
    ),
    Language.EN: (
        (any_listed(r"the day after(?! (?:tomorrow|that|christmas|new|easter|the\b))"), 1),
        (any_listed(r"the (?:day|following day) after that, the (?:next|following) day"), 1),
        (any_listed(r"the day before(?! (?:christmas|new|easter|the\b|that))"), -1),
        (any_listed(r"(?<!week )(?<!after )(?:on )?the same day(?! (?:as|the|of))"), 0),
        (any_listed(r"the 1 after(?: that)?, the following 1"), 7),
        (
            any_listed(
                r"the (?:following week|week after) (?:on )?(?:the )?same day,"
                r" (?:on )?(?:the )?same day (?:the )?(?:following week|week after)"
            ),
            7,
        ),
        (any_listed(r"(?:a|1) week (?:later|after that|after(?= *$))"), 7),
        (any_listed(r"(?:2 weeks|a fortnight) (?:later|after that|after(?= *$))"), 14),
    ),
}
_WEEK_AFTER = {
    Language.FR: lazily(
        r"\b(?:la )?semaine (?:d apres|suivante)\b(?! la prochaine)"
        r"|(?:(?<=donc )|(?<=mais )|(?<=plutot )|(?<=alors ))la suivante\b"
    ),
    Language.EN: lazily(
        r"\bthe (?:following week|week after)\b(?= *$| (?:that|please|if|or|at)\b)"
    ),
}
_THAT_DAY = {
    Language.FR: lazily(
        r"\b(?P<so>(?:donc|alors|du coup) (?:\w+ ){0,5}?)?(?:ce jour|ce matin|ce soir) la(?= *$)"
    ),
    Language.EN: lazily(r"\b(?P<so>(?:so|then) (?:\w+ ){0,5}?)?(?:on )?that day(?= *$)"),
}
_THAT_WEEK = {
    Language.FR: lazily(r"\b(?:cette semaine la(?! semaine)|la meme semaine)\b"),
    Language.EN: lazily(r"\b(?:that|the same) week\b"),
}
_OF_THE_WEEK = {
    Language.FR: lazily(rf"\b(?:{_DAY[Language.FR]}) (?:de |dans )?$"),
    Language.EN: lazily(rf"\b(?:{_DAY[Language.EN]}) (?:of |in )?$"),
}
_WEEK_OF = {Language.FR: "la semaine du", Language.EN: "the week of"}
_NONE_FR = r"(?:rien|quelque chose|quelqu un|creneau|dispo\w*|(?:de |1 |une )(?:petite )?place)"
_NO_MORE_FR = (
    r"(?= *$| (?:pour que|pour (?:l |le |la |les )?\w+er|si|sinon|merci|parce|car|quand meme)\b)"
)
_SO = (
    r"(?:so |donc |alors |(?:any ?time |any day |n importe quand )|plutot |or |ou |but |mais "
    r"|(?:faudrait|faut|passer|consulter|signer|voir|venir|revenir|faire|avoir|voie|vienne|passe|fasse|soit|vue?s?"
    r"|faite?s?|rendez vous|consultation) )"
)
_BOUNDED = {
    Language.FR: (
        (
            lazily(
                r"\ba (?:partir|compter) (?:de la|de ce (?:moment|jour)(?: la)?|de cette date)\b"
            ),
            "a partir de",
        ),
        (
            lazily(
                r"\b(?:soit |(?:juste )?)avant (?:ou|soit)(?: juste)? apres(?: (?:ca|cela))?(?= *$)"
            ),
            "avant {} ou apres {}",
        ),
        (
            lazily(
                rf"\b(?:{_SO}(?:juste )?avant|(?<!si vous avez )(?<!si vous n avez ){_NONE_FR}"
                rf" (?:d |de )?(?:avant|plus tot))"
                rf"(?: (?:ca|cela|cette date))?{_NO_MORE_FR}"
                rf"|\b(?:voir|revoir|rencontrer) (?:\w+ ){{1,3}}avant{_NO_MORE_FR}"
                r"|\bavant (?:lui|elle|eux|qu (?:il|elle|ils) \w+)(?= *$)"
            ),
            "avant",
        ),
        (
            lazily(rf"\b{_SO}(?:juste )?apres(?: (?:ca|cela|cette date))?{_NO_MORE_FR}"),
            "apres",
        ),
    ),
    Language.EN: (
        (
            lazily(
                r"\b(?:either )?(?:just )?before(?: that)? (?:or|and)(?: just)? after(?: (?:that"
                r"|then))?(?="
                r" *$)"
            ),
            "before {} or after {}",
        ),
        (
            lazily(
                r"(?<!apart )(?<!aside )\b(?:any ?time |any day )?from (?:then|that|there)(?:"
                r" on(?:wards?)?)?\b"
            ),
            "from",
        ),
        (
            lazily(
                rf"\b(?:{_SO}(?:any ?time |any day )?before (?:that|then)\b"
                r"|(?:(?<=be )|(?<=come )|(?<=in )|(?<=it )|(?<=done )|(?<=thing )|(?<=seen )"
                r"|(?<=doing ))"
                r"before(?: (?:that|then))?(?= *$| (?:please|if|would|instead|or)\b)"
                r"|\b(?:something|anything|1|slot|appointment) (?:sooner|earlier)(?= *$)"
                r"|(?<!day )(?<!week )before then(?= *$)|\bbefore (?:him|her|them|he comes|she"
                r" comes)(?= *$)"
                r"|(?<=test )before (?:that|then)(?= *$)|(?<=appointment )before (?:that|then)(?="
                r" *$))"
            ),
            "before",
        ),
        (
            lazily(
                rf"\b{_SO}(?:any ?time |any day )?after (?:that|then)\b"
                r"|(?<!day )(?<!week )(?<!month )(?<!1 )(?<!straight )(?<!right )(?<!leave )(?<!go"
                r" )"
                r"(?<!off )(?<!out )(?<!busy )"
                r"\bafter (?:that|then)(?= *$)"
            ),
            "after",
        ),
    ),
}
_WEEKDAY_BESIDE = {
    Language.FR: lazily(
        rf"\b(?:le )?(?P<day>{_DAY[Language.FR]}) (?:juste )?(?:d (?P<side>avant|apres)\b"
        rf"|(?P<end>avant|apres)(?= *$)|(?P<next>suivant)\b)"
    ),
    Language.EN: lazily(
        rf"\bthe following (?P<next>{_DAY[Language.EN]})\b"
        rf"|\b(?:the )?(?P<day>{_DAY[Language.EN]}) (?:just )?(?P<side>before|after)(?: that(?:"
        rf" 1)?)?(?= *$| (?:at"
        rf"|around|in the|please|if|instead)\b)"
    ),
}

_SO_ON = {
    Language.FR: lazily(
        rf"\b(?P<so>(?:donc|alors|du coup)(?: plutot(?= le)| pas avant| a partir| apres|(?= le)))"
        rf" (?:le |du |de )?(?P<day>{_DAY[Language.FR]})\b(?! (?:\d|prochain|en|suivant|d apres|de"
        rf" la))"
    ),
    Language.EN: lazily(
        rf"\b(?P<so>(?:so|then)(?: not before| from| after|(?=(?: on)? the))) (?:on )?(?:the )?"
        rf"(?P<day>{_DAY[Language.EN]})\b(?! (?:the|week|after|before|next|of))"
    ),
}
_SO_DATED = {
    Language.FR: lazily(
        r"\b(?P<so>(?:donc|alors|du coup)(?: plutot)?) le (?P<day>\d{1,2})\b"
        rf"(?! (?:h|heures?|er|\d|{'|'.join(MONTHS[Language.FR])})\b)"
    ),
    Language.EN: lazily(
        r"\b(?P<so>(?:so|then)(?: maybe| on)?) the (?P<day>\d{1,2}) (?:st|nd|rd|th)\b"
        rf"(?! (?:of|to|until|or|{'|'.join(MONTHS[Language.EN])})\b)"
    ),
}
_WAS = lazily(r"\b(?:was|were|etait|etaient|a ete|dernier|derniere)\b")
_DAYS_BESIDE = {
    Language.FR: lazily(
        r"\b(?P<least>au moins )?(?P<n>\d{1,2}) (?P<unit>jour|semaine)s? (?P<way>avant|apres)(?="
        r" *$)"
    ),
    Language.EN: lazily(
        r"\b(?P<least>at least )?(?P<n>\d{1,2}|a) (?P<unit>day|week)s? (?P<way>before|after)"
        r"(?: (?:that|then))?(?= *$)"
    ),
}
_LATER = {
    Language.FR: lazily(r"\b(?P<n>1 demi|1|2|3) heures? plus (?P<way>tard|tot)\b"),
    Language.EN: lazily(r"\b(?P<n>half an|an|1|2|3) hours? (?P<way>later|earlier)\b"),
}


def with_references_resolved(figured: str, language: Language, today: date) -> str:
    """``figured`` with the days and times that are meant in place of the words that point back."""
    for pattern, days in _DAYS_ON[language]:
        figured = _each(
            figured,
            pattern,
            lambda found, days=days: _other_day(found, days, language, today),  # type: ignore[misc]
        )
    figured = _each(
        figured,
        _WEEKDAY_BESIDE[language],
        lambda found: _weekday_beside(found, language, today),
    )
    figured = _each(
        figured, _WEEK_AFTER[language], lambda found: _week_after(found, language, today)
    )
    figured = _each(figured, _THAT_WEEK[language], lambda found: _that_week(found, language, today))
    figured = _each(figured, _THAT_DAY[language], lambda found: _that_day(found, language, today))
    figured = _each(figured, _SO_ON[language], lambda found: _so_on(found, language, today))
    figured = _each(
        figured, _DAYS_BESIDE[language], lambda found: _days_beside(found, language, today)
    )
    figured = _each(figured, _SO_DATED[language], lambda found: _so_dated(found, language, today))
    figured = _each(figured, _LATER[language], lambda found: _later(found, language, today))
    figured = _each(figured, _SAME_TIME, lambda found: _same_time(found, language))
    for pattern, side in _BOUNDED[language]:
        found = pattern.search(figured)
        if found:
            figured = _bounded(figured, found, side, language, today)
    return figured


def _each(
    figured: str, pattern: re.Pattern[str], meant: Callable[[re.Match[str]], str | None]
) -> str:
    return pattern.sub(lambda found: meant(found) or found[0], figured)


def _same_time(found: re.Match[str], language: Language) -> str | None:
    marks = _MARK.findall(mark_clocks(found.string[: found.start()], language))
    return f" {marks[-1]} " if marks else None


def _later(found: re.Match[str], language: Language, today: date) -> str | None:
    """ "une heure plus tard": than the time said before, on the day said before."""
    said = found.string[: found.start()]
    marks = _MARK.findall(mark_clocks(said, language))
    day = _last_day(said, language, today)
    if not marks or day is None:
        return None
    count = found["n"]
    minutes = 30 if "hal" in count or "demi" in count else 60 * int(count.replace("an", "1"))
    back = found["way"] in {"tot", "earlier"}
    at, _ = office_reading(marks[-1])
    moved = (at + (-minutes if back else minutes)) % (24 * 60)
    return f" {written(day.first, language)} ={moved // 60:02}{moved % 60:02} "


def _last_day(said: str, language: Language, today: date) -> DayItem | None:
    told = _WHICH_DAY_IT_IS.sub(" ", said)
    days, _ = find_days(mark_clocks(told, language), language, today)
    return days[-1] if days else None


def _other_day(found: re.Match[str], days: int, language: Language, today: date) -> str | None:
    said = _last_day(found.string[: found.start()], language, today)
    if days == 7 and said and said.several:
        return _the_week(said, language)  # "ni la semaine prochaine: celle d'après"
    apart = "~ " if days == 7 else ""  # "Tuesday, the one after's fine": two days, not one
    return apart + written(said.first + timedelta(days=days), language) if said else None


def _week_after(found: re.Match[str], language: Language, today: date) -> str | None:
    """ "Le 4 je ne peux pas, la semaine d'après": the one after the day said before."""
    before = found.string[: found.start()]
    weekday = _OF_THE_WEEK[language].search(before)
    said = _last_day(before[: weekday.start()] if weekday else before, language, today)
    if said is None or (weekday and not said.several):
        return None
    week = _the_week(said, language)
    return week.removeprefix("~ ") if weekday else week


def _that_day(found: re.Match[str], language: Language, today: date) -> str:
    """ "Le bail court jusqu'au 30, donc ce jour-là"; otherwise it says nothing new."""
    said = _last_day(found.string[: found.start()], language, today)
    return f"{found['so']} {written(said.first, language)}" if said and found["so"] else " ~ "


def _that_week(found: re.Match[str], language: Language, today: date) -> str | None:
    """ "The results are due on the 17th, so some time that week"."""
    said = _last_day(found.string[: found.start()], language, today)
    return _the_week(said, language, weeks=0) if said else None


def _the_week(said: DayItem, language: Language, weeks: int = 1) -> str:
    """The week so many after that of the days said, in words that the grammar reads."""
    monday = written(monday_of(said.first, weeks), language).split(" ", 1)[1]
    return f"~ {_WEEK_OF[language]} {monday}"


def _so_on(found: re.Match[str], language: Language, today: date) -> str | None:
    """ "Le lundi de Pâques c'est férié, donc le mardi": a weekday after a day further off."""
    said = _last_day(found.string[: found.start()], language, today)
    if said is None or said.several or (said.first - today).days < 7:
        return None
    day = next_weekday(said.first, WEEKDAYS[language][found["day"]])
    return f"{found['so']} {written(day, language)}"


def _days_beside(found: re.Match[str], language: Language, today: date) -> str | None:
    """ "L'opération est le 28, il doit me voir deux jours avant"; "au moins" is a bound."""
    said = _last_day(found.string[: found.start()], language, today)
    if said is None:
        return None
    back = found["way"] in {"avant", "before"}
    count = int(found["n"].replace("a", "1")) * (7 if found["unit"] in {"semaine", "week"} else 1)
    day = written(said.first + timedelta(days=-count if back else count), language)
    bounds = {Language.FR: ("d ici", "a partir de"), Language.EN: ("by", "from")}[language]
    return f"{bounds[not back]} {day}" if found["least"] else day


def _so_dated(found: re.Match[str], language: Language, today: date) -> str | None:
    """ "The 25th's Christmas, so the 28th": of the same month."""
    said = _last_day(found.string[: found.start()], language, today)
    past = _WAS.search(found.string[: found.start()])
    if said is None or said.several or past or not said.first.day < int(found["day"]) <= 28:
        return None
    return f"{found['so']} {written(said.first.replace(day=int(found['day'])), language)}"


def _weekday_beside(found: re.Match[str], language: Language, today: date) -> str | None:
    said = _last_day(found.string[: found.start()], language, today)
    if said is None:
        return None
    named = found["day"] or found["next"]
    after = next_weekday(said.first, WEEKDAYS[language][named])
    back = 7 if {*found.groupdict().values()} & {"avant", "before"} else 0
    same = after - timedelta(days=7) == said.first
    return written(after - timedelta(days=14 if back and same else back), language)


def _bounded(figured: str, found: re.Match[str], side: str, language: Language, today: date) -> str:
    """ "On s'envole samedi, donc avant": what was told before only says before what."""
    before, rest = figured[: found.start()], figured[found.end() :]
    marks = list(_MARK.finditer(mark_clocks(before, language)))
    day = _last_day(before, language, today)
    on = written(day.first, language) if day else ""
    last = written(max(day.first, day.last - timedelta(days=1)), language) if day else ""
    if day and "{}" in side:
        return side.format(on, last) + rest
    if side in {"apres", "after", "from"}:
        on = last
    if marks:
        return f"{on} {side} {marks[-1][0]} {rest}"
    return f"{side} {on} {rest}" if day else figured


def written(day: date, language: Language) -> str:
    """The date in words that the grammar reads."""
    month = next(name for name, number in MONTHS[language].items() if number == day.month)
    return f"le {day.day} {month}" if language is Language.FR else f"the {day.day} th of {month}"
