"""Who is wanted on the line, who shall be told something, who treats: never who is calling."""

import re
from collections.abc import Iterator, Sequence

from telesec.assistant.understanding.names.lists import PARTICLES, TITLES
from telesec.assistant.understanding.names.others import IS_THERE, NAMELIKE, Looks, named_until
from telesec.assistant.understanding.text import lazily, word_set

_CLERGY = word_set("father sister brother mother canon pere soeur frere abbe nurse matron garda")
_TITLE = rf"(?: (?:le|la|the|a))? (?:{'|'.join(sorted(TITLES | _CLERGY))})\b"
_TOLD = r"(?:dites|dire|dis|direz|demandez|demander|annoncez|annoncer|signaler|transmettre)"
_THAT = r"(?:that|it s|i m|i ve|we|the|his|her|their|my|to|he|she|there)"
_LEADS = (
    r"j habite(?: a| au| aux| en| pres de)?", r"i live (?:in|near|at)", "i m in",
    # Not all of relatives.py: Poulain and Lion ("comme l'animal") are people's names as well.
    r"(?:chien|chienne|chat|chatte|cheval|jument|lapin|dog|cat|pony|horse|mare|rabbit|puppy"
    r"|kitten)(?! (?:de|du|des|d|of)\b)(?: qui)?"
    r"(?: s appelle| is called| s called| called| named)?",
    r"vous etes(?: bien)? (?:le|la|au|chez) \w+ (?:du|de la|de)",
    "rue", "avenue", "boulevard", "impasse", "quai", "ask for", "by deed poll",
    r"(?:re)?parler (?:\w+ment )?(?:a|au|avec)",
    "(?:causer|discuter|echanger|entretenir) avec", r"(?:re)?passe[zs]? moi",
    r"(?:vous|tu) me (?:re)?pass(?:ez|es|erez|eriez|erais)", r"me (?:re)?passer", "joindre",
    r"me mettre en (?:relation|communication|contact) avec", "rendez vous (?:avec|chez)",
    "je (?:re)?cherche apres", "(?:il|elle) est (?:la|dispo|disponible|libre|arrivee?)",
    r"patiente? (?:a|de|du|chez)", "suivie? par", "envoyee? par", "appointment with", "patient of",
    "referred by", "(?:speak|talk|talking) (?:directly )?(?:to|with)",
    "(?:put|pass) me (?:through to|on to)",
    "get me", "(?<!i m )looking for", "only looking for", "(?:i m|i was|was) (?:after|looking for)",
    "(?:get|getting) (?:a )?hold of", "get in touch with", "get through to", "returning",
    "(?:hoping|trying|want|wanted|need|like) to"
    " (?:catch|reach|get(?! (?:a )?hold| in| through)|contact|see)",
    "(?:message|word|note|mot) (?:pour|a|for|with|to)", "leave (?:it|this|that|these) (?:with|for)",
    r"let(?= (?:\w+ ){1,4}know\b)", rf"(?:tell|ask|warn|remind)(?= \w+ {_THAT}\b)",
    rf"{_TOLD} a(?= \w+ (?:que|qu|de|d|si|l|le)\b)",
)  # fmt: skip
# These lead in somebody else where a title follows.
_BEFORE_TITLES = (
    "ou", "or", "tell", "remind", "thank", "ask", "warn", rf"{_TOLD} (?:a|au)", "rappelez",
    "prevenez",
    "(?:peux|peut|pourrais|pourrait|possible d|voudrais|aimerais|souhaiterais|souhaite|moyen d)"
    " (?:avoir|voir|joindre)",
    "(?:m envoyer|envoyez moi|prevenir|avertir|informer|interpeller|(?:re)?chercher|cherche"
    "|demande)",
    "(?:appel|coup de fil|courrier|lettre|reponse|retour|call|letter|reply)"
    " (?:de|du|d|from)", "covering for", "standing in for",
    "acting for", "representing", "agissant pour", "represente",
    "(?:can|could|may|might) i (?:have|get|see|catch)", "(?:fetch|find|grab|get|catch)",
)  # fmt: skip
# Doctors and lawyers are seen and consulted.
_BEFORE_DOCTORS = ("avec", "chez", "voir", "consulter", "with", "see", "to")
_DOCTOR = r"(?: (?:le|la|the))? (?:docteure?|doctor|dr|professeure?|professor|maitre)\b"
_WANTED = lazily(
    rf"\b(?:{'|'.join(_LEADS)}|(?:{'|'.join(_BEFORE_TITLES)})(?={_TITLE})"
    rf"|(?:{'|'.join(_BEFORE_DOCTORS)})(?={_DOCTOR}))"
    r"(?: (?:ma|mon|votre|my|your|one of your) \w+)?(?: (?:le|la|l|the))?"
    rf"(?: (?:{'|'.join(sorted(_CLERGY))}))?(?= |$)"
)
_SHALL_CALL = lazily(  # "il faudrait que maître Colas me rappelle"
    rf"\bque(?={_TITLE}(?: \w+){{1,2}} (?:me|m|nous|lui|rappelle) )"
)
_HAS_DONE = lazily(  # "savoir si madame Gilbert a reçu mon courrier"
    rf"\bsi(?={_TITLE}(?: \w+){{1,2}} (?:a|avait|aura)(?: bien| deja| pu| eu)* "
    r"(?:recu|lu|vu|trouve|signe|fini|envoye|parle|pense|recevoir|lire|voir|avoir|appele)\b)"
)
_TO_HAVE = lazily(  # "il y aurait moyen d'avoir Sandrine"
    r"\b(?:(?:peux|peut|pourrais|pourrait|aimerais) avoir|(?:possible|moyen) d avoir"
    r"|(?:fetch|grab|find)(?: me)?|(?:je )?(?:cherche|demander?))(?= |$)"
)
_ASKING = (
    ["est", "ce", "que"], ["est ce", "que"], ["est ce", "qu"], ["savoir", "si"], ["voir", "si"],
    ["demander", "si"], ["do", "you", "know", "if"], ["know", "if"], ["wondering", "if"],
    ["whether"],
)  # fmt: skip
_ASKING_VERBS = word_set("is will would could can does")
_STATING = word_set("this that it name he she who here there me s what where")
_FIRST = word_set("G GS") | {"hyphened G"}
_CALLING = word_set("ring call phone telephone get")
_INVERTED = lazily(r"(?:est|sera|serait|peut|pourrait|a|prend|recoit)(?: t)? (?:il|elle)")
_ARE_THERE = ("est la", "est disponible", "est dispo", "est arrivee", "est arrive", "est libre")


