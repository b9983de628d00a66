"""A sentence about time as it was heard: the days and hours it names, and how they hang together.

The grammar reads it twice: whole, and without what it knows to be told beside the wish, where
"je garde mes petits-enfants" is written "je peux pas". What becomes of each day and hour (its
lot) is chosen elsewhere (choosing.py); here is what the grammar alone would say, and what a
sentence means when the lots are given.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import NamedTuple

from telesec.assistant.understanding.hesitations import without_hesitation
from telesec.assistant.understanding.text import plain
from telesec.assistant.understanding.times.clocks import mark_clocks
from telesec.assistant.understanding.times.days import find_days
from telesec.assistant.understanding.times.english_bounds import last_day_first
from telesec.assistant.understanding.times.hours import find_times
from telesec.assistant.understanding.times.joints import (
    figured_text,
    joined,
    settled,
    wished_part,
)
from telesec.assistant.understanding.times.lots import Lot, Lots
from telesec.assistant.understanding.times.paraphrase import bounds_first, hours_left
from telesec.assistant.understanding.times.respelling import respelt, signs_in_words
from telesec.assistant.understanding.times.stretches import Item, with_ranges
from telesec.assistant.understanding.times.wish_words import WORDS, Joint
from telesec.values.language import Language


class Span(NamedTuple):
    """Words ``start`` to ``end`` (exclusive) of a sentence."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to write a sentence down, with the days and hours in it.

    ``rest`` is its text without them; ``named``: which day or hour of the whole sentence each is,
    None for what only the grammar says.
    """

    items: Sequence[Item]
    rest: str
    named: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence with all that it names; ``by_grammar`` are the lots that the grammar gives.

    ``tokens``: its words, plain and with figures; ``spans``: where each day or hour stands in
    them. ``within``: "in the next two hours"; ``puts_off``: the caller will call again.
    """

    language: Language
    now: datetime
    tokens: Sequence[str]
    spans: Sequence[Span]
    whole: Wording
    left: Wording
    by_words: Lots
    by_grammar: Lots
    earliest: bool
    any_time: bool
    puts_off: bool
    within: timedelta | None


def hear(text: str, language: Language, now: datetime, region: str = "") -> Heard:
    """``text`` as it was heard at ``now``, naive wall time; ``region`` says whose feasts count."""
    words, said = WORDS[language], _plain_words(text, language)
    figured = figured_text(words.earliest.sub(" ~ ", said), language, now, region)
    tokens = figured.split()
    items, rest, places = _wording(figured, tokens, language, now)
    spans = [Span(min(at), max(at) + 1) if at else Span(0, 1) for at in places]
    whole = Wording(items, rest, range(len(items)))
    left_text = wished_part(figured, language, now.date())
    left = whole if left_text == figured else _left(left_text, tokens, spans, language, now)
    by_words = _by_the_grammar(whole, len(spans), language, now)
    return Heard(
        language, now, tokens, spans, whole, left, by_words,
        by_words if left is whole else _by_the_grammar(left, len(spans), language, now),
        earliest=bool(words.earliest.search(said)),
        any_time=bool(words.any_time.search(said)),
        puts_off=bool(words.puts_off.search(said)),
        within=hours_left(said, language),
    )  # fmt: skip


def joints_of(heard: Heard, lots: Lots) -> tuple[list[Joint[Item]], bool]:
    """Days and hours as they hang together when these are their lots, without what is told.

    And whether a good secretary would ask which is meant. What the grammar left out, and is no
    told time after all, is read in the whole sentence.
    """
    revived = any(
        lot is not Lot.TOLD and by_grammar is Lot.TOLD
        for lot, by_grammar in zip(lots, heard.by_grammar, strict=True)
    )
    wording = heard.whole if revived else heard.left
    kept = [
        (item, None if at is None else lots[at])
        for item, at in zip(wording.items, wording.named, strict=True)
    ]
    items = [item for item, lot in kept if lot is not Lot.TOLD]
    ruled_out = {item.start: lot is Lot.RULED_OUT for item, lot in kept if lot is not None}
    words, today = WORDS[heard.language], heard.now.date()
    return settled(joined(items, wording.rest, words, today, ruled_out), today)


def _plain_words(text: str, language: Language) -> str:
    """Plain text without hesitation."""
    written = signs_in_words(text, language)
    return bounds_first(respelt(without_hesitation(plain(written), language), language), language)


def _left(
    text: str, tokens: Sequence[str], spans: Sequence[Span], language: Language, now: datetime
) -> Wording:
    items, rest, places = _wording(text, tokens, language, now)
    return Wording(items, rest, [_named_at(at, spans) for at in places])


def _named_at(places: set[int], spans: Sequence[Span]) -> int | None:
    """Which of ``spans`` shares most words with ``places``."""
    shared = [len(places.intersection(range(*span))) for span in spans]
    most = max(shared, default=0)
    return shared.index(most) if most else None


def _wording(
    text: str, tokens: Sequence[str], language: Language, now: datetime
) -> tuple[list[Item], str, list[set[int]]]:
    """The days and hours of ``text``, what is left of it, and at which ``tokens`` each stands."""
    bounded = last_day_first(text) if language is Language.EN else text
    marked = mark_clocks(bounded, language)
    days, rest = find_days(marked, language, now.date())
    times, rest = find_times(rest, language)
    if len(days) > 1:  # "vendredi dans la journée" is no other day
        days = [day for day in days if marked[day.start : day.end] != "dans la journee"]
    days = with_ranges(days, rest, WORDS[language])
    items: list[Item] = sorted([*days, *times], key=lambda item: item.start)
    return items, rest, list(_places(items, marked, tokens))


def _places(items: Sequence[Item], marked: str, tokens: Sequence[str]) -> Iterator[set[int]]:
    """At which ``tokens`` each item of ``marked`` stands."""
    words = marked.split()
    token_of = _tokens_of(words, tokens)
    starts: list[int] = []
    for word in words:
        starts.append(marked.index(word, starts[-1] + len(words[len(starts) - 1]) if starts else 0))
    for item in items:
        yield {
            token
            for at, (start, word) in enumerate(zip(starts, words, strict=True))
            if start < item.end and start + len(word) > item.start
            for token in token_of.get(at, ())
        }


def _tokens_of(words: Sequence[str], tokens: Sequence[str]) -> Mapping[int, range]:
    """Which of ``tokens`` each word was made of; those that the grammar wrote are missing."""
    found: dict[int, range] = {}
    matched = SequenceMatcher(None, words, tokens, autojunk=False).get_opcodes()
    for kind, start, end, first, last in matched:
        for at in range(start, end):
            same = range(first + at - start, first + at - start + 1)
            found[at] = same if kind == "equal" else range(first, last)
    return found


def _by_the_grammar(wording: Wording, count: int, language: Language, now: datetime) -> Lots:
    """The lots as the grammar alone gives them; told is what is missing in ``wording``."""
    joints = joined(wording.items, wording.rest, WORDS[language], now.date(), {})
    lots = [Lot.TOLD] * count
    for item, at in zip(wording.items, wording.named, strict=True):
        if at is None:
            continue
        denied = any(
            one.item.negated and one.item.start <= item.start < one.item.end for one in joints
        )
        if denied or lots[at] is Lot.TOLD:
            lots[at] = Lot.RULED_OUT if denied else Lot.WISHED
    return tuple(lots)
