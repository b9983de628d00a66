"""What all webhooks of the carrier share: the signature first, then clean fields."""

import logging
import re

from flask import Response, abort, request

from telesec.gateways.telephony.addresses import Addresses
from telesec.gateways.telephony.signature import signature_is_true
from telesec.web.house import house

logger = logging.getLogger(__name__)

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # Unicode's Cc and Cs
LONGEST_FIELD = 2_000  # a caller's minute of speech has about 1,000 characters


def require_signature() -> None:
    """403 for whatever the carrier did not sign. A missing secret cannot occur: see settings."""
    settings = house().settings
    url = settings.public_url + raw_target()
    given = request.headers.get("X-Twilio-Signature")
    fields = [(name, list(values)) for name, values in request.form.lists()]
    tokens = settings.auth_tokens_of(field("AccountSid"))
    if not signature_is_true(tokens, url, fields, given):
        logger.warning(
            "webhook_refused",
            extra={"path": request.path[:80], "call_sid": field("CallSid")[:34]},
        )
        abort(403)


def raw_target() -> str:
    """The request target as it stood on the wire: Flask's own url decodes some of it."""
    raw = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or ""
    if not raw.startswith("/"):
        raw = "/" + raw.partition("://")[2].partition("/")[2]
    return str(raw)


def field(name: str) -> str:
    """A form field without control characters, never longer than we can use."""
    return _CONTROL.sub(" ", request.form.get(name, "")[:LONGEST_FIELD]).strip()


def subaccount() -> str:
    """Which of our subaccounts this webhook came from; empty for the account itself."""
    return house().settings.subaccount(field("AccountSid"))


def whole_number(name: str) -> int:
    """A form field of seconds; 0 when absent or not a number."""
    text = field(name)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 0


def twiml(text: str) -> Response:
    """A TwiML answer. No cookie: the carrier would keep it."""
    return Response(text, content_type="text/xml; charset=utf-8")


def nothing() -> Response:
    """An empty answer to a status callback."""
    return Response(status=204)


def addresses() -> Addresses:
    """The carrier's ways to us."""
    return Addresses(house().settings.public_url)
