"""What each verb does to a leg: the carrier's defaults, fall-through and ends.

A verb returns the next document to fetch, or None: then the next verb runs.
https://www.twilio.com/docs/voice/twiml
"""

from collections.abc import Callable
from functools import partial

from telesec.simulator.addresses import BadAddress
from telesec.simulator.conferencing import confer
from telesec.simulator.dialing import Dialing
from telesec.simulator.events import CallerPressed, CallerSaid, CallerSilent
from telesec.simulator.http_client import NoAnswer, NotReached, ask
from telesec.simulator.leg import Leg, Turn
from telesec.simulator.recording_verb import record, record_rest
from telesec.simulator.recordings import audio_seconds
from telesec.simulator.transcribing import Transcribing
from telesec.simulator.twiml import Document, Verb
from telesec.simulator.waiting import (
    CALLER_SPEAKS_PER_SECOND,
    LONGEST_SPEECH_SECONDS,
    SPOKEN_PER_SECOND,
    Keys,
    Listening,
    Looping,
    Over,
    Request,
    TornAway,
    Words,
)


def follow(leg: Leg, request: Request) -> Turn:
    """Run a leg from its first request until its last document is done."""
    step: Request | Document | None = request
    while step is not None:
        try:
            document = leg.fetch(step) if isinstance(step, Request) else step
            step = yield from perform(leg, document)
        except TornAway as torn_away:
            step = leg.restart_from(torn_away)
    return None


def perform(leg: Leg, document: Document) -> Turn:
    """Run the verbs of one document; the request that follows from it, if any."""
    for verb in document.verbs:
        leg.heed_interruption()
        upcoming = yield from VERBS[verb.name](leg, verb)
        if upcoming is not None:
            return upcoming
    return None


def say(leg: Leg, verb: Verb) -> Turn:
    """Speak. ``loop`` 0: until the caller hangs up."""
    leg.answer()
    loops = verb.whole("loop", 1)
    leg.hears(verb.text, verb.get("language", "en-US"))
    leg.pass_time(max(1, loops) * len(verb.text) / SPOKEN_PER_SECOND)
    while loops == 0:
        yield Looping()
        leg.pass_time(60)
    return None


def play(leg: Leg, verb: Verb) -> Turn:
    """Play audio, which is fetched, or keypad tones."""
    leg.answer()
    loops = verb.whole("loop", 1)
    seconds = _audio_seconds(leg, verb.text) if verb.text else len(verb.get("digits", "")) / 2
    leg.hears(f"[{verb.text or verb.get('digits', '')}]", "")
    leg.pass_time(max(1, loops) * seconds)
    while loops == 0:
        yield Looping()
        leg.pass_time(60)
    return None


def _audio_seconds(leg: Leg, url: str) -> float:
    try:
        answer = ask("GET", leg.address_of(url).url, None, {})
    except (NotReached, NoAnswer, BadAddress) as error:
        leg.switchboard.problem(f"11200 <Play> cannot fetch {url}: {error}")
        return 0
    kind = answer.content_type.partition(";")[0]
    if answer.status != 200 or not kind.startswith("audio/"):
        leg.switchboard.problem(f"11200 <Play> {url} answered {answer.status} {kind}")
        return 0
    return audio_seconds(answer.body)


def pause(leg: Leg, verb: Verb) -> Turn:
    """Wait. As the first verb it waits before the call is answered."""
    leg.pass_time(verb.whole("length", 1))
    return None
    yield  # makes this a generator, as every verb is


def gather(leg: Leg, verb: Verb) -> Turn:
    """Listen for keys and words; falls through when nothing comes, unless told to tell."""
    leg.answer()
    for child in verb.children:
        yield from VERBS[child.name](leg, child)
    kinds = verb.get("input", "dtmf").split()
    listening = Listening(
        for_words="speech" in kinds,
        for_keys="dtmf" in kinds,
        language=verb.get("language", "en-US"),
        timeout_seconds=verb.whole("timeout", 5),
        finish_on_key=verb.get("finishOnKey", "#"),
        most_keys=verb.whole("numDigits", 0) or None,
    )
    leg.heed_interruption()
    reply = yield listening
    if isinstance(reply, Words):
        found = _heard_words(leg, reply)
    elif isinstance(reply, Keys):
        found = _heard_keys(leg, reply.keys, listening)
    else:
        leg.switchboard.tell(CallerSilent(leg.clock.now(), leg.sid, listening.timeout_seconds))
        leg.note("silence")
        leg.pass_time(listening.timeout_seconds)
        found = {}
    if not found and not verb.says_yes("actionOnEmptyResult", False):
        return None
    if not found:
        found = {"msg": "Gather End"} | ({"Digits": ""} if listening.for_keys else {})
    return Request(verb.get("action", ""), verb.get("method", "POST"), tuple(found.items()))


