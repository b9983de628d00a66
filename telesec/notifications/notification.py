"""The outbox: one row for each thing somebody must be told, and what became of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from telesec.database import Base

# Stands in a text for the console's address, until it is sent: what is told is known to the verbs,
# where the house can be reached only to whoever opened it. Each sign of it may stand in an SMS.
CONSOLE = "%console%"


class Channel(StrEnum):
    """How it goes out."""

    SMS = "sms"
    EMAIL = "email"


class NotificationKind(StrEnum):
    """What it tells."""

    SUMMARY = "summary"  # one finished call
    MESSAGE = "message"  # a message that a secretary took by hand
    URGENT = "urgent"  # something urgent, before the call is even over
    APPOINTMENT = "appointment"  # an appointment soon was made, moved or cancelled
    CALENDAR = "calendar"  # a calendar of the client's cannot be read any more
    INVITATION = "invitation"  # an appointment, for the calendar of whose it is
    CALLER = "caller"  # the same, to the caller whose appointment it is
    REMINDER = "reminder"  # to the caller, some days before
    OFFER = "offer"  # to somebody on the waiting list: a time is free


class DeliveryStatus(StrEnum):
    """What became of it. An e-mail the server accepted is *sent*; only a carrier's receipt
    makes an SMS *delivered*. ``undeliverable`` is shown until somebody deals with it.
    ``superseded``: a later one of the same order says all there is to say (in_order.py).
    *Withdrawn*: no longer true when it was to go out.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERABLE = "undeliverable"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Notification(Base):
    """A wish to tell somebody, written in the transaction of the fact it tells."""

    __tablename__ = "notifications"
    __table_args__ = (
        Index("ix_notifications_due", "status", "next_attempt_at"),
        Index("ix_notifications_order_key", "order_key", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id"), index=True)
    kind: Mapped[NotificationKind]
    channel: Mapped[Channel]
    recipient: Mapped[str] = mapped_column(String(254))  # E.164 or an e-mail address
    subject: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text)
    # An invitation (iCalendar with METHOD), which a calendar program acts on; the body is for eyes.
    calendar: Mapped[str | None] = mapped_column(Text)
    # Of those that share it the last one counts, and none overtakes another. None: in any order.
    order_key: Mapped[str | None] = mapped_column(String(320))
    # The same fact told to the same person by the same way twice is one row.
    once_key: Mapped[str] = mapped_column(String(120), unique=True)
    status: Mapped[DeliveryStatus] = mapped_column(default=DeliveryStatus.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    account_sid: Mapped[str] = mapped_column(String(34), default="")  # by which it was sent
    provider_sid: Mapped[str | None] = mapped_column(String(34), index=True)
    provider_status: Mapped[str | None] = mapped_column(String(24))
    last_error: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    dealt_with_at: Mapped[datetime | None]  # a person has seen that it did not arrive
