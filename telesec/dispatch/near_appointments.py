"""Appointments that are soon: a subscribed calendar may lag for hours, so they are told at once."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.change import AppointmentChange
from telesec.clients.account import Account, Role
from telesec.clients.client import Contact
from telesec.dispatch.telling import chosen, tell
from telesec.dispatch.wording import WORDS, appointment_text
from telesec.notifications.notification import NotificationKind

SOON = timedelta(hours=48)


def tell_near_appointment(
    db: Session, appointment: Appointment, now: datetime, *, moved_from: datetime | None = None
) -> None:
    """Queue word of an appointment made, moved or cancelled that starts within 48 hours.

    ``moved_from`` is when a moved one would have started: somebody may be on the way to it.
    Whoever of the client has just done it, signed in, is not told; their colleagues are.
    """
    starts = (appointment.starts_at, moved_from or appointment.starts_at)
    is_near = any(now <= at <= now + SOON for at in starts)
    if is_near:
        _tell(db, appointment, now, done_by=_whose_doing(db, appointment))


def tell_changed_by_link(db: Session, appointment: Appointment, now: datetime) -> None:
    """Queue word of an appointment that its caller has moved or cancelled by their link.

    Of later ones, too: what a caller changes in a call is in its summary, and here is no call.
    """
    _tell(db, appointment, now, by_link=True)


def tell_changed_by_text(db: Session, appointment: Appointment, now: datetime) -> None:
    """The same of one that its caller has changed by answering a text message."""
    _tell(db, appointment, now, by_text=True)


def _whose_doing(db: Session, appointment: Appointment) -> Account | None:
    """The account of the client's from which it was changed last, if it was one."""
    account = db.scalar(
        select(Account)
        .select_from(AppointmentChange)
        .outerjoin(Account, Account.id == AppointmentChange.account_id)
        .where(AppointmentChange.appointment_id == appointment.id)
        .order_by(AppointmentChange.id.desc())
        .limit(1)
    )
    return account if account and account.role == Role.CLIENT else None


def _is_of(account: Account, contact: Contact) -> bool:
    """Whether they are one person: nothing but address and number can say so."""
    same_address = (contact.email or "").strip().lower() == account.email
    return same_address or (contact.mobile is not None and contact.mobile == account.telephone)


def _tell(
    db: Session,
    appointment: Appointment,
    now: datetime,
    *,
    by_link: bool = False,
    by_text: bool = False,
    done_by: Account | None = None,
) -> None:
    once = f"appointment:{appointment.id}:{appointment.sequence}:{appointment.status.value}"
    for contact in appointment.client.contacts:
        if done_by and _is_of(done_by, contact):
            continue
        text = appointment_text(appointment, contact.language, by_link=by_link, by_text=by_text)
        tell(
            db,
            contact,
            call_id=None if by_link or by_text else appointment.call_id,
            kind=NotificationKind.APPOINTMENT,
            channels=chosen(contact),
            subject=WORDS[contact.language]["subject_appointment"],
            sms=text,
            email=text,
            once_key=once,
            now=now,
        )
