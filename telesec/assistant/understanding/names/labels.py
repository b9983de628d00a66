"""Which words of an answer are the surname, which the first name, and which are only said beside.

A linear judge labels the pieces one after the other (O beside, G given name, S surname), by what
each may be and what stands around it; its weights were learnt from sentences (name_teaching.py).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from telesec.assistant.understanding.names.lists import TITLES
from telesec.assistant.understanding.names.looks import HYPHEN, Unit, looks_of
from telesec.assistant.understanding.names.spelling import likeness
from telesec.assistant.understanding.stored import stored
from telesec.assistant.understanding.text import normalise, word_set

BESIDE, GIVEN, SURNAME = LABELS = "OGS"
OTHER = {GIVEN: SURNAME, SURNAME: GIVEN}
ALIKE = 0.6
FAR = 5  # pieces back to the last word that tells what follows
MOST_UNITS = 60
NAMELIKE = frozenset(
    ["G", "S", "GS", "X", "GO", "SO", "GSO", "particle", "spelled", "hyphened G", "hyphened X"]
)
_TELLING = {
    word: group
    for group, words in {
        "first": "prenom forename given christian",
        "last": "nom surname last family name",
        "former": "nee born avant naissance jeune maiden formerly previously autrefois anciennement"
        " ancien",
        "called": "appelle called appelee named nomme",
        "no": "pas non not no pardon sorry plutot enfin rather",
        "like": "comme like",
        "for": "pour for",
        "put": "mettez notez mettre noter put inscrivez under sous",
        "now": "maintenant now desormais toujours encore",
        "i": "je moi i me",
        "is": "c est is this it s",
        "from": "du des au aux from at chez",
    }.items()
    for word in words.split()
} | dict.fromkeys(TITLES, "title")  # fmt: skip
# The labels were learnt with these: those of relatives.py would have to be learnt anew.
_RELATIVES = word_set("""
    fils fille femme mari epoux epouse mere pere maman papa soeur frere bebe enfant conjoint
    conjointe compagnon compagne ami amie voisin voisine tante oncle niece neveu cousin cousine
    patron patronne client cliente patient patiente mamie papi copine copain infirmier infirmiere
    assistant assistante secretaire proprietaire locataire gardien gardienne tutrice tuteur husband
    wife son daughter mother mum father dad sister brother baby partner friend neighbour boy girl
    gendre bru filleul filleule parrain marraine nounou carer lad lass godson goddaughter
    grandson granddaughter grandmother grandfather gran nan boss petit petite mamy mami papy nana
    tata tonton tatie nanna grandma grandpa auntie aunty uncle nanny mamita
""")
_ARTICLES = word_set("un une le la l a an the ma mon my sa son his her votre your leur their")
_DAYS = word_set("""
    lundi mardi mercredi jeudi vendredi samedi dimanche lundis mardis mercredis jeudis vendredis
    samedis monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays
    thursdays fridays saturdays sundays
""")
_FIRST_OF_NAMES = word_set("first christian given")  # names
_LAST_OF_NAMES = word_set("last family second")
_POINTING = word_set("est is s that ca")
_OWN = word_set("le mon the my")
# Never names, whatever stands around them.
_NEVER = word_set("""
    madame monsieur mademoiselle mme mlle mr mrs ms dr called rang phoned ringing speaking
    mx frau herr docteur professeur prof pc dc cllr sgt rev mais alors bonjour bonsoir merci pardon
    prenom sarl sas eurl sci ltd plc married remarried aussi egalement too also
