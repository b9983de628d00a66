"""French turns that leave a day out, or say which one is left: "le mardi excepté"."""

import re

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import WEEKDAYS
from telesec.values.language import Language

_WEEKDAY = "|".join(WEEKDAYS[Language.FR])

FRENCH_EXCEPTIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (lazily(rf"\b(?:le )?({_WEEKDAY}) (?:excepte|exclu|mis a part)(?= *$| merci)"), r"sauf \1"),
    (lazily(rf"\b({_WEEKDAY}) (?:on oublie|oubliez)\b"), r"\1 je peux pas"),
    (
        lazily(r"\b(?:mais )?(?:a part|sinon|hormis) (?:ca|cela) tout (?:me va|va bien|est bon)\b"),
        "~",
    ),
    (
        lazily(
            rf"\b((?:{_WEEKDAY})(?: (?:et )?(?:{_WEEKDAY}))*) (?:je suis|on est|il est|elle est)"
            r" (?:de (?:nuit|garde|journee)|d astreinte)\b"
        ),
        r"\1 je peux pas ~ donc",
    ),
    (
        lazily(
            r"\b(?:laissez tomber|oubliez|oublions) (?:les |le )?\d{1,2} (?:heures?|h)"
            r"(?: (?:\d\d|et demie?|et quart))?\b"
        ),
        "~",
    ),
    (lazily(r"\baujourd hui encore ou\b"), "aujourd hui sinon"),
    (lazily(r"\bles 2 (?=(?:le |au |en )?(?:matin|soir|midi|apres midi)\b)"), ""),
    (
        lazily(r"\b(cette semaine) (et|ou) la (?:semaine )?(?:suivante|prochaine|d apres)\b"),
        r"\1 \2 la semaine prochaine",
    ),
    (
        lazily(
            r"\b(la semaine prochaine) (et|ou)"
            r" (?:la (?:semaine )?(?:suivante|d apres)|celle d apres)\b"
        ),
        r"\1 \2 la semaine en 8",
    ),
    (  # "il me reste jeudi"
        lazily(
            r"(?<!soiree )(?<!matinee )(?<!matin )(?<!midi )(?<!prochaine )(?<!semaine )"
            r"(?<!il )(?<!y )(?<!me )(?<!nous )(?<!m )(?<!n )"
            r"\b(?:ce qui (?:me|nous) reste c est"
            r"|(?:(?:il|y) )?(?:(?:me|nous|m|n) )?reste"
            rf"(?: (?:que|plus que|donc|alors))?) (?=(?:le )?(?:{_WEEKDAY})\b)"
        ),
        "donc ",
    ),
    (  # "sauf mercredi la semaine prochaine": the week is wished for
        lazily(
            rf"\b(sauf|hormis|excepte|a part|en dehors d[eu])"
            rf" ((?:le )?(?:{_WEEKDAY})(?: matin| apres midi| soir)?)"
            r" (la semaine prochaine|cette semaine|la semaine du \d+)\b"
        ),
        r"\3 \1 \2",
    ),
    (  # "je suis jamais là le mardi"
        lazily(
            r"\b(?:(?:je|on) )?(?:(?:ne|n) )?(?:(?:suis|serai|est) )?jamais"
            r" (?:la|libres?|dispo\w*|chez (?:moi|nous))"
            rf" (?=(?:le |les )?(?:{_WEEKDAY})s?\b)"
        ),
        "pas ",
    ),
    (
        lazily(rf"\b({_WEEKDAY}|demain) pas possible(?= *$| (?:{_WEEKDAY}|demain|mais)\b)"),
        r"\1 c est impossible",
    ),
    (
        lazily(
            r"\bdans les (?:tout )?(?:prochains jours|jours (?:qui viennent|a venir|prochains))\b"
            r"(?! avant)"
        ),
        "d ici 7 jours",
    ),
    (
        lazily(r"\b(?:(?:en|au) )?(?:tout )?debut (?:de l |d )annee(?: prochaine)?\b"),
        "debut janvier",
    ),
)
