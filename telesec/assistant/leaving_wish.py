"""A caller would be on the waiting list no more: heard in any sentence, seen to once it is proved
who speaks, as for an appointment they have.
"""

from collections.abc import Callable
from typing import Any

from telesec.agenda.leaving_list import put_first_by, take_off
from telesec.assistant.conversation import Conversation
from telesec.assistant.leaving_words import asked_off_list
from telesec.assistant.matters import OWN
from telesec.assistant.talk import Go, Talk
from telesec.assistant.understanding import requests_person
from telesec.calls.call import Disposition
from telesec.scripts.steps import ChangeStep
from telesec.values.conversation import Prompt


def asks_off_list(c: Conversation, talk: Talk[Any]) -> Prompt | None:
    """What follows "enlevez-moi de la liste d'attente"; None where that is not said, or is no
    matter of the open question.
    """
    if not c.words or talk.keeps_words():
        return None
    rest = asked_off_list(c.words, c.language)
    if rest is None or requests_person(rest, c.language):
        return None
    before, c.rest = c.state.model_copy(deep=True), rest
    prompt = talk.hear_off_list(rest)
    if prompt is None:
        c.state, c.rest = before, None
    return prompt


def goes_off_list(c: Conversation, go: Go, rest: str, onward: Callable[[], Prompt]) -> Prompt:
    """Whoever was put on the list in this very call is taken off it, and the call goes ``onward``;
    others prove first who they are. Where the script has no such question, people see to it.
    """
    state = c.state
    state.wants_list, state.waiting_aside = False, False
    made = put_first_by(c.db, c.call)
    for entry in made:
        take_off(c.db, entry, c.now, call_id=c.call.id)
    if made:
        c.phrase("waiting_left")
        return onward()
    way = next((one for one in map(c.way_to, sorted(OWN)) if one), None)
    if way is None or not isinstance(c.step(way), ChangeStep):
        state.opening_words, state.told = c.said, "whole"
        return go(c.message_step())
    state.leaves_list = True
    state.opening_words, state.told = rest, ""
    state.matter_turn = c.call.turn_number - 1
    # Told by nothing that was done before: whoever hangs up now leaves it as a message.
    state.outcome = None if state.outcome is Disposition.INFORMATION else state.outcome
    return go(way)
