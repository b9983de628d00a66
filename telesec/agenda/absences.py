"""Absences: noted, changed and taken back by people; and the appointments they leave behind."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from telesec.agenda.absence import Absence, AbsentSpan, standing_absences
from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.locks import lock_agendas
from telesec.agenda.looking_up import appointments_between
from telesec.agenda.practitioner import Practitioner
from telesec.values.opening_hours import MINUTES_A_DAY, instant

LONGEST_DAYS = 2 * 366


class NoSuchTime(ValueError):
    """An absence that ends before it begins, or lasts for years."""


def span_of(
    first_on: date,
    last_on: date,
    *,
    practitioner_id: int | None = None,
    first_minute: int = 0,
    last_minute: int = MINUTES_A_DAY,
    daily: bool = False,
) -> AbsentSpan:
    """When somebody is absent; minutes of wall time, on the first and the last local day, or
    ``daily``. Raises NoSuchTime.
    """
    span = AbsentSpan(practitioner_id, first_on, first_minute, last_on, last_minute, daily)
    within_a_day = 0 <= first_minute < MINUTES_A_DAY and 0 < last_minute <= MINUTES_A_DAY
    in_order = first_minute < last_minute or (first_on < last_on and not daily)
    if not within_a_day or not in_order or not 0 <= (last_on - first_on).days < LONGEST_DAYS:
        raise NoSuchTime
    return span


def note_absence(
    db: Session, client_id: int, span: AbsentSpan, reason: str, *, made_by_id: int, now: datetime
) -> Absence:
    """A new absence. What callers hold within it is let go of; appointments stand, and are to be
    moved by people. LookupError when the practitioner is not of this client.
    """
    _lock(db, client_id, span)
    absence = Absence(
        client_id=client_id,
        made_by_id=made_by_id,
        made_at=now,
        changed_at=now,
        reason=reason,
        **span._asdict(),
    )
    db.add(absence)
    _let_go(db, absence)
    return absence


def change_absence(
    db: Session,
    absence: Absence,
    span: AbsentSpan,
    reason: str,
    now: datetime,
    *,
    by_id: int | None = None,
) -> None:
    """Give it another time, practitioner or reason; ``by_id``: the account that does.
    LookupError as above.
    """
    _lock(db, absence.client_id, span)
    for name, value in span._asdict().items():
        setattr(absence, name, value)
    absence.reason, absence.changed_at, absence.changed_by_id = reason, now, by_id
    _let_go(db, absence)


def take_back(db: Session, absence: Absence, now: datetime, *, by_id: int | None = None) -> None:
    """It is not so: the time is free again at once. A second time changes nothing."""
    lock_agendas(db, absence.client_id)
    if absence.taken_back_at is None:
        absence.taken_back_at, absence.changed_by_id = now, by_id
    db.flush()


def absence_of(db: Session, client_ids: Collection[int], absence_id: int) -> Absence | None:
    """That absence, if it is one of these clients' and stands."""
    return db.scalar(
        select(Absence).where(
            Absence.id == absence_id,
            Absence.client_id.in_(client_ids),
            Absence.taken_back_at.is_(None),
        )
    )


def left_behind(
    db: Session, absences: Sequence[Absence], now: datetime
) -> dict[int, list[Appointment]]:
    """The coming appointments within each of these absences, by its id, in order of time: those
    that people have to move.
    """
    found: dict[int, list[Appointment]] = {}
    for absence in absences:
        zone = absence.client.zone
        start = instant(absence.first_on, 0, zone)
        end = instant(absence.last_on + timedelta(days=1), 0, zone)
        # One that began the evening before may still be going on.
        there = appointments_between(
            db, [absence.client_id], max(now, start - timedelta(days=1)), end
        )
        found[absence.id] = [one for one in there if lies_within(one, [absence])]
    return found


def lies_within(appointment: Appointment, absences: Sequence[Absence]) -> bool:
    """Whether its practitioner is absent for any of it."""
    client = appointment.client
    starts, ends = client.local(appointment.starts_at), client.local(appointment.ends_at)
    return any(
        absence.client_id == appointment.client_id
        and absence.span.is_of(appointment.practitioner_id)
        and absence.span.overlaps(starts, ends)
        for absence in absences
    )


def absences_by_day(
    db: Session, client_ids: Collection[int], first: date, days: int
) -> dict[date, list[Absence]]:
    """Who is absent on each of so many local days."""
    last = first + timedelta(days=days - 1)
    found = standing_absences(db, client_ids, first, last)
    each = (first + timedelta(days=number) for number in range(days))
    return {day: [one for one in found if one.span.minutes_on(day)] for day in each}


def _lock(db: Session, client_id: int, span: AbsentSpan) -> None:
    lock_agendas(db, client_id)
    if span.practitioner_id is not None:
        whom = db.get(Practitioner, span.practitioner_id)
        if whom is None or whom.client_id != client_id:
            raise LookupError("no such practitioner of this client")


def _let_go(db: Session, absence: Absence) -> None:
    """Release what callers hold within it: they are offered another time."""
    db.flush()
    db.refresh(absence)
    held = db.scalars(
        select(Appointment).where(
            Appointment.client_id == absence.client_id,
            Appointment.hold_expires_at.is_not(None),
            Appointment.status == AppointmentStatus.HELD,
        )
    )
    within = [one.id for one in held if lies_within(one, [absence])]
    db.execute(
        delete(Appointment)
        .where(Appointment.id.in_(within))
        .execution_options(synchronize_session="fetch")
    )
