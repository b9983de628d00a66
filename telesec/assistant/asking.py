"""A question of the script's own: its answer is understood as what it is, and written down."""

import re
from collections.abc import Sequence

from telesec.assistant.corrections import asks_back
from telesec.assistant.facts import asked_fact, asked_hours
from telesec.assistant.identity import YES_NO, answer_of
from telesec.assistant.matters import BY_THE_WAY, told_intent
from telesec.assistant.named_things import is_named
from telesec.assistant.question_words import answer_with_remark, answers_question, supposes
from telesec.assistant.readings import may_be_read
from telesec.assistant.speaking import phrase
from telesec.assistant.talk import Talk
from telesec.assistant.understanding import (
    Answer,
    mentions,
    numbers_in,
    plain,
    spoken_answer,
    understand_date,
    understand_wish,
)
from telesec.assistant.understanding.numbers import figures
from telesec.assistant.understanding.times.time_alone import tells_only_a_time
from telesec.scripts.steps import AnswerKind, AppointmentStep, QuestionStep
from telesec.values.conversation import Prompt
from telesec.values.language import text_in

SKIP_KEY = "1"
PAUSE_SECONDS = 2  # people stop for breath in a story, and inside a date
WORDS_OF_AN_ANSWER = 4  # to yes or no; more tell something else, too
WORDS_OF_AN_ASIDE = 3
_ASKS_WHEN = re.compile(r"\b(?:quand|jours?|dates?|heures?|horaires?|when|days?|times?)\b")


