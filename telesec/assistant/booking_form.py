"""Booking an appointment: what for, with whom, when; offers; who; read back; done."""

from collections.abc import Sequence

from telesec.agenda.appointment import Appointment
from telesec.agenda.booking import HoldLost, confirm
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.assistant.bookable import may_be_booked, practitioners_for, types_offered
from telesec.assistant.booking_words import (
    ANY_OF_THEM,
    BUT,
    CORRECTIONS,
    tells_a_reason,
    words_for,
)
from telesec.assistant.identity import (
    aloud,
    answer_of,
    ask_birth_date,
    hear_birth_date,
    hear_introduction,
    hear_name,
    hear_number,
)
from telesec.assistant.offer_talk import OFFERS, WHEN, OfferTalk, numbered
from telesec.assistant.offering import moment_aloud, windows_of
from telesec.assistant.speaking import listed, phrase
from telesec.assistant.understanding import (
    Answer,
    mentions,
    understand_choice,
    understand_ordinal,
    understand_wish,
)
from telesec.calls.call import Disposition
from telesec.dispatch.telling_changes import tell_booked
from telesec.scripts.steps import AppointmentStep
from telesec.values.conversation import Prompt
from telesec.values.language import text_in
from telesec.values.telephone import E164

MOST_TURNS = 6  # of the caller's, for an appointment; else what can be left out is not asked
PAUSE_SECONDS = 2  # between the pairs of a number
TYPE, PRACTITIONER = "type", "practitioner"
REASON, NAME, BORN, NUMBER = "booking_reason", "booking_name", "booking_born", "booking_number"
CONFIRM, CORRECT = "confirm", "correct"
QUESTIONS = {
    REASON: "appointment_ask_reason",
    NAME: "appointment_ask_name",
    NUMBER: "message_ask_number",
    CORRECT: "appointment_ask_correction",
}


