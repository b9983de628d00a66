"""Inviting: each change of an appointment as an e-mail that a calendar program acts on.

A REQUEST when it is booked and at each change, a CANCEL when it is cancelled or goes to somebody
else; always with the same UID, and each with a higher SEQUENCE than the last (RFC 5546 2.1.4).
"""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.client_calendar import CalendarCopy, ClientCalendar
from telesec.agenda.copy_text import invitation, sha256_of
from telesec.agenda.practitioner import CalendarWay
from telesec.notifications.in_order import supersede
from telesec.notifications.notification import Channel, NotificationKind
from telesec.notifications.outbox import queue
from telesec.values.language import Language

# Neither subject nor text says who comes or why: that stands in the calendar part alone, with as
# many details as were chosen for it.
WORDS = {
    Language.FR: {
        "booked": "Rendez-vous le {day} à {time}",
        "changed": "Modifié : rendez-vous le {day} à {time}",
        "cancelled": "Annulé : rendez-vous le {day} à {time}",
        "body": "{what}, {practitioner}.\n\nCe message met votre agenda à jour ; il n’appelle pas"
        " de réponse. Pour changer ou annuler ce rendez-vous, appelez votre secrétariat.",
        "date": "%d/%m/%Y",
    },
    Language.EN: {
        "booked": "Appointment on {day} at {time}",
        "changed": "Changed: appointment on {day} at {time}",
        "cancelled": "Cancelled: appointment on {day} at {time}",
        "body": "{what}, {practitioner}.\n\nThis message brings your calendar up to date; it needs"
        " no answer. To change or cancel this appointment, call your secretary.",
        "date": "%d %b %Y",
    },
}


def invite(
    db: Session,
    calendar: ClientCalendar,
    copy: CalendarCopy,
    appointment: Appointment,
    now: datetime,
    *,
    stood: bool,
) -> None:
    """Queue what has to be told of the copy as it is wanted now; nothing if it would say the same.

    ``stood``: whether it was wanted before.
    """
    sha256 = sha256_of(appointment, calendar)
    if copy.wanted and stood and copy.told_sha256 == sha256:
        return
    if not copy.wanted and _stands_with_another(db, calendar, appointment):
        return
    order_key = f"invitation:{appointment.uid}:{calendar.address}"
    anything_told = supersede(db, order_key, now)
    if not (copy.wanted or anything_told):
        return
    copy.told_sequence = _next_sequence(db, appointment)
    copy.told_sha256, copy.told_at = sha256, now
    db.flush()  # a new copy has its id now
    said = "cancelled" if not copy.wanted else "booked" if not anything_told else "changed"
    subject, body = _words(appointment, calendar, said)
    queue(
        db,
        client_id=calendar.client_id,
        call_id=appointment.call_id,
        kind=NotificationKind.INVITATION,
        channel=Channel.EMAIL,
        recipient=calendar.address,
        subject=subject,
        body=body,
        calendar=invitation(appointment, calendar, copy.told_sequence, stands=copy.wanted),
        order_key=order_key,
        once_key=f"invitation:{copy.id}:{copy.told_sequence}",
        now=now,
    )


def _next_sequence(db: Session, appointment: Appointment) -> int:
    """Higher than any that was told of it, in whatever calendar, and never behind its own."""
    told = select(func.max(CalendarCopy.told_sequence)).where(
        CalendarCopy.appointment_id == appointment.id
    )
    last = db.scalar(told)
    return appointment.sequence if last is None else max(last + 1, appointment.sequence)


def _stands_with_another(db: Session, calendar: ClientCalendar, appointment: Appointment) -> bool:
    """Whether the same address is invited for another practitioner, to whom the appointment went:
    that invitation says it all, and a cancellation could take it away again.
    """
    if appointment.status != AppointmentStatus.CONFIRMED:
        return False
    theirs = select(ClientCalendar.id).where(
        ClientCalendar.practitioner_id == appointment.practitioner_id,
        ClientCalendar.id != calendar.id,
        ClientCalendar.way == CalendarWay.INVITATIONS,
        ClientCalendar.address == calendar.address,
        ClientCalendar.left_at.is_(None),
    )
    return db.scalar(theirs) is not None


def _words(appointment: Appointment, calendar: ClientCalendar, said: str) -> tuple[str, str]:
    words = WORDS[calendar.client.language]
    local = calendar.client.local(appointment.starts_at)
    what = words[said].format(day=local.strftime(words["date"]), time=f"{local:%H:%M}")
    return what, words["body"].format(what=what, practitioner=calendar.practitioner.name)
