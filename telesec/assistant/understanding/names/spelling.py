"""Names spelled letter by letter, as secretaries hear them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from telesec.assistant.understanding.names.words import Word
from telesec.assistant.understanding.text import normalise, word_set
from telesec.values.language import Language

FEWEST_LETTERS = 3  # below that it is an initial, not a spelling

_LETTER_NAMES = {
    Language.FR: {
        "be": "b", "ce": "c", "de": "d", "effe": "f", "ge": "g", "ache": "h", "ji": "j", "ka": "k",
        "elle": "l", "emme": "m", "enne": "n", "pe": "p", "cu": "q", "ku": "q", "erre": "r",
        "esse": "s", "te": "t", "ve": "v", "ixe": "x", "zede": "z", "zed": "z",
    },
    Language.EN: {
        "bee": "b", "cee": "c", "see": "c", "dee": "d", "ee": "e", "ef": "f", "eff": "f",
        "gee": "g", "aitch": "h", "jay": "j", "kay": "k", "el": "l", "ell": "l", "em": "m",
        "en": "n", "pee": "p", "cue": "q", "ar": "r", "ess": "s", "tee": "t", "you": "u",
        "vee": "v", "ex": "x", "why": "y", "zed": "z", "zee": "z",
    },
}  # fmt: skip
_WORDS_TOO = word_set("be ce de elle te ve see you el en em ar ex why jay kay gee")
_AS_IN = word_set("comme for as like pour pareil")
_AS_IN_LEADS = (["as", "in"], ["comme", "dans"], ["like", "in"], ["is", "for"], ["comme", "le"],
                ["comme", "la"])  # fmt: skip
# Words that stand for their first letter; only several in a row: Charlie and Victor are names.
_RADIO = word_set("""
    alpha alfa bravo charlie delta echo echos foxtrot golf hotel india juliet juliett juliette kilo
    lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray
    yankee zulu
""")
_POSTAL = word_set("""
    anatole berthe camille celestin denise desire emile eugene francois gaston henri irma isidore
    joseph kleber louis marcel nicolas noemie oscar pierre quintal raoul robert
    suzanne simone therese thomas ursule victor william xavier yvonne zoe
