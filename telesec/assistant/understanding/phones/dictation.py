"""What is said of a telephone number, group by group: "zéro six, deux fois le quatre, douze".

Between the groups stand signs: something else was said, something was taken back, or denied.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from telesec.assistant.understanding.numbers import read_number
from telesec.assistant.understanding.phones.dictated_words import words_in
from telesec.assistant.understanding.text import word_set
from telesec.values.language import Language

BREAK, CORRECTION, AGAIN, DENIED, PLUS = "|", "!", "<", "-", "+"
EITHER, ENDING, PAUSE, REGRET = "~", "$", ",", "?"  # "08 ou 09", "09 à la fin", "euh", "pardon"
IS, START, NOTE = "=", "^", "*"  # "le 34, c'est 35", "07 au début", "le 22 y est deux fois"
SIGNS = frozenset({BREAK, CORRECTION, AGAIN, DENIED, EITHER, ENDING, PAUSE, REGRET, IS, START,
                   NOTE})  # fmt: skip
MOST_OTHER_WAYS = 400  # ways to cut one run of words into numbers
MOST_WORDS_OF_NUMBER = 5  # "quatre cent quatre-vingt-dix-neuf"

_CORRECTIONS = word_set("""
    non plutot erreur trompe trompee correction rectification rectifie corrige
    no rather correction wrong mistake
""")
_REGRETS = word_set("pardon excusez desole desolee mince zut flute oups sorry oops apologies")
# Only where a number follows at once: "77, attendez, 78", not "attendez je cherche".
_MAYBE_CORRECTIONS = word_set("enfin attendez attends wait actually")
_AFTER_THE_END = (["a", "la", "fin"], ["la", "fin"], ["at", "the", "end"], ["en", "dernier"],
                  ["to", "finish"], ["pour", "finir"])  # fmt: skip
_AFTER_THE_START = (["au", "debut"], ["at", "the", "start"], ["at", "the", "beginning"],
                    ["pour", "commencer"], ["to", "start"])  # fmt: skip
_OF_SOMETHING = word_set("de d du des of")  # "à la fin du mois": not of the number
_FROM_THE_START = word_set("reprends recommence redemarre redis again restart")
_PAUSES = word_set("euh heu hum ben donc voila alors uh um er")
_DENIALS = word_set("pas not")
_CHOICES = word_set("ou or")
_EQUALS = word_set("est is s be etre")
_SIGN_OF = {
    word: sign
    for sign, words in {
        PLUS: {PLUS, "plus"}, ENDING: {"ending"}, START: {"starting"}, PAUSE: _PAUSES,
        EITHER: _CHOICES, DENIED: _DENIALS, AGAIN: _FROM_THE_START, IS: _EQUALS,
        REGRET: _REGRETS, CORRECTION: _CORRECTIONS,
    }.items()
    for word in words
}  # fmt: skip
_FILLERS = word_set("""
    euh heu hum alors et puis ensuite apres tiret point virgule donc voila indicatif espace
    barre slash le les la l ben
    and then uh um er dash slash space the
