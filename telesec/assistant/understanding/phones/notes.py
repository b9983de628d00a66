"""What is told about one group of a number: "le 22 y est deux fois", "après le 18 c'est 73"."""

from collections.abc import Sequence

from telesec.assistant.understanding.phones.dictation import (
    BREAK,
    CORRECTION,
    DENIED,
    IS,
    NOTE,
    REGRET,
    SIGNS,
    Group,
)
from telesec.assistant.understanding.text import any_listed, lazily, word_set

MOST_WORDS_BETWEEN = 8  # "le 22 il y est vraiment deux fois"
_LIKE = lazily(
    r"(?:(?:c est )?(?:comme|separement)"
    r"|(?:oui |voila |yes |that )?(?:c est|est|is|s) (?:bien )?"
    r"(?:juste|exact|correct|ca|normal|right|fine))\b"
)
_COUNTED = any_listed(r"""
    (?:deux|trois|2|3|two|three) (?:fois|times), twice, doubles?, doublee?s?, redouble\w*,
    repete[es]*, repeated, de suite, in a row
""")
_AFTER = word_set("apres derriere after following")
_THE = word_set("le les the")


def with_notes(groups: Sequence[Group], words: Sequence[str]) -> list[Group]:
    """``groups`` with signs where ``words`` only tell about one of them, or where it stands."""
    noted: list[Group] = []
    for at, group in enumerate(groups):
        if group.digits in SIGNS:
            noted.append(group)
        elif _counts_the_next(group, groups[at + 1 :], noted, words):
            noted.append(Group(NOTE, group.first, group.end))
        elif _says_where(group, noted, words):
            noted = _placed_after(group, noted, groups[at + 1 :])
        else:
            if not _is_spelled(group, noted) and _is_told_about(group, groups[at + 1 :], words):
                noted.insert(len(noted) - _told_with(group, noted), _sign(NOTE, group))
            noted.append(group)
    return noted


def _told_with(group: Group, before: Sequence[Group]) -> int:
    """How many groups right before it are said again with it: "33 15 c'est ça"."""
    first, found = group.first, 0
    for back, one in enumerate(reversed(before), 1):
        if one.digits in SIGNS or one.end != first:
            break
        first = one.first
        again = "".join(group.digits for group in before[len(before) - back :]) + group.digits
        found = back if again in _said(before[: len(before) - back]) else found
    return found


def _is_spelled(group: Group, before: Sequence[Group]) -> bool:
    """Whether it is the last of digits said one by one: what is told is told of them all."""
    last = before[-1] if before else None
    return (
        last is not None and last.end == group.first and len(group.digits) == len(last.digits) == 1
    )


def _is_told_about(group: Group, following: Sequence[Group], words: Sequence[str]) -> bool:
    """Whether it is said that the group stands there twice, or what it is like."""
    if _LIKE.match(" ".join(words[group.end : group.end + 5])):
        return True
    end = next((one.first for one in following if one.digits not in SIGNS), len(words))
    if end < len(words) and following and following[0].digits not in SIGNS:
        return False  # "33 deux fois 20"
    return bool(
        _COUNTED.search(" ".join(words[group.end : min(end, group.end + MOST_WORDS_BETWEEN)]))
    )


def _counts_the_next(
    group: Group, following: Sequence[Group], before: Sequence[Group], words: Sequence[str]
) -> bool:
    """Whether it counts, as in "les deux trente et un", or "les deux sont à moi"."""
    if group.digits not in {"2", "3"} or not group.first or words[group.first - 1] != "les":
        return False
    is_next = bool(following) and following[0].first == group.end
    told = following[0].digits if is_next and following[0].digits not in SIGNS else ""
    return not told or told * int(group.digits) in _said(before)


def _said(groups: Sequence[Group]) -> str:
    return "".join(one.digits for one in groups if one.digits not in SIGNS)


def _says_where(group: Group, before: Sequence[Group], words: Sequence[str]) -> bool:
    """Whether it stands in "après le 18", and 18 was said."""
    at = group.first - (words[group.first - 1] in _THE if group.first else 0)
    return at > 0 and words[at - 1] in _AFTER and group.digits in _said(before)


def _placed_after(place: Group, before: Sequence[Group], following: Sequence[Group]) -> list[Group]:
    """The groups ``before`` and what stands after the ``place``, said anew.

    "82, non, après le 70 c'est 28" goes back to 70; of a number that went on, 28 is only what
    follows 70, as in "non, 28 après le 70"; "deux zéros après le six" says nothing new.
    """
    said = [one for one in before if one.digits not in SIGNS]
    told = [one for one in following if one.digits not in SIGNS]
    if told:
        if any(one.digits == DENIED for one in following[:4]):  # "c'est 52, pas 62"
            return [*before, Group(BREAK, place.first, place.end)]
        if all(one.digits != IS for one in following[:2]):
            return [*before, place]
        went_on = _following(place.digits, said)
        if len(told) == 1 < len(went_on) and len(went_on[0]) == len(told[0].digits):
            return [*before, _sign(DENIED, place), place._replace(digits=went_on[0])]
        return [*before, _sign(CORRECTION, place), place]
    at = before.index(said[-1])
    corrects = any(one.digits in {CORRECTION, REGRET} for one in before[max(at - 2, 0) : at])
    went_on = _following(place.digits, said[:-1])
    if corrects and went_on and len(went_on[0]) == len(said[-1].digits):
        return [*before, _sign(DENIED, place), place._replace(digits=went_on[0])]
    note = _sign(NOTE, said[-1])
    return [*before[:at], note, *before[at:], Group(BREAK, place.first, place.end)]


def _following(digits: str, said: Sequence[Group]) -> list[str]:
    """What was said after the group with ``digits``; nothing where several have them."""
    found = [at for at, one in enumerate(said) if one.digits == digits]
    return [one.digits for one in said[found[0] + 1 :]] if len(found) == 1 else []


def _sign(sign: str, at: Group) -> Group:
    return Group(sign, at.first, at.first)
