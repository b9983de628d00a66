"""Where a slot would lie in an agenda, and whether it is plainly taken: before anything is locked.

Most of those who want a time that somebody has are told so here, by two looks and without making
anybody wait. Whoever passes takes the lock, and then the guard in the database decides.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.clearing import expired_holds
from telesec.agenda.free_time import Slot
from telesec.agenda.locks import lock_agendas, lock_one_agenda
from telesec.agenda.places import place_id_at
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.resource import type_resources
from telesec.agenda.taken import LONGEST
from telesec.clients.client import Client
from telesec.prepared import Prepared, Step

NOBODYS_CALL = 0


class Place(NamedTuple):
    """Where an appointment lies in an agenda."""

    client_id: int
    columns: dict[str, Any]  # of the appointment
    is_limited: bool  # by the day or by a resource: then appointments with others count too


class Look(NamedTuple):
    """What there is where an appointment is to be, as seen by whoever has locked the agendas."""

    is_taken: bool
    has_expired: bool  # there are holds to be cleared away first


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
        or_(
            _kinds.most_a_day.is_not(None),
            select(type_resources.c.resource_id)
            .where(type_resources.c.appointment_type_id == _kinds.id)
            .exists(),
        ),
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


def placed(db: Session, slot: Slot, client_id: int) -> Place:
    """What an appointment in that slot takes, with the buffers of its kind, and where it is.

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
    before, after, elsewhere, zone, is_limited = found
    blocked_from = slot.starts_at - timedelta(minutes=before)
    blocked_until = slot.ends_at + timedelta(minutes=after)
    if slot.ends_at <= slot.starts_at or blocked_until - blocked_from > LONGEST:
        raise ValueError("an appointment ends after it starts, and within a day")
    place_id = place_id_at(db, client_id, ZoneInfo(zone), elsewhere, slot.starts_at)
    columns = {
        "practitioner_id": slot.practitioner_id,
        "appointment_type_id": slot.appointment_type_id,
        "place_id": place_id,
        "starts_on": slot.starts_at.astimezone(ZoneInfo(zone)).date(),
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "blocked_from": blocked_from,
        "blocked_until": blocked_until,
    }
    return Place(client_id, columns, bool(is_limited))


def plainly_taken(db: Session, place: Place, now: datetime, call_id: int | None = None) -> bool:
    """Whether somebody else has that time as of now: an appointment, or a hold of another call."""
    look, asked = _at_what_stands(place, now, call_id)
    return look.first(db, asked) is not None


def lock_and_look(
    db: Session, place: Place, now: datetime, call_id: int | None = None, *, alone: bool
) -> Look:
    """Lock the agendas and look again: whoever had to wait for them may have waited for the very
    one who took that time. ``alone``: no other agenda is changed in this transaction; then those
    who book with another practitioner need not wait, unless their appointments count as well.
    """
    columns = place.columns
    slot = {name: columns[name] for name in ("practitioner_id", "appointment_type_id")}
    expired = (expired_holds, slot | {"client_id": place.client_id, "now": now})
    looks = (_at_what_stands(place, now, call_id), expired)
    if alone and not place.is_limited:
        standing, gone = lock_one_agenda(db, columns["practitioner_id"], *looks)
    else:
        standing, gone = lock_agendas(db, place.client_id, *looks)
    return Look(is_taken=standing is not None, has_expired=gone is not None)


def _at_what_stands(place: Place, now: datetime, call_id: int | None) -> Step:
    since, until = place.columns["blocked_from"], place.columns["blocked_until"]
    return _standing, {
        "practitioner_id": place.columns["practitioner_id"],
        "earliest": since - LONGEST,
        "since": since,
        "until": until,
        "now": now,
        "call_id": call_id or NOBODYS_CALL,
    }
