"""What every kind of step can do in a conversation."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from telesec.assistant.conversation import Conversation
from telesec.assistant.matters import MATTERS
from telesec.assistant.speaking import phrase_keys
from telesec.assistant.understanding import Intent
from telesec.assistant.waiting_list.leaving_words import OffList
from telesec.assistant.waiting_list.listed_words import OnList
from telesec.values.conversation import Prompt

StepT = TypeVar("StepT")
Go = Callable[[str], Prompt]


class Talk(ABC, Generic[StepT]):
    """A step being talked through with a caller. ``go`` leaves for another step by its name."""

    def __init__(self, conversation: Conversation, step: StepT, go: Go) -> None:
        self.c = conversation
        self.step = step
        self.go = go
        self.simply = False  # asked again, for a caller who did not follow

    left_for: ClassVar[frozenset[Intent]] = MATTERS

    def enter(self) -> Prompt:
        """Begin the step."""
        return self.ask()

    @abstractmethod
    def ask(self) -> Prompt:
        """Ask the open question of the step, again if need be."""

    def ask_simply(self) -> Prompt:
        """Ask it again in plainer words, for a caller who says "pardon?"."""
        self.simply = True
        return self.ask()

    def worded(self, key: str) -> str:
        """The phrase to ask with: while asking simply, the plainer one where there is one."""
        plainer = f"{key}_simply"
        return plainer if self.simply and plainer in phrase_keys(self.c.language) else key

    @abstractmethod
    def hear(self) -> Prompt | None:
        """Take in an answer; None when it was not understood."""

    def hear_list(self, rest: str) -> Prompt | None:
        """Take in that the caller would be told of an earlier time; ``rest``: what else was said.

        None where that is no matter of this step.
        """
        del rest
        return None

    def hear_off_list(self, asked: OffList) -> Prompt | None:
        """Take in that the caller would be on the waiting list no more, and what else was said.

        None where that is no matter of this step.
        """
        del asked
        return None

    def hear_about_list(self, asked: OnList) -> Prompt | None:
        """Take in the question whether the caller is on the waiting list, and what else was said.

        None where that is no matter of this step.
        """
        del asked
        return None

    def go_on_without(self) -> Prompt | None:
        """Where a caller is led who is not understood; None: to a recorded message."""
        return None

    def is_well_begun(self) -> bool:
        """Whether so much is settled that another matter is noted rather than begun."""
        return False

    def leave(self) -> None:
        """Go on with something else: what was begun is given up."""

    def offer_keys(self) -> None:
        """Say how the open question can be answered with keys."""
        self.c.phrase("press_zero_person")

    def keys(self) -> dict[str, str]:
        """What the open question can be answered with, by key; empty where it is no choice."""
        return {}

    def quotes(self) -> bool:
        """Whether the open question wants something that may hide in a long sentence."""
        return False

    def wants_an_answer(self) -> bool:
        """Whether the open question has an answer of its kind, a name, a day, one of several, and
        does not ask what the call is about: few words are likely to be that answer.
        """
        return not self.keeps_words()

    def asks_to_agree(self) -> bool:
        """Whether something was read back that a yes settles."""
        return False

    def keeps_missed(self) -> bool:
        """Whether a sentence that was not understood is read with what this leads to."""
        return False

    def keeps_words(self) -> bool:
        """Whether the open question takes whatever is said, so that no word is a command."""
        return False
