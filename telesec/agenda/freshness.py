"""How stale a client's copy of the agenda may be, whichever way it is kept, and what is wrong."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from telesec.agenda.calendar_claim import NEEDS_A_PERSON
from telesec.agenda.client_calendar import (
    CalendarConflict,
    CalendarCopy,
    ClientCalendar,
    CopyStatus,
)
from telesec.agenda.conflict import open_conflict_counts
from telesec.agenda.feed import Feed
from telesec.agenda.practitioner import CalendarWay, Practitioner
from telesec.notifications.notification import (
    DeliveryStatus,
    Notification,
    NotificationKind,
)

FEED_LATE = timedelta(days=1)
WRITING_LATE = timedelta(minutes=15)


class Warning(StrEnum):
    """What is wrong with a copy, the worst first."""

    CONFLICT = "conflict"  # the client changed something there; somebody must decide
    TROUBLE = "trouble"  # its calendar cannot be written to
    NOT_CONNECTED = "not_connected"
    UNDELIVERED = "undelivered"  # invitations did not arrive
    REFUSED = "refused"  # its server will not take some appointments
    LATE_WRITING = "late_writing"
    LATE_FEED = "late_feed"  # nobody has fetched it for a day


@dataclass(slots=True)
class Freshness:
    """One practitioner's agenda, and what the client can see of it."""

    practitioner: Practitioner
    feeds: list[Feed] = field(default_factory=list)
    late_feeds: list[Feed] = field(default_factory=list)
    calendar: ClientCalendar | None = None
    left: list[ClientCalendar] = field(default_factory=list)  # something is still there
    waiting: int = 0
    behind_since: datetime | None = None  # the oldest change that the calendar lacks
    told_at: datetime | None = None  # the last invitation, or the last writing
    undelivered: int = 0
    refused: int = 0
    conflicts: int = 0
    warnings: list[Warning] = field(default_factory=list)

    @property
    def way(self) -> CalendarWay:
        """How the client gets to see it."""
        return self.practitioner.calendar_by

    @property
    def seen_at(self) -> datetime | None:
        """When the client's copy was last known to be brought up to date; None: never."""
        if self.way != CalendarWay.FEED:
            return self.told_at
        fetched = [feed.last_fetched_at for feed in self.feeds if feed.last_fetched_at]
        return max(fetched, default=None)

    @property
    def lacks_changes(self) -> bool:
        """Whether there are changes that the client's copy may not have."""
        if self.way != CalendarWay.FEED:
            return self.waiting > 0 or self.undelivered > 0
        changed, seen = self.practitioner.agenda_changed_at, self.seen_at
        return bool(self.feeds) and changed is not None and (seen is None or seen < changed)


def freshness_of(db: Session, client_ids: Collection[int], now: datetime) -> list[Freshness]:
    """How it stands with each practitioner in use of these clients: what is wrong first."""
    people = db.scalars(
        select(Practitioner)
        .where(Practitioner.client_id.in_(client_ids), Practitioner.active)
        .options(joinedload(Practitioner.client))
        .order_by(Practitioner.client_id, Practitioner.position, Practitioner.id)
    )
    found = {person.id: Freshness(person) for person in people}
    _add_feeds(db, client_ids, found, now)
    _add_calendars(db, client_ids, found)
    _add_invitations(db, client_ids, found)
    for one in found.values():
        one.warnings = _warnings(one, now)
    order = list(Warning)
    return sorted(
        found.values(),
        key=lambda one: order.index(one.warnings[0]) if one.warnings else len(order),
    )


def how_many_wrong(db: Session, client_ids: Collection[int], now: datetime) -> int:
    """How many things are wrong with copies of these clients': for a page that is often asked."""
    late_feeds = (
        select(func.count())
        .select_from(Feed)
        .outerjoin(Practitioner, Practitioner.id == Feed.practitioner_id)
        .where(
            Feed.client_id.in_(client_ids),
            Feed.revoked_at.is_(None),
            or_(Feed.practitioner_id.is_(None), Practitioner.active),
            func.coalesce(Feed.last_fetched_at, Feed.created_at) <= now - FEED_LATE,
        )
    )
    conflicts = (
        select(func.count())
        .select_from(CalendarConflict)
        .where(CalendarConflict.client_id.in_(client_ids), CalendarConflict.resolved_at.is_(None))
    )
    late = now - WRITING_LATE
    waits = (CalendarCopy.status == CopyStatus.WAITING) & (CalendarCopy.behind_since <= late)
    lacks = exists().where(
        CalendarCopy.calendar_id == ClientCalendar.id,
        or_(waits, CalendarCopy.status == CopyStatus.REFUSED),
    )
    fails = ClientCalendar.trouble.in_(NEEDS_A_PERSON) | (ClientCalendar.trouble_since <= late)
    calendars = (
        select(func.count())
        .select_from(ClientCalendar)
        .where(ClientCalendar.client_id.in_(client_ids), or_(fails, lacks))
    )
    return sum(db.scalar(query) or 0 for query in (late_feeds, conflicts, calendars))


