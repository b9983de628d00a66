"""A question of the script's own: its answer is understood as what it is, and written down."""

from telesec.assistant.identity import YES_NO, answer_of
from telesec.assistant.speaking import phrase
from telesec.assistant.talk import Talk
from telesec.assistant.understanding import Answer, numbers_in, understand_date
from telesec.scripts.steps import AnswerKind, QuestionStep
from telesec.values.conversation import Prompt
from telesec.values.language import text_in

SKIP_KEY = "1"
PAUSE_SECONDS = 2  # people stop for breath in a story, and inside a date


class QuestionTalk(Talk[QuestionStep]):
    """Asks, writes the answer down as the client reads it, and goes the answer's way."""

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
        found = self._found()
        if not found:
            return None
        self._write_down(found)
        return self.go(self.step.go or "")

    def keeps_words(self) -> bool:
        """A text may be anything, whatever words it has."""
        return self.step.answer is AnswerKind.TEXT

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
        answer = answer_of(self.c)
        if answer not in {Answer.YES, Answer.NO}:
            return None
        said_yes = answer == Answer.YES
        self._write_down(phrase("yes" if said_yes else "no", self.c.client.language))
        way = self.step.yes if said_yes else self.step.no
        return self.go(way or self.step.go or "")

    def _found(self) -> str:
        """The answer as it is written down; empty when there was none."""
        c = self.c
        if self.step.answer is AnswerKind.TEXT:
            return c.words
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
