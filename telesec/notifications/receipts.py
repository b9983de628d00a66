"""Receipts: what the carrier says became of a text message, in any order and any number of times.

https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
"""

import logging
import re
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from telesec.notifications.attempts import give_up, try_again
from telesec.notifications.notification import DeliveryStatus, Notification
from telesec.notifications.opt_out import REFUSED_AFTER_STOP, follow_carrier
from telesec.prepared import Prepared, read_at_once, write_at_once

logger = logging.getLogger(__name__)

# How far a message has got; a lower one that comes later is old news.
RANKS = {"accepted": 1, "scheduled": 1, "queued": 2, "sending": 3, "sent": 4}
DELIVERED = frozenset({"delivered", "read"})
FAILED = frozenset({"undelivered", "failed", "canceled"})

# Failures that pass: queue overflow, handset off or out of reach, unknown, timeout upstream.
# Everything else is for good for that number (Twilio error dictionary).
PASSING = frozenset({"30001", "30003", "30008", "30017", "30410"})
HANDSET_MAY_BE_BACK = timedelta(minutes=10)
SID = re.compile(r"[A-Z]{2}[0-9A-Za-z]{32}")  # the carrier's id of a message


_NOTIFICATIONS = Notification.metadata.tables["notifications"]
_COLUMNS = tuple(column.name for column in _NOTIFICATIONS.columns)
_UNDER_LOCK = Prepared(  # every text message comes back here two or three times
    select(_NOTIFICATIONS)
    .where(_NOTIFICATIONS.c.id == bindparam("notification_id"))
    .with_for_update()
)


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
    A failure that may pass (the handset is off) sets another attempt, as a new message.
    """
    found = _UNDER_LOCK.first(db, {"notification_id": notification_id})
    row = dict(zip(_COLUMNS, found, strict=True)) if found else {}
    notification = read_at_once(db, Notification, row) if row else None
    if notification is None or not _is_about(notification, message_sid):
        ids = {"notification_id": notification_id, "message_sid": message_sid[:34]}
        logger.warning("receipt_of_unknown_message", extra=ids)
        return
    _take_in(notification, message_sid, status, error_code, now)
    if status in FAILED and error_code == str(REFUSED_AFTER_STOP):
        follow_carrier(db, notification.client_id, notification.recipient, now)
    write_at_once(db, notification)


def _take_in(
    notification: Notification, message_sid: str, status: str, error_code: str, now: datetime
) -> None:
    same = notification.provider_sid == message_sid
    before = (notification.provider_status or "") if same else ""
    if before in DELIVERED | FAILED:
        return
    if status not in DELIVERED | FAILED and RANKS.get(status, 0) <= RANKS.get(before, 0):
        return
    notification.provider_sid = message_sid
    notification.provider_status = status[:24]
    notification.sent_at = notification.sent_at or now
    if status in FAILED:
        _failed(notification, status, error_code, now)
        return
    notification.next_attempt_at = notification.claimed_until = notification.settled_at = None
    notification.status = DeliveryStatus.SENT
    if status in DELIVERED:
        notification.status = DeliveryStatus.DELIVERED
        notification.last_error = None
        notification.settled_at = now


def _is_about(notification: Notification, message_sid: str) -> bool:
    """Whether the notification may have gone out as that message."""
    if not SID.fullmatch(message_sid):
        return False
    if notification.provider_sid in {None, message_sid}:
        return True
    # Another attempt is on its way, and its receipt was quicker than our own record of it.
    return notification.status == DeliveryStatus.SENDING and notification.provider_status in FAILED


def _failed(notification: Notification, status: str, error_code: str, now: datetime) -> None:
    notification.claimed_until = None
    notification.last_error = f"carrier: {status}, error {error_code[:10] or 'not given'}"
    if error_code in PASSING:
        try_again(notification, now, HANDSET_MAY_BE_BACK)
    else:
        give_up(notification, now)
