"""From the moments of a call to its seconds. Pure: the same moments always give the same sums."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telesec.calls.call import EventKind

LONGEST_WRAP_UP = 3600  # a forgotten form is not an hour of work

Moment = tuple[EventKind, datetime, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Seconds:
    """The parts of a call. assistant + ring + secretary is the carrier's duration, exactly."""

    assistant: int = 0
    ring: int = 0
    secretary: int = 0
    wrap_up: int = 0


def seconds_of(moments: Iterable[Moment], duration_seconds: int) -> Seconds:
    """The parts of a call that lasted ``duration_seconds`` from answer to end.

    Ringing counts after the call was answered only; talking with a person from the accept key
    on; all else is the assistant's. Where clocks disagree, what would exceed the duration is
    cut.
    """
    ordered = sorted(moments, key=lambda moment: moment[1])
    answered_at = next((at for kind, at, _ in ordered if kind == EventKind.ANSWERED), None)
    ring = secretary = 0
    rang_at: datetime | None = None
    taken_at: datetime | None = None
    for kind, at in _until_the_end(ordered):
        if kind == EventKind.RING_STARTED:
            rang_at, taken_at = at, None
        elif kind == EventKind.TAKEN:
            ring += _whole(rang_at, at, answered_at)
            rang_at, taken_at = None, at
        elif kind in {EventKind.RING_ENDED, EventKind.ENDED}:
            if taken_at is not None:
                secretary += _whole(taken_at, at, answered_at)
            ring += _whole(rang_at, at, answered_at)
            rang_at = taken_at = None
    secretary = min(secretary, duration_seconds)
    ring = min(ring, duration_seconds - secretary)
    return Seconds(duration_seconds - ring - secretary, ring, secretary, _wrap_up(ordered))


def _until_the_end(ordered: list[Moment]) -> list[tuple[EventKind, datetime]]:
    """The moments with the end last: what is reported after it happened before it."""
    ends = [moment for moment in ordered if moment[0] == EventKind.ENDED]
    before = [moment for moment in ordered if moment[0] != EventKind.ENDED]
    return [(kind, at) for kind, at, _ in before + ends]


def _whole(start: datetime | None, end: datetime, not_before: datetime | None) -> int:
    if start is None:
        return 0
    begun = max(start, not_before) if not_before else start
    return max(0, round((end - begun).total_seconds()))


def _wrap_up(ordered: list[Moment]) -> int:
    """From the end of the call to when the secretary said she was done with it."""
    ended_at = next((at for kind, at, _ in ordered if kind == EventKind.ENDED), None)
    done = [at for kind, at, _ in ordered if kind == EventKind.WRAPPED_UP]
    if ended_at is None or not done:
        return 0
    return min(LONGEST_WRAP_UP, _whole(ended_at, done[-1], None))
