"""Teaching the judges: ``python -m telesec.assistant.understanding.teaching CORPORA``.

Reads the taught and tuned sentences of a directory (JSON lines, see tests), and writes the weights
into data/. A logistic regression, by stochastic gradient descent with AdaGrad (Duchi, Hazan and
Singer 2011): always the same weights from the same sentences. Nothing of this runs in a call.
"""

import hashlib
import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from telesec.assistant.understanding.judging import SCALE, features_of
from telesec.assistant.understanding.name_teaching import (
    digest_of_names,
    examples_of,
    teach_names,
    written_weights,
)
from telesec.assistant.understanding.replies import features_of_answer
from telesec.values.language import Language

DATA = Path(__file__).parent / "data"
ROUNDS = 14
STEP = 0.15
SHRINKING = 0.01
SMALLEST = 0.02  # of a weight; smaller ones change nothing
FEWEST = 2  # sentences that have a word; in long ones, rarer words teach nothing general
WORDS = ("word:", "next:")
SEED = 20_261_124

Example = tuple[frozenset[str], str]
Matrix = dict[str, dict[str, float]]


def teach(examples: Sequence[Example], fewest: int = FEWEST) -> Matrix:
    """The weight of every feature for every label; words in fewer than ``fewest`` are left out."""
    labels = sorted({label for _, label in examples})
    seen = Counter(feature for features, _ in examples for feature in features)
    known = [
        (sorted(f for f in features if seen[f] >= fewest or not f.startswith(WORDS)), label)
        for features, label in examples
    ]
    weights: Matrix = {label: {} for label in labels}
    squares: Matrix = {label: {} for label in labels}
    shuffled = random.Random(SEED)  # noqa: S311 - no secret; the same order every time
    for _ in range(ROUNDS):
        shuffled.shuffle(known)
        for features, label in known:
            for other, error in _errors(weights, features, label):
                _learn(weights[other], squares[other], features, error)
    return weights


def _errors(weights: Matrix, features: Iterable[str], label: str) -> Iterable[tuple[str, float]]:
    sums = {one: sum(row.get(f, 0.0) for f in features) for one, row in weights.items()}
    most = max(sums.values())
    raised = {one: math.exp(value - most) for one, value in sums.items()}
    whole = sum(raised.values())
    errors = ((one, value / whole - (one == label)) for one, value in raised.items())
    return [(one, error) for one, error in errors if abs(error) > SMALLEST / 10]


def _learn(
    row: dict[str, float], squares: dict[str, float], features: Iterable[str], error: float
) -> None:
    for feature in features:
        weight = row.get(feature, 0.0)
        slope = error + SHRINKING * weight
        squares[feature] = squares.get(feature, 0.01) + slope * slope
        row[feature] = weight - STEP * slope / math.sqrt(squares[feature])


def written(weights: Matrix, digest: str) -> str:
    """The weights as a data file: whole numbers, a line a feature."""
    labels = sorted(weights)
    features = sorted({feature for row in weights.values() for feature in row})
    rows = {
        feature: [round(weights[label].get(feature, 0.0) * SCALE) for label in labels]
        for feature in features
    }
    telling = [
        f"  {json.dumps(feature)}: {json.dumps(row, separators=(',', ':'))}"
        for feature, row in rows.items()
        if max(map(abs, row)) >= SMALLEST * SCALE
    ]
    return (
        f'{{"taught_on": {json.dumps(digest)},\n "labels": {json.dumps(labels)},\n "weights": {{\n'
        + ",\n".join(telling)
        + "\n}}\n"
    )


def rows_of(corpora: Path, *names: str) -> list[dict[str, Any]]:
    """The sentences of these files."""
    return [
        json.loads(line)
        for name in names
        for line in (corpora / name).read_text(encoding="utf-8").splitlines()
    ]


def intents(corpora: Path) -> list[tuple[dict[str, Any], str]]:
    """Sentences with what they are about."""
    rows = rows_of(corpora, "intent.taught.jsonl", "intent.tuned.jsonl")
    return [(row, row["intent"]) for row in rows]


def dangers(corpora: Path) -> list[tuple[dict[str, Any], str]]:
    """Sentences with the danger in them; what is said in answer to other questions has none."""
    by_intent = {"urgent": "urgent", "emergency_life": "life"}
    calm = rows_of(corpora, *(f"{kind}.tuned.jsonl" for kind in ("yesno", "name", "when", "phone")))
    found = [
        (row, row["danger"])
        for row in rows_of(corpora, "danger.taught.jsonl", "danger.tuned.jsonl")
    ]
    found += [(row, by_intent.get(intent, "none")) for row, intent in intents(corpora)]
    return found + [({"trade": "medical"} | row, "none") for row in calm]


def answers(corpora: Path) -> list[tuple[dict[str, Any], str]]:
    """Sentences with the answer that they give."""
    rows = rows_of(corpora, "yesno.taught.jsonl", "yesno.tuned.jsonl")
    return [(row, row["answer"]) for row in rows]


def _features_of_matter(row: dict[str, Any]) -> frozenset[str]:
    return features_of(row["text"], Language(row["language"][:2]), row["trade"])


def _features_of_answer(row: dict[str, Any]) -> frozenset[str]:
    return features_of_answer(row["text"], Language(row["language"][:2]))


KINDS = {
    "intents": (intents, _features_of_matter, FEWEST),
    "dangers": (dangers, _features_of_matter, FEWEST),
    "answers": (answers, _features_of_answer, 1),  # short: one word is all there is
}


def digest_of(rows: Iterable[tuple[dict[str, Any], str]]) -> str:
    """What was taught, and by which words, in a few signs: a test compares it."""
    told = json.dumps([[row["text"], row.get("trade", ""), label] for row, label in rows])
    clues = (DATA / "clues.txt").read_text(encoding="utf-8")
    return hashlib.sha256((told + clues).encode()).hexdigest()[:16]


def names(corpora: Path) -> list[dict[str, Any]]:
    """Sentences with the name in them."""
    return rows_of(corpora, "name.taught.jsonl", "name.tuned.jsonl")


def _write_names(corpora: Path) -> None:
    rows = names(corpora)
    examples, unclear = examples_of(rows)
    text = written_weights(teach_names(examples), digest_of_names(rows, DATA))
    (DATA / "names.json").write_text(text, encoding="utf-8")
    sys.stdout.write(f"names: {len(rows)} sentences, {len(text) // 1024} kB\n")
    for sentence in unclear:
        sys.stdout.write(f"names: not where it is in {sentence!r}\n")


def main(corpora: Path) -> None:
    """Write the weights of every kind anew."""
    _write_names(corpora)
    for kind, (read, features, fewest) in KINDS.items():
        rows = read(corpora)
        examples = [(features(row), label) for row, label in rows]
        text = written(teach(examples, fewest), digest_of(rows))
        (DATA / f"{kind}.json").write_text(text, encoding="utf-8")
        sys.stdout.write(f"{kind}: {len(rows)} sentences, {len(text) // 1024} kB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
