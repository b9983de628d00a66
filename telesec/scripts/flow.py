"""Which step of a script leads where. Works on raw content: malformed steps are passed over."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from telesec.scripts.places import found, mapping
from telesec.values.yaml_file import Place


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of a step. ``unasked``: it may be taken without a word from the caller."""

    place: Place
    target: str
    unasked: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """The steps of a script with the ways between them, and the ways in."""

    entries: tuple[Way, ...]  # start, and what follows urgent words
    ways: dict[str, tuple[Way, ...]]  # by step, in the file's order

    def reached(self) -> frozenset[str]:
        """The steps some caller may come to."""
        reached: set[str] = set()
        waiting = [way.target for way in self.entries]
        while waiting:
            name = waiting.pop()
            if name in self.ways and name not in reached:
                reached.add(name)
                waiting.extend(way.target for way in self.ways[name])
        return frozenset(reached)

    def unreached(self) -> list[str]:
        """The steps no caller can come to; none while there is no way in at all."""
        reached = self.reached()
        return [name for name in self.ways if name not in reached] if reached else []

    def unknown_targets(self) -> list[Way]:
        """The ways that lead to no step."""
        return [way for way in self._all_ways() if way.target not in self.ways]

    def dead_ends(self) -> list[str]:
        """The steps from which the call can never come to an end.

        A step without any way on is an end; one with an unknown target may become one.
        """
        ending = {
            name
            for name, ways in self.ways.items()
            if not ways or any(way.target not in self.ways for way in ways)
        }
        grown = True
        while grown:
            more = {
                name
                for name, ways in self.ways.items()
                if name not in ending and any(way.target in ending for way in ways)
            }
            ending |= more
            grown = bool(more)
        return [name for name in self.ways if name not in ending]

    def unasked_loops(self) -> list[list[str]]:
        """The loops a call could run through for ever while the caller is asked nothing."""
        loops: list[list[str]] = []
        for name in self.ways:
            if any(name in loop for loop in loops):
                continue
            trail = [name]
            while (following := self._unasked(trail[-1])) and following not in trail:
                trail.append(following)
            if following == name:
                loops.append(trail)
        return loops

    def _unasked(self, name: str) -> str | None:
        """Where a step leads by itself; each kind of step has at most one such way."""
        return next((way.target for way in self.ways.get(name, ()) if way.unasked), None)

    def _all_ways(self) -> Iterable[Way]:
        yield from self.entries
        for ways in self.ways.values():
            yield from ways


def flow_of(content: Any) -> Flow:
    """The flow of a script's raw content."""
    entries = [
        Way(place, target, unasked=False)
        for path in (("start",), ("urgent", "then"))
        for place, target in found(content, path)
        if isinstance(target, str)
    ]
    steps = mapping(mapping(content).get("steps"))
    ways = {name: tuple(_ways_out(name, step)) for name, step in steps.items()}
    return Flow(tuple(entries), ways)


def _ways_out(name: str, step: Any) -> Iterable[Way]:
    if "end" in mapping(step):
        return
    is_said = "say" in mapping(step)
    # An appointment without free slots, or a transfer nobody takes, goes on without a word.
    for path, unasked in (
        (("go",), is_said),
        (("otherwise",), True),
        (("choices", "*", "go"), False),
    ):
        for place, target in found(step, path):
            if isinstance(target, str):
                yield Way(("steps", name, *place), target, unasked)
