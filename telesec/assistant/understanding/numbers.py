"""Numbers in words, French (France, Belgium, Switzerland) and English, turned into figures."""

from collections.abc import Sequence

from telesec.assistant.understanding.times.calendar_words import MONTHS
from telesec.values.language import Language

Reading = tuple[int, int]  # the number, and the position after its last word

_FRENCH_SMALL = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6,
    "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13,
    "quatorze": 14, "quinze": 15, "seize": 16,
}  # fmt: skip
_FRENCH_TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_ENGLISH_SMALL = {
    "zero": 0, "oh": 0, "nought": 0, "naught": 0, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_ENGLISH_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_ENGLISH_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip


def figures(text: str, language: Language) -> str:
    """Plain text with its number words as figures: "dix heures vingt-cinq" is "10 heures 25".

    Ordinals that can be a day of the month become "1 er" and "3 th".
    """
    words = text.split()
    written: list[str] = []
    at = 0
    while at < len(words):
        ordinal = _ordinal(words, at, language)
        if ordinal:
            written += [str(ordinal[0]), "er" if language is Language.FR else "th"]
            at = ordinal[1]
            continue
        exclaimed = words[at] == "oh" and not _is_number(words, at + 1, language)
        reading = None if exclaimed else read_number(words, at, language, thousands=True)
        written.append(str(reading[0]) if reading else words[at])
        at = reading[1] if reading else at + 1
    return " ".join(written)


def _is_number(words: Sequence[str], at: int, language: Language) -> bool:
    return at < len(words) and (words[at].isdigit() or read_number(words, at, language) is not None)


def read_number(
    words: Sequence[str], at: int, language: Language, *, thousands: bool = False
) -> Reading | None:
    """The number in words that begins at ``at``; None when there is none.

    As long as it goes: "soixante dix huit" is 78, "quatre cent septante" 470. ``thousands``
    also reads years ("mille neuf cent soixante").
    """
    if language is Language.EN:
        return _english(words, at)
    whole = _french_hundreds(words, at)
    if not thousands:
        return whole
    factor, after = whole or (1, at)
    if not _is(words, after, "mille"):
        return whole
    rest = _french_hundreds(words, after + 1)
    return (factor * 1000 + rest[0], rest[1]) if rest else (factor * 1000, after + 1)


def _french_hundreds(words: Sequence[str], at: int) -> Reading | None:
    first = _french_below_100(words, at)
    factor, after = first or (1, at)
    if not 1 <= factor <= 9 or not _is(words, after, "cent", "cents"):
        return first
    rest = _french_below_100(words, after + 1)
    if rest and rest[0] > 0:
        return factor * 100 + rest[0], rest[1]
    return factor * 100, after + 1


def _french_below_100(words: Sequence[str], at: int) -> Reading | None:
    if at >= len(words):
        return None
    if words[at] == "quatre" and _is(words, at + 1, "vingt", "vingts"):
        return _french_tens(words, at + 2, 80)
    if words[at] in _FRENCH_TENS:
        return _french_tens(words, at + 1, _FRENCH_TENS[words[at]])
    return _french_small(words, at)


def _french_tens(words: Sequence[str], at: int, tens: int) -> Reading:
    """``tens`` and what may follow: 60 and 80 count on to nineteen, the others to nine."""
    most = 19 if tens in {60, 80} else 9
    if _is(words, at, "et") and _is(words, at + 1, "un", "une", "onze"):
        small = _french_small(words, at + 1)
    else:
        small = _french_small(words, at)
    if small and 1 <= small[0] <= most:
        return tens + small[0], small[1]
    return tens, at


def _french_small(words: Sequence[str], at: int) -> Reading | None:
    if at >= len(words) or words[at] not in _FRENCH_SMALL:
        return None
    if words[at] == "dix" and _is(words, at + 1, "sept", "huit", "neuf"):
        return 10 + _FRENCH_SMALL[words[at + 1]], at + 2
    return _FRENCH_SMALL[words[at]], at + 1


def _english(words: Sequence[str], at: int) -> Reading | None:
    if at >= len(words):
        return None
    if words[at] in _ENGLISH_TENS:
        tens = _ENGLISH_TENS[words[at]]
        small = _ENGLISH_SMALL.get(words[at + 1], 0) if at + 1 < len(words) else 0
        return (tens + small, at + 2) if 1 <= small <= 9 else (tens, at + 1)
    if words[at] not in _ENGLISH_SMALL:
        return None
    small = _ENGLISH_SMALL[words[at]]
    if 1 <= small <= 9 and _is(words, at + 1, "hundred"):
        return small * 100, at + 2
    return small, at + 1


def _ordinal(words: Sequence[str], at: int, language: Language) -> Reading | None:
    """A day of the month in words; French has only "premier", and only before a month."""
    if language is Language.FR:
        dated = words[at] == "premier" and _is(words, at + 1, *MONTHS[language])
        return (1, at + 1) if dated else None
    if words[at] in _ENGLISH_ORDINALS:
        return _ENGLISH_ORDINALS[words[at]], at + 1
    if words[at] in {"twenty", "thirty"} and at + 1 < len(words):
        small = _ENGLISH_ORDINALS.get(words[at + 1], 0)
        if 1 <= small <= 9:
            return _ENGLISH_TENS[words[at]] + small, at + 2
    return None


def _is(words: Sequence[str], at: int, *wanted: str) -> bool:
    return at < len(words) and words[at] in wanted
