"""How much is tried: a part on a desk, all of it in the full run."""

import os
from collections.abc import Sequence
from typing import TypeVar

# The run that leaves nothing out: .ci/run asks for it.
FULL = os.environ.get("TELESEC_TEST_NO_SKIP") == "1"


Thing = TypeVar("Thing")


def examples(full: int) -> int:
    """How many examples hypothesis makes up of so many, anew each time."""
    return full if FULL else -(-full // 3)


def some(full: Sequence[Thing]) -> Sequence[Thing]:
    """Every third of them, always the same ones."""
    return full if FULL else full[::3]


def rounds(desk: int, full: int) -> int:
    """How often the same is done again."""
    return full if FULL else desk
