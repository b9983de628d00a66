"""When a language model may say what was meant: only of what we did not understand ourselves.

It chooses among the keys of the open question, or points at words of the caller's. Danger is
heard before, in all that was said; dates, names and numbers are read by us; what is read back is
agreed to by the caller alone.
"""

from typing import Any

from telesec.assistant.conversation import Conversation
from telesec.assistant.talk import Talk
from telesec.values.conversation import HeardKind, Reading, Unclear

PERSON = {"0": "speak to a person"}
FEWEST_WORDS = 3  # fewer hold nothing that we might have missed


class ReadingWanted(Exception):
    """The turn waits for what a language model makes of the words; undo it, and take it again."""

    def __init__(self, question: Unclear | None) -> None:
        super().__init__("a turn that is not understood")
        self.question = question


def may_be_read(c: Conversation) -> bool:
    """Whether a model may be asked: the script wants it, and none has been asked of this turn."""
    heard = c.heard
    wanted = c.script.language_model and heard.kind == HeardKind.SPEECH and heard.reading is None
    return wanted and len(heard.text.split()) >= FEWEST_WORDS


def unclear(c: Conversation, talk: Talk[Any]) -> Unclear | None:
    """What to ask a model; None where nothing but the caller's own yes will do."""
    keys, quotes = talk.keys(), talk.quotes()
    if not (keys or quotes):
        return None
    last = c.call.last_prompt
    return Unclear(
        language=c.language,
        asked=last.says[-1].text if last and last.says else "",
        said=c.said,
        keys=keys | PERSON,
        quotes=quotes,
    )


def checked(proposed: Reading | None, question: Unclear) -> Reading:
    """The proposal, if it is one that may be made; else an empty one, and the turn goes on.

    A key must be offered; a quotation must stand in what was said, word for word.
    """
    if proposed is None:
        return Reading()
    if proposed.key in question.keys:
        return Reading(key=proposed.key)
    quote = " ".join(proposed.quote.split())
    if not (question.quotes and quote):
        return Reading()
    said = f" {' '.join(question.said.split())} "
    at = said.casefold().find(f" {quote.casefold()} ")
    return Reading(quote=said[at + 1 : at + 1 + len(quote)]) if at >= 0 else Reading()
