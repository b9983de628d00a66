"""What a word of a sentence is to its days and hours: plain text with figures, word by word."""

from collections.abc import Sequence
from enum import Enum

from telesec.assistant.understanding.text import word_set
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.values.language import Language

_DAY_WORDS = {
    Language.FR: word_set(
        "demain hui week weekend semaine semaines jours mois noel paques ascension pentecote"
    )
    | {name + end for name in WEEKDAYS[Language.FR] for end in ("", "s")}
    | set(MONTHS[Language.FR]),
    Language.EN: word_set(
        "tomorrow today tonight weekend weekends week weeks days month fortnight christmas easter"
    )
    | {name + end for name in WEEKDAYS[Language.EN] for end in ("", "s")}
    | (set(MONTHS[Language.EN]) - {"may"}),
}
_HOUR_WORDS = {
    Language.FR: word_set("matin matins matinee midi minuit soir soirs soiree h heure heures"),
    Language.EN: word_set(
        "morning mornings afternoon afternoons evening evenings noon midday lunchtime clock"
    ),
}
_GLUE = {
    Language.FR: word_set("""
        le la les l ce cet cette du de d au a vers en des avant apres entre jusqu partir moins debut
        dans fin milieu premiere prochain prochaine suivant suivante demie demi quart er aujourd
        tous toute toutes tout chaque pendant autour pile
    """),
    Language.EN: word_set("""
        the this next on at in from till until before after between around about half past quarter
        to of o a p m am pm st nd rd th s every all early late mid day up any time
        end start beginning middle
    """),
}
BREAKS = {
    Language.FR: word_set("""
        donc alors mais sinon plutot parce car puisque comme si par pardon non oui disons voila
        merci
    """),
    Language.EN: word_set("""
        so but otherwise instead because since if then sorry no yes please thanks how what
        could can would let
    """),
}


# What the grammar writes for whatever keeps a caller from coming.
CANNOT = {Language.FR: ["je", "peux", "pas"], Language.EN: ["i", "can", "t"]}


class Kind(Enum):
    """Whether a word names a day or an hour, holds such words together, or is any other."""

    DAY = 1
    HOUR = 2
    GLUE = 3
    OTHER = 4


TIMES = (Kind.DAY, Kind.HOUR)


def kind_of(tokens: Sequence[str], at: int, language: Language) -> Kind:
    """What the word at ``at`` is; a number is an hour unless it counts something."""
    token = tokens[at]
    if token in _DAY_WORDS[language] or "/" in token:
        return Kind.DAY
    if token in _HOUR_WORDS[language] or token[0] in "@=" or ":" in token:
        return Kind.HOUR
    if token in _GLUE[language]:
        return Kind.GLUE
    if token.isdigit() and not _counts_something(tokens, at, language):
        return Kind.HOUR
    return Kind.OTHER


def _counts_something(tokens: Sequence[str], at: int, language: Language) -> bool:
    """ "Un rendez-vous", "deux enfants"; not "à dix"."""
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    known = _DAY_WORDS[language] | _HOUR_WORDS[language] | _GLUE[language] | BREAKS[language]
    led = at > 0 and tokens[at - 1] in _GLUE[language]
    return following.isalpha() and following not in known and not led
