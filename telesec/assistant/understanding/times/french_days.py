"""French ways to name a day or an hour, as the grammar of days and hours says them.

Each with a word that must be there: most sentences have none of them, and are not looked at.
"""

import re
from collections.abc import Callable

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.values.language import Language

_DAYS = WEEKDAYS[Language.FR]
_WEEKDAY = "|".join(_DAYS)
_MONTH = "|".join(MONTHS[Language.FR])
_PART = r"(?:matin|soir|midi|apres midi)"
_DATE = rf"(?:(?:le |ce )?(?:{_WEEKDAY})(?: prochain)?(?: \d{{1,2}}(?: (?:{_MONTH}))?)?"
_DATE += rf"|(?:le )?\d{{1,2}}(?: er)?(?: (?:{_MONTH}))?|demain|apres demain)(?: {_PART})?"
_OTHER_WEEK = (
    r"(?:(?:mais|plutot|donc|alors) )*(?:celle (?:encore )?(?:d apres|qui suit)"
    r"|(?:la )?semaine (?:d apres|suivante|en 8)|la suivante|l autre(?: d apres)?)\b"
)
_OTHER_WEEKEND = (
    r"(?:(?:mais|plutot|donc|alors) )*(?:le week ?end (?:d apres|suivant|prochain|en 8)"
    r"|celui d apres|le (?:suivant|prochain)|l autre)\b"
)
_BUSY = (
    r"(?:(?:suis|est|serai|sera|sommes|serons) (?:en (?:vacances|conges?|deplacement|voyage|cure"
    r"|mission|formation|stage)|a l etranger|prise?s?|parti\w*|absente?s?|occupee?s?|plus la"
    r"|pas la)|pars|part|partons|travaille|travaillons|reprends"
    r"|(?:peux|peut|pourrai|pourrais|suis|serai) plus)"
)

_NOT_THEN = (
    r"(?:non|impossible|c est (?:mort|impossible|pas possible|complet|rape|cuit)"
    r"|(?:je|on|nous) (?:ne )?(?:suis|est|sommes|serai|sera|peux|peut) pas(?: (?:la|libre|dispo))?"
    rf"|(?:je|on|nous) {_BUSY})"
)


def _between(found: re.Match[str]) -> str:
    """ "Ni lundi ni vendredi mais entre les deux": Tuesday to Thursday."""
    first, last = _DAYS[found[1]], _DAYS[found[2]]
    inside = [(first + ahead) % 7 for ahead in range(1, (last - first) % 7)]
    names = [next(name for name, day in _DAYS.items() if day == one) for one in inside]
    return " ou ".join(names) or found[0]


