"""Summaries: what each contact of the client is told when a call has ended.

What only becomes known after the summary has gone out (a recording, late words) is told in
another one: it says the whole again, and that it does.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.looking_up import made_or_changed_by
from telesec.agenda.waiting_list import ended_by_call, put_by_call
from telesec.calls.call import Call, Disposition
from telesec.clients.client import Contact, SummaryDetail
from telesec.dispatch.telling import chosen, tell
from telesec.dispatch.wording import WORDS, Told, as_sms, subject_of, text_of
from telesec.messages.message import Message
from telesec.messages.recordings import recorded_seconds
from telesec.notifications.notification import (
    Channel,
    DeliveryStatus,
    Notification,
    NotificationKind,
)

# Nothing anybody needs to be told of.
UNTOLD = frozenset({Disposition.SPAM, Disposition.WRONG_NUMBER, Disposition.TEST})

TRANSCRIPT_COMES = timedelta(seconds=15)


def summarise(
    db: Session, call: Call, message: Message | None, now: datetime, *, booked: bool, listed: bool
) -> None:
    """Queue the summary of an ended call, in the transaction that settles it.

    ``message`` is the assistant's; what a secretary wrote down meanwhile was told when she did
    (hand_taken.py). ``booked``: whether the call made or changed appointments; ``listed``: whether
    it put somebody on the waiting list, or took somebody off it.
    Called again, it adds nothing that was queued or sent before, unless there is more to tell.
    A call that left none of these has no summary.
    """
    if not (message or booked or listed):
        return
    told = _what_to_tell(db, call, message, booked=booked, listed=listed)
    if call.disposition in UNTOLD or not told.anything:
        return
    # What was recorded is still being written down for a moment.
    waits = bool(told.message and told.message.recording_sid and told.client.voicemail_transcript)
    due_at = (call.ended_at or now) + TRANSCRIPT_COMES if waits else now
    knows, said = _who_knows(db, told, call), _said_during(db, call)
    for contact in told.client.contacts:
        sms = text_of(told, contact.language, with_transcript=False)
        email = text_of(told, contact.language, with_transcript=True)
        facts = hashlib.sha256(sms.encode()).hexdigest()[:12]
        earlier = _has_been_told(db, call, contact)
        again = WORDS[contact.language]["again"] if earlier else ""
        words = {
            Channel.SMS: (contact.mobile, as_sms(sms, contact.language)),
            Channel.EMAIL: (contact.email, email),
        }
        tell(
            db,
            contact,
            call_id=call.id,
            kind=NotificationKind.SUMMARY,
            channels=tuple(
                channel
                for channel in chosen(contact)
                if words[channel][0] not in knows and words[channel] not in said
            ),
            subject=again + subject_of(told, contact.language),
            sms=again + sms,
            email=again + email,
            once_key=f"summary:{call.id}:{facts}",
            now=now,
            due_at=due_at,
        )


def _has_been_told(db: Session, call: Call, contact: Contact) -> bool:
    """Whether a summary of this call has gone out to them, or is on its way."""
    one = select(Notification.id).where(
        Notification.call_id == call.id,
        Notification.once_key.like(f"summary:{call.id}:%:{contact.id}:%"),
    )
    return db.scalar(one.limit(1)) is not None


def _who_knows(db: Session, told: Told, call: Call) -> frozenset[str]:
    """Where all that the summary would say has been said during the call already."""
    kinds = []
    nothing_new = told.client.summary_detail == SummaryDetail.DISCREET and not told.appointments
    if told.is_urgent and (nothing_new or call.disposition == Disposition.TRANSFER):
        kinds.append(NotificationKind.URGENT)
    if not told.message and len(told.appointments) == 1:
        kinds.append(NotificationKind.APPOINTMENT)
    if not kinds or told.waiting or told.off_list:
        return frozenset()
    told_during = select(Notification.recipient).where(
        Notification.call_id == call.id, Notification.kind.in_(kinds)
    )
    return frozenset(db.scalars(told_during))


def _said_during(db: Session, call: Call) -> frozenset[tuple[str, str]]:
    """To whom what was told during the call, word for word, as far as it can still arrive."""
    told = select(Notification.recipient, Notification.body).where(
        Notification.call_id == call.id,
        Notification.kind == NotificationKind.URGENT,
        Notification.status != DeliveryStatus.UNDELIVERABLE,
    )
    return frozenset((recipient, body) for recipient, body in db.execute(told))


def _what_to_tell(
    db: Session, call: Call, message: Message | None, *, booked: bool, listed: bool
) -> Told:
    appointments = tuple(made_or_changed_by(db, call.id)) if booked else ()
    seconds = recorded_seconds(db, message) if message else 0
    off_list = tuple(ended_by_call(db, call.id)) if listed else ()
    put = put_by_call(db, call.id) if listed else ()
    waiting = tuple(one for one in put if one not in off_list)
    return Told(call.client, call.started_at, message, appointments, seconds, waiting, off_list)
