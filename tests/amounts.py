"""How much is tried: a part on a desk, made up anew each time; all of it in the full run."""

import os

# The run that leaves nothing out: .ci/run asks for it.
FULL = os.environ.get("TELESEC_TEST_NO_SKIP") == "1"


def examples(full: int) -> int:
    """How many examples hypothesis makes up of so many."""
    return full if FULL else -(-full // 3)
