"""Words of callers who want an appointment for one more person: "et aussi pour sa sœur". Pure."""

import re

from telesec.assistant.corrections import takes_back
from telesec.assistant.understanding import plain
from telesec.assistant.understanding.relatives import ANIMAL, RELATIVE_OR_FRIEND
from telesec.values.language import Language

_KIN = (
    rf"(?:{RELATIVE_OR_FRIEND}|petite?|grande?|a[îi]n[ée]e?|cadet(?:te)?|little one|eldest"
    r"|youngest)"
)
_ITS = r"(?:mon|ma|mes|notre|nos|son|sa|ses|leur|leurs|le|la|my|our|his|her|their|the)"
_OTHER = (
    r"(?:(?:autre|deuxi[èe]me|seconde?|petite?|grande?|other|little|big|older|younger|eldest) )*"
)
_WHO = rf"{_ITS} {_OTHER}(?:{_KIN}|{ANIMAL})"
_FOR_THEM = re.compile(
    rf"\b(?:pour|for) (?:{_WHO}|l['’ ]autre|the other(?: one)?|quelqu['’ ]un d['’ ]autre"
    r"|someone else|somebody else)\b"
    r"|\b(?:une?|autre|one|another) (?:pour|for) (?:lui|elle|him|her)\b",
    re.IGNORECASE,
)
# "Mon mari en voudrait un aussi", "and can you do my son too", "et ma femme aussi".
_WANTS_FOR_THEM = re.compile(
    rf"\b{_WHO} (?:(?:en )?(?:a|aurait) besoin|en (?:veut|voudrait)|aimerait en|(?:also )?(?:needs?"
    rf"|wants?|would like|['’ ]d like)|(?:peut|pourrait) (?:aussi )?(?:venir|passer|[êe]tre))\b"
    rf"|\b(?:(?:can|could|may) (?:you )?(?:also )?(?:do |see |fit |book |take )?"
    rf"|(?:book|bring|fit|squeeze|see|prendre|voir|amener|passer|inscrire) (?:aussi )?"
    rf"|j['’ ]ai (?:aussi )?){_WHO}\b"
    rf"|\b(?:et|and|puis|plus|aussi|also) (?:aussi |[ée]galement |also )?{_WHO}(?: \w+)?"
    r"(?: (?:aussi|[ée]galement|too|as well|also))?$",
    re.IGNORECASE,
)
# "Oui, vous pourriez en prendre un pour mon mari"; "and what about my daughter".
_ASKS_FOR_THEM = re.compile(
    r"^(?:oui|ouais|ok|d['’ ]accord|parfait|yes|yeah)\b.*\b(?:pou(?:rr|v)\w+|peu[xt]|possible"
    r"|voudrai\w+|faudrait|aimerai\w+|could|can|may|like|need)\b.*\b(?:une?|one|rendez[- ]vous"
    rf"|rdv|appointment|créneau|slot) (?:pour|for) {_WHO}\b|\b(?:what|how) about {_WHO}\b",
    re.IGNORECASE,
)
# "Et un pour moi aussi", of whoever has just asked for somebody else.
_FOR_MYSELF = re.compile(
    r"\b(?:une?(?: autre)?|one|another(?: one)?)(?: (?:rendez[- ]vous|rdv|appointment))?"
    r" (?:pour|for) (?:moi|me|myself)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\b(?:et|and|puis|plus)\b", re.IGNORECASE)
