"""English turns of speech about time, and how the grammar of days would say them."""

import re

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.values.language import Language

_WEEKDAY = "|".join(WEEKDAYS[Language.EN])
_MONTH = "|".join(MONTHS[Language.EN])

_ORDER = r"(?: (?:st|nd|rd|th))?"

ENGLISH_TURNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        lazily(
            r"\b(?:(?:right |all the way )?(?:through to|through|thru)"
            r"|(?:right|all the way) (?:up )?(?:to|until|till))"
            rf"(?= (?:(?:the|to) )?(?:\d|{_WEEKDAY}))"
        ),
        "to",
    ),
    (
        lazily(
            rf"(?<!th of )\b(?:from |between )?({_MONTH}) (?:the )?(\d{{1,2}}){_ORDER}"
            r" (?:to|until|till|and)"
            rf" (?:\1 )?(?:the )?(\d{{1,2}})(?: (?:st|nd|rd|th)\b|(?! ?(?:\d|o clock|[ap] m)))"
        ),
        r"from the \2 th to the \3 th of \1",
    ),
    (
        lazily(
            rf"\b(?:(?:from|between) (?:{_WEEKDAY}) (?:the )?(\d{{1,2}}){_ORDER} (?:to|and|until"
            rf"|till)"
            rf"|(?:{_WEEKDAY}) (?:the )?(\d{{1,2}}){_ORDER} to)"
            rf" (?:{_WEEKDAY}) (?:the )?(\d{{1,2}}) (?:st|nd|rd|th)\b"
        ),
        r"from the \1\2 th to the \3 th",
    ),
    (
        lazily(
            r"\b(?:i|we) (?:m|re|am|are|work|teach|can t|can t do)(?: (?:working|busy|away|at work"
            r"|in work|on shift|booked(?: up)?|tied up|not (?:free|available|around)|out|flat out"
            r"|full|do|come|make|it|any|day|time|teaching))*"
            r"(?: (?:all week|every ?day|the whole week|the rest of the week|most days|all of it))?"
            r" (?:except|apart from|bar|other than|but not|excluding|besides)(?: for)?\b"
        ),
        "only",
    ),
    (
        lazily(
            rf"\b(?:s|is) (?:a )?(?:{_WEEKDAY}|(?:bank )?holiday) (?:and )?you (?:re"
            rf"|are) (?:shut|closed)"
            r"(?: aren t you)?\b"
        ),
        "i can t ~ so",
    ),
    (
        lazily(r"\b(?:on )?(?:(?:any |a |every |each )?week ?days?|working days?)\b"),
        "except saturday except sunday ~ ",
    ),
    (
        lazily(r"\bnot this week (?:but |so )?(?:the )?(?:next(?: 1| week)?|following)\b"),
        "next week",
    ),
    (
        lazily(r"\bnot next week (?:but |so )?the (?:(?:1|week) after|following)\b"),
        "the week after next",
    ),
    (
        lazily(
            rf"\bnot this ({_WEEKDAY}) (?:but )?the (?:1 after|next 1"
            rf"|following(?: 1)?)\b"
        ),
        r"\1 week",
    ),
    (
        lazily(r"\b(start|beginning|end|middle) of next(?= *$| or\b| please\b)"),
        r"\1 of next week",
    ),
    (
        lazily(r"\bbetween christmas and (?:the )?new year(?: s(?: day| eve)?)?\b"),
        "from 26 december to 31 december",
    ),
    (lazily(r"\bin the new year\b"), "from 2 january"),
    (
        lazily(
            r"(?<!past )(?<!half )(?<!to )(?<!of )(?<!\d )\b(?:at |around |about )?(\d{1,2})"
            r" or (\d{1,2})"
            r"(?= (?:on |o clock|in the "
            r"|tomorrow"
            rf"|today|{_WEEKDAY})| ?$)"
        ),
        r"at \1 or at \2",
    ),
    (
        lazily(
            r"(?<=[\dmk] )((?:oh |um |er |uh )*(?:no|sorry|i mean|make (?:that|it)|rather|wait"
            r"|actually|or rather|well)(?: (?:no|sorry|wait|i mean|make (?:that|it)|oh|say|rather"
            r"|let s say|actually|um|er|uh))*) (\d{1,2})(?: (\d\d))?(?= ?$| (?:please|if|would"
            r"|thanks|is|in|on|o clock|instead)\b)"
        ),
        r"\1 at \2 \3",
    ),
    (
        lazily(
            r"\b(?:(?:i|we|he|she) )?(?:(?:m|re|am|are|is|s|will|can) not|isn t|aren t|won t"
            r"|can t|cannot|couldn t|wouldn t)(?: (?:be|around|here|in|back|free|available|able"
            r"|to|come|make|it|there|home|do|anything|town|the|country|get|really|possibly|any"
            r"|earlier))* (?:before|until|till)\b"
        ),
        "not before",
    ),
    (
        lazily(
            r"\b(?:i|he|she|we) (?:m|s|re|am|is|are) on (?:earl(?:y|ies)|lates?|nights?|days?"
            r"|mornings|afternoons)(?: shifts?)?\b(?! (?:and|or|only))"
        ),
        "~",
    ),
    (lazily(r"\b(\d{1,2}) instead of (?:at )?\d{1,2}\b"), r"at \1"),
    (lazily(r"\b(so|then) (\d{1,2})(?= ?$| (?:please|would|on|for(?! \d))\b)"), r"\1 at \2"),
    (
        lazily(
            rf"(?<!\w )\b(?:at )?(\d{{1,2}}) (?:on )?({_WEEKDAY}|tomorrow|today)"
            r" (?=(?:is|s|would be) (?:too|a bit|no good))"
        ),
        r"\2 at \1 ",
    ),
    (
        lazily(
            r"(?<!the )(?<!my )(?<!number )(?<!\d )(?<!/)(?<!half )(?<!past )(?<!to )(?<!at"
            r" )(?<!after )"
            r"(?<!before )(?<!by )(?<!from )(?<!until )(?<!till )(?<!around )(?<!about )\b(1[0-2]"
            r"|[1-9])"
            r" (?=(?:is|s|would be|d be|works|suits|will"
            r" do) (?:fine|ok|okay|good|grand|great|better|perfect|best|possible|for me|me|lovely"
            r"|all right|alright|ideal)\b)"
        ),
        r"at \1 ",
    ),
    (lazily(rf"\bthis ({_WEEKDAY}) or (?:the )?next(?: \1\b| 1\b|(?! \w))"), r"\1 or \1 week"),
    (
        lazily(
            r"\b((?:the )?week of (?:the )?\w+(?: \w+){1,3}?) (?:\w+ )?(?:at|towards?|by) the"
            r" (start|beginning|middle|end) of the week\b"
        ),
        r"the \2 of \1",
    ),
    (lazily(r"\b(?:go|going|settle|aim|shoot) for (?=\d{1,2}\b(?! (?:st|nd|rd|th)))"), "at "),
    (
        lazily(
            rf"\b(?:rather than|instead of) (?:on )?(?:{_WEEKDAY}|tomorrow)(?: (?:morning|afternoon"
            r"|evening))?\b(?! i\b)"
        ),
        " ",
    ),
    (
        lazily(
            r"\b(can|could|ll|may) (?:do|manage|make) (\d{1,2})"
            r"(?= ?$| (?:or|on|and|but|if|at a push|please|no problem)\b)"
        ),
        r"\1 do at \2",
    ),
    (
        lazily(rf"\b((?:(?:not|nor) (?:on )?(?:{_WEEKDAY}) ){{2,}})(?=(?:on )?(?:{_WEEKDAY})\b)"),
        r"\1~ so ",
    ),
    (  # "except Wednesday next week": the week is wished for
        lazily(
            r"\b(except|apart from|bar|but not|excluding|other than)"
            rf" ((?:on )?(?:{_WEEKDAY})(?: morning| afternoon| evening)?) (next week|this week)\b"
        ),
        r"\3 \1 \2",
    ),
    (
        lazily(
            rf"\b((?:(?:not|nor|or) (?:on )?(?:{_WEEKDAY}) (?:but )?){{1,}})any other day"
            r"( next week| this week)?"
        ),
        r"\2 \1",
    ),
    (
        lazily(
            rf"\b(?:anything|any day|any ?time) but ((?:{_WEEKDAY})(?: morning| afternoon|"
            rf" evening)?)"
            r" (next week|this week)\b"
        ),
        r"\2 except \1",
    ),
    (lazily(r"\bback end of\b"), "end of"),
    (lazily(r"\bthis side of\b"), "before"),
    (
        lazily(
            r"\bthe day (before|after) (?:my|our|his|her|the) (?:\w+ ){1,2}(?:which is|which s"
            r"|that s"
            r"|that is) (?:on )?(?=the \d)"
        ),
        r"the day \1 ",
    ),
    (
        lazily(
            r"(?<!past )(?<!to )(?<!at )(?<!around )(?<!about )(?<!half )\b1"
            r" (?=(?:morning|afternoon|evening|day)\b)"
        ),
        "a ",
    ),
    (
        lazily(
            r"\b((?:half(?: past)?|quarter (?:past|to)) \d{1,2}) (?:to|till|until)"
            r" (?=\d{1,2}\b(?! (?:st|nd|rd|th))|half|quarter)"
        ),
        r"between \1 and ",
    ),
    (lazily(r"(?<!before )(?<!by )(?<!after )\b(?:on )?that day\b(?! *$)"), "~ so"),
    (lazily(r"\bwhile (?=(?:about |around |half |quarter )?(?:past |to )?\d|noon)"), "till "),
    (  # "as long as it's gone four"
        lazily(
            r"\b(?:it s |it is |when it s )?(?:just )?gone"
            r" (?=(?:half |quarter |\d+ )?(?:past |to )?(?:1[0-2]|[1-9])\b"
            r"(?! (?:st|nd|rd|th|days?|weeks?|months?|years?|hours?|minutes?|of)\b))"
        ),
        "after ",
    ),
    (
        lazily(r"\bin (?:exactly|precisely|roughly|maybe|just over|just under|like) (?=\d|an?\b)"),
        "in ",
    ),
    (
        lazily(r"\b(or else|otherwise|failing that|or maybe|or even) (\d{1,2})(?= ?$| please\b)"),
        r"\1 at \2",
    ),
    (
        lazily(
            rf"\b(?:the )?(\d{{1,2}}) (?:st|nd|rd|th) (?:of )?({_MONTH}) (?:a |on a )?({_WEEKDAY})"
            r"(?= ?$| (?:at|around|in|morning|afternoon|evening)\b)"
        ),
        r"\3 the \1 th of \2",
    ),
    (
        lazily(
            r"(?<!half )(?<!past )(?<!to )\b(\d{1,2}) or (?=(?:half|quarter (?:past|to)|\d+"
            r" (?:past|to))"
            r" \d{1,2}\b)"
        ),
        r"at \1 or ",
    ),
    (
        lazily(
            rf"(?<!at )(?<!around )(?<!about )(?<!half )(?<!past )(?<!to )(?<!till )(?<!until )"
            rf"(?<!before )(?<!after )\b1 (?=(?:{_WEEKDAY})\b)"
        ),
        " ",
    ),
    (
        lazily(
            r"(?<!or )\bif ((?:\w+ ){1,6}?)(?:s|is)(?: already)? (?:taken|gone|full|booked|not"
            r" free|no good|no use|busy|out|not possible"
            r"|not available)(?: then| so| how about| what about)?\b"
        ),
        r"\1otherwise",
    ),
    (
        lazily(
            r"\b(?:and )?if (?:(?:that s|it s|that is|it is) not|that isn t|it isn t) (?:possible"
            r"|available|free|an option)\b|\b(?:and )?if (?:that|it) (?:doesn t|won t) (?:work|suit"
            r"|do)\b"
        ),
        "otherwise",
    ),
    (lazily(rf"\b(?:{_WEEKDAY}) i (?:don t know|m not sure)(?: yet)?\b"), "~"),
    (lazily(r"\b(?:the |your )?last (?:appointment|slot) of the day\b"), "last thing"),
    (
        lazily(
            r"\b(any ?time|all day)((?: \w+){1,2}) but (?=(?:lunch|midday|noon|the"
            r" morning)\w*)"
        ),
        r"\1\2 except ",
    ),
    (
        lazily(
            rf"\b(?:i|we) (?:ll|will) (?:come|get) back to you(?: (?:next week|tomorrow|on|later"
            rf"|{_WEEKDAY}|next month|this week))*"
        ),
        "~",
    ),
    (lazily(r"\b(?:by|between now and) (?:the |this )?week ?end\b"), "before the week end"),
    (lazily(r"\b(?:any ?time )?between (?:now|today) and\b"), "by"),
    (
        lazily(
            r"\bnext week (?:(?:but|and|though|preferably) )?(?:towards?|at|near|nearer|in) the"
            r" (start|beginning|middle|end)(?: of (?:it|the week))?\b"
        ),
        r"the \1 of next week",
    ),
    (lazily(r"\bthis day (week|fortnight)\b"), r"today \1"),
    (
        lazily(
            r"\b(there|in|come|make it|down|round|to you) for (\d{1,2})\b(?!"
            r" (?:st|nd|rd|th|days?|weeks?"
            r"|hours?|minutes?))"
        ),
        r"\1 at \2",
    ),
    (
        lazily(
            rf"\b({_WEEKDAY}|tomorrow) (1[0-2]|[1-9])(?= ?$| (?:please|if|would|or|and|thanks|thank"
            r"|ideally|maybe)\b)"
        ),
        r"\1 at \2",
    ),
    (lazily(rf"\b(th of (?:{_MONTH})) (\d{{1,2}}) ([0-5]\d)\b(?! \d)"), r"\1 at \2 \3"),
    (lazily(r"\bby the end of the year\b"), "by 31 december"),
    (lazily(r"\bnot this 1\b"), "~"),
    (lazily(r"\bbefore the end\b(?! of (?:the|this) week\b)"), "by the end"),
    (
        lazily(
            r"\b(put|push|move|shift|postpone|delay|bring|change)(\w*(?: (?:it|that|this|us"
            r"|my \w+"
            r"|the \w+))?(?: off| back| on| out)?) (?:till|until)\b"
        ),
        r"\1\2 to",
    ),
    (
        lazily(
            r"\b(?:an? )?(?:morning|evening|night|early|afternoon) (?:person|owl|bird"
            r"|class(?:es)?"
            r"|school|shifts?|sickness|nurse|prayers?|mass|job|service|lark|riser|nap"
            r"|tablets?)\b"
        ),
        "~",
    ),
    (lazily(r"\b(?:a|one) month(?= (?:today|from))"), "1 month"),
    (lazily(r"\b(this (?:week|month) or next)\b(?! (?:week|month))"), r"\1 week"),
    (
        lazily(
            r"\bnot this week ?end (?:but )?the (?:1 after|following 1|following|next 1|next)\b"
        ),
        "the week end after next",
    ),
    (lazily(r"\b(?:1 |a )?quarter of an hour\b"), "15 minutes"),
    (lazily(r"\b(?:3 )quarters of an hour\b"), "45 minutes"),
    (lazily(r"\bwait (?:till|until)\b"), "or"),
    (
        lazily(
            r"\b(?:and )?so (?:are|is|s) ((?:the )?(?:\w+days?|mornings?|afternoons?|evenings?))\b"
            r"(?! (?:fortnight|week|any|all right|alright|ok|okay|possible|free|good|too|in the)\b)"
        ),
        r"and \1 too",
    ),
    (lazily(r"\b(?:before|by) the end of (?:the day|today)\b"), "today"),
    (lazily(r"\bdoes(?:n t| not) have to be (?:on )?(?=this|to|\w+day|the|next)"), "not "),
    (
        lazily(r"\b(between \w+(?: \d\d)? and \w+(?: \d\d)?) or (\d{1,2}) and (?=\d)"),
        r"\1 or between \2 and ",
    ),
    (
        lazily(
            rf"\b(early|late|mid) ((?:on )?(?:{_WEEKDAY}|tomorrow|today))"
            r" (morning|afternoon|evening)\b"
        ),
        r"\2 \1 \3",
    ),
    (lazily(r"\b(?:in the next|within the) hour\b"), "within 1 hour"),
    (lazily(r"\bin (\d+) (?:(?:or|to) )?(\d+) (days|weeks|months)\b"), r"in \1 \3 or in \2 \3"),
    (lazily(r"\btonight\b"), "this evening"),
    (lazily(r"\b(?:or )?if not\b"), "otherwise"),
    (lazily(r"\brather (?!than)((?:the )?\w+(?: \w+)?) than\b"), r"\1 except"),
    (
        lazily(
            r"(?<!back )(?<!forward )(?<!by )(?<!on )\b(?:in )?a couple of (days|weeks)(?: time)?\b"
            r"(?! (?:later|earlier|before|after|beforehand|afterwards))"
        ),
        r"in 2 \1",
    ),
    (lazily(r"\bin (?:about |around |roughly )?(?:a|one) (week|month)\b"), r"in 1 \1"),
    (lazily(r"\bin (?:about |around |roughly )?a fortnight\b"), "in 2 weeks"),
    (
        lazily(rf"\b({_WEEKDAY}) (or|and) (?!\1)({_WEEKDAY}) week\b(?! after)"),
        r"\1 week \2 \3 week",
    ),
    (lazily(r"\bafter the holidays\b"), "after new year s day"),
    (lazily(r"\bbefore the holidays\b"), "before christmas"),
    (
        lazily(
            rf"\b(the \d{{1,2}} (?:st|nd|rd|th)) (or|and) the (\d{{1,2}} (?:st|nd|rd"
            rf"|th)) of ({_MONTH})\b"
        ),
        r"\1 of \4 \2 the \3 of \4",
    ),
)
