"""What callers ask at the read-back instead of agreeing: "oui mais combien ça coûte"."""

import re

from telesec.assistant.conversation import Conversation
from telesec.assistant.corrections import asks_back
from telesec.assistant.facts import asked_fact, asked_hours
from telesec.assistant.matters import BY_THE_WAY, asks_of_the_house, told_intent
from telesec.assistant.understanding import plain
from telesec.values.language import Language

_YES_BUT = {
    Language.FR: re.compile(
        r"\W*(?:(?:oui|ouais|non|d['’ ]accord|ok|parfait|très bien|c['’ ]est (?:bien )?(?:ça|cela"
        r"|bon)|attendez|euh|mais|par contre|seulement|juste|et|alors|en fait|au fait|sinon)\W+)+",
        re.IGNORECASE,
    ),
    Language.EN: re.compile(
        r"\W*(?:(?:yes|yeah|no|ok|okay|perfect|fine|great|sure|that['’ ]?s (?:right|it|correct"
        r"|fine)|wait|er|well|but|only|just|and|so|by the way)\W+)+",
        re.IGNORECASE,
    ),
}
# Then it is the appointment that shall be another.
_CHANGES = re.compile(
    r"\b(?:autres?|autrement|chang\w*|corrig\w*|modif\w*|plus (?:tot|tard)|a la place|plutot"
    r"|others?|another|else|different|correct|earlier|later|sooner|instead|rather)\b"
)


def asked_beside(c: Conversation) -> str:
    """The question without the yes before it; empty where none is asked, or only for a change."""
    begins = _YES_BUT[c.language].match(c.words)
    rest = c.words[begins.end() :] if begins else c.words
    if not rest or _CHANGES.search(plain(rest)):
        return ""
    asks = asks_back(rest, c.language) or asks_of_the_house(rest, c.language, c.script.trade)
    by_the_way = told_intent(rest, c.language, c.script.trade) in BY_THE_WAY
    return rest if asks or by_the_way or asked_fact(c) or asked_hours(c) else ""
