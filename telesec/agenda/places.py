"""Where an appointment is: the practitioner's usual place, or another of the client's."""

from collections.abc import Collection, Iterable
from datetime import datetime, tzinfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from telesec.agenda.agendas import agenda_changed
from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.place import HoursElsewhere, Place
from telesec.agenda.practitioner import Practitioner
from telesec.values.language import Language, text_in


def place_id_at(
    db: Session,
    client_id: int,
    zone: tzinfo,
    elsewhere: Iterable[HoursElsewhere],
    starts_at: datetime,
) -> int | None:
    """The place at which somebody with such hours elsewhere is then; None: the usual one."""
    local = starts_at.astimezone(zone).replace(tzinfo=None)
    keys = [one.place for one in elsewhere if one.hours.open_at(local)]
    if not keys:
        return None
    return db.scalar(select(Place.id).where(Place.client_id == client_id, Place.key == keys[0]))


def address_at(db: Session, practitioner: Practitioner, starts_at: datetime) -> str:
    """Where that practitioner is then; empty when that is not known."""
    zone, elsewhere = practitioner.client.zone, practitioner.elsewhere
    place_id = place_id_at(db, practitioner.client_id, zone, elsewhere, starts_at)
    return db.get_one(Place, place_id).address if place_id else practitioner.place


def address_of(appointment: Appointment) -> str:
    """Where it is, for a calendar or a letter; empty when that is not known."""
    return appointment.place.address if appointment.place else appointment.practitioner.place


def place_named(appointment: Appointment, language: Language) -> str:
    """Where it is, as said behind its time ("à la clinique"); empty at the usual place."""
    return text_in(appointment.place.names, language) if appointment.place else ""


def place_has_moved(db: Session, place: Place, now: datetime) -> None:
    """Tell calendar programs that the coming appointments at that place are elsewhere now."""
    coming = (
        Appointment.place_id == place.id,
        Appointment.client_id == place.client_id,
        Appointment.status == AppointmentStatus.CONFIRMED,
        Appointment.ends_at > now,
    )
    concerned: Collection[int] = set(
        db.scalars(select(Appointment.practitioner_id).where(*coming).distinct())
    )
    db.execute(
        update(Appointment)
        .where(*coming)
        .values(sequence=Appointment.sequence + 1, updated_at=now)
        .execution_options(synchronize_session=False)
    )
    agenda_changed(db, concerned, now)
