"""English ways to name a day, as the grammar of days says them."""

import re

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import FEASTS, MONTHS, WEEKDAYS
from telesec.values.language import Language

_WEEKDAY = "|".join(WEEKDAYS[Language.EN])
_MONTH = "|".join(MONTHS[Language.EN])
_FEAST = "|".join(FEASTS)

ENGLISH_DAYS: tuple[tuple[re.Pattern[str], str], ...] = (
    (  # "not tomorrow, day after"
        lazily(
            r"\bnot tomorrow (?:but )?(?:the )?(?:day|1) after\b(?! (?:tomorrow|that|the|next)\b)"
        ),
        "the day after tomorrow",
    ),
    (
        lazily(r"\bnot today (?:but )?(?:the )?day after\b(?! (?:tomorrow|that|the|next)\b)"),
        "tomorrow",
    ),
    (  # "not today nor tomorrow, Friday"
        lazily(
            r"\b((?:neither )?(?:(?:not|nor|or|and not) )?today (?:nor|not|or|and not)"
            rf" tomorrow) (?:but )?(?=(?:on )?(?:{_WEEKDAY})\b)"
        ),
        r"\1 ~ so ",
    ),
    (
        lazily(
            r"\b(?:the )?same time (?:on )?(?:the )?(?:next day|day after)(?! (?:tomorrow|that)\b)"
        ),
        "the next day same time",
    ),
    (lazily(r"\b(or|and|then) next day\b"), r"\1 the next day"),
    (  # "tomorrow morning or the morning after that"
        lazily(
            r"\bthe (morning|afternoon|evening) after(?: that)?(?= *$| (?:or|at|please|if|would)\b)"
        ),
        r"the day after that \1",
    ),
    (lazily(r"\b(?:a )?same day (slot|appointment|visit|booking)\b"), r"\1 today"),
    (  # "the Friday morning after"
        lazily(
            rf"\bthe ({_WEEKDAY}) (morning|afternoon|evening) (after|before|following)"
            r"(?= *$| (?:that|it|please|at|or|and)\b)"
        ),
        r"the \1 \3 \2",
    ),
    (  # "Monday first choice or Tuesday"
        lazily(
            rf"\b({_WEEKDAY}) [1-3] (?:st|nd|rd|th)(?: (?:choice|preference|pick)| for preference"
            r"|(?= (?:(?:or|and|then|else|failing that|if not|otherwise) )+"
            rf"(?:on )?(?:{_WEEKDAY})\b))"
        ),
        r"\1",
    ),
    (  # "twenty second at three or the twenty third"
        lazily(
            r"(?:^|(?<=\bsay )|(?<=\bor )|(?<=\bon )|(?<=\bfor )|(?<=\bmaybe ))"
            r"(?=(?:[4-9]|[12]\d|3[01]) (?:st|nd|rd|th) (?:at|in the|or|before|after|between|from"
            r"|please|around|any ?time)\b)"
        ),
        "the ",
    ),
    (
        lazily(
            r"\bbefore (?:(?:the|this) year (?:s|is) (?:out|over|done|up)|the year ends"
            r"|(?:the )?year ?end|the end of (?:the|this) year)\b"
        ),
        "by 31 december",
    ),
    (
        lazily(
            r"\bbefore (?:the|this) (week|month) (?:s|is) (?:out|over|done|up)\b"
            r"|\bbefore the (week|month) ends\b"
        ),
        r"by the end of the \1\2",
    ),
    (lazily(r"\b(?:the )?parents? (?:s )?evening\b|\bdry january\b"), "~"),
    (
        lazily(
            r"\b(?:the )?\d (?:st|nd|rd|th) (?=quarter(?! (?:past|to)\b)|grade|class|floor|team)"
        ),
        "~ ",
    ),
    (  # "reset it from the twenty second to the twenty fourth"
        lazily(
            r"\b((?:reset|mov(?:e|ing)|chang(?:e|ing)|shift|push|bring|bump|swap|switch|reschedul(?:e|ing))"
            r" "
            r"(?:\w+ ){1,3}?)"
            rf"from (?:the )?\d{{1,2}} (?:st|nd|rd|th)(?: of (?:{_MONTH}))?"
            r" to (?=(?:the )?\d{1,2} (?:st|nd|rd|th)\b)"
        ),
        r"\1to ",
    ),
    (  # "16th, one at ten and one at eleven": two visits
        lazily(r"(?<=th )1 at (\d{1,2}(?: [0-5]\d)?) and 1 at (?=\d)"),
        r"at \1 and at ",
    ),
    (lazily(r"(?<=\d) that (?=morning|afternoon|evening)"), " in the "),
    (lazily(r"(?<=\d) that night\b"), " in the evening"),
    (
        lazily(
            rf"\bnot this ({_WEEKDAY}) (?:but )?(?:the )?(?:\1 (?:following|after)(?: 1)?"
            r"|following \1|next \1)\b"
        ),
        r"\1 week",
    ),
    (  # "next week I'm away Wednesday, so that leaves Monday": of that week
        lazily(
            r"\b(?P<week>next week|this week)\b(?P<told>(?: \w+)+?)"
            r" (?P<so>(?:so )?(?:that|it|which) (?:only |just )?leaves(?: you| me| us)?)"
            rf" (?=(?:only |the |just )*(?:{_WEEKDAY})\b)"
        ),
        r"\g<week>\g<told> \g<so> \g<week> ",
    ),
    (
        lazily(
            rf"\b({_WEEKDAY}) (?:but )?not (?:tomorrow|this week|this 1)(?: s)? (?:but )?the"
            r" (?:week after|1 after|following(?: 1| week)?)\b"
        ),
        r"\1 week",
    ),
    (lazily(rf"\b({_WEEKDAY}) (?=\d{{1,2}} (?:st|nd|rd|th)\b(?! thing| of all))"), r"\1 the "),
    (  # "the twentieth of January, Thursday"
        lazily(
            rf"\b(?:the )?(\d{{1,2}}) (?:st|nd|rd|th) (?:of )?({_MONTH}) (?:that s )?(?:a |the )?"
            rf"({_WEEKDAY})\b(?= (?:for|about|around|please|would|is|could)\b)"
        ),
        r"\3 the \1 th of \2",
    ),
    (lazily(rf"\b(?:happy|merry) (?:new year|{_FEAST})\b"), "~"),
    (lazily(rf"\b(?:the )?eve of ({_FEAST})\b"), r"the day before \1"),
    (lazily(rf"\b(?!christmas|new year)({_FEAST}) (?:s )?eve\b"), r"the day before \1"),
    (lazily(r"\b(?:that|the) (?:dead|quiet|slow|whole|lazy) week\b"), "the week"),
    (lazily(r"\b(?:be)?twixt\b"), "between"),
    (  # "the Monday and Tuesday after Christmas"
        lazily(
            rf"\b(?:the )?({_WEEKDAY}) (and|or) (?:the )?({_WEEKDAY}) (before|after)"
            rf" (?:the )?({_FEAST})\b"
        ),
        r"the \1 \4 \5 \2 the \3 \4 \5",
    ),
    (  # no day: "the Christmas party"
        lazily(
            rf"\b(?:{_FEAST}) (?=(?:half term|party|dinner|shopping|market|parade|tree|cards?"
            r"|presents?|play|concert|lights|decorations|fireworks|rush|pudding)\b)"
        ),
        "~ ",
    ),
    (
        lazily(
            r"(?<!day )(?<!days )(?<!week )(?<!weeks )(?<!hour )(?<!hours )(?<!fortnight )"
            r"\bbeforehand\b(?= *$)"
        ),
        "before that",
    ),
    (
        lazily(rf"\b(?:that|which) (?:isn t|s not|is not) (?:a |on |on a )?(?={_WEEKDAY})"),
        "except ",
    ),
    (lazily(r"\b(?:at )?the same time (?=\d)"), "at "),
    (lazily(r"\b(?:a|1) week from now\b"), "in 1 week"),
    (lazily(r"\b(?:a fortnight|2 weeks) from now\b"), "in 2 weeks"),
    (lazily(rf"\b(?:falls|falling|lands|landing) on (?:a |the )?(?={_WEEKDAY})"), "is a "),
    (  # "every day next week but Wednesday"
        lazily(rf"\b(?:every|any) ?day (next week|this week) but (?=(?:on )?(?:the )?{_WEEKDAY})"),
        r"\1 except ",
    ),
    (  # "any afternoon but Thursday"; not "any afternoon but Thursday would be best"
        lazily(
            r"\b((?:every|any|each|all) (?:mornings?|afternoons?|evenings?)"
            rf"(?: (?:next|this) week)?) but (?=(?:on )?(?:the )?(?:{_WEEKDAY}|tomorrow|\d)"
            r"(?!.*\b(?:best|better|ideal\w*|prefer\w*|possible|rather|would|suits?)\b))"
        ),
        r"\1 except ",
    ),
    (  # "the night before Christmas Eve"
        lazily(rf"\bthe (morning|afternoon|evening|night) (before|after) (?:the )?({_FEAST})\b"),
        r"the day \2 \3 \1",
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
    (  # "either one", "that one": no hour
        lazily(
            r"(?<!not )\b(either|any|whichever|which|that|each|every|another) 1\b"
            r"(?! (?:o clock|or|[ap] m|\d))"
        ),
        r"\1",
    ),
    (
        lazily(
            r"\b(?:any ?thing|any ?time) (?:at all )?(?:on )?"
            rf"((?:{_WEEKDAY}|tomorrow)) or (?=early|late|as early)"
        ),
        r"\1 otherwise ",
    ),
    (
        lazily(
            r"\bdo(?:es)? (?:you|ye|he|she|they) (?:do|work|have|open) (?:late )?"
            r"(?:evenings?|mornings?|nights?|week ?ends?|saturdays?|sundays?)"
            r" (?:because|cos|cause|as)\b"
        ),
        "so",
    ),
    (  # "two forty two twenty": the second begins where the first ends
        lazily(r"(?<!\d )\b([1-9]|1[0-2]) ([2-5])([1-9]) ((?:[0-5]0|[1-5]5))\b(?! \d)"),
        r"\1 \g<2>0 \3 \4",
    ),
    (
        lazily(rf"\b(and|or) ((?:on )?(?:{_WEEKDAY}|tomorrow)) the same\b(?! \w*day)"),
        r"\1 same time \2",
    ),
    (lazily(r"\bthe 1 \w\w day (?=(?:s|is) (?:done|over|behind))"), "~ "),
    (lazily(r"\b(?:and )?so (?:is|s) the day (?:before|after)\b"), "~"),
    (lazily(r"\b(?:off|after|on) nights\b|\bfor (?:the )?parents? (?:s )?evening\b"), "~"),
    (
        lazily(
            rf"\b(?:very )?early ((?:on )?(?:{_WEEKDAY}|tomorrow))(?= *$| (?:please|if|or)\b)"
            rf"|\b({_WEEKDAY}|tomorrow) (?:very )?early(?= *$| (?:please|if|or)\b)"
        ),
        r"\1\2 first thing",
    ),
    (  # "push it to three"
        lazily(
            r"\b((?:push|move|shift|bring|put|change|switch) (?:it|that|me|us)(?: back| forward"
            r"| out| on| over)?) to (\d{1,2})(?= *$| (?:\d\d|o clock|please|if|instead|on)\b)"
        ),
        r"\1 to at \2",
    ),
    (  # "at two, or if that's gone three"
        lazily(r"\bor if that (?:s|is) (?:already )?(?:gone|taken|full|booked)(?: then)?\b"),
        "otherwise",
    ),
    (  # "I'm never here on Tuesdays"
        lazily(
            r"\b(?:(?:i|we) (?:m|re|am|are) )?never (?:here|in|free|available|around|home)"
            rf" (?=(?:on )?(?:a )?(?:{_WEEKDAY})s?\b)"
        ),
        "not ",
    ),
    (lazily(rf"\b(or|and) all day (?:on )?({_WEEKDAY}|tomorrow)\b"), r"\1 \2 all day"),
    (  # "something's come up on Monday, I can do Tuesday"
        lazily(
            r"\bsomething (?:(?:s|has|is) )?(?:come|came|cropped) up (?:on |for )?"
            rf"(?:{_WEEKDAY}|tomorrow|today)\b"
        ),
        "~ so",
    ),
    (lazily(r"\b(?:in|within|over) the next (?:few|couple of) days\b"), "within 7 days"),
    (lazily(r"\b(?:in|within|over) the next couple of weeks\b"), "within 2 weeks"),
    (
        lazily(r"\b(?:at the )?(?:early|start of|beginning of) (?:in the new|next) year\b"),
        "early january",
    ),
)
