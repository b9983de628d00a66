"""English subjects and their verbs, and what is told by them: "I've got the vet", "he fell".

What may be wished for is said with few verbs (to come, to suit, to prefer); what people do
instead with any. So a verb that is not among these few keeps its subject busy.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from telesec.assistant.understanding.text import lazily, word_set
from telesec.assistant.understanding.times.calendar_words import WEEKDAYS
from telesec.assistant.understanding.times.verb_roles import Role, Said
from telesec.values.language import Language

_PRONOUNS = word_set("i he she we they you")
_DETERMINERS = word_set("my our his her their the your a an somebody someone nobody")
_ADVERBS = word_set(
    "just only also still already always usually really actually probably normally definitely"
    " unfortunately both all even never not currently then now"
)
_NOT = word_set("not never t")
_NOT_NOUNS = word_set(
    "week weekend morning afternoon evening day next first last same end start beginning middle"
    " earliest soonest one monday tuesday wednesday thursday friday saturday sunday sooner month"
    " fortnight couple few other only"
)

_PAST_BE = word_set("was were")
_WISHED_ING = word_set("wondering hoping thinking looking after calling ringing phoning trying")
_FREE_BE = lazily(
    r"(?:free|available|around|home|about|open|easy|flexible|good|fine|happy|in(?= (?:all|on"
    r"|till|until|from|after|before|most|any|town|tomorrow|today|every|both|the (?:morning"
    r"|afternoon|evening|house|area|office|shop)|and|so|but|if|then|for|around|about|at|no|there|myself"
    r"|mornings|afternoons|evenings|between|~|\w+day|next|this|need|dire|charge|touch)\b|$)|off\b|retired"
    r"|working (?:from|at) home|back\b|here|there|ready|done|at home|calling|ringing|phoning"
    r"|hoping|looking|after\b|trying"
    r"|thinking|wondering|coming|able|sure|sorry|afraid|asking|not (?:fussy|fussed|bothered|sure)"
    r"|parking|outside|round the|around the|nearby|on my way|down the road|local|in the area"
    r"|bringing|popping|driving over|insisting|wanting|needing|up for|game|yours|all yours"
    r"|supposed to (?:see|have|come back)"
    r"|to come)"
)
_AWAY_BE = lazily(
    r"(?:busy|away|out\b|at\b|abroad|working|teaching|on\b|booked up|tied up|in\b|\w+ing\b|off to"
    r"|asleep|unavailable|not (?:in|here|around|free|available|able)|full\b|closed|shut|stuck"
    r"|flat out)"
)
_FREE_THINGS = lazily(
    r"(?:\w+ ){0,3}(?:gap|slot|window|availability)\b|(?:a |an |some |any |the |my |plenty of "
    r"|all |loads of |no |nothing|anything|something|more"
    r" )*(?:time\b|free|availability|gap|slot|day off|morning off|afternoon off|days? free"
    r"|preference|choice|nothing|anything|something|opening|morning|afternoon|evening|day"
    r"|diary|calendar|flexibility|window|monday|tuesday|wednesday|thursday|friday|saturday|sunday|idea|question"
    r"|half hour|half an hour|hour|chance|look|all day|all morning)"
)
_PAINS = lazily(
    r"(?:a |an |some |this |really |very |bad |terrible |awful |such )*(?:pain|ache|toothache"
    r"|headache|temperature|fever|cough|leak|problem|lump|rash|cold|sore|infection|backache"
    r"|emergency|burst|blocked|broken|flood|bit of)"
)
_BOOKED = lazily(r"(?:an? |my |already )*(?:appointment|booking)\b")
_ELSEWHERE = lazily(r"appointment (?:at (?:the|my)|with my)\b")
_WISH_PAST = word_set("wanted wondered thought hoped needed would d preferred liked meant")
_IRREGULAR_PAST = word_set("""
    had did went came saw fell rang broke got paid sent told said gave took left lost found bought
    felt heard began started met spoke wrote ate drank slept woke hurt let made kept sat stood
    forgot brought caught sold drove flew threw ran bit burnt cut spilt slipped