# What is only said by the way behind it: "tant qu'à faire".
_BY_THE_WAY = re.compile(
    r"[ ,]+(?:(?:pendant|tant) (?:que j['’ ](?:y suis|vous ai)|qu['’ ](?:on y est|[àa] faire))"
    r"|while (?:i['’ ]m|we['’ ]re|you['’ ]re) (?:at it|on the phone|about it)|if (?:that['’ ]s"
    r"|it['’ ]s) (?:ok(?:ay)?|possible|all right)|si (?:c['’ ]est )?possible|du coup"
    r"|s['’ ]il (?:vous|te) pla[îi]t|svp|please)[ ,.]*$",
    re.IGNORECASE,
)
_WOULD_COME_TOO = re.compile(
    rf"\b{_WHO}\b.*\b(?:voudrait|veut|aimerait|souhaite(?:rait)?|wants?|would like|['’ ]d like)"
    r" (?:(?:aussi|[ée]galement|also) )?(?:(?:to )?(?:venir|passer|come)"
    r"|(?:un|an) (?:rendez[- ]vous|rdv|appointment))\b",
    re.IGNORECASE,
)
# "Et mon fils Tom aussi jeudi matin": whoever is named first is who comes, whatever follows.
_THEM_TOO = re.compile(
    rf"^(?:(?:oui|ah|alors|et|puis|yes|oh|and|then)[ ,]+)*{_WHO}"
    r"(?: (?!(?:est|a|va|fait|sera|vient|is|has|was|will)\b)\w+){0,2} (?:aussi|[ée]galement|too"
    r"|as well)\b(?! (?:n['’ ]|(?:est|a|ne|va|fait|prend|sera|is|has|will)\b))",
    re.IGNORECASE,
)
_COMES_ALONG = re.compile(
    r"\b(?:avec moi|with me|accompagn\w+|conduire|conduit|am[èe]ne|d[ée]pose\w*|drive\w*|driving"
    r"|chercher|malade|ill|sick|garde\w*)\b",
    re.IGNORECASE,
)
# One thing more, not another instead.
_ALSO = re.compile(
    r"\b(?:aussi|également|egalement|en plus|en m[êe]me temps|une? autre|une? deuxi[èe]me|pareil"
    r"|une? secon\w+|also|too|as well|another|a second|one more)\b",
    re.IGNORECASE,
)
# "Et un pour ma fille", "and one for his sister".
_AND_ONE = re.compile(
    r"\b(?:et|and|puis|plus) (?:(?:il m['’ ]en faut|j['’ ]en (?:voudrais|veux)|i(?:['’ ]d)? (?:need"
    r"|want|like)) )?(?:(?:une?|one) (?:(?:rendez[- ]vous|rdv|appointment) )?)?$",
    re.IGNORECASE,
)
# Where the wish for one more begins, after whatever answers the question.
_BEGINS = re.compile(
    r"[ ,]*\b(?:et|and|puis|plus|mais|but|j['’ ]en|j['’ ]aimerais|je (?:voudrais|veux|souhaite"
    r"|souhaiterais|prendrais|peux)|il (?:m['’ ]en|en|nous en|faudrait|faut|me faut)|on (?:voudrait"
    r"|peut|pourrait)|est[- ]ce|(?:vous )?(?:auriez|pouvez|avez|pourriez)|une? autre|aussi"
    r"|également|egalement|i(?:['’ ]d| would)? (?:also )?(?:like|need|want)|(?:can|could|what|how)"
    r"|also|another|do you)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    rf"\b(?:mon|ma|notre|son|sa|my|our|his|her) {_OTHER}(?:{_KIN}|{ANIMAL})\b", re.IGNORECASE
)
_AN_ANIMAL = re.compile(rf"\b{_ITS} {_OTHER}{ANIMAL}\b", re.IGNORECASE)
_MYSELF_FIRST = re.compile(r"\b(?:pour|for) (?:moi|me|myself)\b", re.IGNORECASE)
# Whom they speak of is a relative of the caller's as far as we need to know.
_OF_THEIRS = re.compile(rf"\b(?:son|sa|leur|his|her|their|le|la|the)(?= {_OTHER}{_KIN}\b)", re.I)

