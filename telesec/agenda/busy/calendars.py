"""Other calendars of practitioners: named, found again, taken away; and what collides with them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import Interval, delete, func, literal, select
from sqlalchemy.orm import Session, joinedload

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.busy.calendar import LONGEST_TIME, BusyCalendar, BusyTime, CalendarKind
from telesec.agenda.practitioner import Practitioner
from telesec.gateways.outside_http import LONGEST_ADDRESS, OutsideError, host_of
from telesec.values.sealed import SealBroken, seal, unseal

PURPOSE = "busy calendar"  # for which what opens one is sealed
LONGEST_LABEL = 100
LONGEST_USER = 200
LONGEST_PASSWORD = 500
MOST_OF_ONE = 10  # calendars of one practitioner
MOST_CONFLICTS = 200


class BadCalendar(ValueError):
    """A calendar that cannot be read like that; the text is one of our words for why."""


class Access(BaseModel):
    """Where a calendar is, and what opens it. All of it is secret."""

    url: str = Field(repr=False)
    user: str = Field(default="", repr=False)
    password: str = Field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Named:
    """What a person says of a calendar."""

    label: str
    kind: CalendarKind
    access: Access
    tentative_is_free: bool = False


def check_access(kind: CalendarKind, access: Access) -> str:
    """The host to show. Raises BadCalendar: ``address``, ``long``, or ``user`` without one."""
    if len(access.url) > LONGEST_ADDRESS:
        raise BadCalendar("long")
    try:
        host = host_of(access.url)
    except OutsideError as error:
        raise BadCalendar("address") from error
    if access.password and not access.user:
        raise BadCalendar("user")
    if kind == CalendarKind.CALDAV and not access.user and "@" not in access.url:
        raise BadCalendar("user")
    return host[:255]


def put_calendar(
    db: Session,
    practitioner: Practitioner,
    named: Named,
    *,
    secret_key: str,
    now: datetime,
    from_file: bool = False,
) -> bool:
    """Read this calendar for the practitioner from now on; whether anything is new in that.

    The label names it: given again, it is the same calendar, with another address perhaps. What
    was known of it stays until it is read anew. Raises BadCalendar, also ``many``.
    """
    host = check_access(named.kind, named.access)
    row = db.scalar(
        select(BusyCalendar).where(
            BusyCalendar.practitioner_id == practitioner.id, BusyCalendar.label == named.label
        )
    )
    if row and from_file == row.from_file and _is_same(row, named, secret_key):
        return False
    if row is None:
        if _how_many(db, practitioner) >= MOST_OF_ONE:
            raise BadCalendar("many")
        row = BusyCalendar(practitioner_id=practitioner.id, label=named.label, created_at=now)
        db.add(row)
    row.client_id, row.from_file = practitioner.client_id, from_file
    row.kind, row.host, row.tentative_is_free = named.kind, host, named.tentative_is_free
    row.sealed = seal(named.access.model_dump_json(), secret_key, PURPOSE)
    read_anew(row, now)
    db.flush()
    return True


def _how_many(db: Session, practitioner: Practitioner) -> int:
    query = select(func.count()).where(BusyCalendar.practitioner_id == practitioner.id)
    return db.scalar(query) or 0


def _is_same(row: BusyCalendar, named: Named, secret_key: str) -> bool:
    try:
        access = access_of(row, secret_key)
    except SealBroken:
        return False
    said = (named.kind, named.access, named.tentative_is_free)
    return (row.kind, access, row.tentative_is_free) == said


def access_of(calendar: BusyCalendar, secret_key: str) -> Access:
    """What opens it: never log or show it. Raises SealBroken when the house's key is another."""
    try:
        return Access.model_validate_json(unseal(calendar.sealed, secret_key, PURPOSE))
    except ValidationError as error:
        raise SealBroken("not an access") from error


def read_anew(calendar: BusyCalendar, now: datetime) -> None:
    """Have it read as soon as can be, whole, whatever its server says has not changed."""
    calendar.next_read_at = now
    # Who reads it now reads something else, and shall not keep it.
    calendar.claimed_until, calendar.claim = None, (calendar.claim or 0) + 1
    calendar.etag = calendar.last_modified = calendar.mark = calendar.fingerprint = ""