""")
_TO_WISH = word_set("""
    can could may might would will shall should need want like prefer love think guess suppose mean
    hope wonder reckon come say go know see do have mind appreciate believe see make try pick take
    bring understand get fancy imagine expect live remember hold look pop nip call ring phone find
    start finish leave finishes leaves starts gets comes wants needs likes prefers says thinks leave
    hear promise bet insist insists require requires
    lie stay wait stop seem sounds suits works matters looks seems depends fits d
    ll m re ve s am is are has had t cannot book bleed hurt
""")
_WILL = word_set("ll will shall d would could might can should")
_CALLS_BACK = lazily(
    r"(?:(?:call|ring|phone|try|get)(?: you| him| her)?(?: back| again)\b"
    r"|(?:call|ring|phone)(?: you)?(?: on)? (?:later|tomorrow|next week|monday|tuesday|wednesday"
    r"|thursday|friday|saturday)\b)"
)
_BUSY_DOING = lazily(
    r"(?:be (?:away"
    r"|at(?! (?:the |my |our |her |his )?(?:house|home|flat|property|apartment|place)\b)"
    r"|in (?:court|hospital|surgery|work|class)|on|working|out|busy|teaching|abroad"
    r"|driving|flying|travelling|off to)|work\b|have (?:to|got to) (?!come|see)"
    r"|have (?:the|my|a|an) (?!appointment|look|chance|word|slot|go|free|choice|morning|afternoon"
    r"|day|preference)\w+|teach|collect|drop(?! (?:in|by|round|over)\b)|go to work)"
)
_HAVE_TO = lazily(
    r"to (?!come|see|say|be (?:seen|\w+ed|done|sent|ready|before|after|before|fixed|paid)|have"
    r"|book|make|get (?:it|this|seen|in)|ask)"
)


def said_at(tokens: Sequence[str], at: int) -> Said | None:
    """A subject at ``at`` with its verb, and what they make of times; None when there is none."""
    if tokens[at] in _PRONOUNS:
        if at and tokens[at - 1] in _INVERTED:
            return _asked(tokens, at)
        if at and tokens[at - 1] == "if" and tokens[at] in {"you", "they", "he", "she"}:
            return Said(min(at + 2, len(tokens)), Role.WISH)  # "if you had anything"
        said = _role(tokens, at + 1, tokens[at])
        when = said and at and tokens[at - 1] in {"when", "once"} and said.role is Role.BUSY
        return replace(said, role=Role.WISH) if said and when else said
    if tokens[at] in {"it", "that", "there", "this"}:
        return _that(tokens, at)
    if tokens[at] in _DETERMINERS:
        return _noun(tokens, at)
    if tokens[at] == "s" and at and tokens[at - 1] in WEEKDAYS[Language.EN]:
        taken = _SOMETHING_ELSE.match(" ".join(tokens[at + 1 : at + 3]))
        return Said(at + 1, Role.BUSY) if taken else None
    return None


# "Wednesday's the kids"; not "Wednesday's the best day".
_SOMETHING_ELSE = lazily(
    r"(?:the|my|our|his|her) (?!best|only|day|one|better|easiest|ideal|1|\d|most|first|last"
    r"|next)\w+"
)


_INVERTED = word_set("could can would will do are is does might may shall should am have has had")


def _asked(tokens: Sequence[str], at: int) -> Said:
    """ "Could I", "is he": a question wishes, up to and with its verb."""
    return Said(min(at + 2, len(tokens)) if tokens[at - 1] not in _BE else at + 1, Role.WISH)


_BE = word_set("am is are")


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb at its place: what follows its adverbs at ``at``, and whether it is denied."""

    word: str
    subject: str
    rest: str
    at: int
    denied: bool

    def means(self, role: Role) -> Said:
        return Said(self.at, role)


def _role(tokens: Sequence[str], verb: int, subject: str) -> Said | None:
    while verb < len(tokens) and tokens[verb] in _ADVERBS and tokens[verb] not in _NOT:
        verb += 1
    if verb >= len(tokens):
        return None
    at = verb + 1
    while at < len(tokens) and (tokens[at] in _ADVERBS or tokens[at] in _NOT):
        at += 1
    denied = any(token in _NOT for token in tokens[verb + 1 : at])
    said = _Verb(tokens[verb], subject, " ".join(tokens[at : at + 6]), at, denied)
    for words, reads in _READINGS:
        if said.word in words:
            return reads(said)
    return _plain_verb(said)


