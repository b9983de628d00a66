"""Titles of people, which are said in the language of the sentence they stand in."""

import re

from telesec.values.language import Language

_ENGLISH = {
    "docteur": "Doctor",
    "docteure": "Doctor",
    "professeur": "Professor",
    "professeure": "Professor",
    "madame": "Ms",
    "mme": "Ms",
    "monsieur": "Mr",
    "m": "Mr",
}
_FRENCH_TITLE = re.compile(rf"(?:l[ea] )?({'|'.join(_ENGLISH)})\b\.? +(?=\w)", re.IGNORECASE)


def titled_in(name: str, language: Language) -> str:
    """The name of a person with the title that ``language`` has for it.

    "le docteur Martin" is "Doctor Martin" in English; "Maître Durand" has no other title there.
    """
    found = _FRENCH_TITLE.match(name)
    if language is Language.FR or not found:
        return name
    return f"{_ENGLISH[found[1].lower()]} {name[found.end() :]}"
