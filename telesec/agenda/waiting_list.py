"""The waiting list: who would come earlier if something became free, and what they were offered.

A freed time is offered to one person after another, in order of waiting. While they think it over,
the time is held as for a caller on the line, so nobody else can have it.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.freed_time import FreedTime
from telesec.agenda.locks import lock_agendas
from telesec.agenda.looking_up import appointments_of_person
from telesec.agenda.name_sounds import is_heard_alike
from telesec.agenda.practitioner import AppointmentType
from telesec.clients.client import Client
from telesec.database import AsJson, Base
from telesec.values.caller_link import NONCE_LENGTH, new_nonce
from telesec.values.language import Language
from telesec.values.opening_hours import MINUTES_A_DAY
from telesec.values.telephone import E164


class DaysInWrongOrder(ValueError):
    """The last day on which somebody would come lies before the first."""


class WaitingStatus(StrEnum):
    """Served: has got an earlier time. Taken back: waits no more."""

    WAITING = "waiting"
    SERVED = "served"
    TAKEN_BACK = "taken_back"


class OfferStatus(StrEnum):
    """What became of an offer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"


class WaitingEntry(Base):
    """Somebody who waits for an earlier time. Days and minutes are the client's wall clock."""

    __tablename__ = "waiting_entries"
    __table_args__ = (Index("ix_waiting_entries_client_id_status", "client_id", "status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    appointment_type_id: Mapped[int] = mapped_column(ForeignKey("appointment_types.id"))
    # With whom; none: with anybody who does it.
    practitioner_ids: Mapped[tuple[int, ...]] = mapped_column(AsJson(tuple[int, ...]), default=())
    first_on: Mapped[date]
    last_on: Mapped[date | None]
    first_minute: Mapped[int] = mapped_column(default=0)  # of the day
    last_minute: Mapped[int] = mapped_column(default=MINUTES_A_DAY)
    caller_name: Mapped[str] = mapped_column(String(80))
    telephone: Mapped[E164] = mapped_column(String(16))
    birth_date: Mapped[date | None]
    language: Mapped[Language]
    # What they have at present, which an earlier time replaces.
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointments.id"))
    status: Mapped[WaitingStatus] = mapped_column(default=WaitingStatus.WAITING)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    # In which the assistant put them on the list, or wrote down what else they wish.
    call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id"), index=True)
    created_at: Mapped[datetime]  # since when they wait
    ended_at: Mapped[datetime | None]
    # In which they left the list, or got what they waited for.
    ended_by_call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id"), index=True)

    client: Mapped[Client] = relationship()
    appointment_type: Mapped[AppointmentType] = relationship()
    appointment: Mapped[Appointment | None] = relationship()
    offers: Mapped[list["SlotOffer"]] = relationship(
        back_populates="entry", order_by="SlotOffer.id"
    )

    def wants(self, local: datetime, practitioner_id: int) -> bool:
        """Whether that time, by the client's clock, with that practitioner suits them."""
        if self.practitioner_ids and practitioner_id not in self.practitioner_ids:
            return False
        day, minute = local.date(), local.hour * 60 + local.minute
        on_time = self.first_minute <= minute < self.last_minute
        return on_time and self.first_on <= day and (self.last_on is None or day <= self.last_on)


class SlotOffer(Base):
    """A freed time, offered to one person. One at a time to each, and each time once."""

    __tablename__ = "slot_offers"
    __table_args__ = (
        UniqueConstraint("freed_id", "entry_id"),
        Index(
            "uq_slot_offers_open",
            "entry_id",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("waiting_entries.id"), index=True)
    freed_id: Mapped[int] = mapped_column(ForeignKey("freed_times.id"))
    # The appointment that is held for them: gone when the offer is, so no key of another table.
    hold_id: Mapped[int]
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioners.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    nonce: Mapped[str] = mapped_column(String(NONCE_LENGTH), unique=True)  # of its link
    status: Mapped[OfferStatus] = mapped_column(default=OfferStatus.OPEN)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    notification_id: Mapped[int | None] = mapped_column(ForeignKey("notifications.id"), index=True)
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointments.id"))  # taken

    entry: Mapped[WaitingEntry] = relationship(back_populates="offers")
    freed: Mapped[FreedTime] = relationship()
    appointment: Mapped[Appointment | None] = relationship()


def put_on_list(db: Session, entry: WaitingEntry, now: datetime) -> WaitingEntry:
    """Let them wait from now on. The one later appointment they have of that kind, by name and
    number, is what an earlier time will replace.

    Raises DaysInWrongOrder.
    """
    _check_days(entry)
    entry.created_at = now
    entry.appointment_id = _one_they_have(db, entry, now)
    db.add(entry)
    db.flush()
    return entry


def _check_days(entry: WaitingEntry) -> None:
    if entry.last_on is not None and entry.last_on < entry.first_on:
        raise DaysInWrongOrder(f"{entry.first_on} – {entry.last_on}")


def _one_they_have(db: Session, entry: WaitingEntry, now: datetime) -> int | None:
    own = [
        one
        for one in appointments_of_person(
            db, entry.client_id, entry.caller_name, now, telephone=entry.telephone
        )
        if one.appointment_type_id == entry.appointment_type_id
        and is_the_person(one.caller_name or "", one.birth_date, entry)
    ]
    return own[0].id if len(own) == 1 else None


def put_on_list_once(
    db: Session, entry: WaitingEntry, own: Appointment | None, now: datetime
) -> WaitingEntry:
    """Let them wait, with ``own`` as the appointment that an earlier time will replace; without
    it, the one later appointment they have of that kind, by name and number.

    Who waits for the same thing already keeps the place in the list, and the newest wish counts:
    two calls at once leave one entry. Raises DaysInWrongOrder.
    """
    _check_days(entry)
    lock_agendas(db, entry.client_id)
    entry.appointment_id = own.id if own else _one_they_have(db, entry, now)
    there = _waiting_for_the_same(db, entry)
    if there is None:
        entry.created_at = now
        db.add(entry)
    else:
        if there.last_on is not None and there.last_on < entry.first_on:
            there.created_at = now  # what they waited for is over
        for name in WISHED:
            setattr(there, name, getattr(entry, name))
        there.appointment_id = entry.appointment_id or there.appointment_id
        there.birth_date = there.birth_date or entry.birth_date
    db.flush()
    return there or entry


WISHED = (
    *("practitioner_ids", "first_on", "last_on", "first_minute", "last_minute"),
    *("language", "call_id"),
)


def note_own_on_list(db: Session, own: Appointment, now: datetime) -> WaitingEntry | None:
    """Where its caller waits for such an appointment already; then an earlier time will replace
    this one, unless they wait with another that stands.
    """
    if own.telephone is None or not own.caller_name:
        return None
    entry = WaitingEntry(
        client_id=own.client_id,
        appointment_type_id=own.appointment_type_id,
        caller_name=own.caller_name,
        telephone=own.telephone,
        birth_date=own.birth_date,
        appointment_id=own.id,
    )
    there = _waiting_for_the_same(db, entry)
    local = own.client.local(now).date()
    if there is None or (there.last_on is not None and there.last_on < local):
        return None
    there.appointment_id = own.id
    db.flush()
    return there


def _waiting_for_the_same(db: Session, entry: WaitingEntry) -> WaitingEntry | None:
    """By number, kind and person. Who keeps another appointment waits for something else."""
    waiting = db.scalars(
        select(WaitingEntry)
        .where(
            WaitingEntry.client_id == entry.client_id,
            WaitingEntry.appointment_type_id == entry.appointment_type_id,
            WaitingEntry.telephone == entry.telephone,
            WaitingEntry.status == WaitingStatus.WAITING,
        )
        .options(joinedload(WaitingEntry.appointment))
        .order_by(WaitingEntry.created_at, WaitingEntry.id)
        .execution_options(populate_existing=True)
    )
    return next((one for one in waiting if one is not entry and _is_the_same(one, entry)), None)


def _is_the_same(one: WaitingEntry, entry: WaitingEntry) -> bool:
    own = one.appointment
    keeps_another = own is not None and own.status == AppointmentStatus.CONFIRMED
    keeps_another = keeps_another and entry.appointment_id not in {None, one.appointment_id}
    has_it_too = entry.appointment_id is not None and entry.appointment_id == one.appointment_id
    same = has_it_too or is_the_person(one.caller_name, one.birth_date, entry)
    return same and not keeps_another


def is_the_person(name: str, born_on: date | None, entry: WaitingEntry) -> bool:
    """Whether that is who waits: the same parts of the name in any order, or one of them misheard,
    and not two dates of birth. A name that is only alike may be a sister's: Louis, Louise.
    """
    same_birth = born_on is not None and born_on == entry.birth_date
    if not same_birth and None not in {born_on, entry.birth_date}:
        return False
    return is_heard_alike(name, entry.caller_name, same_birth=same_birth)


def waits_already(db: Session, entry: WaitingEntry) -> bool:
    """Whether the person of ``entry``, who has been put on the list, was on it for the same."""
    there = _waiting_for_the_same(db, entry)
    return there is not None and (there.last_on is None or there.last_on >= entry.first_on)


def waiting_at(db: Session, client: Client, now: datetime) -> Sequence[WaitingEntry]:
    """Who waits at this client, who has waited longest first; not whose last day is over."""
    today = client.local(now).date()
    return db.scalars(
        select(WaitingEntry)
        .where(
            WaitingEntry.client_id == client.id,
            WaitingEntry.status == WaitingStatus.WAITING,
            WaitingEntry.last_on.is_(None) | (WaitingEntry.last_on >= today),
        )
        .options(joinedload(WaitingEntry.appointment_type), joinedload(WaitingEntry.appointment))
        .order_by(WaitingEntry.created_at, WaitingEntry.id)
    ).all()


def put_by_call(db: Session, call_id: int) -> list[WaitingEntry]:
    """Whom that call has put on the list, or whose wish it has written down anew."""
    return list(
        db.scalars(
            select(WaitingEntry).where(WaitingEntry.call_id == call_id).order_by(WaitingEntry.id)
        )
    )


def ended_by_call(db: Session, call_id: int) -> list[WaitingEntry]:
    """Who has left the list in that call."""
    return list(
        db.scalars(
            select(WaitingEntry)
            .where(WaitingEntry.ended_by_call_id == call_id)
            .order_by(WaitingEntry.id)
        )
    )


def served_at(db: Session, client_id: int, limit: int = 20) -> Sequence[WaitingEntry]:
    """Who has got an earlier time there, the newest first."""
    return db.scalars(
        select(WaitingEntry)
        .where(WaitingEntry.client_id == client_id, WaitingEntry.status == WaitingStatus.SERVED)
        .order_by(WaitingEntry.ended_at.desc(), WaitingEntry.id)
        .limit(limit)
    ).all()


def offers_to(db: Session, client_id: int, telephone: str, since: datetime) -> list[SlotOffer]:
    """What was offered to that number at this client since then, the newest first."""
    return list(
        db.scalars(
            select(SlotOffer)
            .join(WaitingEntry, WaitingEntry.id == SlotOffer.entry_id)
            .where(
                SlotOffer.client_id == client_id,
                WaitingEntry.telephone == telephone,
                SlotOffer.created_at >= since,
            )
            .order_by(SlotOffer.id.desc())
        )
    )


def revoke_offer_links_of(db: Session, client_ids: Collection[int], now: datetime) -> int:
    """Make the links of these clients' offers of times to come unknown; how many.

    An open offer can be answered by text all the same.
    """
    offers = db.scalars(
        select(SlotOffer).where(SlotOffer.client_id.in_(client_ids), SlotOffer.starts_at > now)
    ).all()
    for offer in offers:
        offer.nonce = new_nonce()
    db.flush()
    return len(offers)


def offer_by_nonce(db: Session, nonce: str) -> SlotOffer | None:
    """The offer of that link."""
    return db.scalar(select(SlotOffer).where(SlotOffer.nonce == nonce))


def own_later(offer: SlotOffer) -> Appointment | None:
    """The appointment that the offered time would replace: it still stands, and is later."""
    own = _own_standing(offer)
    return own if own is not None and own.starts_at > offer.starts_at else None


def has_earlier(offer: SlotOffer) -> bool:
    """Whether their appointment stands and is no later, so that they need not be offered this."""
    own = _own_standing(offer)
    return own is not None and own.starts_at <= offer.starts_at


def _own_standing(offer: SlotOffer) -> Appointment | None:
    own = offer.entry.appointment
    return own if own is not None and own.status == AppointmentStatus.CONFIRMED else None
