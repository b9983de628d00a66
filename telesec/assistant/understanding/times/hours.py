"""Wishes about the time of day: "le matin", "entre 14 et 16 heures", "any time after five".

Works on marked text (clocks.py). Minutes are minutes of wall time since midnight. Bare hours are
read as office hours: "deux heures" is 14:00, "huit heures" 08:00.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from telesec.assistant.understanding.text import lazily
from telesec.values.language import Language

DAY_OPENS, DAY_CLOSES = 8 * 60, 21 * 60  # where "before 10" begins and "after 17" ends
EARLIEST_BARE_HOUR = 7 * 60 + 45  # "sept heures" alone is 19:00, "huit heures moins dix" 07:50
HALF_DAY = 12 * 60
SEVEN_IN_THE_EVENING = 19  # neither is within office hours

MORNING = (8 * 60, 12 * 60)
MIDDAY = (12 * 60, 14 * 60)
AFTERNOON = (13 * 60, 18 * 60)
EVENING = (18 * 60, 21 * 60)
_WIDE = {
    MORNING: (5 * 60, 12 * 60),
    MIDDAY: (11 * 60 + 30, 14 * 60 + 30),
    AFTERNOON: (12 * 60, 19 * 60),
    EVENING: (17 * 60, 24 * 60 - 1),
}

WIDEST_SLOT = 4 * 60
_SLOT = lazily(r"\b(?:tranche|creneau|fourchette|plage|il (?:me |nous )?reste)\b")

Span = tuple[int, int]
Found = re.Match[str]


@dataclass(frozen=True, slots=True)
class TimeItem:
    """A stretch of the day named at ``start`` to ``end`` of the text.

    ``low == high`` is an exact time; ``bare``: it may be twelve hours later as well.
    """

    start: int
    end: int
    low: int
    high: int
    bare: bool = False
    negated: bool = False
    settled: bool = False  # "pas avant 17 heures": what is said after it gives the reason
    either: bool = False  # "sept heures": in the morning or in the evening, to be asked
    bound: int = 0  # 1: "après 17 heures", an end of the day is meant; -1: "avant 10 heures"

    @property
    def exact(self) -> bool:
        """Whether it is one time and not a stretch."""
        return self.low == self.high


Build = Callable[[Found], TimeItem | None]
Rule = tuple[re.Pattern[str], Build]


def find_times(marked: str, language: Language) -> tuple[list[TimeItem], str]:
    """Every time of day in marked text, in order, and the text with those words blanked out."""
    items: list[TimeItem] = []
    for pattern, build in _rules(language):
        for found in pattern.finditer(marked):
            item = build(found)
            if item:
                items.append(item)
                marked = blanked(marked, item.start, item.end)
    return sorted(items, key=lambda item: item.start), marked


def blanked(text: str, start: int, end: int) -> str:
    """``text`` with the same length, and nothing to be read between ``start`` and ``end``."""
    return text[:start] + "~" * (end - start) + text[end:]


def narrowed(first: TimeItem, second: TimeItem) -> TimeItem | None:
    """Both together: "demain soir, vers 7 heures" is 19:00; None when they cannot both hold."""
    part = first if not first.exact and not first.bound else second
    other = second if part is first else first
    if other.bound and not part.bound and not part.exact:
        return _bounded_part(part, other, end=second.end)
    for one in _readings(first, beside=second):
        for two in _readings(second, beside=first):
            low, high = max(one[0], two[0]), min(one[1], two[1])
            if low < high or (low == high and (first.exact or second.exact)):
                return replace(first, end=second.end, low=low, high=high, bare=False, either=False)
    return None


def _bounded_part(part: TimeItem, bound: TimeItem, end: int) -> TimeItem | None:
    """ "le soir après 17 h 30", "le matin avant 8 heures": it may widen the part a little."""
    low, high = part.low, part.high
    wide_low, wide_high = _WIDE.get((low, high), (low, high))
    if bound.bound > 0:
        after = bound.low - HALF_DAY if bound.bare and bound.low >= wide_high else bound.low
        low = after if after >= wide_low else low
    else:
        high = bound.high if bound.high <= wide_high else high
        low = low if low < high else bound.low
    return replace(part, end=end, low=low, high=high) if low < high else None


def _readings(item: TimeItem, beside: TimeItem) -> list[Span]:
    """What it may mean beside another; next to an exact time a part of day is taken widely."""
    span = (item.low, item.high)
    if not item.bare or item.bound:
        return [_WIDE.get(span, span) if beside.exact else span]
    other = item.low - HALF_DAY if item.low >= HALF_DAY else item.low + HALF_DAY
    return [span, (other, other)]


def _minutes(mark: str) -> tuple[int, bool]:
    """Minutes since midnight of a mark or a bare hour, and whether half a day more is possible."""
    if mark[0] not in "@=":
        return int(mark) * 60, 1 <= int(mark) <= 12
    return int(mark[1:3]) * 60 + int(mark[3:5]), mark[0] == "@"


def office_reading(mark: str) -> tuple[int, bool]:
    """Minutes of a mark in office hours, and whether the other half of the day is possible."""
    minutes, bare = _minutes(mark)
    if bare and minutes < EARLIEST_BARE_HOUR:
        return minutes + HALF_DAY, True
    return minutes, bare


def _exact(found: Found) -> TimeItem | None:
    mark = found["t"]
    if mark[0] not in "@=" and not 0 < int(mark) <= 24:
        return None
    minutes, bare = office_reading(mark)
    either = bare and minutes // 60 == SEVEN_IN_THE_EVENING
    return TimeItem(found.start(), found.end(), minutes, minutes, bare, either=either)


def _after(found: Found) -> TimeItem | None:
    exact = _exact(found)
    return exact and replace(
        exact, low=exact.low, high=max(DAY_CLOSES, exact.low), either=False, bound=1
    )


def _before(found: Found) -> TimeItem | None:
    exact = _exact(found)
    if not exact or exact.low == 0:
        return None
    return replace(
        exact, low=DAY_OPENS if exact.high > DAY_OPENS else exact.high - 60, either=False, bound=-1
    )


def _not_before(found: Found) -> TimeItem | None:
    after = _after(found)
    return after and replace(after, settled=True)


def _not_after(found: Found) -> TimeItem | None:
    before = _before(found)
    return before and replace(before, settled=True)


def _between(found: Found) -> TimeItem | None:
    first, last = (_hour(found[group]) for group in ("a", "b"))
    if first is None or last is None:
        return None
    starts = (first[0],) if not first[1] else (first[0], first[0] + HALF_DAY)
    ends = (last[0],) if not last[1] else (last[0], last[0] + HALF_DAY)
    pairs = [(low, high) for low in starts for high in ends if low < high and low < 24 * 60]
    by_office_hours = [pair for pair in pairs if pair[0] >= EARLIEST_BARE_HOUR - 60] or pairs
    if not by_office_hours:
        return None
    low, high = min(by_office_hours, key=lambda pair: (pair[1] - pair[0], pair[0]))
    return TimeItem(found.start(), found.end(), low, min(high, 24 * 60))


def _in_a_row(found: Found) -> TimeItem | None:
    """ "Quatorze heures quinze heures, dans cette tranche": from one to the other."""
    span = _between(found) if _SLOT.search(found.string) else None
    return span if span and span.high - span.low <= WIDEST_SLOT else None


def _hour(mark: str) -> tuple[int, bool] | None:
    if mark in {"midi", "noon", "midday"}:
        return HALF_DAY, False
    minutes, bare = _minutes(mark)
    return (minutes, bare) if minutes <= 24 * 60 else None


def _part(low: int, high: int) -> Callable[[Found], TimeItem | None]:
    """A builder of the stretch from ``low`` to ``high``, in minutes."""
    return lambda found: TimeItem(found.start(), found.end(), low, high)


def _rule(pattern: str, build: Build) -> tuple[str, Build]:
    return rf"(?<![\w@=])(?:{pattern})(?![\w@=])", build


@cache  # when a language is first heard: the command starts the sooner
def _rules(language: Language) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern), build) for pattern, build in _PATTERNS[language])


_T = r"(?P<t>[@=]\d{4})"
_T_OR_HOUR = (
    r"(?P<t>[@=]\d{4}|\d{1,2}(?! ?(?:/|:|\d|er\b|jours?|semaines?|mois|janvier|fevrier|mars"
    r"|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)))"
)
_AB_FR = r"(?P<a>[@=]\d{4}|\d{1,2}|midi) (?:et|a|jusqu a) (?:a )?(?P<b>[@=]\d{4}|\d{1,2}|midi)"

_FRENCH: tuple[tuple[str, Build], ...] = (
    _rule(
        rf"entre {_AB_FR}(?! ?(?:/|er\b|janvier|fevrier|mars\b|avril|mai\b|juin|juillet|aout"
        rf"|septembre|octobre|novembre|decembre))", _between),
    _rule(
        r"(?:de|des) (?P<a>[@=]\d{4}|\d{1,2}|midi) (?:a|jusqu a) (?P<b>[@=]\d{4}|midi)", _between),
    _rule(
        r"(?<!avant )(?<!apres )(?<!plus tard que )(?<!plus tot que )"
        r"(?P<a>[@=]\d{4}) (?:a|jusqu a) (?P<b>[@=]\d{4})", _between),
    _rule(
        r"(?<!apres )(?<!avant )(?<!le )(?:(?:entre|de) )?(?P<a>midi) (?:(?:a|et|jusqu a) )?"
        r"(?P<b>[@=]1[345]\d\d)", _between),
    _rule(r"(?<!ou )(?P<a>[@=]\d{4}) (?P<b>[@=]\d{4})(?! ou)", _in_a_row),
    _rule(
        r"de (?P<a>[789]|1\d) a (?P<b>9|1\d|2[01])(?! ?(?:/|\d|h\b|er\b|jours?|semaines?|mois\b"
        r"|janvier|fevrier|mars\b|avril|mai\b|juin|juillet|aout|septembre|octobre|novembre"
        r"|decembre))", _between),
    _rule(rf"(?:pas|jamais) (?:avant|plus tot que) {_T_OR_HOUR}", _not_before),
    _rule(rf"(?:pas|jamais) (?:apres|plus tard que|au dela de) {_T_OR_HOUR}", _not_after),
    _rule(
        rf"(?:a partir de|apres|des|au dela de|plus tard que"
        rf"|passe) (?:les )?(?:environ )?{_T_OR_HOUR}", _after),
    _rule(rf"(?:avant|jusqu a|d ici|au plus tard(?: a)?|plus tot que|maximum) {_T_OR_HOUR}",
        _before),
    _rule(rf"(?:a )?{_T} (?:au plus tot|minimum|et plus|ou plus tard|ou apres(?! (?:demain"
        rf"|midi|[@=\d]))|passees)", _after),
    _rule(rf"(?:a )?{_T} (?:au plus tard|(?:grand )?max(?:imum)?|dernier carat|derniere limite"
        rf"|dernier delai|ou avant(?! [@=\d])|ou plus tot)", _before),
    _rule(
        rf"(?:(?:a|vers|environ|autour de|aux? alentours? de|aux environs de"
        rf"|sur les coups de) )?(?:les )?{_T}", _exact),
    _rule(
        r"(?:vers|a) (?P<t>\d{1,2})(?= (?:demain|lundi|mardi|mercredi|jeudi|vendredi|samedi"
        r"|le matin|du matin|si possible)| ?$)", _exact),
    _rule(
        r"(?:tres )?tot (?:le|dans la|ce) (?:matin(?:ee)?)|premiere heure|(?:en )?(?:debut"
        r"|tout debut) (?:de )?(?:la )?(?:matinee|matin)|debut de (?:la )?journee"
        r"|(?:le )?matin (?:tres )?(?:tot|de bonne heure)|de bonne heure", _part(8 * 60, 10 * 60)),
    _rule(r"(?:en |au )?milieu (?:de |du )?(?:la )?(?:matinee|matin)", _part(9 * 60, 11 * 60)),
    _rule(r"(?:en |a la )?fin (?:de |du )?(?:la )?(?:matinee|matin)|tard dans la matinee",
        _part(10 * 60, 12 * 60)),
    _rule(r"(?:en |au )?(?:tout )?debut (?:d |de l )?apres midi|apres le dejeuner", _part(13 * 60,
        15 * 60)),
    _rule(r"(?:en |au )?milieu (?:d |de l )?apres midi", _part(14 * 60, 16 * 60)),
    _rule(r"(?:en |a la )?fin (?:d |de l )?apres midi|tard dans l apres midi", _part(16 * 60,
        18 * 60)),
    _rule(r"(?:en |a la )?fin de (?:la )?journee", _part(17 * 60, 19 * 60)),
    _rule(r"(?:pendant )?toute la (?:sainte )?journee", _part(0, 24 * 60)),
    _rule(r"(?:en|pendant la) journee", _part(8 * 60, 18 * 60)),
    _rule(r"(?:en |au )?debut de (?:la )?soiree", _part(18 * 60, 19 * 60 + 30)),
    _rule(r"(?:en |a la )?fin de (?:la )?soiree", _part(19 * 60 + 30, 21 * 60)),
    _rule(r"(?:(?:dans|en|le|les|l|du|de l|au cours de l) )?(?:apres midi|aprem)s?",
        _part(*AFTERNOON)),
    _rule(r"(?:(?:dans|en|le|les|du|la|au cours de la) )*(?:matin(?:ee)?s?|avant midis?)",
        _part(*MORNING)),
    _rule(r"(?:(?:dans|en|le|les|du|la) )*soir(?:ee)?s?", _part(*EVENING)),
    _rule(
        r"(?:(?:le|les|du|sur le|pendant|a l heure du|entre) )*(?:midis?|pause dejeuner|repas"
        r"|dejeuner|midi et 2)", _part(*MIDDAY)),
)  # fmt: skip

_NOT_DAY_EN = (
    r"(?! ?(?:/|:|\d|st\b|nd\b|rd\b|th\b|days?\b|weeks?\b|months?\b|(?:january|february|march"
    r"|april|may|june|july|august|september|october|november|december)\b))"
)
_T_EN = rf"(?:at |about |around )*(?P<t>[@=]\d{{4}}|\d{{1,2}}{_NOT_DAY_EN})"
_ENGLISH: tuple[tuple[str, Build], ...] = (
    _rule(r"between (?:at )?(?P<a>[@=]\d{4}|\d{1,2}) and (?:at )?(?P<b>[@=]\d{4}|\d{1,2})",
        _between),
    _rule(r"(?:from )?(?:at )?(?P<a>[@=]\d{4}) (?:to|till|until) (?:at )?(?P<b>[@=]\d{4})",
        _between),
    _rule(
        r"(?:not|never|no|nothing|nobody|no (?:one|1)) (?:before|earlier than|until|till)"
        rf" {_T_EN}", _not_before),
    _rule(rf"(?:not|never|no|nothing) (?:after|later than) {_T_EN}", _not_after),
    _rule(
        rf"(?:(?:any ?time|starting|from|on) )?(?:after|from|later than"
        rf"|past|(?<=starting )at) {_T_EN}(?: onwards?| on)?", _after),
    _rule(
        rf"(?:any ?time )?(?:before|by|until|till|up to|up until|earlier than"
        rf"|no later than) {_T_EN}(?: at the (?:very )?latest)?", _before),
    _rule(rf"(?:at )?{_T_EN} (?:or later|onwards?|or after(?! [@=\d])|at the earliest"
        r"|on(?= ?$| (?:please|if|would|so|but|thanks|for|any|will|works|suits|is|ideally)\b))",
        _after),
    _rule(rf"(?:at )?{_T_EN} (?:or earlier|or before(?! [@=\d])|at the latest)", _before),
    _rule(r"(?:(?:at|around|about|say) )*(?P<t>[@=]\d{4})", _exact),
    _rule(r"(?<!the )(?<!my )(?<!for )(?P<t>\d{1,2})(?= (?:on )?~)", _exact),
    _rule(
        r"after lunch(?: time)? (?:in the|that) afternoon|(?:in the )?afternoon after lunch",
        _part(*AFTERNOON)),
    _rule(
        r"(?:very )?early (?:in the |this )?morning|morning (?:very |nice and )?early"
        r"|(?:first|1 \w\w) thing(?: in the morning)?"
        r"|(?:at )?the (?:start|beginning) of the (?:day|morning)", _part(8 * 60, 10 * 60)),
    _rule(r"(?:in the )?mid ?morning|(?:in )?the middle of the morning", _part(9 * 60, 11 * 60)),
    _rule(r"(?:in the )?late(?:r)? (?:in the )?morning|(?:at )?the end of the morning",
        _part(10 * 60, 12 * 60)),
    _rule(r"(?:in the )?early (?:in the |this )?afternoon|afternoon early|after lunch",
        _part(13 * 60, 15 * 60)),
    _rule(r"(?:in the )?mid ?afternoon|(?:in )?the middle of the afternoon", _part(14 * 60,
        16 * 60)),
    _rule(r"(?:in the )?late(?:r)? (?:in the )?afternoon|(?:at )?the end of the afternoon",
        _part(16 * 60, 18 * 60)),
    _rule(r"last thing", _part(17 * 60, 19 * 60)),
    _rule(r"all day(?: long)?|the whole day", _part(0, 24 * 60)),
    _rule(r"(?:during|in) the day(?:time)?", _part(8 * 60, 18 * 60)),
    _rule(r"(?:at )?(?:the )?end of (?:the )?(?:working |work )?day|after work", _part(17 * 60,
        19 * 60)),
    _rule(r"(?:in the |this )?early evening", _part(18 * 60, 19 * 60 + 30)),
    _rule(r"(?:(?:in|the) )*mornings?", _part(*MORNING)),
    _rule(r"(?:(?:in|the) )*afternoons?", _part(*AFTERNOON)),
    _rule(r"(?:(?:in|the|at) )*(?:evenings?|nights?)", _part(*EVENING)),
    _rule(r"(?:(?:at|around|over) )*lunch(?: ?times?)?", _part(*MIDDAY)),
)  # fmt: skip

_PATTERNS = {Language.FR: _FRENCH, Language.EN: _ENGLISH}
