"""Callers' links: the secret address by which a caller sees, moves or cancels one appointment.

It is of the appointment, not of its time: moved by whomever, the same link shows the new time.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, select, text, update
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.practitioner import AppointmentType
from telesec.database import Base, insert_if_absent
from telesec.values.caller_link import NONCE_LENGTH, mark_of, new_nonce

# How long after its appointment a link still says that it is over; then it is as if unknown.
SHOWN_AFTER = timedelta(days=1)


class CallerLink(Base):
    """One link. An appointment has one at a time that is not revoked."""

    __tablename__ = "caller_links"
    __table_args__ = (
        Index(
            "uq_caller_links_live",
            "appointment_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"), index=True)
    # No secret: the address is made of it with the house's key (values/caller_link.py).
    nonce: Mapped[str] = mapped_column(String(NONCE_LENGTH), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    appointment: Mapped[Appointment] = relationship()


def link_for(db: Session, appointment: Appointment, now: datetime) -> str:
    """What to write into a text to the caller of this appointment, in place of its link.

    A mark such as ``%link:Kf7x2mQp%``, which takes its place in the row of a notification;
    delivery replaces it by the address, of at most ROOM_FOR_LINK characters where the house has a
    short name. The same for the same appointment, until it is revoked. Empty when the client wants
    no links, or the appointment does not stand or is over.
    """
    client = appointment.client
    stands = appointment.status == AppointmentStatus.CONFIRMED and appointment.ends_at > now
    if not (client.caller_links and client.callers_may and stands):
        return ""
    return mark_of(_live_nonce(db, appointment) or _new_link(db, appointment, now))


def appointment_by_link(db: Session, nonce: str, now: datetime) -> Appointment | None:
    """The appointment of that link; None when it was revoked, is unknown or is over for long."""
    return db.scalar(
        select(Appointment)
        .join(CallerLink, CallerLink.appointment_id == Appointment.id)
        .where(
            CallerLink.nonce == nonce,
            CallerLink.revoked_at.is_(None),
            Appointment.client_id == CallerLink.client_id,
            Appointment.status != AppointmentStatus.HELD,
            Appointment.ends_at > now - SHOWN_AFTER,
        )
        .options(
            joinedload(Appointment.client),
            joinedload(Appointment.practitioner),
            joinedload(Appointment.appointment_type).selectinload(AppointmentType.practitioners),
        )
    )


def revoke_link(db: Session, appointment: Appointment, now: datetime) -> None:
    """Its link answers from now on as if it had never been. Twice is once."""
    db.execute(
        update(CallerLink)
        .where(CallerLink.appointment_id == appointment.id, CallerLink.revoked_at.is_(None))
        .values(revoked_at=now)
        .execution_options(synchronize_session="fetch")
    )


def revoke_links_of(db: Session, client_ids: Collection[int], now: datetime) -> int:
    """The same for all links of these clients; how many there were."""
    revoked = db.scalars(
        update(CallerLink)
        .where(CallerLink.client_id.in_(client_ids), CallerLink.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(CallerLink.id)
        .execution_options(synchronize_session=False)
    )
    return len(revoked.all())


def _live_nonce(db: Session, appointment: Appointment) -> str | None:
    return db.scalar(
        select(CallerLink.nonce).where(
            CallerLink.appointment_id == appointment.id, CallerLink.revoked_at.is_(None)
        )
    )


def _new_link(db: Session, appointment: Appointment, now: datetime) -> str:
    """Another transaction may make one at the same time: the first of them stands for both."""
    while True:
        values = {
            "client_id": appointment.client_id,
            "appointment_id": appointment.id,
            "nonce": new_nonce(),
            "created_at": now,
        }
        insert_if_absent(db, CallerLink, values)
        found = _live_nonce(db, appointment)
        if found:  # else somebody else's nonce was the same
            return found
