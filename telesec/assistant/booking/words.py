"""Words of callers around an appointment: whom they mean, and what they want changed."""

import re
from collections.abc import Sequence

from telesec.agenda.practitioner import Practitioner
from telesec.assistant.booking.unsure_words import tells_an_ailment
from telesec.assistant.booking.whom_words import is_for_a_relative, told_whom
from telesec.assistant.closing_words import FEWEST_BESIDE, words_beside_farewell
from telesec.assistant.corrections import asks_back
from telesec.assistant.message_words import tells_something, without
from telesec.assistant.understanding import mentions, plain
from telesec.assistant.understanding.hesitations import SIGH
from telesec.assistant.understanding.numbers import figures
from telesec.assistant.understanding.relatives import ANIMALS, FRIENDS, RELATIVES
from telesec.assistant.understanding.text import word_set
from telesec.assistant.understanding.times.calendar_words import MONTH, MONTHS, WEEKDAY, WEEKDAYS
from telesec.values.language import Language

ANY_OF_THEM = {
    Language.FR: (
        "peu importe",
        "n'importe",
        "n'importe lequel",
        "l'un ou l'autre",
        "pas de préférence",
        "aucune préférence",
        "comme vous voulez",
        "le premier disponible",
        "ça m'est égal",
        "celui qui est libre",
        "celui qui est disponible",
        "celui qui a de la place",
        "celui qui peut",
        "n'importe qui",
        "qui vous voulez",
        "c'est égal",
        "aucune importance",
        "pas d'importance",
        "peu m'importe",
        "les deux me vont",
        "m'en fiche",
        "tous les deux",
    ),
    Language.EN: (
        "anyone",
        "any of them",
        "either",
        "no preference",
        "doesn't matter",
        "whoever is free",
        "first available",
        "don't mind",
        "don't care",
        "any doctor",
        "whichever",
        "whoever",
        "no difference",
        "not fussed",
        "up to you",
        "both are fine",
        "not bothered",
    ),
}
# Then it is the time that does not matter.
_ANY_TIME = re.compile(
    r"\bimporte (?:quand|(?:quel(?:le)?|le|la|l) ?(?:jours?|heures?|moments?|dates?|creneaux?))\b"
    r"|\bany (?:time|day)\b|\bwhenever\b|\b(?:mind|care|matter) (?:when|what (?:time|day))\b"
    r"|\b(?:premier|premiere|first) (?:disponible|available)\b"
)

# Of a person, whoever is free first; with nothing told of the day, a wish for the first time too.
FIRST_FREE = {
    Language.FR: ("le premier disponible", "la première disponible", "le premier libre"),
    Language.EN: ("first available", "free first", "first one free"),
}

# What a caller may want changed after the read-back: the moment, the name, the number, the birth.
CORRECTIONS = {
    Language.FR: (
        ("le moment", "la date", "le jour", "l'heure", "l'horaire", "le rendez-vous"),
        ("le nom", "mon nom", "prénom"),
        ("le numéro", "mon numéro", "le téléphone", "le portable", "le numéro de téléphone"),
        (
            "la date de naissance",
            "ma date de naissance",
            "date de naissance",
            "naissance",
        ),
    ),
    Language.EN: (
        ("the time", "the date", "the day", "the hour", "the appointment"),
        ("the name", "my name"),
        ("the number", "my number", "the phone"),
        ("the date of birth", "my date of birth", "date of birth", "birth date", "birthday"),
    ),
}

# Beside a yes, these say that something is to be changed all the same.
BUT = {
    Language.FR: ("mais", "sauf", "à part", "plutôt", "par contre", "seulement"),
    Language.EN: ("but", "except", "rather", "only"),
}

# Before the name of somebody to be seen; a name alone may be the caller's own.
WITH = {
    Language.FR: ("avec", "voir", "chez", "docteur", "maître"),
    Language.EN: ("with", "see", "doctor"),
}

