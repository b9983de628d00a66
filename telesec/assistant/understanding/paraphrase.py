"""Ways of speaking put plainly before the grammar reads them.

"dans deux heures" becomes the hour it will be, "en semaine" excludes the week-end.
"""

import re
from datetime import datetime, timedelta

from telesec.assistant.understanding.calendar_words import MONTHS
from telesec.values.language import Language

_IN_HOURS = {
    Language.FR: re.compile(
        r"\bdans (?P<n>\d{1,2}) (?:h|heures?)(?P<half> et demie)?\b|\bdans (?P<part>1 demi"
        r"|1/2) heure\b"
    ),
    Language.EN: re.compile(
        r"\bin (?:about )?(?P<n>\d{1,2}|an) hours?(?P<half> and a half)?\b"
        r"|\bin (?P<part>half) an hour\b"
    ),
}
_DAY_WORDS = {
    Language.FR: ("aujourd hui", "demain", "apres demain"),
    Language.EN: ("today", "tomorrow", "the day after tomorrow"),
}
_MONTH = {language: "|".join(MONTHS[language]) for language in Language}
_PLAINLY: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    Language.FR: (
        (re.compile(r"\ben semaine\b"), "sauf samedi sauf dimanche"),
        (re.compile(r"\b(dans|d ici|sous)(?: 1| une)? quinzaine(?: de jours)?\b"), r"\1 15 jours"),
        (re.compile(r"\b(dans|d ici|sous)(?: 1| une)? huitaine(?: de jours)?\b"), r"\1 8 jours"),
        (  # "le 9 12 à 16 heures", as some say and recognisers write
            re.compile(
                r"\ble (\d{1,2}) (0?[1-9]|1[0-2])(?= (?:a|vers|apres|avant|au|si|s il)\b| ?$)"
            ),
            r"le \1/\2",
        ),
        (re.compile(r"\bapres les fetes(?: de fin d annee)?\b"), "apres le jour de l an"),
        (re.compile(r"\bavant les fetes(?: de fin d annee)?\b"), "avant noel"),
        (
            re.compile(rf"\b(le \d{{1,2}}) (ou|et)(?: le)? (\d{{1,2}}) ({_MONTH[Language.FR]})\b"),
            r"\1 \4 \2 le \3 \4",
        ),
    ),
    Language.EN: (
        (re.compile(r"\b(?:on )?(?:weekdays|a weekday)\b"), "except saturday except sunday"),
        (re.compile(r"\bin (?:a|one) (week|month)\b"), r"in 1 \1"),
        (re.compile(r"\bin a fortnight\b"), "in 2 weeks"),
        (re.compile(r"\bafter the holidays\b"), "after new year s day"),
        (re.compile(r"\bbefore the holidays\b"), "before christmas"),
        (
            re.compile(
                rf"\b(the \d{{1,2}} (?:st|nd|rd|th)) (or|and) the (\d{{1,2}} (?:st|nd|rd"
                rf"|th)) of ({_MONTH[Language.EN]})\b"
            ),
            r"\1 of \4 \2 the \3 of \4",
        ),
    ),
}


def put_plainly(figured: str, language: Language, now: datetime) -> str:
    """Plain text with figures, its turns of speech replaced by what the grammar knows."""
    for pattern, plainly in _PLAINLY[language]:
        figured = pattern.sub(plainly, figured)
    return _IN_HOURS[language].sub(lambda found: _hours_on(found, language, now), figured)


def _hours_on(found: re.Match[str], language: Language, now: datetime) -> str:
    """The day and time so many hours from now; nothing when it is further than two days."""
    minutes = 30 if found["part"] else 60 * (1 if found["n"] == "an" else int(found["n"]))
    then = now + timedelta(minutes=minutes + (30 if found["half"] else 0))
    days = (then.date() - now.date()).days
    if days >= len(_DAY_WORDS[language]):
        return " ~ "
    return f" {_DAY_WORDS[language][days]} ={then:%H%M} "
