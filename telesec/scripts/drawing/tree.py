"""Which step stands where: a tree of cards from the top down, without a line that crosses another.

A step that several ways lead to begins a section of its own; everywhere else a pill stands for it.
"""

from collections import Counter
from collections.abc import Iterator

from telesec.scripts.drawing.blocks import Block, beside, in_columns, nothing, padded, stacked
from telesec.scripts.drawing.cards import card, pill, way_label
from telesec.scripts.drawing.marks import line
from telesec.scripts.drawing.telling import Told, Way
from telesec.scripts.script import Script

DOWN = 22  # from a card to what follows
GAP = 16  # between ways
INDENT = 24  # of ways that hang from a line
TRUNK = 8  # that line, from the left
NARROWEST = 270  # of a column
DEEPEST = 3  # ways within ways; deeper ones begin a section


class Tree:
    """The steps of a script, ready to be drawn section by section."""

    def __init__(self, script: Script, steps: dict[str, Told]) -> None:
        self.steps = steps
        self.sections = self._sections(script)

    def _sections(self, script: Script) -> list[str]:
        """The first steps of the sections, in the order callers come to them."""
        entries = [script.start, *([script.urgent.then] if script.urgent else [])]
        ways = (way.target for told in self.steps.values() for way in told.ways)
        several = Counter([*entries, *ways])
        begin = {name for name, count in several.items() if count > 1 or name in entries}
        waiting = [(name, 0) for name in begin]
        while waiting:
            name, depth = waiting.pop()
            deeper = depth + (len(self.steps[name].ways) > 1)
            for way in self.steps[name].ways:
                if way.target not in begin:
                    if deeper > DEEPEST:
                        begin.add(way.target)
                    waiting.append((way.target, 0 if deeper > DEEPEST else deeper))
        return [name for name in self.steps if name in begin]

    def section(self, name: str, width: float) -> Block:
        """A step with all that follows it, until the next section."""
        return self._step(name, width, first=True)

    def _step(self, name: str, width: float, *, first: bool = False) -> Block:
        told = self.steps[name]
        return stacked([card(told, width, first=first), self._ways(told.ways, width)])

    def _target(self, name: str, width: float) -> Block:
        return pill(self.steps[name], width) if name in self.sections else self._step(name, width)

    def _ways(self, ways: tuple[Way, ...], width: float) -> Block:
        if not ways:
            return nothing()
        if len(ways) == 1:
            return self._only_way(ways[0], width)
        fitting = max(1, int((width + GAP) / (NARROWEST + GAP)))
        columns = min(len(ways), fitting)
        each = (width - GAP * (columns - 1)) / columns
        blocks = [self._way(way, each - INDENT) for way in ways]
        counts = in_columns([block.height for block in blocks], columns, GAP)
        return _forked(blocks, counts, each, width)

    def _only_way(self, way: Way, width: float) -> Block:
        if way.label:
            return stacked([_arrow(width), self._way(way, width, widest=NARROWEST)])
        return stacked([_arrow(width), self._target(way.target, width)])

    def _way(self, way: Way, width: float, widest: float = 10_000) -> Block:
        label = way_label(way, min(width, widest))
        return stacked([label, _stem(), self._target(way.target, width)])


def _arrow(width: float) -> Block:
    x_in = min(width / 2, 40)

    def paint(x: float, y: float) -> Iterator[str]:
        yield from line([(x + x_in, y), (x + x_in, y + DOWN - 2)], arrow=True)

    return Block(DOWN, paint)


def _stem() -> Block:
    def paint(x: float, y: float) -> Iterator[str]:
        yield from line([(x + 24, y), (x + 24, y + 8)])

    return Block(8, paint)


def _forked(blocks: list[Block], counts: list[int], each: float, width: float) -> Block:
    """The ways in columns, hanging from a line that comes down from the step above."""
    columns: list[list[Block]] = []
    for count in counts:
        done = sum(map(len, columns))
        columns.append(blocks[done : done + count])
    lefts = [number * (each + GAP) for number in range(len(columns))]
    drop = DOWN + (14 if len(columns) > 1 else 0)
    hung = [padded(_hung(column, drop - DOWN / 2), 0, drop, 0) for column in columns]
    side = beside(list(zip(lefts, hung, strict=True)))

    def paint(x: float, y: float) -> Iterator[str]:
        if len(columns) > 1:
            middle, bus = x + width / 2, y + DOWN / 2
            yield from line([(middle, y), (middle, bus)])
            yield from line([(x + TRUNK, bus), (x + max(lefts[-1] + TRUNK, width / 2), bus)])
        else:
            yield from line([(x + TRUNK, y), (x + TRUNK, y + drop)])
        yield from side.paint(x, y)

    return Block(side.height, paint)


def _hung(blocks: list[Block], above: float) -> Block:
    """Blocks under each other, to the right of a line with an arrow to each."""
    column = stacked(blocks, GAP)

    def paint(x: float, y: float) -> Iterator[str]:
        top, place = y - above, y
        for block in blocks:
            corner = (x + TRUNK, place + 17)
            yield from line([(x + TRUNK, top), corner, (x + INDENT, place + 17)], arrow=True)
            top, place = place + 17, place + block.height + GAP
        yield from column.paint(x + INDENT, y)

    return Block(column.height, paint)
