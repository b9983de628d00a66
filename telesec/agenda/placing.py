"""Where a slot would lie in an agenda, and whether it is plainly taken: before anything is locked.

Most of those who want a time that somebody has are told so here, by two looks and without making
anybody wait. Whoever passes takes the lock, and then the guard in the database decides.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.free_time import Slot
from telesec.agenda.places import place_id_at
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.taken import LONGEST
from telesec.clients.client import Client
from telesec.prepared import Prepared

NOBODYS_CALL = 0

_kinds = AppointmentType.__table__.c
_practitioners = Practitioner.__table__.c
_clients = Client.__table__.c
_table = Appointment.__table__.c

_rules = Prepared(
    select(
        _kinds.buffer_before_minutes,
        _kinds.buffer_after_minutes,
        _practitioners.elsewhere,
        _clients.time_zone,
    )
    .join(Practitioner.__table__, _practitioners.client_id == _kinds.client_id)
    .join(Client.__table__, _clients.id == _kinds.client_id)
    .where(
        _kinds.id == bindparam("kind_id"),
        _kinds.client_id == bindparam("client_id"),
        _practitioners.id == bindparam("practitioner_id"),
    )
)

_standing = Prepared(
    select(_table.id)
    .where(
        _table.practitioner_id == bindparam("practitioner_id"),
        _table.blocked_from > bindparam("earliest"),
        _table.blocked_from < bindparam("until"),
        _table.blocked_until > bindparam("since"),
        or_(
            _table.status == AppointmentStatus.CONFIRMED,
            and_(
                _table.status == AppointmentStatus.HELD,
                _table.hold_expires_at > bindparam("now"),
                _table.call_id != bindparam("call_id"),
            ),
        ),
    )
    .limit(1)
)


def placed(db: Session, slot: Slot, client_id: int) -> dict[str, Any]:
    """The columns of an appointment in that slot, with the buffers of its kind and its place.

    Raises LookupError when practitioner or kind are not of this client, ValueError when the slot
    ends before it starts or is longer than a day.
    """
    found = _rules.first(
        db,
        {
            "kind_id": slot.appointment_type_id,
            "practitioner_id": slot.practitioner_id,
            "client_id": client_id,
        },
    )
    if found is None:
        raise LookupError("no such practitioner and kind of appointment for this client")
    before, after, elsewhere, zone = found
    blocked_from = slot.starts_at - timedelta(minutes=before)
    blocked_until = slot.ends_at + timedelta(minutes=after)
    if slot.ends_at <= slot.starts_at or blocked_until - blocked_from > LONGEST:
        raise ValueError("an appointment ends after it starts, and within a day")
    place_id = place_id_at(db, client_id, ZoneInfo(zone), elsewhere, slot.starts_at)
    return {
        "practitioner_id": slot.practitioner_id,
        "appointment_type_id": slot.appointment_type_id,
        "place_id": place_id,
        "starts_on": slot.starts_at.astimezone(ZoneInfo(zone)).date(),
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "blocked_from": blocked_from,
        "blocked_until": blocked_until,
    }


def plainly_taken(
    db: Session, place: dict[str, Any], now: datetime, call_id: int | None = None
) -> bool:
    """Whether somebody else has that time as of now: an appointment, or a hold of another call."""
    since, until = place["blocked_from"], place["blocked_until"]
    asked = {
        "practitioner_id": place["practitioner_id"],
        "earliest": since - LONGEST,
        "since": since,
        "until": until,
        "now": now,
        "call_id": call_id or NOBODYS_CALL,
    }
    return _standing.first(db, asked) is not None
