"""Menus: which of the choices the caller means, by key, by words, or by what it is about."""

from telesec.assistant.talk import Talk, is_a_story
from telesec.assistant.understanding import subject_intent, understand_choice
from telesec.scripts.script import Choice, MenuStep
from telesec.values.conversation import Prompt
from telesec.values.language import text_in


class MenuTalk(Talk[MenuStep]):
    """Asks a question and goes where the answer leads."""

    def ask(self) -> Prompt:
        """The question, with the words of the choices as hints."""
        self.c.say(self.step.menu)
        hints = [w for choice in self.step.choices for w in choice.words.get(self.c.language, ())]
        return self.c.listen(hints=hints)

    def hear(self) -> Prompt | None:
        """By key, by words, by intent; a long story becomes a message."""
        choice = self._choice()
        if choice:
            self.c.state.opening_words = self.c.words
            return self.go(choice.go)
        if is_a_story(self.c.words):
            self.c.state.opening_words = self.c.words
            return self.go(self.c.message_step())
        return None

    def _choice(self) -> Choice | None:
        choices = self.step.choices
        if self.c.keys:
            return next((choice for choice in choices if choice.key == self.c.keys[0]), None)
        words = self.c.words
        options = [choice.words.get(self.c.language, ()) for choice in choices]
        found = understand_choice(words, self.c.language, options)
        if found is not None:
            return choices[found]
        intent = subject_intent(words, self.c.language)
        return next((choice for choice in choices if intent and choice.intent == intent), None)

    def offer_keys(self) -> None:
        """ "Pour un rendez-vous, tapez 1", choice by choice."""
        for choice in self.step.choices:
            label = text_in(choice.label, self.c.language)
            self.c.phrase("choice_key", label=label[:1].upper() + label[1:], key=choice.key)
        self.c.phrase("press_zero_person")
