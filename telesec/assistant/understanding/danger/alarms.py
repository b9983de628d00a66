"""Whether a caller raises an alarm: one of a script's urgent phrases, as people really say it.

Scared people drop "ne", hesitate, begin again and put words between; "n'arrive plus à respirer"
is said "j'arrive euh j'arrive vraiment pas à bien respirer". Phrases and callers are therefore
compared in one shape of words, and only then is looked whether the words are meant.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache

from telesec.assistant.understanding.danger.alarm_phrases import Phrases, alarm_phrases
from telesec.assistant.understanding.danger.idioms import without_idioms
from telesec.assistant.understanding.danger.ruled_out import is_denied, is_over, is_taken_back
from telesec.assistant.understanding.text import lazily, normalise, plain
from telesec.assistant.understanding.word_forms import (
    COMMON,
    EMPTY,
    GAP,
    HURDLE,
    NOT,
    PASSED_OVER,
    shaped,
    spelt_out,
)
from telesec.values.language import Language

_BETWEEN = rf" (?:[^ ]+{PASSED_OVER} )*"
# Up to five words that count; never over a negation, "mal au dos mais pas à la poitrine".
_NEGATION = rf"(?:{NOT}|sans|ni|no|without|jamais)"
_COUNTING = rf"(?!{_NEGATION} )[^ {re.escape(HURDLE)}]*[^ {re.escape(HURDLE + PASSED_OVER)}] "
_OVER_A_GAP = rf"{_BETWEEN}(?:{_COUNTING}(?:[^ ]+{PASSED_OVER} )*){{0,5}}?"
_HAVE = rf"(?:a|etre) (?:[^ ]+{PASSED_OVER} )*"
_REFLEXIVE = "se(?: etre)?"  # "s'évanouit" is also "s'est évanoui"
_Index = Mapping[str, tuple[re.Pattern[str], ...]]  # by the shape of a phrase's longest word

_NEAR = 10  # words that are looked at on either side


class Alarm(StrEnum):
    """How grave it is."""

    URGENT = "urgent"
    LIFE_THREATENING = "life_threatening"


GRAVEST_FIRST = (Alarm.LIFE_THREATENING, Alarm.URGENT)
_NONE: Phrases = {}


def heard_alarm(
    text: str,
    trade: str,
    language: Language,
    urgent: Phrases = _NONE,
    life_threatening: Phrases = _NONE,
) -> Alarm | None:
    """The alarm that ``text`` raises with a client of ``trade``, the gravest there is, or None.

    ``urgent`` and ``life_threatening`` are the client's own phrases, besides those of the trade.
    """
    found = {
        _heard_in_trade(text, trade, language),
        own_alarm(text, language, urgent, life_threatening),
    }
    return next((alarm for alarm in GRAVEST_FIRST if alarm in found), None)


def own_alarm(
    text: str, language: Language, urgent: Phrases = _NONE, life_threatening: Phrases = _NONE
) -> Alarm | None:
    """The gravest alarm by the client's own phrases alone, or None."""
    owned = zip(GRAVEST_FIRST, (life_threatening, urgent), strict=True)
    own = {alarm: _index(phrases[language]) for alarm, phrases in owned if phrases.get(language)}
    return _heard(text, own) if own else None


@lru_cache(maxsize=64)  # one turn asks for the same words many times
def _heard_in_trade(text: str, trade: str, language: Language) -> Alarm | None:
    return _heard(text, {alarm: _index_of_trade(trade, language, alarm) for alarm in GRAVEST_FIRST})


def _heard(text: str, indices: Mapping[Alarm, _Index]) -> Alarm | None:
    spoken = spelt_out(plain(text))
    said = {shape.rstrip(PASSED_OVER) for shape in shaped(spoken.split()).split()}
    for alarm, index in indices.items():
        # Phrases of which the longest word is said: mostly none, and the caller waits.
        patterns = [pattern for key in said for pattern in index.get(key, ())]
        if patterns and _any_is_meant(spoken, patterns):
            return alarm
    return None


def _any_is_meant(spoken: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    words = without_idioms(spoken).split()
    said = shaped(words)
    return any(_is_meant(words, said, pattern) for pattern in patterns)


@lru_cache
def _index_of_trade(trade: str, language: Language, alarm: Alarm) -> _Index:
    known = alarm_phrases(trade)
    vital = alarm is Alarm.LIFE_THREATENING
    return _index((known.life_threatening if vital else known.urgent)[language])


@lru_cache(maxsize=512)
def _index(phrases: tuple[str, ...]) -> _Index:
    """The phrases by the shape of their longest word."""
    index: dict[str, tuple[re.Pattern[str], ...]] = {}
    for key, pattern in map(_compiled, phrases):
        index[key] = (*index.get(key, ()), pattern)
    return index


def _is_meant(words: list[str], said: str, pattern: re.Pattern[str]) -> bool:
    for found in pattern.finditer(said):
        first = said.count(" ", 0, found.start()) - 1
        last = said.count(" ", 0, found.end())
        before = " ".join(words[max(0, first - _NEAR) : first]) + " "
        after = " " + " ".join(words[last : last + _NEAR])
        if not (
            is_denied(before, after) or is_over(before, after) or is_taken_back(found[0], after)
        ):
            return True
    return False


@lru_cache(maxsize=4_000)
def _compiled(phrase: str) -> tuple[str, re.Pattern[str]]:
    """The shape of the phrase's longest word, of an uncommon one if it has any; its pattern."""
    parts = [_shapes(part) for part in normalise(phrase).replace("…", GAP).split(GAP)]
    parts = [part for part in parts if part]
    shapes = [shape for part in parts for shape in part]
    key = max(shapes, key=lambda shape: (shape not in COMMON, len(shape)), default="")
    spoken = [_alternatives(part) for part in parts]
    # A phrase of nothing is never said.
    return key, lazily(f"(?<= ){_OVER_A_GAP.join(spoken)}(?= )" if key else r"(?!)")


def _shapes(part: str) -> list[str]:
    words = [word for word in spelt_out(plain(part)).split() if word not in EMPTY]
    return [shape.rstrip(PASSED_OVER) for shape in shaped(words).split()]


def _alternatives(shapes: list[str]) -> str:
    """The words in their order, or as the perfect has them: "ne répond plus", "a plus répondu"."""
    spoken = [_REFLEXIVE if shape == "se" else re.escape(shape) + "~?" for shape in shapes]
    plainly = _BETWEEN.join(spoken)
    if NOT not in shapes[1:]:
        return plainly
    at = shapes.index(NOT, 1)
    perfect = [*spoken[: at - 1], _HAVE + spoken[at], spoken[at - 1], *spoken[at + 1 :]]
    return f"(?:{plainly}|{_BETWEEN.join(perfect)})"
