"""Teaching which times are only told, from sentences with the times that a secretary would note.

Nobody marks the mentions one by one. What the grammar left out of a sentence that it read rightly
was told; what changes the reading when it is blanked was not. Of a sentence read wrongly, those
mentions were told without which it is read rightly.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from telesec.assistant.understanding.joints import figured_text, wished_part
from telesec.assistant.understanding.token_kinds import TIMES, kind_of
from telesec.assistant.understanding.told_times import (
    BUSY,
    TOLD,
    WISHED,
    Mention,
    blanked,
    features_of,
    mentions_in,
    places_of,
    ruled_out_at,
)
from telesec.assistant.understanding.wishes import Wish, plain_words, understand_wish
from telesec.values.language import Language

FEWEST = 3  # mentions that have a feature
MOST_TRIED = 6  # mentions of a sentence that is read wrongly

Row = dict[str, Any]


def examples_of(row: Row) -> list[tuple[frozenset[str], str]]:
    """The mentions of one sentence, as they are weighed, with what each was, as far as sure."""
    language, now = Language(row["language"][:2]), datetime.fromisoformat(row["now"])
    region = row["language"][3:]
    said = plain_words(row["text"], language)
    tokens = figured_text(said, language, now, region).split()
    mentions = mentions_in(tokens, language)
    left = wished_part(" ".join(tokens), language, now.date()).split()
    labels = _labels(row, tokens, mentions, _left_as(tokens, left, mentions, language))
    return [
        (features_of(tokens, mentions, at, language), label)
        for at, label in enumerate(labels)
        if label
    ]


def digest_of_times(rows: Sequence[Row]) -> str:
    """What was taught, in a few signs: a test compares it."""
    told = json.dumps([[row["text"], row["now"], row["windows"], row["ask"]] for row in rows])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _labels(
    row: Row, tokens: Sequence[str], mentions: Sequence[Mention], left: Sequence[str | None]
) -> list[str | None]:
    if _is_right(row, _read(row, tokens, ())):
        return [
            label if label != WISHED or not _is_right(row, _read(row, tokens, [mention])) else None
            for mention, label in zip(mentions, left, strict=True)
        ]
    kept = [m for m, label in zip(mentions, left, strict=True) if label != TOLD][:MOST_TRIED]
    for count in range(1, len(kept) + 1):
        for some in combinations(kept, count):
            if _is_right(row, _read(row, tokens, some)):
                return [
                    TOLD if mention in some else label
                    for mention, label in zip(mentions, left, strict=True)
                ]
    return [None] * len(mentions)


def _read(row: Row, tokens: Sequence[str], told: Sequence[Mention]) -> Wish:
    def leave_out(figured: str, wished: str, language: Language) -> str:
        del figured
        return blanked(tokens, wished, told, language)

    now = datetime.fromisoformat(row["now"])
    language = Language(row["language"][:2])
    return understand_wish(row["text"], language, now, row["language"][3:], leave_out)


def _is_right(row: Row, wish: Wish) -> bool:
    read = [
        (w.start.isoformat("T", "minutes"), w.end.isoformat("T", "minutes")) for w in wish.windows
    ]
    return (joined(read), wish.ask) == (joined(row["windows"]), row["ask"])


def joined(windows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Windows that touch as one: a week is one window, or seven."""
    found: list[tuple[str, str]] = []
    for start, end in sorted(map(tuple, windows)):
        earlier = found[-1] if found else ("", "")
        if start != end and earlier[0] != earlier[1] == start:
            found[-1] = (earlier[0], end)
        else:
            found.append((start, end))
    return found


def _left_as(
    tokens: Sequence[str], left: Sequence[str], mentions: Sequence[Mention], language: Language
) -> list[str | None]:
    """As what the grammar took each mention; None where it took only a part of it."""
    place_of = places_of(tokens, left)
    found: list[str | None] = []
    for start, end in mentions:
        times = [at for at in range(start, end) if kind_of(tokens, at, language) in TIMES]
        places = [place_of[at] for at in times if at in place_of]
        if not places:
            found.append(TOLD)
        elif len(places) < len(times):
            found.append(None)
        else:
            busy = ruled_out_at(left, places, place_of, language)
            found.append(BUSY if busy else WISHED)
    return found
