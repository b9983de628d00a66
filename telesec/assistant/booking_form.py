"""Booking an appointment: what for, with whom, when; offers; who; read back; done."""

from collections.abc import Sequence

from telesec.agenda.booking import HoldLost, confirm
from telesec.assistant.bookable import may_be_booked
from telesec.assistant.booking_list import MOST_TURNS
from telesec.assistant.booking_person import BookingPerson
from telesec.assistant.booking_unsure import BORN, NAME
from telesec.assistant.booking_wish import PRACTITIONER, TYPE
from telesec.assistant.booking_words import BUT, CORRECTIONS, tells_a_reason
from telesec.assistant.corrections import told_name
from telesec.assistant.for_whom import begin_whom, hear_whom
from telesec.assistant.identity import (
    aloud,
    answer_of,
    ask_birth_date,
    declines,
    hear_birth_date,
    hear_name,
    hear_number,
)
from telesec.assistant.offer_talk import OFFERS, WHEN, numbered
from telesec.assistant.offering import moment_aloud, whom_aloud
from telesec.assistant.speaking import listed, phrase
from telesec.assistant.understanding import (
    Answer,
    mentions,
    understand_choice,
)
from telesec.assistant.waiting_wish import take_hope
from telesec.calls.call import Disposition
from telesec.dispatch.telling_changes import tell_booked
from telesec.values.conversation import Prompt
from telesec.values.language import text_in
from telesec.values.telephone import E164

PAUSE_SECONDS = 2  # between the pairs of a number
FEW_WORDS = 6  # more are a reason, not a word about another question
REASON, NUMBER = "booking_reason", "booking_number"
CONFIRM, CORRECT = "confirm", "correct"
CORRECTED = (NAME, NUMBER, BORN)  # as booking_words.CORRECTIONS has them, after the moment
QUESTIONS = {
    REASON: "appointment_ask_reason",
    NUMBER: "message_ask_number",
    CORRECT: "appointment_ask_correction",
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
    CORRECT: "keys_for_correction",
}
SKIP_KEY = "1"
WHO_COMES = ("whose", "first_name", "caller_name")


