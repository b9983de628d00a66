"""Whether a caller is on the waiting list: heard in any sentence, told once it is proved who asks,
as for an appointment they have.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from telesec.agenda.leaving_list import SeveralPeople, entries_of_person, put_first_by
from telesec.agenda.waiting_list import WaitingEntry
from telesec.assistant.conversation import Conversation
from telesec.assistant.matters import OWN
from telesec.assistant.talk import Go, Talk
from telesec.assistant.waiting_list.leaving_wish import matter_beside
from telesec.assistant.waiting_list.leaving_words import OffList, asked_off_list
from telesec.assistant.waiting_list.listed_words import OnList, asked_on_list
from telesec.calls.call import Disposition
from telesec.scripts.steps import ChangeStep, Proof
from telesec.values.conversation import Prompt


def asks_about_list(c: Conversation, talk: Talk[Any]) -> Prompt | None:
    """What follows "suis-je encore sur la liste ?"; None where that is not asked, or is no matter
    of the open question.
    """
    asked = None if talk.keeps_words() else asked_on_list(c.words, c.language)
    if asked is None or asked_off_list(c.words, c.language):
        return None
    return talk.hear_about_list(asked)


def goes_to_list(c: Conversation, go: Go, asked: OnList, onward: Callable[[], Prompt]) -> Prompt:
    """Whoever was put on the list by this call, or has told in it who they are, is answered; others
    prove it first. Where the script has no such question, or people keep the list, they see to it.
    """
    state = c.state
    if state.list_noted and not asked.is_for_another:
        state.beside, c.answered = matter_beside(c, OffList(asked.rest)), True
        c.phrase("waiting_asked_for")
        return onward()
    way = next((one for one in map(c.way_to, sorted(OWN)) if one), None)
    step = c.step(way) if way else None
    if not isinstance(step, ChangeStep):
        state.opening_words, state.told = c.said, "whole"
        return go(c.message_step())
    proof, state.beside = step.change.proof, matter_beside(c, OffList(asked.rest))
    if not asked.is_for_another and (put_first_by(c.db, c.call) or _is_on_it(c, proof)):
        tell_listed(c)
        return onward()
    begin_asking(c, asked)
    state.asks_list = True
    # The name that is told with it is the caller's, not that of whom they speak for.
    state.opening_words, state.told = "" if asked.is_for_another else asked.rest, ""
    state.matter_turn = c.call.turn_number - 1
    return go(way or "")


def begin_asking(c: Conversation, asked: OnList) -> None:
    """For whom it is asked: what is known of the caller is not theirs."""
    c.state.leaves_another = asked.is_for_another
    if asked.is_for_another:
        c.state.caller_name = c.state.birth_date = None


def tell_listed(c: Conversation) -> None:
    """They are on it, and hear no more of it than that."""
    c.phrase("waiting_on_it")
    end_asking(c)


def end_asking(c: Conversation) -> None:
    """It has been told; what else callers want is for themselves."""
    state = c.state
    if state.leaves_another:
        state.caller_name = state.birth_date = None
    state.leaves_another = False
    state.outcome = state.outcome or Disposition.INFORMATION


def entries_proved(c: Conversation, proof: Proof, name: str) -> list[WaitingEntry]:
    """What that person waits for, by what the script takes for a proof. Raises SeveralPeople."""
    born: date | None = c.state.birth_date
    by_number = proof is Proof.NUMBER
    return entries_of_person(
        c.db,
        c.client.id,
        name,
        telephone=c.call.caller_number if by_number else None,
        born_on=None if by_number else born,
    )


def _is_on_it(c: Conversation, proof: Proof) -> bool:
    try:
        return bool(c.state.caller_name and entries_proved(c, proof, c.state.caller_name))
    except SeveralPeople:
        return False
