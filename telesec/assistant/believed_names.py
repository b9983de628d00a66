"""Whether what was understood as a name can be one: no date, no sentence about something. Pure."""

import re

from telesec.assistant.understanding import Name, introduced_name, plain
from telesec.assistant.understanding.names.lists import first_names, surnames
from telesec.assistant.understanding.numbers import figures
from telesec.assistant.understanding.text import word_set
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAY
from telesec.values.language import Language

# Of what a name is not made: understood as one, it was something else.
_NO_NAME = re.compile(
    r"\b(?:ou|mais|sauf|seulement|combien|quand|comment|pourquoi|est|plutot|finalement"
    r"|annul\w+|pas|question|peine|besoin|mieux|trop|rien|attendez|deplacer|horaire|moment|date"
    rf"|numero|heures?|{WEEKDAY[Language.FR]}|demain|where|what|when"
    r"|how|why|cancel|wait|rather|nothing|time|number|back|tomorrow"
    rf"|{WEEKDAY[Language.EN]})\b|^(?:le|la|les|de)$"
)
# These say that a name is told, so that it may stand in any sentence.
_TELLS_A_NAME = re.compile(
    r"\b(?:appelle|noms?|prenom|surname|name|called|madame|monsieur|mademoiselle|mme|mlle|mr|mrs"
    r"|miss|ms|mister|docteur|doctor|maitre|appareil|c est|je suis|ici|moi|de la part|pour"
    r"|this is|it s|it is|i m|i am|here|speaking|epel\w+|spell\w*|lettres?|letters?|tiret|espace"
    r"|hyphen|dash|double|comme|as in|like|avec|with|sans|without|under|sous|mett\w+|dire|meant|mot"
    r"|sorry|[b-z] [b-z])\b|(?:^|\b(?:non|no|c est) )(?:pas|not) \w+ \w+$"
)
_VERB_BEFORE = word_set("est sont etait a ont ai avait sera is are was were has have been had")
_ARTICLES = word_set("la le ma mon mes un une des ce cette notre nos votre vos the my our your")
_OF = word_set("de du d en of for about")
MOST_BEFORE = 3  # words; after as many, and with nothing that tells a name, it is a sentence

# Not who calls: "c'est pour Jeanne Moulin", "c'est madame Garnier qui m'a dit de rappeler".
_SOMEBODY_ELSE = re.compile(
    r"\b(?:c['’ ]est|it['’ ]?s) (?:(?:pour|for)\b|(?:[^\W\d_]+ ){1,3}(?:qui|who)\b)",
    re.IGNORECASE,
)
# "C'est Paul", "ici Garnier": too little for a name, enough to tell whose number follows.
_BARE = re.compile(
    r"(?:\b(?:c['’ ]est|ici|je suis|je m['’ ]appelle|bonjour|allô|allo|this is|it['’ ]?s|i am"
    r"|i['’ ]?m|my name(?: is|['’ ]?s)|hello|hi)\s+|^)(?=(?P<name>[^\W\d_]+(?:-[^\W\d_]+)?)\b)",
    re.IGNORECASE,
)
_AT_THE_TELEPHONE = re.compile(
    r"([^\W\d_]+ [^\W\d_-]+),? (?:à l['’]appareil|au téléphone|here|speaking|on the line)\b",
    re.IGNORECASE,
)


def own_introduction(words: str, language: Language) -> str | None:
    """The whole name by which callers say who they are; None where it is a part, or another's.

    Surer than introduced_name: who has told it so is not asked for it.
    """
    said = _SOMEBODY_ELSE.sub(" ", words)
    there = _AT_THE_TELEPHONE.search(said)
    name = introduced_name(said, language)
    if name is None and there:
        name = introduced_name(f"c'est {there[1]}", language)
    if name is None or name.surname is None or not is_believable(name, words, language):
        return None
    return name.full


def bare_introduction(words: str) -> str:
    """The one name, first name or surname, by which callers say who they are; empty without."""
    for found in _BARE.finditer(_SOMEBODY_ELSE.sub(" ", words)):
        if plain(found["name"]) in first_names() | surnames():
            return found["name"]
    return ""


def is_believable(name: Name, words: str, language: Language) -> bool:
    """Whether that name, understood from ``words``, is not a part of something else."""
    said = plain(name.full)
    if _NO_NAME.search(said):
        return False
    return not (is_of_a_date(said, words, language) or _is_of_a_sentence(name, words))


def is_of_a_date(said: str, words: str, language: Language) -> bool:
    """ "Mai" of "12 mai 2010", "ten" of "ten thirty"; not "Mai" alone, which is a name as well."""
    parts = figures(said, language).split()
    if not all(part.isdecimal() or part in MONTHS[language] for part in parts):
        return False
    return any(word.isdecimal() for word in figures(plain(words), language).split())


def _is_of_a_sentence(name: Name, words: str) -> bool:
    """A single word out of a sentence: "reportée" of "l'audience est reportée au douze"."""
    parts, said = plain(name.full).split(), plain(words).split()
    whole = name.first_name and name.surname
    known = name.first_name and set(plain(name.first_name).split()) & first_names()
    if parts[0] in _ARTICLES and _is_an_acronym(parts[-1], words):
        return True
    if name.spelled or whole or known or not set(parts) <= set(said):
        return False
    at = said.index(parts[0])
    before = said[at - 1] if at else ""
    if before in _ARTICLES or (before in _OF and _is_an_acronym(parts[0], words)):
        return True
    if _TELLS_A_NAME.search(plain(words)):
        return False
    return before in _VERB_BEFORE or at >= MOST_BEFORE


def _is_an_acronym(word: str, words: str) -> bool:
    """ "TVA" in a sentence that is not written in capitals."""
    return not words.isupper() and bool(re.search(rf"\b{word.upper()}\b", words))
