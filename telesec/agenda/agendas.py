"""An agenda as a whole: locked before it is written to, counted once it has changed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key
from sqlalchemy.sql.functions import FunctionElement

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.client_calendar import ClientCalendar
from telesec.agenda.copying import copy_some, kept_calendar
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.prepared import Found, Prepared, Step, in_one_journey

_table = Practitioner.__table__.c


class a_second_later(FunctionElement[datetime]):
    """The instant that is given, or a second after the one in the column if that is later."""

    type = _table.agenda_changed_at.type
    inherit_cache = True
    name = "a_second_later"


@compiles(a_second_later)
def _greatest(element: Any, compiler: Any, **options: Any) -> str:
    column, instant = (compiler.process(one, **options) for one in element.clauses)
    return f"greatest({column} + interval '1 second', {instant})"


@compiles(a_second_later, "sqlite")
def _longest(element: Any, compiler: Any, **options: Any) -> str:
    column, instant = (compiler.process(one, **options) for one in element.clauses)
    after = f"strftime('%Y-%m-%d %H:%M:%S.000000', {column}, '+1 second')"
    return f"max(coalesce({after}, ''), {instant})"


_counting = Prepared(
    update(Practitioner)
    .where(_table.id == bindparam("the_row"))
    .values(
        agenda_version=_table.agenda_version + 1,
        agenda_changed_at=a_second_later(
            _table.agenda_changed_at, bindparam("at", type_=_table.agenda_changed_at.type)
        ),
    )
)


def agenda_changed(db: Session, practitioner_ids: Collection[int], now: datetime) -> None:
    """Tell the feeds, and the practitioners' own calendars.

    Two changes are a second apart at least: HTTP's Last-Modified is as fine.
    Whoever calls it has locked the agendas, so that no other change comes in between.
    """
    ids = list(practitioner_ids)
    steps = (step for practitioner_id in ids for step in counting(practitioner_id, now))
    found = in_one_journey(db, *steps)
    for practitioner_id, kept in zip(ids, found[1::2], strict=True):
        when_counted(db, practitioner_id, kept, now)


def counting(practitioner_id: int, now: datetime) -> tuple[Step, Step]:
    """The steps by which the feeds are told; what the second finds belongs to ``when_counted``."""
    return (
        (_counting, {"the_row": practitioner_id, "at": now.replace(microsecond=0)}),
        (kept_calendar, {"practitioner_id": practitioner_id}),
    )


def when_counted(db: Session, practitioner_id: int, kept: Found, now: datetime) -> None:
    """Tell the practitioner's own calendar, if there is one."""
    known = db.identity_map.get(identity_key(Practitioner, practitioner_id))
    if known is not None:
        db.expire(known, ["agenda_version", "agenda_changed_at"])
    if kept is not None:
        copy_some(db, db.get_one(ClientCalendar, kept[0]), now)


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
