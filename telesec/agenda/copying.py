"""Copying: which appointments a client's own calendar lacks, and the wish that it be told.

The wishes are written in the transaction of the change itself, whoever the writer is, and are
carried out by the worker: an invitation through the notifications' outbox, a resource through
calendar_writing.py. They are found by comparing, not by being told of each change, so that no
writer can forget one and many changes of one appointment become one.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, bindparam, or_, select, update
from sqlalchemy.orm import Session, joinedload

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.client_calendar import CalendarCopy, ClientCalendar, CopyStatus
from telesec.agenda.conflict import settle_if_agreed
from telesec.agenda.copy_text import display_of, fingerprint_of
from telesec.agenda.inviting import invite
from telesec.agenda.locks import lock_agendas, lock_calendar
from telesec.agenda.practitioner import CalendarWay
from telesec.agenda.taken import LONGEST
from telesec.database import insert_if_absent, transaction
from telesec.prepared import Prepared

NEVER_SEEN = -1  # no appointment has such a sequence
AT_ONCE = 20  # appointments in one transaction: no caller has to wait for longer
STEPS = 25  # of the worker, before it looks at something else


# Asked at every change of any agenda, and for most there is none.
kept_calendar = Prepared(
    select(ClientCalendar.__table__.c.id).where(
        ClientCalendar.__table__.c.practitioner_id == bindparam("practitioner_id"),
        ClientCalendar.__table__.c.left_at.is_(None),
    )
)


def copy_changes(db: Session, practitioner_ids: Collection[int], now: datetime) -> None:
    """Wish that these practitioners' own calendars be told of whatever they lack. Twice is once.

    To be called in the transaction of every change of an agenda, when it has been written.
    """
    for practitioner_id in practitioner_ids:
        found = kept_calendar.first(db, {"practitioner_id": practitioner_id})
        if found:
            copy_some(db, db.get_one(ClientCalendar, found[0]), now)


def copy_some(db: Session, calendar: ClientCalendar, now: datetime, most: int = AT_ONCE) -> None:
    """The same for one calendar; the latest changes first, and so many that it does not take long.

    What is left over (a whole agenda that goes another way) is left to ``catch_up``.
    """
    lock_calendar(db, calendar)
    _tell_all_if_shown_otherwise(db, calendar, now)
    changed = _changed(db, calendar, now, most)
    for appointment, copy in changed:
        stands = (
            calendar.left_at is None
            and appointment.status == AppointmentStatus.CONFIRMED
            and appointment.practitioner_id == calendar.practitioner_id
        )
        _wish(db, copy, appointment, now, wanted=stands)
    absent = _absent(db, calendar, now, most) if calendar.left_at is None else ()
    for appointment in absent:
        _wish(db, _copy(db, calendar, appointment), appointment, now, wanted=True)
    calendar.is_unfinished = max(len(changed), len(absent)) >= most
    db.flush()


def catch_up(
    engine: Engine, now: Callable[[], datetime], *, stopping: Callable[[], bool] = lambda: False
) -> int:
    """Go on with what was left over, for the worker, in short steps; how many there were."""
    for step in range(STEPS):
        if stopping():
            return step
        with transaction(engine, reads_only=True) as db:
            unfinished = db.scalar(
                select(ClientCalendar.id).where(ClientCalendar.is_unfinished).limit(1)
            )
        if unfinished is None:
            return step
        with transaction(engine) as db:
            calendar = db.get_one(ClientCalendar, unfinished)
            lock_agendas(db, calendar.client_id)
            copy_some(db, calendar, now())
    return STEPS


def look_again(engine: Engine) -> None:
    """Have every calendar gone through, should a change have been missed."""
    with transaction(engine) as db:
        db.execute(
            update(ClientCalendar)
            .where(ClientCalendar.left_at.is_(None))
            .values(is_unfinished=True)
        )


def _what_is_pressing(now: datetime) -> tuple[Any, ...]:
    """What has changed just now comes first, so that its wish is written with it; then the soonest
    appointments.
    """
    return (Appointment.updated_at >= now).desc(), Appointment.starts_at, Appointment.id


def _changed(
    db: Session, calendar: ClientCalendar, now: datetime, most: int
) -> Sequence[tuple[Appointment, CalendarCopy]]:
    """What stands in the calendar and is something else now, or stands no more.

    Of one that was left: all that is coming; what is over stays there.
    """
    is_another = or_(
        CalendarCopy.seen_sequence != Appointment.sequence,
        CalendarCopy.seen_updated_at != Appointment.updated_at,
        Appointment.status != AppointmentStatus.CONFIRMED,
        Appointment.practitioner_id != calendar.practitioner_id,
    )
    rows = db.execute(
        select(Appointment, CalendarCopy)
        .join(CalendarCopy, CalendarCopy.appointment_id == Appointment.id)
        .where(
            CalendarCopy.calendar_id == calendar.id,
            CalendarCopy.wanted,
            is_another if calendar.left_at is None else Appointment.ends_at > now,
        )
        .order_by(*_what_is_pressing(now))
        .limit(most)
        .options(joinedload(Appointment.appointment_type))
        # Several may have been changed by one statement, behind the back of this session.
        .execution_options(populate_existing=True)
    )
    return [(appointment, copy) for appointment, copy in rows]


def _absent(
    db: Session, calendar: ClientCalendar, now: datetime, most: int
) -> Sequence[Appointment]:
    """What is coming and does not stand in the calendar."""
    copied = select(CalendarCopy.id).where(
        CalendarCopy.calendar_id == calendar.id,
        CalendarCopy.appointment_id == Appointment.id,
        CalendarCopy.wanted,
    )
    return db.scalars(
        select(Appointment)
        .where(
            Appointment.practitioner_id == calendar.practitioner_id,
            # With the index; without it ten years of history would be walked through.
            Appointment.blocked_from > now - LONGEST,
            Appointment.ends_at > now,
            Appointment.status == AppointmentStatus.CONFIRMED,
            ~copied.exists(),
        )
        .order_by(*_what_is_pressing(now))
        .limit(most)
        .options(joinedload(Appointment.appointment_type))
        .execution_options(populate_existing=True)
    ).all()


def _copy(db: Session, calendar: ClientCalendar, appointment: Appointment) -> CalendarCopy:
    """The one that was there before, or a new one."""
    of_both = select(CalendarCopy).where(
        CalendarCopy.calendar_id == calendar.id,
        CalendarCopy.appointment_id == appointment.id,
    )
    known = db.scalar(of_both, execution_options={"populate_existing": True})
    if known:
        return known
    values = {
        "client_id": calendar.client_id,
        "calendar_id": calendar.id,
        "appointment_id": appointment.id,
        "status": CopyStatus.SETTLED,
        "wanted": False,
        "seen_sequence": NEVER_SEEN,
        "seen_updated_at": appointment.updated_at,
        "tried": [],
        "attempts": 0,
    }
    insert_if_absent(db, CalendarCopy, values)
    return db.scalars(of_both).one()


def _wish(
    db: Session, copy: CalendarCopy, appointment: Appointment, now: datetime, *, wanted: bool
) -> None:
    calendar, stood = copy.calendar, copy.wanted
    copy.wanted = wanted
    copy.seen_sequence, copy.seen_updated_at = appointment.sequence, appointment.updated_at
    if calendar.way == CalendarWay.INVITATIONS:
        invite(db, calendar, copy, appointment, now, stood=stood)
    else:
        _have_written(db, copy, now)


def _have_written(db: Session, copy: CalendarCopy, now: datetime) -> None:
    """The worker brings it about; while somebody must decide, it waits for that."""
    if copy.status == CopyStatus.CONFLICT and not settle_if_agreed(db, copy, now):
        return
    if not copy.wanted and copy.written is None and not copy.tried:
        copy.status, copy.behind_since = CopyStatus.SETTLED, None  # it never was there
        return
    copy.status = CopyStatus.WAITING
    copy.behind_since = copy.behind_since or now
    copy.next_attempt_at, copy.attempts, copy.trouble = now, 0, None


def _tell_all_if_shown_otherwise(db: Session, calendar: ClientCalendar, now: datetime) -> None:
    """Other details, another place or language: what is coming says something else now."""
    display = fingerprint_of(display_of(calendar))
    if calendar.display == display:
        return
    if calendar.display:
        db.execute(
            update(CalendarCopy)
            .where(
                CalendarCopy.calendar_id == calendar.id,
                CalendarCopy.wanted,
                CalendarCopy.appointment_id.in_(
                    select(Appointment.id).where(
                        Appointment.practitioner_id == calendar.practitioner_id,
                        Appointment.blocked_from > now - LONGEST,
                        Appointment.ends_at > now,
                    )
                ),
            )
            .values(seen_sequence=NEVER_SEEN)
            .execution_options(synchronize_session="fetch")
        )
    calendar.display = display
