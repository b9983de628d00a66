"""What people tell beside a wish: why a day will not do, what a date on a letter was.

"Le 8 mai c'est férié, donc le lundi 10 au matin": only the second half is a wish. Works on plain
text; what is left out is left out before any time is looked for.
"""

import re

from telesec.assistant.understanding.calendar_words import FEASTS, MONTHS, WEEKDAYS
from telesec.values.language import Language

_DAYS = {language: "|".join(WEEKDAYS[language]) for language in Language}
_MONTHS = {language: "|".join(MONTHS[language]) for language in Language}
_FEASTS = "|".join(FEASTS)

# A day named for itself; without one the first half still tells which day is meant.
_A_DAY = {
    Language.FR: re.compile(
        rf"\b(?:{_DAYS[Language.FR]}|demain|apres demain|aujourd hui|le \d+|semaine|lendemain"
        rf"|\d+ (?:{_MONTHS[Language.FR]})|{_FEASTS})\b"
    ),
    Language.EN: re.compile(
        rf"\b(?:{_DAYS[Language.EN]}|tomorrow|today|the \d+|week|\d+ (?:st|nd|rd|th)"
        rf"|(?:{_MONTHS[Language.EN]}) \d+|{_FEASTS})\b"
    ),
}
_A_TIME = {
    Language.FR: re.compile(
        rf"{_A_DAY[Language.FR].pattern}|\b(?:\d+ (?:h|heures?)|matins?|apres midi|soirs?|midi"
        rf"|(?:mi|mid|debut|fin|en|de) (?:{_MONTHS[Language.FR]}))\b"
    ),
    Language.EN: re.compile(
        rf"{_A_DAY[Language.EN].pattern}|\b(?:\d+|mornings?|afternoons?|evenings?|nights?|noon"
        rf"|lunchtime|(?:mid|early|late|in|of) (?:{_MONTHS[Language.EN]}))\b"
    ),
}
_THEREFORE = {
    Language.FR: re.compile(
        r"^(?P<why>(?:[\w=@]+ ){3,}?)(?:donc|alors|du coup|mettez|je suis bete"
        r"|je dis n importe quoi) (?P<wish>.*)$"
    ),
    Language.EN: re.compile(
        r"^(?P<why>(?:\w+ ){3,}?)(?:so|silly me|make it|let s say) (?P<wish>.*)$"
    ),
}
_STATED = {  # the first half is a statement, not a wish of its own
    Language.FR: re.compile(
        r"\b(?:je|j|c est|on|il|elle|mon|ma|mes|nous|ils|vous etes|imagine|non|ont|sont|font)\b"
    ),
    Language.EN: re.compile(r"\b(?:i|he|she|we|my|they|you|no|is|are|was|\w+ s|isn t)\b"),
}
_BECAUSE = {
    Language.FR: re.compile(r"\b(?:parce qu\w*|vu qu\w*|puisqu\w*|etant donne qu\w*)\b"),
    Language.EN: re.compile(r"\b(?:because|since i|as i m|cause i)\b"),
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
_DAY_OR_DATE_EN = (
    rf"(?:{_DATE[Language.EN]}"
    rf"|on (?:{_DAYS[Language.EN]})(?: (?:morning|afternoon|evening|night))?)"
)
_OF_OTHER_THINGS = {
    Language.FR: re.compile(
        r"\b(?:(?:facture|devis|courrier|lettre|mail|colis|commande|contrat|bail|acte|jugement"
        r"|ordonnance|accident|deces|mariage|virement|cheque|arret|compte rendu|prise de sang)"
        rf" (?:du|de|d) {_DATE[Language.FR]}"
        r"|(?:j ai|on a|il a|elle a|nous avons|vous avez|vous m avez|a ete)(?: \w+)?"
        r" (?:eu|ete|recu|achete|paye|envoye|appele|signe|subi|depose|commande|opere)(?: \w+){0,3}"
        rf" (?:{_DATE[Language.FR]}|hier vers \d+ heures)"
        rf"|(?:expire|se termine|finit|perime|j attendais pour|attendu) {_DATE[Language.FR]}"
        r"(?: \d{4})?"
        r"|(?:je me suis|il s est|elle s est|je suis|il est|elle est)(?: \w+)? (?:casse\w*|tombe\w*"
        rf"|fait mal|blesse\w*|coupe\w*|brule\w*)(?: \w+){{0,4}}? (?:{_DAYS[Language.FR]})"
        r"(?: (?:matin|soir|apres midi|midi))?"
        rf"|(?:etait|remonte a|datait de|date de)(?: \w+)? (?:en |le |du |de )?{_DATE[Language.FR]}"
        rf"|etait (?:en|au mois de|debut|fin) (?:{_MONTHS[Language.FR]})(?: \d+)?"
        r"|avait rendez vous (?:ce|cet) \w+|je viens le \w+ d habitude)"
    ),
    Language.EN: re.compile(
        r"\b(?:(?:bill|invoice|letter|parcel|email|quote|contract|accident|statement|order|prescription"
        r"|operation|scan|report|surgery|results|blood test)"
        rf" (?:of|from|on|dated) {_DATE[Language.EN]}"
        r"|(?:i|we|he|she|you) (?:had|got|received|paid|sent|rang|called|signed|bought|broke"
        r"|fell|slipped|cracked|hurt|burnt|lost|met|moved|started|saw|came|missed)"
        r"(?: \w+){0,4}"
        rf" (?:on )?{_DAY_OR_DATE_EN}"
        rf"|\b(?:was|were|since) (?:\w+ )?(?:in|on|back in) (?:the )?(?:\d+ \w+ (?:of )?)?"
        rf"(?:{_MONTHS[Language.EN]})(?: \d{{1,4}})*"
        rf"|(?:expires|runs out|ends|ran out)(?: on)? {_DATE[Language.EN]})"
    ),
}
_AT_WORK_FR = r"(?:ouvrez|ouverts?|ouverte|travaillez|consultez|recevez|faites|bossez)"
_AT_WORK_EN = r"(?:do|open|work|are open|re open|have|see people)"
_NO_WISH = {
    Language.FR: re.compile(
        r"\b(?:donc|alors|et) je (?:voulais|voudrais|dois|tenais a) (?:juste |vous )*"
        r"(?:donner|dire|signaler|prevenir|remercier|savoir|communiquer|transmettre)\b"
        r"|\b(?:confirmer|verifier|reconfirmer) (?:mon|le|notre|que|l heure|si|celui|pour)\b"
        r"|\ba quelle heure (?:est|etait|c est|c etait|j ai|on a|il a|elle a|je dois)\b"
        r"|^(?:\w+ ){0,3}vous (?:etes|serez) (?:bien )?(?:ouverts?|ouverte|fermes?|fermee)\b"
        r"|\best ce que vous (?:ouvrez|fermez)\b|\ben retard\b"
        r"|(?<!si )(?<!puisque )\bvous (?:fermez|ouvrez) (?:a|le|les|aussi|quand)\b"
    ),
    Language.EN: re.compile(
        r"\b(?:so|and) i (?:need to|wanted to|ought to|must|have to|thought i d) (?:just )?"
        r"(?:give|tell|let you know|inform|thank|pay|update|send)\b"
        r"|\b(?:confirm|confirming|double check|checking|check) (?:my|our|that|the|when|what"
        r"|if my)\b"
        r"|\bwhat time (?:is|was|s|am i|are we|do i|does my) \w+"
        r"|\b(?:are you|will you be|are you lot) (?:open|closed|shut)\b|\brunning (?:a bit )?late\b"
        r"|\bremind me (?:when|what|of)\b|\bwhen (?:is|s|was) (?:my|our|the|his|her)\b"
        r"|\b(?:do|does) (?:you|they|the \w+) (?:close|open|shut)\b"
    ),
}
_A_DATE_FR = (
    rf"(?P<day>(?:le )?(?:(?:{_DAYS[Language.FR]})(?: \d+)?|\d+)(?: (?:{_MONTHS[Language.FR]}))?"
    r"|demain|apres demain|la semaine prochaine)"
)
_A_DATE_EN = (
    rf"(?P<day>(?:the )?(?:{_DAYS[Language.EN]}|\d+ (?:st|nd|rd|th)(?: of "
    rf"(?:{_MONTHS[Language.EN]}))?)"
    r"|tomorrow|next week)"
)
_HOUR_SAID = {
    Language.FR: re.compile(
        r"\b(?:(?:a|vers|des) )?\d{1,2} (?:h|heures?)(?: (?:\d{1,2}|et demie))?\b"
    ),
    Language.EN: re.compile(
        r"\b(?:at|around|about|from) \d{1,2}(?: \d\d)?(?: o clock| [ap] m)?\b(?! (?:st|nd|rd|th))"
    ),
}
_JOURNEYS = {
    Language.FR: (
        (
            re.compile(
                r"\b(?:je|on|nous|il|elle) (?:ne )?(?:rentr|revien|serai de retour|suis de"
                r" retour)\w*"
                rf"(?: (?!(?:pour|donc|alors|mais)\b)\w+){{0,3}}? {_A_DATE_FR}"
                r"(?: (?:matin|soir|apres midi))?"
            ),
            "a partir de",
        ),
        (
            re.compile(
                r"\b(?:je|on|nous|il|elle) (?:m |me |s )?(?:pars|part|partons|envole|absente"
                r"|demenage|"
                rf"demenageons|en vais)(?: (?!(?:pour|donc|alors|mais)\b)\w+){{0,3}}? {_A_DATE_FR}"
            ),
            "avant",
        ),
    ),
    Language.EN: (
        (
            re.compile(
                r"\b(?:i|we|he|she) (?:m |re |s |ll be |am |are |is |get |gets |come |come)?"
                rf"(?:back|home|return|returning)(?: (?!(?:for|so|but)\b)\w+){{0,3}}? {_A_DATE_EN}"
            ),
            "from",
        ),
        (
            re.compile(
                r"\b(?:i|we|he|she) (?:m |re |s )?(?:leave|leaving|fly|flying|go away|going"
                r" away|move"
                rf"|moving|off)(?: (?!(?:for|so|but)\b)\w+){{0,3}}? {_A_DATE_EN}"
            ),
            "before",
        ),
    ),
}
_AFTER = {Language.FR: " apres ", Language.EN: " after "}
_AWAY_UNTIL = {
    Language.FR: re.compile(
        r"\b(?:absente?|en vacances|en deplacement|en conges?|pas la|a l etranger|prise?|occupee?"
        rf"|indisponible)(?: (?!{_DAYS[Language.FR]})\w+){{0,4}}? jusqu (?:a|au)"
        rf" (?=(?:le )?(?:{_DAYS[Language.FR]}|\d{{1,2}}(?: er)?(?! (?:h|heures?)\b)))"
    ),
    Language.EN: re.compile(
        r"\b(?:away|on holiday|abroad|out of town|not here|not around|busy|off work|off)(?:"
        r" \w+){0,4}?"
        rf" (?:until|till|to) (?=(?:the )?(?:{_DAYS[Language.EN]}|\d{{1,2}} (?:st|nd|rd|th)))"
    ),
}
_HOUR_FR = r"(?P<hour>(?:\d{1,2} (?:h|heures?)(?: (?:\d{1,2}|et demie|et quart))?|midi))"
_HOUR_EN = (
    r"(?P<hour>(?:half |quarter )?(?:past |to )?(?:\d{1,2}(?: ?\d\d)?)(?: o clock)?"
    r"(?: ?[ap] m)?|noon)"
)
_SOMEBODY_FR = r"(?:je|j|il|elle|on|nous|(?:mon|ma|le|la|mes|les) \w+)"
_SOMEBODY_EN = r"(?:i|he|she|we|they|(?:my|the) \w+)"
_ROUNDS = {
    Language.FR: (
        (
            re.compile(
                rf"\b{_SOMEBODY_FR} (?:ne )?(?:finis|finit|finissent|finissons|sors|sort|sortent"
                rf"|debauche|rentre|rentrent|termine|terminent|quitte)(?: (?!jusqu)\w+){{0,4}}?"
                rf" (?:a|vers|qu a) {_HOUR_FR}"
            ),
            "apres",
        ),
        (
            re.compile(
                rf"\b{_SOMEBODY_FR} (?:commence|commencent|embauche|prends mon service|repars"
                rf"|pars|part|reprends|reprend)(?: \w+){{0,3}}? (?:a|vers|qu a) {_HOUR_FR}"
            ),
            "avant",
        ),
        (
            re.compile(
                rf"\b(?:j ai|il a|elle a|je suis|on a|on est|il est|elle est|je travaille"
                rf"|il travaille|elle travaille)(?: \w+){{0,5}}? jusqu a {_HOUR_FR}"
            ),
            "apres",
        ),
        (
            re.compile(
                r"\b(?:c est trop tot|c est trop tard|pas tous les|ferme apres|ferme a)"
                rf" (?:a )?{_HOUR_FR}"
            ),
            "",
        ),
    ),
    Language.EN: (
        (
            re.compile(
                rf"\b{_SOMEBODY_EN} (?:don t|doesn t|only) (?:finish|get off|get out|get back"
                rf"|get in"
                rf"|get home|come home)(?: \w+){{0,3}}? (?:till|until|before|at) {_HOUR_EN}\b"
            ),
            "after",
        ),
        (
            re.compile(
                rf"\b{_SOMEBODY_EN} (?:finish|finishes|get off|gets off|get out|gets out|get home)"
                rf"(?: (?!at|around)\w+){{0,3}}? (?:at|around|about) {_HOUR_EN}\b"
            ),
            "after",
        ),
        (
            re.compile(
                rf"\b{_SOMEBODY_EN} (?:start|starts|leave|leaves|have to leave|have to be off)"
                rf"(?: (?!at|around)\w+){{0,3}}? (?:at|around|by) {_HOUR_EN}\b"
            ),
            "before",
        ),
        (
            re.compile(
                r"\b(?:ve got|have|has|s got|m|re|are|is|s|works?|working)"
                rf"(?: (?!free|available)\w+){{0,5}}? (?:till|until) {_HOUR_EN}\b"
            ),
            "after",
        ),
    ),
}
_AN_HOUR = {
    Language.FR: re.compile(r"\b(?:\d{1,2} (?:h|heures?)|midi|matin\w*|apres midi|soir\w*)\b"),
    Language.EN: re.compile(
        r"\b(?:(?:at|around|about|after|before|by|half|past|to|between|from) \d{1,2}\b(?! (?:st|nd"
        r"|rd|th))|\d{1,2} (?:o clock|a m|p m|am|pm)|mornings?|afternoons?|evenings?|noon)\b"
    ),
}
_WHICH_DAY_IT_IS = {
    Language.FR: re.compile(
        rf"\bc est (?:(?:un|1) (?:{_DAYS[Language.FR]})|(?:le |la |l )?(?:{_FEASTS}))\b"
        rf"|\bsi vous (?:\w+ )?{_AT_WORK_FR} (?:le |les )?(?:{_DAYS[Language.FR]})s?\b"
    ),
    Language.EN: re.compile(
        rf"\b(?:it s|that s) (?:a (?:{_DAYS[Language.EN]})|(?:{_FEASTS}))\b"
        rf"|\bif you (?:\w+ )?{_AT_WORK_EN} (?:on )?(?:{_DAYS[Language.EN]})s?\b"
    ),
}


def without_background(said: str, language: Language) -> str:
    """Plain ``said`` without what is told beside the wish; all of it where nothing is."""
    if _NO_WISH[language].search(said):
        return ""
    left = _OF_OTHER_THINGS[language].sub(" ", said)
    left = _AWAY_UNTIL[language].sub(_AFTER[language], left)
    left = _daily_round(_journeys(left, language), language)
    reason = _BECAUSE[language].search(left)
    if reason and _A_TIME[language].search(left[: reason.start()]):
        left = left[: reason.start()]
    left = _WHICH_DAY_IT_IS[language].sub(" ", _after_therefore(left, language))
    return " ".join(left.split())


def _journeys(said: str, language: Language) -> str:
    """ "Je rentre mardi, donc mercredi": the day of the journey is a wish of its own only alone."""
    for pattern, bound in _JOURNEYS[language]:
        found = pattern.search(said)
        if found:
            rest = f"{said[: found.start()]} {said[found.end() :]}"
            day = found["day"]
            put = rest if _A_DAY[language].search(rest) else None
            said = put or f"{said[: found.start()]} {bound} {day} {said[found.end() :]}"
    return said


def _daily_round(said: str, language: Language) -> str:
    """ "Mon fils sort de l'école à 16 h 30, donc mardi à 17 h": the hour of school is no wish.

    Where no other hour is said it bounds the wish: "je finis à 17 heures, mardi" is after 17.
    """
    for pattern, bound in _ROUNDS[language]:
        found = pattern.search(said)
        if not found:
            continue
        rest = f"{said[: found.start()]} {said[found.end() :]}"
        if _AN_HOUR[language].search(rest):
            said = rest
        elif bound:
            said = f"{said[: found.start()]} {bound} {found['hour']} {said[found.end() :]}"
    return said


def _only_moves_the_hour(why: str, wish: str, language: Language) -> bool:
    """ "Mon kiné, c'est à 10 h mardi, alors 11 h 30": the day holds, its first hour does not."""
    hour, day = _AN_HOUR[language], _A_DAY[language]
    if not hour.search(wish) or day.search(wish):
        return False
    return bool(hour.search(why) and day.search(why) and _STATED[language].search(why))


def _is_reason(why: str, wish: str, language: Language) -> bool:
    if not _A_TIME[language].search(why) or not _STATED[language].search(why):
        return False
    if _A_DAY[language].search(wish):
        return True
    return bool(_A_TIME[language].search(wish)) and not _A_DAY[language].search(why)


def _after_therefore(said: str, language: Language) -> str:
    found = _THEREFORE[language].match(said)
    while found:
        why, wish = found["why"], found["wish"]
        if _only_moves_the_hour(why, wish, language):
            return f"{_HOUR_SAID[language].sub(' ', why)} {wish}"
        if _is_reason(why, wish, language):
            return _after_therefore(wish, language)
        found = _THEREFORE[language].match(wish)
        if found is None:
            return said
    return said
