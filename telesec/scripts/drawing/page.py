"""The whole picture: the head, the greeting and who picks up, the steps, what is urgent, facts."""

from collections.abc import Iterator, Sequence
from html import escape

from telesec.scripts.drawing.blocks import Block, beside, on, padded, paragraph, stacked
from telesec.scripts.drawing.conditions import clock, condition_in_words
from telesec.scripts.drawing.letters import Pen
from telesec.scripts.drawing.marks import (
    EDGE,
    INK,
    LINE,
    PANEL,
    PAPER,
    SOFT_INK,
    WARNING,
    WARNING_EDGE,
    WARNING_PANEL,
    box,
    document,
    number,
    text,
)
from telesec.scripts.drawing.telling import spoken, told_steps
from telesec.scripts.drawing.tree import Tree
from telesec.scripts.drawing.words import OF_THE_HOUSE, TRADES, Wording
from telesec.scripts.script import Script, StatusRule, WhoAnswers
from telesec.scripts.steps import MenuStep
from telesec.values.language import Language, text_in
from telesec.values.opening_hours import MINUTES_A_DAY
from telesec.values.telephone import national

WIDTH = 1000
MARGIN = 36
INNER = WIDTH - 2 * MARGIN
INSET = 18  # of what stands in a panel

TITLE = Pen(27, INK, bold=True)
SUBTITLE = Pen(15, SOFT_INK)
PANEL_HEAD = Pen(15, INK, bold=True)
WARNING_HEAD = Pen(16, WARNING, bold=True)
BODY = Pen(14, INK)
STRONG = Pen(13, INK, bold=True)
NOTE = Pen(12.5, SOFT_INK)
LABEL = Pen(12, SOFT_INK, bold=True)


def picture(script: Script, language: Language, version: str = "") -> str:
    """The SVG of a script, its texts in ``language``; the same script gives the same octets."""
    words = Wording(language)
    steps = told_steps(script, words)
    tree = Tree(script, steps)
    blocks = [
        _head(script, version, words),
        _greeting_and_first(script, words),
        *([_statuses(script, words)] if script.statuses else []),
        *_sections(script, tree, words),
        *([_facts(script, words)] if script.facts else []),
        _foot(script, words),
    ]
    page = stacked(blocks, 22)
    title = f"{words('title')} ({script.name})"
    about = f"{TRADES[language][script.trade]}, {words('language')}"
    head = [
        f'lang="{language.value}" xml:lang="{language.value}"',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(about)}</desc>",
    ]
    height = page.height + 2 * MARGIN
    paper = f'<rect width="{WIDTH}" height="{number(height)}" fill="{PAPER}"/>'
    return document(height, head, [paper, *page.paint(MARGIN, MARGIN)])


def _head(script: Script, version: str, words: Wording) -> Block:
    about = [script.name, TRADES[words.language][script.trade], words("language")]
    if version:
        about.append(words("version", version=version))
    rows = [
        paragraph(words("title"), TITLE, INNER),
        paragraph(" · ".join(about), SUBTITLE, INNER),
        paragraph(words("word_for_word"), NOTE, INNER),
    ]
    return stacked(rows, 2)


def _panel(
    rows: Sequence[Block], width: float, *, warning: bool = False, height: float = 0
) -> Block:
    """Rows on a coloured ground."""
    fill, edge = (WARNING_PANEL, WARNING_EDGE) if warning else (PANEL, EDGE)

    def ground(x: float, y: float, own: float) -> Iterator[str]:
        thick = 2 if warning else 1
        yield box(x, y, (width, max(own, height)), fill=fill, edge=edge, round_by=12, thick=thick)

    return on(ground, padded(stacked(rows, 8), INSET, 16, INSET))


def _greeting_and_first(script: Script, words: Wording) -> Block:
    left = round(INNER * 0.62)
    right = INNER - left - 16
    one, other = _greeting_rows(script, words, left), _first_rows(script, words, right)
    height = max(_panel(one, left).height, _panel(other, right).height)
    panels = [
        (0.0, _panel(one, left, height=height)),
        (left + 16.0, _panel(other, right, height=height)),
    ]
    return beside(panels)


def _labelled(label: str, said: str, room: float, pen: Pen = BODY) -> Block:
    return stacked([paragraph(label, LABEL, room), paragraph(said, pen, room)])


def _greeting_rows(script: Script, words: Wording, width: float) -> list[Block]:
    greeting, room = script.greeting, width - 2 * INSET
    said = [("greeting_open" if greeting.closed else "greeting_always", greeting.open)]
    if greeting.closed:
        said.append(("greeting_closed", greeting.closed))
    rows = [paragraph(words("greeting"), PANEL_HEAD, room)]
    for key, texts in said:
        rows.append(_labelled(words(key), spoken(texts, words), room))
    for dated in greeting.at_times:
        when = condition_in_words(dated.when, script.statuses, words.language)
        rows.append(_labelled(when, spoken(dated.say, words), room))
    rows.append(_labelled(words("announce"), spoken(script.announce, words), room))
    return rows


