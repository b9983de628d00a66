"""Who calls and how to reach them: the questions a message and an appointment share."""

from telesec.assistant.believed_names import own_introduction
from telesec.assistant.conversation import Conversation
from telesec.assistant.corrections import (
    asks_back,
    corrected_name,
    letters_told,
    mended,
    told_birth_date,
    told_name,
)
from telesec.assistant.speaking import spelled, spoken_number
from telesec.assistant.understanding import (
    Answer,
    Name,
    introduced_name,
    spoken_answer,
    understand_answer,
    understand_date,
    understand_digits_phone,
    understand_phone,
)
from telesec.values.conversation import Prompt

YES_KEY, NO_KEY = "1", "2"
YES_NO = {YES_KEY: "yes", NO_KEY: "no"}
PAUSE_SECONDS = 2  # inside a date


def answer_of(c: Conversation) -> Answer:
    """Yes or no, by words or by key."""
    if c.keys:
        by_key = {YES_KEY: Answer.YES, NO_KEY: Answer.NO}
        return by_key.get(c.keys[0], Answer.UNCLEAR)
    if asks_back(c.words, c.language):
        return Answer.UNCLEAR
    return spoken_answer(c.words, c.language)


def declines(c: Conversation) -> bool:
    """Whether a time that was proposed does not suit: "non", "je travaille ce jour-là".

    To any other question a reason against it is no "no".
    """
    if answer_of(c) == Answer.NO:
        return True
    if c.keys or asks_back(c.words, c.language):
        return False
    return understand_answer(c.words, c.language) == Answer.NO


def hear_name(c: Conversation) -> bool:
    """Take in a name; False when there was none."""
    name = told_name(c.words, c.language)
    if name is None:
        return False
    known = c.state.caller_name
    c.state.caller_name = mended(known, name, c.words) if known else name.full
    hear_birth_told(c, c.words)
    tell_letters(c, name)
    return True


def tell_letters(c: Conversation, name: Name) -> None:
    """Read back, letter by letter, what the caller has spelled."""
    if letters_told(name, c.words, c.language):
        part = name.surname or name.full
        c.phrase("name_letters", name=part, letters=spelled(part, c.language))


def hear_introduction(c: Conversation, words: str) -> None:
    """Use the name a caller gives unasked: "bonjour, c'est Marie Dupont"."""
    if c.state.caller_name is None:
        name = introduced_name(words, c.language)
        c.state.caller_name = name.full if name else None


def hear_caller(c: Conversation, words: str) -> bool:
    """Use the caller's own name, given unasked; whether there was one that was not known."""
    if c.state.caller_name is not None:
        return False
    c.state.caller_name = own_introduction(words, c.language)
    return c.state.caller_name is not None


def hear_birth_told(c: Conversation, words: str) -> None:
    """Use a date of birth that is given unasked."""
    found = told_birth_date(words, c.language, c.now_local.date())
    c.state.birth_date = found or c.state.birth_date


def hear_corrected_name(c: Conversation) -> bool:
    """Take in a name that is mended while something else is asked, and say so."""
    known = c.state.caller_name
    found = corrected_name(c.words, c.language, known) if known else None
    if found is None:
        return False
    c.state.caller_name = found
    c.phrase("name_noted", name=found)
    name = told_name(c.words, c.language)
    if name:
        tell_letters(c, name)
    return True


def ask_birth_date(c: Conversation, key: str) -> Prompt:
    """Ask for it with the phrase ``key``; people stop for breath inside a date."""
    c.phrase(key)
    return c.listen(max_digits=None, seconds=8, pause_seconds=PAUSE_SECONDS)


def hear_birth_date(c: Conversation) -> bool:
    """Take in a date of birth, spoken or keyed; False when there was none, or one to come."""
    today = c.now_local.date()
    found = understand_date(c.keys or c.words, c.language, today)
    if found is None or found > today:
        return False
    c.state.birth_date = found
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


def hear_other_number(c: Conversation, words: str) -> bool:
    """Take in another number to call back than the one we have, and say so."""
    number = understand_phone(words, c.client.country, c.language)
    if number is None or number == (c.state.callback_number or c.call.caller_number):
        return False
    c.state.callback_number = number
    c.phrase("number_noted", number=aloud(c, number))
    return True


def aloud(c: Conversation, number: str) -> str:
    """A number as it is read back."""
    return spoken_number(number, c.language, c.client.country)
