"""A call script: how a call is answered, what is asked, where each answer leads. The model.

The shape of the files in call_scripts/; docs/call-scripts.md explains them to their authors.
Here a script is checked piece by piece; check.py looks at the pieces together.
"""

import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from telesec.scripts.places import declared_languages, spread_single_language
from telesec.values.language import DEFAULT_LANGUAGE, Language

# Twilio, error 13521: a text of <Say> may not be over 4,500 characters URL-encoded, where an
# accented letter counts as six; 700 stays under it even when nearly every letter has one.
LONGEST_TEXT = 700
LONGEST_GREETING = 250
# Twilio, <Gather> hints: up to 500 entries of up to 100 characters, separated by commas.
LONGEST_HINT = 100
MOST_HINTS = 500
MOST_CHOICES = 8

placeholders = frozenset({"client"})
"""What may stand in braces in a text; filled when it is spoken (see ``filled``)."""

RESERVED_KEYS = {
    "0": "asks for a person",
    "9": "changes the language",
    "*": "repeats the question",
}

DEFAULT_ANNOUNCE = {
    Language.FR: "Je suis un assistant vocal automatique.",
    Language.EN: "I’m an automated voice assistant.",
}


def filled(text: str, client: str) -> str:
    """The text as it is spoken: ``{client}`` becomes the client's spoken name."""
    return text.replace("{client}", client)


def _printable(text: str) -> str:
    """The text in one line; ValueError on control characters or when nothing is left."""
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\t\r\n" for c in text):
        raise ValueError("contains a control character")
    line = " ".join(text.split())
    if not line:
        raise ValueError("is empty")
    return line


def _spoken(text: str) -> str:
    """The text as it can be said: printable, not too long, only known placeholders."""
    line = _printable(text)
    if len(line) > LONGEST_TEXT:
        raise ValueError(f"is {len(line)} characters long; at most {LONGEST_TEXT} can be said")
    for name in re.findall(r"\{([^{}]*)\}", line):
        if name not in placeholders:
            raise ValueError(f"{{{name}}} is no placeholder; there is only {{client}}")
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", line)):
        raise ValueError("has a brace without its other half")
    return line


def _short(text: str) -> str:
    if len(text) > LONGEST_GREETING:
        raise ValueError(f"is {len(text)} characters long; a greeting has at most 250")
    return text


def _phrase(text: str) -> str:
    """Words a caller may say; they also go to the recogniser, so they obey the rules of hints."""
    line = _printable(text)
    if len(line) > LONGEST_HINT:
        raise ValueError(f"is {len(line)} characters long; the recogniser takes {LONGEST_HINT}")
    if "," in line:
        raise ValueError("has a comma: the recogniser would take it for two entries")
    if not any(character.isalnum() for character in line):
        raise ValueError("has no letter and no digit")
    return line


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", text):
        raise ValueError(
            f"{text!r} is not a name: up to 40 of a-z, 0-9, - and _, a letter first, no accents"
        )
    return text


def _free_key(value: Any) -> Any:
    """A key of a choice; numbers are taken too, since ``key: 1`` is what people write."""
    key = str(value) if isinstance(value, int) else value
    if isinstance(key, str) and key in RESERVED_KEYS:
        raise ValueError(f"{key} is reserved everywhere: it {RESERVED_KEYS[key]}")
    if not (isinstance(key, str) and re.fullmatch("[1-8]", key)):
        raise ValueError("must be a key from 1 to 8")
    return key


