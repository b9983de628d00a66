"""Names spelled letter by letter, as secretaries hear them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from telesec.assistant.understanding.text import word_set
from telesec.values.language import Language

FEWEST_LETTERS = 3  # below that it is an initial, not a spelling

_LETTER_NAMES = {
    Language.FR: {
        "be": "b", "ce": "c", "de": "d", "effe": "f", "ge": "g", "ache": "h", "ji": "j", "ka": "k",
        "elle": "l", "emme": "m", "enne": "n", "pe": "p", "cu": "q", "erre": "r", "esse": "s",
        "te": "t", "ve": "v", "ixe": "x", "zede": "z", "zed": "z",
    },
    Language.EN: {
        "bee": "b", "cee": "c", "see": "c", "dee": "d", "ee": "e", "ef": "f", "eff": "f", "gee":
        "g",
        "aitch": "h", "jay": "j", "kay": "k", "el": "l", "ell": "l", "em": "m", "en": "n", "pee":
        "p",
        "cue": "q", "ar": "r", "ess": "s", "tee": "t", "you": "u", "vee": "v", "ex": "x", "why":
        "y",
        "zed": "z", "zee": "z",
    },
}  # fmt: skip
_AS_IN = {Language.FR: {"comme"}, Language.EN: {"for", "as", "like"}}
# The NATO alphabet; only several in a row are letters, since Charlie and Victor are names.
_RADIO = word_set("""
    alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike
    november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu
""")
FEWEST_RADIO = 3
_TWICE = {"deux", "2", "double", "two"}
_ACCENTS = {
    ("e", "aigu"): "é", ("e", "grave"): "è", ("e", "circonflexe"): "ê", ("e", "trema"): "ë",
    ("a", "grave"): "à", ("a", "circonflexe"): "â", ("i", "circonflexe"): "î", ("i", "trema"): "ï",
    ("o", "circonflexe"): "ô", ("u", "grave"): "ù", ("u", "circonflexe"): "û", ("u", "trema"): "ü",
    ("c", "cedille"): "ç",
}  # fmt: skip
_SIGNS = {"tiret": "-", "hyphen": "-", "dash": "-", "apostrophe": "'", "espace": " ", "space": " "}


@dataclass(frozen=True, slots=True)
class Spelling:
    """Letters that were spelled, and the words ``start`` to ``end`` that said them."""

    letters: str
    start: int
    end: int


def find_spelling(words: Sequence[str], language: Language) -> Spelling | None:
    """The longest spelled run among plain words; None below FEWEST_LETTERS letters."""
    words = _by_radio(words)
    best: Spelling | None = None
    at = 0
    while at < len(words):
        spelling = _spelled_from(words, at, language)
        at = max(spelling.end, at + 1)
        if best is None or len(spelling.letters) > len(best.letters):
            best = spelling
    if best is None or _is_enough(best, words):
        return best
    return None


def _by_radio(words: Sequence[str]) -> list[str]:
    """The words, with a run of "hotel uniform november tango" as letters."""
    letters = list(words)
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and words[end] in _RADIO:
            end += 1
        if end - at >= FEWEST_RADIO:
            letters[at:end] = [word[0] for word in words[at:end]]
        at = max(end, at + 1)
    return letters


def _is_enough(spelling: Spelling, words: Sequence[str]) -> bool:
    """Three letters, or two that were said as a word just before: "Li, L I"."""
    letters = sum(sign.isalpha() for sign in spelling.letters)
    before = words[spelling.start - 1] if spelling.start else ""
    return letters >= FEWEST_LETTERS or (letters > 1 and before == spelling.letters)


def _spelled_from(words: Sequence[str], start: int, language: Language) -> Spelling:
    letters, at = "", start
    while at < len(words):
        added, after = _one(words, at, language, letters)
        if after == at:
            break
        letters, at = added, after
    return Spelling(letters.strip("-' "), start, at)


def _one(words: Sequence[str], at: int, language: Language, letters: str) -> tuple[str, int]:
    """``letters`` with what the word at ``at`` adds, and where reading goes on."""
    word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
    if word in _TWICE and following:
        return _twice(words, at, language, letters)
    if word == "i" and following in {"grec", "grecque"}:
        return letters + "y", at + 2
    if letters and word in _SIGNS:
        return letters + _SIGNS[word], at + 1
    if letters and word == "accent" and (letters[-1], following) in _ACCENTS:
        return letters[:-1] + _ACCENTS[letters[-1], following], at + 2
    if letters and (letters[-1], word) in _ACCENTS:
        return letters[:-1] + _ACCENTS[letters[-1], word], at + 1
    letter = _letter(word, language)
    return (letters + letter, _after_as_in(words, at + 1, language)) if letter else (letters, at)


def _twice(words: Sequence[str], at: int, language: Language, letters: str) -> tuple[str, int]:
    """ "deux n" is two letters, but "double v" and "double u" are one w."""
    if words[at] == "double" and words[at + 1] in {"v", "ve", "u", "you"}:
        return letters + "w", _after_as_in(words, at + 2, language)
    letter = _letter(words[at + 1], language)
    if not letter:
        return letters, at
    return letters + letter * 2, _after_as_in(words, at + 2, language)


def _letter(word: str, language: Language) -> str:
    if len(word) == 1 and word.isalpha():
        return word
    return _LETTER_NAMES[language].get(word, "")


def _after_as_in(words: Sequence[str], at: int, language: Language) -> int:
    """Past "comme Denise" or "as in David", when it stands at ``at``."""
    if at + 1 < len(words) and words[at] in _AS_IN[language]:
        step = 2 if words[at : at + 2] == ["as", "in"] else 1
        return at + step + 1
    return at


def heard_as(letters: str, words: Sequence[str]) -> int | None:
    """Which of ``words`` the spelling spells: the likest one; None when none is like it."""
    likeness = [
        SequenceMatcher(None, letters.lower(), word.lower(), autojunk=False).ratio()
        for word in words
    ]
    best = max(range(len(words)), key=likeness.__getitem__, default=None)
    return best if best is not None and likeness[best] >= 0.5 else None


_WITH = re.compile(
    r"\b(?:avec|with)(?: (un|une|deux|2|a|an|two|double))? ([a-z])\b"
    r"(?: (?:a la fin|at the end|final))?"
)


def respelled(surname: str, said: str) -> str:
    """``surname`` as a remark corrects it: "avec un T", "avec deux n"; unchanged without one."""
    for count, letter in _WITH.findall(said):
        if count in {"deux", "2", "two", "double"}:
            if letter * 2 not in surname.lower():
                surname = re.sub(letter, letter * 2, surname, count=1, flags=re.IGNORECASE)
        elif letter not in surname.lower():
            silent = surname[-1:].lower() in "tdsxz" and letter in "tdsxz"
            surname = (surname[:-1] if silent else surname) + letter
    return surname
