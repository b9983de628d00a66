"""Escalating: an urgent message that nobody acknowledges is told again, to more and more people.

First whoever is on call, then everybody of the client's, then the house's owners too. It ends
when somebody acknowledges it, or took the call themselves.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, or_, select
from sqlalchemy.orm import Session

from telesec.calls.call import Call, Disposition
from telesec.clients.account import owners
from telesec.clients.client import Client, Contact
from telesec.database import transaction
from telesec.dispatch.telling import tell
from telesec.dispatch.urgent import on_call_or_all
from telesec.dispatch.wording import WORDS, Told, subject_of, text_of
from telesec.messages.message import Message, Urgency
from telesec.notifications.notification import Channel, NotificationKind
from telesec.notifications.outbox import queue

logger = logging.getLogger(__name__)

BATCH = 50
# Nothing older is told again: whoever brings in yesterday's calls must wake nobody.
LONGEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of the ladder: after how long, and who is told."""

    after: timedelta
    everybody: bool = False
    owners: bool = False


LADDER = (
    Rung(timedelta(minutes=10)),
    Rung(timedelta(minutes=20), everybody=True),
    Rung(timedelta(minutes=40), everybody=True, owners=True),
)


def escalate_due(engine: Engine, now: datetime) -> int:
    """Tell again what is urgent and has not been acknowledged in time; how many messages."""
    with transaction(engine, reads_only=True) as db:
        due = [message.id for message in _unanswered(db, now) if _rungs_due(message, now)]
    for message_id in due[:BATCH]:
        with transaction(engine) as db:
            message = db.scalars(
                select(Message).where(Message.id == message_id).with_for_update()
            ).one()
            if message.acknowledged_at is None and _rungs_due(message, now):
                _escalate(db, message, now)
    return len(due[:BATCH])


def _unanswered(db: Session, now: datetime) -> Sequence[Message]:
    """Urgent and acknowledged by nobody; whoever took the call themselves knows of it."""
    return db.scalars(
        select(Message)
        .outerjoin(Call, Call.id == Message.call_id)
        .where(
            Message.urgency == Urgency.URGENT,
            Message.acknowledged_at.is_(None),
            Message.escalations < len(LADDER),
            Message.created_at.between(now - LONGEST, now - LADDER[0].after),
            or_(Call.id.is_(None), Call.ended_at.is_not(None)),
            or_(Call.disposition.is_(None), Call.disposition != Disposition.TRANSFER),
        )
        .order_by(Message.created_at)
    ).all()


def _rungs_due(message: Message, now: datetime) -> Sequence[Rung]:
    """The rungs whose time has come and that have not been climbed."""
    late = now - message.created_at
    return [rung for rung in LADDER[message.escalations :] if rung.after <= late]


def _escalate(db: Session, message: Message, now: datetime) -> None:
    """Climb to the highest rung that is due; those below are in it."""
    message.escalations += len(_rungs_due(message, now))
    rung = LADDER[message.escalations - 1]
    client = db.get_one(Client, message.client_id)
    for contact in client.contacts if rung.everybody else on_call_or_all(client):
        _tell_again(db, client, message, contact, now)
    if rung.owners:
        _tell_owners(db, client, message, now)
    logger.warning(
        "message_escalated", extra={"message_id": message.id, "rung": message.escalations}
    )


def _tell_again(
    db: Session, client: Client, message: Message, contact: Contact, now: datetime
) -> None:
    told = Told(client, message.created_at, message, (), over=True)
    words = WORDS[contact.language]
    before = words["unanswered"].format(minutes=_minutes(message, now))
    text = before + text_of(told, contact.language, with_transcript=False)
    channels = (Channel.SMS, Channel.EMAIL) if contact.email else (Channel.SMS,)
    tell(
        db,
        contact,
        call_id=message.call_id,
        kind=NotificationKind.URGENT,
        channels=channels,
        subject=subject_of(told, contact.language),
        sms=f"{words['acknowledge']} {text}",
        email=f"{text}\n{words['acknowledge']}" if contact.mobile else text,
        once_key=f"escalated:{message.id}:{message.escalations}",
        now=now,
    )


def _tell_owners(db: Session, client: Client, message: Message, now: datetime) -> None:
    """The house is told that a client does not answer; the matter itself is read in the console."""
    told = Told(client, message.created_at, message, (), over=True)
    for owner in owners(db):
        words = WORDS[owner.language]
        before = words["unanswered"].format(minutes=_minutes(message, now))
        queue(
            db,
            client_id=client.id,
            call_id=message.call_id,
            kind=NotificationKind.URGENT,
            channel=Channel.EMAIL,
            recipient=owner.email,
            subject=subject_of(told, owner.language),
            body=f"{before}{client.name}. {words['where']}",
            once_key=f"escalated:{message.id}:{message.escalations}:owner:{owner.id}",
            now=now,
        )


def _minutes(message: Message, now: datetime) -> str:
    return str(int((now - message.created_at).total_seconds()) // 60)
