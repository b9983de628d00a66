"""Weighing what speaks for each answer: a linear judge whose weights were learnt from sentences.

The weights stand in data/<kind>.json and are made by teaching.py. Judging is adding up: the same
sentence is always judged the same, on every machine, without a library.

Besides words and rules, pieces of words are weighed: "rappelez", "rappelle" and "recontacter" have
some in common, and so has what a recogniser writes wrongly with what was said.
"""

import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from telesec.assistant.understanding.clues import SIGNS, clues_in
from telesec.assistant.understanding.danger.alarms import Alarm, heard_alarm
from telesec.assistant.understanding.danger.standing import standings_in
from telesec.assistant.understanding.letters import SCALE, rows_once
from telesec.assistant.understanding.matters.subjects import matter_of, matters_in
from telesec.assistant.understanding.stored import stored
from telesec.assistant.understanding.text import plain, word_set
from telesec.values.language import Language

STEM = 6  # letters of a word that count: "rappeler" and "rappelez" are one
ROOT = 5  # of a word that stands near another
NEAR = 3  # words: "plus" and "mal" in "il n'a plus du tout mal"
FIRST, LAST = 3, 4  # words by which a story begins and ends
PIECES = (4, 5)  # signs of a piece, which may reach over the end of a word
MANNERS = frozenset({"greeting", "noise", "thanks", "question", "want"})
# Signs of a farewell: one is nothing, many are one.
FAREWELL = word_set(
    """goodbye thanks_for_all no_fault sorry letter gives animal keys belongings settled calls_off
    not_there after_me decided means drugs stored find_me weary joins_dead death loved_one"""
)


class Weights(NamedTuple):
    """What a judge has learnt: per feature, what it adds to each label, as letters."""

    labels: Sequence[str]
    by_feature: Mapping[str, bytes]


def judged(kind: str, features: Collection[str]) -> dict[str, float]:
    """How likely each label of ``kind`` is, the shares adding up to one."""
    weights = _weights(kind)
    rows = [row for row in map(weights.by_feature.get, features) if row]
    # Every label has as many letters as the others: what they stand above nothing cancels out.
    sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(weights.labels)
    most = max(sums)
    raised = [math.exp((one - most) / SCALE) for one in sums]
    whole = sum(raised)
    return {label: one / whole for label, one in zip(weights.labels, raised, strict=True)}


def known(kind: str, features: Iterable[str]) -> bool:
    """Whether the judge of ``kind`` has learnt anything of one of ``features``."""
    return any(feature in _weights(kind).by_feature for feature in features)


@lru_cache(maxsize=64)
def features_of(text: str, language: Language, trade: str) -> frozenset[str]:
    """What is weighed: words and their pieces, clues and pairs of them, and what the rules say."""
    said = plain(text)
    stems = [word[:STEM] for word in said.split()]
    clues = clues_in(text, language)
    telling = [clue for clue in clues if clue not in MANNERS]
    alarm = heard_alarm(text, trade, language)
    found = {f"word:{stem}" for stem in stems} | pieces_of(said, PIECES) | set(_near(stems))
    found |= {f"clue:{clue}" for clue in clues}
    found |= {f"pair:{one}+{other}" for one, other in combinations(sorted(telling), 2)}
    found |= {f"rule:{intent}" for intent in matters_in(text, language)}
    found |= {
        f"first rule:{matter_of(text, language)}",
        f"alarm:{_named(alarm)}",
        f"alarm of:{_named(alarm)} {trade}",
        f"trade:{trade}",
        f"length:{min(len(stems) // 3, 4)}",
        "always",
    }
    if telling:
        found |= {f"first:{telling[0]}", f"last:{telling[-1]}"}
    return frozenset(found)


@lru_cache(maxsize=64)
def features_of_danger(text: str, language: Language, trade: str) -> frozenset[str]:
    """What is weighed, and how it stands: a danger that is over, supposed or denied is none."""
    stems = [word[:STEM] for word in plain(text).split()]
    clues = clues_in(text, language)
    standings = standings_in(text) or ("plain",)
    alarm = _named(heard_alarm(text, trade, language))
    found = {f"stands:{'+'.join(standings)}"}
    found |= {f"stands:{standing}" for standing in standings}
    found |= {f"{standing} alarm:{alarm}" for standing in standings}
    found |= {f"{standing} clue:{clue}" for standing in standings for clue in clues}
    found |= {f"clue:{clue} {trade}" for clue in clues}
    found |= {f"near:{place} {stem}" for place, stem in enumerate(stems[:FIRST])}
    found |= {f"near:end {stem}" for stem in stems[-LAST:]}
    found.update(_features_of_signs(clues_in(text, language, SIGNS), standings, trade))
    return features_of(text, language, trade) | found


def _features_of_signs(
    signs: Collection[str], standings: Collection[str], trade: str
) -> Iterator[str]:
    """Signs alone, by twos and by threes: what nobody names is told by what goes together."""
    for sign in signs:
        yield from (f"sign:{sign}", f"sign:{sign} {trade}")
        yield from (f"{standing} sign:{sign}" for standing in standings)
    for size in (2, 3):
        yield from (f"signs:{'+'.join(some)}" for some in combinations(sorted(signs), size))
    yield from (f"farewell:{count}" for count in range(1, len(FAREWELL.intersection(signs)) + 1))


def pieces_of(said: str, sizes: Iterable[int]) -> set[str]:
    """All pieces of ``sizes`` signs of plain words, each behind a wave."""
    whole = f" {said} "
    return {
        f"~{whole[start : start + size]}"
        for size in sizes
        for start in range(len(whole) - size + 1)
    }


def _near(stems: Sequence[str]) -> Iterator[str]:
    roots = [stem[:ROOT] for stem in stems]
    for place, root in enumerate(roots):
        for other in roots[place + 1 : place + 1 + NEAR]:
            yield f"near:{root} {other}"


def _named(alarm: Alarm | None) -> str:
    return alarm.value if alarm else "none"


@lru_cache
def _weights(kind: str) -> Weights:
    content = json.loads(stored(f"{kind}.json"))
    return Weights(content["labels"], rows_once(content["weights"]))
