"""A date as people give one of their own: of birth, of an accident, on a letter. May be past."""

from datetime import date

from telesec.assistant.understanding.calendar_words import MONTHS
from telesec.assistant.understanding.numbers import figures
from telesec.assistant.understanding.text import lazily, plain
from telesec.values.language import Language

_YEAR = r"(?: (?:de |en |of |in )?(?P<year>(?:19|20) ?\d\d|\d\d))?"
_NAMED = {
    language: (
        lazily(
            rf"\b(?P<day>\d{{1,2}})(?: (?:er|st|nd|rd|th))?(?: of| de)?"
            rf" (?P<month>{'|'.join(MONTHS[language])}){_YEAR}\b"
        ),
        lazily(
            rf"\b(?P<month>{'|'.join(MONTHS[language])})(?: the)?"
            rf" (?P<day>\d{{1,2}})(?: (?:st|nd|rd|th))?{_YEAR}\b"
        ),
    )
    for language in Language
}
_FIGURES = lazily(
    r"\b(?P<day>\d{1,2})[ /](?P<month>\d{1,2})[ /](?P<year>(?:19|20) ?\d\d|\d\d)\b"
    r"|\b(?P<keyed>\d{8}|\d{6})\b"
)
_THOUSANDS = lazily(r"\b(19|20) (?:100 )?(?=\d\d\b)")  # "nineteen sixty", "dix neuf cent 60"


def understand_date(text: str, language: Language, today: date) -> date | None:
    """The first whole date said or keyed: day, month and, with two or four figures, year.

    Without a year, of a named month: the next such day, ``today`` included. Figures are day,
    month, year, as in Europe. None when there is no date, or one that no calendar has.
    """
    said = _THOUSANDS.sub(r"\1", figures(plain(text), language))
    for pattern in (*_NAMED[language], _FIGURES):
        for found in pattern.finditer(said):
            parts = found.groupdict()
            if keyed := parts.get("keyed"):
                parts = {"day": keyed[:2], "month": keyed[2:4], "year": keyed[4:]}
            if known := _date_of(parts, language, today):
                return known
    return None


def numbers_in(text: str, language: Language) -> list[int]:
    """The whole numbers that were said, in order; "trois" is 3."""
    return [int(word) for word in figures(plain(text), language).split() if word.isdecimal()]


def _date_of(parts: dict[str, str | None], language: Language, today: date) -> date | None:
    day, month = int(parts["day"] or 0), parts["month"] or ""
    number = int(month) if month.isdecimal() else MONTHS[language][month]
    written = (parts["year"] or "").replace(" ", "")
    try:
        if not written:
            this = date(today.year, number, day)
            return this if this >= today else this.replace(year=today.year + 1)
        year = int(written) if len(written) > 2 else _century(int(written), today)
        return date(year, number, day)
    except ValueError:
        return None


def _century(year: int, today: date) -> int:
    """Two figures mean a year that is not to come: people tell when they were born."""
    return 2000 + year if 2000 + year <= today.year else 1900 + year
