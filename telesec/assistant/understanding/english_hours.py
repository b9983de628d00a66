"""English ways to say an hour, as the grammar of hours says them: "half past", "ten to noon"."""

import re

from telesec.assistant.understanding.calendar_words import MONTHS, WEEKDAYS
from telesec.assistant.understanding.text import lazily
from telesec.values.language import Language

_WEEKDAY = "|".join(WEEKDAYS[Language.EN])
_MONTH = "|".join(MONTHS[Language.EN])
_HOUR = (
    r"(?:(?:half|quarter|5|10|20|25)(?: (?:past|to))? \d{1,2}|\d{1,2}(?:[: ][0-5]\d)?|noon|midday)"
    r"(?: (?:o clock|[ap] m))?"
)
_DAY = rf"(?:(?:on |this |next )*(?:{_WEEKDAY})|tomorrow|today)"
_NO_PART = r"(?<!half )(?<!past )(?<!to )(?<!at )(?<!\d )"
_THEN_SAYS = r"(?: ?$| (?:please|if|would|or|and|thanks|thank|but|as|because|cos|for(?! \d))\b)"

ENGLISH_HOURS: tuple[tuple[re.Pattern[str], str], ...] = (
    (  # "between eight and half past": of the same hour
        lazily(
            r"\b(\d{1,2})((?: o clock)?(?: (?:[ap] m|and|or|to|till|until|so|from|at"
            rf"|tomorrow|{_WEEKDAY}))+ (?:a )?(?:half|quarter) past)(?! \d)"
        ),
        r"\1\2 \1",
    ),
    (lazily(r"(?<!from )(?<!between )\b(5|10) to (?=noon\b|midday\b)"), r"between \1 and "),
    (lazily(r"\b(20|25|quarter) (to|past) (?:noon|midday)\b"), r"\1 \2 12"),
    (lazily(r"\bat (\d{1,2}) (?:and )?not (?:at )?\d{1,2}(?= ?$| (?:please|o clock)\b)"), r"at \1"),
    (  # "one thirty or two"
        lazily(
            r"(?<!half )(?<!past )(?<!to )(?<!\d )\b(?:at |around |about )?(\d{1,2} [0-5]\d)"
            rf" or (\d{{1,2}})(?={_THEN_SAYS}| (?:on|o clock|works|suits|is)\b)"
        ),
        r"at \1 or at \2",
    ),
    (  # "five and twenty past ten", as older people say
        lazily(r"\b5 and 20 (past|to) (?=\d)"),
        r"25 \1 ",
    ),
    (lazily(r"\bmake (it|that) (\d{1,2}) (?:rather than|and not|not) \d{1,2}\b"), r"make \1 at \2"),
    (  # "two on that same Tuesday"
        lazily(
            r"\b(do|have|be|make it|make that|come|at) (?:at )?(\d{1,2}) (?:on )?(?:the|that) same"
            rf" ({_WEEKDAY})\b"
        ),
        r"\1 at \2 on \3",
    ),
    (  # "so ten the same morning": of the day named before
        lazily(
            r"\b(?:at )?((?:(?:half|quarter|\d+)(?: past| to)? )?\d{1,2}) (?:on )?the same"
            r" (?:day|morning|afternoon|evening)\b(?! (?:next|the|of|as)\b)"
        ),
        r"at \1 the same day",
    ),
    (  # "keep the day but go from eight to nine"
        lazily(
            r"\b(same day (?:\w+ ){0,3}?)(?:go|going|move|moving|change|changing|switch|shift"
            rf"|push|bring)(?: it| me| that)? from {_HOUR} to ({_HOUR})"
        ),
        r"\1at \2",
    ),
    (  # "from ten but I leave at twelve"
        lazily(
            rf"\b(?:from|after|not before) ({_HOUR})((?: {_DAY})?) (?:but|and|only) (?:i|we|he|she"
            r"|they)(?: (?:m|re|s|ve|have|has|must|need|needs|ll|got|to|be|d))*"
            r" (?:leave|leaves|leaving"
            r"|gone|go|away|off|out|back|finish|finishes)(?: \w+)? (?:at|by|for|before|around)"
            rf" (?={_HOUR}\b)"
        ),
        r"\2 between \1 and ",
    ),
    (  # "Thursday early eight": the hour says it
        lazily(rf"\b({_WEEKDAY}|tomorrow) (?:early|late) (\d{{1,2}})(?={_THEN_SAYS})"),
        r"\1 at \2",
    ),
    (  # "Monday nine, she's up anyway"
        lazily(
            rf"\b({_WEEKDAY}|tomorrow) (1[0-2]|[1-9])(?= (?:for(?! \d)|as|because|cos|but|she|he"
            r"|we|they|i|it|that|is|then|with)\b(?! (?:st|nd|rd|th)\b))"
        ),
        r"\1 at \2",
    ),
    (
        lazily(
            rf"\b(th (?:of )?(?:{_MONTH})) (1[0-2]|[1-9])"
            r"(?= ?$| (?:on the dot|sharp|please|if|would|prompt)\b)"
        ),
        r"\1 at \2",
    ),
    (lazily(rf"{_NO_PART}\b(1[0-2]|[1-9]) say(?= ?$| (?:if|please|or)\b)"), r"at \1"),
    (
        lazily(r"\b(i d say|let s say|say) (1[0-2]|[1-9])(?= (?:as|because|cos|so|but|if)\b)"),
        r"\1 at \2",
    ),
    (
        lazily(
            r"\b(can|could|ll|may) (you|we|he|she|they|ye) (?:do|manage|make) (1[0-2]|[1-9])"
            r"(?= on\b| instead\b| ?$)"
        ),
        r"\1 \2 do at \3",
    ),
    (  # "would need to be four"
        lazily(
            r"\b(?:need|needs|have|has) to be (1[0-2]|[1-9])"
            r"(?= ?$| (?:o clock|please|for(?! \d)|if|instead|as|because)\b)"
        ),
        r"to be at \1",
    ),
    (lazily(r"\bat (?:exactly|precisely|about|roughly|around) (?=\d|half|quarter|noon)"), "at "),
    (lazily(r"\b(?:on )?the \d \d shift\b"), "~"),
    (
        lazily(r"\b(and|so) (1[0-2]|[1-9])(?= (?:as|because|cos) (?:i|we|he|she|they)\b)"),
        r"\1 at \2",
    ),
    (  # "and my husband right after, at one forty five"
        lazily(r"\b(?:right|straight|just|directly|immediately) after at (?=\d|half|quarter)"),
        "at ",
    ),
    (  # "after half nine in the morning" ends with it
        lazily(rf"\bafter ({_HOUR}) in the morning\b"),
        r"in the morning after \1",
    ),
    (  # "first thing, no, not first thing: eleven"
        lazily(r"\b1 \w\w thing no (?:sorry )?not 1 \w\w thing (?=\d|half|quarter)"),
        "at ",
    ),
)
