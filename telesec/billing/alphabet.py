"""The characters an invoice can show: those of the typesetter's own fonts that Europe writes with.

Anything else (an emoji, a Chinese name) would make typst refuse the whole document, and some
marks make it fail outright, so that an issued invoice could never be printed.
"""

import re
import unicodedata

# Latin with all its accents, Greek, Cyrillic, typographic punctuation, currencies.
_NOT_SHOWN = re.compile(
    "[^\n\u0020-\u007e\u00a0-\u024f\u0370-\u045f\u1e00-\u1eff\u2010-\u2027\u202f-\u203a\u20a0-\u20bf]"
)


def first_unprintable(text: str) -> str | None:
    """The first character of ``text`` that an invoice cannot show."""
    for character in unicodedata.normalize("NFC", text):
        if _NOT_SHOWN.match(character) or unicodedata.category(character) == "Cn":
            return character
    return None


def printable(text: str) -> str:
    """``text`` with a question mark for each character that an invoice cannot show."""
    composed = unicodedata.normalize("NFC", text)
    return "".join("?" if first_unprintable(character) else character for character in composed)
