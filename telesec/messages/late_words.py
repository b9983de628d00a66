"""Words that came too late for an answer: kept with their call and in its message all the same."""

import re
from datetime import datetime

from sqlalchemy.orm import Session

from telesec.calls.call import Call
from telesec.calls.lifecycle import keep_turn
from telesec.messages.taking import add_words, draft_of
from telesec.values.conversation import HangUp, Heard, Prompt

_BARE = re.compile(
    r"(?:(?:oui|non|ok|d'accord|merci|au revoir|allô|allo|bonjour|euh|rien|bonne (?:journée|soirée)"
    r"|à bientôt|c'est tout|yes|no|thanks|thank you|goodbye|bye|hello)[ ,.!]*)*"
)


def is_bare(words: str) -> bool:
    """Whether no more is said than yes, no or goodbye."""
    return bool(_BARE.fullmatch(words.strip().lower()))


def keep_late_words(db: Session, call: Call, heard: Heard, now: datetime) -> Prompt:
    """Write down an answer to the call's present prompt that nobody can act on any more.

    Nothing is booked from it and nobody is rung; a bare farewell is no message. The prompt is what
    the carrier is told.
    """
    prompt = Prompt(then=HangUp())
    if not is_bare(heard.text):
        add_words(draft_of(db, call, now), heard.text)
    keep_turn(db, call, heard, prompt, now)
    return prompt