""")
_TIMES = {
    Language.FR: {"double": 2, "triple": 3},
    Language.EN: {"double": 2, "treble": 3, "triple": 3},
}
_HOW_OFTEN = {
    "deux": 2, "2": 2, "trois": 3, "3": 3, "quatre": 4, "4": 4,
    "two": 2, "three": 3, "four": 4,
}  # fmt: skip
_OFTEN = frozenset({"fois", "times"})
_PARTS = frozenset({"vingts", "cent", "cents", "hundred"})
_HUNDREDS = frozenset({"cent", "cents"})
_TENS = word_set("vingt trente quarante cinquante soixante septante huitante octante nonante")
_UNITS_1_TO_9 = word_set("un une deux trois quatre cinq six sept huit neuf")
_AFTER_TEN = (["sept"], ["huit"], ["neuf"])
_AND_ONE = (["un"], ["une"], ["onze"])
_HOURS = frozenset({"h", "heure", "heures"})
_UNITS = _HOURS | word_set("minutes min ans euros etage am pm clock years pounds")
_MINUTES = frozenset(["00", "15", "30", "45", "trente", "quinze", "thirty", "fifteen"])
_THINGS = word_set(
    "seul grand petit instant moment portable fixe numero mobile truc autre mot message"
)
_JOINTS = (["de"], ["et"], ["puis"], ["ensuite"], ["and"], ["then"])
_BETWEEN = (["entre"], ["between"])
_PLURALS = {
    **dict.fromkeys(("zeros", "zeroes", "ohs", "noughts"), "0"),
    "ones": "1", "twos": "2", "threes": "3", "fours": "4", "fives": "5", "sixes": "6",
    "sevens": "7", "eights": "8", "nines": "9",
}  # fmt: skip


def _worded(small: str, tens: str, language: Language) -> dict[str, str]:
    """The words of the figures that are read from these."""
    words = [*small.split(), *tens.split()]
    readings = ((word, read_number(word.split("-"), 0, language)) for word in words)
    return {str(found[0]): word.replace("-", " ") for word, found in readings if found}


_IN_WORDS = {
    Language.FR: _worded(
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
        " dix-sept dix-huit dix-neuf",
        "vingt trente quarante cinquante soixante septante quatre-vingt nonante", Language.FR,
    ),
    Language.EN: _worded(
        "one two three four five six seven eight nine",
        "twenty thirty forty fifty sixty seventy eighty ninety", Language.EN,
    ),
}  # fmt: skip


class Group(NamedTuple):
    """Digits, or a sign, and the words that they stand in."""

    digits: str
    first: int
    end: int


def groups_in(words: Sequence[str], language: Language) -> list[Group]:
    """The groups of digits in ``words`` and the signs between them."""
    groups: list[Group] = []
    times, at = 1, 0
    while at < len(words):
        often, several = _often(words, at), _several_alike(words, at)
        reading = None if words[at] in _TIMES[language] else _number(words, at, language)
        counted = _counted(words, at, reading, language)
        if counted:
            groups.append(Group(BREAK, at, counted))
            times, at = 1, counted
        elif words[at] in {"un", "une"} and words[at + 1 : at + 2] and words[at + 1] in _THINGS:
            groups.append(Group(BREAK, at, at + 1))
            at += 1
        elif often and words[at + 2 : at + 3] in _JOINTS and groups and groups[-1].end == at:
            groups[-1] = groups[-1]._replace(
                digits=groups[-1].digits * often
            )  # "33, deux fois, et 20"
            at += 2
        elif often:
            times, at = often, at + 2
        elif several:
            groups.append(Group(_PLURALS[words[at + 1]] * several, at, at + 2))
            times, at = 1, at + 2
        elif reading:
            digits = str(reading[0])
            following = words[reading[1] :]
            for place, words_of_it in ((START, _AFTER_THE_START), (ENDING, _AFTER_THE_END)):
                if _says(following, words_of_it):
                    groups += _placed(place, groups, at)
            groups.append(Group(digits * (times if len(digits) <= 2 else 1), at, reading[1]))
            times, at = 1, reading[1]
        else:
            times = _TIMES[language].get(words[at], times)
            sign = _sign(words, at, language)
            groups += [Group(sign, at, at + 1)] if sign else []
            at += 1
    return groups


def _says(following: Sequence[str], places: Sequence[list[str]]) -> bool:
    """Whether what is ``following`` a group says where in the number it stands."""
    said = next((place for place in places if following[: len(place)] == place), None)
    return bool(said) and _OF_SOMETHING.isdisjoint(following[len(said or ()) :][:1])


def _placed(sign: str, groups: list[Group], at: int) -> list[Group]:
    """The ``sign`` for "09 à la fin"; before its zero. What is denied, or a choice, stays so.

    Before both of two digits said one by one: "44, quatre quatre à la fin".
    """
    tail = [one.digits for one in groups[-2:]]
    pair = len(tail) == 2 and len(tail[1]) == 1 < len(tail[0]) and groups[-1].end == at
    begun = groups[-1:] if tail[-1:] == ["0"] or (pair and tail[1].isdigit()) else []
    del groups[len(groups) - len(begun) :]
    signed = bool(groups) and groups[-1].digits in {DENIED, EITHER}
    return [*([] if signed else [Group(sign, at, at)]), *begun]


def _counted(
    words: Sequence[str], at: int, reading: tuple[str | int, int] | None, language: Language
) -> int | None:
    """Where an hour or another counted thing at ``at`` ends: "18 heures 30", "17 ans"."""
    if reading is None:
        return None
    end = reading[1]
    if words[at - 1 : at] in _BETWEEN:
        return end
    if end >= len(words) or words[end] not in _UNITS:
        return None
    minutes = words[end + 1 : end + 2]
    if words[at].startswith("0") and sum(map(str.isdigit, words[end + 1 : end + 5])) == 4:
        return None  # "06h26 73 91 50"
    if words[end] == "etage" and minutes and _one_number(words, end + 1, language):
        return None  # "78 étage 34": the storey has its number after it
    return end + 2 if words[end] in _HOURS and minutes and minutes[0] in _MINUTES else end + 1


def other_ways(text: str, language: Language, length: int) -> list[str]:
    """Every way to cut the number words of normalised ``text`` so that they have ``length`` digits.

    "quatre vingts quatre vingt dix" is heard as 84 20 10, or 80 90. Likeliest first: people say
    pairs.
    """
    found: list[tuple[int, str]] = []
    for words in _runs_of_words(words_in(text), language):
        for cut in islice(_cuts(words, 0, language, length), MOST_OTHER_WAYS):
            found.append((sum(len(one) != 2 for one in cut), "".join(cut)))
    return [digits for _, digits in sorted(found, key=lambda one: one[0])]


def _cuts(
    words: Sequence[str], at: int, language: Language, length: int
) -> Iterator[tuple[str, ...]]:
    if at == len(words):
        if length == 0:
            yield ()
        return
    readings = {
        reading[1]: str(reading[0])
        for end in range(at + 1, min(at + MOST_WORDS_OF_NUMBER, len(words)) + 1)
        if (reading := _one_number(words[:end], at, language)) and reading[1] == end
    }
    for end in sorted(readings, reverse=True):
        if len(readings[end]) <= length and not _torn(words, at, end):
            for rest in _cuts(words, end, language, length - len(readings[end])):
                yield readings[end], *rest


def _torn(words: Sequence[str], at: int, end: int) -> bool:
    """Whether a number would end between ten and unit: nobody says 30, 4 for "trente-quatre"."""
    following = words[end : end + 1]
    if list(words[at:end]) == ["dix"] and list(following) in _AFTER_TEN:
        return True
    if words[end - 1] not in _TENS or following[:1] == [] or following[0] not in _UNITS_1_TO_9:
        return False
    is_eighty = following == ["quatre"] and list(words[end + 1 : end + 2]) in (
        ["vingt"],
        ["vingts"],
    )
    return not is_eighty and not (end - at == 1 and words[at] == "vingts")


def _one_number(words: Sequence[str], at: int, language: Language) -> tuple[str | int, int] | None:
    return (words[at], at + 1) if words[at].isdigit() else read_number(words, at, language)


def _runs_of_words(words: Sequence[str], language: Language) -> list[list[str]]:
    """The stretches of ``words`` that are numbers and fillers only, without the fillers."""
    runs: list[list[str]] = [[]]
    for at, word in enumerate(words):
        joins = word == "et" and words[at + 1 : at + 2] in _AND_ONE
        if joins or word in _PARTS or _one_number(words, at, language):
            runs[-1].append(word)
        elif word not in _FILLERS:
            runs.append([])
    return [run for run in runs if run]


def as_written(text: str, language: Language) -> str:
    """Normalised ``text`` with its hyphenated numbers as figures: "quatre-vingts quatre-vingt-dix".

    Many recognisers write hyphens, and then each such word is one number: 80 90, not 84 20 10.
    """
    tokens = text.split()
    return " ".join(
        token if before in _HUNDREDS else _figure_of(token, language)
        for before, token in pairwise(["", *tokens])
    )


def _figure_of(token: str, language: Language) -> str:
    words = words_in(token)
    if words == ["quatre", "vingt"]:
        return "quatre vingt"  # without its s: a figure may belong to it, "quatre-vingt 9"
    reading = read_number(words, 0, language) if "-" in token else None
    return str(reading[0]) if reading and reading[1] == len(words) else token


def _number(words: Sequence[str], at: int, language: Language) -> tuple[str | int, int] | None:
    """The number at ``at``; in "quatre-vingts trois fois zéro" the three belongs to "fois"."""
    if list(words[at : at + 2]) == ["quatre", "vingts"]:
        return 80, at + 2  # with its s, nothing is added to it
    thousands = _thousands(words, at, language)
    if thousands:
        return thousands
    reading = _one_number(words, at, language)
    hundreds = _and_more(words, at, language)
    if hundreds:
        return hundreds
    if reading and words[reading[1] : reading[1] + 1] == ["hundred"] and int(reading[0]) > 9:
        return int(reading[0]) * 100, reading[1] + 1  # "fifty-one hundred"
    if reading and words[reading[1] : reading[1] + 1] == ["thousand"] and int(reading[0]) < 10:
        return int(reading[0]) * 1000, reading[1] + 1
    if reading and reading[1] - at > 1 and words[reading[1] : reading[1] + 1] == ["fois"]:
        return read_number(words[: reading[1] - 1], at, language)
    return reading


def _and_more(words: Sequence[str], at: int, language: Language) -> tuple[int, int] | None:
    """ "Three hundred and forty-four"; without the "and" it may be 300, and 44."""
    if list(words[at + 1 : at + 3]) != ["hundred", "and"]:
        return None
    hundreds, more = (
        _one_number(words[:end], start, language) for start, end in ((at, at + 1), (at + 3, None))
    )
    if hundreds is None or more is None or int(hundreds[0]) not in range(1, 10):
        return None
    return int(hundreds[0]) * 100 + int(more[0]), more[1]


def _thousands(words: Sequence[str], at: int, language: Language) -> tuple[int, int] | None:
    """ "Mille deux cent douze", "deux mille douze"; of "deux mille deux mille" the first."""
    place = at if words[at] == "mille" else at + 1
    counted = ("1", at) if place == at else _one_number(words[:place], at, language)
    if words[place : place + 1] != ["mille"] or not counted or int(counted[0]) not in range(1, 10):
        return None
    thousands = int(counted[0]) * 1000
    more = _one_number(words, place + 1, language) if place + 1 < len(words) else None
    if more and 0 < int(more[0]) < 1000 and words[more[1] : more[1] + 1] != ["mille"]:
        return thousands + int(more[0]), more[1]
    return thousands, place + 1


def _often(words: Sequence[str], at: int) -> int | None:
    """How often, in "trois fois zéro"."""
    if at + 1 >= len(words) or words[at + 1] not in _OFTEN:
        return None
    return _HOW_OFTEN.get(words[at])


def _several_alike(words: Sequence[str], at: int) -> int | None:
    """How many, in "trois zéros", "three fours"."""
    if at + 1 >= len(words) or words[at + 1] not in _PLURALS:
        return None
    return _HOW_OFTEN.get(words[at])


def _sign(words: Sequence[str], at: int, language: Language) -> str | None:
    word = words[at]
    if word in _SIGN_OF:
        return _SIGN_OF[word]
    if word in _MAYBE_CORRECTIONS and _number_follows(words, at, language):
        return CORRECTION
    if word == "le" and words[at - 1] not in _OFTEN and _is_zero(words[at + 1 : at + 2]):
        return BREAK  # "le 06": a number begins
    return None if word in _FILLERS or word in _TIMES[language] else BREAK


def _is_zero(following: Sequence[str]) -> bool:
    return bool(following) and (following[0] == "zero" or following[0].startswith("0"))


def _number_follows(words: Sequence[str], at: int, language: Language) -> bool:
    meant = [
        word for word in words[at + 1 : at + 6] if word not in _FILLERS | {"c", "est", "it", "s"}
    ]
    return bool(meant) and _one_number(meant, 0, language) is not None


def in_words(text: str, language: Language) -> str:
    """Normalised ``text`` with figures below 100 as words, to be cut anew.

    A recogniser writes "soixante-dix-huit" as 60 18 too, and "quatre-vingt-quinze" as 4 20 15.
    """
    return " ".join(_IN_WORDS[language].get(word, word) for word in words_in(text))


def after_tens_in_words(text: str, language: Language) -> str:
    """Normalised ``text`` with a figure after tens in words as words: "soixante 18" is 78."""
    words = words_in(text)
    return " ".join(
        _IN_WORDS[language].get(word, word) if before in _TENS else word
        for before, word in pairwise(["", *words])
    )
