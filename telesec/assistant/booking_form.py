"""Booking an appointment: what for, with whom, when; offers; who; read back; done."""

from collections.abc import Sequence

from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import HoldLost, confirm, release_holds
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.assistant.bookable import practitioners_for, types_offered
from telesec.assistant.booking_words import (
    ANY_OF_THEM,
    BUT,
    CORRECTIONS,
    GIVES_UP,
    tells_a_reason,
    words_for,
)
from telesec.assistant.identity import aloud, answer_of, hear_name, hear_number
from telesec.assistant.offering import (
    hold_offers,
    moment_aloud,
    offered,
    offers_aloud,
    widening,
    windows_of,
)
from telesec.assistant.speaking import listed, phrase
from telesec.assistant.talk import Talk
from telesec.assistant.understanding import (
    Answer,
    choose_offer,
    mentions,
    understand_choice,
    understand_ordinal,
    understand_wish,
)
from telesec.calls.call import Disposition
from telesec.dispatch.near_appointments import tell_near_appointment
from telesec.scripts.steps import AppointmentStep
from telesec.values.conversation import Prompt
from telesec.values.language import text_in
from telesec.values.telephone import E164

PAUSE_SECONDS = 2  # between the pairs of a number
TYPE, PRACTITIONER, WHEN, OFFERS = "type", "practitioner", "when", "offers"
REASON, NAME, NUMBER = "booking_reason", "booking_name", "booking_number"
CONFIRM, CORRECT = "confirm", "correct"