# No appointment after all, or a message instead of one.
GIVES_UP = {
    Language.FR: (
        "laissez tomber",
        "annulez tout",
        "annulez",
        "on annule",
        "je ne veux plus",
        "je ne veux pas de rendez-vous",
        "plus besoin de rendez-vous",
        "tant pis",
        "je rappellerai",
        "je rappelle",
        "je vous rappelle",
        "je vais rappeler",
        "je vais réfléchir",
        "je vais y réfléchir",
        "laisser un message",
        "prendre un message",
    ),
    Language.EN: (
        "never mind",
        "forget it",
        "cancel that",
        "cancel it",
        "i don't want an appointment",
        "i'll call back",
        "i'll ring back",
        "i'll call you back",
        "i'll ring you back",
        "i'll think about it",
        "leave a message",
        "take a message",
    ),
}

# "... parce que le robinet fuit", "pour une succession"; not "pour mardi", "pour un rendez-vous".
_NO_REASON = {
    Language.FR: r"un rendez vous|prendre|avoir|fixer|moi|nous|mon \w+$|ma \w+$|le docteur|demain"
    rf"|{WEEKDAY[Language.FR]}|la semaine|le \d|l instant|savoir",
    Language.EN: r"an appointment|me|us|my \w+$|doctor|tomorrow"
    rf"|{WEEKDAY[Language.EN]}|next|the \d|now",
}
_REASON = {
    Language.FR: "pour|parce que|parce qu|car|concernant|au sujet|a propos|suite a|a cause",
    Language.EN: "for|because|about|regarding|concerning|as my|since my",
}


_OF_TIME = {
    Language.FR: {*WEEKDAYS[Language.FR], *MONTHS[Language.FR]}
    | word_set(
        "matin matinee midi soir soiree jour journee semaine mois prochain prochaine demain"
        " aujourd hui heure heures tot tard vite rapidement possible plus des que creneau place"
        " dispo disponible libre avant apres vers entre debut fin urgent presse assez tres peu"
    ),
    Language.EN: {*WEEKDAYS[Language.EN], *MONTHS[Language.EN]}
    | word_set(
        "morning noon evening day week month next tomorrow today o clock early late soon possible"
        " as earliest first available free slot before after around between see urgent quite very"
        " rather"
    ),
}
_NAMED_TIMES = {
    Language.FR: {*WEEKDAYS[Language.FR], *MONTHS[Language.FR]}
    | word_set("demain matin midi soir semaine heure heures"),
    Language.EN: {*WEEKDAYS[Language.EN], *MONTHS[Language.EN]}
    | word_set("tomorrow morning afternoon evening week"),
}
_NO_THING = {
    Language.FR: re.compile(r"\b(?:le plus|apres midi|l instant|le moment|quand|pour l)\b"),
    Language.EN: re.compile(r"\b(?:as soon|the moment|now|when|as early)\b"),
}
WORDS_OF_A_REASON = 2


# Said to "si c'est bien cela, …", they agree and tell nothing of what was asked with it.
_AGREEING = {
    Language.FR: re.compile(
        rf"(?:(?:{SIGH[Language.FR]}|oui|ouais|ok|d accord|c est (?:bien )?(?:ca|cela|exact|bon"
        r"|juste|correct|parfait)|exact|exactement|tout a fait|parfait|voila|absolument|entendu"
        r"|merci|tres bien|bien sur|tout est bon|ca me va|ca marche) ?)+"
    ),
    Language.EN: re.compile(
        rf"(?:(?:{SIGH[Language.EN]}|yes|yeah|yep|ok|okay|sure|that s (?:right|it|correct|fine"
        r"|perfect|all right)|it is|right|correct|exactly|perfect|fine|absolutely|of course|thanks"
        r"|thank you|please|lovely|great) ?)+"
    ),
}


def agrees_only(words: str, language: Language) -> bool:
    """Whether nothing but agreement is said: "oui, c'est bien cela"."""
    return bool(_AGREEING[language].fullmatch(plain(words)))