class BookingTalk(BookingPerson):
    """One question at a time; what was volunteered is used and not asked again."""

    def enter(self) -> Prompt:
        """Begin, with whatever the caller has said already."""
        state = self.c.state
        state.type_id = state.chosen_id = state.birth_date = None
        state.practitioner_ids, state.windows, state.offer_ids = [], [], []
        state.refused, state.waiting, state.birth_date_left = [], None, False
        state.wish_known = state.waiting_aside = False
        if not self.types():
            return self.no_slots()
        words = take_hope(self.c, state.opening_words)
        begin_whom(self.c, words, somebody_else=self.step.appointment.ask_name is not None)
        self.take_in(words)
        self.take_in_person(words)
        names = [state.caller_name or "", *(p.name for k in self.types() for p in k.practitioners)]
        told = self.step.appointment.ask_reason and tells_a_reason(words, self.c.language, names)
        state.reason = words if told else None
        state.opening_words = ""
        return self.next()

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
        if field == CONFIRM:
            return self._read_back()
        if field == BORN:
            return ask_birth_date(c, self.worded("appointment_ask_birth_date"))
        if field == NAME:
            self.ask_name(self._asked_together())
        elif field == CORRECT and c.state.birth_date:
            c.phrase("appointment_ask_correction_born")
        else:
            c.phrase(self.worded(QUESTIONS[field]))
        if field == NUMBER:
            return c.listen(max_digits=None, seconds=8, pause_seconds=PAUSE_SECONDS)
        if field == NAME and self._asked_together():
            return c.listen(seconds=8, pause_seconds=PAUSE_SECONDS)
        return c.listen(seconds=6)

    def _asked_together(self) -> str:
        """What is asked with the name, a phrase, where there would be too many questions else."""
        missing = self._still_to_ask()
        answered = self.c.call.turn_number - self.c.state.matter_turn
        if NAME not in missing or answered + len((*missing, CONFIRM)) <= MOST_TURNS:
            return ""
        return next((WITH_THE_NAME[field] for field in missing if field in WITH_THE_NAME), "")

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
            if self._has_room():
                return self.open(PRACTITIONER)
            state.practitioner_ids = [p.id for p in self.practitioners(self.kind())]
        if not state.wish_known:
            if self._has_room():
                return self.open(WHEN)
            state.wish_known = True
            self.c.phrase("appointment_first_free")
        if state.chosen_id is None:
            return self.search()
        missing = self._still_to_ask()
        return self.open(missing[0] if missing else CONFIRM)

    def _not_for_them(self) -> Prompt:
        """The kind is for other people; something else, if there is anything."""
        c, kind = self.c, self.kind()
        self.let_go()
        c.state.type_id, c.state.practitioner_ids = None, []
        c.phrase(f"appointment_only_{kind.only_for}")
        return self.open(TYPE) if self.types() else self.go(self.step.otherwise)

    def _still_to_ask(self) -> list[str]:
        """What must be asked once the time is found."""
        state, terms = self.c.state, self.step.appointment
        missing = {
            REASON: terms.ask_reason and state.reason is None,
            NAME: state.caller_name is None,
            BORN: terms.ask_birth_date and not (state.birth_date or state.birth_date_left),
            NUMBER: state.callback_number is None and self.c.call.caller_number is None,
        }
        return [field for field, lacks in missing.items() if lacks]

    def _has_room(self) -> bool:
        """Whether one more question still leaves a plain appointment within MOST_TURNS: after it
        come the offers, what must be asked, and the read-back.
        """
        answered = self.c.call.turn_number - self.c.state.matter_turn
        return answered + 1 + len((OFFERS, *self._still_to_ask(), CONFIRM)) <= MOST_TURNS

    # Hearing

    def hear(self) -> Prompt | None:
        """Take in the answer to the open question."""
        hoped = self.hear_hope()
        if hoped:
            return hoped
        field, few = self.c.state.field, len(self.c.words.split()) <= FEW_WORDS
        if (few or field != REASON) and self.gives_up():
            return self._give_up()
        read_back = field in {CONFIRM, CORRECT}
        told_whom = read_back or field in {BORN, NUMBER}
        if told_whom and self.is_for_another(read_back=read_back):
            return self.next()
        goes_back = field in {NAME, BORN, NUMBER} or (few and field == REASON)
        if goes_back and self.is_taken_back(date_asked=field == BORN) and self.amended():
            return self.next()
        answered = self._hear_answer(field)
        if answered or field == REASON:
            return answered
        return self.next() if self.amended() else self.hear_what_for()

    def _hear_answer(self, field: str) -> Prompt | None:
        c = self.c
        if field in {TYPE, PRACTITIONER, WHEN}:
            return self._hear_wanted()
        if field == OFFERS:
            return self.hear_offer()
        if field == REASON:
            return self._hear_reason()
        if field == NAME and c.keys[:1] == SKIP_KEY and c.call.caller_number:
            return self.nameless()
        if field == NAME:
            return self.next() if self.hear_name() else self.hear_unsure()
        if field in {BORN, NUMBER}:
            heard = hear_birth_date(c) if field == BORN else hear_number(c)
            return self.next() if heard else self.hear_unsure()
        return self._hear_confirmation() if field == CONFIRM else self._hear_correction()

    def keeps_words(self) -> bool:
        """The reason may be anything, whatever words it has."""
        return self.c.state.field == REASON

    def _hear_reason(self) -> Prompt | None:
        """The reason, in the caller's words; or none, by key."""
        if not self.c.words and self.c.keys[:1] != SKIP_KEY:
            return None
        self.c.state.reason = self.c.words
        hear_whom(self.c, self.c.words)
        return self.next()

    def _give_up(self) -> Prompt:
        """No appointment after all: nothing stays held, and a message can be left instead."""
        c = self.c
        self.let_go()
        c.phrase("appointment_released")
        wants_message = mentions(c.words, ("message",))
        return self.go(c.message_step() if wants_message else self.step.go)

    def _hear_wanted(self) -> Prompt | None:
        before = self.c.state.model_copy(deep=True)
        if self.c.keys:
            self._take_key(int(self.c.keys[0]) if self.c.keys[0].isdecimal() else 0)
        else:
            self.take_in(self.c.words)
            self.take_in_person(self.c.words)
        state = self.c.state
        if any(getattr(state, one) != getattr(before, one) for one in WHO_COMES):
            return self.next()
        known = (state.type_id, state.practitioner_ids, state.wish_known)
        still_open = {TYPE: state.type_id is None, PRACTITIONER: not state.practitioner_ids}
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

    # Reading back, and done

    def _read_back(self) -> Prompt:
        c = self.c
        appointment = self.chosen_hold()
        if appointment is None:
            return self.taken_meanwhile()
        number = c.state.callback_number or c.call.caller_number or ""
        named = "appointment_confirm" if c.state.caller_name else "appointment_confirm_nameless"
        c.phrase(
            self.worded(named),
            type=text_in(self.kind().names, c.language),
            practitioner=whom_aloud(c, appointment),
            moment=moment_aloud(c, appointment),
            name=self.who_comes(),
            number=aloud(c, number),
        )
        return c.listen()

    def _hear_confirmation(self) -> Prompt | None:
        """Yes, no, or what is to be changed: "oui, mais plutôt à neuf heures"."""
        c, answer = self.c, answer_of(self.c)
        if self.amended() or self.other_type():
            return self.next()
        if c.words and (declines(c) or mentions(c.words, BUT[c.language])):
            return self._hear_correction() or self.open(CORRECT)
        if answer == Answer.YES:
            return self._book()
        return self.open(CORRECT) if answer == Answer.NO else None

    def _hear_correction(self) -> Prompt | None:
        """What is wrong, to be asked again; a new value is taken at once."""
        c = self.c
        if self.amended():
            return self.next()
        found = understand_choice(c.words, c.language, list(CORRECTIONS[c.language]))
        if c.keys and c.keys[0] in "1234":
            found = int(c.keys[0]) - 1
        if found is not None:
            return (
                self.ask_other_time() if found == 0 else self.open((NAME, NUMBER, BORN)[found - 1])
            )
        if c.state.field != CORRECT:
            return None
        name = told_name(c.words, c.language)  # what else would a name be said for
        if answer_of(c) == Answer.YES:
            return self.open(CONFIRM)
        if name is None:
            return None
        hear_name(c)
        return self.next()

    def _book(self) -> Prompt:
        c, state = self.c, self.c.state
        number = state.callback_number or c.call.caller_number
        try:
            appointment = confirm(
                c.db,
                appointment_id=state.chosen_id or 0,
                client_id=c.client.id,
                call_id=c.call.id,
                caller_name=state.caller_name or "",
                telephone=E164(number) if number else None,
                now=c.now,
                birth_date=state.birth_date,
                notes="\n".join([*state.answers, *filter(None, [state.reason])]),
            )
        except HoldLost:
            return self.taken_meanwhile()
        state.answers, state.reason = [], None
        tell_booked(c.db, appointment, c.now)
        state.outcome = Disposition.APPOINTMENT
        c.phrase(
            "appointment_done",
            moment=moment_aloud(c, appointment),
            practitioner=whom_aloud(c, appointment),
        )
        if bring := self.kind().to_bring(c.language):
            c.phrase("appointment_bring", documents=bring)
        return self.after_booking(appointment)
