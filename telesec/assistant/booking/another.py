"""Booking: a second appointment in the same call, for somebody else: "et aussi pour sa sœur"."""

from collections.abc import Sequence
from datetime import timedelta

from telesec.agenda.appointment import Appointment
from telesec.assistant.booking.for_whom import begin_whom_else
from telesec.assistant.booking.one_more_words import (
    is_for_an_animal,
    mentions_now,
    one_more,
    second_of,
    whom_of,
)
from telesec.assistant.booking.plan import REASON
from telesec.assistant.booking.read_back import BookingReadBack
from telesec.assistant.booking.whom_words import is_for_several, told_whom
from telesec.assistant.conversation import Conversation
from telesec.assistant.identity import answer_of
from telesec.assistant.question_words import answer_with_remark
from telesec.assistant.speaking import phrase
from telesec.assistant.talk import Go
from telesec.assistant.understanding import (
    Answer,
    Intent,
    mentions,
    spoken_answer,
    subject_intent,
)
from telesec.values.conversation import Prompt
from telesec.values.opening_hours import instant

ANOTHER = "another"


def wants_one_more(c: Conversation, words: str) -> tuple[str, str] | None:
    """What else is said, and the wish for one more appointment; None where there is no such wish,
    or for something else: "et aussi une ordonnance pour sa sœur".
    """
    found = one_more(words, c.language)
    if found is None:
        return None
    # By known words alone: "one for his brother" by itself may be one of anything.
    intents = {subject_intent(one, c.language) for one in (words, found[1])}
    return found if intents <= {None, Intent.APPOINTMENT_NEW} else None


def book_one_more(c: Conversation, go: Go) -> Prompt:
    """On to the other appointment, with what was said of it."""
    state = c.state
    state.another_now, state.opening_words = True, state.another_said
    state.matter_turn = c.call.turn_number - 1
    return go(_way_to_another(c))


def _way_to_another(c: Conversation) -> str:
    """Where the script's own questions for an appointment begin; else where the first was made."""
    made, way = c.state.booked_step, c.way_to(Intent.APPOINTMENT_NEW)
    return way if way and c.leads_to(way, made) else made


class BookingAnother(BookingReadBack):
    """Whatever is said of somebody else is kept until the first appointment stands; then the other
    is offered, with what is known of the first: what for, with whom, on that day.
    """

    def hear_several(self, words: str) -> None:
        """ "Pour mon fils et ma fille": one after the other, and the client reads it."""
        state = self.c.state
        if state.several or not is_for_several(words):
            return
        state.several, state.another, state.another_said = True, second_of(words), words
        self.note_for_client(words)
        self.c.phrase("whom_several")

    def hear_one_more(self) -> Prompt | None:
        """ "Oui, et aussi pour sa sœur": the rest is the answer; alone, the question stays."""
        c, state = self.c, self.c.state
        found = wants_one_more(c, c.words)
        if found is None or is_for_several(c.words):
            return None
        rest, wish = found
        state.another, state.another_said = whom_of(wish), wish
        self.note_for_client(c.words)
        c.phrase("whom_one_more")
        if state.field == REASON:
            return None  # the whole of it is what the client shall read
        c.rest = rest
        return None if rest else self.ask()

    def talked_about(self) -> Sequence[Appointment]:
        """The first appointment, until something is offered for the other."""
        c, offers = self.c, super().talked_about()
        if offers or c.state.booked_id is None or not c.state.another_said:
            return offers
        return [c.db.get_one(Appointment, c.state.booked_id)]

    def onward(self) -> str:
        """Where it goes on after an appointment: to the one for somebody else, where wished."""
        return self.c.state.step if self.c.state.another else self.step.go

    def enter_again(self) -> Prompt:
        """The other, now that the first stands: at once, where it was just asked for."""
        state = self.c.state
        state.chosen_id, state.offer_ids = None, []
        return self._begin_another() if state.another_now else self.open(ANOTHER)

    def hear_another(self) -> Prompt | None:
        """Now, as a message, or not at all."""
        c, state = self.c, self.c.state
        if c.words and mentions(c.words, ("message",)):
            return self._leave_message()
        answer = self._now_or_not()
        if answer == Answer.NO:
            state.another, c.answered = "", True
            return self.go(self.step.go)
        if answer == Answer.YES or mentions_now(c.words) or told_whom(c.words):
            return self._agree_to_another()
        return None

    def _agree_to_another(self) -> Prompt:
        """By the script's own questions, whose answers are not the same for everybody."""
        c, state = self.c, self.c.state
        state.another_said = f"{state.another_said} {c.words}".strip()
        return book_one_more(c, self.go)

    def _now_or_not(self) -> Answer:
        """Yes also with a remark, "oui mais un autre jour", and with a time: "oui plutôt jeudi"."""
        c = self.c
        first = spoken_answer(" ".join(c.words.split()[:1]), c.language)
        remarked = answer_with_remark(c.words, c.language)
        if remarked == Answer.UNCLEAR and first == Answer.YES and self.take_wish(c.words):
            return Answer.YES
        return answer_of(c) if remarked == Answer.UNCLEAR else remarked

    def go_on_without(self) -> Prompt | None:
        """Whoever is not understood has the first all the same; the client reads of the other."""
        if self.c.state.field != ANOTHER:
            return super().go_on_without()
        self.c.state.another = ""
        return self.go(self.step.go)

    def _leave_message(self) -> Prompt:
        """In the caller's own name, where that is not whose appointment was made."""
        c, state = self.c, self.c.state
        state.caller_name = state.own_name if state.whose else state.caller_name
        note = phrase("another_note", c.client.language)
        line = phrase("answer_line", c.client.language, note=note, answer=state.another_said)
        state.opening_words, state.told, state.another = line, "whole", ""
        return self.go(self.c.message_step())

    def _begin_another(self) -> Prompt:
        """Whatever was not told is as it was for the first, and as near to it as can be."""
        c, state = self.c, self.c.state
        first = c.db.get_one(Appointment, state.booked_id)
        whom, wish = state.another, state.opening_words
        state.another, state.another_now, state.opening_words = "", False, ""
        self.begin()
        if not is_for_an_animal(whom):
            begin_whom_else(c, whom)
        state.type_id, state.practitioner_ids, state.field = None, [], ""
        state.windows, state.refused, state.wish_known = [], [], False
        self.take_in(wish)
        state.type_id = state.type_id or first.appointment_type_id
        if not state.practitioner_ids:
            people = [one.id for one in self.practitioners(self.kind())]
            state.practitioner_ids = [one for one in people if one == first.practitioner_id]
        if not state.wish_known:
            day = c.client.local(first.starts_at).date() + timedelta(days=1)
            state.windows = [(first.ends_at, instant(day, 0, c.client.zone))]
            state.wish_known = True
        return self.next()
