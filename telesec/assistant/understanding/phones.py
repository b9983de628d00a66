"""Telephone numbers as people dictate them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from telesec.assistant.understanding.dictation import (
    AGAIN,
    BREAK,
    CORRECTION,
    DENIED,
    PLUS,
    SIGNS,
    Group,
    as_written,
    groups_in,
    in_words,
    other_ways,
    words_in,
)
from telesec.assistant.understanding.phone_remarks import Mention, meant_of
from telesec.assistant.understanding.text import lazily, normalise
from telesec.values.language import Language
from telesec.values.telephone import E164, NotATelephoneNumber, parse_number

MOST_ATTEMPTS = 60  # readings of one sentence that are checked; each costs some 30 µs
MOST_READINGS = 600
MOST_GROUPS = 80
MOST_CORRECTIONS = 4
SHORTEST, LONGEST_NUMBER = 7, 15  # digits, ITU-T E.164 section 6
NATIONAL_LENGTHS = {
    "FR": (10,),
    "BE": (9, 10),
    "CH": (10,),
    "LU": (6, 8, 9),
    "GB": (11, 10),
    "US": (10,),
}

# Numbers of overseas France are dialled like any other ("0596 ...", "0696 ..."), but have country
# codes of their own (Arcep decision 2018-0881).
_OVERSEAS = ("GP", "MQ", "GF", "RE", "YT")

_PREFIXES = frozenset({"0", PLUS})
_CODES = {"FR": "33", "BE": "32", "CH": "41", "LU": "352", "GB": "44", "IE": "353"}
_SOUNDS_LIKE = {
    Language.FR: {"cet": "sept", "set": "sept", "vin": "vingt", "dis": "dix", "sis": "six",
                  "si": "six", "o": "zero", "sang": "cent", "hein": "un", "oui": "huit"},
    Language.EN: {"for": "four", "to": "two", "too": "two", "ate": "eight", "won": "one",
                  "o": "zero", "tree": "three"},
}  # fmt: skip
_COUNTRIES = {
    "FR": "francais francaise france french",
    "BE": "belge belgique belgian",
    "CH": "suisse swiss",
    "LU": "luxembourgeois luxembourgeoise luxembourg",
    "GB": "anglais anglaise angleterre britannique english british uk",
    "IE": "irlandais irlandaise irish",
    "DE": "allemand allemande allemagne german",
    "ES": "espagnol espagnole espagne spanish",
    "IT": "italien italienne italie italian",
    "PT": "portugais portugaise portuguese",
    "NL": "hollandais hollandaise neerlandais dutch",
    "US": "americain americaine american us",
    "CA": "canadien canadienne quebecois canadian",
}
_ADJECTIVES = " ".join(_COUNTRIES.values()).replace(" ", "|")
_THING = "numero|portable|mobile|gsm|natel|fixe|ligne|telephone|number|cell|phone|line|landline"
_NAMED_COUNTRY = lazily(
    rf"\b(?:(?:{_THING})(?: de| en| du)? (?={_ADJECTIVES})"
    rf"|(?=(?:{_ADJECTIVES}) (?:{_THING})))(\w+)\b"
)


def understand_phone(text: str, country: str, language: Language) -> E164 | None:
    """The number dictated in ``text``, valid by the rules of its country; None otherwise.

    ``country`` (ISO 3166) is where numbers without a prefix belong. A number corrected on the
    way ("78, non pardon, 79") is read as corrected; of several, the one that is meant.
    """
    said = normalise(text)
    named = _NAMED_COUNTRY.search(said)
    by_name = [code for code, words in _COUNTRIES.items() if named and named[1] in words.split()]
    countries = list(dict.fromkeys([*by_name, country]))
    found = (_understood(said, one, country, language) for one in countries)
    return next((number for number in found if number), None)


def _understood(said: str, country: str, home: str, language: Language) -> E164 | None:
    likened = " ".join(_SOUNDS_LIKE[language].get(word, word) for word in words_in(said))
    unprefixed: list[str] = []
    for heard in dict.fromkeys((as_written(said, language), said, likened)):
        words = words_in(heard)
        groups = groups_in(words, language)[:MOST_GROUPS]
        readings = list(islice(_readings([g.digits for g in groups], country), MOST_READINGS))
        unprefixed += (digits for digits in readings if digits[0] not in _PREFIXES)
        number = meant_of(_mentions(groups, country, home), words) or _first_valid(
            (digits for digits in readings if digits[0] in _PREFIXES), country
        )
        if number:
            return number
    cut_otherwise = (
        digits
        for length in NATIONAL_LENGTHS.get(country, ())
        for heard in dict.fromkeys((said, in_words(said, language)))
        for digits in other_ways(heard, language, length)
        if digits[0] in _PREFIXES
    )
    return _first_valid(cut_otherwise, country) or _first_valid(unprefixed, country)


def understand_digits_phone(digits: str, country: str) -> E164 | None:
    """The number keyed in; ``#`` at the end and ``*`` for "+" are allowed. None if not valid."""
    keyed = digits.strip().rstrip("#")
    keyed = PLUS + keyed[1:] if keyed.startswith("*") else keyed
    if not re.fullmatch(r"\+?[0-9]{7,17}", keyed):
        return None
    return _valid(keyed, country)


