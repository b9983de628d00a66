"""Which part of a name a word is, where how it is said tells: called so, spelled, titled."""

from collections.abc import Sequence
from itertools import pairwise

from telesec.assistant.understanding.names.labels import (
    BESIDE,
    GIVEN,
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
    surnames,
)
from telesec.assistant.understanding.names.looks import Unit, looks_of
from telesec.assistant.understanding.names.spelling import likeness
from telesec.assistant.understanding.relatives import RELATIVES
from telesec.assistant.understanding.text import lazily, word_set

_FIRST = word_set("G GS GO GSO") | {"hyphened G"}
_CALLED = word_set("appelle appellent called named")
_POINTING = word_set("c est that s is ca ecrit it written spelled")
_AFTER_FIRST_NAMES = word_set("et and le nom surname last")
_OF_ANOTHER = word_set("de du des d of to with pour for chez avec a")
_TITLED = frozenset(["X", "S", "GS", "hyphened X", "hyphened G"])
_OWN = word_set("mon ma son sa notre nos votre vos leur ton ta my his her our your their")
# No neighbour and no colleague: "mon collègue Martin" has a surname.
_KIN = RELATIVES | word_set("ami amie mam friend mate")
_TRADES = ("ier", "iere", "eur", "ard", "eau", "eaux", "ault", "aud", "ot", "smith", "wright")
_NO_TRADES = word_set(
    "premier dernier papier hier courrier plutot aussitot bientot tantot seigneur"
)
_SAME = lazily(r"\b(?:same (?:last |family |sur)name|(?:le |du )meme nom)\b")
_DENIALS = word_set("no non sorry pardon pas not")
ALIKE, SURELY_ALIKE = 0.6, 0.8


def called_so(units: Sequence[Unit], labels: str) -> str:
    """ "Elle s'appelle Louna, elle a le même nom que moi, Perrichon": who is called so has both."""
    if GIVEN in labels or SURNAME not in labels:
        return labels
    words = {letters_of_unit(units[at]) for at, label in enumerate(labels) if label == SURNAME}
    for at in range(1, len(units)):
        beside = labels[at] == BESIDE and letters_of_unit(units[at]) not in words
        if beside and units[at - 1].plain in _CALLED and looks_of(units[at]) in _FIRST:
            return relabelled(labels, [at], GIVEN)
    return labels


def of_a_relative(units: Sequence[Unit], labels: str) -> str:
    """ "Son frère Bertrand", "my sister Denise", and no more: a first name."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(named) != 1 or named[0] < 2 or labels[named[0]] != SURNAME:
        return labels
    at = named[0]
    kin = units[at - 1].plain in _KIN and units[at - 2].plain in _OWN
    first = units[at].plain in first_names() and not part_told_of(units, at)
    return relabelled(labels, [at], GIVEN) if kin and first else labels


def spelled_is_surname(units: Sequence[Unit], labels: str) -> str:
    """ "Zoubir, Z O U B I R, Fatiha": of two first names the one that is spelled is the surname."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(named) != 2 or SURNAME not in labels or GIVEN not in labels:
        return labels
    first, last = named
    together = last == first + 1 and bool(units[first].letters) and not units[last].letters
    both = all(units[at].plain in first_names() for at in named)
    known = units[last].plain in surnames() or part_told_of(units, first)
    if not together or not both or known or part_told_of(units, last):
        return labels
    return relabelled(relabelled(labels, [first], SURNAME), [last], GIVEN)


