"""An appointment the caller has, to be earlier: what is free before it, else the waiting list."""

from collections.abc import Iterator

from telesec.assistant.booking.offer_talk import OFFERS
from telesec.assistant.booking.offering import Windows
from telesec.assistant.changing.own_appointment import OwnAppointment
from telesec.assistant.conversation import WAITING_LIST, ListWish
from telesec.assistant.speaking import phrase
from telesec.assistant.waiting_list.waiting_wish import (
    before_it,
    list_is_kept,
    may_be_asked,
    wish_left,
)
from telesec.values.conversation import Prompt


class EarlierTalk(OwnAppointment):
    """Who would come earlier is offered nothing later; the appointment stays as long as need be."""

    def looks(self) -> Iterator[Windows]:
        """As for any wish; but only before the appointment, where it is to be earlier."""
        if not self._is_to_be_earlier():
            yield from super().looks()
            return
        before, wished = self.own().starts_at, self.c.state.windows
        if wished:
            yield [(start, min(end, before)) for start, end in wished if start < before]
        yield [(self.c.now, before)]

    def _is_to_be_earlier(self) -> bool:
        """ "Avancer", and no day that lies behind it."""
        state = self.c.state
        before, wished = self.own().starts_at, state.windows
        return state.earlier and (not wished or any(start < before for start, _ in wished))

    def no_slots(self) -> Prompt:
        """It stays; who wanted it earlier may wait, for anything else people may find a way."""
        if self._is_to_be_earlier() and may_be_asked(self.c):
            self.c.phrase("waiting_nothing_earlier", moment=self.moment())
            return self.wait_with_own(self.c.state.windows)
        self.c.phrase("change_no_slots", moment=self.moment())
        return self.leave_to_people()

    def ask_other_time(self) -> Prompt:
        """Whoever wants the list rather than what was offered is not asked for another day."""
        state = self.c.state
        if (state.wants_list or state.would_wait) and state.field == OFFERS:
            return self.wait_with_own([])
        return super().ask_other_time()

    def wait_with_own(self, windows: Windows) -> Prompt:
        """On the list with this appointment, asked first unless they have asked for it.

        The list is for what is earlier: a wish for later days goes to people.
        """
        state, own = self.c.state, self.own()
        earlier = before_it(windows, own)
        if windows and not earlier:
            return self._pass_on_wish()
        self.let_go()
        state.opening_words, state.would_wait = "", False
        state.waiting = ListWish(
            type_id=own.appointment_type_id,
            practitioner_ids=[own.practitioner_id],
            windows=earlier,
            own_id=own.id,
            asked_for=state.wants_list,
            then=self.step.go,
            otherwise=self.step.go,
        )
        return self.go(WAITING_LIST)

    def _pass_on_wish(self) -> Prompt:
        c, state = self.c, self.c.state
        state.wants_list = False
        note = phrase("question_note", c.client.language)
        line = phrase("answer_line", c.client.language, note=note, answer=c.said)
        state.answers = [*state.answers, line]
        c.phrase("request_noted")
        return self.leave_to_people()

    def after_move(self) -> Prompt:
        """On with the script; before that, one short question where it is worth it."""
        c, own = self.c, self.own()
        windows = wish_left(c, own)
        wanted = c.state.wants_list and list_is_kept(c)
        wanted = wanted or c.state.would_wait
        if wanted or (windows is not None and may_be_asked(c)):
            return self.wait_with_own(windows or [])
        return self.done()

    def done(self) -> Prompt:
        """On with the script."""
        self.let_go()
        self.c.state.opening_words = ""
        self.c.matter_is_done()
        return self.go(self.step.go)
