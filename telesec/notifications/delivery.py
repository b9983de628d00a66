"""Delivery: the worker claims a notification, commits, sends, and records what came of it.

Safe with several workers and when one dies: a claim runs out. A text message whose outcome is
unknown is looked up at the carrier before it is sent again; an e-mail may go twice, with the
same Message-ID.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Engine, or_, select
from sqlalchemy.orm import Session

from telesec.database import transaction
from telesec.gateways.mail import MailDelayed, MailRefused
from telesec.gateways.telephony.rest import Busy, OutcomeUnknown, Refused, SentMessage
from telesec.notifications.notification import Channel, DeliveryStatus, Notification

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=2)  # longer than any one sending may take
# Between attempts; after the last the notification is undeliverable: about nine hours in all.
DELAYS = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600, 3600, 4 * 3600, 4 * 3600))
LONGEST_REASON = 300


class TextMessages(Protocol):
    """What delivery asks of the carrier (gateways/telephony/rest.py)."""

    def send_text_message(self, to: str, body: str, status_callback: str) -> SentMessage:
        """Send one."""
        ...

    def find_text_message(self, to: str, body: str, since: datetime) -> SentMessage | None:
        """Find one that was sent."""
        ...


class Mail(Protocol):
    """What delivery asks of the mail server (gateways/mail.py)."""

    def send(self, *, to: str, subject: str, body: str, message_id: str, at: datetime) -> None:
        """Send one."""
        ...


@dataclass(frozen=True, slots=True)
class Outside:
    """The ways out of the house, and where the carrier reports back."""

    text_messages: TextMessages
    mail: Mail
    status_url: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: int
    channel: Channel
    recipient: str
    subject: str
    body: str
    created_at: datetime
    attempts: int
    look_first: bool  # an earlier attempt may have gone through


@dataclass(frozen=True, slots=True)
class _Outcome:
    sent: SentMessage | None = None
    error: str = ""
    permanent: bool = False


def deliver_due(
    engine: Engine, outside: Outside, now: Callable[[], datetime], batch: int = 20
) -> int:
    """Send what is due; how many went out."""
    sent = 0
    for claimed in _claim(engine, now(), batch):
        outcome = _send(claimed, outside, now())
        with transaction(engine) as db:
            _record(db, claimed, outcome, now())
        sent += not outcome.error
    return sent


def _claim(engine: Engine, now: datetime, batch: int) -> list[_Claimed]:
    due = or_(
        (Notification.status == DeliveryStatus.QUEUED) & (Notification.next_attempt_at <= now),
        (Notification.status == DeliveryStatus.SENDING) & (Notification.claimed_until <= now),
    )
    with transaction(engine, reads_only=True) as db:
        if db.scalar(select(Notification.id).where(due).limit(1)) is None:
            return []
    with transaction(engine) as db:
        rows = db.scalars(
            select(Notification)
            .where(due)
            .order_by(Notification.next_attempt_at)
            .limit(batch)
            .with_for_update(skip_locked=True)
        ).all()
        claimed = [_claimed(row) for row in rows]
        for row in rows:
            row.status = DeliveryStatus.SENDING
            row.claimed_until = now + CLAIM
            row.attempts += 1
        return claimed


def _claimed(row: Notification) -> _Claimed:
    crashed = row.status == DeliveryStatus.SENDING
    return _Claimed(
        id=row.id,
        channel=row.channel,
        recipient=row.recipient,
        subject=row.subject,
        body=row.body,
        created_at=row.created_at,
        attempts=row.attempts + 1,
        look_first=crashed or (row.last_error or "").startswith("unknown"),
    )


def _send(claimed: _Claimed, outside: Outside, now: datetime) -> _Outcome:
    try:
        if claimed.channel == Channel.SMS:
            return _Outcome(sent=_text(claimed, outside))
        outside.mail.send(
            to=claimed.recipient,
            subject=claimed.subject,
            body=claimed.body,
            message_id=message_id_of(claimed.id, claimed.created_at),
            at=now,
        )
        return _Outcome()
    except (Refused, MailRefused) as error:
        return _Outcome(error=str(error), permanent=True)
    except OutcomeUnknown as error:
        return _Outcome(error=f"unknown: {error}")
    except (Busy, MailDelayed) as error:
        return _Outcome(error=str(error))


def _text(claimed: _Claimed, outside: Outside) -> SentMessage:
    if claimed.look_first:
        found = outside.text_messages.find_text_message(
            claimed.recipient, claimed.body, claimed.created_at
        )
        if found:
            return found
    callback = outside.status_url(claimed.id)
    return outside.text_messages.send_text_message(claimed.recipient, claimed.body, callback)


def message_id_of(notification_id: int, created_at: datetime) -> str:
    """The Message-ID of a notification's e-mail: the same at every attempt (RFC 5322 3.6.4)."""
    return f"<notification-{notification_id}-{created_at:%Y%m%d%H%M%S%f}@telesec.invalid>"


def _record(db: Session, claimed: _Claimed, outcome: _Outcome, now: datetime) -> None:
    notification = db.scalars(
        select(Notification).where(Notification.id == claimed.id).with_for_update()
    ).one()
    if notification.status != DeliveryStatus.SENDING:
        return  # the carrier's receipt was quicker than we, and knows more
    notification.claimed_until = None
    if not outcome.error:
        notification.status = DeliveryStatus.SENT
        notification.sent_at = now
        notification.last_error = None
        notification.next_attempt_at = None
        if outcome.sent:
            notification.provider_sid = outcome.sent.sid
            notification.provider_status = outcome.sent.status
        return
    notification.last_error = outcome.error[:LONGEST_REASON]
    ids = {"notification_id": claimed.id, "attempt": claimed.attempts, "error": outcome.error}
    if outcome.permanent or claimed.attempts > len(DELAYS):
        logger.error("notification_undeliverable", extra=ids)
        notification.status = DeliveryStatus.UNDELIVERABLE
        notification.next_attempt_at = None
        notification.settled_at = now
        return
    logger.warning("notification_delayed", extra=ids)
    notification.status = DeliveryStatus.QUEUED
    notification.next_attempt_at = now + DELAYS[claimed.attempts - 1]