def _first_valid(candidates: Iterable[str], country: str) -> E164 | None:
    checked = (_valid(digits, country) for digits in islice(candidates, MOST_ATTEMPTS))
    return next((number for number in checked if number), None)


def _valid(digits: str, country: str) -> E164 | None:
    overseas = _OVERSEAS if country == "FR" and digits[:1] == "0" else ()
    bare_code = len(digits) > 10 and digits.startswith(_CODES.get(country, PLUS))
    for number, region in [(digits, one) for one in (country, *overseas)] + (
        [(PLUS + digits, country)] if bare_code else []
    ):
        try:
            return parse_number(number, region)
        except NotATelephoneNumber:
            continue
    return None


def _mentions(groups: Sequence[Group], country: str, home: str) -> list[Mention]:
    """The stretches between signs that are numbers by themselves."""
    found: list[Mention] = []
    for run in _runs(groups):
        if len(found) == MOST_CORRECTIONS:
            break
        digits = "".join(group.digits for group in run)
        number = next(
            (
                valid
                for one in dict.fromkeys((country, home))
                if _could_be_number(digits, one) and (valid := _valid(digits, one))
            ),
            None,
        )
        if number:
            found.append(Mention(number, run[0].first, run[-1].end))
    return found


def _readings(groups: list[str], country: str) -> Iterator[str]:
    """Digit strings worth checking, the likeliest first."""
    kept = _without_denied(groups)
    for candidate in [
        *_exchanged(groups),
        *_said_anew(kept),
        *_after_correction(kept, country),
        kept,
        *_said_twice(kept),
    ]:
        runs = _digits_of_runs(candidate)
        yield from _plausible(runs, country)
        yield from _plausible([[group for run in runs for group in run]], country)


def _without_denied(groups: Sequence[str]) -> list[str]:
    """Without what is denied: "63, pas 64, mais 68", "07, et non 06, 40"."""
    kept: list[str] = []
    for two_before, before, group in zip(["", "", *groups], ["", *groups], groups, strict=False):
        denied = before == DENIED and group not in SIGNS
        of_zero = (two_before, before) == (DENIED, "0") and len(group) == 1  # "et non zéro six"
        if denied and kept[-2:] == [group, BREAK]:
            del kept[-2:]
        elif not denied and not of_zero:
            kept.append(BREAK if group == DENIED else group)
    return kept


def _exchanged(groups: Sequence[str]) -> list[list[str]]:
    """With the one group that is corrected where it stands: "48 05, non, pas 48, c'est 38"."""
    said = [group for group in groups if group != BREAK]
    if said[-4:-2] != [CORRECTION, DENIED] or len(said[-1]) != len(said[-2]):
        return []
    earlier, wrong, right = said[:-4], said[-2], said[-1]
    if wrong not in earlier:
        return []
    at = len(earlier) - 1 - earlier[::-1].index(wrong)
    return [[*earlier[:at], right, *earlier[at + 1 :]]]


