"""Taking a message: the matter, the name, the number to call back."""

from sqlalchemy import select

from telesec.assistant.facts import asked_fact
from telesec.assistant.identity import (
    aloud,
    answer_of,
    hear_caller,
    hear_corrected_name,
    hear_name,
    hear_number,
)
from telesec.assistant.matters import (
    WORDS_OF_A_STORY,
    other_matter,
    tells_the_matter,
    told_intent,
)
from telesec.assistant.message_words import (
    declines_a_call_back,
    keeps_the_name,
    means_this_number,
    tells_beside_name,
    tells_number_of,
    tells_something,
    tells_their_number,
    wants_no_call_back,
)
from telesec.assistant.readings import may_be_read
from telesec.assistant.speaking import phrase
from telesec.assistant.talk import Talk
from telesec.assistant.understanding import (
    Answer,
    Intent,
    says_goodbye,
    understand_answer,
    understand_phone,
)
from telesec.calls.call import Disposition
from telesec.dispatch.urgent import alert_urgent
from telesec.messages.message import Message, MessageStatus, Urgency
from telesec.messages.taking import add_answer, add_subject, add_words
from telesec.scripts.steps import MessageStep
from telesec.values.conversation import Prompt
from telesec.values.language import text_in
from telesec.values.telephone import E164

SUBJECT, NAME, SAME_NUMBER, NUMBER, CONFIRM_NUMBER = (
    "subject",
    "name",
    "same_number",
    "number",
    "confirm_number",
)

SKIP_KEY = "1"
WORDS_OF_AN_ANSWER = 4
WORDS_OF_A_REQUEST = 6  # to be called back, and no more
PAUSE_SECONDS = 2  # people stop for breath in a story, and between the pairs of a number


