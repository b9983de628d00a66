"""What is said of a name, piece by piece: words, spelled letters, remarks on how it is written."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from telesec.assistant.understanding.names.asides import places_beside
from telesec.assistant.understanding.names.lists import (
    PARTICLES,
    first_names,
    ordinary_words,
    surnames,
)
from telesec.assistant.understanding.names.looks import HYPHEN, Unit, looks_of
from telesec.assistant.understanding.names.remarks import (
    ENDINGS,
    HYPHENS,
    Remark,
    place_at,
    remark_at,
)
from telesec.assistant.understanding.names.spelling import (
    FEWEST_LETTERS,
    Spelling,
    bare_letters,
    is_enough,
    letters_again,
    likeness,
    spelling_at,
)
from telesec.assistant.understanding.names.words import Word, with_apostrophes
from telesec.assistant.understanding.text import word_set
from telesec.values.language import Language

_HESITATIONS = word_set("euh heu hum hm um uh erm er hein comma virgule")
_SIGHS = word_set("bah ben bon beh ah oh eh")  # before "je", "oui" ...; Bah and Ben are names too
_AFTER_SIGHS = word_set("je oui non c bonjour moi alors on j voila ecoutez il elle nous i it yes")
_FIRST_HALVES = word_set("jean marie anne pierre louis charles paul rose lou claude")
_SECOND_HALVES = word_set("""
    pierre paul marie claude louis luc michel marc yves jacques francois philippe charles
    christophe baptiste noel rene bernard robert andre joseph francoise therese christine laure
    line anne sophie helene jeanne louise rose odile ange jose elisabeth catherine dominique cecile
    agnes france pascale noelle lou lise laurent sebastien denis emmanuel guy alain henri daniel
