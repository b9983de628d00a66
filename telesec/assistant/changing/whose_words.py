"""Words that tell whose appointment is meant: "annulez le mien", "my husband can't come". Pure."""

import re

from telesec.assistant.booking.whom_words import ONESELF, SOMEBODY, Whom, kin_of, told_whom
from telesec.assistant.understanding import plain
from telesec.assistant.understanding.relatives import CHILD
from telesec.assistant.understanding.times.calendar_words import WEEKDAY
from telesec.values.language import Language

_NOT_THAT = re.compile(
    r"\b(?:pas|not) (?:le mien|mine|(?:celui|le rendez vous|le rdv) (?:de|d) \w+ \w+|my \w+ s)\b"
)
_MINE = re.compile(
    r"\b(?:le mien|la mienne|mine|(?:pour|for) (?:moi|me|myself)|(?:rendez vous|rdv|celui) a moi"
    r"|my own)\b"
)
# Of what was made for somebody else these may be said too.
_LIKELY_MINE = re.compile(
    r"\b(?:mon (?:\w+ )?(?:rendez vous|rdv)|ma (?:consultation|seance|visite)"
    r"|my (?:\w+ )?(?:appointment|booking|visit|session)"
    r"|je (?:ne )?(?:peux|pourrai|viens|viendrai|serai)|i (?:can ?t|cannot|won t|will not|m not))\b"
)
_DOES_NOT_COME = re.compile(
    r"^ (?:\w+ ){0,2}?(?:(?:ne )?(?:vient|viendra|va|sera) (?:pas|plus)\b"
    r"|(?:ne )?(?:peut|pourra|veut|va) (?:pas|plus) (?:y )?(?:venir|aller|etre)\b"
    rf"|(?:ne )?(?:peut|pourra|veut) (?:pas|plus)(?= (?:finalement|en fait|demain"
    rf"|{WEEKDAY[Language.FR]})\b|$)|(?:n en|en) a (?:pas|plus) besoin\b"
    r"|(?:can ?t|cannot|won t|will not|is not|isn t|s not|couldn t) (?:be )?"
    r"(?:come|coming|make|attend|going|go|able)\b"
    r"|(?:doesn t|does not) (?:need|want)\b|(?:can ?t|cannot)(?= (?:after|on|actually)\b|$))"
)
# "Mon mari a rendez-vous quand ?", "does Mrs Lowe have an appointment"
_HAS_ONE = (
    r" (?:il |elle |he |she )?(?:a|ont|has|have|s|got)(?: bien| deja| toujours| got)?"
    r" (?:une? |an? |his |her |their )?(?:rendez vous|rdv|appointment|visit|session|consultation)\b"
)
_THEY_HAVE_ONE = re.compile(rf"^(?: \w+){{0,2}}?{_HAS_ONE}")
_SOMEBODY_HAS_ONE = re.compile(
    rf"\b(?:madame|monsieur|mme|mlle|mr|mrs|ms|miss)(?: \w+){{1,2}}?{_HAS_ONE}"
)


def whose_is_meant(words: str) -> Whom | None:
    """Whose appointment is spoken of, where that is said for sure; None where it is not."""
    said = _NOT_THAT.sub("", plain(words))
    if _MINE.search(said):
        return Whom(ONESELF)
    return told_whom(said) or _of_whom_it_is_told(said)


def _of_whom_it_is_told(said: str) -> Whom | None:
    """Who does not come, or has one."""
    for kin, rest in kin_of(said):
        if _DOES_NOT_COME.search(rest) or _THEY_HAVE_ONE.search(rest):
            return Whom(kin)
    return Whom(SOMEBODY) if _SOMEBODY_HAS_ONE.search(said) else None


def may_be_ones_own(words: str) -> bool:
    """Whether it is called one's own: "mon rendez-vous", "je ne viendrai pas"."""
    return bool(_LIKELY_MINE.search(plain(words)))


def is_of(kin: str, known: str) -> bool:
    """Whether what was made for ``known`` is meant by ``kin``; no adult is meant by a child."""
    if kin == known or ONESELF in {kin, known}:
        return kin == known
    return SOMEBODY in {kin, known} or (_is_a_child(kin) and _is_a_child(known))


def _is_a_child(kin: str) -> bool:
    return bool(_CHILD.match(kin))


_CHILD = re.compile(rf"(?:{CHILD}|petite?s?|little \w+)$")
