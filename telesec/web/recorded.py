"""Webhooks about recordings: one is ready, or the carrier has written down a piece of one."""

import json
import logging

from flask import Blueprint, Response

from telesec.assistant.recorded_words import hear_recorded
from telesec.calls.lifecycle import call_under_lock
from telesec.dispatch.ending import settle
from telesec.dispatch.recorded import keep_recording, keep_talk
from telesec.gateways.telephony import addresses as paths
from telesec.web.carrier import field, nothing, require_signature, whole_number
from telesec.web.house import house
from telesec.web.own_account import require_own_account

logger = logging.getLogger(__name__)

recorded = Blueprint("recorded", __name__)
recorded.before_request(require_signature)
recorded.before_request(require_own_account)


@recorded.post(paths.RECORDING)
def recording() -> Response:
    """A recorded message is ready: known already from the turn, unless that was lost."""
    if field("RecordingStatus") == "absent":
        return nothing()
    with house().writing() as db:
        call = call_under_lock(db, field("CallSid"))
        if call is not None:
            seconds, now = whole_number("RecordingDuration"), house().now()
            keep_recording(db, call, field("RecordingSid"), seconds, now)
            settle(db, call, now)
    return nothing()


@recorded.post(paths.TALK)
def talk() -> Response:
    """The recording of a talk with a person is ready: the caller was told, and did not refuse."""
    with house().writing() as db:
        call = call_under_lock(db, field("CallSid"))
        if call is not None:
            seconds = whole_number("RecordingDuration")
            keep_talk(db, call, field("RecordingSid")[:34], seconds, house().now())
    return nothing()


@recorded.post(paths.TRANSCRIPT)
def transcript() -> Response:
    """The carrier has written down a piece of a recorded message; or it cannot.

    https://www.twilio.com/docs/voice/twiml/transcription
    """
    event = field("TranscriptionEvent")
    if event == "transcription-error":
        ids = {"call_sid": field("CallSid")[:34], "code": field("TranscriptionErrorCode")[:12]}
        logger.warning("transcription_failed", extra=ids)
    text = _final_words() if event == "transcription-content" else ""
    if text:
        with house().writing() as db:
            sequence, now = whole_number("SequenceId"), house().now()
            hear_recorded(db, field("CallSid"), sequence, text, now)
    return nothing()


def _final_words() -> str:
    """What was understood; nothing while the recogniser may still think otherwise."""
    if field("Final").lower() == "false":
        return ""
    try:
        data = json.loads(field("TranscriptionData"))
    except ValueError:
        return ""
    return str(data.get("transcript", "")) if isinstance(data, dict) else ""
