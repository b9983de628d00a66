"""What the whole sentence tells of a name: its order, that friends speak, where one lives."""

from collections.abc import Sequence
from itertools import pairwise

from telesec.assistant.understanding.names.labels import (
    BESIDE,
    GIVEN,
    NAMELIKE,
    OTHER,
    SURNAME,
    letters_of_unit,
    part_told_of,
    relabelled,
    runs_of,
)
from telesec.assistant.understanding.names.lists import (
    PARTICLES,
    TITLES,
    first_names,
    is_only_first_name,
    is_only_surname,
    places,
    surnames,
)
from telesec.assistant.understanding.names.looks import Unit, looks_of
from telesec.assistant.understanding.text import any_listed, word_set

_SURNAME_FIRST = any_listed("""
    nom (?:de famille )?(?:d abord|en premier|devant), nom (?:de famille )?(?:et )?puis
    (?:le |mon )?prenom, ordre (?:c est )?(?:le )?nom (?:et )?(?:le )?prenom,
    (?:surname|family name|last name) (?:comes |goes )?first,
    (?:surname|family name|last name) then (?:the )?(?:first|given) name
""")
_FIRST_NAME_FIRST = any_listed("""
    prenom (?:d abord|en premier|devant), prenom (?:et )?puis (?:le |mon )?nom,
    ordre (?:c est )?(?:le )?prenom (?:et )?(?:le )?nom,
    (?:first|given) name (?:comes |goes )?first,
    (?:first|given) name then (?:the )?(?:surname|family name|last name)
""")
_TO_FRIENDS = any_listed("""
    (?:dis|dites)(?: lui| leur| moi)? (?:que )?(?:c est|c etait), c est (?:juste|que) moi,
    it s only, it s just, only me, just me,
    (?:tell|let) (?:him|her|them) (?:know )?(?:it s|it is|it was),
    (?:he|she|they) (?:ll|will) know(?: me| who)?(?=$| (?:it|who|why|what|from|me)),
    (?:il|elle)s? (?:saura|sauront|sait|savent|comprendra),
    (?:il|elle)s? (?:me (?:connait|connaissent)|(?:va|vont) comprendre),
    (?:he|she|they) knows? me
""")
_SAYING = word_set("is it s only just me c est moi que")
_IN = word_set("in at near from by outside beyond a de d du des vers pres sur en au aux to around")
_FOR = word_set("pour for")
_FROM = word_set("de du des d from")
_OF_THINGS = word_set("the my our your a an un une mon ma mes notre nos votre vos")
_NAMED = word_set("""
    name surname names nom prenom famille family son daughter fils fille wife husband femme mari
    mother father mere pere patient patiente cliente client petit petite voisin voisine neighbour
    brother sister frere soeur friend ami amie partner baby bebe old late young little
""")
_DENIED = word_set("pas not ni nor")
_FIRMS = word_set("societe entreprise garage etablissements ets maison cabinet agence")
_FRENCH_TITLES = word_set("monsieur madame mademoiselle mme mlle maitre docteur")
_LONG_SPELLING = 4


def spelled_alone(units: Sequence[Unit], labels: str) -> str:
    """ "K O W A L S K I, et le prénom Tomasz": what is spelled, and is nothing else, is a name."""
    for at, unit in enumerate(units):
        letters = "".join(filter(str.isalpha, unit.letters))
        denied = at > 0 and units[at - 1].plain in _DENIED
        enough = len(letters) >= (2 if unit.words else _LONG_SPELLING)
        if not enough or labels[at] != BESIDE or denied:
            continue
        label = GIVEN if part_told_of(units, at) == "first" else SURNAME
        labels = labels if label in labels else relabelled(labels, [at], label)
    return labels


def in_the_order_told(units: Sequence[Unit], labels: str) -> str:
    """ "Hubert Félicien, le nom puis le prénom"; "Chen Wei, family name first"."""
    said = " ".join(unit.plain for unit in units)
    surname_first, reverse = _SURNAME_FIRST.search(said), _FIRST_NAME_FIRST.search(said)
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if bool(surname_first) == bool(reverse) or len(named) != 2:
        return labels
    first, last = named if surname_first else reversed(named)
    return relabelled(relabelled(labels, [first], SURNAME), [last], GIVEN)


def among_friends(units: Sequence[Unit], labels: str) -> str:
    """ "Dis-lui que c'est Toine", "it's only Gaz": who says no more than that is on first names."""
    said = " ".join(unit.plain for unit in units)
    found = _TO_FRIENDS.search(said)
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if not found or len({letters_of_unit(units[at]) for at in named}) > 1:
        return labels
    if not named:
        end = said[: found.end()].count(" ") + 1
        at = next((at for at in range(len(units)) if _words_before(units, at) == end), 0)
        capital = at and units[at].is_word and units[at].words[0].raw.istitle()
        saying = at and units[at - 1].plain in _SAYING
        return relabelled(labels, [at], GIVEN) if capital and saying else labels
    titled = named[0] > 0 and units[named[0] - 1].plain in TITLES
    known = is_only_surname(units[named[0]].plain) or units[named[0]].letters
    return labels if titled or known else relabelled(labels, named, GIVEN)


