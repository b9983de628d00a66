"""Lists of first names, surnames and ordinary words: what a word may be by itself."""

from functools import lru_cache
from importlib.resources import files

from telesec.assistant.understanding.text import word_set

PARTICLES = word_set(
    "de d du des le la l van von der den ten ter el al di da del della dos das do ben bin abu bou"
    " saint sainte st ait ould ibn mac mc nic mhic ui ni o n m"
)

TITLES = word_set("""
    madame monsieur mademoiselle mme mr mrs ms miss mx mister docteur doctor dr maitre frau herr
    lord lady professeur professor general colonel capitaine captain sergeant brigadier
""")


def first_names() -> frozenset[str]:
    """First names often given, plain."""
    return _listed("first_names")


def surnames() -> frozenset[str]:
    """Surnames often met, plain, without particles."""
    return _listed("surnames")


def ordinary_words() -> frozenset[str]:
    """Words of everyday speech, plain; some are surnames too."""
    return _listed("ordinary_words")


@lru_cache
def _listed(name: str) -> frozenset[str]:
    text = files(__package__).joinpath("data", f"{name}.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(" ".join(lines).split())
