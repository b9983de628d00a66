"""Resolving a conflict: a person keeps our copy, takes the client's time, or cancels."""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.agenda.appointment import AppointmentStatus
from telesec.agenda.booking import cancel, move
from telesec.agenda.change import ChangedBy
from telesec.agenda.client_calendar import CalendarConflict, CopyStatus, Resolution
from telesec.agenda.conflict import settle
from telesec.agenda.free_time import Slot
from telesec.agenda.locks import lock_agendas, lock_calendar
from telesec.agenda.taken import LONGEST


class NoTimeToTake(Exception):
    """The client's copy has no time that an appointment could have."""


def keep_ours(db: Session, conflict: CalendarConflict, now: datetime, account_id: int) -> None:
    """Write our copy again, over what the client made of it, or where it was."""
    _write_next(db, conflict, Resolution.OURS, now, account_id)
    db.flush()


def take_theirs(db: Session, conflict: CalendarConflict, now: datetime, by: ChangedBy) -> None:
    """Move the appointment to the time that the client gave its copy.

    Raises SlotTaken or NotBooked as ``move`` does, or NoTimeToTake; then nothing has changed.
    """
    slot = their_slot(conflict)
    if slot is None:
        raise NoTimeToTake
    with db.begin_nested():
        _write_next(db, conflict, Resolution.THEIRS, now, by.account_id)
        db.flush()
        move(db, conflict.appointment, slot, now, by)


def give_up(db: Session, conflict: CalendarConflict, now: datetime, by: ChangedBy) -> None:
    """Cancel the appointment, and take out what is left of its copy."""
    _write_next(db, conflict, Resolution.CANCELLED, now, by.account_id)
    db.flush()
    if conflict.appointment.status != AppointmentStatus.CANCELLED:
        cancel(db, conflict.appointment, now, by)


def their_slot(conflict: CalendarConflict) -> Slot | None:
    """The time that the appointment could be moved to; None when the client's copy has none."""
    theirs, ours = conflict.theirs, conflict.appointment
    if theirs is None or theirs.all_day or theirs.repeats or theirs.cancelled:
        return None
    start, end = theirs.starts_at, theirs.ends_at
    if start is None or end is None or end <= start or end - start > LONGEST:
        return None
    if (start, end) == (ours.starts_at, ours.ends_at):
        return None
    return Slot(ours.practitioner_id, ours.appointment_type_id, start, end)


def _write_next(
    db: Session,
    conflict: CalendarConflict,
    resolution: Resolution,
    now: datetime,
    account_id: int | None,
) -> None:
    lock_agendas(db, conflict.client_id)
    lock_calendar(db, conflict.copy.calendar)
    settle(conflict, resolution, now, account_id)
    copy = conflict.copy
    copy.status, copy.next_attempt_at, copy.attempts = CopyStatus.WAITING, now, 0
