"""The cards: a step, the words that lead to it, the pill that stands for one drawn elsewhere."""

from collections.abc import Iterator

from telesec.scripts.drawing.blocks import Block, on, padded, paragraph, stacked
from telesec.scripts.drawing.letters import Pen
from telesec.scripts.drawing.marks import (
    COLOURS,
    EDGE,
    INK,
    SOFT_INK,
    badge,
    box,
    icon,
    key_mark,
    stripe,
    text,
)
from telesec.scripts.drawing.telling import Told, Way

SPOKEN = Pen(14.5, INK)
SPOKEN_FIRST = Pen(16, INK, bold=True)
HEADING = Pen(14.5, INK, bold=True)
TERMS = Pen(12, SOFT_INK)
HEARD = Pen(11.5, SOFT_INK, slanted=True)
CHIP = Pen(13, INK, bold=True)
PILL = Pen(12.5, "#1e293b")


def card(told: Told, width: float, *, first: bool = False) -> Block:
    """A step: its number, what it is, what the caller hears, and what goes with it.

    ``first``: it begins a section, and is written larger.
    """
    room, colour = width - 30, COLOURS[told.kind]
    rows = [_head(told, room)]
    if told.title != told.said:
        rows.append(paragraph(told.title, HEADING, room))
    if told.said:
        rows.append(paragraph(told.said, SPOKEN_FIRST if first else SPOKEN, room))
    if told.terms:
        terms = [_term(term, room) for term in told.terms]
        rows.append(padded(stacked(terms, 1), 0, 2, 0))

    def ground(x: float, y: float, height: float) -> Iterator[str]:
        yield f'<g id="step-{told.number}">'
        yield box(x, y, (width, height))
        yield stripe(x, y, height, colour)
        yield "</g>"

    return on(ground, padded(stacked(rows, 4), 18, 10, 12))


def _head(told: Told, room: float) -> Block:
    colour = COLOURS[told.kind]
    pen = Pen(11, colour, bold=True)

    def paint(x: float, y: float) -> Iterator[str]:
        yield from badge(x, y, str(told.number), fill=colour)
        yield icon(x + 30, y + 3, told.kind, colour)
        yield text(x + 52, y + 11 - pen.line / 2, pen.shortened(told.label.upper(), room - 52), pen)

    return Block(24, paint)


def _term(term: str, room: float) -> Block:
    lines = paragraph(term, TERMS, room - 12)

    def dot(x: float, y: float, _height: float) -> Iterator[str]:
        yield f'<circle cx="{x - 8:g}" cy="{y + TERMS.line / 2:g}" r="2" fill="{SOFT_INK}"/>'

    return padded(on(dot, lines), 12, 0, 0)


def way_label(way: Way, width: float) -> Block:
    """What leads on: the key and the label of a choice, an answer, a case."""
    left = 36 if way.key else 12
    room = width - left - 12
    rows = [paragraph(way.label, CHIP, room)]
    if way.heard:
        rows.append(paragraph(way.heard, HEARD, room))

    def ground(x: float, y: float, height: float) -> Iterator[str]:
        yield box(x, y, (width, height), fill="#e8eefc", edge="#b6c8f2", round_by=10)
        if way.key:
            yield from key_mark(x + 8, y + 7, way.key)

    return on(ground, padded(stacked(rows, 1), left, 8, 8))


def pill(told: Told, width: float) -> Block:
    """A step that is drawn elsewhere, by its number and title; a long title ends in the middle."""
    room = width - 68
    first, *rest = PILL.wrapped(told.title, room)
    rows = [first, PILL.shortened(" ".join(rest), room)] if rest else [first]
    wide = min(width, max(map(PILL.width, rows)) + 68)
    height = 14 + PILL.line * len(rows)

    def paint(x: float, y: float) -> Iterator[str]:
        middle = y + height / 2
        yield f'<a href="#step-{told.number}">'
        yield box(x, y, (wide, height), edge=EDGE, round_by=16)
        yield text(x + 10, middle - PILL.line / 2, "→", PILL)
        yield from badge(x + 27, middle - 11, str(told.number), fill=COLOURS[told.kind])
        for row, words in enumerate(rows):
            yield text(x + 55, y + 7 + row * PILL.line, words, PILL)
        yield "</a>"

    return Block(height, paint)
