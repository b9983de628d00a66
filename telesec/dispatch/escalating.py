"""Escalating: an urgent message that nobody acknowledges is told again, to more and more people.

First whoever is on call, then everybody of the client's, then the house's owners too. It ends
when somebody acknowledges it, or took the call themselves.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, Select, or_, select
from sqlalchemy.orm import Session

from telesec.calls.call import Call, Disposition
from telesec.clients.account import owners
from telesec.clients.client import Client, Contact
from telesec.database import transaction
from telesec.dispatch.summaries import UNTOLD
from telesec.dispatch.telling import tell
from telesec.dispatch.urgent import on_call_or_all
from telesec.dispatch.wording import WORDS, Told, subject_of, text_of
from telesec.messages.message import Message, Urgency
from telesec.messages.recordings import recorded_seconds
from telesec.notifications.notification import Channel, NotificationKind
from telesec.notifications.outbox import queue

logger = logging.getLogger(__name__)

BATCH = 50
# Nothing older is told again: whoever brings in yesterday's calls must wake nobody.
LONGEST = timedelta(hours=12)
SETTLED = UNTOLD | {Disposition.TRANSFER}


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
        found = db.scalars(_unanswered(now))
        due = [message.id for message in found if _rungs_due(message, now)]
    for message_id in due[:BATCH]:
        with transaction(engine) as db:
            one = _unanswered(now).where(Message.id == message_id)
            message = db.scalar(one.with_for_update(of=Message))
            if message and _rungs_due(message, now):
                _escalate(db, message, now)
    return len(due[:BATCH])


def _unanswered(now: datetime) -> Select[Message]:
    """Urgent and acknowledged by nobody. Whoever took the call themselves knows of it, and of
    spam and wrong numbers nobody needs to be told.
    """
    return (
        select(Message)
        .outerjoin(Call, Call.id == Message.call_id)
        .where(
            Message.urgency == Urgency.URGENT,
            Message.acknowledged_at.is_(None),
            Message.escalations < len(LADDER),
            Message.created_at.between(now - LONGEST, now - LADDER[0].after),
            or_(Call.id.is_(None), Call.ended_at.is_not(None)),
            or_(Call.disposition.is_(None), Call.disposition.not_in(SETTLED)),
        )
        .order_by(Message.created_at, Message.id)
    )


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
    seconds = recorded_seconds(db, message)
    told = Told(client, message.created_at, message, (), seconds)
    words = WORDS[contact.language]
    before = words["unanswered"].format(minutes=_minutes(message, now))
    text = before + text_of(told, contact.language, with_transcript=False)
    channels = (Channel.SMS, Channel.EMAIL) if contact.email else (Channel.SMS,)
    there = words["acknowledge_there"].format(id=message.id)
    # An answer reaches us only where the text has come from the client's own line.
    how = words["acknowledge"] if client.text_from else there
    tell(
        db,
        contact,
        call_id=message.call_id,
        kind=NotificationKind.URGENT,
        channels=channels,
        subject=subject_of(told, contact.language),
        sms=f"{how} {text}" if client.text_from else f"{text} {how}",
        email=f"{text}\n{there}",
        once_key=f"escalated:{message.id}:{message.escalations}",
        now=now,
    )


def _tell_owners(db: Session, client: Client, message: Message, now: datetime) -> None:
    """The house is told that a client does not answer; the matter itself is read in the console."""
    told = Told(client, message.created_at, message, ())
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
