"""An appointment the caller has: when it is, moving it, cancelling it. Never told to a stranger.

Who calls is proved by the name and either the calling number or the date of birth, as the script
has it. What does not fit is answered as if there were no such appointment.
"""

import re
from datetime import timedelta
from enum import StrEnum

from telesec.agenda.own_hand import is_too_near
from telesec.assistant.booking.for_whom import (
    begin_whom,
    hear_name_of_whom,
    hear_of_whom,
    hear_whom,
)
from telesec.assistant.booking.offer_talk import OFFERS, WHEN, numbered
from telesec.assistant.booking.offering import starts_of, whom_aloud
from telesec.assistant.changing.cancelling import agrees_to_cancel
from telesec.assistant.changing.carrying_out import CarryingOut
from telesec.assistant.changing.own_appointment import MOVE, NAME, WHICH
from telesec.assistant.changing.own_of_call import take_of_call
from telesec.assistant.changing.whose_words import whose_is_meant
from telesec.assistant.corrections import takes_back
from telesec.assistant.identity import (
    answer_of,
    ask_birth_date,
    declines,
    hear_birth_date,
    hear_corrected_name,
)
from telesec.assistant.matters import MATTERS, told_intent
from telesec.assistant.speaking import listed, phrase
from telesec.assistant.understanding import (
    Answer,
    Intent,
    choose_offer,
    plain,
    subject_intent,
)
from telesec.assistant.understanding.matters.move_orders import preferred_time
from telesec.assistant.waiting_list.leaving import ASK_ABOUT, LEAVE, OF_THE_LIST
from telesec.assistant.waiting_list.leaving_words import tells_only_why
from telesec.assistant.waiting_list.waiting_wish import may_be_asked, take_hope
from telesec.assistant.waiting_list.waiting_words import wants_earlier
from telesec.clients.own_hand import OwnAct
from telesec.scripts.steps import Proof
from telesec.values.conversation import Prompt

WHAT, BORN, CANCEL, CONFIRM = "change_what", "change_born", "change_cancel", "change_confirm"


class Wanted(StrEnum):
    """What the caller wants with the appointment."""

    MOVE = MOVE
    CANCEL = "cancel"
    TELL = "tell"


BY_INTENT = {
    Intent.APPOINTMENT_MOVE: Wanted.MOVE,
    Intent.APPOINTMENT_CANCEL: Wanted.CANCEL,
    Intent.APPOINTMENT_QUERY: Wanted.TELL,
}
ACTS = {Wanted.MOVE: OwnAct.MOVE, Wanted.CANCEL: OwnAct.CANCEL, Wanted.TELL: OwnAct.SEE}
BY_KEY = {"1": Wanted.MOVE, "2": Wanted.CANCEL, "3": Wanted.TELL}
CANCELS = re.compile(r"\b(?:annul\w+|cancel)\b")
# Said while it is to be cancelled, "it" is known.
MOVES_IT = re.compile(
    r"(?<!don t )(?<!not )\b(?:move|reschedule|postpone|rearrange)"
    r" (?:it|that|mine|(?:the|my) (?:appointment|visit))\b"
)


