"""Booking an appointment: what for, with whom, when; offers; who; read back; done."""

from collections.abc import Sequence

from telesec.assistant.booking.another import ANOTHER, BookingAnother
from telesec.assistant.booking.bookable import may_be_booked
from telesec.assistant.booking.for_whom import begin_whom, hear_whom
from telesec.assistant.booking.offer_talk import OFFERS, WHEN, numbered
from telesec.assistant.booking.offering import starts_of
from telesec.assistant.booking.plan import (
    ASKED_WITH_READ_BACK,
    CONFIRM,
    CONFIRM_AND_BIRTH,
    CONFIRM_AND_REASON,
    CORRECT,
    NUMBER,
    READ_BACK,
    REASON,
)
from telesec.assistant.booking.read_back import FEW_WORDS
from telesec.assistant.booking.told_reason import told_reason
from telesec.assistant.booking.unsure import BORN, NAME
from telesec.assistant.booking.wish import PRACTITIONER, TYPE
from telesec.assistant.changing.cancelling import says_cancel
from telesec.assistant.changing.own_of_call import take_birth_of_call
from telesec.assistant.corrections import says_which_day
from telesec.assistant.identity import (
    PAUSE_SECONDS,
    ask_birth_date,
    hear_birth_date,
    hear_number,
    hear_other_number,
)
from telesec.assistant.matters import is_about_their_own
from telesec.assistant.message_words import tells_their_number
from telesec.assistant.speaking import listed, phrase
from telesec.assistant.understanding import choose_offer, mentions
from telesec.assistant.waiting_list.waiting_wish import take_hope
from telesec.calls.call import Disposition
from telesec.scripts.steps import SayStep
from telesec.values.conversation import Prompt
from telesec.values.language import text_in

QUESTIONS = {
    REASON: "appointment_ask_reason",
    NUMBER: "message_ask_number",
    CORRECT: "appointment_ask_correction",
    ANOTHER: "whom_offer_another",
}

WITH_THE_NAME = {
    BORN: "appointment_ask_name_and_birth",
    NUMBER: "appointment_ask_name_and_number",
}
# How they are answered with keys.
KEYS = {
    WHEN: "keys_for_when",
    REASON: "keys_to_skip",
    NAME: "keys_for_no_name",
    BORN: "keys_for_date",
    NUMBER: "keys_for_number",
    CONFIRM: "keys_for_yes_no",
    CONFIRM_AND_REASON: "keys_for_yes_no",
    CONFIRM_AND_BIRTH: "keys_for_date",
    CORRECT: "keys_for_correction",
    ANOTHER: "keys_for_yes_no",
}
SKIP_KEY = "1"
WORDS_OF_WHOM = 10  # more tell beside "non c'est pour ma mère Jeanne Roux" what it is about
WHO_COMES = ("whose", "first_name", "caller_name")


