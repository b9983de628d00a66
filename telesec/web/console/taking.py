"""The secretary's form for a message, with a call or without."""

from flask import request

from telesec.calls.call import Call
from telesec.clients.client import Client
from telesec.dispatch.hand_taken import tell_hand_taken
from telesec.messages.message import Message, Urgency
from telesec.messages.taking import LONGEST_BODY, LONGEST_NAME, LONGEST_SUBJECT, take
from telesec.web.console.forms import number, text
from telesec.web.house import house
from telesec.web.login import Visitor
from telesec.web.translations import _


def take_message(visitor: Visitor, client: Client, call: Call | None) -> Message:
    """The message in the form, logged for this client. Raises FormError, nothing written."""
    message = take(
        visitor.db,
        client,
        visitor.account,
        call=call,
        caller_name=text("caller_name", _("Nom"), most=LONGEST_NAME, required=False),
        callback_number=number("callback_number", _("Rappeler au"), client),
        subject=text("subject", _("Objet"), most=LONGEST_SUBJECT, required=False),
        body=text("body", _("Message"), most=LONGEST_BODY, lines=True),
        urgency=Urgency.URGENT if request.form.get("urgent") else Urgency.ROUTINE,
        now=house().now(),
    )
    tell_hand_taken(visitor.db, message, house().now())
    return message
