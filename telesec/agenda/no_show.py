"""No-shows: who did not come, noted by a person, and counted for people to see. Nothing follows.

A person is who has the same name and, to the letter, the same number or date of birth: a family on
one number is counted apart.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ForeignKey, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.change import ChangedBy, ChangeKind, note_change
from telesec.agenda.locks import lock_agendas
from telesec.agenda.names import is_alike
from telesec.database import Base, insert_if_absent


class NoShow(Base):
    """An appointment to which nobody came."""

    __tablename__ = "no_shows"

    appointment_id: Mapped[int] = mapped_column(
        ForeignKey("appointments.id"), primary_key=True, autoincrement=False
    )
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    noted_at: Mapped[datetime]

    appointment: Mapped[Appointment] = relationship()


class NothingMissed(Exception):
    """It was cancelled, or has not begun: nobody can have missed it."""


def note_no_show(db: Session, appointment: Appointment, by: ChangedBy, now: datetime) -> None:
    """Nobody came to it. Noted again, it changes nothing. Raises NothingMissed."""
    lock_agendas(db, appointment.client_id)
    db.refresh(appointment)
    if appointment.status != AppointmentStatus.CONFIRMED or appointment.starts_at > now:
        raise NothingMissed
    values = {
        "appointment_id": appointment.id,
        "client_id": appointment.client_id,
        "noted_by_id": by.account_id,
        "noted_at": now,
    }
    if insert_if_absent(db, NoShow, values):
        note_change(db, appointment, ChangeKind.MISSED, by, now=now)


def take_back_no_show(db: Session, appointment: Appointment, by: ChangedBy, now: datetime) -> None:
    """Somebody came after all. A second time changes nothing."""
    lock_agendas(db, appointment.client_id)
    noted = db.get(NoShow, appointment.id, populate_existing=True)
    if noted is not None:
        db.delete(noted)
        note_change(db, appointment, ChangeKind.CAME, by, now=now)
        db.flush()


def missed_among(db: Session, appointment_ids: Collection[int]) -> set[int]:
    """Those of these appointments to which nobody came."""
    return set(
        db.scalars(select(NoShow.appointment_id).where(NoShow.appointment_id.in_(appointment_ids)))
    )


def missed_by(
    db: Session,
    client_id: int,
    name: str,
    *,
    telephone: str | None = None,
    born_on: date | None = None,
) -> list[Appointment]:
    """What that person did not come to, the newest first; nothing without number and birth date."""
    found = _missed(db, [client_id], {telephone} - {None}, {born_on} - {None})
    return [one for one in found if is_alike(name, one.caller_name or "")]


def missed_of_number(db: Session, client_id: int, telephone: str | None) -> list[Appointment]:
    """What people with that number did not come to, the newest first."""
    return _missed(db, [client_id], {telephone} - {None}, set())


def times_missed(db: Session, appointments: Sequence[Appointment]) -> dict[int, int]:
    """How often the person of each appointment, by its id, did not come to one of this client's."""
    clients = {one.client_id for one in appointments}
    numbers = {one.telephone for one in appointments} - {None}
    births = {one.birth_date for one in appointments} - {None}
    missed = _missed(db, clients, numbers, births)
    counts = {one.id: sum(_are_one(one, other) for other in missed) for one in appointments}
    return {appointment_id: count for appointment_id, count in counts.items() if count}


def _are_one(one: Appointment, other: Appointment) -> bool:
    same_number = one.telephone is not None and one.telephone == other.telephone
    same_birth = one.birth_date is not None and one.birth_date == other.birth_date
    if one.client_id != other.client_id or not (same_number or same_birth):
        return False
    return is_alike(one.caller_name or "", other.caller_name or "")


def _missed(
    db: Session,
    client_ids: Collection[int],
    numbers: Collection[str | None],
    births: Collection[date | None],
) -> list[Appointment]:
    if not numbers and not births:
        return []
    rows = db.scalars(
        select(NoShow)
        .join(Appointment, Appointment.id == NoShow.appointment_id)
        .where(
            NoShow.client_id.in_(client_ids),
            or_(Appointment.telephone.in_(numbers), Appointment.birth_date.in_(births)),
        )
        .options(joinedload(NoShow.appointment))
        .order_by(Appointment.starts_at.desc(), Appointment.id)
    )
    return [row.appointment for row in rows]
