"""What people tell beside a wish: why a day will not do, what a date on a letter was.

"Le 8 mai c'est férié, donc le lundi 10 au matin": only the second half is a wish. Works on plain
text; what is left out is left out before any time is looked for.
"""

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import FEASTS, MONTHS, WEEKDAYS
from telesec.assistant.understanding.times.daily_rounds import with_rounds_as_bounds
from telesec.assistant.understanding.times.named_times import A_DAY, A_TIME, AN_HOUR
from telesec.values.language import Language

_DAYS = {language: "|".join(WEEKDAYS[language]) for language in Language}
_MONTHS = {language: "|".join(MONTHS[language]) for language in Language}
_FEASTS = "|".join(FEASTS)

_THEREFORE = {
    Language.FR: lazily(
        r"^(?P<why>(?:[\w=@]+ ){3,}?)(?:donc|(?<!ou )alors|du coup|mettez|je suis bete"
        r"|je dis n importe quoi) (?P<wish>.*)$"
    ),
    Language.EN: lazily(r"^(?P<why>(?:\w+ ){3,}?)(?:so|silly me|make it|let s say) (?P<wish>.*)$"),
}
_STATED = {  # the first half is a statement, not a wish of its own
    Language.FR: lazily(
        r"\b(?:je|j|c est|on|il|elle|mon|ma|mes|nous|ils|vous etes|imagine|non|ont|sont|font"
        r"|(?:l|le|la|les) \w+ (?:\w+ )?(?:passe|vient|sort|finit|ferme|ouvre|commence|dort"
        r"|arrive|revien|rentre)\w*)\b"
    ),
    Language.EN: lazily(
        r"\b(?:i|he|she|we|my|they|you|no|is|are|was|\w+ s|isn t|back|(?:the|my|his"
        r"|her) \w+ \w+s)\b"
    ),
}
_BECAUSE = {
    Language.FR: lazily(
        r"\b(?:parce qu\w*(?! (?:moi|nous) )|vu qu\w*|puisqu\w*|etant donne"
        r" qu\w*)\b"
    ),
    Language.EN: lazily(r"\b(?:because|since i|as i m|cause i)\b"),
}
_BUT = {
    Language.FR: lazily(r"\b(?:mais|par contre|en revanche|sinon|donc|alors)\b.*"),
    Language.EN: lazily(r"\b(?:but|otherwise|so)\b.*"),
}
_DATE = {
    Language.FR: (
        rf"(?:le |l )?(?:(?:{_DAYS[Language.FR]}) )?\d+(?: er)? (?:{_MONTHS[Language.FR]})"
    ),
    Language.EN: (
        rf"(?:the )?(?:\d+(?: (?:st|nd|rd|th))?(?: of)? (?:{_MONTHS[Language.EN]})|\d+ (?:st"
        rf"|nd|rd|th)"
        rf"|(?:{_MONTHS[Language.EN]})(?: the)? \d+(?: (?:st|nd|rd|th))?)"
    ),
}
_DAY_OR_DATE_FR = rf"(?:{_DATE[Language.FR]}|le \d+(?! h)|(?:le )?(?:{_DAYS[Language.FR]}))"
_DAY_OR_DATE_EN = (
    rf"(?:{_DATE[Language.EN]}"
    rf"|on (?:{_DAYS[Language.EN]})(?: (?:morning|afternoon|evening|night))?)"
)
_MENDED_FR = (  # "ma voiture est en réparation jusqu'à jeudi"; "je viendrai après" needs the day
    r"(?:ma|mon|sa|son|notre|leur|la|le) \w+ (?:est|sera|reste|restera)(?: \w+)?? (?:en reparation"
    r"|en revision|en panne|au garage|chez le (?:garagiste|reparateur)|immobilisee?)"
    rf"(?: \w+){{0,2}}? jusqu (?:a|au) (?:{_DAY_OR_DATE_FR}|demain)"
    r"(?!.*\b(?:apres(?! midi)|ensuite|partir)\b)"
)
_MENDED_EN = (
    r"(?:my|his|her|our|the) \w+ (?:is|s|will be)(?: \w+)?? (?:in the garage|at the garage"
    r"|(?:in|being|under|off) (?:repair|repaired|repairs|fixed|mended|serviced|the road)"
    r"|at the mechanic s|in for (?:repairs?|a service))"
    rf"(?: \w+){{0,2}}? (?:until|till|til) (?:{_DATE[Language.EN]}|{_DAYS[Language.EN]}|tomorrow)"
    r"(?!.*\b(?:after|then|from)\b)"
)
_OF_OTHER_THINGS = {
    Language.FR: lazily(
        rf"\b(?:{_MENDED_FR}"
        r"|(?:reunion|cours|train|vol|bus|avion|messe|match|seance de \w+) (?:de |d |du )"
        r"\d{1,2} (?:heures?|h)\b(?: \d{1,2})?"
        r"|(?:mes|ses|nos|mon|son) (?:horaires?|planning|poste) (?:c est|sont|est)(?: (?:de|a"
        r"|\d+|h|heures?"
        r"|jusqu|et|demie))*"
        r"|(?:reunion|audience|assemblee|operation|mariage|bapteme|expertise|examen|concours"
        r"|spectacle|enterrement|conseil)(?: \w+){0,3}? (?:c est|est|sera|a lieu|aura lieu|tombe)"
        rf" {_DAY_OR_DATE_FR}"
        rf"|(?:delai|date limite|echeance)(?: \w+){{0,5}}? (?:est|c est"
        rf"|jusqu)(?: \w+){{0,2}}? {_DATE[Language.FR]}"
        r"|(?:facture|devis|courrier|lettre|mail|colis|commande|contrat|bail|acte|jugement"
        r"|ordonnance|accident|deces|mariage|virement|cheque|arret|compte rendu|prise de sang)"
        rf" (?:du|de|d) {_DATE[Language.FR]}"
        r"|(?:j ai|on a|il a|elle a|nous avons|vous avez|vous m avez|a ete)(?: \w+)?"
        r" (?:eu|ete|recu|achete|paye|envoye|appele|signe|subi|depose|commande|opere)(?: \w+){0,3}"
        rf" (?:{_DATE[Language.FR]}|hier vers \d+ heures)"
        r"|(?:il me reste|j ai encore|j en ai)(?: (?!demain|libre|place)\w+){1,4} (?:jusqu (?:a|au)"
        rf"|pour) (?:{_DATE[Language.FR]}|(?:le )?\d{{1,2}}\b|(?:{_DAYS[Language.FR]}))"
        rf"|(?:expire|se termine|finit|perime|j attendais pour|attendu) {_DATE[Language.FR]}"
        r"(?: \d{4})?"
        r"|(?:je me suis|il s est|elle s est|je suis|il est|elle est)(?: \w+)? (?:casse\w*|tombe\w*"
        rf"|fait mal|blesse\w*|coupe\w*|brule\w*)(?: \w+){{0,4}}? (?:{_DAYS[Language.FR]})"
        r"(?: (?:matin|soir|apres midi|midi))?"
        rf"|(?:etait|remonte a|remonte au|datait de|date de|date du|datee? du|datait du)(?:"
        rf" \w+)?? (?:en |le |du |de )?{_DATE[Language.FR]}"
        rf"|etait (?:en|au mois de|debut|fin) (?:{_MONTHS[Language.FR]})(?: \d+)?"
        r"|avait rendez vous (?:ce|cet) \w+|je viens le \w+ d habitude)"
        r"(?: (?:(?:au |le )?(?:matin|soir)|l? ?apres midi|(?:a|vers) \d{1,2} (?:h"
        r"|heures?)(?: \d\d?)?"
        r"|(?:a|vers) midi))*"
    ),
    Language.EN: lazily(
        rf"\b(?:{_MENDED_EN}"
        r"|(?:my|the|a|our) (?:half )?\d{1,2}(?: \d\d)?(?: o clock| [ap] m)? (?:meeting"
        r"|class|train"
        r"|flight|call|lecture|shift|bus|game)"
        r"|(?:my|his|her) (?:hours|shift|shifts) (?:are|is)(?: (?:from|to|till|until|\d+|[ap] m))*"
        rf"|(?:deadline|due date|cut off)(?: \w+){{0,5}}? (?:is|s) (?:on )?{_DATE[Language.EN]}"
        r"|(?:bill|invoice|letter|parcel|email|quote|contract|accident|statement|order"
        r"|prescription"
        r"|operation|scan|report|surgery|results|blood test)"
        rf" (?:(?:is|was|s) )?(?:of|from|on|dated)(?: the)? {_DATE[Language.EN]}"
        r"|(?:i|we|he|she|you) (?:had|got|received|paid|sent|rang|called|signed|bought|broke"
        r"|fell|slipped|cracked|hurt|burnt|lost|met|moved|started|saw|came|missed)"
        r"(?: \w+){0,4}"
        rf" (?:on )?{_DAY_OR_DATE_EN}"
        rf"|\bago (?:on )?{_DATE[Language.EN]}"
        rf"|\b(?:was|were|since) (?:\w+ )?(?:in|on|back in) (?:the )?(?:\d+ \w+ (?:of )?)?"
        rf"(?:{_MONTHS[Language.EN]})(?: \d{{1,4}})*"
        r"|(?:has|have|needs?) to be (?:paid|renewed|returned|handed in)"
        rf"(?: \w+)? (?:by|before|on) {_DATE[Language.EN]}"
        rf"|(?:expires|runs out|ends|ran out)(?: on)? {_DATE[Language.EN]})"
        r"(?: (?:in the )?(?:morning|afternoon|evening)| (?:at|around) \d{1,2}(?: \d\d)?"
        r"(?: o clock| [ap] m)?)*"
    ),
}
_AT_WORK_FR = r"(?:ouvrez|ouverts?|ouverte|travaillez|consultez|recevez|faites|bossez)"
_AT_WORK_EN = r"(?:do|open|work|are open|re open|have|see people)"
_NO_WISH = {
    Language.FR: lazily(
        r"^(?!.*\b(?:donc|alors|mais)\b).*\b(?:repondeur|message|annonce|site) (?:dit|indique"
        r"|annonce|disait)\b"
        r"|^(?:\w+ ){0,3}(?:dites|dis) (?:lui|leur|au docteur) que (?:j arrive|je suis en"
        r"|je serai en|j aurai)"
        r"|\b(?:donc|alors|et) je (?:voulais|voudrais|dois|tenais a) (?:juste |vous )*"
        r"(?:donner|dire|signaler|prevenir|remercier|savoir|communiquer|transmettre)\b"
        r"|\b(?:confirmer|verifier|reconfirmer) (?:mon|le|notre|que|l heure|si|celui|pour|ma"
        r" (?:venue|presence))\b"
        r"|\b(?:a partir de|jusqu a) quelle heure\b|\bcombien de temps (?:dure|ca|il|prend|faut)"
        r"|\ba quelle heure (?:est ce que )?(?:vous|le|la|on|ca) (?:\w+ )?(?:ouvr|ferm|consult"
        r"|commenc|fini)"
        r"|^(?!.*\b(?:je|j|me|m|moi|nous|on|mon|ma|si|sinon|donc|alors)\b)(?:\w+ ){0,4}?(?:vous"
        r"|(?:le|la|votre) \w+)"
        r" (?:est ouverte?|etes ouverts?|travaillez?|consultez?|ouvrez?|recevez|recoit|fermez?)\b"
        r"|\ba quelle heure (?:est|etait|c est|c etait|j ai|on a|il a|elle a|je dois)\b"
        r"|^(?!.*\b(?:alors|donc|sinon|mais|plutot|parce)\b)(?:\w+ ){0,3}(?<!si )vous (?:etes"
        r"|serez) (?:bien )?(?:ouverts?|ouverte|fermes?|fermee)\b"
        r"|\b(?:rendez vous|rdv) (?:c est )?(?:a quelle heure|quand)\b"
        r"|^(?!.*\b(?:rendez vous|rdv|venir|passer|prendre|creneau|dispo\w*|libre)\b).*"
        r"\b(?:savoir|connaitre|demander|donner|rappeler) (?:quels? (?:sont|etaient) )?"
        r"(?:vos|les|votre) (?:horaires?|heures d ouverture|jours d ouverture)\b"
        r"|\bc est (?:toujours |bien )+(?:bon|ok|d accord|maintenu|prevu|confirme)e? pour\b"
        r"|\b(?:croyais|pensais) que c etait\b"
        r"|\best ce que vous (?:ouvrez|fermez)\b"
        r"|\bj arrive(?:rai)? (?:aujourd hui )?=\d{4}|\b\d+ minutes de retard\b"
        r"|^(?!.*\b(?:decal|report|deplac|plutot)).*\ben retard\b(?! (?:sur|dans|pour (?:mes|ses|le"
        r"|son) (?:rappel|vaccin|controle))\w*)"
        r"|\b(?:savoir|demander|demandais) (?:si|quand|a quelle heure)(?: est ce que)?"
        r" (?:vous|(?:le|la|votre) \w+|c|il|elle|on) (?:etes|est|serez|sera|etiez|etait|consult\w+"
        r"|travaill\w+|ouvr\w+|ferm\w+|recoi\w+|recev\w+(?! me))"
        r"(?! (?:possible|libre|disponible|dispo|faisable|jouable|envisageable|bon))"
        r"|^(?!.*\b(?:alors|donc|sinon|parce)\b)(?:(?!si|puisque|comme)\w+ ){0,4}vous"
        r" (?:fermez|ouvrez) (?:a|le|les|aussi|quand)\b"
    ),
    Language.EN: lazily(
        r"\b(?:what time|when) (?:my|our|his|her|the) (?:\w+ )?(?:appointment|booking|visit) (?:is"
        r"|s|was)\b"
        r"|\bi thought (?:it|(?:my|the) \w+) (?:was|were)\b"
        r"|^(?:so )?(?:is|was) (?:that|it) (?:tomorrow|on|at|today|this|next|\w+day)\b"
        r"(?!.*\b(?:possible|ok|okay|good|free|available|convenient)\b)"
        r"|^(?!.*\b(?:so|but|then)\b).*\b(?:it|letter|card|machine|message|website|voicemail|recording|sign)"
        r" (?:says|said|tells)\b(?! (?:i|to|we|he|she)\b)"
        r"|^(?:\w+ ){0,3}tell (?:him|her|them|the \w+|(?:mr|mrs|ms|miss|dr|doctor) \w+) (?:i m|i"
        r" ll be) (?:running|late|on my way"
        r"|there|about)"
        r"|\b(?:so|and) i (?:need to|wanted to|ought to|must|have to|thought i d) (?:just )?"
        r"(?:give|tell|let you know|inform|thank|pay|update|send)\b"
        r"|\b(?:confirm|confirming|double check|checking|check) (?:i m coming|i ll be|we re"
        r" coming|my|our|that|the|when|what"
        r"|if my)\b"
        r"|\bwhat time (?:do|does|will) (?:you|the|they|he|she) (?:\w+ )?(?:open|close|shut"
        r"|start|finish)"
        r"|\bhow long (?:does|is|will|do)\b"
        r"|^(?!.*\b(?:i|me|my|we|us|so|if|otherwise)\b)(?:\w+ ){0,3}?(?:do you (?:work|open|do)"
        r"|is (?:the|your)"
        r" (?:\w+ ){1,2}(?:open|closed|shut))\b"
        r"|\bwhat time (?:is|was|s|am i|are we|do i|does my) \w+"
        r"|^(?!.*\b(?:otherwise|or else|if not|so|then)\b).*\b(?:are you|will you be|are you"
        r" lot) (?:open|closed|shut)\b|\brunning (?:a bit )?late\b"
        r"|\bremind me (?:when|what|of)\b|\bwhen (?:is|s|was) (?:my|our|the|his|her)\b"
        r"|\b(?:do|does) (?:you|they|the \w+) (?:close|open|shut)\b"
        r"|^(?!.*\b(?:so|then|but|could|can)\b).*(?<!if )\byou (?:shut|close|open) (?:at|on|from"
        r"|early|late)\b"
    ),
}
_WEEK = {
    Language.FR: lazily(rf"\b(?:la )?semaine (?:prochaine|du \d+(?: (?:{_MONTHS[Language.FR]}))?)"),
    Language.EN: lazily(
        r"\bnext week\b|\bthe week (?:after next|(?:of|beginning|commencing) the \d+ \w\w"
        rf"(?: of (?:{_MONTHS[Language.EN]}))?)"
    ),
}
_ORDER = r"(?: (?:st|nd|rd|th))?"
_DAY_AND_MONTH = {
    Language.FR: lazily(
        rf"\b(?P<day>\d{{1,2}})(?: er)? (?P<month>{_MONTHS[Language.FR]})\b|(?P<m>(?P<d>(?!)))"
    ),
    Language.EN: lazily(
        rf"\b(?P<day>\d{{1,2}}){_ORDER}(?: of)? (?P<month>{_MONTHS[Language.EN]})\b"
        rf"|\b(?P<m>{_MONTHS[Language.EN]})(?: the)? (?P<d>\d{{1,2}})\b"
    ),
}
_BARE_DAY = {
    Language.FR: lazily(
        rf"\b(?:le|(?:{_DAYS[Language.FR]})) (?P<day>\d{{1,2}})\b(?: er)?"
        rf"(?! ?(?:h|heures?|/|\d|{_MONTHS[Language.FR]})\b)"
    ),
    Language.EN: lazily(
        rf"\bthe (?P<day>\d{{1,2}}) (?:st|nd|rd|th)\b(?! (?:of|{_MONTHS[Language.EN]})\b)"
    ),
}
_AWAY = {
    Language.FR: lazily(
        r"\b(?:pas|absente?|prise?|en|vacances|conges?|deplacement|occupee?|complet|impossible|a)\b"
    ),
    Language.EN: lazily(
        r"\b(?:t|not|no|away|off|busy|abroad|holiday|out|in|booked|full|impossible|at)\b"
    ),
}
_WEEKDAY_OF = {  # "Thursday of next week is the day, so ten"
    Language.FR: lazily(rf"\b(?:{_DAYS[Language.FR]}) (?:de )?la semaine prochaine\b"),
    Language.EN: lazily(rf"\b(?:{_DAYS[Language.EN]}) (?:of )?next week\b"),
}
_LEAVES = {  # "next week I'm away Wednesday, so that leaves Monday"
    Language.FR: lazily(r"(?:ca|il) (?:me |te |vous |nous )?(?:ne )?(?:laisse|reste)\b"),
    Language.EN: lazily(r"(?:that|it|which) (?:only |just )?leaves\b"),
}
_DATED = {
    Language.FR: lazily(
        rf"\b(?:semaine|{_MONTHS[Language.FR]}|le \d+|demain|(?:{_DAYS[Language.FR]}) \d+(?! h))\b"
    ),
    Language.EN: lazily(rf"\b(?:week|{_MONTHS[Language.EN]}|the \d+|tomorrow)\b"),
}
_WHICH_DAY_IT_IS = {
    Language.FR: lazily(
        rf"\bc est (?:(?:un|1) (?:{_DAYS[Language.FR]})|(?:le |la |l )?(?:{_FEASTS}))\b"
        rf"|\b(?:(?:la |le |l )?(?:{_FEASTS})) (?:est|c est|tombe|ca tombe|sera|tombera)"
        rf" (?:un |1 |le |toujours )*(?:{_DAYS[Language.FR]})(?: cette annee)?\b(?! \d)"
        rf"(?=.*\b(?:{_DAYS[Language.FR]}|le \d|lendemain|veille)\b)"
        rf"|\bsi vous (?:\w+ )?{_AT_WORK_FR} (?:le |les )?(?:{_DAYS[Language.FR]})s?\b"
        r"(?! (?:de |d |apres |avant |\d|saint))"
    ),
    Language.EN: lazily(
        rf"\b(?:it s|that s) (?:a (?:{_DAYS[Language.EN]})|(?:{_FEASTS}))\b"
        rf"|(?:(?<=day )|(?<=eve )|(?<=night ))(?:s|is) (?:on )?a (?:{_DAYS[Language.EN]})\b"
        rf"|\bif you (?:\w+ )?{_AT_WORK_EN} (?:on )?(?:{_DAYS[Language.EN]})s?\b"
    ),
}


