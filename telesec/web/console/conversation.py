"""What was said in a call, turn by turn, as the pages show it."""

from typing import Any

from telesec.calls.call import Call, Turn
from telesec.values.conversation import Heard, HeardKind, Ring
from telesec.web.translations import _, clock_time


def bubbles(call: Call, turns: list[Turn]) -> list[dict[str, Any]]:
    """Each thing heard or said: whose it is, the words, the client's wall time with seconds."""
    said = []
    for turn in turns:
        at = clock_time(turn.at, call.client)
        if heard := heard_words(turn.heard):
            said.append({"who": "caller", "text": heard, "at": at})
        if text := " ".join(sentence.text for sentence in turn.prompt.says):
            said.append({"who": "assistant", "text": text, "at": at})
        if isinstance(turn.prompt.then, Ring):
            said.append({"who": "house", "text": _("on appelle quelqu’un"), "at": at})
    return said


def heard_words(heard: Heard) -> str:
    """What came from the caller, in words; empty when nothing did."""
    match heard.kind:
        case HeardKind.SPEECH:
            return heard.text
        case HeardKind.DIGITS:
            return _("[touche %(keys)s]") % {"keys": heard.text}
        case HeardKind.RECORDING:
            seconds = heard.recording_seconds
            return _("[message enregistré, %(seconds)s s]") % {"seconds": seconds}
    return ""
