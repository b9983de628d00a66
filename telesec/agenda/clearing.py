"""Clearing away holds that have expired, by whoever wants their time."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, bindparam, delete, or_, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.free_time import Slot
from telesec.agenda.resource import sharing_with
from telesec.prepared import Prepared


def expired(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """Holds that block nobody any more as of ``now``."""
    return and_(Appointment.status == AppointmentStatus.HELD, Appointment.hold_expires_at <= now)


def _in_its_way(client_id: Any, practitioner_id: Any, kind_id: Any) -> ColumnElement[bool]:
    """What an appointment may meet: on its practitioner, or on its resources."""
    return and_(
        Appointment.client_id == client_id,
        or_(
            Appointment.practitioner_id == practitioner_id,
            Appointment.appointment_type_id.in_(sharing_with(kind_id)),
        ),
    )


# Whether there are any: for nearly every booking there are none.
expired_holds = Prepared(
    select(Appointment.id)
    .where(
        expired(bindparam("now")),
        _in_its_way(
            bindparam("client_id"),
            bindparam("practitioner_id"),
            bindparam("appointment_type_id", type_=Integer),
        ),
    )
    .limit(1)
)


def clear_the_way(db: Session, slot: Slot, client_id: int, now: datetime) -> None:
    """Delete the expired holds that the slot meets: on its practitioner or its resources."""
    in_its_way = _in_its_way(client_id, slot.practitioner_id, slot.appointment_type_id)
    delete_holds(db, and_(expired(now), in_its_way))


def delete_holds(db: Session, which: ColumnElement[bool]) -> int:
    """Delete them; how many there were."""
    result: Any = db.execute(
        delete(Appointment).where(which).execution_options(synchronize_session="fetch")
    )
    return int(result.rowcount)
