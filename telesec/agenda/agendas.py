"""An agenda as a whole: locked before it is written to, counted once it has changed."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.copying import copy_changes
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.prepared import Prepared

_table = Practitioner.__table__
_last_change = Prepared(
    select(_table.c.agenda_changed_at).where(_table.c.id == bindparam("the_row"))
)
_count_change = Prepared(
    update(Practitioner)
    .where(_table.c.id == bindparam("the_row"))
    .values(agenda_version=_table.c.agenda_version + 1),
    "agenda_changed_at",
)


def agenda_changed(db: Session, practitioner_ids: Collection[int], now: datetime) -> None:
    """Tell the feeds, and the practitioners' own calendars.

    Two changes are a second apart at least: HTTP's Last-Modified is as fine.
    Whoever calls it has locked the agendas, so that no other change comes in between.
    """
    for practitioner_id in practitioner_ids:
        (last,) = _last_change.first(db, {"the_row": practitioner_id}) or (None,)
        this = now.replace(microsecond=0)
        changed_at = max(this, last + timedelta(seconds=1)) if last else this
        _count_change.run(db, {"the_row": practitioner_id, "agenda_changed_at": changed_at})
        known = db.identity_map.get(identity_key(Practitioner, practitioner_id))
        if known is not None:
            db.expire(known, ["agenda_version", "agenda_changed_at"])
    copy_changes(db, practitioner_ids, now)


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
