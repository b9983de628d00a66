"""Words that came too late for an answer: kept with their call and in its message all the same."""

from datetime import datetime

from sqlalchemy.orm import Session

from telesec.calls.call import Call
from telesec.calls.lifecycle import keep_turn
from telesec.messages.taking import add_words, draft_of
from telesec.values.conversation import HangUp, Heard, Prompt


def keep_late_words(db: Session, call: Call, heard: Heard, now: datetime) -> Prompt:
    """Write down an answer to the call's present prompt that nobody can act on any more.

    Nothing is booked from it and nobody is rung. The prompt is what the carrier is told.
    """
    prompt = Prompt(then=HangUp())
    add_words(draft_of(db, call, now), heard.text)
    keep_turn(db, call, heard, prompt, now)
    return prompt
