"""Words of callers who wait no more: "enlevez-moi de la liste d'attente".

Pure: from words to words. What is said beside the request is another matter, or tells who speaks,
or why.
"""

from typing import NamedTuple

from telesec.assistant.booking.whom_words import names_a_relative
from telesec.assistant.understanding import plain
from telesec.assistant.understanding.text import lazily
from telesec.assistant.waiting_list.waiting_words import POLITE, beside, spoken
from telesec.values.language import Language

_LIST = {
    Language.FR: r"listes? d attente",
    Language.EN: r"(?:wait(?:ing)? ?list|cancell?ation list|standby list)",
}
_TAKE = {
    Language.FR: r"(?:enlev\w+|retir\w+|supprim\w+|ray(?:e|er|ez)|radi(?:e|er|ez)|effac\w+"
    r"|ot(?:e|er|ez)|desinscri\w+|sort(?:ir|ez)|quitt\w+|annul\w+ (?:mon |ma |l |cette )?"
    r"(?:inscription|demande|place|nom))",
    Language.EN: r"(?:(?:take|remove|delete|drop|cross|strike|withdraw|unsubscribe"
    r"|(?:get|come)(?= (?:(?:me|us|him|her|them|my \w+) )?(?:off|out)\b))"
    r"|be (?:taken|removed|deleted|off))",
}
_STAY = (
    r"(?:(?:de|d|m|me|nous|etre|rester|figurer|garder|laisser|maintenir|par|qu|que|vous|on|soit"
    r"|sois|soyez|gardez|laissez|mise?|inscrite?s?|dans|sur|la|l|votre|une) )*"
)
# A place becomes free: what they would be told no more.
_FREED = {
    Language.FR: r"(?:si|quand|lorsqu\w*|des qu\w*|en cas|pour)(?: \w+){0,5}? (?:liber\w+|annul\w+"
    r"|desist\w+|plus tot)",
    Language.EN: r"(?:if|when|as soon as|about)(?: \w+){0,5}? (?:free|frees|freed|cancel\w*"
    r"|earlier|sooner|opens?|openings?|available|comes?)(?: up)?",
}
_END = r"(?=$| (?:s il|merci|svp|maintenant|au revoir|please|now|thanks?|bye)\b)"
# They are on it; and then, that they need it no more.
_AM_ON_IT = {
    Language.FR: r"(?:suis|etais|sommes|etions|figure) (?:(?:deja|toujours|encore|inscrite?s?"
    rf"|mise?s?|actuellement) )*(?:sur|dans) (?:la |une |votre )?{_LIST[Language.FR]}",
    Language.EN: r"(?:m|am|was|are|re|were) (?:(?:already|still|currently) )?on (?:the|your|a)"
    rf" {_LIST[Language.EN]}",
}
_DONE_WITH = {
    Language.FR: r"(?:plus (?:besoin(?! d)|la peine|utile|necessaire|interessee?s?)|desist\w+"
    r"|trouve (?:ailleurs|autre chose|quelqu un|une? autre)"
    rf"|annul(?:er|ez)(?: (?:ca|cela|tout))?{_END})",
    Language.EN: r"(?:(?:don t|do not|no longer) (?:need|want) (?:it|that|this|one)\b"
    r"(?: any ?(?:more|longer))?|found (?:some\w+|another|one)(?: else)?"
    rf"|(?:cancel|withdraw)(?: it| that)?{_END})",
}
_COMPLAINS = (
    r"(?! (?:(?:trop|aussi|si|encore|plus) longtemps|eternellement|indefiniment|pendant|des (?:mois"
    r"|semaines|annees)|jusqu\w*)\b)"
)
_NOT_ON = r"(?!(?:on|onto|an?|for|about|back|up)\b)"
_NOT_PUT = r"(?!(?:pas|mett\w+|inscri\w+|ajout\w+)\b)"
_LEAVES = {
    Language.FR: (
        rf"{_TAKE[Language.FR]}(?P<whom>(?: {_NOT_PUT}\w+){{0,7}}?) {_LIST[Language.FR]}",
        rf"{_TAKE[Language.FR]}(?P<whom>(?: {_NOT_PUT}\w+){{0,4}}?) de (?:la|votre|cette) liste"
        r"(?=$| (?:s il|merci|svp|maintenant))",
        rf"(?:veux|voudrais|souhait\w+|desire\w*|aimerais|pour) (?:ne )?plus {_STAY}"
        rf"{_LIST[Language.FR]}{_COMPLAINS}",
        rf"(?:est )?(?:plus|pas|inutile) (?:(?:besoin|la peine|utile|necessaire|interessee?s?) )?"
        rf"(?:(?:de|d|que|vous|me|m|nous) )*(?:gard\w+|laiss\w+|maint\w+|rester) {_STAY}"
        rf"{_LIST[Language.FR]}",
        rf"(?:gard\w+|laiss\w+) (?:(?:moi|nous) )?(?:plus|pas) {_STAY}{_LIST[Language.FR]}"
        rf"{_COMPLAINS}",
        rf"(?:ai |est |suis |sommes )?plus (?:besoin|la peine|utile|necessaire|interessee?s?)"
        rf" {_STAY}{_LIST[Language.FR]}",
        rf"{_AM_ON_IT[Language.FR]}(?: \w+){{0,6}}? {_DONE_WITH[Language.FR]}",
        rf"annul(?:er|ez) (?:(?:la|ma|cette|votre) )?{_LIST[Language.FR]}",
        rf"desist(?:e|er) de (?:la |votre |cette )?{_LIST[Language.FR]}",
        rf"desinscri\w+(?: (?:moi|nous))?{_END}",
        rf"(?:previen\w+|prevenez|avertissez) (?:moi )?plus{_END}",
        rf"(?:ai |est )?plus (?:besoin|la peine|utile|necessaire) (?:\w+ ){{0,3}}?"
        rf"(?:prevenir|prevenue?s?){_END}",
        rf"(?:previen\w+|prevenez|avertissez|appelez|rappelez|contactez) (?:moi )?plus"
        rf"(?: \w+)? {_FREED[Language.FR]}",
        rf"(?:plus (?:besoin|la peine|utile|necessaire)|arrete\w*|cesse\w*) (?:\w+ ){{0,3}}?"
        rf"(?:previen\w+|prevenir|prevenue?s?|envoyer|appeler|contacter)(?: \w+){{0,3}}?"
        rf" {_FREED[Language.FR]}",
    ),
    Language.EN: (
        rf"{_TAKE[Language.EN]}(?P<whom>(?: {_NOT_ON}\w+){{0,5}}?) {_LIST[Language.EN]}",
        rf"{_TAKE[Language.EN]}(?P<whom>(?: {_NOT_ON}\w+){{0,4}}?) (?:off|from)"
        r" (?:the|your) list"
        r"(?=$| (?:please|now|thanks))",
        r"cancel (?:my |the |this )?(?:(?:place|spot|entry|request) )?(?:on |for |from )?"
        rf"(?:the |your )?{_LIST[Language.EN]}",
        rf"{_AM_ON_IT[Language.EN]}(?: \w+){{0,6}}? {_DONE_WITH[Language.EN]}",
        rf"leave (?:the |your ){_LIST[Language.EN]}",
        rf"(?<!am i )(?<!i am )(?<!i m )no longer(?P<whom>(?: \w+){{0,6}}?)"
        rf" {_LIST[Language.EN]}",
        rf"(?:don t|do not)(?P<whom>(?: \w+){{0,7}}?) {_LIST[Language.EN]} any ?(?:more|longer)",
        r"(?:don t|do not|no need to) (?:(?:want|wish|need|like|to) )*(?:stay|remain|keep me"
        rf"|be kept|leave me) (?:on )?(?:the |your )?{_LIST[Language.EN]}",
        rf"stop (?:telling|texting|calling|notifying|messaging|sending)(?: \w+){{0,3}}?"
        rf" {_FREED[Language.EN]}",
    ),
}
# One of these is in every such sentence: most others are read no further, which costs a turn less.
_NAMED = lazily(
    r"list|liber|desist|annul|plus tot|desinscri|prev|avertissez|free|cancel|earlier|sooner|open"
    r"|available|comes? up"
)
_WHO = r"(?:(?:il )?(?:faut|faudrait|faudra) )?(?:(?:je|j|c|ce|n|ne|i) )*"
_IT = {Language.FR: r"(?P<it>(?:le|la|l|les) )?", Language.EN: ""}
_PATTERNS = {
    language: tuple(
        lazily(rf"\b{_WHO}{POLITE[language]}{_IT[language]}{one}\b") for one in _LEAVES[language]
    )
    for language in Language
}
# Right before it: it is denied, or somebody else has done it already.
_NOT_ASKED = {
    Language.FR: lazily(
        r"\b(?:(?:pas|jamais)(?: (?:de|d|etre|qu|que|on|vous|me|m|a|la|envie|besoin|peine))*"
        r"|(?:m|nous|l|les|on|vous|j) (?:a|ai|avez|ont|avait|aviez|avoir)|ete|etait|suis|sommes"
        r"|pourquoi(?: \w+){0,2}|(?:si|quand)(?: (?:vous|on|je|j|est ce que))*|ne peu[tx])\s*$"
    ),
    Language.EN: lazily(
        r"\b(?:(?:not|don t|never|didn t)(?: (?:to|want|me|be|you|the|wish|need|please))*"
        r"|(?:was|were|been|did) (?:\w+ )?|why(?: \w+){0,3}"
        r"|(?:if|when)(?: (?:you|i|we|they|will|can|would|do))*)\s*$"
    ),
}
# Between the verb and the list, this tells of nobody but the caller.
_ONESELF = lazily(
    r"^(?:le|la|l) (?=nom\b|place\b|demande\b|inscription\b|liste\b)"
    r"|\b(?:moi|nous|me|m|mon|ma|mes|nom|prenom|place|demande|dossier|numero|coordonnees|rendez"
    r"|vous|rdv|inscription|s|il|plait|svp|merci|bien|tout|toute|de|suite|des|donc|aussi|alors"
    r"|maintenant|aujourd|hui|plutot|finalement|completement|definitivement|directement|votre|vos"
    r"|cette|sur|dans|du|une|d|l instant|pour l|us|my|our|name|names|please|now|right|away|off|out"
    r"|of|from|the|your|this|that|entirely|completely|want|wants|wish|need|like|to|be|on|stay"
    r"|remain|any|get|sms|texts?|being)\b"
    r"|(?:^| )la$"
)
_FOR_WHAT = lazily(
    r"^ ((?:pour|for) (?:la|le|l|une?|ma|mon|the|an?|my) \w+"
    r"(?: (?!(?:et|mais|car|je|j|and|but|i|because)\b)\w+){0,3})"
)
# Why somebody waits no more: no wish, whatever it speaks of.
_WHY = lazily(
    r"\b(?:trouv\w+|ailleurs|plus (?:besoin|la peine|utile|necessaire)|found|elsewhere"
    r"|no longer|any ?more)\b"
)
_WISHES = lazily(r"\b(?:annul(?:er|ez)|deplac(?:er|ez)|cancel|move|reschedule)\b")


