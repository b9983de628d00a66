"""Ways of speaking put plainly before the grammar reads them.

"dans deux heures" becomes the hour it will be, "en semaine" excludes the week-end.
"""

import re
from datetime import datetime, timedelta

from telesec.assistant.understanding.numbers import figures
from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.assistant.understanding.times.english_asides import ENGLISH_ASIDES
from telesec.assistant.understanding.times.english_bounds import (
    ENGLISH_BOUNDS,
    days_in_between,
    to_another_hour,
)
from telesec.assistant.understanding.times.english_days import ENGLISH_DAYS
from telesec.assistant.understanding.times.english_hours import hours_put_plainly
from telesec.assistant.understanding.times.english_tomorrow import with_tomorrow_resolved
from telesec.assistant.understanding.times.english_turns import ENGLISH_TURNS
from telesec.assistant.understanding.times.french_asides import FRENCH_ASIDES
from telesec.assistant.understanding.times.french_days import FRENCH_DAYS
from telesec.assistant.understanding.times.french_exceptions import FRENCH_EXCEPTIONS
from telesec.assistant.understanding.times.french_turns import FRENCH_TURNS
from telesec.values.language import Language

_IN_HOURS = {
    Language.FR: lazily(
        r"\bdans (?P<n>\d{1,2}) (?:h|heures?)(?P<half> et demie)?\b|\bdans (?P<part>1 demi"
        r"|1/2) heure\b"
    ),
    Language.EN: lazily(
        r"\bin (?:about )?(?P<n>\d{1,2}|an) hours?(?P<half> and a half)?\b"
        r"|\bin (?P<part>half) an hour\b"
    ),
}
_DAY_WORDS = {
    Language.FR: ("aujourd hui", "demain", "apres demain"),
    Language.EN: ("today", "tomorrow", "the day after tomorrow"),
}
_WEEKDAY = {language: "|".join(WEEKDAYS[language]) for language in Language}
_MONTH = {language: "|".join(MONTHS[language]) for language in Language}
_PLAINLY = {
    Language.FR: FRENCH_ASIDES + FRENCH_EXCEPTIONS + FRENCH_TURNS,
    Language.EN: ENGLISH_ASIDES + ENGLISH_DAYS + ENGLISH_BOUNDS + ENGLISH_TURNS,
}
_IN_MINUTES = {
    Language.FR: lazily(r"\bdans (?:environ |a peu pres |1 petite |1 )?(?P<n>\d{1,3}) minutes\b"),
    Language.EN: lazily(r"\bin (?:about |around )?(?P<n>\d{1,3}) minutes(?: time)?\b"),
}
_WITHIN_HOURS = {
    Language.FR: lazily(
        r"\b(?:sous|d ici|dans les|dans un delai de|en moins de) (?P<n>\d{1,3}) (?:h"
        r"|heures?)\b(?! \d)|\b(?P<most>24|48|72) (?:h|heures) (?:grand )?max(?:imum)?\b"
        r"|\bdans l heure\b(?! (?:du|de))"
    ),
    Language.EN: lazily(
        r"\bwithin (?:the next )?(?P<n>\d{1,3}) hours?\b|\b(?:in the next|within the) hour\b"
    ),
}
_LISTED = {
    Language.FR: lazily(
        r"(?<!entre )\bles? (?P<days>\d{1,2}(?:(?: (?:et|ou))?(?: les?)? \d{1,2})+)"
        rf"(?: (?P<month>{_MONTH[Language.FR]})\b|(?= ?(?:$|au matin|le matin|l apres midi)))"
    ),
    Language.EN: lazily(
        r"(?<!between )(?<!from )(?<!not )\bthe (?P<days>\d{1,2} (?:st|nd|rd|th)"
        r"(?:(?: (?:and|or))?(?: the)? \d{1,2} (?:st|nd|rd|th)(?! thing))+)"
        rf"(?: (?:of )?(?P<month>{_MONTH[Language.EN]})\b)?"
    ),
}
_DATE_EN = (
    rf"(?:{_WEEKDAY[Language.EN]})(?: (?:the )?\w+"
    rf" ?(?:st|nd|rd|th)\b)?|(?:{_MONTH[Language.EN]}) (?:the"
    rf" )?\w+(?:st|nd|rd|th)"
    rf"|the \w+(?: \w+)??(?: of (?:{_MONTH[Language.EN]}))?"
)
_BOUNDS = {
    Language.FR: (
        (
            lazily(
                rf"\b(?:pas avant )?(?:le )?((?:(?:{_WEEKDAY[Language.FR]})(?: prochain)?"
                rf"|\w+ (?:{_MONTH[Language.FR]})|le \w+))"
                r" (?:au plus tot|minimum|(?:et|ou) apres(?! \w)|ou plus tard)\b"
            ),
            r"a partir du \1",
        ),
        (
            lazily(
                r"(?<!ou )\b(?:le )?(demain|apres demain|la veille|l avant veille|le lendemain"
                rf"|(?:(?:{_WEEKDAY[Language.FR]})(?: prochain)?"
                rf"|\w+ (?:{_MONTH[Language.FR]})|le \w+)(?: (?:au |en |l )?(?:matin|midi|soir"
                r"|apres midi))?)"
                r" (?:(?:au plus tard|dernier(?:e)? (?:delai|limite|carat)|(?:grand |au )?maximum"
                r"|(?:grand )?max|ou avant)\b)"
                r"(?!(?: \w+){1,3} (?:h|heures?)\b| (?:a )?midi)"
            ),
            r"d ici \1",
        ),
        (
            lazily(
                r"\b(?:a |vers )?((?:(?:(?:dix|vingt) )?\w+ (?:h|heures?)"
                r"(?: (?:et (?:demie?|quart)|\d\d|quinze|trente|quarante cinq))?|midi))"
                r" (?:au plus tot|minimum|ou apres(?! \w)|ou plus tard)\b"
            ),
            r"a partir de \1",
        ),
        (
            lazily(
                rf"\bau plus tot (?:le )?(?=(?:{_WEEKDAY[Language.FR]})\b"
                rf"|\w+ (?:{_MONTH[Language.FR]})\b)"
            ),
            "a partir du ",
        ),
    ),
    Language.EN: (
        (
            lazily(
                rf"\b({_DATE_EN}|(?<!of )(?:{_MONTH[Language.EN]})) (?:at the earliest|onwards?"
                r"|or later|or after(?! \w))\b"
            ),
            r"from \1",
        ),
        (
            lazily(
                rf"(?<!or )(?<!by )\b((?:{_DATE_EN}|tomorrow)(?: (?:morning|lunch ?time|afternoon"
                r"|evening|night))?) (?:at the (?:very |absolute )?latest|or (?:before|earlier"
                r"|sooner))\b"
            ),
            r"by \1",
        ),
        (
            lazily(
                rf"\b(?:at )?(?!(?:{_WEEKDAY[Language.EN]}) )((?:half |(?:half|quarter|five|ten"
                r"|twenty) (?:past|to) )?\w+(?: \w+)?) at the earliest\b"
            ),
            r"from \1",
        ),
        (
            lazily(
                rf"\bat the (?:very )?earliest (?:on )?(?=(?:{_WEEKDAY[Language.EN]})\b|the"
                rf" \w+(?:st"
                rf"|nd|rd|th)\b|(?:{_MONTH[Language.EN]})\b)"
            ),
            "from ",
        ),
        (
            lazily(
                r"(^|\b(?:so|but|and|or|it|be|done|me|seen|come|in|us|him|her|them) )"
                r"at the (?:very |absolute )?latest (?:by |on )*"
                rf"(?=(?:{_WEEKDAY[Language.EN]}|tomorrow)\b|the \w+(?:st|nd|rd|th)\b"
                rf"|(?:{_MONTH[Language.EN]})\b)"
            ),
            r"\1by ",
        ),
    ),
}


