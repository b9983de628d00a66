"""What a caller may do by answering a reminder: the ordinary verbs, behind the caller's rules."""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import cancel
from telesec.agenda.by_link import ChangedMeanwhile, NotOpen
from telesec.agenda.change import ChangedBy, ChangeKind, note_change
from telesec.agenda.leaving_list import give_up_with
from telesec.agenda.locks import lock_agendas
from telesec.agenda.own_hand import acts_open
from telesec.agenda.reminder import Reminder
from telesec.clients.own_hand import OwnAct

BY_TEXT = ChangedBy(by_text=True)


def assure(db: Session, reminder: Reminder, now: datetime) -> None:
    """Its caller says that they will come. Said again, it changes nothing.

    Raises ChangedMeanwhile when it is not what they were reminded of.
    """
    appointment = _as_reminded(db, reminder)
    if appointment.status != AppointmentStatus.CONFIRMED:
        raise ChangedMeanwhile
    if reminder.assured_at is None:
        reminder.assured_at = now
        note_change(db, appointment, ChangeKind.ASSURED, BY_TEXT, now=now)


def cancel_by_text(db: Session, reminder: Reminder, now: datetime) -> bool:
    """Cancel it, as by the caller's link; whether that changed anything.

    Raises ChangedMeanwhile; NotOpen when the client's deadline is over, or it lets people do it.
    """
    appointment = _as_reminded(db, reminder)
    if appointment.status == AppointmentStatus.CANCELLED:
        return False
    if OwnAct.CANCEL not in acts_open(appointment, now):
        raise NotOpen
    cancel(db, appointment, now, BY_TEXT)
    give_up_with(db, appointment, now)
    return True


def _as_reminded(db: Session, reminder: Reminder) -> Appointment:
    """Nobody else changes it until the commit."""
    lock_agendas(db, reminder.client_id)
    db.refresh(reminder)
    db.refresh(reminder.appointment)
    if reminder.appointment.starts_at != reminder.starts_at:
        raise ChangedMeanwhile
    return reminder.appointment
