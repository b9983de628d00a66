"""Writing into clients' own calendars, by the worker: never in a transaction, never on a call.

What is written is what the appointment is at that moment: of several changes that wait, one
writing is made. What may have been stored although its answer was lost (a dropped connection, a
killed worker) is remembered before it is sent, and known again when it is found there.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Engine, exists, select
from sqlalchemy.orm import Session, joinedload

from telesec.agenda.appointment import Appointment
from telesec.agenda.calendar_claim import (
    Claimed,
    claim,
    give_back,
    note_good,
    note_trouble,
    still_ours,
)
from telesec.agenda.client_calendar import CalendarCopy, ClientCalendar, CopyStatus
from telesec.agenda.conflict import note_conflict
from telesec.agenda.copy_text import resource
from telesec.agenda.event_facts import TAKEN_OUT, Facts, alarms_in, facts_in
from telesec.database import transaction
from telesec.gateways.caldav import CalDav
from telesec.gateways.caldav_faults import CalDavError, Changed, Trouble

logger = logging.getLogger(__name__)

# What a server also answers to one event that it cannot digest, while it takes all others: so
# another is tried before the whole calendar is left alone.
PERHAPS_OF_ONE = frozenset({Trouble.SERVER, Trouble.FORBIDDEN})

Enter = Callable[[Claimed], CalDav]  # into an account; raises CalDavError

MOST_AT_ONCE = 50  # copies of one calendar, before another calendar's turn comes
MOST_TRIED = 8
# Between attempts at one copy that its server will not take, while it takes others.
# When it never takes it, that is for a person to see; the last delay goes on where it may yet.
DELAYS = tuple(timedelta(seconds=s) for s in (60, 600, 3600))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done about one copy. ``facts`` None: it is to be taken out."""

    copy_id: int
    url: str
    etag: str | None
    seen: tuple[int, datetime]
    zone: ZoneInfo
    known: tuple[Facts, ...]  # what we have written, or may have
    perhaps_out: bool  # we may have taken it out
    facts: Facts | None
    text: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class _Found:
    """The client's own copy is there, or (None) it is gone: not what we wrote."""

    facts: Facts | None
    etag: str | None


@dataclass(frozen=True, slots=True)
class _Done:
    """It is as planned; what is there now."""

    facts: Facts | None
    etag: str | None


def write_due(
    engine: Engine,
    enter: Enter,
    now: Callable[[], datetime],
    *,
    stopping: Callable[[], bool] = lambda: False,
    most: int = MOST_AT_ONCE,
) -> int:
    """Write what is due in one client's calendar; how many copies were brought about."""
    claimed = claim(engine, _has_due(now()), now())
    if claimed is None:
        return 0
    written = 0
    doubted = False  # the last copy failed in a way that may be its own or the calendar's
    for _ in range(most):
        if stopping():
            break
        with transaction(engine) as db:
            plan = _next_plan(db, claimed, now())
        if plan is None:
            break
        try:
            outcome = _carry_out(enter(claimed), plan)
        except CalDavError as error:
            alone = error.trouble in PERHAPS_OF_ONE and not doubted
            if not _failed(engine, claimed, plan, error, now(), alone=alone):
                break
            doubted = doubted or alone
            continue
        except Exception:
            # One that nobody foresaw must neither hold up the others nor be tried for ever.
            logger.exception("calendar_fault", extra={"copy_id": plan.copy_id})
            _failed(engine, claimed, plan, CalDavError(Trouble.REFUSED), now())
            continue
        with transaction(engine) as db:
            written += _record(db, claimed, plan, outcome, now())
        doubted = False
    give_back(engine, claimed, now())
    return written


def _has_due(now: datetime) -> ColumnElement[bool]:
    return exists().where(
        CalendarCopy.calendar_id == ClientCalendar.id,
        CalendarCopy.status == CopyStatus.WAITING,
        CalendarCopy.next_attempt_at <= now,
    )


def _next_plan(db: Session, claimed: Claimed, now: datetime) -> _Plan | None:
    """The copy that has waited longest, and what it should be by now; remembered before it is
    sent. None when nothing is due, or the calendar is not ours any more.
    """
    calendar = still_ours(db, claimed, now)
    if calendar is None:
        return None
    copy = db.scalar(
        select(CalendarCopy)
        .where(
            CalendarCopy.calendar_id == calendar.id,
            CalendarCopy.status == CopyStatus.WAITING,
            CalendarCopy.next_attempt_at <= now,
        )
        .order_by(CalendarCopy.behind_since, CalendarCopy.id)
        .limit(1)
        .options(joinedload(CalendarCopy.appointment).joinedload(Appointment.appointment_type))
    )
    if copy is None:
        return None
    appointment, zone = copy.appointment, calendar.client.zone
    before = [*([copy.written] if copy.written else []), *copy.tried]
    text = resource(appointment, calendar) if copy.wanted else b""
    facts = facts_in(text, zone) if copy.wanted else None
    trying = facts or TAKEN_OUT
    if trying not in copy.tried:  # tried for hours, it must not push out the others
        copy.tried = [*copy.tried, trying][-MOST_TRIED:]
    copy.attempts += 1
    return _Plan(
        copy_id=copy.id,
        url=f"{calendar.collection.rstrip('/')}/{appointment.uid}.ics",
        etag=copy.etag,
        seen=(copy.seen_sequence, copy.seen_updated_at),
        zone=zone,
        known=tuple(one for one in before if one != TAKEN_OUT),
        perhaps_out=TAKEN_OUT in before,
        facts=facts,
        text=text,
    )


