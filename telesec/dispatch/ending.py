"""The end of a call: holds go, the disposition is settled, the summary is queued.

Facts may still come in after the end (a recording, the end of a ring): then the disposition is
settled again, and a summary that has not gone out yet is written anew. Any order, one result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, delete, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import release_holds
from telesec.agenda.change import AppointmentChange
from telesec.agenda.practitioner import AppointmentType
from telesec.agenda.waiting_list import WaitingEntry
from telesec.calls.call import Call, CallStatus, Disposition, EventKind
from telesec.calls.leg import Leg, LegEnd, end_leg, let_go, open_legs_of
from telesec.calls.lifecycle import Exchange, Happening, exchanges_of, finish, happenings_of
from telesec.calls.transcript import transcript_of
from telesec.calls.waiting import WaitEnd, Waiting, end_waiting, waiting_of
from telesec.dispatch.summaries import summarise
from telesec.dispatch.urgent import alert_urgent
from telesec.messages.late_words import is_bare
from telesec.messages.message import Message, MessageStatus, Urgency
from telesec.messages.taking import add_answer, add_subject, add_words, draft_of
from telesec.notifications.notification import DeliveryStatus, Notification, NotificationKind
from telesec.prepared import Prepared
from telesec.values.conversation import HeardKind, Listen
from telesec.values.language import Language, text_in
from telesec.values.telephone import E164

# What ends a call without a message, by the assistant's own word.
TOLD_BY_ITSELF = frozenset({Disposition.INFORMATION, Disposition.WRONG_NUMBER, Disposition.SPAM})

MISSED = "missed"  # once_key of the fault: a call that never reached us

FEWEST_WORDS = 2
FEWEST_ANSWERS = 2  # where keys speak for the caller; one alone may be a slip of the finger
UNFINISHED = {
    Language.FR: "Rendez-vous demandé, non confirmé",
    Language.EN: "Appointment asked for, not confirmed",
}
BY_KEYS = {
    Language.FR: "Demandé par les touches du téléphone : {type}",
    Language.EN: "Asked for by the keys of the telephone: {type}",
}
BETWEEN = " / "  # of what was said in one sentence and in the next
SAID_SINCE = {Language.FR: "Dit ensuite : ", Language.EN: "Said afterwards: "}
SAID_ALSO = {Language.FR: "Dit aussi : ", Language.EN: "Also said: "}


def end_call(
    db: Session, call: Call, status: CallStatus, duration_seconds: int, now: datetime
) -> None:
    """The carrier says the call is over. Said again, it changes nothing."""
    db.flush()  # what is looked for below may still wait to be written
    if finish(db, call, status, duration_seconds, now):
        there = _look(db, call)
        if there.holds:
            release_holds(db, call_id=call.id)
        if there.waits or there.legs:
            _let_go_of_people(db, call, now)
        _settle(db, call, there, now)


def _let_go_of_people(db: Session, call: Call, now: datetime) -> None:
    """Nobody is rung for a caller who has gone; whoever talked with them talks no more."""
    waiting = waiting_of(db, call.id)
    if waiting:
        end_waiting(waiting, WaitEnd.HUNG_UP, now)
    for leg in open_legs_of(db, call.id):
        if leg.leg_sid is None and leg.placed_at:  # dialled by the caller's own document
            end_leg(leg, LegEnd.TALKED if leg.joined_at else LegEnd.LET_GO, now)
        elif leg.joined_at is None:
            let_go(leg, now)


def settle(db: Session, call: Call, now: datetime) -> None:
    """Bring an ended call's disposition, message and unsent summary up to its facts."""
    if call.status.is_final:
        db.flush()
        _settle(db, call, _look(db, call), now)


def _settle(db: Session, call: Call, there: "_There", now: datetime) -> None:
    facts = _Facts(exchanges_of(db, call), happenings_of(db, call), there.booked)
    with db.no_autoflush:  # the message is not waiting to be written
        message = _message_of(db, call) if there.message else None
    message = _what_was_left(db, call, facts, message, now)
    if message:
        _say_what_led_to(message, call, facts)
        _say_who(message, call)
    if call.disposition_by_id is None:
        call.disposition = _disposition(call, facts, message)
    if message:
        message.transcript = transcript_of(facts.exchanges, call.client.language)
        if call.disposition == Disposition.TRANSFER:
            message.status = MessageStatus.COMPLETE  # what was left unsaid was told to a person
        if message.urgency == Urgency.URGENT:
            alert_urgent(db, message, now)
    if there.summary:
        _take_back_unsent(db, call)
    summarise(db, call, message, now, booked=there.booked, listed=there.listed)