class BookingTalk(Talk[AppointmentStep]):
    """One question at a time; what was volunteered is used and not asked again."""

    def enter(self) -> Prompt:
        """Begin, with whatever the caller has said already."""
        state = self.c.state
        state.type_id = state.chosen_id = None
        state.practitioner_ids, state.windows, state.offer_ids = [], [], []
        state.wish_known = False
        if not self._types():
            return self._no_slots()
        self._take_in(state.opening_words)
        told = tells_a_reason(state.opening_words, self.c.language)
        state.reason = state.opening_words if told and self.step.appointment.ask_reason else None
        state.opening_words = ""
        return self._next()

    # What can be booked

    def _types(self) -> Sequence[AppointmentType]:
        return types_offered(self.c, self.step.appointment)

    def _practitioners(self, kind: AppointmentType) -> list[Practitioner]:
        return practitioners_for(kind, self.step.appointment)

    def _type(self) -> AppointmentType:
        return self.c.db.get_one(AppointmentType, self.c.state.type_id)

    def _wanted(self) -> list[Practitioner]:
        ids = self.c.state.practitioner_ids
        return [p for p in self._practitioners(self._type()) if p.id in ids]

    # Asking

    def ask(self) -> Prompt:
        """The open question."""
        c, field = self.c, self.c.state.field
        if field == TYPE:
            names = [text_in(kind.names, c.language) for kind in self._types()]
            c.phrase("appointment_ask_type", types=listed(names, c.language))
            return c.listen(hints=names)
        if field == PRACTITIONER:
            names = [p.name for p in self._practitioners(self._type())]
            c.phrase("appointment_ask_practitioner", practitioners=listed(names, c.language))
            return c.listen(hints=names)
        if field == OFFERS:
            return self._say_offers()
        if field == CONFIRM:
            return self._read_back()
        keys = {
            WHEN: "appointment_ask_when",
            REASON: "appointment_ask_reason",
            NAME: "appointment_ask_name",
            NUMBER: "message_ask_number",
            CORRECT: "appointment_ask_correction",
        }
        c.phrase(keys[field])
        if field == NUMBER:
            return c.listen(max_digits=None, seconds=8, pause_seconds=PAUSE_SECONDS)
        return c.listen(seconds=6)

    def offer_keys(self) -> None:
        """How the open question can be answered with keys."""
        c, field = self.c, self.c.state.field
        if field == TYPE:
            self._offer_numbered([text_in(kind.names, c.language) for kind in self._types()])
        elif field == PRACTITIONER:
            self._offer_numbered([p.name for p in self._practitioners(self._type())])
        elif field == OFFERS:
            c.phrase("keys_for_offers", other=str(len(c.state.offer_ids) + 1))
        elif field == CONFIRM:
            c.phrase("keys_for_yes_no")
        elif field == NUMBER:
            c.phrase("keys_for_number")
        c.phrase("press_zero_person")

    def _offer_numbered(self, names: Sequence[str]) -> None:
        for place, name in enumerate(names[:8], start=1):
            label = phrase("choice_for", self.c.language, name=name)
            self.c.phrase("choice_key", label=label, key=str(place))

    def _open(self, field: str) -> Prompt:
        self.c.state.field = field
        self.c.state.misses = 0
        return self.ask()

    def _next(self) -> Prompt:
        """The first thing we do not know yet."""
        state = self.c.state
        if state.type_id is None:
            return self._open(TYPE)
        if not state.practitioner_ids:
            return self._open(PRACTITIONER)
        if not state.wish_known:
            return self._open(WHEN)
        if state.chosen_id is None:
            return self._search()
        if self.step.appointment.ask_reason and state.reason is None:
            return self._open(REASON)
        if state.caller_name is None:
            return self._open(NAME)
        if state.callback_number is None and self.c.call.caller_number is None:
            return self._open(NUMBER)
        return self._open(CONFIRM)

    # Hearing

    def hear(self) -> Prompt | None:
        """Take in the answer to the open question."""
        field = self.c.state.field
        if field not in {NAME, REASON} and mentions(self.c.words, GIVES_UP[self.c.language]):
            return self._give_up()
        if field in {TYPE, PRACTITIONER, WHEN}:
            return self._hear_wanted()
        if field == OFFERS:
            return self._hear_offer()
        if field == REASON:
            return self._hear_reason()
        if field == NAME:
            return self._next() if hear_name(self.c) else None
        if field == NUMBER:
            return self._next() if hear_number(self.c) else None
        return self._hear_confirmation() if field == CONFIRM else self._hear_correction()

    def keeps_words(self) -> bool:
        """The reason may be anything, whatever words it has."""
        return self.c.state.field == REASON

    def _hear_reason(self) -> Prompt | None:
        self.c.state.reason = self.c.words or None
        return self._next() if self.c.words else None

    def _give_up(self) -> Prompt:
        """No appointment after all: nothing stays held, and a message can be left instead."""
        c = self.c
        release_holds(c.db, call_id=c.call.id)
        c.state.offer_ids, c.state.chosen_id = [], None
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
        return self._next()

    def _take_key(self, key: int) -> None:
        state = self.c.state
        if state.field == TYPE and 1 <= key <= len(types := self._types()):
            self._choose_type(types[key - 1])
        elif state.field == PRACTITIONER:
            people = self._practitioners(self._type())
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
        wish = understand_wish(words, c.language, c.now_local)
        if wish.windows or wish.earliest:
            state.windows = windows_of(wish, c.client.zone)
            state.wish_known = True

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
        kinds = [self._type()] if self.c.state.type_id is not None else self._types()
        people = {p.id: p for kind in kinds for p in self._practitioners(kind)}
        return list(people.values())

    # Offers

    def _search(self) -> Prompt:
        c, state = self.c, self.c.state
        release_holds(c.db, call_id=c.call.id)
        limit = self.step.appointment.offers
        for number, windows in enumerate(widening(state.windows, c.now, c.client.zone)):
            state.offer_ids = hold_offers(c, self._type(), self._wanted(), windows, limit)
            if state.offer_ids:
                if number:
                    c.phrase("appointment_none_in_window")
                break
        return self._open(OFFERS) if state.offer_ids else self._no_slots()

    def _no_slots(self) -> Prompt:
        self.c.phrase("appointment_no_slots")
        return self.go(self.step.otherwise)

    def _say_offers(self) -> Prompt:
        c = self.c
        name_them = len(self._wanted()) > 1
        moments = offers_aloud(c, offered(c), with_practitioner=name_them)
        if not moments:  # the holds have run out while the caller thought
            return self._search()
        places = dict(zip(("first", "second", "third"), moments, strict=False))
        c.phrase(f"appointment_offers_{len(moments)}", **places)
        return c.listen(seconds=8)

    def _hear_offer(self) -> Prompt | None:
        c = self.c
        held = offered(c)
        if c.keys:
            place = int(c.keys[0]) if c.keys[0].isdecimal() else 0
            if place == len(held) + 1:
                return self._ask_other_time()
            return self._chosen(held[place - 1]) if 1 <= place <= len(held) else None
        starts = [c.client.local(a.starts_at).replace(tzinfo=None) for a in held]
        choice = choose_offer(c.words, c.language, starts, c.now_local.date())
        if choice.index is not None:
            return self._chosen(held[choice.index])
        if len(held) > 1 and not choice.none_suits and answer_of(c) == Answer.YES:
            return self._open(OFFERS)  # yes, but which?
        wish = understand_wish(c.words, c.language, c.now_local)
        if wish.windows or wish.earliest:
            c.state.windows = windows_of(wish, c.client.zone)
            return self._search()
        return self._ask_other_time() if choice.none_suits else None

    def _ask_other_time(self) -> Prompt:
        self.c.state.wish_known = False
        release_holds(self.c.db, call_id=self.c.call.id)
        self.c.state.offer_ids = []
        return self._open(WHEN)

    def _chosen(self, appointment: Appointment) -> Prompt:
        self.c.state.chosen_id = appointment.id
        release_holds(self.c.db, call_id=self.c.call.id, keep=appointment.id)
        return self._next()

    # Reading back, and done

    def _read_back(self) -> Prompt:
        c = self.c
        appointment = c.db.scalar(
            select(Appointment).where(
                Appointment.id == c.state.chosen_id,
                Appointment.call_id == c.call.id,
                Appointment.status == AppointmentStatus.HELD,
            )
        )
        if appointment is None:
            return self._taken_meanwhile()
        number = c.state.callback_number or c.call.caller_number or ""
        c.phrase(
            "appointment_confirm",
            type=text_in(self._type().names, c.language),
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
            return self._hear_correction() or self._open(CORRECT)
        if answer == Answer.YES:
            return self._book()
        return self._open(CORRECT) if answer == Answer.NO else None

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
            return self._search()
        if found == 0:
            state.chosen_id = None
            return self._ask_other_time()
        if found == 1:
            return self._open(NAME)
        return self._open(NUMBER) if found == 2 else None

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
                notes="\n".join([*state.answers, *filter(None, [state.reason])]),
            )
        except HoldLost:
            return self._taken_meanwhile()
        state.answers, state.reason = [], None
        tell_near_appointment(c.db, appointment, c.now)
        state.outcome = Disposition.APPOINTMENT
        c.phrase(
            "appointment_done",
            moment=moment_aloud(c, appointment),
            practitioner=appointment.practitioner.name,
        )
        return self.go(self.step.go)

    def _taken_meanwhile(self) -> Prompt:
        self.c.state.chosen_id = None
        self.c.phrase("appointment_taken_meanwhile")
        return self._search()
