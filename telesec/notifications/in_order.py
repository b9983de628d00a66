"""What is told of one thing in several notifications, of which only the last one counts.

An invitation must not arrive after its own update. Of those with one ``order_key`` one is on its
way at a time, and none goes out once a later one has been written.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from telesec.notifications.notification import DeliveryStatus, Notification


def supersede(db: Session, order_key: str, now: datetime) -> bool:
    """Take back those that have not gone out; whether any may have gone out before."""
    mine = Notification.order_key == order_key
    db.execute(
        update(Notification)
        .where(mine, Notification.status == DeliveryStatus.QUEUED)
        .values(status=DeliveryStatus.SUPERSEDED, settled_at=now, next_attempt_at=None)
        .execution_options(synchronize_session="fetch")
    )
    gone_out = and_(mine, Notification.attempts > 0)
    return db.scalar(select(Notification.id).where(gone_out).limit(1)) is not None


def nothing_before_it_is_on_its_way() -> ColumnElement[bool]:
    """Which notifications may be sent now, as far as their order is concerned."""
    earlier = aliased(Notification)
    on_its_way = exists().where(
        earlier.order_key == Notification.order_key,
        earlier.id < Notification.id,
        earlier.status == DeliveryStatus.SENDING,
    )
    return or_(Notification.order_key.is_(None), ~on_its_way)


def has_a_later_one(db: Session, notification: Notification) -> bool:
    """Whether this one is old news."""
    if notification.order_key is None:
        return False
    later = select(Notification.id).where(
        Notification.order_key == notification.order_key, Notification.id > notification.id
    )
    return db.scalar(later.limit(1)) is not None


def drop(notification: Notification, now: datetime) -> None:
    """It is old news: it does not go out."""
    notification.status = DeliveryStatus.SUPERSEDED
    notification.next_attempt_at = notification.claimed_until = None
    notification.settled_at = now
