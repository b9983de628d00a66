"""Mending an appointment: cancelled by mistake it stands again, misheard it is put right."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import and_
from sqlalchemy.orm import Session

from telesec.agenda.addresses import replace_address
from telesec.agenda.agendas import agenda_changed
from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import (
    BY_THE_HOUSE,
    LONGEST_NOTES,
    NotBooked,
    guarded,
    named,
    swap,
)
from telesec.agenda.change import ChangedBy, ChangeKind, note_change
from telesec.agenda.clearing import clear_the_way
from telesec.agenda.free_time import Slot
from telesec.agenda.locks import lock_agendas
from telesec.values.telephone import E164


def restore(
    db: Session, appointment: Appointment, now: datetime, by: ChangedBy = BY_THE_HOUSE
) -> None:
    """Let a cancelled appointment stand again at its time. One that stands stays as it is.

    It comes back under the guard of every booking: raises SlotTaken or one of its kinds when its
    time is no longer free, and then nothing has changed; NotBooked for a hold.
    """
    lock_agendas(db, appointment.client_id)
    db.refresh(appointment)
    if appointment.status == AppointmentStatus.HELD:
        raise NotBooked
    if appointment.status == AppointmentStatus.CONFIRMED:
        return
    clear_the_way(db, _slot(appointment), appointment.client_id, now)
    with guarded(db):
        swap(
            db,
            and_(
                Appointment.id == appointment.id,
                Appointment.status == AppointmentStatus.CANCELLED,
            ),
            status=AppointmentStatus.CONFIRMED,
            sequence=Appointment.sequence + 1,
            updated_at=now,
        )
    db.refresh(appointment)
    began = appointment.starts_at
    note_change(db, appointment, ChangeKind.RESTORED, by, now=now, started_at=began)
    agenda_changed(db, {appointment.practitioner_id}, now)


def _slot(appointment: Appointment) -> Slot:
    return Slot(
        appointment.practitioner_id,
        appointment.appointment_type_id,
        appointment.starts_at,
        appointment.ends_at,
    )


def correct(
    db: Session,
    appointment: Appointment,
    *,
    caller_name: str,
    telephone: E164 | None,
    email: str | None,
    birth_date: date | None,
    notes: str,
    now: datetime,
    by: ChangedBy = BY_THE_HOUSE,
    email_shown: str | None = None,
) -> bool:
    """Put right who comes, their number, e-mail address (checked), date of birth or the notes;
    whether anything differed.

    Another address, or none, replaces the old one wherever this person has it; one that is still
    ``email_shown`` (of the form it comes from, "" for none) leaves what the caller has given since.
    Calendar programs see it as a revision, not as another time. Raises NotBooked unless it stands.
    """
    lock_agendas(db, appointment.client_id)
    db.refresh(appointment)
    if appointment.status != AppointmentStatus.CONFIRMED:
        raise NotBooked
    if email_shown is not None and (email or "") == email_shown:
        email = appointment.email
    wanted: dict[str, Any] = {
        **named(caller_name),
        "telephone": telephone,
        "email": email,
        "birth_date": birth_date,
        "notes": notes[:LONGEST_NOTES],
    }
    if all(getattr(appointment, name) == value for name, value in wanted.items()):
        return False
    if email != appointment.email:
        wanted["email_by_link"] = False
        if appointment.email:
            replace_address(db, appointment, email)
    swap(db, Appointment.id == appointment.id, **wanted, updated_at=now)
    db.refresh(appointment)
    note_change(db, appointment, ChangeKind.CORRECTED, by, now=now)
    agenda_changed(db, {appointment.practitioner_id}, now)
    return True