""")
FEWEST_RADIO, FEWEST_POSTAL = 3, 4
TWICE = {"deux", "2", "double", "two"}
_ACCENTS = {
    "aigu": "\u0301", "grave": "\u0300", "circonflexe": "\u0302", "trema": "\u0308",
    "cedille": "\u0327", "umlaut": "\u0308", "fada": "\u0301",
}  # fmt: skip
SIGNS = {
    "tiret": "-", "hyphen": "-", "dash": "-", "apostrophe": "'", "espace": " ", "space": " ",
}  # fmt: skip
_BETWEEN_LETTERS = (
    (["trait", "d", "union"], "-"), (["tiret", "du", "milieu"], "-"), (["plus", "loin"], " "),
    (["nouveau", "mot"], " "), (["autre", "mot"], " "), (["new", "word"], " "),
    (["en", "deux", "mots"], " "), (["capital"], ""), (["majuscule"], ""),
    (["small"], ""), (["little"], ""), (["big"], ""), (["et", "puis"], ""),
    (["and", "then"], ""), (["puis"], ""),
    (["ensuite"], ""), (["euh"], ""), (["et"], ""), (["then"], ""), (["and"], ""), (["um"], ""),
    (["uh"], ""), (["er"], ""), (["apres"], ""),
)  # fmt: skip
_ALMOST_ARTICLES = word_set("with in has for avec")


@dataclass(frozen=True, slots=True)
class Spelling:
    """Letters that were spelled, and the words ``start`` to ``end`` that said them."""

    letters: str
    start: int
    end: int


def spelling_at(words: Sequence[Word], start: int, language: Language) -> Spelling | None:
    """The letters said from the word at ``start`` on; None when that is no letter."""
    radio = _by_radio(words, start)
    if radio:
        return radio
    letters, at, steps, surely = "", start, 0, 0
    while at < len(words):
        added, after = _one(words, at, language, letters)
        if after == at:
            break
        steps, surely = steps + 1, surely + (words[at].plain not in _WORDS_TOO)
        letters, at = added, after
    at, letters = _without_ending(words, start, at, letters)
    letters = unicodedata.normalize("NFC", letters).strip("-' ")
    return Spelling(letters, start, at) if letters and surely >= min(2, steps) else None


def _without_ending(words: Sequence[Word], start: int, end: int, letters: str) -> tuple[int, str]:
    """Without what only seems a letter: "m a r t i n elle est", "... à la fin"."""
    while end > start + 1 and (words[end - 1].plain in _WORDS_TOO or words[end - 1].raw == "à"):
        end, letters = end - 1, letters[:-1]
    return end, letters


def is_enough(spelling: Spelling, words: Sequence[Word]) -> bool:
    """Three letters, or two that are said as a word too ("Li, L I") or with "comme"."""
    count = sum(sign.isalpha() for sign in spelling.letters)
    begun = words[spelling.start : spelling.start + 2]
    if [word.plain for word in begun] == ["i", "m"] and begun[1].joint == "'" and count < 4:
        return False  # "I'm a patient"
    if count >= FEWEST_LETTERS:
        return True
    said = spelling.letters.lower()
    by_words = spelling.end - spelling.start > 2 * count
    return count == 2 and (by_words or any(word.plain == said for word in words))


def _by_radio(words: Sequence[Word], start: int) -> Spelling | None:
    """ "hotel uniform november tango"; "Denise Ursule Pierre Oscar Nicolas"."""
    for alphabet, fewest in ((_RADIO, FEWEST_RADIO), (_POSTAL, FEWEST_POSTAL)):
        end = start
        while end < len(words) and words[end].plain in alphabet and words[end].joint == " ":
            end += 1
        if end - start >= fewest:
            return Spelling("".join(word.plain[0] for word in words[start:end]), start, end)
    return None


def _one(words: Sequence[Word], at: int, language: Language, letters: str) -> tuple[str, int]:
    """``letters`` with what the word at ``at`` adds, and where reading goes on."""
    word = words[at].plain
    following = words[at + 1].plain if at + 1 < len(words) else ""
    if word in TWICE and following:
        return _twice(words, at, language, letters)
    if word in {"i", "y"} and following in {"grec", "grecque", "grecs"}:
        return letters + "y", after_as_in(words, at + 2, "y")
    letter = letter_at(words, at, language, begun=bool(letters))
    if letter:
        return _letter_said(words, at, letters + letter)
    return _between(words, at, language, letters) if letters else (letters, at)


def _letter_said(words: Sequence[Word], at: int, letters: str) -> tuple[str, int]:
    """Past a letter, its accent and what it is compared with."""
    after = at + 1
    mark, end = accent_at(words, after)
    if not mark and after + 1 < len(words) and words[after].plain == "accent":
        mark, end = "\u0301", after + 1
    if mark:
        return unicodedata.normalize("NFC", letters[:-1] + bare(letters[-1]) + mark), end
    if [word.plain for word in words[after : after + 2]] in (["deux", "fois"], ["two", "times"]):
        return letters + letters[-1], after + 2
    after = after_as_in(words, after, letters[-1])
    mark, end = accent_at(words, after)
    return (unicodedata.normalize("NFC", letters + mark), end) if mark else (letters, after)


def accent_at(words: Sequence[Word], at: int) -> tuple[str, int]:
    """The accent named at ``at`` ("accent aigu", "tréma") and where it ends."""
    said = [word.plain for word in words[at : at + 3]]
    if said[:1] in (["avec"], ["with"]):
        mark, end = accent_at(words, at + (2 if said[1:2] in (["un"], ["une"], ["an"]) else 1))
        return (mark, end) if mark else ("", at)
    if said[:1] == ["accent"]:
        return (_ACCENTS[said[1]], at + 2) if said[1:2] and said[1] in _ACCENTS else ("", at)
    return (_ACCENTS[said[0]], at + 1) if said and said[0] in _ACCENTS else ("", at)


def bare(letter: str) -> str:
    """The letter without its accent."""
    return unicodedata.normalize("NFD", letter)[:1]


def _between(words: Sequence[Word], at: int, language: Language, letters: str) -> tuple[str, int]:
    """What joins letters or stands idly between them, where more letters follow."""
    for said, joint in (*_BETWEEN_LETTERS, *(([name], sign) for name, sign in SIGNS.items())):
        end = at + len(said)
        if [word.plain for word in words[at:end]] != said:
            continue
        twice = end < len(words) and words[end].plain in TWICE
        if letter_at(words, end + twice, language, begun=True):
            return letters + joint, end
    return letters, at


def _twice(words: Sequence[Word], at: int, language: Language, letters: str) -> tuple[str, int]:
    """ "deux n" is two letters, but "double v" and "double u" are one w."""
    start = at + 2 if words[at + 1].plain in {"fois", "times"} else at + 1
    if words[at].plain == "double" and words[at + 1].plain in {"v", "ve", "u", "you"}:
        return letters + "w", after_as_in(words, at + 2, "w")
    letter = letter_at(words, start, language, begun=True)
    if not letter:
        return letters, at
    return letters + letter * 2, after_as_in(words, start + 1, letter)


def letter_at(words: Sequence[Word], at: int, language: Language, *, begun: bool) -> str:
    """The letter that the word at ``at`` is, with its accent; "" for "l'appareil", "c'est"."""
    if at >= len(words):
        return ""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else None
    if len(word.plain) != 1:
        name = _LETTER_NAMES[language].get(word.plain, "")
        sure = begun or word.plain not in _WORDS_TOO or bool(following and len(following.raw) == 1)
        return name if sure else ""
    elided = following is not None and following.joint == "'" and len(following.plain) > 1
    before = len(words[at - 1].plain) if at else 0
    ended = word.joint == "'" and (before > 1 or word.plain == "s")  # "that's", "two n's"
    there = [one.plain for one in words[max(at - 2, 0) : at]] == ["there", "s"]
    led = there or (at > 0 and words[at - 1].plain in _ALMOST_ARTICLES)
    article = not begun and word.plain == "a" and led
    contracted = word.plain == "i" and following is not None and following.joint == "'"  # "I'm"
    idle = elided or ended or contracted or article or (word.raw == "à" and not begun)
    if not word.plain.isalpha() or idle:
        return ""
    return word.raw.lower()


def after_as_in(words: Sequence[Word], at: int, letter: str) -> int:
    """Past "comme Denise", "as in David", "comme Jean-Paul", when it stands at ``at``."""
    end = _after_example(words, at, letter)
    while at < end < len(words) and words[end].joint == "-" and len(words[end].plain) > 1:
        end += 1
    return end


def _after_example(words: Sequence[Word], at: int, letter: str) -> int:
    said = [word.plain for word in words[at : at + 3]]
    if len(said) < 2 or not letter:
        return at
    if said[:2] in _AS_IN_LEADS and len(said) > 2:
        return at + 3
    begins = said[1].startswith(bare(letter)) and len(said[1]) > 2
    if said[0] in _AS_IN and (begins or (said[0] == "comme" and len(said[1]) > 2)):
        return at + 2
    if said[0] in {"de", "d"} and begins:
        return at + 2
    alphabet = said[0] in _POSTAL | _RADIO and said[0].startswith(bare(letter))
    return at + 1 if alphabet and len(said[1]) == 1 else at


def letters_again(spelling: Spelling, words: Sequence[Word]) -> str:
    """ "B O U A Z Z A, deux z": the letters without the remark on them; "" where it is none."""
    letters, double = spelling.letters[:-2], spelling.letters[-2:].lower()
    counted = spelling.end - spelling.start > 2 and words[spelling.end - 2].plain in TWICE
    told = counted and double[:1] == double[1:] and double in letters.lower()
    return letters if told and len(letters) > FEWEST_LETTERS else ""


def bare_letters(letters: str) -> str:
    """The letters of a spelling, plain: "l'é" is "le"."""
    return "".join(filter(str.isalpha, normalise(letters)))


def likeness(one: str, other: str) -> float:
    """How like two words are, from 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def heard_as(letters: str, words: Sequence[str]) -> int | None:
    """Which of ``words`` the spelling spells: the likest one; None when none is like it."""
    alike = [likeness(letters.lower(), word.lower()) for word in words]
    best = max(range(len(words)), key=alike.__getitem__, default=None)
    return best if best is not None and alike[best] >= 0.5 else None
