"""The steps of a call script: what is said or asked at each, and where it leads."""

import re
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from telesec.scripts.conditions import Condition
from telesec.scripts.pieces import Piece, RingSeconds, one_or_several
from telesec.scripts.texts import Slug, Texts, Words

MOST_CHOICES = 8

RESERVED_KEYS = {
    "0": "asks for a person",
    "9": "changes the language",
    "*": "repeats the question",
}


def _free_key(value: Any) -> Any:
    """A key of a choice; numbers are taken too, since ``key: 1`` is what people write."""
    key = str(value) if isinstance(value, int) else value
    if isinstance(key, str) and key in RESERVED_KEYS:
        raise ValueError(f"{key} is reserved everywhere: it {RESERVED_KEYS[key]}")
    if not (isinstance(key, str) and re.fullmatch("[1-8]", key)):
        raise ValueError("must be a key from 1 to 8")
    return key


class Choice(Piece):
    """One way out of a menu: by its key, or by one of its words."""

    key: Annotated[str, BeforeValidator(_free_key)]
    words: Words
    intent: Annotated[tuple[Slug, ...], BeforeValidator(one_or_several)] = ()
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


class AnswerKind(StrEnum):
    """What a question is answered with; it is understood, and written down, as such."""

    YES_NO = "yes_no"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"  # also one that is past, such as a date of birth


class QuestionStep(Piece):
    """Asks a question; the answer is kept with the message or the appointment of the call."""

    ask: Texts
    answer: AnswerKind = AnswerKind.TEXT
    note: Texts | None = None  # what the answer is written down as; None: it is not
    # What callers say unasked that answers it: of each list one; for a number, right after it.
    told: tuple[Words, ...] = ()
    told_by_name: bool = False  # a name right after a word of the first list tells all
    told_yes: Words | None = None
    told_no: Words | None = None
    # To a yes or a no its own way, or one way for all.
    yes: Slug | None = None
    no: Slug | None = None
    go: Slug | None = None

    @model_validator(mode="after")
    def _leads_on(self) -> Self:
        if self.answer is AnswerKind.YES_NO:
            if not (self.go or (self.yes and self.no)):
                raise ValueError("needs the steps yes and no, or go for both")
            if self.go and self.yes and self.no:
                raise ValueError("has yes, no and go; one of them can never be taken")
        elif self.yes or self.no:
            raise ValueError("yes and no are for answer: yes_no")
        elif not self.go:
            raise ValueError("needs go: the step after it")
        if self.told and self.answer not in {AnswerKind.TEXT, AnswerKind.NUMBER}:
            raise ValueError("told is for answer: text or number; yes_no has told_yes and told_no")
        if self.told_by_name and not (self.told and self.answer is AnswerKind.TEXT):
            raise ValueError("told_by_name is for answer: text, and needs told")
        if (self.told_yes or self.told_no) and self.answer is not AnswerKind.YES_NO:
            raise ValueError("told_yes and told_no are for answer: yes_no")
        if self.answer is not AnswerKind.YES_NO and self.note is None:
            raise ValueError("needs note: what the answer is written down as")
        return self


class Case(Piece):
    """One way on, taken when its condition holds."""

    when: Condition
    go: Slug


class CasesStep(Piece):
    """Asks nothing: goes the way of the first case that holds, or ``otherwise``."""

    cases: Annotated[tuple[Case, ...], Field(min_length=1, max_length=MOST_CHOICES)]
    otherwise: Slug


Offers = Annotated[int, Field(ge=1, le=3)]  # slots offered at a time


class AppointmentTerms(Piece):
    """What may be booked; empty means everything the client offers."""

    types: tuple[Slug, ...] = ()
    practitioners: tuple[Slug, ...] = ()
    offers: Offers = 3
    ask_reason: bool = False
    ask_reason_as: Texts | None = None  # in the trade's own words; None: "quel est le motif ?"
    ask_birth_date: bool = False  # for who may later change it by telephone
    ask_name: Texts | None = None  # whose it is; None: "À quel nom ?"

    @model_validator(mode="after")
    def _asks_it(self) -> Self:
        if self.ask_reason_as and not self.ask_reason:
            raise ValueError("ask_reason_as is never asked without ask_reason: true")
        return self


def _nothing_said(value: Any) -> Any:
    return {} if value is None else value


class AppointmentStep(Piece):
    """Books an appointment; ``otherwise`` when no slot is found or none is wanted."""

    appointment: Annotated[AppointmentTerms, BeforeValidator(_nothing_said)]
    go: Slug
    otherwise: Slug


class Proof(StrEnum):
    """What shows, besides the name, that an appointment is the caller's own."""

    NUMBER = "number"  # it was made for the number that calls
    BIRTH_DATE = "birth_date"


class ChangeTerms(Piece):
    """How callers may hear of, move or cancel appointments they have."""

    proof: Proof = Proof.NUMBER
    # Nearer ones are changed by people; None: the client's own rule, which holds by link too.
    notice_hours: Annotated[int, Field(ge=0, le=336)] | None = None
    offers: Offers = 3
    ask_name: Texts | None = None


class ChangeStep(Piece):
    """Tells, moves or cancels the caller's own appointment; ``otherwise`` when it is not found,
    too near, or nothing else is free.
    """

    change: Annotated[ChangeTerms, BeforeValidator(_nothing_said)]
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


STEP_KINDS = (
    *("menu", "ask", "cases", "say"),
    *("appointment", "change", "message", "transfer", "end"),
)


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
    | Annotated[QuestionStep, Tag("ask step")]
    | Annotated[CasesStep, Tag("cases step")]
    | Annotated[SayStep, Tag("say step")]
    | Annotated[AppointmentStep, Tag("appointment step")]
    | Annotated[ChangeStep, Tag("change step")]
    | Annotated[MessageStep, Tag("message step")]
    | Annotated[TransferStep, Tag("transfer step")]
    | Annotated[EndStep, Tag("end step")],
    Discriminator(
        _kind_of,
        custom_error_type="step_kind",
        custom_error_message="must have exactly one of: " + ", ".join(STEP_KINDS),
    ),
]


def next_steps(step: Step) -> tuple[str, ...]:
    """The names of the steps that may follow ``step``, each once, in the file's order."""
    match step:
        case MenuStep():
            names = [choice.go for choice in step.choices]
        case QuestionStep():
            names = [name for name in (step.yes, step.no, step.go) if name]
        case CasesStep():
            names = [*(case.go for case in step.cases), step.otherwise]
        case AppointmentStep() | ChangeStep():
            names = [step.go, step.otherwise]
        case TransferStep():
            names = [step.otherwise]
        case EndStep():
            names = []
        case _:
            names = [step.go]
    return tuple(dict.fromkeys(names))
