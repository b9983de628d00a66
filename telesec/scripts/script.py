"""A call script: how a call is answered, what is asked, where each answer leads. The model.

The shape of the files in call_scripts/; docs/call-scripts.md explains them to their authors.
Here a script is checked piece by piece; check.py looks at the pieces together.
"""

import re
from datetime import datetime, time, timedelta
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
from telesec.scripts.texts import Hints, ShortTexts, Slug, StatusTexts, Texts, Words
from telesec.values.language import DEFAULT_LANGUAGE, Language
from telesec.values.opening_hours import minute_of_day
from telesec.values.telephone import NotATelephoneNumber, parse_number

MOST_CHOICES = 8

RESERVED_KEYS = {
    "0": "asks for a person",
    "9": "changes the language",
    "*": "repeats the question",
}

DEFAULT_ANNOUNCE = {
    Language.FR: "Je suis un assistant vocal automatique.",
    Language.EN: "I’m an automated voice assistant.",
}


def _free_key(value: Any) -> Any:
    """A key of a choice; numbers are taken too, since ``key: 1`` is what people write."""
    key = str(value) if isinstance(value, int) else value
    if isinstance(key, str) and key in RESERVED_KEYS:
        raise ValueError(f"{key} is reserved everywhere: it {RESERVED_KEYS[key]}")
    if not (isinstance(key, str) and re.fullmatch("[1-8]", key)):
        raise ValueError("must be a key from 1 to 8")
    return key


def _not_repeated(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    if not languages:
        raise ValueError("must name at least one language")
    if len(set(languages)) < len(languages):
        raise ValueError("names a language twice")
    return languages


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
    """Who takes the call first."""

    ASSISTANT = "assistant"
    SECRETARY = "secretary"  # is rung, then the assistant takes it
    QUEUE = "queue"  # the caller waits for a secretary, then leaves a message
    VOICEMAIL = "voicemail"


def _answerer(value: str) -> str:
    if value in set(WhoAnswers):
        return value
    try:
        return parse_number(value)
    except NotATelephoneNumber as error:
        words = ", ".join(WhoAnswers)
        raise ValueError(f"{value!r} is neither {words}, nor a telephone number") from error


Answerer = Annotated[str, AfterValidator(_answerer)]  # a WhoAnswers, or a number in E.164


class AnswerFirst(Piece):
    """Who answers first, within opening hours and outside; a single word means both."""

    open: Answerer = WhoAnswers.ASSISTANT
    closed: Answerer = WhoAnswers.ASSISTANT
    seconds: RingSeconds = 20  # the secretary, or a number, is rung this long
    wait_seconds: Annotated[int, Field(ge=20, le=1_800)] = 180  # nobody queues longer
    promise_seconds: Annotated[int, Field(ge=5, le=600)] = 30  # in which a person shall answer

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


def _minute(value: Any) -> Any:
    return minute_of_day(value) if isinstance(value, str) else value


class StatusRule(Piece):
    """What a status of the client changes, such as "in surgery" or "on leave"."""

    label: Texts  # for the secretary and the client
    answer_first: Answerer | None = None  # None: as the opening hours say
    say: StatusTexts | None = None  # said after the greeting; ``{until}`` is when it ends
    until: Annotated[int | None, BeforeValidator(_minute)] = None  # of the day; None: no usual end

    def usual_end(self, begins: datetime) -> datetime | None:
        """When it ends if nobody says otherwise: the next such wall time. Naive local times."""
        if self.until is None:
            return None
        ends = datetime.combine(begins.date(), time()) + timedelta(minutes=self.until)
        return ends if ends > begins else ends + timedelta(days=1)


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
    # False: a blind transfer. Whoever, or whatever, picks up is joined with the caller at once.
    announce: bool = True
    # How often all of them are rung in turn; None: those on call twice, anybody else once.
    rounds: Annotated[int, Field(ge=1, le=5)] | None = None


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
    statuses: dict[Slug, StatusRule] = {}
    vip: Slug = "secretary"  # to whom a VIP is put through: secretary, on_call or a contact
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
