"""Words of callers who ask whether they are on the waiting list: "suis-je encore sur la liste ?".

Pure: from words to words.
"""

import re
from typing import NamedTuple

from telesec.assistant.booking.whom_words import names_a_relative
from telesec.assistant.understanding.relatives import RELATIVE
from telesec.assistant.waiting_list.waiting_words import beside, spoken
from telesec.values.language import Language

# "Liste" alone is that one, where one may stand on it; a list of something is another.
_LIST = {
    Language.FR: r"(?:sur|dans) (?:la |une |votre |cette )?listes?(?: d attente)?"
    r"(?! (?:de|des|du|d|rouge|electorale)\b)",
    Language.EN: r"on (?:the|your|a|that) (?:(?:wait(?:ing)? ?|cancell?ation |standby )?list)\b"
    r"(?! of\b)",
}
_STILL = {
    Language.FR: r"(?:(?:toujours|encore|bien|deja|inscrite?s?|mise?s?|notee?s?|enregistree?s?) )*",
    Language.EN: r"(?:(?:still|already|definitely|actually|put) )*",
}
# A recogniser writes no question mark: "je suis toujours sur la liste" asks, "je suis sur la
# liste" tells.
_SURE = {
    Language.FR: r"(?:(?:inscrite?s?|mise?s?|notee?s?) )?(?:toujours|encore|bien)"
    r" (?:(?:inscrite?s?|mise?s?|notee?s?) )?",
    Language.EN: r"still ",
}
_ASKS = {
    Language.FR: (
        r"(?:suis je|sommes nous|figure je|serais je) {still}{list}",
        r"(?:est ce qu\w*|(?:savoir|verifier|verifie\w*|regarde\w*|confirme\w*|dire|demander|voir)"
        r"(?: si| qu\w*| que)) (?:\w+ ){{0,4}}?(?:suis|sommes|est|figure|sois|etais) {still}{list}",
        r"(?:je suis|nous sommes|on est|je figure) {sure}{list}",
        rf"(?:mon nom|(?:mon|ma) {RELATIVE})(?: \w+)?"
        r" (?:est|figure)(?: t)?(?: il| elle)? {sure}{list}",
        r"(?:vous m avez|m avez vous|on m a|vous nous avez) {still}{list}",
        r"(?:quelle place|combientieme|combien de personnes|quelle position|j en suis)"
        r"(?: \w+){{0,5}}? {list}",
    ),
    Language.EN: (
        rf"(?:am i|are we|is my (?:name|{RELATIVE})) {{still}}{{list}}",
        r"(?:(?:check|know|see|confirm|tell me|ask|wondering|asking)(?: me)? (?:if|whether|that))"
        r" (?:\w+ ){{0,3}}?(?:m|am|are|re|is|s) {still}{list}",
        r"(?:i m|i am|we re|we are) {sure}{list}",
        r"(?:have you|did you|you) (?:(?:still|got|have|put|me|us) ){{1,4}}{list}",
        r"(?:what (?:place|position|number)|how far|how many people|where am i)"
        r"(?: \w+){{0,4}}? {list}",
    ),
}
_PATTERNS = {
    language: tuple(
        re.compile(
            rf"\b{one.format(list=_LIST[language], still=_STILL[language], sure=_SURE[language])}"
        )
        for one in _ASKS[language]
    )
    for language in Language
}


class OnList(NamedTuple):
    """The question whether somebody is on the waiting list."""

    rest: str  # what else was said
    is_for_another: bool  # whose name is not the caller's


def asked_on_list(words: str, language: Language) -> OnList | None:
    """The question whether one is on the waiting list, and what is said beside it; None where it is
    not asked.
    """
    pieces, said = spoken(words)
    if "list" not in said:
        return None
    found = next(filter(None, (one.search(said) for one in _PATTERNS[language])), None)
    if found is None:
        return None
    return OnList(beside(pieces, found), names_a_relative(words))
