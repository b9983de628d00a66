"""Appointments. Two of one practitioner's never overlap, because the database refuses it.

A slot offered to a caller is an appointment that is *held*: it blocks like any other, until it
is confirmed, released, or its hold expires.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    event,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from telesec.agenda.place import Place
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.clients.account import Account
from telesec.clients.client import Client
from telesec.database import Base
from telesec.values.email_address import LONGEST_EMAIL
from telesec.values.telephone import E164


class AppointmentStatus(StrEnum):
    """Held: kept for a caller still on the line. Only confirmed ones are in the feed."""

    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Appointment(Base):
    """One appointment, or a hold. ``blocked_*`` is what it takes, buffers included."""

    __tablename__ = "appointments"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="ends_after_start"),
        CheckConstraint("blocked_from <= starts_at AND ends_at <= blocked_until", name="buffers"),
        # All that a search for free time reads, in one place, however long the history.
        Index(
            "ix_appointments_practitioner_id_blocked",
            "practitioner_id",
            "blocked_from",
            "blocked_until",
            "status",
            "hold_expires_at",
        ),
        Index("ix_appointments_client_id_starts_at", "client_id", "starts_at"),
        Index("ix_appointments_call_id", "call_id"),
        Index("ix_appointments_client_id_telephone", "client_id", "telephone"),
        Index("ix_appointments_practitioner_id_starts_on", "practitioner_id", "starts_on"),
        # Few rows are holds; whoever clears the expired away must not read all the others.
        Index(
            "ix_appointments_hold_expires_at",
            "hold_expires_at",
            sqlite_where=text("hold_expires_at IS NOT NULL"),
            postgresql_where=text("hold_expires_at IS NOT NULL"),
        ),
        # An id never comes again, even of a hold that is gone: a caller may still mean it.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    appointment_type_id: Mapped[int] = mapped_column(ForeignKey("appointment_types.id"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id"))
    uid: Mapped[str] = mapped_column(String(60), unique=True)  # RFC 7986 5.3: random, for life
    status: Mapped[AppointmentStatus]
    place_id: Mapped[int | None] = mapped_column(ForeignKey("places.id"))  # None: the usual one
    starts_on: Mapped[date | None]  # the client's local day; None in rows older than the column
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    blocked_from: Mapped[datetime]
    blocked_until: Mapped[datetime]
    hold_expires_at: Mapped[datetime | None]
    caller_name: Mapped[str | None] = mapped_column(String(80))
    folded_name: Mapped[str | None] = mapped_column(String(80))  # by which it is searched for
    telephone: Mapped[E164 | None] = mapped_column(String(16))
    email: Mapped[str | None] = mapped_column(String(LONGEST_EMAIL))
    # Given by whoever held the link: good for this appointment, not for this person's others.
    email_by_link: Mapped[bool] = mapped_column(default=False, server_default=false())
    birth_date: Mapped[date | None]  # asked where it proves who calls to change the appointment
    # The reason, and what else the script asked; for patients it stays out of the feed.
    notes: Mapped[str] = mapped_column(Text, default="", server_default="")
    sequence: Mapped[int] = mapped_column(default=0)  # RFC 5545 3.8.7.4
    # Put where the practitioner is busy elsewhere, by somebody who knew and said so.
    despite_busy: Mapped[bool] = mapped_column(default=False, server_default=false())
    booked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    client: Mapped[Client] = relationship()
    practitioner: Mapped[Practitioner] = relationship()
    appointment_type: Mapped[AppointmentType] = relationship()
    place: Mapped[Place | None] = relationship()
    booked_by: Mapped[Account | None] = relationship()

    @property
    def lasts(self) -> timedelta:
        """How long it is, without its buffers; more than its kind says, if a person chose so."""
        return self.ends_at - self.starts_at


# The guard against double booking, for every writer and both databases. On PostgreSQL an
# exclusion constraint; the practitioner stands as a one-number range, so that no extension is
# needed. On SQLite triggers that abort; every writer there holds the only write lock.
OVERLAP = "double_booking"
# The one against time at which the practitioner's other calendars say busy: busy/calendar.py.
BUSY_ELSEWHERE = "busy_elsewhere"

postgresql_guard = f"""
ALTER TABLE appointments ADD CONSTRAINT {OVERLAP} EXCLUDE USING gist (
    int8range(practitioner_id, practitioner_id, '[]') WITH &&,
    tstzrange(blocked_from, blocked_until, '[)') WITH &&
) WHERE (status <> 'cancelled')
"""

_sqlite_guard = f"""
CREATE TRIGGER {OVERLAP}_{{name}} BEFORE {{on}} ON appointments
WHEN NEW.status <> 'cancelled' AND EXISTS (
    SELECT 1 FROM appointments AS other
    WHERE other.practitioner_id = NEW.practitioner_id AND other.status <> 'cancelled'
      AND other.id IS NOT NEW.id
      -- None takes longer than a day: so ten years of history need not be read.
      AND other.blocked_from > datetime(NEW.blocked_from, '-2 days')
      AND other.blocked_from < NEW.blocked_until AND NEW.blocked_from < other.blocked_until)
BEGIN SELECT RAISE(ABORT, '{OVERLAP}'); END
"""  # noqa: S608 - DDL made of our own constants

sqlite_guards = (
    _sqlite_guard.format(name="insert", on="INSERT"),
    _sqlite_guard.format(
        name="update", on="UPDATE OF practitioner_id, status, blocked_from, blocked_until"
    ),
)


def _guard(table: Table, connection: Connection, **_: Any) -> None:  # noqa: ARG001 - the event names it
    statements = (postgresql_guard,) if connection.dialect.name == "postgresql" else sqlite_guards
    for statement in statements:
        connection.execute(text(statement))


event.listen(Appointment.__table__, "after_create", _guard)
