"""What callers say of their name in so many words: which part is which, and that both are one."""

from collections.abc import Sequence

from telesec.assistant.understanding.names.labels import (
    BESIDE,
    GIVEN,
    NAMELIKE,
    SURNAME,
    letters_of_unit,
    part_named,
    part_told_of,
    relabelled,
)
from telesec.assistant.understanding.names.lists import PARTICLES, is_only_surname
from telesec.assistant.understanding.names.looks import Unit, looks_of
from telesec.assistant.understanding.names.spelling import likeness
from telesec.assistant.understanding.text import any_listed, word_set

_MIDDLE_NAMES = word_set("van thi")  # between a Vietnamese surname and first name
_IS = word_set("c est is s etant being")
_TELLING = word_set("prenom forename nom surname name")
_ANY = word_set("un a an")  # "a Breton name"
_KINDS = word_set("first christian given last family second petit")  # of names
_CALLED = (["m", "appelle"], ["m", "called"], ["am", "called"])
_BOTH_ONE = any_listed("""
    (?:nom et (?:le |mon )?prenom|prenom et (?:le |mon )?nom) (?:c est |sont )?
    (?:pareils?|identiques?|le meme|la meme chose),
    (?:c est|ce sont|et|a la fois) (?:le|mon) nom et (?:le|mon) prenom,
    les deux (?:c est |sont )?(?:pareil|pareils|identiques?),
    (?:nom|prenom) (?:c est )?le meme que (?:le |mon )?(?:nom|prenom),
    both (?:names|of them) (?:are )?the same, both names,
    (?:first and last|first name and surname|surname and first name) (?:name )?(?:are )?the same,
    same (?:first and last|name twice|for both)
""")
ALIKE = 0.6


def told_in_words(units: Sequence[Unit], labels: str) -> str:
    """ "Bui Quang Huy, le nom c'est Bui, je m'appelle Huy": the others in that row are neither.

    Where only the first name is told, what stands before it is the surname: "Nkulu Kabamba
    Grâce, Grâce c'est le prénom".
    """
    last, first = _told(units, labels)
    row = _row_with(units, labels, last | first)
    words = [letters_of_unit(units[at]) for at in row]
    again = any(words.count(word) > 1 for word in last)
    if again and not first and last < {*words} and len({*words}) == 2:
        for at, word in zip(row, words, strict=True):  # "Denis Laurent, Laurent étant le nom"
            labels = relabelled(labels, [at], SURNAME if word in last else GIVEN)
    if not first or len(row) < 2 or last & first or len(row) == len(first):
        return labels
    if last and last <= {*words} and first & {*words}:
        for at, unit in enumerate(units):
            word, label = letters_of_unit(unit), labels[at]
            part = SURNAME if word in last else GIVEN if word in first else BESIDE
            if label != BESIDE if part == BESIDE or word in PARTICLES else part != label:
                labels = relabelled(labels, [at], part) if at in row or part != BESIDE else labels
        return labels
    ends = len(row) > 2 and words[-1] in first and len(first) == 1 and labels[row[0]] == SURNAME
    if last or not ends:
        return labels
    for at in row[1:-1]:
        if units[at].plain in _MIDDLE_NAMES:
            labels = relabelled(labels, [at], BESIDE)
        elif words[row.index(at)] not in first and not looks_of(units[at]).startswith("G"):
            labels = relabelled(labels, [at], SURNAME)
    return relabelled(labels, row[-1:], GIVEN)


