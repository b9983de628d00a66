"""Finding a time together: when it would suit, what is free then, which of it is taken."""

from abc import abstractmethod
from collections.abc import Sequence

from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import release_holds
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.assistant.booking_words import GIVES_UP
from telesec.assistant.identity import answer_of
from telesec.assistant.offering import (
    hold_offers,
    offered,
    offers_aloud,
    widening,
    windows_of,
)
from telesec.assistant.talk import StepT, Talk
from telesec.assistant.understanding import (
    Answer,
    choose_offer,
    mentions,
    understand_wish,
)
from telesec.values.conversation import Prompt

WHEN, OFFERS = "when", "offers"
MOST_REFUSED = 30  # starts that are remembered
PLACES = ("first", "second", "third")


def numbered(names: Sequence[str]) -> dict[str, str]:
    """Names by the keys 1 to 9."""
    return {str(place): name for place, name in enumerate(names[:9], start=1)}


class OfferTalk(Talk[StepT]):
    """What booking and moving an appointment share. Slots that were offered are held."""

    @abstractmethod
    def kind(self) -> AppointmentType:
        """What is to be booked."""

    @abstractmethod
    def wanted(self) -> list[Practitioner]:
        """With whom; several: any of them."""

    @abstractmethod
    def most_offers(self) -> int:
        """How many slots are offered at a time, 1 to 3."""

    @abstractmethod
    def next(self) -> Prompt:
        """Go on with the first thing not known yet."""

    @abstractmethod
    def no_slots(self) -> Prompt:
        """Nothing is free, however far one looks."""

    # When

    def ask_when(self) -> Prompt:
        """When it would suit."""
        self.c.phrase(self.worded("appointment_ask_when"))
        return self.c.listen(seconds=6)

    def take_wish(self, words: str) -> bool:
        """Use the times that are wished for; whether there were any."""
        c = self.c
        wish = understand_wish(words, c.language, c.now_local)
        if not (wish.windows or wish.earliest):
            return False
        c.state.windows, c.state.wish_known = windows_of(wish, c.client.zone), True
        # A time that is asked for by name suits after all.
        c.state.refused = [at for at in c.state.refused if (at, at) not in c.state.windows]
        return True

    def refuse(self, held: Sequence[Appointment]) -> None:
        """Note what was offered in vain: it is not offered again."""
        told = [*self.c.state.refused, *(one.starts_at for one in held)]
        self.c.state.refused = told[-MOST_REFUSED:]

    # Offers

    def search(self) -> Prompt:
        """Hold what is free and offer it."""
        c, state = self.c, self.c.state
        release_holds(c.db, call_id=c.call.id)
        for number, windows in enumerate(widening(state.windows, c.now, c.client.zone)):
            state.offer_ids = hold_offers(
                c, self.kind(), self.wanted(), windows, self.most_offers()
            )
            if state.offer_ids:
                if number:
                    c.phrase("appointment_none_in_window")
                break
        return self.open(OFFERS) if state.offer_ids else self.no_slots()

    def open(self, field: str) -> Prompt:
        """Ask the question ``field``."""
        self.c.state.field = field
        self.c.state.misses = 0
        return self.ask()

    def say_offers(self) -> Prompt:
        """What is held, most convenient first."""
        c = self.c
        held = offered(c)
        if not held:  # the holds have run out while the caller thought
            return self.search()
        people = {one.practitioner.name for one in held}
        if len(self.wanted()) > len(people) == 1:
            c.phrase("appointment_offers_with", practitioner=held[0].practitioner.name)
        moments = offers_aloud(c, held, with_practitioner=len(people) > 1)
        places = dict(zip(PLACES, moments, strict=False))
        c.phrase(self.worded(f"appointment_offers_{len(moments)}"), **places)
        return c.listen(seconds=8)

    def offered_keys(self) -> dict[str, str]:
        """What is offered, and another time, by key."""
        return numbered([*offers_aloud(self.c, offered(self.c), with_practitioner=True), "other"])

    def hear_offer(self) -> Prompt | None:
        """Which one was taken; another wish; or none of them."""
        c = self.c
        held = offered(c)
        if c.keys:
            place = int(c.keys[0]) if c.keys[0].isdecimal() else 0
            if place == len(held) + 1:
                return self.ask_other_time()
            return self.chosen(held[place - 1]) if 1 <= place <= len(held) else None
        starts = [c.client.local(a.starts_at).replace(tzinfo=None) for a in held]
        choice = choose_offer(c.words, c.language, starts, c.now_local.date())
        if choice.index is not None:
            return self.chosen(held[choice.index])
        with_another = self.hear_another_practitioner(held)
        if with_another:
            return with_another
        if len(held) > 1 and not choice.none_suits and answer_of(c) == Answer.YES:
            return self.open(OFFERS)  # yes, but which?
        kept = list(c.state.refused)
        self.refuse(held)
        if self.take_wish(c.words):
            return self.search()
        c.state.refused = kept
        return self.ask_other_time() if choice.none_suits else None

    def hear_another_practitioner(self, held: Sequence[Appointment]) -> Prompt | None:
        """Whom the caller would rather see; None where there is nobody to choose."""
        del held
        return None

    def ask_other_time(self) -> Prompt:
        """Let go of what was offered and ask when it would suit."""
        self.c.state.wish_known = False
        self.refuse(offered(self.c))
        release_holds(self.c.db, call_id=self.c.call.id)
        self.c.state.offer_ids = []
        return self.open(WHEN)

    def chosen(self, appointment: Appointment) -> Prompt:
        """Keep this one, let go of the others, go on."""
        self.c.state.chosen_id = appointment.id
        release_holds(self.c.db, call_id=self.c.call.id, keep=appointment.id)
        return self.next()

    def chosen_hold(self) -> Appointment | None:
        """What was chosen, while it is still kept for this call."""
        return self.c.db.scalar(
            select(Appointment).where(
                Appointment.id == self.c.state.chosen_id,
                Appointment.call_id == self.c.call.id,
                Appointment.status == AppointmentStatus.HELD,
            )
        )

    def taken_meanwhile(self) -> Prompt:
        """Somebody else has it: offer what is left."""
        self.c.state.chosen_id = None
        self.c.phrase("appointment_taken_meanwhile")
        return self.search()

    # Not after all

    def gives_up(self) -> bool:
        """Whether the caller no longer wants what this step is for."""
        return mentions(self.c.words, GIVES_UP[self.c.language])

    def let_go(self) -> None:
        """Nothing stays held."""
        release_holds(self.c.db, call_id=self.c.call.id)
        self.c.state.offer_ids, self.c.state.chosen_id = [], None
