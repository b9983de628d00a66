"""Lists, spelled names, and callers' words made safe to speak and to store."""

import re
import unicodedata
from collections.abc import Sequence

from telesec.values.language import Language

LONGEST_SPOKEN = 700  # characters; carriers count UTF-8 bytes and URL escapes against their limits

_OR = {Language.FR: "ou", Language.EN: "or"}
_SIGNS = {
    Language.FR: {"-": "tiret", "'": "apostrophe", "’": "apostrophe", " ": "espace"},
    Language.EN: {"-": "hyphen", "'": "apostrophe", "’": "apostrophe", " ": "space"},
}
_ACCENTS = {
    Language.FR: {
        "\u0301": "accent aigu", "\u0300": "accent grave", "\u0302": "accent circonflexe",
        "\u0308": "tréma", "\u0327": "cédille", "\u0303": "tilde",
    },
    Language.EN: {
        "\u0301": "acute", "\u0300": "grave", "\u0302": "circumflex", "\u0308": "diaeresis",
        "\u0327": "cedilla", "\u0303": "tilde",
    },
}  # fmt: skip
# Control, format, surrogate, private and unassigned characters (XML 1.0 section 2.2 forbids most
# of them), pictures, keycap and skin-tone signs.
_UNSPEAKABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "So", "Me", "Sk"})
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f]")


def listed(items: Sequence[str], language: Language) -> str:
    """ "a, b ou c"; one item is itself, none is empty."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {_OR[language]} {items[-1]}"


# "d’Emma", "d’Hélène", but "de Hamid", "de Yann": first names in h that are not aspirated.
_ELIDED = re.compile(
    r"\bde (?=(?:[AEIOUÀÂÉÈÊËÎÏÔÛ]|Y[vs])\w|H(?:élène|elene|enri|ortense|ubert|ugue(?:s|tte)|onor"
    r"|ippoly|ermine|ervé|erve|yacinthe))"
)


def elided(text: str) -> str:
    """French ``text`` with "d’" before the names that want it: "au nom d’Emma"."""
    return _ELIDED.sub("d’", text)


def spelled(name: str, language: Language) -> str:
    """The name letter by letter: "D, U, P, O, N, T"; accents and signs are named."""
    said = []
    for letter in unicodedata.normalize("NFC", speakable(name)):
        if letter in _SIGNS[language]:
            said.append(_SIGNS[language][letter])
        elif letter.isalnum():
            said.append(_letter(letter, language))
    return ", ".join(said)


def speakable(text: str, limit: int = LONGEST_SPOKEN) -> str:
    """``text`` without control characters and pictures, at most ``limit`` characters.

    Cut between words, with "…" where something is left out. For callers' words, before they are
    spoken (XML) or stored.
    """
    visible = "".join(
        " " if unicodedata.category(sign) in _UNSPEAKABLE else sign
        for sign in _VARIATION_SELECTORS.sub("", text)
    )
    said = " ".join(visible.split())
    if len(said) <= limit:
        return said
    kept = said[: max(limit - 1, 0)]
    whole_words = kept.rsplit(" ", 1)[0] if " " in kept else kept
    return f"{whole_words}…" if limit > 0 else ""


def _letter(letter: str, language: Language) -> str:
    parts = unicodedata.normalize("NFD", letter.upper())
    named = [_ACCENTS[language][mark] for mark in parts[1:] if mark in _ACCENTS[language]]
    return " ".join([parts[0], *named])
