"""Telephone numbers as people dictate them."""

import re
from collections.abc import Collection, Sequence
from itertools import islice

from telesec.assistant.understanding.phones.dictated_words import words_in
from telesec.assistant.understanding.phones.dictation import (
    ENDING,
    NOTE,
    PAUSE,
    PLUS,
    SIGNS,
    Group,
    after_tens_in_words,
    as_written,
    groups_in,
    in_words,
    other_ways,
)
from telesec.assistant.understanding.phones.notes import with_notes
from telesec.assistant.understanding.phones.remarks import (
    Mention,
    is_refused,
    meant_of,
    other_matter_after,
)
from telesec.assistant.understanding.phones.repairs import Reading, changes_the_start, dictated
from telesec.assistant.understanding.text import any_listed, lazily, normalise
from telesec.values.language import Language
from telesec.values.telephone import E164, NotATelephoneNumber, parse_number

MOST_ATTEMPTS = 60  # readings of one sentence that are checked; each costs some 30 µs
MARGIN = 0.15  # between the prices of two readings; what is nearer is uncertain
MOST_GROUPS = 80
MOST_MENTIONS = 4
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
_OF_OVERSEAS = ("0262", "0263", "0269", "0590", "0594", "0596", "069")  # theirs before all

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
    "BE": "belge belgique belgian belgium",
    "CH": "suisse swiss switzerland",
    "LU": "luxembourgeois luxembourgeoise luxembourg",
    "GB": "anglais anglaise angleterre britannique ecosse english british uk england scotland",
    "IE": "irlandais irlandaise irlande irish ireland",
    "DE": "allemand allemande allemagne german germany",
    "ES": "espagnol espagnole espagne spanish spain",
    "IT": "italien italienne italie italian italy",
    "PT": "portugais portugaise portuguese",
    "NL": "hollandais hollandaise neerlandais hollande dutch holland",
    "US": "americain americaine american us",
    "CA": "canadien canadienne quebecois canadian canada",
    "MA": "marocain marocaine maroc moroccan morocco",
    "DZ": "algerien algerienne algerie algerian",
    "TN": "tunisien tunisienne tunisie tunisian",
    "SN": "senegalais senegalaise senegal",
    "PL": "polonais polonaise pologne polish poland",
    "RO": "roumain roumaine roumanie romanian romania",
    "MC": "monegasque monaco",
}
_ADJECTIVES = " ".join(_COUNTRIES.values()).replace(" ", "|")
_THING = "numero|portable|mobile|gsm|natel|fixe|ligne|telephone|number|cell|phone|line|landline"
_LANDS = (
    "france|belgique|belgium|suisse|switzerland|luxembourg|angleterre|ecosse|england|scotland"
    "|irlande|ireland|allemagne|germany|espagne|spain|italie|italy|portugal|hollande|holland"
    "|canada|maroc|morocco|algerie|tunisie|senegal|pologne|poland|roumanie|romania|monaco"
)
_NAMED_COUNTRY = lazily(
    rf"\b(?:(?:{_THING})(?: de| en| du)? (?={_ADJECTIVES})"
    rf"|(?=(?:{_ADJECTIVES}) (?:{_THING}))"
    rf"|(?:indicatif|prefixe|code)(?: (?:de|du|d|pour|for))?(?: (?:la|l|the))? (?={_ADJECTIVES})"
    rf"|(?:en|depuis|from|in|de|au|du) (?={_LANDS}))(\w+)\b"
)

_UNFINISHED = any_listed(r"""
    je (?:ne )?(?:sais|connais|me (?:souviens|rappelle)) (?:plus|pas), tout ce que j ai,
    (?:la (?:suite|fin)|le reste) .*(?:oubli|manqu|sais|connais|ai pas)\w*, il (?:me )?manque,
    (?:oubli|manqu)\w* .*(?:suite|fin|reste|chiffres?), je seche,
    (?:forgotten|forget|can t (?:remember|read|recall)|don t (?:know|remember)|missing) .*,
    not sure, that s all i, all i (?:know|have|remember)
""")


