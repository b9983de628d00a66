"""The languages we speak, French first."""

from collections.abc import Mapping
from enum import StrEnum


class Language(StrEnum):
    """A language of the house, by its ISO 639-1 code."""

    FR = "fr"
    EN = "en"


DEFAULT_LANGUAGE = Language.FR


def text_in(texts: Mapping[Language, str], language: Language) -> str:
    """The text in ``language``, else in French, else in whatever there is.

    Raises ValueError when ``texts`` is empty: a missing text is a mistake of the author.
    """
    for wanted in (language, DEFAULT_LANGUAGE):
        if wanted in texts:
            return texts[wanted]
    for text in texts.values():
        return text
    raise ValueError("no text in any language")
