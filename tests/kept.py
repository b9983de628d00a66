"""What the house has kept of a call, looked up when the caller has spoken."""

from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.messages.message import Message
from tests.telephone import Telephone


def message(telephone: Telephone) -> Message:
    """The message, where there is one and no other."""
    with telephone.looking() as db:
        return db.scalars(select(Message)).one()


def messages(telephone: Telephone) -> list[Message]:
    """All messages, in the order in which they came."""
    with telephone.looking() as db:
        return list(db.scalars(select(Message).order_by(Message.id)))


def booked(telephone: Telephone) -> Appointment:
    """The confirmed appointment, where there is one and no other."""
    with telephone.looking() as db:
        query = select(Appointment).where(Appointment.status == AppointmentStatus.CONFIRMED)
        return db.scalars(query).one()


def all_booked(telephone: Telephone) -> list[Appointment]:
    """All confirmed appointments, in the order of their times."""
    with telephone.looking() as db:
        query = select(Appointment).where(Appointment.status == AppointmentStatus.CONFIRMED)
        return list(db.scalars(query.order_by(Appointment.starts_at)))


def held(telephone: Telephone) -> int:
    """How many slots are kept for callers still on the line."""
    with telephone.looking() as db:
        query = select(Appointment).where(Appointment.status == AppointmentStatus.HELD)
        return len(db.scalars(query).all())


def now_of(telephone: Telephone, appointment_id: int) -> Appointment:
    """The appointment of that id, as it now stands."""
    with telephone.looking() as db:
        return db.get_one(Appointment, appointment_id)