class ChangeTalk(CarryingOut):
    """Finds the appointment first, and says of it only what its owner may hear."""

    # "Un autre rendez-vous" is another time for this one.
    left_for = MATTERS - {Intent.APPOINTMENT_NEW, *BY_INTENT}

    def enter(self) -> Prompt:
        """Begin with all that was said already: who, what, which, when instead."""
        state, words = self.c.state, self.c.state.opening_words
        state.change = Wanted.MOVE if state.wants_list else ""
        state.earlier, state.waiting = state.wants_list, None
        state.own_id = state.chosen_id = state.type_id = None
        state.own_ids, state.offer_ids, state.windows = [], [], []
        state.refused = []
        state.tries, state.wish_known = 0, False
        take_hope(self.c, words)
        taken = take_of_call(self.c, words)
        made = self.made()
        if not made:  # else who that is has been told in this call
            begin_whom(self.c, words, somebody_else=self.step.change.ask_name is not None)
        if not taken:
            hear_whom(self.c, words, aloud=False, meant=whose_is_meant(words))
        why = state.leaves_list and tells_only_why(words)
        if (why or not self._take_in(words)) and state.leaves_list:
            state.change = LEAVE
        elif state.leaves_list:
            state.beside = ""  # it is what is done first
        state.change = ASK_ABOUT if state.asks_list else state.change
        state.asks_list = False
        if not taken:
            hear_of_whom(self.c, words)
        if self.c.call.caller_number is None and self.proof is Proof.NUMBER and not made:
            self.c.phrase("change_unknown_number")
            return self.leave_to_people()
        return self.next()

    def _take_in(self, words: str) -> bool:
        """What is wanted, and when instead; whether that was said."""
        c, made = self.c, self.c.state.made_id is not None
        intent = told_intent(words, c.language, c.script.trade, made=made)
        wanted = BY_INTENT.get(intent) if intent else None
        if wanted is None and takes_back(words, self.c.language) and self.take_wish(words):
            wanted = Wanted.MOVE  # "non, plutôt vendredi"
        if wanted is None or (wanted is Wanted.TELL and c.state.wants_list):
            return False
        c.state.change = wanted
        if wanted is Wanted.MOVE:
            self.take_wish(preferred_time(words, c.language) or words)
            c.state.earlier = c.state.wants_list or wants_earlier(words, c.language)
        return True

    def at_least(self) -> timedelta:
        """As long as it is now: a person may have given it more time than its kind has."""
        return self.own().lasts

    # Asking

    def next(self) -> Prompt:
        """The first thing not known yet; then what is wanted is done."""
        state = self.c.state
        if not state.change:
            return self.open(WHAT)
        if not self._may_do():
            self.c.phrase("change_by_people")
            return self.leave_to_people()
        if state.caller_name is None:
            return self.open(NAME)
        proved = state.change != LEAVE and bool(state.own_ids or self.made())
        if self.proof is Proof.BIRTH_DATE and state.birth_date is None and not proved:
            return self.open(BORN)
        if state.change in OF_THE_LIST:
            return self.see_to_list()
        if not state.own_ids:
            return self.find()
        return self.tell_own() if state.change == Wanted.TELL else self._next_of_change()

    def _may_do(self) -> bool:
        """Whether the client lets callers do by telephone what is wanted."""
        change = self.c.state.change
        return change in OF_THE_LIST or ACTS[Wanted(change)] in self.c.client.callers_may

    def _next_of_change(self) -> Prompt:
        state = self.c.state
        if state.own_id is None:
            return self.which()
        if is_too_near(self.own(), self.c.now, notice_hours=self.step.change.notice_hours):
            self.c.phrase("change_too_near", moment=self.moment())
            return self.leave_to_people()
        if state.change == Wanted.CANCEL:
            return self.open(CANCEL)
        if not (state.wish_known or state.earlier):
            return self.open(WHEN)
        return self.search() if state.chosen_id is None else self.open(CONFIRM)

    def ask(self) -> Prompt:
        """The open question."""
        c, field = self.c, self.c.state.field
        if field == WHEN:
            return self.ask_when()
        if field == OFFERS:
            return self.say_offers()
        if field == BORN:
            return ask_birth_date(c, self.worded("appointment_ask_birth_date"))
        if field == WHICH:
            moments = [self.aloud(one) for one in self.candidates()]
            c.phrase("change_ask_which", moments=listed(moments, c.language))
        elif field == CANCEL:
            c.state.own_read_at = self.own().starts_at
            who = {"practitioner": whom_aloud(c, self.own()), "name": self.name()}
            c.phrase("change_confirm_cancel", moment=self.moment(), **who)
        elif field == CONFIRM:
            return self.read_back_move()
        elif field == NAME:
            self.ask_name()
        else:
            c.phrase(self.worded("change_ask_what"))
        return c.listen(seconds=6)

    def keys(self) -> dict[str, str]:
        """What may be done, which appointment, the offers. What is read back is never guessed."""
        field = self.c.state.field
        if field == WHAT:
            return {key: str(wanted) for key, wanted in BY_KEY.items()}
        if field == WHICH:
            return numbered([self.aloud(one) for one in self.candidates()])
        return self.offered_keys() if field == OFFERS else {}

    def quotes(self) -> bool:
        """A time, a name or a date may stand in a long sentence."""
        return self.c.state.field in {WHEN, OFFERS, NAME, BORN}

    def asks_to_agree(self) -> bool:
        """It is cancelled or moved upon a yes."""
        return self.c.state.field in {CANCEL, CONFIRM}

    def offer_keys(self) -> None:
        """How the open question can be answered with keys."""
        c, field = self.c, self.c.state.field
        if field == WHAT:
            c.phrase("keys_for_change")
        elif field == BORN:
            c.phrase("keys_for_date")
        elif field in {CANCEL, CONFIRM}:
            c.phrase("keys_for_yes_no")
        elif field == WHEN:
            c.phrase("keys_for_when")
        elif field == OFFERS:
            c.phrase("keys_for_offers", other=str(len(c.state.offer_ids) + 1))
        elif field == WHICH:
            for place, one in enumerate(self.candidates(), start=1):
                label = phrase("choice_for", c.language, name=self.aloud(one))
                c.phrase("choice_key", label=label, key=str(place))
        c.phrase("press_zero_person")

    # Hearing

    def hear_list(self, rest: str) -> Prompt | None:
        """ "Je voudrais être prévenu si une place se libère avant": the list, once it is theirs."""
        c, state = self.c, self.c.state
        if state.change == Wanted.CANCEL or not may_be_asked(c):
            return None
        state.wants_list, state.earlier, state.change = True, True, str(Wanted.MOVE)
        if (
            state.own_id is not None
            and state.field in {OFFERS, WHEN}
            and self.is_mere_refusal(rest)
        ):
            return self.wait_with_own(state.windows)
        c.phrase("waiting_noted")
        if state.field == WHAT:
            return self.next()
        return (self.hear() if rest else None) or self.ask()

    def hear(self) -> Prompt | None:
        """Take in the answer to the open question."""
        field = self.c.state.field
        if self.turns_to_other():
            return self.next()
        another = self.is_of_another()
        if self._wants_otherwise() or (another and field != WHAT):
            return self.next()
        if field in {WHEN, OFFERS, WHICH} and self.gives_up():
            return self.leave_it()
        goes_back = field in {NAME, BORN} and self.is_taken_back(date_asked=field == BORN)
        if goes_back and self.amended():
            return self.next()
        answered = self._hear_answer(field)
        if answered is None and field == BORN and hear_corrected_name(self.c):
            return self.next()
        mends = field not in {WHAT, NAME, BORN}  # there, a day is that of the appointment
        return answered or (self.next() if mends and self.amended() else None)

    def _hear_answer(self, field: str) -> Prompt | None:
        c = self.c
        if field == WHAT:
            c.state.change = BY_KEY.get(c.keys[:1]) or c.state.change
            return self.next() if self._take_in(c.words) or c.state.change else None
        if field == NAME:
            return self.next() if hear_name_of_whom(c) else None
        if field == BORN:
            return self.next() if hear_birth_date(c) else self.without_proof()
        if field == WHICH:
            return self._hear_which()
        if field == WHEN:
            return self.search() if self.take_wish(c.words) or self.take_when_key() else None
        if field == OFFERS:
            return self.hear_offer()
        return self._hear_cancel() if field == CANCEL else self._hear_confirmation()

    def _wants_otherwise(self) -> bool:
        """ "Finalement annulez-le", "je préfère le déplacer", in the middle of the other."""
        c, state = self.c, self.c.state
        if state.field in {WHAT, CANCEL} or state.change == Wanted.TELL:
            return False
        wanted = BY_INTENT.get(subject_intent(c.words, c.language) or Intent.OTHER)
        if wanted is None and state.own_id and CANCELS.search(plain(c.words)):
            wanted = Wanted.CANCEL
        if state.change == Wanted.CANCEL and self._moves_it():
            wanted = Wanted.MOVE
        if wanted in {None, Wanted.TELL, state.change}:
            return False
        state.change = str(wanted)
        self.take_wish(c.words)
        return True

    def _moves_it(self) -> bool:
        """ "Je préfère le déplacer", "actually move it"."""
        c = self.c
        told = subject_intent(c.words, c.language) is Intent.APPOINTMENT_MOVE
        return told or bool(MOVES_IT.search(plain(c.words)))

    def amended(self) -> bool:
        """Whoever it is for is proved again when the name or the date of birth was mended."""
        state = self.c.state
        before = (state.caller_name, state.birth_date)
        changed = super().amended()
        if (state.caller_name, state.birth_date) != before:
            state.own_ids, state.own_id = [], None
        if changed and state.change == Wanted.CANCEL and state.wish_known:
            state.change = Wanted.MOVE
        return changed

    def _hear_which(self) -> Prompt | None:
        c, candidates = self.c, self.candidates()
        if c.keys:
            place = int(c.keys[0]) if c.keys[0].isdecimal() else 0
            found = place - 1 if 1 <= place <= len(candidates) else None
        else:
            found = choose_offer(c.words, c.language, starts_of(c, candidates)).index
        if found is None:
            return None
        self.choose(candidates[found])
        return self.next()

    # Agreeing

    def _hear_cancel(self) -> Prompt | None:
        """Yes, no, another one, or move it rather."""
        c = self.c
        answer = answer_of(c) if c.keys else agrees_to_cancel(c.words, c.language)
        if self._moves_it():
            c.state.change = Wanted.MOVE
            self.take_wish(c.words)
            return self.next()
        if self.is_another():
            return self.next()
        if answer == Answer.NO and takes_back(c.words, c.language) and self.amended():
            return self.next()
        if answer == Answer.YES and not self.tells_another_time():
            return self.cancel_own() if self.is_as_read_back() else self.moved_meanwhile()
        return self.leave_it() if answer == Answer.NO else None

    def _hear_confirmation(self) -> Prompt | None:
        if self.amended():
            return self.next()
        if answer_of(self.c) == Answer.YES:
            return self.move_own() if self.is_as_read_back() else self.moved_meanwhile()
        if not declines(self.c):
            return None
        self.c.state.chosen_id = None
        return self.ask_other_time()
