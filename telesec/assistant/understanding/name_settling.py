"""Labels that contradict each other, settled as a secretary would, by the whole sentence."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from telesec.assistant.understanding.name_labels import (
    BESIDE,
    GIVEN,
    SURNAME,
    letters_of_unit,
    part_told_of,
)
from telesec.assistant.understanding.name_lists import (
    PARTICLES,
    TITLES,
    first_names,
    ordinary_words,
    surnames,
)
from telesec.assistant.understanding.name_units import HYPHEN, Unit, looks_of
from telesec.assistant.understanding.spelling import likeness
from telesec.assistant.understanding.text import lazily, word_set

ALIKE = 0.6
_PREPOSITIONS = word_set("de du des d l la le les o n m a")  # that stand before other words too
_NO_NAME_ALONE = _PREPOSITIONS | {"ben"}
_IN_WORDS = lazily(
    r"(?<= )(?:en (?:un|deux|trois) (?:seul )?mots?|tout attache|(?:all )?one word|two words)\b"
)
_MIDDLE_NAMES = word_set("van thi")  # between a Vietnamese surname and first name
_POINTERS = word_set("nom prenom ca cela oui voila non hein la that it yes et")
_IS_MY_NAME = lazily(
    r"(?<= )(?:c est (?:mon|le|notre) nom(?! de jeune| de naissance)|(?:is|s) (?:my|the) surname)\b"
)
_FAMILY_NAME = lazily(r"\b(?:nom de famille|surname|last name|family name)\b")
_FIRST_NAME = lazily(r"\b(?:prenom|first name|forename)\b")
_WANTED = lazily(
    r"\b(?:rue|avenue|boulevard|impasse|quai|message (?:pour|for)|a word with|ask for"
    r"|parler (?:a|au|avec)|passez moi|me passer|joindre|rendez vous (?:avec|chez)"
    r"|patiente? (?:a|de|du|chez)|suivie? par|envoyee? par|(?:speak|talk|talking) (?:to|with)"
    r"|(?:put|pass) me (?:through to|on to)|get me|appointment with|patient of|referred by)"
    r" (?:(?:le|la|l|the) )?(?:(?:monsieur|madame|docteur|maitre|mr|mrs|ms|miss|doctor|dr) )?"
)
_NAMES_ONLY = {"X", "S", "G", "GS", "hyphened G", "hyphened X"}
_OTHER = {GIVEN: SURNAME, SURNAME: GIVEN}


def settled(units: Sequence[Unit], labels: str) -> str:
    """``labels`` without what cannot be: a name of particles only, one word in both parts."""
    for rule in (
        _asked_for,
        _hyphened,
        _said_to_be_surname,
        _remarked_on,
        _surname_twice,
        _said_better,
        _after_particles,
        _with_particles,
        _one_part_each,
        _titled_alone,
        _told_apart,
        _told_otherwise,
        _without_mistaken,
        _unknown_beside_known,
        _two_words,
        _no_particles_alone,
    ):
        labels = rule(units, labels)
    return labels


def _runs(labels: str, label: str) -> list[range]:
    """The stretches with ``label``."""
    edges = [BESIDE, *labels, BESIDE]
    starts = [at for at, (a, b) in enumerate(pairwise(edges)) if a != label and b == label]
    ends = [at for at, (a, b) in enumerate(pairwise(edges)) if a == label and b != label]
    return [range(*span) for span in zip(starts, ends, strict=True)]


def _relabelled(labels: str, places: Iterable[int], label: str) -> str:
    changed = list(labels)
    for at in places:
        changed[at] = label
    return "".join(changed)


def _asked_for(units: Sequence[Unit], labels: str) -> str:
    """ "Je veux parler au docteur Girard": that is not who is calling."""
    said = " ".join(unit.plain or "_" for unit in units)
    for found in _WANTED.finditer(said):
        at = said[: found.end()].count(" ")
        runs = [*_runs(labels, GIVEN), *_runs(labels, SURNAME)]
        for run in sorted(runs, key=lambda run: run.start):
            if run.start in {at, at + 1} or (at in run and units[run.start].plain in PARTICLES):
                labels = _relabelled(labels, run, BESIDE)
                at = run.stop
    return labels


def _hyphened(units: Sequence[Unit], labels: str) -> str:
    """ "Lewis hyphen Evans": what a hyphen joins is one name."""
    for at in range(1, len(units) - 1):
        sides = (at - 1, at + 1)
        kinds = {labels[side] for side in sides} - {BESIDE}
        if units[at].plain != HYPHEN or not kinds or not all(units[s].is_word for s in sides):
            continue
        labels = _relabelled(labels, sides, SURNAME if SURNAME in kinds else GIVEN)
    return labels


def _with_particles(units: Sequence[Unit], labels: str) -> str:
    """ "Ana | de la | Cruz": the particles belong to the surname."""
    for run in _runs(labels, SURNAME):
        first = run.start
        while first and units[first - 1].plain in PARTICLES and labels[first - 1] != SURNAME:
            first -= 1
        chain = range(first, run.start)
        surely = any(units[at].plain not in _PREPOSITIONS | {"ben"} for at in chain)
        before = labels[first - 1] if first else BESIDE
        titled = first == 0 or units[first - 1].plain in TITLES
        written = chain and _has_capital(units[first]) and first > 0
        if chain and (surely or before != BESIDE or titled or written):
            labels = _relabelled(labels, chain, SURNAME)
        if chain and first and labels[first - 1] == BESIDE and _is_surname(units[first - 1]):
            labels = _relabelled(labels, [first - 1, *chain], SURNAME)
    for at in range(1, len(units) - 1):
        if units[at].plain in _MIDDLE_NAMES and labels[at - 1 : at + 2] == SURNAME + BESIDE + GIVEN:
            labels = _relabelled(labels, [at], GIVEN)
    return _with_capital(units, labels)


def _is_surname(unit: Unit) -> bool:
    """Whether it can hardly be anything else: "Carvalho de Souza"."""
    return unit.plain in surnames() - first_names() - ordinary_words()


def _with_capital(units: Sequence[Unit], labels: str) -> str:
    """ "Jean-Pierre de La Tour" is not "de la tour"; "Nguyen Van An" has no other name."""
    known = [at for at, unit in enumerate(units) if labels[at] != BESIDE]
    named = SURNAME in {labels[at] for at in known if units[at].plain not in PARTICLES}
    for label in (SURNAME, GIVEN):
        for run in _runs(labels, label):
            at = run.stop
            while at < len(units) and units[at].plain in PARTICLES:
                at += 1
            chain = {units[place].plain for place in range(run.stop, at)}
            particled = units[run.start].plain in PARTICLES
            surely = particled or not chain <= _PREPOSITIONS
            joins = chain and surely if label == SURNAME else not named
            beside = set(labels[run.stop : at + 1]) == {BESIDE}
            if joins and beside and run.stop < at < len(units) and _has_capital(units[at]):
                labels = _relabelled(labels, range(run.stop, at + 1), SURNAME)
    return labels


def _has_capital(unit: Unit) -> bool:
    return bool(unit.words) and unit.words[-1].raw.istitle()


def _one_part_each(units: Sequence[Unit], labels: str) -> str:
    """A word said twice is one part of the name: "Michel Michel, Henri Henri"."""
    for at in [*range(len(units)), *range(len(units))]:
        label = labels[at]
        if label == BESIDE or units[at].plain in PARTICLES:
            continue
        same = [
            place for place, one in enumerate(units)
            if labels[place] != BESIDE and letters_of_unit(one) == letters_of_unit(units[at])
        ]  # fmt: skip
        told = {part_told_of(units, place) for place in same} - {""}
        others = [
            place for place, one in enumerate(units)
            if labels[place] != BESIDE and place not in same and one.plain not in PARTICLES
        ]  # fmt: skip
        rest = {labels[place] for place in others}
        if len(same) > 1 and len(told) == 1:
            part = GIVEN if told == {"first"} else SURNAME
            labels = _relabelled(labels, same, part)
            if rest == {part}:  # "Lambert Bernard, Bernard c'est mon prénom"
                labels = _relabelled(labels, others, _OTHER[part])
        elif told == {"first", "last"}:  # "prénom Camille, et mon nom c'est aussi Camille"
            first = [place for place in same if part_told_of(units, place) == "first"]
            labels = _relabelled(_relabelled(labels, same, SURNAME), first, GIVEN)
        elif not told and len(rest) == 1 and len({labels[place] for place in same}) > 1:
            labels = _relabelled(labels, same, _OTHER[rest.pop()])
    return labels


def _titled_alone(units: Sequence[Unit], labels: str) -> str:
    """ "Monsieur Guy" is called Guy by his surname."""
    runs = _runs(labels, GIVEN)
    if SURNAME in labels or len(runs) != 1 or len(runs[0]) != 1:
        return labels
    at = runs[0].start
    titled = at > 0 and units[at - 1].plain in TITLES
    return _relabelled(labels, [at], SURNAME) if titled and not part_told_of(units, at) else labels


def _told_apart(units: Sequence[Unit], labels: str) -> str:
    """Two names with one label: what is told of one tells the other."""
    for label, told in ((GIVEN, "last"), (SURNAME, "first")):
        if _OTHER[label] in labels:
            continue
        runs = _runs(labels, label)
        forms = {"".join(letters_of_unit(units[at]) for at in run) for run in runs}
        if len(forms) == 1 and told == "last" and _only_family_told(units):
            return labels.replace(GIVEN, SURNAME)
        if len(forms) < 2:
            continue
        parts = [
            part_told_of(units, run.start) or part_told_of(units, run.stop - 1) for run in runs
        ]
        changed = [run for run, part in zip(runs, parts, strict=True) if part == told]
        if not changed and any(parts):
            changed = [run for run, part in zip(runs, parts, strict=True) if not part]
        if changed and len(changed) < len(runs):
            labels = _relabelled(labels, (at for run in changed for at in run), _OTHER[label])
    return labels


def _told_otherwise(units: Sequence[Unit], labels: str) -> str:
    """ "Mohammed is my first name, Iqbal is the surname": what is told counts."""
    given, surname = _runs(labels, GIVEN), _runs(labels, SURNAME)
    if len(given) != 1 or len(surname) != 1:
        return labels
    told = [part_told_of(units, run[0].start) for run in (given, surname)]
    if told != ["last", "first"]:
        return labels
    return _relabelled(_relabelled(labels, given[0], SURNAME), surname[0], GIVEN)


def _only_family_told(units: Sequence[Unit]) -> bool:
    """ "Simone, c'est le nom de famille", and nothing of a first name."""
    said = " ".join(unit.plain for unit in units)
    return bool(_FAMILY_NAME.search(said)) and not _FIRST_NAME.search(said)


def _without_mistaken(units: Sequence[Unit], labels: str) -> str:
    """ "Louis, no, it's Lewis": of two that are almost the same, the later one."""
    given, surname = _runs(labels, GIVEN), _runs(labels, SURNAME)
    if len(given) != 1 or len(surname) != 1 or len(given[0]) != 1 or len(surname[0]) != 1:
        return labels
    earlier, later = sorted((given[0].start, surname[0].start))
    one, other = letters_of_unit(units[earlier]), letters_of_unit(units[later])
    denied = earlier > 0 and units[earlier - 1].plain in {"not", "pas"}
    between = [unit for unit in units[earlier + 1 : later] if unit.remark is None]
    no_first_name = units[earlier].plain not in first_names()
    taken_back = denied or between or no_first_name
    if one[:1] != other[:1] or likeness(one, other) < ALIKE or not taken_back:
        return labels
    if part_told_of(units, earlier) or part_told_of(units, later):
        return labels
    return _relabelled(_relabelled(labels, [earlier], BESIDE), [later], SURNAME)


def _said_to_be_surname(units: Sequence[Unit], labels: str) -> str:
    """ "Le Bras, c'est mon nom": even an ordinary word is a name then."""
    if SURNAME in labels:
        return labels
    said = " ".join(unit.plain or "_" for unit in units)
    found = _IS_MY_NAME.search(said)
    at = said[: found.start()].count(" ") - 1 if found else -1
    if at < 0 or labels[at] != BESIDE or units[at].plain in _POINTERS or not units[at].is_word:
        return labels
    return _relabelled(labels, [at], SURNAME)


def _remarked_on(units: Sequence[Unit], labels: str) -> str:
    """ "La Cour, en deux mots": what is remarked on is a name, though it is an ordinary word."""
    if set(labels) != {BESIDE}:
        return labels
    said = " ".join(unit.plain or "_" for unit in units)
    words = _IN_WORDS.search(said)
    remarks = [at for at, unit in enumerate(units) if unit.remark and at]
    at = said[: words.start()].count(" ") if words else remarks[0] if remarks else 0
    last = units[at - 1]
    if not at or not last.is_word or len(last.plain) < 3 or last.plain in _POINTERS | TITLES:
        return labels
    return _relabelled(labels, [at - 1], SURNAME)


def _surname_twice(units: Sequence[Unit], labels: str) -> str:
    """ "Marceau, Paul Marceau": the surname is said first, then the whole."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(named) != 3:
        return labels
    first, middle, last = (letters_of_unit(units[at]) for at in named)
    if first != last or first == middle or part_told_of(units, named[1]):
        return labels
    told = part_told_of(units, named[2]) == "first"
    known = first in first_names() - surnames() and middle not in first_names()
    if told or known:  # "Kate Lyle, Kate ..."
        return _relabelled(_relabelled(labels, named, GIVEN), [named[1]], SURNAME)
    between = [units[at].plain for at in range(named[0], named[2]) if at not in named]
    if "prenom" in between or named[2] - named[1] > 1:
        return labels
    return _relabelled(_relabelled(labels, named, SURNAME), [named[1]], GIVEN)


