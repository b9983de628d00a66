"""Two wishes in one sentence: "un rendez-vous, et aussi renouveler mon ordonnance".

Pure: from words to words. What is to be told to somebody is one message, whatever it speaks of.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from telesec.assistant.booking.whom_words import without_relative
from telesec.assistant.corrections import asks_back
from telesec.assistant.matters import (
    BY_THE_WAY,
    MATTERS,
    OWN,
    is_to_be_told,
    told_intent,
)
from telesec.assistant.understanding import Answer, Intent, plain, spoken_answer
from telesec.assistant.understanding.times.calendar_words import WEEKDAYS
from telesec.values.language import Language

_AND = re.compile(
    r"[ ,]+(?:et (?:aussi |puis |en plus |également |sinon |par ailleurs |au passage )?|et, |puis "
    r"|ainsi que |mais aussi |and (?:also |then |another thing )?|as well as |plus |also |aussi )",
    re.IGNORECASE,
)
_APPOINTMENTS = frozenset({Intent.APPOINTMENT_NEW, *OWN})
_WANTED = (MATTERS | BY_THE_WAY | {Intent.CALLBACK_REQUEST}) - {Intent.APPOINTMENT_QUERY}
# "J'ai un rendez-vous mardi, et …" wants none.
_HAS_ONE = re.compile(
    r"\b(?:j ai|on a|nous avons|j avais|il a|elle a|i have|i ve(?: got)?|we have|i had)"
    r" (?:deja |bien |already )?(?:une?|mon|an?|my|rendez)\b"
)
# "Un rendez-vous pour un vaccin et un certificat" is one, for both.
_DAYS = "|".join([*WEEKDAYS[Language.FR], *WEEKDAYS[Language.EN]])
_FOR_WHAT = re.compile(
    r"\b(?:rendez vous|rdv|consultation|visite|appointment|visit)\b.*"
    r" (?:pour|concernant|for|about)\b(?! (?:moi|me|myself|nous|us|(?:(?:le|la|this|next) )?"
    rf"(?:{_DAYS}|demain|tomorrow|semaine|week|\d))\b)"
)
_WISHES = re.compile(
    r"\b(?:voudrais|voulais|veux|faut|faudrait|aimerais|besoin|savoir|souhaite|peux|possible|need|like|want|know)\b"
)
# "Renouveler mon ordonnance", "to get my results".
_TO_DO = re.compile(r"(?:bonjour |hello |de |d )*(?:to |get |pick |\w{3,}(?:er|ir|re)\b)")
_ALSO = re.compile(r"\b(?:aussi|puis|également|en plus|also|then|as well)\b", re.IGNORECASE)
WORDS_OF_A_THING = 6  # "une ordonnance de Kardegic"; more tell a story, unless they are a wish
MOST_JOINTS = 20  # in a long story; each half is judged by itself
WORDS_OF_A_YES = 6  # before what else is said


class Halves(NamedTuple):
    """What was said, in two: ``now`` is gone on with, ``later`` once that is done."""

    now: str
    later: str


def two_matters(words: str, language: Language, trade: str) -> Halves | None:
    """The two things that are wanted; what can be answered at once comes first. None of one."""
    for first, joint, second in _halves(words):
        one, other = (_wanted(half, language, trade) for half in (first, second))
        if one is None or other is None or one == other or {one, other} <= _APPOINTMENTS:
            continue
        if is_to_be_told(first):  # and whatever follows, too
            return None
        anew = _ALSO.search(joint) or _WISHES.search(plain(second))
        if _FOR_WHAT.search(without_relative(first)) and not anew:
            continue
        return Halves(second, first) if other in BY_THE_WAY else Halves(first, second)
    return None


def beside_a_yes(words: str, language: Language, trade: str) -> Halves | None:
    """The yes, and what is wanted beside it: "oui, et dites au docteur que …"; None where all of
    it is about what was asked: "oui, et à neuf heures".
    """
    for first, _, second in _halves(words):
        short = len(first.split()) <= WORDS_OF_A_YES
        if not short or spoken_answer(first, language) != Answer.YES:
            continue
        wanted = _wanted(second, language, trade)
        if is_to_be_told(second) or (wanted and wanted not in _APPOINTMENTS):
            return Halves(first, second)
    return None


def _halves(words: str) -> Iterator[tuple[str, str, str]]:
    for joint in islice(_AND.finditer(words), MOST_JOINTS):
        first, second = words[: joint.start()].strip(), words[joint.end() :].strip()
        if first and second:
            yield first, joint[0], second


def _wanted(half: str, language: Language, trade: str) -> Intent | None:
    said = plain(half)
    short = 1 < len(without_relative(half).split()) <= WORDS_OF_A_THING
    wishes = short or _WISHES.search(said) or _TO_DO.match(said) or asks_back(half, language)
    if not (wishes or is_to_be_told(half)):
        return None
    intent = told_intent(half, language, trade)
    if intent in _APPOINTMENTS and _HAS_ONE.search(said):
        return None
    return intent if intent in _WANTED else None
