"""Who calls and how to reach them: the questions a message and an appointment share."""

from telesec.assistant.conversation import Conversation
from telesec.assistant.speaking import spoken_number
from telesec.assistant.understanding import (
    Answer,
    understand_answer,
    understand_digits_phone,
    understand_name,
    understand_phone,
)

YES_KEY, NO_KEY = "1", "2"


def answer_of(c: Conversation) -> Answer:
    """Yes or no, by words or by key."""
    if c.keys:
        by_key = {YES_KEY: Answer.YES, NO_KEY: Answer.NO}
        return by_key.get(c.keys[0], Answer.UNCLEAR)
    return understand_answer(c.words, c.language)


def hear_name(c: Conversation) -> bool:
    """Take in a name; False when there was none."""
    name = understand_name(c.words, c.language)
    if name is None:
        return False
    c.state.caller_name = name.full
    return True


def hear_number(c: Conversation) -> bool:
    """Take in a number to call back, spoken or keyed; False when there was none."""
    country = c.client.country
    number = (
        understand_digits_phone(c.keys, country)
        if c.keys
        else understand_phone(c.words, country, c.language)
    )
    if number is None:
        return False
    c.state.callback_number = number
    return True


def aloud(c: Conversation, number: str) -> str:
    """A number as it is read back."""
    return spoken_number(number, c.language, c.client.country)
