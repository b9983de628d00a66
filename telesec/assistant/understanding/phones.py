"""Telephone numbers as people dictate them."""

import re
from collections.abc import Iterator
from itertools import islice

from telesec.assistant.understanding.numbers import Reading, read_number
from telesec.assistant.understanding.text import normalise
from telesec.values.language import Language
from telesec.values.telephone import E164, NotATelephoneNumber, parse_number

MOST_ATTEMPTS = 60  # readings of one sentence that are checked; each costs some 30 µs
MOST_GROUPS = 80
MOST_CORRECTIONS = 4
SHORTEST, LONGEST_NUMBER = 7, 15  # digits, ITU-T E.164 section 6

# Numbers of overseas France are dialled like any other ("0596 ...", "0696 ..."), but have country
# codes of their own (Arcep decision 2018-0881).
_OVERSEAS = ("GP", "MQ", "GF", "RE", "YT")

_CORRECTION = "!"
_BREAK = "|"
_PLUS = "+"
_WORD = re.compile(r"[a-z]+|\d+|\+")
_CORRECTIONS = {
    "non",
    "pardon",
    "plutot",
    "erreur",
    "trompe",
    "correction",
    "no",
    "sorry",
    "rather",
}
_FILLERS = {
    "euh", "heu", "alors", "et", "puis", "ensuite", "apres", "tiret", "point", "virgule", "fois",
    "and", "then", "uh", "um", "er", "dash", "le", "les", "donc", "voila", "indicatif", "espace",
}  # fmt: skip
_TIMES = {
    Language.FR: {"double": 2, "triple": 3},
    Language.EN: {"double": 2, "treble": 3, "triple": 3},
}
_SOUNDS_LIKE = {
    Language.FR: {"cet": "sept", "set": "sept", "vin": "vingt", "dis": "dix", "sis": "six",
                  "si": "six", "o": "zero", "sang": "cent", "hein": "un", "oui": "huit"},
    Language.EN: {"for": "four", "to": "two", "too": "two", "ate": "eight", "won": "one",
                  "o": "zero", "tree": "three"},
}  # fmt: skip


def understand_phone(text: str, country: str, language: Language) -> E164 | None:
    """The number dictated in ``text``, valid by the rules of its country; None otherwise.

    ``country`` (ISO 3166) is where numbers without a prefix belong. A number corrected on the
    way ("78, non pardon, 79") is read as corrected.
    """
    words = _WORD.findall(normalise(text))
    for replaced in ({}, _SOUNDS_LIKE[language]):
        groups = _groups([replaced.get(word, word) for word in words], language)
        for digits in islice(_readings(groups[:MOST_GROUPS], country), MOST_ATTEMPTS):
            number = _valid(digits, country)
            if number:
                return number
    return None


def understand_digits_phone(digits: str, country: str) -> E164 | None:
    """The number keyed in; ``#`` at the end and ``*`` for "+" are allowed. None if not valid."""
    keyed = digits.strip().rstrip("#")
    keyed = _PLUS + keyed[1:] if keyed.startswith("*") else keyed
    if not re.fullmatch(r"\+?[0-9]{7,17}", keyed):
        return None
    return _valid(keyed, country)


def _valid(digits: str, country: str) -> E164 | None:
    for region in (country, *(_OVERSEAS if country == "FR" and digits[:1] == "0" else ())):
        try:
            return parse_number(digits, region)
        except NotATelephoneNumber:
            continue
    return None


def _groups(words: list[str], language: Language) -> list[str]:
    """The digits said, group by group, with marks: correction, break, plus."""
    groups: list[str] = []
    times, at = 1, 0
    while at < len(words):
        word = words[at]
        times = _TIMES[language].get(word) or _times_said(words, at) or times
        reading = None if word in _TIMES[language] else _number(words, at, language)
        if _times_said(words, at):
            at += 2
        elif len(word) == 1 and word.isdigit():
            groups.append(word * times)
            times, at = 1, at + 1
        elif reading:
            groups.append(str(reading[0]) * times)
            times, at = 1, reading[1]
        else:
            groups += _sign(word, language)
            at += 1
    return groups


def _number(words: list[str], at: int, language: Language) -> Reading | None:
    """The number at ``at``; in "quatre-vingts trois fois zéro" the three belongs to "fois"."""
    reading = read_number(words, at, language)
    if reading and reading[1] - at > 1 and words[reading[1] : reading[1] + 1] == ["fois"]:
        return read_number(words[: reading[1] - 1], at, language)
    return reading


