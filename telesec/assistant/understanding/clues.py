"""Clues: groups of words that are good for the same, "place" and "créneau" and "rendez-vous".

What a sentence is about seldom hangs on one word. The groups stand in data/clues.txt; which of
them speak for what is learnt from sentences (teaching.py) and weighed in judging.py.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from telesec.assistant.understanding.text import lazily, plain
from telesec.values.language import Language

_HEAD = lazily(r"(?P<language>[a-z]{2}) (?P<name>\w+): ?(?P<words>.*)")


@lru_cache(maxsize=64)
def clues_in(text: str, language: Language) -> tuple[str, ...]:
    """The names of the clues in ``text``, in the order in which they are first heard."""
    said = plain(text)
    found = ((pattern.search(said), name) for name, pattern in _patterns(language))
    return tuple(
        name for _, name in sorted((match.start(), name) for match, name in found if match)
    )


@lru_cache
def _patterns(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, _pattern(words)) for code, name, words in _groups() if code == language.value
    )


def _groups() -> Iterator[tuple[str, str, str]]:
    """Language, name and words of each group; a group may go on for several lines."""
    text = files(__package__).joinpath("data", "clues.txt").read_text("utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    for group in re.split(r"\n(?=[a-z]{2} \w+:)", "\n".join(lines)):
        head = _HEAD.match(group.replace("\n", " "))
        if head:
            yield head["language"], head["name"], head["words"]


def _pattern(words: str) -> re.Pattern[str]:
    phrases = sorted((word.strip() for word in words.split(",")), key=len, reverse=True)
    spoken = (
        re.escape(plain(phrase.rstrip("*"))) + (r"\w*" if phrase.endswith("*") else "")
        for phrase in phrases
        if phrase
    )
    return lazily(rf"\b(?:{'|'.join(spoken)})\b")
