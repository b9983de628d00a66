"""Words of callers who would wait for an earlier time: "prévenez-moi si une place se libère".

Pure: from words to words. What is said beside the request answers the open question.
"""

import re

from telesec.assistant.understanding import plain
from telesec.assistant.understanding.text import any_of, lazily
from telesec.values.language import Language

Pieces = list[tuple[str, str]]

# To be told, and to be called or spoken to, which is asked for other reasons too.
_TELL = {
    Language.FR: r"(?:(?:previen|prevenez|prevenir|prevenue?s?|averti|alert)\w*|au courant"
    r"|faites (?:le )?moi (?:signe|savoir))",
    Language.EN: r"(?:let (?:me|us) know|(?:text|notify|warn|ping) (?:me|us)"
    r"|(?:be|being|get) (?:told|notified|informed|texted))",
}
_CALL = {
    Language.FR: r"(?:(?:inform|contact|appel|rappel|signal)\w*|(?:un|par) (?:sms|texto|message"
    r"|mot|coup de fil)|me (?:le )?(?:dire|dites)|dites (?:le )?moi)",
    Language.EN: r"(?:(?:tell|call|ring|contact|inform|message|phone) (?:me|us)"
    r"|(?:be|get) (?:contacted|called)|a text)",
}
_IF = {
    Language.FR: r"(?:s il|si|quand|lorsqu\w*|des qu\w*|au cas ou|en cas d\w*|sitot qu\w*)",
    Language.EN: r"(?:if|when|as soon as|in case|should|once)",
}
# What is freed is a time, and whoever cancels is another patient: never the doctor, the caller or
# ourselves, for "rappelez-moi dès qu'il se libère" is a wish to be called.
_UP_TO = {Language.FR: r"(?: (?!j\b|je\b)\w+){0,9}?", Language.EN: r"(?: (?!i\b)\w+){0,9}?"}
_A_TIME = {
    Language.FR: r"(?:places?|creneaux?|trous?|horaires?|plages?|dispo\w*|quelque chose|ca|cela"
    r"|une (?:heure|consultation|seance|visite|intervention)"
    r"|(?<!mon )(?<!notre )(?<!votre )(?<!son )(?<!le )(?<!ce )(?:rendez vous|rdv))",
    Language.EN: r"(?:something|anything|one|slots?|places?|spaces?|spots?|openings?|times?"
    r"|(?<!my )(?<!our )(?<!your )(?<!the )(?<!this )appointments?)",
}
_A_PATIENT = {
    Language.FR: r"(?:quelqu un|qq un|patiente?s?|personnes?|autres?|clients?|gens|une? qui)",
    Language.EN: r"(?:some(?:one|body)|any(?:one|body)|another|others?|patients?|people|person)",
}
_THEN = {
    Language.FR: r"(?: (?!(?:il|elle|docteure?|maitre|vous|je|j)\b)\w+){0,3}?",
    Language.EN: r"(?: (?!(?:he|she|doctor|you|i)\b)\w+){0,3}?",
}
_FREED = {
    Language.FR: rf"{_UP_TO[Language.FR]} (?:"
    rf"{_A_TIME[Language.FR]}{_THEN[Language.FR]} (?:se liber\w+|libere\w*|desist\w+|annul\w+)"
    rf"|{_A_PATIENT[Language.FR]}{_THEN[Language.FR]} (?:desist\w+|annul\w+|libere\w*)"
    rf"|liber\w+(?: \w+){{0,3}}? {_A_TIME[Language.FR]}"
    r"|(?:desistements?|annulations?)(?! (?:de (?:mon|ma|notre|votre|la|l|sa|son)|du)\b))"
    r"(?: entre temps| d ici la| plus tot| avant| plus proche)*",
    Language.EN: rf"{_UP_TO[Language.EN]} (?:"
    rf"{_A_TIME[Language.EN]}{_THEN[Language.EN]} (?:cancel\w*|frees?(?: up)?|freed(?: up)?"
    r"|opens? up|comes? (?:up|free)|becomes? (?:free|available)|gets? (?:free|available))"
    rf"|{_A_PATIENT[Language.EN]}{_THEN[Language.EN]} (?:cancel\w*|drops? out)"
    rf"|it (?:frees|opens) up|free up(?: \w+){{0,3}}? {_A_TIME[Language.EN]}"
    r"|cancell?ations?(?! (?:of|from|by) (?:my|our|your|the)\b))"
    r"(?: (?:earlier|sooner|before that|before then))*",
}
_BETTER = {
    Language.FR: r"(?! (?:il|elle|(?:le |la )?(?:docteure?|dr|maitre|medecin)(?: \w+)?)"
    r" (?:est|sera|soit) dispo\w*\b(?! (?:plus tot|avant)))"
    r"(?: (?!j\b|je\b)\w+){0,9}? (?:place|creneau|dispo\w*|trou|plus tot|plus proche)"
    r"(?: entre temps| d ici la| plus tot| avant| plus proche)*",
    Language.EN: r"(?! (?:he|she|(?:the )?(?:doctor|dr)(?: \w+)?)"
    r" (?:is|s|gets|becomes|will be) available(?! (?:earlier|sooner)))"
    r"(?: (?!i\b)\w+){0,9}? (?:earlier|sooner|slot|space|available)"
    r"(?: (?:earlier|sooner|before that|before then|available))*",
}
_EARLIER = {
    Language.FR: r"(?:plus tot|avant|plus proche|plus pres|de la place|une place|un creneau)",
    Language.EN: r"(?:earlier|sooner|something|anything|a (?:slot|place|space))",
}
_THE_LIST = {
    Language.FR: r"(?:(?:pouvez vous |pourriez vous |vous pouvez |vous pourriez )?(?:me )?"
    r"(?:mettez|mettre|met|inscri\w+|ajout\w+|placez|placer|rajout\w+|note\w*|etre|aller)"
    r"(?: (?!pas\b)\w+){0,4} )?"
    r"(?:(?:(?:est ce que )?vous avez|avez vous|y a t il|il y a|(?:est ce qu )?il y a) )?"
    r"(?:(?:sur|dans|en) )?(?:la |une |votre |l )?listes? d attente",
    Language.EN: r"(?:(?:can you |could you |please )?(?:put|add|place|get|be|join|go)"
    r"(?: (?!not\b)\w+){0,4} )?(?:(?:do you have|is there) )?(?:(?:on|onto|to) )?(?:the |a |your )?"
    r"(?:wait(?:ing)? ?list|cancell?ation list|standby list)",
}
# "Est-ce que je pourrais être prévenu": what leads to the request belongs to it.
POLITE = {
    Language.FR: r"(?:(?:est ce que |et |mais |puis |alors |sinon )*(?:(?:vous (?:pouvez|pourriez)"
    r"|(?:pouvez|pourriez) vous|je (?:voudrais|veux|veux bien|souhaite\w*|prefere\w*|peux"
    r"|pourrais)|j (?:aimerais|aimerai)|il (?:est|serait) possible (?:de|d)|possible (?:de|d)"
    r"|est il possible (?:de|d))(?: bien| aussi)? )?"
    r"(?:(?:me|m|nous|etre|qu on me|que vous me|etre mise? |moi) )*)",
    Language.EN: r"(?:(?:and|but|then|so) )*(?:(?:can|could|would|will) you (?:please )?"
    r"|i d like (?:to )?|i would like (?:to )?|i want (?:to )?|can i |could i |please )?",
}
_ON = r"(?: (?!pas\b|not\b)\w+){0,6}?"
_ASKED = {
    language: tuple(
        lazily(rf"\b{POLITE[language]}{asked}\b")
        for asked in (
            rf"(?:{_TELL[language]}|{_CALL[language]}){_ON} {_IF[language]}{_FREED[language]}",
            rf"{_IF[language]}{_FREED[language]}{_ON} (?:{_TELL[language]}|{_CALL[language]})"
            r"(?: moi| me| us)?",
            rf"{_TELL[language]}{_ON} {_IF[language]}{_BETTER[language]}",
            rf"{_IF[language]}{_BETTER[language]}{_ON} {_TELL[language]}",
            _THE_LIST[language],
        )
    )
    for language in Language
}
# "Est-ce qu'il y a plus tôt si quelqu'un annule ?"
_WOULD_TAKE = {
    language: lazily(
        rf"\b(?:est ce qu il y a |il y a(?:urait)? |y a(?:urait)? (?:t il )?|auriez vous "
        rf"|is there |are there |could i have |can i have )?(?:\w+ ){{0,3}}?{_EARLIER[language]}"
        rf"(?: \w+){{0,5}}? {_IF[language]}{_FREED[language]}"
    )
    for language in Language
}
# "Un rendez-vous mardi si quelqu'un se libère": said with a wish for an appointment.
_HOPED = {
    language: lazily(rf"\b(?:et |mais |and |but )?{_IF[language]}(?! possible){_FREED[language]}\b")
    for language in Language
}
# Right before it; "je ne peux pas mardi, prévenez-moi" denies something else.
_DENIED = {
    Language.FR: lazily(
        r"\b(?:pas|plus|inutile|jamais|rien|(?:enlev|retir|supprim|ray|sort)\w+|effac\w+)"
        r"(?: (?:de|d|la|le|l|me|m|nous|moi|peine|besoin|etre|qu|que|on|vous|sur|mise?"
        r"|interesse\w*|par|une?|aller|qu on))*\s*$"
    ),
    Language.EN: lazily(
        r"\b(?:not|don t|never|no|remove|take|delete)"
        r"(?: (?:me|us|off|from|need|to|be|want|wanna|on|the|a|put|your|for|go|interested|in))*\s*$"
    ),
}
# Where a text has just been proposed, this is enough; "prévenir le docteur" tells something else.
_TEXT = {
    Language.FR: any_of(
        "sms", "textos?", "(?:me|m|moi) prevenir", "prevenez (?:moi|m)", "etre prevenue?s?"
    ),
    Language.EN: any_of("sms", "texts?", "let me know"),
}
# Nothing but this, which is no message for the client.
_TELL_ME = {
    Language.FR: lazily(
        r"^(?:(?:oui|ok|d accord|alors|volontiers|bien sur|je veux bien) )*prevenez (?:moi|nous)"
        r"(?: (?:alors|donc|oui|par sms|par texto|s il vous plait|svp|merci))*$"
    ),
    Language.EN: lazily(
        r"^(?:(?:yes|ok|okay|sure|well|then) )*(?:let me know|text me|tell me|notify me)"
        r"(?: (?:then|yes|by text|please|thanks|thank you))*$"
    ),
}
_NOT_RECEIVED = {
    Language.FR: any_of(r"(?:pas|jamais|rien) (?:encore |bien )?(?:recu|eu)"),
    Language.EN: any_of(
        r"(?:not|never|haven t|hasn t|didn t|nothing) (?:yet )?(?:received?|get|got)"
    ),
}
_EARLIER_THAN_MINE = {
    Language.FR: any_of("avanc(?:er|e|ez|erait|ement)", "plus tot(?! possible)", "rapprocher"),
    Language.EN: any_of(r"(?:bring|bringing) (?:\w+ ){0,4}forward", "earlier", "sooner",
                        r"move (?:\w+ ){0,4}up"),
}  # fmt: skip
_LINK = r"(?:et|mais|puis|alors|sinon|ou|and|but|then|so|or)"
_LINKS = re.compile(rf"^{_LINK}\b[ ,]*|[ ,]*\b(?:{_LINK}|please|aussi)\s*$", re.IGNORECASE)


