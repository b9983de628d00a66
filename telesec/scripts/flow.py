"""Which step of a script leads where. Works on raw content: malformed steps are passed over."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from telesec.scripts.places import found, mapping
from telesec.values.yaml_file import Place


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of a step. ``unasked``: it may be taken without a word from the caller;
    ``chosen``: the caller chooses it among others by an answer.
    """

    place: Place
    target: str
    unasked: bool
    chosen: bool = False


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

    def endless_path(self, dead_end: str) -> list[str]:
        """A path that a call may take from such a step: on until it comes to a step again."""
        path = [dead_end]
        while path[-1] not in path[:-1]:
            path.append(self.ways[path[-1]][0].target)
        return path

    def unasked_loops(self) -> list[list[str]]:
        """The loops a call could run through for ever while the caller is asked nothing."""
        loops: list[list[str]] = []
        done: set[str] = set()

        def follow(trail: list[str]) -> None:
            for way in self.ways.get(trail[-1], ()):
                if way.unasked and way.target in trail:
                    loops.append(trail[trail.index(way.target) :])
                    done.update(loops[-1])
                elif way.unasked and way.target not in done:
                    follow([*trail, way.target])
            done.add(trail[-1])

        for name in self.ways:
            if name not in done:
                follow([name])
        return loops

    def endless_ways(self) -> list[list[str]]:
        """Ways on which a caller who wants to be done is led round and round, whatever they answer.

        The caller decides where there is a choice; everywhere else we suppose the worst (no slot
        is free, nobody answers). Each way ends with the step at which it begins again.
        """
        ending = self._sure_to_end()
        told: set[str] = set()
        found: list[list[str]] = []
        for name in self.ways:
            trail = [name] if name not in ending | told else []
            while trail and (on := self._not_ending(trail[-1], ending)):
                trail.append(on)
                if on in trail[:-1]:
                    found.append(trail[trail.index(on) :])
                    break
            told.update(trail)
        return found

    def _sure_to_end(self) -> set[str]:
        """The steps from which the caller can come to an end, whatever happens on the way."""
        ending: set[str] = set()
        grown = True
        while grown:
            more = {
                name
                for name, ways in self.ways.items()
                if name not in ending and self._ends(ways, ending)
            }
            ending |= more
            grown = bool(more)
        return ending

    def _ends(self, ways: tuple[Way, ...], ending: Collection[str]) -> bool:
        surely = [way.target in ending or way.target not in self.ways for way in ways]
        return any(surely) if any(way.chosen for way in ways) else all(surely)

    def _not_ending(self, name: str, ending: Collection[str]) -> str | None:
        onward = (way.target for way in self.ways.get(name, ()) if way.target in self.ways)
        return next((target for target in onward if target not in ending), None)

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
    ways = {
        name: tuple(_ways_out(name, step)) for name, step in steps.items() if isinstance(name, str)
    }
    return Flow(tuple(entries), ways)


def _ways_out(name: str, step: Any) -> Iterable[Way]:
    content = mapping(step)
    if "end" in content:
        return
    silent = "say" in content or "cases" in content
    # An appointment without free slots, or a transfer nobody takes, goes on without a word.
    for path, unasked, chosen in (
        (("go",), silent, False),
        (("otherwise",), True, False),
        (("cases", "*", "go"), True, False),
        (("yes",), False, True),
        (("no",), False, True),
        (("choices", "*", "go"), False, True),
    ):
        for place, target in found(step, path):
            if isinstance(target, str):
                yield Way(("steps", name, *place), target, unasked, chosen)