def _plain_verb(said: _Verb) -> Said | None:
    """Of no auxiliary: "I pick the kids up", "we flooded", "I'd call again"."""
    if _ENDS.match(f"{said.word} {said.rest}") and said.subject == "it":
        return said.means(Role.TOLD)
    if _MEDICINE.match(f"{said.word} {said.rest}"):
        return said.means(Role.TOLD)
    if said.rest.startswith(("from home", "at home")):
        return said.means(Role.WISH)
    word = said.word
    if word in _IRREGULAR_PAST or (re.fullmatch(r"\w{2,}ed", word) and word not in _NO_PAST):
        return said.means(Role.WISH if said.rest.startswith(_TO_COME) else Role.TOLD)
    if _CALLS_BACK.match(f"{word} {said.rest}") and said.subject in {"i", "we"}:
        return said.means(Role.TOLD)
    if word == "starts" and _SCHOOL.search(said.rest):
        return said.means(Role.TOLD)
    own_round = said.subject in {"he", "she"} and word in {"starts", "leaves", "finishes"}
    if word in _TO_WISH | _NO_PAST and not own_round:
        return said.means(Role.WISH)
    return said.means(Role.BUSY) if _is_verb(word, said.subject) else None


_SCHOOL = lazily(r"\b(?:school|college|university|uni|nursery|reception|job|work) on\b")
_MEDICINE = lazily(
    r"takes? (?:my |his |her |the )?(?:\w+ )?(?:tablets?|pills?|medicine|medication)"
)
_ENDS = lazily(r"(?:runs? (?:out|to|until|till)|expires?|ends?|finishes on|lasts?)\b")
_NO_PAST = _WISH_PAST | word_set("need feed speed won shan needn couldn")
_TO_COME = ("to come", "to see", "me to come", "i should come", "to have")


def _was(said: _Verb) -> Said:
    wished = said.rest.partition(" ")[0] in _WISHED_ING and said.subject in {"i", "we"}
    return said.means(Role.WISH if wished else Role.TOLD)


def _does_not(said: _Verb) -> Said:
    return said.means(Role.FREE if said.rest.startswith(("work", "teach")) else Role.WISH)


def _did_not(said: _Verb) -> Said:
    got = said.word == "haven" and said.rest.startswith("got ")
    return said.means(Role.WISH if got else Role.TOLD)


def _is_verb(word: str, subject: str) -> bool:
    if not word.isalpha() or len(word) < 2:
        return False
    return subject != "you" and word not in _NO_VERBS


_NO_VERBS = word_set(
    "before after about by until till from around between or on at in for to from the a and or"
    " but so all both no not please if too as"
)


def _be(said: _Verb) -> Said:
    rest = said.rest
    if re.match(r"(?:in with|booked in|down for|due in|seeing (?:you|the doctor|dr))\b", rest):
        return said.means(Role.TOLD)
    been = re.match(r"(?:been|\w{3,}ed|gone|fallen|broken|had|got)\b", rest)
    if re.match(r"(?:got|been|had)\b", rest):
        return _have(said)  # "he's got swimming", "she's been ill"
    if _FREE_BE.match(rest) or said.subject == "you":
        return said.means(Role.WISH)
    if _AWAY_BE.match(rest) and not been:
        return Said(said.at + 1, Role.FREE if said.denied else Role.BUSY)
    return said.means(Role.WISH)


def _have(said: _Verb) -> Said:
    rest, at = said.rest, said.at
    if re.search(r"^(?:booked|taken|got) (?:\w+ ){1,4}off\b", rest):
        return Said(at + 1, Role.WISH)  # "I've taken Friday afternoon off"
    if rest.startswith("got "):
        rest, at = rest[4:], at + 1
    elif re.match(r"(?:been|had|\w{3,}(?:ed|en)|lost|found|sent|paid|done|told|said)\b", rest):
        return Said(at + 1, Role.TOLD)
    if re.match(r"(?:you|me|us|him|her) (?:down|in|booked)\b", rest):
        return Said(at, Role.TOLD)
    if _ELSEWHERE.search(rest):
        return Said(at, Role.BUSY)
    if re.match(r"(?:next|this|on|only|just|tomorrow|today|until|till)\b", rest):
        return Said(at, Role.WISH)  # "all I've got next week is Tuesday"
    if not rest or _BOOKED.match(rest) or _FREE_THINGS.match(rest) or _PAINS.match(rest):
        return Said(at, Role.WISH)
    if rest.startswith("to "):
        return Said(at, Role.BUSY if _HAVE_TO.match(rest) and not said.denied else Role.WISH)
    if said.subject == "you" or rest[0].isdigit():
        return Said(at, Role.WISH)
    return Said(at, Role.FREE if said.denied else Role.BUSY)