def without_background(said: str, language: Language) -> str:
    """Plain ``said`` without what is told beside the wish; all of it where nothing is."""
    if _NO_WISH[language].search(said):
        return ""
    left = _OF_OTHER_THINGS[language].sub(" ", said)
    left = with_rounds_as_bounds(left, language)
    reason = _BECAUSE[language].search(left)
    if reason and A_TIME[language].search(left[: reason.start()]):
        left = f"{left[: reason.start()]} {_but(left[reason.end() :], language)}"
    left = _WHICH_DAY_IT_IS[language].sub(" ", _after_therefore(" ".join(left.split()), language))
    return " ".join(left.split())


def _but(why: str, language: Language) -> str:
    """ "Demain non, parce que j'ai cours, mais après 13 h oui": what a reason is followed by."""
    found = _BUT[language].search(why)
    return found[0] if found and A_TIME[language].search(found[0]) else ""


def _only_moves_the_hour(why: str, wish: str, language: Language) -> bool:
    """ "Mon kiné, c'est à 10 h mardi, alors 11 h 30": the day holds, its first hour does not."""
    hour, day = AN_HOUR[language], A_DAY[language]
    if not hour.search(wish) or day.search(wish):
        return False
    return bool(hour.search(why) and day.search(why) and _STATED[language].search(why))


