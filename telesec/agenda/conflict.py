"""Conflicts: what a client changed in its own calendar, noted for a person to decide.

Nothing is cancelled or moved by itself: the client may have slipped, or may mean it.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from telesec.agenda.appointment import Appointment
from telesec.agenda.client_calendar import (
    CalendarConflict,
    CalendarCopy,
    ClientCalendar,
    ConflictKind,
    CopyStatus,
    Resolution,
)
from telesec.agenda.event_facts import TAKEN_OUT, Facts


def note_conflict(
    db: Session, copy: CalendarCopy, theirs: Facts | None, etag: str | None, now: datetime
) -> None:
    """Note that the copy is not what we wrote; ``theirs``: what it is, None when it is gone.

    One that is noted already is brought up to date.
    """
    conflict = open_conflict(db, copy.id)
    if conflict is None:
        conflict = CalendarConflict(
            client_id=copy.client_id,
            copy_id=copy.id,
            appointment_id=copy.appointment_id,
            seen_at=now,
        )
        db.add(conflict)
    tried = [one for one in copy.tried if one != TAKEN_OUT]
    conflict.ours = copy.written or (tried[-1] if tried else None)
    conflict.theirs, conflict.their_etag = theirs, etag
    conflict.kind = _kind(conflict.ours, theirs)
    copy.status, copy.next_attempt_at = CopyStatus.CONFLICT, None
    copy.behind_since = copy.behind_since or now
    db.flush()


def open_conflict(db: Session, copy_id: int) -> CalendarConflict | None:
    """The conflict about this copy that nobody has decided."""
    return db.scalar(
        select(CalendarConflict).where(
            CalendarConflict.copy_id == copy_id, CalendarConflict.resolved_at.is_(None)
        )
    )


def open_conflicts(
    db: Session, client_ids: Collection[int], limit: int = 200
) -> list[CalendarConflict]:
    """All that nobody has decided, those of the soonest appointments first."""
    return list(
        db.scalars(
            select(CalendarConflict)
            .join(Appointment, Appointment.id == CalendarConflict.appointment_id)
            .where(
                CalendarConflict.client_id.in_(client_ids),
                CalendarConflict.resolved_at.is_(None),
            )
            .options(
                joinedload(CalendarConflict.appointment).joinedload(Appointment.client),
                joinedload(CalendarConflict.appointment).joinedload(Appointment.practitioner),
                joinedload(CalendarConflict.copy).joinedload(CalendarCopy.calendar),
            )
            .order_by(Appointment.starts_at, CalendarConflict.id)
            .limit(limit)
        )
    )


def conflict_of(
    db: Session, client_ids: Collection[int], conflict_id: int
) -> CalendarConflict | None:
    """That conflict, if it is one of these clients' and nobody has decided it."""
    return db.scalar(
        select(CalendarConflict).where(
            CalendarConflict.id == conflict_id,
            CalendarConflict.client_id.in_(client_ids),
            CalendarConflict.resolved_at.is_(None),
        )
    )


def open_conflict_counts(db: Session, client_ids: Collection[int]) -> dict[int, int]:
    """How many conflicts wait for a decision, by calendar."""
    rows = db.execute(
        select(CalendarCopy.calendar_id, func.count())
        .join(CalendarConflict, CalendarConflict.copy_id == CalendarCopy.id)
        .where(CalendarConflict.client_id.in_(client_ids), CalendarConflict.resolved_at.is_(None))
        .group_by(CalendarCopy.calendar_id)
    )
    return {row[0]: row[1] for row in rows}


def settle(
    conflict: CalendarConflict, resolution: Resolution, now: datetime, account_id: int | None = None
) -> None:
    """It is decided: what was found there is what the next writing replaces."""
    conflict.resolved_at, conflict.resolution = now, resolution
    conflict.resolved_by_id = account_id
    copy = conflict.copy
    copy.etag, copy.written, copy.tried = conflict.their_etag, conflict.theirs, []
    copy.status = CopyStatus.SETTLED


def settle_if_agreed(db: Session, copy: CalendarCopy, now: datetime) -> bool:
    """Whether the appointment has become what the client made of it, so that nothing is open."""
    conflict = open_conflict(db, copy.id)
    if conflict is None:
        return True
    gone_there = conflict.theirs is None or conflict.theirs.cancelled
    appointment = copy.appointment
    same_time = conflict.theirs is not None and conflict.theirs.same_time(
        Facts(starts_at=appointment.starts_at, ends_at=appointment.ends_at)
    )
    if not (same_time if copy.wanted else gone_there):
        return False
    settle(conflict, Resolution.AGREED, now)
    return True


def settle_over(db: Session, calendar: ClientCalendar, now: datetime) -> None:
    """What is over needs no decision any more."""
    over = db.scalars(
        select(CalendarConflict)
        .join(CalendarCopy, CalendarCopy.id == CalendarConflict.copy_id)
        .join(Appointment, Appointment.id == CalendarConflict.appointment_id)
        .where(
            CalendarCopy.calendar_id == calendar.id,
            CalendarConflict.resolved_at.is_(None),
            Appointment.ends_at <= now,
        )
    )
    for conflict in over.all():
        settle(conflict, Resolution.AGREED, now)
        conflict.copy.behind_since = None


def _kind(ours: Facts | None, theirs: Facts | None) -> ConflictKind:
    if theirs is None:
        return ConflictKind.DELETED
    if theirs.cancelled:
        return ConflictKind.CANCELLED
    moved = theirs.starts_at and ours and not ours.same_time(theirs)
    return ConflictKind.MOVED if moved else ConflictKind.EDITED
