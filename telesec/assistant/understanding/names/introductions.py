"""Names that callers give unasked: "bonjour, c'est Marie Dupont, je voudrais un rendez-vous"."""

import re

from telesec.assistant.understanding.names.birth_words import without_birth
from telesec.assistant.understanding.names.lists import first_names
from telesec.assistant.understanding.names.names import understand_name
from telesec.assistant.understanding.names.written_names import Name
from telesec.assistant.understanding.relatives import RELATIVE_OR_FRIEND
from telesec.assistant.understanding.text import LONGEST, plain
from telesec.values.language import Language

_TITLE = r"(?:madame|monsieur|mademoiselle|mme|mlle|mr|mrs|ms|miss|mister|docteur|maître|maitre)"
# These say that a name follows.
_SURELY = re.compile(
    r"\b(?:je m['’ ]appelle|mon nom (?:est|c['’ ]est)|(?:c['’ ]est )?au nom de"
    r"|my name(?: is|['’ ]?s)"
    rf"|(?:c['’ ]est|ici|je suis|this is|it['’ ]?s|i am|i['’ ]?m) (?={_TITLE}\b))",
    re.IGNORECASE,
)
# These may be followed by anything; a first name says that it is a name.
_PERHAPS = re.compile(
    r"\b(?:c['’ ]est(?: pour)?|ici|je suis|this is|it['’ ]?s(?: for)?|i am|i['’ ]?m|bonjour|hello)"
    r"\s+(?=(?P<first>[^\W\d_]+(?:-[^\W\d_]+)?)\s+(?P<next>[^\W\d_]+))",
    re.IGNORECASE,
)
_AT_THE_TELEPHONE = re.compile(
    rf"\b{_TITLE}(?: [^\W\d_]+){{1,3}}? (?:à l['’ ]appareil|au téléphone|here|speaking)\b",
    re.IGNORECASE,
)
# Whose relative they are, or whom they work for, is no part of the name; "Le Gendre" is one.
_BELONGING = re.compile(
    r"\b(?!(?-i:L[ea] [A-Z]))(?:(?:la|le|les|sa|son|ma|mon|une?|du|de la|from|the)\s"
    r"|(?:de )?l['’]\s?)"
    rf"(?:{RELATIVE_OR_FRIEND}|secrétaire|secretaire|assistante?"
    r"|patiente?|cliente?|agence|société|societe|cabinet|entreprise|étude|etude|mairie"
    r"|pharmacie|laboratoire|labo|garage|boutique|agency|company|office|surgery)\b.*",
    re.IGNORECASE,
)
MOST_WORDS = 7  # of what may be the name, with what comes before it


def introduced_name(text: str, language: Language) -> Name | None:
    """The name by which a caller introduces themselves in a sentence; None without one.

    Only where words or a first name leave no doubt: "je suis malade" is none.
    """
    said = without_birth(text[:LONGEST])
    surely = _SURELY.search(said)
    if surely:
        return _name_in(said[surely.start() :], language)
    there = _AT_THE_TELEPHONE.search(said)
    if there:
        return _name_in(there[0], language)
    for found in _PERHAPS.finditer(said):
        name = _after_a_first_name(said, found, language)
        if name:
            return name
    return None


def _after_a_first_name(said: str, found: re.Match[str], language: Language) -> Name | None:
    if not set(plain(found["first"]).split()[:1]) & first_names():
        return None
    name = _name_in("je m'appelle " + said[found.start("first") :], language)
    return name if name and name.first_name else None


def _name_in(said: str, language: Language) -> Name | None:
    return understand_name(" ".join(_BELONGING.sub("", said).split()[:MOST_WORDS]), language)
