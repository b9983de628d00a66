"""What happens on the network, as it happens: for printing conversations live."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened at ``instant`` in the call ``call_sid`` (empty for text messages)."""

    instant: datetime
    call_sid: str


@dataclass(frozen=True, slots=True)
class CallStarted(Event):
    """Somebody dials one of the numbers."""

    caller: str
    number: str
    label: str
    name: str = ""
    forwarded_from: str = ""


@dataclass(frozen=True, slots=True)
class Said(Event):
    """The caller heard this."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class CallerSaid(Event):
    """The caller said this, and was listened to."""

    text: str


@dataclass(frozen=True, slots=True)
class CallerPressed(Event):
    """The caller pressed keys."""

    keys: str


@dataclass(frozen=True, slots=True)
class CallerSilent(Event):
    """The caller was listened to and said nothing."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Ringing(Event):
    """Somebody's telephone rings."""

    number: str


@dataclass(frozen=True, slots=True)
class PersonHeard(Event):
    """Somebody who picked up heard this before talking with the caller."""

    number: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class PersonAnswered(Event):
    """Somebody who was rung picked up; ``joined``: and now talks with the caller."""

    number: str
    joined: bool


@dataclass(frozen=True, slots=True)
class Recorded(Event):
    """The caller left a recorded message."""

    recording_sid: str
    text: str
    seconds: int


@dataclass(frozen=True, slots=True)
class TextMessage(Event):
    """A text message was sent."""

    sender: str
    to: str
    body: str
    message_sid: str


@dataclass(frozen=True, slots=True)
class CallEnded(Event):
    """The call is over; seconds from answer to end."""

    status: str
    duration_seconds: int