def _message_of(db: Session, call: Call) -> Message | None:
    of_call = select(Message).where(Message.call_id == call.id, Message.taken_by_id.is_(None))
    return db.scalar(of_call)


def _take_back_unsent(db: Session, call: Call) -> None:
    db.execute(
        delete(Notification).where(
            Notification.call_id == call.id,
            Notification.kind == NotificationKind.SUMMARY,
            Notification.status == DeliveryStatus.QUEUED,
            Notification.attempts == 0,
        )
    )


class _There(NamedTuple):
    """What there is of a call, seen in one look: most calls have little of it."""

    holds: bool
    waits: bool
    legs: bool
    booked: bool
    listed: bool
    message: bool
    summary: bool


def _any(column: InstrumentedAttribute[Any], *conditions: ColumnElement[bool]) -> Any:
    return exists().where(column == bindparam("call_id"), *conditions)


_IN_ONE_LOOK = Prepared(
    select(
        _any(Appointment.call_id, Appointment.status == AppointmentStatus.HELD),
        _any(Waiting.call_id),
        _any(Leg.call_id, Leg.ended_at.is_(None)),
        or_(
            _any(Appointment.call_id, Appointment.status != AppointmentStatus.HELD),
            _any(AppointmentChange.call_id),
        ),
        or_(_any(WaitingEntry.call_id), _any(WaitingEntry.ended_by_call_id)),
        _any(Message.call_id, Message.taken_by_id.is_(None)),
        _any(Notification.call_id, Notification.kind == NotificationKind.SUMMARY),
    )
)


