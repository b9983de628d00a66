"""Menus: which of the choices the caller means, by key, by words, or by what it is about."""

from telesec.assistant.booking.another import book_one_more, wants_one_more
from telesec.assistant.booking.one_more_words import asks_for_one_more, is_for_oneself, whom_of
from telesec.assistant.booking.whom_words import is_for_a_relative
from telesec.assistant.changing.mending_booked import mend_booked
from telesec.assistant.changing.own_of_call import changes_own_of_call
from telesec.assistant.closing_words import after_refusal, only_ends, surely_tells_more, takes_leave
from telesec.assistant.conversation import WAITING_LIST
from telesec.assistant.corrections import asks_back
from telesec.assistant.facts import asked_fact, asked_hours, fact_words, tell_fact
from telesec.assistant.identity import hear_caller
from telesec.assistant.matters import (
    BY_THE_WAY,
    MATTERS,
    OWN,
    PASSED_ON,
    WORDS_OF_A_QUESTION,
    asks_of_the_house,
    is_about_their_own,
    is_only_supposed,
    tells_the_matter,
    told_intent,
    would_come,
)
from telesec.assistant.message_words import tells_something, tells_the_message, without
from telesec.assistant.speaking import listed
from telesec.assistant.talk import Talk
from telesec.assistant.two_matters import two_matters
from telesec.assistant.understanding import (
    Intent,
    is_about_ones_own,
    plain,
    says_goodbye,
    supposed_intent,
    understand_choice,
    understand_intent,
)
from telesec.assistant.waiting_list.leaving_wish import goes_off_list
from telesec.assistant.waiting_list.leaving_words import OffList, asked_off_list
from telesec.assistant.waiting_list.listed_wish import goes_to_list
from telesec.assistant.waiting_list.listed_words import OnList, asked_on_list
from telesec.assistant.waiting_list.waiting_wish import (
    may_be_asked,
    note_wish_to_wait,
    take_hope,
    wish_of_call,
)
from telesec.calls.call import Disposition
from telesec.scripts.steps import Choice, EndStep, MenuStep, SayStep
from telesec.values.conversation import Prompt
from telesec.values.language import text_in


