"""Times that a cancellation or a move has freed: written with it, for the waiting list."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, Session, mapped_column

from telesec.agenda.appointment import Appointment
from telesec.database import Base


class FreedTime(Base):
    """Time of one practitioner that was booked and is free again, buffers included."""

    __tablename__ = "freed_times"
    __table_args__ = (Index("ix_freed_times_settled_at", "settled_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"))  # that it was of
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    freed_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]  # nobody (more) is to be asked


def span_of(appointment: Appointment) -> tuple[datetime, datetime]:
    """What it takes, buffers included."""
    return appointment.blocked_from, appointment.blocked_until


def note_freed(
    db: Session,
    appointment: Appointment,
    practitioner_id: int,
    span: tuple[datetime, datetime],
    now: datetime,
) -> None:
    """The appointment took that time of that practitioner, and does no more. What is over helps
    nobody.
    """
    starts_at, ends_at = span
    if ends_at > now:
        db.add(
            FreedTime(
                client_id=appointment.client_id,
                practitioner_id=practitioner_id,
                appointment_id=appointment.id,
                starts_at=starts_at,
                ends_at=ends_at,
                freed_at=now,
            )
        )
