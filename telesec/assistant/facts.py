"""What callers ask in between: where to park, what to bring. A script's facts answer it."""

from telesec.assistant.conversation import Conversation
from telesec.assistant.understanding import subject_intent, understand_choice
from telesec.scripts.script import Fact


def asked_fact(c: Conversation) -> Fact | None:
    """The fact the caller asks for, by its words, or by what the sentence is about."""
    facts = list(c.script.facts.values())
    if not (facts and c.words):
        return None
    found = understand_choice(c.words, c.language, fact_words(c))
    if found is not None:
        return facts[found]
    intent = subject_intent(c.words, c.language)
    return next((fact for fact in facts if intent and fact.intent == intent), None)


def fact_words(c: Conversation) -> list[tuple[str, ...]]:
    """The words of each fact, in their order."""
    return [fact.words.get(c.language, ()) for fact in c.script.facts.values()]