def understand_phone(text: str, country: str, language: Language) -> E164 | None:
    """The number dictated in ``text``, valid by the rules of its country; None otherwise.

    ``country`` (ISO 3166) is where numbers without a prefix belong. A number corrected on the
    way ("78, non pardon, 79") is read as corrected; of several, the one that is meant.
    """
    said = normalise(text)
    named = _NAMED_COUNTRY.search(said.replace("'", " "))
    by_name = [code for code, words in _COUNTRIES.items() if named and named[1] in words.split()]
    countries = list(dict.fromkeys([*by_name, country]))
    found = (_understood(said, one, country, language) for one in countries)
    return next((number for number in found if number), None)


def _understood(said: str, country: str, home: str, language: Language) -> E164 | None:
    likened = " ".join(_SOUNDS_LIKE[language].get(word, word) for word in words_in(said))
    unprefixed: set[E164] = set()
    for heard in dict.fromkeys((as_written(said, language), said, likened)):
        words = words_in(heard)
        groups = with_notes(groups_in(words, language)[:MOST_GROUPS], words)
        mentions = _mentions(groups, country, home)
        if len({mention.number for mention in mentions}) > 1:
            return meant_of(mentions, words)
        if mentions and all(is_refused(mention, words) for mention in mentions):
            return None
        of_it = _of_the_number(groups, words, country)
        if of_it is None:
            return None
        readings = _readings(of_it, country)
        numbers = _cheapest([one for one in readings if one.digits[0] in _PREFIXES], country)
        if numbers:
            return _only(numbers)
        if mentions and changes_the_start([group.digits for group in of_it]):
            return None  # what it was changed to is no number
        unprefixed = unprefixed or _cheapest(readings, country)
    if _UNFINISHED.search(" ".join(words_in(said))):
        return None
    return _cut_otherwise(said, country, language) or _only(unprefixed)


def _of_the_number(groups: list[Group], words: Sequence[str], country: str) -> list[Group] | None:
    """``groups`` without those of another matter said after it: "bâtiment 2 porte 45".

    All where no number was said before the other matter; None where it is uncertain.
    """
    matter = other_matter_after(_long_enough(groups), words)
    after = [one for one in groups if matter is not None and one.first >= matter]
    before = groups[: len(groups) - len(after)]
    beside = before[:-1] if before and before[-1].end == matter else before  # "le 12 décembre"
    for kept in (before, beside) if after else ():
        found = _cheapest(_readings(kept, country), country)
        if found:
            is_corrected = any(one.digits == ENDING for one in after)
            is_sure = not is_corrected or found == _cheapest(_readings(groups, country), country)
            return kept if is_sure else None
    return groups


def _long_enough(groups: Sequence[Group]) -> int:
    """The word where a number may be whole, by the digits so far."""
    length = 0
    for group in groups:
        length += 0 if group.digits in SIGNS else len(group.digits)
        if length >= SHORTEST:
            return group.end
    return groups[-1].end if groups else 0


def _readings(groups: Sequence[Group], country: str) -> list[Reading]:
    """What the groups come to, of the right length, the cheapest first."""

    def is_whole(digits: str) -> bool:
        return _could_be_number(digits, country)

    found = dictated([group.digits for group in groups], is_whole)
    if country in _CODES:  # "zéro, zéro six": stammered
        twice = (one for one in found if one.digits.startswith("00"))
        found = sorted([*found, *(Reading(one.price + 1, one.digits[1:]) for one in twice)])
    return [one for one in found if is_whole(one.digits)]


def _only(numbers: Collection[E164]) -> E164 | None:
    return next(iter(numbers)) if len(numbers) == 1 else None


