"""Reminders of appointments: which are due, and the one row there is for each, whoever looks.

By SMS and by e-mail, each some days before by the client's rule, and each decided by itself. A
reminder is of an appointment as it stood: the time it names is kept with it, so that one of
another time is never sent, and a caller's OUI never means another time than the one they read.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Exists,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    and_,
    cast,
    exists,
    func,
    literal,
    select,
)
from sqlalchemy.orm import Mapped, Session, aliased, joinedload, mapped_column, relationship

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.change import AppointmentChange, ChangeKind
from telesec.clients.client import Client
from telesec.database import Base
from telesec.notifications.notification import Channel, DeliveryStatus, Notification
from telesec.values.opening_hours import instant

ORDER = "reminder:"  # begins the order_key of one by e-mail
MOST_WRITTEN = 5  # reminders by e-mail of one appointment, however often the address is put right
# Whoever got this time so shortly before the reminder would be due has just been told of it.
STILL_KNOWN = timedelta(hours=24)
USEFUL = timedelta(hours=2)  # before it begins, a reminder can still bring somebody
GIVES_A_TIME = (ChangeKind.BOOKED, ChangeKind.MOVED)
# Also one that is just going out, or whose outcome nobody knows: who answers it has read it.
WENT_OUT = (DeliveryStatus.SENDING, DeliveryStatus.SENT, DeliveryStatus.DELIVERED)


class Reminder(Base):
    """What was decided about reminding of one state of an appointment by one way: once, by one
    worker.
    """

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("appointment_id", "sequence", "channel"),
        Index("ix_reminders_notification_id", "notification_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), index=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"))
    sequence: Mapped[int]  # the appointment's, then
    channel: Mapped[Channel] = mapped_column(default=Channel.SMS, server_default=Channel.SMS.value)
    starts_at: Mapped[datetime]  # when it began, then
    # None: nobody to be reminded, or no need.
    notification_id: Mapped[int | None] = mapped_column(ForeignKey("notifications.id"))
    created_at: Mapped[datetime]
    assured_at: Mapped[datetime | None]  # when its caller answered that they would come

    appointment: Mapped[Appointment] = relationship()
    notification: Mapped[Notification | None] = relationship()


# How many days before, by each way; None: not by this way.
DAYS = {Channel.SMS: Client.reminder_days, Channel.EMAIL: Client.reminder_email_days}


def days_before(client: Client, channel: Channel) -> int | None:
    """How many days before its callers are reminded by this way; None: they are not."""
    return client.reminder_email_days if channel == Channel.EMAIL else client.reminder_days


def due_at(appointment: Appointment, channel: Channel) -> datetime | None:
    """When its caller is to be reminded, by the client's rule; None where it wants no reminders by
    this way.

    So many days before at that hour of the wall clock, also across a change of the clocks.
    """
    client = appointment.client
    days = days_before(client, channel)
    if days is None:
        return None
    day = client.local(appointment.starts_at).date() - timedelta(days=days)
    return instant(day, client.reminder_minute, client.zone)


def clients_reminding(db: Session, channel: Channel) -> Sequence[Client]:
    """The clients whose callers are reminded by this way."""
    return db.scalars(select(Client).where(DAYS[channel].is_not(None)).order_by(Client.id)).all()


def due_of(
    db: Session, client: Client, channel: Channel, now: datetime, *, limit: int
) -> Sequence[Appointment]:
    """Appointments of the client whose reminder by this way is due, and about which nothing is
    decided yet.
    """
    local = client.local(now)
    days = days_before(client, channel) or 0
    if local.hour * 60 + local.minute < client.reminder_minute:
        days -= 1
    end = instant(local.date() + timedelta(days=days + 1), 0, client.zone)
    decided = exists().where(
        Reminder.appointment_id == Appointment.id,
        Reminder.sequence == Appointment.sequence,
        Reminder.channel == channel,
    )
    return db.scalars(
        select(Appointment)
        .where(
            Appointment.client_id == client.id,
            Appointment.starts_at > now,
            Appointment.starts_at < end,
            Appointment.status == AppointmentStatus.CONFIRMED,
            ~decided,
        )
        .options(joinedload(Appointment.practitioner), joinedload(Appointment.appointment_type))
        .order_by(Appointment.id)
        .limit(limit)
    ).all()


def order_of(appointment_id: int) -> str:
    """What its reminders by e-mail share: an older time never comes after a newer one."""
    return f"{ORDER}{appointment_id}"


def sent_elsewhere(db: Session, client: Client, now: datetime, *, limit: int) -> Sequence[Reminder]:
    """Reminders by e-mail of appointments that stand, at their time, which went (or would have
    gone) to another address than the one that is right now. At most ``limit``, and none so late
    that it would help nobody.
    """
    furthest = now + timedelta(days=(client.reminder_email_days or 0) + 1)
    any_of = aliased(Notification)
    written = (
        select(func.count(any_of.id))
        .where(any_of.order_key == literal(ORDER) + cast(Appointment.id, String))
        .scalar_subquery()
    )
    return db.scalars(
        select(Reminder)
        .join(Appointment, _of_its_time())
        .join(Notification, Notification.id == Reminder.notification_id)
        .where(
            Appointment.client_id == client.id,
            Appointment.starts_at >= now + USEFUL,
            Appointment.starts_at < furthest,
            Appointment.status == AppointmentStatus.CONFIRMED,
            Reminder.channel == Channel.EMAIL,
            Reminder.sequence == Appointment.sequence,
            Notification.recipient != Appointment.email,
            written < MOST_WRITTEN,
        )
        .options(joinedload(Reminder.appointment), joinedload(Reminder.notification))
        .order_by(Reminder.id)
        .limit(limit)
    ).all()


def written_so_far(db: Session, appointment: Appointment) -> Sequence[Notification]:
    """Its reminders by e-mail, the newest first, of whatever time and to whatever address."""
    order = Notification.order_key == order_of(appointment.id)
    return db.scalars(select(Notification).where(order).order_by(Notification.id.desc())).all()


def email_reminder_at(db: Session, appointment: Appointment, now: datetime) -> datetime | None:
    """When an e-mail will go to whoever gives their address now; None when none will."""
    due = due_at(appointment, Channel.EMAIL)
    if due is None or due <= now or appointment.status != AppointmentStatus.CONFIRMED:
        return None
    return None if knows_it_anyway(db, appointment, Channel.EMAIL) else due


def knows_it_anyway(db: Session, appointment: Appointment, channel: Channel) -> bool:
    """Whether it was booked or moved so shortly before that its caller knows; or was reminded of
    this very time by this way already.
    """
    due = due_at(appointment, channel)
    latest = db.scalar(
        select(func.max(AppointmentChange.at)).where(
            AppointmentChange.appointment_id == appointment.id,
            AppointmentChange.kind.in_(GIVES_A_TIME),
        )
    )
    if due is None or (latest or appointment.created_at) > due - STILL_KNOWN:
        return True
    return db.scalar(select(_reminded(appointment, channel))) or False


def _reminded(appointment: Appointment, channel: Channel) -> Exists:
    return exists().where(
        Reminder.appointment_id == appointment.id,
        Reminder.channel == channel,
        Reminder.starts_at == appointment.starts_at,
        Reminder.notification_id == Notification.id,
        Notification.status != DeliveryStatus.WITHDRAWN,
    )


def is_still_true(reminder: Reminder, now: datetime) -> bool:
    """Whether it may still go out: it stands, at the same time, and that is not too soon."""
    appointment = reminder.appointment
    return (
        appointment.status == AppointmentStatus.CONFIRMED
        and appointment.starts_at == reminder.starts_at
        and appointment.starts_at - now >= USEFUL
    )


def reminder_of_notification(db: Session, notification_id: int) -> Reminder | None:
    """The reminder which that notification tells, with its appointment as it is now."""
    return db.scalar(
        select(Reminder)
        .where(Reminder.notification_id == notification_id)
        .options(joinedload(Reminder.appointment))
        .execution_options(populate_existing=True)
    )


def reminded_to(db: Session, client_id: int, telephone: str, now: datetime) -> list[Reminder]:
    """What the client's caller on that number was reminded of: to come at that time, unless it
    was cancelled since.
    """
    return list(
        db.scalars(
            select(Reminder)
            .join(Appointment, _of_its_time())
            .join(Notification, Notification.id == Reminder.notification_id)
            .where(
                Reminder.client_id == client_id,
                Appointment.client_id == client_id,
                Appointment.telephone == telephone,
                Appointment.status != AppointmentStatus.HELD,
                Appointment.starts_at > now,
                Notification.channel == Channel.SMS,
                Notification.recipient == telephone,
                Notification.status.in_(WENT_OUT),
            )
            .order_by(Appointment.starts_at, Reminder.id)
        )
    )


def was_reminded_at(db: Session, appointment: Appointment, address: str) -> bool:
    """Whether an e-mail about it went to that address, or may have."""
    written = exists().where(
        Reminder.appointment_id == appointment.id,
        Reminder.notification_id == Notification.id,
        Notification.channel == Channel.EMAIL,
        Notification.recipient == address,
        Notification.attempts > 0,
    )
    return db.scalar(select(written)) or False


def assured_among(db: Session, appointment_ids: Collection[int]) -> set[int]:
    """Those of these appointments whose callers have answered that they will come."""
    return set(
        db.scalars(
            select(Reminder.appointment_id)
            .join(Appointment, _of_its_time())
            .where(Reminder.appointment_id.in_(appointment_ids), Reminder.assured_at.is_not(None))
        )
    )


def _of_its_time() -> ColumnElement[bool]:
    return and_(
        Appointment.id == Reminder.appointment_id, Appointment.starts_at == Reminder.starts_at
    )
