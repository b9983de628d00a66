"""What passes between a call and the assistant: what was heard, and what is done next.

Neither knows the carrier: gateways/telephony.py turns a Prompt into TwiML, web/voice turns a
webhook into Heard. Both are kept as JSON with the call, so that a repeated webhook gets the
same answer again.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from telesec.values.language import Language


class Part(BaseModel):
    """A frozen value that travels as JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class HeardKind(StrEnum):
    """How something came to us."""

    CALL = "call"  # the caller has just reached us
    SPEECH = "speech"  # words, as the carrier's recogniser wrote them
    DIGITS = "digits"  # keys pressed
    SILENCE = "silence"  # nothing within the time we listened
    RECORDING = "recording"  # a recorded message has ended
    RING_OVER = "ring_over"  # someone was rung: answered and done, or not reached


class RingOutcome(StrEnum):
    """How ringing somebody ended. ``taken``: a person accepted, and the talk is over."""

    TAKEN = "taken"
    PICKED_UP = "picked_up"  # and the carrier does not say whether they talked
    REFUSED = "refused"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    FAILED = "failed"


class Reading(Part):
    """What a language model proposes of words that we did not understand ourselves.

    Nothing but a key that the open question offers, or words of the caller's own.
    """

    key: str = ""
    quote: str = ""


class Unclear(Part):
    """An open question and an answer to it that we did not understand, for a language model."""

    language: Language
    asked: str
    said: str
    keys: dict[str, str]  # what may be meant, by the key that says the same
    quotes: bool  # whether the caller's own words, freed of what is around them, may help


class Heard(Part):
    """One thing that reached us during a call."""

    kind: HeardKind
    text: str = ""  # words or keys
    confidence: float | None = None  # 0..1, when the recogniser says so
    recording_sid: str = ""
    recording_url: str = ""
    recording_seconds: int = 0
    ring_outcome: RingOutcome | None = None
    ring_seconds: int = 0  # of talk with the person, as the carrier counted them
    reading: Reading | None = None  # proposed by a language model, and checked


class Aloud(StrEnum):
    """How a part of a sentence is to be said, by a voice that can."""

    NUMBER = "number"  # a telephone number, group by group, to be written down
    CHOICE = "choice"  # one of several, with a pause between
    LETTERS = "letters"  # a name letter by letter, "D, U, P"


class Spoken(Part):
    """Words of a sentence, and how they are to be said."""

    text: str
    aloud: Aloud


class Sentence(Part):
    """Something to say aloud, and in which language's voice. The text is all of it; ``parts`` are
    words in it that want pauses, in their order.
    """

    text: str
    language: Language
    parts: tuple[Spoken, ...] = ()


class Listen(Part):
    """Wait for words or keys. What comes is sent back as the next turn."""

    kind: Literal["listen"] = "listen"
    language: Language = Language.FR
    speech: bool = True
    hints: tuple[str, ...] = ()  # words the recogniser should expect
    max_digits: int | None = None  # None: until the finish key or a pause
    seconds: int = 5  # of silence before we give up waiting
    pause_seconds: int | None = None  # of silence that end what is said; None: as they judge


class Ring(Part):
    """Ring people, all together; the first to press the accept key talks with the caller."""

    kind: Literal["ring"] = "ring"
    numbers: tuple[str, ...]  # E.164
    seconds: int = 20
    # What the person hears on picking up, before accepting; None: joined with the caller at once.
    announce: Sentence | None
    before_answering: bool = False  # the caller keeps hearing the ring tone; not answered yet
    recorded: bool = False  # their talk, from the moment they are joined


class Sound(StrEnum):
    """What a waiting caller hears between our sentences."""

    RING = "ring"  # as if the telephone rang, for whoever expects just that
    WAIT = "wait"


class Hold(Part):
    """The caller waits for a person; any key leaves a message instead. Asked again and again."""

    kind: Literal["hold"] = "hold"
    sound: Sound


class Join(Part):
    """Let the caller talk with the person who waits in ``room``."""

    kind: Literal["join"] = "join"
    room: str
    recorded: bool = False  # their talk


class RecordMessage(Part):
    """Record a plain message after the tone; ``transcribed``: and have it written down."""

    kind: Literal["record"] = "record"
    max_seconds: int = 180
    transcribed: Language | None = None


class HangUp(Part):
    """End the call."""

    kind: Literal["hang_up"] = "hang_up"


class Refuse(Part):
    """Do not answer at all (unbilled by the carrier); only as the first prompt of a call."""

    kind: Literal["refuse"] = "refuse"


Next = Annotated[
    Listen | Ring | Hold | Join | RecordMessage | HangUp | Refuse, Field(discriminator="kind")
]


class Prompt(Part):
    """What we say, then what we do."""

    says: tuple[Sentence, ...] = ()
    then: Next
