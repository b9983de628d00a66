"""Which of several numbers is meant: "pas le 06 ..., le 07 ...", "my cell is better: ..."."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from telesec.assistant.understanding.relatives import RELATIVE_OR_FRIEND
from telesec.assistant.understanding.text import any_listed, lazily, word_set
from telesec.values.telephone import E164

NEAR = 5  # words before a number that speak of it


class Mention(NamedTuple):
    """A number, and the words that it stands in."""

    number: E164
    first: int
    end: int


# Of the number that follows.
_NOT_THE_NEXT = any_listed(rf"""
    (?:ce n est|c est|c etait|surtout|et|mais|jamais) pas, ni, neither, nor, resilie\w*,
    (?:ma|mon) {RELATIVE_OR_FRIEND} (?:a|c est)(?: le| au)?,
    (?:fax|telecopie)(?: c est| est| is)?(?: le| au| the)?,
    my {RELATIVE_OR_FRIEND} (?:has|is on)(?: the)?,
    pas (?:le|la|au|sur le|sur la), ancien\w*, remplace\w*(?! par), au lieu d\w*,
    plutot que, jamais,
    avant c etait, efface\w*, supprime\w*, (?:avais|aviez|avait) (?:avant|le), barre\w*,
    enleve\w*, oublie\w*,
    raye\w*, retire\w*, biffe\w*, annule\w*, ignore\w*, vire\w*, jet(?:ez|er|te),
    vieux, avez (?:le|encore), don t (?:use|ring|call|phone|text|bother),
    do not \w+, not (?:on|the|my)?, old, previous, used to be, instead of, replace, never,
    rather than, delete, remove, forget, scrap, former, was,
    cross (?:out|off), strike (?:out|off), take (?:off|out), drop
""")
# Whose number the next one is, where another remains.
_OTHERS = (
    "(?:medecin|generaliste|docteur|avocat|notaire|comptable|banque|assurance|assureur|employeur"
    "|patron|gp|doctor|solicitor|lawyer|accountant|bank|insurer|landlord|boss)"
)
_SOMEBODYS_NEXT = lazily(
    rf"\b(?:(?:ma|mon|my) {RELATIVE_OR_FRIEND} (?:c est|est|s|is|a|has|is on)(?: (?:le|au|on))?"
    rf"|(?:(?:ma|mon|my) {_OTHERS}(?: traitant)?|fax|telecopie)"
    r"(?: (?:c est|est|s|is|a|has|is on))?(?: (?:le|au|the|on))?"
    r"|(?:appele|contacte|telephone|called|rang|phoned|rung)(?: me| moi)?"
    r" (?:du|depuis(?: le)?|avec le|from)(?: the)?"
    r"|(?:appel|appels|message|sms|texto|call|message|text)(?: ce matin| hier)?"
    r" (?:du|depuis le|from)(?: the)?"
    r"|(?:renvoye|transfere|bascule|redirige|transferred|redirected) (?:du|depuis le|from))$"
)
# What is said before it is of the number before: "oubliez-le, c'est le ...".
_TURN = any_listed(r"""
    (?<!ce n )(?<!pas )c est, prenez, mettez, notez, utilisez, mais, it s, but, now, maintenant,
    donc, du coup, alors, so
""")
_OF_THE_LAST = any_listed(r"(?:ca|celui la|celui ci) c est .*, that (?:s|is|was) .*")
# Of the number before.
_NOT_THE_LAST = any_listed(r"""
    resilie\w*, oublie\w*, (?:mon|ma|notre|est l|etait l) ancien\w*, plus valable,
    (?:marche|fonctionne|capte|passe) (?:plus|pas|mal),
    plus (?:en service|bon|a jour|utilise), coupe\w*, pirat\w*, bloque\w*, desactiv\w*,
    en panne, perdu, vole\w*, change\w*,
    est faux, n est pas le bon, pas (?:celui|le bon), capte pas,
    (?<!si (?:je|ca|on) )(?<!si (?:je|ca|on) ne )(?<!s il )(?:repon|enten)d\w* (?:pas|jamais|plus),
    (?:est|souvent) eteint,
    decroche\w* (?:pas|jamais), jamais la, suis (?:pas|jamais|plus) (?:la|chez),
    y suis (?:\w+ )?(?:pas|jamais|plus|rarement|peu), n importe quoi,
    c est (?:ma|mon) \w+ ca, ca c est (?:ma|mon|le|celui), no longer, doesn t work, not working,
    is dead, my ex, disconnected, never (?:there|in|answer\w*), cut off, lost, stolen, broken,
    changed, wrong, casse\w*, decharge\w*, en reparation, hs, plus de batterie, rien a voir,
    (?:est|sonne) (?:toujours |souvent |tout le temps )?occupe, busy, flat, charging,
    out of (?:use|order|date), forget, ignore, scrap, off (?:and|the|your|my),
    that s (?:my|the) (?:old|wife|husband|sister|brother|mum|mother)\w*
