"""A call script: how a call is answered, what is asked, where each answer leads. The model.

The shape of the files in call_scripts/; docs/scripts.md explains them to their authors.
Here a script is checked piece by piece; check.py looks at the pieces together.
"""

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from telesec.scripts.conditions import TimeCondition
from telesec.scripts.pieces import Piece, RingSeconds
from telesec.scripts.places import declared_languages, spread_single_language
from telesec.scripts.steps import Step, next_steps
from telesec.scripts.texts import Hints, ShortTexts, Slug, StatusTexts, Texts, Words
from telesec.values.language import DEFAULT_LANGUAGE, Language
from telesec.values.opening_hours import minute_of_day
from telesec.values.telephone import NotATelephoneNumber, parse_number
from telesec.values.trade import Trade

DEFAULT_ANNOUNCE = {
    Language.FR: "Je suis un assistant vocal automatique.",
    Language.EN: "I’m an automated voice assistant.",
}


def _not_repeated(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    if not languages:
        raise ValueError("must name at least one language")
    if len(set(languages)) < len(languages):
        raise ValueError("names a language twice")
    return languages


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


class DatedGreeting(Piece):
    """A greeting of its own for certain dates, days or hours."""

    when: TimeCondition
    say: ShortTexts


class Greeting(Piece):
    """What is said first, the client's name before all; ``closed`` outside opening hours."""

    open: ShortTexts
    closed: ShortTexts | None = None  # None: the same as open
    at_times: tuple[DatedGreeting, ...] = ()  # the first that holds wins over both

    @model_validator(mode="before")
    @classmethod
    def _from_texts(cls, data: Any) -> Any:
        plain = not (isinstance(data, dict) and ("open" in data or "closed" in data))
        return {"open": data} if plain and not isinstance(data, cls) else data

    def texts(self, *, is_open: bool, local: datetime | None = None) -> dict[Language, str]:
        """The greeting: the client is open, or not; ``local`` is its wall time, None: any day."""
        for dated in self.at_times if local else ():
            if local and dated.when.holds_at(local, is_open=is_open):
                return dated.say
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
    words: Words = Field(default_factory=dict)
    life_threatening: Words = Field(
        default_factory=dict
    )  # these callers are told to dial 15 or 112 first
    say: Texts
    then: Slug


class Fact(Piece):
    """What the caller may ask at any menu or question: where to park, what to bring, a fee."""

    words: Words
    intent: Slug | None = None  # also asked for by what this is called, such as ``address``
    say: Texts


class Script(Piece):
    """Everything about how calls to one client are answered. Texts may hold ``{client}``."""

    name: Slug  # the file's name without .yaml
    trade: Trade
    languages: Annotated[tuple[Language, ...], AfterValidator(_not_repeated)] = (DEFAULT_LANGUAGE,)
    answer_first: AnswerFirst = AnswerFirst()
    statuses: dict[Slug, StatusRule] = Field(default_factory=dict)
    vip: Slug = "secretary"  # to whom a VIP is put through: secretary, on_call or a contact
    greeting: Greeting
    announce: Texts  # that it is an automatic assistant: EU AI Act, article 50
    hints: Hints = Field(default_factory=dict)
    urgent: Urgent | None = None
    facts: dict[Slug, Fact] = Field(default_factory=dict)
    # Whether a language model may propose what was meant where we do not understand.
    language_model: bool = False
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

    def in_order_of_calls(self) -> list[str]:
        """The names of the steps in the order callers come to them, those of urgent calls last."""
        order: dict[str, None] = {}
        for entry in (self.start, self.urgent.then if self.urgent else self.start):
            waiting = [entry]
            while waiting:
                name = waiting.pop(0)
                if name not in order:
                    order[name] = None
                    waiting.extend(next_steps(self.step(name)))
        return list(order)
