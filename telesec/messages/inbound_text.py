"""Text messages that reached one of our lines, and what was done about each."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from telesec.database import Base


class TextMeaning(StrEnum):
    """What a text message was taken for."""

    STATUS = "status"  # the client's status was set, ended or asked for
    ACKNOWLEDGED = "acknowledged"
    STOP = "stop"
    START = "start"
    HELP = "help"
    ANSWER = "answer"  # of a caller, to a reminder or an offer
    MESSAGE = "message"  # anything else is a message for the client


class InboundText(Base):
    """A text message to a line. Repeated, it gets the same answer and changes nothing."""

    __tablename__ = "inbound_texts"

    message_sid: Mapped[str] = mapped_column(String(34), primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    sender: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    meaning: Mapped[TextMeaning]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    reply: Mapped[str] = mapped_column(String(640), default="")
    at: Mapped[datetime]
