"""Free time: which starts are free for a kind of appointment, and which to offer a caller.

One search for everybody: the assistant, the console, whoever books by a link. Opening hours are
wall time in the client's zone, appointments are instants; a search reads what is taken and walks
along it once. The database has the last word: a slot found here can be gone a moment later, and
booking.hold() then raises SlotTaken.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from heapq import merge
from itertools import islice
from typing import NamedTuple

from sqlalchemy.orm import Session

from telesec.agenda.absence import AbsentSpan, absences_since
from telesec.agenda.openings import Opening, openings
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.agenda.taken import Looked, Taken, taken
from telesec.agenda.walk import Shape, walk
from telesec.agenda.wishes import A_DAY, Window, Wish, looks, unix_of, wishes_within
from telesec.values.opening_hours import unix

USUAL_STEPS = (15, 10, 5)  # minutes
MIDDAY = 13  # o'clock; the hour at which a secretary's morning becomes afternoon


class Slot(NamedTuple):
    """A free time for one kind of appointment with one practitioner. UTC instants."""

    practitioner_id: int
    appointment_type_id: int
    starts_at: datetime
    ends_at: datetime


class Moving(NamedTuple):
    """An appointment that is to be moved: in nobody's way, and not offered where it is."""

    appointment_id: int
    practitioner_id: int
    starts_at: datetime


