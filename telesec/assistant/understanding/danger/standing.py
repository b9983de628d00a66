"""How what is told stands: now, long ago, over, supposed, a subject of study, somebody else's.

"Il a fait un infarctus il y a dix ans" and "il fait un infarctus" have the danger's words in
common. These words tell them apart; what each is worth beside which danger is learnt from
sentences (teaching.py) and weighed in judging.py.
"""

import re

from telesec.assistant.understanding.text import any_of, plain
from telesec.assistant.understanding.times.calendar_words import MONTH

_MONTHS = "|".join(MONTH.values())
_SPANS = r"(?:ans?|annees?|mois|semaines?)"

_STANDINGS: dict[str, re.Pattern[str]] = {
    "past": any_of(
        rf"il y a (?:\w+ ){{1,3}}{_SPANS}",
        r"(?:l|cet|cette) (?:an|annee|ete|hiver|automne) (?:dernier|derniere|passee?)",
        "(?:le mois|la semaine) (?:dernier|derniere|passee?)",
        rf"en (?:{_MONTHS}|deux mille|\d{{4}})", "autrefois", "a l epoque", "jadis",
        r"etant (?:petit|enfant|jeune)\w*", "avai[st]", "etai[st]", "avions", "etaient", "aviez",
        "(?:years?|months?|weeks?|decades?) (?:ago|back)",
        "last (?:year|month|week|summer|winter|spring|autumn)",
        rf"in (?:{_MONTHS}|twenty|nineteen|\d{{4}})", "used to", "had (?:an?|been)", "was", "were",
        "once", "d (?:had|been)", "morte?", r"decede\w*", "died", "passed away",
        "late (?:husband|wife|father|mother)", "antecedents?", "history of",
        "runs? in the family",
    ),
    "over": any_of(
        r"repare\w*", r"regle\w*", r"resolu\w*", r"gueri\w*", r"soigne\w*", r"fini\w*",
        r"termine\w*", r"passe\w*", r"disparu\w*", r"calme\w*", "arrete", "cesse",
        "va (?:tres |beaucoup |bien )*(?:mieux|bien)", "tout va bien", "en forme",
        "plus (?:rien|de|mal|du tout)", "depuis plus", r"rassure\w*", r"sorti\w*", r"rentre\w*",
        r"retombe\w*", r"degonfle\w*", "fausse alerte", r"retabli\w*", "tombee", "better", "fine",
        "sorted", "fixed", "mended", "repaired", "cleared", "settled", "gone down", "over",
        "right as rain", "grand", "well again", "back to normal", "nothing since",
        "no (?:more|longer)", "stopped", "healed", "recovered", "false alarm", "all clear",
        "merci", r"thank\w*",
    ),
    "supposed": any_of(
        "si (?:jamais|un jour|je|on|il|elle|mon|ma|la|le|une?)", "au cas ou", "en cas",
        "que faire", "que se passe", "faut il", "est ce que", "peut on", "comment", "combien",
        r"quel\w*", "if (?:ever|i|he|she|we|my|an?|the|one|someone|it)", "in case",
        "what (?:should|do|happens|if|would)", "should (?:i|we|one|a)", "would",
        "how (?:long|much|do)", "does", "is the", "are", "who (?:should|do|s)",
    ),
    "studied": any_of(
        "article", "expose", "roman", "polar", "film", "piece", "theatre", "formation", "cours",
        "stage", "brochure", "affiche", r"depliant\w*", "prevention", "atelier", "certificat",
        "attestation", "assurance", "facture", "dossier", "devis", "entretien", "detecteur",
        "alarme", "extincteur", "vends", "installer", "memoire", r"etudiant\w*", "livre", "serie",
        "question", "certificate", "form", "novel", "book", "play", "course", r"leaflet\w*",
        "poster", "talk", "workshop", "insurance", "invoice", "claim", "quote", "service",
        "student", "dissertation", "story", "series", "training", "stand", "stall", "charity",
        "association", "benevole", r"volunteer\w*", "suivi", "controle", "bilan", "follow up",
        "check", "review", r"renouvel\w*", "repeat", "prescription", "ordonnance",
    ),
    "denied": any_of(
        "pas", "ni", "sans", "aucune?", "jamais", "rien", "no", "not", "without", "never", "nor",
        "neither", "nothing", "none", "(?:is|has|have|does|did|do|are|was)n t",
    ),
    "mild": any_of(
        "un peu", "leg(?:er|ere)", "petite?", "rien de (?:grave|mechant|presse|bien)",
        "de temps en temps", "a bit", r"slight\w*", "wee", "little", "minor", "touch of",
        "nothing (?:serious|much|more|urgent)", "on and off", "no rush",
        "pas (?:presse|grave|urgent)", "quand vous",
    ),
    "another": any_of(
        "voisine?s?", "collegue", "concierge", "la dame", "le monsieur", r"neighbour\w*",
        "next door", "upstairs", "a friend", "mon cousin", "ma tante", "my aunt", "my uncle",
        "fella", "television", "tele", "telly", "radio", "journal", "news", "paper",
    ),
    "now": any_of(
        "maintenant", "la (?:maintenant|tout de suite)", "en ce moment",
        "depuis (?:ce matin|cette nuit|tout a l heure|hier|une heure|dix minutes)", "d un coup",
        r"soudain\w*", "vien[st] de", "ce soir", "vite", "now", "just (?:now|been)",
        "since (?:this morning|last night|yesterday|breakfast|lunch)", "suddenly", "tonight",
        "this minute", "as we speak", r"(?:is|s) \w+ing",
    ),
}  # fmt: skip


def standings_in(text: str) -> tuple[str, ...]:
    """The names of the standings that words of ``text`` speak for, in a fixed order."""
    said = plain(text)
    return tuple(name for name, pattern in _STANDINGS.items() if pattern.search(said))
