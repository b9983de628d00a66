"""The outbox: what somebody must be told is written in the transaction of the fact."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.database import insert_if_absent
from telesec.notifications.notification import (
    Channel,
    DeliveryStatus,
    Notification,
    NotificationKind,
)
from telesec.notifications.opt_out import has_opted_out

LONGEST_REASON = 300


def queue(
    db: Session,
    *,
    client_id: int,
    call_id: int | None,
    kind: NotificationKind,
    channel: Channel,
    recipient: str,
    subject: str,
    body: str,
    once_key: str,
    now: datetime,
    due_at: datetime | None = None,
    undeliverable: str = "",
    calendar: str | None = None,
    order_key: str | None = None,
) -> Notification | None:
    """Write one wish to tell; None when ``once_key`` is there already (nothing changes then).

    Text messages to somebody who answered STOP are kept as undeliverable.
    It goes out at ``due_at``, else at once.
    With a reason in ``undeliverable`` it is kept as such at once: shown, never lost.
    ``calendar``: an invitation that goes with an e-mail; ``order_key``: see in_order.py.
    """
    if not undeliverable and channel == Channel.SMS and has_opted_out(db, client_id, recipient):
        undeliverable = "this number answered STOP"
    status = DeliveryStatus.UNDELIVERABLE if undeliverable else DeliveryStatus.QUEUED
    values = {
        "client_id": client_id,
        "call_id": call_id,
        "kind": kind,
        "channel": channel,
        "recipient": recipient,
        "subject": subject,
        "body": body,
        "calendar": calendar,
        "order_key": order_key,
        "once_key": once_key,
        "status": status,
        "attempts": 0,
        "next_attempt_at": None if undeliverable else due_at or now,
        "last_error": undeliverable[:LONGEST_REASON] or None,
        "created_at": now,
        "settled_at": now if undeliverable else None,
    }
    if not insert_if_absent(db, Notification, values):
        return None
    return db.scalars(select(Notification).where(Notification.once_key == once_key)).one()


def undeliverable_of(
    db: Session, client_ids: Collection[int], limit: int = 50
) -> list[Notification]:
    """What could not be delivered for these clients, newest first, until somebody deals with it."""
    return list(
        db.scalars(
            select(Notification)
            .where(
                Notification.client_id.in_(client_ids),
                Notification.status == DeliveryStatus.UNDELIVERABLE,
                Notification.dealt_with_at.is_(None),
            )
            .order_by(Notification.created_at.desc(), Notification.id.desc())
            .limit(limit)
        )
    )
