"""What a recogniser wrote, made comparable: the first step of every reading."""

import re
import unicodedata
from functools import lru_cache
from typing import Any, cast

LONGEST = 2_000  # characters; a minute of fast speech is about 1,000

_SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'"}
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
)
_UNSPOKEN = re.compile(r"[^\w\s'.,;:!?+/&@#%€()-]")
_NOT_PLAIN = re.compile(r"(?<=\d)[/:](?=\d)|[^a-z0-9]")
_FIGURE_MEETS_LETTER = re.compile(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)")


def normalise(text: str) -> str:
    """Lower case, without accents, one kind of apostrophe and dash, single spaces.

    Control characters and emoji become spaces; at most LONGEST characters come back.
    """
    lowered = unicodedata.normalize("NFKC", text[:LONGEST].translate(_SIGNS)).lower()
    bare = "".join(
        sign
        for sign in unicodedata.normalize("NFD", lowered.translate(_SIGNS))
        if not unicodedata.combining(sign)
    )
    composed = unicodedata.normalize("NFC", bare)
    return " ".join(_UNSPOKEN.sub(" ", composed).split())[:LONGEST].strip()


@lru_cache(maxsize=64)  # one turn asks for the same words many times
def plain(text: str) -> str:
    """Only a-z and figures between single spaces, all punctuation gone: "10h30" is "10 h 30".

    ``/`` and ``:`` stay between figures ("3/12", "10:30"), where they carry the meaning.
    """
    kept = _NOT_PLAIN.sub(_figure_sign, normalise(text))
    return " ".join(_FIGURE_MEETS_LETTER.sub(" ", kept).split())


def _figure_sign(found: re.Match[str]) -> str:
    return found[0] if found[0] in "/:" and _between_figures(found) else " "


def _between_figures(found: re.Match[str]) -> bool:
    text, at = found.string, found.start()
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()


class _Lazy:
    """A pattern that is compiled when it is first used."""

    __slots__ = ("_compiled", "pattern")

    def __init__(self, written: str) -> None:
        self.pattern = written
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._compiled is None:
            self._compiled = re.compile(self.pattern)
        return getattr(self._compiled, name)


def lazily(written: str) -> re.Pattern[str]:
    """``re.compile`` put off to the first use: hundreds are not needed to start the command."""
    return cast("re.Pattern[str]", _Lazy(written))


def any_of(*phrases: str) -> re.Pattern[str]:
    """A pattern for whole plain words: any of ``phrases`` (regular expressions), longest first."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return lazily(rf"\b(?:{'|'.join(longest_first)})\b")


def any_listed(phrases: str) -> re.Pattern[str]:
    """``any_of`` for phrases written as running text, with commas between them."""
    return any_of(*(" ".join(phrase.split()) for phrase in phrases.split(",")))


def word_set(words: str) -> frozenset[str]:
    """The words of a table written as running text."""
    return frozenset(words.split())
