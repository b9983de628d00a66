"""Booking: hold, confirm, book, move, cancel. The database refuses overlaps; we tell who lost.

Every verb that writes locks the client's practitioners, in one order, so that two of them never
wait for each other; booking, which changes one agenda, locks that one. Then the guard in the
database decides, whoever the writer is. A time that is plainly taken is refused before, so that
nobody waits to be told so; and what is done under the lock takes few journeys to the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from telesec.agenda.absence import absences_since, absent_at
from telesec.agenda.addresses import address_told_before
from telesec.agenda.agendas import agenda_changed, counting, when_counted
from telesec.agenda.appointment import BUSY_ELSEWHERE, OVERLAP, Appointment, AppointmentStatus
from telesec.agenda.change import ChangedBy, ChangeKind, note_change, noting
from telesec.agenda.clearing import clear_the_way, delete_holds, expired
from telesec.agenda.free_time import Slot
from telesec.agenda.freed_time import note_freed, span_of
from telesec.agenda.limits import DAY_FULL, RESOURCE_FULL
from telesec.agenda.locks import lock_agendas
from telesec.agenda.names import folded
from telesec.agenda.placing import Look, Place, lock_and_look, placed, plainly_taken
from telesec.clients.client import Client
from telesec.prepared import Found, Step, insert_at_once
from telesec.values.telephone import E164

HOLD_SECONDS = 240
LONGEST_NAME = 80  # characters
LONGEST_NOTES = 2_000
BY_THE_HOUSE = ChangedBy()


class SlotTaken(Exception):
    """Somebody else has that time."""


class DayFull(SlotTaken):
    """The practitioner has as many of the kind on that day as there may be."""


class ResourceTaken(SlotTaken):
    """A room, van or the like that the appointment needs is not free then."""


class Absent(SlotTaken):
    """The practitioner is absent then."""


class PractitionerBusy(SlotTaken):
    """Another calendar of the practitioner says that they are busy then."""


REFUSALS = {
    OVERLAP: SlotTaken,
    DAY_FULL: DayFull,
    RESOURCE_FULL: ResourceTaken,
    BUSY_ELSEWHERE: PractitionerBusy,
}


class HoldLost(Exception):
    """There is no such hold for this call any more; its time may be somebody else's."""


class NotBooked(Exception):
    """Only an appointment that stands can be moved."""


def hold(
    db: Session,
    slot: Slot,
    *,
    client_id: int,
    call_id: int | None,
    now: datetime,
    seconds: int = HOLD_SECONDS,
) -> Appointment:
    """Keep the slot for a caller who decides; a hold this call already has on it is prolonged.
    Without a call, it is held for somebody on the waiting list: each time anew.

    Raises SlotTaken or one of its kinds; LookupError when practitioner or kind of appointment are
    not of this client.
    """
    place = placed(db, slot, client_id)
    look = _lock(db, place, now, call_id)
    until = now + timedelta(seconds=seconds)
    own = db.scalar(
        select(Appointment).where(
            Appointment.call_id == (call_id or 0),
            Appointment.status == AppointmentStatus.HELD,
            Appointment.practitioner_id == slot.practitioner_id,
            Appointment.appointment_type_id == slot.appointment_type_id,
            Appointment.client_id == client_id,
            Appointment.starts_at == slot.starts_at,
            Appointment.ends_at == slot.ends_at,
        )
    )
    if own:
        own.hold_expires_at = until
        return own
    _refuse_when_absent(db, slot, client_id)
    held, _ = _insert(
        db,
        slot,
        place,
        look,
        now=now,
        call_id=call_id,
        status=AppointmentStatus.HELD,
        uid=str(uuid4()),
        hold_expires_at=until,
    )
    return held


def release_holds(db: Session, *, call_id: int, keep: int | None = None) -> int:
    """Let go of what this call holds, but for the appointment ``keep``; how many were let go."""
    held = and_(
        Appointment.call_id == call_id,
        Appointment.status == AppointmentStatus.HELD,
        Appointment.id != (keep or 0),
    )
    client_id = db.scalar(select(Appointment.client_id).where(held).limit(1))
    if client_id is None:
        return 0
    lock_agendas(db, client_id)
    return delete_holds(db, held)


