"""The desk: who is on the line now, which messages wait, what could not be delivered."""

from datetime import datetime

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as AnyResponse

from telesec.agenda.busy.calendar import BusyCalendar
from telesec.agenda.busy.calendars import conflicts_of, failing_calendars
from telesec.agenda.freshness import how_many_wrong
from telesec.dispatch.calendar_alarms import ALARM_AFTER
from telesec.messages.message import Message, Urgency
from telesec.notifications.heartbeat import last_seen
from telesec.notifications.notification import DeliveryStatus, Notification
from telesec.notifications.outbox import undeliverable_of
from telesec.web.console.live import live_calls
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in

desk = Blueprint("desk", __name__)

MOST_OPEN = 50
MOST_FOLLOWED = 12  # clients whose script is one step away
WORKER_LATE_SECONDS = 120
# From what age an open message stands out, in seconds: the trade's 60, 120, 180.
AGES = ((180, "late"), (120, "old"), (60, "waiting"))


@desk.get("/", endpoint="desk")
@signed_in()
def show(visitor: Visitor) -> str:
    """The desk."""
    now = house().now()
    open_messages = visitor.db.scalars(
        select(Message)
        .where(Message.client_id.in_(visitor.ids), Message.acknowledged_at.is_(None))
        .options(joinedload(Message.client))
        .order_by((Message.urgency == Urgency.URGENT).desc(), Message.created_at, Message.id)
        .limit(MOST_OPEN)
    ).all()
    seen_at = last_seen(visitor.db)
    return render_template(
        "desk.html",
        visitor=visitor,
        live=live_calls(visitor, now),
        messages=open_messages,
        open_count=_open_count(visitor),
        age_of=lambda message: age_class(message, now),
        undelivered=undeliverable_of(visitor.db, visitor.ids),
        clients={client.id: client for client in visitor.clients},
        failing=failing_calendars(visitor.db, visitor.ids, ALARM_AFTER),
        conflicts=conflicts_of(visitor.db, visitor.ids, now),
        worker_seen_at=seen_at,
        worker_late=seen_at is None or (now - seen_at).total_seconds() > WORKER_LATE_SECONDS,
        copies_wrong=how_many_wrong(visitor.db, visitor.ids, now) if visitor.is_staff else 0,
        waiting=_waiting(visitor),
        most_followed=MOST_FOLLOWED,
        now=now,
    )


@desk.get("/desk/calls.json")
@signed_in()
def calls_json(visitor: Visitor) -> Response:
    """The calls on the line now, and a mark that changes when anything else on the desk does."""
    return jsonify(calls=live_calls(visitor, house().now()), waiting=_waiting(visitor))


def _open_count(visitor: Visitor) -> int:
    query = select(func.count()).where(
        Message.client_id.in_(visitor.ids), Message.acknowledged_at.is_(None)
    )
    return visitor.db.scalar(query) or 0


def _waiting(visitor: Visitor) -> str:
    """How many messages and undelivered notifications there are, and the newest of each; and how
    many calendars cannot be read.
    """
    messages = select(func.count(), func.max(Message.id)).where(
        Message.client_id.in_(visitor.ids), Message.acknowledged_at.is_(None)
    )
    undelivered = select(func.count(), func.max(Notification.id)).where(
        Notification.client_id.in_(visitor.ids),
        Notification.status == DeliveryStatus.UNDELIVERABLE,
        Notification.dealt_with_at.is_(None),
    )
    failing = select(func.count()).where(
        BusyCalendar.client_id.in_(visitor.ids), BusyCalendar.failures >= ALARM_AFTER
    )
    counts = (
        *visitor.db.execute(messages).one(),
        *visitor.db.execute(undelivered).one(),
        visitor.db.scalar(failing),
    )
    return "-".join(str(count or 0) for count in counts)


@desk.post("/notifications/<row:notification_id>/dealt-with")
@signed_in(staff=True, writes=True)
def dealt_with(visitor: Visitor, notification_id: int) -> AnyResponse:
    """A person has seen that it did not arrive, and has told the client otherwise."""
    notification = visitor.db.scalar(
        select(Notification).where(
            Notification.id == notification_id, Notification.client_id.in_(visitor.ids)
        )
    )
    if notification is None or notification.status != DeliveryStatus.UNDELIVERABLE:
        abort(404)
    notification.dealt_with_at = notification.dealt_with_at or house().now()
    return redirect(url_for("desk.desk"))


def age_class(message: Message, now: datetime) -> str:
    """How urgently an open message looks at whoever sees it."""
    seconds = (now - message.created_at).total_seconds()
    late = next((name for age, name in AGES if seconds >= age), "fresh")
    return late if message.urgency == Urgency.URGENT else "fresh"
