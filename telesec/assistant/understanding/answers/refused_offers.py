"""Which offers are named only to be refused: "à neuf heures je travaille", "pas le premier"."""

from collections.abc import Iterator, Sequence

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import MONTHS
from telesec.assistant.understanding.times.day_items import DayItem
from telesec.assistant.understanding.times.hours import TimeItem
from telesec.assistant.understanding.times.wish_words import WORDS
from telesec.values.language import Language

Named = DayItem | TimeItem

ORDINALS = {
    Language.FR: {
        "premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3,
        "quatrieme": 4, "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9,
    },
    Language.EN: {
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
        "eighth": 8, "ninth": 9,
    },
}  # fmt: skip

A_DATE_OR_TIME = {
    Language.FR: rf"(?! ?(?:{'|'.join(MONTHS[Language.FR])}|er|heures?|h|fois|:|/|\d))",
    Language.EN: (
        rf"(?! ?(?:{'|'.join(MONTHS[Language.EN])}|of|o clock|a m|p m|am|pm|time|thing|:|/|\d))"
    ),
}
_A_PLACE = {
    language: rf"({'|'.join(words)})\b{A_DATE_OR_TIME[language]}"
    for language, words in ORDINALS.items()
}
# "Pas le premier", "ni le premier ni le deuxième"; "le premier je peux pas", "the first I can't".
_CANNOT = {
    Language.FR: (
        r"(?:(?:ca|c|j|je|me|m|ne|n) )*(?:(?:peux|pourrai|est|ira|va|convient|arrange|marche) pas"
        r"|(?:travaille|bosse)(?! pas| plus)|suis (?:pas la|prise?|occupee?|au travail)"
        r"|est impossible)\b"
    ),
    Language.EN: (
        r"(?:(?:i|it|that|we) )*(?:can t|cannot|couldn t|doesn t|won t|isn t|m busy"
        r"|m (?:at )?work\w*"
        r"|(?:work|teach)\b(?! for| from))\b"
    ),
}
_REFUSED_PLACE = {
    Language.FR: lazily(
        rf"\b(?:pas|ni|sauf) (?:pour )?(?:(?:le|la) )?{_A_PLACE[Language.FR]}"
        rf"|\b(?:le|la) {_A_PLACE[Language.FR]} {_CANNOT[Language.FR]}"
    ),
    Language.EN: lazily(
        rf"\b(?:not|nor|neither|except) (?:for )?(?:the )?{_A_PLACE[Language.EN]}(?: one)?"
        rf"|\bthe {_A_PLACE[Language.EN]}(?: one)? {_CANNOT[Language.EN]}"
    ),
}
_CANNOT_THEN = {language: lazily(rf"^\s*{pattern}") for language, pattern in _CANNOT.items()}
_WORKS_NOT = lazily(r"^\s*je (?:ne )?travaille (?:pas|plus)\b")
_BETWEEN = lazily(r"[ ~]*(?:(?:a|vers|at|around) )?[ ~]*")


def refused_places(said: str, language: Language) -> set[int]:
    """The places in the row, from 1, that plain ``said`` refuses."""
    found = _REFUSED_PLACE[language].finditer(said)
    return {ORDINALS[language][match[1] or match[2]] for match in found}


def without_refused_places(said: str, language: Language) -> str:
    """Plain ``said`` without the places that it refuses."""
    return _REFUSED_PLACE[language].sub(" ", said)


def named_together(items: Sequence[Named], marked: str) -> Iterator[list[Named]]:
    """The days and hours of ``marked``; "mardi à neuf heures" is one time, "mardi mercredi" two."""
    group: list[Named] = []
    for item in sorted(items, key=lambda one: one.start):
        between = marked[group[-1].end : item.start] if group else ""
        kinds = {type(one) for one in group}
        if group and (type(item) in kinds or not _BETWEEN.fullmatch(between)):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def is_refused(group: Sequence[Named], marked: str, language: Language) -> bool:
    """Whether that time is ruled out by what stands before or after it."""
    words, after = WORDS[language], marked[group[-1].end :]
    if words.negated_before.search(marked[: group[0].start]):
        return True
    cannot = words.negated_after.search(after) or _CANNOT_THEN[language].search(after)
    return bool(cannot) and not _WORKS_NOT.search(after)
