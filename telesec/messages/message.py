"""A message: who called, when, about what, how to reach them, and how urgent it is."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from telesec.clients.client import Client
from telesec.database import Base
from telesec.values.telephone import E164


class Urgency(StrEnum):
    """How soon the client must know."""

    ROUTINE = "routine"
    URGENT = "urgent"


class MessageStatus(StrEnum):
    """Partial: the caller hung up half-way; kept all the same, and marked so."""

    PARTIAL = "partial"
    COMPLETE = "complete"


class Message(Base):
    """What a caller left for a client."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_client_id_created_at", "client_id", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    # At most one message of the assistant's for a call: a repeated turn cannot make a second.
    call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id"), index=True)
    status: Mapped[MessageStatus]
    urgency: Mapped[Urgency] = mapped_column(default=Urgency.ROUTINE)
    caller_name: Mapped[str | None] = mapped_column(String(80))
    callback_number: Mapped[E164 | None] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(200), default="")  # the script's word for it
    body: Mapped[str] = mapped_column(Text, default="")  # the matter, in the caller's words
    transcript: Mapped[str] = mapped_column(Text, default="")
    recording_sid: Mapped[str | None] = mapped_column(String(34))
    recorded_words: Mapped[str] = mapped_column(Text, default="")  # as the carrier wrote them down
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))  # None: assistant
    created_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    # How often somebody has been told again because nobody acknowledged it.
    escalations: Mapped[int] = mapped_column(default=0)

    client: Mapped[Client] = relationship()


class RecordingKind(StrEnum):
    """What was recorded: how long it is kept depends on it."""

    MESSAGE = "message"  # what a caller left after the tone
    TALK = "talk"  # a caller with a person, both told, the caller not refusing


class Recording(Base):
    """The sound of a message or a talk; fetched from the carrier by the worker, then ours."""

    __tablename__ = "recordings"

    recording_sid: Mapped[str] = mapped_column(String(34), primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)
    kind: Mapped[RecordingKind] = mapped_column(default=RecordingKind.MESSAGE)
    seconds: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None] = mapped_column(index=True)
    carrier_deleted_at: Mapped[datetime | None]  # gone at the carrier: ours is the only one
    next_deletion_at: Mapped[datetime | None]  # when that is tried again
    deleted_at: Mapped[datetime | None]  # ours is gone too, at the client's limit


class TranscriptPiece(Base):
    """A piece of a recorded message as the carrier's recogniser wrote it down. They come one by
    one, in any order, and perhaps twice.
    """

    __tablename__ = "transcript_pieces"

    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)  # the carrier's own count
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    text: Mapped[str] = mapped_column(Text)


class RecordingPlay(Base):
    """Somebody has listened to a recording: who, and when. Kept as long as the recording's row."""

    __tablename__ = "recording_plays"

    id: Mapped[int] = mapped_column(primary_key=True)
    recording_sid: Mapped[str] = mapped_column(ForeignKey("recordings.recording_sid"), index=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime]
