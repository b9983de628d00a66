"""Delivery: the worker claims a notification, commits, sends, and records what came of it.

Safe with several workers and when one dies: a claim runs out. They are claimed one by one, so
that a slow server never lets a claim run out behind it. A text message whose outcome is unknown
is looked up at the carrier before it is sent again; an e-mail may go twice, with the same
Message-ID.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Protocol

from sqlalchemy import BindParameter, ColumnElement, Engine, Select, bindparam, or_, select
from sqlalchemy.orm import Session

from telesec.clients.client import Client
from telesec.database import transaction
from telesec.gateways.mail import MailDelayed, MailRefused
from telesec.gateways.telephony.rest import Busy, OutcomeUnknown, Refused, SentMessage
from telesec.notifications.attempts import (
    DELAYS,
    LONGEST_REASON,
    give_up,
    put_off,
    try_again,
    withdraw,
)
from telesec.notifications.in_order import (
    drop,
    has_a_later_one,
    nothing_before_it_is_on_its_way,
)
from telesec.notifications.notification import (
    CONSOLE,
    Channel,
    DeliveryStatus,
    Notification,
    NotificationKind,
)
from telesec.notifications.opt_out import REFUSED_AFTER_STOP, follow_carrier
from telesec.notifications.receipts import DELIVERED
from telesec.values.caller_link import with_links

logger = logging.getLogger(__name__)

# Longer than one sending may take: two requests to the carrier of at most 15 s each; some ten
# exchanges with the mail server of at most 10 s each. After a crash it is tried again this late.
CLAIMS = {Channel.SMS: timedelta(minutes=1), Channel.EMAIL: timedelta(minutes=3)}
# When nobody knows whether a text message went out, its receipt or the carrier's list will tell;
# both need a moment.
UNKNOWN_SETTLES = timedelta(seconds=20)
UNKNOWN = "unknown"


class TextMessages(Protocol):
    """What delivery asks of the carrier (gateways/telephony/rest.py)."""

    def send_text_message(
        self, to: str, body: str, status_callback: str, account: str, sender: str
    ) -> SentMessage:
        """Send one, from that number or, when it is empty, from the house."""
        ...

    def find_text_message(
        self, to: str, body: str, since: datetime, others: Collection[str], account: str
    ) -> SentMessage | None:
        """Find one that was sent and is none of ``others``."""
        ...


class Mail(Protocol):
    """What delivery asks of the mail server (gateways/mail.py)."""

    def send(
        self,
        *,
        to: str,
        subject: str,
        body: str,
        message_id: str,
        at: datetime,
        calendar: str | None = None,
    ) -> None:
        """Send one, with an invitation or without."""
        ...


@dataclass(frozen=True, slots=True)
class Outside:
    """The ways out of the house, where the carrier reports back, where people sign in, and the
    key that callers' links are made with.
    """

    text_messages: TextMessages
    mail: Mail
    status_url: Callable[[int], str]
    console_url: str
    secret_key: str = field(repr=False)

    def words(self, body: str) -> str:
        """The text as it goes out: with the console's address and callers' links where they are."""
        body = body.replace(CONSOLE, self.console_url)
        return with_links(body, self.console_url, self.secret_key)


# When a notification may go out: now, later, or (None) never, being true no more.
MayGo = Callable[[Session, Notification, datetime], datetime | None]


def at_once(db: Session, notification: Notification, now: datetime) -> datetime | None:
    """What most are told by: whatever was queued is true and goes out."""
    del db, notification
    return now


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: int
    channel: Channel
    recipient: str
    subject: str
    body: str
    calendar: str | None
    account: str  # the carrier's
    sender: str  # the client's own number; empty: the house's
    created_at: datetime
    attempts: int
    look_first: bool  # an earlier attempt may have gone through


@dataclass(frozen=True, slots=True)
class _Outcome:
    sent: SentMessage | None = None
    error: str = ""
    permanent: bool = False
    opted_out: bool = False  # they answered STOP, says the carrier
    pause: timedelta = timedelta(0)  # at least so long the other side wants to be left alone


def deliver_due(
    engine: Engine,
    outside: Outside,
    now: Callable[[], datetime],
    batch: int = 20,
    *,
    channels: Collection[Channel] = tuple(Channel),
    stopping: Callable[[], bool] = lambda: False,
    may_go: MayGo = at_once,
) -> int:
    """Send what is due by these channels, what is urgent first; how many went out.

    At most ``batch`` are tried, and none is begun once ``stopping`` says so. ``may_go`` is asked
    of each, just before, and in the transaction that claims it.
    """
    sent = 0
    for _ in range(batch):
        if stopping():
            break
        claimed = _claim(engine, now(), channels, may_go)
        if claimed is None:
            break
        outcome = _send(engine, claimed, outside, now())
        with transaction(engine) as db:
            _record(db, claimed, outcome, now())
        sent += not outcome.error
    return sent


def _claim(
    engine: Engine, now: datetime, channels: Collection[Channel], may_go: MayGo
) -> _Claimed | None:
    """Make the most pressing one ours for a while; None when nothing is due."""
    asked = {"channels": list(channels), "now": now}
    with transaction(engine, reads_only=True) as db:
        if db.scalar(_any_due(), asked) is None:
            return None
    with transaction(engine) as db:
        row = db.scalar(_most_pressing(), asked)
        while row is not None and has_a_later_one(db, row):
            drop(row, now)
            row = db.scalar(_most_pressing(), asked)
        if row is None:
            return None
        if row.attempts > len(DELAYS):  # each attempt, the last one too, ended in a crash
            row.last_error = f"{UNKNOWN}: the worker died at the last attempt"
            give_up(row, now)
            return None
        goes_at = may_go(db, row, now)
        if goes_at is None or goes_at > now:
            if row.status == DeliveryStatus.SENDING:  # so that it is looked for in the morning, too
                row.last_error = f"{UNKNOWN}: the worker died while it was being sent"
            withdraw(row, now) if goes_at is None else put_off(row, goes_at)
            return None
        client = db.get_one(Client, row.client_id)
        if row.attempts == 0:  # later ones look there for what may have gone out
            row.account_sid = client.account_sid
        claimed = _claimed(row, client.text_from or "")
        row.status = DeliveryStatus.SENDING
        row.claimed_until = now + CLAIMS[row.channel]
        row.attempts += 1
        return claimed


# Made once: a worker asks eight times a second, and to make them costs more than to ask.
@cache
def _any_due() -> Select[int]:
    return select(Notification.id).where(_due()).limit(1)


@cache
def _most_pressing() -> Select[Notification]:
    return (
        select(Notification)
        .where(_due())
        .order_by(
            (Notification.kind == NotificationKind.URGENT).desc(),
            Notification.next_attempt_at,
            Notification.id,
        )
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _due() -> ColumnElement[bool]:
    now: BindParameter[datetime] = bindparam("now")
    status = Notification.status
    queued = (status == DeliveryStatus.QUEUED) & (Notification.next_attempt_at <= now)
    given_up = (status == DeliveryStatus.SENDING) & (Notification.claimed_until <= now)
    return Notification.channel.in_(bindparam("channels", expanding=True)) & or_(
        queued & nothing_before_it_is_on_its_way(), given_up
    )


def _claimed(row: Notification, sender: str) -> _Claimed:
    crashed = row.status == DeliveryStatus.SENDING
    return _Claimed(
        id=row.id,
        channel=row.channel,
        recipient=row.recipient,
        subject=row.subject,
        body=row.body,
        calendar=row.calendar,
        account=row.account_sid,
        sender=sender,
        created_at=row.created_at,
        attempts=row.attempts + 1,
        look_first=crashed or (row.last_error or "").startswith(UNKNOWN),
    )


def _send(engine: Engine, claimed: _Claimed, outside: Outside, now: datetime) -> _Outcome:
    try:
        if claimed.channel == Channel.SMS:
            return _Outcome(sent=_text(engine, claimed, outside))
        outside.mail.send(
            to=claimed.recipient,
            subject=claimed.subject,
            body=outside.words(claimed.body),
            message_id=message_id_of(claimed.id, claimed.created_at),
            at=now,
            calendar=claimed.calendar,
        )
        return _Outcome()
    except Refused as error:
        stop = error.code == REFUSED_AFTER_STOP
        return _Outcome(error=str(error), permanent=True, opted_out=stop)
    except MailRefused as error:
        return _Outcome(error=str(error), permanent=True)
    except OutcomeUnknown as error:
        return _Outcome(error=f"{UNKNOWN}: {error}")
    except Busy as error:
        # What may have gone out at an earlier attempt still may: look again next time, too.
        before = f"{UNKNOWN}: " if claimed.look_first else ""
        return _Outcome(error=f"{before}{error}", pause=error.pause)
    except MailDelayed as error:
        return _Outcome(error=str(error))
    except Exception as error:
        # One that nobody foresaw must neither hold up the others nor be tried for ever.
        logger.exception("notification_fault", extra={"notification_id": claimed.id})
        return _Outcome(error=f"{UNKNOWN}: {type(error).__name__}")


def _text(engine: Engine, claimed: _Claimed, outside: Outside) -> SentMessage:
    body = outside.words(claimed.body)
    if claimed.look_first:
        found = outside.text_messages.find_text_message(
            claimed.recipient,
            body,
            claimed.created_at,
            _known_sids(engine, claimed),
            claimed.account,
        )
        if found:
            return found
    callback = outside.status_url(claimed.id)
    return outside.text_messages.send_text_message(
        claimed.recipient, body, callback, claimed.account, claimed.sender
    )


def _known_sids(engine: Engine, claimed: _Claimed) -> set[str]:
    """Messages to that number that are known to be something else, or to have failed.

    Two discreet texts of one minute have the same words, and are two all the same.
    """
    with transaction(engine, reads_only=True) as db:
        sids = db.scalars(
            select(Notification.provider_sid).where(
                Notification.recipient == claimed.recipient,
                Notification.provider_sid.is_not(None),
                Notification.created_at
                >= claimed.created_at - 2 * sum(DELAYS, CLAIMS[Channel.SMS]),
            )
        )
        return {sid for sid in sids if sid}


def ask_once_more(notification: Notification, now: datetime) -> None:
    """One last attempt for one given up with its outcome unknown: it is looked for first."""
    notification.status = DeliveryStatus.QUEUED
    notification.attempts = len(DELAYS)
    notification.next_attempt_at = now
    notification.settled_at = None


def message_id_of(notification_id: int, created_at: datetime) -> str:
    """What is left of the @ in an e-mail's Message-ID: the same every time (RFC 5322 3.6.4)."""
    return f"notification-{notification_id}-{created_at:%Y%m%d%H%M%S%f}"


