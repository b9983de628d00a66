"""Teaching which times are wished for, from sentences with the times that a secretary would note.

Nobody marks the days and hours one by one: of all ways to understand a sentence, those are right
that make the wish that was noted. The weights make these likelier than the others (a log-linear
choice among readings, by stochastic gradient descent with AdaGrad). Nothing of this runs in a call.

On the tuned sentences the grammar was written, so there it is right more often than with callers:
what they teach about trusting it is kept apart, and they count for less.
"""

import hashlib
import json
import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from telesec.assistant.understanding.letters import SCALE, TELLS_NOTHING, lettered, tells
from telesec.assistant.understanding.times.choosing import LOTS, proposals, wishes_of
from telesec.assistant.understanding.times.heard import Heard, hear
from telesec.assistant.understanding.times.lots import Lot, Lots, Meaning
from telesec.assistant.understanding.times.readings import Wish, wish_of
from telesec.assistant.understanding.times.time_signs import (
    signs_of_lots,
    signs_of_named,
    signs_of_scope,
    signs_of_wish,
)
from telesec.values.language import Language
from telesec.values.yaml_file import parse_yaml

FEWEST = 5  # sentences that have a sign; what is rarer teaches nothing general
ROUNDS = 15
STEP = 0.06
SHRINKING = 0.02
START = 0.1  # of the squares, so that the first sentence is not learnt by heart
MARGIN = 1.0  # by which the right ways shall lie above the others
SMALLEST = 0.003  # of an error that is worth learning from
OF_TUNED = 0.5  # how much a tuned sentence counts
TUNED = "tuned "
_OF_THE_GRAMMAR = ("kept:", "change", "as the words", "other wish:")
SEED = 20_261_130

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to understand a sentence."""

    lots: Lots
    signs: frozenset[str]
    right: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence: the signs of each day and hour in it, and the ways to understand it."""

    named: Sequence[frozenset[str]]
    ways: Sequence[Way]
    counts: float


class TaughtTimes(NamedTuple):
    """What was learnt: per sign of a day or hour a number a lot; per other sign a number."""

    named: Mapping[str, Sequence[float]]
    other: Mapping[str, float]


def lesson_of(row: Row, *, tuned: bool = False) -> Lesson | None:
    """What one sentence teaches; None when no way to understand it is right, or every one."""
    heard = hear(
        row["text"],
        Language(row["language"][:2]),
        datetime.fromisoformat(row["now"]),
        row["language"][3:],
    )
    ways = list(_ways(heard, lambda wish: is_right(row, wish), tuned=tuned))
    if len({way.right for way in ways}) < 2:
        return None
    return Lesson(signs_of_named(heard), ways, OF_TUNED if tuned else 1.0)


PLAIN_LOTS = {"wished": Lot.WISHED, "ruled_out": Lot.RULED_OUT, "told": Lot.TOLD}
_PLAIN_NOW = datetime.fromisoformat("2026-11-26T10:00")  # no date is learnt


def plain_lessons(path: Path) -> Iterator[Lesson]:
    """What plain frames teach, with a plain time in each: there all that is named has one lot."""
    frames = parse_yaml(path.read_text(encoding="utf-8"), path.name).content
    for language, parts in frames.items():
        for said, lot in PLAIN_LOTS.items():
            for frame, when in product(parts[said], parts["times"]):
                heard = hear(frame.format(when), Language(language), _PLAIN_NOW)
                lesson = _plain_lesson(heard, (lot,) * len(heard.spans))
                if lesson:
                    yield lesson


def _plain_lesson(heard: Heard, right: Lots) -> Lesson | None:
    meant = wish_of(heard, right)
    ways = list(_ways(heard, lambda wish: wish == meant))
    if len({way.right for way in ways}) < 2:
        return None
    return Lesson(signs_of_named(heard), ways, 1.0)


def _ways(heard: Heard, right: Callable[[Wish], bool], *, tuned: bool = False) -> Iterator[Way]:
    """Every way to understand a sentence, with its signs."""
    wishes = wishes_of(heard, proposals(heard))
    plain = wishes[Meaning(heard.by_grammar)]
    for meaning, wish in wishes.items():
        signs = frozenset([
            *signs_of_lots(heard, meaning.lots),
            *signs_of_wish(heard, meaning.lots, wish, plain),
            *signs_of_scope(heard, meaning.scope),
        ])  # fmt: skip
        if tuned:
            signs = frozenset(
                f"{TUNED}{one}" if one.startswith(_OF_THE_GRAMMAR) else one for one in signs
            )
        yield Way(meaning.lots, signs, right(wish))


def is_right(row: Row, wish: Wish) -> bool:
    """Whether these are the times that were noted, and asked back where a secretary would."""
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


