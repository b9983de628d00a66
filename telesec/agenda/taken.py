"""What is taken: the one place where all that keeps a practitioner from being booked is read.

Appointments and holds, with their buffers; what other calendars take; the times at which no room
or van is left that the kind needs; the days that have as many of the kind as they may. (Absences
close the practice like its hours do: see openings.py.) All as Unix times, for one walk along it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.busy.calendar import busy_spans
from telesec.agenda.practitioner import AppointmentType
from telesec.agenda.resource import Resource, type_resources
from telesec.prepared import Prepared, unix_seconds

Interval = tuple[int, int]

# No appointment takes longer, buffers included; so a search need not look further back.
LONGEST = timedelta(hours=24)


class Looked(NamedTuple):
    """What a search looks at: whose agenda, from when to when, as of now."""

    client_id: int
    start: datetime
    end: datetime
    now: datetime
    besides: int  # the id of an appointment that is to be moved, and so is in nobody's way; or 0


class Taken(NamedTuple):
    """What of one practitioner's time cannot be had."""

    blocked: Sequence[Interval]  # in order, and apart
    appointments: Sequence[Interval]  # those among them that are the practitioner's own
    full_days: frozenset[date]

    def booked_seconds(self, start: int, end: int) -> int:
        """How much of the time between these two is booked."""
        first = bisect_left(self.appointments, (start, start))
        return sum(
            min(until, end) - begins
            for begins, until in self.appointments[first : bisect_left(self.appointments, (end,))]
        )

    def touches(self, begins: int, until: int, nearly: int) -> bool:
        """Whether an appointment ends or begins less than ``nearly`` seconds beside that time."""
        place = bisect_right(self.appointments, (begins, until))
        before, behind = self.appointments[:place][-1:], self.appointments[place : place + 1]
        return any(begins - end < nearly for _, end in before) or any(
            start - until < nearly for start, _ in behind
        )


_table = Appointment.__table__.c
_from, _until = unix_seconds(_table.blocked_from), unix_seconds(_table.blocked_until)


def _stands() -> ColumnElement[bool]:
    """What takes time: the confirmed, and holds that have not expired."""
    return and_(
        _table.id != bindparam("besides"),
        or_(
            _table.status == AppointmentStatus.CONFIRMED,
            and_(
                _table.status == AppointmentStatus.HELD,
                _table.hold_expires_at > bindparam("now"),
            ),
        ),
    )


_blocking = Prepared(
    select(_from, _until)
    .where(
        _table.practitioner_id == bindparam("practitioner_id"),
        # With the index, so not by blocked_until.
        _table.blocked_from > bindparam("start"),
        _table.blocked_from < bindparam("end"),
        _stands(),
    )
    .order_by(_table.blocked_from)
)

_resources = Prepared(
    select(Resource.__table__.c.id, Resource.__table__.c.capacity)
    .join(type_resources, type_resources.c.resource_id == Resource.__table__.c.id)
    .where(type_resources.c.appointment_type_id == bindparam("appointment_type_id"))
)

_using = Prepared(
    select(_from, _until)
    .join(type_resources, type_resources.c.appointment_type_id == _table.appointment_type_id)
    .where(
        type_resources.c.resource_id == bindparam("resource_id"),
        _table.client_id == bindparam("client_id"),
        # With the index, so not by blocked_from.
        _table.starts_at > bindparam("start"),
        _table.starts_at < bindparam("end"),
        _stands(),
    )
    .order_by(_table.blocked_from)
)

_counted = Prepared(
    select(_table.starts_on)
    .where(
        _table.practitioner_id == bindparam("practitioner_id"),
        _table.appointment_type_id == bindparam("appointment_type_id"),
        _table.starts_on >= bindparam("first"),
        _table.starts_on <= bindparam("last"),
        _stands(),
    )
    .group_by(_table.starts_on)
    .having(func.count() >= bindparam("most"))
)


def taken(
    db: Session, kind: AppointmentType, practitioner_ids: Iterable[int], looked: Looked
) -> dict[int, Taken]:
    """What is taken of each of these practitioners' time, for that kind of appointment."""
    shared = _used_up(db, kind, looked)
    return {
        practitioner_id: _taken(db, kind, practitioner_id, looked, shared)
        for practitioner_id in practitioner_ids
    }


def _taken(
    db: Session,
    kind: AppointmentType,
    practitioner_id: int,
    looked: Looked,
    shared: Sequence[Interval],
) -> Taken:
    asked = {
        "practitioner_id": practitioner_id,
        "start": looked.start - LONGEST,
        "end": looked.end,
        "now": looked.now,
        "besides": looked.besides,
    }
    own = cast(list[Interval], _blocking.all(db, asked))
    busy = cast(list[Interval], busy_spans.all(db, asked))
    blocked = united([*own, *busy, *shared]) if busy or shared else own
    return Taken(blocked, own, _full_days(db, kind, practitioner_id, looked))


def _full_days(
    db: Session, kind: AppointmentType, practitioner_id: int, looked: Looked
) -> frozenset[date]:
    """The local days on which the practitioner has as many of the kind as may be."""
    if kind.most_a_day is None:
        return frozenset()
    asked = {
        "practitioner_id": practitioner_id,
        "appointment_type_id": kind.id,
        "first": (looked.start - LONGEST).date(),
        "last": (looked.end + LONGEST).date(),
        "now": looked.now,
        "besides": looked.besides,
        "most": kind.most_a_day,
    }
    return frozenset(day for (day,) in _counted.all(db, asked))


def _used_up(db: Session, kind: AppointmentType, looked: Looked) -> list[Interval]:
    """When nothing is left of a resource that the kind needs."""
    found: list[Interval] = []
    for resource_id, capacity in _resources.all(db, {"appointment_type_id": kind.id}):
        asked = {
            "resource_id": resource_id,
            "client_id": looked.client_id,
            "start": looked.start - LONGEST - LONGEST,
            "end": looked.end + LONGEST,
            "now": looked.now,
            "besides": looked.besides,
        }
        found += at_least(capacity, cast(list[Interval], _using.all(db, asked)))
    return found


def united(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time as intervals that are in order and apart."""
    apart: list[Interval] = []
    for begins, until in sorted(intervals):
        if apart and begins <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], until))
        else:
            apart.append((begins, until))
    return apart


def at_least(number: int, intervals: Iterable[Interval]) -> list[Interval]:
    """When so many of the intervals are going on at once."""
    edges = sorted(edge for a, b in intervals for edge in ((a, 1), (b, -1)))
    found: list[Interval] = []
    going_on = 0
    for at, step in edges:  # at the same moment, what ends comes before what begins
        if going_on == number - 1 and step == 1:
            found.append((at, at))
        going_on += step
        if going_on == number - 1 and step == -1:
            found[-1] = (found[-1][0], at)
    return [(begins, until) for begins, until in found if begins < until]
