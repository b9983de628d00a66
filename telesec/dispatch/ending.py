"""The end of a call: holds go, the disposition is settled, the summary is queued.

Facts may still come in after the end (a recording, the end of a ring): then the disposition is
settled again, and a summary that has not gone out yet is written anew. Any order, one result.
"""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import release_holds
from telesec.calls.call import Call, CallEvent, CallStatus, Disposition, EventKind
from telesec.calls.lifecycle import finish, turns_of
from telesec.calls.transcript import transcript_of
from telesec.dispatch.summaries import summarise
from telesec.dispatch.urgent import alert_urgent
from telesec.messages.message import Message, MessageStatus, Urgency
from telesec.notifications.notification import DeliveryStatus, Notification, NotificationKind


def end_call(
    db: Session, call: Call, status: CallStatus, duration_seconds: int, now: datetime
) -> None:
    """The carrier says the call is over. Said again, it changes nothing."""
    if finish(db, call, status, duration_seconds, now):
        release_holds(db, call_id=call.id)
        settle(db, call, now)


def settle(db: Session, call: Call, now: datetime) -> None:
    """Bring an ended call's disposition, message and unsent summary up to its facts."""
    if not call.status.is_final:
        return
    message = db.scalar(
        select(Message).where(Message.call_id == call.id, Message.taken_by_id.is_(None))
    )
    if message:
        message.transcript = transcript_of(turns_of(db, call), message.client.language)
        if message.urgency == Urgency.URGENT:
            alert_urgent(db, message, now)
    if call.disposition_by_id is None:
        call.disposition = _disposition(db, call, message)
    if message and call.disposition == Disposition.TRANSFER:
        message.status = MessageStatus.COMPLETE  # what was left unsaid was told to a person
    db.execute(
        delete(Notification).where(
            Notification.call_id == call.id,
            Notification.kind == NotificationKind.SUMMARY,
            Notification.status == DeliveryStatus.QUEUED,
            Notification.attempts == 0,
        )
    )
    summarise(db, call, now)


def _disposition(db: Session, call: Call, message: Message | None) -> Disposition:
    taken = select(CallEvent.id).where(
        CallEvent.call_id == call.id, CallEvent.kind == EventKind.TAKEN
    )
    booked = select(Appointment.id).where(
        Appointment.call_id == call.id, Appointment.status != AppointmentStatus.HELD
    )
    if db.scalar(taken.limit(1)):
        return Disposition.TRANSFER
    if db.scalar(booked.limit(1)):
        return Disposition.APPOINTMENT
    if message and (message.status == MessageStatus.COMPLETE or message.body):
        return Disposition.MESSAGE
    informed = call.state.get("outcome") == Disposition.INFORMATION
    return Disposition.INFORMATION if informed else Disposition.HUNG_UP
