"""From one way to another: what is coming is taken out where it was, and told where it goes.

Feeds: their addresses stay known and show an empty calendar, so that a program that still reads
one shows nothing twice; back at feeds, they show the agenda again.
"""

from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from telesec.agenda.client_calendar import (
    CalendarCopy,
    ClientCalendar,
    CopyStatus,
    current_calendar,
)
from telesec.agenda.copying import copy_changes, copy_some
from telesec.agenda.feed import Feed, FeedDetails
from telesec.agenda.locks import lock_changed_agendas
from telesec.agenda.practitioner import CalendarWay, Practitioner
from telesec.clients.client import SummaryDetail

LONGEST_NAME = 200


class CalendarInUse(Exception):
    """Another practitioner's agenda is written into that calendar."""


def by_feed(db: Session, practitioner: Practitioner, now: datetime) -> bool:
    """The practitioner's program reads our addresses; whether that is new."""
    if practitioner.calendar_by == CalendarWay.FEED:
        return False
    _leave(db, practitioner, now)
    practitioner.calendar_by = CalendarWay.FEED
    mine = (Feed.practitioner_id == practitioner.id, Feed.emptied_at.is_not(None))
    db.execute(update(Feed).where(*mine).values(revoked_at=None, emptied_at=None))
    db.flush()
    return True


def by_invitations(
    db: Session,
    practitioner: Practitioner,
    address: str,
    now: datetime,
    *,
    details: FeedDetails | None = None,
) -> bool:
    """Each change is sent to this e-mail address; whether that is new.

    What is coming is sent at once. Without ``details`` they stay as they are; in the beginning
    initials where the client's summaries are discreet, since e-mails lie about in the open.
    """
    current = current_calendar(db, practitioner.id)
    if current and (current.way, current.address) == (CalendarWay.INVITATIONS, address):
        return _show(db, current, details, now)
    discreet = practitioner.client.summary_detail == SummaryDetail.DISCREET
    details = details or (FeedDetails.INITIALS if discreet else FeedDetails.FULL)
    _enter(db, practitioner, CalendarWay.INVITATIONS, now, address=address, details=details)
    return True


def by_caldav(
    db: Session, practitioner: Practitioner, now: datetime, *, details: FeedDetails | None = None
) -> bool:
    """Each change is written into a calendar; whether that is new.

    Into the one of before, if we can still get into it and it is nobody else's now; else nothing
    is written until one has been connected.
    """
    current = current_calendar(db, practitioner.id)
    if current and current.way == CalendarWay.CALDAV:
        return _show(db, current, details, now)
    before = db.scalar(
        select(ClientCalendar.collection)
        .where(
            ClientCalendar.practitioner_id == practitioner.id,
            ClientCalendar.way == CalendarWay.CALDAV,
            ClientCalendar.sealed_password.is_not(None),
            ClientCalendar.collection.not_in(_written_for_others(practitioner)),
        )
        .order_by(ClientCalendar.left_at.desc(), ClientCalendar.id.desc())
        .limit(1)
    )
    _enter(
        db,
        practitioner,
        CalendarWay.CALDAV,
        now,
        collection=before or "",
        details=details or FeedDetails.FULL,
    )
    return True


def connect(
    db: Session,
    practitioner: Practitioner,
    *,
    server: str,
    username: str,
    sealed_password: str,
    collection: str,
    name: str,
    now: datetime,
) -> ClientCalendar:
    """Write into that calendar from now on. The same one again: another password, nothing else.

    Raises CalendarInUse, and then nothing has changed.
    """
    if collection in db.scalars(_written_for_others(practitioner)).all():
        raise CalendarInUse
    current = current_calendar(db, practitioner.id)
    is_caldav = current is not None and current.way == CalendarWay.CALDAV
    details = current.details if current and is_caldav else FeedDetails.FULL
    if not (current and is_caldav and current.collection == collection):
        current = _enter(
            db, practitioner, CalendarWay.CALDAV, now, collection=collection, details=details
        )
    current.server, current.username, current.sealed_password = server, username, sealed_password
    current.collection, current.collection_name = collection, name[:LONGEST_NAME]
    current.checked_at = current.trouble = current.trouble_since = current.next_attempt_at = None
    current.attempts = 0
    db.execute(
        update(CalendarCopy)
        .where(CalendarCopy.calendar_id == current.id, CalendarCopy.status == CopyStatus.REFUSED)
        .values(status=CopyStatus.WAITING, next_attempt_at=now, attempts=0)
        .execution_options(synchronize_session="fetch")
    )
    db.flush()
    return current


def _written_for_others(practitioner: Practitioner) -> Select[str]:
    """The calendars that are another practitioner's: two never share one."""
    return select(ClientCalendar.collection).where(
        ClientCalendar.left_at.is_(None), ClientCalendar.practitioner_id != practitioner.id
    )


def _show(
    db: Session, calendar: ClientCalendar, details: FeedDetails | None, now: datetime
) -> bool:
    """Show so much from now on, in what was copied too; whether that is new."""
    lock_changed_agendas(db, calendar.client_id)
    changed = details not in {None, calendar.details}
    calendar.details = details or calendar.details
    copy_changes(db, [calendar.practitioner_id], now)
    return changed


def _leave(db: Session, practitioner: Practitioner, now: datetime) -> None:
    lock_changed_agendas(db, practitioner.client_id)
    current = current_calendar(db, practitioner.id)
    if current is None:
        open_feeds = (Feed.practitioner_id == practitioner.id, Feed.revoked_at.is_(None))
        db.execute(update(Feed).where(*open_feeds).values(revoked_at=now, emptied_at=now))
        return
    current.left_at = now
    db.flush()
    copy_some(db, current, now)


def _enter(
    db: Session,
    practitioner: Practitioner,
    way: CalendarWay,
    now: datetime,
    *,
    details: FeedDetails,
    address: str = "",
    collection: str = "",
) -> ClientCalendar:
    """Leave what was, and copy all that is coming to where it is wanted now.

    If that was left some time ago it is taken up again: its copies know what was told there.
    """
    _leave(db, practitioner, now)
    calendar = db.scalar(
        select(ClientCalendar)
        .where(
            ClientCalendar.practitioner_id == practitioner.id,
            ClientCalendar.way == way,
            ClientCalendar.address == address,
            ClientCalendar.collection == collection,
        )
        .order_by(ClientCalendar.id.desc())
        .limit(1)
    ) or ClientCalendar(
        client_id=practitioner.client_id,
        practitioner_id=practitioner.id,
        way=way,
        address=address,
        collection=collection,
    )
    calendar.left_at, calendar.entered_at, calendar.details = None, now, details
    practitioner.calendar_by = way
    db.add(calendar)
    db.flush()
    copy_changes(db, [practitioner.id], now)
    return calendar
