"""Messages a secretary took by hand: told at once, because no end of a call may follow."""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.clients.client import Client
from telesec.dispatch.telling import chosen, tell
from telesec.dispatch.urgent import alert_urgent
from telesec.dispatch.wording import Told, subject_of, text_of
from telesec.messages.message import Message, Urgency
from telesec.notifications.notification import NotificationKind


def tell_hand_taken(db: Session, message: Message, now: datetime) -> None:
    """Queue word of the message to every contact, by the ways each has chosen. Once.

    An urgent one goes to whoever is on call first; they are not told the same thing twice.
    """
    client = db.get_one(Client, message.client_id)
    contacts = list(client.contacts)
    if message.urgency == Urgency.URGENT:
        alert_urgent(db, message, now)
        someone_on_call = any(contact.on_call_rank is not None for contact in contacts)
        contacts = [c for c in contacts if someone_on_call and c.on_call_rank is None]
    told = Told(client, message.created_at, message, ())
    for contact in contacts:
        text = text_of(told, contact.language, with_transcript=False)
        tell(
            db,
            contact,
            call_id=message.call_id,
            kind=NotificationKind.MESSAGE,
            channels=chosen(contact),
            subject=subject_of(told, contact.language),
            sms=text,
            email=text,
            once_key=f"message:{message.id}",
            now=now,
        )
