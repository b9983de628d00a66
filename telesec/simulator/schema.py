"""What TwiML may say: verbs, their attributes and values, what nests in what.

Only what the carrier documents; an attribute missing here is a mistake of the product until its
page has been read and it is added. https://www.twilio.com/docs/voice/twiml
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from telesec.simulator.addresses import BadAddress, parse_address

Check = Callable[[str], bool]
Judge = Callable[[Mapping[str, str]], list[str]]

SOMEWHERE = "https://relative.example/"
MOST_HINTS, LONGEST_HINT = 500, 100
INTEGER_SPEECH_TIMEOUT = "12200 speechTimeout must be a whole number when speechModel is set"
SPEECH_MODELS = frozenset(
    {"default", "phone_call", "numbers_and_commands", "experimental_conversations"}
    | {"experimental_utterances", "googlev2_long", "googlev2_short", "googlev2_telephony"}
    | {"googlev2_telephony_short", "deepgram_nova-2", "deepgram_nova-3"}
)


def one_of(*words: str) -> Check:
    """Exactly one of these words, case and all."""
    return frozenset(words).__contains__


def words_of(*words: str) -> Check:
    """One or more of these words, separated by spaces."""
    allowed = frozenset(words)
    return lambda value: bool(value.split()) and set(value.split()) <= allowed


def whole(least: int, most: int) -> Check:
    """A whole number within these bounds."""
    return lambda value: value.isdecimal() and least <= int(value) <= most


def matching(pattern: str) -> Check:
    """A text of this form."""
    compiled = re.compile(pattern)
    return lambda value: compiled.fullmatch(value) is not None


def either(*checks: Check) -> Check:
    """Whatever one of the checks accepts."""
    return lambda value: any(check(value) for check in checks)


def address(value: str) -> bool:
    """An absolute or relative address, with well-formed connection overrides."""
    try:
        parse_address(value, SOMEWHERE)
    except BadAddress:
        return False
    return True


def hints(value: str) -> bool:
    """Up to 500 entries of up to 100 characters, comma-separated."""
    entries = value.split(",")
    return len(entries) <= MOST_HINTS and all(len(e.strip()) <= LONGEST_HINT for e in entries)


YES_NO = one_of("true", "false")
METHOD = one_of("GET", "POST")
LANGUAGE = matching(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ANYTHING = matching(r"(?s).*")
NUMBER = matching(r"\+[1-9]\d{4,14}|client:[\w.+-]{1,256}")
CALL_EVENTS = words_of("initiated", "ringing", "answered", "completed")


def _nothing_else(_attributes: Mapping[str, str]) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class Rule:
    """What one element may hold. ``judge`` looks at attributes that depend on each other."""

    attributes: Mapping[str, Check] = field(default_factory=dict)
    children: frozenset[str] = frozenset()
    holds_text: bool = False
    needs_text: bool = False
    judge: Judge = _nothing_else


def _gather_judge(attributes: Mapping[str, str]) -> list[str]:
    problems = []
    if "speechModel" in attributes and not attributes.get("speechTimeout", "1").isdecimal():
        problems.append(INTEGER_SPEECH_TIMEOUT)
    if "speech" not in attributes.get("input", "dtmf").split():
        for name in ("language", "hints", "speechTimeout", "speechModel", "profanityFilter"):
            if name in attributes:
                problems.append(f"12200 {name} of <Gather> without speech in its input")
    problems += _method_without("action", attributes, "method")
    return problems


def _method_without(url: str, attributes: Mapping[str, str], method: str) -> Iterator[str]:
    if attributes.get(method) == "GET" and url not in attributes:
        yield f"12200 {method}=GET without {url}"


def _record_judge(attributes: Mapping[str, str]) -> list[str]:
    if attributes.get("transcribe") == "true":
        return ["12200 transcribe understands American English only; not for this product"]
    return []


SSML = frozenset({"break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub"})
_WORDS = frozenset({"w"}) | SSML
_SPOKEN = frozenset({"Say", "Play", "Pause"})
VERBS = _SPOKEN | {"Gather", "Record", "Dial", "Redirect", "Reject", "Hangup", "Start"}

_CALLBACK: dict[str, Check] = {
    "statusCallback": address,
    "statusCallbackEvent": CALL_EVENTS,
    "statusCallbackMethod": METHOD,
}
_RECORDING_CALLBACK: dict[str, Check] = {
    "recordingStatusCallback": address,
    "recordingStatusCallbackEvent": words_of("in-progress", "completed", "absent"),
    "recordingStatusCallbackMethod": METHOD,
    "trim": one_of("trim-silence", "do-not-trim"),
}

_GATHER: dict[str, Check] = {
    "input": one_of("dtmf", "speech", "dtmf speech", "speech dtmf"),
    "action": address,
    "method": METHOD,
    "timeout": whole(1, 600),
    "speechTimeout": either(whole(1, 600), one_of("auto")),
    "finishOnKey": matching(r"[0-9#*]?"),
    "numDigits": whole(1, 100),
    "language": LANGUAGE,
    "hints": hints,
    "actionOnEmptyResult": YES_NO,
    "bargeIn": YES_NO,
    "profanityFilter": YES_NO,
    "speechModel": SPEECH_MODELS.__contains__,
    "partialResultCallback": address,
    "partialResultCallbackMethod": METHOD,
}
_RECORD: dict[str, Check] = {
    "action": address,
    "method": METHOD,
    "timeout": whole(0, 600),
    "finishOnKey": matching(r"[0-9#*]*"),
    "maxLength": whole(2, 14_400),
    "playBeep": YES_NO,
    "transcribe": YES_NO,
    "transcribeCallback": address,
    **_RECORDING_CALLBACK,
}
_DIAL: dict[str, Check] = {
    "action": address,
    "method": METHOD,
    "timeout": whole(1, 600),
    "callerId": NUMBER,
    "answerOnBridge": YES_NO,
    "timeLimit": whole(1, 14_400),
    "hangupOnStar": YES_NO,
    "ringTone": matching(r"[a-z]{2}(-old)?"),
    "record": one_of(
        "do-not-record",
        "record-from-answer",
        "record-from-ringing",
        "record-from-answer-dual",
        "record-from-ringing-dual",
        "true",
        "false",
    ),
    "sequential": YES_NO,
    **_RECORDING_CALLBACK,
}

ABSOLUTE = matching(r"https?://.+")  # a relative one is silently never called

_CONFERENCE: dict[str, Check] = {
    "beep": one_of("true", "false", "onEnter", "onExit"),
    "startConferenceOnEnter": YES_NO,
    "endConferenceOnExit": YES_NO,
    "maxParticipants": whole(2, 250),
    "waitUrl": either(address, one_of("")),
    "waitMethod": METHOD,
    "participantLabel": matching(r"[A-Za-z0-9_-]{1,128}"),
}

_VOICE: dict[str, Rule] = {
    "Response": Rule({}, VERBS),
    "Say": Rule(
        {"voice": ANYTHING, "language": LANGUAGE, "loop": whole(0, 1000)}, _WORDS, True, True
    ),
    "Play": Rule({"loop": whole(0, 1000), "digits": matching(r"[0-9*#wW]+")}, holds_text=True),
    "Pause": Rule({"length": whole(1, 180)}),
    "Gather": Rule(_GATHER, _SPOKEN, judge=_gather_judge),
    "Record": Rule(_RECORD, judge=_record_judge),
    "Dial": Rule(_DIAL, frozenset({"Number", "Client", "Conference"}), holds_text=True),
    "Number": Rule(
        {"url": address, "method": METHOD, "sendDigits": matching(r"[0-9*#wW]+"), **_CALLBACK},
        holds_text=True,
        needs_text=True,
    ),
    "Client": Rule(
        {"url": address, "method": METHOD, **_CALLBACK},
        frozenset({"Identity", "Parameter"}),
        holds_text=True,
        needs_text=True,
    ),
    "Conference": Rule(_CONFERENCE, holds_text=True, needs_text=True),
    "Identity": Rule({}, holds_text=True, needs_text=True),
    "Parameter": Rule({"name": ANYTHING, "value": ANYTHING}),
    "Start": Rule({}, frozenset({"Recording", "Transcription"})),
    "Recording": Rule(
        {
            "recordingStatusCallback": ABSOLUTE,
            "recordingStatusCallbackEvent": words_of("in-progress", "completed", "absent"),
            "recordingStatusCallbackMethod": METHOD,
            "trim": one_of("trim-silence", "do-not-trim"),
            "track": one_of("inbound", "outbound", "both"),
            "channels": one_of("mono", "dual"),
        }
    ),
    "Transcription": Rule(
        {
            "name": ANYTHING,
            "track": one_of("inbound_track", "outbound_track", "both_tracks"),
            "statusCallbackUrl": ABSOLUTE,
            "statusCallbackMethod": METHOD,
            "languageCode": LANGUAGE,
            "transcriptionEngine": one_of("google", "deepgram"),
            "speechModel": ANYTHING,
            "partialResults": YES_NO,
            "profanityFilter": YES_NO,
            "enableAutomaticPunctuation": YES_NO,
            "hints": hints,
        }
    ),
    "Redirect": Rule({"method": METHOD}, holds_text=True),
    "Reject": Rule({"reason": one_of("rejected", "busy")}),
    "Hangup": Rule(),
    "break": Rule({"strength": ANYTHING, "time": matching(r"\d+(ms|s)")}),
    "emphasis": Rule({"level": one_of("strong", "moderate", "reduced")}, _WORDS, True),
    "lang": Rule(
        {"xml:lang": LANGUAGE, "{http://www.w3.org/XML/1998/namespace}lang": LANGUAGE}, _WORDS, True
    ),
    "p": Rule({}, _WORDS, True),
    "phoneme": Rule({"alphabet": one_of("ipa", "x-sampa"), "ph": ANYTHING}, holds_text=True),
    "prosody": Rule({"volume": ANYTHING, "rate": ANYTHING, "pitch": ANYTHING}, _WORDS, True),
    "s": Rule({}, _WORDS, True),
    "say-as": Rule({"interpret-as": ANYTHING, "format": ANYTHING}, holds_text=True),
    "sub": Rule({"alias": ANYTHING}, holds_text=True),
    "w": Rule({"role": ANYTHING}, holds_text=True),
}

_MESSAGING: dict[str, Rule] = {
    "Response": Rule({}, frozenset({"Message", "Redirect"})),
    "Message": Rule(
        {"to": NUMBER, "from": ANYTHING, "action": address, "method": METHOD}
        | {"statusCallback": address},
        frozenset({"Body"}),
        holds_text=True,
        needs_text=True,
    ),
    "Body": Rule({}, holds_text=True, needs_text=True),
    "Redirect": Rule({"method": METHOD}, holds_text=True),
}


def rules_for(voice: bool) -> dict[str, Rule]:
    """The rules of voice documents, or of answers to text messages."""
    return _VOICE if voice else _MESSAGING
