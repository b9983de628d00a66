"""Weighing what speaks for each answer: a linear judge whose weights were learnt from sentences.

The weights stand in data/<kind>.json and are made by teaching.py. Judging is adding up: the same
sentence is always judged the same, on every machine, without a library.
"""

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from typing import NamedTuple

from telesec.assistant.understanding.alarms import Alarm, heard_alarm
from telesec.assistant.understanding.clues import clues_in
from telesec.assistant.understanding.subjects import matter_of, matters_in
from telesec.assistant.understanding.text import plain
from telesec.values.language import Language

STEM = 6  # letters of a word that count: "rappeler" and "rappelez" are one
MANNERS = frozenset({"greeting", "noise", "thanks", "question", "want"})
SCALE = 32  # weights are kept as whole numbers, in so many parts of one


class Weights(NamedTuple):
    """What a judge has learnt: per feature, what it adds to each label."""

    labels: Sequence[str]
    by_feature: Mapping[str, Sequence[int]]


def judged(kind: str, features: Collection[str]) -> dict[str, float]:
    """How likely each label of ``kind`` is, the shares adding up to one."""
    weights = _weights(kind)
    sums = [0] * len(weights.labels)
    for feature in features:
        for place, weight in enumerate(weights.by_feature.get(feature, ())):
            sums[place] += weight
    most = max(sums)
    raised = [math.exp((one - most) / SCALE) for one in sums]
    whole = sum(raised)
    return {label: one / whole for label, one in zip(weights.labels, raised, strict=True)}


def known(kind: str, features: Iterable[str]) -> bool:
    """Whether the judge of ``kind`` has learnt anything of one of ``features``."""
    return any(feature in _weights(kind).by_feature for feature in features)


@lru_cache(maxsize=64)
def features_of(text: str, language: Language, trade: str) -> frozenset[str]:
    """What is weighed: words, clues and pairs of clues, and what the rules make of the sentence."""
    stems = [word[:STEM] for word in plain(text).split()]
    clues = clues_in(text, language)
    telling = [clue for clue in clues if clue not in MANNERS]
    alarm = heard_alarm(text, trade, language)
    found = {f"word:{stem}" for stem in stems}
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


def _named(alarm: Alarm | None) -> str:
    return alarm.value if alarm else "none"


@lru_cache
def _weights(kind: str) -> Weights:
    content = json.loads(files(__package__).joinpath("data", f"{kind}.json").read_text("utf-8"))
    return Weights(content["labels"], content["weights"])