""")
# Of the only number, right before it; and right after it.
_LINE = r"(?: (?:numero|portable|fixe|telephone|mobile|gsm|natel|number|one|phone|landline))"
_REFUSED_NEXT = lazily(
    r"(?:^|\b)(?:(?<!pourquoi )(?<!est ce )(?<!sais )(?<!reponds )(?:pas|(?<!c est )plus|jamais|ni)"
    r"(?: (?:au|le|sur (?:le|mon)|celui(?: la| du)?|avec le|mon|du|votre))+"
    r"|(?<!ce n est )(?<!si )c est plus le|(?:^|surtout |\bc est |n est )pas"
    rf"|ancien{_LINE}(?: (?:c|est|etait|le|mon))*|avant c etait(?: le)?"
    r"|(?:j avais|vous avez encore|vous aviez)(?: encore| toujours| avant)? le"
    r"|(?:effacez|supprimez|enlevez|retirez|oubliez|barrez|remplacez|au lieu d[eu]|plutot que)"
    r"(?: (?:le|mon))?"
    r"|(?:don t|do not|never|stop) (?:use|using|ring|call|calling|phone|text|bother|try|put|take)"
    r"(?: me| us)?(?: on| at| to| with)?(?: the| my)?"
    r"|(?<!why )(?<!if )not(?: on| at| to| with)?(?: the| my)?"
    rf"|(?:old|previous|former){_LINE}?(?: is| was| s)?|used to be|instead of|rather than"
    r"|(?:replace|delete|remove|forget|scrap|ignore)(?: the| my)?)"
    rf"{_LINE}? $"
)
_REFUSED_BEFORE = lazily(
    r"^(?:(?:mais|et|euh|lui|celui la|il|elle|ca|ce|c|on|je|j|n|ne|but|and|it|that|this|one) )*"
    r"(?:est (?:plus|pas) (?:le (?:bon|mien)|bon|valable|valide|actif|a jour|en service|utilise"
    r"|attribue|a moi|mon numero|celui)"
    r"|(?:marche|fonctionne|repond|existe) (?:plus|pas)|(?:l )?ai plus"
    r"|l ai (?:plus|perdu|resilie)|a change|oubliez le|effacez le|supprimez le"
    r"|est (?:\w+ )?(?:coupe|resilie|faux|mort|perdu|vole|hors service|errone)"
    rf"|(?:est|etait) (?:l|mon|notre|un) ancien{_LINE}?|(?:est|etait) mon vieux{_LINE}"
    r"|est (?:un|le) mauvais|etait avant"
    r"|utilisez (?:pas|plus)|appelez (?:pas|plus)(?: la)?\b"
    r"|(?:is|s) (?:\w+ )?(?:longer|dead|disconnected|cut off|lost|stolen|out of)"
    r"|(?:is|s) (?:wrong|(?:my|the|an) (?:old|previous|former|wrong))"
    r"|(?:isn t|is not|s not) (?:mine|my|the|working|valid|right|in use)"
    r"|was my|doesn t (?:work|exist)|no longer|(?:is|s) my ex|used to be"
    r"|(?:forget|scrap|ignore) (?:it|that))\b"
)
# The next one rather than the last one.
_RATHER = any_listed(r"""
    mais, plutot, par, prefere\w*, preferable, mieux, desormais, maintenant, dorenavant,
    rappel\w*, joi(?:ndre|gnez), appelez, call, ring, reach, text, le mien, moi c est, mine, non,
    pardon, erreur, rectifi\w*, corrig\w*, trompe\w*, donc, du coup,
    en fait, finalement, c est le, but,
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
    ou plutot, ou mieux, or rather, or better, ou non, or no,
    (?:et|mais) (?:moi(?: c est| j ai)?|le mien(?: c est)?)(?: le)?$, (?:and|but) mine(?: is| s)?$
""")
# "C'est le portable qu'il faut appeler": which one, wherever it is said.
_MUST = lazily(
    r"\b(?:c est|it s|it is|that s) (?:sur |on )?(?:le|la|mon|au|the|my) (?P<kind>\w+)"
    r" (?:qu il faut|qu il vaut|que (?:je prefere|je vous conseille|vous devez|j utilise)"
    r"|qui (?:est|marche|repond)|(?:that )?(?:you (?:want|need|should)|i (?:use|answer|prefer)))\b"
)
# Said at the very end, of the number before.
_THIS_ONE = any_listed(r"""
    c est (?:mieux|preferable|le mieux|le meilleur|le bon|celui la),
    est (?:le )?plus (?:simple|sur|facile|pratique|rapide),
    de preference, plutot, celui (?:la|ci), le (?:second|deuxieme|dernier), en priorite,
    (?:is|s) (?:better|best|easier|preferable), that s (?:better|best|the best|easier), preferably,
    the (?:second|latter|last), that one, works better
