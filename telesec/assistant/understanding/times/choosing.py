"""Which days and hours of a sentence are wished for, ruled out and only told; and which hours are
for which days.

No list of turns holds all that people tell beside a wish. So every way to understand a sentence
is weighed as a whole: each day and hour by the words around it, two of them by what stands
between, and the wish that would come out by what it looks like; what the grammar would say counts
too. The weights were learnt from sentences with the times that a secretary noted (lot_teaching.py).
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, islice, pairwise, product
from typing import NamedTuple

from telesec.assistant.understanding.letters import NOTHING, SCALE, rows_once
from telesec.assistant.understanding.stored import stored
from telesec.assistant.understanding.text import word_set
from telesec.assistant.understanding.times.day_items import DayItem
from telesec.assistant.understanding.times.heard import Heard
from telesec.assistant.understanding.times.lots import Lot, Lots, Meaning, Scope
from telesec.assistant.understanding.times.readings import Wish, wish_of
from telesec.assistant.understanding.times.time_signs import (
    beside_last_day,
    last_day_of,
    of_same_weekday,
    same_day,
    signs_between,
    signs_of_all,
    signs_of_change,
    signs_of_last_day,
    signs_of_named,
    signs_of_scope,
    signs_of_wish,
)

MOST_NAMED = 7  # of so many, two or groups of them may have other lots than the grammar gives
MOST_PROPOSED = 80
MOST_READ = 4  # ways to understand a sentence whose wishes are looked at
SURER = 2.5  # how much likelier than what the grammar says another wish must be
HOPELESS = 4.0  # so much below the best before reading, a way is not looked at
LOTS = tuple(Lot)
_JOINED = word_set("et and ou or ni nor puis")


class Weights(NamedTuple):
    """What was learnt: per sign of a day or hour a letter a lot; per other sign its weight."""

    named: Mapping[str, bytes]
    other: Mapping[str, float]


def likeliest(heard: Heard) -> Meaning:
    """What a good secretary would most likely understand."""
    if not heard.spans:
        return Meaning(())
    weights = _weights()
    weigh = _Weighing(heard, weights)
    weight = {lots: weigh.before_reading(lots) for lots in proposals(heard)}
    best = sorted(weight, key=lambda lots: -weight[lots])[:MOST_READ]
    hopeful = [lots for lots in best if weight[lots] > weight[best[0]] - HOPELESS]
    if heard.by_grammar not in hopeful:
        hopeful.append(heard.by_grammar)
    wishes = wishes_of(heard, hopeful)
    if len(wishes) == 1:
        return Meaning(heard.by_grammar)
    return _most_likely(heard, wishes, weight, weights.other)


def wishes_of(heard: Heard, ways: Iterable[Lots]) -> dict[Meaning, Wish]:
    """What is wished for with each of these lots, by all scopes that make a difference."""
    found: dict[Meaning, Wish] = {}
    for lots in ways:
        as_said = found[Meaning(lots)] = wish_of(heard, lots)
        for scope in (Scope.OWN, Scope.ALL) if _has_scopes(heard, lots) else ():
            wish = wish_of(heard, lots, scope)
            if wish != as_said:
                found[Meaning(lots, scope)] = wish
    return found


def _has_scopes(heard: Heard, lots: Lots) -> bool:
    """Whether several days and an hour are wished for."""
    days = [isinstance(one, DayItem) for one in heard.whole.items]
    wished = [day for day, lot in zip(days, lots, strict=True) if lot is Lot.WISHED]
    hours = any(not day and lot is not Lot.TOLD for day, lot in zip(days, lots, strict=True))
    return hours and sum(wished) > 1


class _Weighing:
    """Weighs many lots of one sentence, and each part of them but once."""

    def __init__(self, heard: Heard, weights: Weights) -> None:
        self.heard, self.other = heard, weights.other
        self.same_weekday = of_same_weekday(heard)
        self.own = [weighed_named(signs, weights.named) for signs in signs_of_named(heard)]
        for at, share in enumerate(self.own):
            for lot in LOTS:
                share[lot] += _sum(signs_of_change(heard, at, lot), weights.other)
        self.between: dict[tuple[int, Lot, Lot], float] = {}
        self.last_day = last_day_of(heard)
        self.beside_last: dict[tuple[Lot, int, bool], float] = {}

    def before_reading(self, lots: Lots) -> float:
        """What is known of lots before it is looked at which wish they make."""
        weight = sum(share[lot] for share, lot in zip(self.own, lots, strict=True))
        weight += sum(self._between(at, one, two) for at, (one, two) in enumerate(pairwise(lots)))
        weight += self._of_last_day(lots)
        same = [same_day(lots[one], lots[two]) for one, two in self.same_weekday]
        return weight + _sum([*same, *signs_of_all(self.heard, lots)], self.other)

    def _between(self, at: int, one: Lot, two: Lot) -> float:
        known = self.between.get((at, one, two))
        if known is None:
            known = _sum(signs_between(self.heard, at, one, two), self.other)
            self.between[at, one, two] = known
        return known

    def _of_last_day(self, lots: Lots) -> float:
        if self.last_day is None:
            return 0.0
        beside = beside_last_day(self.last_day, lots)
        if beside not in self.beside_last:
            signs = signs_of_last_day(self.last_day, beside)
            self.beside_last[beside] = _sum(signs, self.other)
        return self.beside_last[beside]


def _most_likely(
    heard: Heard,
    wishes: Mapping[Meaning, Wish],
    weight: Mapping[Lots, float],
    other: Mapping[str, float],
) -> Meaning:
    """The first of those that make the likeliest wish; several may make the same."""
    plain = wishes[Meaning(heard.by_grammar)]
    sums = {
        one: weight[one.lots]
        + _sum(signs_of_wish(heard, one.lots, wish, plain), other)
        + _sum(signs_of_scope(heard, one.scope), other)
        for one, wish in wishes.items()
    }
    most = max(sums.values())
    likely: dict[Wish, float] = {}
    for one, wish in wishes.items():
        likely[wish] = likely.get(wish, 0.0) + math.exp(sums[one] - most)
    best = max(likely, key=lambda wish: likely[wish])
    if likely[best] < SURER * likely.get(plain, 0.0):
        return Meaning(heard.by_grammar)
    return next(one for one, wish in wishes.items() if wish == best)


def weighed_named(signs: frozenset[str], named: Mapping[str, bytes]) -> dict[Lot, float]:
    """What the signs of one day or hour add to each of its lots."""
    rows = [row for row in map(named.get, signs) if row]
    sums = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(LOTS)
    return {lot: (one - NOTHING * len(rows)) / SCALE for lot, one in zip(LOTS, sums, strict=True)}


def _sum(signs: Sequence[str], other: Mapping[str, float]) -> float:
    return sum(other.get(sign, 0.0) for sign in signs)


def proposals(heard: Heard) -> list[Lots]:
    """The ways to understand a sentence that are worth weighing, the grammar's own first."""
    own = heard.by_grammar
    found = {own: None}
    groups = list(_groups(heard))
    for group, lot in product(groups, LOTS):
        found[_changed(own, [(group, lot)])] = None
    found[(Lot.WISHED,) * len(own)] = None
    found[heard.by_words] = None
    if len(own) <= MOST_NAMED:
        for one, two in combinations(groups, 2):
            if set(one).isdisjoint(two):
                for lot, other in product(LOTS, repeat=2):
                    found[_changed(own, [(one, lot), (two, other)])] = None
    return list(islice(found, MOST_PROPOSED))


def _changed(lots: Lots, changes: Sequence[tuple[Sequence[int], Lot]]) -> Lots:
    changed = list(lots)
    for group, lot in changes:
        for at in group:
            changed[at] = lot
    return tuple(changed)


def _groups(heard: Heard) -> Iterator[Sequence[int]]:
    """What may change its lot together: each by itself, a day with its hours, "lundi et mardi"."""
    spans = heard.spans
    yield from ([at] for at in range(len(spans)))
    run = [0]
    for at in range(1, len(spans) + 1):
        if at < len(spans) and spans[at].start <= spans[at - 1].end:
            run.append(at)
            continue
        if len(run) > 1:
            yield run
        run = [at]
    for at in range(1, len(spans)):
        between = heard.tokens[spans[at - 1].end : spans[at].start]
        if len(between) == 1 and between[0] in _JOINED:
            yield [at - 1, at]


@lru_cache(maxsize=1)
def _weights() -> Weights:
    content = json.loads(stored("times.json"))
    return Weights(rows_once(content["named"]), content["other"])