FRENCH_DAYS: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (  # "jeudi de deux à cinq"
        " de ",
        lazily(
            rf"\b({_WEEKDAY}|demain|hui|apres midi) de ([1-9]|1\d) a ([2-9]|1\d|20)\b"
            rf"(?! ?(?:/|:|\d|h\b|heures?|er\b|jours?|semaines?|mois|ans|minutes|pour|{_MONTH}))"
        ),
        r"\1 entre \2 et \3",
    ),
    (  # "mercredi à 16 et si c'est pris mercredi à 17"
        " a ",
        lazily(
            rf"\b({_WEEKDAY}|demain) a ([7-9]|1\d|20)"
            r"(?= (?:et(?! (?:demi|quart))|ou|sinon|si|mais|non)\b)"
        ),
        r"\1 a \2 h",
    ),
    (  # "quatorze heures non quinze sinon mardi"
        " non ",
        lazily(
            r"\b((?:heures?|h)(?: \d\d| et demie?| et quart)?) (?:ah |oh |euh |mais )*non"
            r" (\d{1,2}) (?=(?:sinon|ou|et(?! (?:demi|quart))|mais|donc|alors|lundi|mardi|mercredi"
            r"|jeudi|vendredi|samedi)\b)"
        ),
        r"\1 non \2 h ",
    ),
    ("mais non", lazily(r"\bmais non (?=\d{1,2} (?:h|heures?)\b)"), "non "),
    (  # "soit huit heures trente soit midi": noon, and no stretch
        " midi",
        lazily(
            r"\b((?:h|heures?)(?: \d\d| et demie?| et quart)? (?:ou(?: bien| alors)?|soit|sinon))"
            r" (?=midi\b(?! et (?:2|demi)| (?:a )?\d))"
        ),
        r"\1 a ",
    ),
    ("ce midi a ", lazily(r"\bce midi a (?=\d{1,2} (?:h|heures?)\b)"), "aujourd hui a "),
    (
        "pas ",
        lazily(
            rf"\bpas (?:ce |le )?({_WEEKDAY})(?: ci| qui vient)? (?:(?:mais|plutot) )*"
            r"(?:(?:le )?\1 )?(?:d apres|suivant)\b"
        ),
        r"\1 en 8",
    ),
    (
        "cette semaine",
        lazily(
            r"\b(?:ni|pas) cette semaine(?: ci)? (?:(?:ni|et|mais|pas|non plus) )+"
            r"(?:la )?(?:semaine )?(?:prochaine|suivante|d apres)(?: semaine)?(?: non plus)? "
            rf"{_OTHER_WEEK}"
        ),
        "la semaine en 8",
    ),
    (
        "ce week",
        lazily(
            r"\b(?:ni|pas) ce week ?end(?: ci)? (?:ni|et pas|pas) (?:en|dans la|la|cette) semaine "
            rf"{_OTHER_WEEKEND}"
        ),
        "le week end en 8",
    ),
    (
        "rien ne",
        lazily(r"\b(?:et )?si rien ne (?:va|convient|colle|marche|vous (?:va|convient))\b"),
        "sinon",
    ),
    (
        "entre les 2",
        lazily(
            rf"\b(?:ni|pas) (?:le )?({_WEEKDAY}) (?:ni|et|pas|et pas|ou) (?:le )?({_WEEKDAY})"
            r" (?:(?:mais|plutot|donc|quelque part|1 jour) )*entre les 2\b"
        ),
        _between,
    ),
    (  # "octobre, la deuxième quinzaine"
        " quinzaine",
        lazily(
            rf"\b(?:(?:en|pour|courant) )?({_MONTH}) (?:(?:mais|plutot|vers|pour|sur|dans|donc) )*"
            r"(?:la )?(premiere|1 ere|deuxieme|2 eme|seconde) (quinzaine)\b(?! (?:de|d) )"
        ),
        r"la \2 \3 de \1",
    ),
    (  # "un mardi, un mercredi, ça m'est égal"
        " 1 ",
        lazily(rf"\b({_WEEKDAY})( {_PART})? (?:ou |et )?1 (?=(?:{_WEEKDAY})\b)"),
        r"\1\2 ou ",
    ),
    (  # "un samedi matin, celui du 24"
        "celui du",
        lazily(rf"\b({_WEEKDAY})( {_PART})? (?:mais |donc )?celui du (\d{{1,2}})\b(?! ?h)"),
        r"\1 \3\2",
    ),
    (
        "les jours ",
        lazily(
            r"\bles jours (?:d apres|suivants|qui suivent)"
            rf"(?= (?:le )?(?:{_WEEKDAY}|demain|\d))"
        ),
        "~",
    ),
    (  # "lundi ou mardi, après ça je suis en vacances"
        "apres ",
        lazily(
            rf"\bapres (?:(?:ca|cela) )?(?:je|on|nous) (?:ne |n |m en )?{_BUSY}"
            r"(?= *$| (?:parce|car|donc|merci|voila)\b)"
        ),
        "~",
    ),
    (  # "j'ai rien avant le quinze": the caller
        "rien ",
        lazily(
            rf"\b(?:(?:je n|j|on n|on|nous n) (?:ai|a|avons|aurai) rien (?:de (?:libre|dispo\w*) )?"
            rf"|(?:je|on) (?:ne )?(?:peux|peut|pourrai) rien (?:faire )?)avant"
            rf" (?=(?:le )?(?:{_WEEKDAY}|\d|{_MONTH})|demain)"
        ),
        "pas avant ",
    ),
    (
        "rien avant",
        lazily(r"\b(?:je|on) (?:ne )?(?:peux|peut|pourrai) rien avant(?= *$)"),
        "~",
    ),
    (  # "en décembre, j'ai rien avant"
        " avant",
        lazily(
            r"\b(?:(?:je n|j|on n|on|nous n|nous) (?:ai|a|avons|aurai) rien"
            r" (?:de (?:libre|dispo\w*) )?|(?<!peux )(?<!peut )pas )avant(?= *$)"
        ),
        "~",
    ),
    (  # "reporter mon rendez-vous de lundi à jeudi"
        "",
        lazily(
            r"\b((?:report|decal|deplac|repouss|avanc|transfer|bascul)\w*(?: \w+){0,5}?)"
            rf" (?:de |du |d )(?:{_DATE}) (?:a|au|pour|vers) (?={_DATE}\b)"
            r"(?!\d{1,2} (?:h|heures?)\b)(?:le |ce )?"
        ),
        r"\1 au ",
    ),
    (  # "mardi matin j'aimerais mieux pas"
        " pas",
        lazily(
            r"\bj (?:aimerais|aime) (?:mieux|autant) (?:pas|eviter)\b"
            r"|\bje (?:prefere|prefererais) (?:pas|eviter)\b"
        ),
        "je peux pas",
    ),
    (
        "disais",
        lazily(rf"\bje (?:vous )?disais (?:donc )?(?=(?:le )?(?:{_WEEKDAY}|demain|\d))"),
        "",
    ),
    (
        "libre",
        lazily(
            r"\bje (?:suis|serai) (?:(?:a|de) nouveau |enfin )?(?:1 |un |une )"
            r"(?:femme|homme) libre\b"
        ),
        "je suis libre",
    ),
    (  # "le trente ou le premier l'après-midi"
        " premier",
        lazily(rf"\b(le|du|au|ou|et) premier (?=(?:(?:le|l|au|dans l) )?{_PART}\b)"),
        r"\1 1 er ",
    ),
    (  # "mardi à 10 h, je voudrais la semaine suivante même heure"
        "meme h",
        lazily(
            rf"\b((?:{_WEEKDAY}|demain|le \d{{1,2}})\b.*?) (?:la |de la )?semaine (d apres|suivante"
            r"|prochaine) (?:(?:et|mais|a|vers|la) )*meme (heure|horaire)\b"
        ),
        r"\1 meme jour de la semaine \2 meme \3",
    ),
    (  # "jeudi vendredi samedi de la semaine prochaine": each of them
        " semaine",
        lazily(
            rf"\b({_WEEKDAY}) (?=(?:(?:{_WEEKDAY}) )+(?:(?:ou|et) (?:{_WEEKDAY}) )?"
            r"(?:de )(?:la|cette) semaine\b)"
        ),
        r"\1 ou ",
    ),
    ("plus tard", lazily(r"\b(?:le )?(\d{1,2}(?: er)? \w+) et plus tard\b"), r"a partir du \1"),
    (  # "jeudi soir en huit"
        " en ",
        lazily(rf"\b({_WEEKDAY}) (?:(?:le |au )?(matin|soir|midi)|(apres midi)) en (8|15)\b"),
        r"\1 en \4 \2\3",
    ),
    (
        "celle d",
        lazily(rf"\bcelle (?:de |du )({_WEEKDAY}) (et|ou) (?:celle (?:de |du ))?({_WEEKDAY})\b"),
        r"\1 \2 \3",
    ),
    ("celui du", lazily(r"\bl autre celui du (?=\d{1,2}\b(?! ?h))"), "le "),
    (
        "jusqu",
        lazily(rf"\b(?:a partir|a compter) (?:du |de )({_WEEKDAY}) jusqu (?:au |a )({_WEEKDAY})\b"),
        r"du \1 au \2",
    ),
    (  # "neuf heures et jusqu'à onze heures"
        " et jusqu",
        lazily(
            r"(?<!avant )(?<!apres )(?<!partir de )(?<!des )"
            r"\b(\d{1,2} (?:h|heures?)(?: \d\d| et demie?| et quart)?) et jusqu a (?=\d|midi)"
        ),
        r"\1 a ",
    ),
    (
        "celui de cette",
        lazily(
            rf"\b({_WEEKDAY}) (?:mais )?pas celui de cette semaine (?:(?:mais|plutot) )*"
            r"(?:le (?:suivant|prochain)|celui (?:d apres|de la semaine prochaine)|l autre)\b"
        ),
        r"\1 de la semaine prochaine",
    ),
    (  # "jeudi prochain, pas demain, l'autre"
        "pas ",
        lazily(
            rf"\b({_WEEKDAY})(?: prochain)? (?:mais )?pas (?:demain|apres demain|aujourd hui"
            r"|celui (?:ci|qui vient)|ce \1) (?:(?:mais|plutot|hein) )*"
            r"(?:l autre|le suivant|celui d apres)\b"
        ),
        r"\1 en 8",
    ),
    ("on se ", lazily(r"\bon se retrouve\b"), "on se dit"),
    (  # "décembre, première semaine"
        "e semaine",
        lazily(
            rf"\b(?:en |pour )?({_MONTH}) (?:(?:plutot|vers|dans|donc) )*(?:la )?(premiere|1 ere"
            r"|deuxieme|2 eme|troisieme|derniere) semaine\b(?! (?:de|d|du) )"
        ),
        r"la \2 semaine de \1",
    ),
    (
        "alentours",
        lazily(r"\b(?:aux|dans les) alentours du (?=\d{1,2}\b(?! ?(?:h|heures?)\b))"),
        "le ",
    ),
    ("autour du", lazily(r"\bautour du (?=\d{1,2}\b(?! ?(?:h|heures?)\b))"), "le "),
    (  # "le mercredi d'après celui de demain"
        "apres ce",
        lazily(
            rf"\b({_WEEKDAY}|week ?end) (?:d )?apres (?:celui (?:de demain|d aujourd hui|ci|la"
            r"|qui (?:vient|arrive))|ce (?:\1))"
        ),
        r"\1 en 8",
    ),
    (
        "s jours ",
        lazily(
            rf"\b(?:dans |pendant )?les (?:tout )?premiers jours (?:de |d |du mois de )({_MONTH})\b"
        ),
        r"debut \1",
    ),
    (
        "s jours ",
        lazily(
            rf"\b(?:dans |pendant )?les (?:tout )?derniers jours (?:de |d |du mois de )({_MONTH})\b"
        ),
        r"fin \1",
    ),
    ("jour de l annee", lazily(r"\b(?:le )?(?:tout )?dernier jour de l annee\b"), "le 31 decembre"),
    (
        "la fermeture",
        lazily(r"\bde (\d{1,2} (?:h|heures?)(?: \d\d| et demie?| et quart)?) a la fermeture\b"),
        r"a partir de \1",
    ),
    (  # "la semaine prochaine non, la suivante"
        "semaine",
        lazily(
            r"\b(?:pas la (?:semaine (?:prochaine|qui vient)|prochaine semaine)"
            rf"|la (?:semaine (?:prochaine|qui vient)|prochaine semaine) {_NOT_THEN})"
            r" (?:(?:mais|donc|plutot|alors) )*(?:la (?:semaine )?(?:suivante|d apres)"
            r"|celle (?:d apres|qui suit)|l autre(?: d apres)?)\b"
        ),
        "la semaine en 8",
    ),
    (
        " d apres",
        lazily(r"\b(?:le |l |la )(matin|soir|apres midi) d apres(?= *$| (?:a|vers|si|ou|merci)\b)"),
        r"le lendemain \1",
    ),
)
