"""Waiting for a person: the caller hears how it goes, may leave a message, and is joined."""

from datetime import timedelta

from telesec.assistant.conversation import Conversation
from telesec.assistant.recording_notice import is_recorded
from telesec.calls.call import EventKind
from telesec.calls.leg import Leg, accepted_leg, let_go_all, room_of
from telesec.calls.lifecycle import note
from telesec.calls.waiting import (
    WaitEnd,
    Waiting,
    begin_waiting,
    end_waiting,
    is_over,
    place_of,
    waiting_of,
)
from telesec.values.conversation import HeardKind, Hold, Join, Prompt, Sentence, Sound

TOLD_EVERY = timedelta(seconds=25)
TWO = 2
JOINED_SOON = 30  # seconds in which a promise that is not written down is kept


def wait_for_person(
    c: Conversation,
    why: str,
    announce: Sentence,
    *,
    limit_seconds: int,
    ring_seconds: int,
    sound: Sound = Sound.WAIT,
    promise_seconds: int = JOINED_SOON,
) -> Prompt:
    """Let the caller wait; the worker rings people meanwhile, all who are free together."""
    begin_waiting(
        c.db,
        c.call,
        urgent=c.state.urgent,
        announce=announce,
        promise_seconds=promise_seconds,
        ring_seconds=ring_seconds,
        limit_seconds=limit_seconds,
        now=c.now,
    )
    c.state.waits_for, c.state.wait_sound, c.state.told_at = why, sound, c.now
    kind = EventKind.RING_STARTED if sound == Sound.RING else EventKind.QUEUED
    note(c.db, c.call, kind, f"wait:{c.call.turn_number + 1}", c.now)
    if sound == Sound.WAIT:
        c.phrase("wait_key")
    return c.then(Hold(sound=sound))


def still_waiting(c: Conversation) -> Prompt | WaitEnd:
    """What a caller who waits hears now; or how the waiting has ended."""
    c.state.waited_turns += 1
    waiting = waiting_of(c.db, c.call.id)
    if waiting is None or waiting.end:
        return _left(c, waiting.end if waiting and waiting.end else WaitEnd.NOBODY)
    leg = accepted_leg(c.db, c.call.id)
    if leg:
        return _joined(c, waiting, leg)
    if c.heard.kind == HeardKind.DIGITS:
        return _ended(c, waiting, WaitEnd.MESSAGE)
    if is_over(c.db, waiting, c.now):
        return _ended(c, waiting, WaitEnd.NOBODY)
    if waiting.is_unwatched(c.now):
        return _ended(c, waiting, WaitEnd.UNWATCHED)
    _tell_place(c, waiting)
    return c.then(Hold(sound=Sound(c.state.wait_sound)))


def _tell_place(c: Conversation, waiting: Waiting) -> None:
    """Now and then, where they stand. Who expects the telephone to ring hears it ring."""
    told = c.state.told_at or waiting.since
    if c.state.wait_sound == Sound.RING or c.now - told < TOLD_EVERY:
        return
    c.state.told_at = c.now
    place = place_of(c.db, waiting)
    if place > TWO:
        c.phrase("wait_several", ahead=str(place - 1))
    else:
        c.phrase("wait_next" if place < TWO else "wait_one")
    c.phrase("wait_key")


def _joined(c: Conversation, waiting: Waiting, leg: Leg) -> Prompt:
    end_waiting(waiting, WaitEnd.JOINED, c.now)
    leg.joined_at, leg.joined_turn = c.now, c.call.turn_number + 1
    c.state.ring_for, c.state.ring_left = c.state.waits_for, []
    c.state.waits_for = ""
    note(c.db, c.call, EventKind.TAKEN, f"taken:{leg.joined_turn}", c.now, leg=leg.leg_sid or "")
    return c.then(Join(room=room_of(c.call, leg), recorded=is_recorded(c)))


def _ended(c: Conversation, waiting: Waiting, end: WaitEnd) -> WaitEnd:
    end_waiting(waiting, end, c.now)
    let_go_all(c.db, c.call, c.now)
    return _left(c, end)


def _left(c: Conversation, end: WaitEnd) -> WaitEnd:
    c.state.waits_for = ""
    note(c.db, c.call, EventKind.RING_ENDED, f"waited:{c.call.turn_number}", c.now)
    return end
