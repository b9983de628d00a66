"""<Record>: a voice message into a recording. https://www.twilio.com/docs/voice/twiml/record"""

import math
from datetime import datetime
from email.utils import format_datetime

from telesec.simulator.call_facts import new_sid
from telesec.simulator.events import Recorded
from telesec.simulator.leg import Leg, Turn
from telesec.simulator.recordings import Recording
from telesec.simulator.twiml import Verb
from telesec.simulator.waiting import (
    ANY_KEY,
    HANGS_UP,
    HungUp,
    Request,
    Silence,
    SpokenMessage,
    Taping,
)

HANG_UP_NOISE_SECONDS = 1


def record(leg: Leg, verb: Verb) -> Turn:
    """Record a message, then ask the action.

    An empty recording asks nothing and the next verb runs: the one case in which it can. When
    the caller hangs up the action is still asked, with Digits=hangup, so that nothing is lost.
    """
    leg.answer()
    taping = Taping(
        verb.whole("timeout", 5), verb.get("finishOnKey", ANY_KEY), verb.whole("maxLength", 3600)
    )
    leg.note("beep")
    leg.pass_time(1 if verb.says_yes("playBeep", True) else 0)
    leg.heed_interruption()
    try:
        reply = yield taping
    except HungUp:
        _keep(leg, verb, "", HANG_UP_NOISE_SECONDS, HANGS_UP)
        raise
    if isinstance(reply, Silence):
        leg.pass_time(taping.timeout_seconds or taping.most_seconds)
        announce(leg, verb, _new_recording(leg, "", 0), "absent")
        return None
    if not isinstance(reply, SpokenMessage):
        raise TypeError(f"a recording does not take {reply!r}")
    return _take(leg, verb, taping, reply)


def _take(leg: Leg, verb: Verb, taping: Taping, message: SpokenMessage) -> Request:
    seconds = min(message.seconds, taping.most_seconds)
    cut_off = message.seconds > taping.most_seconds
    began = leg.clock.now()
    try:
        leg.pass_time(seconds)
    except HungUp:
        passed = math.ceil((leg.clock.now() - began).total_seconds())
        _keep(leg, verb, message.text, max(1, passed), HANGS_UP)
        raise
    if message.then == HANGS_UP and not cut_off:
        _keep(leg, verb, message.text, seconds, HANGS_UP)
        raise HungUp
    ended_by_key = not cut_off and message.then and message.then in taping.finish_on_key
    if not ended_by_key and not cut_off:
        leg.pass_time(taping.timeout_seconds)
    return _keep(leg, verb, message.text, seconds, message.then if ended_by_key else "")


def _keep(leg: Leg, verb: Verb, text: str, seconds: int, end: str) -> Request:
    """Make the recording; the request to its action, already asked when the caller hung up."""
    recording = _new_recording(leg, text, seconds)
    leg.note(f"recorded {seconds} s: {text}")
    leg.switchboard.tell(Recorded(leg.clock.now(), leg.sid, recording.sid, text, seconds))
    fields = {
        "RecordingUrl": recording.url,
        "RecordingSid": recording.sid,
        "RecordingDuration": str(seconds),
    }
    if end:
        fields["Digits"] = "hangup" if end == HANGS_UP else end
    request = Request(verb.get("action", ""), verb.get("method", "POST"), tuple(fields.items()))
    announce(leg, verb, recording, "completed")
    if end == HANGS_UP:
        leg.end("completed")
        leg.ask_in_vain(request)
    return request


def _new_recording(leg: Leg, text: str, seconds: int, source: str = "RecordVerb") -> Recording:
    for listens in leg.listeners if text else ():
        listens(text)
    switchboard = leg.switchboard
    sid = new_sid("RE")
    url = f"{switchboard.rest_url}/2010-04-01/Accounts/{switchboard.account_sid}/Recordings/{sid}"
    recording = Recording(sid, leg.sid, url, leg.clock.now(), seconds, text, source)
    if seconds:
        with switchboard.lock:
            switchboard.recordings[sid] = recording
    return recording


def record_talk(leg: Leg, verb: Verb, seconds: int) -> dict[str, str]:
    """The recording of a <Dial record=...>, and what its action hears of it."""
    recording = _new_recording(leg, "", seconds, "DialVerb")
    recording.channels = 2 if verb.get("record", "").endswith("dual") else 1
    announce(leg, verb, recording, "completed")
    return {
        "RecordingUrl": recording.url,
        "RecordingSid": recording.sid,
        "RecordingDuration": str(seconds),
    }


def record_rest(leg: Leg, noun: Verb, began: datetime) -> None:
    """The recording of a <Start><Recording>: of the call, from there to its end."""
    seconds = math.ceil((leg.clock.now() - began).total_seconds())
    recording = _new_recording(leg, "", seconds, "StartCallRecordingTwiML")
    recording.started_at = began
    recording.channels = 2 if noun.get("channels", "mono") == "dual" else 1
    announce(leg, noun, recording, "completed" if seconds else "absent")


def announce(leg: Leg, verb: Verb, recording: Recording, status: str) -> None:
    """Let the recording be ready a little later, and tell whoever asked to be told."""
    wanted = verb.get("recordingStatusCallbackEvent", "completed").split()
    url = leg.callback_url(verb.get("recordingStatusCallback", ""))
    method = verb.get("recordingStatusCallbackMethod", "POST")
    if url and "in-progress" in wanted:
        _tell_later(leg, url, method, recording, "in-progress")

    def be_ready() -> None:
        recording.status = status

    leg.switchboard.later(0, be_ready)
    if url and status in wanted:
        _tell_later(leg, url, method, recording, status)


def _tell_later(leg: Leg, url: str, method: str, recording: Recording, status: str) -> None:
    """The callback: no From and no To; CallSid is the parent leg's."""
    fields = {
        "AccountSid": leg.account_sid,
        "CallSid": recording.call_sid,
        "RecordingSid": recording.sid,
        "RecordingUrl": recording.url,
        "RecordingStatus": status,
        "RecordingDuration": str(recording.seconds),
        "RecordingChannels": str(recording.channels),
        "RecordingSource": recording.source,
        "RecordingStartTime": format_datetime(recording.started_at),
        "ErrorCode": "0",
    }
    leg.switchboard.later(0, lambda: leg.switchboard.notify(url, fields, method))
