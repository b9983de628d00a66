"""Receipts: what the carrier says became of a text message, in any order and any number of times.

https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
"""

import logging
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.notifications.notification import DeliveryStatus, Notification

logger = logging.getLogger(__name__)

# How far a message has got; a lower one that comes later is old news.
RANKS = {"accepted": 1, "scheduled": 1, "queued": 2, "sending": 3, "sent": 4}
DELIVERED = frozenset({"delivered", "read"})
FAILED = frozenset({"undelivered", "failed", "canceled"})


def record_receipt(
    db: Session,
    notification_id: int,
    *,
    message_sid: str,
    status: str,
    error_code: str,
    now: datetime,
) -> None:
    """Note the carrier's word. A final state is never left; a word on another message is not ours.

    It may come before we have written down the message's sid: then it is what tells us the sid.
    """
    notification = db.scalar(
        select(Notification).where(Notification.id == notification_id).with_for_update()
    )
    if notification is None or notification.provider_sid not in {None, message_sid}:
        ids = {"notification_id": notification_id, "message_sid": message_sid[:34]}
        logger.warning("receipt_of_unknown_message", extra=ids)
        return
    if notification.provider_status in DELIVERED | FAILED:
        return
    if status in DELIVERED:
        notification.status = DeliveryStatus.DELIVERED
    elif status in FAILED:
        notification.status = DeliveryStatus.UNDELIVERABLE
        notification.last_error = f"carrier: {status}, error {error_code[:10] or 'not given'}"
    elif RANKS.get(status, 0) <= RANKS.get(notification.provider_status or "", 0):
        return
    else:
        notification.status = DeliveryStatus.SENT
    notification.provider_sid = message_sid[:34]
    notification.provider_status = status[:24]
    notification.sent_at = notification.sent_at or now
    notification.next_attempt_at = notification.claimed_until = None
    if status in DELIVERED | FAILED:
        notification.settled_at = now