def _said_anew(groups: Sequence[str]) -> list[list[str]]:
    """What follows "je reprends"."""
    if AGAIN not in groups:
        return []
    return [list(groups[len(groups) - list(reversed(groups)).index(AGAIN) :])]


def _said_twice(groups: Sequence[str]) -> list[list[str]]:
    """Without a group that is said again after a word in between: "vingt, oui, vingt"."""
    kept = [group for group in groups if group != AGAIN]
    once: list[str] = []
    for at, group in enumerate(kept):
        again = at >= 2 and kept[at - 1] == BREAK and kept[at - 2] == group
        if not again:
            once.append(group)
    return [once] if len(once) < len(kept) else []


def _runs(groups: Sequence[Group]) -> list[list[Group]]:
    """The groups between signs; a plus begins a new run."""
    runs: list[list[Group]] = [[]]
    for group in groups:
        if group.digits in SIGNS:
            runs.append([])
        elif group.digits == PLUS:
            runs.append([group])
        else:
            runs[-1].append(group)
    return [run for run in runs if run]


def _digits_of_runs(groups: Sequence[str]) -> list[list[str]]:
    placed = [Group(digits, 0, 0) for digits in groups]
    return [[group.digits for group in run] for run in _runs(placed)]


def _plausible(runs: list[list[str]], country: str) -> Iterator[str]:
    """Every stretch of whole groups that could be a number, those with a prefix first.

    Nothing may be left over that is not a number itself, but a small one in front ("un 06 ...")
    or the beginning of this one ("ça commence par 06, 06 12 ...").
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
                begun = digits.startswith(before)
                if fits and (small or begun or _may_be_left(before, country)):
                    found.append(digits)
    yield from sorted(found, key=lambda digits: digits[0] not in _PREFIXES)


def _may_be_left(digits: str, country: str) -> bool:
    return not digits or _could_be_number(digits, country)


def _could_be_number(digits: str, country: str) -> bool:
    """Cheap refusal before the real check; the French plan has one length."""
    if not digits or PLUS in digits[1:]:
        return False
    if digits[0] == PLUS or digits.startswith("00"):
        return SHORTEST < len(digits) <= LONGEST_NUMBER + 2
    if country == "FR":
        return len(digits) == (10 if digits[0] == "0" else 11 if digits[:2] == "33" else 9)
    return SHORTEST <= len(digits) <= LONGEST_NUMBER


def _after_correction(groups: Sequence[str], country: str) -> list[list[str]]:
    """How the number reads when what follows "non, pardon" replaces what stands before it.

    Either it is said anew; or so much is kept from the beginning that the length is right; or as
    many digits from the end as were said again are replaced; or only the last group is, and the
    rest goes on from there. Empty when nothing was corrected.
    """
    said = [group for group in groups if group not in {BREAK, AGAIN}]
    if CORRECTION not in said:
        return []
    last = len(said) - said[::-1].index(CORRECTION)
    before, later = said[: last - 1], said[last:]
    readings: list[list[str]] = []
    for earlier in (
        [*_after_correction(before, country), before][:MOST_CORRECTIONS] if later else []
    ):
        kept = [group for group in earlier if group != CORRECTION]
        begun, anew = "".join(kept), "".join(later)
        left = [length - len(anew) for length in NATIONAL_LENGTHS.get(country, ())]
        readings += [
            later,
            *([begun[:most], anew] for most in left if 0 < most <= len(begun)),
            [begun[: len(begun) - len(anew)], anew],
            [*_without_last(kept), *later],
            [_overlapping(begun, anew)],
        ]
    return readings


def _without_last(groups: list[str]) -> list[str]:
    """``groups`` without the last one; "zéro deux" is one."""
    return groups[:-2] if groups[-2:-1] == ["0"] and len(groups[-1]) == 1 else groups[:-1]


def _overlapping(before: str, later: str) -> str:
    """Both in one, when the end of ``before`` is how ``later`` begins: said again to go on."""
    most = min(len(before), len(later))
    common = next((n for n in range(most, 1, -1) if before.endswith(later[:n])), 0)
    return before + later[common:]
