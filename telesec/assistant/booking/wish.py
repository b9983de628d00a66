"""What is to be booked, as far as callers have said it: what for, with whom, when."""

from collections.abc import Sequence

from telesec.agenda.appointment import Appointment
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.assistant.booking.bookable import practitioners_for, types_offered
from telesec.assistant.booking.offer_talk import OfferTalk
from telesec.assistant.booking.words import (
    ANY_OF_THEM,
    FIRST_FREE,
    WITH,
    without_indifference,
    without_place,
    words_for,
)
from telesec.assistant.corrections import says_which_day
from telesec.assistant.message_words import without
from telesec.assistant.understanding import mentions, understand_choice, understand_ordinal
from telesec.scripts.steps import AppointmentStep
from telesec.values.conversation import Prompt
from telesec.values.language import text_in

TYPE, PRACTITIONER = "type", "practitioner"


class BookingWish(OfferTalk[AppointmentStep]):
    """All that an utterance tells is used, whatever was asked; and may be taken back."""

    # What can be booked

    def types(self) -> Sequence[AppointmentType]:
        """All that may be."""
        return types_offered(self.c, self.step.appointment)

    def practitioners(self, kind: AppointmentType) -> list[Practitioner]:
        """With whom that may be."""
        return practitioners_for(kind, self.step.appointment)

    def kind(self) -> AppointmentType:
        """What the caller wants."""
        return self.c.db.get_one(AppointmentType, self.c.state.type_id)

    def wanted(self) -> list[Practitioner]:
        """With whom."""
        ids = self.c.state.practitioner_ids
        return [p for p in self.practitioners(self.kind()) if p.id in ids]

    def most_offers(self) -> int:
        """As the script has it."""
        return self.step.appointment.offers

    def take_in(self, words: str) -> None:
        """Use all that an utterance tells: what for, with whom, when."""
        c, state, types = self.c, self.c.state, self.types()
        if state.type_id is None:
            options = [(*k.words.get(c.language, ()), text_in(k.names, c.language)) for k in types]
            found = 0 if len(types) == 1 else understand_choice(words, c.language, options)
            if found is not None:
                self.choose_type(types[found])
        if not state.practitioner_ids:
            self._take_in_practitioner(words)
        self._take_in_time(words)

    def _take_in_time(self, words: str) -> None:
        """A time that is told; who does not mind whom they see has told none, "le premier
        disponible" none but the day they have wished for.
        """
        c, state = self.c, self.c.state
        if state.field not in {TYPE, PRACTITIONER}:
            self.take_wish(words)
            return
        words = without_place(words) if state.field == PRACTITIONER else words
        first = c.state.wish_known and mentions(words, FIRST_FREE[c.language])
        if not first or says_which_day(without(words, FIRST_FREE[c.language]), c.language):
            self.take_wish(without_indifference(words, c.language))

    def choose_type(self, kind: AppointmentType) -> None:
        """Whoever was named before and offers it stays."""
        state, people = self.c.state, self.practitioners(kind)
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
        kinds = [self.kind()] if self.c.state.type_id is not None else self.types()
        people = {p.id: p for kind in kinds for p in self.practitioners(kind)}
        return list(people.values())

    def names_practitioner(self, words: str) -> bool:
        """Whether a name that is said is that of somebody to be seen."""
        options = [words_for(p) for p in self._people()]
        return understand_choice(words, self.c.language, options) is not None

    # Taken back

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

    def other_person(self) -> bool:
        """Whom the caller would rather see: "finalement avec le docteur Martin"."""
        c, people = self.c, self._people()
        if len(people) < 2 or not mentions(c.words, WITH[c.language]):
            return False
        found = understand_choice(c.words, c.language, [words_for(p) for p in people])
        chosen = self.chosen_hold()
        if found is None or (chosen and chosen.practitioner_id == people[found].id):
            return False
        c.state.practitioner_ids, c.state.chosen_id = [people[found].id], None
        return True

    def other_type(self) -> bool:
        """ "Non, c'est pour un vaccin": another type of appointment than was read back."""
        c, types = self.c, self.types()
        options = [(*k.words.get(c.language, ()), text_in(k.names, c.language)) for k in types]
        found = understand_choice(c.words, c.language, options) if len(types) > 1 else None
        if found is None or types[found].id == c.state.type_id:
            return False
        self.choose_type(types[found])
        c.state.practitioner_ids = c.state.practitioner_ids or [
            p.id for p in self.practitioners(types[found])
        ]
        c.state.chosen_id = None
        return True
