"""Answering: a call that reaches a line, and each answer of its caller, become a prompt."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from telesec.assistant.advancing import advance
from telesec.assistant.scripts_in_use import script_of
from telesec.calls.call import Call, EventKind
from telesec.calls.leg import Leg, LegEnd, end_leg, legs_of, open_legs_of, wish_leg
from telesec.calls.lifecycle import (
    answered,
    call_under_lock,
    claim_call_sid,
    has_happened,
    keep_turn,
    note,
    note_stray,
    prompt_of_turn,
    start,
    take_back,
)
from telesec.calls.script_versions import version_for
from telesec.clients.client import line_dialled
from telesec.messages.late_words import keep_late_words
from telesec.scripts.library import ScriptLibrary
from telesec.scripts.script import Script
from telesec.values.conversation import (
    HangUp,
    Heard,
    HeardKind,
    Hold,
    Join,
    Listen,
    Prompt,
    Refuse,
    Ring,
    RingOutcome,
)

RING_ENDS = {
    RingOutcome.TAKEN: LegEnd.TALKED,
    RingOutcome.PICKED_UP: LegEnd.NO_KEY,
    RingOutcome.REFUSED: LegEnd.NO_KEY,  # the key that refuses has told us itself
    RingOutcome.BUSY: LegEnd.BUSY,
    RingOutcome.NO_ANSWER: LegEnd.NO_ANSWER,
    RingOutcome.FAILED: LegEnd.FAILED,
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A call as the carrier announces it. Nothing but ``dialed_number`` decides the client."""

    call_sid: str
    dialed_number: str
    sent_from: str
    forwarded_from: str
    account_sid: str = ""  # the subaccount it came in by; empty: the account itself


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say now, and where."""

    prompt: Prompt
    call: Call
    turn: int


def take_call(
    db: Session, library: ScriptLibrary, incoming: Incoming, now: datetime
) -> Answer | None:
    """The first prompt of a call; None when nobody owns the number (it is noted all the same).

    Repeated, it gives the same first prompt and changes nothing.
    """
    claim_call_sid(db, incoming.call_sid)
    call = call_under_lock(db, incoming.call_sid)
    if call is not None:
        return _same_again(db, call, 0)
    line = line_dialled(db, incoming.dialed_number, incoming.account_sid)
    if line is None:
        note_stray(
            db,
            call_sid=incoming.call_sid,
            dialed_number=incoming.dialed_number,
            sent_from=incoming.sent_from,
            now=now,
        )
        return None
    text, script = library.text_and_script(line.client.script)
    wanted = (line.language, line.client.language, *script.languages)
    call = start(
        db,
        call_sid=incoming.call_sid,
        line=line,
        client=line.client,
        sent_from=incoming.sent_from,
        forwarded_from=incoming.forwarded_from,
        account_sid=incoming.account_sid,
        version=version_for(db, line.client.script, text, now),
        now=now,
        language=next((code for code in wanted if code in script.languages), None),
    )
    return _advanced(db, call, script, Heard(kind=HeardKind.CALL), now)


def take_turn(
    db: Session, call_sid: str, number: int, heard: Heard, now: datetime
) -> Answer | None:
    """The prompt after the caller's answer to prompt ``number``; None for an unknown call.

    Repeated, or come late, it gives what was answered then and changes nothing.
    """
    call = call_under_lock(db, call_sid)
    if call is None:
        return None
    if number != call.turn_number:
        return _same_again(db, call, min(number, call.turn_number))
    if call.status.is_final and heard.kind == HeardKind.SPEECH:
        return _place(call, keep_late_words(db, call, heard, now))
    heard = _fitting(db, call, heard, call.last_prompt, now)
    if call.status.is_final and heard.kind != HeardKind.RECORDING:
        return _place(call, Prompt(then=HangUp()))
    return _advanced(db, call, script_of(db, call), heard, now)


def note_taken(db: Session, call_sid: str, turn: int, leg_sid: str, now: datetime) -> bool:
    """A person rung at ``turn`` has pressed the accept key. True for the first, and for a
    repeat of the first; False when somebody else was quicker or the call is not known.
    """
    call = call_under_lock(db, call_sid)
    if call is None or has_happened(db, call, f"ring_over:{turn}"):
        return False  # the caller is no longer waiting for them
    answered(db, call, now)
    if note(db, call, EventKind.TAKEN, f"taken:{turn}", now, leg=leg_sid):
        for leg in open_legs_of(db, call.id):
            leg.picked_up_at = leg.accepted_at = leg.joined_at = now
        return True
    return has_happened(db, call, f"taken:{turn}", leg=leg_sid)


def note_refused(db: Session, call_sid: str, turn: int, now: datetime) -> None:
    """A person rung at ``turn`` has pressed the key to have a message taken: not rung again."""
    call = call_under_lock(db, call_sid)
    if call is None or call.turn_number != turn:
        return
    for leg in open_legs_of(db, call.id):
        end_leg(leg, LegEnd.REFUSED, now)


def ring_at(db: Session, call_sid: str, turn: int) -> Ring | None:
    """What is being rung at that turn of that call."""
    call = call_under_lock(db, call_sid)
    prompt = prompt_of_turn(db, call, turn) if call else None
    return prompt.then if prompt and isinstance(prompt.then, Ring) else None


def _fitting(db: Session, call: Call, heard: Heard, last: Prompt | None, now: datetime) -> Heard:
    """``heard`` as an answer to ``last``: the end of a ring is noted and judged; what cannot
    follow counts as silence.
    """
    then = last.then if last else None
    if heard.kind == HeardKind.RING_OVER and isinstance(then, Ring):
        outcome = _ring_outcome(db, call, then, heard, now)
        for leg in _rung(db, call, then):
            over = leg.ended_at or now
            if outcome == RingOutcome.TAKEN and leg.joined_at is None:
                began = max(leg.wished_at, over - timedelta(seconds=heard.ring_seconds))
                leg.picked_up_at = leg.picked_up_at or began
                leg.joined_at = began
            leg.ended_at, leg.end = over, RING_ENDS[outcome]
        note(db, call, EventKind.RING_ENDED, f"ring_over:{call.turn_number}", now)
        return heard.model_copy(update={"ring_outcome": outcome})
    if isinstance(then, Join) and heard.kind != HeardKind.RECORDING:
        return _talk_over(db, call, heard, now)
    expects_words = isinstance(then, Listen | Hold)
    is_words = heard.kind in {HeardKind.SPEECH, HeardKind.DIGITS, HeardKind.SILENCE}
    if heard.kind == HeardKind.RECORDING or is_words == expects_words:
        return heard
    return Heard(kind=HeardKind.SILENCE)


def _rung(db: Session, call: Call, ring: Ring) -> list[Leg]:
    """The legs of this ring; let go already where the word of the call's end came first."""
    return [
        leg
        for leg in legs_of(db, call.id)
        if leg.ended_at is None
        or (leg.end == LegEnd.LET_GO and leg.leg_sid is None and leg.telephone in ring.numbers)
    ]


