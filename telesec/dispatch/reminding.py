"""Reminding callers of their appointments: once, by day, and never of one that does not stand.

The worker decides about each appointment and each way, SMS and e-mail, once (agenda/reminder.py)
and queues what goes out with the decision. Delivery asks again, just before it sends: what was
true at ten may not be at noon.
"""

from datetime import datetime

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from telesec.agenda.appointment import Appointment
from telesec.agenda.by_link import acts_by_link
from telesec.agenda.caller_link import link_for
from telesec.agenda.own_hand import acts_open
from telesec.agenda.reminder import (
    USEFUL,
    Reminder,
    clients_reminding,
    due_of,
    is_still_true,
    knows_it_anyway,
    order_of,
    reminder_of_notification,
    sent_elsewhere,
    written_so_far,
)
from telesec.clients.client import Client
from telesec.database import insert_if_absent, transaction
from telesec.dispatch.reminder_mail import reminder_mail
from telesec.dispatch.reminder_wording import reminder_text
from telesec.dispatch.telling_callers import language_of_caller, reachable_caller
from telesec.notifications.notification import (
    Channel,
    DeliveryStatus,
    Notification,
    NotificationKind,
)
from telesec.notifications.opt_out import has_opted_out
from telesec.notifications.outbox import queue
from telesec.values.quiet_hours import by_day, is_night

MOST_AT_ONCE = 50  # in one transaction
NEVER_WENT = (DeliveryStatus.WITHDRAWN, DeliveryStatus.SUPERSEDED)


def remind_due(engine: Engine, now: datetime) -> int:
    """Queue the reminders that are due; how many. Two workers at once remind once."""
    with transaction(engine, reads_only=True) as db:
        wanted = [
            (client.id, channel)
            for channel in Channel
            for client in clients_reminding(db, channel)
            if not _sleeps(client, now)
        ]
    again = sum(_again(engine, id_, now) for id_, channel in wanted if channel == Channel.EMAIL)
    return again + sum(_remind_all(engine, id_, channel, now) for id_, channel in wanted)


def _remind_all(engine: Engine, client_id: int, channel: Channel, now: datetime) -> int:
    queued = 0
    more = True
    while more:
        with transaction(engine) as db:
            found = due_of(db, db.get_one(Client, client_id), channel, now, limit=MOST_AT_ONCE)
            queued += sum(_remind(db, appointment, channel, now) for appointment in found)
            more = len(found) == MOST_AT_ONCE
    return queued


def _again(engine: Engine, client_id: int, now: datetime) -> int:
    """Queue anew what went to an address that has been put right since; how many."""
    with transaction(engine) as db:
        found = sent_elsewhere(db, db.get_one(Client, client_id), now, limit=MOST_AT_ONCE)
        return sum(_put_right(db, reminder, now) for reminder in found)


def _put_right(db: Session, reminder: Reminder, now: datetime) -> bool:
    """Once to each address: what that one has got before stands. Whether one is queued."""
    appointment, wrong = reminder.appointment, reminder.notification
    to, of_this_time = appointment.email or "", _key_of(appointment)
    before = written_so_far(db, appointment)
    went = [
        one
        for one in before
        if one.recipient == to
        and one.status not in NEVER_WENT
        and one.once_key.startswith(of_this_time)
    ]
    told = went[0] if went else _queue_email(db, appointment, to, now, before=len(before))
    if told is None:  # another worker has done it
        return False
    reminder.notification_id = told.id
    if wrong and wrong.status == DeliveryStatus.UNDELIVERABLE:
        wrong.dealt_with_at = wrong.dealt_with_at or now
    db.flush()
    return not went


def _sleeps(client: Client, now: datetime) -> bool:
    return is_night(now, client.zone)


def _remind(db: Session, appointment: Appointment, channel: Channel, now: datetime) -> bool:
    """Decide about one, whoever else is at it: the first row stands. Whether one is queued."""
    state = {
        "appointment_id": appointment.id,
        "sequence": appointment.sequence,
        "channel": channel,
    }
    values = {
        "client_id": appointment.client_id,
        "starts_at": appointment.starts_at,
        "created_at": now,
    }
    by_email = channel == Channel.EMAIL
    to = appointment.email if by_email else reachable_caller(db, appointment)
    soon = appointment.starts_at - now < USEFUL
    needed = not soon and not knows_it_anyway(db, appointment, channel)
    if not insert_if_absent(db, Reminder, state | values) or to is None or not needed:
        return False
    told = (_queue_email if by_email else _queue_text)(db, appointment, to, now)
    if told is None:
        return False
    db.execute(update(Reminder).filter_by(**state).values(notification_id=told.id))
    return True


def _key_of(appointment: Appointment) -> str:
    return f"{order_of(appointment.id)}:{appointment.sequence}:{Channel.EMAIL.value}"


def _queue_email(
    db: Session, appointment: Appointment, to: str, now: datetime, *, before: int = 0
) -> Notification | None:
    """``before``: how many were written already of this appointment, to addresses put right."""
    subject, body = reminder_mail(
        appointment,
        language_of_caller(db, appointment),
        link=link_for(db, appointment, now),
        acts=acts_by_link(db, appointment, now),
    )
    return queue(
        db,
        client_id=appointment.client_id,
        call_id=None,
        kind=NotificationKind.REMINDER,
        channel=Channel.EMAIL,
        recipient=to,
        subject=subject,
        body=body,
        once_key=_key_of(appointment) + (f":{before}" if before else ""),
        order_key=order_of(appointment.id),
        now=now,
    )


def _queue_text(
    db: Session, appointment: Appointment, to: str, now: datetime
) -> Notification | None:
    text = reminder_text(
        appointment,
        language_of_caller(db, appointment),
        link=link_for(db, appointment, now),
        acts=acts_open(appointment, now),
        asks=can_be_answered(appointment.client),
    )
    return queue(
        db,
        client_id=appointment.client_id,
        call_id=None,
        kind=NotificationKind.REMINDER,
        channel=Channel.SMS,
        recipient=to,
        subject="",
        body=text,
        once_key=f"reminder:{appointment.id}:{appointment.sequence}",
        now=now,
    )


def can_be_answered(client: Client) -> bool:
    """Whether its text messages come from a line of its own: a reply to the house's sender would
    go nowhere, or to nobody knows which client.
    """
    lines = {line.number for line in client.lines if line.active}
    return client.text_from in lines


def reminder_may_go(db: Session, notification: Notification, now: datetime) -> datetime | None:
    """When that reminder may be sent: by day, and while it is true; None: never."""
    reminder = reminder_of_notification(db, notification.id)
    if reminder is None or not is_still_true(reminder, now):
        return None
    if _address(reminder) != notification.recipient:  # corrected or taken back since
        return None
    if has_opted_out(db, notification.client_id, notification.recipient):
        return None
    goes_at = by_day(now, reminder.appointment.client.zone)
    return goes_at if is_still_true(reminder, goes_at) else None


def _address(reminder: Reminder) -> str | None:
    appointment = reminder.appointment
    return appointment.email if reminder.channel == Channel.EMAIL else appointment.telephone
