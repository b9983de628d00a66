"""Callers' e-mail addresses: told once they are there the next time, taken back they are gone.

An address is of a person as people.py tells them apart: by name and number at one client, and not
with two dates of birth. Whoever gave it by an appointment's link gave it for that one only, for a
link may be held by somebody else.
"""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.names import parts_of
from telesec.values.telephone import E164

MOST_APPOINTMENTS = 400  # of one number that are gone through, the newest first


def address_told_before(
    db: Session,
    client_id: int,
    caller_name: str,
    telephone: E164 | None,
    birth_date: date | None,
) -> str | None:
    """The address this person has given before; None also when two people could be meant."""
    if telephone is None:
        return None
    rows = db.execute(
        select(
            Appointment.folded_name,
            Appointment.birth_date,
            Appointment.email,
            Appointment.email_by_link,
        )
        .where(
            Appointment.client_id == client_id,
            Appointment.telephone == telephone,
            Appointment.status != AppointmentStatus.HELD,
        )
        .order_by(Appointment.id.desc())
        .limit(MOST_APPOINTMENTS)
    ).all()
    name = sorted(parts_of(caller_name))
    theirs = [row for row in rows if name and sorted((row.folded_name or "").split()) == name]
    births = {row.birth_date for row in theirs if row.birth_date} | (
        {birth_date} if birth_date else set()
    )
    if len(births) > 1:  # of one name: only who has told the date is known
        theirs = [row for row in theirs if birth_date and row.birth_date == birth_date]
    return next((row.email for row in theirs if row.email and not row.email_by_link), None)


def replace_address(
    db: Session, appointment: Appointment, old: str, new: str | None, *, name: str | None
) -> None:
    """Put ``new`` in place of ``old`` wherever else this person (``name``, folded) has it at this
    client; None: so that it does not come back the next time.
    """
    db.execute(
        update(Appointment)
        .where(
            Appointment.client_id == appointment.client_id,
            Appointment.id != appointment.id,
            Appointment.email == old,
            Appointment.folded_name == name,
        )
        .values(email=new)
        .execution_options(synchronize_session="fetch")
    )
