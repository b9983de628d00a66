"""Messages: the list, one message with its conversation, its sound, and who dealt with it."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as AnyResponse

from telesec.clients.account import Account
from telesec.messages.message import Message
from telesec.messages.taking import acknowledge, message_of
from telesec.notifications.notification import Notification, NotificationKind
from telesec.web.console.lists import MOST_SHOWN, asked, cut, older_url
from telesec.web.console.recordings import plays_of, recording_of
from telesec.web.house import house
from telesec.web.login import Visitor, signed_in

messages = Blueprint("messages", __name__)


@messages.get("/messages")
@signed_in()
def messages_list(visitor: Visitor) -> str:
    """The latest messages; ``?client=``, ``?day=``, ``?state=open`` and ``?q=`` narrow."""
    wanted, only_open = asked(visitor), request.args.get("state") == "open"
    query = select(Message).where(Message.client_id.in_(wanted.client_ids))
    if wanted.words:
        texts = (Message.caller_name, Message.body, Message.subject)
        query = query.where(wanted.found_in(texts, Message.callback_number))
    if wanted.day:
        start, end = wanted.day
        query = query.where(Message.created_at >= start, Message.created_at < end)
    if only_open:
        query = query.where(Message.acknowledged_at.is_(None))
    if wanted.before:
        query = query.where(Message.id < wanted.before)
    query = query.options(joinedload(Message.client)).order_by(Message.id.desc())
    shown, more = cut(visitor.db.scalars(query.limit(MOST_SHOWN + 1)).all())
    return render_template(
        "messages.html",
        visitor=visitor,
        messages=shown,
        asked=wanted,
        only_open=only_open,
        now=house().now(),
        older=older_url("messages.messages_list", shown[-1].id) if more else None,
    )


@messages.get("/messages/<row:message_id>")
@signed_in()
def message(visitor: Visitor, message_id: int) -> str:
    """One message."""
    found = _the_message(visitor, message_id)
    recording = recording_of(visitor, found.recording_sid) if found.recording_sid else None
    told = visitor.db.scalars(
        select(Notification)
        .where(Notification.client_id == found.client_id, _tells(found))
        .order_by(Notification.id)
    ).all()
    people = (found.taken_by_id, found.acknowledged_by_id)
    names = {i: visitor.db.get_one(Account, i).name for i in people if i is not None}
    return render_template(
        "message.html",
        visitor=visitor,
        message=found,
        recording=recording,
        plays=plays_of(visitor, recording),
        told=told,
        names=names,
    )


@messages.post("/messages/<row:message_id>/acknowledge")
@signed_in(writes=True)
def acknowledged(visitor: Visitor, message_id: int) -> AnyResponse:
    """Somebody has dealt with it."""
    acknowledge(_the_message(visitor, message_id), visitor.account, house().now())
    return redirect(url_for("messages.message", message_id=message_id))


def _the_message(visitor: Visitor, message_id: int) -> Message:
    found = message_of(visitor.db, visitor.ids, message_id)
    if found is None:
        abort(404)
    return found


def _tells(found: Message) -> ColumnElement[bool]:
    """What was sent about this message: its own notifications, and those of its call."""
    own = Notification.once_key.startswith(f"message:{found.id}:") | (
        Notification.once_key.startswith(f"urgent:{found.id}:")
        | Notification.once_key.startswith(f"escalated:{found.id}:")
    )
    if found.call_id is None:
        return own
    # What callers are told of their appointments tells nobody of the message.
    of_the_call = Notification.call_id == found.call_id
    return own | (of_the_call & (Notification.kind != NotificationKind.CALLER))
