"""Which part a name is, by what stands beside it: remarks, titles, "née", "not Harris"."""

from collections.abc import Sequence

from telesec.assistant.understanding.names.labels import (
    BESIDE,
    GIVEN,
    NAMELIKE,
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
    is_only_surname,
    ordinary_words,
    surnames,
)
from telesec.assistant.understanding.names.looks import Unit, looks_of
from telesec.assistant.understanding.names.spelling import likeness
from telesec.assistant.understanding.text import word_set

_BORN = word_set("nee born")
_MARRIED = word_set("married remarried maiden epouse mariee remariee divorcee mariage marriage")
_IS = word_set("c est is s")
_OWN = word_set("le mon the my en comme")
_DENIED = word_set("pas not")
_MIDDLE_NAMES = word_set("van thi")
_TRADES = word_set("""
    huissier notaire avocat avocate infirmier infirmiere plombier electricien dentiste medecin
    kine veterinaire comptable architecte expert syndic solicitor barrister plumber electrician
    accountant dentist nurse physio
""")
_TELLING = word_set("surname first last family forename given")
ALIKE = 0.6


def title_before_surname(units: Sequence[Unit], labels: str) -> str:
    """ "Lord Fairfax", "maître Collin, huissier": neither title nor trade is a name."""
    for at in range(len(units) - 1):
        if units[at].plain in TITLES and labels[at] == GIVEN and labels[at + 1] != BESIDE:
            labels = relabelled(labels, [at], BESIDE)
        trade = units[at + 1].plain in _TRADES and labels[at : at + 2] == GIVEN + SURNAME
        if trade and at and units[at - 1].plain in TITLES:
            labels = relabelled(relabelled(labels, [at], SURNAME), [at + 1], BESIDE)
    return labels


def around_a_remark(units: Sequence[Unit], labels: str) -> str:
    """ "Sara, no h, Lindsay", "Gautier, sans h, Simon": two names with a remark between are both.

    What is a first name and no surname is the first name; else the remark is of the surname.
    """
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(named) != 2 or len({labels[at] for at in named}) > 1:
        return labels
    first, last = named
    between = units[first + 1 : last]
    if not between or any(one.remark is None or one.remark.hyphen for one in between):
        return labels
    one, other = units[first].plain, units[last].plain
    alike = likeness(letters_of_unit(units[first]), letters_of_unit(units[last])) >= ALIKE
    if alike or any(part_told_of(units, at) for at in named) or other not in first_names():
        if alike or one not in first_names() or other in first_names():
            return labels
        return relabelled(relabelled(labels, [first], GIVEN), [last], SURNAME)
    order = SURNAME + GIVEN if one in surnames() or one not in first_names() else GIVEN + SURNAME
    return relabelled(relabelled(labels, [first], order[0]), [last], order[1])


def by_the_lists(units: Sequence[Unit], labels: str) -> str:
    """ "Patel, Grace, G R A C E": what is a surname only is no first name beside one that is."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(named) != 2 or labels[named[0]] == labels[named[1]]:
        return labels
    given, surname = sorted(named, key=labels.__getitem__)
    one, other = units[given].plain, units[surname].plain
    surely = is_only_surname(one) and one not in ordinary_words()
    told = part_told_of(units, given) or part_told_of(units, surname)
    if not surely or told or other in surnames() or other in PARTICLES or " " in other:
        return labels
    if other not in first_names():
        return labels
    return relabelled(relabelled(labels, [given], SURNAME), [surname], GIVEN)


def born_otherwise(units: Sequence[Unit], labels: str) -> str:
    """ "Carter, née Hughes"; "not Harris, it's Harrison": the only one is the surname."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if len(named) != 1 or labels[named[0]] != GIVEN or part_told_of(units, named[0]):
        return labels
    at = named[0]
    born = [place for place, unit in enumerate(units) if unit.plain in _BORN]
    married = bool(born) and at + 1 == born[0] and units[at].plain in surnames()
    denied = any(
        unit.plain in _DENIED
        and place + 1 < at
        and looks_of(units[place + 1]) in {"S", "GS", "X"}
        and likeness(units[place + 1].plain, units[at].plain) >= ALIKE
        for place, unit in enumerate(units)
    )
    known = units[at].plain in surnames() or units[at].plain not in first_names()
    denied = denied or any(unit.plain in _MARRIED for unit in units)
    return relabelled(labels, named, SURNAME) if married or (denied and known) else labels