def spelled_first(units: Sequence[Unit], labels: str) -> str:
    """ "Wojtek, that's W O J T E K, Lewandowski": two names, and the last is surely a surname."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if GIVEN in labels or len(named) != 2:
        return labels
    first, last = named
    one, other = units[first], units[last]
    between = {unit.plain for unit in units[first + 1 : last] if unit.remark is None}
    spelled = bool(one.letters and one.words) and not other.letters
    surely = is_only_surname(other.plain) and one.plain not in surnames()
    titled = first > 0 and units[first - 1].plain in TITLES
    apart = likeness(letters_of_unit(one), letters_of_unit(other)) < ALIKE
    told = part_told_of(units, first) or part_told_of(units, last)
    if not (spelled and surely and apart and between <= _POINTING) or titled or told:
        return labels
    return relabelled(labels, [first], GIVEN)


def first_names_on(units: Sequence[Unit], labels: str) -> str:
    """ "Le prénom c'est Thi Kim et le nom c'est Dang": all that stands there is the first name."""
    for run in runs_of(labels, GIVEN):
        at = run.stop
        if SURNAME not in labels[: at - 1] + labels[at + 1 :]:
            continue
        ends = at + 1 >= len(units) or units[at + 1].plain in _AFTER_FIRST_NAMES
        told = part_told_of(units, run.start) == "first" and len(run) == 1
        if ends and told and at < len(units) and looks_of(units[at]) in {"G", "GS"}:
            labels = relabelled(labels, [at], GIVEN)
    return labels


def after_title(units: Sequence[Unit], labels: str) -> str:
    """ "Ms Okonkwo-Bright, hyphenated, Zara": after a title it is the surname."""
    if SURNAME in labels or GIVEN not in labels:
        return labels
    for at in range(1, len(units)):
        titled = units[at - 1].plain in TITLES and labels[at] == BESIDE
        another = at > 1 and units[at - 2].plain in _OF_ANOTHER
        another = another or [unit.plain for unit in units[at + 1 : at + 2]] == ["s"]
        if titled and not another and looks_of(units[at]) in _TITLED:
            return relabelled(labels, [at], SURNAME)
    return labels


def unknown_in_order(units: Sequence[Unit], labels: str) -> str:
    """ "Tovi Quibelle", and nothing else: what nobody knows is said first name first."""
    whole = len(units) == 2 and all(unit.is_word and not unit.letters for unit in units)
    if not whole or labels != SURNAME + GIVEN or units[0].noted or units[1].words[0].paused:
        return labels
    return GIVEN + SURNAME if all(looks_of(unit) == "X" for unit in units) else labels


def told_each(units: Sequence[Unit], labels: str) -> str:
    """ "Mon nom c'est Mohsim, Devika c'est le prénom", each is told."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(named) != 2:
        return labels
    first, last = named
    told = [part_told_of(units, at) for at in named]
    alone = told[0] == "first" and not told[1] and units[first + 1].plain in {"is", "s"}
    alike = letters_of_unit(units[first]) == letters_of_unit(units[last])
    if alike or not ({*told} == {"first", "last"} or alone):
        return labels
    order = SURNAME + GIVEN if told[0] == "last" else GIVEN + SURNAME
    return relabelled(relabelled(labels, [first], order[0]), [last], order[1])


def of_several(units: Sequence[Unit], labels: str) -> str:
    """ "Valérie et Thierry Camus", "la mère d'Inès et de Sami Kaddour": one surname, two people."""
    for at in range(2, len(units) - 1):
        if labels[at : at + 2] != GIVEN + SURNAME or looks_of(units[at]) not in {"G", "GS"}:
            continue
        joint = at - 1 - (units[at - 1].plain in {"de", "d"})
        if joint > 0 and units[joint].plain in {"et", "and"}:
            before = units[joint - 1]
            if looks_of(before) in {"G", "GS"} and labels[joint - 1] != SURNAME:
                return relabelled(labels, [joint - 1, at], BESIDE)
    return labels


def not_mixed(units: Sequence[Unit], labels: str) -> str:
    """ "Yvonne de la résidence, pour monsieur Oberson": not the first name of who rings."""
    for at in range(3, len(units)):
        titled = units[at - 1].plain in TITLES and units[at - 2].plain in {"pour", "for"}
        if titled and labels[at] == SURNAME and SURNAME not in labels[: at - 2]:
            first = [place for place in range(at - 2) if labels[place] == GIVEN]
            labels = relabelled(labels, first, BESIDE)
    return labels


def in_a_row(units: Sequence[Unit], labels: str) -> str:
    """ "St John", "Aurora de Goncafer", "Kabila Mukendi, Christelle", "Tran Thi Mai"."""
    for at in range(len(units) - 1):
        saint = units[at].plain in {"st", "saint", "sainte"} and labels[at : at + 2] == "SG"
        labels = relabelled(labels, [at + 1], SURNAME) if saint else labels
    for at in range(1, len(units) - 1):
        words = [unit.plain for unit in units[at - 1 : at + 2]]
        known = [word in first_names() for word in words]
        three = labels[at - 1 : at + 2]
        if three == "SSG" and words[1] in PARTICLES and known[0] and not known[2]:
            labels = labels[: at - 1] + "GSS" + labels[at + 2 :]
        if three == "GSG" and known[2] and not known[0] and not known[1]:
            labels = labels[: at - 1] + "SSG" + labels[at + 2 :]
        follows = at > 1 and labels[at - 2] == SURNAME and three == "SGG"
        if follows and words[1] in surnames() and is_only_first_name(words[2]):
            labels = relabelled(labels, [at], SURNAME)  # "de Oliveira Santos Maria"
        if three in {"SGS", "SOS"} and words[1] == "thi":
            labels = labels[: at - 1] + "SGG" + labels[at + 2 :]
    return labels