# One of the same, whoever it is for: not "un autre jour", nor "another Friday".
_OF_THE_SAME = re.compile(
    r"\bune? (?:autre|deuxieme|seconde?)(?: (?:rendez vous|rdv|seance|consultation|visite))?"
    r"(?= (?:pour|le|la|dans|en|demain|apres|aussi|egalement|s il|svp|merci)\b|$)"
    r"|\bune? (?:de|en) plus\b|\bune? supplementaire\b"
    r"|\b(?:another|a second|one more)(?: (?:one|appointment|visit|session))?"
    r"(?= (?:for|on|in|next|this|the|tomorrow|after|please|too|as well)\b|$)"
)
_INSTEAD = re.compile(
    r"\b(?:a la place|au lieu|mieux|annul\w*|deplac\w*|report\w*|decal\w*|remplac\w*"
    r"|(?:re)?mett\w*|chang\w*|cancel\w*|mov(?:e|ing)|reschedul\w*|swap|switch"
    r"|(?:peu[xt]|pourrai|suis) (?:pas|plus)|can ?t|cannot)\b"
)


def asks_for_one_more(words: str, language: Language) -> bool:
    """Whether one more of the same is wanted, and nothing is changed: "un autre pour moi"."""
    said = plain(words)
    if takes_back(words, language) or _INSTEAD.search(said):
        return False
    return bool(_OF_THE_SAME.search(said))


_THEY_TOO = (_WANTS_FOR_THEM, _WOULD_COME_TOO, _THEM_TOO)


def one_more(words: str, language: Language) -> tuple[str, str] | None:
    """What else is said, and the wish for one more: ("oui", "et aussi pour sa sœur").

    None where nobody more is spoken of: "non, c'est pour ma fille" is another instead.
    """
    words = without_by_the_way(words)
    whom = _whom_besides(words)
    if whom is None or takes_back(words, language) or _COMES_ALONG.search(words):
        return None
    begins = _BEGINS.search(words)
    start = min(begins.start(), whom.start()) if begins else whom.start()
    return words[:start].strip(" ,"), words[start:].strip(" ,")


def without_by_the_way(words: str) -> str:
    """Without what is only said behind it: "tant qu'à faire"."""
    return _BY_THE_WAY.sub("", words)


def _whom_besides(words: str) -> re.Match[str] | None:
    for_them, asked = _FOR_THEM.search(words), _ASKS_FOR_THEM.search(words)
    also = bool(_ALSO.search(words))
    if for_them and (also or asked or _AND_ONE.search(words[: for_them.start()])):
        return for_them
    mine = _FOR_MYSELF.search(words)
    if mine and (also or _AND.search(words[: mine.start()])):
        return mine
    wanted = next(filter(None, (one.search(words) for one in _THEY_TOO)), None)
    return wanted if wanted and also else _PERSON.search(words) if asked else None


def whom_of(wish: str) -> str:
    """The wish as one of the caller's own: "pour ma sœur Emma" of "et aussi pour sa sœur Emma"."""
    wish = without_by_the_way(wish)
    person = _PERSON.search(wish)
    if person is None:
        return "c'est pour moi" if is_for_oneself(wish) else ""
    return f"pour {_OF_THEIRS.sub('ma', wish[person.start() :])}"


def is_for_oneself(wish: str) -> bool:
    """Whether what is wanted is for the caller: "un autre pour moi"."""
    return bool(_FOR_MYSELF.search(wish))


def is_for_an_animal(wish: str) -> bool:
    """Whether what is wanted is for an animal, in the name of whoever brings it."""
    return bool(_AN_ANIMAL.search(wish))


def second_of(words: str) -> str:
    """The wish for the second of several: "pour ma fille Léa" of "pour mon fils et ma fille Léa".

    "Pour quelqu'un d'autre" where nothing tells who.
    """
    people = list(_PERSON.finditer(words))
    at = 0 if _MYSELF_FIRST.search(words) else 1
    if len(people) <= at:
        return "pour quelqu'un d'autre"
    return f"pour {_OF_THEIRS.sub('ma', words[people[at].start() :])}"


def mentions_now(words: str) -> bool:
    """Whether it is to be done at once: "oui, maintenant", "prenons-le"."""
    return bool(re.search(r"\b(?:maintenant|tout de suite|prenons|now|book it)\b", plain(words)))
