"""What is said of a name, piece by piece: words, spelled letters, remarks on how it is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from telesec.assistant.understanding.name_lists import (
    PARTICLES,
    first_names,
    ordinary_words,
    surnames,
)
from telesec.assistant.understanding.name_words import Word
from telesec.assistant.understanding.spelling import (
    FEWEST_LETTERS,
    TWICE,
    accent_at,
    is_enough,
    letter_at,
    likeness,
    spelling_at,
)
from telesec.assistant.understanding.text import normalise, word_set
from telesec.values.language import Language

_WITH = word_set("avec with")
_WITHOUT = word_set("sans without pas not no")
_ARTICLES = word_set("un une a an le la les the des just juste only seulement de")
_COUNTS = {
    **dict.fromkeys(TWICE, 2), **dict.fromkeys(("trois", "three", "3", "four", "quatre"), 3),
    **dict.fromkeys(("un", "une", "one", "a", "an", "seul", "single", "1", "simple"), 1),
}  # fmt: skip
_ENDINGS = (
    ("a", "la", "fin"), ("at", "the", "end"), ("on", "the", "end"), ("en", "fin"), ("final",),
    ("finale",), ("a", "la", "fin", "du", "nom"), ("pour", "finir"), ("in", "the", "end"),
)  # fmt: skip
_ELSEWHERE = (
    ("au", "milieu"), ("in", "the", "middle"), ("au", "debut"), ("at", "the", "start"),
    ("at", "the", "beginning"), ("in", "it"), ("dedans",), ("in", "front"), ("devant",),
)  # fmt: skip
_SIGN_WORDS = word_set("accent accents trema tremas umlaut umlauts cedille")
_HYPHENS = (("tiret",), ("trait", "d", "union"), ("hyphen",), ("dash",), ("tirets",))
_CONTRACTED = word_set("t ll re ve")
_ELIDED = word_set("d o l n m t")
ALIKE, SURELY_ALIKE = 0.6, 0.8
MOST_WORDS_SPELLED = 4  # "van den broeck, V A N ..."
HYPHEN = "tiret"  # said between two names: "Martin tiret Dubois"


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


@dataclass(frozen=True, slots=True)
class Unit:
    """One or several words that belong together.

    ``words`` are those of the name as heard, ``letters`` as spelled: "Fabre, F A B R E" is one
    unit. A ``remark`` tells how a name is written.
    """

    words: tuple[Word, ...]
    letters: str = ""
    remark: Remark | None = None
    plain: str = field(default="")

    @property
    def is_word(self) -> bool:
        """Whether it was heard as a word."""
        return bool(self.words) and self.remark is None


def units_of(words: Sequence[Word], language: Language) -> list[Unit]:
    """The pieces in the order said."""
    units: list[Unit] = []
    at = 0
    while at < len(words):
        unit, end = (
            _remark(words, at, language, units)
            or _spelled(words, at, language, units)
            or _word(words, at)
        )
        units.append(unit)
        at = end
    return _with_heard(units)


def _word(words: Sequence[Word], at: int) -> tuple[Unit, int]:
    """A word, with those that hyphens join to it, and the D' and O' of a name."""
    end = _place(words, at, _HYPHENS)
    if end:
        return Unit(tuple(words[at:end]), plain=HYPHEN), end
    end = at + 1 + (_begins_name(words, at) or _is_contracted(words, at))
    while end < len(words) and words[end].joint == "-":
        end += 1
    return Unit(tuple(words[at:end]), plain=" ".join(word.plain for word in words[at:end])), end


def _begins_name(words: Sequence[Word], at: int) -> bool:
    """Whether D'Angelo begins there, or N'Diaye; not "d'accord", not "la mère d'Isabelle"."""
    if words[at].plain not in _ELIDED or at + 1 >= len(words) or words[at + 1].joint != "'":
        return False
    name = words[at + 1].plain
    belongs = name in first_names() and name not in surnames() and words[at].plain in {"d", "l"}
    return len(name) > 2 and name not in ordinary_words() and not belongs


def _is_contracted(words: Sequence[Word], at: int) -> bool:
    """ "don't" is one word, and no Don."""
    if len(words[at].plain) < 2 or at + 1 >= len(words) or words[at + 1].joint != "'":
        return False
    return words[at + 1].plain in _CONTRACTED


def _spelled(
    words: Sequence[Word], at: int, language: Language, before: Sequence[Unit]
) -> tuple[Unit, int] | None:
    spelling = spelling_at(words, at, language)
    if spelling is None or not is_enough(spelling, words):
        return None
    ending = _place(words, spelling.end, _ENDINGS)
    if ending and len(spelling.letters) < 5 and at:
        remark = Remark(letters=spelling.letters, count=1, ending=True)
        return Unit(tuple(words[at:ending]), remark=remark), ending
    letters = spelling.letters
    for unit in before[-2:]:
        if unit.is_word and len(unit.plain) > 3 and _bare(letters).endswith(unit.plain):
            letters = letters[-len(unit.plain) :]  # "Peeters, deux e, P deux E T E R S"
        if unit.is_word and _is_part(_bare(letters), unit.plain.replace(" ", "")):
            remark = Remark(letters=_bare(letters), count=1)
            return Unit(tuple(words[at : spelling.end]), remark=remark), spelling.end
    return Unit((), letters=letters), spelling.end


def _is_part(letters: str, heard: str) -> bool:
    """Whether only a part of the word was spelled: "Thibault, A U L T"."""
    most = len(heard) // 2 if heard.startswith(letters) else len(heard) - 1
    return letters in heard and len(letters) <= most


def _bare(letters: str) -> str:
    return "".join(filter(str.isalpha, normalise(letters)))


def _with_heard(units: Sequence[Unit]) -> list[Unit]:
    """Spelled letters in one with the words that they spell, said before or after."""
    found: list[Unit] = []
    for unit in units:
        heard = _heard_before(found, unit) if unit.letters else 0
        spelled_before = found[-1].letters if found and not found[-1].words else ""
        if heard:
            at = len(found) - heard
            words = tuple(word for one in found[at:] for word in one.words)
            plain = " ".join(one.plain for one in found[at:])
            found[at:] = [Unit(words, unit.letters, plain=plain)]
        elif (
            spelled_before and unit.is_word and unit.plain.replace(" ", "") == _bare(spelled_before)
        ):
            found[-1] = Unit(unit.words, spelled_before, plain=unit.plain)
        else:
            found.append(unit)
    return found


def _heard_before(units: Sequence[Unit], spelled: Unit) -> int:
    """How many of the last units are what was spelled, or heard in its place."""
    letters = _bare(spelled.letters)
    for count in range(1, min(MOST_WORDS_SPELLED, len(units)) + 1):
        last = units[-count:]
        if not all(unit.is_word and not unit.letters for unit in last):
            break
        if "".join(unit.plain.replace(" ", "") for unit in last) == letters:
            return count
    if not units or not units[-1].is_word or units[-1].letters or len(units[-1].plain) < 3:
        return 0
    heard = units[-1].plain.replace(" ", "")
    least = SURELY_ALIKE if looks_of(units[-1]) == "O" else ALIKE
    return int(heard[0] == letters[:1] and likeness(heard, letters) >= least)


def _remark(
    words: Sequence[Word], at: int, language: Language, before: Sequence[Unit]
) -> tuple[Unit, int] | None:
    """ "avec deux n", "sans h", "un seul l", "e at the end", "avec un tréma sur le i"."""
    if not before:
        return None
    lead = words[at].plain
    place = at + 1 if lead in _WITH | _WITHOUT or lead in {"et", "and", "puis"} else at
    counted, begin = _counted(words, place, led=place > at)
    marked = (
        _accented(words, begin) if lead in _WITH | _WITHOUT or place == at else None
    ) or _hyphened(words, begin, lead)
    if marked:
        remark, end = marked
        without = lead in _WITHOUT
        return Unit(tuple(words[at:end]), remark=_with(remark, without=without)), end
    return _lettered(words, at, language, (place, begin, counted), before)


def _lettered(
    words: Sequence[Word],
    at: int,
    language: Language,
    found: tuple[int, int, int],
    before: Sequence[Unit],
) -> tuple[Unit, int] | None:
    _, begin, counted = found
    lead = words[at].plain
    denied = spelling_at(words, begin, language) if lead in _WITHOUT and not counted else None
    if denied and len(denied.letters) >= FEWEST_LETTERS:  # "S E A N, not S H A U N"
        remark = Remark(letters=denied.letters, without=True)
        return Unit(tuple(words[at : denied.end]), remark=remark), denied.end
    led = lead in _WITH | _WITHOUT
    letters, end = _few_letters(words, begin, language, most=(2 if led else 1) if counted else 3)
    if not letters:
        return None
    mark, after_mark = accent_at(words, end)
    ending, elsewhere = _place(words, end, _ENDINGS), _place(words, end, _ELSEWHERE)
    after, after_end = _after(words, end, language)
    told = counted or lead in _WITH | _WITHOUT or ending or elsewhere or after or mark
    if not told or not (led or _stands_alone(words, end, language, before)):
        return None
    end = ending or elsewhere or after_end or (after_mark if mark else end)
    remark = Remark(
        letters=letters, count=max(counted, 1) if counted != 1 else 1, accent=mark,
        without=lead in _WITHOUT, ending=bool(ending), after=after,
    )  # fmt: skip
    return Unit(tuple(words[at:end]), remark=remark), end


def _stands_alone(
    words: Sequence[Word], end: int, language: Language, before: Sequence[Unit]
) -> bool:
    """Whether no more letters follow: "deux l", not the beginning of "deux l e c".

    In "Weber, un seul b, W E B E R" those that follow are the name.
    """
    anew = spelling_at(words, end, language)
    if anew and _bare(anew.letters) in [unit.plain for unit in before]:
        return True
    following = words[end].plain if end < len(words) else ""
    if following in TWICE and letter_at(words, end + 1, language, begun=True):
        further = spelling_at(words, end, language)
        return further is not None and len(further.letters) == 2
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
    if begin >= len(words) or words[begin].plain not in _SIGN_WORDS:
        return None
    mark, end = accent_at(words, begin)
    end = end if mark else begin + 1
    if _plain(words, end, 1) in (("aigus",), ("graves",), ("circonflexes",)):
        mark, end = {"aigus": "\u0301", "graves": "\u0300"}.get(words[end].plain, "\u0302"), end + 1
    letter = ""
    if _plain(words, end, 1) in (("sur",), ("on",), ("over",)):
        end += 1
        while end < len(words) and words[end].plain in {"le", "la", "l", "the", "les"}:
            end += 1
        if end < len(words) and len(words[end].plain) == 1:
            letter, end = words[end].plain, end + 1
    return Remark(letters=letter, accent=mark or "?"), end


def _hyphened(words: Sequence[Word], at: int, lead: str) -> tuple[Remark, int] | None:
    """ "avec un tiret": at the end of what is said, or before a place; else it joins."""
    end = _place(words, at, _HYPHENS)
    if not end or lead not in _WITH | _WITHOUT:
        return None
    return Remark(hyphen=True), end


def _with(remark: Remark, *, without: bool) -> Remark:
    return Remark(
        letters=remark.letters, without=without, accent=remark.accent, hyphen=remark.hyphen
    )


def _place(words: Sequence[Word], at: int, places: Sequence[tuple[str, ...]]) -> int:
    """Where one of ``places`` ends that begins at ``at``; 0 when none does."""
    ends = (at + len(one) for one in places if _plain(words, at, len(one)) == one)
    return max(ends, default=0)


def _plain(words: Sequence[Word], at: int, count: int) -> tuple[str, ...]:
    return tuple(word.plain for word in words[at : at + count])


def looks_of(unit: Unit) -> str:
    """What it may be by the lists: G a first name, S a surname, O an ordinary word ..."""
    if unit.remark:
        return "remark"
    if not unit.words:
        return "spelled"
    parts = unit.plain.split()
    if unit.letters:
        return _looks_of_spelled(parts)
    if len(parts) > 1:
        return _looks_of_hyphened(parts)
    one = parts[0]
    if one.isdigit():
        return "number"
    if len(one) == 1:
        return "letter"
    if one in PARTICLES:
        return "particle"
    looks = (
        "G" * (one in first_names()) + "S" * (one in surnames()) + "O" * (one in ordinary_words())
    )
    return looks or "X"


def _looks_of_spelled(parts: Sequence[str]) -> str:
    """What is spelled is a name, even when it is an ordinary word too."""
    one = parts[-1]
    if len(parts) > 1:
        return "X"
    return "G" * (one in first_names()) + "S" * (one in surnames()) or "X"


def _looks_of_hyphened(parts: Sequence[str]) -> str:
    if all(part in ordinary_words() or len(part) == 1 for part in parts):
        named = all(part in first_names() | surnames() for part in parts)
        return "hyphened GO" if named else "O"
    if len(parts[0]) == 1:
        return "X"
    if parts[0] in first_names() and parts[-1] in first_names():
        return "hyphened G"
    return "hyphened X"
