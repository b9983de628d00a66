"""The end of a call: holds go, the disposition is settled, the summary is queued.

Facts may still come in after the end (a recording, the end of a ring): then the disposition is
settled again, and a summary that has not gone out yet is written anew. Any order, one result.
"""

import re
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
from telesec.messages.message import Message, MessageStatus, Urgency
from telesec.messages.taking import add_answer, add_words, draft_of
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
BARE = re.compile(
    r"(?:(?:oui|non|ok|d'accord|merci|au revoir|allô|allo|bonjour|euh|rien|bonne (?:journée|soirée)"
    r"|à bientôt|c'est tout|yes|no|thanks|thank you|goodbye|bye|hello)[ ,.!]*)*"
)
UNFINISHED = {
    Language.FR: "Rendez-vous demandé, non confirmé",
    Language.EN: "Appointment asked for, not confirmed",
}
BY_KEYS = {
    Language.FR: "Demandé par les touches du téléphone : {type}",
    Language.EN: "Asked for by the keys of the telephone: {type}",
}


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
    message = message or _what_was_left(db, call, facts, now)
    if message:
        _say_what_led_to(message, call, facts)
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


def _what_was_left(db: Session, call: Call, facts: _Facts, now: datetime) -> Message | None:
    """A partial message of what the caller said before hanging up, if it led to nothing else.

    Such as an appointment half-way, by words or by keys: what is known of it, the name and the
    number. A key alone, bare answers and those who have heard what they wanted to know leave none.
    """
    words = _words_said(facts)
    in_words = len(words.split()) >= FEWEST_WORDS
    by_keys = not in_words and _has_asked_by_keys(call, facts)
    told = in_words or by_keys
    if not told or _disposition(call, facts, None) != Disposition.HUNG_UP:
        return None
    message = draft_of(db, call, now)
    kind = db.get(AppointmentType, call.state["type_id"]) if by_keys else None
    if kind:
        language = call.client.language
        add_answer(message, BY_KEYS[language].format(type=text_in(kind.names, language)))
    _put_in(message, call, words)
    db.flush()
    return message


def _has_asked_by_keys(call: Call, facts: _Facts) -> bool:
    """Whether keys have led to an appointment of some kind, and the caller can be called back."""
    number = call.state.get("callback_number") or call.caller_number
    if call.state.get("type_id") is None or not number:
        return False
    kinds = [one.heard.kind for one in facts.exchanges]
    answers = kinds.count(HeardKind.DIGITS) + kinds.count(HeardKind.SPEECH)
    return HeardKind.DIGITS in kinds and answers >= FEWEST_ANSWERS


def _words_said(facts: _Facts) -> str:
    """All that the caller said but bare answers."""
    said = [one.heard.text for one in facts.exchanges if one.heard.kind == HeardKind.SPEECH]
    return " / ".join(text for text in said if not BARE.fullmatch(text.strip().lower()))


def _put_in(message: Message, call: Call, words: str) -> None:
    """Those words, and all else that the call knows: answers, what for, who, and where they are."""
    for line in call.state.get("answers", []):
        add_answer(message, line)
    add_words(message, words)
    if call.state.get("type_id") is not None and not message.subject:
        message.subject = UNFINISHED[call.client.language]
    message.caller_name = message.caller_name or call.state.get("caller_name")
    number = call.state.get("callback_number")
    message.callback_number = E164(number) if number else call.caller_number


def _say_what_led_to(message: Message, call: Call, facts: _Facts) -> None:
    """Who was not understood and left a recording has told something before: it goes with it."""
    if message.recording_sid and not message.body:
        _put_in(message, call, _words_said(facts))
