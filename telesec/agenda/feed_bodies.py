"""Feed bodies, rendered once per change and kept in the memory of the process.

One statement tells who asks and whether anything changed; only then are appointments read, and
of those only the changed ones are written anew.
"""

import gzip
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Collection, Sequence
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
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.calendar_text import Display, Visit, calendar, event
from telesec.agenda.feed import Feed, FeedDetails
from telesec.agenda.place import Place
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.clients.account import Account
from telesec.clients.client import Client
from telesec.values.language import text_in

logger = logging.getLogger(__name__)

PAST_DAYS = 60  # an appointment that vanishes as soon as it is over annoys its owner
COMING_DAYS = 400
LARGEST_BODY = 1_000_000  # octets; Google drops larger feeds without a word
FEW = 400  # changed appointments that are fetched one by one rather than all together


Scope = tuple[int, int, FeedDetails]  # client, practitioner (0: all of them), how much is told


class Asked(NamedTuple):
    """A feed that is asked for, and all that its text depends on but the appointments."""

    feed_id: int
    last_fetched_at: datetime | None
    scope: Scope
    versions: tuple[int, ...]  # of the agendas in it
    displays: dict[int, Display]  # by practitioner
    kinds: str  # the appointment types' names, to see that one has changed
    today: date  # in the client's zone
    modified_at: datetime  # whole seconds

    @property
    def state(self) -> tuple[object, ...]:
        """Equal as long as the text is."""
        return self.versions, self.displays, self.kinds, self.today, self.modified_at

    @property
    def display(self) -> Display:
        """What holds for the whole calendar."""
        return next(iter(self.displays.values()))


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


class Fragment(NamedTuple):
    """The text of one appointment, and by what one sees that it must be written anew."""

    sequence: int
    mark: object  # updated_at, as the driver gives it
    practitioner_id: int
    is_past: bool
    text: bytes


Fragments = dict[int, Fragment]  # by appointment, in order of time


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
        _feeds.details,
        _clients.name,
        _clients.id,
        _feeds.practitioner_id,
        _clients.updated_at,
        select(func.aggregate_strings(cast(_kinds.names, Text), "\n"))
        .where(_kinds.client_id == _clients.id)
        .correlate(Client.__table__)
        .scalar_subquery(),
    )
    .select_from(
        Feed.__table__.join(Client.__table__, _clients.id == _feeds.client_id).join(
            Practitioner.__table__,
            and_(
                _practitioners.client_id == _feeds.client_id,
                or_(_feeds.practitioner_id.is_(None), _practitioners.id == _feeds.practitioner_id),
            ),
        )
    )
    .where(_feeds.secret_sha256 == bindparam("sha256"), _feeds.revoked_at.is_(None))
    .order_by(_practitioners.position, _practitioners.id)
)


_SHOWN = 13  # where in a row ends what is shown, as Display has it


def asked(db: Session | Connection, secret_sha256: str, now: datetime) -> Asked | None:
    """The feed with that fingerprint and the state of its agenda, in one statement.

    None when there is no such feed, or it has been revoked. (A client without any practitioner
    has no agenda and so no feed.)
    """
    rows = db.execute(_asked, {"sha256": secret_sha256}).all()
    if not rows:
        return None
    feed_id, fetched_at = rows[0][:2]
    details, client_name, client_id, whose, updated_at, kinds = rows[0][_SHOWN - 1 :]
    whole = client_name if whose is None else ""
    displays = {row[2]: Display(*(*row[5:_SHOWN], whole)) for row in rows}
    today, midnight = _today(ZoneInfo(rows[0][9]), now)
    changes = [row[4] for row in rows if row[4]]
    return Asked(
        feed_id,
        fetched_at,
        (client_id, whose or 0, details),
        tuple(row[3] for row in rows),
        displays,
        kinds or "",
        today,
        max(*changes, updated_at, midnight).replace(microsecond=0),
    )


def _today(zone: ZoneInfo, now: datetime) -> tuple[date, datetime]:
    """The local day, and the instant at which it began."""
    today = now.astimezone(zone).date()
    return today, datetime.combine(today, time(), zone).astimezone(now.tzinfo)


def note_fetch(db: Session, feed_id: int, user_agent: str, now: datetime) -> None:
    """Note when and by what program the feed was last fetched, for its owner to see."""
    seen = "".join(c for c in user_agent if c.isprintable())[:200]
    db.execute(
        update(Feed).where(Feed.id == feed_id).values(last_fetched_at=now, last_user_agent=seen)
    )


