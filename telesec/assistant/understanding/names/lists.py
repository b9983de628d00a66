"""Lists of first names, surnames, ordinary words and places: what a word may be by itself."""

from functools import lru_cache

from telesec.assistant.understanding.stored import stored
from telesec.assistant.understanding.text import word_set

PARTICLES = word_set(
    "de d du des le la l van von der den ten ter el al di da del della dos das do ben bin abu bou"
    " los las saint sainte st ait ould ouled ibn mac mc nic mhic ui ni o n m"
)

TITLES = word_set("""
    madame monsieur mademoiselle mme mlle mr mrs ms miss mx mister docteur doctor dr maitre frau
    herr lord lady professeur professor general colonel capitaine captain sergeant brigadier
    sergent adjudant commandant lieutenant pc dc constable inspector reverend rev councillor prof
    garda corporal caporal inspecteur cllr sgt abbe chanoine baroness rabbi rabbin
""")


def first_names() -> frozenset[str]:
    """First names often given, plain."""
    return _listed("first_names")


def surnames() -> frozenset[str]:
    """Surnames often met, plain, without particles."""
    return _listed("surnames")


def is_only_surname(word: str) -> bool:
    """Whether it is listed as a surname and not as a first name."""
    return word in surnames() and word not in first_names()


def is_only_first_name(word: str) -> bool:
    """Whether it is listed as a first name and not as a surname."""
    return word in first_names() and word not in surnames()


def ordinary_words() -> frozenset[str]:
    """Words of everyday speech, plain; some are surnames too."""
    return _listed("ordinary_words")


def places() -> frozenset[str]:
    """Towns and lands, plain, compounds with hyphens; some are surnames too."""
    return _listed("places")


@lru_cache
def _listed(name: str) -> frozenset[str]:
    text = stored(f"{name}.txt")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(" ".join(lines).split())