# A free start: when; the seconds that are booked on that day; the practitioner's place among those
# asked for; the number of the wish it fulfils; whether it is next to another appointment, with a
# practitioner who likes that. So of equal times the one with the emptier day comes first.
_Found = tuple[int, int, int, int, bool]


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked for."""

    kind: AppointmentType
    people: Sequence[Practitioner]
    shape: Shape
    absent: Sequence[AbsentSpan]
    not_at: frozenset[int]  # starts
    moving: Moving | None
    now: datetime


def free_slots(
    db: Session,
    kind: AppointmentType,
    practitioners: Sequence[Practitioner],
    windows: Sequence[Window],
    now: datetime,
    *,
    limit: int | None = 3,
    step_minutes: int | None = None,
    not_those: Sequence[Window] = (),
    moving: Moving | None = None,
    at_least: timedelta = timedelta(0),
) -> list[Slot]:
    """The earliest free slots; of equal times, who has the emptier day comes first.

    ``windows`` are UTC: a slot starts at or after a window's start and before its end; a window
    whose start is its end means exactly that start; no window at all means any time the kind's
    notice and horizon allow. ``not_those`` are windows too, of starts that are not wanted: such
    as what a caller has just refused. ``moving`` is the appointment for which another time is
    sought. A slot is as long as the kind says, or ``at_least``: one that was given more time by
    hand keeps it when it is moved. The appointment itself lies within one opening range; its
    buffers need only be free of other appointments and holds that have not expired.

    Starts lie on a grid counted from the opening of the range: of 15, 10 or 5 minutes, the
    longest that divides the appointment with its buffers, so that 20-minute visits are 10
    minutes apart at least. They are given one behind the other from the beginning of each gap,
    because that leaves the fewest scraps; with a practitioner whose day is to be ``compact``,
    the last of a gap lies at its end. With ``step_minutes`` every free start on that grid is
    given, for a person who chooses by hand. An exact start must lie on the 5-minute grid.

    Raises ValueError when a practitioner is not of the kind's client.
    """
    search = _searched(
        db,
        kind,
        practitioners,
        now,
        not_those=not_those,
        moving=moving,
        at_least=at_least,
        step_minutes=step_minutes,
    )
    wishes = _wishes(kind, windows, now, not_those)
    found = _all_found(db, search, wishes, all_at_once=limit is None)
    return list(_slots(search, islice(found, limit)))


def offers(
    db: Session,
    kind: AppointmentType,
    practitioners: Sequence[Practitioner],
    windows: Sequence[Window],
    now: datetime,
    *,
    limit: int = 3,
    not_those: Sequence[Window] = (),
    moving: Moving | None = None,
    at_least: timedelta = timedelta(0),
) -> list[Slot]:
    """A choice as a good secretary gives it: the earliest slot, then others well apart.

    Of several windows apart from each other, each of the first ``limit`` that have any gives one
    at least; a wide one gets the first slot of each of the next half-days that have any; a
    narrow one gets slots spread over what is free in it. In a half-day of a practitioner whose
    day is to be ``compact``, only slots next to another appointment, if there are such. No time
    is offered twice. In order. For the arguments see free_slots.
    """
    search = _searched(
        db, kind, practitioners, now, not_those=not_those, moving=moving, at_least=at_least
    )
    wishes = _wishes(kind, windows, now, not_those)
    groups: dict[object, list[_Found]] = {}
    for found in _all_found(db, search, wishes, all_at_once=False):
        start, _, _, wish, _ = found
        key = wish if len(wishes) > 1 else _half_day(start, practitioners[0].client.zone)
        group = groups.setdefault(key, [])
        if not group or group[-1][0] != start:
            group.append(found)
        if len(groups) >= limit:
            break
    chosen = _spread([_kept_together(group) for group in groups.values()], limit)
    return list(_slots(search, chosen))


def _half_day(start: int, zone: tzinfo) -> object:
    local = datetime.fromtimestamp(start, zone)
    return local.date(), local.hour >= MIDDAY


def _kept_together(group: list[_Found]) -> list[_Found]:
    return [found for found in group if found[-1]] or group


def _slots(search: _Search, found: Iterable[_Found]) -> Iterator[Slot]:
    ids = [whom.id for whom in search.people]
    kind_id, length = search.kind.id, timedelta(seconds=search.shape.length)
    for start, _, place, _, _ in found:
        starts_at = datetime.fromtimestamp(start, UTC)
        yield Slot(ids[place], kind_id, starts_at, starts_at + length)


def _spread(groups: list[list[_Found]], limit: int) -> list[_Found]:
    """``limit`` starts in all, as evenly from each group as it can give, well apart within it."""
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


def _searched(
    db: Session,
    kind: AppointmentType,
    practitioners: Sequence[Practitioner],
    now: datetime,
    *,
    not_those: Sequence[Window],
    moving: Moving | None,
    at_least: timedelta,
    step_minutes: int | None = None,
) -> _Search:
    if any(practitioner.client_id != kind.client_id for practitioner in practitioners):
        raise ValueError("a practitioner belongs to another client than the kind of appointment")
    db.flush()  # what is taken is read past the session
    yesterday = (now - timedelta(days=1)).date()
    return _Search(
        kind,
        [practitioner for practitioner in practitioners if practitioner.active],
        _shape(kind, step_minutes, at_least),
        absences_since(db, kind.client_id, yesterday) if practitioners else [],
        frozenset(unix_of(begins) for begins, ends in not_those if begins == ends),
        moving,
        now,
    )


def _shape(kind: AppointmentType, step_minutes: int | None, at_least: timedelta) -> Shape:
    length = max(timedelta(minutes=kind.minutes), at_least) // timedelta(minutes=1)
    minutes = kind.buffer_before_minutes + length + kind.buffer_after_minutes
    step = step_minutes or next((s for s in USUAL_STEPS if minutes % s == 0), USUAL_STEPS[-1])
    return Shape(
        kind.buffer_before_minutes * 60,
        length * 60,
        kind.buffer_after_minutes * 60,
        step * 60,
        packed=step_minutes is None,
    )


def _wishes(
    kind: AppointmentType, windows: Sequence[Window], now: datetime, not_those: Sequence[Window]
) -> list[Wish]:
    earliest = now + timedelta(minutes=kind.notice_minutes)
    latest = now + timedelta(days=kind.horizon_days)
    return wishes_within(windows or [(now, latest)], earliest, latest, not_those)


def _all_found(
    db: Session, search: _Search, wishes: Sequence[Wish], *, all_at_once: bool
) -> Iterator[_Found]:
    """All that is free, earliest first, found as it is asked for."""
    shape, people = search.shape, search.people
    if not people or shape.before + shape.length + shape.after > A_DAY:
        return
    order = {wish.first: place for place, wish in enumerate(wishes)}
    begun = 0
    for look in looks(wishes, people[0].client.zone, all_at_once=all_at_once):
        numbered = []
        for wish in look:
            begun = order.get(wish.first, begun)  # the rest of one that was cut goes on with it
            numbered.append((begun, wish))
        there = taken(db, search.kind, [whom.id for whom in people], _looked(search, look))
        walks = [
            _found(search, place, numbered, there[whom.id]) for place, whom in enumerate(people)
        ]
        yield from merge(*walks) if len(walks) > 1 else walks[0]


def _looked(search: _Search, wishes: Sequence[Wish]) -> Looked:
    """The time that has to be known: a whole day to each side, to see what lies next to a slot
    and how full its day is.
    """
    return Looked(
        search.kind.client_id,
        datetime.fromtimestamp(wishes[0].first - search.shape.before, UTC),
        datetime.fromtimestamp(wishes[-1].end + A_DAY, UTC),
        search.now,
        search.moving.appointment_id if search.moving else 0,
    )


def _found(
    search: _Search, place: int, wishes: Sequence[tuple[int, Wish]], there: Taken
) -> Iterator[_Found]:
    """What is free of one practitioner's time, in order."""
    whom = search.people[place]
    not_at, several = search.not_at | _where_it_is(search.moving, whom), len(search.people) > 1
    counted, booked = None, 0
    open_for = _openings(search, whom, wishes)
    for start, day, wish, touches in walk(
        search.shape, open_for, there, not_at, compact=whom.compact
    ):
        if several and day != counted:
            counted, booked = day, _booked(there, whom, day)
        yield start, booked, place, wish, touches


def _where_it_is(moving: Moving | None, practitioner: Practitioner) -> frozenset[int]:
    """The start that an appointment which is to be moved has already, if it is with them."""
    if moving is None or moving.practitioner_id != practitioner.id:
        return frozenset()
    return frozenset({unix_of(moving.starts_at)})


def _booked(there: Taken, practitioner: Practitioner, day: date) -> int:
    zone = practitioner.client.zone
    return there.booked_seconds(unix(day, 0, zone), unix(day + timedelta(days=1), 0, zone))


def _openings(
    search: _Search, practitioner: Practitioner, wishes: Sequence[tuple[int, Wish]]
) -> Iterator[tuple[int, Wish, Opening]]:
    """Every opening of the days a wish touches."""
    zone = practitioner.client.zone
    for number, wish in wishes:
        first = datetime.fromtimestamp(wish.first, zone).date()
        last = datetime.fromtimestamp(wish.end, zone).date()
        for opening in openings(practitioner, search.kind, first, last, search.absent):
            yield number, wish, opening
