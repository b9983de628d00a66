"""Text messages of the carrier's beside ours: what became of those we sent, and those we missed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.calls.lifecycle import claim_call_sid
from telesec.clients.client import Client, line_dialled
from telesec.dispatch.hand_taken import tell_hand_taken
from telesec.gateways.telephony.listing import ListedText
from telesec.messages.inbound_text import InboundText, TextMeaning
from telesec.messages.message import Message, MessageStatus, Urgency
from telesec.messages.taking import LONGEST_BODY
from telesec.notifications.delivery import UNKNOWN, ask_once_more
from telesec.notifications.notification import Channel, DeliveryStatus, Notification
from telesec.notifications.receipts import DELIVERED, FAILED, record_receipt
from telesec.reconciliation.repair import RepairKind
from telesec.reconciliation.steps import Step
from telesec.values.telephone import caller_number

# The webhook of one that is younger may still be on its way; then its command is obeyed.
SETTLES = timedelta(minutes=15)
LONGEST_SENDER = 64


def mend_text(step: Step, listed: ListedText) -> bool:
    """Bring our record of one text message up to the carrier's."""
    return _mend_inbound(step, listed) if listed.is_inbound else _mend_sent(step, listed)


def _mend_sent(step: Step, listed: ListedText) -> bool:
    if listed.status not in DELIVERED | FAILED:
        return False
    wanted = select(Notification).where(Notification.provider_sid == listed.sid)
    found = step.db.scalar(wanted)
    if found is None or (found.provider_status or "") in DELIVERED | FAILED:
        return False
    before = found.provider_status or ""
    record_receipt(
        step.db,
        found.id,
        message_sid=listed.sid,
        status=listed.status,
        error_code=listed.error_code,
        now=step.now,
    )
    return step.repaired(
        RepairKind.TEXT_STATE,
        listed.sid,
        client_id=found.client_id,
        before=before,
        after=listed.status,
    )


def _mend_inbound(step: Step, listed: ListedText) -> bool:
    """One that never reached us is a message for the client, told with its own time.

    It is never obeyed as a command: what a client wished hours ago it may not wish now. A
    person looks where one of the client's own people wrote.
    """
    if listed.sent_at > step.now - SETTLES:
        return False
    claim_call_sid(step.db, listed.sid)
    if step.db.get(InboundText, listed.sid) is not None:
        return False
    line = line_dialled(step.db, listed.to)
    if line is None:
        kind = RepairKind.STRANGE_NUMBER
        return step.repaired(kind, listed.sid, after=listed.to, needs_person=True)
    client = line.client
    _take(step.db, client, listed, step.now)
    return step.repaired(
        RepairKind.TEXT_MISSED,
        listed.sid,
        client_id=client.id,
        after=TextMeaning.MESSAGE,
        needs_person=_is_from_client(client, listed),
    )


def _is_from_client(client: Client, listed: ListedText) -> bool:
    return caller_number(listed.sent_from) in {one.mobile for one in client.contacts if one.mobile}


def _take(db: Session, client: Client, listed: ListedText, now: datetime) -> None:
    message = Message(
        client_id=client.id,
        status=MessageStatus.COMPLETE,
        urgency=Urgency.ROUTINE,
        callback_number=caller_number(listed.sent_from),
        subject="SMS",
        body=listed.body[:LONGEST_BODY],
        transcript="",
        created_at=listed.sent_at,
    )
    db.add(message)
    db.flush()
    tell_hand_taken(db, message, now)
    db.add(
        InboundText(
            message_sid=listed.sid,
            client_id=client.id,
            sender=listed.sent_from[:LONGEST_SENDER],
            body=listed.body,
            meaning=TextMeaning.MESSAGE,
            message_id=message.id,
            reply="",
            at=listed.sent_at,
        )
    )


def unsettled(db: Session, since: datetime) -> Sequence[Notification]:
    """Text messages given up without knowing whether they went out, that nobody has dealt with."""
    return db.scalars(
        select(Notification)
        .where(
            Notification.channel == Channel.SMS,
            Notification.status == DeliveryStatus.UNDELIVERABLE,
            Notification.provider_sid.is_(None),
            Notification.last_error.startswith(UNKNOWN),
            Notification.dealt_with_at.is_(None),
            Notification.created_at >= since,
        )
        .order_by(Notification.id)
    ).all()


def mend_unsettled(step: Step, notification_id: int) -> bool:
    """Have delivery look for it at the carrier once more, and send it if it is not there."""
    found = step.db.scalars(
        select(Notification).where(Notification.id == notification_id).with_for_update()
    ).one()
    if found.status != DeliveryStatus.UNDELIVERABLE:
        return False
    new = step.repaired(
        RepairKind.TEXT_UNSETTLED,
        f"notification {found.id}",
        client_id=found.client_id,
        before=found.status,
        after=DeliveryStatus.QUEUED,
    )
    if new:
        ask_once_more(found, step.now)
    return new
