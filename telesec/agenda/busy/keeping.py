"""What reading a calendar came to, kept: its times, or that it failed. Each step is short."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.busy.calendar import BusyCalendar, BusyTime, CalendarKind
from telesec.agenda.busy.calendars import Access, access_of, lock_agenda
from telesec.agenda.busy.expansion import Reading, Terms
from telesec.agenda.busy.spans import Span
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.clients.client import Client
from telesec.values.sealed import SealBroken

BEHIND = timedelta(days=1)
AHEAD = timedelta(days=400)  # thirteen months; further for whoever books further ahead
BEYOND_HORIZON = timedelta(days=30)
# A calendar that says it has not changed is read whole again when less than that is known.
SLACK = timedelta(days=7)

CLAIM = timedelta(minutes=5)  # longer than reading one may take
EVERY = timedelta(minutes=5)
# After each failure in a row; a server that is being mended is left in peace.
DELAYS = tuple(timedelta(minutes=m) for m in (5, 5, 10, 20, 40, 60))
LONGEST_DELAY = timedelta(hours=6)  # that a server may ask for
SPREAD = 60  # seconds over which calendars that fall due together are spread

MOST_AT_ONCE = 1_000  # rows changed in one transaction, while callers wait to book


class ClaimLost(Exception):
    """It has been removed, changed or claimed by another since we began to read it."""


@dataclass(frozen=True, slots=True)
class Task:
    """A calendar that is ours to read, and all that reading it needs."""

    calendar_id: int
    client_id: int
    practitioner_id: int
    claim: int
    kind: CalendarKind
    terms: Terms
    access: Access | None = field(repr=False)  # None: the house's key has changed
    etag: str = ""
    last_modified: str = ""
    mark: str = ""
    fingerprint: str = ""
    covers_enough: bool = False  # what is known reaches far enough, if nothing has changed


@dataclass(frozen=True, slots=True)
class Marks:
    """By which the next reading can tell that nothing has changed."""

    etag: str = ""
    last_modified: str = ""
    mark: str = ""
    fingerprint: str = ""


def claim_next(db: Session, secret_key: str, now: datetime) -> Task | None:
    """One calendar that is due and that nobody reads; None when there is none."""
    calendar = db.scalar(
        select(BusyCalendar)
        .where(*_due(now))
        .order_by(BusyCalendar.next_read_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if calendar is None:
        return None
    calendar.claimed_until, calendar.tried_at = now + CLAIM, now
    calendar.claim += 1
    return _task(db, calendar, secret_key, now)


def is_any_due(db: Session, now: datetime) -> bool:
    """Whether there is anything to claim, asked without writing."""
    return db.scalar(select(BusyCalendar.id).where(*_due(now)).limit(1)) is not None


def _due(now: datetime) -> tuple[Any, ...]:
    unclaimed = or_(BusyCalendar.claimed_until.is_(None), BusyCalendar.claimed_until <= now)
    in_use = BusyCalendar.practitioner_id.in_(select(Practitioner.id).where(Practitioner.active))
    return BusyCalendar.next_read_at <= now, unclaimed, in_use


def _task(db: Session, calendar: BusyCalendar, secret_key: str, now: datetime) -> Task:
    client = db.get_one(Client, calendar.client_id)
    first = now.replace(hour=0, minute=0, second=0, microsecond=0) - BEHIND
    last = first + _ahead(db, client.id)
    try:
        access = access_of(calendar, secret_key)
    except SealBroken:
        access = None
    own = db.scalars(
        select(Appointment.uid).where(
            Appointment.client_id == client.id, Appointment.ends_at > first
        )
    )
    enough = calendar.covered_until is not None and calendar.covered_until >= last - SLACK
    return Task(
        calendar_id=calendar.id,
        client_id=client.id,
        practitioner_id=calendar.practitioner_id,
        claim=calendar.claim,
        kind=calendar.kind,
        terms=Terms(
            client.time_zone,
            int(first.timestamp()),
            int(last.timestamp()),
            calendar.tentative_is_free,
            frozenset(own),
        ),
        access=access,
        etag=calendar.etag,
        last_modified=calendar.last_modified,
        mark=calendar.mark,
        fingerprint=calendar.fingerprint,
        covers_enough=enough,
    )


def _ahead(db: Session, client_id: int) -> timedelta:
    """How far ahead busy time must be known: as far as anybody may book by themselves."""
    furthest = db.scalar(
        select(func.max(AppointmentType.horizon_days)).where(
            AppointmentType.client_id == client_id, AppointmentType.active
        )
    )
    return max(AHEAD, timedelta(days=furthest or 0) + BEYOND_HORIZON)


def keep_some(db: Session, task: Task, spans: Sequence[Span]) -> bool:
    """Bring the rows nearer to ``spans``; whether they are equal now. To be called until so.

    What is busy now comes first and what is free again goes last, so that a crash between two
    steps leaves time that is wrongly busy, never wrongly free. Raises ClaimLost.
    """
    _claimed(db, task)
    lock_agenda(db, task.practitioner_id)
    known: dict[Span, int] = {}
    twice: list[int] = []
    rows = db.execute(
        select(BusyTime.id, BusyTime.starts_at, BusyTime.ends_at, BusyTime.doubt).where(
            BusyTime.calendar_id == task.calendar_id
        )
    )
    for row_id, starts_at, ends_at, doubt in rows:
        span = Span(int(starts_at.timestamp()), int(ends_at.timestamp()), doubt)
        if span in known:
            twice.append(row_id)
        known[span] = row_id
    wanted = set(spans)
    new = sorted(wanted - known.keys())[:MOST_AT_ONCE]
    if new:
        db.execute(insert(BusyTime), [_row(task, span) for span in new])
    gone = [*(row_id for span, row_id in known.items() if span not in wanted), *twice]
    room = MOST_AT_ONCE - len(new)
    if gone and room > 0:
        db.execute(delete(BusyTime).where(BusyTime.id.in_(gone[:room])))
    return len(wanted - known.keys()) == len(new) and len(gone) <= max(room, 0)


def _row(task: Task, span: Span) -> dict[str, Any]:
    return {
        "client_id": task.client_id,
        "calendar_id": task.calendar_id,
        "practitioner_id": task.practitioner_id,
        "starts_at": datetime.fromtimestamp(span.start, UTC),
        "ends_at": datetime.fromtimestamp(span.end, UTC),
        "doubt": span.doubt,
    }


def note_read(db: Session, task: Task, reading: Reading, marks: Marks, now: datetime) -> None:
    """It was read, and its times are kept. Raises ClaimLost."""
    calendar = _claimed(db, task)
    calendar.busy_count, calendar.unplaced = reading.busy, reading.unplaced
    calendar.doubts = reading.doubts
    calendar.unknown_zones = tuple(zone[:60] for zone in reading.unknown_zones[:5])
    calendar.covered_until = datetime.fromtimestamp(task.terms.last, UTC)
    _succeeded(calendar, marks, now)


def note_unchanged(db: Session, task: Task, marks: Marks, now: datetime) -> None:
    """What is known of it is what it says today. Raises ClaimLost."""
    _succeeded(_claimed(db, task), marks, now)


def _succeeded(calendar: BusyCalendar, marks: Marks, now: datetime) -> None:
    calendar.etag, calendar.last_modified = marks.etag[:300], marks.last_modified[:100]
    calendar.mark, calendar.fingerprint = marks.mark[:500], marks.fingerprint
    calendar.read_at, calendar.claimed_until = now, None
    calendar.failures, calendar.failing_since, calendar.fault = 0, None, None
    calendar.next_read_at = now + EVERY + _spread(calendar)


def note_failed(
    db: Session, task: Task, fault: str, now: datetime, *, wait: timedelta = timedelta()
) -> BusyCalendar:
    """It could not be read; what is known of it stays. Raises ClaimLost."""
    calendar = _claimed(db, task)
    delay = max(DELAYS[min(calendar.failures, len(DELAYS) - 1)], min(wait, LONGEST_DELAY))
    calendar.failures += 1
    calendar.failing_since = calendar.failing_since or now
    calendar.fault, calendar.claimed_until = fault[:24], None
    calendar.next_read_at = now + delay + _spread(calendar)
    return calendar


def _spread(calendar: BusyCalendar) -> timedelta:
    return timedelta(seconds=calendar.id * 37 % SPREAD)


def _claimed(db: Session, task: Task) -> BusyCalendar:
    calendar = db.scalar(
        select(BusyCalendar).where(BusyCalendar.id == task.calendar_id).with_for_update()
    )
    if calendar is None or calendar.claim != task.claim:
        raise ClaimLost
    return calendar