def asked_to_wait(words: str, language: Language) -> str | None:
    """``words`` without the request to be told of an earlier time; None where there is none.

    What is denied is none: "pas la peine de me prévenir si une place se libère".
    """
    pieces, said = spoken(words)
    found = next(filter(None, (one.search(said) for one in _ASKED[language])), None)
    found = found or _WOULD_TAKE[language].search(said)
    if found is None or _DENIED[language].search(said[: found.start()]):
        return None
    return beside(pieces, found)


def without_hope(words: str, language: Language) -> str | None:
    """``words`` without "si une place se libère", said beside a wish for an appointment; None where
    that is not said, or nobody shall wait for it.
    """
    pieces, said = spoken(words)
    found = _HOPED[language].search(said)
    if found is None or _DENIED[language].search(said[: found.start()]):
        return None
    return beside(pieces, found)


def is_only_to_be_told(words: str, language: Language) -> bool:
    """Whether "prévenez-moi" is all that is said."""
    return bool(_TELL_ME[language].search(plain(words)))


def mentions_text(words: str, language: Language) -> bool:
    """Whether a text is asked for where one has just been proposed: "le SMS", "prévenez-moi"."""
    said = plain(words)
    found = _TEXT[language].search(said)
    if found is None or misses_a_text(words, language):
        return False
    return not _DENIED[language].search(said[: found.start()])