def _first_rows(script: Script, words: Wording, width: float) -> list[Block]:
    first, room = script.answer_first, width - 2 * INSET
    by_hours = [("always", first.open)]
    if first.open != first.closed:
        by_hours = [("open", first.open), ("closed", first.closed)]
    rows = [paragraph(words("first"), PANEL_HEAD, room)]
    rows += [_labelled(words(key), _who(who, script, words), room) for key, who in by_hours]
    if script.vip != "secretary":
        rows.append(paragraph(words("vip", whom=words.person(script.vip)), NOTE, room))
    return rows


def _who(who: str, script: Script, words: Wording) -> str:
    first = script.answer_first
    if who in set(WhoAnswers):
        minutes, seconds = divmod(first.wait_seconds, 60)
        parts = [f"{minutes} min"] * bool(minutes) + [f"{seconds} s"] * bool(seconds)
        return words(str(who), seconds=first.seconds, wait=" ".join(parts))
    return words("number", number=national(who), seconds=first.seconds)


def _statuses(script: Script, words: Wording) -> Block:
    room = (INNER - 2 * INSET - 2 * 24) / 3
    blocks = [_status(status, script, words, room) for status in script.statuses.values()]
    head = paragraph(words("statuses"), PANEL_HEAD, INNER - 2 * INSET)
    return _panel([head, *_in_rows(blocks, 3, room + 24)], INNER)


def _in_rows(blocks: Sequence[Block], of: int, each: float) -> Iterator[Block]:
    """The blocks beside each other, so many in a row."""
    for first in range(0, len(blocks), of):
        row = blocks[first : first + of]
        yield beside([(place * each, block) for place, block in enumerate(row)])


def _status(status: StatusRule, script: Script, words: Wording, room: float) -> Block:
    rows = [paragraph(text_in(status.label, words.language), STRONG, room)]
    if status.until is not None:
        hour = words("midnight") if status.until == MINUTES_A_DAY else clock(status.until)
        rows.append(paragraph(words("until_when", hour=hour), NOTE, room))
    if status.say:
        rows.append(paragraph(words("status_says", said=spoken(status.say, words)), NOTE, room))
    if status.answer_first:
        who = _who(status.answer_first, script, words)
        rows.append(paragraph(words("status_answers", whom=who), NOTE, room))
    return stacked(rows, 1)


def _sections(script: Script, tree: Tree, words: Wording) -> Iterator[Block]:
    width = INNER - 2 * INSET
    urgent = script.urgent.then if script.urgent else None
    for name in tree.sections:
        if name != urgent:
            yield _panel([tree.section(name, width)], INNER)
    if urgent:
        rows = [*_urgent_rows(script, words, width), tree.section(urgent, width)]
        yield _panel(rows, INNER, warning=True)


def _urgent_rows(script: Script, words: Wording, room: float) -> Iterator[Block]:
    urgent, language = script.urgent, words.language
    if urgent is None:
        return
    yield paragraph(words("urgent"), WARNING_HEAD, room)
    when = words("urgent_trade")
    if own := urgent.words.get(language):
        when += ", " + words("urgent_words", words=", ".join(own))
    yield paragraph(f"{when}{' :' if language is Language.FR else ':'}", BODY, room)
    yield paragraph(spoken(urgent.say, words), Pen(15, INK, bold=True), room)
    vital = words("urgent_vital", number=18 if script.trade in OF_THE_HOUSE else 15)
    if own := urgent.life_threatening.get(language):
        vital += " " + words("vital_words", words=", ".join(own)) + "."
    yield paragraph(vital, BODY, room)


def _facts(script: Script, words: Wording) -> Block:
    room = (INNER - 2 * INSET - 24) / 2
    rows = [
        paragraph(words("facts"), PANEL_HEAD, INNER - 2 * INSET),
        paragraph(words("facts_then"), NOTE, INNER - 2 * INSET),
    ]
    facts = [
        _labelled(", ".join(fact.words.get(words.language, ())), spoken(fact.say, words), room)
        for fact in script.facts.values()
    ]
    return _panel([*rows, *_in_rows(facts, 2, room + 24)], INNER)


def _foot(script: Script, words: Wording) -> Block:
    """What holds at any time, and where the client signs."""
    rows = []
    if any(isinstance(step, MenuStep) for step in script.steps.values()):
        nine = words("nine") if len(script.languages) > 1 else ""
        rows.append(paragraph(words("keys", nine=nine), NOTE, INNER))

    def sign(x: float, y: float) -> Iterator[str]:
        yield text(x, y, words("agreed"), PANEL_HEAD)
        begins = x + PANEL_HEAD.width(words("agreed")) + 18
        yield text(begins, y + 1, words("agreed_who"), NOTE)
        begins += NOTE.width(words("agreed_who")) + 12
        yield f'<path d="M{number(begins)} {number(y + 17)}H{number(x + INNER)}" stroke="{LINE}"/>'

    return stacked([*rows, Block(30, sign)], 18)