def first_names_in_a_row(units: Sequence[Unit], labels: str) -> str:
    """ "Diop, prénom Cheikh Anta"; "Van Duc c'est le prénom": all that stands there is it."""
    for at, unit in enumerate(units):
        if unit.plain != "prenom":
            continue
        after = _row(units, labels, at + 1 + _pointed(units, at + 1), 1)
        if len(after) == 2 and after.stop == len(units):
            labels = _given(units, labels, after)
        end = at - 1
        if end > 0 and units[end].plain in _OWN:
            end -= 1
            while end > 0 and units[end].plain in _IS:
                end -= 1
            before = _row(units, labels, end, -1)
            if len(before) == 2 and not _pointed(units, at + 1):
                labels = _given(units, labels, before)
    return labels


def _pointed(units: Sequence[Unit], at: int) -> int:
    """How many words of "c'est" stand there."""
    return sum(units[place].plain in _IS for place in range(at, min(at + 2, len(units))))


def _row(units: Sequence[Unit], labels: str, at: int, step: int) -> range:
    """The names next to each other from ``at`` on, in that direction; at most three."""
    end = at
    while 0 <= end < len(units) and abs(end - at) < 3 and _is_name(units[end], labels[end]):
        end += step
    return range(at, end) if step > 0 else range(end + 1, at + 1)


def _is_name(unit: Unit, label: str) -> bool:
    likely = looks_of(unit) in NAMELIKE - {"particle", "GO", "SO", "GSO"}
    return unit.is_word and (label != BESIDE or likely or unit.plain in _MIDDLE_NAMES)


def _given(units: Sequence[Unit], labels: str, row: range) -> str:
    """``row`` as first names, where a surname is said elsewhere that is none of them."""
    words = {letters_of_unit(units[at]) for at in row}
    others = [
        at for at, unit in enumerate(units)
        if at not in row and letters_of_unit(unit) not in words
        and (labels[at] == SURNAME or (labels[at] == GIVEN and unit.plain not in TITLES))
    ]  # fmt: skip
    if not others or any(units[at].letters for at in row):
        return labels
    same = [at for at, unit in enumerate(units) if letters_of_unit(unit) in words]
    labels = relabelled(labels, same, GIVEN)
    return labels if SURNAME in labels else relabelled(labels, others[-1:], SURNAME)


def so_it_is(units: Sequence[Unit], labels: str) -> str:
    """ "Lemoine, mais y pas i, donc Lemoyne": what is told at last is the name."""
    for at in range(2, len(units)):
        led = units[at - 1].plain in {"donc", "so"} and labels[at] == BESIDE
        if not led or looks_of(units[at]) not in {"X", "S", "GS", "G"}:
            continue
        word = letters_of_unit(units[at])
        alike = [
            place for place in range(at - 1)
            if labels[place] != BESIDE and not units[place].letters
            and likeness(letters_of_unit(units[place]), word) >= ALIKE
        ]  # fmt: skip
        if len(alike) == 1:
            label = labels[alike[0]]
            return relabelled(relabelled(labels, alike, BESIDE), [at], label)
    return labels


def hyphened_before_first(units: Sequence[Unit], labels: str) -> str:
    """ "Lewis Evans with a hyphen, first name Nia": what is joined is the surname."""
    for run in runs_of(labels, SURNAME):
        at = run.stop
        remark = units[at].remark if at < len(units) else None
        joins = len(run) == 1 and remark is not None and remark.hyphen
        lead = run.start - 1 - (run.start > 1 and units[run.start - 1].plain in {"et", "puis"})
        lead -= lead > 0 and units[lead].plain == "et"
        told = any(unit.plain in {"prenom", "first"} for unit in units[at:])
        if joins and told and lead >= 0 and GIVEN in labels[at:] and _is_name(units[lead], "O"):
            labels = relabelled(labels, [lead, *range(lead + 1, run.start)], BESIDE)
            return relabelled(labels, [lead, run.start], SURNAME)
    return labels


def english_order(units: Sequence[Unit], labels: str) -> str:
    """ "Martin Lewis", where each may be either: the English say the first name first."""
    for at in range(len(units) - 1):
        pair = units[at : at + 2]
        either = all(looks_of(unit).startswith("GS") and not unit.letters for unit in pair)
        alone = labels.replace(BESIDE, "") == labels[at : at + 2] == SURNAME + GIVEN
        titled = at > 0 and units[at - 1].plain in TITLES
        told = any(unit.plain in _TELLING or unit.remark or unit.noted for unit in units)
        if either and alone and not (titled or told or pair[1].words[0].paused):
            return relabelled(relabelled(labels, [at], GIVEN), [at + 1], SURNAME)
    return labels


LAST_RULES = (
    title_before_surname,
    around_a_remark,
    by_the_lists,
    born_otherwise,
    first_names_in_a_row,
    hyphened_before_first,
    so_it_is,
)
