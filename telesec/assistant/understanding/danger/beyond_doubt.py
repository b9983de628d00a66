"""Danger in words that are beyond doubt whatever the trade: a drowning, a fire at home, blows.

Where anything in the words speaks of the past, of a case supposed or of papers, or denies it, they
are not beyond doubt, and are weighed with all others.
"""

from telesec.assistant.understanding.danger.idioms import without_idioms
from telesec.assistant.understanding.danger.standing import standings_in
from telesec.assistant.understanding.relatives import ANIMAL, RELATIVE_OR_FRIEND_IN
from telesec.assistant.understanding.text import any_of, plain
from telesec.values.language import Language

_DOUBTFUL = frozenset({"past", "over", "supposed", "studied", "denied"})
_NOT_NOW = any_of(
    r"annees?", "ans?", "jadis", "longtemps", "ago", "years?", "yesterday s", "hier",
    r"d\w* accident", "comme", "like a", "almost", "nearly", "failli", "presque", "plus jamais",
)  # fmt: skip

_KIN = rf"(?:{RELATIVE_OR_FRIEND_IN[Language.FR]}|ex)"  # of its language: "un son" is a noise
_ENGLISH_KIN = rf"(?:{RELATIVE_OR_FRIEND_IN[Language.EN]}|ex)"
_ONE = rf"(?:(?:mon|ma|notre|le|la|un|une|l) {_KIN}|quelqu un)"
_ONE_ENGLISH = rf"(?:(?:my|our|the|a|an) (?:little )?{_ENGLISH_KIN}|someone|somebody)"
# "Me frappe par sa gentillesse", "s'est noyé dans les papiers", "drowned in paperwork".
_AT_ONCE = r"(?: (?:dessus|encore|maintenant|en ce moment|tout de suite|la|aidez moi|venez)\b)*$"
_WATER = (
    r"(?:la (?:piscine|mer|riviere|baignoire|mare|cuve)|le (?:bain|lac|bassin|fleuve|canal"
    r"|puits)|l (?:etang|eau))"
)
_ENGLISH_WATER = r"(?:the|our|a) (?:pool|bath|sea|river|lake|pond|canal|water|well|tub|bathtub)"
_AT_HOME = (
    r"(?:chez (?:moi|nous)|dans (?:ma|la|notre|mon|l|le) (?:maison|appartement|immeuble|cuisine"
    r"|chambre|cave|garage|cage d escalier|sous sol))"
)
_CERTAIN = any_of(
    rf"{_ONE} (?:il |elle )?(?:s est noyee?|se noie|est en train de se noyer)"
    rf"(?= dans {_WATER}\b|$)",
    rf"{_ONE} (?:il |elle )?(?:me|nous) (?:frappe|tabasse|tape dessus|cogne){_AT_ONCE}",
    r"(?:il y a|y a) (?:un|une) (?:incendie|debut d incendie) " + _AT_HOME,
    rf"(?:il y a|y a) le feu {_AT_HOME}",
    rf"{_ONE_ENGLISH} (?:he |she )?(?:drowned|has drowned|s drowned|is drowning|s drowning)"
    rf"(?= in {_ENGLISH_WATER}\b|$)",
    rf"{_ONE_ENGLISH} (?:he |she )?(?:is|s|keeps) (?:hitting|beating|punching) (?:me|us)"
    r"(?= (?:up|now|again|right now|please help)\b|$)",
    r"the baby (?:is|s) coming (?:right )?now$",
    r"(?:there s|there is) a fire (?:in|at) (?:my|our|the) (?:house|home|flat|kitchen|building"
    r"|bedroom|apartment|garage)",
)  # fmt: skip

_PERSON = any_of(
    rf"(?:mon|ma|notre|le|un|une) {_KIN}",
    rf"(?:my|our|the) (?:little )?{_ENGLISH_KIN}",
    "perdu les eaux", "waters? (?:has |have |just )?broke",
)  # fmt: skip
_ANIMAL = any_of(
    ANIMAL, "pattes?", "paws?", "truffe", "queue", "tail", "laisse", "lead", "croquettes",
    "portee", "litter",
)  # fmt: skip


def is_certain_danger(text: str) -> bool:
    """Whether ``text`` tells of a life at stake in words that can mean nothing else."""
    said = without_idioms(plain(text))
    if not _CERTAIN.search(said) or _NOT_NOW.search(said):
        return False
    return not _DOUBTFUL & set(standings_in(said))


def is_of_a_person(text: str) -> bool:
    """Whether ``text`` names a relative or neighbour, and no animal."""
    said = plain(text)
    return bool(_PERSON.search(said)) and not _ANIMAL.search(said)
