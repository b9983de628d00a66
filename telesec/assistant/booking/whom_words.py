"""Whom a caller speaks for: themselves, a relative, a friend. Pure: from words to a value."""

import re
from itertools import chain
from typing import NamedTuple

from telesec.assistant.understanding import introduced_name, plain
from telesec.assistant.understanding.hesitations import ANY_SIGH, SIGH
from telesec.assistant.understanding.names.lists import first_names
from telesec.assistant.understanding.relatives import RELATIVE_OR_FRIEND
from telesec.values.language import Language

SOMEBODY = "*"  # not the caller, and no more is known
ONESELF = ""

# Whoever calls for them is not who comes. "Petit" alone is one: not in "mon petit souci".
_KIN = (
    rf"(?P<kin>{RELATIVE_OR_FRIEND}|petite?s?(?= (?:qui|il|elle|nee?|est|a|et)\b|$)"
    r"|little (?:one|boy|girl))"
)
_MY = r"(?:mon|ma|mes|notre|nos|my|our)"
_IT_IS = r"(?:c est|est|it s|it is) (?:plutot |en fait |actually )?"
_OWN = r"(?:rendez vous|rdv|consultation|seance|visite|celui|celle|appointment|visit|session|one)"
_RELATIVE = re.compile(rf"\b{_MY} (?P<which>\w+ )?{_KIN}\b")
_FOR_A_RELATIVE = tuple(
    re.compile(one)
    for one in (
        rf"\b(?:pour|for|{_OWN} (?:de|d|of)) {_MY} (?P<which>\w+ )?{_KIN}\b",
        rf"\b{_MY} (?P<which>\w+ )?{_KIN} s (?:appointment|visit|session)\b",
        r"\b(?:maman|mere|papa|pere|mother|father|mum|mom|dad) (?:de|d|of)\b",
    )
)
# "C'est mon fils qui vient"; not "c'est mon mari qui appelle", "c'est ma femme qui conduit".
_WHO_COMES = (
    r"(?: (?:qui|that|who) (?:a (?:\w+ ){1,2}(?:ans|mois)|vient|viendra|va venir|est malade"
    r"|doit venir|consulte|a besoin"
    r"|(?:s |is |will be )?(?:coming|ill|sick)|needs? (?:it|the appointment|to be seen))"
    r"|(?: qui est)? (?:le|la) patiente?| (?:the|who is the) patient|$)"
)
_SOMEBODY_ELSE = tuple(
    re.compile(one)
    for one in (
        rf"\b{_IT_IS}{_MY} (?P<which>\w+ )?{_KIN}{_WHO_COMES}",
        rf"\b{_IT_IS}{_MY} {_KIN} (?P<first>[a-z]+)",
        r"\b(?:pour|for) (?:le|la|les|the|a|une?) (?P<kin>bebe|petite?s?|enfants?|amie?s?|collegue"
        r"|baby|kids?|children|little one|friend|neighbou?r|colleague)(?= (?:qui|il|elle|who)\b|$)",
        r"\b(?:pour|for) (?:quelqu un d autre|une? autre (?:personne|patiente?)|someone else"
        r"|somebody else|another (?:person|patient))\b",
        rf"\b{_IT_IS}(?:pour|for) (?:lui|elle|eux|him|her|them)$",
        r"\b(?:c est|ce n est|s est|n est) pas (?:pour )?moi\b"
        rf"|^(?:(?:{SIGH[Language.FR]}|non) )*pas pour moi\b",
        r"\b(?:it s|it is|that s) not (?:for )?me\b|\bisn t (?:for )?me\b"
        rf"|^(?:(?:{SIGH[Language.EN]}|no) )*not for me\b",
    )
)
_FOR_ONESELF = re.compile(
    rf"\b(?:{_IT_IS}(?:pour|for) (?:moi|me|myself)"
    r"|c est (?:bien )?moi (?:qui (?:viens|viendrai|consulte)|(?:le|la) patiente?)"
    r"|i m the (?:patient|one (?:who s )?coming)"
    r"|mon (?:propre )?(?:rendez vous|rdv) a moi|my own (?:appointment|visit|booking))\b"
)
# Said of one child and then of another word for it, it is the same child.
_ANY_CHILD = re.compile(r"bebe|baby|toddler|enfant|child|kid|petite?s?$|gamin|little|\*")
_ANOTHER = re.compile(r"\b(?:autre|other|deuxieme|second)\b")
_ITS_NAME = (
    r"(?:(?:qui |il |elle |he |she |who )?(?:s['’ ]appelle|se nomme|is called|['’]s called"
    r"|is named)|nomm[ée]e?|c['’ ]est|(?:his|her) name(?: is|['’]s))?[ ,]*(?P<name>[^\W\d_].*)"
)
_A_WORD = r"[^\W\d_]+"
_AFTER_KIN = tuple(
    re.compile(one, re.IGNORECASE)
    for one in (
        rf"\b(?:mon|ma|mes|notre|my|our) {_A_WORD}(?=[ ,'’])[ ,]*{_ITS_NAME}",
        rf"\b(?:mon|ma|mes|notre|my|our) {_A_WORD} {_A_WORD}(?=[ ,'’])[ ,]*{_ITS_NAME}",
        r"\b(?:maman|mère|papa|père|mother|father|mum|mom|dad) (?:de |d['’]|of )"
        r"(?P<name>[^\W\d_].*)",
    )
)
_THEIRS = rf"(?:son|sa|ses|leur|his|her|their) (?:\w+ )?{_KIN.replace('?P<kin>', '?:')}"
_EACH = rf"(?:moi|me|myself|{_MY} (?:\w+ )?{_KIN.replace('?P<kin>', '?:')})"
# "Pour mon fils, et ma femme viendra": who comes along is no patient.
_COMES_ALONG = (
    r"(?! (?:l|m|le|la|me|va|vien\w*|amen\w*|accompagn\w*|sera|ne|n|sait|peut|pourra|travaille"
    r"|will|ll|can|is (?:coming|bringing)|comes|brings)\b)"
)
_SEVERAL = tuple(
    re.compile(one)
    for one in (
        rf"\b(?:pour|for) {_EACH}(?: \w+){{0,6}}? (?:et|and|puis|ainsi que|plus|as well as)"
        r" (?:aussi |egalement |also )?(?:(?:un |une |one )?(?:autre )?(?:pour|for) )?"
        rf"(?:{_EACH}|{_THEIRS})\b{_COMES_ALONG}",
        r"\b(?:pour|for) (?:(?:mes|nos|my|our|both|all) |(?:tous |toutes )?les (?=deux|trois|jum))"
        r"(?:(?:my|our|of my|of our|\d|deux|trois|quatre|two|three|four|petite?s|little) )*"
        r"(?:enfants|fils|filles|garcons|jumeaux|jumelles|parents|children|kids|sons|daughters"
        r"|twins|boys|girls)\b",
        r"\b(?:pour|for) (?:\d|deux|trois|quatre|plusieurs|two|three|four|several)"
        r" (?:personnes|people|persons|enfants|children|kids|patients)\b",
        r"\b(?:pour|for) (?:nous|eux|elles|tous les|toutes les|us|them) (?:deux|trois|both|two)\b"
        r"|\bfor (?:both|the (?:two|three)) of (?:us|them)\b"
        r"|\b(?:pour|for) (?:toute la|the whole) (?:famille|family)\b",
    )
)
_NOT_AFTER_A_FIRST_NAME = re.compile(
    r"\b(?:oui|non|yes|no|ok|voila|merci|thanks|please|demain|aujourd|tomorrow|today)\b"
)
_SAME_NAME = re.compile(
    rf"^(?:(?:{ANY_SIGH}|c est|oui|it s|yes|the|le|la|du|de) )*(?:meme(?: nom)?"
    r"|(?:pareil|comme|idem)(?: que)?(?: (?:moi|le mien))?|same(?: name)?|mine)"
    r"(?: (?:que|comme|as|like))?(?: (?:moi|le mien|me|mine))?$"
)


