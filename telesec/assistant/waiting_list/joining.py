"""Putting a caller on the waiting list: whether they want it, in what name, to which mobile."""

from typing import Any

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.waiting_list import put_on_list_once
from telesec.assistant.conversation import Conversation, ListWish, WaitingListStep
from telesec.assistant.corrections import asks_back
from telesec.assistant.facts import asked_fact, asked_hours
from telesec.assistant.identity import (
    YES_NO,
    aloud,
    answer_of,
    declines,
    hear_name,
)
from telesec.assistant.matters import told_intent
from telesec.assistant.talk import Talk
from telesec.assistant.understanding import (
    Answer,
    Intent,
    requests_person,
    says_goodbye,
    understand_digits_phone,
    understand_phone,
)
from telesec.assistant.waiting_list.leaving_wish import goes_off_list
from telesec.assistant.waiting_list.leaving_words import OffList
from telesec.assistant.waiting_list.waiting_wish import (
    entry_of,
    is_for_the_client,
    mobile_of,
    rest_of_request,
)
from telesec.calls.call import Disposition
from telesec.notifications.opt_out import has_opted_out
from telesec.scripts.steps import MessageStep
from telesec.values.conversation import Prompt
from telesec.values.telephone import E164, takes_text_messages

WANTED, NAME, MOBILE, CONFIRM = "list_wanted", "list_name", "list_mobile", "list_confirm"
# "Je garde mon rendez-vous" and "pas de message" are answers, and no matters of their own here.
OTHER_MATTERS = frozenset(
    {Intent.PRESCRIPTION_RENEWAL, Intent.RESULTS_QUERY, Intent.DOCUMENT_REQUEST}
)
PAUSE_SECONDS = 2  # between the pairs of a number


def asks_to_wait(c: Conversation, talk: Talk[Any]) -> Prompt | None:
    """What follows "prévenez-moi si une place se libère"; None where that is not said, or is no
    matter of the open question.
    """
    rest = None if talk.keeps_words() else rest_of_request(c)
    if rest is None or requests_person(rest, c.language):
        return None
    before, c.rest = c.state.model_copy(deep=True), rest
    prompt = talk.hear_list(rest)
    if prompt is None:
        c.state, c.rest = before, None
    return prompt


