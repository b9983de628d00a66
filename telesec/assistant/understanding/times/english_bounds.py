"""How far an English wish goes, as the grammar says it: ranges, deadlines, holes."""

import re

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.values.language import Language

_WEEKDAYS = WEEKDAYS[Language.EN]
_WEEKDAY = "|".join(_WEEKDAYS)
_MONTH = "|".join(MONTHS[Language.EN])

_HOUR = (
    r"(?:(?:half|quarter|\d{1,2})(?: (?:past|to))? \d{1,2}|\d{1,2}(?::\d\d)?|noon|midday"
    r"|lunch ?time)(?: (?:o clock|[ap] m))?"
)
_DAY = (
    rf"(?:(?:this |next )?(?:{_WEEKDAY})(?: the \d{{1,2}} (?:st|nd|rd|th))?|tomorrow|today"
    rf"|the \d{{1,2}} (?:st|nd|rd|th)(?: of (?:{_MONTH}))?)"
)
# "By noon on Friday": the hour ends the last day, and what comes before it is free.
_BY_THEN = lazily(rf"\bby (?P<hour>{_HOUR}) (?:on )?(?P<day>{_DAY})\b")

_BOTH = (
    rf"(?:{_HOUR}(?: appointment| slot| one| 1)?(?: on)? (?P<after>{_DAY})"
    rf"|(?:appointment |slot |visit )?(?:on |for )?(?P<before>{_DAY})(?: s)?(?: appointment| slot)?"
    rf"(?: at| from)? {_HOUR})"
)
_ANOTHER = rf"(?P<hour>{_HOUR})\b(?! (?:(?:on )?{_DAY}|minutes?|hours?|days?|weeks?)\b)"
_MINE = r"(?: my| the| our| his| her)?"
# "Move my two o'clock on Friday to three": the day holds.
_TO_ANOTHER_HOUR = (
    lazily(
        rf"\b(?:mov|chang|shift|push|bring|swap|switch)(?:e|ing)?{_MINE} {_BOTH}"
        rf"(?: back| forward| up| over)? to {_ANOTHER}"
    ),
    lazily(rf"\bmak(?:e|ing){_MINE} {_BOTH} {_ANOTHER}"),
    lazily(
        r"\b(?:i m|we re|i am|we are|he s|she s|you ve got me|you have me)"
        r" (?:booked|down|pencilled)"
        rf"(?: in)?(?: for| on)? {_BOTH}(?: (?:but|and|please|could|can|would|you|we|i|ye|it))*"
        rf" (?:make it|make that|have|do|be|changed? it to|moved? it to)(?: at)? {_ANOTHER}"
    ),
    lazily(
        rf"\bmy {_BOTH} (?:can|could) (?:it|that|we|you|i)"
        rf" (?:be|come|make it|move it to|change it to|do|have it)(?: at)? {_ANOTHER}"
    ),
)
_IN_BETWEEN = lazily(
    rf"\b(?:neither|not) (?:on )?(?:the )?(?P<first>{_WEEKDAY}) (?:nor|or|and) (?:on )?(?:the )?"
    rf"(?P<last>{_WEEKDAY})(?P<week> next week| this week)? (?:but |so )*"
    r"(?:any ?(?:day|time|thing)|the days?|something|1 of the days) in ?between\b"
)

