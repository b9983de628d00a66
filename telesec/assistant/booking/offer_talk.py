"""Finding a time together: when it would suit, what is free then, which of it is taken."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import release_holds
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.assistant.booking.later import rest_of_day
from telesec.assistant.booking.offering import (
    Windows,
    about_that_hour,
    hold_offers,
    is_within,
    offered,
    offers_aloud,
    starts_of,
    whom_aloud,
    widening,
    windows_of,
)
from telesec.assistant.booking.unsure_words import does_not_know
from telesec.assistant.booking.whom_words import is_for_a_relative
from telesec.assistant.booking.words import GIVES_UP
from telesec.assistant.corrections import (
    names_a_day,
    names_a_day_alone,
    says_which_day,
    takes_back,
    told_birth_date,
    without_asking,
)
from telesec.assistant.identity import (
    answer_of,
    declines,
    hear_corrected_name,
    hear_other_number,
)
from telesec.assistant.pointing import mended_birth_date, week_after
from telesec.assistant.talk import StepT, Talk
from telesec.assistant.understanding import (
    Answer,
    choose_offer,
    introduced_name,
    mentions,
    understand_date,
    understand_wish,
)
from telesec.assistant.understanding.names.birth_words import without_birth
from telesec.values.conversation import Prompt
from telesec.values.opening_hours import instant

WHEN, OFFERS = "when", "offers"
Times = list[tuple[datetime, datetime]]  # UTC
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

    def take_when_key(self) -> bool:
        """As soon as possible, next week or the week after, by the keys 1 to 3."""
        c, key = self.c, self.c.keys[:1]
        if key not in {"1", "2", "3"}:
            return False
        today = c.now_local.date()
        monday = today + timedelta(days=7 * (int(key) - 1) - today.weekday())
        days = (monday, monday + timedelta(days=7))
        start, end = (instant(day, 0, c.client.zone) for day in days)
        c.state.windows, c.state.wish_known = [] if key == "1" else [(start, end)], True
        return True

    def take_wish(self, words: str) -> bool:
        """Use the times that are wished for; whether there were any."""
        c = self.c
        told, said_at = without_birth(words), self._said_at(words)
        told = week_after(told, c.language) or told
        past = told_birth_date(told, c.language, c.now_local.date())
        if past and not names_a_day(told, c.language):
            return False  # "12 mai 2010" is long past
        # "Vous n'auriez pas jeudi" wishes for it.
        wish = understand_wish(without_asking(told, c.language), c.language, said_at)
        if not (wish.windows or wish.earliest):
            wish = understand_wish(told, c.language, said_at)
        if not (wish.windows or wish.earliest):
            return False
        found = windows_of(wish, c.client.zone)
        c.state.windows, c.state.wish_known = self._of_the_same_day(found, words), True
        # A time that is asked for by name suits after all.
        c.state.refused = [at for at in c.state.refused if (at, at) not in c.state.windows]
        return True

    def refuse(self, held: Sequence[Appointment]) -> None:
        """Note what was offered in vain: it is not offered again."""
        told = [*self.c.state.refused, *(one.starts_at for one in held)]
        self.c.state.refused = told[-MOST_REFUSED:]

    def _of_the_same_day(self, found: Times, words: str) -> Times:
        """An hour alone, "à dix heures", is of the one day that was wished for before."""
        c, zone = self.c, self.c.client.zone
        days = {start.astimezone(zone).date() for start, _ in c.state.windows}
        if len(days) != 1 or len(found) < 2 or says_which_day(words, c.language):
            return found
        [day] = days
        start, end = (moment.astimezone(zone) for moment in found[0])
        if end.date() != start.date():
            return found
        minutes = (start.hour * 60 + start.minute, end.hour * 60 + end.minute)
        begins, ends = (instant(day, minute, zone) for minute in minutes)
        return [(begins, ends)]

    # What is taken back or added

    def amended(self) -> bool:
        """Use what mends an earlier answer, whatever is being asked: "non, plutôt jeudi"."""
        if not self.c.words:
            return False
        if hear_other_number(self.c, self.c.words):  # its figures are neither a name nor a day
            return True
        heard = [hear_corrected_name(self.c), self.other_person()]
        told = self._other_birth_date() and not names_a_day(self.c.words, self.c.language)
        return any([*heard, told or self.other_wish()])

    def is_taken_back(self, *, date_asked: bool) -> bool:
        """Whether the caller goes back to an earlier answer instead of giving the one asked for."""
        words, language = self.c.words, self.c.language
        if not takes_back(words, language):
            return False
        return not date_asked or names_a_day(words, language) or not self._tells_a_date()

    def other_person(self) -> bool:
        """Whether somebody else is to be seen; where there is a choice."""
        return False

    def _tells_a_date(self) -> bool:
        c = self.c
        return understand_date(c.words, c.language, c.now_local.date()) is not None

    def _other_birth_date(self) -> bool:
        c = self.c
        found = told_birth_date(c.words, c.language, c.now_local.date()) or self._mended_birth()
        if found is None or found == c.state.birth_date:
            return False
        c.state.birth_date = found
        return True

    def _mended_birth(self) -> date | None:
        """ "Non, le quatre mai": of the birth, unless the time is in that month too."""
        c, known, chosen = self.c, self.c.state.birth_date, self.chosen_hold()
        day = c.client.local(chosen.starts_at).date() if chosen else None
        today = c.now_local.date()
        return known and mended_birth_date(c.words, c.language, today, known, visit=day)

    def other_wish(self) -> bool:
        """Another time than the one that was chosen; "mardi à neuf heures, oui" is none."""
        state = self.c.state
        before, chosen = (state.windows, state.wish_known), self.chosen_hold()
        if not self.take_wish(self.c.words):
            return False
        if chosen and is_within(state.windows, chosen.starts_at):
            state.windows, state.wish_known = before
            return False
        state.chosen_id = None
        return True

    def _said_at(self, words: str) -> datetime:
        """When the wish is said; a day alone belongs to the week of what was offered."""
        c, about = self.c, starts_of(self.c, self.talked_about())
        if about and week_after(words, c.language):
            return max(c.now_local, *about)
        if not (about and names_a_day_alone(words, c.language)):
            return c.now_local
        monday = min(about).date() - timedelta(days=min(about).weekday())
        return max(c.now_local, datetime.combine(monday, time()))

    def talked_about(self) -> Sequence[Appointment]:
        """What a day that is named alone may be near to."""
        return offered(self.c)

    def take_in_person(self, words: str) -> None:
        """Use who it is for, where that is told with something else."""

    def at_least(self) -> timedelta:
        """How long it must be, should that be longer than its kind is."""
        return timedelta(0)

    def is_mere_refusal(self, rest: str) -> bool:
        """Whether nothing else is said, beside the wish to be told of an earlier time, than that
        what was proposed does not suit: "non, aucun"; not "non, plutôt jeudi".
        """
        c = self.c
        wish = understand_wish(rest, c.language, self._said_at(rest))
        born = told_birth_date(rest, c.language, c.now_local.date())
        person = introduced_name(rest, c.language) or is_for_a_relative(rest)
        if wish.windows or wish.earliest or born or person:
            return False
        starts = starts_of(c, offered(c))
        choice = choose_offer(rest, c.language, starts, c.now_local.date())
        if choice.index is not None:
            return False
        gives_up = choice.none_suits or mentions(rest, GIVES_UP[c.language])
        return not rest or gives_up or declines(c)

    # Offers

    def search(self) -> Prompt:
        """Hold what is free and offer it."""
        c, state = self.c, self.c.state
        release_holds(c.db, call_id=c.call.id)
        for number, windows in enumerate(self.looks()):
            state.offer_ids = hold_offers(
                c,
                self.kind(),
                self.wanted(),
                windows,
                limit=self.most_offers(),
                at_least=self.at_least(),
            )
            if state.offer_ids:
                if number:
                    c.phrase("appointment_none_in_window")
                break
        return self.open(OFFERS) if state.offer_ids else self.no_slots()

    def looks(self) -> Iterator[Windows]:
        """When to look for something free: what is wished, then ever further around it."""
        return widening(self.c.state.windows, self.c.now, self.c.client.zone)

    def open(self, field: str) -> Prompt:
        """Ask the question ``field``."""
        self.c.state.field = field
        self.c.state.begin_asking()
        return self.ask()

    def say_offers(self) -> Prompt:
        """What is held, most convenient first."""
        c = self.c
        held = offered(c)
        if not held:  # the holds have run out while the caller thought
            return self.search()
        people = {one.practitioner.name for one in held}
        if len(self.wanted()) > len(people) == 1:
            c.phrase("appointment_offers_with", practitioner=whom_aloud(c, held[0]))
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
        starts = starts_of(c, held)
        after = week_after(c.words, c.language)
        today = self._said_at(c.words).date() if after else c.now_local.date()
        choice = choose_offer(after or without_birth(c.words), c.language, starts, today)
        if choice.index is not None:
            self.take_in_person(c.words)
            return self.chosen(held[choice.index])
        if choice.left:
            return self._offer_what_is_left([held[at] for at in choice.left])
        about = None if choice.refused else about_that_hour(c, held)
        if about:
            return self.chosen(about)
        with_another = self.hear_another_practitioner(held)
        if with_another:
            return with_another
        chooses = not (answer_of(c) == Answer.YES or does_not_know(c.words, c.language))
        if len(held) > 1 and not (choice.none_suits or chooses):
            return self._yes_to_several(held)
        kept = list(c.state.refused)
        self.refuse(held)
        later = rest_of_day(c.words, c.language, [one.starts_at for one in held], c.client.zone)
        c.state.windows = [later] if later else c.state.windows
        if later or self.take_wish(c.words):
            return self.search()
        c.state.refused = kept
        return self.ask_other_time() if choice.none_suits else None

    def _offer_what_is_left(self, left: Sequence[Appointment]) -> Prompt:
        """ "À neuf heures je travaille": the others again, without it."""
        self.refuse([one for one in offered(self.c) if one not in left])
        self.c.state.offer_ids = [one.id for one in left]
        return self.open(OFFERS)

    def _yes_to_several(self, held: Sequence[Appointment]) -> Prompt:
        """ "Oui", but to which? In plainer words; then the first alone, to which yes is enough."""
        c = self.c
        if not c.state.misses:
            c.state.misses += 1
            return self.ask_simply()
        release_holds(c.db, call_id=c.call.id, keep=held[0].id)
        c.state.offer_ids = [held[0].id]
        self.open(OFFERS)
        self.offer_keys()
        return c.listen(seconds=8)

    def hear_another_practitioner(self, held: Sequence[Appointment]) -> Prompt | None:
        """Whom the caller would rather see; None where there is nobody to choose."""
        del held
        return None

    def ask_other_time(self) -> Prompt:
        """Let go of what was offered and ask when it would suit."""
        self.c.state.wish_known, self.c.state.chosen_id = False, None
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

    def is_well_begun(self) -> bool:
        """A time that was chosen is not lost for another wish; to give it up is heard before."""
        return self.c.state.chosen_id is not None

    def leave(self) -> None:
        """Whatever was offered is free again."""
        self.let_go()

    def let_go(self) -> None:
        """Nothing stays held."""
        release_holds(self.c.db, call_id=self.c.call.id)
        self.c.state.offer_ids, self.c.state.chosen_id = [], None