def put_plainly(figured: str, language: Language, now: datetime) -> str:
    """Plain text with figures, its turns of speech replaced by what the grammar knows."""
    if language is Language.EN:
        figured = with_tomorrow_resolved(figured, now.date())
        figured = hours_put_plainly(days_in_between(to_another_hour(figured)))
    else:
        for word, pattern, meant in FRENCH_DAYS:
            if word in figured:
                figured = pattern.sub(meant, figured)
    for pattern, plainly in _PLAINLY[language]:
        figured = pattern.sub(plainly, figured)
    figured = _LISTED[language].sub(lambda found: _each_dated(found, language), figured)
    figured = _IN_MINUTES[language].sub(
        lambda found: _moment(now + timedelta(minutes=int(found["n"])), language, now), figured
    )
    figured = _IN_HOURS[language].sub(lambda found: _hours_on(found, language, now), figured)
    return " ".join(figured.split())


def bounds_first(said: str, language: Language) -> str:
    """Plain ``said`` with "le 12 au plus tôt" as "à partir du 12", and so on."""
    for pattern, bound in _BOUNDS[language]:
        said = pattern.sub(bound, said)
    return said


def hours_left(said: str, language: Language) -> timedelta | None:
    """How long it may take, in "within forty-eight hours", "sous 48 heures"."""
    found = _WITHIN_HOURS[language].search(figures(said, language))
    if found is None:
        return None
    return timedelta(hours=int(found["n"] or found.groupdict().get("most") or 1))


def _each_dated(found: re.Match[str], language: Language) -> str:
    """ "les 7, 8 ou 9 décembre" as three dates."""
    days, month = re.findall(r"\d+", found["days"]), found["month"] or ""
    if not all(1 <= int(day) <= 31 for day in days):
        return found[0]
    if language is Language.FR:
        return " ou ".join(f"le {day} {month}".strip() for day in days)
    return " or ".join(f"the {day} th {month and 'of ' + month}".strip() for day in days)


def _hours_on(found: re.Match[str], language: Language, now: datetime) -> str:
    """The day and time so many hours from now; nothing when it is further than two days."""
    minutes = 30 if found["part"] else 60 * (1 if found["n"] == "an" else int(found["n"]))
    return _moment(now + timedelta(minutes=minutes + (30 if found["half"] else 0)), language, now)


def _moment(then: datetime, language: Language, now: datetime) -> str:
    days = (then.date() - now.date()).days
    if days >= len(_DAY_WORDS[language]):
        return " ~ "
    return f" {_DAY_WORDS[language][days]} ={then:%H%M} "
