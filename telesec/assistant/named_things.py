"""What has a name of its own: "mon chien Rex", "my cat Felix"."""

from collections.abc import Iterable
from datetime import datetime

from telesec.assistant.understanding import plain
from telesec.assistant.understanding.names.lists import (
    TITLES,
    first_names,
    ordinary_words,
)
from telesec.assistant.understanding.times.time_alone import tells_only_a_time
from telesec.values.language import Language


def is_named(words: str, things: Iterable[str], language: Language, now: datetime) -> bool:
    """Whether a name stands right after one of ``things``; a day, "mon chien lundi", is none.

    ``now`` is naive wall time.
    """
    pieces = words.split()
    spoken = [plain(piece) for piece in pieces]
    for thing in things:
        parts = plain(thing).split()
        for end in range(len(parts), len(pieces)):
            said = " ".join(spoken[end - len(parts) : end]).split()
            stops = pieces[end - 1].endswith((".", "?", "!"))
            if said == parts and not stops and _is_a_name(pieces[end], language, now):
                return True
    return False


def _is_a_name(piece: str, language: Language, now: datetime) -> bool:
    word = plain(piece)
    if len(word) < 2 or not word.isalpha() or word in TITLES:
        return False
    named = piece[0].isupper() or (word in first_names() and word not in ordinary_words())
    return named and not tells_only_a_time(word, language, now)
