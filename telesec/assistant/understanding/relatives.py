"""Whom callers speak of as theirs: relatives, friends and neighbours, animals; in both languages.

Words for those who look words up, plain, one by one; patterns for those who read sentences. The
patterns take text as it was written and plain text alike, singular and plural.
"""

from telesec.assistant.understanding.text import plain, word_set
from telesec.values.language import Language

_CHILDREN = {
    Language.FR: "fils fille fiston enfant bébé gamin gamine garçon jumeau jumeaux jumelle",
    Language.EN: "son daughter child children kid baby babies toddler twin boy girl",
}
_ADULTS = {
    Language.FR: """
        mari femme époux épouse conjoint conjointe compagnon compagne copain copine fiancé fiancée
        mère père maman papa parent mamie papi frère sœur neveu nièce cousin cousine oncle tante
        filleul filleule parrain marraine gendre bru
    """,
    Language.EN: """
        husband wife partner boyfriend girlfriend mother father mum mom dad brother sister nephew
        niece cousin uncle aunt godson goddaughter grandson granddaughter grandchild grandchildren
        grandmother grandfather grandparent grandma grandpa grandad granddad granny gran
    """,
}
_FRIENDS = {
    Language.FR: "ami amie voisin voisine collègue",
    Language.EN: "friend neighbour neighbor colleague",
}
_ANIMALS = {
    Language.FR: """
        chat chatte chaton chien chienne chiot lapin lapine hamster furet cobaye perroquet perruche
        tortue cheval chevaux jument poulain poney oiseau oiseaux vache veau veaux chèvre brebis
        animal animaux
    """,
    Language.EN: """
        cat kitten dog puppy puppies rabbit hamster ferret parrot budgie tortoise horse mare foal
        pony ponies bird cow calf goat ewe lamb pet animal
    """,
}
_NEAR = (_CHILDREN, _ADULTS, _FRIENDS)


def _words(*lists: dict[Language, str]) -> frozenset[str]:
    """Plain, each in the singular and in the plural."""
    told = word_set(plain(" ".join(words for listed in lists for words in listed.values())))
    return told | {f"{word}s" for word in told if word[-1] not in "sx"}


def _pattern(*listed: str) -> str:
    """Any of the words, with their accents or without."""
    longest_first = sorted({*" ".join(listed).split()}, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(''.join(map(_either, word)) for word in longest_first)})s?"


def _either(letter: str) -> str:
    bare = plain(letter)
    return letter if bare == letter else f"(?:{letter}|{bare})"


RELATIVES = _words(_CHILDREN, _ADULTS)
FRIENDS = _words(_FRIENDS)
ANIMALS = _words(_ANIMALS)

# "Petite-fille" and "belle-mère" are one relative each.
_COMPOUND = r"(?:(?:arri[èe]re[- ])?(?:petite?|grand|belle|beau|demi)s?[- ])?"
RELATIVE_OR_FRIEND_IN = {
    Language.FR: _COMPOUND + _pattern(*(listed[Language.FR] for listed in _NEAR)),
    Language.EN: _pattern(*(listed[Language.EN] for listed in _NEAR)),
}
RELATIVE_OR_FRIEND = f"(?:{'|'.join(RELATIVE_OR_FRIEND_IN.values())})"
RELATIVE = _COMPOUND + _pattern(*_CHILDREN.values(), *_ADULTS.values())
CHILD = _pattern(*_CHILDREN.values())
ANIMAL = rf"(?:{_pattern(*_ANIMALS.values())}|cochons? d['’ ]inde|guinea pigs?)"