def _add_feeds(
    db: Session, client_ids: Collection[int], found: dict[int, Freshness], now: datetime
) -> None:
    feeds = db.scalars(
        select(Feed)
        .where(Feed.client_id.in_(client_ids), Feed.revoked_at.is_(None))
        .order_by(Feed.id)
    )
    for feed in feeds:
        is_late = (feed.last_fetched_at or feed.created_at) <= now - FEED_LATE
        for one in found.values():
            if one.practitioner.client_id != feed.client_id:
                continue
            if feed.practitioner_id in {None, one.practitioner.id}:
                one.feeds.append(feed)
                one.late_feeds += [feed] if is_late else []


def _add_calendars(db: Session, client_ids: Collection[int], found: dict[int, Freshness]) -> None:
    rows = db.execute(
        select(
            CalendarCopy.calendar_id,
            func.count().filter(CalendarCopy.status == CopyStatus.WAITING),
            func.count().filter(CalendarCopy.status == CopyStatus.REFUSED),
            func.min(CalendarCopy.behind_since),
            func.max(func.coalesce(CalendarCopy.written_at, CalendarCopy.told_at)),
        )
        .where(CalendarCopy.client_id.in_(client_ids))
        .group_by(CalendarCopy.calendar_id)
    )
    copies = {row[0]: row for row in rows}
    conflicts = open_conflict_counts(db, client_ids)
    for calendar in _calendars(db, client_ids):
        one = found.get(calendar.practitioner_id)
        if one is None:
            continue
        row = copies.get(calendar.id)
        _, waiting, refused, behind_since, told_at = row or (0, 0, 0, None, None)
        if calendar.left_at is None:
            one.calendar, one.told_at = calendar, told_at
        elif waiting:
            one.left.append(calendar)
        one.waiting += waiting
        one.refused += refused
        one.conflicts += conflicts.get(calendar.id, 0)
        one.behind_since = min(filter(None, (one.behind_since, behind_since)), default=None)


def _calendars(db: Session, client_ids: Collection[int]) -> Sequence[ClientCalendar]:
    return db.scalars(
        select(ClientCalendar)
        .where(ClientCalendar.client_id.in_(client_ids))
        .order_by(ClientCalendar.id)
    ).all()


def _add_invitations(db: Session, client_ids: Collection[int], found: dict[int, Freshness]) -> None:
    """Those that wait to be sent, and those that did not arrive, by address."""
    rows = db.execute(
        select(
            Notification.client_id,
            Notification.recipient,
            Notification.status,
            func.count(),
            func.min(Notification.created_at),
        )
        .where(
            Notification.client_id.in_(client_ids),
            Notification.kind == NotificationKind.INVITATION,
            Notification.status.in_(
                [DeliveryStatus.QUEUED, DeliveryStatus.SENDING, DeliveryStatus.UNDELIVERABLE]
            ),
            Notification.dealt_with_at.is_(None),
        )
        .group_by(Notification.client_id, Notification.recipient, Notification.status)
    )
    by_address: dict[tuple[int, str], list[Freshness]] = defaultdict(list)
    for one in found.values():
        if one.calendar and one.calendar.address:
            by_address[one.calendar.client_id, one.calendar.address].append(one)
    for client_id, address, status, count, since in rows:
        for one in by_address[client_id, address]:
            if status == DeliveryStatus.UNDELIVERABLE:
                one.undelivered += count
            else:
                one.waiting += count
            one.behind_since = min(filter(None, (one.behind_since, since)), default=None)


def _warnings(one: Freshness, now: datetime) -> list[Warning]:
    calendar = one.calendar
    is_caldav = calendar is not None and calendar.way == CalendarWay.CALDAV
    late = one.behind_since is not None and one.behind_since <= now - WRITING_LATE
    wrong = {
        Warning.CONFLICT: one.conflicts > 0,
        Warning.TROUBLE: any(c.trouble for c in (calendar, *one.left) if c),
        Warning.NOT_CONNECTED: is_caldav and calendar is not None and not calendar.is_connected,
        Warning.UNDELIVERED: one.undelivered > 0,
        Warning.REFUSED: one.refused > 0,
        Warning.LATE_WRITING: one.waiting > 0 and late,
        Warning.LATE_FEED: bool(one.late_feeds),
    }
    return [warning for warning, holds in wrong.items() if holds]
