"""Labels that contradict each other, settled as a secretary would, by the whole sentence."""

from collections.abc import Sequence

from telesec.assistant.understanding.names.hints import (
    among_friends,
    by_first_name,
    double_barrelled,
    first_names_together,
    for_a_child,
    from_the_place,
    in_the_order_told,
    no_things,
    one_alone,
    one_word_only,
    spelled_alone,
    surname_after_title,
    two_capitals,
    where_from,
    without_places,
)
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
    ordinary_words,
    surnames,
)
from telesec.assistant.understanding.names.looks import HYPHEN, Unit, looks_of
from telesec.assistant.understanding.names.parts import (
    after_title,
    called_by_a_word,
    called_so,
    corrected,
    first_names_on,
    in_a_row,
    not_mixed,
    of_a_relative,
    of_several,
    same_surname,
    spelled_first,
    spelled_is_surname,
    titled_alone,
    told_as_surname,
    told_each,
    trade_before_first_name,
    two_first_names,
    unknown_in_order,
    who_rings,
)
from telesec.assistant.understanding.names.repeats import (
    around_first_name,
    heard_otherwise,
    one_part_each,
    said_better,
    surname_twice,
    without_mistaken,
)
from telesec.assistant.understanding.names.told import both_one, first_name_follows, told_in_words
from telesec.assistant.understanding.names.told_beside import LAST_RULES
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
    r"(?<= )(?:c est (?:mon|le|notre) nom(?! de jeune| de naissance)"
    r"|(?:is|s) (?:my|the) (?:surname|(?:married|last|family) name))\b"
)
_FAMILY_NAME = lazily(r"\b(?<!same )(?:nom de famille|surname|last name|family name)\b")
_FIRST_NAME = lazily(r"\b(?:prenom|first name|forename)\b")
_NAMES_ONLY = {"X", "S", "G", "GS", "hyphened G", "hyphened X"}


def settled(units: Sequence[Unit], labels: str) -> str:
    """``labels`` without what cannot be: a name of particles only, one word in both parts."""
    for rule in _RULES:
        labels = rule(units, labels)
    return labels


def _as_said(units: Sequence[Unit]) -> str:
    """The units with a blank between them and none within."""
    return " ".join((unit.plain or "_").replace(" ", "_") for unit in units)


def _hyphened(units: Sequence[Unit], labels: str) -> str:
    """ "Lewis hyphen Evans": what a hyphen joins is one name."""
    for at in range(1, len(units) - 1):
        sides = (at - 1, at + 1)
        kinds = {labels[side] for side in sides} - {BESIDE}
        if units[at].plain != HYPHEN or not kinds or not all(units[s].is_word for s in sides):
            continue
        if labels[at + 1] == BESIDE and looks_of(units[at + 1]) in {"O", "particle"}:
            continue  # "trait d'union entre les deux"
        labels = relabelled(labels, sides, SURNAME if SURNAME in kinds else GIVEN)
    return labels


def _with_particles(units: Sequence[Unit], labels: str) -> str:
    """ "Ana | de la | Cruz": the particles belong to the surname."""
    for run in runs_of(labels, SURNAME):
        first = run.start
        while first and units[first - 1].plain in PARTICLES and labels[first - 1] != SURNAME:
            first -= 1
        chain = range(first, run.start)
        surely = any(units[at].plain not in _PREPOSITIONS | {"ben"} for at in chain)
        before = labels[first - 1] if first else BESIDE
        titled = first == 0 or units[first - 1].plain in TITLES
        written = chain and _has_capital(units[first]) and first > 0
        if chain and (surely or before != BESIDE or titled or written):
            labels = relabelled(labels, chain, SURNAME)
        if chain and first and labels[first - 1] == BESIDE and _is_surname(units[first - 1]):
            labels = relabelled(labels, [first - 1, *chain], SURNAME)
    for at in range(1, len(units) - 1):
        if units[at].plain in _MIDDLE_NAMES and labels[at - 1 : at + 2] == SURNAME + BESIDE + GIVEN:
            labels = relabelled(labels, [at], GIVEN)
    begins = len(units) > 1 and units[0].plain in _MIDDLE_NAMES
    if begins and labels[1] == GIVEN and part_told_of(units, 1):
        labels = relabelled(labels, [0], GIVEN)  # "Van Thanh, c'est le prénom"
    return _with_capital(units, labels)


def _is_surname(unit: Unit) -> bool:
    """Whether it can hardly be anything else: "Carvalho de Souza"."""
    return is_only_surname(unit.plain) and unit.plain not in ordinary_words()