class MenuTalk(Talk[MenuStep]):
    """Asks a question and goes where the answer leads."""

    def enter(self) -> Prompt:
        """Begin with what was said beside another matter, now that this is done."""
        c, words = self.c, self.c.state.beside
        if not words:
            return self.ask()
        c.state.beside, c.state.under_way, c.rest = "", words, words
        prompt = self._hear_of_list(words) or self._hear_words()
        if prompt is None and not tell_fact(c):
            c.note_for_client(words)
            c.phrase("noted")
        c.rest = c.rest if prompt else ""
        return prompt or self.ask()

    def _hear_of_list(self, words: str) -> Prompt | None:
        off, on = asked_off_list(words, self.c.language), asked_on_list(words, self.c.language)
        if off:
            return self.hear_off_list(off)
        return self.hear_about_list(on) if on else None

    def ask(self) -> Prompt:
        """The question, with the words of the choices as hints."""
        if self.c.state.waiting_aside:
            self.c.state.waiting_aside = False
            self.c.phrase("waiting_aside")
        self.c.say(self.step.menu)
        if self.simply:
            labels = [text_in(choice.label, self.c.language) for choice in self.step.choices]
            self.c.phrase("choice_ask", choices=listed(labels, self.c.language))
        hints = [w for choice in self.step.choices for w in choice.words.get(self.c.language, ())]
        return self.c.listen(hints=hints)

    def hear(self) -> Prompt | None:
        """By key, by words, by intent; what tells the matter itself becomes a message.

        None for a question that a fact of the script answers.
        """
        c = self.c
        if c.keys:
            choices = self.step.choices
            by_key = next((choice for choice in choices if choice.key == c.keys[0]), None)
            return self._goes(by_key, "") if by_key else None
        return self._hear_words()

    def _hear_words(self) -> Prompt | None:
        """Of two things that are wanted, the other is kept for when this one is done."""
        c, words, state = self.c, self.c.words, self.c.state
        halves = two_matters(words, c.language, c.script.trade)
        if halves is None or state.beside:
            return self._hear_wish()
        c.rest, state.beside = halves.now, halves.later
        if tell_fact(c):
            return self.enter()
        prompt = self._hear_wish()
        if prompt is None:
            c.rest, state.beside = words, ""
        return prompt or self._hear_wish()

    def _hear_wish(self) -> Prompt | None:
        c, words = self.c, self.c.words
        if mend_booked(c):
            c.answered = True
            return self.ask()
        hear_caller(c, words)
        c.rest = take_hope(c, words)
        hopes = c.rest != words
        intent = self._told(c.words)
        if intent == Intent.WRONG_NUMBER and self._has_dialled_wrong():
            c.state.outcome = Disposition.WRONG_NUMBER
            c.phrase("wrong_number")
            return c.hang_up()
        if intent not in OWN and asked_hours(c):
            return None
        if self._wants_one_more(intent):
            return self._book_one_more()
        choice = self._choice(c.words, intent)
        if choice is None and self._wants_to_come(intent):
            choice = self._choice("", Intent.APPOINTMENT_NEW)
        if choice and self._ends(choice) and not only_ends(c.words, c.language):
            return self._hear_before_the_end(choice)
        if choice:
            return self._goes(choice, c.words)
        return self._to_list(c.words, c.words) if hopes else self._hear_matter(intent)

    def _wants_one_more(self, intent: Intent | None) -> bool:
        """ "Oui, il m'en faut un aussi pour sa sœur", of whoever has just booked one."""
        c = self.c
        if not c.state.booked_id:
            return False
        for_another = intent is Intent.APPOINTMENT_NEW and is_for_a_relative(c.words)
        found = wants_one_more(c, c.words)
        # One more for the same person is asked about as any other: what for, with whom.
        return for_another or bool(found and (c.state.whose or not is_for_oneself(found[1])))

    def _book_one_more(self) -> Prompt:
        """With what is known of the first."""
        c, state = self.c, self.c.state
        state.another, state.another_said = whom_of(c.words) or c.words, c.words
        return book_one_more(c, self.go)

    def _told(self, words: str) -> Intent | None:
        """What it is about; an appointment that was made in this call is what "it" means."""
        c = self.c
        made = c.state.made_id is not None
        return told_intent(words, c.language, c.script.trade, made=made)

    def _wants_to_come(self, intent: Intent | None) -> bool:
        """An appointment in other words: "j'ai une ordonnance, je voudrais commencer lundi"."""
        c = self.c
        if intent in BY_THE_WAY or asks_back(c.words, c.language):
            return False
        if is_only_supposed(c.words, c.language):
            return False
        if would_come(c.words, c.language, c.now_local):
            return True
        taught = understand_intent(c.words, c.language, c.script.trade) if intent else None
        return taught is Intent.APPOINTMENT_NEW

    def may_end(self) -> bool:
        """Whether it asks what else there might be."""
        return any(self._ends(one) for one in self.step.choices)

    def _ends(self, choice: Choice) -> bool:
        """Whether it is the "non" to what else there might be, after which we hang up."""
        step = self.c.step(choice.go)
        for _ in self.c.script.steps:
            step = self.c.step(step.go) if isinstance(step, SayStep) else step
        return isinstance(step, EndStep) and not choice.intent

    def _hear_before_the_end(self, choice: Choice) -> Prompt | None:
        """ "Non, mais dites-lui que je serai en retard": no farewell, for something is told beside
        the no. What is not sure to be is asked back, once.
        """
        c, said = self.c, self.c.words
        c.rest = after_refusal(said)
        if asked_fact(c):
            return None
        intent = told_intent(c.words, c.language, c.script.trade)
        change = c.way_to(Intent.APPOINTMENT_MOVE)
        if c.state.made_id and asks_for_one_more(c.words, c.language):
            intent = Intent.APPOINTMENT_NEW
        if change and intent not in MATTERS and changes_own_of_call(c):
            return self._goes_to(change, c.words)
        if self._wants_to_come(intent):
            intent = Intent.APPOINTMENT_NEW
        found = self._but(choice)._choice(c.words, intent) or self._beyond(intent)
        if found:
            return self._goes(found, c.words)
        if surely_tells_more(said, c.language):
            return self._goes_to(c.message_step(), c.words, told="whole")
        return self._goes(choice, said) if c.state.misses else None

    def _but(self, choice: Choice) -> "MenuTalk":
        """The same menu without that choice."""
        choices = [one for one in self.step.choices if one is not choice]
        return MenuTalk(self.c, self.step.model_copy(update={"choices": choices}), self.go)

    def _hear_matter(self, intent: Intent | None) -> Prompt | None:
        """What is none of the choices."""
        c = self.c
        if asked_fact(c):
            return None
        beyond = self._beyond(intent)
        if beyond:
            return self._goes(beyond, c.words)
        asks = asks_back(c.words, c.language) and len(c.words.split()) >= WORDS_OF_A_QUESTION
        asks = asks or asks_of_the_house(c.words, c.language, c.script.trade)
        if asks or intent in PASSED_ON or tells_the_matter(c.words, c.language):
            return self._goes_to(c.message_step(), c.words, told="whole")
        done = self.may_end() or c.state.outcome is not None
        leaves = done and takes_leave(c.words, c.language)
        if leaves or says_goodbye(c.words, c.language):
            c.answered = True
            c.phrase("goodbye")
            return c.hang_up()
        return self._hear_likely()

    def _hear_likely(self) -> Prompt | None:
        """What nothing else explains: "ma couronne s'est décollée" is most likely for a visit."""
        c = self.c
        if is_only_supposed(c.words, c.language):
            return None
        intent = supposed_intent(c.words, c.language, c.script.trade)
        choice = (self._choice("", intent) or self._beyond(intent)) if intent else None
        return self._goes(choice, c.words) if choice else None

    def _has_dialled_wrong(self) -> bool:
        """ "Je me suis trompé" alone, once something was done, is about that."""
        c = self.c
        return c.state.outcome is None or "num" in plain(c.words)

    def _goes(self, choice: Choice, words: str) -> Prompt:
        """On with that choice, and with what the caller has said of it already."""
        choice = self._further(choice, words) or choice
        tells = self._tells(choice, words)
        onward = isinstance(self.c.step(choice.go), MenuStep) and not tells
        self.c.answered = self.c.answered or onward
        told = "part" if tells else ""
        if tells and choice.go == self.c.message_step() and tells_the_message(words):
            told = "whole"
        return self._goes_to(choice.go, words, told=told)

    def _tells(self, choice: Choice, words: str) -> bool:
        """Whether something of the matter is told beside the words of the choice."""
        known = (*choice.words.get(self.c.language, ()), self.c.state.caller_name or "")
        return tells_something(words, self.c.language, known, fewest=1)

    def _goes_to(self, name: str, words: str, *, told: str = "") -> Prompt:
        c, state = self.c, self.c.state
        state.opening_words, state.told = words, told
        state.matter_turn, state.type_id = c.call.turn_number - 1, None
        return self.go(name)

    def _beyond(self, intent: Intent | None) -> Choice | None:
        """What a menu that this one leads to has: "je voudrais un rendez-vous" instead of "oui"."""
        c = self.c
        menus = (c.step(choice.go) for choice in self.step.choices)
        others = [MenuTalk(c, menu, self.go) for menu in menus if isinstance(menu, MenuStep)]
        found = (talk._choice(c.words, intent) for talk in others)
        return next((choice for choice in found if choice), None)

    def _further(self, choice: Choice, words: str) -> Choice | None:
        """What is chosen at the menu that ``choice`` leads to, where that is said as well.

        "Oui, je voudrais aussi un rendez-vous": nobody need say it twice.
        """
        c, following = self.c, self.c.step(choice.go)
        rest = without(words, choice.words.get(c.language, ()))
        if not (isinstance(following, MenuStep) and rest):
            return None
        return MenuTalk(c, following, self.go)._choice(rest, self._told(rest))

    def hear_list(self, rest: str) -> Prompt | None:
        """For what this call was about; else what is free is looked at first, as anybody would."""
        prompt = self._to_list(rest, self.c.said)
        return prompt or (self.ask() if note_wish_to_wait(self.c) else None)

    def _to_list(self, rest: str, said: str) -> Prompt | None:
        c, state = self.c, self.c.state
        if not may_be_asked(c):
            return None
        proposed = wish_of_call(c)
        if proposed:
            state.waiting, state.wants_list = proposed, True
            return self.go(WAITING_LIST)
        own = is_about_their_own(said, c.language)
        way = c.way_to(Intent.APPOINTMENT_MOVE if own else Intent.APPOINTMENT_NEW)
        if way is None:
            return None
        state.wants_list = True
        c.phrase("waiting_first_free")
        return self._goes_to(way, rest)

    def hear_off_list(self, asked: OffList) -> Prompt:
        """Who it is must be proved first."""
        return goes_off_list(self.c, self.go, asked, self.enter)

    def hear_about_list(self, asked: OnList) -> Prompt:
        """Who it is must be proved first, unless it has been."""
        return goes_to_list(self.c, self.go, asked, self.enter)

    def _choice(self, words: str, intent: Intent | None) -> Choice | None:
        """An appointment one has already is not one to be made, whatever words both share."""
        choices, c = self.step.choices, self.c
        by_intent = next((one for one in choices if intent in one.intent), None)
        if intent in OWN and is_about_their_own(words, c.language):
            return by_intent
        if is_about_ones_own(words, c.language):
            return by_intent
        if intent in BY_THE_WAY and asks_back(words, c.language):
            return by_intent  # "c'est combien, une couronne ?" is no wish for one
        options = [one.words.get(c.language, ()) for one in choices]
        found = understand_choice(words, c.language, [*options, *fact_words(c)])
        if found is None:
            return by_intent
        return choices[found] if found < len(choices) else None

    def wants_an_answer(self) -> bool:
        """What the call is about is asked for, and may be a danger; less so where it is understood
        as one more of what was just booked.
        """
        c = self.c
        return c.state.booked_id is not None and wants_one_more(c, c.words) is not None

    def keys(self) -> dict[str, str]:
        """The choices by their keys."""
        return {one.key: text_in(one.label, self.c.language) for one in self.step.choices}

    def offer_keys(self) -> None:
        """ "Pour un rendez-vous, tapez 1", choice by choice."""
        for choice in self.step.choices:
            label = text_in(choice.label, self.c.language)
            self.c.phrase("choice_key", label=label[:1].upper() + label[1:], key=choice.key)
        self.c.phrase("press_zero_person")
