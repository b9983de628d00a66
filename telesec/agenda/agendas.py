"""An agenda as a whole: locked before it is written to, counted once it has changed."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.practitioner import AppointmentType, Practitioner


def lock_agendas(db: Session, client_id: int) -> None:
    """Lock the practitioners of this client, always in the same order, until the commit.

    All of them, because one call may hold slots of several: two calls that locked one after
    another in different orders would wait for each other. Their other rows may still refer to
    them (``FOR NO KEY UPDATE``). SQLite has one writer at a time and needs no lock.
    """
    if db.get_bind().dialect.name == "sqlite":
        return
    db.execute(
        select(Practitioner.id)
        .where(Practitioner.client_id == client_id)
        .order_by(Practitioner.id)
        .with_for_update(key_share=True)
    ).all()


def agenda_changed(db: Session, practitioner_ids: Collection[int], now: datetime) -> None:
    """Tell the feeds. Two changes are a second apart at least: HTTP's Last-Modified is as fine."""
    for practitioner in db.scalars(
        select(Practitioner)
        .where(Practitioner.id.in_(practitioner_ids))
        .execution_options(populate_existing=True)
    ):
        practitioner.agenda_version += 1
        last = practitioner.agenda_changed_at
        this = now.replace(microsecond=0)
        practitioner.agenda_changed_at = max(this, last + timedelta(seconds=1)) if last else this
    db.flush()


def move_to_another_place(db: Session, practitioner: Practitioner, now: datetime) -> None:
    """Tell calendar programs that the practitioner's coming appointments are elsewhere now: those
    at the usual place, which has moved.
    """
    db.execute(
        update(Appointment)
        .where(
            Appointment.practitioner_id == practitioner.id,
            Appointment.place_id.is_(None),
            Appointment.status == AppointmentStatus.CONFIRMED,
            Appointment.ends_at > now,
        )
        .values(sequence=Appointment.sequence + 1, updated_at=now)
        .execution_options(synchronize_session=False)
    )
    agenda_changed(db, {practitioner.id}, now)


def rename_kind(db: Session, kind: AppointmentType, now: datetime) -> None:
    """Tell calendar programs that coming appointments of this kind have another title."""
    db.execute(
        update(Appointment)
        .where(
            Appointment.appointment_type_id == kind.id,
            Appointment.status == AppointmentStatus.CONFIRMED,
            Appointment.ends_at > now,
        )
        .values(updated_at=now)
        .execution_options(synchronize_session=False)
    )
    agenda_changed(db, {whom.id for whom in kind.practitioners}, now)