def misses_a_text(words: str, language: Language) -> bool:
    """Whether something has not come: "je n'ai pas reçu le SMS de confirmation"."""
    return bool(_NOT_RECEIVED[language].search(plain(words)))


def wants_earlier(words: str, language: Language) -> bool:
    """Whether an appointment is to be earlier than it is: "je voudrais avancer mon rendez-vous"."""
    return bool(_EARLIER_THAN_MINE[language].search(plain(words)))


def spoken(words: str) -> tuple[Pieces, str]:
    """Each word as it was written and plain; and all the plain ones together."""
    pieces = [(piece, plain(piece)) for piece in words.split()]
    return pieces, " ".join(bare for _, bare in pieces if bare)


def beside(pieces: Pieces, found: re.Match[str]) -> str:
    """What was said beside that place of the plain text, without what led to it: "et", "mais"."""
    return _without_links(_outside(pieces, found.start(), found.end()))


def _outside(pieces: Pieces, start: int, end: int) -> str:
    """The words as they were written that do not lie between these places of the plain text."""
    kept, at = [], 0
    for written, bare in pieces:
        if not bare:
            continue
        if at + len(bare) <= start or at >= end:
            kept.append(written)
        at += len(bare) + 1
    return " ".join(kept)


def _without_links(words: str) -> str:
    before = None
    while words != before:
        before, words = words, _LINKS.sub("", words).strip(" ,")
    return words
