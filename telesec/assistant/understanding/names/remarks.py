"""Remarks on how a name is written: "avec deux n", "sans h", "avec un accent sur le e"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from telesec.assistant.understanding.names.spelling import (
    FEWEST_LETTERS,
    TWICE,
    accent_at,
    after_as_in,
    bare_letters,
    letter_at,
    spelling_at,
)
from telesec.assistant.understanding.names.words import Word
from telesec.assistant.understanding.text import word_set
from telesec.values.language import Language

_WITH = word_set("avec with")
_WITHOUT = word_set("sans without pas not no ni nor")
_ARTICLES = word_set("un une a an le la les the des just juste only seulement de")
_SIZES = word_set("small little big petit petite grand grande long longue")
_COUNTS = {
    **dict.fromkeys(TWICE, 2), **dict.fromkeys(("trois", "three", "3", "four", "quatre"), 3),
    **dict.fromkeys(("un", "une", "one", "a", "an", "seul", "single", "1", "simple"), 1),
}  # fmt: skip
ENDINGS = (
    ("a", "la", "fin"), ("at", "the", "end"), ("on", "the", "end"), ("en", "fin"), ("final",),
    ("finale",), ("a", "la", "fin", "du", "nom"), ("pour", "finir"), ("in", "the", "end"),
)  # fmt: skip
_ELSEWHERE = (
    ("au", "milieu"), ("in", "the", "middle"), ("au", "debut"), ("at", "the", "start"),
    ("at", "the", "beginning"), ("in", "it"), ("dedans",), ("in", "front"), ("devant",),
)  # fmt: skip
_SIGN_WORDS = word_set("accent accents trema tremas umlaut umlauts cedille fada fadas")
_BETWEEN = (
    ("entre", "les", "deux"), ("aux", "deux"), ("au", "milieu"), ("between", "them"),
    ("between", "the", "two"), ("in", "between"), ("in", "the", "middle"), ("entre",),
)  # fmt: skip
_EITHER = (("avec", "ou", "sans"), ("with", "or", "without"), ("sans", "ou", "avec"))
_OF = word_set("de d du of in dans to")
_OVER = word_set("sur on over")
_WHICH = word_set("""
    le la l the les deux trois premier premiers premiere dernier derniers second deuxieme both
    first last two
