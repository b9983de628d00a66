"""A booking goes on with what callers do not know or would not say: nobody is stuck in it."""

from telesec.assistant.booking.may_wait import BookingList
from telesec.assistant.booking.offer_talk import WHEN
from telesec.assistant.booking.unsure_words import does_not_know, tells_an_ailment, will_not_say
from telesec.assistant.booking.wish import PRACTITIONER, TYPE
from telesec.assistant.corrections import asks_back
from telesec.assistant.matters import BY_THE_WAY, MATTERS, told_intent
from telesec.assistant.message_words import tells_something
from telesec.assistant.readings import may_be_read
from telesec.assistant.speaking import phrase
from telesec.assistant.understanding import Intent
from telesec.values.conversation import Prompt

NAME, BORN = "booking_name", "booking_born"


class BookingUnsure(BookingList):
    """What is not told is the client's usual, or left to the client to ask."""

    def hear_unsure(self) -> Prompt | None:
        """ "Je sais pas", "pour un rhume", "je préfère ne pas le dire": on without an answer.

        None where nothing of the kind is said.
        """
        c = self.c
        field, words = c.state.field, c.words
        if not words:
            return None
        if field == BORN:
            return self._without_birth_date() if will_not_say(words, c.language) else None
        if field not in {TYPE, PRACTITIONER, WHEN}:
            return None
        ailing = field == TYPE and tells_an_ailment(words, c.language) and not self._is_else()
        if ailing:
            self.keep_reason(words)
        if ailing or does_not_know(words, c.language):
            return self._usual()
        return self._hear_aside(words)

    def _hear_aside(self, words: str) -> Prompt | None:
        """ "La vente de ma maison", instead of a day: for the client to read, and asked again;
        once, lest noise do.
        """
        c = self.c
        tells = tells_something(words, c.language, ()) and not self._is_else()
        if c.state.strayed or c.state.field == TYPE or not tells or may_be_read(c):
            return None
        c.state.asides += 1
        self.keep_reason(words)
        c.phrase("noted")
        return self.ask()

    def _is_else(self) -> bool:
        """A question or another matter: "j'ai une question", "j'ai un rendez-vous demain"."""
        c = self.c
        intent = told_intent(c.words, c.language, c.script.trade)
        other = intent in (MATTERS | BY_THE_WAY) - {Intent.APPOINTMENT_NEW}
        return other or asks_back(c.words, c.language)

    def go_on_without(self) -> Prompt | None:
        """Whoever is not understood has the usual all the same; it is read back."""
        field = self.c.state.field
        if field == BORN:
            return self._without_birth_date()
        if field == NAME:
            return self.nameless() if self.c.call.caller_number else None
        return self._usual() if field in {TYPE, PRACTITIONER, WHEN} else None

    def nameless(self) -> Prompt:
        """A voice we cannot understand: the number they call from is known, and the client asks."""
        c = self.c
        c.state.caller_name, c.state.first_name = c.state.first_name or "", None
        c.state.answers = [*c.state.answers, phrase("name_to_ask", c.client.language)]
        return self.next()

    def _usual(self) -> Prompt:
        """The first type, anybody, or the first time that is free."""
        state = self.c.state
        if state.field == TYPE:
            types = self.types()
            self.choose_type(next((kind for kind in types if not kind.only_for), types[0]))
        elif state.field == PRACTITIONER:
            state.practitioner_ids = [one.id for one in self.practitioners(self.kind())]
        else:
            state.windows, state.wish_known = [], True
        return self.next()

    def keep_reason(self, words: str) -> None:
        """What the appointment is for, in the caller's words; the client reads all of them."""
        reason = self.c.state.reason
        self.c.state.reason = f"{reason}\n{words}" if reason else words

    def leave_birth_date(self) -> None:
        """The client reads that it is still to be asked."""
        c = self.c
        c.state.birth_date_left = True
        c.state.answers = [*c.state.answers, phrase("birth_date_to_ask", c.client.language)]

    def _without_birth_date(self) -> Prompt:
        self.leave_birth_date()
        return self.next()
