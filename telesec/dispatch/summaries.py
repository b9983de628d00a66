"""Summaries: what each contact of the client is told when a call has ended."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.calls.call import Call, Disposition
from telesec.clients.client import Client
from telesec.dispatch.telling import chosen, tell
from telesec.dispatch.wording import Told, subject_of, text_of
from telesec.messages.message import Message, Recording
from telesec.notifications.notification import NotificationKind

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
    for contact in told.client.contacts:
        language = contact.language
        tell(
            db,
            contact,
            call_id=call.id,
            kind=NotificationKind.SUMMARY,
            channels=chosen(contact),
            subject=subject_of(told, language),
            sms=text_of(told, language, with_transcript=False),
            email=text_of(told, language, with_transcript=True),
            once_key=f"summary:{call.id}",
            now=now,
        )


def what_to_tell(db: Session, call: Call) -> Told:
    """The message and the appointments that came of a call."""
    message = db.scalar(
        select(Message).where(Message.call_id == call.id).order_by(Message.id).limit(1)
    )
    booked = db.scalars(
        select(Appointment)
        .where(Appointment.call_id == call.id, Appointment.status == AppointmentStatus.CONFIRMED)
        .order_by(Appointment.starts_at)
    ).all()
    seconds = db.scalar(select(Recording.seconds).where(Recording.call_id == call.id)) or 0
    client = db.get_one(Client, call.client_id)
    return Told(client, call.started_at, message, tuple(booked), seconds)
