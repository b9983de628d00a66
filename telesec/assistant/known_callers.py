"""Who calls, as far as a number tells: whether it has left something with this client before."""

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.calls.call import Call
from telesec.clients.caller_rule import CallerKind, rule_for
from telesec.messages.message import Message
from telesec.scripts.conditions import CallerIs


def caller_is(db: Session, call: Call) -> CallerIs:
    """A number is no proof of a person: nothing that only that person may know follows from it."""
    number = call.caller_number
    if number is None:
        return CallerIs.WITHHELD
    rule = rule_for(db, call.client_id, number)
    if rule and rule.kind == CallerKind.VIP:
        return CallerIs.VIP
    left_a_message = exists().where(
        Message.client_id == call.client_id,
        Message.callback_number == number,
        or_(Message.call_id.is_(None), Message.call_id != call.id),
    )
    has_an_appointment = exists().where(
        Appointment.client_id == call.client_id,
        Appointment.telephone == number,
        Appointment.status != AppointmentStatus.HELD,
        or_(Appointment.call_id.is_(None), Appointment.call_id != call.id),
    )
    known = db.scalar(select(or_(left_a_message, has_an_appointment)))
    return CallerIs.KNOWN if known else CallerIs.NEW