def _times_said(words: list[str], at: int) -> int | None:
    """How often, in "trois fois zéro"."""
    if words[at + 1 : at + 2] != ["fois"]:
        return None
    return {"deux": 2, "2": 2, "trois": 3, "3": 3, "quatre": 4, "4": 4}.get(words[at])


def _sign(word: str, language: Language) -> list[str]:
    if word.isdigit():
        return [word]
    if word in {_PLUS, "plus"}:
        return [_PLUS]
    if word in _CORRECTIONS:
        return [_CORRECTION]
    return [] if word in _FILLERS or word in _TIMES[language] else [_BREAK]


def _readings(groups: list[str], country: str) -> Iterator[str]:
    """Digit strings worth checking, the likeliest first."""
    for candidate in [*_after_correction(groups), groups]:
        runs = _runs(candidate)
        yield from _plausible(runs, country)
        yield from _plausible([[group for run in runs for group in run]], country)
    for run in _runs(groups):
        yield from _split_tens(run)


def _runs(groups: list[str]) -> list[list[str]]:
    """The groups between breaks and corrections; a plus begins a new run."""
    runs: list[list[str]] = [[]]
    for group in groups:
        if group in {_BREAK, _CORRECTION}:
            runs.append([])
        elif group == _PLUS:
            runs.append([group])
        else:
            runs[-1].append(group)
    return [run for run in runs if run]


def _plausible(runs: list[list[str]], country: str) -> Iterator[str]:
    """Every stretch of whole groups that could be a number, those with a prefix first.

    Nothing may be left over that is not a number itself, but a small one in front ("un 06 ...").
    """
    found: list[str] = []
    for run in runs:
        for first in range(len(run)):
            for end in range(first + 1, len(run) + 1):
                digits, rest = "".join(run[first:end]), "".join(run[end:])
                before = "".join(run[:first])
                if len(digits) > LONGEST_NUMBER + 2:
                    break
                fits = _could_be_number(digits, country) and _may_be_left(rest, country)
                small = len(before) <= 2 and not before.startswith("0")
                if fits and (small or _may_be_left(before, country)):
                    found.append(digits)
    yield from sorted(found, key=lambda digits: digits[0] not in {"0", _PLUS})


def _may_be_left(digits: str, country: str) -> bool:
    return not digits or _could_be_number(digits, country)


def _could_be_number(digits: str, country: str) -> bool:
    """Cheap refusal before the real check; the French plan has one length."""
    if not digits or _PLUS in digits[1:]:
        return False
    if digits[0] == _PLUS or digits.startswith("00"):
        return SHORTEST < len(digits) <= LONGEST_NUMBER + 2
    if country == "FR":
        return len(digits) == (10 if digits[0] == "0" else 9)
    return SHORTEST <= len(digits) <= LONGEST_NUMBER


def _after_correction(groups: list[str]) -> list[list[str]]:
    """How the number reads when what follows "non, pardon" replaces what stands before it.

    Either it is said anew; or as many digits from the end as were said again are replaced; or
    only the last group is, and the rest goes on from there. Empty when nothing was corrected.
    """
    said = [group for group in groups if group != _BREAK]
    if _CORRECTION not in said:
        return []
    last = len(said) - said[::-1].index(_CORRECTION)
    before, later = said[: last - 1], said[last:]
    readings: list[list[str]] = []
    for earlier in [*_after_correction(before), before][:MOST_CORRECTIONS] if later else []:
        kept = [group for group in earlier if group != _CORRECTION]
        readings += [
            later,
            [*_without_last(kept, "".join(later)), *later],
            [*_without_last(kept, later[0]), *later],
        ]
    return readings


def _without_last(groups: list[str], replacement: str) -> list[str]:
    """``groups`` without as many digits at the end as ``replacement`` has."""
    digits = "".join(groups)
    return [digits[: len(digits) - len(replacement)]] if replacement else groups


def _split_tens(run: list[str]) -> Iterator[str]:
    """The run with one "soixante-douze" or "quatre-vingt-douze" read as two numbers, 60 12."""
    for at, group in enumerate(run):
        if len(group) == 2 and group[0] in "79":
            split = str(int(group[0]) - 1) + "0" + str(10 + int(group[1]))
            digits = "".join([*run[:at], split, *run[at + 1 :]])
            if len(digits) == 10:
                yield digits
