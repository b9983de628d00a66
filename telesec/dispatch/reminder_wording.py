"""The words of reminders: one segment, as discreet as all texts to callers (caller_wording.py).

Answers are asked for by words that the carrier takes for nothing else: YES is START to it, and
CANCEL is STOP (assistant/text_commands.py). Nor is it asked for NO "to cancel": callers would
answer with the word they read.
"""

from collections.abc import Set

from telesec.agenda.appointment import Appointment
from telesec.clients.own_hand import OwnAct
from telesec.dispatch.caller_wording import SHORTEST_NAME, shortened, when_in_words
from telesec.dispatch.segments import IN_ONE, gsm_length
from telesec.dispatch.wording import gsm_7
from telesec.values.language import Language

WORDS: dict[Language, dict[str, str]] = {
    Language.FR: {
        "reminder": "{client} : rappel, RDV {when}.",
        "yes_no": "Répondez OUI (je viens) ou NON (j'annule).",
        "yes": "Répondez OUI si vous venez.",
        "yes_no_short": "Répondez OUI ou NON (annuler).",
        "link": "Détails : {link}",
    },
    Language.EN: {
        "reminder": "{client}: reminder, appointment {when}.",
        "yes_no": "Answer OK (I'll come) or NO (I can't come).",
        "yes": "Answer OK if you will come.",
        "yes_no_short": "Answer OK or NO (I can't).",
        "link": "Details: {link}",
    },
}


def reminder_text(
    appointment: Appointment,
    language: Language,
    *,
    link: str = "",
    acts: Set[OwnAct] = frozenset(),
    asks: bool = False,
) -> str:
    """The reminder, in GSM-7. It ``asks`` for an answer only where one can come back, and for NO
    only while that would cancel. ``link``: the mark of link_for(), if any.

    The longer question goes first to make it one segment, then the end of the client's name.
    """
    words = WORDS[language]
    when = when_in_words(appointment.client.local(appointment.starts_at), language)
    behind = words["link"].format(link=link) if link else ""

    def written(name: str, question: str) -> str:
        first = words["reminder"].format(client=name, when=when)
        return gsm_7(" ".join(filter(None, (first, question, behind))))

    name = appointment.client.name
    questions = _questions(words, acts) if asks else [""]
    for question in questions:
        text = written(name, question)
        too_long = gsm_length(text) - IN_ONE
        if too_long <= 0:
            return text
    return written(shortened(name, max(SHORTEST_NAME, len(name) - too_long)), questions[-1])


def _questions(words: dict[str, str], acts: Set[OwnAct]) -> list[str]:
    if OwnAct.CANCEL in acts:
        return [words["yes_no"], words["yes_no_short"]]
    return [words["yes"]]
