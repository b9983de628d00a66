"""What becomes of a day or an hour that somebody names."""

from enum import StrEnum


class Lot(StrEnum):
    """Whether it is wished for, ruled out or only told: "mardi", "pas mardi", "né un mardi"."""

    WISHED = "w"
    RULED_OUT = "x"
    TOLD = "t"


Lots = tuple[Lot, ...]  # of all that a sentence names, in order
