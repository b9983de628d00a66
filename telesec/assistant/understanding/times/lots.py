"""What becomes of a day or an hour that somebody names, and for which days an hour is meant."""

from enum import StrEnum
from typing import NamedTuple


class Lot(StrEnum):
    """Whether it is wished for, ruled out or only told: "mardi", "pas mardi", "né un mardi"."""

    WISHED = "w"
    RULED_OUT = "x"
    TOLD = "t"


Lots = tuple[Lot, ...]  # of all that a sentence names, in order


class Scope(StrEnum):
    """For which of several days an hour is meant."""

    AS_SAID = "s"  # as the words join them: "lundi ou mardi matin"
    OWN = "o"  # the day beside it: "lundi ou mardi, mais mardi seulement le matin"
    ALL = "a"  # every day: "lundi le matin ou mardi, pareil"


class Meaning(NamedTuple):
    """One way to understand a sentence."""

    lots: Lots
    scope: Scope = Scope.AS_SAID
