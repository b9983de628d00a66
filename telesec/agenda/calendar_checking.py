"""Looking, every now and then, whether what we wrote still stands in clients' calendars.

A client who moves or deletes an appointment there tells nobody; the next caller would be told
the old time. What changed is noted as a conflict. Words or alarms that were added are left alone.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, delete, exists, or_, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.calendar_claim import (
    Claimed,
    claim,
    give_back,
    note_good,
    note_trouble,
    still_ours,
)
from telesec.agenda.calendar_writing import Enter
from telesec.agenda.client_calendar import (
    CalendarConflict,
    CalendarCopy,
    ClientCalendar,
    CopyStatus,
)
from telesec.agenda.conflict import note_conflict, settle_over
from telesec.agenda.event_facts import Facts, facts_in
from telesec.database import transaction
from telesec.gateways.caldav import CalDav
from telesec.gateways.caldav_faults import CalDavError

logger = logging.getLogger(__name__)

EVERY = timedelta(minutes=10)
AHEAD = timedelta(days=800)  # appointments are never further off
MOST_READ = 10  # at one look, as its time is limited; the rest at the next
FORGOTTEN_AFTER = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class _Known:
    """A copy as we left it."""

    copy_id: int
    name: str
    etag: str | None
    their_etag: str | None
    written: Facts


@dataclass(frozen=True, slots=True)
class _Seen:
    """A copy that is not as we left it. ``facts`` None: it is gone."""

    known: _Known
    facts: Facts | None
    etag: str | None


def check_due(engine: Engine, enter: Enter, now: Callable[[], datetime]) -> bool:
    """Look through one calendar whose turn it is; whether there was one."""
    due = ClientCalendar.left_at.is_(None) & or_(
        ClientCalendar.checked_at.is_(None), ClientCalendar.checked_at <= now() - EVERY
    )
    claimed = claim(engine, due, now())
    if claimed is None:
        return False
    with transaction(engine, reads_only=True) as db:
        known = _known(db, claimed, now())
        zone = db.get_one(ClientCalendar, claimed.calendar_id).client.zone
    try:
        dav = enter(claimed)
        tags = dav.etags(claimed.collection, now() - timedelta(hours=1), now() + AHEAD)
        seen = _compare(dav, claimed.collection, known, tags, zone)
    except CalDavError as error:
        with transaction(engine) as db:
            calendar = still_ours(db, claimed, now())
            if calendar:
                calendar.checked_at = now()  # tried again with the next writing, or next time
                note_trouble(calendar, error.trouble, error.pause, now())
    else:
        with transaction(engine) as db:
            _record(db, claimed, seen, now())
    give_back(engine, claimed, now())
    return True


def forget_over(engine: Engine, now: datetime) -> int:
    """Forget copies of appointments that were over long ago; how many there were."""
    over = select(Appointment.id).where(Appointment.ends_at <= now - FORGOTTEN_AFTER)
    copies = select(CalendarCopy.id).where(CalendarCopy.appointment_id.in_(over)).limit(1000)
    with transaction(engine) as db:
        ids = list(db.scalars(copies))
        if ids:
            db.execute(delete(CalendarConflict).where(CalendarConflict.copy_id.in_(ids)))
            db.execute(delete(CalendarCopy).where(CalendarCopy.id.in_(ids)))
    return len(ids)


def forget_left(engine: Engine) -> int:
    """Forget the passwords of calendars that were left, once nothing is to be taken out there."""
    pending = exists().where(
        CalendarCopy.calendar_id == ClientCalendar.id,
        CalendarCopy.status.in_([CopyStatus.WAITING, CopyStatus.CONFLICT]),
    )
    left = (
        ClientCalendar.left_at.is_not(None),
        ClientCalendar.sealed_password.is_not(None),
        ~ClientCalendar.is_unfinished,
    )
    with transaction(engine) as db:
        done = db.scalars(select(ClientCalendar).where(*left, ~pending)).all()
        for calendar in done:
            calendar.sealed_password = None
    return len(done)


def _known(db: Session, claimed: Claimed, now: datetime) -> list[_Known]:
    rows = db.execute(
        select(
            CalendarCopy.id,
            Appointment.uid,
            CalendarCopy.etag,
            CalendarCopy.their_etag,
            CalendarCopy.written,
        )
        .join(Appointment, Appointment.id == CalendarCopy.appointment_id)
        .where(
            CalendarCopy.calendar_id == claimed.calendar_id,
            CalendarCopy.status == CopyStatus.SETTLED,
            CalendarCopy.wanted,
            Appointment.starts_at > now,
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return [
        _Known(copy_id, f"{uid}.ics", etag, their_etag, facts)
        for copy_id, uid, etag, their_etag, facts in rows
        if facts
    ]


def _compare(
    dav: CalDav,
    collection: str,
    known: Sequence[_Known],
    tags: Mapping[str, str],
    zone: ZoneInfo,
) -> list[_Seen]:
    """Read what has another tag, or is not where it was."""
    other = [one for one in known if tags.get(one.name) not in _seen_before(one)]
    seen = []
    for one in other[:MOST_READ]:
        there = dav.read(f"{collection.rstrip('/')}/{one.name}")
        if there is None:
            seen.append(_Seen(one, None, None))
            continue
        facts = facts_in(there.text, zone) or Facts(starts_at=None, ends_at=None)
        seen.append(_Seen(one, facts, there.etag))
    return seen


def _seen_before(one: _Known) -> set[str]:
    return {tag for tag in (one.etag, one.their_etag) if tag}


def _record(db: Session, claimed: Claimed, seen: Sequence[_Seen], now: datetime) -> None:
    calendar = still_ours(db, claimed, now)
    if calendar is None:
        return
    note_good(calendar)
    calendar.checked_at = now
    settle_over(db, calendar, now)
    for one in seen:
        copy = db.get_one(CalendarCopy, one.known.copy_id, with_for_update=True)
        if copy.status != CopyStatus.SETTLED or copy.etag != one.known.etag:
            continue  # it was to be written meanwhile, and that will tell
        if one.facts == one.known.written:
            copy.etag = one.etag  # the same in other words
        elif one.facts and one.facts.same_time(one.known.written):
            copy.their_etag = one.etag
        else:
            note_conflict(db, copy, one.facts, one.etag, now)
            ids = {"copy_id": copy.id, "calendar_id": calendar.id}
            logger.warning("calendar_conflict", extra=ids)
