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


# Long over: "il a fait un infarctus il y a dix ans". Only next to the words themselves, since the
# same caller may go on "et maintenant j'ai mal à la poitrine"; and never of days: a pain of two
# days is a pain.
_LONG_AGO = re.compile(
    r"^(?: \w+){0,2} (?:il y a (?:\w+ ){1,3}(?:ans?|annees?|mois|semaines?)"
    r"|(?:la |l )?(?:semaine|annee|mois|an) (?:derniere|dernier|passee|passe)|autrefois|a l epoque"
    r"|(?:\w+ ){0,2}(?:years?|months?|weeks?) ago|last (?:year|month|week)|in the past)\b"
)
_HAD = re.compile(r"\b(?:antecedents? (?:de|d)|deja (?:eu|fait)|history of)(?: \w+)? $")
_SETTLED = re.compile(
    r"^(?: \w+){0,3} (?:que|qu) (?:vous|il|elle|on|ils) (?:nous |m )?(?:avez|a|ont)"
    r" \w+(?:e|es|it|is)\b"
    r"|^(?: \w+){0,3} (?:est|etait|a ete) (?:bien )?(?:repare|resolu|colmate|passe)"
    r"|^(?: \w+){0,3} (?:that )?(?:you|he|they) (?:have )?(?:fixed|repaired)"
)


def mentions(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of ``phrases`` is said: accents, capitals and "ne" aside, and not ruled out.

    Speakers drop "ne" ("il respire plus") and hesitate inside. Negation in front is understood in
    French and English; what is long over or settled does not count.
    """
    said = plain(text)
    return any(
        not _is_ruled_out(said, found.start(), found.end())
        for longest, pattern in map(_spoken, phrases)
        if longest and longest in said  # rarely so; only then is it worth a closer look
        for found in pattern.finditer(said)
    )


def _is_ruled_out(said: str, start: int, end: int) -> bool:
    before, after = said[max(0, start - 60) : start], said[end : end + 60]
    return (
        any(pattern.search(before) for pattern in _RULED_OUT.values())
        or bool(_HAD.search(before) or _LONG_AGO.search(after))
        or bool(_SETTLED.search(after))
    )


@lru_cache(maxsize=4_000)
def _spoken(phrase: str) -> tuple[str, re.Pattern[str]]:
    """The phrase's longest word, and its words as they are spoken."""
    words = [word for word in plain(phrase).split() if word not in {"ne", "n"}]
    between = r" (?:(?:ne|n|euh|heu|vraiment|presque|du tout|really) )?"
    body = between.join(map(re.escape, words))
    return max(words, key=len, default=""), re.compile(rf"\b(?:(?:ne|n) )?{body}\b")


def unnegated(said: str, phrase: str, language: Language) -> bool:
    """Whether plain ``said`` has plain ``phrase`` at least once without a negation before it."""
    return any(
        not _RULED_OUT[language].search(said[max(0, found.start() - 60) : found.start()])
        for found in re.finditer(rf"\b{re.escape(phrase)}\b", said)
    )
