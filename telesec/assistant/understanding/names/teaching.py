"""Teaching the labels of names, from sentences with the name that a good secretary would note.

An averaged perceptron over whole sentences (Collins 2002), which goes on learning until the right
labels are likelier than others by a margin (Taskar, Guestrin and Koller 2003). Lists never hold
every name: so each sentence is learnt several times, with its names now known by the lists, now
not.
"""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from telesec.assistant.understanding.names.labels import (
    BESIDE,
    GIVEN,
    LABELS,
    SURNAME,
    best_labels,
    features_of,
    free_units,
    letters_of_unit,
    looks_within,
)
from telesec.assistant.understanding.names.looks import HYPHEN, Unit, looks_of
from telesec.assistant.understanding.names.spelling import likeness
from telesec.assistant.understanding.names.units import units_of
from telesec.assistant.understanding.names.words import split_words
from telesec.assistant.understanding.text import plain
from telesec.values.language import Language

SCALE = 8  # weights are kept as whole numbers, in so many parts of one
IDLE = 3  # parts of one; a feature that weighs no more tells nothing
LISTS = ("first_names", "surnames", "ordinary_words")
TIMES = 4  # a sentence is learnt, with other looks
ROUNDS = 6
MARGIN = 12.0  # by which the right labels must be likelier than others, or they are learnt again
ORDERS = 5  # in which the lessons are learnt; what one order teaches by chance cancels out
FEWEST = 3  # lessons that have a feature; what is rarer teaches nothing general
SEED = 20_261_130
_ARTICLES = frozenset(["un", "une", "le", "la", "les", "l", "the", "a", "an", "like", "comme"])
_LOOKS = {
    GIVEN: (("G", 0.55), ("GS", 0.2), ("X", 0.2), ("GO", 0.05)),
    SURNAME: (("X", 0.4), ("S", 0.38), ("GS", 0.12), ("SO", 0.05), ("GSO", 0.02), ("O", 0.03)),
}  # fmt: skip
_ALONE = (("G", 0.7), ("GS", 0.2), ("GO", 0.1))

Example = tuple[list[list[str]], list[bool], str]


def true_labels(units: Sequence[Unit], surname: str | None, first: str | None) -> str | None:
    """The labels that give this name; None where the sentence does not hold it."""
    labels = [BESIDE] * len(units)
    for label, name in ((SURNAME, surname), (GIVEN, first)):
        if name and not _mark(units, labels, label, name):
            return None
    return "".join(labels)


def _mark(units: Sequence[Unit], labels: list[str], label: str, name: str) -> bool:
    pieces, whole = plain(name).split(), plain(name).replace(" ", "")
    places = [at for at, unit in enumerate(units) if _tells(unit, pieces, whole)]
    if not places:
        places = [
            at for at, unit in enumerate(units)
            if unit.is_word and len(unit.plain) > 2 and likeness(unit.plain, plain(name)) >= 0.7
        ]  # fmt: skip
    likened = _ARTICLES - set(pieces)
    after = [at for at in places if not (at and units[at - 1].plain in likened)]
    for at in after or places:
        if labels[at] == BESIDE or (label == GIVEN and "prenom" in _before(units, at)):
            labels[at] = label
    _join_pairs(units, labels, label, whole)
    _heard_before_spelled(units, labels, label)
    _without_lone_particles(units, labels, label, pieces)
    return label in labels


def _before(units: Sequence[Unit], at: int) -> str:
    return " ".join(unit.plain for unit in units[max(at - 3, 0) : at])


def _tells(unit: Unit, pieces: Sequence[str], whole: str) -> bool:
    if unit.remark is not None or unit.plain == HYPHEN:
        return False
    if unit.letters:
        letters = plain(unit.letters).replace(" ", "")
        return len(letters) > 1 and (letters in whole or likeness(letters, whole) > 0.8)
    return all(part in pieces for part in unit.plain.split())


def _join_pairs(units: Sequence[Unit], labels: list[str], label: str, whole: str) -> None:
    """ "le gall" of Legall."""
    for at in range(len(units) - 1):
        pair = units[at : at + 2]
        if all(u.is_word for u in pair) and "".join(u.plain for u in pair) == whole:
            labels[at] = labels[at + 1] = label


def _heard_before_spelled(units: Sequence[Unit], labels: list[str], label: str) -> None:
    """ "Renault ... R E N A U D": the word was the name, heard otherwise."""
    for at, unit in enumerate(units):
        if unit.words or labels[at] != label:
            continue
        letters = letters_of_unit(unit)
        for place in range(max(at - 3, 0), at):
            word = units[place]
            heard = word.is_word and labels[place] == BESIDE and len(word.plain) > 2
            if heard and likeness(word.plain, letters) >= 0.7:
                labels[place] = label


def _without_lone_particles(
    units: Sequence[Unit], labels: list[str], label: str, pieces: Sequence[str]
) -> None:
    for at in reversed(range(len(units))):
        is_short = units[at].is_word and looks_of(units[at]) in {"particle", "letter"}
        if labels[at] == label and is_short and len(pieces) > 1:
            following = labels[at + 1] if at + 1 < len(units) else BESIDE
            if following != label and pieces[-1] != units[at].plain:
                labels[at] = BESIDE


