"""Telling both sides of an appointment: the client when it is near, the caller by SMS."""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.change import ChangeKind
from telesec.dispatch.near_appointments import tell_near_appointment
from telesec.dispatch.telling_callers import tell_caller


def tell_booked(db: Session, appointment: Appointment, now: datetime) -> None:
    """It has been made."""
    tell_near_appointment(db, appointment, now)
    tell_caller(db, appointment, ChangeKind.BOOKED, now)


def tell_moved(
    db: Session, appointment: Appointment, now: datetime, *, moved_from: datetime
) -> None:
    """It would have started at ``moved_from``."""
    tell_near_appointment(db, appointment, now, moved_from=moved_from)
    tell_caller(db, appointment, ChangeKind.MOVED, now)


def tell_cancelled(db: Session, appointment: Appointment, now: datetime) -> None:
    """It does not stand any more."""
    tell_near_appointment(db, appointment, now)
    tell_caller(db, appointment, ChangeKind.CANCELLED, now)
