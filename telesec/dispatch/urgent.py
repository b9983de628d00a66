"""Alerts: something urgent is told at once, while the caller is still on the line."""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.clients.client import Client, Contact
from telesec.dispatch.telling import tell
from telesec.dispatch.wording import Told, subject_of, text_of
from telesec.messages.message import Message
from telesec.messages.recordings import recorded_seconds
from telesec.notifications.notification import Channel, NotificationKind


def alert_urgent(db: Session, message: Message, now: datetime, *, vital: bool = False) -> None:
    """Queue an alert to whoever is on call (else to every contact). Once for each message, and
    once more when what was urgent turns out to be a matter of life (``vital``).
    """
    db.flush()  # the message needs its id, which makes "once"
    client = db.get_one(Client, message.client_id)
    seconds = recorded_seconds(db, message)
    told = Told(client, message.created_at, message, (), seconds, over=False)
    for contact in on_call_or_all(client):
        channels = (Channel.SMS, Channel.EMAIL) if contact.email else (Channel.SMS,)
        text = text_of(told, contact.language, with_transcript=False)
        tell(
            db,
            contact,
            call_id=message.call_id,
            kind=NotificationKind.URGENT,
            channels=channels,
            subject=subject_of(told, contact.language),
            sms=text,
            email=text,
            once_key=f"{'vital' if vital else 'urgent'}:{message.id}",
            now=now,
        )


def on_call_or_all(client: Client) -> list[Contact]:
    """Whoever is on call, first to be rung first; if nobody is, every contact."""
    on_call = [c for c in client.contacts if c.on_call_rank is not None]
    return sorted(on_call, key=lambda c: c.on_call_rank or 0) or list(client.contacts)
