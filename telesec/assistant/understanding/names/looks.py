"""A piece of what is said of a name, and what it may be by the lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from telesec.assistant.understanding.names.lists import (
    PARTICLES,
    first_names,
    ordinary_words,
    surnames,
)
from telesec.assistant.understanding.names.remarks import Remark
from telesec.assistant.understanding.names.words import Word
from telesec.assistant.understanding.text import word_set

_CLITICS = word_set("""
    vous moi toi nous lui leur le la les il elle on ils elles je tu y en ce ci t
""")
_VERB_ENDINGS = ("eriez", "iriez", "eraient", "iraient", "erions", "irions", "erait", "assiez")
HYPHEN = "tiret"  # said between two names: "Martin tiret Dubois"


@dataclass(frozen=True, slots=True)
class Unit:
    """One or several words that belong together.

    ``words`` are those of the name as heard, ``letters`` as spelled: "Fabre, F A B R E" is one
    unit. A ``remark`` tells how a name is written. ``noted``: "comme la fête" was said of it, or
    another thing that is left out.
    """

    words: tuple[Word, ...]
    letters: str = ""
    remark: Remark | None = None
    plain: str = field(default="")
    noted: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it was heard as a word."""
        return bool(self.words) and self.remark is None


def looks_of(unit: Unit) -> str:
    """What it may be by the lists: G a first name, S a surname, O an ordinary word ..."""
    if unit.remark:
        return "remark"
    if not unit.words:
        return "spelled"
    parts = unit.plain.split()
    if unit.letters:
        return _looks_of_spelled(parts)
    if len(parts) > 1:
        return _looks_of_hyphened(parts)
    one = parts[0]
    if one.isdigit():
        return "number"
    if len(one) == 1:
        return "letter"
    if one in PARTICLES:
        return "particle"
    pet = len(one) in {4, 6} and one[: len(one) // 2] * 2 == one  # Dédé, Jojo, Loulou
    looks = (
        "G" * (one in first_names() or pet)
        + "S" * (one in surnames())
        + "O" * (one in ordinary_words())
    )
    return looks or ("O" if _is_verb(unit) else "X")


def _is_verb(unit: Unit) -> bool:
    """ "Vous le passeriez": by its ending, in small letters."""
    verb = len(unit.plain) > 6 and unit.plain.endswith(_VERB_ENDINGS)
    return verb and unit.words[0].raw.islower()


def _looks_of_spelled(parts: Sequence[str]) -> str:
    """What is spelled is a name, even when it is an ordinary word too."""
    one = parts[-1]
    if len(parts) > 1:
        return "X"
    return "G" * (one in first_names()) + "S" * (one in surnames()) or "X"


def _looks_of_hyphened(parts: Sequence[str]) -> str:
    if parts[-1] in _CLITICS:  # "rassurez-vous"
        return "O"
    if all(part in ordinary_words() or len(part) == 1 for part in parts):
        named = all(part in first_names() or part in surnames() for part in parts)
        return "hyphened GO" if named else "O"
    if len(parts[0]) == 1:
        return "X"
    if parts[0] in first_names() and parts[-1] in first_names():
        return "hyphened G"
    return "hyphened X"