""")
# What is asked for is named after it: "mettez le pro", "put my husband's down".
_REQUEST = any_listed(r"""
    (?:prenez|mettez|notez|gardez|utilisez|inscrivez|marquez|choisissez|enregistrez),
    je (?:prefere\w*|choisis|privilegie\w*), plutot, surtout, idealement, favorisez, composez,
    (?:r?appel|joign|contact|essay|prefer|privilegi)ez, (?:commencez|passez|essayez) (?:par|sur),
    (?:de|par) preference (?=(?:le|la|mon|ma|au|chez|sur)), priorite (?=(?:au|a la|le|la)),
    en priorite (?=(?:le|la|mon|ma|au|chez|sur)),
    (?:vaut|serait|est) mieux (?=(?:le|la|mon|au|sur)),
    (?:le )?(?:mieux|ideal|plus simple) (?:c est|est|serait), je (?:vous )?(?:conseille|recommande),
    preferably, ideally, favour, go for, start with, best (?=(?:is|to|on)), stick (?:to|with),
    use, take, put, note, keep, try, choose, call, ring, text, reach, go with, i d rather,
    i prefer, (?=the \w+ one)
""")
# Only of one that is named: "le portable si possible".
_IF_POSSIBLE = any_listed(r"""
    si (?:possible|vous pouvez|c est possible), if (?:possible|you can|you could),
    (?:for|by) preference
""")
_REFUSAL = any_listed(r"""
    (?:pas|jamais|(?<!est )(?<!est le )plus) (?:au|sur|chez|a la|celui|le|la|mon|ma)?,
    (?:not|never) (?:on|at|the|my)?,
    don t
""")
_TAKEN_BACK = any_listed(r"""
    non, plutot, pardon, en fait, finalement, mieux, prefer\w*, erreur, rather, better, no, sorry,
    actually, instead, mistake
""")
_NAMES_NOTHING = word_set("""
    mais et soit but either or both les deux
    le la les l un une c est ce ca celui celle de du d des mon ma mes votre au a aux et ou en sur
    chez moi me m je j ai y numero s il vous plait te merci donc alors si possible toujours bien
    prenez mettez notez gardez utilisez appelez rappelez plutot preference mieux simple plus pour
    the my of is it s on at to one please number if you would could can me i d ll better best for
    and down with that this use take put note keep try call ring text prefer preferably easier
""")
# What has numbers of its own: a door, a street, a date, a card. None of them changes the number.
_OTHER_MATTERS = word_set("""
    porte portes batiment bat etage etages appartement appart immeuble couloir escalier chambre rue
    avenue boulevard allee impasse chemin code digicode rdv rendez carte vitale secu naissance
    mois janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    door building floor flat apartment apt street road lane room house gate code appointment card
    birth born month january february march april june july august september october november
    december
