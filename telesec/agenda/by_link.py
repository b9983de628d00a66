"""Changing an appointment by the caller's link: the ordinary verbs, behind the caller's rules.

A form says which state of the appointment it was made for (its ``sequence``). What has been
changed since, by whomever, is shown again rather than changed unseen; the same form sent twice
changes once.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from telesec.agenda.addresses import replace_address
from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import SlotTaken, cancel, move
from telesec.agenda.change import AppointmentChange, ChangedBy, ChangeKind, note_change
from telesec.agenda.free_time import Moving, Slot, free_slots
from telesec.agenda.leaving_list import give_up_with, settle_with
from telesec.agenda.locks import lock_agendas
from telesec.agenda.own_hand import acts_open
from telesec.agenda.wishes import Window
from telesec.clients.own_hand import OwnAct

# Each move sends text messages; who wants more of them talks to a person.
MOST_MOVES = 5
BY_LINK = ChangedBy(by_link=True)


class NotOpen(Exception):
    """The client's rules do not let the caller do that, or no longer."""


class ChangedMeanwhile(Exception):
    """The appointment is not what the caller saw: it has been moved or cancelled since."""


def acts_by_link(db: Session, appointment: Appointment, now: datetime) -> frozenset[OwnAct]:
    """What may be done now with the link."""
    acts = acts_open(appointment, now)
    may_move = OwnAct.MOVE in acts and _is_offered(appointment)
    if may_move and _moves_by_link(db, appointment) >= MOST_MOVES:
        may_move = False
    return acts if may_move else acts - {OwnAct.MOVE}


def times_by_link(
    db: Session, appointment: Appointment, windows: Sequence[Window], now: datetime, *, limit: int
) -> list[Slot]:
    """The earliest free times it can be moved to, with the same person, for the same reason."""
    if not _is_offered(appointment):
        return []
    kind, whom = appointment.appointment_type, appointment.practitioner
    moving = Moving(appointment.id, whom.id, appointment.starts_at)
    return free_slots(
        db, kind, [whom], windows, now, limit=limit, moving=moving, at_least=appointment.lasts
    )


def move_by_link(
    db: Session, appointment: Appointment, starts_at: datetime, now: datetime, *, seen: int
) -> bool:
    """Move it to a time that is free by the client's rules; whether that changed anything.

    Raises ChangedMeanwhile, NotOpen, SlotTaken; then nothing has changed.
    """
    _lock(db, appointment)
    if appointment.starts_at == starts_at and appointment.status == AppointmentStatus.CONFIRMED:
        return False
    _as_seen(appointment, seen)
    if OwnAct.MOVE not in acts_by_link(db, appointment, now):
        raise NotOpen
    exactly_then = [(starts_at, starts_at)]
    found = times_by_link(db, appointment, exactly_then, now, limit=1)
    if not found:
        raise SlotTaken
    move(db, appointment, found[0], now, BY_LINK)
    settle_with(db, appointment, now)
    return True


def cancel_by_link(db: Session, appointment: Appointment, now: datetime, *, seen: int) -> bool:
    """Cancel it; whether that changed anything. Raises ChangedMeanwhile, NotOpen."""
    _lock(db, appointment)
    if appointment.status == AppointmentStatus.CANCELLED:
        return False
    _as_seen(appointment, seen)
    if OwnAct.CANCEL not in acts_by_link(db, appointment, now):
        raise NotOpen
    cancel(db, appointment, now, BY_LINK)
    give_up_with(db, appointment, now)
    return True


def put_address_by_link(
    db: Session, appointment: Appointment, email: str | None, now: datetime
) -> bool:
    """Remind them at that address (checked); None: nowhere, and not the next time either.

    Whether that changed anything. Raises ChangedMeanwhile when it does not stand or is over.
    """
    _lock(db, appointment)
    if appointment.status != AppointmentStatus.CONFIRMED or appointment.starts_at <= now:
        raise ChangedMeanwhile
    if email == appointment.email:
        return False
    if email is None:
        replace_address(db, appointment, None)
    appointment.email, appointment.email_by_link = email, email is not None
    db.flush()
    note_change(db, appointment, ChangeKind.CORRECTED, BY_LINK, now=now)
    return True


def _lock(db: Session, appointment: Appointment) -> None:
    """Bring it up to date, and let nobody else change it until the commit."""
    lock_agendas(db, appointment.client_id)
    db.refresh(appointment)


def _as_seen(appointment: Appointment, seen: int) -> None:
    if appointment.sequence != seen:
        raise ChangedMeanwhile


def _is_offered(appointment: Appointment) -> bool:
    """Whether that person still takes appointments of that kind."""
    kind, whom = appointment.appointment_type, appointment.practitioner
    return kind.active and whom.active and whom in kind.practitioners


def _moves_by_link(db: Session, appointment: Appointment) -> int:
    of_them = select(func.count()).where(
        AppointmentChange.appointment_id == appointment.id,
        AppointmentChange.by_link,
        AppointmentChange.kind == ChangeKind.MOVED,
    )
    return db.scalar(of_them) or 0