""")
_CONTRACTED = word_set("t ll re ve")
_ELIDED = word_set("d o l n m t")
_SIZES = word_set("petit petite grand grande small little capital big majuscule minuscule")
_POINTING = word_set("c est it s that donc so")
_SOUND_ALIKE = ({"c", "k"}, {"f", "p"}, {"i", "y"}, {"c", "s"}, {"g", "j"}, {"e", "h"})
ALIKE, SURELY_ALIKE, ANEW = 0.6, 0.8, 0.65
FAR = 6  # pieces from a name to its spelling
WIDE = 8  # pieces from a name to the spelling of its end
MOST_WORDS_SPELLED = 4  # "van den broeck, V A N ..."


def units_of(words: Sequence[Word], language: Language) -> list[Unit]:
    """The pieces in the order said, without "euh"."""
    words = with_apostrophes([word for word in words if word.plain not in _HESITATIONS])
    if len(words) > 1 and words[0].plain in _SIGHS and words[1].plain in _AFTER_SIGHS:
        words = words[1:]
    units: list[Unit] = []
    at = 0
    while at < len(words):
        at += _is_size(words, at, language)
        unit, end = (
            _remarked(words, at, language, units)
            or _spelled(words, at, language, units)
            or _word(words, at)
        )
        units.append(unit)
        at = end
    return _without_mistaken(_with_heard(_without_asides(units)))


def _is_size(words: Sequence[Word], at: int, language: Language) -> bool:
    """Whether it tells how the first letter is written: "petit d, apostrophe, A V O U T"."""
    if words[at].plain not in _SIZES or at + 1 >= len(words) or len(words[at + 1].plain) != 1:
        return False
    spelling = spelling_at(words, at + 1, language)
    if spelling is None or len(bare_letters(spelling.letters)) < FEWEST_LETTERS:
        return False
    return likeness(bare_letters(spelling.letters), words[at].plain) < ALIKE


def _without_mistaken(units: Sequence[Unit]) -> list[Unit]:
    """ "Christine with a k, Kristine Lund": how it is not written, and the remark, left out."""
    found = list(units)
    for at in range(len(units) - 2, 0, -1):
        remark = units[at].remark
        before, after = found[at - 1], next((one for one in found[at + 1 :] if one.is_word), None)
        if not remark or remark.accent or not remark.letters or after is None or after.letters:
            continue
        rest = found[at + 1 : found.index(after)]
        pointed = all(one.remark or one.plain in _POINTING for one in rest)
        if pointed and before.is_word and not before.letters and _is_anew(before, after):
            del found[at - 1 : found.index(after)]
    return found


def _is_anew(heard: Unit, told: Unit) -> bool:
    """Whether both are one name, written otherwise: "Sarah" and "Sara"."""
    one, other = heard.plain, told.plain
    starts = one[:1] == other[:1] or {one[:1], other[:1]} in _SOUND_ALIKE
    names = {looks_of(heard), looks_of(told)}.isdisjoint({"O", "letter", "particle"})
    return names and one != other and starts and likeness(one, other) >= ANEW


def _without_asides(units: list[Unit]) -> list[Unit]:
    said = [unit.plain if unit.is_word else "_" for unit in units]
    looks = [looks_of(unit) for unit in units]
    beside, noted = places_beside(said, looks.__getitem__)
    return [
        replace(unit, noted=at in noted) if unit.is_word else unit
        for at, unit in enumerate(units)
        if at not in beside
    ]


def _remarked(
    words: Sequence[Word], at: int, language: Language, before: Sequence[Unit]
) -> tuple[Unit, int] | None:
    found = remark_at(words, at, language, [unit.plain for unit in before])
    return (Unit(tuple(words[at : found[1]]), remark=found[0]), found[1]) if found else None


def _word(words: Sequence[Word], at: int) -> tuple[Unit, int]:
    """A word, with those that hyphens join to it, and the D' and O' of a name."""
    end = place_at(words, at, HYPHENS)
    if end:
        return Unit(tuple(words[at:end]), plain=HYPHEN), end
    if _is_compound(words, at):
        pair = (words[at], replace(words[at + 1], joint="-"))
        return Unit(pair, plain=" ".join(word.plain for word in pair)), at + 2
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


def _is_compound(words: Sequence[Word], at: int) -> bool:
    """Whether "Jean Paul" begins there, in "Jean Paul Martin" or "Martin Jean Paul"."""
    pair = [word.plain for word in words[at : at + 2]]
    if len(pair) < 2 or pair[0] not in _FIRST_HALVES or pair[1] not in _SECOND_HALVES:
        return False
    if any(
        word.plain == pair[1] and words[place - 1].plain != pair[0]
        for place, word in enumerate(words)
        if place != at + 1
    ):
        return False  # "le nom c'est Marie, Paul Marie"
    if at and words[at - 1].plain in {"la", "le", "l", "the"}:
        return False  # "comme la pierre, Denis"
    around = [*words[at + 2 : at + 3], *words[max(at - 1, 0) : at]]
    after_letters = at > 1 and at + 2 >= len(words) and _are_letters(words[at - 2 : at])
    names = (
        len(word.plain) > 1
        and (word.plain not in ordinary_words() or word.plain in surnames())
        and word.plain not in PARTICLES
        for word in around
    )
    alone = at + 2 >= len(words) and pair[1] not in surnames()  # "il s'appelle Jean Paul"
    return (
        pair[0] != pair[1] and words[at + 1].joint == " " and (alone or after_letters or any(names))
    )


def _are_letters(words: Sequence[Word]) -> bool:
    return all(len(word.plain) == 1 for word in words)


def _is_contracted(words: Sequence[Word], at: int) -> bool:
    """ "don't" is one word, and no Don."""
    if len(words[at].plain) < 2 or at + 1 >= len(words) or words[at + 1].joint != "'":
        return False
    return words[at + 1].plain in _CONTRACTED


def _spelled(
    words: Sequence[Word], at: int, language: Language, before: Sequence[Unit]
) -> tuple[Unit, int] | None:
    spelling = spelling_at(words, at, language)
    if spelling is None:
        return None
    if len(spelling.letters) <= 2 and _is_initial_of(spelling, before):
        return Unit(tuple(words[at : spelling.end]), remark=Remark()), spelling.end
    if not is_enough(spelling, words):
        return None
    compared = _is_compared_again(words, spelling, before)
    shorter = spelling.letters[:-1] if compared else letters_again(spelling, words)
    if shorter:
        return Unit((), letters=shorter), spelling.end
    ending = place_at(words, spelling.end, ENDINGS)
    doubled = spelling.letters[-2:-1] == spelling.letters[-1]
    if doubled and (ending or _is_heard(spelling.letters[:-1], before)):
        return Unit((), letters=spelling.letters[:-1]), ending or spelling.end
    if ending and len(spelling.letters) < 5 and at:
        remark = Remark(letters=spelling.letters, count=1, ending=True)
        return Unit(tuple(words[at:ending]), remark=remark), ending
    if _is_partial(spelling, before):
        return Unit(tuple(words[at : spelling.end]), remark=Remark()), spelling.end
    letters = spelling.letters
    heard = "".join(unit.plain.replace(" ", "") for unit in before[-2:])
    for unit in before[-2:] if heard != bare_letters(letters) else ():
        if unit.is_word and len(unit.plain) > 3 and bare_letters(letters).endswith(unit.plain):
            letters = letters[-len(unit.plain) :]  # "Peeters, deux e, P deux E T E R S"
        if unit.is_word and _is_part(bare_letters(letters), unit.plain.replace(" ", "")):
            remark = Remark(letters=bare_letters(letters), count=1)
            return Unit(tuple(words[at : spelling.end]), remark=remark), spelling.end
    return Unit((), letters=letters), spelling.end


def _is_partial(spelling: Spelling, before: Sequence[Unit]) -> bool:
    """ "Zbinden, avec un z, un b, I N D E N"; "Kerdraon, ker comme la maison, D R A O N".

    So too "Bertin, B E R T I N, B comme Berthe" once the whole was spelled, and what only begins a
    name of two words: "Di Marco, capital D I, capital M".
    """
    letters = bare_letters(spelling.letters)
    near = [unit.plain.replace(" ", "") for unit in before[-WIDE:] if unit.is_word]
    if near and near[-1] == letters[1:]:
        return False
    names = [
        one for one in near
        if len(one) > 2 and (one not in ordinary_words() or one in surnames())
    ]  # fmt: skip
    pairs = [first + second for first, second in pairwise(near) if first in PARTICLES]
    if len(letters) > 2 and near and len(near[-1]) > len(letters) and near[-1][0] != letters[0]:
        rest = iter(near[-1])
        if all(letter in rest for letter in letters):
            return True  # "Bessonnet, deux s, deux n, e, t"
    ends = len(letters) > 2 and any(_ends_alike(one, letters) for one in names)
    begins = len(letters) > 1 and any(
        one.startswith(letters) and 2 * len(letters) <= len(one) for one in pairs
    )
    return ends or begins


def _ends_alike(heard: str, letters: str) -> bool:
    """Whether the letters are the end of the word, and less than all of it."""
    return heard.endswith(letters) and len(letters) < len(heard)


def _is_initial_of(spelling: Spelling, before: Sequence[Unit]) -> bool:
    """ "Picard, P comme Pierre", "McDonald, just M C": how the name just said begins."""
    if len(spelling.letters) == 2 and spelling.letters.isalpha():
        near = [unit.plain for unit in before[-3:] if unit.is_word and len(unit.plain) > 4]
        if any(one.startswith(bare_letters(spelling.letters)) for one in near):
            return True
    told = spelling.end - spelling.start > len(spelling.letters)
    return (
        told
        and bool(before)
        and before[-1].is_word
        and (before[-1].plain.startswith(bare_letters(spelling.letters)))
    )


def _is_compared_again(words: Sequence[Word], spelling: Spelling, before: Sequence[Unit]) -> bool:
    """ "Bertin, B E R T I N, B comme Berthe": the last letter is one of those said before."""
    compared = words[spelling.end - 2].plain in {"comme", "for", "like", "pour", "as", "in"}
    again = spelling.letters[-1].lower() in spelling.letters[:-1].lower()
    return compared and again and _is_heard(spelling.letters[:-1], before)


def _is_heard(letters: str, before: Sequence[Unit]) -> bool:
    """ "Lopez, L O P E Z, Z not S": the letters are those of the word, the last is a remark."""
    heard = [unit.plain.replace(" ", "") for unit in before[-2:] if unit.is_word]
    return bare_letters(letters) in heard


def _is_part(letters: str, heard: str) -> bool:
    """Whether only a part of the word was spelled: "Thibault, A U L T"."""
    most = len(heard) // 2 if heard.startswith(letters) else len(heard) - 1
    return letters in heard and len(letters) <= most


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
            noted = any(one.noted for one in found[at:])
            whole = Unit(words, unit.letters, plain=plain, noted=noted)
            found[at:] = _apart(found[at:], unit.letters) or [whole]
        elif (
            spelled_before
            and unit.is_word
            and unit.plain.replace(" ", "") == bare_letters(spelled_before)
        ):
            found[-1] = Unit(unit.words, spelled_before, plain=unit.plain)
        elif spelled_before and unit.is_word and unit.plain[1:] == bare_letters(spelled_before):
            found[-1] = unit  # "un h qu'on n'entend pas, A R I S P E, Harispe"
        elif not _heard_earlier(found, unit):
            found.append(unit)
    return found


def _heard_earlier(units: list[Unit], spelled: Unit) -> bool:
    """Give the letters to the word said some way before: "Belhaj Adam, B E L H A J"."""
    if spelled.words or not spelled.letters:
        return False
    letters = bare_letters(spelled.letters)
    for at in range(len(units) - 1, max(len(units) - FAR, -1), -1):
        unit = units[at]
        heard = unit.plain.replace(" ", "")
        only_remarks = all(one.remark for one in units[at + 1 :])
        alike = heard[:1] == letters[:1] and likeness(heard, letters) >= SURELY_ALIKE
        if unit.is_word and not unit.letters and (heard == letters or (only_remarks and alike)):
            units[at] = replace(unit, letters=spelled.letters)
            return True
    return False


def _apart(units: Sequence[Unit], letters: str) -> list[Unit]:
    """First name and surname spelled in one go, each with its own letters."""
    first = units[0].plain
    if len(units) != 2 or not letters.isalpha() or first not in first_names() or first in PARTICLES:
        return []
    cut = len(first)
    return [
        Unit(unit.words, part, plain=unit.plain)
        for unit, part in zip(units, (letters[:cut], letters[cut:]), strict=True)
    ]


def _heard_before(units: Sequence[Unit], spelled: Unit) -> int:
    """How many of the last units are what was spelled, or heard in its place."""
    letters = bare_letters(spelled.letters)
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
