"""Texts, words and names in a call script: what may be said, heard and called so."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from telesec.values.language import Language

# Twilio, error 13521: a text of <Say> may not be over 4,500 characters URL-encoded, where an
# accented letter counts as six; 700 stays under it even when nearly every letter has one.
LONGEST_TEXT = 700
LONGEST_GREETING = 250
# Twilio, <Gather> hints: up to 500 entries of up to 100 characters, separated by commas.
LONGEST_HINT = 100
MOST_HINTS = 500

# Unicode's categories Cc and Cs, without what only separates words.
_CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\U0010ffff]")

placeholders = frozenset({"client"})
"""What may stand in braces in a text; filled when it is spoken (see ``filled``)."""


def filled(text: str, client: str) -> str:
    """The text as it is spoken: ``{client}`` becomes the client's spoken name."""
    return text.replace("{client}", client)


def has_placeholder(text: str) -> bool:
    """Whether something in the text is still to be filled."""
    return "{" in text


def _printable(text: str) -> str:
    """The text in one line; ValueError on control characters or when nothing is left."""
    if _CONTROL.search(text):
        raise ValueError("contains a control character")
    line = " ".join(text.split())
    if not line:
        raise ValueError("is empty")
    return line


def _spoken(text: str) -> str:
    """The text as it can be said: printable, not too long, only known placeholders."""
    return _spoken_with(text, placeholders)


def _spoken_of_status(text: str) -> str:
    """The same, with the end of the status."""
    return _spoken_with(text, placeholders | {"until"})


def _spoken_with(text: str, placeholders: frozenset[str]) -> str:
    line = _printable(text)
    if len(line) > LONGEST_TEXT:
        raise ValueError(f"is {len(line)} characters long; at most {LONGEST_TEXT} can be said")
    for name in re.findall(r"\{([^{}]*)\}", line):
        if name not in placeholders:
            there = ", ".join(f"{{{one}}}" for one in sorted(placeholders))
            raise ValueError(f"{{{name}}} is no placeholder; there is only {there}")
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", line)):
        raise ValueError("has a brace without its other half")
    return line


def _short(text: str) -> str:
    if len(text) > LONGEST_GREETING:
        raise ValueError(f"is {len(text)} characters long; a greeting has at most 250")
    return text


def _phrase(text: str) -> str:
    """Words a caller may say; they also go to the recogniser, so they obey the rules of hints."""
    line = _printable(text)
    if len(line) > LONGEST_HINT:
        raise ValueError(f"is {len(line)} characters long; the recogniser takes {LONGEST_HINT}")
    if "," in line:
        raise ValueError("has a comma: the recogniser would take it for two entries")
    if not any(character.isalnum() for character in line):
        raise ValueError("has no letter and no digit")
    return line


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", text):
        raise ValueError(
            f"{text!r} is not a name: up to 40 of a-z, 0-9, - and _, a letter first, no accents"
        )
    return text


def _per_language(value: Any) -> Any:
    if not isinstance(value, dict):
        raise ValueError("must be given once per language, as {fr: ..., en: ...}")  # noqa: TRY004
    return value


PerLanguage = BeforeValidator(_per_language)
Slug = Annotated[str, AfterValidator(_slug)]
Text = Annotated[str, AfterValidator(_spoken)]
Phrase = Annotated[str, AfterValidator(_phrase)]
Texts = Annotated[dict[Language, Text], PerLanguage]
ShortTexts = Annotated[dict[Language, Annotated[Text, AfterValidator(_short)]], PerLanguage]
StatusTexts = Annotated[
    dict[Language, Annotated[str, AfterValidator(_spoken_of_status)]], PerLanguage
]
Words = Annotated[dict[Language, tuple[Phrase, ...]], PerLanguage]
Hints = Annotated[
    dict[Language, Annotated[tuple[Phrase, ...], Field(max_length=MOST_HINTS)]], PerLanguage
]