def _told(units: Sequence[Unit], labels: str) -> tuple[set[str], set[str]]:
    """The words that are told to be the surname, and those told to be the first name."""
    last: set[str] = set()
    first: set[str] = set()
    plain = [unit.plain for unit in units]
    for at, word in enumerate(plain):
        told = word in _TELLING and plain[at - 1] not in _ANY
        part = part_named(units, at) if told else ""
        found = {"first": first, "last": last}.get(part)
        if found is not None:
            begin = at - (plain[at - 1] in _KINDS)
            end = at + 1 + 2 * (plain[at + 1 : at + 3] == ["de", "famille"])
            lead = plain[max(begin - 3, 0) : begin]
            pointed = lead[-1:] in (["le"], ["mon"], ["the"], ["my"]) and bool(
                _IS & {*lead[:-1]}
                or (_is_name(units, labels, begin - 2) and not _is_name(units, labels, end))
            )
            if pointed and plain[end : end + 1] not in (["c"], ["is"], ["s"], ["est"]):
                back = begin - 2
                while back >= 0 and plain[back] in _IS:
                    back -= 1
                found |= _run_before(units, labels, back, last=part == "last")
            else:
                found |= _run_after(units, labels, end)
        if plain[at : at + 2] in _CALLED:
            run = _run_after(units, labels, at + 2)
            first |= run if len(run) == 1 else set()
    return (last - first) or last, first - last if last <= first else first


def _is_name(units: Sequence[Unit], labels: str, at: int) -> bool:
    return 0 <= at < len(units) and (
        labels[at] != BESIDE or looks_of(units[at]) in NAMELIKE - {"particle"}
    )


def _run_after(units: Sequence[Unit], labels: str, at: int) -> set[str]:
    while at < len(units) and units[at].plain in _IS:
        at += 1
    found: set[str] = set()
    while at < len(units) and (_is_name(units, labels, at) or units[at].plain in _MIDDLE_NAMES):
        found.add(letters_of_unit(units[at]))
        at += 1
    return found


def _run_before(units: Sequence[Unit], labels: str, at: int, *, last: bool) -> set[str]:
    """The word that ends at ``at``; of a surname, all that is labelled so."""
    if at < 0 or not (_is_name(units, labels, at) or units[at].plain in PARTICLES):
        return set()
    found = {letters_of_unit(units[at])}
    while last and at and labels[at] == SURNAME == labels[at - 1]:
        at -= 1
        if letters_of_unit(units[at]) in found:
            break
        found.add(letters_of_unit(units[at]))
    return found


def _row_with(units: Sequence[Unit], labels: str, words: set[str]) -> list[int]:
    """The first row of names that holds one of ``words`` and another word."""
    row: list[int] = []
    for at in range(len(units) + 1):
        if at < len(units) and (labels[at] != BESIDE or units[at].plain in _MIDDLE_NAMES):
            row.append(at)
            continue
        said = {letters_of_unit(units[place]) for place in row}
        if len(said) > 1 and said & words:
            return row
        row = []
    return []


def both_one(units: Sequence[Unit], labels: str) -> str:
    """ "Guillaume Guillaume, c'est le nom et le prénom": one word for both."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    said = " ".join(unit.plain for unit in units)
    words = {letters_of_unit(units[at]) for at in named}
    if len(named) < 2 or len(words) != 1 or not _BOTH_ONE.search(said):
        return labels
    return relabelled(relabelled(labels, named, SURNAME), named[:1], GIVEN)


def first_name_follows(units: Sequence[Unit], labels: str) -> str:
    """ "Edwards, and it's Ceri, C E R I": of two names after each other the second is the first."""
    named = [at for at, label in enumerate(labels) if label != BESIDE]
    if GIVEN in labels or len(named) != 2:
        return labels
    one, other = (units[at] for at in named)
    between = [unit.plain for unit in units[named[0] + 1 : named[1]] if unit.remark is None]
    led = between[:1] in (["and"], ["et"]) and bool(_IS & {*between} or "appelle" in between)
    known = looks_of(other).startswith("G") or (is_only_surname(one.plain) and bool(other.letters))
    apart = likeness(letters_of_unit(one), letters_of_unit(other)) < ALIKE
    told = any(part_told_of(units, at) for at in named)
    return relabelled(labels, named[1:], GIVEN) if led and known and apart and not told else labels