def digest_of_times(rows: Sequence[Row], files: str) -> str:
    """What was taught, in a few signs: a test compares it. ``files``: plain frames and clues."""
    told = files + json.dumps(
        [[row["text"], row["now"], row["windows"], row["ask"]] for row in rows]
    )
    return hashlib.sha256(told.encode()).hexdigest()[:16]


class _Weight:
    """The numbers of one sign, one a lot or one alone, and the squares of what changed them."""

    __slots__ = ("numbers", "squares")

    def __init__(self, count: int) -> None:
        self.numbers = [0.0] * count
        self.squares = [START] * count

    def learn(self, place: int, error: float) -> None:
        slope = error + SHRINKING * self.numbers[place]
        self.squares[place] += slope * slope
        self.numbers[place] -= STEP * slope / math.sqrt(self.squares[place])


class _Known(NamedTuple):
    """A lesson with the weights of its signs instead of the signs."""

    named: Sequence[Sequence[_Weight]]
    ways: Sequence[tuple[Sequence[int], Sequence[_Weight], bool]]
    counts: float


def teach_times(lessons: Sequence[Lesson], rounds: int = ROUNDS) -> TaughtTimes:
    """The weights that make the right ways likeliest; always the same from the same lessons."""
    named = _weights_of((set().union(*one.named) for one in lessons), len(LOTS))
    other = _weights_of((set().union(*(w.signs for w in one.ways)) for one in lessons), 1)
    known = [_with_weights(lesson, named, other) for lesson in lessons]
    shuffled = random.Random(SEED)  # noqa: S311 - no secret; the same order every time
    for _ in range(rounds):
        shuffled.shuffle(known)
        for lesson in known:
            _learn(lesson)
    return TaughtTimes(
        {sign: weight.numbers for sign, weight in named.items()},
        {sign: weight.numbers[0] for sign, weight in other.items()},
    )


def _weights_of(signs: Iterable[set[str]], count: int) -> dict[str, _Weight]:
    seen = Counter(sign for some in signs for sign in some)
    return {sign: _Weight(count) for sign in sorted(seen) if seen[sign] >= FEWEST}


def _with_weights(
    lesson: Lesson, named: Mapping[str, _Weight], other: Mapping[str, _Weight]
) -> _Known:
    return _Known(
        [[named[sign] for sign in sorted(signs) if sign in named] for signs in lesson.named],
        [
            (
                [LOTS.index(lot) for lot in way.lots],
                [other[sign] for sign in sorted(way.signs) if sign in other],
                way.right,
            )
            for way in lesson.ways
        ],
        lesson.counts,
    )


def _learn(lesson: _Known) -> None:
    """One step towards the right ways, away from the others, as likely as each is held."""
    own = [
        [sum(weight.numbers[lot] for weight in weights) for lot in range(len(LOTS))]
        for weights in lesson.named
    ]
    sums = [
        sum(share[lot] for share, lot in zip(own, lots, strict=True))
        + sum(weight.numbers[0] for weight in weights)
        + (0 if right else MARGIN)
        for lots, weights, right in lesson.ways
    ]
    most = max(sums)
    raised = [math.exp(one - most) for one in sums]
    whole = sum(raised)
    rights = sum(one for one, way in zip(raised, lesson.ways, strict=True) if way[2])
    errors = [[0.0] * len(LOTS) for _ in lesson.named]
    for one, (lots, weights, right) in zip(raised, lesson.ways, strict=True):
        error = lesson.counts * (one / whole - (one / rights if right and rights else 0.0))
        for share, lot in zip(errors, lots, strict=True):
            share[lot] += error
        if abs(error) > SMALLEST:
            for weight in weights:
                weight.learn(0, error)
    for weights, share in zip(lesson.named, errors, strict=True):
        for lot, error in enumerate(share):
            if abs(error) > SMALLEST:
                for weight in weights:
                    weight.learn(lot, error)


def written_times(taught: TaughtTimes, digest: str) -> str:
    """The weights as a data file: a line a sign, a letter a lot or a number."""
    named = [
        f"  {json.dumps(sign)}: {json.dumps(letters)}"
        for sign, row in sorted(taught.named.items())
        if tells(letters := lettered(row))
    ]
    other = [
        f"  {json.dumps(sign)}: {round(number, 2)}"
        for sign, number in sorted(taught.other.items())
        if abs(number) > TELLS_NOTHING / SCALE / 2 and not sign.startswith(TUNED)
    ]
    return (
        f'{{"taught_on": {json.dumps(digest)},\n "named": {{\n' + ",\n".join(named) + "\n},\n"
        ' "other": {\n' + ",\n".join(other) + "\n}}\n"
    )
