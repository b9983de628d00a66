"""What is said from where the talk is: the week after the offers, another day of that birth."""

import re
from datetime import date

from telesec.assistant.corrections import bare_hour, names_a_day, takes_back
from telesec.assistant.understanding import plain, understand_date
from telesec.values.language import Language

_WEEK_AFTER = {
    Language.FR: re.compile(r"\b(?:la |une )?semaine (?:d apres|apres(?! \w)|suivante)\b"),
    Language.EN: re.compile(
        r"\b(?:the |a )?(?:week (?:after(?! (?:next|the|my|this)\b)|following)"
        r"|following week)\b"
    ),
}
_SAID_PLAINLY = {Language.FR: "la semaine suivante", Language.EN: "the following week"}


def week_after(words: str, language: Language) -> str | None:
    """Plain ``words`` where they wish for the week after what was offered; None otherwise."""
    said, count = _WEEK_AFTER[language].subn(_SAID_PLAINLY[language], plain(words))
    return said if count else None


def mended_birth_date(words: str, language: Language, today: date, known: date) -> date | None:
    """``known`` with another day of its month, "non le quatre mai"; None where none is told."""
    if not takes_back(words, language) or names_a_day(words, language):
        return None
    found = understand_date(words, language, today)
    if found is None or found.month != known.month or bare_hour(words, language) is not None:
        return None
    try:
        mended = found.replace(year=known.year)
    except ValueError:  # the 29th of February of a year that has none
        return None
    return mended if mended != known else None
