"""What callers ask in between: where to park, what to bring. A script's facts answer it; when the
client is open is known without any.
"""

from datetime import timedelta

from telesec.assistant.conversation import Conversation
from telesec.assistant.matters import told_intent
from telesec.assistant.speaking import spoken_hours
from telesec.assistant.understanding import Intent, understand_choice
from telesec.scripts.script import Fact
from telesec.scripts.steps import SayStep

DAYS_ASKED_ABOUT = 7


def asked_fact(c: Conversation) -> Fact | None:
    """The fact the caller asks for, by its words, or by what the sentence is about."""
    facts = list(c.script.facts.values())
    if not (facts and c.words):
        return None
    found = understand_choice(c.words, c.language, fact_words(c))
    if found is not None:
        return facts[found]
    intent = told_intent(c.words, c.language, c.script.trade)
    return next((fact for fact in facts if intent and fact.intent == intent), None)


def tell_fact(c: Conversation) -> bool:
    """Say what the caller asks, where a fact or the opening hours answer it; whether they do.

    Who was answered was understood: what was missed before counts no more.
    """
    fact, hours = asked_fact(c), asked_hours(c)
    if fact:
        c.say(fact.say)
    elif hours:
        c.phrase("opening_hours", hours=hours)
    told = bool(fact or hours)
    c.state.misses = 0 if told else c.state.misses
    return told


def fact_words(c: Conversation) -> list[tuple[str, ...]]:
    """The words of each fact, in their order."""
    return [fact.words.get(c.language, ()) for fact in c.script.facts.values()]


def asked_hours(c: Conversation) -> str:
    """The opening hours as they are said, where they are asked for and the script tells none.

    Empty otherwise, and in a week that is not like the others: people know what holds then.
    """
    if not c.words or told_intent(c.words, c.language, c.script.trade) != Intent.OPENING_HOURS:
        return ""
    way = c.way_to(Intent.OPENING_HOURS)
    if way and isinstance(c.step(way), SayStep):
        return ""
    hours, today = c.client.opening_hours, c.local.date()
    days = [today + timedelta(days=number) for number in range(DAYS_ASKED_ABOUT)]
    if c.status or any(hours.dated(day) or hours.holiday(day) for day in days):
        return ""
    return spoken_hours(hours, c.language)
