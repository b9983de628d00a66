"""Loading the clients file: what it says is made so; nothing is half-loaded, no history lost.

What a client's entry no longer lists is put out of use (lines, practitioners, appointment
types) or taken out (contacts). Clients that the file does not name are left alone.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.busy.calendars import calendars_of, read_anew
from telesec.agenda.feed import Feed
from telesec.agenda.feeds import open_feed
from telesec.agenda.practitioner import Practitioner
from telesec.clients.client import Client, client_by_key
from telesec.onboarding.busy_calendars import put_busy_calendars
from telesec.onboarding.calendars import put_calendars
from telesec.onboarding.checking import mistakes_in
from telesec.onboarding.client_file import ClientEntry, ClientsFile, FeedEntry
from telesec.onboarding.practice_rows import put_places, put_resources
from telesec.onboarding.rows import (
    client_values,
    put,
    put_appointment_types,
    put_contacts,
    put_issuer,
    put_lines,
    put_practitioners,
    put_price,
)
from telesec.values.yaml_file import BadFile, YamlDocument


@dataclass(slots=True)
class LoadReport:
    """What the loading of a file came to; clients by their keys."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    issuer_changed: bool = False
    feeds_opened: int = 0
    lines_closed: list[str] = field(default_factory=list)  # numbers that are answered no more


def load_clients(
    db: Session,
    document: YamlDocument,
    now: datetime,
    secret_key: str,
    *,
    scripts: Collection[str] | None = None,
    subaccounts: Collection[str] | None = None,
) -> LoadReport:
    """Create or update all that the file names. The same file twice changes nothing.

    ``scripts``: names of the call scripts there are, ``subaccounts``: those of the carrier's that
    are set up; to check against, None checks none.
    Raises BadFile with every mistake found, before anything is written.
    """
    file = document.checked(ClientsFile)
    mistakes = mistakes_in(db, document, file, scripts, subaccounts)
    if mistakes:
        raise BadFile(mistakes)
    report = LoadReport()
    if file.issuer:
        report.issuer_changed = put_issuer(db, file.issuer)
    for entry in file.clients:
        _put_client(db, entry, now, secret_key, report)
    return report


def _put_client(
    db: Session, entry: ClientEntry, now: datetime, secret_key: str, report: LoadReport
) -> None:
    client = client_by_key(db, entry.key)
    is_new = client is None
    if client is None:
        client = Client(key=entry.key, created_at=now, updated_at=now)
    zone = client.time_zone
    changed = put(client, client_values(entry))
    db.add(client)
    db.flush()
    if client.time_zone != zone:
        for calendar in calendars_of(db, [client.id]):
            read_anew(calendar, now)  # its whole days are at other hours now
    places_changed = put_places(db, client, entry, now)
    resources, resources_changed = put_resources(db, client, entry)
    practitioners, others = put_practitioners(
        db, client, entry.practitioners, now, compact=entry.compact
    )
    opened = _open_feeds(db, client, practitioners, entry, secret_key=secret_key, now=now)
    calendars = put_busy_calendars(db, practitioners, entry, secret_key, now)
    lines_changed, closed = put_lines(db, client, entry)
    report.lines_closed += closed
    parts = [
        changed,
        places_changed,
        resources_changed,
        others,
        lines_changed,
        put_contacts(client, entry),
        put_appointment_types(
            db, client, entry.appointment_types, practitioners, now, resources=resources
        ),
        put_calendars(db, practitioners, entry.practitioners, now),
        entry.price is not None and put_price(db, client, entry.price),
        opened > 0,
        calendars,
    ]
    report.feeds_opened += opened
    if is_new:
        report.created.append(entry.key)
    elif any(parts):
        client.updated_at = now
        report.updated.append(entry.key)
    else:
        report.unchanged.append(entry.key)
    db.flush()


def _open_feeds(
    db: Session,
    client: Client,
    practitioners: dict[str, Practitioner],
    entry: ClientEntry,
    *,
    secret_key: str,
    now: datetime,
) -> int:
    """A feed for each label that has none yet; one that was revoked stays so, and one that is
    open goes on telling what it told. How many.
    """
    wanted: list[tuple[Practitioner | None, FeedEntry]] = [(None, feed) for feed in entry.feeds]
    wanted += [(practitioners[one.key], feed) for one in entry.practitioners for feed in one.feeds]
    opened = 0
    for practitioner, given in wanted:
        known = db.scalar(
            select(Feed.id)
            .where(
                Feed.client_id == client.id,
                Feed.practitioner_id == (practitioner.id if practitioner else None),
                Feed.label == given.label,
            )
            .limit(1)
        )
        if known is None:
            open_feed(
                db,
                practitioner or client,
                given.label,
                secret_key=secret_key,
                now=now,
                details=given.details,
            )
            opened += 1
    return opened
