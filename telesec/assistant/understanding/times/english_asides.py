"""English turns of speech about other things than the wish, left out before the grammar reads."""

import re

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import WEEKDAYS
from telesec.values.language import Language

_WEEKDAY = "|".join(WEEKDAYS[Language.EN])

ENGLISH_ASIDES: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        lazily(
            r"\b(?:so )?before (?:i|we) (?:change|lose|forget|chicken|bottle|back)"
            r" (?:my mind|our minds?|my nerve|our nerve|out|it)\b"
        ),
        "~ so",
    ),
    (
        lazily(
            r"\b(quick|later|earlier|other|little|right|only|previous|early|late) 1\b(?! o clock)"
        ),
        r"\1",
    ),
    (
        lazily(
            r"\b(?:i|we) (?:ve|have) (?:got )?(?:far |way |a bit )?(?:too much|a lot|loads|so much"
            r"|lots) on\b"
        ),
        "i can t ~ so",
    ),
    (
        lazily(
            r"\b(?:today |this morning |now )?(?:he|she|it|i) (?:s|is|m|am) (?:much |a bit "
            r"|feeling )?"
            r"better(?: (?:today|this morning|now))?\b"
        ),
        "~ so",
    ),
    (
        lazily(
            r"\b(?:i d |i |we |it s )?(?:normally|usually) (?:\w+ ){1,6}?but"
            rf" (?=(?:\w+ ){{0,9}}(?:the \d|{_WEEKDAY}|tomorrow))"
        ),
        "",
    ),
    (
        lazily(
            r"\bno (?:(?:that|it) s(?! good friday)|i ve got|i have|i m at|i m in|i work) (?:\w+"
            r" ){1,5}?"
            rf"(?=(?:on |the |then )*(?:{_WEEKDAY}|tomorrow|\d{{1,2}} (?:st|nd|rd|th))\b)"
        ),
        "no ",
    ),
)