def _will(said: _Verb) -> Said:
    if said.denied and re.match(r"(?:get through|reach|get hold)\b", said.rest):
        return said.means(Role.TOLD)
    if said.denied and re.match(r"(?:come|make it|be able to (?:come|make))\b", said.rest):
        return said.means(Role.BUSY)
    if _CALLS_BACK.match(said.rest):
        return said.means(Role.TOLD)
    if _BUSY_DOING.match(said.rest) and not said.denied:
        return Said(said.at + 1, Role.BUSY)
    return said.means(Role.WISH)


_READINGS: tuple[tuple[frozenset[str], Callable[[_Verb], Said]], ...] = (
    (word_set("m am is s re are"), _be),
    (word_set("ve have has"), _have),
    (_WILL | {"won", "cannot"}, _will),
    (_PAST_BE, _was),
    (word_set("don doesn"), _does_not),
    (word_set("didn wasn weren hadn haven hasn"), _did_not),
)


def _that(tokens: Sequence[str], at: int) -> Said | None:
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    if following in _PAST_BE | {"happened", "started", "began", "broke"}:
        return Said(at + 2, Role.TOLD)
    if following in {"s", "is"} and _SOMETHING_ELSE.match(" ".join(tokens[at + 2 : at + 4])):
        return Said(at + 3, Role.BUSY)  # "that's my mother's birthday"
    verbs = {"s", "is", "would", "ll", "d", "has", "can", "could", "needs", "suits", "works"}
    return Said(at + 2, Role.WISH) if following in verbs else None


def _noun(tokens: Sequence[str], at: int) -> Said | None:
    """A noun of up to three words and a verb that can be no noun."""
    if at + 2 >= len(tokens) or tokens[at + 1] in _NOT_NOUNS or tokens[at + 1].isdigit():
        return None
    for verb in range(at + 2, min(at + 6, len(tokens))):
        word = tokens[verb]
        full = word in _WEEKDAYS and tokens[verb + 1 : verb + 2] == ["s"]  # "my diary, Monday's"
        if full or word in _PRONOUNS or word in {"and", "or", "so", "but", "for", "if"}:
            return None
        if _ON_ITS_OWN.match(" ".join(tokens[verb : verb + 2])):
            return Said(verb + 1, Role.TOLD)
        if _ENDS.match(" ".join(tokens[verb : verb + 2])):
            return _role(tokens, verb, "it")
        if word in _NOUNS_DO or (
            word in _IRREGULAR_PAST
            and (
                word not in {"left", "cut"}
                or tokens[verb + 1 : verb + 2] in (["on"], ["in"], ["at"])
            )
        ):
            return _role(tokens, verb, "he")
        if re.fullmatch(r"\w{3,}ed", word) and _to_be_done(tokens, at, verb):
            return None
        if re.fullmatch(r"\w{3,}ed", word) and tokens[verb - 1] not in _DETERMINERS:
            return _role(tokens, verb, "he")
    return None


def _to_be_done(tokens: Sequence[str], at: int, verb: int) -> bool:
    """ "I need the deed signed", "the card must be stamped"."""
    return tokens[verb - 1] == "be" or (at > 0 and tokens[at - 1] in _WANT)


_WANT = word_set("need needs want wants like get have having getting needed wanted")
_WEEKDAYS = frozenset(WEEKDAYS[Language.EN])
# "My train gets in at two", "the invoice is dated": things, no wishes.
_ON_ITS_OWN = lazily(
    r"(?:gets in|arrives|lands|departs|(?:is|s|was|are) (?:on|at|valid|good|dated|due|planned"
    r"|scheduled|arranged"
    r"|booked|paid"
    r"|signed|expected|listed|fixed|set|down))\b"
)
_NOUNS_DO = word_set("""
    was were has is s had did didn goes went came works finishes starts plays leaves gets does
    wants
    said told says
""")
