"""advance(): from what was heard to what is done next. The one way into the assistant."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from telesec.assistant.about_us import tell_who_we_are
from telesec.assistant.asking import QuestionTalk
from telesec.assistant.booking.form import BookingTalk
from telesec.assistant.changing.change_form import ChangeTalk
from telesec.assistant.conversation import PLAIN_END, Conversation, WaitingListStep
from telesec.assistant.corrections import asks_back, says_also
from telesec.assistant.facts import asked_hours, tell_fact
from telesec.assistant.matters import BY_THE_WAY, told_intent
from telesec.assistant.menu import MenuTalk
from telesec.assistant.message_form import MessageTalk
from telesec.assistant.message_words import tells_something
from telesec.assistant.misses import missed
from telesec.assistant.other_language import in_other_language
from telesec.assistant.passing_on import (
    FIRST,
    PERSON,
    PERSON_SECONDS,
    PICK_UP,
    QUEUE,
    STEP,
    VIP,
    TransferTalk,
    ring_next,
    ring_secretaries,
    secretaries,
)
from telesec.assistant.picking_up import before_greeting, greet, pick_up, plan_of
from telesec.assistant.raising_alarm import raise_alarm
from telesec.assistant.readings import ReadingWanted, may_be_read, unclear
from telesec.assistant.recording_notice import after_notice, notice_before
from telesec.assistant.taking_time import wait_for_caller
from telesec.assistant.talk import Talk
from telesec.assistant.two_matters import beside_a_yes
from telesec.assistant.understanding import (
    Intent,
    only_asks_again,
    requests_person,
    says_hello,
    wants_person,
    wants_repeat,
)
from telesec.assistant.waiting import still_waiting
from telesec.assistant.waiting_list.joining import WaitingListTalk, asks_to_wait
from telesec.assistant.waiting_list.leaving_wish import asks_off_list
from telesec.assistant.waiting_list.listed_wish import asks_about_list
from telesec.calls.call import Call, Disposition
from telesec.calls.lifecycle import remember
from telesec.calls.waiting import WaitEnd
from telesec.dispatch.recorded import keep_recording
from telesec.scripts.script import Script
from telesec.scripts.steps import (
    AppointmentStep,
    CasesStep,
    ChangeStep,
    EndStep,
    MenuStep,
    MessageStep,
    QuestionStep,
    SayStep,
    TransferStep,
)
from telesec.scripts.turns import MOST_TURNS
from telesec.values.conversation import (
    Heard,
    HeardKind,
    Listen,
    Prompt,
    RingOutcome,
)

MOST_HOPS = 30  # steps gone through in one turn
SHORT = 6  # words; a longer sentence is an answer, not a command

KEY_PERSON, KEY_LANGUAGE, KEY_REPEAT = "0", "9", "*"

TALKS: dict[type, type[Talk[Any]]] = {
    MenuStep: MenuTalk,
    QuestionStep: QuestionTalk,
    MessageStep: MessageTalk,
    AppointmentStep: BookingTalk,
    ChangeStep: ChangeTalk,
    TransferStep: TransferTalk,
    WaitingListStep: WaitingListTalk,
}


def advance(db: Session, call: Call, script: Script, heard: Heard, now: datetime) -> Prompt:
    """What the caller hears next. Writes what was learnt; never commits, never calls out.

    Raises ReadingWanted for words that are not understood, where the script lets a language model
    propose what they mean and none has been asked: then nothing of the turn may be kept.

    ``call`` is under lock; what the assistant remembers of it is written with the turn
    (calls.lifecycle.keep_turn). The same heard on the same state gives the same prompt; repeats are
    answered before they come here, from the turns.
    """
    turn = _Turn(Conversation(db, call, script, heard, now))
    prompt = turn.answer()
    turn.c.count_answer()
    turn.c.write_message()
    remember(call, turn.c.state.model_dump(mode="json"))
    return prompt


class _Turn:
    def __init__(self, conversation: Conversation) -> None:
        self.c = conversation
        self.hops = 0

    def answer(self) -> Prompt:
        c = self.c
        if c.heard.kind == HeardKind.CALL:
            return self._pick_up()
        if c.heard.kind == HeardKind.RING_OVER:
            return self._after_ring()
        if c.heard.kind == HeardKind.RECORDING:
            return self._after_recording()
        if c.state.notice_before:
            return self._after_notice()
        if c.state.waits_for:
            return self._while_waiting()
        if c.call.turn_number - c.state.waited_turns >= MOST_TURNS:
            return self._record()
        urgent = self._danger()
        on_list = asks_off_list, asks_about_list, asks_to_wait
        asked = urgent or next(filter(None, (one(c, self._talk()) for one in on_list)), None)
        return asked or self._command() or self._hear()

    # Picking up

    def _pick_up(self) -> Prompt:
        return pick_up(self.c) or self._greet()

    def _greet(self) -> Prompt:
        greet(self.c)
        return self.go(self.c.script.start)

    def _after_notice(self) -> Prompt:
        """The caller has been told that the talk is recorded: on to where it was going."""
        what = after_notice(self.c)
        if what == PICK_UP:
            return self._pick_up()
        return self._person() if what == PERSON else self._talk().ask()

    # Waiting for a person

    def _while_waiting(self) -> Prompt:
        c, why = self.c, self.c.state.waits_for
        found = still_waiting(c)
        if isinstance(found, Prompt):
            return found
        if found == WaitEnd.MESSAGE:
            c.phrase("message_instead")
            return self.go(c.message_step())
        if found == WaitEnd.UNWATCHED:
            c.state.ring_for, c.state.ring_left = why, list(secretaries(c))
            c.state.ring_seconds, c.state.ring_announced = PERSON_SECONDS, True
            ring = ring_next(c)
            if ring:
                return ring
        return self._not_taken(why)

    def _not_taken(self, why: str) -> Prompt:
        """Nobody has taken the call: how it goes on depends on why somebody was rung."""
        c = self.c
        if why == VIP:
            return before_greeting(c, plan_of(c)) or self._greet()
        if why == FIRST:
            return self._greet()
        if why == STEP:
            return self._talk().hear() or self._record()
        if why == QUEUE:
            c.say(c.script.announce)
        return self._take_message_instead()

    # Going from step to step

    def go(self, name: str) -> Prompt:
        """Enter the step of that name."""
        self.hops += 1
        c = self.c
        if self.hops > MOST_HOPS:
            return self._record()
        c.state.step, c.state.field = name, ""
        c.state.begin_asking()
        step = c.step(name)
        if isinstance(step, CasesStep):
            held = (case.go for case in step.cases if case.when.holds(c))
            return self.go(next(held, step.otherwise))
        if isinstance(step, SayStep):
            c.say(step.say)
            if c.state.outcome is None:
                c.state.outcome = Disposition.INFORMATION
            if (c.said or c.keys) and isinstance(c.step(step.go), MenuStep | EndStep):
                c.matter_is_done()  # that is what they wanted to know
            return self.go(step.go)
        if isinstance(step, EndStep):
            c.say(step.end)
            if c.state.beside:
                c.note_for_client(c.state.beside)
            return c.hang_up()
        return self._talk().enter()

    def _talk(self) -> Talk[Any]:
        step = self.c.step(self.c.state.step)
        return TALKS[type(step)](self.c, step, self.go)

    # What may be said at any moment

    def _danger(self) -> Prompt | None:
        """Danger is heard inside any sentence, and acted on once."""
        then = raise_alarm(self.c, self._talk())
        return self.go(then) if then else None

    def _command(self) -> Prompt | None:
        """A person, the other language, again: by key or in words."""
        c = self.c
        if told := tell_who_we_are(c, self._talk()) or wait_for_caller(c, self._talk()):
            return told
        key = c.keys[:1] if len(c.keys) == 1 else ""
        short = len(c.words.split()) <= SHORT and not self._talk_keeps_words()
        if key == KEY_PERSON or (c.words and self._asks_for_person()):
            return self._person()
        if key == KEY_REPEAT:
            return self._again()
        again = only_asks_again(c.words, c.language) or (
            short and wants_repeat(c.words, c.language)
        )
        if again and not self._opens_with_hello():
            c.answered = True
            return self._talk().ask_simply()
        return in_other_language(c, self._talk(), by_key=key == KEY_LANGUAGE)

    def _talk_keeps_words(self) -> bool:
        return self._talk().keeps_words()

    def _asks_for_person(self) -> bool:
        """By a request, however long and polite; else only in a short sentence."""
        c = self.c
        if requests_person(c.words, c.language):
            return True
        words = len(c.words.split())
        limit = SHORT if self._talk_keeps_words() else 2 * SHORT
        return words <= limit and wants_person(c.words, c.language)

    def _again(self) -> Prompt:
        """The last prompt once more."""
        c = self.c
        last = c.call.last_prompt
        if last is None or not isinstance(last.then, Listen):
            return self._talk().ask()
        return last

    def _person(self) -> Prompt:
        c = self.c
        notice = notice_before(c, PERSON) if secretaries(c) else None
        if notice:
            return notice
        c.phrase("person_requested")
        ring = ring_secretaries(c, PERSON, PERSON_SECONDS)
        if ring:
            return ring
        c.says.clear()
        return self._take_message_instead()

    def _take_message_instead(self) -> Prompt:
        """Nobody can be had: what was being asked goes on, else a message is taken."""
        if self.c.state.field:
            self.c.phrase("nobody_available_go_on")
            return self._talk().ask()
        self.c.phrase("nobody_available")
        return self.go(self.c.message_step())

    # Answers

    def _hear(self) -> Prompt:
        c = self.c
        if self._says_hello():
            return self._greet_back()
        if c.heard.kind != HeardKind.SILENCE:
            self._set_aside()
            understood = self._asked_when_open() or self._talk().hear() or self._tell_fact()
            understood = understood or self._other_matter()
            if understood:
                return understood
        if may_be_read(c):
            raise ReadingWanted(unclear(c, self._talk()))
        c.state.misses += 1
        return missed(c, self._talk(), self._record)

    def _set_aside(self) -> None:
        """ "Oui, et dites au docteur que …": the yes counts now, the rest once this is done."""
        c = self.c
        if not c.words or not self._talk().asks_to_agree():
            return
        halves = beside_a_yes(c.words, c.language, c.script.trade)
        if halves:
            c.rest, c.state.beside = halves.now, halves.later

    def _says_hello(self) -> bool:
        return says_hello(self.c.words) and not self.c.state.greeted_back

    def _opens_with_hello(self) -> bool:
        """ "Hello", "allô": a greeting at the first question; later, "are you still there?"."""
        return self.c.state.step == self.c.script.start and self._says_hello()

    def _greet_back(self) -> Prompt:
        """ "Bonjour" answers nothing yet, and is no mistake; over and over it is noise."""
        self.c.state.greeted_back = True
        self.c.phrase("hello")
        return self._talk().ask()

    def _asked_when_open(self) -> Prompt | None:
        """ "Vous fermez à quelle heure ?": no hour that is wished for."""
        c = self.c
        talk = self._talk()
        if isinstance(talk, MenuTalk) or talk.keeps_words():
            return None
        asked = asks_back(c.words, c.language)
        return self._tell_fact() if asked and asked_hours(c) else None

    def _tell_fact(self) -> Prompt | None:
        """What was asked instead of answering; then the open question again."""
        c = self.c
        c.answered = tell_fact(c)
        return self._talk().ask() if c.answered else None

    def _other_matter(self) -> Prompt | None:
        """What does not answer the question may be another matter that a menu leads to, or be
        asked by the way.
        """
        c, talk = self.c, self._talk()
        if not c.words or isinstance(talk, MenuTalk):
            return None
        intent = told_intent(c.words, c.language, c.script.trade)
        way = c.way_to(intent) if intent else None
        told = c.step(way) if way and intent in BY_THE_WAY else None
        if isinstance(told, SayStep):
            c.answered, c.state.misses = True, 0
            c.say(told.say)
            return talk.ask()
        # What they are at already is not begun anew: "un vaccin", while times are offered.
        same = intent is Intent.APPOINTMENT_NEW and c.leads_to(way or "", c.state.step)
        elsewhere = intent in talk.left_for and way not in {None, c.state.step} and not same
        if elsewhere and not (talk.is_well_begun() or says_also(c.words, c.language)):
            return self._leave_for(way or "")
        asks = elsewhere or intent in BY_THE_WAY or asks_back(c.words, c.language)
        if same and not asks and tells_something(c.words, c.language, (), fewest=1):
            return self._note("noted")
        return self._note("request_noted" if elsewhere else "question_noted") if asks else None

    def _leave_for(self, way: str) -> Prompt:
        """On to another matter, with what was said of it; nothing of the old one stays held."""
        c = self.c
        self._talk().leave()
        c.state.opening_words, c.state.told = c.words, ""
        c.state.matter_turn = c.call.turn_number - 1
        return self.go(way)

    def _note(self, said: str) -> Prompt | None:
        """What we cannot see to goes to the client, once in a row; then the open question again."""
        c = self.c
        if c.state.strayed:
            return None
        c.state.asides += 1
        c.note_for_client(c.words)
        c.phrase(said)
        return self._talk().ask()

    def _record(self) -> Prompt:
        self.c.phrase("record_message")
        return self.c.record_message()

    # After something else than words

    def _after_ring(self) -> Prompt:
        c = self.c
        if c.heard.ring_outcome == RingOutcome.TAKEN:
            c.state.outcome = Disposition.TRANSFER
            return c.hang_up()
        ring = ring_next(c)
        if ring:
            return ring
        return self._not_taken(c.state.ring_for)

    def _after_recording(self) -> Prompt:
        """The recorded message is kept with whatever is known; then goodbye."""
        c = self.c
        keep_recording(c.db, c.call, c.heard.recording_sid, c.heard.recording_seconds, c.now)
        c.phrase("message_recorded")
        return self.go(PLAIN_END)
