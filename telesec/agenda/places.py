"""Where an appointment is: the practitioner's usual place, or another of the client's."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from telesec.agenda.agendas import agenda_changed
from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.place import Place
from telesec.values.language import Language, text_in


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
