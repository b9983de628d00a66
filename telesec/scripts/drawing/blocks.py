"""Pieces of a picture that know their height, and can be put under and beside each other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from telesec.scripts.drawing.letters import Pen
from telesec.scripts.drawing.marks import text

Paint = Callable[[float, float], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece: how high it is, and how it is drawn with its top left at a place."""

    height: float
    paint: Paint


def nothing(height: float = 0) -> Block:
    """Room left free."""
    return Block(height, lambda _x, _y: iter(()))


def paragraph(words: str, pen: Pen, room: float) -> Block:
    """A text in as many lines as it needs in that room."""
    lines = pen.wrapped(words, room)

    def paint(x: float, y: float) -> Iterator[str]:
        for row, part in enumerate(lines):
            yield text(x, y + row * pen.line, part, pen)

    return Block(len(lines) * pen.line, paint)


def stacked(blocks: Sequence[Block], gap: float = 0) -> Block:
    """One under the other."""

    def paint(x: float, y: float) -> Iterator[str]:
        for block in blocks:
            yield from block.paint(x, y)
            y += block.height + gap

    height = sum(block.height for block in blocks) + gap * max(0, len(blocks) - 1)
    return Block(height, paint)


def beside(blocks: Sequence[tuple[float, Block]]) -> Block:
    """Each at its distance from the left; as high as the highest."""

    def paint(x: float, y: float) -> Iterator[str]:
        for left, block in blocks:
            yield from block.paint(x + left, y)

    return Block(max((block.height for _, block in blocks), default=0), paint)


def padded(block: Block, left: float, top: float, bottom: float) -> Block:
    """With room around it."""

    def paint(x: float, y: float) -> Iterator[str]:
        yield from block.paint(x + left, y + top)

    return Block(block.height + top + bottom, paint)


def on(ground: Callable[[float, float, float], Iterator[str]], block: Block) -> Block:
    """On a ground that is drawn for the block's place and height."""

    def paint(x: float, y: float) -> Iterator[str]:
        yield from ground(x, y, block.height)
        yield from block.paint(x, y)

    return Block(block.height, paint)


def in_columns(heights: Sequence[float], columns: int, gap: float) -> list[int]:
    """How many blocks go into each column, in their order, so that the highest is lowest."""
    for bound in _bounds(heights, gap):
        counts = _filled(heights, bound, gap)
        if len(counts) <= columns:
            return counts
    return [len(heights)]


def _bounds(heights: Sequence[float], gap: float) -> list[float]:
    """The heights that a column may have: those of all blocks that follow each other."""
    spans = {
        sum(heights[first:end]) + gap * (end - first - 1)
        for first in range(len(heights))
        for end in range(first + 1, len(heights) + 1)
    }
    return sorted(spans)


def _filled(heights: Sequence[float], bound: float, gap: float) -> list[int]:
    """The columns when none may be higher than the bound; too many where one block is."""
    counts: list[int] = []
    filled = bound + 1
    for height in heights:
        if filled + gap + height > bound + 0.01:
            counts.append(0)
            filled = -gap
        filled += gap + height
        counts[-1] += 1
    return counts if max(heights) <= bound + 0.01 else [1] * (len(heights) + 1)
