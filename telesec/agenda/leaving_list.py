"""Leaving the waiting list: at one's own wish, or because there is nothing left to wait for."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from telesec.agenda.appointment import Appointment
from telesec.agenda.names import is_alike, parts_of
from telesec.agenda.offers_of_slots import refuse
from telesec.agenda.waiting_list import OfferStatus, WaitingEntry, WaitingStatus
from telesec.calls.call import Call
from telesec.values.opening_hours import MINUTES_A_DAY, instant


class SeveralPeople(LookupError):
    """More than one person could be meant."""


def take_off(
    db: Session,
    entry: WaitingEntry,
    now: datetime,
    *,
    call_id: int | None = None,
    served: bool = False,
) -> None:
    """They wait no more, by that call if it was one; what is offered to them goes to the next.
    ``served``: they have what they waited for.
    """
    for offer in entry.offers:
        if offer.status == OfferStatus.OPEN:
            refuse(db, offer, now)
    if entry.status == WaitingStatus.WAITING:
        entry.status = WaitingStatus.SERVED if served else WaitingStatus.TAKEN_BACK
        entry.ended_at, entry.ended_by_call_id = now, call_id
        db.flush()


def entries_of_person(
    db: Session,
    client_id: int,
    name: str,
    *,
    telephone: str | None = None,
    born_on: date | None = None,
) -> list[WaitingEntry]:
    """What a person waits for: by name, and by number or date of birth, as appointments_of_person()
    finds appointments. That of the appointment they have serves as well as that of the entry.

    Raises SeveralPeople.
    """
    proof = []
    if telephone is not None:
        proof.append(or_(WaitingEntry.telephone == telephone, Appointment.telephone == telephone))
    if born_on is not None:
        of_own = and_(WaitingEntry.birth_date.is_(None), Appointment.birth_date == born_on)
        proof.append(or_(WaitingEntry.birth_date == born_on, of_own))
    if not proof:
        return []
    waiting = db.scalars(
        select(WaitingEntry)
        .outerjoin(Appointment, Appointment.id == WaitingEntry.appointment_id)
        .where(
            WaitingEntry.client_id == client_id,
            WaitingEntry.status == WaitingStatus.WAITING,
            *proof,
        )
        .options(joinedload(WaitingEntry.appointment_type))
        .order_by(WaitingEntry.id)
    )
    return _of_one_person([one for one in waiting if is_alike(name, one.caller_name)], name)


def _of_one_person(found: list[WaitingEntry], name: str) -> list[WaitingEntry]:
    """Those by that very name; without any, those by one that is alike. Raises SeveralPeople."""
    said = sorted(parts_of(name))
    meant = [one for one in found if sorted(parts_of(one.caller_name)) == said] or found
    names = {tuple(sorted(parts_of(one.caller_name))) for one in meant}
    births = {one.birth_date for one in meant if one.birth_date}
    if len(names) > 1 or len(births) > 1:
        raise SeveralPeople
    return meant


def put_first_by(db: Session, call: Call) -> Sequence[WaitingEntry]:
    """Who waits since that very call: not whose wish it has only written down anew."""
    return _waiting(db, WaitingEntry.call_id == call.id, WaitingEntry.created_at >= call.started_at)


def give_up_with(
    db: Session, appointment: Appointment, now: datetime, *, call_id: int | None = None
) -> bool:
    """Its caller has cancelled it: whoever waited for something earlier in its place waits no more.
    Whether anybody did.
    """
    waiting = _waiting_with(db, appointment)
    for entry in waiting:
        take_off(db, entry, now, call_id=call_id)
    return bool(waiting)


def has_given_up(db: Session, appointment: Appointment) -> bool:
    """Whether somebody waited for something earlier in its place, and waits no more."""
    gone = WaitingEntry.status == WaitingStatus.TAKEN_BACK
    found = select(WaitingEntry.id).where(WaitingEntry.appointment_id == appointment.id, gone)
    return db.scalar(found.limit(1)) is not None


def settle_with(
    db: Session, appointment: Appointment, now: datetime, *, call_id: int | None = None
) -> bool:
    """Its caller has booked or moved it: whoever has what they waited for, or can get nothing
    before it, is served. Whether anybody is.
    """
    served = [one for one in _waiting_with(db, appointment) if _has_it(one, appointment)]
    for entry in served:
        take_off(db, entry, now, call_id=call_id, served=True)
    return bool(served)


def _waiting_with(db: Session, appointment: Appointment) -> Sequence[WaitingEntry]:
    return _waiting(
        db,
        WaitingEntry.client_id == appointment.client_id,
        WaitingEntry.appointment_id == appointment.id,
    )


def _waiting(db: Session, *whose: ColumnElement[bool]) -> Sequence[WaitingEntry]:
    still = WaitingEntry.status == WaitingStatus.WAITING
    return db.scalars(select(WaitingEntry).where(still, *whose).order_by(WaitingEntry.id)).all()


def _has_it(entry: WaitingEntry, own: Appointment) -> bool:
    client = entry.client
    if instant(entry.first_on, entry.first_minute, client.zone) >= own.starts_at:
        return True
    if entry.last_on is None:  # hours alone, as a secretary types them: sooner is still better
        return False
    all_day = (entry.first_minute, entry.last_minute) == (0, MINUTES_A_DAY)
    at_any_time = all_day and entry.first_on <= client.local(entry.created_at).date()
    return not at_any_time and entry.wants(client.local(own.starts_at), own.practitioner_id)
