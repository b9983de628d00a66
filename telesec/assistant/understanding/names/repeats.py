"""Names said twice: again, heard otherwise, better, or with the other part between."""

from collections.abc import Sequence

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
from telesec.assistant.understanding.names.lists import PARTICLES, first_names, is_only_first_name
from telesec.assistant.understanding.names.looks import Unit, looks_of
from telesec.assistant.understanding.names.spelling import likeness

ALIKE, SURELY_ALIKE = 0.6, 0.8


def one_part_each(units: Sequence[Unit], labels: str) -> str:
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
            labels = relabelled(labels, same, part)
            if rest == {part}:  # "Lambert Bernard, Bernard c'est mon prénom"
                labels = relabelled(labels, others, OTHER[part])
        elif told == {"first", "last"} and not rest:  # "prénom Camille, nom Camille"
            first = [place for place in same if part_told_of(units, place) == "first"]
            labels = relabelled(relabelled(labels, same, SURNAME), first, GIVEN)
        elif not told and len(rest) == 1 and len({labels[place] for place in same}) > 1:
            labels = relabelled(labels, same, OTHER[rest.pop()])
        elif not told and not rest and _is_led(units, labels, same):  # "Aït Ahmed, Ahmed"
            labels = relabelled(labels, same, SURNAME)
        elif not told and len(rest) == 2:  # "Jim Joe Heffernan, it's Jim Joe"
            labels = relabelled(labels, same, labels[same[0]])
    return labels


def _is_led(units: Sequence[Unit], labels: str, same: Sequence[int]) -> bool:
    """Whether the first of several stands after a particle of the surname."""
    lead = same[0] - 1
    return (
        len(same) > 1 and lead >= 0 and labels[lead] == SURNAME and units[lead].plain in PARTICLES
    )


def without_mistaken(units: Sequence[Unit], labels: str) -> str:
    """ "Louis, no, it's Lewis": of two that are almost the same, the later one."""
    given, surname = runs_of(labels, GIVEN), runs_of(labels, SURNAME)
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
    return relabelled(relabelled(labels, [earlier], BESIDE), [later], SURNAME)


def surname_twice(units: Sequence[Unit], labels: str) -> str:
    """ "Marceau, Paul Marceau": the surname is said first, then the whole."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(named) != 3:
        return labels
    first, middle, last = (letters_of_unit(units[at]) for at in named)
    if first != last or first == middle or part_told_of(units, named[1]):
        return labels
    told = part_told_of(units, named[2]) == "first"
    known = is_only_first_name(first) and middle not in first_names()
    if told or known:  # "Kate Lyle, Kate ..."
        return relabelled(relabelled(labels, named, GIVEN), [named[1]], SURNAME)
    between = [units[at].plain for at in range(named[0], named[2]) if at not in named]
    if "prenom" in between or named[2] - named[1] > 1:
        return labels
    return relabelled(relabelled(labels, named, SURNAME), [named[1]], GIVEN)


def said_better(units: Sequence[Unit], labels: str) -> str:
    """ "Patty, Patricia O'Neill": of two first names the one after the pause."""
    for run in runs_of(labels, GIVEN):
        paused = [
            at for at in run[1:]
            if units[at].words and units[at].words[0].paused
            and units[at].plain != units[at - 1].plain
        ]  # fmt: skip
        if paused:
            labels = relabelled(labels, range(run.start, paused[-1]), BESIDE)
    return labels


def around_first_name(units: Sequence[Unit], labels: str) -> str:
    """ "De Kermadec, Hubert de Kermadec": what stands between is the first name."""
    words = [letters_of_unit(unit) for unit in units]
    for last in range(2, len(units)):
        lead = _particles_before(words, last)
        for at in range(last - len(lead) - 1):
            between = range(at + 1, last - len(lead))
            same = lead and words[at] == words[last] and _particles_before(words, at) == lead
            if not same or not 1 <= len(between) <= 2:
                continue
            if all(looks_of(units[place]) in NAMELIKE - {"particle"} for place in between):
                surname = [*range(at - len(lead), at + 1), *range(last - len(lead), last + 1)]
                return relabelled(relabelled(labels, surname, SURNAME), between, GIVEN)
    return labels


def _particles_before(words: Sequence[str], at: int) -> list[str]:
    first = at
    while first and words[first - 1] in PARTICLES:
        first -= 1
    return list(words[first:at])


def heard_otherwise(units: Sequence[Unit], labels: str) -> str:
    """ "Gautier ... Gauthier, G A U T H I E R, Mathieu": what is spelled is the same name."""
    for run in runs_of(labels, SURNAME):
        spelled = next((at for at in run if units[at].letters), None)
        if spelled is None:
            continue
        letters = letters_of_unit(units[spelled])
        alike = [
            at for at in range(run.start)
            if labels[at] == GIVEN and _heard_for(letters_of_unit(units[at]), letters)
        ]  # fmt: skip
        labels = relabelled(labels, alike, BESIDE)
        beside = [
            at for at in run
            if units[at].words and not units[at].letters
            and _heard_for(letters_of_unit(units[at]), letters)
        ]  # fmt: skip
        labels = relabelled(labels, beside, BESIDE)  # "Benoist, Benoît avec un s, B E N O I S T"
        after = [at for at in run if at > spelled and units[at].plain in first_names()]
        if alike and GIVEN not in labels and len(after) == 1:
            labels = relabelled(labels, after, GIVEN)
    return labels


def _heard_for(one: str, other: str) -> bool:
    """Whether one may have been heard for the other."""
    return one[:1] == other[:1] and likeness(one, other) >= SURELY_ALIKE
