"""Days told by their place in a month: "le deuxième mardi de décembre", "the last Friday"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from telesec.assistant.understanding.calendar_words import MONTHS, WEEKDAYS
from telesec.assistant.understanding.text import lazily
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
    Language.FR: r"(?:du|de ce) mois\b(?P<later> prochain)?(?! de| d)",
    Language.EN: r"(?:of|in) (?:(?:the|this) month\b|(?P<later>next month))",
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
    """Plain ``said`` with such a day written as a date; one that is past is next year's."""

    def written(found: re.Match[str]) -> str:
        day = _day(
            _PLACES[language][found["place"]],
            WEEKDAYS[language][found["day"]],
            MONTHS[language][found["month"]]
            if found["month"]
            else today.month % 12 + bool(found["later"])
            if found["later"]
            else today.month,
            today,
        )
        return f"le {day.day} {_month_name(day.month, language)}"

    return _PATTERNS[language].sub(written, said)


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
