"""Filling freed times from the waiting list: one person asked after another, never at night.

Everything is decided in one transaction: the offer, the hold on its time and the text. A worker
that dies leaves nothing half done; of two, one has the row of the freed time, the other goes on.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import AppointmentStatus
from telesec.agenda.booking import SlotTaken, hold
from telesec.agenda.free_time import Slot, free_slots
from telesec.agenda.freed_time import FreedTime
from telesec.agenda.locks import lock_agendas
from telesec.agenda.offers_of_slots import GRACE, expire
from telesec.agenda.practitioner import Practitioner
from telesec.agenda.waiting_list import (
    OfferStatus,
    SlotOffer,
    WaitingEntry,
    waiting_at,
)
from telesec.clients.client import Client
from telesec.database import transaction
from telesec.dispatch.offer_wording import offer_text
from telesec.dispatch.reminding import can_be_answered
from telesec.notifications.notification import (
    Channel,
    DeliveryStatus,
    Notification,
    NotificationKind,
)
from telesec.notifications.opt_out import has_opted_out
from telesec.notifications.outbox import queue
from telesec.values.caller_link import mark_of, new_nonce
from telesec.values.quiet_hours import by_day, is_night

MOST_STARTS = 12  # that are looked at within one freed time
ON_THE_WAY = timedelta(minutes=30)  # from the end of an offer to its time, at the least


def fill_freed(engine: Engine, now: datetime) -> int:
    """Ask the next person about each freed time that nobody is being asked about; how many."""
    unsettled = select(FreedTime.id).where(FreedTime.settled_at.is_(None)).order_by(FreedTime.id)
    with transaction(engine, reads_only=True) as db:
        ids = db.scalars(unsettled).all()
    offered = 0
    for freed_id in ids:
        with transaction(engine) as db:
            offered += _fill(db, freed_id, now)
    return offered


def _fill(db: Session, freed_id: int, now: datetime) -> bool:
    # FOR NO KEY UPDATE: whoever answers an offer of it has the agendas already, and only refers
    # to this row; with a stronger lock each would wait for the other.
    freed = db.scalar(
        select(FreedTime)
        .where(FreedTime.id == freed_id, FreedTime.settled_at.is_(None))
        .with_for_update(skip_locked=True, key_share=True)
    )
    if freed is None:
        return False
    lock_agendas(db, freed.client_id)
    if _is_being_asked(db, freed, now):
        return False
    client = db.get_one(Client, freed.client_id)
    if freed.ends_at > now and not may_ask(client, now):
        return False  # in the morning
    entries = waiting_at(db, client, now) if can_offer(client) and freed.ends_at > now else []
    busy = _busy(db, entries)
    free = [one for one in entries if one.id not in busy]
    if any(_offer(db, freed, entry, client, now) for entry in free):
        return True
    if not busy:  # else they may still want this when the other is refused
        freed.settled_at = now
    return False


def may_ask(client: Client, now: datetime) -> bool:
    """Whether an offer that began now would also end by day."""
    ends = now + timedelta(minutes=client.offer_minutes)
    return not is_night(now, client.zone) and not is_night(ends, client.zone)


def can_offer(client: Client) -> bool:
    """Whether somebody who is asked could answer: by text or by a link."""
    return can_be_answered(client) or client.caller_links


def _is_being_asked(db: Session, freed: FreedTime, now: datetime) -> bool:
    offer = db.scalar(
        select(SlotOffer).where(
            SlotOffer.freed_id == freed.id, SlotOffer.status == OfferStatus.OPEN
        )
    )
    if offer is None:
        return False
    told = db.get(Notification, offer.notification_id) if offer.notification_id else None
    lost = told is None or told.status == DeliveryStatus.UNDELIVERABLE
    if offer.expires_at + GRACE > now and not lost:
        return True
    expire(db, offer, now)
    return False


def _busy(db: Session, entries: Sequence[WaitingEntry]) -> set[int]:
    """Those who have another offer to answer."""
    ids = [entry.id for entry in entries]
    asked = select(SlotOffer.entry_id).where(
        SlotOffer.entry_id.in_(ids), SlotOffer.status == OfferStatus.OPEN
    )
    return set(db.scalars(asked))


def _offer(
    db: Session, freed: FreedTime, entry: WaitingEntry, client: Client, now: datetime
) -> bool:
    """Offer them a time in what was freed, if one suits; whether it did."""
    asked = select(SlotOffer.id).where(
        SlotOffer.freed_id == freed.id, SlotOffer.entry_id == entry.id
    )
    if entry.appointment_id == freed.appointment_id or db.scalar(asked) is not None:
        return False
    if has_opted_out(db, client.id, entry.telephone):
        return False
    expires_at = now + timedelta(minutes=client.offer_minutes)
    slot = _slot(db, freed, entry, expires_at, now)
    if slot is None:
        return False
    seconds = int((expires_at + GRACE - now).total_seconds())
    try:
        held = hold(db, slot, client_id=client.id, call_id=None, now=now, seconds=seconds)
    except SlotTaken:
        return False
    offer = SlotOffer(
        client_id=client.id,
        entry=entry,
        freed_id=freed.id,
        hold_id=held.id,
        practitioner_id=slot.practitioner_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        nonce=new_nonce(),
        created_at=now,
        expires_at=expires_at,
    )
    db.add(offer)
    db.flush()
    _tell(db, offer, client, now)
    return True


def _slot(
    db: Session,
    freed: FreedTime,
    entry: WaitingEntry,
    expires_at: datetime,
    now: datetime,
) -> Slot | None:
    kind = entry.appointment_type
    whom = next((one for one in kind.practitioners if one.id == freed.practitioner_id), None)
    if whom is None or not kind.active:
        return None
    first = max(freed.starts_at, expires_at + ON_THE_WAY)
    if first >= freed.ends_at:
        return None
    window = [(first, freed.ends_at)]
    own = entry.appointment
    lasts = own.lasts if own and own.appointment_type_id == kind.id else timedelta(0)
    found = free_slots(db, kind, [whom], window, now, limit=MOST_STARTS, at_least=lasts)
    return next((slot for slot in found if _is_in(slot, freed) and _suits(entry, slot, whom)), None)


def _is_in(slot: Slot, freed: FreedTime) -> bool:
    """Whether it uses what was freed and cuts into nothing else, unless it is longer than that."""
    longer = slot.ends_at - slot.starts_at > freed.ends_at - freed.starts_at
    return longer or slot.ends_at <= freed.ends_at


def _suits(entry: WaitingEntry, slot: Slot, whom: Practitioner) -> bool:
    if not entry.wants(entry.client.local(slot.starts_at), whom.id):
        return False
    own = entry.appointment
    stands = own is not None and own.status == AppointmentStatus.CONFIRMED
    return own is None or not stands or own.starts_at > slot.starts_at


def _tell(db: Session, offer: SlotOffer, client: Client, now: datetime) -> None:
    text = offer_text(
        offer,
        client,
        link=mark_of(offer.nonce) if client.caller_links else "",
        asks=can_be_answered(client),
    )
    told = queue(
        db,
        client_id=client.id,
        call_id=None,
        kind=NotificationKind.OFFER,
        channel=Channel.SMS,
        recipient=offer.entry.telephone,
        subject="",
        body=text,
        once_key=f"offer:{offer.id}",
        now=now,
    )
    if told is not None:
        offer.notification_id = told.id


def offer_may_go(db: Session, notification: Notification, now: datetime) -> datetime | None:
    """By day, while it is open and not yet over; else never."""
    offer = db.scalar(select(SlotOffer).where(SlotOffer.notification_id == notification.id))
    if offer is None or offer.status != OfferStatus.OPEN:
        return None
    goes_at = by_day(now, db.get_one(Client, notification.client_id).zone)
    if offer.expires_at <= goes_at:
        return None
    return None if has_opted_out(db, notification.client_id, notification.recipient) else goes_at