class WaitingListTalk(Talk[WaitingListStep]):
    """One short question; another only for what is missing. Whatever is unclear leaves it."""

    left_for = OTHER_MATTERS

    @property
    def wish(self) -> ListWish:
        """What the caller would wait for. Raises LookupError where nothing was proposed."""
        if self.c.state.waiting is None:
            raise LookupError("no wish to wait")
        return self.c.state.waiting

    def enter(self) -> Prompt:
        """Ask, unless the caller has asked for it."""
        return self._next() if self.wish.asked_for else self._open(WANTED)

    def ask(self) -> Prompt:
        """The open question."""
        c, field = self.c, self.c.state.field
        if field == NAME:
            c.phrase(self.worded("appointment_ask_name"))
            return c.listen(seconds=6)
        if field == MOBILE:
            c.phrase(self.worded("waiting_ask_mobile"))
            return c.listen(max_digits=None, seconds=8, pause_seconds=PAUSE_SECONDS)
        if field == CONFIRM:
            c.phrase("message_confirm_number", number=aloud(c, self.wish.mobile or ""))
            return c.listen()
        c.phrase(self.worded(self._question()))
        return c.listen()

    def _question(self) -> str:
        if self.wish.own_id is None:
            return "waiting_ask"
        return "waiting_ask_wish" if self.wish.windows else "waiting_ask_earlier"

    def keys(self) -> dict[str, str]:
        """Yes and no. A number that is read back is never guessed."""
        return YES_NO if self.c.state.field == WANTED else {}

    def quotes(self) -> bool:
        """A name or a number may stand in a long sentence."""
        return self.c.state.field in {NAME, MOBILE}

    def offer_keys(self) -> None:
        """How the open question can be answered with keys."""
        if self.c.state.field in {WANTED, CONFIRM}:
            self.c.phrase("keys_for_yes_no")
        elif self.c.state.field == MOBILE:
            self.c.phrase("keys_for_number")
        self.c.phrase("press_zero_person")

    def is_well_begun(self) -> bool:
        """Where only the mobile is missing, another matter is noted."""
        return self.c.state.field != WANTED

    def go_on_without(self) -> Prompt:
        """Nobody loses a call over a list."""
        return self._left("waiting_dropped")

    # Hearing

    def hear_list(self, rest: str) -> Prompt:
        """ "Oui, prévenez-moi si une place se libère"."""
        del rest
        return self._next() if self.c.state.field == WANTED else self.ask()

    def hear_off_list(self, asked: OffList) -> Prompt:
        """ "Non, enlevez-moi plutôt de la liste": what is asked here is refused, too."""
        self.wish.asked_for = False
        return goes_off_list(self.c, self.go, asked, lambda: self.go(self.wish.otherwise))

    def hear(self) -> Prompt | None:
        """Take in the answer to the open question."""
        prompt = self._hear_answer(self.c.state.field)
        self.c.answered = prompt is not None
        return prompt

    def _hear_answer(self, field: str) -> Prompt | None:
        if self._asks_something():
            self.c.state.asides += 1
            return self.ask_simply()
        if field == NAME:
            return self._hear_name()
        if field == MOBILE:
            return self._hear_mobile()
        return self._hear_confirmation() if field == CONFIRM else self._hear_wanted()

    def _asks_something(self) -> bool:
        """A question of theirs, for the first time, that nothing of the script answers: there is
        no message to write it into.
        """
        c = self.c
        asks = asks_back(c.words, c.language) and not c.state.strayed
        return asks and not asked_fact(c) and not asked_hours(c)

    def _hear_wanted(self) -> Prompt | None:
        """Yes, perhaps with another number; or no."""
        if is_for_the_client(self.c):
            return self._take_message()
        answer = answer_of(self.c)
        number = self._number_said()
        if number and answer != Answer.NO:
            self.wish.mobile = number
            return self._judge_mobile()
        if answer == Answer.YES:
            return self._next()
        if told_intent(self.c.words, self.c.language, self.c.script.trade) in self.left_for:
            return None  # "non, mais il me faut une ordonnance": on to that
        return self._left() if answer == Answer.NO or self._says_goodbye() else None

    def _hear_name(self) -> Prompt | None:
        if hear_name(self.c):
            return self._next()
        return self._left() if answer_of(self.c) == Answer.NO else None

    def _hear_mobile(self) -> Prompt | None:
        """A mobile; what is none, or no number at all the second time, leaves the thing."""
        c, number = self.c, self._number_said()
        if number:
            self.wish.mobile = number
            return self._judge_mobile()
        said_no = declines(c) or self._says_goodbye()
        return self._without_mobile() if said_no or c.state.strayed else None

    def _hear_confirmation(self) -> Prompt | None:
        number = self._number_said()
        if number and number != self.wish.mobile:  # "non, c'est le 06 ..."
            self.wish.mobile = number
            return self._judge_mobile()
        answer = answer_of(self.c)
        if answer == Answer.YES:
            return self._next()
        if answer != Answer.NO:
            return None
        self.wish.mobile = None
        return self._open(MOBILE)

    def _number_said(self) -> E164 | None:
        c, country = self.c, self.c.client.country
        if c.keys:
            return understand_digits_phone(c.keys, country)
        return understand_phone(c.words, country, c.language)

    def _says_goodbye(self) -> bool:
        return says_goodbye(self.c.words, self.c.language)

    def _judge_mobile(self) -> Prompt:
        """What was keyed is as it is; what was said is read back, for a text goes to it."""
        if not takes_text_messages(self.wish.mobile or ""):
            self.wish.mobile = None
            return self._without_mobile()
        return self._next() if self.c.keys else self._open(CONFIRM)

    # Going on

    def _open(self, field: str) -> Prompt:
        self.c.state.field = field
        self.c.state.begin_asking()
        return self.ask()

    def _own(self) -> Appointment | None:
        """The appointment they have, while it stands."""
        own_id = self.wish.own_id
        own = self.c.db.get(Appointment, own_id) if own_id else None
        return own if own and own.status == AppointmentStatus.CONFIRMED else None

    def _next(self) -> Prompt:
        """What is missing; then they are on the list."""
        c, own = self.c, self._own()
        self.wish.asked_for = True
        if own is None and c.state.caller_name is None:
            return self._open(NAME)
        number = mobile_of(c)
        if number is None:
            return self._open(MOBILE)
        if has_opted_out(c.db, c.client.id, number):
            c.phrase("waiting_stopped")
            return self.go(self.wish.otherwise)
        c.matter_is_done()
        put_on_list_once(c.db, entry_of(c, self.wish, own, number), own, c.now)
        c.state.wants_list = False
        c.state.outcome = c.state.outcome or Disposition.INFORMATION
        c.phrase("waiting_done_earlier" if own else "waiting_done")
        return self.go(self.wish.then)

    def _take_message(self) -> Prompt:
        """No answer, but something the client must read; the list is not asked about again."""
        c = self.c
        c.state.wants_list, self.wish.asked_for = False, False
        c.state.opening_words, c.state.told = c.words, "whole"
        return self.go(c.message_step())

    def _without_mobile(self) -> Prompt:
        self.c.phrase("waiting_no_mobile")
        return self.go(self.wish.otherwise)

    def _left(self, said: str = "waiting_declined") -> Prompt:
        """No list: on with the call."""
        c, wish = self.c, self.wish
        c.state.wants_list, wish.asked_for = False, False
        to_message = wish.otherwise != wish.then and isinstance(c.step(wish.otherwise), MessageStep)
        c.phrase("waiting_message_instead" if to_message else said)
        return self.go(wish.otherwise)