def _talk_over(db: Session, call: Call, heard: Heard, now: datetime) -> Heard:
    """The talk in a room is over; or there was none, when the person hung up just before and the
    worker has called the caller back from the empty room.
    """
    talked = heard.kind == HeardKind.RING_OVER
    if not talked:
        take_back(db, call, f"taken:{call.turn_number}")
    for leg in legs_of(db, call.id):
        if leg.joined_turn == call.turn_number and not talked:
            leg.joined_at, leg.end = None, LegEnd.ACCEPTED
    note(db, call, EventKind.RING_ENDED, f"ring_over:{call.turn_number}", now)
    outcome = RingOutcome.TAKEN if talked else RingOutcome.FAILED
    return Heard(kind=HeardKind.RING_OVER, ring_outcome=outcome)


def _ring_outcome(db: Session, call: Call, ring: Ring, heard: Heard, now: datetime) -> RingOutcome:
    """Whether somebody talked with the caller. The carrier decides, where it says; else the
    accept key does, where one is asked for.
    """
    key, outcome = f"taken:{call.turn_number}", heard.ring_outcome
    if outcome == RingOutcome.PICKED_UP and ring.announce is None:
        outcome = RingOutcome.TAKEN
    if outcome == RingOutcome.PICKED_UP:
        return RingOutcome.TAKEN if has_happened(db, call, key) else RingOutcome.REFUSED
    if outcome == RingOutcome.TAKEN:
        # Only where the word that they accepted was lost does the carrier's count serve: it
        # runs from picking up, our own from the accept key.
        began = now - timedelta(seconds=heard.ring_seconds)
        note(db, call, EventKind.TAKEN, key, began)
    else:
        take_back(db, call, key)  # they accepted, but were never joined with the caller
    return outcome or RingOutcome.FAILED


def _advanced(db: Session, call: Call, script: Script, heard: Heard, now: datetime) -> Answer:
    prompt = advance(db, call, script, heard, now)
    keep_turn(db, call, heard, prompt, now)
    ring = prompt.then if isinstance(prompt.then, Ring) else None
    if not (ring and ring.before_answering) and not isinstance(prompt.then, Refuse):
        answered(db, call, now)
    if ring:
        note(db, call, EventKind.RING_STARTED, f"ring:{call.turn_number}", now)
        for number in ring.numbers:
            wish_leg(
                db, call, number, now, announce=ring.announce, seconds=ring.seconds, placed=True
            )
    return _place(call, prompt)


def _same_again(db: Session, call: Call, number: int) -> Answer:
    """What was answered to turn ``number``: the prompt that followed it."""
    prompt = prompt_of_turn(db, call, number + 1)
    if prompt is None:
        return _place(call, Prompt(then=HangUp()))
    return Answer(prompt, call, number + 1)


def _place(call: Call, prompt: Prompt) -> Answer:
    return Answer(prompt, call, call.turn_number)
