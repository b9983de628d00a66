"""Feed bodies, rendered once per change and kept in the memory of the process.

One statement tells who asks and whether anything changed; only then are appointments read, and
of those only the changed ones are written anew.
"""

import gzip
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain
from threading import Lock
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    Text,
    and_,
    bindparam,
    cast,
    func,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.calendar_text import Display, Visit, calendar, event
from telesec.agenda.feed import Feed
from telesec.agenda.place import Place
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.clients.client import Client
from telesec.values.language import text_in

logger = logging.getLogger(__name__)

PAST_DAYS = 60  # an appointment that vanishes as soon as it is over annoys its owner
COMING_DAYS = 400
LARGEST_BODY = 1_000_000  # octets; Google drops larger feeds without a word
FEW = 400  # changed appointments that are fetched one by one rather than all together


class Asked(NamedTuple):
    """A feed that is asked for, and all that its text depends on but the appointments."""

    feed_id: int
    last_fetched_at: datetime | None
    practitioner_id: int
    agenda_version: int
    display: Display
    kinds: str  # the appointment types' names, to see that one has changed
    today: date  # in the client's zone
    modified_at: datetime  # whole seconds

    @property
    def state(self) -> tuple[object, ...]:
        """Equal as long as the text is."""
        return self.agenda_version, self.display, self.kinds, self.today, self.modified_at


@dataclass(slots=True)
class Body:
    """A rendered feed."""

    plain: bytes
    digest: str
    modified_at: datetime
    _gzipped: bytes | None = field(default=None, repr=False)

    @property
    def gzipped(self) -> bytes:
        """The body compressed, once, and always alike (no time inside)."""
        if self._gzipped is None:
            self._gzipped = gzip.compress(self.plain, compresslevel=3, mtime=0)
        return self._gzipped


Fragments = dict[int, tuple[int, object, bytes]]  # by appointment: sequence, updated_at, text


class _Kept(NamedTuple):
    state: tuple[object, ...]
    body: Body
    fragments: Fragments


# Asked at every poll, so it is made once, and of plain tables: the object mapping would cost
# more than all the rest.
_feeds = Feed.__table__.c
_practitioners = Practitioner.__table__.c
_clients = Client.__table__.c
_kinds = AppointmentType.__table__.c
_asked = (
    select(
        _feeds.id,
        _feeds.last_fetched_at,
        _practitioners.id,
        _practitioners.agenda_version,
        _practitioners.agenda_changed_at,
        _practitioners.name,
        _practitioners.place,
        _clients.trade,
        _clients.country,
        _clients.time_zone,
        _clients.language,
        _clients.colour,
        _clients.updated_at,
        select(func.aggregate_strings(cast(_kinds.names, Text), "\n"))
        .where(_kinds.client_id == _clients.id)
        .correlate(Client.__table__)
        .scalar_subquery(),
    )
    .select_from(
        Feed.__table__.join(
            Practitioner.__table__, _practitioners.id == _feeds.practitioner_id
        ).join(Client.__table__, _clients.id == _practitioners.client_id)
    )
    .where(_feeds.secret_sha256 == bindparam("sha256"), _feeds.revoked_at.is_(None))
)


def asked(db: Session | Connection, secret_sha256: str, now: datetime) -> Asked | None:
    """The feed with that fingerprint and the state of its agenda, in one statement.

    None when there is no such feed, or it has been revoked.
    """
    row = db.execute(_asked, {"sha256": secret_sha256}).one_or_none()
    if row is None:
        return None
    (feed_id, fetched_at, practitioner_id, version, changed_at, *shown, updated_at, kinds) = row
    display = Display(*shown)
    zone = ZoneInfo(display.zone)
    today = now.astimezone(zone).date()
    midnight = datetime.combine(today, time(), zone).astimezone(now.tzinfo)
    modified_at = max(changed_at or updated_at, updated_at, midnight)
    return Asked(
        feed_id,
        fetched_at,
        practitioner_id,
        version,
        display,
        kinds or "",
        today,
        modified_at.replace(microsecond=0),
    )


def note_fetch(db: Session, feed_id: int, user_agent: str, now: datetime) -> None:
    """Note when and by what program the feed was last fetched, for its owner to see."""
    seen = "".join(c for c in user_agent if c.isprintable())[:200]
    db.execute(
        update(Feed).where(Feed.id == feed_id).values(last_fetched_at=now, last_user_agent=seen)
    )