def _words_before(units: Sequence[Unit], at: int) -> int:
    return sum(unit.plain.count(" ") + 1 for unit in units[:at])


def for_a_child(units: Sequence[Unit], labels: str) -> str:
    """ "Je téléphone pour Lucas": with no title it is the first name."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(named) != 1 or not named[0] or labels[named[0]] != SURNAME:
        return labels
    at = named[0]
    first = units[at].plain in first_names() and units[at - 1].plain in _FOR
    return relabelled(labels, [at], GIVEN) if first and not part_told_of(units, at) else labels


def without_places(units: Sequence[Unit], labels: str) -> str:
    """ "Henri Vergnaud de Saint-Junien", "Hilary Penhaligon, Truro": where the caller lives.

    Only what is surely a place, or is led in as one; and only where another name remains.
    """
    for label in (SURNAME, GIVEN):
        for run in runs_of(labels, label):
            first = _place_from(units, run)
            rest = labels[: first if first >= 0 else 0].replace(BESIDE, "")
            words = {letters_of_unit(units[place]) for place in range(max(first, 0))}
            if letters_of_unit(units[run.stop - 1]) in words:
                continue  # "Bourges comme la ville, mais c'est Bourgès"
            led = first == run.start and bool(rest) and _is_lead(units, first - 1)
            if first >= 0 and (SURNAME in rest or led):
                labels = relabelled(labels, range(first, run.stop), BESIDE)
    for run in runs_of(labels, SURNAME):
        end = run.stop
        while end - 1 > run.start and units[end - 1].plain in _FROM and end < len(units):
            end -= 1
        labels = relabelled(labels, range(end, run.stop), BESIDE)  # "Delvaux de", of "de Namur"
    return labels


def where_from(units: Sequence[Unit], labels: str) -> str:
    """ "Bonvin, Jean-Daniel, du Valais": the surname was said before the first name."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    runs = runs_of(labels, SURNAME)
    if len(runs) != 2 or runs[0].start != named[0] or GIVEN not in labels[: runs[1].start]:
        return labels
    words = {units[at].plain for at in runs[0]}
    leads = units[runs[1].start].plain in _FROM
    anew = any(units[at].plain in words or units[at].letters for at in runs[1])
    return labels if anew or not leads else relabelled(labels, runs[1], BESIDE)


def _is_lead(units: Sequence[Unit], at: int) -> bool:
    """Whether something else than the first name is from there: "son cousin de Roubaix"."""
    lead = at - (units[at].plain in _IN)
    return lead >= 0 and units[lead].plain not in first_names() and "O" in looks_of(units[lead])


def _place_from(units: Sequence[Unit], run: range) -> int:
    """Where a place begins that ends the run; -1 when it ends with a name."""
    at = run.stop - 1
    unit = units[at]
    whole = units[run.start].plain in PARTICLES  # "de La Tour d'Auvergne"
    elided = unit.plain.startswith("d ") and not whole  # "Peeters d'Anvers"
    place = (unit.plain[2:] if elided else unit.plain).replace(" ", "-")
    if not unit.is_word or unit.letters or place not in places():
        return -1
    if elided:
        return at
    first = at
    while first > run.start and units[first - 1].plain in PARTICLES:
        first -= 1
    led = first < at or (at > 0 and units[at - 1].plain in _IN)
    surely = unit.plain not in surnames() and unit.plain not in first_names()
    paused = bool(unit.words[0].paused)
    if first == run.start and not led and not (surely and (paused or at == len(units) - 1)):
        return -1
    return first if led or surely else -1


def double_barrelled(units: Sequence[Unit], labels: str) -> str:
    """ "Fraser Fraser-Kidd": the one with a hyphen is the surname."""
    given, surname = runs_of(labels, GIVEN), runs_of(labels, SURNAME)
    if len(given) != 1 or not surname or len(given[0]) != 1:
        return labels
    parts = units[given[0].start].plain.split()
    others = [at for run in surname for at in run]
    if len(parts) != 2 or not {units[at].plain for at in others} <= {*parts}:
        return labels
    return relabelled(relabelled(labels, given[0], SURNAME), others, GIVEN)