def _record(db: Session, claimed: _Claimed, outcome: _Outcome, now: datetime) -> None:
    if claimed.look_first and outcome.sent and _is_anothers(db, claimed, outcome.sent):
        outcome = _Outcome(error=f"{UNKNOWN}: found the message of another notification")
    notification = db.scalars(
        select(Notification).where(Notification.id == claimed.id).with_for_update()
    ).one()
    if notification.status != DeliveryStatus.SENDING:
        return  # the carrier's receipt was quicker than we, and knows more
    if outcome.opted_out:
        follow_carrier(db, notification.client_id, notification.recipient, now)
    if not outcome.error:
        _record_sent(notification, outcome.sent, now)
    elif notification.attempts == claimed.attempts:  # else our claim ran out: not ours any more
        _record_failure(notification, outcome, now)


def _is_anothers(db: Session, claimed: _Claimed, sent: SentMessage) -> bool:
    """Whether another worker has found the same message for another notification meanwhile.

    Those of the same words are locked first, in one order, so that only one of us can be first.
    """
    twins = (
        select(Notification.id)
        .where(Notification.recipient == claimed.recipient, Notification.body == claimed.body)
        .order_by(Notification.id)
        .with_for_update()
    )
    db.scalars(twins).all()
    taken = select(Notification.id).where(
        Notification.provider_sid == sent.sid, Notification.id != claimed.id
    )
    return db.scalar(taken.limit(1)) is not None


def _record_sent(notification: Notification, sent: SentMessage | None, now: datetime) -> None:
    notification.status = DeliveryStatus.SENT
    notification.sent_at = now
    notification.last_error = None
    notification.next_attempt_at = notification.claimed_until = None
    if sent:
        notification.provider_sid = sent.sid
        notification.provider_status = sent.status
    if sent and sent.status in DELIVERED:  # found at the carrier, and its receipt was lost
        notification.status = DeliveryStatus.DELIVERED
        notification.settled_at = now


def _record_failure(notification: Notification, outcome: _Outcome, now: datetime) -> None:
    notification.claimed_until = None
    notification.last_error = outcome.error[:LONGEST_REASON]
    if outcome.permanent:
        give_up(notification, now)
    else:
        settles = UNKNOWN_SETTLES if outcome.error.startswith(UNKNOWN) else timedelta(0)
        try_again(notification, now, max(settles, outcome.pause))
