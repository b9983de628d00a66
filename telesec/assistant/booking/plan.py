"""Booking: what must still be asked, and what is asked in one sentence so that it stays short."""

from typing import NamedTuple

from telesec.assistant.booking.may_wait import MOST_TURNS
from telesec.assistant.booking.offer_talk import OFFERS
from telesec.assistant.booking.person import BookingPerson
from telesec.assistant.booking.unsure import BORN, NAME
from telesec.values.conversation import Prompt

REASON, NUMBER = "booking_reason", "booking_number"
CONFIRM, CORRECT = "confirm", "correct"
CONFIRM_AND_REASON, CONFIRM_AND_BIRTH = "confirm_and_reason", "confirm_and_birth"
# What the read-back may end with instead of "is that right?", by its field.
ASKED_WITH_READ_BACK = {CONFIRM_AND_REASON: REASON, CONFIRM_AND_BIRTH: BORN}
READ_BACK = frozenset({CONFIRM, CORRECT, *ASKED_WITH_READ_BACK})


class Joined(NamedTuple):
    """What is not asked by itself: with the name, and with the read-back; empty where nothing."""

    with_name: str = ""
    with_read_back: str = ""


class BookingPlan(BookingPerson):
    """A plain appointment takes MOST_TURNS of the caller, whatever a script asks besides."""

    asking_birth = frozenset({BORN, CONFIRM_AND_BIRTH})

    def open(self, field: str) -> Prompt:
        """Ask it, and remember that it was asked."""
        if field not in self.c.state.asked:
            self.c.state.asked = [*self.c.state.asked, field]
        return super().open(field)

    def begin(self) -> None:
        """Count from here; what the script has asked before counts as well."""
        self.c.state.asked, self.c.state.agreed_to = [], ""
        self.c.state.asked_before = self._answered()

    def still_to_ask(self) -> list[str]:
        """What must be asked once the time is found."""
        state, terms = self.c.state, self.step.appointment
        missing = {
            REASON: terms.ask_reason and state.reason is None,
            NAME: state.caller_name is None,
            BORN: terms.ask_birth_date and not (state.birth_date or state.birth_date_left),
            NUMBER: state.callback_number is None and self.c.call.caller_number is None,
        }
        return [field for field, lacks in missing.items() if lacks]

    def has_room(self) -> bool:
        """Whether one more question still leaves a plain appointment within MOST_TURNS: after it
        come the offers, what must be asked, and the read-back.
        """
        return self._answered() + 1 + len((OFFERS, *self.still_to_ask(), CONFIRM)) <= MOST_TURNS

    def joined(self) -> Joined:
        """What is asked with something else, where there would be too many questions.

        The read-back asks for something only where the questions alone are too many: who has
        needed more sentences is asked one thing at a time. A number is heard before the read-back,
        which tells it: nobody is reached at a wrong one.
        """
        missing = self.still_to_ask()
        over = self._answered() + len((*missing, CONFIRM)) - MOST_TURNS
        partners = [one for one in (BORN, NUMBER) if one in missing and self._is_theirs(missing)]
        with_name = partners[0] if partners and over > 0 else ""
        nameless = self.c.state.caller_name == ""  # a voice that is hard to understand
        if nameless or self._planned(missing) - len(partners[:1]) <= MOST_TURNS:
            return Joined(with_name)
        if REASON in missing:
            return Joined(with_name, REASON)
        if BORN in missing and partners != [BORN]:
            return Joined(NUMBER if NUMBER in partners else "", BORN)
        return Joined(with_name)

    def _is_theirs(self, missing: list[str]) -> bool:
        """Whether the name to be asked is the caller's, and by a question of our own."""
        asks_own = self.step.appointment.ask_name is not None
        return NAME in missing and not (asks_own or self.c.state.whose)

    def _planned(self, missing: list[str]) -> int:
        """The sentences of a caller who answers whatever is asked, from the matter to the end."""
        asked = [one for one in self.c.state.asked if one not in {*missing, *READ_BACK}]
        return self.c.state.asked_before + len((*asked, *missing, CONFIRM))

    def _answered(self) -> int:
        """How much the caller has said since telling the matter."""
        return self.c.call.turn_number - self.c.state.matter_turn