def release_expired(db: Session, now: datetime) -> int:
    """Clear away every expired hold, for the worker; how many there were.

    They block nobody in the meantime: whoever wants their time clears them away first. Rows
    that another transaction is busy with are left, so that this never waits for anyone.
    """
    free = select(Appointment.id).where(expired(now)).with_for_update(skip_locked=True).subquery()
    return delete_holds(db, Appointment.id.in_(select(free.c.id)))


def confirm(
    db: Session,
    *,
    appointment_id: int,
    client_id: int,
    call_id: int | None,
    caller_name: str,
    telephone: E164 | None,
    now: datetime,
    birth_date: date | None = None,
    notes: str = "",
    by: ChangedBy | None = None,
) -> Appointment:
    """Turn this call's hold into an appointment. Once done, doing it again changes nothing.

    An expired hold that nobody has taken is confirmed. An e-mail address that the caller told
    before is there again. Raises HoldLost when the hold is gone, or was never this call's and this
    client's.
    """
    lock_agendas(db, client_id)
    mine = and_(
        Appointment.id == appointment_id,
        Appointment.client_id == client_id,
        Appointment.call_id == call_id,
    )
    try:
        with guarded(db):
            won = swap(
                db,
                and_(mine, Appointment.status == AppointmentStatus.HELD),
                status=AppointmentStatus.CONFIRMED,
                hold_expires_at=None,
                **named(caller_name),
                telephone=telephone,
                email=address_told_before(db, client_id, caller_name, telephone, birth_date),
                birth_date=birth_date,
                notes=notes[:LONGEST_NOTES],
                updated_at=now,
            )
    except SlotTaken as error:  # busy elsewhere since it was held
        raise HoldLost from error
    found = db.scalar(select(Appointment).where(mine).execution_options(populate_existing=True))
    if found is None or found.status != AppointmentStatus.CONFIRMED:
        raise HoldLost
    if won:
        note_change(db, found, ChangeKind.BOOKED, by or ChangedBy(call_id=call_id), now=now)
        agenda_changed(db, {found.practitioner_id}, now)
    return found


def book(
    db: Session,
    slot: Slot,
    *,
    client_id: int,
    booked_by_id: int | None,
    call_id: int | None = None,
    caller_name: str,
    telephone: E164 | None,
    now: datetime,
    email: str | None = None,
    birth_date: date | None = None,
    notes: str = "",
    despite_busy: bool = False,
    reason: str = "",
    uid: str | None = None,
) -> Appointment:
    """Book by hand, also outside opening hours or in an absence: the person at the console knows
    why; ``reason`` stands in the history, ``uid`` is another house's. What there may be in a
    day, or of a resource, is not exceeded even so. Without an ``email`` (checked) it is the one
    that the caller told before. Who books several in one transaction locks all agendas first.

    Raises SlotTaken or one of its kinds (not PractitionerBusy with ``despite_busy``); LookupError
    when practitioner or kind of appointment are not of this client.
    """
    place = placed(db, slot, client_id)
    look = _lock(db, place, now, alone=True)
    by = ChangedBy(call_id=call_id, account_id=booked_by_id, reason=reason)
    uid = uid or str(uuid4())
    booked, (_, _, kept) = _insert(
        db,
        slot,
        place,
        look,
        noting(uid, ChangeKind.BOOKED, by, now=now, starts_at=slot.starts_at),
        *counting(slot.practitioner_id, now),
        now=now,
        uid=uid,
        status=AppointmentStatus.CONFIRMED,
        call_id=call_id,
        booked_by_id=booked_by_id,
        **named(caller_name),
        telephone=telephone,
        email=email or address_told_before(db, client_id, caller_name, telephone, birth_date),
        birth_date=birth_date,
        notes=notes[:LONGEST_NOTES],
        despite_busy=despite_busy,
    )
    when_counted(db, slot.practitioner_id, kept, now)
    return booked


def cancel(
    db: Session, appointment: Appointment, now: datetime, by: ChangedBy = BY_THE_HOUSE
) -> None:
    """Cancel it: its time is free again and it leaves the feed. A second time changes nothing."""
    lock_agendas(db, appointment.client_id)
    stood = and_(
        Appointment.id == appointment.id, Appointment.status != AppointmentStatus.CANCELLED
    )
    changed = swap(
        db,
        stood,
        status=AppointmentStatus.CANCELLED,
        sequence=Appointment.sequence + 1,
        updated_at=now,
    )
    db.refresh(appointment)
    if changed:
        began = appointment.starts_at
        note_change(db, appointment, ChangeKind.CANCELLED, by, now=now, started_at=began)
        note_freed(db, appointment, appointment.practitioner_id, span_of(appointment), now)
        agenda_changed(db, {appointment.practitioner_id}, now)