""")
_BY_ORDER = lazily(r"\b(?:le|the) (?:premier|second|deuxieme|dernier|first|former|latter|last)\b")
_MOBILE = word_set("portable mobile gsm natel cell cellphone")
_LANDLINE = word_set("fixe landline")
_MOBILES = lazily(r"\+(?:33[67]|324[5-9]|417[5-9]|447|3538[35679]|35269)")
_FOR_A_DAY = (["pour", "le"], ["for", "the"])  # "pour le 15"
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
    named = _named(before[: len(mentions)], after[-1])
    if named is None:
        named = _named_by_itself(mentions, words, after[-1])
    if named is None:
        named = _named_by_kind(mentions, words)
    if named is not None:
        return mentions[named].number
    refused = {
        mention.number
        for mention, earlier, later in zip(mentions, before, after, strict=True)
        if _refuses(earlier, later, last=mention is mentions[-1])
    }
    left = [at for at, mention in enumerate(mentions) if mention.number not in refused]
    left = [at for at in left if not _is_somebodys(" ".join(before[at]))] or left
    if not left:
        return None
    ending = " ".join(after[-1])
    if _THE_FIRST.search(ending):
        return mentions[left[0]].number
    if _THIS_ONE.search(ending):
        return mentions[left[-1]].number
    chosen = left[0]
    asked = bool(_REQUEST.search(" ".join(before[chosen][-NEAR:])))
    for earlier, later in pairwise(left):
        between = " ".join(before[later]) if later == earlier + 1 else ""
        held = asked and not _TAKEN_BACK.search(between) and not _REQUEST.search(between)
        if chosen == earlier and _is_preferred(between) and not held:
            chosen = later
    return mentions[chosen].number


def is_refused(mention: Mention, words: Sequence[str]) -> bool:
    """Whether the only number that was said is one that must not be used."""
    earlier = " ".join(words[: mention.first][-NEAR - 2 :]) + " "
    later = " ".join(words[mention.end :][: NEAR + 2])
    return bool(_REFUSED_NEXT.search(earlier) or _REFUSED_BEFORE.search(later))


def other_matter_after(first: int, words: Sequence[str]) -> int | None:
    """Where words begin, from ``first`` on, that speak of a door, a street or a date."""
    for at in range(first, len(words)):
        is_for_a_day = list(words[at : at + 2]) in _FOR_A_DAY and words[at + 2 : at + 3]
        if words[at] in _OTHER_MATTERS or (is_for_a_day and words[at + 2].isdigit()):
            return at
    return None


def _named(before: Sequence[Sequence[str]], ending: Sequence[str]) -> int | None:
    """Which number is asked for at the end by what was said of it: "mettez le pro".

    What stands between two numbers is of the earlier one where the last is followed by its name,
    "le 06 ... le pro, le 07 ... le perso"; else of the later one.
    """
    said = " ".join(ending)
    asked = _REQUEST.search(said)
    refusal = _REFUSAL.search(said)
    start = min((found.start() for found in (asked, refusal) if found), default=0)
    if not (asked or refusal or _THIS_ONE.search(said) or _IF_POSSIBLE.search(said)):
        return None
    following = _names_in(said[:start].split())
    between = [_names_in(words) for words in before[1:]]
    of_each = [*between, following] if following else [frozenset[str](), *between]
    of_each[0] |= _names_in(before[0])
    wanted = _names_in(said[start:].split())
    found = [at for at, names in enumerate(of_each) if names & wanted]
    if refusal and len(found) == 1:
        return 1 - found[0] if len(of_each) == 2 else None
    return found[0] if len(found) == 1 else None


def _named_by_itself(
    mentions: Sequence[Mention], words: Sequence[str], ending: Sequence[str]
) -> int | None:
    """Which number is asked for at the end by how it begins, "plutôt le 04", or by its kind."""
    said = " ".join(ending)
    asked = (_REQUEST, _REFUSAL, _THIS_ONE, _IF_POSSIBLE, _THE_FIRST)
    if _BY_ORDER.search(said) or not any(one.search(said) for one in asked):
        return None
    starts = {word for word in ending if len(word) > 1 and word[0] == "0" and word.isdigit()}
    mobile, landline = (bool(kind.intersection(ending)) for kind in (_MOBILE, _LANDLINE))
    found = [
        at
        for at, mention in enumerate(mentions)
        if any(words[mention.first].startswith(start) for start in starts)
        or (mobile != landline and mobile == bool(_MOBILES.match(mention.number)))
    ]
    if len(found) != 1 or len(mentions) != 2:
        return None
    return 1 - found[0] if _REFUSAL.search(said) else found[0]


def _named_by_kind(mentions: Sequence[Mention], words: Sequence[str]) -> int | None:
    """Which number it is in "c'est le portable qu'il faut appeler"."""
    asked = _MUST.search(" ".join(words))
    kind = asked["kind"] if asked else ""
    if kind not in _MOBILE | _LANDLINE:
        return None
    found = [
        at for at, mention in enumerate(mentions)
        if (kind in _MOBILE) == bool(_MOBILES.match(mention.number))
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _names_in(words: Sequence[str]) -> frozenset[str]:
    return frozenset(words) - _NAMES_NOTHING


def _refuses(earlier: Sequence[str], later: Sequence[str], *, last: bool) -> bool:
    of_this = _TURN.split(_OF_THE_LAST.sub("", " ".join(earlier[-NEAR:])))[-1]
    if _NOT_THE_NEXT.search(of_this):
        return True
    if last:
        return bool(_NOT_THE_LAST.search(" ".join(later)))
    turns = [turn.start() for turn in _TURN.finditer(" ".join(later))]
    cut = " ".join(later[: max(len(later) - 2, 2)])
    of_it = " ".join(later)[: max([len(cut), *turns])]
    return bool(_NOT_THE_LAST.search(of_it))


def _is_somebodys(earlier: str) -> bool:
    """Whether it is led in as another's number, and nobody is asked to use it."""
    return bool(_SOMEBODYS_NEXT.search(earlier)) and not _REQUEST.search(earlier)


def _is_preferred(between: str) -> bool:
    if _RATHER_PLAINLY.search(between):
        return True
    return bool(_RATHER.search(between)) and not _OTHERWISE.search(between)