""")
_NEW_WORDS = (("new", "word"), ("nouveau", "mot"), ("plus", "loin"), ("espace",), ("space",))
HYPHENS = (("tiret",), ("trait", "d", "union"), ("hyphen",), ("dash",), ("tirets",))


@dataclass(frozen=True, slots=True)
class Remark:
    """How a name is written: so many of these letters, there; or without them; or an accent."""

    letters: str = ""
    count: int = 0
    without: bool = False
    ending: bool = False
    after: str = ""
    accent: str = ""
    hyphen: bool = False
    of: str = ""  # the name that it was said of: "un accent sur le e de Traoré"


def remark_at(
    words: Sequence[Word], at: int, language: Language, heard: Sequence[str]
) -> tuple[Remark, int] | None:
    """The remark that begins at ``at``, and where it ends; ``heard`` is said before, plain.

    "avec deux n", "sans h", "un seul l", "e at the end", "avec un tréma sur le i".
    """
    if _plain(words, at, 3) in _EITHER:
        asked = _remark_at(words, at + 2, language, heard)
        return (Remark(), asked[1]) if asked else None
    found = _remark_at(words, at, language, heard)
    return _with_owner(words, found, heard) if found else None


def _with_owner(
    words: Sequence[Word], found: tuple[Remark, int], heard: Sequence[str]
) -> tuple[Remark, int]:
    """ "Un accent sur le e de Traoré", "sans accent sur Perez": of which name it is said."""
    remark, end = found
    led = words[end - 1].plain in _OVER
    end += not led and bool(_plain(words, end, 1)) and words[end].plain in _OF | _OVER
    if end == found[1] and not led:
        return found
    owner = next(iter(_plain(words, end, 1)), "")
    if len(owner) < 2 or owner not in heard:
        return found
    return replace(remark, of=owner), end + 1


def _remark_at(
    words: Sequence[Word], at: int, language: Language, heard: Sequence[str]
) -> tuple[Remark, int] | None:
    lead = words[at].plain
    if not heard and lead not in _WITH | {"sans", "without"}:
        return None
    place = at + 1 if lead in _WITH | _WITHOUT or lead in {"et", "and", "puis"} else at
    counted, begin = _counted(words, place, led=place > at)
    marked = (
        _accented(words, begin) if lead in _WITH | _WITHOUT or place == at else None
    ) or _hyphened(words, begin, lead)
    if marked:
        remark, end = marked
        return replace(remark, without=lead in _WITHOUT), end
    return _lettered(words, lead, language, (begin, counted), heard)


def _lettered(
    words: Sequence[Word],
    lead: str,
    language: Language,
    found: tuple[int, int],
    heard: Sequence[str],
) -> tuple[Remark, int] | None:
    """The remark on letters that begin at the first of ``found``, so many by the second."""
    begin, counted = found
    denied = spelling_at(words, begin, language) if lead in _WITHOUT and not counted else None
    if denied and len(denied.letters) > FEWEST_LETTERS and bare_letters(denied.letters) in heard:
        return None  # "ça s'écrit comme ça se prononce pas, W O J ..."
    if denied and _spelled_without(denied.letters, words[begin], heard):
        return Remark(letters=denied.letters[0], without=True), begin + 1
    if denied and len(denied.letters) >= FEWEST_LETTERS:  # "S E A N, not S H A U N"
        return Remark(letters=denied.letters, without=True), denied.end
    led = lead in _WITH | _WITHOUT
    letters, end = _few_letters(words, begin, language, most=(2 if led else 1) if counted else 3)
    if not letters:
        return None
    end = after_as_in(words, end, letters[-1])  # "avec un v comme Victor"
    # In "sans b avec un accent grave" the accent is not that of the b.
    mark, after_mark = ("", end) if lead in _WITHOUT else accent_at(words, end)
    ending, elsewhere = place_at(words, end, ENDINGS), place_at(words, end, _ELSEWHERE)
    after, after_end = _after(words, end, language)
    told = counted or led or ending or elsewhere or after or mark
    if not told or not (led or _stands_alone(words, end, language, heard)):
        return None
    end = ending or elsewhere or after_end or (after_mark if mark else end)
    remark = Remark(
        letters=letters, count=max(counted, 1), accent=mark,
        without=lead in _WITHOUT, ending=bool(ending), after=after,
    )  # fmt: skip
    return (Remark() if elsewhere and remark.without else remark), end


def _spelled_without(letters: str, first: Word, heard: Sequence[str]) -> bool:
    """Whether only the first letter is denied: "Johnson, no h, J O N S O N"."""
    left = (word.replace(letters[0], "", 1) for word in heard)
    return len(first.plain) == 1 < len(letters) and bare_letters(letters[1:]) in left


def _stands_alone(
    words: Sequence[Word], end: int, language: Language, heard: Sequence[str]
) -> bool:
    """Whether no more letters follow: "deux l", not the beginning of "deux l e c".

    In "Weber, un seul b, W E B E R" those that follow are the name.
    """
    anew = spelling_at(words, end, language)
    if anew and bare_letters(anew.letters) in heard:
        return True
    following = words[end].plain if end < len(words) else ""
    if following in TWICE and letter_at(words, end + 1, language, begun=True):
        further = spelling_at(words, end, language)
        return further is not None and len(further.letters) == 2
    for between in _NEW_WORDS:
        if _plain(words, end, len(between)) == between:
            end += len(between)
    return not letter_at(words, end, language, begun=False)


def _counted(words: Sequence[Word], at: int, *, led: bool) -> tuple[int, int]:
    """How many letters are said at ``at`` (0 when nothing is said) and where they begin.

    Only after "with" is "a" an article; else it is a letter.
    """
    count = 0
    while at < len(words) and words[at].plain in _ARTICLES | _COUNTS.keys():
        if words[at].plain == "a" and (not led or words[at].raw == "à"):
            break
        count = max(count, _COUNTS.get(words[at].plain, 0))
        at += 1
    return count, at


def _few_letters(
    words: Sequence[Word], at: int, language: Language, *, most: int
) -> tuple[str, int]:
    """The letter at ``at``, or the two or three of "with a p h"; not those of a whole name."""
    if (
        at < len(words)
        and words[at].plain in {"i", "y"}
        and _plain(words, at + 1, 1) in (("grec",), ("grecque",))
    ):
        return "y", at + 2
    first = letter_at(words, at, language, begun=False) or _plural(words, at)
    if not first:
        return "", at
    at += 1
    if _plain(words, at, 1) == ("s",) and words[at].joint == "'":
        at += 1
    spelling = spelling_at(words, at - 1, language)
    if (
        spelling
        and 1 < len(spelling.letters) <= most
        and spelling.end == at - 1 + len(spelling.letters)
    ):
        return spelling.letters, spelling.end
    return first, at


def _plural(words: Sequence[Word], at: int) -> str:
    """The letter of "two ls"."""
    said = words[at].plain if at < len(words) else ""
    counted = len(said) == 2 and said[1] == "s" and at and _COUNTS.get(words[at - 1].plain, 0) > 1
    return said[0] if counted else ""


def _after(words: Sequence[Word], at: int, language: Language) -> tuple[str, int]:
    """The letter of "après le t"."""
    said = _plain(words, at, 2)
    if len(said) < 2 or said[0] not in {"apres", "after"} or said[1] not in {"le", "the", "l"}:
        return "", 0
    letter = letter_at(words, at + 2, language, begun=False)
    return (letter, at + 3) if letter else ("", 0)


def _accented(words: Sequence[Word], begin: int) -> tuple[Remark, int] | None:
    """ "accent aigu", "deux accents aigus", "tréma sur le i"; with the letter it stands on."""
    if begin < len(words) and words[begin].plain in _SIZES:
        begin += 1
    if begin >= len(words) or words[begin].plain not in _SIGN_WORDS:
        return None
    mark, end = accent_at(words, begin)
    end = end if mark else begin + 1
    if _plain(words, end, 1) in (("aigus",), ("graves",), ("circonflexes",)):
        mark, end = {"aigus": "\u0301", "graves": "\u0300"}.get(words[end].plain, "\u0302"), end + 1
    letter = ""
    if _plain(words, end, 1) in (("sur",), ("on",), ("over",)):
        end += 1
        while end < len(words) and words[end].plain in _WHICH:
            end += 1
        if end < len(words) and len(words[end].plain) == 1:
            letter, end = words[end].plain, end + 1
    return Remark(letters=letter, accent=mark or "?"), end


def _hyphened(words: Sequence[Word], at: int, lead: str) -> tuple[Remark, int] | None:
    """ "avec un tiret": at the end of what is said, or before a place; else it joins."""
    end = place_at(words, at, HYPHENS)
    placed = place_at(words, end, _BETWEEN) if end else 0
    if placed:
        return Remark(hyphen=True), placed
    if not end or lead not in _WITH | _WITHOUT:
        return None
    return Remark(hyphen=True), end


def place_at(words: Sequence[Word], at: int, places: Sequence[tuple[str, ...]]) -> int:
    """Where one of ``places`` ends that begins at ``at``; 0 when none does."""
    ends = (at + len(one) for one in places if _plain(words, at, len(one)) == one)
    return max(ends, default=0)


def _plain(words: Sequence[Word], at: int, count: int) -> tuple[str, ...]:
    return tuple(word.plain for word in words[at : at + count])
