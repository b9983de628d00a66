"""Free time: which starts are free for a kind of appointment, and which to offer a caller.

Opening hours are wall time in the client's zone, appointments are instants; a search is one
select of what is taken and one walk along it. The database has the last word: a slot found here
can be gone a moment later, and booking.hold() then raises SlotTaken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from heapq import merge
from itertools import islice
from math import ceil
from typing import NamedTuple

from sqlalchemy import BigInteger, and_, bindparam, cast, extract, or_, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.practitioner import AppointmentType, Practitioner

Window = tuple[datetime, datetime]

# No appointment takes longer, buffers included; so a search need not look further back.
LONGEST = timedelta(hours=24)
_A_DAY = 24 * 60 * 60

# A search reads the first week, then a month and so on: most callers take something soon.
FIRST_LOOK = 8 * _A_DAY
NEXT_LOOKS = 31 * _A_DAY

FINEST_STEP = 5 * 60  # seconds
USUAL_STEPS = (15, 10, 5)  # minutes
MIDDAY = 13  # o'clock; the hour at which a secretary's morning becomes afternoon


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time for one kind of appointment with one practitioner. UTC instants."""

    practitioner_id: int
    appointment_type_id: int
    starts_at: datetime
    ends_at: datetime


class _Shape(NamedTuple):
    """What one appointment of the kind takes, and where it may start. Seconds."""

    before: int
    length: int
    after: int
    step: int  # starts are so far apart, counted from the opening
    packed: bool  # one behind the other, rather than every start there is


class _Wish(NamedTuple):
    """Starts wanted: from ``first``, before ``end``; or at ``first`` only when both are equal.

    Unix times, as everywhere in the walk: it is twice as fast with whole numbers.
    """

    first: int
    end: int


def free_slots(
    db: Session,
    kind: AppointmentType,
    practitioners: Sequence[Practitioner],
    windows: Sequence[Window],
    now: datetime,
    *,
    limit: int | None = 3,
    step_minutes: int | None = None,
) -> list[Slot]:
    """The earliest free slots; of equal times, in the order of ``practitioners``.

    ``windows`` are UTC: a slot starts at or after a window's start and before its end; a window
    whose start is its end means exactly that start; no window at all means any time the kind's
    notice and horizon allow. The appointment itself lies within one opening range; its buffers
    need only be free of other appointments and holds that have not expired.

    Starts lie on a grid counted from the opening of the range: of 15, 10 or 5 minutes, the
    longest that divides the appointment with its buffers, so that 20-minute visits are 10
    minutes apart at least. They are given one behind the other from the beginning of each gap,
    because that leaves the fewest scraps. With ``step_minutes`` every free start on that grid
    is given, for a person who chooses by hand. An exact start must lie on the 5-minute grid.

    Raises ValueError when a practitioner is not of the kind's client.
    """
    found = _search(db, kind, practitioners, windows, now, step_minutes=step_minutes)
    return list(islice(found, limit))


def offers(
    db: Session,
    kind: AppointmentType,
    practitioners: Sequence[Practitioner],
    windows: Sequence[Window],
    now: datetime,
    *,
    limit: int = 3,
) -> list[Slot]:
    """A choice as a good secretary gives it: the earliest slot, then others well apart.

    A wide wish gets the first slot of each of the next ``limit`` half-days that have any; a
    narrow one gets slots spread over what is free in it. No time is offered twice. In order.
    """
    if not practitioners:
        return []
    zone = practitioners[0].client.zone
    half_days: dict[tuple[date, bool], list[Slot]] = {}
    for slot in _search(db, kind, practitioners, windows, now):
        same_half_day = half_days.setdefault(_half_day(slot, zone), [])
        if not same_half_day or same_half_day[-1].starts_at != slot.starts_at:
            same_half_day.append(slot)
        if len(half_days) >= limit:
            break
    return _spread(list(half_days.values()), limit)


def _half_day(slot: Slot, zone: tzinfo) -> tuple[date, bool]:
    local = slot.starts_at.astimezone(zone)
    return local.date(), local.hour >= MIDDAY