_YES_AND = {
    Language.FR: re.compile(
        r"\W*(?:(?:oui|ouais|d['’ ]accord|ok|parfait|exact(?:ement)?|tout à fait|voilà|très bien"
        r"|c['’ ]est (?:bien )?(?:ça|cela|bon))\W+)+(?:(?:et|alors|en fait|au fait)\W+)*(?=\w)",
        re.IGNORECASE,
    ),
    Language.EN: re.compile(
        r"\W*(?:(?:yes|yeah|yep|ok|okay|perfect|exactly|fine|great|sure|that['’ ]?s (?:right|it"
        r"|correct|fine))\W+)+(?:(?:and|so|by the way)\W+)*(?=\w)",
        re.IGNORECASE,
    ),
}
_IT_IS_FOR = {
    Language.FR: r"(?:c est|ce sera|ce serait|c etait|je viens)",
    Language.EN: r"(?:it s|it is|it will be|it would be|i m coming|i m calling)",
}
_NOT_WHAT_FOR = (
    rf"moi|nous|lui|elle|eux|me|us|him|her|them|"
    rf"{WEEKDAY[Language.FR]}|{WEEKDAY[Language.EN]}"
    r"|demain|aujourd|tomorrow|today|la semaine|(?:le |the )?\d|\w+ (?:heures?|o clock|p m|a m)"
    r"|midi|noon|quoi|qui|quand|combien|what|who|when|how|une? rendez vous|an appointment"
)


def reason_beside_yes(words: str, language: Language) -> str | None:
    """What it is for, told with the yes to what was read back: "oui et c'est pour un vaccin".

    None where it is anything else: a question, a time, or for whom it is.
    """
    yes = _YES_AND[language].match(words)
    rest = words[yes.end() :] if yes else ""
    if not rest or asks_back(rest, language) or told_whom(rest) or is_for_a_relative(rest):
        return None
    reason = rf"{_IT_IS_FOR[language]} (?:{_REASON[language]}) (?!(?:{_NOT_WHAT_FOR})\b)\w+"
    told = re.match(reason, plain(rest)) or tells_an_ailment(rest, language)
    return rest if told else None


# Of a yes, they say no more than it.
_OF_A_YES = word_set(
    "pouvez peux confirmer confirme confirmez valider valide validez reserver reserve reservez"
    " prendre prends prenez prend noter notez garder garde convient arrange conviendra allez va"
    " devrait aller jouer possible preference faire top mettez voulez mieux serai serons viendrai"
    " viendrons confirm book booking take keep reserve suits works write put down ahead should"
    " sounds there coming"
)


def told_beside_yes(words: str, language: Language, read_back: str) -> str:
    """What else is told with the yes to what was ``read_back``: "je suis allergique au latex" of
    "oui et je suis allergique au latex"; empty where that is for whom it is, or known.
    """
    yes = _YES_AND[language].match(words)
    rest = words[yes.end() :] if yes else ""
    if not rest or told_whom(rest) or is_for_a_relative(rest):
        return ""
    known = _OF_A_YES | {*figures(plain(read_back), language).split()}
    beside = words_beside_farewell(figures(plain(rest), language), language)
    told = [word for word in beside if word not in known and len(word) > 1]
    return rest if len(told) >= FEWEST_BESIDE else ""


# Said so, it waits for an answer, whether or not it is a question by its grammar.
_ASKS_US = {
    Language.FR: re.compile(
        r"(?:(?:est ce que )?(?:vous|tu|on) (?:me |nous |m )?(?:pouvez|pourriez|peux|peut|pourrait"
        r"|allez)|(?:pouvez|pourriez|allez|peut|pourrait) (?:vous|on)|(?:c est |est il |serait il"
        r"|ce serait )?possible|je (?:peux|pourrais)|y a t il|(?:je )?(?:voudrais|veux"
        r"|aimerais) savoir)\b"
    ),
    Language.EN: re.compile(
        r"(?:(?:can|could|would|will|do|are|may|might) (?:you|i|we|it)|is (?:it|there)|would it be"
        r"|i d like to know|i want to know)\b"
    ),
}


def asks_of_us(words: str, language: Language) -> bool:
    """Whether what is told beside a yes wants an answer: "vous pouvez m'envoyer un SMS"."""
    return asks_back(words, language) or bool(_ASKS_US[language].match(plain(words)))


# "Le premier" of two people is no first of the month.
_PLACE = re.compile(
    r"\b(?:(?:le|la|the) )?(?:premiere?|deuxieme|seconde?|troisieme|first|second|third)(?: one)?\b"
    rf"(?! (?:(?:de |of )?(?:{MONTH[Language.FR]}|{MONTH[Language.EN]})"
    r"|disponibles?|libres?|available|free)\b)"
)


