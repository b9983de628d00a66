"""Names as they are compared: without accents, capitals, titles; alike as a recogniser errs."""

import unicodedata
from difflib import SequenceMatcher

ALIKE = 0.8  # of two names as a recogniser may write them: Lefebvre, Lefèvre
# Before a surname, or in one: they tell nobody from a relative. Ben, Al and Van may be first names
# too, but Ben Ali and Van Damme tell none; taken for surnames, nobody gets what is another's.
PARTICLES = frozenset(
    {
        *("le", "la", "les", "l", "de", "du", "des", "d", "di", "da", "dos", "van", "von", "der"),
        *("den", "el", "al", "ben", "mac", "mc", "o", "saint", "sainte", "st", "ste", "me"),
        *("dr", "docteur", "docteure", "doctor", "pr", "professeur", "maitre", "famille", "family"),
    }
)
# Written beside a surname: who of the family it is, or why they come.
BESIDE_A_NAME = frozenset(
    {
        *("mere", "pere", "fils", "fille", "enfant", "bebe", "mari", "femme", "epouse", "epoux"),
        *("mother", "father", "son", "daughter", "child", "baby", "husband", "wife", "senior"),
        *("junior", "rdv", "rendez", "vous", "consultation", "visite", "seance", "controle"),
        *("suivi", "urgence", "bilan", "vaccin", "vaccination", "appointment", "visit", "checkup"),
    }
)
TITLES = frozenset({"madame", "monsieur", "mademoiselle", "mme", "mr", "mrs", "ms", "miss", "m"})


def is_alike(said: str, written: str) -> bool:
    """Whether both may be one person's: each part of the shorter has its like in the longer."""
    shorter, longer = sorted((parts_of(said), parts_of(written)), key=len)
    return bool(shorter) and all(
        any(SequenceMatcher(None, part, other).ratio() >= ALIKE for other in longer)
        for part in shorter
    )


def parts_of(name: str) -> list[str]:
    """Plain words of a name, without titles; what a hyphen joins is apart."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(" " if sign in "-'’." else sign for sign in bare if sign.isprintable())
    words = "".join(sign for sign in letters if not unicodedata.combining(sign)).split()
    return [word for word in words if word not in TITLES]


def folded(name: str) -> str:
    """A name as it is searched for: "dupont jean pierre"."""
    return " ".join(parts_of(name))


def has_first_name(name: str) -> bool:
    """Whether it tells more than a surname: "Marie Dupont"; not "Mme Dupont-Martin", "Le Goff",
    "Dupont fils", "RDV Dupont".
    """
    words = (set(parts_of(word)) - PARTICLES - BESIDE_A_NAME for word in name.split())
    return sum(any(len(part) > 1 and part.isalpha() for part in word) for word in words) > 1


def first_initial(name: str) -> str:
    """The initial of a first name: M of Madame Marie Dupont; none of Madame Dupont."""
    parts = parts_of(name)
    return parts[0][0].upper() if len(parts) > 1 else ""
