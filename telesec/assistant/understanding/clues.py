"""Clues: groups of words that are good for the same, "place" and "créneau" and "rendez-vous".

What a sentence is about seldom hangs on one word. The groups stand in data/clues.txt, those that
only danger is weighed by in data/signs.txt; which of them speak for what is learnt from sentences
(teaching.py) and weighed in judging.py.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from telesec.assistant.understanding.stored import stored
from telesec.assistant.understanding.text import lazily, plain
from telesec.values.language import Language

CLUES, SIGNS = "clues", "signs"
LEAST = 2  # letters that a word with an open ending has at least

_HEAD = lazily(r"(?P<language>[a-z]{2}) (?P<name>\w+): ?(?P<words>.*)")
_BETWEEN = lazily("[ /:]")


class _Phrase(NamedTuple):
    """The words of a phrase behind its first one, and the groups that have it."""

    rest: tuple[str, ...]
    names: tuple[str, ...]


_Phrases = Mapping[str, tuple[_Phrase, ...]]  # by the first word, of one with an open end "wo*"


@lru_cache(maxsize=64)
def clues_in(text: str, language: Language, kind: str = CLUES) -> tuple[str, ...]:
    """The names of the groups of ``kind`` in ``text``, in the order in which they are heard."""
    words = _BETWEEN.split(plain(text))
    phrases = _phrases(kind, language)
    first: dict[str, int] = {}
    for at, word in enumerate(words):
        for phrase in _beginning(phrases, word):
            if not phrase.rest or _goes_on(words, at + 1, phrase.rest):
                for name in phrase.names:
                    first.setdefault(name, at)
    return tuple(sorted(first, key=lambda name: (first[name], name)))


def _beginning(phrases: _Phrases, word: str) -> Iterator[_Phrase]:
    yield from phrases.get(word, ())
    for end in range(LEAST, len(word) + 1):
        yield from phrases.get(f"{word[:end]}*", ())


def _goes_on(words: list[str], at: int, rest: tuple[str, ...]) -> bool:
    said = words[at : at + len(rest)]
    return len(said) == len(rest) and all(map(_is, said, rest))


def _is(word: str, written: str) -> bool:
    return word.startswith(written[:-1]) if written[-1] == "*" else word == written


@lru_cache
def _phrases(kind: str, language: Language) -> _Phrases:
    groups: dict[tuple[str, ...], list[str]] = {}
    for code, name, phrases in _groups(kind):
        for phrase in phrases.split(",") if code == language.value else ():
            open_ended = phrase.rstrip().endswith("*")
            words = _BETWEEN.split(plain(phrase) + "*" * open_ended)
            if words != [""]:
                groups.setdefault(tuple(words), []).append(name)
    by_word: dict[str, tuple[_Phrase, ...]] = {}
    for (head, *rest), names in groups.items():
        by_word[head] = (*by_word.get(head, ()), _Phrase(tuple(rest), tuple(names)))
    return by_word


@lru_cache
def _groups(kind: str) -> tuple[tuple[str, str, str], ...]:
    """Language, name and words of each group; a group may go on for several lines."""
    text = stored(f"{kind}.txt")
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    groups = re.split(r"\n(?=[a-z]{2} \w+:)", "\n".join(lines))
    heads = (_HEAD.match(group.replace("\n", " ")) for group in groups)
    return tuple((head["language"], head["name"], head["words"]) for head in heads if head)
