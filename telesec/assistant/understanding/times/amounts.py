"""So much time: "une demi-heure", "quinze jours", "a week and a half".

Plain text with figures. The French count the first day: "huit jours" are a week.
"""

import re
from datetime import timedelta

from telesec.values.language import Language

# Named groups ``n``, ``unit`` and ``half`` of a pattern that holds one of these.
AMOUNT = {
    Language.FR: (
        r"(?P<n>1 (?:petite |bonne |grosse )?demi|1|une|\d{1,2})"
        r" (?:petite?s? |bon(?:ne)?s? |gros(?:se)?s? )?"
        r"(?P<unit>heure|minute|jour|journee|semaine|quinzaine|huitaine|dizaine)s?"
        r"(?: de (?:jours|minutes))?(?P<half> et demie?)?"
    ),
    Language.EN: (
        r"(?P<n>half an?|an?|a couple of|couple of|\d{1,2})"
        r" (?:(?:good|full|whole|clear|wee|little) )?"
        r"(?P<unit>hour|minute|day|week|fortnight)s?(?P<half> and a half)?"
    ),
}
_UNITS = {
    "heure": timedelta(hours=1),
    "hour": timedelta(hours=1),
    "minute": timedelta(minutes=1),
    "jour": timedelta(days=1),
    "journee": timedelta(days=1),
    "day": timedelta(days=1),
    "semaine": timedelta(weeks=1),
    "week": timedelta(weeks=1),
    "quinzaine": timedelta(weeks=2),
    "huitaine": timedelta(weeks=1),
    "dizaine": timedelta(days=10),
    "fortnight": timedelta(weeks=2),
}
_FRENCH_WEEKS = {8: timedelta(weeks=1), 15: timedelta(weeks=2)}


def amount_of(found: re.Match[str]) -> timedelta:
    """How much a pattern with AMOUNT in it has found."""
    said, unit = found["n"], found["unit"]
    if unit == "jour" and said.isdigit() and int(said) in _FRENCH_WEEKS:
        return _FRENCH_WEEKS[int(said)]
    return _UNITS[unit] * (_count(said) + (0.5 if found["half"] else 0))


def _count(said: str) -> float:
    if "demi" in said or "half" in said:
        return 0.5
    if "couple" in said:
        return 2
    return int(said) if said.isdigit() else 1


def in_weeks(found: re.Match[str]) -> bool:
    """Whether it was counted in weeks: "quinze jours" too."""
    return amount_of(found) % timedelta(weeks=1) == timedelta()