def _carry_out(dav: CalDav, plan: _Plan) -> _Done | _Found:
    try:
        if plan.facts is None:
            dav.delete(plan.url, plan.etag)
            return _Done(None, None)
        return _stored(dav, plan, dav.write(plan.url, plan.text, plan.etag))
    except Changed:
        return _look_what_is_there(dav, plan)


def _look_what_is_there(dav: CalDav, plan: _Plan) -> _Done | _Found:
    """Not what we thought: perhaps what we wrote and never heard of, perhaps the client's."""
    there = dav.read(plan.url)
    if there is None:
        return _where_it_is_gone(dav, plan)
    theirs = facts_in(there.text, plan.zone)
    if plan.facts is not None and theirs == plan.facts:
        return _Done(theirs, there.etag)
    if theirs is None or there.etag is None or not _is_ours(theirs, plan):
        return _Found(theirs or Facts(starts_at=None, ends_at=None), there.etag)
    try:
        if plan.facts is None:
            dav.delete(plan.url, there.etag)
            return _Done(None, None)
        kept = plan.text.replace(b"END:VEVENT\r\n", alarms_in(there.text) + b"END:VEVENT\r\n")
        return _stored(dav, plan, dav.write(plan.url, kept, there.etag))
    except Changed as error:  # while we looked; next time, then
        raise CalDavError(Trouble.BUSY) from error


def _where_it_is_gone(dav: CalDav, plan: _Plan) -> _Done | _Found:
    """Nothing is there: by us, it may be, and never heard of; else the client has deleted it."""
    if plan.facts is None:
        return _Done(None, None)
    if not plan.perhaps_out:
        return _Found(None, None)
    try:
        return _stored(dav, plan, dav.write(plan.url, plan.text, None))
    except Changed as error:
        raise CalDavError(Trouble.BUSY) from error


def _is_ours(theirs: Facts, plan: _Plan) -> bool:
    """What is to be taken out may have got a word of the client's; a time of their own is news."""
    if plan.facts is None:
        return any(theirs.same_time(one) for one in plan.known)
    return theirs in plan.known


def _stored(dav: CalDav, plan: _Plan, etag: str | None) -> _Done:
    """What is there now: servers that change what they are given tell no tag, or not that of it."""
    if etag:
        return _Done(plan.facts, etag)
    there = dav.read(plan.url)
    if there is None:
        raise CalDavError(Trouble.SERVER)
    return _Done(facts_in(there.text, plan.zone) or plan.facts, there.etag)


def _record(
    db: Session, claimed: Claimed, plan: _Plan, outcome: _Done | _Found, now: datetime
) -> bool:
    calendar = still_ours(db, claimed, now)
    if calendar is None:
        return False
    note_good(calendar)
    copy = db.get_one(CalendarCopy, plan.copy_id, with_for_update=True)
    copy.attempts, copy.trouble = 0, None
    if isinstance(outcome, _Found):
        note_conflict(db, copy, outcome.facts, outcome.etag, now)
        logger.warning("calendar_conflict", extra={"copy_id": copy.id, "calendar_id": calendar.id})
        return False
    copy.written, copy.etag, copy.written_at = outcome.facts, outcome.etag, now
    copy.tried, copy.their_etag = [], None
    wanted = plan.facts is not None
    if (copy.seen_sequence, copy.seen_updated_at) == plan.seen and copy.wanted == wanted:
        copy.status, copy.behind_since, copy.next_attempt_at = CopyStatus.SETTLED, None, None
    return True


def _failed(
    engine: Engine,
    claimed: Claimed,
    plan: _Plan,
    error: CalDavError,
    now: datetime,
    *,
    alone: bool = False,
) -> bool:
    """Note what went wrong; whether others of this calendar are worth a try.

    ``alone``: it may be this copy's trouble only. The calendar's is noted too, but not waited for.
    """
    with transaction(engine) as db:
        calendar = still_ours(db, claimed, now)
        if calendar is None:
            return False
        if error.trouble != Trouble.REFUSED:
            note_trouble(calendar, error.trouble, error.pause, now)
            if not alone:
                return False
            calendar.next_attempt_at = None
        copy = db.get_one(CalendarCopy, plan.copy_id, with_for_update=True)
        copy.trouble = error.trouble
        if copy.attempts > len(DELAYS) and not alone:
            copy.status, copy.next_attempt_at = CopyStatus.REFUSED, None
            logger.error("calendar_copy_refused", extra={"copy_id": copy.id})
        else:
            copy.next_attempt_at = now + max(
                DELAYS[min(copy.attempts, len(DELAYS)) - 1], error.pause
            )
        return True
