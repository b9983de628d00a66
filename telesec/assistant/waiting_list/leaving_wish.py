"""A caller would be on the waiting list no more: heard in any sentence, seen to once it is proved
who speaks, as for an appointment they have.
"""

import re
from collections.abc import Callable
from typing import Any

from telesec.agenda.leaving_list import put_first_by, take_off
from telesec.agenda.practitioner import AppointmentType
from telesec.assistant.booking.bookable import types_of
from telesec.assistant.booking.whom_words import is_for_a_relative
from telesec.assistant.conversation import Conversation
from telesec.assistant.matters import OWN, told_intent
from telesec.assistant.talk import Go, Talk
from telesec.assistant.understanding import requests_person, understand_choice
from telesec.assistant.waiting_list.leaving_words import OffList, asked_off_list, tells_only_why
from telesec.assistant.waiting_list.waiting_words import beside, spoken
from telesec.calls.call import Disposition
from telesec.scripts.steps import ChangeStep
from telesec.values.conversation import Prompt
from telesec.values.language import text_in


def asks_off_list(c: Conversation, talk: Talk[Any]) -> Prompt | None:
    """What follows "enlevez-moi de la liste d'attente"; None where that is not said, or is no
    matter of the open question.
    """
    if not c.words or talk.keeps_words():
        return None
    asked = asked_off_list(c.words, c.language)
    if asked is None or requests_person(asked.rest, c.language):
        return None
    before, c.rest = c.state.model_copy(deep=True), asked.rest
    prompt = talk.hear_off_list(asked)
    if prompt is None:
        c.state, c.rest = before, None
    return prompt


def goes_off_list(c: Conversation, go: Go, asked: OffList, onward: Callable[[], Prompt]) -> Prompt:
    """Whoever was put on the list in this very call is taken off it, and the call goes ``onward``;
    others prove first who they are. Where the script has no such question, people see to it.
    """
    state = c.state
    state.wants_list, state.waiting_aside = False, False
    made = [] if asked.is_for_another else put_first_by(c.db, c.call)
    for entry in made:
        take_off(c.db, entry, c.now, call_id=c.call.id)
    if made:
        state.beside = matter_beside(c, asked)
        c.phrase("waiting_left")
        return onward()
    way = next((one for one in map(c.way_to, sorted(OWN)) if one), None)
    if way is None or not isinstance(c.step(way), ChangeStep):
        state.opening_words, state.told = c.said, "whole"
        return go(c.message_step())
    note_request(c, asked)
    state.leaves_list = True
    # The name that is told with it is the caller's, not that of whom they speak for.
    known = is_for_a_relative(asked.rest) or not asked.is_for_another
    state.opening_words, state.told = asked.rest if known else "", ""
    state.matter_turn = c.call.turn_number - 1
    # Nothing is done yet, whatever was told before: who hangs up now leaves it as a message.
    state.outcome = None if state.outcome is Disposition.INFORMATION else state.outcome
    return go(way)


def note_request(c: Conversation, asked: OffList) -> None:
    """Keep whom and what it is about, and what is to be heard after it."""
    state, kind = c.state, _kind_named(c, asked.what)
    state.leaves_another = asked.is_for_another
    state.leaves_kind = kind.id if kind else None
    state.beside = matter_beside(c, asked)
    if asked.is_for_another:
        state.caller_name = state.birth_date = None


def matter_beside(c: Conversation, asked: OffList) -> str:
    """What is wanted beside it: "et dites au docteur que je suis guérie"; not who speaks, nor why
    they wait no more.
    """
    rest = asked.rest
    if _kind_named(c, asked.what):
        pieces, said = spoken(rest)
        named = re.search(re.escape(asked.what), said)
        rest = beside(pieces, named) if named else rest
    if tells_only_why(rest) or told_intent(rest, c.language, c.script.trade) is None:
        return ""
    return rest


def _kind_named(c: Conversation, what: str) -> AppointmentType | None:
    """Which of the client's appointment types it is: "pour la consultation"."""
    kinds = types_of(c) if what else []
    options = [(*k.words.get(c.language, ()), text_in(k.names, c.language)) for k in kinds]
    found = understand_choice(what, c.language, options) if options else None
    return None if found is None else kinds[found]
