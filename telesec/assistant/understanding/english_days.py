"""English ways to name a day, as the grammar of days says them."""

import re

from telesec.assistant.understanding.calendar_words import FEASTS, MONTHS, WEEKDAYS
from telesec.assistant.understanding.text import lazily
from telesec.values.language import Language

_WEEKDAY = "|".join(WEEKDAYS[Language.EN])
_MONTH = "|".join(MONTHS[Language.EN])
_FEAST = "|".join(FEASTS)

ENGLISH_DAYS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        lazily(
            rf"\bnot this ({_WEEKDAY}) (?:but )?(?:the )?(?:\1 (?:following|after)(?: 1)?"
            r"|following \1|next \1)\b"
        ),
        r"\1 week",
    ),
    (lazily(r"\b(?:a|1) week from now\b"), "in 1 week"),
    (lazily(r"\b(?:a fortnight|2 weeks) from now\b"), "in 2 weeks"),
    (lazily(rf"\b(?:falls|falling|lands|landing) on (?:a |the )?(?={_WEEKDAY})"), "is a "),
    (  # "the night before Christmas Eve"
        lazily(rf"\bthe (night|evening) before (?:the )?({_FEAST})\b"),
        r"the day before \2 evening",
    ),
    (lazily(r"\bthe (?:1|one) (?=(?:beginning|starting|commencing|of) the \d)"), "the week "),
    (lazily(rf"\b((?:the )?(?:{_WEEKDAY})) of it\b"), r"\1"),
    (  # "July fifth or sixth"
        lazily(
            rf"\b({_MONTH}) (?:the )?(\d{{1,2}}) (?:st|nd|rd|th) (or|and) (?:the )?(\d{{1,2}})"
            r" (?:st|nd|rd|th)\b"
        ),
        r"the \2 th of \1 \3 the \4 th of \1",
    ),
    (lazily(r"\bthe 1 \w\w day (?=(?:s|is) (?:done|over|behind))"), "~ "),
    (lazily(r"\b(?:and )?so (?:is|s) the day (?:before|after)\b"), "~"),
    (lazily(r"\b(?:off|after|on) nights\b|\bfor (?:the )?parents? (?:s )?evening\b"), "~"),
)