def examples_of(rows: Iterable[Mapping[str, Any]]) -> tuple[list[Example], list[str]]:
    """What is learnt of ``rows``, and the sentences that do not hold their name."""
    chance = random.Random(SEED)  # noqa: S311 - no secret; the same every time
    found: list[Example] = []
    unclear: list[str] = []
    for row in rows:
        units = units_of(split_words(row["text"]), Language(row["language"][:2]))
        labels = true_labels(units, row.get("surname"), row.get("first_name"))
        if labels is None:
            unclear.append(row["text"])
            continue
        free = free_units(units)
        found.append((features_of(units), free, labels))
        if set(labels) != {BESIDE}:
            for _ in range(TIMES - 1):
                looks = _other_looks(units, labels, chance)
                found.append((features_of(units, looks), free, labels))
    return found, unclear


def _other_looks(units: Sequence[Unit], labels: str, chance: random.Random) -> list[str]:
    """As if the lists held other names."""
    chosen: dict[str, str] = {}
    looks = []
    # Of one name that nobody knows one thinks that it is the surname: that is not unlearnt.
    given = _LOOKS[GIVEN] if SURNAME in labels else _ALONE
    for unit, label, known in zip(units, labels, looks_within(units), strict=True):
        look = known
        if unit.is_word and label != BESIDE and look in {"G", "S", "GS", "X", "GO", "SO", "GSO"}:
            kinds, shares = zip(*(given if label == GIVEN else _LOOKS[label]), strict=True)
            look = chosen.setdefault(unit.plain, chance.choices(kinds, shares)[0])
        elif unit.is_word and label == BESIDE and look in {"S", "X", "G"}:
            look = chosen.setdefault(unit.plain, chance.choices(("X", look), (0.5, 0.5))[0])
        looks.append(look)
    return looks


def teach_names(examples: Sequence[Example]) -> dict[str, list[float]]:
    """The averaged weight of every feature for every label, over several orders of lessons."""
    times = Counter(feature for rows, _, _ in examples for feature in {f for r in rows for f in r})
    lessons = [
        ([[one for one in row if times[one] >= FEWEST] for row in rows], free, labels)
        for rows, free, labels in examples
    ]
    sums: dict[str, list[float]] = {}
    for order in range(ORDERS):
        for feature, row in _taught_once(lessons, random.Random(SEED + order)).items():  # noqa: S311
            for place, weight in enumerate(row):
                _add(sums, feature, place, weight / ORDERS)
    return sums


def _taught_once(examples: Sequence[Example], chance: random.Random) -> dict[str, list[float]]:
    margins = {f"not {right}": [MARGIN * (one != right) for one in LABELS] for right in LABELS}
    weights: dict[str, list[float]] = dict(margins)
    totals: dict[str, list[float]] = {}
    order = [(rows, _with_margins(rows, labels), free, labels) for rows, free, labels in examples]
    step = 0
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for rows, with_margins, free, labels in order:
            step += 1
            guess = best_labels(with_margins, free, weights)
            if guess != labels:
                for feature, place, change in _changes(rows, labels, guess):
                    _add(weights, feature, place, change)
                    _add(totals, feature, place, change * step)
    return {
        feature: [row[place] - totals[feature][place] / step for place in range(len(LABELS))]
        for feature, row in weights.items()
        if feature not in margins
    }


def _with_margins(rows: Sequence[Sequence[str]], labels: str) -> list[list[str]]:
    """``rows`` with what speaks for every label but the right one."""
    return [[*row, f"not {label}"] for row, label in zip(rows, labels, strict=True)]


def _changes(
    rows: Sequence[Sequence[str]], labels: str, guess: str
) -> Iterable[tuple[str, int, float]]:
    before, guessed_before = "", ""
    for features, label, guessed in zip(rows, labels, guess, strict=True):
        right, wrong = LABELS.index(label), LABELS.index(guessed)
        if label != guessed:
            for feature in features:
                yield feature, right, 1.0
                yield feature, wrong, -1.0
        if (before, label) != (guessed_before, guessed):
            yield f"path:{before}", right, 1.0
            yield f"path:{guessed_before}", wrong, -1.0
        before, guessed_before = label, guessed


def _add(table: dict[str, list[float]], feature: str, place: int, change: float) -> None:
    table.setdefault(feature, [0.0, 0.0, 0.0])[place] += change


def digest_of_names(rows: Iterable[Mapping[str, Any]], data: Path) -> str:
    """What was taught, with which lists, in a few signs: a test compares it."""
    told = json.dumps([[row["text"], row["surname"], row["first_name"]] for row in rows])
    lists = [(data / f"{name}.txt").read_text(encoding="utf-8") for name in LISTS]
    return hashlib.sha256("".join([told, *lists]).encode()).hexdigest()[:16]


def written_weights(weights: Mapping[str, Sequence[float]], digest: str) -> str:
    """The weights as a data file: whole numbers, a line a feature."""
    rounded = {one: [round(w * SCALE) for w in row] for one, row in sorted(weights.items())}
    lines = [
        f"  {json.dumps(one, ensure_ascii=False)}: {json.dumps(row, separators=(',', ':'))}"
        for one, row in rounded.items()
        if max(map(abs, row)) > IDLE
    ]
    return f'{{"taught_on": {json.dumps(digest)},\n "weights": {{\n' + ",\n".join(lines) + "\n}}\n"
