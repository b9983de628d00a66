"""Whether certain words are said, and not ruled out: "urgent", but not "ce n'est pas urgent"."""

import re
from collections.abc import Iterable
from functools import lru_cache

from telesec.assistant.understanding.text import plain
from telesec.values.language import Language

# Only what surely belongs to the word that follows. "Il ne répond pas, fuite d'eau" reaches us
# without its comma, and a danger missed is worse than one too many: "pas" alone, directly before
# a noun, does not rule it out.
_RULED_OUT = {
    Language.FR: re.compile(
        r"(?:\bpas (?:de|d)(?: (?:la|l))?|\bn (?:\w+ )?(?:a|ai|avons|avez|ont|est"
        r"|y a) plus (?:de|d)|\by a plus (?:de|d)"
        r"|\b(?:est|etait|sont|suis|soit|sera|semble|parait|veux|voudrais|prends"
        r"|prefere) (?:absolument |vraiment |du tout )?pas(?: (?:du tout|tres|vraiment|si|trop"
        r"|forcement|specialement|particulierement|encore|une?|la|le|l|d|de|tellement|pour"
        r"|pour une?))*"
        r"|\bpas (?:tres|vraiment|si|trop|forcement|specialement|particulierement|du tout"
        r"|encore|tellement|la|le|l|une?|celui de|celle de)"
        r"|\baucune?|\bsans|\bni(?: (?:de|d|la|le|une?))?|^pas|\bnon pas)\s*$"
    ),
    Language.EN: re.compile(
        r"\b(?:not|no|never|without|nor|isn t|aren t|wasn t|don t (?:have|need|want)"
        r"|doesn t have|haven t(?: got)?)"
        r"(?: (?:an?|any|the|very|really|that|so|got|at all|for|of))*\s*$"
    ),
}  # fmt: skip


def mentions(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of ``phrases`` is said: whole words, accents and capitals aside, not ruled out.

    Negation in front is understood in French and English.
    """
    said = plain(text)
    return any(
        all(unnegated(said, phrase, language) for language in Language)
        for phrase in map(_plain_phrase, phrases)
        if phrase and phrase in said  # rarely so; only then is it worth a closer look
    )


def unnegated(said: str, phrase: str, language: Language) -> bool:
    """Whether plain ``said`` has plain ``phrase`` at least once without a negation before it."""
    return any(
        not _RULED_OUT[language].search(said[max(0, found.start() - 60) : found.start()])
        for found in re.finditer(rf"\b{re.escape(phrase)}\b", said)
    )


@lru_cache(maxsize=2_000)
def _plain_phrase(phrase: str) -> str:
    return plain(phrase)