class FeedBodies:
    """The bodies this process knows, the least used given up first. Safe among threads."""

    def __init__(
        self,
        *,
        largest: int = LARGEST_BODY,
        most_octets: int = 64_000_000,
        most_addresses: int = 10_000,
    ) -> None:
        self._largest = largest
        self._most_octets = most_octets
        self._most_addresses = most_addresses
        self._kept: OrderedDict[Scope, _Kept] = OrderedDict()
        self._octets = 0
        self._addresses: OrderedDict[str, tuple[int, Scope]] = OrderedDict()
        self._lock = Lock()

    def remember(self, secret_sha256: str, asked: Asked) -> None:
        """Note that this address is valid, for a time when the database cannot say."""
        with self._lock:
            self._addresses[secret_sha256] = (asked.feed_id, asked.scope)
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
            feed_id, scope = self._addresses.get(secret_sha256, (0, None))
            kept = self._kept.get(scope) if scope else None
            return (feed_id, kept.body) if kept else None

    def known(self, asked: Asked) -> Body | None:
        """The body, if nothing has changed since it was rendered."""
        with self._lock:
            kept = self._kept.get(asked.scope)
            if kept is None or kept.state != asked.state:
                return None
            self._kept.move_to_end(asked.scope)
            return kept.body

    def body(self, db: Session, asked: Asked) -> Body:
        """The body as of now, rendered if need be, and no larger than calendar services take."""
        found = self.known(asked)
        if found:
            return found
        with self._lock:
            before = self._kept.get(asked.scope)
        same_display = before is not None and before.state[1:3] == asked.state[1:3]
        old = before.fragments if before and same_display else {}
        fragments = _fragments(db, asked, old)
        plain = self._joined(asked, list(fragments.values()))
        body = Body(plain, hashlib.sha256(plain).hexdigest(), asked.modified_at)
        self._keep(asked, _Kept(asked.state, body, fragments))
        return body

    def _joined(self, asked: Asked, fragments: Sequence[Fragment]) -> bytes:
        """The whole calendar; what is furthest from today is left out where it grows too large:
        the past first, then what comes last.
        """
        room = self._largest - len(calendar(asked.display, ()))
        octets = sum(len(fragment.text) for fragment in fragments)
        first, end = 0, len(fragments)
        while octets > room and first < end:
            leaves_past = fragments[first].is_past
            octets -= len(fragments[first if leaves_past else end - 1].text)
            first, end = (first + 1, end) if leaves_past else (first, end - 1)
        if (left_out := len(fragments) - (end - first)) > 0:
            ids = {"feed_id": asked.feed_id, "left_out": left_out}
            logger.warning("feed_shortened", extra=ids)
        return calendar(asked.display, (fragment.text for fragment in fragments[first:end]))

    def _keep(self, asked: Asked, new: _Kept) -> None:
        with self._lock:
            replaced = self._kept.pop(asked.scope, None)
            self._kept[asked.scope] = new
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
        Appointment.practitioner_id.in_(asked.displays),
        Appointment.status == AppointmentStatus.CONFIRMED,
        Appointment.starts_at >= first,
        Appointment.starts_at < last,
    )


def _fragments(db: Session, asked: Asked, old: Fragments) -> Fragments:
    """Every appointment's text, in order; what is unchanged comes from ``old``."""
    table = Appointment.__table__.c
    midnight = datetime.combine(asked.today, time(), ZoneInfo(asked.display.zone))
    # updated_at is only compared, so it is left as the driver gives it: 5,000 conversions cost
    # more than the select. Rows are taken some at a time, because 5,000 living objects more
    # set off the garbage collector, which costs more than all the rest.
    marks = db.execute(
        select(
            table.id,
            table.sequence,
            type_coerce(table.updated_at, String),
            table.practitioner_id,
            table.starts_at < midnight,
        )
        .where(_shown(asked))
        .order_by(table.starts_at, table.uid)
    ).partitions(500)
    fragments: Fragments = {}
    changed: set[int] = set()
    for number, sequence, mark, whose, is_past in chain.from_iterable(marks):
        kept = old.get(number)
        if kept and kept[:4] == (sequence, mark, whose, is_past):
            fragments[number] = kept  # as nearly all are: a quarter faster than making each anew
            continue
        same = kept and kept[:3] == (sequence, mark, whose)
        if not same:
            changed.add(number)
        text = kept.text if kept and same else b""
        fragments[number] = Fragment(sequence, mark, whose, bool(is_past), text)
    fresh = _written(db, asked, changed)
    for number in changed:
        # Cancelled between the two statements, it has no text, and none is right.
        fragments[number] = fragments[number]._replace(text=fresh.get(number, b""))
    return fragments


def _written(db: Session, asked: Asked, numbers: Collection[int]) -> dict[int, bytes]:
    """The texts of these appointments, by id."""
    if not numbers:
        return {}
    language = asked.display.language
    kinds = db.execute(
        select(AppointmentType.id, AppointmentType.names).where(
            AppointmentType.client_id == asked.scope[0]
        )
    )
    names = {kind_id: text_in(texts, language) for kind_id, texts in kinds}
    rows = select(
        Appointment.practitioner_id,
        Appointment.id,
        Appointment.uid,
        Appointment.sequence,
        Appointment.starts_at,
        Appointment.ends_at,
        Appointment.appointment_type_id,
        Appointment.caller_name,
        Appointment.telephone,
        Account.role,
        Appointment.created_at,
        Appointment.updated_at,
        Appointment.notes,
        Place.address,
    )
    rows = rows.outerjoin(Place, Place.id == Appointment.place_id)
    rows = rows.outerjoin(Account, Account.id == Appointment.booked_by_id).where(_shown(asked))
    if len(numbers) <= FEW:
        rows = rows.where(Appointment.id.in_(numbers))
    visits = ((practitioner_id, Visit(*row)) for practitioner_id, *row in db.execute(rows))
    return {
        visit.id: event(visit, names[visit.kind_id], asked.displays[practitioner_id])
        for practitioner_id, visit in visits
    }
