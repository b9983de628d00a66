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
    """The parts of a call. All but wrap_up add up to the carrier's duration, exactly."""

    assistant: int = 0
    ring: int = 0
    queue: int = 0
    secretary: int = 0
    hold: int = 0
    wrap_up: int = 0


# With whom, or in what, the caller is from that moment on. All else is the assistant's.
_PART_FROM = {
    EventKind.RING_STARTED: "ring",
    EventKind.QUEUED: "queue",
    EventKind.TAKEN: "secretary",
    EventKind.HELD: "hold",
    EventKind.RESUMED: "secretary",
    EventKind.RING_ENDED: "assistant",
    EventKind.ENDED: "assistant",
}
_ONLY_FROM_A_TALK = {EventKind.HELD: "secretary", EventKind.RESUMED: "hold"}
# What is cut last where clocks disagree: the work of people comes first.
_PARTS = ("secretary", "hold", "ring", "queue")


def seconds_of(moments: Iterable[Moment], duration_seconds: int) -> Seconds:
    """The parts of a call that lasted ``duration_seconds`` from answer to end.

    Waiting and ringing count after the call was answered only; talking with a person from the
    moment they are joined. Where clocks disagree, what would exceed the duration is cut.
    """
    ordered = sorted(moments, key=lambda moment: moment[1])
    answered_at = next((at for kind, at, _ in ordered if kind == EventKind.ANSWERED), None)
    found = dict.fromkeys(_PARTS, 0)
    part, since = "assistant", None
    for kind, at in _until_the_end(ordered):
        upcoming = _PART_FROM.get(kind)
        if upcoming is None or _ONLY_FROM_A_TALK.get(kind, part) != part:
            continue
        if part in found:
            found[part] += _whole(since, at, answered_at)
        part, since = upcoming, at
    left = duration_seconds
    for name in _PARTS:
        found[name] = min(found[name], left)
        left -= found[name]
    return Seconds(assistant=left, **found, wrap_up=_wrap_up(ordered))


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