def _with_capital(units: Sequence[Unit], labels: str) -> str:
    """ "Jean-Pierre de La Tour" is not "de la tour"; "Nguyen Van An" has no other name."""
    known = [at for at, unit in enumerate(units) if labels[at] != BESIDE]
    named = SURNAME in {labels[at] for at in known if units[at].plain not in PARTICLES}
    for label in (SURNAME, GIVEN):
        for run in runs_of(labels, label):
            at = run.stop
            while at < len(units) and units[at].plain in PARTICLES:
                at += 1
            chain = {units[place].plain for place in range(run.stop, at)}
            particled = units[run.start].plain in PARTICLES
            surely = particled or not chain <= _PREPOSITIONS
            joins = chain and surely if label == SURNAME else not named
            beside = set(labels[run.stop : at + 1]) == {BESIDE}
            if joins and beside and run.stop < at < len(units) and _has_capital(units[at]):
                labels = relabelled(labels, range(run.stop, at + 1), SURNAME)
    return labels


def _has_capital(unit: Unit) -> bool:
    return bool(unit.words) and unit.words[-1].raw.istitle()


def _told_apart(units: Sequence[Unit], labels: str) -> str:
    """Two names with one label: what is told of one tells the other."""
    for label, told in ((GIVEN, "last"), (SURNAME, "first")):
        if OTHER[label] in labels:
            continue
        runs = runs_of(labels, label)
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
            labels = relabelled(labels, (at for run in changed for at in run), OTHER[label])
    return labels


def _noted(units: Sequence[Unit], labels: str) -> str:
    """ "Toussaint, comme la fête, Benoît": where both are both, it is said of the surname."""
    names = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(names) != 2 or not {looks_of(units[at]) for at in names} <= {"G", "GS"}:
        return labels
    given, surname = sorted(names, key=labels.__getitem__)
    swaps = labels[given] != labels[surname] and units[given].noted and not units[surname].noted
    told = part_told_of(units, given) or part_told_of(units, surname)
    if not swaps or told:
        return labels
    return relabelled(relabelled(labels, [given], SURNAME), [surname], GIVEN)


def _only_family_told(units: Sequence[Unit]) -> bool:
    """ "Simone, c'est le nom de famille", and nothing of a first name."""
    said = " ".join(unit.plain for unit in units)
    return bool(_FAMILY_NAME.search(said)) and not _FIRST_NAME.search(said)


def _said_to_be_surname(units: Sequence[Unit], labels: str) -> str:
    """ "Le Bras, c'est mon nom": even an ordinary word is a name then."""
    if SURNAME in labels:
        return labels
    said = _as_said(units)
    found = _IS_MY_NAME.search(said)
    at = said[: found.start()].count(" ") - 1 if found else -1
    known = at >= 0 and (labels[at] == SURNAME or units[at].plain in first_names())
    if at < 0 or known or units[at].plain in _POINTERS or not units[at].is_word:
        return labels
    return relabelled(labels, [at], SURNAME)


def _told_plainly(units: Sequence[Unit], labels: str) -> str:
    """ "First name Ben", "le nom c'est Le, le prénom ...": it is one, whatever else it may be."""
    for at in range(1, len(units)):
        told = part_told_of(units, at) if labels[at] == BESIDE else ""
        is_name = looks_of(units[at]) in NAMELIKE and units[at].plain not in _PREPOSITIONS
        if told == "first" and units[at - 1].plain in {"prenom", "name"} and is_name:
            labels = relabelled(labels, [at], GIVEN) if GIVEN not in labels else labels
        if told == "last" and _is_whole_surname(units, at) and SURNAME not in labels:
            labels = relabelled(labels, [at], SURNAME)
    return labels


def _is_whole_surname(units: Sequence[Unit], at: int) -> bool:
    """A particle that is all of the surname: "le nom c'est Le, le prénom c'est Hoang"."""
    after = [unit.plain for unit in units[at + 1 : at + 3]]
    ends = (
        not after
        or after[0] in {"prenom", "first", "et", "and"}
        or (after[0] in {"le", "mon"} and after[1:] == ["prenom"])
    )
    return units[at].plain in PARTICLES and units[at - 1].plain in {"est", "is", "s"} and ends


def _is_written(units: Sequence[Unit], at: int) -> bool:
    """ "Lê, L E accent circonflexe": it is told how it is written."""
    remark = units[at + 1].remark if at + 1 < len(units) else None
    return remark is not None and not remark.without and at in {0, 1, 2}


def _remarked_on(units: Sequence[Unit], labels: str) -> str:
    """ "La Cour, en deux mots": what is remarked on is a name, though it is an ordinary word."""
    if set(labels) != {BESIDE}:
        return labels
    said = _as_said(units)
    words = _IN_WORDS.search(said)
    remarks = [at for at, unit in enumerate(units) if unit.remark and at]
    at = said[: words.start()].count(" ") if words else remarks[0] if remarks else 0
    last = units[at - 1]
    if not at or not last.is_word or len(last.plain) < 3 or last.plain in _POINTERS | TITLES:
        return labels
    return relabelled(labels, [at - 1], SURNAME)


