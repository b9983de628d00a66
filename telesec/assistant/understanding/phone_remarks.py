"""Which of several numbers is meant: "pas le 06 ..., le 07 ...", "my cell is better: ..."."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from telesec.assistant.understanding.text import any_listed
from telesec.values.telephone import E164

NEAR = 5  # words before a number that speak of it


class Mention(NamedTuple):
    """A number, and the words that it stands in."""

    number: E164
    first: int
    end: int


# Of the number that follows.
_NOT_THE_NEXT = any_listed(r"""
    (?:ce n est|c est|c etait|surtout|et|mais|jamais) pas, resilie\w*,
    (?:ma|mon) (?:femme|mari|fils|fille|mere|pere|soeur|frere|ami|amie) (?:a|c est)(?: le| au)?,
    (?:fax|telecopie)(?: c est| est| is)?(?: le| au| the)?,
    my (?:wife|husband|son|daughter|mum|dad) (?:has|is on)(?: the)?,
    pas (?:le|la|au|sur le|sur la), ancien\w*, remplace\w*, au lieu d\w*, plutot que, jamais,
    avant c etait, efface\w*, supprime\w*, (?:avais|aviez|avait) (?:avant|le), barre\w*,
    enleve\w*, oublie\w*, vieux, avez (?:le|encore), don t (?:use|ring|call|phone|text|bother),
    do not \w+, not (?:on|the|my)?, old, previous, used to be, instead of, replace, never,
    rather than, delete, remove, forget, scrap, former, was
""")
# What is said before it is of the number before: "oubliez-le, c'est le ...".
_TURN = any_listed(r"""
    (?<!ce n )(?<!pas )c est, mais, it s, but, now, maintenant
""")
_OF_THE_LAST = any_listed(r"(?:ca|celui la|celui ci) c est .*, that (?:s|is|was) .*")
# Of the number before.
_NOT_THE_LAST = any_listed(r"""
    resilie\w*, oublie\w*, ancien\w*, marche (?:plus|pas), fonctionne (?:plus|pas), plus valable,
    plus (?:en service|bon|a jour|utilise), coupe\w*, en panne, perdu, vole\w*, change\w*,
    est faux, n est pas le bon, pas (?:celui|le bon), capte pas, reponds (?:pas|jamais|plus),
    decroche\w* (?:pas|jamais), jamais la, suis (?:pas|jamais|plus) (?:la|chez), n importe quoi,
    c est (?:ma|mon) \w+ ca, ca c est (?:ma|mon|le|celui), no longer, doesn t work, not working,
    is dead, my ex, disconnected, never (?:there|in|answer\w*), cut off, lost, stolen, broken,
    changed, wrong, out of (?:use|order|date), forget, ignore, scrap,
    that s (?:my|the) (?:old|wife|husband|sister|brother|mum|mother)\w*
""")
# The next one rather than the last one.
_RATHER = any_listed(r"""
    mais, plutot, par, prefere\w*, preferable, mieux, desormais, maintenant, dorenavant,
    rappel\w*, joi(?:ndre|gnez), appelez, call, ring, reach, text, le mien, moi c est, mine, non,
    pardon, erreur, rectifi\w*, corrig\w*, trompe\w*, donc, en fait, finalement, c est le, but,
    rather, better, best, prefer\w*, instead, now, no, sorry, actually, with, please, mistake,
    use, it s
""")
# The last one stays the first choice, whatever else is said.
_OTHERWISE = any_listed(r"""
    ou, ou bien, sinon, si (?:ca|je|jamais|vous|personne|on), s il, au cas, en cas, a defaut,
    et (?:aussi|mon|ma|le|celui|en|au), aussi, egalement, l autre, un autre, en secours, deuxieme,
    second, or, otherwise, if, failing that, else, also, and (?:my|the|also|at|a|another|in),
    in case, backup, another, spare, alternatively, secondly
""")
_RATHER_PLAINLY = any_listed(r"""
    ou plutot, ou mieux, or rather, or better, ou non, or no
""")
# Said at the very end, of the number before.
_THIS_ONE = any_listed(r"""
    c est (?:mieux|plus simple|plus sur|preferable|le mieux|le meilleur|le bon|celui la),
    de preference, plutot, celui (?:la|ci), le (?:second|deuxieme|dernier), en priorite,
    is (?:better|best|easier|preferable), that s (?:better|best|the best|easier), preferably,
    the (?:second|latter|last), that one, works better
""")
_PLACES = any_listed(r"""
    fixe, portable, mobile, gsm, natel, bureau, travail, maison, domicile, landline, cell, work,
    home, office
""")
_THE_FIRST = any_listed(r"""
    le premier, the first, the former, en premier, d abord, first
""")


def meant_of(mentions: Sequence[Mention], words: Sequence[str]) -> E164 | None:
    """The number that the caller wants used; None with fewer than two, or when none remains.

    The first, unless it is taken back, or another is preferred to it.
    """
    if len({mention.number for mention in mentions}) < 2:
        return None
    bounds = [0, *(mention.end for mention in mentions)]
    before = [words[end : m.first] for end, m in zip(bounds, mentions, strict=False)]
    after = [*before[1:], words[mentions[-1].end :]]
    refused = {
        mention.number
        for mention, earlier, later in zip(mentions, before, after, strict=True)
        if _refuses(earlier, later, last=mention is mentions[-1])
    }
    left = [at for at, mention in enumerate(mentions) if mention.number not in refused]
    if not left:
        return None
    ending = " ".join(after[-1])
    if _THE_FIRST.search(ending):
        return mentions[left[0]].number
    if _THIS_ONE.search(ending):
        place = _PLACES.search(ending)
        named = [at for at in left if place and place[0] in before[at]]
        return mentions[named[0] if named else left[-1]].number
    chosen = left[0]
    for earlier, later in pairwise(left):
        between = " ".join(before[later]) if later == earlier + 1 else ""
        if chosen == earlier and _is_preferred(between):
            chosen = later
    return mentions[chosen].number


def _refuses(earlier: Sequence[str], later: Sequence[str], *, last: bool) -> bool:
    of_this = _TURN.split(_OF_THE_LAST.sub("", " ".join(earlier[-NEAR:])))[-1]
    if _NOT_THE_NEXT.search(of_this):
        return True
    said = " ".join(later if last else later[: max(len(later) - 2, 2)])
    return bool(_NOT_THE_LAST.search(said))


def _is_preferred(between: str) -> bool:
    if _RATHER_PLAINLY.search(between):
        return True
    return bool(_RATHER.search(between)) and not _OTHERWISE.search(between)
