"""The way of last resort: answers when nothing else of ours does. It needs no database.

The carrier asks here when our voice address failed it. The caller leaves a recorded message;
the fact goes into a file that the worker brings in when the database is back.
"""

import logging

from flask import Blueprint, Response, request

from telesec.assistant.speaking import phrase
from telesec.calls.spool import SpooledRecording, SpoolFailed, write_spooled
from telesec.gateways.telephony import addresses as paths
from telesec.gateways.telephony.twiml import render_fallback_record, render_goodbye
from telesec.values.conversation import Sentence
from telesec.values.language import Language
from telesec.web.carrier import addresses, field, require_signature, subaccount, twiml, whole_number
from telesec.web.house import house

logger = logging.getLogger(__name__)

fallback = Blueprint("fallback", __name__)
fallback.before_request(require_signature)


@fallback.route(paths.FALLBACK, methods=["GET", "POST"])
def answer() -> Response:
    """Our voice address has failed: take a recorded message."""
    logger.error(
        "voice_fallback_asked",
        extra={
            "call_sid": field("CallSid")[:34],
            "error_code": request.values.get("ErrorCode", ""),
        },
    )
    says, goodbye = _say("technical_fault_record"), _say("goodbye")
    return twiml(render_fallback_record(says, goodbye, addresses()))


@fallback.post(paths.FALLBACK_RECORDED)
def recorded() -> Response:
    """The message is recorded: keep the fact where the worker finds it."""
    facts = SpooledRecording(
        call_sid=field("CallSid"),
        to=field("To"),
        sent_from=field("From"),
        forwarded_from=field("ForwardedFrom"),
        account_sid=subaccount(),
        recording_sid=field("RecordingSid"),
        recording_seconds=whole_number("RecordingDuration"),
        at=house().now(),
    )
    try:
        write_spooled(house().settings.spool_dir, facts)
    except SpoolFailed:
        # The recording is safe with the carrier; its id here is the way back to it.
        ids = {"call_sid": facts.call_sid, "recording_sid": facts.recording_sid}
        logger.exception("fallback_recording_unkept", extra=ids)
    return twiml(render_goodbye(_say("message_recorded")))


def _say(key: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(text=phrase(key, code), language=code) for code in Language)
