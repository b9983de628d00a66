"""Taking a caller off the waiting list who has proved who they are; none hears who else waits."""

from telesec.agenda.leaving_list import (
    SeveralPeople,
    give_up_with,
    settle_with,
    take_off,
)
from telesec.agenda.waiting_list import WaitingEntry
from telesec.assistant.booking.for_whom import ask_surname
from telesec.assistant.changing.earlier import EarlierTalk
from telesec.assistant.changing.own_appointment import MOST_TRIES, NAME
from telesec.assistant.identity import hear_introduction
from telesec.assistant.speaking import phrase
from telesec.assistant.waiting_list.leaving_wish import note_request
from telesec.assistant.waiting_list.leaving_words import OffList
from telesec.assistant.waiting_list.listed_wish import (
    begin_asking,
    end_asking,
    entries_proved,
    tell_listed,
)
from telesec.assistant.waiting_list.listed_words import OnList
from telesec.assistant.waiting_list.waiting_wish import list_is_kept, may_be_asked
from telesec.calls.call import Disposition
from telesec.values.conversation import Prompt

# Wanted, instead of something with an appointment.
LEAVE, ASK_ABOUT = "leave", "ask_about"
OF_THE_LIST = frozenset({LEAVE, ASK_ABOUT})


class LeavingTalk(EarlierTalk):
    """What does not fit what is known is answered as if nobody of that name waited."""

    has_left = False  # with the appointment that was cancelled in this turn

    def hear_off_list(self, asked: OffList) -> Prompt:
        """Alone, it is what is wanted; beside a change of the appointment, it comes after that."""
        c, state = self.c, self.c.state
        state.wants_list = False
        if state.change in {"", LEAVE}:
            return self._leave_for(asked)
        if asked.is_for_another:
            state.beside = c.said  # proved anew, once this is done
        else:
            note_request(c, asked)
            state.leaves_list, state.beside = True, ""  # what else is said is heard now
        c.phrase("waiting_noted")
        return (self.hear() if asked.rest else None) or self.ask()

    def _leave_for(self, asked: OffList) -> Prompt:
        c, state = self.c, self.c.state
        repeated = state.change == LEAVE and not asked.is_for_another
        state.leaves_list, state.change = True, LEAVE
        if repeated:
            return self.ask()
        note_request(c, asked)
        if not asked.is_for_another:
            hear_introduction(c, asked.rest)
        return self.next()

    def ask_name(self) -> None:
        """Whose the appointment is, or who waits."""
        c, own = self.c, self.step.change.ask_name
        if ask_surname(c):
            return
        if own:
            c.say(own)
        else:
            of_list = c.state.change in OF_THE_LIST
            c.phrase(self.worded("waiting_leave_name" if of_list else "change_ask_name"))

    def hear_about_list(self, asked: OnList) -> Prompt:
        """Alone, it is what is wanted; beside a change of the appointment, it comes after that."""
        c, state = self.c, self.c.state
        if state.change not in {"", ASK_ABOUT}:
            state.beside = c.said
            c.phrase("noted")
            return self.ask()
        if state.change == ASK_ABOUT and not asked.is_for_another:
            return self.ask()
        state.change = ASK_ABOUT
        begin_asking(c, asked)
        return self.next()

    def see_to_list(self) -> Prompt:
        """They wait no more, or hear whether they do; or they are not found."""
        c, asks = self.c, self.c.state.change == ASK_ABOUT
        try:
            found = self._entries()
        except SeveralPeople:
            return self._not_on_list("waiting_full_name")
        if not found and not (asks and self._has_appointment()):
            return self._not_on_list("waiting_spell_name")
        if asks:
            self._tell_whether(is_on_it=bool(found))
        else:
            self._take_off(found)
            c.phrase("waiting_left")
        return self.done()

    def _tell_whether(self, *, is_on_it: bool) -> None:
        c = self.c
        if is_on_it:
            tell_listed(c)
            return
        c.phrase("waiting_not_listed")
        end_asking(c)
        c.state.waiting_aside = may_be_asked(c)

    def _has_appointment(self) -> bool:
        """Whether the proof holds for an appointment: then they may hear that they do not wait, and
        what is asked next may be about it.
        """
        found = self.proven()
        self.c.state.own_id = found[0].id if len(found) == 1 else None
        return bool(found)

    def _entries(self) -> list[WaitingEntry]:
        """Of whom it is proved; the name as it stands in their appointment, where that is known."""
        state = self.c.state
        own_name = self.own().caller_name if state.own_id else None
        found = entries_proved(self.c, self.proof, own_name or state.caller_name or "")
        return [one for one in found if state.leaves_kind in {None, one.appointment_type_id}]

    def _take_off(self, entries: list[WaitingEntry]) -> None:
        c = self.c
        for entry in entries:
            take_off(c.db, entry, c.now, call_id=c.call.id)
        c.state.leaves_list, c.state.leaves_kind = False, None
        if c.state.leaves_another:  # what else they want is for themselves
            c.state.leaves_another = False
            c.state.caller_name = c.state.birth_date = None
        c.state.outcome = c.state.outcome or Disposition.INFORMATION

    def _not_on_list(self, again: str) -> Prompt:
        """Once more, spelled or with the first name; then people look."""
        c, state = self.c, self.c.state
        state.tries += 1
        if state.tries >= MOST_TRIES:
            c.phrase("waiting_not_on_it")
            c.phrase("waiting_passed_on")
            return self.leave_to_people()
        state.caller_name = state.birth_date = None
        c.phrase(again)
        return self.open(NAME)

    def leave_to_people(self) -> Prompt:
        """What was said goes on with the message: what is wanted, and who asks."""
        c = self.c
        self.let_go()
        if c.state.birth_date:
            note = phrase("birth_date_note", c.client.language)
            line = phrase(
                "answer_line",
                c.client.language,
                note=note,
                answer=f"{c.state.birth_date:%d/%m/%Y}",
            )
            c.state.answers = [*c.state.answers, line]
        if c.state.change in OF_THE_LIST:
            return self.pass_on_list()
        self.note_leaving()
        return self.go(self.step.otherwise)

    def pass_on_list(self) -> Prompt:
        """The client reads it, as a message."""
        c = self.c
        asks = c.state.change == ASK_ABOUT
        note = "waiting_ask_note" if asks else "waiting_leave_note"
        c.state.leaves_list, c.state.leaves_another, c.state.leaves_kind = False, False, None
        c.state.opening_words = phrase(note, c.client.language)
        c.state.told = "whole"
        return self.go(c.message_step())

    def note_leaving(self) -> None:
        """The client reads it, with the message that is taken about something else."""
        c = self.c
        if c.state.leaves_list:
            c.state.leaves_list = False
            c.state.answers = [
                *c.state.answers,
                phrase("waiting_leave_note", c.client.language),
            ]

    # With an appointment

    def give_up_place(self) -> None:
        """The appointment is cancelled: they need nothing earlier in its place."""
        c = self.c
        self.has_left = give_up_with(c.db, self.own(), c.now, call_id=c.call.id)
        if self.has_left:
            c.phrase("waiting_left_too")

    def after_move(self) -> Prompt:
        """Whoever has what they waited for is on the list no more."""
        c = self.c
        waits_on = c.state.wants_list and list_is_kept(c)
        if not waits_on and settle_with(c.db, self.own(), c.now, call_id=c.call.id):
            c.phrase("waiting_served")
            return self.done()
        return super().after_move()

    def done(self) -> Prompt:
        """Who asked for it beside something else is taken off the list now."""
        c = self.c
        if not (c.state.leaves_list and c.state.own_ids):
            return super().done()
        try:
            found = self._entries()
        except SeveralPeople:
            return self.pass_on_list()
        self._take_off(found)
        if not self.has_left:
            c.phrase("waiting_left" if found else "waiting_not_on_it")
        return super().done()
