"""<Start><Transcription>: what is said is written down beside the document.

https://www.twilio.com/docs/voice/twiml/transcription
"""

import json
from collections.abc import Callable
from itertools import count

from telesec.simulator.call_facts import CallFacts, new_sid
from telesec.simulator.twiml import Verb

Tell = Callable[[dict[str, str], str], None]  # fields, method


class Transcribing:
    """A transcription of what the caller says, from where it was started to the call's end."""

    def __init__(self, facts: CallFacts, verb: Verb, tell: Tell) -> None:
        self._facts, self._verb, self._tell = facts, verb, tell
        self._sid = new_sid("GT")
        self._sequence = count(1)
        self._event(
            "started",
            {
                "LanguageCode": self.language,
                "TranscriptionEngine": verb.get("transcriptionEngine", "google"),
                "Track": verb.get("track", "both_tracks"),
                "PartialResults": verb.get("partialResults", "false"),
            },
        )

    @property
    def language(self) -> str:
        """What it listens for."""
        return self._verb.get("languageCode", "en-US")

    def hears(self, text: str) -> None:
        """The caller has said this: told sentence by sentence."""
        if self._verb.get("track", "both_tracks") == "outbound_track":
            return
        for sentence in _sentences(text):
            data = json.dumps({"transcript": sentence, "confidence": 0.94})
            self._event(
                "content",
                {
                    "LanguageCode": self.language,
                    "Track": "inbound_track",
                    "Final": "true",
                    "TranscriptionData": data,
                },
            )

    def stop(self) -> None:
        """The call is over."""
        self._event("stopped", {})

    def _event(self, name: str, fields: dict[str, str]) -> None:
        told = {
            "AccountSid": self._facts.account_sid,
            "CallSid": self._facts.sid,
            "TranscriptionSid": self._sid,
            "TranscriptionEvent": f"transcription-{name}",
            "SequenceId": str(next(self._sequence)),
        }
        method = self._verb.get("statusCallbackMethod", "POST")
        self._tell(told | fields, method)


def _sentences(text: str) -> list[str]:
    """In pieces, as a recogniser gives them."""
    pieces = text.replace("?", "?\n").replace(". ", ".\n").splitlines()
    return [piece.strip() for piece in pieces if piece.strip()]
