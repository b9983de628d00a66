"""Days and times told by what was said before: "à la même heure", "le lendemain", "before that".

Works on plain text with figures, and puts in each place what is meant.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from telesec.assistant.understanding.calendar_words import MONTHS, WEEKDAYS
from telesec.assistant.understanding.clocks import mark_clocks
from telesec.assistant.understanding.day_items import DayItem, next_weekday
from telesec.assistant.understanding.days import find_days
from telesec.assistant.understanding.hours import office_reading
from telesec.assistant.understanding.text import any_listed, lazily
from telesec.values.language import Language

_MARK = lazily(r"[@=]\d{4}")
_DAY = {language: "|".join(WEEKDAYS[language]) for language in Language}

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
        (any_listed(r"(?:celui|celle) (?:d apres|suivante?)"), 7),
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
        (any_listed(r"the 1 after(?: that)?, the following 1"), 7),
        (any_listed(r"(?:a|the|1) week (?:later|after that|after(?= *$))"), 7),
        (any_listed(r"(?:2 weeks|a fortnight) (?:later|after that|after(?= *$))"), 14),
    ),
}
_SO = r"(?:so |donc |alors |(?:any ?time |any day |n importe quand )|plutot |or |ou |but |mais )"
_BOUNDED = {
    Language.FR: (
        (
            lazily(
                r"\ba (?:partir|compter) (?:de la|de ce (?:moment|jour)(?: la)?|de cette date)\b"
            ),
            "a partir de",
        ),
        (lazily(rf"\b{_SO}(?:juste )?avant(?: (?:ca|cela|cette date))?(?= *$)"), "avant"),
        (lazily(rf"\b{_SO}(?:juste )?apres(?: (?:ca|cela|cette date))?(?= *$)"), "apres"),
    ),
    Language.EN: (
        (
            lazily(r"\b(?:any ?time |any day )?from (?:then|that|there)(?: on(?:wards?)?)?\b"),
            "from",
        ),
        (
            lazily(
                rf"\b(?:{_SO}(?:any ?time |any day )?before (?:that|then)\b"
                r"|(?:(?<=be )|(?<=come )|(?<=in )|(?<=it )|(?<=done )|(?<=thing )|(?<=seen ))"
                r"before (?:that|then)(?= *$| (?:please|if|would|instead|or)\b))"
            ),
            "before",
        ),
        (lazily(rf"\b{_SO}(?:any ?time |any day )?after (?:that|then)\b"), "after"),
    ),
}
_WEEKDAY_BESIDE = {
    Language.FR: lazily(
        rf"\b(?:le )?(?P<day>{_DAY[Language.FR]}) (?:juste )?(?:d (?P<side>avant|apres)\b"
        rf"|(?P<end>avant|apres)(?= *$)|(?P<next>suivant)\b)"
    ),
    Language.EN: lazily(
        rf"\b(?:the )?(?P<day>{_DAY[Language.EN]}) (?:just )?(?P<side>before|after)(?: that(?:"
        rf" 1)?)?(?= *$| (?:at"
        rf"|around|in the|please|if|instead)\b)"
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
    return f" {_written(day.first, language)} ={moved // 60:02}{moved % 60:02} "


def _last_day(said: str, language: Language, today: date) -> DayItem | None:
    days, _ = find_days(mark_clocks(said, language), language, today)
    return days[-1] if days else None


def _other_day(found: re.Match[str], days: int, language: Language, today: date) -> str | None:
    said = _last_day(found.string[: found.start()], language, today)
    apart = "~ " if days == 7 else ""  # "Tuesday, the one after's fine": two days, not one
    return apart + _written(said.first + timedelta(days=days), language) if said else None


def _weekday_beside(found: re.Match[str], language: Language, today: date) -> str | None:
    said = _last_day(found.string[: found.start()], language, today)
    if said is None:
        return None
    after = next_weekday(said.first, WEEKDAYS[language][found["day"]])
    back = 7 if {*found.groupdict().values()} & {"avant", "before"} else 0
    same = after - timedelta(days=7) == said.first
    return _written(after - timedelta(days=14 if back and same else back), language)


def _bounded(figured: str, found: re.Match[str], side: str, language: Language, today: date) -> str:
    """ "On s'envole samedi, donc avant": what was told before only says before what."""
    before, rest = figured[: found.start()], figured[found.end() :]
    marks = list(_MARK.finditer(mark_clocks(before, language)))
    day = _last_day(before, language, today)
    on = _written(day.first, language) if day else ""
    if marks:
        return f"{on} {side} {marks[-1][0]} {rest}"
    return f"{side} {on} {rest}" if day else figured


def _written(day: date, language: Language) -> str:
    """The date in words that the grammar reads."""
    month = next(name for name, number in MONTHS[language].items() if number == day.month)
    return f"le {day.day} {month}" if language is Language.FR else f"the {day.day} th of {month}"
