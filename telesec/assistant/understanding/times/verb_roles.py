"""What a verb makes of the days and times beside it."""

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """Whether a clause wishes, or tells of something else."""

    WISH = "wish"  # to come, to suit, to prefer; and whatever is not understood
    FREE = "free"  # "je ne travaille pas": as good as a wish
    BUSY = "busy"  # what keeps somebody from coming
    TOLD = "told"  # what was, what others said, what is booked


@dataclass(frozen=True, slots=True)
class Said:
    """A subject and its verb were read up to token ``end`` (exclusive)."""

    end: int
    role: Role
