"""French turns of speech about other things than the wish, left out before the grammar reads."""

import re

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import WEEKDAYS
from telesec.values.language import Language

_WEEKDAY = "|".join(WEEKDAYS[Language.FR])

FRENCH_ASIDES: tuple[tuple[re.Pattern[str], str], ...] = (
    (lazily(r"\b(?:n importe lequel|n importe laquelle|lequel|l un|une?) des 2\b"), "~"),
    (  # the hour it is now
        lazily(
            r"(?<!quand )(?<!si )\bil est (?:deja |bientot |presque )?\d{1,2} (?:h|heures?)"
            r"(?: moins le quart| et demie| et quart| moins \d+| \d+)?\b(?! (?:possible|trop))"
        ),
        "~ donc",
    ),
    (
        lazily(
            r"\b(?:(?:j ai|on a|nous avons) )?\d heures? (?:et demie )?(?:devant (?:moi|nous)|de"
            r" (?:libre|pause|battement|trou"
            r"|route|trajet|train|voiture|marche|rendez vous|consultation|seance|travail|cours))\b"
        ),
        "~",
    ),
    (
        lazily(
            r"\b(?:aujourd hui |ce matin |maintenant |depuis )?(?:ca|il|elle) (?:va|vont) (?:un peu"
            r" |beaucoup |bien )?mieux(?: (?:aujourd hui|ce matin|maintenant))?\b"
        ),
        "~ donc",
    ),
    (
        lazily(
            r"\bje (?:vous|te) (?:dis ca|dirai ca|redis(?: ca)?|redirai|tiens au courant"
            r"|reconfirme)"
            rf"(?: (?:demain|{_WEEKDAY}|la semaine prochaine|ce soir|cet apres midi))*"
        ),
        "~",
    ),
    (  # "mercredi les enfants", "mardi c'est piscine": what the day is for
        lazily(
            rf"\b({_WEEKDAY}) (?:c est |y a |il y a )?(?:les (?:enfants|petits|petits enfants"
            rf"|gosses|courses)"
            r"|piscine|marche|foot|judo|danse|gym|kine|menage|sport|yoga|tennis|rugby|musique"
            r"|solfege|chorale|boulot|bureau)\b(?! (?:sont|ont|vont|n|sortent|sera|est|peu))"
        ),
        r"\1 je peux pas ~ donc",
    ),
    (
        lazily(
            r"\b(?:normalement|d habitude|en general) (?:\w+ ){1,7}?mais (?=(?:\w+ ){0,4}(?:le \d"
            rf"|{_WEEKDAY}|demain))"
        ),
        "",
    ),
)
