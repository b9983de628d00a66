"""Who is calling: names as callers say them."""

import re

from telesec.assistant.understanding.names.labels import BESIDE, GIVEN, SURNAME, labels_of
from telesec.assistant.understanding.names.settling import settled
from telesec.assistant.understanding.names.told_beside import english_order
from telesec.assistant.understanding.names.units import units_of
from telesec.assistant.understanding.names.words import after_first, split_words
from telesec.assistant.understanding.names.writing import written_part
from telesec.assistant.understanding.names.written_names import Name
from telesec.assistant.understanding.text import lazily, plain
from telesec.values.language import Language

MOST_WORDS = 200  # a minute of fast speech; each is looked at beside all others
_NO_NAME = lazily(r"(.)\1{3}")  # "aaaa" is a sigh


def understand_name(text: str, language: Language) -> Name | None:
    """The name in an answer to "who is calling?"; None when there is none in it.

    Capitals are set as names are written; at most LONGEST_NAME characters each. A spelling counts
    more than the word the recogniser heard.
    """
    units = units_of(split_words(hyphened_letters(text))[:MOST_WORDS], language)
    labels = settled(units, labels_of(units))
    labels = english_order(units, labels) if language is Language.EN else labels
    if set(labels) == {BESIDE}:
        return None
    said = plain(text)
    first, first_spelled = written_part(units, labels, GIVEN, said)
    surname, spelled = written_part(units, labels, SURNAME, said)
    if not _believable(first + surname):
        return None
    surname = after_first(surname) if first else surname
    return Name(first or None, surname or None, spelled or first_spelled)


def hyphened_letters(text: str) -> str:
    """ "L-E G-O-F-F": a hyphen between letters, a blank between words."""
    groups = re.findall(r"\b\w(?:-\w)+\b", text)
    if len(groups) < 2:
        return text
    return re.sub(r"(?<=-\w) (?=\w-\w)", " espace ", text)


def _believable(name: str) -> bool:
    letters = plain(name).replace(" ", "")
    return len(letters) > 1 and not _NO_NAME.search(letters)
