"""A call, what was said turn by turn, and the timeline its seconds are counted from."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from telesec.clients.client import Client
from telesec.database import AsJson, Base
from telesec.values.conversation import Heard, Prompt
from telesec.values.language import Language
from telesec.values.telephone import E164


class CallStatus(StrEnum):
    """Twilio's own states (https://www.twilio.com/docs/voice/api/call-resource#call-status-values)."""

    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    NO_ANSWER = "no-answer"
    CANCELED = "canceled"

    @property
    def is_final(self) -> bool:
        """Whether nothing follows any more."""
        return self not in {CallStatus.RINGING, CallStatus.IN_PROGRESS}


class Disposition(StrEnum):
    """How a call ended, for the statement and for statistics."""

    MESSAGE = "message"
    APPOINTMENT = "appointment"
    TRANSFER = "transfer"
    INFORMATION = "information"
    WRONG_NUMBER = "wrong_number"
    SPAM = "spam"
    HUNG_UP = "hung_up"
    DEAD_AIR = "dead_air"  # somebody was there and never said or pressed anything
    MISSED = "missed"  # we were away; it is known from the carrier alone
    TEST = "test"


class RecordingConsent(StrEnum):
    """What the caller has said to being recorded while talking with a person."""

    TOLD = "told"  # and did not refuse
    REFUSED = "refused"


class ScriptVersion(Base):
    """The text of a call script as used by calls; never changed once a call has used it."""

    __tablename__ = "script_versions"

    script: Mapped[str] = mapped_column(String(60), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    first_used_at: Mapped[datetime]


class Call(Base):
    """One call to a line. Its client never changes. Seconds are set when it has ended."""

    __tablename__ = "calls"
    __table_args__ = (
        Index("ix_calls_client_id_started_at", "client_id", "started_at"),
        ForeignKeyConstraint(
            ["script", "script_sha256"], ["script_versions.script", "script_versions.sha256"]
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_sid: Mapped[str] = mapped_column(String(34), unique=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    line_id: Mapped[int] = mapped_column(ForeignKey("lines.id"))
    caller_number: Mapped[E164 | None] = mapped_column(String(16))  # None: withheld
    dialed_number: Mapped[E164] = mapped_column(String(16))
    account_sid: Mapped[str] = mapped_column(String(34), default="")  # where the carrier has it
    forwarded_from: Mapped[str | None] = mapped_column(String(64))  # a hint; never trusted
    status: Mapped[CallStatus] = mapped_column(index=True)
    language: Mapped[Language]
    script: Mapped[str] = mapped_column(String(60))  # in the version it began with:
    script_sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # the assistant's own
    turn_number: Mapped[int] = mapped_column(default=0)  # the prompt the caller hears now
    last_prompt: Mapped[Prompt | None] = mapped_column(AsJson(Prompt))  # and that prompt
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    disposition: Mapped[Disposition | None]
    # A person's word on the disposition; the house then leaves it alone.
    disposition_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    recording_consent: Mapped[RecordingConsent | None]  # None: nobody asked, nothing recorded
    started_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    # The carrier's own count, from answer to end; the parts below always add up to it.
    duration_seconds: Mapped[int | None]
    assistant_seconds: Mapped[int] = mapped_column(default=0)
    ring_seconds: Mapped[int] = mapped_column(default=0)  # a person being rung for the caller
    queue_seconds: Mapped[int] = mapped_column(default=0)  # waiting for a person to be free
    secretary_seconds: Mapped[int] = mapped_column(default=0)  # talking with a person
    hold_seconds: Mapped[int] = mapped_column(default=0)  # put on hold by that person
    wrap_up_seconds: Mapped[int] = mapped_column(default=0)  # after the call; not in duration

    client: Mapped[Client] = relationship()


class Turn(Base):
    """What was heard, and what we answered. A repeated webhook gets the same answer from here."""

    __tablename__ = "turns"

    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    at: Mapped[datetime]
    heard: Mapped[Heard] = mapped_column(AsJson(Heard))
    prompt: Mapped[Prompt] = mapped_column(AsJson(Prompt))


class EventKind(StrEnum):
    """What can happen in a call, for its timeline."""

    STARTED = "started"
    ANSWERED = "answered"
    RING_STARTED = "ring_started"
    QUEUED = "queued"  # the caller begins to wait for a person
    TAKEN = "taken"  # a person accepted and talks with the caller
    HELD = "held"  # that person put the caller on hold
    RESUMED = "resumed"
    RING_ENDED = "ring_ended"  # the person hung up, or nobody came
    WRAPPED_UP = "wrapped_up"
    FAULT = "fault"  # something failed on our side and the caller was kept
    ENDED = "ended"


class CallEvent(Base):
    """One moment of a call's timeline. ``once_key`` makes a repeated report change nothing."""

    __tablename__ = "call_events"
    __table_args__ = (UniqueConstraint("call_id", "once_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    at: Mapped[datetime]
    kind: Mapped[EventKind]
    once_key: Mapped[str] = mapped_column(String(80))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class StrayCall(Base):
    """A call to a number of ours that belongs to no client: answered politely, and kept here."""

    __tablename__ = "stray_calls"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_sid: Mapped[str] = mapped_column(String(34), unique=True)
    dialed_number: Mapped[str] = mapped_column(String(64))
    caller_number: Mapped[str | None] = mapped_column(String(16))
    at: Mapped[datetime]
