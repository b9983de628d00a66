"""Words of callers who do not know, do not mind, or would rather not say. Pure."""

import re

from telesec.assistant.understanding import plain
from telesec.assistant.understanding.times.calendar_words import WEEKDAY
from telesec.values.language import Language

_DOES_NOT_KNOW = {
    Language.FR: re.compile(
        r"\b(?:(?:je |j |on )?(?:(?:ne|n) )?(?:sais?|saurais) (?:vraiment |toujours )?pas"
        r"(?! (?:venir|faire|si)\b)|aucune idee|j en sais rien|j hesite|pas d idee"
        r"|peu importe|n importe(?: (?:le ?quel(?:le)?|qui|quand|quoi))?|(?:ca )?m est egal"
        r"|comme (?:vous (?:voulez|voudrez|preferez)|d habitude|la derniere fois)"
        r"|(?:pouvez|pourriez)(?: vous)? me conseiller|qu est ce que vous (?:me )?conseillez"
        r"|(?:c est )?a vous de (?:me dire|voir)|quand vous (?:voulez|pouvez))\b"
    ),
    Language.EN: re.compile(
        r"\b(?:i (?:don t|do not|wouldn t) (?:really )?(?:know|mind)|(?:i m |am )?not sure|no idea"
        r"|i haven t a clue|(?:it )?doesn t matter|any(?:one|body|time)?(?: will do| is fine)?$"
        r"|whichever|whatever(?: you (?:like|think|suggest))?|whenever(?: you (?:like|can))?"
        r"|up to you|(?:the|as) usual|same as (?:last time|usual)|what (?:do|would) you (?:suggest"
        r"|recommend|advise))\b"
    ),
}
# "J'ai une angine", "pour un rhume": why an appointment is wanted, not which.
_AILMENT = {
    Language.FR: re.compile(
        r"\b(?:(?:j ai|on a|(?:il|elle|mon \w+|ma \w+) a|j avais)"
        r" (?:(?:tres|encore|toujours|un peu|si) )?(?:mal|une?|des|du|de la|attrape|perdu|casse)"
        r"(?! (?:questions?|rendez|rdv|messages?|demandes?|renseignements?|papiers?)\b)"
        r"|(?:je|il|elle) (?:me|m|se|s) (?:sens|suis|est|sent)"
        r"|je (?:suis (?:malade|enceinte|fatiguee?|enrhumee?|tombee?)|tousse|vomis|dors)"
        r"|(?:mon|ma|mes) (?!(?:pre)?nom\b|numero\b|adresse\b)\w+ (?:me )?(?:fait|font|est|sont)"
        r" \w+"
        r"|ca (?:me )?(?:fait mal|gratte|brule|fuit|coule|goutte)"
        r"|(?:pour|a cause d|suite a|parce que?|concernant) (?!l instant|le moment|un rendez vous"
        rf"|(?:le|la) (?:\d|docteur|semaine|matin|soir|{WEEKDAY[Language.FR]}))"
        r"(?:une?|des?|du|l|la|le|les|j|je|il|elle) \w+)\b"
    ),
    Language.EN: re.compile(
        r"\b(?:(?:i|we|he|she|my \w+) (?:ve |have |has |s )?(?:got |had )?(?:an?|some)"
        r" (?!question|appointment|message|request)\w+"
        r"|(?:i|he|she) (?:m|am|is|s|feel|feels) (?:not (?:well|feeling)|ill|sick|unwell|pregnant"
        r"|tired|poorly)|my (?!name\b|number\b|address\b)\w+(?: \w+)?"
        r" (?:hurts?|aches?|is|are|s|needs?|came|fell)|it (?:hurts|itches|leaks|drips)"
        r"|(?:for|about|because) (?!(?:an?|the|my) appointment\b)(?:an?|my|the|some) \w+)\b"
    ),
}
_WILL_NOT_SAY = {
    Language.FR: re.compile(
        r"\b(?:(?:veux|voudrais|souhaite|prefere|prefererais|tiens) pas\b"
        r"|(?:peux|vais|prefere|pas) (?:pas )?(?:(?:vous|la|le|l|ma|sa|de|ne|a) )*"
        r"(?:donner|dire|communiquer)\b|prefere (?:garder|eviter)|pas envie"
        r"|(?:ca|cela) (?:ne )?vous regarde pas|pourquoi|c est (?:prive|personnel|confidentiel)"
        r"|(?:(?:la|l|m en) )(?:sais|connais|ai|souviens|rappelle) (?:pas|plus)"
        r"|(?:sais|connais|souviens) (?:pas|plus)|aucune idee|je passe|sans reponse"
        r"|c est (?:necessaire|obligatoire|obligee?)|je refuse)\b"
    ),
    Language.EN: re.compile(
        r"\b(?:(?:don t|do not|won t|wouldn t|will not) (?:(?:want|like|wish) to )?"
        r"(?:give|tell|say|answer|know|remember)|rather not|prefer not|none of your business"
        r"|(?:it s |that s )?(?:private|personal)|why|no idea|not telling|skip|refuse)\b"
    ),
}


def does_not_know(words: str, language: Language) -> bool:
    """Whether anything will do, or the caller cannot choose: "je sais pas", "comme d'habitude"."""
    return bool(_DOES_NOT_KNOW[language].search(plain(words)))


def tells_an_ailment(words: str, language: Language) -> bool:
    """Whether it is told why somebody should come: "j'ai une angine", "pour un rhume"."""
    return bool(_AILMENT[language].search(plain(words)))


def will_not_say(words: str, language: Language) -> bool:
    """Whether the caller would not, or cannot, tell what is asked."""
    return bool(_WILL_NOT_SAY[language].search(plain(words)))
