"""Appointments found again: by time, by id, by the call that made or changed them, by person."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.change import AppointmentChange
from telesec.agenda.names import is_alike


def appointments_between(
    db: Session,
    client_ids: Collection[int],
    start: datetime,
    end: datetime,
    statuses: Collection[AppointmentStatus] = (AppointmentStatus.CONFIRMED,),
) -> list[Appointment]:
    """These clients' appointments that start in ``[start, end)``, in order of time."""
    return _found(
        db,
        Appointment.client_id.in_(client_ids),
        Appointment.starts_at >= start,
        Appointment.starts_at < end,
        Appointment.status.in_(statuses),
    )


def appointment_of(
    db: Session, client_ids: Collection[int], appointment_id: int
) -> Appointment | None:
    """That appointment, if it is one of these clients'."""
    found = _found(db, Appointment.id == appointment_id, Appointment.client_id.in_(client_ids))
    return found[0] if found else None


def made_or_changed_by(db: Session, call_id: int) -> list[Appointment]:
    """The appointments a call has made, moved or cancelled, in order of time."""
    changed = select(AppointmentChange.appointment_id).where(AppointmentChange.call_id == call_id)
    return _found(
        db,
        or_(Appointment.call_id == call_id, Appointment.id.in_(changed)),
        Appointment.status != AppointmentStatus.HELD,
    )


def appointments_of_person(
    db: Session,
    client_id: int,
    name: str,
    now: datetime,
    *,
    telephone: str | None = None,
    born_on: date | None = None,
) -> list[Appointment]:
    """The coming appointments of a person: by name, and by number or date of birth as well.

    Of these two the one that is given must be the appointment's, to the letter; without either
    nothing is found. Names need only be alike, for a recogniser wrote them; where both have a
    first name it must be alike too, so that a family on one number is kept apart.
    """
    proof: list[ColumnElement[bool]] = []
    if telephone is not None:
        proof.append(Appointment.telephone == telephone)
    if born_on is not None:
        proof.append(Appointment.birth_date == born_on)
    if not proof:
        return []
    coming = _found(
        db,
        Appointment.client_id == client_id,
        Appointment.status == AppointmentStatus.CONFIRMED,
        Appointment.starts_at > now,
        *proof,
    )
    return [one for one in coming if one.caller_name and is_alike(name, one.caller_name)]


def _found(db: Session, *conditions: ColumnElement[bool]) -> list[Appointment]:
    return list(
        db.scalars(
            select(Appointment)
            .where(*conditions)
            .options(*_with_whom_and_what())
            .order_by(Appointment.starts_at, Appointment.id)
        )
    )


def _with_whom_and_what() -> Iterable[Any]:
    return joinedload(Appointment.practitioner), joinedload(Appointment.appointment_type)
