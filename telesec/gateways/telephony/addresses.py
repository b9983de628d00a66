"""The addresses under which the carrier reaches us. Ids only: no words of a caller's, no names.

A fragment such as ``#rc=2`` is for the carrier alone: it is neither sent nor signed.
https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""

from dataclasses import dataclass

INCOMING = "/voice/incoming"
STATUS = "/voice/status"
FALLBACK = "/voice/fallback"
FALLBACK_RECORDED = "/voice/fallback/recorded"
RECORDING = "/voice/recording"
TALK = "/voice/talk"
TRANSCRIPT = "/voice/transcript"
TEXT_INCOMING = "/sms/incoming"
CHECK = "/voice/check"

# A turn is safe to repeat, so the carrier may try again at once when we were not there.
TRY_AGAIN = "#rc=2&rp=ct,5xx"
# A lost status callback is a call without an end: every failure is tried again.
TRY_HARD = "#rc=5&rp=all"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Webhook addresses below our public base."""

    public_url: str

    def incoming(self) -> str:
        """Voice URL of every line."""
        return self.public_url + INCOMING + TRY_AGAIN

    def fallback(self) -> str:
        """Voice fallback URL of every line; answers without the database."""
        return self.public_url + FALLBACK + TRY_AGAIN

    def status(self) -> str:
        """Status callback of every line: asked once, when the call has ended."""
        return self.public_url + STATUS + TRY_HARD

    def turn(self, number: int) -> str:
        """Where the answer to prompt ``number`` goes."""
        return f"{self.public_url}/voice/turn/{number}{TRY_AGAIN}"

    def carried_turn(self, number: int, carried: str) -> str:
        """The same turn again after a fault, with what was heard carried along, sealed."""
        return f"{self.public_url}/voice/turn/{number}?carried={carried}{TRY_AGAIN}"

    def screen(self, call_sid: str, number: int) -> str:
        """What a person hears who picks up for prompt ``number``."""
        return f"{self.public_url}/voice/screen/{call_sid}/{number}{TRY_AGAIN}"

    def screened(self, call_sid: str, number: int) -> str:
        """Where that person's key goes."""
        return f"{self.public_url}/voice/screened/{call_sid}/{number}{TRY_AGAIN}"

    def sound(self, name: str) -> str:
        """A sound that callers hear while they wait."""
        return f"{self.public_url}/voice/sounds/{name}.wav"

    def leg(self, leg_id: int) -> str:
        """What a person hears whom we rang and who picked up."""
        return f"{self.public_url}/voice/leg/{leg_id}{TRY_AGAIN}"

    def leg_key(self, leg_id: int) -> str:
        """Where that person's key goes."""
        return f"{self.public_url}/voice/leg/{leg_id}/key{TRY_AGAIN}"

    def leg_status(self, leg_id: int) -> str:
        """Where the carrier says what became of that leg."""
        return f"{self.public_url}/voice/leg/{leg_id}/status{TRY_HARD}"

    def recording(self) -> str:
        """Where the carrier says that a recording is ready."""
        return self.public_url + RECORDING + TRY_HARD

    def talk(self) -> str:
        """Where the carrier says that the recording of a talk with a person is ready."""
        return self.public_url + TALK + TRY_HARD

    def transcript(self) -> str:
        """Where the carrier says what it has understood of a recorded message."""
        return self.public_url + TRANSCRIPT + TRY_HARD

    def fallback_recorded(self) -> str:
        """Where a recording made without the database goes."""
        return self.public_url + FALLBACK_RECORDED + TRY_HARD

    def text_incoming(self) -> str:
        """SMS URL of every line."""
        return self.public_url + TEXT_INCOMING + TRY_AGAIN

    def text_status(self, notification_id: int) -> str:
        """Where the carrier says what became of the text message of that notification."""
        return f"{self.public_url}/sms/status/{notification_id}{TRY_HARD}"