def _look(db: Session, call: Call) -> _There:
    found = _IN_ONE_LOOK.first(db, {"call_id": call.id})
    return _There(*(found or ()))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a call has come to so far."""

    exchanges: Sequence[Exchange]
    happenings: Sequence[Happening]
    has_booked: bool


def _disposition(call: Call, facts: _Facts, message: Message | None) -> Disposition:
    if any(one.kind == EventKind.TAKEN for one in facts.happenings):
        return Disposition.TRANSFER
    if facts.has_booked:
        return Disposition.APPOINTMENT
    if message and message.status == MessageStatus.COMPLETE:
        return Disposition.MESSAGE
    if any(one.once_key == MISSED for one in facts.happenings):
        return Disposition.MISSED
    if message and (message.body or message.recorded_words):
        return Disposition.MESSAGE
    outcome = call.state.get("outcome")
    if outcome in TOLD_BY_ITSELF:
        return Disposition(outcome)
    return Disposition.DEAD_AIR if _was_silent(facts) else Disposition.HUNG_UP


def _was_silent(facts: _Facts) -> bool:
    """Whether we listened, and nothing at all came. Not to refuse a recording is no silence."""
    kinds = {
        one.heard.kind
        for before, one in pairwise(facts.exchanges)
        if not (isinstance(before.prompt.then, Listen) and not before.prompt.then.speech)
    }
    return HeardKind.SILENCE in kinds and not kinds & {HeardKind.SPEECH, HeardKind.DIGITS}


def _what_was_left(
    db: Session, call: Call, facts: _Facts, message: Message | None, now: datetime
) -> Message | None:
    """The message, with what the caller said before the end if it led to nothing else; a partial
    one where there was none.

    Such as an appointment half-way, by words or by keys: what is known of it, the name and the
    number. A key alone, bare answers and those who have heard what they wanted to know leave none.
    """
    happened = _disposition(call, facts, None)
    begun_anew = _turns_left(call) is not None  # since something was done
    if happened != Disposition.HUNG_UP and (not begun_anew or happened == Disposition.TRANSFER):
        return message
    said, notes = _said_in_vain(call, facts), _notes_left(call)
    told = bool(notes) or sum(len(text.split()) for text in said) >= FEWEST_WORDS
    by_keys = not (told or message or begun_anew) and _has_asked_by_keys(call, facts)
    if message is None and (told or by_keys):
        message = draft_of(db, call, now)
        if by_keys:
            _say_by_keys(db, message, call)
        _put_in(message, call, said)
        db.flush()
    elif message and told and (begun_anew or _was_broken_off(call, message)):
        _add(message, call, notes, said)
    return message


def _was_broken_off(call: Call, message: Message) -> bool:
    """Whether an appointment was being made as a danger was told: the message begins with that."""
    of_it = message.status == MessageStatus.PARTIAL and message.urgency == Urgency.URGENT
    return of_it and call.state.get("type_id") is not None


def _say_by_keys(db: Session, message: Message, call: Call) -> None:
    kind, language = db.get(AppointmentType, call.state["type_id"]), call.client.language
    if kind:
        add_answer(message, BY_KEYS[language].format(type=text_in(kind.names, language)))


def _has_asked_by_keys(call: Call, facts: _Facts) -> bool:
    """Whether keys have led to an appointment of some kind, and the caller can be called back."""
    number = call.state.get("callback_number") or call.caller_number
    if call.state.get("type_id") is None or not number:
        return False
    kinds = [one.heard.kind for one in facts.exchanges]
    answers = kinds.count(HeardKind.DIGITS) + kinds.count(HeardKind.SPEECH)
    return HeardKind.DIGITS in kinds and answers >= FEWEST_ANSWERS


def _turns_left(call: Call) -> list[int] | None:
    """The answers that led to nothing since something was done; None while nothing was."""
    turns: list[int] | None = call.state.get("open_turns")
    return turns


def _notes_left(call: Call) -> list[str]:
    """What was noted for the client, and has not gone along with anything yet."""
    pending = call.state.get("answers", [])
    return [line for line in call.state.get("noted", []) if line in pending]


def _said_in_vain(call: Call, facts: _Facts) -> list[str]:
    """All that the caller said but bare answers, since something was done."""
    turns = _turns_left(call)
    said = [
        one.heard.text
        for number, one in enumerate(facts.exchanges)
        if one.heard.kind == HeardKind.SPEECH and (turns is None or number in turns)
    ]
    under_way = call.state.get("under_way", "") if turns is not None else ""
    said += [] if any(under_way in text for text in said) else [under_way]
    return [text for text in said if not is_bare(text)]


def _not_yet_in(message: Message, said: Sequence[str]) -> str:
    """What of it the message does not say already; one word alone may be there by chance, unless
    it stands by itself, as it was written when this was settled before.
    """
    body = message.body
    for since in (*SAID_SINCE.values(), *SAID_ALSO.values()):
        body = body.replace(since, "")
    alone = {part for line in body.splitlines() for part in line.split(BETWEEN)}
    new = [text for text in said if text not in (body if " " in text.strip() else alone)]
    return BETWEEN.join(new)


def _put_in(message: Message, call: Call, said: Sequence[str]) -> None:
    """Those words, and all else that the call knows: answers, what for, who, and where they are."""
    for line in call.state.get("answers", []):
        add_answer(message, line)
    add_words(message, _not_yet_in(message, said))
    if not message.subject:
        _say_what_for(message, call)
    number = call.state.get("callback_number")
    message.callback_number = E164(number) if number else call.caller_number


def _add(message: Message, call: Call, notes: Sequence[str], said: Sequence[str]) -> None:
    """What was said after a message that was taken, or before it was begun; once, however often
    this is settled.
    """
    label = SAID_ALSO if _turns_left(call) is None else SAID_SINCE
    for line in notes:
        add_answer(message, line)
    words = _not_yet_in(message, said)
    if words:
        add_answer(message, f"{label[call.client.language]}{words}")
        _say_what_for(message, call)


def _say_what_for(message: Message, call: Call) -> None:
    """An appointment that was asked for; not one that was made before the rest was said."""
    half_way = _turns_left(call) is None or call.state.get("field")
    if call.state.get("type_id") is not None and half_way:
        add_subject(message, UNFINISHED[call.client.language])


def _say_who(message: Message, call: Call) -> None:
    """As far as it was told at all, be it after the message was begun, or for an appointment."""
    named = call.state.get("caller_name") or call.state.get("own_name")
    message.caller_name = message.caller_name or named


def _say_what_led_to(message: Message, call: Call, facts: _Facts) -> None:
    """Who was not understood and left a recording has told something before: it goes with it."""
    if message.recording_sid and not message.body:
        _put_in(message, call, _said_in_vain(call, facts))
