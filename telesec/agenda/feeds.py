"""Feeds: opening, finding and revoking the secret addresses of agendas."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from telesec.agenda.feed import Feed
from telesec.agenda.practitioner import Practitioner

SECRET_LENGTH = 43  # characters: 32 octets as base64url without padding (RFC 4648 5)
LONGEST_LABEL = 100


def open_feed(
    db: Session, practitioner: Practitioner, label: str, *, secret_key: str, now: datetime
) -> Feed:
    """A new address for this practitioner's agenda; ``label`` says whose it is to be."""
    feed = Feed(
        client_id=practitioner.client_id,
        practitioner_id=practitioner.id,
        label=label.strip()[:LONGEST_LABEL],
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


def revoke(feed: Feed, now: datetime) -> None:
    """Close the address for ever; it answers as if it had never been. Twice is once."""
    if feed.revoked_at is None:
        feed.revoked_at = now


def feeds_of(db: Session, client_ids: Collection[int]) -> list[Feed]:
    """All feeds of these clients, revoked ones too, by practitioner and age."""
    rows = db.scalars(
        select(Feed)
        .join(Feed.practitioner)
        .where(Feed.client_id.in_(client_ids))
        .options(joinedload(Feed.practitioner))
        .order_by(Practitioner.client_id, Practitioner.position, Practitioner.id, Feed.id)
    )
    return list(rows)
