"""Teaching the judges: ``python -m telesec.assistant.understanding.teaching CORPORA [KIND ...]``.

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
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import add
from pathlib import Path
from typing import Any, NamedTuple

from telesec.assistant.understanding.answers.replies import features_of_answer
from telesec.assistant.understanding.clues import CLUES, SIGNS
from telesec.assistant.understanding.danger.contrasts import contrasts
from telesec.assistant.understanding.judging import (
    features_of,
    features_of_danger,
)
from telesec.assistant.understanding.letters import TELLS_NOTHING, lettered, tells
from telesec.assistant.understanding.names.teaching import (
    digest_of_names,
    examples_of,
    teach_names,
    written_weights,
)
from telesec.assistant.understanding.times.lot_teaching import (
    Lesson,
    digest_of_times,
    lesson_of,
    plain_lessons,
    teach_times,
    written_times,
)
from telesec.values.language import Language

DATA = Path(__file__).parent / "data"
ROUNDS = 12
ORDERS = 3  # in which danger is learnt
STEP = 0.03
SHRINKING = 0.01
START = 0.01  # of the squares by which a step is divided
SMALLEST_ERROR = 0.002  # of a likelihood; less teaches nothing
FEWEST = 3  # sentences that have a word or a piece; what is rarer teaches nothing general
RARE = ("word:", "next:", "near:", "~", "signs:")
SEED = 20_261_124

Example = tuple[frozenset[str], str]
Row = list[float]  # one number a label
Rows = dict[str, Row]


class Taught(NamedTuple):
    """What was learnt: per feature, the weight for each label."""

    labels: tuple[str, ...]
    rows: Rows


def teach(
    examples: Sequence[Example],
    fewest: int = FEWEST,
    rare: tuple[str, ...] = RARE,
    averaged: int = 0,
    orders: int = 1,
) -> Taught:
    """The weights; what begins as in ``rare`` and is in fewer than ``fewest`` examples is left
    out.

    ``averaged`` is the number of rounds when the weights are the mean of those after each round,
    which cling less to single sentences; none: those after the last of ROUNDS. Averaged weights
    may be learnt anew in several ``orders``: what one order teaches by chance cancels out.
    """
    labels = tuple(sorted({label for _, label in examples}))
    seen = Counter(feature for features, _ in examples for feature in features)
    kept = [f for f, times in seen.items() if times >= fewest or not f.startswith(rare)]
    weights: Rows = {feature: [0.0] * len(labels) for feature in kept}
    squares: Rows = {feature: [START] * len(labels) for feature in kept}
    lessons = [
        ([(weights[f], squares[f]) for f in sorted(features) if f in weights], labels.index(label))
        for features, label in examples
    ]
    shuffled = random.Random(SEED)  # noqa: S311 - no secret; the same order every time
    sums: Rows = {feature: [0.0] * len(labels) for feature in kept if averaged}
    for turn in range(orders * (averaged or ROUNDS)):
        if averaged and turn % averaged == 0:
            _forget(weights, squares)
        shuffled.shuffle(lessons)
        for rows, right in lessons:
            for place, error in _errors(rows, right):
                _learn(rows, place, error)
        for feature, row in sums.items():
            row[:] = map(add, row, weights[feature])
    if averaged:
        turns = orders * averaged
        weights = {feature: [one / turns for one in row] for feature, row in sums.items()}
    return Taught(labels, weights)


def _forget(weights: Rows, squares: Rows) -> None:
    for feature, row in weights.items():
        row[:] = [0.0] * len(row)
        squares[feature][:] = [START] * len(row)


def _errors(rows: Sequence[tuple[Row, Row]], right: int) -> Iterable[tuple[int, float]]:
    sums = [sum(column) for column in zip(*(weights for weights, _ in rows), strict=True)]
    most = max(sums)
    raised = [math.exp(one - most) for one in sums]
    whole = sum(raised)
    errors = [(place, one / whole - (place == right)) for place, one in enumerate(raised)]
    return [(place, error) for place, error in errors if abs(error) > SMALLEST_ERROR]


def _learn(rows: Sequence[tuple[Row, Row]], place: int, error: float) -> None:
    for weights, squares in rows:
        slope = error + SHRINKING * weights[place]
        squares[place] += slope * slope
        weights[place] -= STEP * slope / math.sqrt(squares[place])


def written(taught: Taught, digest: str, idle: int = TELLS_NOTHING) -> str:
    """The weights as a data file: a line a feature, a letter a label."""
    lines = [
        f"  {json.dumps(feature)}: {json.dumps(letters)}"
        for feature, row in sorted(taught.rows.items())
        if tells(letters := lettered(row), idle)
    ]
    return (
        f'{{"taught_on": {json.dumps(digest)},\n "labels": {json.dumps(taught.labels)},'
        ' "weights": {\n' + ",\n".join(lines) + "\n}}\n"
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
    found += contrasts(corpora / "danger.contrasts.yaml")
    return found + [({"trade": "medical"} | row, "none") for row in calm]


def answers(corpora: Path) -> list[tuple[dict[str, Any], str]]:
    """Sentences with the answer that they give."""
    rows = rows_of(corpora, "yesno.taught.jsonl", "yesno.tuned.jsonl")
    return [(row, row["answer"]) for row in rows]


def _features_of_matter(row: dict[str, Any]) -> frozenset[str]:
    return features_of(row["text"], Language(row["language"][:2]), row["trade"])


def _features_of_danger(row: dict[str, Any]) -> frozenset[str]:
    return features_of_danger(row["text"], Language(row["language"][:2]), row["trade"])


def _features_of_answer(row: dict[str, Any]) -> frozenset[str]:
    return features_of_answer(row["text"], Language(row["language"][:2]))


class Kind(NamedTuple):
    """What is taught: sentences with what they mean, and how it is learnt from them."""

    read: Callable[[Path], list[tuple[dict[str, Any], str]]]
    features: Callable[[dict[str, Any]], frozenset[str]]
    words: tuple[str, ...] = (CLUES,)  # the files by which sentences are weighed
    fewest: int = FEWEST
    averaged: int = 0
    orders: int = 1
    idle: int = TELLS_NOTHING


KINDS = {
    "intents": Kind(intents, _features_of_matter),
    "dangers": Kind(dangers, _features_of_danger, (CLUES, SIGNS), averaged=ROUNDS, orders=ORDERS),
    "answers": Kind(answers, _features_of_answer, fewest=1, idle=2),  # short: a word is all
}


def digest_of(rows: Iterable[tuple[dict[str, Any], str]], words: Iterable[str] = (CLUES,)) -> str:
    """What was taught, and by which words, in a few signs: a test compares it."""
    told = json.dumps([[row["text"], row.get("trade", ""), label] for row, label in rows])
    files = [(DATA / f"{name}.txt").read_text(encoding="utf-8") for name in words]
    return hashlib.sha256("".join([told, *files]).encode()).hexdigest()[:16]


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


TAUGHT_TIMES, TUNED_TIMES = "when.taught.jsonl", "when.tuned.jsonl"
PLAIN_TIMES = "when.plain.yaml"


def times_taught(corpora: Path) -> str:
    """What is taught about times, and by which clues, in a few signs."""
    files = (corpora / PLAIN_TIMES, DATA / f"{CLUES}.txt")
    told = "".join(path.read_text(encoding="utf-8") for path in files)
    return digest_of_times(rows_of(corpora, TAUGHT_TIMES, TUNED_TIMES), told)


def _write_times(corpora: Path) -> None:
    lessons: list[Lesson] = []
    for name in (TAUGHT_TIMES, TUNED_TIMES):
        found = (lesson_of(row, tuned=name == TUNED_TIMES) for row in rows_of(corpora, name))
        lessons += [lesson for lesson in found if lesson]
    lessons += plain_lessons(corpora / PLAIN_TIMES)
    text = written_times(teach_times(lessons), times_taught(corpora))
    (DATA / "times.json").write_text(text, encoding="utf-8")
    sys.stdout.write(f"times: {len(lessons)} lessons, {len(text) // 1024} kB\n")


def _write_judge(corpora: Path, name: str) -> None:
    kind = KINDS[name]
    rows = kind.read(corpora)
    examples = [(kind.features(row), label) for row, label in rows]
    taught = teach(examples, kind.fewest, averaged=kind.averaged, orders=kind.orders)
    text = written(taught, digest_of(rows, kind.words), kind.idle)
    (DATA / f"{name}.json").write_text(text, encoding="utf-8")
    sys.stdout.write(f"{name}: {len(rows)} sentences, {len(text) // 1024} kB\n")


TEACHERS: dict[str, Callable[[Path], None]] = {
    "times": _write_times,
    "names": _write_names,
    **{name: partial(_write_judge, name=name) for name in KINDS},
}


def main(corpora: Path, only: Sequence[str] = ()) -> None:
    """Write the weights of every kind anew, or of those named in ``only``.

    Raises SystemExit, and writes nothing, where a kind is not known.
    """
    unknown = [name for name in only if name not in TEACHERS]
    if unknown:
        sys.exit(f"{', '.join(unknown)}: no such kind; there are {', '.join(TEACHERS)}")
    for name in only or TEACHERS:
        TEACHERS[name](corpora)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
