"""Words of callers around an appointment: whom they mean, and what they want changed."""

import re

from telesec.agenda.practitioner import Practitioner
from telesec.assistant.understanding import plain
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
    ),
    Language.EN: (
        "anyone",
        "any of them",
        "either",
        "no preference",
        "doesn't matter",
        "whoever is free",
        "first available",
    ),
}

# What a caller may want changed after the read-back: the moment, the name, the number, the birth.
CORRECTIONS = {
    Language.FR: (
        ("le moment", "la date", "le jour", "l'heure", "l'horaire", "le rendez-vous"),
        ("le nom", "mon nom", "prénom"),
        ("le numéro", "mon numéro", "le téléphone", "le portable", "le numéro de téléphone"),
        ("la date de naissance", "ma date de naissance", "date de naissance"),
    ),
    Language.EN: (
        ("the time", "the date", "the day", "the hour", "the appointment"),
        ("the name", "my name"),
        ("the number", "my number", "the phone"),
        ("the date of birth", "my date of birth", "date of birth"),
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
        "je vais rappeler",
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
        "leave a message",
        "take a message",
    ),
}

# "... parce que le robinet fuit", "pour une succession"; not "pour mardi", "pour un rendez-vous".
_NO_REASON = {
    Language.FR: r"un rendez vous|prendre|avoir|fixer|moi|nous|mon \w+$|ma \w+$|le docteur|demain"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|la semaine|le \d|l instant|savoir",
    Language.EN: r"an appointment|me|us|my \w+$|doctor|tomorrow|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|next|the \d|now",
}
_REASON = {
    Language.FR: "pour|parce que|parce qu|car|concernant|au sujet|a propos|suite a|a cause",
    Language.EN: "for|because|about|regarding|concerning|as my|since my",
}


def tells_a_reason(words: str, language: Language) -> bool:
    """Whether a caller who wants an appointment has said what for."""
    reason = rf"\b(?:{_REASON[language]}) (?!(?:{_NO_REASON[language]})\b)\w+"
    return re.search(reason, plain(words)) is not None


TITLES = frozenset({"le", "la", "docteur", "dr", "maître", "madame", "monsieur", "the", "doctor"})


def words_for(practitioner: Practitioner) -> tuple[str, ...]:
    """How callers name a practitioner: as we do, and by the name alone."""
    name = " ".join(w for w in practitioner.name.split() if w.lower() not in TITLES)
    last = name.split()[-1:] or [practitioner.name]
    return (practitioner.name, name, *last)
