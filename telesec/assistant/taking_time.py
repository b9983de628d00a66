"""Callers who look something up are given the time for it: the question stays open."""

from typing import Any

from telesec.assistant.conversation import Conversation
from telesec.assistant.talk import Talk
from telesec.assistant.understanding import only_asks_for_time
from telesec.values.conversation import Listen, Prompt

LOOKING_UP_SECONDS = 15  # of silence, until we ask whether they are still there


def wait_for_caller(c: Conversation, talk: Talk[Any]) -> Prompt | None:
    """ "Attendez, je regarde mon agenda": we listen on, and ask nothing again; else None."""
    if not c.words or not only_asks_for_time(c.words, c.language):
        return None
    c.answered = True
    c.phrase("take_your_time")
    last = c.call.last_prompt.then if c.call.last_prompt else None
    if not isinstance(last, Listen):
        return talk.ask()
    return c.then(last.model_copy(update={"seconds": max(last.seconds, LOOKING_UP_SECONDS)}))
