"""Webhooks about text messages: those that reach a line, and what became of those we sent."""

import logging

from flask import Blueprint, Response

from telesec.assistant.by_text.texting import TextFacts, line_of, take_text
from telesec.gateways.telephony import addresses as paths
from telesec.gateways.telephony.twiml import render_text_reply
from telesec.notifications.receipts import record_receipt
from telesec.scripts.library import UnknownScript
from telesec.scripts.script import Script
from telesec.values.caller_link import with_links
from telesec.values.yaml_file import BadFile
from telesec.web.carrier import field, nothing, require_signature, subaccount, twiml
from telesec.web.house import house
from telesec.web.own_account import require_own_account

logger = logging.getLogger(__name__)

text_messages = Blueprint("text_messages", __name__)
text_messages.before_request(require_signature)
text_messages.before_request(require_own_account)


@text_messages.post(paths.TEXT_INCOMING)
def incoming() -> Response:
    """A text message has reached one of our numbers."""
    facts = TextFacts(
        message_sid=field("MessageSid"),
        to=field("To"),
        sent_from=field("From"),
        body=field("Body"),
        opt_out_type=field("OptOutType"),
        account_sid=subaccount(),
    )
    with house().writing() as db:
        line = line_of(db, facts)
        if line is None:
            logger.warning("text_to_unknown_line", extra={"message_sid": facts.message_sid})
            return nothing()
        reply = take_text(db, line, _script_of(line.client.script), facts, house().now())
    settings = house().settings
    return twiml(render_text_reply(with_links(reply, settings.public_url, settings.secret_key)))


def _script_of(name: str) -> Script | None:
    """The client's call script; None while it cannot be read, which is logged."""
    try:
        return house().scripts.text_and_script(name)[1]
    except (BadFile, UnknownScript):
        logger.exception("text_without_script", extra={"script": name})
        return None


@text_messages.post("/sms/status/<int:notification_id>")
def status(notification_id: int) -> Response:
    """The carrier's word on one text message, in any order and any number of times."""
    with house().writing() as db:
        record_receipt(
            db,
            notification_id,
            message_sid=field("MessageSid"),
            status=field("MessageStatus"),
            error_code=field("ErrorCode"),
            now=house().now(),
        )
    return nothing()