""")

Weights = Mapping[str, Sequence[float]]


def labels_of(units: Sequence[Unit]) -> str:
    """A label for each unit; beyond MOST_UNITS all are beside."""
    rows = features_of(units[:MOST_UNITS])
    free = free_units(units[:MOST_UNITS])
    found = best_labels(rows, free, _weights())
    return found + BESIDE * (len(units) - len(found))


def free_units(units: Sequence[Unit]) -> list[bool]:
    """Which units may be names: no remark, hyphen, title or weekday, no "c'" of "c'est"."""
    following = [*units, None][1:]
    said = {unit.plain for unit in units}
    day_named = not said.isdisjoint(TITLES | {"jour", "day"})  # "monsieur Lundi, comme le jour"
    elided = [
        len(unit.plain) == 1 and bool(after and after.words and after.words[0].joint == "'")
        for unit, after in zip(units, following, strict=True)
    ]
    return [
        unit.remark is None
        and unit.plain != HYPHEN
        and (day_named or unit.plain not in _DAYS)
        and (unit.plain not in _NEVER or bool(unit.letters))
        and not is_elided
        and not _is_somebodys(units, at)
        for at, (unit, is_elided) in enumerate(zip(units, elided, strict=True))
    ]


def _is_somebodys(units: Sequence[Unit], at: int) -> bool:
    """ "Une amie du docteur", "juste la mamy": no name, though Amie is one."""
    unit = units[at]
    kin = unit.plain in _RELATIVES and unit.is_word and unit.words[0].raw.islower()
    return kin and at > 0 and units[at - 1].plain in _ARTICLES


def runs_of(labels: str, label: str) -> list[range]:
    """The stretches with ``label``."""
    edges = [BESIDE, *labels, BESIDE]
    starts = [at for at, (a, b) in enumerate(pairwise(edges)) if a != label and b == label]
    ends = [at for at, (a, b) in enumerate(pairwise(edges)) if a == label and b != label]
    return [range(*span) for span in zip(starts, ends, strict=True)]


def relabelled(labels: str, places: Iterable[int], label: str) -> str:
    """``labels`` with ``label`` at ``places``."""
    changed = list(labels)
    for at in places:
        changed[at] = label
    return "".join(changed)


def best_labels(rows: Sequence[Sequence[str]], free: Sequence[bool], weights: Weights) -> str:
    """The likeliest labels together (Viterbi); those that are not ``free`` are beside."""
    paths: dict[str, tuple[float, str]] = {"": (0.0, "")}
    for features, is_free in zip(rows, free, strict=True):
        sums = [0.0, 0.0, 0.0]
        for feature in features:
            row = weights.get(feature)
            if row:
                sums = [sums[0] + row[0], sums[1] + row[1], sums[2] + row[2]]
        further: dict[str, tuple[float, str]] = {}
        for place, label in enumerate(LABELS if is_free else BESIDE):
            score, path = max(
                (one + weights.get(f"path:{before}", _NONE)[place], said)
                for before, (one, said) in paths.items()
            )
            further[label] = (score + sums[place], path + label)
        paths = further
    return max(paths.values())[1]


_NONE = (0.0, 0.0, 0.0)


def features_of(units: Sequence[Unit], looks: Sequence[str] | None = None) -> list[list[str]]:
    """What is weighed of each unit; ``looks`` as by the lists, where not given."""
    looks = looks or looks_within(units)
    names = [_word(unit, look) for unit, look in zip(units, looks, strict=True)]
    around = ["^^", "^", *names, "$", "$$"]
    likes = ["^", *looks, "$"]
    whole = _of_all(looks, units)
    repeats = _repeats(units, looks)
    begins = {
        unit.words[0].raw[0].islower()
        for unit in units
        if unit.words and unit.words[0].raw[0].isalpha()
    }
    mixed = len(begins) == 2  # some recognisers write capitals and commas, some write none
    return [
        [
            *_of_one(unit, looks[at]),
            *_of_neighbours(around, likes, at + 2),
            *_of_writing(at, units, looks[at], mixed=mixed),
            *_of_place(at, units, looks),
            *(f"{one}:{looks[at]}" for one in whole),
            *(f"{one}:{looks[at]}" for one in repeats[at]),
        ]
        for at, unit in enumerate(units)
    ]


def looks_within(units: Sequence[Unit]) -> list[str]:
    """What each may be by the lists and by the word before it: "une amie" is no Amie."""
    return ["O" if _is_somebodys(units, at) else looks_of(one) for at, one in enumerate(units)]


def _word(unit: Unit, look: str) -> str:
    """The word itself where it is an ordinary one; else what it may be."""
    if "O" in look or look in {"particle", "letter"}:
        return unit.plain
    return look


def _of_one(unit: Unit, look: str) -> list[str]:
    word = unit.plain
    found = [f"looks:{look}", f"word:{_word(unit, look)}"]
    if unit.letters:
        found += ["is spelled", f"spelled:{look}"]
    if unit.noted:
        found += ["noted", f"noted:{look}"]
    if look == "X":
        found += [f"ends:{word[-3:]}", f"ends:{word[-2:]}", f"length:{min(len(word), 9)}"]
    return found


def _of_neighbours(around: Sequence[str], likes: Sequence[str], at: int) -> list[str]:
    look = likes[at - 1]
    two, one, own, then, later = around[at - 2 : at + 3]
    before, after = likes[at - 2], likes[at]
    return [
        f"before:{one}", f"before+:{one}:{look}", f"two before:{two} {one}",
        f"second before:{two}:{look}", f"after:{then}:{look}", f"then:{then}",
        f"two after:{then} {later}:{look}", f"later:{later}:{look}",
        f"between:{one} {then}", f"between+:{before} {after}:{look}", f"kinds:{before}:{look}",
        f"kinds after:{look}:{after}", f"pair:{one} {own}", f"pair after:{own} {then}",
    ]  # fmt: skip


def _of_writing(at: int, units: Sequence[Unit], look: str, *, mixed: bool) -> list[str]:
    """Capitals and pauses, where the recogniser writes them."""
    unit = units[at]
    following = units[at + 1] if at + 1 < len(units) else None
    found = []
    if unit.words and unit.words[0].paused:
        found.append(f"paused:{look}")
    if following and following.words and following.words[0].paused:
        found.append(f"pauses:{look}")
    if mixed and unit.words and unit.words[0].raw[0].isalpha():
        capital = unit.words[0].raw[0].isupper()
        found.append(f"capital:{capital}:{'first' if at == 0 else 'later'}:{look}")
    return found


def _of_place(at: int, units: Sequence[Unit], looks: Sequence[str]) -> list[str]:
    look = looks[at]
    cues = [
        (at - place, _TELLING[units[place].plain])
        for place in range(max(at - FAR, 0), at)
        if units[place].plain in _TELLING
    ]
    further = [
        (place - at, _TELLING[units[place].plain])
        for place in range(at + 1, min(at + FAR, len(units)))
        if units[place].plain in _TELLING
    ]
    further = [one for one in further if one[1] not in {"is", "i"}]
    found = [f"cue:{cue}:{min(gap, 3)}:{look}" for gap, cue in cues[-2:]]
    found += [f"last cue:{cues[-1][1]}:{look}"] if cues else []
    found += [f"cues:{cues[-2][1]} {cues[-1][1]}:{look}"] if len(cues) > 1 else []
    found += [f"cue after:{cue}:{min(gap, 3)}:{look}" for gap, cue in further[:2]]
    found += _parts_told(at, units, look)
    gap = next((at - place for place in range(at - 1, max(at - FAR, -1), -1)
                if units[place].plain in _RELATIVES), 0)  # fmt: skip
    if gap:
        found.append(f"relative:{min(gap, 3)}:{look}")
    if at == 0:
        found.append(f"begins:{look}")
    if at == len(units) - 1:
        found.append(f"ends with:{look}")
    return found


def _parts_told(at: int, units: Sequence[Unit], look: str) -> list[str]:
    """ "prénom" or "nom" before it, and "c'est mon prénom" after it."""
    found = []
    for place in range(at - 1, max(at - 7, -1), -1):
        group = _TELLING.get(units[place].plain)
        if group in {"first", "last"}:
            said_of = any(u.plain in _POINTING for u in units[max(place - 3, 0) : place])
            found.append(f"told before:{group}:{said_of}:{min(at - place, 4)}:{look}")
            break
    for place in range(at + 1, min(at + 7, len(units))):
        group = _TELLING.get(units[place].plain)
        if group in {"first", "last"}:
            said_of = any(u.plain in _POINTING for u in units[at + 1 : place])
            found.append(f"told after:{group}:{said_of}:{min(place - at, 5)}:{look}")
            break
    return found


def _of_all(looks: Sequence[str], units: Sequence[Unit]) -> list[str]:
    """What the whole sentence is like: how many names there may be in it."""
    names = sum(look in NAMELIKE for look in looks)
    first = any(_TELLING.get(unit.plain) == "first" for unit in units)
    surely = sum(look in {"G", "S", "GS", "X", "spelled"} for look in looks)
    return [
        f"of:{min(len(units), 4)} {min(names, 3)}",
        f"surely:{min(surely, 2)}",
        f"first told:{first}",
        f"spelled:{sum(bool(unit.letters) for unit in units)}",
    ]


def _repeats(units: Sequence[Unit], looks: Sequence[str]) -> list[list[str]]:
    """For each unit what is like it: said again, spelled, or almost the same."""
    found: list[list[str]] = [[] for _ in units]
    namelike = [at for at, look in enumerate(looks) if look in NAMELIKE and look != "particle"]
    for place, one in enumerate(namelike[:12]):
        for other in namelike[place + 1 : 12]:
            kind = _alike(units[one], units[other])
            if kind:
                found[one].append(f"{kind} later {bool(units[other].letters)}")
                found[other].append(f"{kind} earlier {bool(units[one].letters)}")
    return found


def _alike(one: Unit, other: Unit) -> str:
    first, second = letters_of_unit(one), letters_of_unit(other)
    if first == second:
        return "same"
    if not first or not second or abs(len(first) - len(second)) > 4:
        return ""
    return "alike" if first[0] == second[0] and likeness(first, second) >= ALIKE else ""


def part_told_of(units: Sequence[Unit], at: int) -> str:
    """ "first" or "last" where "prénom X" or "X, c'est mon nom" tells which part it is; else ""."""
    after = _part_right_after(units, at)
    if after:
        return after
    for place in range(at - 1, max(at - 8, -1), -1):
        group = part_named(units, place)
        if group in {"first", "last"} and not _told_of_another(units, place):
            return group
        if group not in {"is", "like", "i", ""} or looks_of(units[place]) in NAMELIKE:
            break
    for place in range(at + 1, min(at + 6, len(units))):
        group = part_named(units, place)
        if group in {"first", "last"}:
            between = [unit.plain for unit in units[at + 1 : place]]
            following = units[place + 1].plain if place + 1 < len(units) else ""
            if between in (["le"], ["mon"]) and following in {"c", "est"}:
                return ""  # "Étienne, mon prénom c'est Gaël"
            pointed = (
                following == "that"
                or between in (["le"], ["mon"])
                or not _POINTING.isdisjoint(between)
            )
            return group if pointed else ""
        leads = [unit.plain for unit in units[place + 1 : place + 2]] in (["nom"], ["name"])
        if looks_of(units[place]) in NAMELIKE - {"particle"} and not leads:
            break
    return ""


def _part_right_after(units: Sequence[Unit], at: int) -> str:
    """ "Tran le nom, Quoc le prénom": where both are told so; else ""."""
    told = {
        place: part_named(units, place + 2)
        for place in range(len(units) - 2)
        if units[place + 1].plain in {"le", "mon"} and looks_of(units[place]) in NAMELIKE
    }
    parts = {place: part for place, part in told.items() if part in {"first", "last"}}
    return parts.get(at, "") if {*parts.values()} == {"first", "last"} else ""


def part_named(units: Sequence[Unit], place: int) -> str:
    """The group of a telling word; of "first name" the second one tells, "Christian" may be one."""
    word, before = units[place].plain, units[place - 1].plain if place else ""
    if word == "nom" and before == "petit":
        return "first"
    if word == "name":  # by itself it is the whole
        return "first" if before in _FIRST_OF_NAMES else "last" if before in _LAST_OF_NAMES else ""
    return "" if word in _FIRST_OF_NAMES else _TELLING.get(word, "")


def _told_of_another(units: Sequence[Unit], place: int) -> bool:
    """Whether "c'est mon prénom" at ``place`` was said of the name before it."""
    lead = [unit.plain for unit in units[max(place - 3, 0) : place]]
    verb = next((at for at, word in enumerate(lead) if word in _POINTING), None)
    after = units[place + 1].plain if place + 1 < len(units) else ""
    if [unit.plain for unit in units[place + 1 : place + 3]] == ["that", "is"]:
        return True  # "Wojciech, first name that is"
    told = units[max(place - 3, 0) + verb + 1 : place] if verb is not None else ()
    if told and looks_of(told[0]) in NAMELIKE and _OWN.isdisjoint(unit.plain for unit in told):
        return False  # "it's Farah, first name Hodan"
    return verb is not None and after not in _POINTING | {"c"}


def letters_of_unit(unit: Unit) -> str:
    """The letters, plain, of a word or of what was spelled."""
    if unit.words:
        return unit.plain.replace(" ", "")
    return "".join(filter(str.isalpha, normalise(unit.letters)))


@lru_cache
def _weights() -> Weights:
    shared: dict[tuple[int, ...], tuple[int, ...]] = {}  # most rows are alike, and kept once
    rows = json.loads(stored("names.json"))["weights"].items()
    return {one: shared.setdefault(tuple(row), tuple(row)) for one, row in rows}