def without_place(words: str) -> str:
    """Plain ``words`` without what says which of several people is meant: "le premier"."""
    return " ".join(_PLACE.sub(" ", plain(words)).split())


def without_indifference(words: str, language: Language) -> str:
    """``words`` without what says that the person does not matter, which is no wish for a time.

    As they are where the time does not matter: "n'importe quand".
    """
    if _ANY_TIME.search(plain(words)) or not mentions(words, ANY_OF_THEM[language]):
        return words
    return without(words, ANY_OF_THEM[language])


def tells_a_reason(words: str, language: Language, names: Sequence[str] = ()) -> bool:
    """Whether a caller who wants an appointment has said what for.

    ``names`` are those of people, which are no reason.
    """
    reason = rf"\b(?:{_REASON[language]}) (?!(?:{_NO_REASON[language]})\b)\w+"
    if re.search(reason, plain(words)):
        return True
    return tells_something(words, language, [*_OF_TIME[language], *names], WORDS_OF_A_REASON)


_OF_A_WISH = word_set(
    "voir consulter rencontrer venir passer prendre obtenir fixer medecin dentiste kine pediatre"
    " veterinaire rdv rendez suis nouveau nouvelle patient patiente appareil place chez personne"
    " voulu voulions aurait aurions excusez excuse deranger derange desole desolee cherche"
    " traitant quelqu est ce qu auriez avez y il avoir serait fait pas si bien trouver plutot"
    " surgery new dentist physio vet visit session book make come seen with there any have got"
    " you do are could able if get some when speaking here name called"
) | {*RELATIVES, *FRIENDS, *ANIMALS}


def tells_more_than_a_wish(words: str, language: Language, known: Sequence[str]) -> bool:
    """Whether a wish for an appointment says why: "j'ai mal au dos", "my back hurts"; not when,
    with whom, for whom, nor anything ``known``: names of people and of what can be had.
    """
    rest = " ".join(word for word in plain(words).split() if len(word) > 1 and word.isalpha())
    idle = [*_OF_TIME[language], *_NAMED_TIMES[language], *_OF_A_WISH, *known]
    ailing = tells_an_ailment(words, language)
    return tells_something(rest, language, idle, 1 if ailing else WORDS_OF_A_REASON)


# "C'est pour le bilan", said instead of the day.
_WHAT_FOR = {
    Language.FR: re.compile(
        rf"^(?:(?:{SIGH[Language.FR]}|oui|non|en fait|et) )*(?:(?:c est|ce serait|c etait) )?"
        r"(?:pour|concernant|au sujet|a propos|rapport a) (?!(?:(?:l|le|la|les|une?) )?"
        r"(?:rendez vous|rdv|moi|nous|vous|lui|elle|ca|cela|autre|\d+|dans|apres|avant|vers|des"
        r"|docteur|dr|maitre|madame|monsieur|ce|cette|savoir|prendre|avoir|fixer|voir)\b)\w+"
    ),
    Language.EN: re.compile(
        rf"^(?:(?:{SIGH[Language.EN]}|yes|no|actually|and) )*(?:(?:it s|it is|it d be|that s) )?"
        r"(?:for|about|regarding|concerning) (?!(?:(?:an?|the) )?(?:appointment|me|us|you|him|her"
        r"|it|that|another|\d+|in|after|before|around|doctor|dr|mr|mrs|this|next|first)\b)\w+"
    ),
}


def tells_what_for(words: str, language: Language) -> bool:
    """Whether nothing but what the appointment is for is told: "c'est pour mon bilan".

    No day and no hour, nor whom it is for.
    """
    said = plain(words)
    of_time = set(said.split()) & _NAMED_TIMES[language] or _NO_THING[language].search(said)
    return bool(_WHAT_FOR[language].match(said)) and not of_time and told_whom(words) is None


TITLES = frozenset({"le", "la", "docteur", "dr", "maître", "madame", "monsieur", "the", "doctor"})


def words_for(practitioner: Practitioner) -> tuple[str, ...]:
    """How callers name a practitioner: as we do, and by the name alone."""
    name = " ".join(w for w in practitioner.name.split() if w.lower() not in TITLES)
    last = name.split()[-1:] or [practitioner.name]
    return (practitioner.name, name, *last)