ENGLISH_BOUNDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (lazily(r"\b(?:any ?time )?(?:up )?(?:to|till|until) and including\b"), "by"),
    (
        lazily(
            r"(?<!day )(?<!st )(?<!nd )(?<!rd )(?<!th )\b(?:from )?(?:now |today |any ?time )?"
            rf"(?:through|thru) (?=(?:the )?(?:\d|(?:{_WEEKDAY})\b))"
        ),
        "by ",
    ),
    (  # "swing by on Friday" is a visit and no deadline
        lazily(
            r"\b((?:swing|pop|drop|nip|call|stop|swung|popp|dropp|nipp)(?:ing|ped|ed)?|pass(?:ing)?"
            r"|(?:com|driv)(?:e|ing)(?= by (?:on|at|around|that|in|any|some"
            rf"|(?:{_WEEKDAY}|tomorrow) (?:between|at|around|morning|afternoon|evening))\b)) by\b"
        ),
        r"\1",
    ),
    (
        lazily(
            r"\b(?:no|none|nobody)(?: \w+){0,3}? (?:can|could|will|ll|would|may|should|is to)"
            r"(?: \w+){1,3}? (?:before|until|till)\b"
        ),
        "not before",
    ),
    (lazily(r"\b(?:leave|hold) (?:it|that|this)(?: \w+)? (?:till|until)\b"), "~ so"),
    (
        lazily(
            rf"\b({_WEEKDAY}|tomorrow|morning|afternoon|th) make (?:it|that)"
            r" (?:for )?(?=\d|half|quarter)"
        ),
        r"\1 so at ",
    ),
    (
        lazily(
            r"(?<!at )(?<!half )(?<!past )(?<!to )(?<!\d )\b(\d{1,2}(?: [0-5]\d)?) instead"
            r"\b(?! of)"
        ),
        r"at \1 instead",
    ),
    (  # "if not Thursday, both at nine fifteen"
        lazily(
            r"\b(?:but )?(?:if not|otherwise|or else|failing that)((?: \w+){1,5}?)"
            r" (?:both|either(?: day| of them)?|all)"
            r" (?=at (?:\d|half|quarter)|(?:after|before) \d)"
        ),
        r"or\1 ",
    ),
    (  # "no, I've got the dentist, half past eleven"
        lazily(
            r"\bno (?:i ve got|i have|i m at) (?:the |my |a )?\w+"
            r" (?=(?:half|quarter) (?:past |to )?\d)"
        ),
        "no ",
    ),
    (
        lazily(rf"\bnot before ({_HOUR}) (?:or|nor|and not) (?:after|later than) (?={_HOUR})"),
        r"between \1 and ",
    ),
    (lazily(rf"\bby the end of (?=(?:{_WEEKDAY}|tomorrow)\b)"), "by "),
    (lazily(r"\b(till|until|by|before) lunch(?: ?time)?\b(?! at| on)"), r"\1 noon"),
    (lazily(r"\b(till|until|before|by|after) (?:lunch(?: ?time)?|noon) at (?=\d)"), r"\1 "),
    (
        lazily(
            r"\b(?:so|as) long as (?:he|she|they|it|we|i|you)(?: (?:s|re|m|are|is|am))? (?:away"
            r"|gone|done|out|off|finished|over|through|back|home)(?: \w+)? (by|before|after)"
            r" (?=\d|noon|half|quarter)"
        ),
        r"\1 ",
    ),
    (
        lazily(
            r"\b(except|apart from|but not|other than|bar)(?: for)?(?: when)? (?:i|we|he|she|they)"
            r" (?:m|re|s|ve|am|are|is|have|has)(?: \w+){1,4}? (?=(?:from|between) (?:\d|noon"
            r"|half|quarter))"
        ),
        r"\1 ",
    ),
    (
        lazily(
            r"\b(except|apart from|but not|other than|bar)(?: for)?(?: (?:the|my))?"
            r" (?:lunch|dinner) ?(?:time|hour|break)? (?=(?:from |between )?\d{1,2} (?:to|till"
            r"|until|and) )"
        ),
        r"\1 ",
    ),
    (
        lazily(rf"\beither side of (lunch(?: ?time)?|noon|midday)((?: on)? (?:{_DAY}))?\b"),
        r"\2 except \1 ~",
    ),
)


def to_another_hour(figured: str) -> str:
    """Plain English with "Friday at three" for "move my two o'clock on Friday to three"."""
    for pattern in _TO_ANOTHER_HOUR:
        figured = pattern.sub(_on_its_day, figured)
    return figured


def days_in_between(figured: str) -> str:
    """Plain English with "Tuesday to Thursday" for "not Monday or Friday but in between"."""
    if "between" not in figured:
        return figured
    return _IN_BETWEEN.sub(_in_between, figured)


def _in_between(found: re.Match[str]) -> str:
    names = list(_WEEKDAYS)
    first, last = _WEEKDAYS[found["first"]] + 1, _WEEKDAYS[found["last"]] - 1
    days = [names[first % 7], names[last % 7]] if (last - first) % 7 else [names[first % 7]]
    week = found["week"] or ""
    return f"{' to '.join(days)}{week}" if (last - first) % 7 < 5 else found[0]


def _on_its_day(found: re.Match[str]) -> str:
    return f"{found['after'] or found['before']} at {found['hour']}"


def last_day_first(figured: str) -> str:
    """Plain English with "by noon on Friday" as "by Friday noon"."""
    return _BY_THEN.sub(r"by \g<day> at \g<hour>", figured)
