"""A call as text: who said what, line by line."""

from collections.abc import Iterable

from telesec.calls.lifecycle import Exchange
from telesec.values.conversation import Heard, HeardKind
from telesec.values.language import Language

CALLER = {Language.FR: "Appelant", Language.EN: "Caller"}
ASSISTANT = {Language.FR: "Assistant", Language.EN: "Assistant"}
PRESSED = {Language.FR: "touche {keys}", Language.EN: "key {keys}"}
RECORDED = {
    Language.FR: "message enregistré, {seconds} s",
    Language.EN: "recorded message, {seconds} s",
}


def transcript_of(exchanges: Iterable[Exchange], language: Language) -> str:
    """The conversation, one line for each thing said, the labels in ``language``."""
    lines: list[str] = []
    for one in exchanges:
        heard = _heard(one.heard, language)
        if heard:
            lines.append(f"{CALLER[language]} : {heard}")
        said = " ".join(sentence.text for sentence in one.prompt.says)
        if said:
            lines.append(f"{ASSISTANT[language]} : {said}")
    return "\n".join(lines)


def _heard(heard: Heard, language: Language) -> str:
    if heard.kind == HeardKind.SPEECH:
        return heard.text
    if heard.kind == HeardKind.DIGITS:
        return f"[{PRESSED[language].format(keys=heard.text)}]"
    if heard.kind == HeardKind.RECORDING:
        return f"[{RECORDED[language].format(seconds=heard.recording_seconds)}]"
    return ""
