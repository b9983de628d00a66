"""Callers' e-mail addresses: told once they are there the next time, taken back they are gone.

An address is of a person as people.py tells them apart: by name and number at one client, and not
with two dates of birth. Whoever gave it by an appointment's link gave it for that one only, for a
link may be held by somebody else.
"""

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.names import parts_of
from telesec.values.telephone import E164

MOST_APPOINTMENTS = 400  # of one number that are gone through, the newest first


class _Row(NamedTuple):
    """What is looked at of an appointment."""

    id: int
    folded_name: str | None
    birth_date: date | None
    email: str | None
    email_by_link: bool


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
    here = and_(Appointment.client_id == client_id, Appointment.telephone == telephone)
    theirs, certain = _of_person(db, here, parts_of(caller_name), birth_date)
    given = (row.email for row in theirs if row.email and not row.email_by_link)
    return next(given, None) if certain else None


def replace_address(db: Session, appointment: Appointment, new: str | None) -> None:
    """Put ``new`` in place of the address of ``appointment``, which is still as it was, wherever
    else this person has it at this client.

    None, taken back: no other address they have told comes back the next time either.
    """
    old, number = appointment.email, appointment.telephone
    here = and_(Appointment.client_id == appointment.client_id, Appointment.telephone == number)
    if number is None:  # of whom no number is known, only the address tells that it is they
        here = and_(here, Appointment.email == old)
    name = (appointment.folded_name or "").split()
    theirs, certain = _of_person(db, here, name, appointment.birth_date)
    changed = [
        row.id
        for row in theirs
        if row.id != appointment.id
        and row.email
        and (row.email == old or (new is None and certain and not row.email_by_link))
    ]
    db.execute(
        update(Appointment)
        .where(Appointment.id.in_(changed))
        .values(email=new)
        .execution_options(synchronize_session="fetch")
    )


def _of_person(
    db: Session, here: ColumnElement[bool], parts: list[str], birth_date: date | None
) -> tuple[list[_Row], bool]:
    """Their appointments among those ``here``, the newest first, however the name is written; and
    whether they can be nobody else's.

    Of two with one name, those with that very date of birth; with none, those with none.
    """
    columns = (getattr(Appointment, name) for name in _Row._fields)
    rows = db.execute(
        select(*columns)
        .where(here, Appointment.status != AppointmentStatus.HELD)
        .order_by(Appointment.id.desc())
        .limit(MOST_APPOINTMENTS)
    )
    name = sorted(parts)
    found = [row for row in map(_Row._make, rows) if name]
    theirs = [row for row in found if sorted((row.folded_name or "").split()) == name]
    births = {birth for birth in (birth_date, *(row.birth_date for row in theirs)) if birth}
    if len(births) < 2:
        return theirs, True
    return [row for row in theirs if row.birth_date == birth_date], birth_date is not None
