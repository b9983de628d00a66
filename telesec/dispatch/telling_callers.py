"""Telling a caller by SMS of their own appointment: booked, moved or cancelled, about at once.

Also at night: whoever has just booked, on the telephone or by their link, is awake. What comes
late, or is tried again, waits for the morning; but not that it is moved or cancelled, when they
would have come for nothing, or too late, by then.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.by_link import acts_by_link
from telesec.agenda.caller_link import link_for
from telesec.agenda.change import AppointmentChange, ChangeKind
from telesec.calls.call import Call
from telesec.dispatch.caller_wording import caller_text
from telesec.notifications.notification import Channel, Notification, NotificationKind
from telesec.notifications.opt_out import has_opted_out
from telesec.notifications.outbox import queue
from telesec.values.language import Language
from telesec.values.quiet_hours import by_day
from telesec.values.telephone import E164, takes_text_messages

STILL_AWAKE = timedelta(minutes=10)  # after what they are told of


def tell_caller(
    db: Session,
    appointment: Appointment,
    happened: ChangeKind,
    now: datetime,
    *,
    once_more: str = "",
) -> bool:
    """Queue word of it to its caller, with their link; whether there is anybody to tell.

    Nobody where the client does not want it, without a mobile, after STOP, or once it has begun.
    Told again of the same it is told once, unless ``once_more`` tells the occasions apart.
    """
    to = reachable_caller(db, appointment)
    if to is None or not appointment.client.confirms_by_sms or appointment.starts_at <= now:
        return False
    language = language_of_caller(db, appointment)
    text = caller_text(
        appointment,
        happened,
        language,
        link=link_for(db, appointment, now),
        acts=acts_by_link(db, appointment, now),
    )
    state = f"{appointment.sequence}:{happened}"
    queue(
        db,
        client_id=appointment.client_id,
        call_id=appointment.call_id,
        kind=NotificationKind.CALLER,
        channel=Channel.SMS,
        recipient=to,
        subject="",
        body=text,
        once_key=f"caller:{appointment.id}:{state}:{once_more}",
        order_key=f"caller:{appointment.id}",  # an older time never comes after a newer one
        now=now,
    )
    return True


def reachable_caller(db: Session, appointment: Appointment) -> E164 | None:
    """The number of its caller, if a text message may go there."""
    to = appointment.telephone
    if to is None or not takes_text_messages(to):
        return None
    return None if has_opted_out(db, appointment.client_id, to) else to


def language_of_caller(db: Session, appointment: Appointment) -> Language:
    """The one that the booking call was in; else the client's."""
    call = db.get(Call, appointment.call_id) if appointment.call_id else None
    return call.language if call else appointment.client.language


def caller_text_may_go(db: Session, notification: Notification, now: datetime) -> datetime | None:
    """When that text to a caller may be sent: at once, but by day when it is late or was tried
    before, unless they would have come for nothing by then; None: never, being true no more.
    """
    _, appointment_id, _, happened, *_ = notification.once_key.split(":")  # of tell_caller()
    appointment = db.get(Appointment, int(appointment_id), populate_existing=True)
    if appointment is None or appointment.telephone != notification.recipient:
        return None
    if has_opted_out(db, notification.client_id, notification.recipient):
        return None
    late = notification.attempts > 0 or now - notification.created_at > STILL_AWAKE
    goes_at = by_day(now, appointment.client.zone) if late else now
    if _comes_for_nothing(db, appointment, ChangeKind(happened), now, goes_at):
        goes_at = now
    still_true = _says_so_still(db, appointment, ChangeKind(happened), notification.created_at)
    return goes_at if still_true and appointment.starts_at > goes_at else None


def _comes_for_nothing(
    db: Session, appointment: Appointment, happened: ChangeKind, now: datetime, told_at: datetime
) -> bool:
    """Whether its caller, not told until then that it is moved or cancelled, would have come to a
    time at which it is no more, or not have come to the new one.
    """
    if happened == ChangeKind.BOOKED:
        return False
    started_at = select(AppointmentChange.started_at).where(
        AppointmentChange.appointment_id == appointment.id,
        AppointmentChange.kind == ChangeKind.MOVED,
    )
    times = {appointment.starts_at, *db.scalars(started_at)}
    return any(at is not None and now < at <= told_at for at in times)


def _says_so_still(
    db: Session, appointment: Appointment, happened: ChangeKind, told_at: datetime
) -> bool:
    """Whether it stands (or not) as it did when that was told, at the same time."""
    gone = appointment.status == AppointmentStatus.CANCELLED
    if gone != (happened == ChangeKind.CANCELLED):
        return False
    moved_from = db.scalar(
        select(AppointmentChange.started_at)
        .where(
            AppointmentChange.appointment_id == appointment.id,
            AppointmentChange.kind == ChangeKind.MOVED,
            AppointmentChange.at > told_at,
        )
        .order_by(AppointmentChange.id)
        .limit(1)
    )
    return moved_from is None or moved_from == appointment.starts_at
