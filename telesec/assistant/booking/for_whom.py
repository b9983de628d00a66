"""Whom an appointment is for, where that is not who calls: their name and their date of birth."""

import re

from telesec.assistant.booking.whom_words import (
    ONESELF,
    SOMEBODY,
    Whom,
    means_same_surname,
    name_of_relative,
    told_whom,
)
from telesec.assistant.changing.whose_words import whose_is_meant
from telesec.assistant.conversation import Conversation
from telesec.assistant.corrections import (
    takes_back,
    told_in_whose_name,
    told_name,
    told_of_whom,
)
from telesec.assistant.identity import hear_birth_told, hear_introduction, hear_name, tell_letters
from telesec.assistant.understanding import Name, introduced_name, plain
from telesec.assistant.understanding.names.lists import (
    first_names,
    is_only_first_name,
    surnames,
)

# With them, what may be either is no first name.
_SAYS_SURNAME = re.compile(
    r"\b(?:madame|monsieur|mademoiselle|mme|mlle|mr|mrs|miss|ms|famille|surname|nom)\b"
)


def begin_whom(c: Conversation, words: str, *, somebody_else: bool) -> None:
    """Begin with whom the first words are for; where the script asks for somebody else by name, it
    is not the caller.
    """
    state = c.state
    if state.whose and whose_is_meant(words) == Whom(ONESELF):
        hear_whom(c, words, aloud=False, meant=Whom(ONESELF))
    state.whose, state.first_name, state.own_name = ONESELF, None, None
    state.several = False
    if somebody_else:
        _forget_person(c, SOMEBODY)
    hear_whom(c, words, aloud=False)


def begin_whom_else(c: Conversation, words: str) -> None:
    """Begin with somebody else than the first appointment is for; the surname may be the same."""
    told = told_whom(words)
    _forget_person(c, told.kin if told else SOMEBODY)
    hear_whom(c, words, agreed=True)


def hear_whom(
    c: Conversation,
    words: str,
    *,
    agreed: bool = False,
    aloud: bool = True,
    meant: Whom | None = None,
) -> bool:
    """Take in that it is for somebody else than was thought; whether that changed anything.

    What is known of the one is not of the other: name and date of birth are told anew, unless the
    caller ``agreed`` to them in the same breath. Whose is ``meant`` may be known beforehand.
    """
    told = meant or told_whom(words)
    if told is None:
        return False
    state = c.state
    before = state.model_copy()
    first, surname = name_of_relative(words, c.language)
    if not agreed and _is_another(c, told, first, words):
        knew = state.caller_name or state.birth_date
        _forget_person(c, told.kin, words)
        if knew and aloud:
            c.phrase("whom_another" if told.kin else "whom_oneself")
    state.whose = told.kin
    if state.caller_name is None and first:
        state.first_name = None if surname else first
        state.caller_name = f"{first} {surname}" if surname else None
    hear_birth_told(c, words)
    return state != before


def hear_of_whom(c: Conversation, words: str) -> None:
    """Use the name and the date of birth of whoever it is for, given unasked.

    Whoever calls for somebody else ("pour mon fils") has not told that person's name with their
    own.
    """
    hear_whom(c, words)
    named, known = told_in_whose_name(words, c.language), plain(c.state.caller_name or "").split()
    if named and known and not set(known) & set(plain(named).split()[:1]):
        _forget_person(c, SOMEBODY)
        c.state.caller_name = named
    if c.state.caller_name is None and c.state.first_name is None:
        c.state.caller_name = told_of_whom(words, c.language)
    if not c.state.whose:
        hear_introduction(c, words)
    hear_birth_told(c, words)


def _is_another(c: Conversation, told: Whom, first: str, words: str) -> bool:
    """Whether it is somebody else than the name we have belongs to."""
    known = plain(c.state.caller_name or "").split()
    if first and known:
        return plain(first).split()[0] not in known
    same = told.is_same_as(c.state.whose)
    return not same or (told.kin != c.state.whose and takes_back(words, c.language))


def _forget_person(c: Conversation, kin: str, words: str = "") -> None:
    """Whoever it is for now, it is not who was named so far."""
    state = c.state
    if state.whose == ONESELF and kin != ONESELF:
        introduced = introduced_name(words, c.language)
        state.own_name = state.caller_name or (introduced.full if introduced else None)
    named = state.caller_name or state.own_name
    state.surname_before = named.partition(" ")[2] or named if named else None
    state.caller_name = state.own_name if kin == ONESELF else None
    state.birth_date = state.first_name = None
    state.birth_date_left = False
    state.whose = kin


def ask_surname(c: Conversation) -> bool:
    """Ask for the surname, where only the first name of somebody was told."""
    if c.state.first_name is None:
        return False
    c.phrase("whom_ask_surname", name=c.state.first_name)
    return True


def hear_name_of_whom(c: Conversation) -> bool:
    """Take in the name of whom it is for; False when there was none."""
    state, words = c.state, c.words
    changed = hear_whom(c, words)
    if changed and (state.caller_name or state.first_name):
        return True
    if state.first_name:
        return _hear_surname(c, state.first_name)
    name = told_name(words, c.language)
    if name is None or not hear_name(c):
        return changed
    if state.whose and state.caller_name == name.full and _is_a_first_name(name, words):
        state.first_name, state.caller_name = name.full, None
    return True


def _is_a_first_name(name: Name, words: str) -> bool:
    """Whether it is one, and no more: "Lucas" by itself, which may be a surname as well."""
    if name.first_name or _SAYS_SURNAME.search(plain(words)):
        return not name.surname
    return " " not in name.full and set(plain(name.full).split()) <= first_names()


def _hear_surname(c: Conversation, first: str) -> bool:
    state = c.state
    if state.surname_before and means_same_surname(c.words):
        state.caller_name = f"{first} {state.surname_before}"
        return True
    name = told_name(c.words, c.language)
    if name is None:
        return False
    whole = name.first_name and name.surname
    parts = (first, name.full) if not _is_turned(first, name.full) else (name.full, first)
    state.caller_name = name.full if whole else " ".join(parts)
    if plain(name.full) == plain(first):
        state.caller_name = first  # they have no other to tell
    tell_letters(c, name)
    hear_birth_told(c, c.words)
    return True


def _is_turned(first: str, told: str) -> bool:
    """Whether the surname came first: "Martin", and asked for the surname, "Léo"."""
    return plain(first) in surnames() and is_only_first_name(plain(told))
