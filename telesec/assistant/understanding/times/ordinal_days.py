"""Days told by their place in a month: "le deuxième mardi de décembre", "the last Friday"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.values.language import Language

_PLACES = {
    Language.FR: {"premier": 1, "1 er": 1, "deuxieme": 2, "2 eme": 2, "second": 2, "troisieme": 3}
    | {"3 eme": 3, "quatrieme": 4, "4 eme": 4, "dernier": -1},
    Language.EN: {"first": 1, "1 st": 1, "second": 2, "2 nd": 2, "third": 3, "3 rd": 3}
    | {"fourth": 4, "4 th": 4, "last": -1, "1 th": 1, "2 th": 2, "3 th": 3},
}
_OF = {
    Language.FR: r"(?:de |d |du mois (?:de |d )?|en )",
    Language.EN: r"(?:of |in )(?:the month of )?",
}
_THIS_MONTH = {
    Language.FR: r"(?:(?:du|de ce) mois\b(?P<later> prochain)?(?! de| d)|(?P<year>de l annee))",
    Language.EN: r"(?:of|in) (?:(?:the|this) month\b|(?P<later>next month)|(?P<year>the (?:new"
    r" )?year))",
}
_PATTERNS = {
    language: lazily(
        rf"\b(?:le |the )?(?P<place>{'|'.join(_PLACES[language])})"
        rf" (?P<day>{'|'.join(WEEKDAYS[language])})"
        rf" (?:{_THIS_MONTH[language]}|{_OF[language]}(?P<month>{'|'.join(MONTHS[language])})\b)"
    )
    for language in Language
}


def with_plain_dates(said: str, language: Language, today: date) -> str:
    """Plain ``said`` with such a day as a date; one that is past is next month's or year's."""

    def written(found: re.Match[str]) -> str:
        place, weekday = _PLACES[language][found["place"]], WEEKDAYS[language][found["day"]]
        months = _months(found, language, today)
        day = min(_day(place, weekday, month, today) for month in months)
        name = _month_name(day.month, language)
        return f"le {day.day} {name}" if language is Language.FR else f"the {day.day} th of {name}"

    return _PATTERNS[language].sub(written, said)


def _months(found: re.Match[str], language: Language, today: date) -> tuple[int, ...]:
    """The month that may be meant; of "the first Monday of the month" this one or the next."""
    following = today.month % 12 + 1
    if found["month"]:
        return (MONTHS[language][found["month"]],)
    if found["year"]:
        return (1,)
    return (following,) if found["later"] else (today.month, following)


def _day(place: int, weekday: int, month: int, today: date) -> date:
    for year in (today.year, today.year + 1):
        last = monthrange(year, month)[1]
        days = [date(year, month, one) for one in range(1, last + 1)]
        fitting = [one for one in days if one.weekday() == weekday]
        found = fitting[place - 1 if place > 0 else place]
        if found >= today:
            return found
    return today + timedelta(days=1)  # never: next year's is to come


def _month_name(month: int, language: Language) -> str:
    return next(name for name, number in MONTHS[language].items() if number == month)
