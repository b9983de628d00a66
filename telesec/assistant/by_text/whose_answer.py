"""What one of the client's people answers by text: an alert, or what they were asked as a caller.

The doctor on call may be a patient too, and both come to one telephone. A yes or no belongs to the
text that went out to them last and still awaits one. Where an alert and a question came so shortly
one after the other that either may be meant, nobody guesses: they are asked which.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.assistant.by_text.caller_answers import asked_last_at, went_out_at
from telesec.assistant.by_text.text_commands import ACKNOWLEDGE, ALERTS_ONLY, names_appointment
from telesec.clients.client import Client
from telesec.dispatch.escalating import LONGEST
from telesec.messages.message import Message
from telesec.notifications.notification import Notification, NotificationKind
from telesec.values.telephone import E164

MOST_ALERTS = 50
EITHER_WITHIN = timedelta(minutes=10)  # the one may have come while they were answering the other


class Answers(StrEnum):
    """Which of our texts is answered."""

    ALERT = "alert"
    QUESTION = "question"  # a reminder or an offer; also where nothing awaits an answer
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """Something urgent that they were told of and nobody has acknowledged. ``told_at``: when the
    last text about it went out to them; None: none has yet.
    """

    message: Message
    told_at: datetime | None


def open_alerts(db: Session, client: Client, number: E164) -> list[OpenAlert]:
    """What that number was alerted to, for this client, and nobody has dealt with: what they were
    told of last comes first.
    """
    told = db.scalars(
        select(Notification)
        .where(
            Notification.client_id == client.id,
            Notification.recipient == number,
            Notification.kind == NotificationKind.URGENT,
        )
        .order_by(Notification.id.desc())
        .limit(MOST_ALERTS)
    ).all()
    last: dict[int, datetime | None] = {}
    for one in told:
        # An alert is told once for each message, which its key names; not all come from a call.
        message_id = int(one.once_key.split(":")[1])
        last[message_id] = last.get(message_id) or went_out_at(one)
    open_ones = db.scalars(
        select(Message).where(
            Message.id.in_(last),
            Message.client_id == client.id,
            Message.acknowledged_at.is_(None),
        )
    )
    by_id = {message.id: message for message in open_ones}
    return [OpenAlert(by_id[found], at) for found, at in last.items() if found in by_id]


def what_is_answered(
    db: Session, client: Client, number: E164, said: str, now: datetime
) -> Answers:
    """Which of our texts ``said`` (a yes, a no or a word of receipt, as plain words) answers."""
    if said in ALERTS_ONLY:
        return Answers.ALERT
    if names_appointment(said):
        return Answers.QUESTION
    alerts = open_alerts(db, client, number)
    asked_at = asked_last_at(db, client, number, now)
    told = [one.told_at for one in alerts if one.told_at]
    if asked_at is None:
        fresh = any(now - at <= LONGEST for at in told)
        return Answers.ALERT if alerts and (fresh or said in ACKNOWLEDGE) else Answers.QUESTION
    if not told:
        return Answers.QUESTION
    if abs(max(told) - asked_at) <= EITHER_WITHIN:
        return Answers.EITHER
    return Answers.ALERT if max(told) > asked_at else Answers.QUESTION
