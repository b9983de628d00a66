"""A name put together from what was heard, what was spelled, and what was remarked on it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from telesec.assistant.understanding.names.labels import BESIDE, GIVEN, OTHER, SURNAME
from telesec.assistant.understanding.names.lists import PARTICLES, first_names, surnames
from telesec.assistant.understanding.names.looks import HYPHEN, Unit
from telesec.assistant.understanding.names.remarks import Remark
from telesec.assistant.understanding.names.spelling import bare_letters, heard_as
from telesec.assistant.understanding.names.words import (
    Word,
    chunks_of,
    letters_of,
    split_words,
    written_name,
)
from telesec.assistant.understanding.text import any_listed, lazily, normalise, plain, word_set

_FIRST_HALVES = word_set("jean marie anne pierre louis charles paul rose lou claude")
_IN_ONE = any_listed("""
    en (?:un|1)(?: seul)? mot, tout attache, attache, (?:tout )?colle, en un, all one word,
    (?:just )?one word, soude
""")
_IN_TWO = any_listed("en (?:deux|2) mots, two words, separe, en deux parties, detache")
_DENIED_FORM = lazily(  # "Le Roux, pas Leroux en un mot"
    r"\b(?:pas|not|non)(?: (?!en |et )\w+){0,2} (?:en (?:un|deux|1|2)(?: seul)? mots?|tout attache"
    r"|(?:all )?(?:in )?one word|two words)\b"
)
_BEGINNINGS = word_set(
    "le la les de du des el ben bou van von da di do dos saint sainte al ait mac"
)
FAR = 4  # pieces from a name to a remark on it
_SOUNDS = ("iy", "ckq", "sz", "dt", "fv")  # letters that are taken for each other
_SILENT = "tdsxz"
_SILENT_FIRST = {"kn", "wr", "ps"}  # "Night, with a k"


def written_part(units: Sequence[Unit], labels: str, label: str, said: str) -> tuple[str, bool]:
    """What the units with ``label`` give, and whether it was spelled; "" when nothing.

    ``said`` is the whole answer, plain.
    """
    runs = _runs(units, labels, label)
    spelled = any(unit.letters for run in runs for unit in run)
    chunks = _said_of(runs)
    if not chunks:
        return "", False
    if not spelled:
        chunks = _compound(chunks) if label == GIVEN else _in_words(chunks, said)
    name = written_name(chunks)
    remarks = [
        unit.remark
        for at, unit in enumerate(units)
        if unit.remark
        and _told_of(units, labels, at) == label
        and not _of_another(units, labels, at)
    ]
    raw = unicodedata.normalize("NFD", " ".join(word.raw for unit in units for word in unit.words))
    remarks = [one for one in remarks if one.without or not one.accent or one.accent not in raw]
    for remark in _last_said(remarks):
        if not spelled or (remark.accent and remark.without):
            changed = remarked(name, remark) if name else name
            name = name if _fits_better(changed, remark, units, labels, label) else changed
    return name, spelled


def _told_of(units: Sequence[Unit], labels: str, at: int) -> str:
    """The part that the remark at ``at`` is of: the one it names, else the nearest before it."""
    remark = units[at].remark
    owner = remark.of if remark else ""
    owned = [labels[place] for place in range(at) if owner and units[place].plain == owner]
    return (owned or [labels[max(at - FAR, 0) : at].replace(BESIDE, "")[-1:]])[0]


def _fits_better(
    changed: str, remark: Remark, units: Sequence[Unit], labels: str, label: str
) -> bool:
    """ "Rodrigues Sergio, avec un s à la fin": the other part is written so, and this one is not.

    The surname takes the letters that it is told to end in: "Denis Deschamp, avec un s à la fin".
    """
    if remark.of or remark.without or not remark.letters or remark.count > 1:
        return False
    added = normalise(changed).endswith(remark.letters) and not remark.ending
    other = OTHER[label]
    names = [
        unit.plain for at, unit in enumerate(units)
        if labels[at] == other and unit.plain and len(unit.plain) > 2
    ]  # fmt: skip
    if label == SURNAME and not added:
        return False
    return any(
        name.endswith(remark.letters) if remark.ending else remark.letters in name for name in names
    )


def _last_said(remarks: Sequence[Remark]) -> list[Remark]:
    """ "Double S, no, one S": of two that contradict each other the later one."""
    return [
        one
        for at, one in enumerate(remarks)
        if not any(
            later.letters == one.letters != "" and later.ending == one.ending
            and (later.count, later.without) != (one.count, one.without)
            for later in remarks[at + 1 :]
        )
    ]  # fmt: skip


def _of_another(units: Sequence[Unit], labels: str, at: int) -> bool:
    """Whether the remark at ``at`` is of a name that is denied: "pas Gomes avec un s"."""
    denied = at > 1 and units[at - 2].plain in {"pas", "not"}
    return denied and units[at - 1].is_word and labels[at - 1] == BESIDE


def _runs(units: Sequence[Unit], labels: str, label: str) -> list[list[Unit]]:
    """The stretches of units with ``label``; a hyphen said between two joins them."""
    runs: list[list[Unit]] = [[]]
    for at, unit in enumerate(units):
        if labels[at] == label:
            hyphened = at > 1 and units[at - 1].plain == HYPHEN and labels[at - 2] == label
            if hyphened and unit.words:
                first = replace(unit.words[0], joint="-")
                runs[-1].append(replace(unit, words=(first, *unit.words[1:])))
            else:
                runs[-1].append(unit)
        elif unit.plain != HYPHEN and unit.remark is None:
            runs.append([])
    return [run for run in runs if run]


def _said_of(runs: Sequence[Sequence[Unit]]) -> list[list[Word]]:
    """The chunks of the run that counts: what was spelled, else what was said last.

    A run that is part of an earlier one adds nothing: "Youssef Ben Ali, Ben Ali".
    """
    chosen: list[list[Word]] = []
    spelled = False
    for run in runs:
        chunks = _once(_chunks(run))
        forms = [letters_of(chunk) for chunk in chunks]
        earlier = [letters_of(chunk) for chunk in chosen]
        has_letters = any(unit.letters for unit in run)
        if has_letters and all(not unit.words for unit in run):
            letters = " ".join(unit.letters for unit in run)
            chosen, spelled = _with_spelling(chosen, letters), True
        elif all(form in earlier for form in forms):
            accented = forms == earlier and _is_marked(chunks) and not _is_marked(chosen)
            chosen = chunks if accented else chosen  # "comme Bourges, mais c'est Bourgès"
        elif spelled and not has_letters and heard_as("".join(forms), ["".join(earlier)]) == 0:
            continue  # heard otherwise than it was spelled
        else:
            chosen, spelled = chunks, has_letters
    return chosen


def _chunks(run: Sequence[Unit]) -> list[list[Word]]:
    """The words of a run, those that were spelled as they were spelled."""
    found: list[Word] = []
    for unit in run:
        if not unit.letters:
            found += unit.words
        elif unit.words:
            found += _flat(_with_spelling(chunks_of(list(unit.words)), unit.letters))
        else:
            found = _flat(_with_spelling(chunks_of(found), unit.letters))
    return chunks_of(found)


def _flat(chunks: Sequence[Sequence[Word]]) -> list[Word]:
    return [word for chunk in chunks for word in chunk]


def _with_spelling(heard: list[list[Word]], letters: str) -> list[list[Word]]:
    """What was heard, with what was spelled of it in place of the word that is like it."""
    spelled = chunks_of(split_words(letters))
    forms = [letters_of(chunk) for chunk in heard]
    bare = bare_letters(letters)
    if not heard:
        return spelled
    marked = any(not sign.isascii() or sign in "-' " for sign in letters)
    for first in range(len(heard)):
        for end in range(len(heard), first, -1):
            if "".join(forms[first:end]) == bare and _is_torn(heard[first:end], forms[first]):
                return [*heard[:first], *spelled, *heard[end:]]
            if "".join(forms[first:end]) == bare:
                return (
                    [*heard[:first], *spelled, *heard[end:]]
                    if marked and not _is_marked(heard[first:end])
                    else heard
                )
    if len(bare) < 3 and "".join(forms).startswith(bare):
        return heard
    if "".join(forms).endswith(bare) and len(bare) < 3:
        return heard
    at = heard_as(bare, [*forms, "".join(forms)])
    if at is None or at == len(heard):
        return spelled
    return [*heard[:at], *spelled, *heard[at + 1 :]]


def _is_torn(chunks: Sequence[Sequence[Word]], first: str) -> bool:
    """ "ker gourlay", spelled in one: a word that the recogniser has cut, and no "garcia lopez"."""
    small = all(word.raw.islower() for chunk in chunks for word in chunk)
    known = first in first_names() or first in surnames() or first in PARTICLES | _BEGINNINGS
    return len(chunks) > 1 and small and not known


def _is_marked(chunks: Sequence[Sequence[Word]]) -> bool:
    return any(not word.raw.isascii() or word.joint != " " for chunk in chunks for word in chunk)


def _once(chunks: list[list[Word]]) -> list[list[Word]]:
    """What is said twice in a row is said once."""
    forms = [letters_of(chunk) for chunk in chunks]
    for size in range(len(chunks) // 2, 0, -1):
        for at in range(len(chunks) - 2 * size + 1):
            if forms[at : at + size] == forms[at + size : at + 2 * size]:
                return _once(chunks[: at + size] + chunks[at + 2 * size :])
    return chunks


def _in_words(chunks: list[list[Word]], said: str) -> list[list[Word]]:
    """ "le gall, en un seul mot" is Legall, "legall, en deux mots" Le Gall."""
    said = _DENIED_FORM.sub("", said)
    if _IN_ONE.search(said) and len(chunks) > 1:
        raw = "".join(word.raw for chunk in chunks for word in chunk)
        return [[Word(raw.lower(), plain(raw), " ")]]
    if not _IN_TWO.search(said) or len(chunks) != 1 or len(chunks[0]) != 1:
        return chunks
    word = chunks[0][0]
    begins = (one for one in _BEGINNINGS if word.plain.startswith(one))
    longest = max(begins, key=len, default="")
    if not longest or len(word.plain) - len(longest) < 3 or len(word.raw) != len(word.plain):
        return chunks
    parts = word.raw[: len(longest)], word.raw[len(longest) :].lower()
    return [[Word(part.lower(), plain(part), " ")] for part in parts]


def _compound(chunks: list[list[Word]]) -> list[list[Word]]:
    """ "Jean Pierre" is Jean-Pierre."""
    if len(chunks) != 2 or letters_of(chunks[0]) not in _FIRST_HALVES:
        return chunks
    if letters_of(chunks[1]) not in first_names():
        return chunks
    return [[*chunks[0], replace(chunks[1][0], joint="-"), *chunks[1][1:]]]


def remarked(name: str, remark: Remark) -> str:
    """``name`` as the remark says that it is written; unchanged where it is so already."""
    if remark.hyphen and "-" in name and not remark.without:
        return name
    if remark.hyphen:
        return name.replace("-", " ") if remark.without else re.sub(r" (?=\S+$)", "-", name)
    if remark.accent:
        return _accented(name, remark)
    if not remark.letters:
        return name
    changed = _relettered(name, remark)
    return changed[0].upper() + changed[1:] if name[0].isupper() and changed else changed


def _accented(name: str, remark: Remark) -> str:
    if remark.without:
        return "".join(
            c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)
        )
    if remark.accent == "?" or not name.isascii():
        return name
    letter = remark.letters or {"\u0327": "c", "\u0308": "iueo"}.get(remark.accent, "e")
    at = max((name.lower().rfind(one) for one in letter), default=-1)
    if at < 0:
        return name
    return unicodedata.normalize("NFC", name[: at + 1] + remark.accent + name[at + 1 :])


def _relettered(name: str, remark: Remark) -> str:
    letters, lower = remark.letters, normalise(name)
    if len(lower) != len(name):
        return name
    if remark.without:
        at = lower.rfind(letters)
        silent = at + len(letters) == len(name) or letters == "h"
        return (
            name[:at] + name[at + len(letters) :] if at > 0 and silent and len(name) > 3 else name
        )
    if remark.count == 1 and len(letters) == 1 and letters * 2 in lower and not remark.ending:
        return name  # "un seul l" is said of one of two places
    if remark.count >= 2:
        there = lower.count(letters) >= remark.count  # "Allan, with two as"
        return name if there else re.sub(letters, letters * 2, name, count=1, flags=re.I)
    if remark.after:
        if remark.after + letters in lower:
            return name
        at = lower.rfind(remark.after)
        inserted = name[: at + 1] + letters + name[at + 1 :]
        return name if at < 0 else inserted
    return _with_letters(name, lower, remark)


def _with_letters(name: str, lower: str, remark: Remark) -> str:
    """With a letter that it lacks: in place of one that sounds so, or at the end."""
    letters = remark.letters
    if lower.endswith(letters) if remark.ending else letters in lower:
        return name
    if lower[-1] in _SILENT and letters in _SILENT:
        return name[:-1] + letters
    if letters == "ph":
        return re.sub("[fv]", "ph", name, count=1)
    if letters == "k" and lower.startswith("ch"):
        return letters + lower[2:]  # "Christine, with a k"
    if letters + lower[0] in _SILENT_FIRST:
        return letters + lower
    mates = next((group for group in _SOUNDS if letters in group), "")
    at = max((lower.rfind(one) for one in mates), default=-1)
    if at >= 0 and not remark.ending:
        return name[:at] + letters + name[at + 1 :]
    if letters == "h" and not remark.ending:
        at = max(lower.rfind("t"), lower.rfind("c"))
        return name[: at + 1] + "h" + name[at + 1 :] if at >= 0 else name
    if letters == "w":
        return name
    return name[: -len(letters)] + letters if remark.ending and len(letters) > 1 else name + letters
