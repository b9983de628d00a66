"""One walk along a practitioner's time: from what is open and what is taken to free starts.

Whole numbers only, Unix times and seconds: this is where a search spends its time.
"""

from collections.abc import Iterable, Iterator, Set
from datetime import date
from typing import NamedTuple

from telesec.agenda.openings import Opening
from telesec.agenda.taken import Taken
from telesec.agenda.wishes import Wish

FINEST_STEP = 5 * 60  # seconds
NEVER = (1 << 60, 1 << 60)


class Shape(NamedTuple):
    """What one appointment of the kind takes, and where it may start. Seconds."""

    before: int
    length: int
    after: int
    step: int  # starts are so far apart, counted from the opening
    packed: bool  # one behind the other, rather than every start there is


# A free start: when; on which local day; the number of the wish it fulfils; whether it lies next
# to another appointment (looked at for a compact day only). Plain, because there are thousands.
Free = tuple[int, date, int, bool]


def walk(
    shape: Shape,
    open_for: Iterable[tuple[int, Wish, Opening]],
    there: Taken,
    not_at: Set[int],
    *,
    compact: bool,
) -> Iterator[Free]:
    """The free starts, in order. ``open_for``: openings with the wish each is looked at for, and
    its number, in order. ``not_at``: starts that are not wanted.
    """
    before, length, after, step, packed = shape
    behind = length + after
    blocked = iter(there.blocked)
    begins, ends = next(blocked, NEVER)  # the next that is not over; starts only rise
    for number, (first, end), (day, opens, closes, grid) in open_for:
        if day in there.full_days:
            continue
        exact = first == end  # that very start, or none
        by = FINEST_STEP if packed and exact else step
        last = min(closes - length, first if exact else end - 1)
        start = grid - (grid - max(opens, first)) // by * by
        while start <= last:
            while ends <= start - before:
                begins, ends = next(blocked, NEVER)
            if begins < start + behind:
                lowest = ends + before
            elif start in not_at:
                lowest = start + behind + before if packed else start + step
            else:
                touches = False
                if compact:
                    latest = grid + (min(begins - behind, last) - grid) // by * by
                    start, touches = _closer(shape, there, start, latest, not_at)
                yield start, day, number, touches
                lowest = start + behind + before if packed else start + step
            start = grid - (grid - lowest) // by * by


def _closer(
    shape: Shape, there: Taken, start: int, latest: int, not_at: Set[int]
) -> tuple[int, bool]:
    """Where in its gap, up to ``latest``, a start lies best for a day in one piece; and whether
    it then lies next to an appointment.
    """
    before, length, after, step, packed = shape
    if there.touches(start - before, start + length + after, step):
        return start, True
    whole = before + length + after
    is_last = packed and start < latest < start + whole and latest not in not_at
    if is_last and there.touches(latest - before, latest + length + after, step):
        return latest, True
    return start, False
