"""Whether certain words are said, and not ruled out: "message", but not "pas de message"."""

import re
from collections.abc import Iterable
from functools import lru_cache

from telesec.assistant.understanding.danger.ruled_out import NEGATED
from telesec.assistant.understanding.text import lazily, plain
from telesec.values.language import Language


def mentions(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of ``phrases`` is said: accents, capitals and "ne" aside, and not denied.

    Negation in front is understood in French and English.
    """
    said = plain(text)
    return any(
        not _is_denied(said[max(0, found.start() - 60) : found.start()])
        for longest, pattern in map(_spoken, phrases)
        if longest and longest in said  # rarely so; only then is it worth a closer look
        for found in pattern.finditer(said)
    )


def _is_denied(before: str) -> bool:
    return any(pattern.search(before) for pattern in NEGATED.values())


@lru_cache(maxsize=4_000)
def _spoken(phrase: str) -> tuple[str, re.Pattern[str]]:
    """The phrase's longest word, and its words as they are spoken."""
    words = [word for word in plain(phrase).split() if word not in {"ne", "n"}]
    between = r" (?:(?:ne|n|euh|heu|vraiment|presque|du tout|really) )?"
    body = between.join(map(re.escape, words))
    return max(words, key=len, default=""), lazily(rf"\b(?:(?:ne|n) )?{body}\b")


def unnegated(said: str, phrase: str, language: Language) -> bool:
    """Whether plain ``said`` has plain ``phrase`` at least once without a negation before it."""
    return any(
        not NEGATED[language].search(said[max(0, found.start() - 60) : found.start()])
        for found in re.finditer(rf"\b{re.escape(phrase)}\b", said)
    )
