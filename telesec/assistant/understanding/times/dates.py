"""A date as people give one of their own: of birth, of an accident, on a letter. May be past."""

from datetime import date

from telesec.assistant.understanding.hesitations import without_hesitation
from telesec.assistant.understanding.numbers import figures
from telesec.assistant.understanding.text import any_listed, lazily, plain
from telesec.assistant.understanding.times.calendar_words import MONTHS
from telesec.values.language import Language

_YEAR = r"(?: (?:de |en |of |in )?(?:l annee |the year )?(?P<year>(?:19|20) ?\d\d|\d\d))?"
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
# "Quinze trois soixante", "le 15 du 3 60", "the fifteenth of the third"; a telephone number, which
# has more figures, is none.
_FIGURES = lazily(
    r"(?<!\d )\b(?P<day>\d{1,2})(?: (?:er|st|nd|rd|th))?(?:/| (?:(?:du|of(?: the)?|the) )?)"
    r"(?P<month>\d{1,2})(?: (?:st|nd|rd|th))?(?:/| (?:de |en |of |in )?)"
    r"(?P<year>(?:19|20) ?\d\d|\d\d)\b(?! \d\d? \d)"
    r"|\b(?P<keyed>\d{8}|\d{6})\b"
)
_LEADING_ZERO = lazily(r"(?<!\d)0 (?=[1-9]\b)")  # "zéro trois", "oh three"
_A_FIRST = lazily(r"\bpremier (?=(?:du )?\d)")
# What people say while they think of the next part; in a date it is never a part itself.
_PONDERED = {
    Language.FR: any_listed("""
        je crois(?: que c est)?, je pense(?: que c est)?, je dirais, attendez(?: voir)?, attends,
        alors, bon, voila, donc, disons, si, oui, c est, c etait, comment dire, du mois d[eu]?
    """),
    Language.EN: any_listed("""
        i think(?: it s| it was)?, i believe, i d say, let me think, wait, well, so, like, yes,
        it s, it was, of the month of
    """),
}
_SAID_TWICE = {
    language: lazily(rf"\b({'|'.join(MONTHS[language])})(?: \1\b)+") for language in Language
}
# How years come out of number words: "nineteen sixty", "dix neuf cent 60", "nineteen oh five",
# "two thousand and one"; and how French ones swallow the month: "zéro quatre mille neuf cent
# soixante" is no 4960.
_YEARS = (
    (lazily(r"\b(19|20) (?:100 )?(?=\d\d\b)"), r"\1"),
    (lazily(r"\b19 1(?=\d\d\b)"), "19"),
    (lazily(r"\b(19|20) 0 (?=\d\b(?! \d))"), r"\g<1>0"),
    (lazily(r"\b2 thousand (?:and )?(?=\d\d\b)"), "20"),
    (lazily(r"\b2 thousand (?:and )?(?=\d\b)"), "200"),
    (lazily(r"\b2 thousand\b"), "2000"),
    (lazily(r"(?<=\d )(1[0-2]|[2-9])(?=9\d\d\b)"), r"\1 1"),
    (lazily(r"(?<=\d )0 (?=19\d\d\b)"), "1 "),
)


def understand_date(text: str, language: Language, today: date) -> date | None:
    """The first whole date said or keyed: day, month and, with two or four figures, year.

    Without a year, of a named month: the next such day, ``today`` included; but one with its year
    goes before: "le 15 mars, pardon, le 16 mars 64". Figures are day, month, year, as in Europe.
    None when there is no date, or one that no calendar has.
    """
    said = _in_figures(text, language)
    without_year: date | None = None
    for pattern in (*_NAMED[language], _FIGURES):
        for found in pattern.finditer(said):
            parts = found.groupdict()
            if keyed := parts.get("keyed"):
                parts = {"day": keyed[:2], "month": keyed[2:4], "year": keyed[4:]}
            known = _date_of(parts, language, today)
            if known and parts["year"]:
                return known
            without_year = without_year or known
    return without_year


def _in_figures(text: str, language: Language) -> str:
    """``text`` with its numbers as figures, and without what is said between the parts of a date:
    "le quinze euh mars, je crois, soixante-quatre" is "le 15 mars 64".
    """
    said = _PONDERED[language].sub(" ", without_hesitation(plain(text), language))
    said = _SAID_TWICE[language].sub(r"\1", " ".join(said.split()))
    said = _A_FIRST.sub("1 ", figures(said, language))
    for pattern, year in _YEARS:
        said = pattern.sub(year, said)
    return _LEADING_ZERO.sub("", said)


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