class Whom(NamedTuple):
    """Whom a caller speaks for. ``kin``: "fils", SOMEBODY or ONESELF, plain."""

    kin: str
    another: bool = False  # "mon autre fils"

    def is_same_as(self, known: str) -> bool:
        """Whether that may be who was spoken of before."""
        if self.another:
            return False
        alike = _ANY_CHILD.match(known or "-") or _ANY_CHILD.match(self.kin or "-")
        return self.kin == known or bool(known and self.kin and alike)


def told_whom(words: str) -> Whom | None:
    """For whom it is, where that is said; None where nothing is said of it."""
    said = plain(words)
    for pattern in (*_FOR_A_RELATIVE, *_SOMEBODY_ELSE):
        for found in pattern.finditer(said):
            parts = found.groupdict("")
            if parts.get("first") and parts["first"] not in first_names():
                continue
            kin = parts.get("kin") or _spoken_of(said) or SOMEBODY
            return Whom(kin, bool(_ANOTHER.search(parts.get("which", ""))))
    return Whom(ONESELF) if _FOR_ONESELF.search(said) else None


def _spoken_of(said: str) -> str:
    """The relative in a sentence that says it is not for the caller: "pas moi, ma fille"."""
    found = _RELATIVE.search(said)
    return found["kin"] if found else ""


def is_for_a_relative(words: str) -> bool:
    """Whether the appointment is for somebody else: "un rendez-vous pour mon fils"."""
    said = plain(words)
    return any(pattern.search(said) for pattern in _FOR_A_RELATIVE)


def without_relative(words: str) -> str:
    """Plain ``words`` without "pour mon fils", which is whom it is for, and not what."""
    return re.sub(rf"\b(?:pour|for) {_MY} (?:\w+ )?{_KIN}\b", "", plain(words))


def is_for_several(words: str) -> bool:
    """Whether more than one person is to come: "pour mon fils et ma fille", "pour nous deux"."""
    said = plain(words)
    return any(pattern.search(said) for pattern in _SEVERAL)


def kin_of(said: str) -> list[tuple[str, str]]:
    """The relatives in plain words, each with what is said after them."""
    return [(found["kin"], said[found.end() :]) for found in _RELATIVE.finditer(said)]


def names_a_relative(words: str) -> bool:
    """Whether one is spoken of at all: "mon fils va mieux"."""
    return bool(_RELATIVE.search(plain(words)))


def name_of_relative(words: str, language: Language) -> tuple[str, str]:
    """First name and surname told with the relative, "pour ma fille Léa Roux"; empty where not."""
    for found in chain.from_iterable(one.finditer(words) for one in _AFTER_KIN):
        told = found["name"]
        first = told.split()[0]
        if not set(plain(first).split()[:1]) & first_names():
            continue
        name = introduced_name(f"c'est {told}", language)
        if name is None or name.first_name is None:
            return first.capitalize(), ""
        surname = name.surname or ""
        is_none = _NOT_AFTER_A_FIRST_NAME.search(plain(surname))
        return name.first_name, "" if is_none else surname
    return "", ""


def means_same_surname(words: str) -> bool:
    """Whether the surname asked for is the caller's own: "le même que moi"."""
    return bool(_SAME_NAME.match(plain(words)))