def move(
    db: Session,
    appointment: Appointment,
    slot: Slot,
    now: datetime,
    by: ChangedBy = BY_THE_HOUSE,
    *,
    despite_busy: bool = False,
) -> None:
    """Give a standing appointment another time, practitioner or kind; it keeps its UID.

    Raises SlotTaken or one of its kinds (not PractitionerBusy with ``despite_busy``), and then
    nothing has changed; NotBooked when it is held or cancelled; LookupError when practitioner or
    kind are not of this client.
    """
    lock_agendas(db, appointment.client_id)
    db.refresh(appointment)
    if appointment.status != AppointmentStatus.CONFIRMED:
        raise NotBooked
    before, began = appointment.practitioner_id, appointment.starts_at
    freed = span_of(appointment)
    place = placed(db, slot, appointment.client_id)
    if all(getattr(appointment, name) == value for name, value in place.columns.items()):
        return
    clear_the_way(db, slot, appointment.client_id, now)
    with guarded(db):
        swap(
            db,
            Appointment.id == appointment.id,
            **place.columns,
            despite_busy=despite_busy,
            sequence=Appointment.sequence + 1,
            updated_at=now,
        )
    db.refresh(appointment)
    was = None if before == appointment.practitioner_id else before
    note_change(db, appointment, ChangeKind.MOVED, by, now=now, started_at=began, was_with_id=was)
    note_freed(db, appointment, before, freed, now)
    agenda_changed(db, {before, slot.practitioner_id}, now)


def _refuse_when_absent(db: Session, slot: Slot, client_id: int) -> None:
    """What a machine chooses is never in an absence, even one made since it looked."""
    client = db.get_one(Client, client_id)
    starts, ends = client.local(slot.starts_at), client.local(slot.ends_at)
    spans = absences_since(db, client_id, starts.date())
    if absent_at(spans, slot.practitioner_id, starts, ends):
        raise Absent


def _lock(
    db: Session, place: Place, now: datetime, call_id: int | None = None, *, alone: bool = False
) -> Look:
    """Lock the agendas, and look before and after: who wants a time that somebody has makes nobody
    wait, and goes at once when it was taken while they waited themselves.
    """
    if plainly_taken(db, place, now, call_id):
        raise SlotTaken
    look = lock_and_look(db, place, now, call_id, alone=alone)
    if look.is_taken:
        raise SlotTaken
    return look


def _insert(
    db: Session,
    slot: Slot,
    place: Place,
    look: Look,
    *behind: Step,
    now: datetime,
    **fields: Any,
) -> tuple[Appointment, list[Found]]:
    """A new appointment, and what the steps behind it found; SlotTaken when its time, buffers
    included, is not free.
    """
    if look.has_expired:
        clear_the_way(db, slot, place.client_id, now)
    new = {"client_id": place.client_id, "created_at": now, "updated_at": now}
    with _refusals_named():
        return insert_at_once(db, Appointment, new | place.columns | fields, *behind)


@contextmanager
def guarded(db: Session) -> Iterator[None]:
    """A savepoint in which a guard's refusal gets its name; any other error stays itself."""
    with _refusals_named(), db.begin_nested():
        yield


@contextmanager
def _refusals_named() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        # psycopg names the constraint, SQLite says just what the trigger raised: no caller's words.
        diagnosis = getattr(error.orig, "diag", None)
        refusal = REFUSALS.get(diagnosis.constraint_name if diagnosis else str(error.orig))
        if refusal is None:
            raise
        raise refusal from error


def swap(db: Session, which: ColumnElement[bool], **values: Any) -> bool:
    """Compare and swap: whether the row was as ``which`` says, and now has the values."""
    result: Any = db.execute(
        update(Appointment)
        .where(which)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(result.rowcount)


def named(caller_name: str) -> dict[str, str | None]:
    """The columns of a name: as it is kept, and as it is searched for."""
    name = caller_name.strip()[:LONGEST_NAME]
    return {"caller_name": name or None, "folded_name": folded(name)[:LONGEST_NAME] or None}