def _heard_words(leg: Leg, words: Words) -> dict[str, str]:
    text = words.text[: LONGEST_SPEECH_SECONDS * CALLER_SPEAKS_PER_SECOND]
    leg.switchboard.tell(CallerSaid(leg.clock.now(), leg.sid, words.text))
    leg.note(f"says: {words.text}")
    leg.pass_time(1 + len(text) / CALLER_SPEAKS_PER_SECOND)
    found = {"SpeechResult": text}
    if words.confidence is not None:
        found["Confidence"] = str(words.confidence)
    return found


def _heard_keys(leg: Leg, keys: str, listening: Listening) -> dict[str, str]:
    digits, finished = collected(keys, listening)
    leg.switchboard.tell(CallerPressed(leg.clock.now(), leg.sid, keys))
    leg.note(f"presses: {keys}")
    leg.pass_time(len(keys) / 2 + (0 if finished else listening.timeout_seconds))
    if not digits:
        return {}
    return {"msg": "Gather End", "Digits": digits}


def collected(keys: str, listening: Listening) -> tuple[str, bool]:
    """The digits a gather takes of the keys pressed, and whether it ends without waiting."""
    digits = ""
    for key in keys:
        if listening.finish_on_key and key == listening.finish_on_key:
            return digits, True
        digits += key
        if listening.most_keys and len(digits) >= listening.most_keys:
            return digits, True
    return digits, False


def dial(leg: Leg, verb: Verb) -> Turn:
    """Ring people; the verbs after it never run when it has an action."""
    for noun in verb.children:
        if noun.name == "Conference":
            return (yield from confer(leg, verb, noun))
    return (yield from Dialing(leg, verb, follow).run())


def start(leg: Leg, verb: Verb) -> Turn:
    """Begin to record or to transcribe; the next verb follows at once."""
    leg.answer()
    for noun in verb.children:
        leg.note(f"starts {noun.name}")
        if noun.name == "Recording":
            leg.records = partial(record_rest, leg, noun, leg.clock.now())
            leg.at_end.append(leg.stop_recording)
            continue
        url = leg.callback_url(noun.get("statusCallbackUrl", ""))
        transcribing = Transcribing(leg, noun, partial(_tell_soon, leg, url))
        leg.listeners.append(transcribing.hears)
        leg.at_end.append(transcribing.stop)
    return None
    yield


def _tell_soon(leg: Leg, url: str, fields: dict[str, str], method: str) -> None:
    if url:
        leg.switchboard.later(0, partial(leg.switchboard.notify, url, fields, method))


def redirect(_leg: Leg, verb: Verb) -> Turn:
    """Go on with another document."""
    return Request(verb.text, verb.get("method", "POST"))
    yield


def reject(leg: Leg, verb: Verb) -> Turn:
    """Do not answer: free, and only as the first verb of a call."""
    if leg.answered_at is not None or leg.parent_sid:
        leg.switchboard.problem(f"<Reject> in a call that is already answered ({leg.sid})")
        raise Over("completed")
    raise Over("busy" if verb.get("reason", "rejected") == "busy" else "no-answer")
    yield


def hang_up(leg: Leg, _verb: Verb) -> Turn:
    """End the call. Even as the first verb it answers, and is billed."""
    leg.answer()
    raise Over("completed")
    yield


VERBS: dict[str, Callable[[Leg, Verb], Turn]] = {
    "Say": say,
    "Play": play,
    "Pause": pause,
    "Gather": gather,
    "Record": record,
    "Dial": dial,
    "Start": start,
    "Redirect": redirect,
    "Reject": reject,
    "Hangup": hang_up,
}
