"""Danger, by the phrases of the trade and by what sentences of danger have in common.

Phrases catch what is said as it is written down somewhere; the judge what is said otherwise.
Neither alone is enough: nobody writes down all the ways in which people say that they are dying.
"""

from collections.abc import Iterator

from telesec.assistant.understanding.danger.alarm_phrases import Phrases
from telesec.assistant.understanding.danger.alarms import (
    GRAVEST_FIRST,
    Alarm,
    heard_alarm,
    own_alarm,
)
from telesec.assistant.understanding.danger.beyond_doubt import is_certain_danger, is_of_a_person
from telesec.assistant.understanding.danger.standing import standings_in
from telesec.assistant.understanding.judging import features_of_danger, judged
from telesec.values.language import Language

LIKELY = 0.18  # a danger that is missed is worse than one that is not
BEYOND_DOUBT = 0.5  # of an answer to another question
SHORT_ANSWER = 10  # words; who tells of a danger instead of answering says more, or is understood
FEWEST_WORDS = 3  # fewer raise an alarm by phrases alone
# A longer sentence than a part is also heard in parts, each beginning some words after the last.
PART, STEP = 12, 4
SURE = 0.97  # of a part: what stands around it is not heard
HARMLESS = 0.0003  # less danger in a whole without a phrase: no part is heard, it takes its time
# What a part leaves out, and would make another matter of it.
TURNING = frozenset({"past", "over", "supposed", "studied"})

ANIMALS, PEOPLE = "veterinary", "medical"  # trades

_NONE: Phrases = {}


def heard_danger(
    text: str,
    trade: str,
    language: Language,
    urgent: Phrases = _NONE,
    life_threatening: Phrases = _NONE,
    *,
    answering: bool = False,
) -> Alarm | None:
    """The danger in ``text`` for a client of ``trade``, the gravest there is, or None.

    ``urgent`` and ``life_threatening`` are the client's own phrases, besides those of the trade;
    what they catch is never weighed against anything. Where a question of another kind was asked
    (``answering``), few words without a phrase must be dangerous beyond doubt: "un chat Félix".
    """
    if is_certain_danger(text):
        return Alarm.LIFE_THREATENING
    found = _heard(text, trade, language, urgent, life_threatening, answering=answering)
    if found is Alarm.URGENT and trade == ANIMALS and is_of_a_person(text):
        return _heard(text, PEOPLE, language, answering=answering) or found
    return found


def _heard(
    text: str,
    trade: str,
    language: Language,
    urgent: Phrases = _NONE,
    life_threatening: Phrases = _NONE,
    *,
    answering: bool,
) -> Alarm | None:
    phrased = heard_alarm(text, trade, language, urgent, life_threatening)
    if len(text.split()) < FEWEST_WORDS:
        return phrased
    short = answering and not phrased and len(text.split()) <= SHORT_ANSWER
    weighed = _weighed(text, trade, language, BEYOND_DOUBT if short else LIKELY, phrased)
    if weighed:
        return weighed
    own = own_alarm(text, language, urgent, life_threatening)
    if own:
        return own
    doubtful = phrased or _danger_in(text, trade, language) >= HARMLESS
    return _weighed_in_parts(text, trade, language) if doubtful else None


def _weighed(
    text: str, trade: str, language: Language, likely: float, phrased: Alarm | None
) -> Alarm | None:
    """What the judge says of ``text``; a phrase has the word on how grave it is."""
    shares = judged("dangers", features_of_danger(text, language, trade))
    if 1 - shares["none"] < likely:
        return None
    grave = phrased is Alarm.LIFE_THREATENING or shares["life"] >= shares["urgent"]
    return Alarm.LIFE_THREATENING if grave else Alarm.URGENT


def _danger_in(text: str, trade: str, language: Language) -> float:
    return 1 - judged("dangers", features_of_danger(text, language, trade))["none"]


def _weighed_in_parts(text: str, trade: str, language: Language) -> Alarm | None:
    """The danger in a part of ``text``, when the judge is sure of that part.

    All words of a long sentence are added up: a viewing, a flat and a date outweigh the smell of
    gas that is told at its end.
    """
    standing = set(standings_in(text)) & TURNING
    found = {
        _weighed(part, trade, language, SURE, heard_alarm(part, trade, language))
        for part in _parts(text.split())
        if standing <= set(standings_in(part))
    }
    return next((alarm for alarm in GRAVEST_FIRST if alarm in found), None)


def _parts(words: list[str]) -> Iterator[str]:
    """Stretches of ``words`` that overlap, the last of which ends where they end."""
    last = len(words) - PART
    for start in (*range(0, last, STEP), last) if last > 0 else ():
        yield " ".join(words[start : start + PART])
