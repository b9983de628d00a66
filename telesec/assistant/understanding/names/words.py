"""The words of a name: as they are said, joined, and written with capitals."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telesec.assistant.understanding.text import LONGEST, lazily, normalise

LONGEST_NAME = 80
_LOWER = {"de", "d", "du", "des", "l"}
_LOWER_UNLESS_WRITTEN = {"von", "van", "der", "den", "del", "della", "di", "da", "dos", "bin",
    "ben", "e", "y"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word as written, its plain form, and what joins it to the word before.

    ``paused``: a comma or full stop stands before it.
    """

    raw: str
    plain: str
    joint: str
    paused: bool = False


_WORD = lazily(r"[^\W\d_]+|\d+|[^\w\s]+")
_JOINTS = {"-", "'"}
_SIZES = {"capital", "majuscule", "grand", "grande", "petit", "petite", "small", "big"}
_MISTER = lazily(r"(?<!\w)M\. ?(?=[^\W\d_]{2})")  # "M. Kaya", not "M.A.R.T.I.N."


def split_words(text: str) -> list[Word]:
    """The words of ``text``, hyphens and apostrophes kept as joints."""
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text[:LONGEST]))
    composed = _MISTER.sub("Monsieur ", composed)
    found: list[Word] = []
    joint, paused = " ", False
    place = 0
    for match in _WORD.finditer(composed.replace("’", "'").replace("‑", "-")):
        between = match.start() > place
        place = match.end()
        if match[0] in _JOINTS:
            joint = " " if between else match[0]
            continue
        is_word = match[0][0].isalnum()
        if is_word:
            joint = " " if between else joint
            found.append(Word(match[0], normalise(match[0]), joint, paused))
        joint, paused = " ", not is_word and bool(found)
    return [word for word in found if word.plain]


def with_apostrophes(words: Sequence[Word]) -> list[Word]:
    """ "d apostrophe hauteville" with the sign in place of its name; not where letters follow."""
    found: list[Word] = []
    for at, word in enumerate(words):
        before, after = found[-1:], words[at + 1 : at + 2]
        between = before and after and len(before[0].plain) == 1 and len(after[0].plain) > 2
        between = between and after[0].plain not in _SIZES and word.joint == " "
        if word.plain == "apostrophe" and between and not _is_letter(words, at - 1):
            continue
        led = at > 1 and words[at - 1].plain == "apostrophe" and found[-1] is words[at - 2]
        found.append(replace(word, joint="'") if led and len(word.plain) > 2 else word)
    return found


def _is_letter(words: Sequence[Word], at: int) -> bool:
    """Whether it is one of several letters, and so does not begin a name."""
    return at > 0 and len(words[at - 1].plain) == 1


def written_name(chunks: list[list[Word]]) -> str:
    """The chunks as a name is written, at most LONGEST_NAME characters.

    A surname begins with a capital, "De Gaulle"; after a first name it does not: see after_first.
    """
    spaced = [[replace(chunk[0], joint=" "), *chunk[1:]] for chunk in chunks]
    return _named([word for chunk in spaced for word in chunk])


def chunks_of(said: list[Word]) -> list[list[Word]]:
    """The words, those joined by hyphen or apostrophe together."""
    chunks: list[list[Word]] = []
    for word in said:
        if chunks and word.joint != " ":
            chunks[-1].append(word)
        else:
            chunks.append([word])
    return chunks


def letters_of(said: list[Word]) -> str:
    """All the words in one, plain."""
    return "".join(word.plain for word in said)


def _named(said: list[Word]) -> str:
    full = ""
    for position, word in enumerate(said):
        first = position == 0
        full += ("" if first else word.joint) + _capitals(word, first=first)
    # Some figures of other scripts count as letters of words.
    full = "".join(sign for sign in full if sign.isalpha() or sign in " -'")
    return full[:LONGEST_NAME].strip(" -'")


def _capitals(word: Word, *, first: bool) -> str:
    """The word as in a name: Jean-Pierre, de, d', McDonald. All capitals count as none."""
    if word.plain in _LOWER and not first:
        return word.raw.lower()
    if word.plain in _LOWER_UNLESS_WRITTEN and not first and not word.raw.istitle():
        return word.raw.lower()
    if not word.raw.isupper() and not word.raw.islower() and word.raw[0].isupper():
        return word.raw
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word.raw)


def after_first(surname: str) -> str:
    """The surname as it stands after a first name: "Charles de Gaulle"."""
    lead = re.match(r"(?:De|Du|Des|D)(?=[ '])", surname)
    return surname[0].lower() + surname[1:] if lead else surname