def trade_before_first_name(units: Sequence[Unit], labels: str) -> str:
    """ "Sellier Françoise", and nothing else: a trade that is a surname."""
    if labels != BESIDE + GIVEN or looks_of(units[0]) != "O" or looks_of(units[1]) != "G":
        return labels
    trade = units[0].plain.endswith(_TRADES) and units[0].plain not in _NO_TRADES
    return SURNAME + GIVEN if trade else labels


def same_surname(units: Sequence[Unit], labels: str) -> str:
    """ "Cheryl Kowalski's husband Dan, same last name": the surname that was named before."""
    said = " ".join(unit.plain for unit in units)
    if SURNAME in labels or GIVEN not in labels or not _SAME.search(said):
        return labels
    others = [
        at for at, unit in enumerate(units)
        if labels[at] == BESIDE and looks_of(unit) in {"S", "X", "GS"}
    ]  # fmt: skip
    return relabelled(labels, others[-1:], SURNAME)


def two_first_names(units: Sequence[Unit], labels: str) -> str:
    """ "Brandon Lee Cooper": the one between may be either, the last is surely the surname."""
    runs = runs_of(labels, SURNAME)
    if len(runs) != 1 or len(runs[0]) != 2 or labels[runs[0].start - 1 : runs[0].start] != GIVEN:
        return labels
    middle, last = runs[0]
    either = looks_of(units[middle]) == "GS" and not units[middle].words[0].paused
    plainly = either and is_only_surname(units[last].plain) and not part_told_of(units, middle)
    return relabelled(labels, [middle], GIVEN) if plainly else labels


def who_rings(units: Sequence[Unit], labels: str) -> str:
    """ "C'est Léon qui appelle", and no more: a first name, though a surname too."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(named) != 1 or not named[0] or named[0] + 1 >= len(units):
        return labels
    at = named[0]
    led = units[at - 1].plain in {"est", "s"} and units[at + 1].plain in {"qui", "who"}
    known = units[at].plain in first_names() and not units[at].letters
    return relabelled(labels, [at], GIVEN) if led and known else labels


def told_as_surname(units: Sequence[Unit], labels: str) -> str:
    """ "Mon nom s'écrit comme celui du président Pompidou": one that is no first name."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    said = {unit.plain for unit in units}
    told = not said.isdisjoint({"nom", "surname"}) and said.isdisjoint({"prenom", "first", "petit"})
    if labels.count(GIVEN) != 1 or len(named) != 1 or not told:
        return labels
    unknown = looks_of(units[named[0]]) in {"X", "S"}
    return relabelled(labels, named, SURNAME) if unknown else labels


def corrected(units: Sequence[Unit], labels: str) -> str:
    """ "Davidson, no, sorry, Davison": two that are alike are a name, and the later one counts."""
    if set(labels) != {BESIDE} or _DENIALS.isdisjoint(unit.plain for unit in units):
        return labels
    names = [at for at, unit in enumerate(units) if looks_of(unit) in {"X", "S", "GS"}]
    alike = [
        later
        for earlier, later in pairwise(names)
        if likeness(letters_of_unit(units[earlier]), letters_of_unit(units[later])) >= SURELY_ALIKE
    ]
    return relabelled(labels, alike[-1:], SURNAME)


def called_by_a_word(units: Sequence[Unit], labels: str) -> str:
    """ "My name is Sunny Patel": an ordinary word with a capital, right before the surname."""
    if GIVEN in labels or not any(unit.is_word and unit.words[0].raw.islower() for unit in units):
        return labels
    for at in range(2, len(units) - 1):
        lead = [unit.plain for unit in units[at - 2 : at]]
        called = lead[1] == "appelle" or lead in (["name", "is"], ["name", "s"])
        word = units[at].is_word and units[at].words[0].raw.istitle() and looks_of(units[at]) == "O"
        free = units[at].plain not in TITLES and labels[at : at + 2] == BESIDE + SURNAME
        if called and word and free and units[at + 1].plain not in PARTICLES:
            return relabelled(labels, [at], GIVEN)
    return labels


def titled_alone(units: Sequence[Unit], labels: str) -> str:
    """ "Monsieur Guy" is called Guy by his surname."""
    runs = runs_of(labels, GIVEN)
    if SURNAME in labels or len(runs) != 1 or len(runs[0]) != 1:
        return labels
    at = runs[0].start
    titled = at > 0 and units[at - 1].plain in TITLES
    return relabelled(labels, [at], SURNAME) if titled and not part_told_of(units, at) else labels
