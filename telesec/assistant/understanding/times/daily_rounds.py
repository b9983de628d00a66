"""What people do at their hours: "je finis à 17 heures", "we fly home on Tuesday".

Where nothing else is wished for, it bounds the wish; beside another day or hour it is left out.
Works on plain text with figures.
"""

from telesec.assistant.understanding.text import lazily
from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS
from telesec.assistant.understanding.times.named_times import A_DAY, AN_HOUR
from telesec.values.language import Language

_DAYS = {language: "|".join(WEEKDAYS[language]) for language in Language}
_MONTHS = {language: "|".join(MONTHS[language]) for language in Language}
_A_DATE_FR = (
    rf"(?P<day>(?:le )?(?:(?:{_DAYS[Language.FR]})(?: \d+| prochain)?"
    rf"|\d+\b(?! (?:jours|mois|sem|h\b|heures?)))(?: (?:{_MONTHS[Language.FR]}))?"
    r"|demain|apres demain|la semaine prochaine)"
)
_A_DATE_EN = (
    rf"(?P<day>(?:the )?(?:{_DAYS[Language.EN]}|\d+ (?:st|nd|rd|th)(?: of "
    rf"(?:{_MONTHS[Language.EN]}))?)"
    r"|tomorrow|next week)"
)
_JOURNEYS = {
    Language.FR: (
        (
            lazily(
                r"\bavant (?:qu\w*|(?:mon|notre|le|son) depart)"
                rf"(?: (?!(?:pour|donc|alors|mais)\b)\w+){{1,6}}? {_A_DATE_FR}"
            ),
            "avant",
        ),
        (
            lazily(
                r"(?<!que )\b(?:je|on|nous|il|elle) (?:ne )?(?:rentr|revien|serai de retour|suis de"
                r" retour)\w*"
                rf"(?: (?!(?:pour|donc|alors|mais|h|heures?)\b)\w+){{0,3}}? {_A_DATE_FR}"
                r"(?: (?:matin|soir|apres midi))?"
            ),
            "a partir de",
        ),
        (
            lazily(
                r"\b(?:je|on|nous|il|elle) (?:m |me |s )?(?:pars|part|partons|envole|absente"
                r"|demenage|demenageons|en vais)"
                rf"(?: (?!(?:pour|donc|alors|mais|h|heures?)\b)\w+){{0,3}}? {_A_DATE_FR}"
            ),
            "avant",
        ),
    ),
    Language.EN: (
        (
            lazily(
                r"\bbefore (?:i|we|he|she) (?:go|goes|leave|leaves|fly|flies|move|moves|set off)"
                rf"(?: \w+){{0,3}}? {_A_DATE_EN}"
            ),
            "before",
        ),
        (
            lazily(
                r"\b(?:i|we|he|she) (?:m |re |s |ll be |am |are |is |get |gets |come |come)?"
                rf"(?:back|home|return|returning)(?: (?!(?:for|so|but)\b)\w+){{0,3}}? {_A_DATE_EN}"
            ),
            "from",
        ),
        (
            lazily(
                r"\b(?:i|we|he|she) (?:m |re |s )?(?:leave|leaving|fly|flying|go away|going"
                r" away|move(?! it| my| the| that)"
                rf"|moving(?! it| my| the)|off (?:to|for|on holiday))(?: (?!(?:for|so"
                rf"|but)\b)\w+){{0,3}}? {_A_DATE_EN}"
            ),
            "before",
        ),
    ),
}
_RULED_OUT = {  # "not tomorrow, I'm moving house": why not, and the next day is another one
    Language.FR: lazily(rf"\bpas (?:le )?(?:{_DAYS[Language.FR]}|demain) $"),
    Language.EN: lazily(rf"\bnot (?:on )?(?:{_DAYS[Language.EN]}|tomorrow|today) $"),
}
_AFTER = {Language.FR: " apres le ", Language.EN: " after "}
_AWAY_UNTIL = {
    Language.FR: lazily(
        r"\b(?:absente?|en vacances|en deplacement|en conges?|pas la|a l etranger|prise?|occupee?"
        rf"|indisponible)(?: (?!{_DAYS[Language.FR]})\w+){{0,4}}? jusqu (?:a|au)"
        rf" (?:le )?(?=(?:{_DAYS[Language.FR]}|\d{{1,2}}(?: er)?(?! (?:h|heures?)\b)))"
        r"(?!.*\bd ici )"
    ),
    Language.EN: lazily(
        r"\b(?:(?:away|on holiday|abroad|out of town|not here|not around|busy|off work)"
        r"(?: \w+){0,4}?|(?:m|am|re|are|is|s|be) off(?: (?!from\b)\w+){0,4}?)"
        rf" (?:until|till|to) (?=(?:the )?(?:{_DAYS[Language.EN]}|\d{{1,2}} (?:st|nd|rd|th)))"
    ),
}
_UNTIL_AWAY = {  # "jusqu'au 15 je suis en formation"
    Language.FR: lazily(
        rf"\bjusqu (?:a|au) (?:le )?(?P<day>(?:{_DAYS[Language.FR]})|\d{{1,2}}(?: er)?"
        rf"(?: (?:{_MONTHS[Language.FR]}))?)(?: inclus)? (?:je suis|on est|nous sommes)"
        r" (?:pas la|pas libre|en|a|au|absente?s?|prise?s?|occupee?s?)\b(?: (?!donc|apres)\w+)?"
    ),
    Language.EN: lazily(
        rf"\b(?:until|till) (?P<day>(?:the )?(?:{_DAYS[Language.EN]}|\d{{1,2}} (?:st|nd|rd|th)))"
        r" (?:i m|we re|i am|we are) (?:away|on|at|in|not|busy|abroad|off)\b(?: (?!so|after)\w+)?"
    ),
}
_HOUR_FR = r"(?P<hour>(?:\d{1,2} (?:heures?|h)\b(?: (?:\d{1,2}|et demie|et quart))?|midi))"
_HOUR_EN = (
    r"(?P<hour>(?:half |quarter )?(?:past |to )?(?:\d{1,2}(?: ?\d\d)?)(?: o clock)?"
    r"(?: ?[ap] m)?|noon)"
)
_SOMEBODY_FR = r"(?:je|j|il|elle|on|nous|(?:mon|ma|le|la|mes|les) \w+)"
_SOMEBODY_EN = r"(?:i|he|she|we|they|(?:my|the) \w+)"
_SO_FR = r"(?:donc|alors|mais|sinon|ou|et|plutot)\b"  # where another thought begins
_SO_EN = r"(?:so|but|or|and|then|otherwise)\b"
# Until then one can be had.
_THERE_FR = r"(?<!pas )(?<!a )la\b|libre|dispo|chez (?:moi|nous)\b|present|a la maison|ici\b"
_THERE_EN = (
    r"free|available|home|here\b|around\b|about\b|in (?:till|until|on|the (?:house|morning))"
)
_ROUNDS = {
    Language.FR: (
        (
            lazily(
                rf"\b{_SOMEBODY_FR} (?:ne )?(?:finis|finit|finissent|finissons|sors|sort|sortent"
                rf"|debauche|rentre|rentrent|termine|terminent|quitte)(?: (?!jusqu"
                rf"|{_SO_FR})\w+){{0,4}}?"
                rf" (?:a|vers|qu a) {_HOUR_FR}"
            ),
            "apres",
        ),
        (
            lazily(
                rf"\b{_SOMEBODY_FR} (?:commence|commencent|embauche|prends mon service|repars"
                rf"|pars|part|reprends|reprend)(?: (?!{_SO_FR})\w+){{0,3}}? (?:a|vers"
                rf"|qu a) {_HOUR_FR}"
            ),
            "avant",
        ),
        (
            lazily(
                rf"\b(?:{_SOMEBODY_FR} )?(?:dois|doit|devons|doivent|que je?|qu on|qu il|qu elle)"
                r" (?:\w+ ){0,3}?"
                r"(?:(?:re)?partir|(?:re)?parte|partie?s?|sois (?:rentree?|partie?|sortie?)|rentrer"
                r"|aie (?:fini|termine)|rentree?|sortie?|reprendre"
                r"|(?:etre|sois) (?:a|au|chez) (?:l |la |le )?\w+|chercher \w+(?: \w+)?"
                r"|recuperer \w+(?: \w+)?|deposer \w+(?: \w+)?)"
                rf"(?: (?!{_SO_FR})\w+){{0,3}}? (?:a|vers|pour|avant) {_HOUR_FR}"
            ),
            "avant",
        ),
        (
            lazily(
                rf"\b(?:j ai|il a|elle a|je suis|on a|on est|il est|elle est|je travaille"
                rf"|il travaille|elle travaille)(?: (?!{_SO_FR}|{_THERE_FR})\w+){{0,5}}? jusqu a"
                rf" {_HOUR_FR}"
            ),
            "apres",
        ),
        (
            lazily(
                r"(?<!heures )(?<!h )(?<!\d )(?<!demie )(?<!quart )(?<!midi )(?<!soir )(?<!matin"
                r" )\b(?:c est trop tot"
                r"|c est trop tard|pas tous les|ferme apres|ferme a)"
                rf" (?:a )?{_HOUR_FR}"
            ),
            "",
        ),
    ),
    Language.EN: (
        (
            lazily(
                rf"\b{_SOMEBODY_EN} (?:don t|doesn t|only) (?:finish|get off|get out|get back"
                rf"|get in"
                rf"|get home|come home)(?: (?!{_SO_EN})\w+){{0,3}}? (?:till|until|before"
                rf"|at) {_HOUR_EN}\b"
            ),
            "after",
        ),
        (
            lazily(
                rf"\b{_SOMEBODY_EN} (?:finish|finishes|get off|gets off|get out|gets out|get home)"
                rf"(?: (?!at|around|{_SO_EN})\w+){{0,3}}? (?:at|around|about) {_HOUR_EN}\b"
            ),
            "after",
        ),
        (
            lazily(
                rf"\b{_SOMEBODY_EN} (?:start|starts|leave|leaves|have to leave|have to be off)"
                rf"(?: (?!at|around|{_SO_EN})\w+){{0,3}}? (?:at|around|by) {_HOUR_EN}\b"
            ),
            "before",
        ),
        (
            lazily(
                r"\b(?:i|he|she|we|they) (?:have to|need to|ve got to|got to|must|has to"
                r"|needs to|gotta) (?:be (?:gone|away|back|off|out|home|at \w+|in"
                rf" \w+|done|finished|on my way)|go|leave|get (?:home|back|to \w+))(?: (?!at"
                rf"|by)\w+){{0,3}}?"
                rf" (?:by|at|before|for) {_HOUR_EN}\b"
            ),
            "before",
        ),
        (
            lazily(
                rf"\b{_SOMEBODY_EN} (?:ve got|have|has|s got|m|am|re|are|is|s|works?|work)"
                rf"(?: (?!{_THERE_EN}|{_SO_EN})\w+){{0,5}}? (?:till|until) {_HOUR_EN}\b"
            ),
            "after",
        ),
    ),
}