class BookingTalk(BookingAnother):
    """One question at a time; what was volunteered is used and not asked again."""

    def enter(self) -> Prompt:
        """Begin, with whatever the caller has said already."""
        state = self.c.state
        if state.another and state.booked_step == state.step:
            return self.enter_again()
        state.another = state.another_said = ""
        state.another_now = False
        told, state.birth_date = state.birth_date, None
        state.type_id = state.chosen_id = None
        self.begin()
        state.practitioner_ids, state.windows, state.offer_ids = [], [], []
        state.refused, state.waiting, state.birth_date_left = [], None, False
        state.wish_known = state.waiting_aside = False
        if not self.types():
            return self.no_slots()
        words = take_hope(self.c, state.opening_words)
        begin_whom(self.c, words, somebody_else=self.step.appointment.ask_name is not None)
        self.take_in(words)
        self.take_in_person(words)
        take_birth_of_call(self.c, told)
        if tells_their_number(words, self.c.language):
            hear_other_number(self.c, words)
        state.reason = self._told_reason(words)
        state.opening_words = ""
        return self.next()

    def _told_reason(self, words: str) -> str | None:
        state, types, language = self.c.state, self.types(), self.c.language
        told = (state.caller_name, state.own_name, state.first_name)
        return told_reason(
            words,
            language,
            asked=self.step.appointment.ask_reason,
            people=[*filter(None, told), *(p.name for k in types for p in k.practitioners)],
            types=[w for k in types for w in (*k.words.get(language, ()), *k.names.values())],
            noted=state.answers,
        )

    # Asking

    def ask(self) -> Prompt:
        """The open question."""
        c, field = self.c, self.c.state.field
        if field == TYPE:
            return self._ask_which("appointment_ask_type", self._type_names())
        if field == PRACTITIONER:
            people = self._names_of_people()
            return self._ask_which("appointment_ask_practitioner", people)
        if field == WHEN:
            return self.ask_when()
        if field == OFFERS:
            return self.say_offers()
        if field == CONFIRM or field in ASKED_WITH_READ_BACK:
            return self.read_back()
        together = WITH_THE_NAME.get(self.joined().with_name, "") if field == NAME else ""
        if field == BORN:
            return ask_birth_date(c, self.worded("appointment_ask_birth_date"))
        if field == NAME:
            self.ask_name(together)
        elif field == CORRECT and c.state.birth_date:
            c.phrase("appointment_ask_correction_born")
        elif field == REASON and self.step.appointment.ask_reason_as:
            c.say(self.step.appointment.ask_reason_as)
        else:
            c.phrase(self.worded(QUESTIONS[field]))
        if field == NUMBER:
            return c.listen(max_digits=None, seconds=8, pause_seconds=PAUSE_SECONDS)
        if together:
            return c.listen(seconds=8, pause_seconds=PAUSE_SECONDS)
        return c.listen(seconds=6)

    def _ask_which(self, key: str, names: Sequence[str]) -> Prompt:
        self.c.phrase(self.worded(key), names=listed(names, self.c.language))
        return self.c.listen(hints=names)

    def _type_names(self) -> list[str]:
        return [text_in(kind.names, self.c.language) for kind in self.types()]

    def _names_of_people(self) -> list[str]:
        return [p.name_in(self.c.language) for p in self.practitioners(self.kind())]

    def keys(self) -> dict[str, str]:
        """Types, people and offers by their keys. What is read back is never guessed."""
        field = self.c.state.field
        if field == TYPE:
            return numbered(self._type_names())
        if field == PRACTITIONER:
            return numbered(self._names_of_people())
        return self.offered_keys() if field == OFFERS else {}

    def quotes(self) -> bool:
        """A time, a name, a date or a number may stand in a long sentence."""
        return self.c.state.field in {WHEN, OFFERS, NAME, BORN, NUMBER}

    def offer_keys(self) -> None:
        """How the open question can be answered with keys."""
        c, field = self.c, self.c.state.field
        if field == TYPE:
            self._offer_numbered(self._type_names())
        elif field == PRACTITIONER:
            self._offer_numbered(self._names_of_people())
        elif field == OFFERS:
            c.phrase("keys_for_offers", other=str(len(c.state.offer_ids) + 1))
        elif field == CORRECT and c.state.birth_date:
            c.phrase("keys_for_correction_born")
        elif field in KEYS and (field != NAME or c.call.caller_number):
            c.phrase(KEYS[field])
        c.phrase("press_zero_person")

    def _offer_numbered(self, names: Sequence[str]) -> None:
        for place, name in enumerate(names[:8], start=1):
            label = phrase("choice_for", self.c.language, name=name)
            self.c.phrase("choice_key", label=label, key=str(place))

    def next(self) -> Prompt:
        """The first thing we do not know yet. What need not be asked is, while there is room."""
        state = self.c.state
        if state.type_id is not None and not may_be_booked(self.c, self.kind()):
            return self._not_for_them()
        if state.type_id is None:
            return self.open(TYPE)
        if not state.practitioner_ids:
            if self.has_room():
                return self.open(PRACTITIONER)
            state.practitioner_ids = [p.id for p in self.practitioners(self.kind())]
        if not state.wish_known:
            if self.has_room():
                return self.open(WHEN)
            state.wish_known = True
            self.c.phrase("appointment_first_free")
        if state.chosen_id is None:
            return self.search()
        return self.ask_rest()

    def _not_for_them(self) -> Prompt:
        """The kind is for other people; something else, if there is anything."""
        c, kind = self.c, self.kind()
        self.let_go()
        c.state.type_id, c.state.practitioner_ids = None, []
        c.phrase(f"appointment_only_{kind.only_for}")
        return self.open(TYPE) if self.types() else self.go(self.step.otherwise)

    # Hearing

    def hear(self) -> Prompt | None:
        """Take in the answer to the open question."""
        hoped = self.hear_hope()
        if hoped or self._cancels_another():
            return hoped
        if self.c.state.field == ANOTHER:
            return self.hear_another()
        noted = self.hear_one_more()
        if noted:
            return noted
        field, few = self.c.state.field, len(self.c.words.split()) <= FEW_WORDS
        if (few or field not in {REASON, CONFIRM_AND_REASON}) and self.gives_up():
            return self._give_up()
        read_back = field in READ_BACK
        told_whom = read_back or field in {BORN, NUMBER}
        if told_whom and self.is_for_another(read_back=read_back):
            if field == CONFIRM_AND_REASON and len(self.c.words.split()) > WORDS_OF_WHOM:
                self.keep_reason(self.c.words)
            return self.next()
        goes_back = field in {NAME, BORN, NUMBER} or (few and field == REASON)
        if goes_back and self.is_taken_back(date_asked=field == BORN) and self.amended():
            self.hear_name_beside()
            return self.next()
        answered = self._hear_answer(field)
        if answered or field in {REASON, *ASKED_WITH_READ_BACK}:
            return answered
        if self.amended() or self.hear_name_beside(alone=True):
            return self.next()
        return self.hear_what_for()

    def _hear_answer(self, field: str) -> Prompt | None:
        c = self.c
        if field in {TYPE, PRACTITIONER, WHEN}:
            return self._hear_wanted()
        if field == OFFERS:
            return self.hear_offer()
        if field == REASON:
            return self.hear_reason()
        if field == NAME and c.keys[:1] == SKIP_KEY and c.call.caller_number:
            return self.nameless()
        if field == NAME:
            return self.next() if self.hear_name() else self.hear_unsure()
        if field in {BORN, NUMBER}:
            heard = hear_birth_date(c) if field == BORN else hear_number(c)
            return self.next() if heard else self.hear_unsure()
        if field in ASKED_WITH_READ_BACK:
            return self.hear_with_read_back()
        return self.hear_confirmation() if field == CONFIRM else self.hear_correction()

    def wants_an_answer(self) -> bool:
        """The reason may be a danger."""
        return self.c.state.field not in {REASON, CONFIRM_AND_REASON}

    def asks_to_agree(self) -> bool:
        """What was read back is booked upon a yes."""
        return self.c.state.field == CONFIRM

    def keeps_missed(self) -> bool:
        """The appointment may be all that they read."""
        return True

    def keeps_words(self) -> bool:
        """The reason may be anything, whatever words it has."""
        return self.c.state.field == REASON

    def hear_reason(self) -> Prompt | None:
        """The reason, in the caller's words; or none, by key."""
        if not self.c.words and self.c.keys[:1] != SKIP_KEY:
            return None
        self.c.state.reason = self.c.words
        hear_whom(self.c, self.c.words)
        return self.next()

    def _cancels_another(self) -> bool:
        """ "Annulez mon rendez-vous de mardi" is about another that they have; not where Tuesday is
        what was read back.
        """
        c, chosen = self.c, self.chosen_hold()
        cancels = says_cancel(c.words, c.language) and is_about_their_own(c.words, c.language)
        if not cancels or c.state.field in {REASON, CONFIRM_AND_REASON}:
            return False
        if chosen is None:
            return True
        starts, today = starts_of(c, [chosen]), c.now_local.date()
        is_this = choose_offer(c.words, c.language, starts, today).index is not None
        return says_which_day(c.words, c.language) and not is_this

    def _give_up(self) -> Prompt:
        """No appointment after all: nothing stays held, and a message can be left instead. What
        the script says of an appointment that is made is not said.
        """
        c, onward = self.c, self.step.go
        self.let_go()
        c.phrase("appointment_released")
        if mentions(c.words, ("message",)):
            return self.go(c.message_step())
        while isinstance(said := c.step(onward), SayStep):  # a script's steps lead on to an end
            onward = said.go
            c.state.outcome = c.state.outcome or Disposition.INFORMATION
            c.matter_is_done()
        return self.go(onward)

    def _hear_wanted(self) -> Prompt | None:
        c, state, before = self.c, self.c.state, self.c.state.model_copy(deep=True)
        if c.keys:
            self._take_key(int(c.keys[0]) if c.keys[0].isdecimal() else 0)
        else:
            self.take_in(c.words)
            self.take_in_person(c.words)
        if any(getattr(state, one) != getattr(before, one) for one in WHO_COMES):
            return self.next()
        if state.birth_date != before.birth_date and not state.wish_known:
            c.phrase("noted")
            return self.next()
        known = (state.type_id, state.practitioner_ids, state.wish_known)
        still_open = {TYPE: state.type_id is None, PRACTITIONER: not state.practitioner_ids}
        named = state.field in {TYPE, WHEN} and self.hear_name_beside(alone=True)
        if named:
            return self.next()
        unsure = self.hear_unsure() if still_open.get(state.field, not state.wish_known) else None
        if unsure:
            return unsure
        if known == (before.type_id, before.practitioner_ids, before.wish_known):
            return self.call_instead()
        return self.next()

    def _take_key(self, key: int) -> None:
        state = self.c.state
        if state.field == TYPE and 1 <= key <= len(types := self.types()):
            self.choose_type(types[key - 1])
        elif state.field == PRACTITIONER:
            people = self.practitioners(self.kind())
            chosen = people[key - 1 : key] if key else people
            state.practitioner_ids = [p.id for p in chosen]
        elif state.field == WHEN:
            self.take_when_key()