def wanted_beside(said: Sequence[str], looks: Looks) -> set[int]:
    """The pieces that name them, with what leads them in."""
    beside = {*_asked_for(said, looks)}
    for pattern in (_WANTED, _SHALL_CALL, _HAS_DONE):
        for first, end in matches(pattern, said):
            named = name_after(said, end, looks, further=NAMELIKE)
            beside |= {*range(first, end), *named} if named else set()
    for first, end in matches(_TO_HAVE, said):
        if end < len(said) and looks(end) in _FIRST:
            beside |= {*range(first, end), *name_after(said, end, looks, further=NAMELIKE)}
    return beside


def _asked_for(said: Sequence[str], looks: Looks) -> Iterator[int]:
    """ "Est-ce que maître Roussel est là", "is Sarah in today", "le docteur Roy est-il libre"."""
    for at in range(len(said)):
        lead = next((one for one in _ASKING if list(said[at : at + len(one)]) == one), [])
        asks = said[at] in _ASKING_VERBS and (at == 0 or said[at - 1] not in _STATING)
        first = at + len(lead) if lead else at + 1 if asks else -1
        first += 0 < first < len(said) and said[first] in _CLERGY
        end = named_until(said, first, looks) if first > 0 else -1
        if first < end < len(said) and said[end] in (IS_THERE | _CALLING if asks else IS_THERE):
            yield from range(at, end + 1)
        end = named_until(said, at, looks)
        titled = said[at] in TITLES
        if at == 0 < end and " ".join(said[end : end + 3]).strip() in _ARE_THERE:
            yield from range(end + 2)  # "Stéphanie est là ?", and no more
        if titled and end > at + 1 and _INVERTED.match(" ".join(said[end : end + 3])):
            yield from range(at, end + 1)


def name_after(
    said: Sequence[str], at: int, looks: Looks, further: frozenset[str] = NAMELIKE - {"G"}
) -> range:
    """The name that begins at ``at``, with its title; what looks ``further`` may be after a first.

    By itself a second first name is the caller's: "pas comme Thibault, Nadine".
    """
    end = at
    while end < len(said) and said[end] in TITLES | PARTICLES:
        end += 1
    if end >= len(said) or looks(end) not in NAMELIKE:
        return range(at, at)
    is_first = looks(end).startswith("G")
    end += 1
    last = end
    while last < len(said) and said[last] in PARTICLES:
        last += 1
    if is_first and last < len(said) and looks(last) in further:
        end = last + 1
    return range(at, end)


def matches(pattern: re.Pattern[str], said: Sequence[str]) -> list[tuple[int, int]]:
    """The pieces that each match covers, first and end."""
    starts: list[int] = []
    length = 0
    for piece in said:
        starts.append(length)
        length += len(piece) + 1
    whole = " ".join(said)
    return [
        (
            sum(start <= found.start() for start in starts) - 1,
            sum(start < found.end() for start in starts),
        )
        for found in pattern.finditer(whole)
    ]