class MessageTalk(Talk[MessageStep]):
    """Asks for the matter, then who and where; every answer is kept at once."""

    def enter(self) -> Prompt:
        """Begin with the matter, unless the caller has told it already."""
        state, words, told = self.c.state, self.c.state.opening_words, self.c.state.told
        self._keep_answers()
        self._hear_who(words)
        whole = words and (told == "whole" or tells_the_matter(words, self.c.language))
        if whole or told:
            self._keep_words(words)
        if whole:
            if state.under_way or not self.c.says:
                self.c.phrase("noted")
            return self._next(SUBJECT)
        state.field = SUBJECT
        return self.ask()

    def ask(self) -> Prompt:
        """The open question."""
        field, c = self.c.state.field, self.c
        if field == SUBJECT:
            c.say(self.step.message.ask)
            return c.listen(max_digits=1, seconds=8, pause_seconds=PAUSE_SECONDS)
        if field == NAME:
            c.phrase("message_ask_name")
            return c.listen(seconds=6)
        if field == SAME_NUMBER:
            c.phrase("message_ask_number_same", number=aloud(c, c.call.caller_number or ""))
            return c.listen()
        if field == CONFIRM_NUMBER:
            c.phrase("message_confirm_number", number=aloud(c, c.state.callback_number or ""))
            return c.listen()
        c.phrase("message_ask_number")
        return c.listen(max_digits=None, seconds=8, pause_seconds=PAUSE_SECONDS)

    def hear(self) -> Prompt | None:
        """Take in the answer to the open question, or what mends or completes an earlier one."""
        c, field = self.c, self.c.state.field
        way = self._way_elsewhere()
        if way:
            return self._leave_for(way)
        if field == SUBJECT:
            return self._hear_subject()
        if field != NAME and hear_corrected_name(c):
            return self.ask()
        return self._hear_answer(field) or self._hear_more()

    def _way_elsewhere(self) -> str | None:
        """Where "en fait non, je voulais un rendez-vous" leads; None for a part of the message.

        Nor back to what could not be done, and is therefore told here.
        """
        c, state = self.c, self.c.state
        if len(c.words.split()) >= WORDS_OF_A_STORY:
            return None
        intent = other_matter(c.words, c.language, c.script.trade)
        way = c.way_to(intent) if intent else None
        if way is None or way == state.step:
            return None
        back = getattr(c.step(way), "otherwise", None) == state.step
        return None if back else way

    def _leave_for(self, way: str) -> Prompt:
        """On to what is wanted instead; what was told here stays, as a message not completed."""
        c, state = self.c, self.c.state
        if self._has_words():
            self._keep_words(c.words)
            self._write_down()
        state.opening_words, state.told = c.words, ""
        state.matter_turn = c.call.turn_number - 1
        return self.go(way)

    def _hear_answer(self, field: str) -> Prompt | None:
        declines = declines_a_call_back if field == SAME_NUMBER else wants_no_call_back
        if declines(self.c.words):
            return self._no_call_back()
        if field == NAME:
            skips = self.c.keys[:1] == SKIP_KEY or keeps_the_name(self.c.words)
            named = skips or hear_name(self.c)
            if named and not skips:
                if tells_number_of(self.c.state.caller_name or "", self.c.message.body):
                    self._hear_number_told(self.c.message.body)
                self._hear_number_told(self.c.words)
            if named and tells_beside_name(
                self.c.words, self.c.state.caller_name or "", self.c.language
            ):
                self._keep_words(self.c.words)
            if not named and tells_something(self.c.words, self.c.language, (), fewest=1):
                self._keep_unheard()
            return self._next(NAME) if named else None
        if field == SAME_NUMBER:
            return self._hear_same_number()
        if field == CONFIRM_NUMBER:
            return self._hear_confirmation()
        if hear_number(self.c):
            return self._open(CONFIRM_NUMBER)
        return self._next(NUMBER) if self._hears_their_own_number() else None

    def _hears_their_own_number(self) -> bool:
        """ "À ce numéro", "celui qui s'affiche": the one they call from."""
        number = self.c.call.caller_number
        if number is None or not means_this_number(self.c.words):
            return False
        self.c.state.callback_number = number
        return True

    def keeps_words(self) -> bool:
        """The matter may be anything, whatever words it has."""
        return self.c.state.field == SUBJECT

    def quotes(self) -> bool:
        """A name or a number may stand in a long sentence. What is read back is never guessed."""
        return self.c.state.field in {NAME, NUMBER}

    def offer_keys(self) -> None:
        """How the open question can be answered with keys."""
        if self.c.state.field in {SAME_NUMBER, CONFIRM_NUMBER}:
            self.c.phrase("keys_for_yes_no")
        elif self.c.state.field == NUMBER:
            self.c.phrase("keys_for_number")
        elif self.c.state.field == NAME:
            self.c.phrase("keys_for_no_name")
        self.c.phrase("press_zero_person")

    def _hear_subject(self) -> Prompt | None:
        if not self.c.words:
            return None
        if says_goodbye(self.c.words, self.c.language):  # "c'est tout" is no message
            return self._next(SUBJECT) if self._has_words() else self.go(self.step.go)
        self._hear_who(self.c.words)
        if self._only_wants_a_call():
            self._keep_words(self.c.state.opening_words)
        self._keep_words(self.c.words)
        return self._next(SUBJECT)

    def _only_wants_a_call(self) -> bool:
        """ "Rappelez-moi" says nothing of the matter; "c'est pour la TVA", said before, does."""
        c, before = self.c, self.c.state.opening_words
        if len(c.words.split()) > WORDS_OF_A_REQUEST:
            return False
        intent = told_intent(c.words, c.language, c.script.trade)
        return intent is Intent.CALLBACK_REQUEST and tells_something(
            before, c.language, (), fewest=1
        )

    def _hear_who(self, words: str) -> None:
        """Who calls and where to call back, as far as that is told with the matter."""
        if hear_caller(self.c, words):
            self.c.phrase("name_noted", name=self.c.state.caller_name or "")
        name = self.c.state.caller_name or ""
        if tells_their_number(words, self.c.language) or tells_number_of(name, words):
            self._hear_number_told(words)

    def _hear_number_told(self, words: str) -> None:
        """A number that was not asked for; it is read back before the end."""
        c, state = self.c, self.c.state
        number = understand_phone(words, c.client.country, c.language)
        if number and number != state.callback_number:
            state.callback_number = number
            state.number_unread = number != c.call.caller_number

    def _hear_same_number(self) -> Prompt | None:
        if self.c.words and hear_number(self.c):
            return self._open(CONFIRM_NUMBER)
        if self._hears_their_own_number():
            return self._next(NUMBER)
        answer = answer_of(self.c)
        if answer == Answer.YES or self._begins_with_yes():
            self.c.state.callback_number = self.c.call.caller_number
            self._keep_what_else()
            return self._next(NUMBER)
        if answer != Answer.NO:
            return None
        self._keep_what_else()
        return self._open(NUMBER)

    def _begins_with_yes(self) -> bool:
        """ "Oui, mais pas avant dix-huit heures": the number is right, the rest goes along."""
        first, *more = self.c.words.split() or [""]
        return bool(more) and understand_answer(first, self.c.language) == Answer.YES

    def _hear_confirmation(self) -> Prompt | None:
        answer = answer_of(self.c)
        if answer == Answer.YES:
            self._keep_what_else()
            return self._next(NUMBER)
        if self.c.words and hear_number(self.c):  # "non, c'est le 06 ..."
            return self._open(CONFIRM_NUMBER)
        return self._open(NUMBER) if answer == Answer.NO else None

    def _hear_more(self) -> Prompt | None:
        """ "Dites-lui aussi que…" instead of an answer goes into the message; once, lest noise do.

        None for what a fact of the script answers.
        """
        c = self.c
        if len(c.words.split()) <= WORDS_OF_AN_ANSWER or c.state.strayed:
            return None
        if asked_fact(c) or (self.quotes() and may_be_read(c)):
            return None
        c.state.asides += 1
        self._hear_who(c.words)
        self._keep_words(c.words)
        c.phrase("noted")
        return self.ask()

    def _keep_unheard(self) -> None:
        """What was said instead of a name, "du doliprane": a person may make something of it."""
        c = self.c
        if len(c.words.split()) <= WORDS_OF_AN_ANSWER and not asked_fact(c):
            self._keep_words(c.words)

    def _no_call_back(self) -> Prompt:
        """The client reads that nobody need call; the number they called from is known anyway."""
        c = self.c
        add_answer(c.message, phrase("no_call_back", c.client.language))
        c.state.callback_number = c.state.callback_number or c.call.caller_number
        self._write_down()
        if self.c.state.field == NAME:
            c.phrase("noted")
            return self.ask()
        return self._done()

    def _has_words(self) -> bool:
        """Whether there is a message without what is said now."""
        c = self.c
        if c.state.answers or c.state.urgent:
            return True
        begun = select(Message.body).where(
            Message.call_id == c.call.id, Message.status == MessageStatus.PARTIAL
        )
        return bool(c.db.scalar(begun))

    def _keep_what_else(self) -> None:
        """ "Oui, mais pas avant dix-huit heures": more than an answer is part of the message."""
        if len(self.c.words.split()) > WORDS_OF_AN_ANSWER:
            self._keep_words(self.c.words)

    def _next(self, done: str) -> Prompt:
        """The question after ``done``, or the end of the form."""
        terms, state = self.step.message, self.c.state
        self.c.answered = True
        self._take_number_of_call()
        self._write_down()
        if done == SUBJECT and terms.ask_name and state.caller_name is None:
            return self._open(NAME)
        if done in {SUBJECT, NAME} and state.number_unread:
            return self._open(CONFIRM_NUMBER)
        if done in {SUBJECT, NAME} and terms.ask_number and state.callback_number is None:
            return self._open(SAME_NUMBER if self.c.call.caller_number else NUMBER)
        return self._done()

    def _take_number_of_call(self) -> None:
        """Whose appointment was just made is reached as it says; an urgent message asks where."""
        c, state = self.c, self.c.state
        if c.state.outcome is Disposition.APPOINTMENT and not self._is_urgent():
            state.callback_number = state.callback_number or c.call.caller_number

    def _is_urgent(self) -> bool:
        return self.step.message.urgency == "urgent" or self.c.state.urgent

    def _open(self, field: str) -> Prompt:
        state = self.c.state
        state.field = field
        state.begin_asking()
        state.number_unread = state.number_unread and field != CONFIRM_NUMBER
        return self.ask()

    def _keep_words(self, words: str) -> None:
        add_words(self.c.message, words)
        self.c.answered = True
        self.c.state.opening_words, self.c.state.told = "", ""

    def _keep_answers(self) -> None:
        """To the script's own questions, and what the caller asked that nobody could answer."""
        for line in self.c.state.answers:
            add_answer(self.c.message, line)

    def _write_down(self) -> None:
        message, state = self.c.message, self.c.state
        self._keep_answers()
        if self._is_urgent():
            message.urgency = Urgency.URGENT
        if self.step.message.subject:
            add_subject(message, text_in(self.step.message.subject, self.c.client.language))
        message.caller_name = state.caller_name or message.caller_name
        if state.callback_number:
            message.callback_number = E164(state.callback_number)

    def _done(self) -> Prompt:
        message, c = self.c.message, self.c
        message.status = MessageStatus.COMPLETE
        message.body = message.body.strip()
        c.state.answers = []
        c.matter_is_done()
        if c.says and c.says[-1].text == phrase("noted", c.language):
            c.says.pop()  # what follows says so
        urgent = message.urgency == Urgency.URGENT
        if urgent:
            alert_urgent(c.db, message, c.now)
        if c.state.outcome is None:
            c.state.outcome = Disposition.MESSAGE
        done = "message_done_urgent" if urgent else "message_done"
        if c.state.caller_name:
            c.phrase(done, name=c.state.caller_name)
        else:
            c.phrase(f"{done}_nameless")
        return self.go(self.step.go)