def _spread(groups: list[list[Slot]], limit: int) -> list[Slot]:
    """``limit`` slots in all, as evenly from each group as it can give, well apart within it."""
    shares = [0] * len(groups)
    wanted = min(limit, sum(map(len, groups)))
    while sum(shares) < wanted:
        for position, group in enumerate(groups):
            if sum(shares) < wanted and shares[position] < len(group):
                shares[position] += 1
    return [
        group[nth * len(group) // share]
        for group, share in zip(groups, shares, strict=True)
        for nth in range(share)
    ]


def _search(
    db: Session,
    kind: AppointmentType,
    practitioners: Sequence[Practitioner],
    windows: Sequence[Window],
    now: datetime,
    *,
    step_minutes: int | None = None,
) -> Iterator[Slot]:
    """All free slots, earliest first, found as they are asked for."""
    if any(practitioner.client_id != kind.client_id for practitioner in practitioners):
        raise ValueError("a practitioner belongs to another client than the kind of appointment")
    active = [practitioner for practitioner in practitioners if practitioner.active]
    shape = _shape(kind, step_minutes)
    if not active or shape.before + shape.length + shape.after > _A_DAY:
        return
    for wishes in _looks(_wishes(kind, windows, now), active[0].client.zone):
        taken = _taken(db, active, wishes, shape, now)
        walks = (_walk(whom, kind, shape, wishes, taken[whom.id]) for whom in active)
        yield from merge(*walks, key=lambda slot: slot.starts_at)


def _shape(kind: AppointmentType, step_minutes: int | None) -> _Shape:
    minutes = kind.buffer_before_minutes + kind.minutes + kind.buffer_after_minutes
    step = step_minutes or next((s for s in USUAL_STEPS if minutes % s == 0), USUAL_STEPS[-1])
    return _Shape(
        kind.buffer_before_minutes * 60,
        kind.minutes * 60,
        kind.buffer_after_minutes * 60,
        step * 60,
        packed=step_minutes is None,
    )


def _wishes(kind: AppointmentType, windows: Sequence[Window], now: datetime) -> list[_Wish]:
    """The windows within notice and horizon, in order, those that meet made one."""
    earliest = _unix(now + timedelta(minutes=kind.notice_minutes))
    latest = _unix(now + timedelta(days=kind.horizon_days))
    wishes: list[_Wish] = []
    for start, end in sorted(windows or [(now, now + timedelta(days=kind.horizon_days))]):
        wish = _Wish(_unix(start), _unix(end))
        if start < end:
            wish = _Wish(max(wish.first, earliest), min(wish.end, latest))
        if wish.first > wish.end or (start < end and wish.first == wish.end):
            continue
        if not earliest <= wish.first <= latest:
            continue
        if wishes and wish.first <= wishes[-1].end:
            last = wishes.pop()
            wish = _Wish(last.first, max(last.end, wish.end))
        wishes.append(wish)
    return wishes


def _unix(instant: datetime) -> int:
    """Whole seconds, rounded up: the first that is not before the instant."""
    return ceil(instant.timestamp())


def _looks(wishes: list[_Wish], zone: tzinfo) -> Iterator[list[_Wish]]:
    """The wishes cut into stretches of time that are read one after the other."""
    until = _midnight(wishes[0].first + FIRST_LOOK, zone) if wishes else 0
    look: list[_Wish] = []
    for wish in wishes:
        rest = wish
        while rest.end > until:
            if rest.first < until:
                look.append(_Wish(rest.first, until))
                rest = _Wish(until, rest.end)
            if look:
                yield look
            look = []
            until = _midnight(rest.first + NEXT_LOOKS, zone)
        look.append(rest)
    if look:
        yield look


def _midnight(unix: int, zone: tzinfo) -> int:
    """The beginning of that local day: no opening goes on over it, so none is cut in two."""
    day = datetime.fromtimestamp(unix, zone).date()
    return _unix(datetime.combine(day, time(), zone))


# What takes time: the confirmed, and holds that have not expired. Made once, because making
# the statement takes as long as running it.
_blocking = (
    select(
        Appointment.practitioner_id,
        cast(extract("epoch", Appointment.blocked_from), BigInteger),
        cast(extract("epoch", Appointment.blocked_until), BigInteger),
    )
    .where(
        Appointment.practitioner_id.in_(bindparam("practitioner_ids", expanding=True)),
        # With the index, so not by blocked_until.
        Appointment.blocked_from > bindparam("start"),
        Appointment.blocked_from < bindparam("end"),
        or_(
            Appointment.status == AppointmentStatus.CONFIRMED,
            and_(
                Appointment.status == AppointmentStatus.HELD,
                Appointment.hold_expires_at > bindparam("now"),
            ),
        ),
    )
    .order_by(Appointment.blocked_from)
)


def _taken(
    db: Session,
    practitioners: Sequence[Practitioner],
    wishes: Sequence[_Wish],
    shape: _Shape,
    now: datetime,
) -> dict[int, list[tuple[int, int]]]:
    """What blocks each practitioner, in order of time."""
    start = datetime.fromtimestamp(wishes[0].first - shape.before, UTC)
    end = datetime.fromtimestamp(wishes[-1].end + shape.length + shape.after + 1, UTC)
    taken: dict[int, list[tuple[int, int]]] = {whom.id: [] for whom in practitioners}
    parameters = {
        "practitioner_ids": list(taken),
        "start": start - LONGEST,
        "end": end,
        "now": now,
    }
    for practitioner_id, blocked_from, blocked_until in db.execute(_blocking, parameters):
        taken[practitioner_id].append((blocked_from, blocked_until))
    return taken


def _walk(
    practitioner: Practitioner,
    kind: AppointmentType,
    shape: _Shape,
    wishes: Sequence[_Wish],
    taken: Sequence[tuple[int, int]],
) -> Iterator[Slot]:
    """The free slots of one practitioner, in order."""
    position = 0  # in ``taken``; starts only rise, so it never goes back
    for wish, opens, closes in _openings(practitioner, wishes):
        start = _next_start(shape, wish, opens, closes, wish.first)
        while start is not None:
            while position < len(taken) and taken[position][1] <= start - shape.before:
                position += 1
            free_from = start + shape.length + shape.after
            if position < len(taken) and taken[position][0] < free_from:
                lowest = taken[position][1] + shape.before
            else:
                starts_at = datetime.fromtimestamp(start, UTC)
                ends_at = datetime.fromtimestamp(start + shape.length, UTC)
                yield Slot(practitioner.id, kind.id, starts_at, ends_at)
                lowest = free_from + shape.before if shape.packed else start + shape.step
            start = _next_start(shape, wish, opens, closes, lowest)


def _openings(
    practitioner: Practitioner, wishes: Sequence[_Wish]
) -> Iterator[tuple[_Wish, int, int]]:
    """Every opening of the days a wish touches, as Unix times."""
    zone, hours = practitioner.client.zone, practitioner.opening_hours
    house = practitioner.client.opening_hours
    for wish in wishes:
        first_day = datetime.fromtimestamp(wish.first, zone).date()
        last_day = datetime.fromtimestamp(wish.end, zone).date()
        for opens, closes in hours.between(first_day, last_day, zone):
            if not hours.closed_with(house, opens.astimezone(zone).date()):
                yield wish, _unix(opens), _unix(closes)


def _next_start(shape: _Shape, wish: _Wish, opens: int, closes: int, lowest: int) -> int | None:
    """The first start on the grid, not before ``lowest``, that fits the wish and the opening."""
    exact = wish.first == wish.end
    step = FINEST_STEP if exact and shape.packed else shape.step
    start = opens if lowest <= opens else opens - (opens - lowest) // step * step
    if start + shape.length > closes:
        return None
    return start if (start == wish.first if exact else start < wish.end) else None
