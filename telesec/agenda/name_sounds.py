"""Names as they sound: whether two spellings may be one name that a recogniser wrote twice.

Stricter than names.is_alike(), for here a brother and a sister must not become one person.
"""

import re
from difflib import SequenceMatcher

from telesec.agenda.names import ALIKE, parts_of

# How French says what is written, roughly and without accents; one after another. Capitals are
# sounds that no single letter writes.
_SOUNDS = tuple(
    (re.compile(written), said)
    for written, said in (
        (r"ph", "f"),
        (r"th", "t"),
        (r"s?ch|sh", "C"),
        (r"gn", "N"),
        (r"(?<=[aeiouy])s(?=[aeiouy])", "z"),
        (r"c(?=[eiy])", "s"),
        (r"ge(?=[ao])|g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"c?k|qu?|c", "k"),
        (r"bv|w", "v"),
        (r"h", ""),
        (r"e?au", "o"),
        (r"ou", "U"),
        (r"o[iy]", "wa"),
        (r"(?:[ae]i|[iy])[nm](?![aeiouynm])|u[nm](?![aeiouynm])", "I"),
        (r"[ae][nm](?![aeiouynm])", "A"),
        (r"o[nm](?![aeiouynm])", "O"),
        (r"[ae][iy]|(?<=[a-zA-Z]{2})e[rzt]$", "e"),
        (r"oe?u|eu", "E"),
        (r"([a-zA-Z])\1+", r"\1"),
        (r"y|ie$", "i"),
        (r"[dtpsxz]+$", ""),
        (r"e+$", ""),
    )
)

_END = re.compile(r"(?<=[aiouy])[se]+$")


def is_heard_alike(one: str, other: str, *, same_birth: bool = False) -> bool:
    """Whether both may be one person's name, misheard in one part: Dupont and Dupond, Ben Ali and
    Benali. Not Louis and Louise, nor Julie and Julien; nor, unless both were born on the same day,
    Michel and Michèle or Luca and Lucas, who sound the same.
    """
    first, second = parts_of(one), parts_of(other)
    if sorted(first) == sorted(second) or (first and "".join(first) == "".join(second)):
        return True
    left = [part for part in first if part not in second]
    right = [part for part in second if part not in first]
    if len(first) != len(second) or (len(left), len(right)) != (1, 1) or len(first) == 1:
        return False
    return _is_one_part(*left, *right, same_birth=same_birth)


def _is_one_part(one: str, other: str, *, same_birth: bool) -> bool:
    if sound_of(one) == sound_of(other):
        his, hers = sorted((one, other), key=len)
        return same_birth or not (_is_her_form(his, hers) or _is_of_one_stem(his, hers))
    return (
        same_birth
        and SequenceMatcher(None, one, other).ratio() >= ALIKE
        and _differ_before_the_end(one, other)
    )


def sound_of(part: str) -> str:
    """One word of a name, as parts_of() has it, as it sounds: the same for Lefèvre and Lefebvre."""
    for written, said in _SOUNDS:
        part = written.sub(said, part)
    return part


def _is_her_form(his: str, hers: str) -> bool:
    """Whether the one is a woman's form of the other: René and Renée, Joël and Joëlle."""
    forms = {his + "e", his + his[-1:] + "e", his.removesuffix("y") + "ie"}
    return hers in forms or (his.endswith("c") and hers == his[:-1] + "que")


def _is_of_one_stem(one: str, other: str) -> bool:
    """Whether they differ only in an end that may be silent: Alexis and Alexie, Luca and Lucas."""
    return _END.sub("", one) == _END.sub("", other)


def _differ_before_the_end(one: str, other: str) -> bool:
    """Whether they differ before the end: names of brothers and sisters often do so only there."""
    first = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    return first is not None and first < min(len(one), len(other)) - 1