_REASON = lazily(r"\b(?:car|parce|puisque|vu|comme)\b")
_OTHER_END = {  # "lundi après quatorze heures, mais je dois partir à dix-sept heures"
    "avant": lazily(
        r"\b(?:(?:a partir de|apres|des|pas avant|passe) \d{1,2} (?:h|heures?)\b"
        r"|(?:matin|matinee|apres midi) (?:mais (?:il )?(?:faut )?|(?:il )?faut )$)"
    )
}


def with_rounds_as_bounds(said: str, language: Language) -> str:
    """Plain ``said`` with journeys, absences and daily rounds as "à partir de", "avant"."""
    left = _AWAY_UNTIL[language].sub(_AFTER[language], said)
    away = _UNTIL_AWAY[language].search(left)
    if away:
        rest = f"{left[: away.start()]} ~ {left[away.end() :]}"
        bound = f"{_AFTER[language]}{away['day']} {rest}"
        left = rest if A_DAY[language].search(rest) else bound
    return _daily_round(_journeys(left, language), language)


def _journeys(said: str, language: Language) -> str:
    """ "Je rentre mardi, donc mercredi": the day of the journey is a wish of its own only alone."""
    for pattern, bound in _JOURNEYS[language]:
        found = pattern.search(said)
        if found and not _RULED_OUT[language].search(said[: found.start()]):
            rest = f"{said[: found.start()]} {said[found.end() :]}"
            day = found["day"]
            put = rest if A_DAY[language].search(rest) else None
            said = put or f"{said[: found.start()]} {bound} {day} {said[found.end() :]}"
    return said


def _daily_round(said: str, language: Language) -> str:
    """ "Mon fils sort de l'école à 16 h 30, donc mardi à 17 h": the hour of school is no wish.

    Where no other hour is said it bounds the wish: "je finis à 17 heures, mardi" is after 17.
    """
    for pattern, bound in _ROUNDS[language]:
        found = pattern.search(said)
        if not found or (not bound and AN_HOUR[language].search(said[: found.start()])):
            continue
        rest = f"{said[: found.start()]} {said[found.end() :]}"
        before, other_end = said[: found.start()], _OTHER_END.get(bound)
        if other_end and other_end.search(before) and not _REASON.search(before):
            said = f"{said[: found.start()]} {bound} {found['hour']} {said[found.end() :]}"
        elif AN_HOUR[language].search(rest):
            said = rest
        elif bound:
            said = f"{said[: found.start()]} {bound} {found['hour']} {said[found.end() :]}"
    return said
