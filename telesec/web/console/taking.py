"""The secretary's form for a message, with a call or without."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from flask import request
from sqlalchemy import select

from telesec.calls.call import Call
from telesec.clients.account import Account
from telesec.clients.client import Client
from telesec.dispatch.hand_taken import tell_hand_taken
from telesec.messages.message import Message, Urgency
from telesec.messages.taking import LONGEST_BODY, LONGEST_NAME, LONGEST_SUBJECT, take
from telesec.values.telephone import E164
from telesec.web.console.forms import FormError, number, text
from telesec.web.house import house
from telesec.web.login import Visitor
from telesec.web.translations import _

SAME_FORM = timedelta(minutes=10)  # in which the same again is the same form, sent twice


def take_message(
    visitor: Visitor,
    client: Client,
    call: Call | None,
    needs: Collection[str] = (),
    *,
    once: bool = False,
) -> Message:
    """The message in the form, logged for this client; ``needs``: fields that must be there too.

    ``once``: the very same from the same account, a moment ago, is the message that is there.
    Raises FormError, nothing written.
    """
    fields = _fields(client, needs)
    found = _sent_before(visitor, client, call, fields) if once else None
    if found:
        return found
    now = house().now()
    message = take(visitor.db, client, visitor.account, call=call, now=now, **fields)
    tell_hand_taken(visitor.db, message, now)
    return message


def one_form_at_a_time(visitor: Visitor) -> None:
    """Whoever sends the same form twice at once is served one after the other."""
    mine = select(Account.id).where(Account.id == visitor.account.id)
    visitor.db.execute(mine.with_for_update())


def _fields(client: Client, needs: Collection[str]) -> dict[str, Any]:
    name_needed = "caller_name" in needs
    return {
        "caller_name": text("caller_name", _("Nom"), most=LONGEST_NAME, required=name_needed),
        "callback_number": _callback_number(client, needs),
        "subject": text("subject", _("Objet"), most=LONGEST_SUBJECT, required=False),
        "body": text("body", _("Message"), most=LONGEST_BODY, lines=True),
        "urgency": Urgency.URGENT if request.form.get("urgent") else Urgency.ROUTINE,
    }


def _callback_number(client: Client, needs: Collection[str]) -> E164 | None:
    label = _("Rappeler au")
    given = number("callback_number", label, client)
    if given is None and "callback_number" in needs:
        raise FormError(_("%(label)s : à remplir.") % {"label": label})
    return given


def _sent_before(
    visitor: Visitor, client: Client, call: Call | None, fields: dict[str, Any]
) -> Message | None:
    one_form_at_a_time(visitor)
    same = fields | {"caller_name": fields["caller_name"] or None}
    return visitor.db.scalar(
        select(Message)
        .filter_by(
            client_id=client.id,
            call_id=call.id if call else None,
            taken_by_id=visitor.account.id,
            **same,
        )
        .where(Message.created_at >= house().now() - SAME_FORM)
        .limit(1)
    )