class QuestionTalk(Talk[QuestionStep]):
    """Asks, writes the answer down as the client reads it, and goes the answer's way."""

    def enter(self) -> Prompt:
        """The question, unless it was answered with the matter: "mon chat s'appelle Félix"."""
        words = self.c.state.opening_words
        if self.step.answer is AnswerKind.YES_NO:
            answer = self._told_yes_or_no(words)
            return self.ask() if answer is None else self._go_with(said_yes=answer)
        found = self._told(words)
        if not found:
            return self.ask()
        self._write_down(found)
        return self.go(self.step.go or "")

    def _told_yes_or_no(self, words: str) -> bool | None:
        step, language = self.step, self.c.language
        if mentions(words, (step.told_no or {}).get(language, ())):
            return False
        return True if mentions(words, (step.told_yes or {}).get(language, ())) else None

    def _told(self, words: str) -> str:
        """The answer as it is written down; empty where not all of it was told."""
        language = self.c.language
        lists = [one.get(language, ()) for one in self.step.told]
        if not lists or not self._all_told(words, lists):
            return ""
        if self.step.answer is AnswerKind.TEXT:
            return words
        after = "|".join(re.escape(plain(one)) for one in lists[0])
        found = re.search(rf"\b(\d+) (?:{after})\b", figures(plain(words), language))
        return found[1] if found else ""

    def _all_told(self, words: str, lists: Sequence[Sequence[str]]) -> bool:
        c = self.c
        if all(mentions(words, one) for one in lists):
            return True
        named = self.step.told_by_name and mentions(words, lists[0])
        return named and is_named(words, lists[0], c.language, c.now_local)

    def ask(self) -> Prompt:
        """The question."""
        self.c.say(self.step.ask)
        if self.simply and self.step.answer is AnswerKind.YES_NO:
            self.c.phrase("answer_yes_or_no")
        if self.step.answer is AnswerKind.YES_NO:
            return self.c.listen()
        several = self.step.answer in {AnswerKind.NUMBER, AnswerKind.DATE}
        return self.c.listen(
            max_digits=None if several else 1, seconds=6, pause_seconds=PAUSE_SECONDS
        )

    def hear(self) -> Prompt | None:
        """Understand the answer as what it must be; None when it is nothing of the kind."""
        if self.step.answer is AnswerKind.YES_NO:
            return self._hear_yes_or_no()
        if self.step.answer is AnswerKind.TEXT and self.c.keys[:1] == SKIP_KEY:
            return self.go(self.step.go or "")
        aside = self._hear_aside() if self._only_says_when() else None
        if aside:
            return aside
        found = self._found()
        if not found:
            return None
        self._write_down(found)
        return self.go(self.step.go or "")

    def keeps_words(self) -> bool:
        """A text may be anything, whatever words it has."""
        return self.step.answer is AnswerKind.TEXT

    def wants_an_answer(self) -> bool:
        """What is asked for, "quel animal", whatever words it has."""
        return True

    def keys(self) -> dict[str, str]:
        """Yes and no, where the question is such."""
        return YES_NO if self.step.answer is AnswerKind.YES_NO else {}

    def quotes(self) -> bool:
        """A number or a date may stand in a long sentence."""
        return self.step.answer in {AnswerKind.NUMBER, AnswerKind.DATE}

    def offer_keys(self) -> None:
        """How the question can be answered with keys."""
        if self.step.answer is AnswerKind.YES_NO:
            self.c.phrase("keys_for_yes_no")
        elif self.step.answer is AnswerKind.DATE:
            self.c.phrase("keys_for_date")
        elif self.step.answer is AnswerKind.NUMBER:
            self.c.phrase("keys_for_figures")
        else:
            self.c.phrase("keys_to_skip")
        self.c.phrase("press_zero_person")

    def _hear_yes_or_no(self) -> Prompt | None:
        remarked = answer_with_remark(self.c.words, self.c.language)
        answer = answer_of(self.c) if remarked == Answer.UNCLEAR else remarked
        if answer == Answer.UNCLEAR and self._tells_a_time():  # "oui et je voudrais lundi"
            answer = spoken_answer(self.c.words.split()[0], self.c.language)
        if answer == Answer.UNCLEAR and self.c.words:
            answer = self._answer_in_its_words()
        if answer not in {Answer.YES, Answer.NO}:
            return self._hear_aside()
        more = len(self.c.words.split()) > WORDS_OF_AN_ANSWER or self._tells_a_time()
        if more or remarked != Answer.UNCLEAR:
            self._keep_beside()
        return self._go_with(said_yes=answer == Answer.YES)

    def _answer_in_its_words(self) -> Answer:
        """ "J'ai une ordonnance", told as the script knows it, or in the question's own words."""
        c = self.c
        answer = answers_question(c.words, text_in(self.step.ask, c.language), c.language)
        asked = asks_back(c.words, c.language) or supposes(c.words)
        told = None if asked else self._told_yes_or_no(c.words)
        if answer != Answer.UNCLEAR or told is None:
            return answer
        return Answer.YES if told else Answer.NO

    def _go_with(self, *, said_yes: bool) -> Prompt:
        self._write_down(phrase("yes" if said_yes else "no", self.c.client.language))
        way = self.step.yes if said_yes else self.step.no
        return self.go(way or self.step.go or "")

    def _hear_aside(self) -> Prompt | None:
        """ "Lundi matin", instead of yes or no: kept for what comes, and asked again; once, lest
        noise do.

        None for a question, for another matter, and for what a model may read.
        """
        c = self.c
        told = len(c.words.split()) >= WORDS_OF_AN_ASIDE or self._tells_a_time()
        if c.state.strayed or not told or may_be_read(c):
            return None
        intent = told_intent(c.words, c.language, c.script.trade)
        if asks_back(c.words, c.language) or intent in self.left_for | BY_THE_WAY:
            return None
        if asked_fact(c) or asked_hours(c):
            return None
        c.state.asides += 1
        self._keep_beside()
        c.phrase("noted")
        return self.ask()

    def _tells_a_time(self) -> bool:
        c = self.c
        return bool(c.words) and bool(understand_wish(c.words, c.language, c.now_local).windows)

    def _only_says_when(self) -> bool:
        """Whether a time is told that belongs to the appointment after it."""
        c, step = self.c, self.step
        if step.answer is not AnswerKind.TEXT or not isinstance(
            c.step(step.go or ""), AppointmentStep
        ):
            return False
        asked = any(_ASKS_WHEN.search(plain(text)) for text in step.ask.values())
        return not asked and tells_only_a_time(c.words, c.language, c.now_local)

    def _keep_beside(self) -> None:
        """For what is asked next, which may be the day; and for the client to read."""
        c = self.c
        c.state.opening_words = ", ".join(filter(None, [c.state.opening_words, c.words]))
        c.note_for_client(c.words)

    def _found(self) -> str:
        """The answer as it is written down; empty when there was none."""
        c = self.c
        if self.step.answer is AnswerKind.TEXT:
            is_noise = len(plain(c.words)) == 1 and c.words.isalpha() and not c.state.misses
            return "" if is_noise else c.words
        if self.step.answer is AnswerKind.NUMBER:
            found = numbers_in(c.words, c.language)
            return c.keys or (str(found[0]) if found else "")
        date = understand_date(c.keys or c.words, c.language, c.now_local.date())
        return f"{date:%d/%m/%Y}" if date else ""

    def _write_down(self, answer: str) -> None:
        if self.step.note:
            note = text_in(self.step.note, self.c.client.language)
            line = phrase("answer_line", self.c.client.language, note=note, answer=answer)
            self.c.state.answers = [*self.c.state.answers, line]