def _after_particles(units: Sequence[Unit], labels: str) -> str:
    """ "Ould Ahmed", "la famille Ben Mansour": what follows particles is no first name."""
    runs = runs_of(labels, SURNAME)
    lone = [run for run in runs if all(units[at].plain in PARTICLES for at in run)]
    if not lone or len(runs) > 1 or lone[0].stop == len(units):
        return labels
    if units[0].plain == "ben" and len(units) == 2 and is_only_first_name(units[1].plain):
        return labels  # "ben, Régis"
    if labels[lone[0].stop] != GIVEN and not _has_capital(units[lone[0].stop]):
        return labels
    return relabelled(labels, [lone[0].stop], SURNAME)


def _unknown_beside_known(units: Sequence[Unit], labels: str) -> str:
    """ "Vandenbossche Luc": where all else is a name, this is one too."""
    looks = [looks_of(unit) for unit in units]
    if len(units) < 2 or set(labels) == {BESIDE} or not set(looks) <= _NAMES_ONLY:
        return labels
    free = [
        at for at, unit in enumerate(units)
        if labels[at] == BESIDE and looks[at] in {"X", "S"} and unit.plain not in TITLES
    ]  # fmt: skip
    return relabelled(labels, free, SURNAME) if len(free) == 1 else labels


def _two_first_names(units: Sequence[Unit], labels: str) -> str:
    """ "Callum Reece": where no surname is said, the second of two is it."""
    runs = runs_of(labels, GIVEN)
    if SURNAME in labels or not runs or len(runs[-1]) != 2:
        return labels
    first, last = runs[-1]
    if {units[at].plain for run in runs[:-1] for at in run} - {units[first].plain}:
        return labels
    told = part_told_of(units, first) or part_told_of(units, last)
    same = units[first].plain == units[last].plain
    return labels if told or same else relabelled(labels, [last], SURNAME)


def _two_words(units: Sequence[Unit], labels: str) -> str:
    """ "Bakari Mwamba": of two words that nothing is told of, the first is the first name."""
    runs = runs_of(labels, SURNAME)
    hyphened = any(unit.remark and unit.remark.hyphen for unit in units)
    if GIVEN in labels or hyphened or len(runs) != 1 or len(runs[0]) != 2:
        return labels
    first, last = runs[0]
    titled = first > 0 and units[first - 1].plain in TITLES
    words = [units[at].plain for at in runs[0]]
    surname_first = words[0] in surnames() or words[1] not in surnames()  # "Lenoir Blanche"
    is_last = words[1] in first_names() and not (words[0] in first_names() or words[0] in PARTICLES)
    if is_last and surname_first:
        return relabelled(labels, [last], GIVEN)
    titled = titled and words[0] not in first_names() - surnames()  # "Mrs Prudence Ackroyd"
    is_first = words[0] != words[1] and not PARTICLES & set(words) and not titled
    if not is_first or part_told_of(units, first) or units[last].words[:1] == ():
        return labels
    return relabelled(labels, [first], GIVEN)


def _no_particles_alone(units: Sequence[Unit], labels: str) -> str:
    """ "Ben, comme d'habitude" is no name, nor is the second El of "El Khattabi, El et puis"."""
    for run in runs_of(labels, SURNAME):
        words = [units[at].plain for at in run]
        if words[-1] in PARTICLES and words[-1] in words[:-1]:
            labels = relabelled(labels, [run[-1]], BESIDE)
        ends = run.stop == len(units) or looks_of(units[run.stop]) != "O"
        titled = run.start > 0 and units[run.start - 1].plain in TITLES and ends
        if all(units[at].plain in _NO_NAME_ALONE for at in run) and not titled:
            told = [at for at in run if _is_whole_surname(units, at) or _is_written(units, at)]
            labels = relabelled(relabelled(labels, run, BESIDE), told, SURNAME)
    return labels


_RULES = (
    _hyphened,
    spelled_alone,
    _said_to_be_surname,
    _remarked_on,
    corrected,
    _told_plainly,
    around_first_name,
    surname_twice,
    heard_otherwise,
    said_better,
    in_a_row,
    _after_particles,
    _with_particles,
    one_part_each,
    one_word_only,
    titled_alone,
    _told_apart,
    told_each,
    in_the_order_told,
    first_names_together,
    double_barrelled,
    _noted,
    without_mistaken,
    _unknown_beside_known,
    without_places,
    where_from,
    _two_first_names,
    spelled_first,
    first_name_follows,
    _two_words,
    spelled_is_surname,
    unknown_in_order,
    called_so,
    called_by_a_word,
    first_names_on,
    after_title,
    trade_before_first_name,
    two_first_names,
    same_surname,
    of_several,
    not_mixed,
    _no_particles_alone,
    told_as_surname,
    among_friends,
    from_the_place,
    for_a_child,
    of_a_relative,
    who_rings,
    two_capitals,
    by_first_name,
    one_alone,
    surname_after_title,
    no_things,
    told_in_words,
    both_one,
    *LAST_RULES,
)
