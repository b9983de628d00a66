"""Attempts: when a notification that did not arrive is tried again, and when we give up."""

import logging
from datetime import datetime, timedelta

from telesec.notifications.notification import DeliveryStatus, Notification

logger = logging.getLogger(__name__)

# Between attempts; after the last the notification is undeliverable: about nine hours in all.
DELAYS = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 3600, 4 * 3600, 4 * 3600))
LONGEST_REASON = 300


def try_again(notification: Notification, now: datetime, least: timedelta) -> None:
    """Set the next attempt, after ``least`` or later; after the last one, give up."""
    if notification.attempts > len(DELAYS):
        give_up(notification, now)
        return
    logger.warning("notification_delayed", extra=_ids(notification))
    notification.status = DeliveryStatus.QUEUED
    delay = DELAYS[max(notification.attempts, 1) - 1]
    notification.next_attempt_at = now + max(delay, least)


def give_up(notification: Notification, now: datetime) -> None:
    """It will not arrive: shown until somebody deals with it."""
    logger.error("notification_undeliverable", extra=_ids(notification))
    notification.status = DeliveryStatus.UNDELIVERABLE
    notification.next_attempt_at = notification.claimed_until = None
    notification.settled_at = now


def withdraw(notification: Notification, now: datetime) -> None:
    """It is true no more: it does not go out, and nobody has to deal with it."""
    notification.status = DeliveryStatus.WITHDRAWN
    notification.next_attempt_at = notification.claimed_until = None
    notification.settled_at = now


def put_off(notification: Notification, until: datetime) -> None:
    """It is tried then, not now; what was tried before counts."""
    notification.status = DeliveryStatus.QUEUED
    notification.claimed_until = None
    notification.next_attempt_at = until


def _ids(notification: Notification) -> dict[str, object]:
    return {
        "notification_id": notification.id,
        "attempt": notification.attempts,
        "error": notification.last_error,
    }
