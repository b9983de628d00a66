"""When an appointment is wished for, as Unix times: the windows asked for, without those that
are not, cut into stretches that are looked at one after the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, tzinfo
from math import ceil
from typing import NamedTuple

Window = tuple[datetime, datetime]

A_DAY = 24 * 60 * 60

# A search reads the first week, then a month and so on: most callers take something soon.
FIRST_LOOK = 8 * A_DAY
NEXT_LOOK = 31 * A_DAY
WIDER = 4  # times the look before


class Wish(NamedTuple):
    """Starts wanted: from ``first``, before ``end``; or at ``first`` only when both are equal.

    Unix times, as everywhere in the search: it is twice as fast with whole numbers.
    """

    first: int
    end: int


def wishes_within(
    windows: Iterable[Window], earliest: datetime, latest: datetime, not_those: Iterable[Window]
) -> list[Wish]:
    """The windows between these two instants, in order, those that meet made one; without what
    lies in ``not_those``.
    """
    first, end = unix_of(earliest), unix_of(latest)
    wishes: list[Wish] = []
    for window in sorted(windows):
        wish = _between(window, first, end)
        if wish is None:
            continue
        if wishes and wish.first <= wishes[-1].end:
            last = wishes.pop()
            wish = Wish(last.first, max(last.end, wish.end))
        wishes.append(wish)
    for begins, ends in not_those:
        if begins < ends:
            wishes = _without(wishes, unix_of(begins), unix_of(ends))
    return wishes


def _between(window: Window, earliest: int, latest: int) -> Wish | None:
    start, end = window
    wish = Wish(unix_of(start), unix_of(end))
    if start < end:
        wish = Wish(max(wish.first, earliest), min(wish.end, latest))
    if wish.first > wish.end or (start < end and wish.first == wish.end):
        return None
    return wish if earliest <= wish.first <= latest else None


def _without(wishes: Iterable[Wish], begins: int, ends: int) -> list[Wish]:
    left: list[Wish] = []
    for wish in wishes:
        if wish.first == wish.end:
            left += [] if begins <= wish.first < ends else [wish]
            continue
        pieces = Wish(wish.first, min(wish.end, begins)), Wish(max(wish.first, ends), wish.end)
        left += [piece for piece in pieces if piece.first < piece.end]
    return left


def looks(wishes: Sequence[Wish], zone: tzinfo, *, all_at_once: bool) -> Iterator[list[Wish]]:
    """The wishes cut into stretches of time that are read one after the other, each wider than
    the one before; or one stretch, for who wants to see them all.
    """
    if all_at_once:
        if wishes:
            yield list(wishes)
        return
    width = NEXT_LOOK
    until = _midnight(wishes[0].first + FIRST_LOOK, zone) if wishes else 0
    look: list[Wish] = []
    for wish in wishes:
        rest = wish
        while rest.end > until:
            if rest.first < until:
                look.append(Wish(rest.first, until))
                rest = Wish(until, rest.end)
            if look:
                yield look
            look = []
            until = _midnight(rest.first + width, zone)
            width *= WIDER
        look.append(rest)
    if look:
        yield look


def unix_of(instant: datetime) -> int:
    """Whole seconds, rounded up: the first that is not before the instant."""
    return ceil(instant.timestamp())


def _midnight(unix: int, zone: tzinfo) -> int:
    """The beginning of that local day: no opening goes on over it, so none is cut in two."""
    day = datetime.fromtimestamp(unix, zone).date()
    return unix_of(datetime.combine(day, time(), zone))