def _is_reason(why: str, wish: str, language: Language) -> bool:
    if not A_TIME[language].search(why) or not _STATED[language].search(why):
        return False
    if A_DAY[language].search(wish):
        return True
    return bool(A_TIME[language].search(wish)) and not A_DAY[language].search(why)


def _week_of(why: str, wish: str, language: Language) -> str:
    """ "The week of the 14th I'm on earlies, so Monday from four": the week holds."""
    week = _WEEK[language].search(why)
    if week is None or _DATED[language].search(wish):
        return ""
    named = set(why[week.end() :].split()) & set(WEEKDAYS[language])
    left = _LEAVES[language].match(wish) or named & set(wish.split())
    return week[0] if left or not _AWAY[language].search(why) else ""


def _in_its_month(why: str, wish: str, language: Language) -> str:
    """ "Le 11 novembre c'est férié, donc le 12": the month holds."""
    told, bare = _DAY_AND_MONTH[language].search(why), _BARE_DAY[language].search(wish)
    if not told or not bare:
        return wish
    day, month = (told["day"] or told["d"]), (told["month"] or told["m"])
    if int(bare["day"]) < int(day):
        return wish
    of = " of" if language is Language.EN else ""
    return f"{wish[: bare.end()]}{of} {month}{wish[bare.end() :]}"


def _after_therefore(said: str, language: Language) -> str:
    found = _THEREFORE[language].match(said)
    while found:
        why, wish = found["why"], found["wish"]
        if _only_moves_the_hour(why, wish, language):
            week = _WEEK[language].search(why)
            days = " ".join(found[0] for found in A_DAY[language].finditer(why))
            of_it = _WEEKDAY_OF[language].search(why)
            days = of_it[0] if of_it else week[0] if week else days
            return f"{days} {wish}"
        if _is_reason(why, wish, language):
            wish = _in_its_month(why, wish, language)
            return f"{_week_of(why, wish, language)} {_after_therefore(wish, language)}".strip()
        found = _THEREFORE[language].match(wish)
        if found is None:
            return said
    return said
