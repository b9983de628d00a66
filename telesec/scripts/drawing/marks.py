"""What is drawn: boxes, lines, texts and small pictures, each as one line of SVG."""

from collections.abc import Iterator
from html import escape
from itertools import pairwise

from telesec.scripts.drawing.letters import FAMILY, Pen
from telesec.scripts.drawing.telling import Kind

INK = "#0f172a"
SOFT_INK = "#475569"
LINE = "#94a3b8"
EDGE = "#cbd5e1"
PAPER = "#ffffff"
PANEL = "#f4f7fb"
WARNING = "#b91c1c"
WARNING_PANEL = "#fef2f2"
WARNING_EDGE = "#fca5a5"

# Each dark enough to be read on white, and to be told from its neighbours in grey.
COLOURS = {
    Kind.QUESTION: "#1d4ed8",
    Kind.CASES: "#334155",
    Kind.ANSWER: "#0f766e",
    Kind.APPOINTMENT: "#15803d",
    Kind.MESSAGE: "#6d28d9",
    Kind.URGENT: WARNING,
    Kind.TRANSFER: "#b45309",
    Kind.END: "#475569",
}

# Drawn in a square of 16, in lines of the kind's colour.
ICONS = {
    Kind.QUESTION: "M2 2.5h12v8.5h-6l-3.5 3v-3h-2.5z M6.3 5.6a1.7 1.7 0 1 1 1.9 1.7v.6 M8.2 9.3v.3",
    Kind.CASES: "M8 14v-5 M8 9l-5-5 M8 9l5-5 M3 7.5v-3.5h3.5 M13 7.5v-3.5h-3.5",
    Kind.ANSWER: "M2 2.5h12v8.5h-6l-3.5 3v-3h-2.5z M5 5.5h6 M5 8h4",
    Kind.APPOINTMENT: "M2 3.5h12v10.5h-12z M2 6.5h12 M5 2v2.5 M11 2v2.5 M5.5 10l2 2 3.5-3.5",
    Kind.MESSAGE: "M1.5 3.5h13v9.5h-13z M1.5 4l6.5 5 6.5-5",
    Kind.URGENT: "M8 1.5l7 12.5h-14z M8 6v4 M8 11.8v.4",
    Kind.TRANSFER: "M3.5 2l2.5 3-1.5 2c1 2.2 2.3 3.5 4.5 4.5l2-1.5 3 2.5c-.5 1.5-1.5 2-3 1.8"
    "c-5-.8-9-4.8-9.8-9.8c-.2-1.5 .5-2 2.3-2.5z M10 2h4v4 M14 2l-4 4",
    Kind.END: "M6 2h-3.500v12h3.500 M6 8h8.500 M11 4.500l3.500 3.500-3.500 3.500",
}


def number(value: float) -> str:
    """A length as it is written: no more than one decimal."""
    return f"{round(value, 1):g}"


def box(
    x: float,
    y: float,
    size: tuple[float, float],
    *,
    fill: str = PAPER,
    edge: str = EDGE,
    round_by: float = 8,
    thick: float = 1,
) -> str:
    """A box with round corners."""
    width, height = size
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    line = f' stroke="{edge}" stroke-width="{number(thick)}"' if edge else ""
    return f'<rect {place} rx="{number(round_by)}" fill="{fill}"{line}/>'


def stripe(x: float, y: float, height: float, colour: str) -> str:
    """The coloured left edge of a card."""
    h = number(height - 16)
    path = f"M{number(x + 8)} {number(y)}a8 8 0 0 0 -8 8v{h}a8 8 0 0 0 8 8h-2.5v-{number(height)}z"
    return f'<path d="{path}" fill="{colour}"/>'


def text(x: float, y: float, words: str, pen: Pen, *, anchor: str = "") -> str:
    """One line of text; ``y`` is the top of the line."""
    base = y + (pen.line + 0.7 * pen.size) / 2
    style = ' font-weight="bold"' if pen.bold else ""
    style += ' font-style="italic"' if pen.slanted else ""
    style += f' text-anchor="{anchor}"' if anchor else ""
    place = f'x="{number(x)}" y="{number(base)}" font-size="{number(pen.size)}"'
    return f'<text {place} fill="{pen.colour}"{style}>{escape(_of_xml(words))}</text>'


def line(points: list[tuple[float, float]], *, arrow: bool = False) -> Iterator[str]:
    """A way on, through the points; with a small head at its end if it is an arrow."""
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    yield f'<path d="{path}" fill="none" stroke="{LINE}" stroke-width="2"/>'
    if arrow:
        (from_x, _), (x, y) = list(pairwise(points))[-1]
        head = f"M{number(x)} {number(y)}l-5 -7h10z"
        if from_x != x:
            head = f"M{number(x)} {number(y)}l-7 -5v10z"
        yield f'<path d="{head}" fill="{LINE}"/>'


def icon(x: float, y: float, kind: Kind, colour: str) -> str:
    """The small picture of a kind of step, 16 by 16."""
    style = f'fill="none" stroke="{colour}" stroke-width="1.5" stroke-linejoin="round"'
    place = f'transform="translate({number(x)} {number(y)})"'
    return f'<path d="{ICONS[kind]}" {place} {style} stroke-linecap="round"/>'


def badge(x: float, y: float, words: str, *, fill: str, colour: str = PAPER) -> Iterator[str]:
    """A disc of 22 with a number in it; ``x`` and ``y`` are its top left."""
    yield f'<circle cx="{number(x + 11)}" cy="{number(y + 11)}" r="11" fill="{fill}"/>'
    size = 12 if len(words) < 3 else 10
    pen = Pen(size, colour, bold=True)
    yield text(x + 11, y + 11 - pen.line / 2, words, pen, anchor="middle")


def key_mark(x: float, y: float, key: str) -> Iterator[str]:
    """A key of the telephone."""
    pen = Pen(12, PAPER, bold=True)
    yield box(x, y, (20, 20), fill=INK, edge="", round_by=4)
    yield text(x + 10, y + 10 - pen.line / 2, key, pen, anchor="middle")


def _of_xml(words: str) -> str:
    """The words without the few signs that XML does not allow."""
    return "".join(letter for letter in words if letter not in "\ufffe\uffff")


def document(height: float, head: list[str], drawn: list[str]) -> str:
    """The whole file: as wide as A4 between its margins, as long as it needs to be."""
    wide, high = 190, round(190 * height / 1000, 1)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {number(height)}"'
        f' width="{wide}mm" height="{number(high)}mm" font-family="{FAMILY}" {head[0]} role="img">'
    )
    first = '<?xml version="1.0" encoding="UTF-8"?>'
    return "\n".join([first, opening, *head[1:], *drawn, "</svg>", ""])
