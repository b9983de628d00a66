"""Clients' own calendars that we keep: by invitations, or by writing into them.

A practitioner has one at most. One that is left (another way, address or server) stays until the
last coming appointment has been taken out of it.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from telesec.agenda.appointment import Appointment
from telesec.agenda.event_facts import Facts
from telesec.agenda.feed import FeedDetails
from telesec.agenda.practitioner import CalendarWay, Practitioner
from telesec.clients.client import Client
from telesec.database import AsJson, Base
from telesec.gateways.caldav_faults import Trouble


class ClientCalendar(Base):
    """One calendar of a client's that holds, or held, copies of a practitioner's appointments."""

    __tablename__ = "client_calendars"
    __table_args__ = (
        Index(
            "uq_client_calendars_practitioner_id",
            "practitioner_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    way: Mapped[CalendarWay]
    details: Mapped[FeedDetails]
    display: Mapped[str] = mapped_column(String(64), default="")  # of the texts: hash of what shows
    entered_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    is_unfinished: Mapped[bool] = mapped_column(default=False)  # there is more to be copied
    # By invitations: to whom.
    address: Mapped[str] = mapped_column(String(254), default="")
    # By CalDAV: where, and as whom. Without a collection: not connected yet.
    server: Mapped[str] = mapped_column(String(500), default="")
    username: Mapped[str] = mapped_column(String(254), default="")
    sealed_password: Mapped[str | None] = mapped_column(Text)
    collection: Mapped[str] = mapped_column(String(1000), default="")
    collection_name: Mapped[str] = mapped_column(String(200), default="")
    checked_at: Mapped[datetime | None]  # when all that stands there was last compared
    # What is wrong with it as a whole, since when, and when it is tried again.
    trouble: Mapped[Trouble | None]
    trouble_since: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None]
    # One worker at a time: whose claim it is, and until when.
    claim: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]

    client: Mapped[Client] = relationship()
    practitioner: Mapped[Practitioner] = relationship()

    @property
    def is_connected(self) -> bool:
        """Whether we can write into it."""
        return bool(self.collection and self.sealed_password)


class CopyStatus(StrEnum):
    """Where a copy in a client's calendar stands."""

    SETTLED = "settled"  # it is as it should be, as far as we know
    WAITING = "waiting"  # it is to be written, or taken out
    CONFLICT = "conflict"  # somebody changed it there; a person decides
    REFUSED = "refused"  # the server will not take it, for good


class CalendarCopy(Base):
    """One appointment in one calendar of the client's: what should be there, and what is."""

    __tablename__ = "calendar_copies"
    __table_args__ = (
        UniqueConstraint("calendar_id", "appointment_id"),
        Index("ix_calendar_copies_due", "calendar_id", "status", "next_attempt_at"),
        Index("ix_calendar_copies_appointment_id", "appointment_id"),
        Index("ix_calendar_copies_client_id", "client_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    calendar_id: Mapped[int] = mapped_column(ForeignKey("client_calendars.id"))
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"))
    wanted: Mapped[bool]  # whether it should be there
    # Which state of the appointment was last seen, and since when the calendar is behind it.
    seen_sequence: Mapped[int]
    seen_updated_at: Mapped[datetime]
    behind_since: Mapped[datetime | None]
    status: Mapped[CopyStatus]
    # By invitations: the last one's number and what it said.
    told_sequence: Mapped[int | None]
    told_sha256: Mapped[str | None] = mapped_column(String(64))
    told_at: Mapped[datetime | None]
    # By CalDAV: its tag, what we know to be there, and what may be, since an answer was lost.
    etag: Mapped[str | None] = mapped_column(String(300))
    # The tag of a state with words or alarms of the client's own, which are left alone.
    their_etag: Mapped[str | None] = mapped_column(String(300))
    written: Mapped[Facts | None] = mapped_column(AsJson(Facts | None))
    tried: Mapped[list[Facts]] = mapped_column(AsJson(list[Facts]), default=list)
    written_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime | None]
    trouble: Mapped[Trouble | None]

    calendar: Mapped[ClientCalendar] = relationship()
    appointment: Mapped[Appointment] = relationship()


class ConflictKind(StrEnum):
    """What the client did to a copy in its own calendar."""

    MOVED = "moved"
    DELETED = "deleted"
    CANCELLED = "cancelled"
    EDITED = "edited"


class Resolution(StrEnum):
    """How a conflict ended."""

    OURS = "ours"  # written again
    THEIRS = "theirs"  # the appointment was moved to the client's time
    CANCELLED = "cancelled"  # the appointment was cancelled
    AGREED = "agreed"  # both sides came to say the same, or the time has passed


class CalendarConflict(Base):
    """A copy that the client changed. Our agenda stays the truth until a person decides."""

    __tablename__ = "calendar_conflicts"
    __table_args__ = (
        Index(
            "uq_calendar_conflicts_copy_id",
            "copy_id",
            unique=True,
            sqlite_where=text("resolved_at IS NULL"),
            postgresql_where=text("resolved_at IS NULL"),
        ),
        Index("ix_calendar_conflicts_client_id", "client_id", "resolved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    copy_id: Mapped[int] = mapped_column(ForeignKey("calendar_copies.id"))
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"))
    kind: Mapped[ConflictKind]
    ours: Mapped[Facts | None] = mapped_column(AsJson(Facts | None))  # as we last wrote it
    theirs: Mapped[Facts | None] = mapped_column(AsJson(Facts | None))
    their_etag: Mapped[str | None] = mapped_column(String(300))
    seen_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolution: Mapped[Resolution | None]
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    copy: Mapped[CalendarCopy] = relationship()
    appointment: Mapped[Appointment] = relationship()


def current_calendar(db: Session, practitioner_id: int) -> ClientCalendar | None:
    """The calendar that this practitioner's agenda is copied into; None: feeds are all there is."""
    return db.scalar(
        select(ClientCalendar).where(
            ClientCalendar.practitioner_id == practitioner_id, ClientCalendar.left_at.is_(None)
        )
    )