def _per_language(value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError("must be given once per language, as {fr: ..., en: ...}")  # noqa: TRY004
    return value


def _not_repeated(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    if not languages:
        raise ValueError("must name at least one language")
    if len(set(languages)) < len(languages):
        raise ValueError("names a language twice")
    return languages


PerLanguage = BeforeValidator(_per_language)
Slug = Annotated[str, AfterValidator(_slug)]
Text = Annotated[str, AfterValidator(_spoken)]
Phrase = Annotated[str, AfterValidator(_phrase)]
Texts = Annotated[dict[Language, Text], PerLanguage]
ShortTexts = Annotated[dict[Language, Annotated[Text, AfterValidator(_short)]], PerLanguage]
Words = Annotated[dict[Language, tuple[Phrase, ...]], PerLanguage]
Hints = Annotated[
    dict[Language, Annotated[tuple[Phrase, ...], Field(max_length=MOST_HINTS)]], PerLanguage
]
RingSeconds = Annotated[int, Field(ge=5, le=60)]


class Piece(BaseModel):
    """A frozen piece of a script; unknown fields are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Trade(StrEnum):
    """What the client does; each but ``other`` has a preset."""

    MEDICAL = "medical"
    DENTAL = "dental"
    LEGAL = "legal"
    ACCOUNTING = "accounting"
    REAL_ESTATE = "real_estate"
    ARTISAN = "artisan"
    OTHER = "other"


class WhoAnswers(StrEnum):
    """Who takes the call first; ``secretary`` is rung, then the assistant takes it."""

    ASSISTANT = "assistant"
    SECRETARY = "secretary"


class AnswerFirst(Piece):
    """Who answers first, within opening hours and outside; a single word means both."""

    open: WhoAnswers = WhoAnswers.ASSISTANT
    closed: WhoAnswers = WhoAnswers.ASSISTANT
    seconds: RingSeconds = 20  # the secretary is rung this long

    @model_validator(mode="before")
    @classmethod
    def _from_word(cls, data: Any) -> Any:
        return {"open": data, "closed": data} if isinstance(data, str) else data


class Greeting(Piece):
    """What is said first, the client's name before all; ``closed`` outside opening hours."""

    open: ShortTexts
    closed: ShortTexts | None = None  # None: the same as open

    @model_validator(mode="before")
    @classmethod
    def _from_texts(cls, data: Any) -> Any:
        plain = not (isinstance(data, dict) and ("open" in data or "closed" in data))
        return {"open": data} if plain and not isinstance(data, cls) else data

    def texts(self, *, is_open: bool) -> dict[Language, str]:
        """The greeting for now: the client is open, or not."""
        return self.open if is_open or self.closed is None else self.closed


class Urgent(Piece):
    """What counts as urgent whenever the caller says it, and what then happens."""

    # Phrases of the client's own; those of its trade are always heard.
    words: Words = {}
    life_threatening: Words = {}  # these callers are told to dial 15 or 112 first
    say: Texts
    then: Slug


class Choice(Piece):
    """One way out of a menu: by its key, or by one of its words."""

    key: Annotated[str, BeforeValidator(_free_key)]
    words: Words
    intent: Slug | None = None
    go: Slug
    label: Texts  # what it is for: "pour un rendez-vous"; the key is read out after it


class MenuStep(Piece):
    """Asks a question and goes where the answer leads."""

    menu: Texts
    choices: tuple[Choice, ...]


class SayStep(Piece):
    """Says something and goes on."""

    say: Texts
    go: Slug


class AppointmentTerms(Piece):
    """What may be booked; empty means everything the client offers."""

    types: tuple[Slug, ...] = ()
    practitioners: tuple[Slug, ...] = ()
    offers: Annotated[int, Field(ge=1, le=3)] = 3  # slots offered at a time
    ask_reason: bool = False


def _nothing_said(value: Any) -> Any:
    return {} if value is None else value


class AppointmentStep(Piece):
    """Books an appointment; ``otherwise`` when no slot is found or none is wanted."""

    appointment: Annotated[AppointmentTerms, BeforeValidator(_nothing_said)]
    go: Slug
    otherwise: Slug


class MessageTerms(Piece):
    """What a message is about and what is asked for it."""

    ask: Texts  # what to say about the matter
    ask_name: bool = True
    ask_number: bool = True
    urgency: Literal["routine", "urgent"] = "routine"
    subject: Texts | None = None


class MessageStep(Piece):
    """Takes a message for the client."""

    message: MessageTerms
    go: Slug


class TransferTerms(Piece):
    """Who is rung, for how long, and what the caller hears before."""

    to: Slug  # secretary, on_call, or the key of one of the client's contacts
    say: Texts
    seconds: RingSeconds = 20
    announce: bool = True  # the person rung hears who calls and accepts with a key


class TransferStep(Piece):
    """Passes the call on; ``otherwise`` when nobody takes it."""

    transfer: TransferTerms
    otherwise: Slug


class EndStep(Piece):
    """Says goodbye and hangs up."""

    end: Texts


STEP_KINDS = ("menu", "say", "appointment", "message", "transfer", "end")


def _kind_of(step: Any) -> str | None:
    """The tag of a step; its kind is implied by the one key that only this kind has.

    Tags differ from keys on purpose: a tag in a mistake's place must not pass for a key.
    """
    present = [
        kind
        for kind in STEP_KINDS
        if (kind in step if isinstance(step, dict) else hasattr(step, kind))
    ]
    return f"{present[0]} step" if len(present) == 1 else None


Step = Annotated[
    Annotated[MenuStep, Tag("menu step")]
    | Annotated[SayStep, Tag("say step")]
    | Annotated[AppointmentStep, Tag("appointment step")]
    | Annotated[MessageStep, Tag("message step")]
    | Annotated[TransferStep, Tag("transfer step")]
    | Annotated[EndStep, Tag("end step")],
    Discriminator(
        _kind_of,
        custom_error_type="step_kind",
        custom_error_message="must have exactly one of: " + ", ".join(STEP_KINDS),
    ),
]


class Script(Piece):
    """Everything about how calls to one client are answered. Texts may hold ``{client}``."""

    name: Slug  # the file's name without .yaml
    trade: Trade
    languages: Annotated[tuple[Language, ...], AfterValidator(_not_repeated)] = (DEFAULT_LANGUAGE,)
    answer_first: AnswerFirst = AnswerFirst()
    greeting: Greeting
    announce: Texts  # that it is an automatic assistant: EU AI Act, article 50
    hints: Hints = {}
    urgent: Urgent | None = None
    start: Slug
    steps: Annotated[dict[Slug, Step], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, data: Any) -> Any:
        """Plain texts go under the only language; the announcement has a good default."""
        if not isinstance(data, dict):
            return data
        announce = {code: DEFAULT_ANNOUNCE[code] for code in declared_languages(data)}
        return spread_single_language({"announce": announce, **data})

    def step(self, name: str) -> Step:
        """The step of that name; KeyError when there is none (checked scripts name no such)."""
        return self.steps[name]

    def next_steps(self, step: Step) -> tuple[str, ...]:
        """The names of the steps that may follow ``step``, each once, in the file's order."""
        match step:
            case MenuStep():
                names = [choice.go for choice in step.choices]
            case AppointmentStep():
                names = [step.go, step.otherwise]
            case TransferStep():
                names = [step.otherwise]
            case EndStep():
                names = []
            case _:
                names = [step.go]
        return tuple(dict.fromkeys(names))
