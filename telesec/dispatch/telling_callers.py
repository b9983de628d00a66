"""Telling a caller by SMS of their own appointment: booked, moved or cancelled, about at once.

Also at night: whoever has just booked, on the telephone or by their link, is awake.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.by_link import acts_by_link
from telesec.agenda.caller_link import link_for
from telesec.agenda.change import ChangeKind
from telesec.calls.call import Call
from telesec.dispatch.caller_wording import caller_text
from telesec.notifications.notification import Channel, NotificationKind
from telesec.notifications.opt_out import has_opted_out
from telesec.notifications.outbox import queue
from telesec.values.language import Language
from telesec.values.telephone import E164, takes_text_messages


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
