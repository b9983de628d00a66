"""English ways to say an hour, as the grammar of hours says them: "half past", "ten to noon"."""

import re

from telesec.assistant.understanding.text import lazily, word_set
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.values.language import Language

_WEEKDAYS = frozenset(WEEKDAYS[Language.EN])
_WEEKDAY = "|".join(WEEKDAYS[Language.EN])
_MONTH = "|".join(MONTHS[Language.EN])
_HOUR = (
    r"(?:(?:half|quarter|5|10|20|25)(?: (?:past|to))? \d{1,2}|\d{1,2}(?:[: ][0-5]\d)?|noon|midday)"
    r"(?: (?:o clock|[ap] m))?"
)
_DAY = rf"(?:(?:on |this |next )*(?:{_WEEKDAY})|tomorrow|today)"
_NO_PART = r"(?<!half )(?<!past )(?<!to )(?<!at )(?<!\d )"
_THEN_SAYS = r"(?: ?$| (?:please|if|would|or|and|thanks|thank|but|as|because|cos|for(?! \d))\b)"

# What is said, in sentences that hold one of these words.
_RULES: tuple[tuple[frozenset[str], re.Pattern[str], str], ...] = (
    (  # "between eight and half past": of the same hour
        word_set("past"),
        lazily(
            r"\b(\d{1,2})((?: o clock)?(?: (?:[ap] m|and|or|to|till|until|so|from|at"
            rf"|tomorrow|{_WEEKDAY}))+ (?:a )?(?:half|quarter) past)(?! \d)"
        ),
        r"\1\2 \1",
    ),
    (
        word_set("noon midday"),
        lazily(r"(?<!from )(?<!between )\b(5|10) to (?=noon\b|midday\b)"),
        r"between \1 and ",
    ),
    (
        word_set("noon midday"),
        lazily(r"\b(20|25|quarter) (to|past) (?:noon|midday)\b"),
        r"\1 \2 12",
    ),
    (
        word_set("not"),
        lazily(r"\bat (\d{1,2}) (?:and )?not (?:at )?\d{1,2}(?= ?$| (?:please|o clock)\b)"),
        r"at \1",
    ),
    (  # "one thirty or two"
        word_set("or"),
        lazily(
            r"(?<!half )(?<!past )(?<!to )(?<!\d )\b(?:at |around |about )?(\d{1,2} [0-5]\d)"
            rf" or (\d{{1,2}})(?={_THEN_SAYS}| (?:on|o clock|works|suits|is)\b)"
        ),
        r"at \1 or at \2",
    ),
    (  # "five and twenty past ten", as older people say
        word_set("20"),
        lazily(r"\b5 and 20 (past|to) (?=\d)"),
        r"25 \1 ",
    ),
    (
        word_set("make"),
        lazily(r"\bmake (it|that) (\d{1,2}) (?:rather than|and not|not) \d{1,2}\b"),
        r"make \1 at \2",
    ),
    (  # "two on that same Tuesday"
        word_set("same"),
        lazily(
            r"\b(do|have|be|make it|make that|come|at) (?:at )?(\d{1,2}) (?:on )?(?:the|that) same"
            rf" ({_WEEKDAY})\b"
        ),
        r"\1 at \2 on \3",
    ),
    (  # "so ten the same morning": of the day named before
        word_set("same"),
        lazily(
            r"\b(?:at )?((?:(?:half|quarter|\d+)(?: past| to)? )?\d{1,2}) (?:on )?the same"
            r" (?:day|morning|afternoon|evening)\b(?! (?:next|the|of|as)\b)"
        ),
        r"at \1 the same day",
    ),
    (  # "keep the day but go from eight to nine"
        word_set("same"),
        lazily(
            r"\b(same day (?:\w+ ){0,3}?)(?:go|going|move|moving|change|changing|switch|shift"
            rf"|push|bring)(?: it| me| that)? from {_HOUR} to ({_HOUR})"
        ),
        r"\1at \2",
    ),
    (  # "from ten but I leave at twelve"
        word_set("leave leaves leaving gone go away off out back finish finishes"),
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
        word_set("early late"),
        lazily(rf"\b({_WEEKDAY}|tomorrow) (?:early|late) (\d{{1,2}})(?={_THEN_SAYS})"),
        r"\1 at \2",
    ),
    (  # "Monday nine, she's up anyway"
        _WEEKDAYS | {"tomorrow"},
        lazily(
            rf"\b({_WEEKDAY}|tomorrow) (1[0-2]|[1-9])(?= (?:for(?! \d)|as|because|cos|but|she|he"
            r"|we|they|i|it|that|is|then|with)\b(?! (?:st|nd|rd|th)\b))"
        ),
        r"\1 at \2",
    ),
    (
        word_set("th"),
        lazily(
            rf"\b(th (?:of )?(?:{_MONTH})) (1[0-2]|[1-9])"
            r"(?= ?$| (?:on the dot|sharp|please|if|would|prompt)\b)"
        ),
        r"\1 at \2",
    ),
    (
        word_set("say"),
        lazily(rf"{_NO_PART}\b(1[0-2]|[1-9]) say(?= ?$| (?:if|please|or)\b)"),
        r"at \1",
    ),
    (
        word_set("say"),
        lazily(r"\b(i d say|let s say|say) (1[0-2]|[1-9])(?= (?:as|because|cos|so|but|if)\b)"),
        r"\1 at \2",
    ),
    (
        word_set("do manage make"),
        lazily(
            r"\b(can|could|ll|may) (you|we|he|she|they|ye) (?:do|manage|make) (1[0-2]|[1-9])"
            r"(?= on\b| instead\b| ?$)"
        ),
        r"\1 \2 do at \3",
    ),
    (  # "would need to be four"
        word_set("be"),
        lazily(
            r"\b(?:need|needs|have|has) to be (1[0-2]|[1-9])"
            r"(?= ?$| (?:o clock|please|for(?! \d)|if|instead|as|because)\b)"
        ),
        r"to be at \1",
    ),
    (
        word_set("exactly precisely about roughly around"),
        lazily(r"\bat (?:exactly|precisely|about|roughly|around) (?=\d|half|quarter|noon)"),
        "at ",
    ),
    (word_set("shift"), lazily(r"\b(?:on )?the \d \d shift\b"), "~"),
    (
        word_set("as because cos"),
        lazily(r"\b(and|so) (1[0-2]|[1-9])(?= (?:as|because|cos) (?:i|we|he|she|they)\b)"),
        r"\1 at \2",
    ),
    (  # "and my husband right after, at one forty five"
        word_set("after"),
        lazily(r"\b(?:right|straight|just|directly|immediately) after at (?=\d|half|quarter)"),
        "at ",
    ),
    (  # "after half nine in the morning" ends with it
        word_set("after"),
        lazily(rf"\bafter ({_HOUR}) in the morning\b"),
        r"in the morning after \1",
    ),
    (  # "first thing, no, not first thing: eleven"
        word_set("thing"),
        lazily(r"\b1 \w\w thing no (?:sorry )?not 1 \w\w thing (?=\d|half|quarter)"),
        "at ",
    ),
)


def hours_put_plainly(figured: str) -> str:
    """Plain English with figures, its hours as the grammar says them."""
    words = set(figured.split())
    for needed, pattern, plainly in _RULES:
        if not needed.isdisjoint(words):
            figured = pattern.sub(plainly, figured)
    return figured
