"""French turns of speech about time, and how the grammar of days would say them."""

import re

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.values.language import Language

_WEEKDAY = "|".join(WEEKDAYS[Language.FR])
_MONTH = "|".join(MONTHS[Language.FR])

FRENCH_TURNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        lazily(
            rf"\b(?:c est (?:un )?(?:{_WEEKDAY}|ferie) )(?:et )?vous (?:etes|serez) fermee?s?\b"
        ),
        "je peux pas ~ donc",
    ),
    (
        lazily(rf"\b({_WEEKDAY}) non (?:et )?(?:le )?({_WEEKDAY}) non plus\b"),
        r"pas \1 pas \2 ~ donc",
    ),
    (  # "pas lundi, pas mardi, jeudi ça irait": each has its own "pas"
        lazily(rf"\b((?:(?:pas|ni) (?:le )?(?:{_WEEKDAY}) ){{2,}})(?=(?:le )?(?:{_WEEKDAY})\b)"),
        r"\1~ donc ",
    ),
    (
        lazily(
            r"\b(1|2|3|\d+) (?:petite?s?|bon(?:ne)?s?|grosse?s?|gros|longue?s?)"
            r" (?=(?:jour|semaine|mois|heure|minute))"
        ),
        r"\1 ",
    ),
    (
        lazily(
            r"\b(\d{1,2} (?:heures?|h)(?: \d\d| et demie?| et quart)?) du (matin|soir) ou"
            r" (?:bien )?du (soir|matin)\b"
        ),
        r"\1 du \2 ou \1 du \3",
    ),
    (lazily(r"\bsoit (.+?) soit (.+?) soit\b"), r"\1 ou \2 ou"),
    (lazily(r"\bsoit (.+?) soit\b"), r"\1 ou"),
    (
        lazily(r"\ben semaine (?:je|on|nous|il|elle)(?: \w+)? (?:travaill|boss|suis|est|somm)\w*"),
        "~",
    ),
    (
        lazily(
            r"\b(?:en semaine|les jours de semaine|(?:un|1) jour de semaine"
            r"|les jours ouvr(?:es|ables)|un jour ouvr(?:e|able))\b"
        ),
        "sauf samedi sauf dimanche ~ ",
    ),
    (
        lazily(r"\bplutot ((?:le |la )?\w+(?: \w+)?) que (?=(?:le |la |l )?\w+)"),
        r"\1 sauf ",
    ),
    (
        lazily(
            r"\b(?:pas|rien) cette semaine (?:mais |plutot |donc )*(?:la (?:semaine )?(?:suivante"
            r"|prochaine|d apres)|celle d apres)\b"
        ),
        "la semaine prochaine",
    ),
    (
        lazily(
            r"\bpas la semaine prochaine (?:mais |plutot |donc )*(?:la suivante|celle d"
            r" apres)\b"
        ),
        "la semaine en 8",
    ),
    (
        lazily(
            r"\b(dans|d ici|sous)(?: 1| une)?(?: petite| bonne)? (?:dizaine|10 aine)(?: de"
            r" jours)?\b"
        ),
        r"\1 10 jours",
    ),
    (
        lazily(r"\b(dans|d ici|sous)(?: 1| une)?(?: petite| bonne)? quinzaine(?: de jours)?\b"),
        r"\1 15 jours",
    ),
    (lazily(r"\b(dans|d ici|sous)(?: 1| une)? huitaine(?: de jours)?\b"), r"\1 8 jours"),
    (
        lazily(
            rf"\b(du|de|entre le|entre) (?:{_WEEKDAY}) (\d{{1,2}}(?: er)?(?: (?:{_MONTH}))?)"
            rf" (au|et le|et|a|jusqu au) (?:{_WEEKDAY}) (?=\d{{1,2}}\b(?! ?(?:h|heures?)\b))"
        ),
        r"\1 \2 \3 ",
    ),
    (  # "mardi neuf trente", "quatorze trente mardi": hours, said without the word
        lazily(
            rf"\b({_WEEKDAY}|{_MONTH}|demain|vers|a|matin|midi|soir|prochain)"
            r" ([7-9]|1\d|20) (00|05|10|15|20|30|40|45|50)(?! ?(?:\d|h\b|heures?\b|/|er\b|euros)"
            rf"| (?:{_MONTH})\b)"
        ),
        r"\1 \2 h \3",
    ),
    (
        lazily(
            r"(?<!\d )(?<!le )(?<!du )(?<!au )\b([7-9]|1\d|20) (00|15|30|45)"
            rf"(?= (?:(?:le|ce) )?(?:{_WEEKDAY}|demain|aujourd hui|apres demain)\b)"
        ),
        r"\1 h \2",
    ),
    (
        lazily(
            r"(?<!\d )(?<!le )(?<!les )(?<!du )(?<!au )\b([7-9]|1\d) (ou|et) ([7-9]|1\d)"
            rf"(?= (?:(?:le|ce) )?(?:{_WEEKDAY}|demain|aujourd hui|apres demain)\b)"
        ),
        r"\1 h \2 \3 h",
    ),
    (
        lazily(
            r"\b(?:je|on|nous|j)(?= (?:(?!sauf|hormis|excepte)\w+ ){0,7}?(?:pas|travaill\w+|boss\w+"
            r"|prise?|occupee?|absente?|cours|boulot|complet|deplacement)\b)"
            r"(?: ne| n| y)?(?: (?:travaille|bosse|suis|ai|peux|peut|prise?|pas"
            r"|occupee?|absente?|libre|disponible|dispo|la|cours|pris|venir|au boulot|complet"
            r"|en deplacement|travaillons|bossons|sommes))+"
            r"(?: (?:toute la semaine|tous les jours|tout le temps|la semaine|le reste de la"
            r" semaine))?"
            r" (?:sauf|hormis|a part|excepte|mis a part|en dehors)(?: de| du)?\b"
        ),
        "seulement",
    ),
    (  # "le 9 12 à 16 heures", as some say and recognisers write
        lazily(r"\ble (\d{1,2}) (0?[1-9]|1[0-2])(?= (?:a|vers|apres|avant|au|si|s il)\b| ?$)"),
        r"le \1/\2",
    ),
    (
        lazily(r"\bentre noel et (?:le )?(?:jour de l an|nouvel an|1 er de l an)\b"),
        "du 26 decembre au 31 decembre",
    ),
    (
        lazily(
            rf"\bpas (?:ce(?:lui)? |le )?(?:de )?(?:ce )?({_WEEKDAY})"
            r"(?: ci| prochain| qui vient)? (?:mais |plutot )*(?:le suivant|celui d apres|le"
            r" prochain|l autre(?: \1)?)\b"
        ),
        r"\1 en 8",
    ),
    (lazily(rf"\b({_WEEKDAY}) (?:mais )?\1 en 8\b"), r"\1 en 8"),
    (lazily(r"\bendeans (?:les |le )?"), "d ici "),
    (
        lazily(
            r"\b(?:dans )?(\d{1,2} (?:jours?|semaines?|mois))"
            r" (?:d|(?:apres|a (?:compter|partir) d)?) ?aujourd hui\b(?: pile)?"
        ),
        r"dans \1",
    ),
    (lazily(r"\bhesite entre (.+?) et (?=\w)"), r"hesite \1 ou "),
    (
        lazily(r"(?<!h )(?<!heures )\b(\d{1,2}) ou (\d{1,2}) (?=(?:h|heures)\b)"),
        r"\1 heures ou \2 ",
    ),
    (
        lazily(
            r"\b(heures?|h|heures? (?:\d\d|et demie?|et quart)|h \d\d)"
            r" ((?:(?:euh|ah|oh|non|pardon|plutot|enfin|ou|sinon|si possible|attendez"
            r"|je veux dire|disons|mettons"
            r"|excusez moi|mettez) )+)(\d{1,2})(?= ?$| (?:si|s il|merci|ca|ce|plutot|c est)\b)"
        ),
        r"\1 \2\3 heures",
    ),
    (
        lazily(
            r"\b(?:(?:pendant|a|sur|durant) )?(?:la |ma )pause (?:de |du )?(?:midi|dejeuner)\b"
            r"(?! (?:a |et )?\d)"
        ),
        "le midi",
    ),
    (
        lazily(
            r"\b(?:(?:je|j|on|nous|il|elle|ils) )?(?:(?:ne|n) )?(?:(?:suis|serai|sera|serons|sommes"
            r"|est|sais|sait|c|peux|pourrai|pourrais|pourrons|peut|pouvons|rentre"
            r"|reviens) (?:\w+ )?)?pas"
            r"(?: (?:la|libre|disponible|dispo|possible|venir|moi|chez|en|france|de|retour|suisse"
            r"|rentree?s?|joignable|ici|du|tout|me|liberer|passer|etre|vraiment))* avant\b"
        ),
        "pas avant",
    ),
    (
        lazily(
            r"\bou (?:au plus tard|au pire|a la limite|a la rigueur|eventuellement|encore"
            r"|bien) "
        ),
        "ou ",
    ),
    (
        lazily(r"(^|\bvers(?: les)? )(\d{1,2}) (\d{1,2}) (?=(?:h|heures?)\b)"),
        r"\1\2 h ou \3 ",
    ),
    (lazily(r"\bqui suit (?=(?:le|la|l|les|\d|noel|paques)\b)"), "apres "),
    (lazily(r"\bqui precede (?=(?:le|la|l|les|\d|noel|paques)\b)"), "avant "),
    (
        lazily(rf"\bce ({_WEEKDAY}) (?:ci )?ou (?:le )?\1 (?:prochain|suivant|d apres)\b"),
        r"\1 ou \1 en 8",
    ),
    (
        lazily(
            rf"\bla (semaine du (?:lundi )?\d+(?: er)?(?: (?:{_MONTH}))?)(?: \w+){{0,2}}? (?:en"
            rf"|au|a la)"
            r" (debut|milieu|fin) de semaine\b"
        ),
        r"\2 de la \1",
    ),
    (
        lazily(
            rf"\bplutot que (?:le |ce |du )?(?:{_WEEKDAY}|demain|apres demain)(?: (?:matin|soir"
            rf"|prochain"
            r"|apres midi))?\b(?! je)"
        ),
        " ",
    ),
    (lazily(rf"\b({_WEEKDAY}) (8|15) jours\b(?! (?:apres|avant|plus))"), r"\1 en \2"),
    (
        lazily(
            rf"\b({_WEEKDAY}) prochain (?:donc )?(?:le )?(?=\d{{1,2}}\b(?! ?(?:h|heures?"
            rf"|/)))"
        ),
        r"\1 ",
    ),
    (
        lazily(
            rf"\b(?:le )?(\d{{1,2}}(?: er)? (?:{_MONTH})) (?:le )?({_WEEKDAY})"
            rf"(?= ?$| (?:a|vers|au|matin|pour|soir|midi"
            r"|apres|entre|en debut|en fin)\b)"
        ),
        r"\2 \1",
    ),
    (
        lazily(
            r"\bdans (?:exactement|environ|a peu pres|grosso modo|a peine|tout juste|peut etre"
            r"|pile) (?=\d|une?\b)"
        ),
        "dans ",
    ),
    (
        lazily(
            r"\bsi ((?:\w+ ){1,6}?)(?:c |n )?est (?:deja |pas )*(?:pris|complet|plein|possible"
            r"|libre)"
            r" (?:alors|donc|je veux bien|je prends|plutot|ce sera|ce serait)\b"
        ),
        r"\1sinon",
    ),
    (
        lazily(
            r"\b(?:et )?si (?:(?:c est|ce n est|c|ca n est|vous n avez|vous avez) pas"
            r"(?: possible| libre| disponible| de place)?|ca (?:ne )?(?:va|marche|colle) pas)\b"
        ),
        "sinon",
    ),
    (
        lazily(
            r"\bpas (?:a )?\d{1,2} (?:h|heures?)(?: (?:\d\d|et demie?|et quart))? (?:mais )?"
            r"(?=(?:a )?\d{1,2} (?:h|heures?)\b)"
        ),
        " ",
    ),
    (lazily(rf"\b(?:{_WEEKDAY}) je (?:ne )?sais pas(?: encore| trop)?\b"), "~"),
    (
        lazily(r"\b(?:le |votre )?dernier (?:rendez vous|creneau) (?:de la journee|du jour)\b"),
        "en fin de journee",
    ),
    (
        lazily(
            rf"\bje (?:reviens|reviendrai) vers vous(?: (?:la semaine prochaine|demain|dans la"
            rf" semaine"
            rf"|{_WEEKDAY}|le mois prochain|d ici \w+(?: \w+)?))?"
        ),
        "~",
    ),
    (lazily(r"\bentre (?:maintenant|aujourd hui|ce jour) et\b"), "d ici"),
    (lazily(r"\bpas (?:celui|celle) (?:ci|la)\b"), "~"),
    (
        lazily(
            r"\b(?:le )?\d+ c est (?:mon|ma|le|la|notre) (?:numero|code|age|adresse|etage|taille)\b"
        ),
        "~",
    ),
    (lazily(rf"\b({_WEEKDAY}) (ou|et) (?!\1)({_WEEKDAY}) en (8|15)\b"), r"\1 en \4 \2 \3 en \4"),
    (lazily(r"\b(avant|apres|d ici|des|pas avant|partir de) le mois (?:de |d )"), r"\1 "),
    (
        lazily(
            rf"\b((?:(?:pas|ni) (?:le )?(?:{_WEEKDAY}) (?:mais )?){{1,}})n importe quel autre jour"
            r"(?: de)?( la semaine prochaine| cette semaine)?"
        ),
        r"\2 \1",
    ),
    (
        lazily(r"\b(?:avant|d ici) (?:la )?fin (?:de (?:la )?journee|du jour)\b"),
        "aujourd hui",
    ),
    (lazily(r"\bavant (?:la )?fin\b"), "d ici fin"),
    (lazily(r"\b(matin|matinee|apres midi|soir|soiree) du (?=\d{1,2}\b(?! ?h| au \d))"), r"\1 le "),
    (lazily(r"\b((?:une|1|la) place|(?:un|1|le) creneau) s est liberee?\b"), r"\1"),
    (lazily(r"\b(libre|dispo|disponible|la) depuis (?=\d|midi)"), r"\1 a partir de "),
    (
        lazily(
            r"\b(veille|lendemain|avant veille) de (?:mon|ma|notre|son|sa|la|le|l) \w+"
            r" qui (?:est|sera|a lieu)(?: prevue?| fixee?)?(?: le)? (?=\d)"
        ),
        r"\1 du ",
    ),
    (
        lazily(
            r"\b(avant|apres|d ici|jusqu a) (?:la |le |l |mon |ma |notre )"
            r"(?!semaine|mois|matin|soir|debut|fin|milieu|nuit)\w+ du (?=\d{1,2}\b(?! ?h))"
        ),
        r"\1 le ",
    ),
    (
        lazily(
            r"\b(?:la )?semaine prochaine (?:(?:mais|et|plutot|vers|en|au|a) )+(?:la |le )?"
            r"(debut|milieu|fin)\b(?: de (?:la )?semaine\b)?(?! d)"
        ),
        r"\1 de la semaine prochaine",
    ),
    (lazily(r"\bd ici (?:le |ce )?week ?end\b"), "avant le week end"),
    (
        lazily(r"\b((?:repouss|report|decal|retard|recul)\w+(?: \w+){0,3}?) jusqu (?=a\b|au\b)"),
        r"\1 ",
    ),
    (
        lazily(
            r"\b(le|du|au|ou|et) premier(?= (?:du mois|ou|et|au|a|vers|apres|avant|soit|le|non"
            r"|pardon|si)\b| ?$)"
        ),
        r"\1 1 er",
    ),
    (lazily(r"\ba tantot (?=(?:a |vers )?\d{1,2} h)"), ""),  # in Belgium: this afternoon
    (lazily(r"\b(?:tout a l heure|tantot)\b"), "aujourd hui"),
    (
        lazily(
            r"\b(?:suis (?:pas |plutot )*|cours |ecole |equipe |poste |nausees |cachets? "
            r"|pique )"
            r"(?:du|de|d) (?:matin|soir|apres midi|nuit)\b"
        ),
        "~",
    ),
    (lazily(r"\b(?:ce jour|ce matin|ce soir) la\b(?! *$)"), "~ donc"),
    (
        lazily(
            r"\b(soirs?|matins?|midis?|apres midis?) de (?:la )?semaine\b(?! (?:prochaine|du|de"
            r"|qui))"
        ),
        r"\1 sauf samedi sauf dimanche ~ ",
    ),
    (
        lazily(r"\b(?:la |1 )?(?:\w+ )?semaine (?:\w+ ){0,7}(?<! ou )(?<! et )celle du\b"),
        "la semaine du",
    ),
    (lazily(r"(?<=semaine )((?:\w+ ){0,4}(?:ou|et)) celle du\b"), r"\1 la semaine du"),
    (lazily(r"\b(?:1 |un )?quart d heure\b"), "15 minutes"),
    (lazily(r"\b(?:3|trois) quarts d heure\b"), "45 minutes"),
    (
        lazily(
            r"\bpas ce week ?end(?: ci)? (?:mais |plutot )*(?:le (?:suivant|prochain)"
            r"|celui d apres)\b"
        ),
        "le week end en 8",
    ),
    (lazily(r"\b(?:(?:sur )?le temps|a l heure|sur l heure) de midi\b"), "le midi"),
    (lazily(r"\battendre (?:jusqu a|jusqu au)\b"), "ou"),
    (
        lazily(r"\b(entre \w+(?: h(?: \d\d)?)? et \w+(?: h)?) ou (\d{1,2}) et (?=\d)"),
        r"\1 ou entre \2 et ",
    ),
    (lazily(r"\b(?:d ici|avant) (?:la )?fin (?:de l|d) annee\b"), "d ici le 31 decembre"),
    (lazily(r"\b(d ici|sous) \d+ (?:(?:a|ou) )?(\d+) (jours|semaines|mois)\b"), r"\1 \2 \3"),
    (
        lazily(r"\bdans (\d+) (?:(?:a|ou) )?(\d+) (jours|semaines|mois)\b"),
        r"dans \1 \3 ou dans \2 \3",
    ),
    (lazily(r"\bapres les fetes(?: de fin d annee)?\b"), "apres le jour de l an"),
    (lazily(r"\b(?:la semaine )?entre les (?:2 |deux )?fetes\b"), "du 26 decembre au 31 decembre"),
    (lazily(r"\bavant les fetes(?: de fin d annee)?\b"), "avant noel"),
    (
        lazily(rf"\b(le \d{{1,2}}) (ou|et)(?: le)? (\d{{1,2}}) ({_MONTH})\b"),
        r"\1 \4 \2 le \3 \4",
    ),
    (
        lazily(rf"\b({_WEEKDAY}|demain) (?:tres |assez |plutot )?tot(?= *$| (?:si|ou|merci)\b)"),
        r"\1 de bonne heure",
    ),
)
