"""Taking a message: by the assistant turn by turn, or by a secretary at once."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from telesec.calls.call import Call
from telesec.clients.account import Account
from telesec.clients.client import Client
from telesec.messages.message import Message, MessageStatus, Urgency
from telesec.prepared import Prepared, read_at_once
from telesec.values.telephone import E164

LONGEST_BODY = 5_000  # characters; a 60-second monologue has about 1,000
LONGEST_NAME = 80
LONGEST_SUBJECT = 200

_MESSAGES = Message.metadata.tables["messages"]
_COLUMNS = tuple(column.name for column in _MESSAGES.columns)
_DRAFT = Prepared(
    select(_MESSAGES).where(
        _MESSAGES.c.call_id == bindparam("call_id"), _MESSAGES.c.taken_by_id.is_(None)
    )
)


def draft_of(db: Session, call: Call, now: datetime) -> Message:
    """The assistant's one message of this call, begun now if there is none yet.

    It is kept from the first word on: a caller who hangs up half-way has left a partial message.
    """
    db.flush()
    found = _DRAFT.first(db, {"call_id": call.id})
    if found:
        return read_at_once(db, Message, dict(zip(_COLUMNS, found, strict=True)))
    message = Message(
        client_id=call.client_id,
        call_id=call.id,
        status=MessageStatus.PARTIAL,
        urgency=Urgency.ROUTINE,
        subject="",
        body="",
        transcript="",
        callback_number=call.caller_number,
        created_at=now,
    )
    db.add(message)
    return message


def add_words(message: Message, words: str) -> None:
    """Add what the caller said to the matter of the message; nothing is dropped but length."""
    between = "" if message.body.endswith("\n") else " "
    message.body = f"{message.body}{between}{words}".strip(" ")[:LONGEST_BODY]


def add_answer(message: Message, line: str) -> None:
    """Add the answer to one of the script's questions, on a line of its own, once."""
    message.body = with_answer(message.body, line)


def with_answer(body: str, line: str) -> str:
    """The text of a message with that answer on a line of its own, once."""
    if line in body.splitlines():
        return body
    return f"{body.rstrip()}\n{line}\n".lstrip("\n")[:LONGEST_BODY]


def add_subject(message: Message, subject: str) -> None:
    """Say what the message is about; a second matter in one call is added to the first."""
    subjects = [part for part in message.subject.split(" · ") if part]
    if subject not in subjects:
        message.subject = " · ".join([*subjects, subject])[:LONGEST_SUBJECT]


def take(
    db: Session,
    client: Client,
    account: Account,
    *,
    call: Call | None,
    caller_name: str,
    callback_number: E164 | None,
    body: str,
    urgency: Urgency,
    now: datetime,
    subject: str = "",
) -> Message:
    """A message a secretary took by hand, for this client. ValueError if ``call`` is another's."""
    if call is not None and call.client_id != client.id:
        raise ValueError("the call belongs to another client")
    message = Message(
        client_id=client.id,
        call_id=call.id if call else None,
        status=MessageStatus.COMPLETE,
        urgency=urgency,
        caller_name=caller_name[:LONGEST_NAME] or None,
        callback_number=callback_number,
        subject=subject[:LONGEST_SUBJECT],
        body=body[:LONGEST_BODY],
        transcript="",
        taken_by_id=account.id,
        created_at=now,
    )
    db.add(message)
    db.flush()
    return message


def acknowledge(message: Message, account: Account, now: datetime) -> None:
    """Note that somebody has dealt with it; the first to do so stays named."""
    if message.acknowledged_at is None:
        message.acknowledged_at = now
        message.acknowledged_by_id = account.id


def message_of(db: Session, client_ids: Collection[int], message_id: int) -> Message | None:
    """The message, if it belongs to one of these clients."""
    return db.scalar(
        select(Message).where(Message.id == message_id, Message.client_id.in_(client_ids))
    )


def latest_messages(db: Session, client_ids: Collection[int], limit: int = 100) -> list[Message]:
    """The newest messages of these clients, newest first."""
    return list(
        db.scalars(
            select(Message)
            .where(Message.client_id.in_(client_ids))
            .order_by(Message.created_at.desc(), Message.id.desc())
            .limit(limit)
        )
    )
