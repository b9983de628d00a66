"""Webhooks by hand, for what no well-behaved network would send."""

import requests

from telesec.gateways.telephony.signature import sign
from tests.telephone import AUTH_TOKEN, PRACTICE, Telephone

SID = "CA" + "5" * 32


def post(
    telephone: Telephone, path: str, fields: dict[str, str], token: str | None = AUTH_TOKEN
) -> requests.Response:
    """A webhook by hand, signed with ``token`` or not at all."""
    url = telephone.settings.public_url + path
    signature = sign(token, url, [(k, [v]) for k, v in fields.items()]) if token else None
    headers = {"X-Twilio-Signature": signature} if signature else {}
    return requests.post(url, data=fields, headers=headers, timeout=20)


def ringing(**fields: str) -> dict[str, str]:
    """The fields of a call that has just come in."""
    return {
        "CallSid": SID,
        "From": "+33612345678",
        "To": PRACTICE,
        "CallStatus": "ringing",
        "Direction": "inbound",
    } | fields


def said(words: str, **fields: str) -> dict[str, str]:
    """The fields of a turn in which the caller said something."""
    return ringing(CallStatus="in-progress", SpeechResult=words, **fields)


def over(seconds: int = 31) -> dict[str, str]:
    """The fields of the carrier's word that the call is over."""
    return ringing(CallStatus="completed", CallDuration=str(seconds))