class FeedBodies:
    """The bodies this process knows, the least used given up first. Safe among threads."""

    def __init__(self, *, most_octets: int = 64_000_000, most_addresses: int = 10_000) -> None:
        self._most_octets = most_octets
        self._most_addresses = most_addresses
        self._kept: OrderedDict[int, _Kept] = OrderedDict()  # by practitioner
        self._octets = 0
        self._addresses: OrderedDict[str, tuple[int, int]] = OrderedDict()
        self._lock = Lock()

    def remember(self, secret_sha256: str, asked: Asked) -> None:
        """Note that this address is valid, for a time when the database cannot say."""
        with self._lock:
            self._addresses[secret_sha256] = (asked.feed_id, asked.practitioner_id)
            self._addresses.move_to_end(secret_sha256)
            if len(self._addresses) > self._most_addresses:
                self._addresses.popitem(last=False)

    def forget(self, secret_sha256: str) -> None:
        """Note that this address is not, or no longer, valid."""
        with self._lock:
            self._addresses.pop(secret_sha256, None)

    def last_known(self, secret_sha256: str) -> tuple[int, Body] | None:
        """Feed id and body as this process last knew them, while the database is away."""
        with self._lock:
            feed_id, practitioner_id = self._addresses.get(secret_sha256, (0, 0))
            kept = self._kept.get(practitioner_id)
            return (feed_id, kept.body) if kept else None

    def known(self, asked: Asked) -> Body | None:
        """The body, if nothing has changed since it was rendered."""
        with self._lock:
            kept = self._kept.get(asked.practitioner_id)
            if kept is None or kept.state != asked.state:
                return None
            self._kept.move_to_end(asked.practitioner_id)
            return kept.body

    def body(self, db: Session, asked: Asked) -> Body:
        """The body as of now, rendered if need be."""
        found = self.known(asked)
        if found:
            return found
        with self._lock:
            before = self._kept.get(asked.practitioner_id)
        same_display = before is not None and before.state[1:3] == asked.state[1:3]
        old = before.fragments if before and same_display else {}
        fragments = _fragments(db, asked, old)
        plain = calendar(asked.display, (text for _, _, text in fragments.values()))
        if len(plain) > LARGEST_BODY:
            logger.warning("feed_large", extra={"feed_id": asked.feed_id, "octets": len(plain)})
        body = Body(plain, hashlib.sha256(plain).hexdigest(), asked.modified_at)
        self._keep(asked, _Kept(asked.state, body, fragments))
        return body

    def _keep(self, asked: Asked, new: _Kept) -> None:
        with self._lock:
            replaced = self._kept.pop(asked.practitioner_id, None)
            self._kept[asked.practitioner_id] = new
            self._octets += _weight(new) - (_weight(replaced) if replaced else 0)
            while self._octets > self._most_octets and len(self._kept) > 1:
                _, given_up = self._kept.popitem(last=False)
                self._octets -= _weight(given_up)


def _weight(kept: _Kept) -> int:
    """About what it takes in memory: the body, its parts, and the compressed body."""
    return 3 * len(kept.body.plain)


def _shown(asked: Asked) -> ColumnElement[bool]:
    """Which appointments are in the feed: those that stand, within its window of local days."""
    zone = ZoneInfo(asked.display.zone)
    first, last = (
        datetime.combine(asked.today + timedelta(days=days), time(), zone)
        for days in (-PAST_DAYS, COMING_DAYS)
    )
    return and_(
        Appointment.practitioner_id == asked.practitioner_id,
        Appointment.status == AppointmentStatus.CONFIRMED,
        Appointment.starts_at >= first,
        Appointment.starts_at < last,
    )


def _fragments(db: Session, asked: Asked, old: Fragments) -> Fragments:
    """Every appointment's text, in order; what is unchanged comes from ``old``."""
    table = Appointment.__table__.c
    # updated_at is only compared, so it is left as the driver gives it: 5,000 conversions cost
    # more than the select. Rows are taken some at a time, because 5,000 living objects more
    # set off the garbage collector, which costs more than all the rest.
    marks = db.execute(
        select(table.id, table.sequence, type_coerce(table.updated_at, String))
        .where(_shown(asked))
        .order_by(table.starts_at, table.uid)
    ).partitions(500)
    fragments: Fragments = {}
    changed: set[int] = set()
    for number, sequence, mark in chain.from_iterable(marks):
        kept = old.get(number)
        if kept is None or kept[0] != sequence or kept[1] != mark:
            changed.add(number)
            kept = (sequence, mark, b"")
        fragments[number] = kept
    fresh = _written(db, asked, changed)
    for number in changed:
        sequence, mark, _ = fragments[number]
        # Cancelled between the two statements, it has no text, and none is right.
        fragments[number] = (sequence, mark, fresh.get(number, b""))
    return fragments


def _written(db: Session, asked: Asked, numbers: Collection[int]) -> dict[int, bytes]:
    """The texts of these appointments, by id."""
    if not numbers:
        return {}
    language = asked.display.language
    kinds = db.execute(
        select(AppointmentType.id, AppointmentType.names)
        .join(Practitioner, Practitioner.client_id == AppointmentType.client_id)
        .where(Practitioner.id == asked.practitioner_id)
    )
    names = {kind_id: text_in(texts, language) for kind_id, texts in kinds}
    rows = select(
        Appointment.id,
        Appointment.uid,
        Appointment.sequence,
        Appointment.starts_at,
        Appointment.ends_at,
        Appointment.appointment_type_id,
        Appointment.caller_name,
        Appointment.telephone,
        Appointment.booked_by_id,
        Appointment.created_at,
        Appointment.updated_at,
        Appointment.notes,
        Place.address,
    )
    rows = rows.outerjoin(Place, Place.id == Appointment.place_id).where(_shown(asked))
    if len(numbers) <= FEW:
        rows = rows.where(Appointment.id.in_(numbers))
    visits = (Visit._make(row) for row in db.execute(rows))
    return {visit.id: event(visit, names[visit.kind_id], asked.display) for visit in visits}