def remove_calendar(db: Session, calendar: BusyCalendar) -> None:
    """Read it no more; the times it took are free again, and its secrets are gone."""
    # The calendar first, then the agenda: in the order in which a reader locks them.
    db.execute(select(BusyCalendar.id).where(BusyCalendar.id == calendar.id).with_for_update())
    lock_agenda(db, calendar.practitioner_id)
    db.execute(delete(BusyTime).where(BusyTime.calendar_id == calendar.id))
    db.execute(delete(BusyCalendar).where(BusyCalendar.id == calendar.id))
    db.expunge(calendar)


def lock_agenda(db: Session, practitioner_id: int) -> None:
    """Nobody books with this practitioner until the commit: what is busy may change."""
    db.execute(
        select(Practitioner.id)
        .where(Practitioner.id == practitioner_id)
        .with_for_update(key_share=True)
    )


def calendars_of(db: Session, client_ids: Collection[int]) -> list[BusyCalendar]:
    """The calendars read for these clients, by practitioner and label."""
    return list(
        db.scalars(
            select(BusyCalendar)
            .join(BusyCalendar.practitioner)
            .where(BusyCalendar.client_id.in_(client_ids))
            .options(joinedload(BusyCalendar.practitioner), joinedload(BusyCalendar.client))
            .order_by(Practitioner.client_id, Practitioner.position, BusyCalendar.label)
        )
    )


def calendar_of(db: Session, client_ids: Collection[int], calendar_id: int) -> BusyCalendar | None:
    """That calendar, if it is one of these clients'."""
    return db.scalar(
        select(BusyCalendar)
        .where(BusyCalendar.id == calendar_id, BusyCalendar.client_id.in_(client_ids))
        .options(joinedload(BusyCalendar.client))
    )


@dataclass(frozen=True, slots=True)
class Conflict:
    """An appointment that stands where a calendar says busy: somebody must decide."""

    appointment: Appointment
    calendar: BusyCalendar


def conflicts_of(
    db: Session, client_ids: Collection[int], now: datetime, limit: int = MOST_CONFLICTS
) -> list[Conflict]:
    """Coming appointments that busy time has landed on, in order of time.

    Those that somebody put there, or left there, expressly are none.
    """
    look_back = literal(LONGEST_TIME + timedelta(hours=1), Interval())
    on_sqlite = db.get_bind().dialect.name == "sqlite"
    earliest: Any = (
        func.datetime(Appointment.blocked_from, "-25 hours")
        if on_sqlite
        else Appointment.blocked_from - look_back
    )
    rows = db.execute(
        select(Appointment, BusyCalendar)
        .join(
            BusyTime,
            (BusyTime.practitioner_id == Appointment.practitioner_id)
            & (BusyTime.starts_at > earliest)
            & (BusyTime.starts_at < Appointment.blocked_until)
            & (BusyTime.ends_at > Appointment.blocked_from),
        )
        .join(BusyCalendar, BusyCalendar.id == BusyTime.calendar_id)
        .where(
            Appointment.client_id.in_(client_ids),
            # Most practitioners have no other calendar: their appointments need no look.
            Appointment.practitioner_id.in_(select(BusyCalendar.practitioner_id)),
            Appointment.starts_at > now,
            Appointment.status == AppointmentStatus.CONFIRMED,
            Appointment.despite_busy.is_(False),
        )
        .options(joinedload(Appointment.practitioner), joinedload(Appointment.client))
        .order_by(Appointment.starts_at, Appointment.id, BusyCalendar.id)
        .limit(limit)
    )
    found = {(one.id, other.id): Conflict(one, other) for one, other in rows}
    return list(found.values())


def keep_despite_busy(appointment: Appointment) -> None:
    """Somebody has seen the conflict, and the appointment stands: it is told no more."""
    appointment.despite_busy = True


def failing_calendars(db: Session, client_ids: Collection[int], least: int) -> list[BusyCalendar]:
    """Calendars that could not be read ``least`` times in a row, longest first."""
    return list(
        db.scalars(
            select(BusyCalendar)
            .where(BusyCalendar.client_id.in_(client_ids), BusyCalendar.failures >= least)
            .options(joinedload(BusyCalendar.practitioner), joinedload(BusyCalendar.client))
            .order_by(BusyCalendar.failing_since, BusyCalendar.id)
        )
    )
