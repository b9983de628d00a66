"""Answering an offer from the waiting list: the first yes wins, twice is once, late is too late."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import HoldLost, SlotTaken, confirm, move
from telesec.agenda.change import ChangedBy
from telesec.agenda.free_time import Slot
from telesec.agenda.locks import lock_agendas
from telesec.agenda.waiting_list import (
    OfferStatus,
    SlotOffer,
    WaitingStatus,
    has_earlier,
    own_later,
)

GRACE = timedelta(minutes=2)  # an answer may be under way when the time is over


class OfferGone(Exception):
    """It was refused, or its time is over: somebody else is asked, or has it."""


def accept(db: Session, offer: SlotOffer, by: ChangedBy, now: datetime) -> Appointment:
    """Give them the time: their later appointment is moved to it, or it is booked.

    Said again, it is the same appointment. Raises OfferGone, also when they have come to have an
    earlier one meanwhile; then nothing of theirs has changed.
    """
    _lock(db, offer)
    if offer.status == OfferStatus.ACCEPTED and offer.appointment is not None:
        return offer.appointment
    if now > offer.expires_at + GRACE:
        expire(db, offer, now)
    if offer.status != OfferStatus.OPEN:
        raise OfferGone
    try:
        with db.begin_nested():
            taken = _taken(db, offer, by, now)
    except (HoldLost, SlotTaken) as lost:
        expire(db, offer, now)
        raise OfferGone from lost
    _settle(db, offer, OfferStatus.ACCEPTED, now)
    offer.appointment_id = taken.id
    offer.entry.status = WaitingStatus.SERVED
    offer.entry.ended_at = now
    db.flush()
    return taken


def refuse(db: Session, offer: SlotOffer, now: datetime) -> None:
    """They do not want it: the next is asked. Said again, or too late, it changes nothing."""
    _lock(db, offer)
    if _settle(db, offer, OfferStatus.REFUSED, now):
        _let_go(db, offer)


def expire(db: Session, offer: SlotOffer, now: datetime) -> None:
    """Nobody answered in time."""
    if _settle(db, offer, OfferStatus.EXPIRED, now):
        _let_go(db, offer)


def _taken(db: Session, offer: SlotOffer, by: ChangedBy, now: datetime) -> Appointment:
    own, entry = own_later(offer), offer.entry
    if own is None and has_earlier(offer):
        raise HoldLost
    if own is None:
        return confirm(
            db,
            appointment_id=offer.hold_id,
            client_id=offer.client_id,
            call_id=None,
            caller_name=entry.caller_name,
            telephone=entry.telephone,
            birth_date=entry.birth_date,
            now=now,
            by=by,
        )
    held = select(Appointment.id).where(_is_its_hold(offer))
    if db.scalar(held) is None:
        raise HoldLost
    _let_go(db, offer)
    kind_id = entry.appointment_type_id
    slot = Slot(offer.practitioner_id, kind_id, offer.starts_at, offer.ends_at)
    move(db, own, slot, now, by)
    return own


def _is_its_hold(offer: SlotOffer) -> Any:
    return (Appointment.id == offer.hold_id) & (Appointment.status == AppointmentStatus.HELD)


def _let_go(db: Session, offer: SlotOffer) -> None:
    db.execute(
        delete(Appointment)
        .where(_is_its_hold(offer))
        .execution_options(synchronize_session="fetch")
    )


def _lock(db: Session, offer: SlotOffer) -> None:
    """Bring it up to date, and let nobody else answer it until the commit."""
    lock_agendas(db, offer.client_id)
    db.refresh(offer)
    db.refresh(offer.entry)
    if offer.entry.appointment is not None:
        db.refresh(offer.entry.appointment)


def _settle(db: Session, offer: SlotOffer, status: OfferStatus, now: datetime) -> bool:
    """Compare and swap: whether it was open."""
    result: Any = db.execute(
        update(SlotOffer)
        .where(SlotOffer.id == offer.id, SlotOffer.status == OfferStatus.OPEN)
        .values(status=status, settled_at=now)
        .execution_options(synchronize_session=False)
    )
    db.refresh(offer)
    return bool(result.rowcount)
