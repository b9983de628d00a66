"""Which appointment is the caller's own: proved first, then found, then told apart from others."""

from abc import abstractmethod
from collections.abc import Sequence

from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.looking_up import appointments_of_person
from telesec.agenda.names import is_alike
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.assistant.booking.for_whom import hear_whom
from telesec.assistant.booking.offer_talk import OFFERS, WHEN, OfferTalk
from telesec.assistant.booking.offering import moment_aloud, starts_of, windows_of
from telesec.assistant.booking.unsure_words import will_not_say
from telesec.assistant.changing.own_of_call import named_of_call, of_one_person, speak_of
from telesec.assistant.corrections import takes_back
from telesec.assistant.speaking import phrase
from telesec.assistant.understanding import choose_offer, understand_wish
from telesec.assistant.understanding.matters.move_orders import means_what_was_made, says_another
from telesec.scripts.steps import ChangeStep, Proof
from telesec.values.conversation import Prompt

WHICH, NAME = "change_which", "change_name"
MOVE = "move"  # wanted with it
MOST_TOLD = 3  # appointments of one person
MOST_TRIES = 2  # to find them


class OwnAppointment(OfferTalk[ChangeStep]):
    """What does not fit what is known is answered as if there were no such appointment."""

    @abstractmethod
    def leave_to_people(self) -> Prompt:
        """Take a message about it instead."""

    @property
    def proof(self) -> Proof:
        """What must be told beside the name."""
        return self.step.change.proof

    # What is to be booked instead

    def kind(self) -> AppointmentType:
        """As it is."""
        return self.own().appointment_type

    def wanted(self) -> list[Practitioner]:
        """With whom it is."""
        return [self.own().practitioner]

    def most_offers(self) -> int:
        """As the script has it."""
        return self.step.change.offers

    def own(self) -> Appointment:
        """The one that is found."""
        return self.c.db.get_one(Appointment, self.c.state.own_id)

    def moment(self) -> str:
        """When it is, as it is said."""
        return moment_aloud(self.c, self.own())

    def name(self) -> str:
        """Whose it is: read back, for a caller may have those of several people."""
        return self.own().caller_name or self.c.state.caller_name or ""

    def made(self) -> Appointment | None:
        """What was made or moved in this call, while it stands, and in the name we have: whoever
        did that need not prove it is theirs.
        """
        c, name = self.c, self.c.state.caller_name or ""
        own = c.db.get(Appointment, c.state.made_id) if c.state.made_id else None
        if own is None or own.status is not AppointmentStatus.CONFIRMED:
            return None
        theirs = name == (own.caller_name or "") or is_alike(name, own.caller_name or "")
        return own if theirs else None

    def talked_about(self) -> Sequence[Appointment]:
        """What was made in this call, while nothing is offered instead."""
        made = self.made()
        return super().talked_about() or ([made] if made else [])

    # Whose it is

    def is_of_another(self) -> bool:
        """ "Non, celui de mon fils": whose it is is proved anew."""
        c, state = self.c, self.c.state
        # Among times that are offered, whom it is for may be told of the one already proved.
        proved = state.field in {OFFERS, WHEN} and not takes_back(c.words, c.language)
        if state.field == NAME or not hear_whom(c, c.words, agreed=proved) or proved:
            return False
        self.let_go()
        state.own_ids, state.own_id = [], None
        return True

    # Finding it

    def proven(self) -> list[Appointment]:
        """The appointments to come of whoever was named, where the proof holds for them."""
        c, by_number = self.c, self.proof is Proof.NUMBER
        return appointments_of_person(
            c.db,
            c.client.id,
            c.state.caller_name or "",
            c.now,
            telephone=c.call.caller_number if by_number else None,
            born_on=None if by_number else c.state.birth_date,
        )

    def find(self) -> Prompt:
        """Look for it, by the name and the proof."""
        state = self.c.state
        found = self.proven()
        made = self.made()
        if made and made.id not in {one.id for one in found}:
            found.insert(0, made)
        found = found[:MOST_TOLD]
        if not found or not of_one_person(found):
            return self._not_found(of_several=bool(found))
        state.own_ids = [one.id for one in found]
        if len(found) == 1:
            state.own_id = found[0].id
        return self.next()

    def _not_found(self, *, of_several: bool) -> Prompt:
        """Once more, spelled or with the first name; then people look."""
        c, state = self.c, self.c.state
        state.tries += 1
        if state.tries >= MOST_TRIES:
            c.phrase("change_not_found")
            return self.leave_to_people()
        state.caller_name = state.birth_date = None
        c.phrase("change_full_name" if of_several else "change_spell_name")
        return self.open(NAME)

    def without_proof(self) -> Prompt | None:
        """Who will not tell a date of birth is heard by people; None: it is asked again."""
        told = will_not_say(self.c.words, self.c.language)
        return self.go_on_without() if told else None

    def go_on_without(self) -> Prompt:
        """Whoever is not understood has told what it is about: people see to it."""
        self.c.phrase("change_by_people")
        return self.leave_to_people()

    def candidates(self) -> list[Appointment]:
        """All that are the caller's, in their order."""
        found = [self.c.db.get_one(Appointment, one) for one in self.c.state.own_ids]
        return sorted(found, key=lambda one: one.starts_at)

    def which(self) -> Prompt:
        """What was made in this call, "changez-le"; or by the day that was said with the wish: "mon
        rendez-vous de mardi"; else it is asked.
        """
        c, candidates = self.c, self.candidates()
        words, several = c.state.opening_words, not of_one_person(candidates)
        made = None if several else self.made()
        said = choose_offer(words, c.language, starts_of(c, candidates), c.now_local.date())
        moved = c.state.change == MOVE and means_what_was_made(words, c.language)
        if made and (moved or (said.index is None and not says_another(words, c.language))):
            c.state.own_id = made.id
        elif said.index is None or (several and c.state.change == MOVE):
            return self.open(WHICH)  # of several people's, a day may be when it is to be instead
        else:
            self.choose(candidates[said.index])
        return self.next()

    def choose(self, one: Appointment) -> None:
        """This one it is, and whoever it is for."""
        self.c.state.own_id = one.id
        if one.id in self.c.state.made_for:
            speak_of(self.c, one)

    def turns_to_other(self) -> bool:
        """ "Non, le mien", of two that this call has made for two people."""
        c, state = self.c, self.c.state
        if state.field in {NAME, *((OFFERS, WHEN) if not takes_back(c.words, c.language) else ())}:
            return False
        found = named_of_call(c, c.words)
        if len(found) != 1 or found[0].id == state.own_id:
            return False
        self.let_go()
        state.own_ids = [found[0].id]
        self.choose(found[0])
        return True

    def aloud(self, one: Appointment) -> str:
        """When it is, of several; and whose, where that is not the same."""
        moment = moment_aloud(self.c, one)
        if of_one_person(self.candidates()):
            return moment
        name = one.caller_name or ""
        return phrase("change_one_of", self.c.language, moment=moment, name=name)

    def is_another(self) -> bool:
        """ "Non, celui de jeudi": another of the caller's own."""
        c, candidates = self.c, self.candidates()
        said = choose_offer(c.words, c.language, starts_of(c, candidates), c.now_local.date())
        if len(candidates) < 2 or said.index is None or candidates[said.index].id == c.state.own_id:
            return False
        self.choose(candidates[said.index])
        return True

    def tells_another_time(self) -> bool:
        """Whether a time is told at which it is not: "oui, celui de vendredi", of a Tuesday."""
        c, start = self.c, self.own().starts_at
        wish = understand_wish(c.words, c.language, c.now_local)
        told = windows_of(wish, c.client.zone)
        return bool(told) and not any(begins <= start <= ends for begins, ends in told)
