"""Feeds: opening, finding and revoking the secret addresses of agendas."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from telesec.agenda.feed import Feed, FeedDetails
from telesec.agenda.practitioner import Practitioner
from telesec.clients.client import Client

SECRET_LENGTH = 43  # characters: 32 octets as base64url without padding (RFC 4648 5)
LONGEST_LABEL = 100


def open_feed(
    db: Session,
    whose: Practitioner | Client,
    label: str,
    *,
    secret_key: str,
    now: datetime,
    details: FeedDetails = FeedDetails.FULL,
) -> Feed:
    """A new address for this practitioner's agenda, or for all agendas of a client; ``label``
    says who is to have it.
    """
    practitioner = whose if isinstance(whose, Practitioner) else None
    feed = Feed(
        client_id=practitioner.client_id if practitioner else whose.id,
        practitioner_id=practitioner.id if practitioner else None,
        label=label.strip()[:LONGEST_LABEL],
        details=details,
        nonce=secrets.token_urlsafe(32),
        created_at=now,
    )
    feed.secret_sha256 = fingerprint(secret_of(feed, secret_key))
    db.add(feed)
    db.flush()
    return feed


def secret_of(feed: Feed, secret_key: str) -> str:
    """The secret part of the address: it can be made again with the house's key, not guessed."""
    mac = hmac.new(secret_key.encode(), b"feed:" + feed.nonce.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(mac.digest()).rstrip(b"=").decode()


def feed_url(public_url: str, feed: Feed, secret_key: str) -> str:
    """The address to subscribe to. It is a secret: never log it."""
    return f"{public_url.rstrip('/')}/calendars/{secret_of(feed, secret_key)}.ics"


def fingerprint(secret: str) -> str:
    """What is kept and searched for in place of the secret: its SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def find_feed(db: Session, secret: str) -> Feed | None:
    """The feed at that address, unless it has been revoked."""
    return db.scalar(
        select(Feed).where(Feed.secret_sha256 == fingerprint(secret), Feed.revoked_at.is_(None))
    )


def emptied_at(db: Session, secret_sha256: str) -> datetime | None:
    """Since when the agenda of that address goes another way (switching.py); None: it does not."""
    return db.scalar(select(Feed.emptied_at).where(Feed.secret_sha256 == secret_sha256))


def revoke(feed: Feed, now: datetime) -> None:
    """Close the address for ever; it answers as if it had never been. Twice is once."""
    feed.emptied_at = None
    if feed.revoked_at is None:
        feed.revoked_at = now


def renew(db: Session, feed: Feed, *, secret_key: str, now: datetime) -> Feed:
    """Another address in place of this one, which is closed: of the same agenda, by the same name.

    Raises ValueError when it has been revoked: whoever closed an address meant it.
    """
    if feed.revoked_at is not None:
        raise ValueError("a revoked address is not renewed; open another")
    revoke(feed, now)
    whose = feed.practitioner or feed.client
    return open_feed(db, whose, feed.label, secret_key=secret_key, now=now, details=feed.details)


def feeds_of(db: Session, client_ids: Collection[int]) -> list[Feed]:
    """All feeds of these clients, revoked ones too: the whole client's first, then by practitioner;
    by age.
    """
    rows = db.scalars(
        select(Feed)
        .outerjoin(Feed.practitioner)
        .where(Feed.client_id.in_(client_ids))
        .options(joinedload(Feed.practitioner), joinedload(Feed.client))
        # Of the whole client first: databases differ in where they put what is absent.
        .order_by(
            Feed.client_id, Practitioner.id.isnot(None), Practitioner.position, Practitioner.id
        )
        .order_by(Feed.id)
    )
    return list(rows)
