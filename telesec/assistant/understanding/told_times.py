"""Days and hours that are named, but not wished for: "elle est née en mai", "I saw him on Monday".

No list of turns holds all that people tell beside a wish. So each mention of a day or an hour is
weighed by the words around it: is it wished for, does it keep the caller from coming, or is it
only told? What is surely told is left out, besides what the grammar knows to be no wish. The
weights were learnt from sentences with the times that a secretary would note (told_teaching.py).

Works on plain text with figures.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from telesec.assistant.understanding.calendar_words import MONTHS, WEEKDAYS
from telesec.assistant.understanding.judging import STEM, judged
from telesec.assistant.understanding.named_times import A_DAY, AN_HOUR
from telesec.assistant.understanding.text import lazily, word_set
from telesec.assistant.understanding.token_kinds import CANNOT, TIMES, Kind, kind_of
from telesec.values.language import Language

JUDGE = "times"
WISHED, BUSY, TOLD = "wished", "busy", "told"
# How likely it must be that a mention is told, before it is left out.
SURE = 0.8
SURE_BESIDE = 0.5  # when another one is surely no such mention
SURE_ALONE = 0.93  # when nothing else is named
WISHED_FOR = 0.15  # at most so likely to be told
SURELY_WISHED, SURELY_FREE = 0.06, 0.2  # so unlikely to be told, or to keep the caller busy
MOST_MENTIONS = 12  # more than that is no answer to "when"
BLANK = "~"

_GLUE_BETWEEN = 4  # words: "the 20 th at quarter past 2"
_WINDOW, _SPAN = 6, 8  # words on each side: by their place, and by their order
_FAR = 9  # words back to whoever does something
_SUBJECTS = {
    Language.FR: word_set("je j tu il elle on nous vous ils elles c ca qui"),
    Language.EN: word_set("i you he she we they it that who"),
}

# What points back to a time that was told: without it nothing would be left to point to.
_POINTS_BACK = {
    Language.FR: lazily(
        r"\b(?:ces? jours?|le jour meme|cette semaine la|meme (?:heure|jour|moment|semaine))\b"
    ),
    Language.EN: lazily(r"\b(?:th(?:at|ose) (?:days?|week|time|one)|same (?:time|day|week))\b"),
}

_BETWEEN, _AND = word_set("entre between"), word_set("et and")
_JOINED = _AND | word_set("ou or ni nor puis")
_NIGHTS = word_set("nuit nuits night nights")
_UP_TO = word_set("a au to till until jusqu")
_TO = {Language.FR: word_set("a au"), Language.EN: word_set("to")}

Shares = Mapping[str, float]  # how likely a mention is each of the three
LeaveOut = Callable[[str, str, Language], str]


class Mention(NamedTuple):
    """Words ``start`` to ``end`` (exclusive) that name a day, an hour, or both."""

    start: int
    end: int


def without_told_times(figured: str, wished: str, language: Language) -> str:
    """``wished``, which is what the grammar left of ``figured``, without what is surely told.

    Where the grammar left out what is surely wished for it misread the sentence: then everything
    is taken as it was said, without what is told.
    """
    tokens = figured.split()
    mentions = mentions_in(tokens, language)
    if not mentions or len(mentions) > MOST_MENTIONS or _POINTS_BACK[language].search(figured):
        return wished
    shares = _in_one_breath(
        tokens,
        mentions,
        [judged(JUDGE, features_of(tokens, mentions, at, language)) for at in range(len(mentions))],
    )
    several = len(mentions) > 1 and figured != wished
    if several and _misread(tokens, wished, mentions, shares):
        told = [m for m, share in zip(mentions, shares, strict=True) if share[TOLD] > SURE_BESIDE]
        return blanked(tokens, figured, told, language)
    told = [m for m in _surely_told(mentions, shares) if not _from_to(tokens, m, language)]
    left = blanked(tokens, wished, told, language)
    if _loses_its_day(left, wished, language):
        told = [one for one in told if not _names_a_day(tokens, one, language)]
        return blanked(tokens, wished, told, language)
    return left


def _in_one_breath(
    tokens: Sequence[str], mentions: Sequence[Mention], shares: Sequence[Shares]
) -> list[Shares]:
    """ "Mardi et mercredi" are both wished for, or none is: as likely told as the less likely."""
    found = list(shares)
    for at in range(1, len(mentions)):
        between = tokens[mentions[at - 1].end : mentions[at].start]
        if len(between) == 1 and between[0] in _JOINED:
            found[at] = min(found[at - 1], found[at], key=lambda share: share[TOLD])
    for at in reversed(range(1, len(mentions))):
        between = tokens[mentions[at - 1].end : mentions[at].start]
        if len(between) == 1 and between[0] in _JOINED:
            found[at - 1] = found[at]
    return found


def _misread(
    tokens: Sequence[str], wished: str, mentions: Sequence[Mention], shares: Sequence[Shares]
) -> bool:
    """Whether the grammar left out what is surely wished for."""
    places = places_of(tokens, wished.split())
    return any(
        share[TOLD] < SURELY_WISHED
        and share[BUSY] < SURELY_FREE
        and not any(at in places for at in range(*mention))
        for mention, share in zip(mentions, shares, strict=True)
    )


def _surely_told(mentions: Sequence[Mention], shares: Sequence[Shares]) -> list[Mention]:
    likely = [share[TOLD] for share in shares]
    return [
        mention
        for at, mention in enumerate(mentions)
        if likely[at] > _sure(likely[:at] + likely[at + 1 :])
    ]


def _loses_its_day(left: str, wished: str, language: Language) -> bool:
    """ "I have the vet at ten on Friday, so half eleven": the hour is of the day that was told."""
    hour, day = AN_HOUR[language], A_DAY[language]
    return bool(hour.search(left) and day.search(wished) and not day.search(left))


def _names_a_day(tokens: Sequence[str], mention: Mention, language: Language) -> bool:
    return bool(A_DAY[language].search(" ".join(tokens[slice(*mention)])))


def _from_to(tokens: Sequence[str], mention: Mention, language: Language) -> bool:
    """ "Mon rendez-vous du 13 au 6 avril": the first is told, the second is wished for."""
    own = tokens[slice(*mention)]
    turns = [at for at, word in enumerate(own) if word in _TO[language]]
    return any(
        any(kind_of(own, place, language) in TIMES for place in range(at))
        and any(kind_of(own, place, language) in TIMES for place in range(at + 1, len(own)))
        and _names_a_day(own, Mention(at, len(own)), language)
        for at in turns
    )


def _sure(others: Sequence[float]) -> float:
    if not others:
        return SURE_ALONE
    return SURE_BESIDE if min(others) < WISHED_FOR else SURE


def blanked(tokens: Sequence[str], wished: str, told: Sequence[Mention], language: Language) -> str:
    """``wished`` with a wave for each word that ``told`` mentions have among ``tokens``, and for
    what the grammar made of them: "je peux pas".
    """
    if not told:
        return wished
    left = wished.split()
    place_of = places_of(tokens, left)
    hidden: set[int] = set()
    for mention in told:
        places = [place_of[at] for at in range(*mention) if at in place_of]
        if places:
            hidden.update(places, ruled_out_at(left, places, place_of, language))
    return " ".join(BLANK if at in hidden else token for at, token in enumerate(left))


def ruled_out_at(
    left: Sequence[str], places: Sequence[int], place_of: Mapping[int, int], language: Language
) -> range:
    """Where "je peux pas", which nobody said, stands beside ``places``; nowhere: empty."""
    said = set(place_of.values())
    for start in (max(places[0] - 3, 0), places[-1] + 1, places[-1] + 2):
        own = range(start, start + 3)
        if list(left[start : start + 3]) == CANNOT[language] and not said.issuperset(own):
            return own
    return range(0)


def places_of(tokens: Sequence[str], left: Sequence[str]) -> dict[int, int]:
    """Where each of ``tokens`` stands in what is left of them; those left out are missing."""
    blocks = SequenceMatcher(None, tokens, left, autojunk=False).get_matching_blocks()
    return {block.a + n: block.b + n for block in blocks for n in range(block.size)}


def mentions_in(tokens: Sequence[str], language: Language) -> list[Mention]:
    """Every run of words for days and hours, with what holds them together, in order."""
    kinds = [
        Kind.HOUR if tokens[at] in _NIGHTS else kind_of(tokens, at, language)
        for at in range(len(tokens))
    ]
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        if kinds[at] not in TIMES:
            at += 1
            continue
        start, floor = at, found[-1].end if found else 0
        while start > floor and kinds[start - 1] is Kind.GLUE:
            start -= 1
        at = _end(tokens, kinds, at, language)
        found.append(Mention(start, at))
    return found


def _end(tokens: Sequence[str], kinds: Sequence[Kind], at: int, language: Language) -> int:
    """Where the mention ends that has its first time at ``at``; a second weekday is another one,
    but "de lundi à jeudi" and "entre huit et dix" are one each.
    """
    between = not _BETWEEN.isdisjoint(tokens[max(at - 2, 0) : at])
    a_weekday = tokens[at] in WEEKDAYS[language]
    end = at + 1
    for place in range(at + 1, len(kinds)):
        if tokens[place] in WEEKDAYS[language] and a_weekday and tokens[place - 1] not in _UP_TO:
            break
        between = between or tokens[place] in _BETWEEN
        a_weekday = a_weekday or tokens[place] in WEEKDAYS[language]
        if kinds[place] in TIMES:
            end = place + 1
        elif between and tokens[place] in _AND:
            between = False
        elif kinds[place] is not Kind.GLUE or place - end >= _GLUE_BETWEEN:
            break
    return end


def features_of(
    tokens: Sequence[str], mentions: Sequence[Mention], at: int, language: Language
) -> frozenset[str]:
    """What is weighed of one mention: its own words, those around it, and who does what."""
    start, end = mentions[at]
    signs = [_sign(token, language) for token in tokens]
    floor = mentions[at - 1].end if at else 0
    ceiling = mentions[at + 1].start if at + 1 < len(mentions) else len(tokens)
    own = signs[start:end]
    before, after = ["^^", "^", *signs[:start]], [*signs[end:], "$", "$$"]
    found = {f"is:{' '.join(own)}", f"begins:{own[0]}", f"ends:{own[-1]}"}
    found |= {f"in:{sign}" for sign in own}
    found |= {f"before {far}:{sign}" for far, sign in enumerate(before[: -_WINDOW - 1 : -1])}
    found |= {f"after {far}:{sign}" for far, sign in enumerate(after[:_WINDOW])}
    found |= {
        f"two before:{' '.join(before[-2:])}",
        f"two before+:{' '.join([*before[-2:], own[0]])}",
        f"three before:{' '.join(before[-3:])}",
        f"third before:{' '.join([*before[-3:-2], before[-1]])}",
        f"two after:{' '.join(after[:2])}",
        f"three after:{' '.join(after[:3])}",
        f"between:{before[-1]} {after[0]}",
    }
    found |= set(_told_around("before", signs[floor:start][-_SPAN:]))
    found |= set(_told_around("after", signs[end:ceiling][:_SPAN]))
    found |= {f"since:{sign}" for sign in signs[floor:start]}
    found |= {f"until:{sign}" for sign in signs[end:ceiling]}
    found |= {f"earlier:{sign}" for sign in signs[:floor]}
    found |= {f"later:{sign}" for sign in signs[ceiling:]}
    found |= set(_who(tokens, signs, start, language))
    found |= {
        f"place:{min(at, 3)}", f"of:{min(len(mentions), 4)}", f"last:{at == len(mentions) - 1}",
        f"far before:{min(start - floor, 6)}", f"far after:{min(ceiling - end, 6)}",
    }  # fmt: skip
    return frozenset(f"{language.value} {feature}" for feature in found) | {"always"}


def _told_around(side: str, signs: Sequence[str]) -> Iterator[str]:
    return (f"pair {side}:{one} {other}" for one, other in pairwise(signs))


def _who(tokens: Sequence[str], signs: Sequence[str], start: int, language: Language) -> set[str]:
    """Who does something before it, and what."""
    for place in range(start - 1, max(start - _FAR, -1), -1):
        if tokens[place] in _SUBJECTS[language]:
            does = [*signs[place + 1 : start], "$", "$"]
            return {
                f"who:{tokens[place]} {does[0]}",
                f"who does:{tokens[place]} {does[0]} {does[1]}",
                f"who far:{min(start - place, 5)}",
            }
    return {"who:nobody"}


def _sign(word: str, language: Language) -> str:
    """A word by what it is good for: any weekday is one, so is any number."""
    if word in WEEKDAYS[language]:
        return "<day>"
    if word[:-1] in WEEKDAYS[language]:
        return "<days>"
    if word in MONTHS[language] and word != "may":
        return "<month>"
    if word.isdigit():
        return "<number>"
    if word[0] in "@=":
        return "<clock>"
    return "<date>" if "/" in word else word[:STEM]
