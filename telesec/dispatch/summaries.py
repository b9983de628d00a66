"""Summaries: what each contact of the client is told when a call has ended."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.calls.call import Call, Disposition
from telesec.clients.client import Client, SummaryDetail
from telesec.dispatch.telling import chosen, tell
from telesec.dispatch.wording import Told, subject_of, text_of
from telesec.messages.message import Message, Recording
from telesec.notifications.notification import Channel, Notification, NotificationKind

# Nothing anybody needs to be told of.
UNTOLD = frozenset({Disposition.SPAM, Disposition.WRONG_NUMBER, Disposition.TEST})


def summarise(db: Session, call: Call, now: datetime) -> None:
    """Queue the summary of an ended call, in the transaction that settles it.

    Called again, it adds nothing that was queued or sent before. A call that left neither a
    message nor an appointment has no summary.
    """
    told = what_to_tell(db, call)
    if call.disposition in UNTOLD or not (told.message or told.appointments):
        return
    alerted = _alerted(db, call) if _alert_said_it_all(told, call) else frozenset()
    for contact in told.client.contacts:
        language = contact.language
        tell(
            db,
            contact,
            call_id=call.id,
            kind=NotificationKind.SUMMARY,
            channels=tuple(
                channel
                for channel in chosen(contact)
                if (contact.mobile if channel == Channel.SMS else contact.email) not in alerted
            ),
            subject=subject_of(told, language),
            sms=text_of(told, language, with_transcript=False),
            email=text_of(told, language, with_transcript=True),
            once_key=f"summary:{call.id}",
            now=now,
        )


def _alert_said_it_all(told: Told, call: Call) -> bool:
    """An alert went out during the call, and the summary would only say the same again."""
    nothing_new = told.client.summary_detail == SummaryDetail.DISCREET and not told.appointments
    return told.is_urgent and (nothing_new or call.disposition == Disposition.TRANSFER)


def _alerted(db: Session, call: Call) -> frozenset[str]:
    """Where alerts about this call have gone."""
    alerts = select(Notification.recipient).where(
        Notification.call_id == call.id, Notification.kind == NotificationKind.URGENT
    )
    return frozenset(db.scalars(alerts))


def what_to_tell(db: Session, call: Call) -> Told:
    """The message and the appointments that came of a call.

    What a secretary wrote down meanwhile was told when she did (hand_taken.py).
    """
    message = db.scalar(
        select(Message).where(Message.call_id == call.id, Message.taken_by_id.is_(None))
    )
    booked = db.scalars(
        select(Appointment)
        .where(Appointment.call_id == call.id, Appointment.status == AppointmentStatus.CONFIRMED)
        .order_by(Appointment.starts_at)
    ).all()
    sid = message.recording_sid if message else None
    seconds = db.scalar(select(Recording.seconds).where(Recording.recording_sid == sid)) or 0
    client = db.get_one(Client, call.client_id)
    return Told(client, call.started_at, message, tuple(booked), seconds)
