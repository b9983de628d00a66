"""Who may book a kind of appointment by themselves: some are for new people, some for known ones.

A person is known by the number and the name of an appointment they have, or have had. A number
alone is a family's, a name alone is nobody's.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.names import is_alike
from telesec.agenda.practitioner import AppointmentType, OnlyFor
from telesec.values.telephone import E164


def may_book(
    db: Session, kind: AppointmentType, *, name: str | None, telephone: E164 | str | None
) -> bool:
    """Whether whoever that is may book the kind. While the name is not known (None), whatever is
    still possible may.
    """
    if kind.only_for is None:
        return True
    there = names_known(db, kind.client_id, telephone)
    if kind.only_for == OnlyFor.KNOWN:
        return bool(there) if name is None else is_known(name, there)
    return name is None or not is_known(name, there)


def names_known(db: Session, client_id: int, telephone: E164 | str | None) -> list[str]:
    """The names under which that number has, or has had, appointments with this client."""
    if not telephone:
        return []
    names = db.scalars(
        select(Appointment.caller_name)
        .where(
            Appointment.client_id == client_id,
            Appointment.telephone == telephone,
            Appointment.status == AppointmentStatus.CONFIRMED,
        )
        .distinct()
    )
    return [name for name in names if name]


def is_known(name: str, known: list[str]) -> bool:
    """Whether that name is like one of these, as a recogniser may write it."""
    return any(is_alike(name, one) for one in known)
