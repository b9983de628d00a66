"""A conversation in progress: what is known so far, and the means to say, ask and go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from telesec.assistant.answer_plan import Plan
from telesec.assistant.closing_words import only_ends
from telesec.assistant.known_callers import caller_is
from telesec.assistant.speaking import phrase, sentence
from telesec.calls.call import Call, Disposition
from telesec.calls.lifecycle import client_of
from telesec.clients.client import Client
from telesec.clients.status import status_at
from telesec.messages.message import Message
from telesec.messages.taking import draft_of
from telesec.prepared import write_at_once
from telesec.scripts.conditions import CallerIs
from telesec.scripts.script import Script
from telesec.scripts.steps import (
    CasesStep,
    EndStep,
    MenuStep,
    MessageStep,
    MessageTerms,
    QuestionStep,
    SayStep,
    Step,
    next_steps,
)
from telesec.scripts.texts import filled, has_placeholder
from telesec.values.conversation import (
    HangUp,
    Heard,
    HeardKind,
    Listen,
    Next,
    Prompt,
    RecordMessage,
    Sentence,
)
from telesec.values.language import Language, text_in
from telesec.values.telephone import E164

# Steps every script has without writing them: where a call goes when its script gives no way.
PLAIN_MESSAGE = "*message"
PLAIN_END = "*end"
WAITING_LIST = "*waiting_list"


@dataclass(frozen=True, slots=True)
class WaitingListStep:
    """Puts the caller on the waiting list, for what the state says: see ListWish."""


class ListWish(BaseModel):
    """What a caller may wait for, and where the call goes on afterwards."""

    type_id: int
    practitioner_ids: list[int] = []  # none: anybody who does it
    windows: list[tuple[datetime, datetime]] = []  # UTC; none: any time
    own_id: int | None = None  # the appointment that an earlier time would replace
    asked_for: bool = False  # by the caller, so that they need not be asked
    mobile: str | None = None  # told for the text messages
    then: str
    otherwise: str  # where they do not want it, or cannot be reached by text


class State(BaseModel):
    """What the assistant keeps of a call between two turns. Lives in ``calls.state``."""

    model_config = ConfigDict(extra="ignore")

    step: str = ""
    field: str = ""  # which question of the step is open
    misses: int = 0  # answers in a row that we did not understand
    missed: list[str] = []  # for an appointment that is made all the same: see Talk.keeps_missed
    asides: int = 0  # what was said beside the open question, and understood; no miss
    urgent: bool = False
    danger_told: bool = False
    opening_words: str = ""  # what the caller volunteered before being asked
    told: str = ""  # whether these words tell the matter: a "part" of it, the "whole", or nothing
    greeted: bool = False  # the client's name has been said
    greeted_back: bool = False  # who said nothing but "bonjour" has heard it in return
    notice_before: str = ""  # the caller is told of the recording; then goes on: see passing_on
    waits_for: str = ""  # why the caller waits for a person: first, person, step or queue
    wait_sound: str = ""
    waited_turns: int = 0
    told_at: datetime | None = None  # when the caller last heard their place
    ring_for: str = ""  # why somebody is being rung: first, person, or step
    ring_left: list[str] = []  # who is still to be rung, in order
    ring_seconds: int = 20  # how long each
    ring_announced: bool = True  # whoever is rung hears who calls, and accepts with a key
    matter_turn: int = 0  # how many answers the caller had given before telling this matter
    answers: list[str] = []  # to the script's questions: "Déjà suivi : oui"
    reason: str | None = None  # why an appointment is wanted, in the caller's words
    caller_name: str | None = None
    callback_number: str | None = None
    number_unread: bool = False  # it was told unasked, and is still to be read back
    birth_date: date | None = None
    asked: list[str] = []  # what was asked for the appointment, each once
    asked_before: int = 0  # and by the script, since the matter was told
    agreed_to: str = ""  # what was read back and is right; then only what is missing is asked
    birth_date_left: bool = False  # the caller would not tell it, or could not
    whose: str = ""  # whom it is for, as the caller calls them: see whom_words; "": the caller
    first_name: str | None = None  # theirs, while the surname is to be asked
    several: bool = False  # it is for more than one person, and that was said
    another: str = ""  # whom a second appointment is wanted for: "pour ma sœur Emma"
    another_said: str = ""  # and as they said it
    another_now: bool = False  # and it is to be made at once
    booked_id: int | None = None  # the last appointment that this call has made
    booked_step: str = ""  # and where
    own_name: str | None = None  # the caller's own, where it is for somebody else
    surname_before: str | None = None  # of whom it was for before: "le même nom"
    change: str = ""  # what is to be done with an appointment the caller has: see change_form
    own_id: int | None = None  # which appointment
    own_ids: list[int] = []  # those it may be
    own_read_at: datetime | None = None  # when it is, as it was read back to be agreed to
    tries: int = 0  # how often it was looked for in vain
    type_id: int | None = None
    practitioner_ids: list[int] = []
    windows: list[tuple[datetime, datetime]] = []  # UTC; none: any time
    wish_known: bool = False
    earlier: bool = False  # the appointment they have is to be earlier
    wants_list: bool = False  # has asked to be told of an earlier time
    would_wait: bool = False  # has spoken of what may become free, and is offered the list
    list_noted: bool = False  # has asked for it where people keep it, which was passed on
    asks_list: bool = False  # has asked whether they are on it: see ChangeTalk.enter
    leaves_list: bool = False  # has asked to be told no more
    leaves_another: bool = False  # or has asked it for somebody else
    leaves_kind: int | None = None  # the one type they would wait for no more; none: any
    beside: str = ""  # what else was said with it, to be heard at the next menu
    under_way: str = ""  # what was said so, while it is being seen to
    waiting: ListWish | None = None
    waiting_aside: bool = False  # the next menu tells how to be told
    offer_ids: list[int] = []
    refused: list[datetime] = []  # starts that were offered and did not suit
    chosen_id: int | None = None
    # Once something is done: which answers since then have led to nothing, and await an end.
    open_turns: list[int] | None = None
    noted: list[str] = []  # lines of ``answers`` that nobody may lose, whatever the call comes to
    made_id: int | None = None  # the appointment that was made or moved in this call
    made_for: dict[int, str] = {}  # each that it has made, and whom for: see ``whose``
    outcome: Disposition | None = None

    @property
    def strayed(self) -> bool:
        """Whether the open question has been answered with something else, or not understood."""
        return bool(self.misses or self.asides)

    def begin_asking(self) -> None:
        """Another question is open: what went before it is forgotten."""
        self.misses = self.asides = 0


class Conversation:
    """One turn of one call: gathers sentences, then ends in a Prompt."""

    def __init__(
        self, db: Session, call: Call, script: Script, heard: Heard, now: datetime
    ) -> None:
        self.db = db
        self.call = call
        self.script = script
        self.heard = heard
        self.now = now
        self.state = State.model_validate(call.state)
        self.says: list[Sentence] = []
        self.plan: Plan | None = None  # once it has been looked up: see picking_up
        self.rest: str | None = None  # of the words, once a part of them has been dealt with
        self.answered = False  # what was said has led somewhere, and is not to be kept

    @cached_property
    def client(self) -> Client:
        """Whose call it is."""
        return client_of(self.db, self.call)

    @property
    def language(self) -> Language:
        """The language we speak with this caller."""
        return self.call.language

    @property
    def now_local(self) -> datetime:
        """The client's wall time, without a zone, as callers mean it."""
        return self.local.replace(tzinfo=None)

    @property
    def is_open(self) -> bool:
        """Whether the client is open now."""
        return self.client.opening_hours.open_at(self.local)

    @property
    def local(self) -> datetime:
        """The client's wall time, with its zone."""
        return self.client.local(self.now)

    @cached_property
    def status(self) -> str | None:
        """The client's status now, such as ``leave``."""
        status = status_at(self.db, self.call.client_id, self.now)
        return status.kind if status else None

    @cached_property
    def caller(self) -> CallerIs:
        """Who calls, as far as the number tells."""
        return caller_is(self.db, self.call)

    @property
    def said(self) -> str:
        """All that the caller said, if it was words: "#" alone is none."""
        text = self.heard.text if self.heard.kind == HeardKind.SPEECH else ""
        return text if any(map(str.isalnum, text)) else ""

    @property
    def words(self) -> str:
        """What of it answers the question: all of it, unless a part was found to be meant."""
        if self.rest is not None:
            return self.rest
        reading = self.heard.reading
        return reading.quote if reading and reading.quote else self.said

    @property
    def keys(self) -> str:
        """What the caller pressed, if it was keys; or the key that says what was meant."""
        if self.heard.reading and self.heard.reading.key:
            return self.heard.reading.key
        return self.heard.text if self.heard.kind == HeardKind.DIGITS else ""

    @cached_property
    def message(self) -> Message:
        """The message this call leaves; begun when it is first asked for, with who calls and where
        they can be reached as far as that was told: whoever is alerted reads it at once.
        """
        message, state = draft_of(self.db, self.call, self.now), self.state
        message.caller_name = message.caller_name or state.caller_name or state.own_name
        if state.callback_number:
            message.callback_number = E164(state.callback_number)
        return message

    def note_for_client(self, words: str) -> None:
        """What the client reads with whatever comes next; alone, where nothing does."""
        note = phrase("question_note", self.client.language)
        line = phrase("answer_line", self.client.language, note=note, answer=words)
        self.state.answers = [*self.state.answers, line]
        self.state.noted = [*self.state.noted, line]
        self.answered = True

    def matter_is_done(self) -> None:
        """All that was said has led to this; only what is said from now on may be lost."""
        self.state.open_turns, self.state.under_way, self.answered = [], "", True

    def count_answer(self) -> None:
        """Remember what has led to nothing yet, in case the call ends with it."""
        opened = self.state.open_turns
        if opened is None or self.answered:
            return
        if not only_ends(self.said, self.language):
            self.state.open_turns = [*opened, self.call.turn_number]

    def write_message(self) -> None:
        """Write what this turn has put into the message, if it has."""
        if "message" in vars(self) and self.message in self.db:
            write_at_once(self.db, self.message)

    def step(self, name: str) -> Step | WaitingListStep:
        """The step of that name, of the script's or of our own."""
        if name == PLAIN_MESSAGE:
            ask = {code: phrase("message_ask_subject", code) for code in self.script.languages}
            return MessageStep(message=MessageTerms(ask=ask), go=PLAIN_END)
        if name == PLAIN_END:
            return EndStep(end={code: phrase("goodbye", code) for code in self.script.languages})
        if name == WAITING_LIST:
            return WaitingListStep()
        return self.script.step(name)

    def way_to(self, intent: str) -> str | None:
        """Where the first menu that knows the matter leads with it; None where none does."""
        for step in self.script.steps.values():
            for choice in step.choices if isinstance(step, MenuStep) else ():
                if intent in choice.intent:
                    return choice.go
        return None

    def leads_to(self, way: str, name: str) -> bool:
        """Whether the way to that step, or back to it, begins there: with questions of its own."""
        ahead, seen = [way], {""}
        while ahead:
            one = ahead.pop()
            if one == name:
                return True
            step = self.step(one)
            if one not in seen and isinstance(step, QuestionStep | CasesStep | SayStep):
                ahead += next_steps(step)
            seen.add(one)
        return False

    def message_step(self) -> str:
        """The name of the script's step that takes a message about anything."""
        way = self.way_to("message")
        if way:
            return way
        for name, step in self.script.steps.items():
            if isinstance(step, MessageStep) and not step.message.subject:
                return name
        return PLAIN_MESSAGE

    def say(self, texts: Mapping[Language, str]) -> None:
        """Say a text of the script's."""
        text = text_in(texts, self.language)
        if has_placeholder(text):
            text = filled(text, self.client.name)
        self.says.append(Sentence(text=text, language=self.language))

    def phrase(self, key: str, /, **values: str) -> None:
        """Say a sentence of our own."""
        self.says.append(sentence(key, self.language, **values))

    def then(self, what: Next) -> Prompt:
        """The prompt: all that was gathered, then ``what``."""
        return Prompt(says=tuple(self.says), then=what)

    def record_message(self) -> Prompt:
        """Say what was gathered, then record a message after the tone."""
        written = self.language if self.client.voicemail_transcript else None
        return self.then(RecordMessage(transcribed=written))

    def hang_up(self) -> Prompt:
        """Say what was gathered and end the call."""
        return self.then(HangUp())

    def listen(
        self,
        *,
        hints: Sequence[str] = (),
        max_digits: int | None = 1,
        seconds: int = 5,
        pause_seconds: int | None = None,
    ) -> Prompt:
        """Say what was gathered and wait for words or keys."""
        all_hints = dict.fromkeys((*hints, *self.script.hints.get(self.language, ())))
        return self.then(
            Listen(
                language=self.language,
                hints=tuple(all_hints),
                max_digits=max_digits,
                seconds=seconds,
                pause_seconds=pause_seconds,
            )
        )
