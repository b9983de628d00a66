"""What a call may be waiting for, what may come, and how a call is torn away from it."""

from dataclasses import dataclass

ANY_KEY = "1234567890*#"
LONGEST_SPEECH_SECONDS = 60
SPOKEN_PER_SECOND = 15  # characters a voice of ours speaks in a second
CALLER_SPEAKS_PER_SECOND = 12


@dataclass(frozen=True, slots=True)
class Listening:
    """A <Gather> waits for words, keys, or both."""

    for_words: bool
    for_keys: bool
    language: str
    timeout_seconds: int
    finish_on_key: str
    most_keys: int | None


@dataclass(frozen=True, slots=True)
class Taping:
    """A <Record> waits for somebody to speak."""

    timeout_seconds: int  # of silence; 0: for ever
    finish_on_key: str
    most_seconds: int


@dataclass(frozen=True, slots=True)
class Looping:
    """Something is said or played until the caller hangs up."""


@dataclass(frozen=True, slots=True)
class Talking:
    """The caller talks with a person, in their own time: until one of the two hangs up."""

    number: str


@dataclass(frozen=True, slots=True)
class Conferring:
    """Somebody waits in a conference room for the other."""


Wait = Listening | Taping | Looping | Talking | Conferring


@dataclass(frozen=True, slots=True)
class Words:
    """The caller spoke."""

    text: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Keys:
    """The caller pressed keys, one after the other."""

    keys: str


@dataclass(frozen=True, slots=True)
class Silence:
    """The caller let the time pass."""


@dataclass(frozen=True, slots=True)
class SpokenMessage:
    """The caller spoke into a recording, then pressed ``then`` ("": fell silent)."""

    text: str
    seconds: int
    then: str  # a key, "" or "hangs_up"


Reply = Words | Keys | Silence | SpokenMessage

HANGS_UP = "hangs_up"


@dataclass(frozen=True, slots=True)
class Request:
    """The next document to fetch."""

    url: str
    method: str = "POST"
    fields: tuple[tuple[str, str], ...] = ()


class HungUp(Exception):
    """The person on this telephone put the receiver down."""


class Over(Exception):
    """The leg ends here, with this final status."""

    def __init__(self, status: str = "completed") -> None:
        super().__init__(status)
        self.status = status


class TornAway(Exception):
    """The REST API took the call out of its document. ``request`` None: ends it."""

    def __init__(self, request: Request | None = None, document: bytes | None = None) -> None:
        super().__init__("redirected by the REST API")
        self.request, self.document = request, document


class PartnerGone(TornAway):
    """The other one has left the conference, which ends it."""

    def __init__(self, *, by_hanging_up: bool = False) -> None:
        super().__init__()
        self.by_hanging_up = by_hanging_up  # and it is this very person who put it down
