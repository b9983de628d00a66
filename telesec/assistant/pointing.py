"""What is said from where the talk is: the week after the offers, another day of that birth."""

import re
from datetime import date

from telesec.assistant.corrections import bare_hour, names_a_day, takes_back
from telesec.assistant.understanding import plain, understand_date
from telesec.assistant.understanding.numbers import figures
from telesec.values.language import Language

_WEEK_AFTER = {
    Language.FR: re.compile(r"\b(?:la |une )?semaine (?:d apres|apres(?! \w)|suivante)\b"),
    Language.EN: re.compile(
        r"\b(?:the |a )?(?:week (?:after(?! (?:next|the|my|this)\b)|following)"
        r"|following week)\b"
    ),
}
PAIR = 2
MOST_DAYS = 31  # of a month; two figures beyond are a year
OLDEST = 120  # years

# Of a year, and nothing that is a time, an age or a house.
_YEAR = re.compile(r"(?<!\d )\b(?P<year>(?:19|20)\d\d)\b(?! \d)")
_SPLIT_YEARS = (
    (re.compile(r"\b(19|20) (?:100 )?(?=\d\d\b)"), r"\1"),
    (re.compile(r"\b19 1(?=\d\d\b)"), "19"),
    (re.compile(r"\b(19|20) 0 (?=\d\b)"), r"\g<1>0"),
)
_OF_BIRTH = re.compile(r"\b(?:nee?s?|naissance|born|birth|annee|year|dob)\b|\b(?:en|in) \d")
_OF_A_TIME = re.compile(
    r"\b(?:heures?|h|minutes?|min|ans|a ?m|p ?m|o clock|half|quarter|euros?|jours?|semaines?|rue"
    r"|avenue|numero|number|days?|weeks?|years old|pounds?|street|road)\b"
)
# "79 à la fin" is of a number that was dictated.
_OF_FIGURES = re.compile(
    r"\b(?:a la fin|pour finir|au (?:debut|milieu)|derniers?|at the end|in the middle|last"
    r"|digits?|chiffres?)\b"
)
# "Le 4 pas le 3", "not the 3rd, the 4th", and no more.
_LED = r"(?:(?:non|no|euh|er|pardon|sorry|c est|it s|it is|that s) )*"
_A_DAY = r"(?:le |the )?(?P<{}>\d{{1,2}})(?: (?:st|nd|rd|th))?"
_DAY, _WRONG = _A_DAY.format("day"), _A_DAY.format("wrong")
_THIS_NOT_THAT = re.compile(rf"{_LED}{_DAY} (?:et |and )?(?:non |pas |not ){_WRONG}")
_NOT_THAT_BUT_THIS = re.compile(rf"{_LED}(?:pas |not ){_WRONG} (?:mais |but )?{_LED}{_DAY}")
_SAID_PLAINLY = {Language.FR: "la semaine suivante", Language.EN: "the following week"}


def week_after(words: str, language: Language) -> str | None:
    """Plain ``words`` where they wish for the week after what was offered; None otherwise."""
    said, count = _WEEK_AFTER[language].subn(_SAID_PLAINLY[language], plain(words))
    return said if count else None


def mended_birth_date(
    words: str, language: Language, today: date, known: date, *, visit: date | None
) -> date | None:
    """``known`` with another year, "non c'est 62", or another day of its month, "non le quatre
    mai", "le 4 pas le 3"; None where none is told. In the month in which the ``visit`` is, a day is
    that of the visit.
    """
    year = _another_year(words, language, today, known)
    if year:
        return _replaced(known, year, known.month, known.day)
    day = _day_instead(words, language, known)
    if day and visit and visit.day != known.day:
        return _replaced(known, known.year, known.month, day)
    of_visit = visit is not None and visit.month == known.month
    if not takes_back(words, language) or names_a_day(words, language) or of_visit:
        return None
    found = understand_date(words, language, today)
    if found is None or found.month != known.month or bare_hour(words, language) is not None:
        return None
    return _replaced(found, known.year, found.month, found.day, unlike=known)


def _day_instead(words: str, language: Language, known: date) -> int | None:
    """The day of "le 4 pas le 3", where the wrong one is that of ``known``."""
    said = figures(plain(words), language)
    found = _THIS_NOT_THAT.fullmatch(said) or _NOT_THAT_BUT_THIS.fullmatch(said)
    return int(found["day"]) if found and int(found["wrong"]) == known.day else None


def _another_year(words: str, language: Language, today: date, known: date) -> int | None:
    """The one year that is told and is not that of ``known``: "1962", "en 62", "62, pas 60"."""
    said = figures(plain(words), language)
    for century, year in _SPLIT_YEARS:
        said = century.sub(year, said)
    if understand_date(words, language, today) or _OF_A_TIME.search(said):
        return None
    if _OF_FIGURES.search(said) and not _OF_BIRTH.search(said):
        return None
    if names_a_day(words, language):
        return None
    told = [int(found["year"]) for found in _YEAR.finditer(said) if found["year"]]
    figures_told = re.findall(r"\b\d+\b", said)
    short = [int(one) for one in figures_told if len(one) == PAIR]
    pair = len(short) == PAIR and known.year % 100 in short  # "62, pas 60"
    alone = len(figures_told) == 1 or (pair and len(figures_told) == PAIR)
    of_birth = _OF_BIRTH.search(said) or all(one > MOST_DAYS for one in short)
    if not told and alone and of_birth:
        told = [one + (2000 if 2000 + one <= today.year else 1900) for one in short]
    others = {one for one in told if one != known.year}
    other = others.pop() if len(others) == 1 else 0
    return other if today.year - OLDEST <= other <= today.year else None


def _replaced(
    day: date, year: int, month: int, of_month: int, *, unlike: date | None = None
) -> date | None:
    try:
        mended = day.replace(year=year, month=month, day=of_month)
    except ValueError:  # the 29th of February of a year that has none
        return None
    return mended if mended != unlike else None