class BookingTalk(OfferTalk[AppointmentStep]):
    """One question at a time; what was volunteered is used and not asked again."""

    def enter(self) -> Prompt:
        """Begin, with whatever the caller has said already."""
        state = self.c.state
        state.type_id = state.chosen_id = state.birth_date = None
        state.practitioner_ids, state.windows, state.offer_ids = [], [], []
        state.refused = []
        state.wish_known = False
        if not self._types():
            return self.no_slots()
        self._take_in(state.opening_words)
        hear_introduction(self.c, state.opening_words)
        told = tells_a_reason(state.opening_words, self.c.language)
        state.reason = state.opening_words if told and self.step.appointment.ask_reason else None
        state.opening_words = ""
        return self.next()

    # What can be booked

    def _types(self) -> Sequence[AppointmentType]:
        return types_offered(self.c, self.step.appointment)

    def _practitioners(self, kind: AppointmentType) -> list[Practitioner]:
        return practitioners_for(kind, self.step.appointment)

    def kind(self) -> AppointmentType:
        """What the caller wants."""
        return self.c.db.get_one(AppointmentType, self.c.state.type_id)

    def wanted(self) -> list[Practitioner]:
        """With whom."""
        ids = self.c.state.practitioner_ids
        return [p for p in self._practitioners(self.kind()) if p.id in ids]

    def most_offers(self) -> int:
        """As the script has it."""
        return self.step.appointment.offers

    # Asking

    def ask(self) -> Prompt:
        """The open question."""
        c, field = self.c, self.c.state.field
        if field == TYPE:
            return self._ask_which("appointment_ask_type", self._type_names())
        if field == PRACTITIONER:
            people = [p.name for p in self._practitioners(self.kind())]
            return self._ask_which("appointment_ask_practitioner", people)
        if field == WHEN:
            return self.ask_when()
        if field == OFFERS:
            return self.say_offers()
        if field == CONFIRM:
            return self._read_back()
        if field == BORN:
            return ask_birth_date(c, self.worded("appointment_ask_birth_date"))
        if field == NAME and self.step.appointment.ask_name:
            c.say(self.step.appointment.ask_name)
        else:
            c.phrase(self.worded(QUESTIONS[field]))
        if field == NUMBER:
            return c.listen(max_digits=None, seconds=8, pause_seconds=PAUSE_SECONDS)
        return c.listen(seconds=6)

    def _ask_which(self, key: str, names: Sequence[str]) -> Prompt:
        self.c.phrase(self.worded(key), names=listed(names, self.c.language))
        return self.c.listen(hints=names)

    def _type_names(self) -> list[str]:
        return [text_in(kind.names, self.c.language) for kind in self._types()]

    def keys(self) -> dict[str, str]:
        """Types, people and offers by their keys. What is read back is never guessed."""
        field = self.c.state.field
        if field == TYPE:
            return numbered(self._type_names())
        if field == PRACTITIONER:
            return numbered([p.name for p in self._practitioners(self.kind())])
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
            self._offer_numbered([p.name for p in self._practitioners(self.kind())])
        elif field == OFFERS:
            c.phrase("keys_for_offers", other=str(len(c.state.offer_ids) + 1))
        elif field == CONFIRM:
            c.phrase("keys_for_yes_no")
        elif field == BORN:
            c.phrase("keys_for_date")
        elif field == NUMBER:
            c.phrase("keys_for_number")
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
            state.practitioner_ids = [p.id for p in self._practitioners(self.kind())]
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
        return self.open(TYPE) if self._types() else self.go(self.step.otherwise)

    def _still_to_ask(self) -> list[str]:
        """What must be asked once the time is found."""
        state, terms = self.c.state, self.step.appointment
        missing = {
            REASON: terms.ask_reason and state.reason is None,
            NAME: state.caller_name is None,
            BORN: terms.ask_birth_date and state.birth_date is None,
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
        field = self.c.state.field
        if field not in {NAME, REASON, BORN} and self.gives_up():
            return self._give_up()
        if field in {TYPE, PRACTITIONER, WHEN}:
            return self._hear_wanted()
        if field == OFFERS:
            return self.hear_offer()
        if field == REASON:
            return self._hear_reason()
        if field == NAME:
            return self.next() if hear_name(self.c) else None
        if field == BORN:
            return self.next() if hear_birth_date(self.c) else None
        if field == NUMBER:
            return self.next() if hear_number(self.c) else None
        return self._hear_confirmation() if field == CONFIRM else self._hear_correction()

    def keeps_words(self) -> bool:
        """The reason may be anything, whatever words it has."""
        return self.c.state.field == REASON

    def _hear_reason(self) -> Prompt | None:
        self.c.state.reason = self.c.words or None
        return self.next() if self.c.words else None

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
            self._take_in(self.c.words)
        state = self.c.state
        known = (state.type_id, state.practitioner_ids, state.wish_known)
        if known == (before.type_id, before.practitioner_ids, before.wish_known):
            return None
        return self.next()

    def _take_key(self, key: int) -> None:
        state = self.c.state
        if state.field == TYPE and 1 <= key <= len(types := self._types()):
            self._choose_type(types[key - 1])
        elif state.field == PRACTITIONER:
            people = self._practitioners(self.kind())
            chosen = people[key - 1 : key] if key else people
            state.practitioner_ids = [p.id for p in chosen]

    def _take_in(self, words: str) -> None:
        """Use all that an utterance tells: what for, with whom, when."""
        c, state, types = self.c, self.c.state, self._types()
        if state.type_id is None:
            options = [(*k.words.get(c.language, ()), text_in(k.names, c.language)) for k in types]
            found = 0 if len(types) == 1 else understand_choice(words, c.language, options)
            if found is not None:
                self._choose_type(types[found])
        if not state.practitioner_ids:
            self._take_in_practitioner(words)
        self.take_wish(words)

    def _choose_type(self, kind: AppointmentType) -> None:
        """Whoever was named before and offers it stays."""
        state, people = self.c.state, self._practitioners(kind)
        state.type_id = kind.id
        named = [p.id for p in people if p.id in state.practitioner_ids]
        state.practitioner_ids = named or ([people[0].id] if len(people) == 1 else [])

    def _take_in_practitioner(self, words: str) -> None:
        c = self.c
        people = self._people()
        found = understand_choice(words, c.language, [words_for(p) for p in people])
        if c.state.field != PRACTITIONER:
            chosen = [] if found is None else [people[found]]
        elif mentions(words, ANY_OF_THEM[c.language]):
            chosen = people
        else:
            place = understand_ordinal(words, c.language, len(people)) if found is None else found
            chosen = [] if place is None else [people[place]]
        c.state.practitioner_ids = [p.id for p in chosen]

    def _people(self) -> list[Practitioner]:
        """Whom the caller may mean: who offers the type, or any, while that is not known."""
        kinds = [self.kind()] if self.c.state.type_id is not None else self._types()
        people = {p.id: p for kind in kinds for p in self._practitioners(kind)}
        return list(people.values())

    # Offers

    def no_slots(self) -> Prompt:
        """A message, or whatever the script has instead."""
        self.c.phrase("appointment_no_slots")
        return self.go(self.step.otherwise)

    def hear_another_practitioner(self, held: Sequence[Appointment]) -> Prompt | None:
        """ "Plutôt avec le docteur Martin": what of theirs was offered, else what they have."""
        c = self.c
        people = self._people()
        found = understand_choice(c.words, c.language, [words_for(p) for p in people])
        if found is None or len(people) == 1:
            return None
        theirs = [one for one in held if one.practitioner_id == people[found].id]
        if len(theirs) == 1:
            return self.chosen(theirs[0])
        c.state.practitioner_ids, c.state.refused = [people[found].id], []
        self.take_wish(c.words)
        return self.search()

    # Reading back, and done

    def _read_back(self) -> Prompt:
        c = self.c
        appointment = self.chosen_hold()
        if appointment is None:
            return self.taken_meanwhile()
        number = c.state.callback_number or c.call.caller_number or ""
        c.phrase(
            self.worded("appointment_confirm"),
            type=text_in(self.kind().names, c.language),
            practitioner=appointment.practitioner.name,
            moment=moment_aloud(c, appointment),
            name=c.state.caller_name or "",
            number=aloud(c, number),
        )
        return c.listen()

    def _hear_confirmation(self) -> Prompt | None:
        """Yes, no, or what is to be changed: "oui, mais plutôt à neuf heures"."""
        c, answer = self.c, answer_of(self.c)
        if c.words and (answer == Answer.NO or mentions(c.words, BUT[c.language])):
            return self._hear_correction() or self.open(CORRECT)
        if answer == Answer.YES:
            return self._book()
        return self.open(CORRECT) if answer == Answer.NO else None

    def _hear_correction(self) -> Prompt | None:
        """What is wrong: the moment, the name or the number; a new value is taken at once."""
        c, state = self.c, self.c.state
        options = list(CORRECTIONS[c.language])
        found = understand_choice(c.words, c.language, options)
        if c.keys and c.keys[0] in "123":
            found = int(c.keys[0]) - 1
        wish = understand_wish(c.words, c.language, c.now_local)
        if wish.windows:
            state.windows, state.chosen_id = windows_of(wish, c.client.zone), None
            return self.search()
        if found == 0:
            state.chosen_id = None
            return self.ask_other_time()
        if found == 1:
            return self.open(NAME)
        return self.open(NUMBER) if found == 2 else None

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
            practitioner=appointment.practitioner.name,
        )
        if bring := self.kind().to_bring(c.language):
            c.phrase("appointment_bring", documents=bring)
        return self.go(self.step.go)