def _cut_otherwise(said: str, country: str, language: Language) -> E164 | None:
    """The number in the words cut anew: "quatre vingts quatre vingt dix" is 80 90 too."""
    cuts = (
        digits
        for length in NATIONAL_LENGTHS.get(country, ())
        for heard in _cuttable(said, language)
        for digits in other_ways(heard, language, length)
        if digits[0] in _PREFIXES
    )
    checked = (_valid(digits, country) for digits in islice(cuts, MOST_ATTEMPTS))
    return next((number for number in checked if number), None)


def _cuttable(said: str, language: Language) -> list[str]:
    """As it may be cut anew; where hyphens join the words of a number, they are not torn."""
    written = as_written(said, language)
    if written == said:
        return [said, in_words(said, language)]
    return [written, after_tens_in_words(written, language)]


def understand_digits_phone(digits: str, country: str) -> E164 | None:
    """The number keyed in; ``#`` at the end and ``*`` for "+" are allowed. None if not valid."""
    keyed = digits.strip().rstrip("#")
    keyed = PLUS + keyed[1:] if keyed.startswith("*") else keyed
    if not re.fullmatch(r"\+?[0-9]{7,17}", keyed):
        return None
    return _valid(keyed, country)


def _cheapest(readings: Sequence[Reading], country: str) -> set[E164]:
    """The number that costs least; two where they cost the same, and it is uncertain."""
    found: set[E164] = set()
    least = 0.0
    for price, digits in readings[:MOST_ATTEMPTS]:
        if found and price > least + MARGIN:
            break
        number = _valid(digits, country)
        if number:
            least = least if found else price
            found.add(number)
    return found


def _valid(digits: str, country: str) -> E164 | None:
    overseas = _OVERSEAS if country == "FR" and digits[:1] == "0" else ()
    bare_code = len(digits) > 10 and digits.startswith(_CODES.get(country, PLUS))
    regions = (country, *overseas)
    if overseas and digits.startswith(_OF_OVERSEAS):
        regions = (*overseas, country)
    for number, region in [(digits, one) for one in regions] + (
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
    begun: list[bool] = []
    for run in (part for whole in _runs(groups) for part in _halves(whole, country)):
        if len(found) == MOST_MENTIONS:
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
            begun.append(digits[0] in _PREFIXES)
    if country in _CODES and any(begun):  # "sinistre 2024 00871, mon numéro 06 ..."
        return [mention for mention, is_begun in zip(found, begun, strict=True) if is_begun]
    return found


def _halves(run: list[Group], country: str) -> list[list[Group]]:
    """The two numbers in a ``run`` with nothing but "et" between them; else the run itself."""
    for at, group in enumerate(run):
        parts = ["".join(one.digits for one in part) for part in (run[:at], run[at:])]
        if group.digits[0] in _PREFIXES and all(
            _could_be_number(part, country) and _valid(part, country) for part in parts
        ):
            return [run[:at], run[at:]]
    return [run]


def _runs(groups: Sequence[Group]) -> list[list[Group]]:
    """The groups between signs; a plus begins a new run."""
    runs: list[list[Group]] = [[]]
    for group in groups:
        if group.digits in {PAUSE, ENDING, NOTE}:
            continue
        if group.digits in SIGNS:
            runs.append([])
        elif group.digits == PLUS:
            runs.append([group])
        else:
            runs[-1].append(group)
    return [run for run in runs if run]


def _could_be_number(digits: str, country: str) -> bool:
    """Cheap refusal before the real check; the French plan has one length."""
    if not digits or PLUS in digits[1:]:
        return False
    if digits[0] == PLUS or digits.startswith("00"):
        return SHORTEST < len(digits) <= LONGEST_NUMBER + 2
    if country == "FR":
        return len(digits) == (10 if digits[0] == "0" else 11 if digits[:2] == "33" else 9)
    return SHORTEST <= len(digits) <= LONGEST_NUMBER
