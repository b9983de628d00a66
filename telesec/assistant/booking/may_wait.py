"""Booking and the waiting list: who gets a later time than was wished, or none, may wait."""

from abc import abstractmethod

from telesec.agenda.appointment import Appointment
from telesec.agenda.leaving_list import settle_with
from telesec.agenda.waiting_list import note_own_on_list
from telesec.assistant.booking.offer_talk import OFFERS
from telesec.assistant.booking.offering import Windows
from telesec.assistant.booking.wish import BookingWish
from telesec.assistant.booking.words import GIVES_UP
from telesec.assistant.conversation import WAITING_LIST, ListWish
from telesec.assistant.message_words import wants_a_call_back
from telesec.assistant.speaking import phrase
from telesec.assistant.understanding import mentions
from telesec.assistant.waiting_list.leaving_words import OffList
from telesec.assistant.waiting_list.listed_words import OnList
from telesec.assistant.waiting_list.waiting_wish import (
    list_is_kept,
    may_be_asked,
    take_hope,
    wish_left,
)
from telesec.scripts.steps import MessageStep
from telesec.values.conversation import Prompt

MOST_TURNS = 6  # of the caller's, for an appointment; else what can be left out is not asked


class BookingList(BookingWish):
    """Asked once, when the appointment stands or nothing is free; never in the way of either."""

    def hear_list(self, rest: str) -> Prompt | None:
        """ "Le premier, mais prévenez-moi si une place se libère avant": the rest is the answer.

        Where there is no list for them, the client reads the wish.
        """
        c, state = self.c, self.c.state
        if not may_be_asked(c):
            self._note_wish()
            return (self.hear() if rest else None) or self.ask()
        state.wants_list = True
        refuses = bool(rest) and state.field == OFFERS and self.is_mere_refusal(rest)
        if refuses or (state.type_id is not None and mentions(rest, GIVES_UP[c.language])):
            return self._wait_instead()
        c.phrase("waiting_noted")
        return (self.hear() if rest else None) or self.ask()

    def hear_hope(self) -> Prompt | None:
        """ "Mardi si quelqu'un se libère": the rest is the answer; alone, it asks for the list."""
        c = self.c
        if not c.words or self.keeps_words():
            return None
        rest = take_hope(c, c.words)
        if rest == c.words:
            return None
        if not rest:
            return self.hear_list(rest)
        c.rest = rest
        return None

    def hear_off_list(self, asked: OffList) -> Prompt:
        """Nobody has proved here who they are: the client reads it with the appointment."""
        self.c.state.wants_list = False
        self._note_wish()
        return (self.hear() if asked.rest else None) or self.ask()

    def hear_about_list(self, asked: OnList) -> Prompt:
        """It is seen to at the next menu, once the appointment is made."""
        c = self.c
        c.state.beside = c.said
        c.phrase("noted")
        c.rest = asked.rest
        return (self.hear() if asked.rest else None) or self.ask()

    def _note_wish(self) -> None:
        c = self.c
        note = phrase("question_note", c.client.language)
        line = phrase("answer_line", c.client.language, note=note, answer=c.said)
        if line not in c.state.answers:
            c.state.answers = [*c.state.answers, line]
        c.phrase("request_noted")

    def call_instead(self) -> Prompt | None:
        """Whoever was led here for the list, and would only be called, leaves a message."""
        c, state = self.c, self.c.state
        if not (state.wants_list and wants_a_call_back(c.words)):
            return None
        self.let_go()
        state.wants_list = False
        state.opening_words, state.told = c.words, "whole"
        return self.go(c.message_step())

    def ask_other_time(self) -> Prompt:
        """Whoever wants the list rather than what was offered is not asked for another day."""
        state = self.c.state
        wants = (state.wants_list or state.would_wait) and state.field == OFFERS
        if wants and self.is_mere_refusal(self.c.words):
            return self._wait_instead()
        return super().ask_other_time()

    def no_slots(self) -> Prompt:
        """The list, where there is one; a message, or whatever the script has instead."""
        c = self.c
        if c.state.type_id is not None and may_be_asked(c):
            c.phrase("waiting_no_slots")
            return self._wait_instead()
        c.phrase("appointment_no_slots")
        return self.go(self.step.otherwise)

    def _wait_instead(self) -> Prompt:
        """On the list without an appointment; then the message is not needed."""
        self.let_go()
        instead = self.c.step(self.step.otherwise)
        then = instead.go if isinstance(instead, MessageStep) else self.step.go
        self.c.state.waiting = self._wish(self.c.state.windows, None, then, self.step.otherwise)
        return self.go(WAITING_LIST)

    @abstractmethod
    def onward(self) -> str:
        """The step it goes on with when an appointment stands."""

    def after_booking(self, own: Appointment) -> Prompt:
        """On with the script; before that, one short question where it is worth it."""
        c, state, onward = self.c, self.c.state, self.onward()
        c.matter_is_done()
        waits = note_own_on_list(c.db, own, c.now)
        windows = wish_left(c, own)
        if state.wants_list and list_is_kept(c):
            state.waiting = self._wish(windows or [], own, onward, onward)
            return self.go(WAITING_LIST)
        if settle_with(c.db, own, c.now, call_id=c.call.id):
            c.phrase("waiting_served")
            return self.go(onward)
        if waits or (windows is None and not state.would_wait) or not may_be_asked(c):
            return self.go(onward)
        state.waiting = self._wish(windows or [], own, onward, onward)
        # Whoever had to answer more than that already is not asked, nor who got what was wished:
        # the next menu tells it.
        many = c.call.turn_number - state.matter_turn > MOST_TURNS
        state.waiting_aside = windows is None or (many and not state.would_wait)
        return self.go(onward if state.waiting_aside else WAITING_LIST)

    def _wish(
        self, windows: Windows, own: Appointment | None, then: str, otherwise: str
    ) -> ListWish:
        state, everybody = self.c.state, self.practitioners(self.kind())
        state.would_wait = False
        wanted = [one.id for one in self.wanted()]
        return ListWish(
            type_id=self.kind().id,
            practitioner_ids=[] if len(wanted) in {0, len(everybody)} else wanted,
            windows=list(windows),
            own_id=own.id if own else None,
            asked_for=state.wants_list,
            then=then,
            otherwise=otherwise,
        )