def _said_better(units: Sequence[Unit], labels: str) -> str:
    """ "Patty, Patricia O'Neill": of two first names the one after the pause."""
    for run in _runs(labels, GIVEN):
        paused = [at for at in run[1:] if units[at].words and units[at].words[0].paused]
        if paused:
            labels = _relabelled(labels, range(run.start, paused[-1]), BESIDE)
    return labels


def _after_particles(units: Sequence[Unit], labels: str) -> str:
    """ "Ould Ahmed", "la famille Ben Mansour": what follows particles is no first name."""
    runs = _runs(labels, SURNAME)
    lone = [run for run in runs if all(units[at].plain in PARTICLES for at in run)]
    if not lone or len(runs) > 1 or labels[lone[0].stop : lone[0].stop + 1] != GIVEN:
        return labels
    return _relabelled(labels, [lone[0].stop], SURNAME)


def _unknown_beside_known(units: Sequence[Unit], labels: str) -> str:
    """ "Vandenbossche Luc": where all else is a name, this is one too."""
    looks = [looks_of(unit) for unit in units]
    if len(units) < 2 or set(labels) == {BESIDE} or not set(looks) <= _NAMES_ONLY:
        return labels
    free = [
        at for at, unit in enumerate(units)
        if labels[at] == BESIDE and looks[at] in {"X", "S"} and unit.plain not in TITLES
    ]  # fmt: skip
    return _relabelled(labels, free, SURNAME) if len(free) == 1 else labels