class OffList(NamedTuple):
    """The request to be on the waiting list no more."""

    rest: str  # what else was said
    whom: str = ""  # who shall be taken off it, where that is not the caller; plain
    what: str = ""  # what they have waited for, perhaps: "pour la consultation"; plain

    @property
    def is_for_another(self) -> bool:
        """Whether it may be for somebody else, whose name is not the caller's then."""
        return bool(self.whom) or names_a_relative(self.rest)


def tells_only_why(words: str) -> bool:
    """Whether it is said why one waits no more, and nothing wanted: "j'ai trouvé ailleurs"."""
    said = plain(words)
    return bool(_WHY.search(said)) and not _WISHES.search(said)


def asked_off_list(words: str, language: Language) -> OffList | None:
    """The request to be on the waiting list no more, and what is said beside it; None where there
    is none.

    Who only does not want to be put on it asks for nothing: "je ne veux pas de liste d'attente".
    """
    pieces, said = spoken(words)
    if not _NAMED.search(said):
        return None
    found = next(filter(None, (one.search(said) for one in _PATTERNS[language])), None)
    if found is None or _NOT_ASKED[language].search(said[: found.start()]):
        return None
    parts = found.groupdict("")
    inner = f"{parts.get('it', '')}{parts['whom'].strip()}" if "whom" in parts else ""
    what = _FOR_WHAT.search(said[found.end() :])
    return OffList(
        beside(pieces, found),
        " ".join(_ONESELF.sub(" ", inner).split()),
        what[1] if what else "",
    )
