"""Telling a contact something, by the ways it has chosen and that can reach it."""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.clients.client import Contact
from telesec.dispatch.wording import as_sms
from telesec.notifications.notification import Channel, NotificationKind
from telesec.notifications.outbox import queue
from telesec.values.telephone import takes_text_messages


def tell(
    db: Session,
    contact: Contact,
    *,
    call_id: int | None,
    kind: NotificationKind,
    channels: tuple[Channel, ...],
    subject: str,
    sms: str,
    email: str,
    once_key: str,
    now: datetime,
    due_at: datetime | None = None,
) -> None:
    """Queue it for one contact. A landline takes no text messages: then it goes by e-mail, and
    if there is no address either, it is kept as undeliverable for somebody to see.
    """
    for channel in channels:
        reachable = _way(contact, channel)
        to, way = reachable or (contact.mobile or contact.email or contact.name, channel)
        queue(
            db,
            client_id=contact.client_id,
            call_id=call_id,
            kind=kind,
            channel=way,
            recipient=to,
            subject=subject if way == Channel.EMAIL else "",
            body=email if way == Channel.EMAIL else as_sms(sms, contact.language),
            once_key=f"{once_key}:{contact.id}:{way.value}",
            now=now,
            due_at=due_at,
            undeliverable="" if reachable else "no mobile number and no e-mail address",
        )


def chosen(contact: Contact) -> tuple[Channel, ...]:
    """The ways this contact wants summaries by."""
    ways = []
    if contact.summary_by_sms:
        ways.append(Channel.SMS)
    if contact.summary_by_email:
        ways.append(Channel.EMAIL)
    return tuple(ways)


def _way(contact: Contact, channel: Channel) -> tuple[str, Channel] | None:
    if channel == Channel.SMS and contact.mobile and takes_text_messages(contact.mobile):
        return contact.mobile, Channel.SMS
    return (contact.email, Channel.EMAIL) if contact.email else None