def _two_words(units: Sequence[Unit], labels: str) -> str:
    """ "Bakari Mwamba": of two words that nothing is told of, the first is the first name."""
    runs = _runs(labels, SURNAME)
    hyphened = any(unit.remark and unit.remark.hyphen for unit in units)
    if GIVEN in labels or hyphened or len(runs) != 1 or len(runs[0]) != 2:
        return labels
    first, last = runs[0]
    titled = first > 0 and units[first - 1].plain in TITLES
    words = [units[at].plain for at in runs[0]]
    if words[1] in first_names() - surnames() and words[0] not in first_names() | PARTICLES:
        return _relabelled(labels, [last], GIVEN)
    is_first = words[0] != words[1] and not PARTICLES & set(words) and not titled
    if not is_first or part_told_of(units, first) or units[last].words[:1] == ():
        return labels
    return _relabelled(labels, [first], GIVEN)


def _no_particles_alone(units: Sequence[Unit], labels: str) -> str:
    """ "Ben, comme d'habitude" is no name."""
    for run in _runs(labels, SURNAME):
        titled = run.start > 0 and units[run.start - 1].plain in TITLES
        if all(units[at].plain in _NO_NAME_ALONE for at in run) and not titled:
            labels = _relabelled(labels, run, BESIDE)
    return labels