def one_word_only(units: Sequence[Unit], labels: str) -> str:
    """ "Patricia, Patricia c'est moi": one word is no whole name, said twice or not."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    words = {letters_of_unit(units[at]) for at in named}
    kinds = {labels[at] for at in named}
    both_told = {"nom", "prenom"} <= {unit.plain for unit in units}
    apart = any(there - here > 1 for here, there in pairwise(named))
    more = (apart and len(units) > 2) or any(unit.noted for unit in units)
    if len(words) != 1 or len(kinds) < 2 or both_told or not more:
        return labels
    if any(part_told_of(units, at) for at in named) or looks_of(units[named[0]]) not in NAMELIKE:
        return labels
    is_first = all(map(is_only_first_name, words))
    return relabelled(labels, named, GIVEN if is_first else SURNAME)


def first_names_together(units: Sequence[Unit], labels: str) -> str:
    """ "Mohamed Lamine Cissé, le nom c'est Cissé": the surname is told, the others are not it."""
    told = {
        letters_of_unit(units[at])
        for run in runs_of(labels, SURNAME)
        for at in run
        if part_told_of(units, at) == "last"
    }
    for run in runs_of(labels, GIVEN):
        at = run.start - 1
        while at >= 0 and labels[at] == SURNAME and looks_of(units[at]) in {"G", "GS"}:
            if not told or letters_of_unit(units[at]) in told:
                break
            labels = relabelled(labels, [at], OTHER[SURNAME])
            at -= 1
        at = run.stop
        while at < len(units) - 1 and labels[at : at + 2] == SURNAME * 2:  # "Ravi Shankar Patel"
            if not told or letters_of_unit(units[at]) in told or units[at].plain in PARTICLES:
                break
            labels = relabelled(labels, [at], GIVEN)
            at += 1
    return labels


def no_things(units: Sequence[Unit], labels: str) -> str:
    """ "About the boundary wall", "my bill": things, though Wall and Bill are names too."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(named) != 1 or not named[0]:
        return labels
    at = named[0]
    unit, before = units[at], units[at - 1]
    lower = unit.is_word and not unit.letters and unit.words[0].raw.islower()
    thing = before.plain in _OF_THINGS and "O" in looks_of(unit)
    described = (
        at > 1
        and labels[at] == SURNAME
        and units[at - 2].plain in _OF_THINGS
        and looks_of(before) == "O"
        and before.plain not in _NAMED
    )
    return relabelled(labels, [at], BESIDE) if lower and (thing or described) else labels


def from_the_place(units: Sequence[Unit], labels: str) -> str:
    """ "Tegan from the riding school": so one gives a first name."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(named) != 1 or named[0] + 2 >= len(units):
        return labels
    at = named[0]
    titled = at > 0 and units[at - 1].plain in TITLES
    leads = units[at + 1].plain == "from" and units[at + 2].plain in {"the", "number", "your"}
    known = is_only_surname(units[at].plain)
    return labels if titled or known or not leads else relabelled(labels, [at], GIVEN)


def two_capitals(units: Sequence[Unit], labels: str) -> str:
    """ "Paul Welsh", and no more: written as names are, the second is one."""
    if len(units) != 2 or labels[1] != BESIDE or not all(unit.is_word for unit in units):
        return labels
    word = units[1].words[0]
    first = units[0].plain in first_names() and labels[0] != BESIDE
    written = word.raw.istitle() and not word.paused and units[1].plain not in PARTICLES | TITLES
    return GIVEN + SURNAME if first and written and len(word.raw) > 2 else labels


def by_first_name(units: Sequence[Unit], labels: str) -> str:
    """ "It's Paudie", and no more: who says so is on first names, though nobody knows the name."""
    lead = [unit.plain for unit in units[:-1]]
    alone = labels == BESIDE * len(lead) + SURNAME and lead[-2:] in (["it", "s"], ["this", "is"])
    unknown = alone and len(lead) < 4 and not units[-1].letters and looks_of(units[-1]) == "X"
    whole = unknown and " " not in units[-1].plain and not units[-1].noted  # not O'Brady
    return relabelled(labels, [len(lead)], GIVEN) if whole else labels


def one_alone(units: Sequence[Unit], labels: str) -> str:
    """ "Levi avec un i", "la société Otis": of one that may be either it is the surname."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(named) != 1 or labels[named[0]] != GIVEN or part_told_of(units, named[0]):
        return labels
    at = named[0]
    remark = units[at + 1].remark if at + 1 < len(units) else None
    either = looks_of(units[at]) == "GS" and at < 2 and remark and remark.letters
    ends = at + 1 == len(units) or units[at + 1].plain in {"pour", "for"}
    firm = at > 0 and ends and units[at - 1].plain.removeprefix("l ") in _FIRMS
    return relabelled(labels, named, SURNAME) if either or firm else labels


def surname_after_title(units: Sequence[Unit], labels: str) -> str:
    """ "Monsieur Paillard Gérard": what nobody knows before a first name is the surname."""
    for at in range(1, len(units) - 1):
        titled = units[at - 1].plain in _FRENCH_TITLES and labels[at : at + 2] == GIVEN + SURNAME
        one, other = looks_of(units[at]), units[at + 1].plain
        known = (one == "X" and other in first_names()) or (
            one in {"G", "GS"} and is_only_first_name(other)
        )
        end = at + 2 == len(units) or labels[at + 2] == BESIDE
        if titled and known and end and not part_told_of(units, at):
            return relabelled(relabelled(labels, [at], SURNAME), [at + 1], GIVEN)
    return labels
