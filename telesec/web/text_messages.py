"""Webhooks about text messages: what became of those we sent."""

from flask import Blueprint, Response

from telesec.notifications.receipts import record_receipt
from telesec.web.carrier import field, nothing, require_signature
from telesec.web.house import house

text_messages = Blueprint("text_messages", __name__)
text_messages.before_request(require_signature)


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
