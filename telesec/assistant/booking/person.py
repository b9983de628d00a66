"""Booking: who comes, be it the caller or somebody of theirs."""

from abc import abstractmethod
from typing import ClassVar

from telesec.assistant.booking.for_whom import (
    ask_surname,
    hear_name_of_whom,
    hear_of_whom,
    hear_whom,
)
from telesec.assistant.booking.offer_talk import OFFERS, WHEN
from telesec.assistant.booking.unsure import BORN, BookingUnsure
from telesec.assistant.booking.unsure_words import will_not_say
from telesec.assistant.booking.whom_words import is_for_a_relative, told_whom
from telesec.assistant.booking.wish import PRACTITIONER
from telesec.assistant.booking.words import tells_what_for
from telesec.assistant.corrections import (
    bare_hour,
    names_a_day,
    takes_back,
    told_birth_date,
    told_name,
    would_rather,
)
from telesec.assistant.identity import (
    answer_of,
    hear_birth_date,
    hear_name,
    hear_number,
    hear_other_number,
)
from telesec.assistant.message_words import tells_beside_name
from telesec.assistant.speaking import phrase
from telesec.assistant.understanding import Answer, plain, understand_date
from telesec.assistant.understanding.names.lists import first_names
from telesec.values.conversation import Prompt

FEW_WORDS = 6  # "non, c'est au nom de Durand"
MOST_BESIDE = 2  # words beside a name that is told alone: "oui, madame"


class BookingPerson(BookingUnsure):
    """Their name and date of birth; what is known of the caller is not theirs."""

    asking_birth: ClassVar[frozenset[str]] = frozenset({BORN})

    def ask_name(self, together: str) -> None:
        """The name it shall be in; the surname alone, where the first name was told; with what is
        asked ``together`` with it, a phrase, where that is put in a question of our own.
        """
        c, own = self.c, self.step.appointment.ask_name
        if ask_surname(c):
            return
        if together and not (own or c.state.whose or c.state.misses or self.simply):
            c.phrase(together)
            return
        if own:
            c.say(own)
        elif c.state.whose and not self.simply:
            c.phrase("appointment_ask_name_of_other")
        else:
            c.phrase(self.worded("appointment_ask_name"))

    def take_in_person(self, words: str) -> None:
        """ "Le premier, c'est pour Jean Dupont, né le 3 avril 1960"."""
        hear_of_whom(self.c, words)
        self.hear_several(words)

    @abstractmethod
    def hear_several(self, words: str) -> None:
        """Take in that more than one person is to come, said beside something else."""

    def hear_name(self) -> bool:
        """Take in the name; what else was said with it is for the client to read."""
        c, state = self.c, self.c.state
        self.hear_several(c.words)
        heard = hear_name_of_whom(c)
        if heard and not self._hear_number_beside() and state.birth_date is None:
            hear_birth_date(c)
        if not heard:
            return self._hear_birth_instead()
        if told_whom(c.words):
            return True
        if state.caller_name and tells_beside_name(c.words, state.caller_name, c.language):
            self.note_for_client(c.words)
        return True

    def _hear_number_beside(self) -> bool:
        """Their number, said with the name; where there was none it is read back anyhow."""
        c = self.c
        known = c.state.callback_number or c.call.caller_number
        return hear_other_number(c, c.words) if known else bool(c.words) and hear_number(c)

    def hear_name_instead(self, *, asked: bool) -> bool:
        """ "Non, Durand": another name than was read back; ``asked`` what is wrong, what else would
        a name be said for. Unasked, it may be whom they would rather see.
        """
        c = self.c
        said = told_name(c.words, c.language)
        few = answer_of(c) == Answer.NO and len(c.words.split()) <= FEW_WORDS
        if said is None or not (asked or (few and not self.names_practitioner(c.words))):
            return False
        return hear_name(c)

    def hear_name_beside(self, *, alone: bool = False) -> bool:
        """ "Martine Lefort mais finalement plutôt vendredi", or ``alone`` instead of the day: a
        whole name, with a first name that people have, is kept, and said back. So is one that
        could not be understood when it was asked for.
        """
        c, state = self.c, self.c.state
        name = told_name(c.words, c.language)
        whole = name and name.first_name and name.surname
        if not (name and whole) or state.caller_name or self.names_practitioner(c.words):
            return False
        first = set(plain(name.first_name or "").split())
        more = len(c.words.split()) - len(name.full.split())
        if not first & first_names() or (alone and more > MOST_BESIDE):
            return False
        state.caller_name, state.first_name = name.full, None
        to_ask = phrase("name_to_ask", c.client.language)
        state.answers = [line for line in state.answers if line != to_ask]
        c.phrase("name_noted", name=name.full)
        return True

    def _hear_birth_instead(self) -> bool:
        """ "12 juin 2012", while the name is asked for: kept, and the name asked again.

        A date without a year may be the day that is wished for.
        """
        c, state = self.c, self.c.state
        born = understand_date(c.keys or c.words, c.language, c.now_local.date())
        if not self.step.appointment.ask_birth_date or state.birth_date or born is None:
            return False
        if (
            born.year >= c.now_local.year
            and told_birth_date(c.words, c.language, c.now_local.date()) is None
        ):
            return False
        state.birth_date = born
        c.phrase("noted")
        return True

    def other_wish(self) -> bool:
        """While the date of birth is asked for, a date is no time, "le quinze mars", unless it is
        said to be another.
        """
        c = self.c
        of_a_time = names_a_day(c.words, c.language) or bare_hour(c.words, c.language) is not None
        of_birth = c.state.field in self.asking_birth and not of_a_time
        if of_birth and not would_rather(c.words, c.language):
            return False
        return super().other_wish()

    def hear_what_for(self) -> Prompt | None:
        """ "C'est pour le bilan", while the day is asked for: no other matter, but this one's."""
        c, state = self.c, self.c.state
        if state.field not in {PRACTITIONER, WHEN, OFFERS}:
            return None
        if not tells_what_for(c.words, c.language):
            return None
        self.keep_reason(c.words)
        c.phrase("noted")
        return self.ask()

    def note_for_client(self, words: str) -> None:
        """What the client reads with the appointment."""
        self.c.note_for_client(words)

    def is_for_another(self, *, read_back: bool) -> bool:
        """ "Attendez, c'est pour ma fille": whoever was named is not who comes.

        Who agrees to what is ``read_back`` and says so with it, has named her; so has who says it
        because they cannot tell her date of birth: "je la connais pas, c'est ma belle-mère".
        """
        c = self.c
        self.hear_several(c.words)
        agrees = read_back and answer_of(c) == Answer.YES and not takes_back(c.words, c.language)
        cannot_tell = c.state.field == BORN and will_not_say(c.words, c.language)
        named = agrees or (cannot_tell and not is_for_a_relative(c.words))
        if not hear_whom(c, c.words, agreed=named) or named:
            return False
        if read_back:
            self.amended()
        return True
