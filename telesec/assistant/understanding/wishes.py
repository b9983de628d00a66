"""When would suit you? What callers answer, as windows of local wall time.

Conventions: morning 08:00-12:00, midday 12:00-14:00, afternoon 13:00-18:00, evening 18:00-21:00;
a whole day from midnight to midnight; "after 17" ends at 21:00, "before 10" begins at 08:00; an
open end comes after HORIZON_DAYS; what holds every day is one window a day for seven days.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from telesec.assistant.understanding.clocks import mark_clocks
from telesec.assistant.understanding.days import HORIZON_DAYS, DayItem, find_days
from telesec.assistant.understanding.hours import (
    DAY_CLOSES,
    DAY_OPENS,
    Span,
    TimeItem,
    find_times,
    narrowed,
)
from telesec.assistant.understanding.not_wishes import without_other_dates
from telesec.assistant.understanding.numbers import figures
from telesec.assistant.understanding.paraphrase import put_plainly
from telesec.assistant.understanding.text import plain
from telesec.assistant.understanding.wish_words import WORDS, Joint, LinkWords
from telesec.values.language import Language

DAYS_OF_A_HABIT = 7
MOST_DAYS = 31
MOST_WINDOWS = 62
WHOLE_DAY: Span = (0, 24 * 60)

Item = DayItem | TimeItem


@dataclass(frozen=True, slots=True)
class Window:
    """Local wall times to the minute, naive; ``start == end`` is an exact time."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """When somebody would like to come.

    No windows: nothing was said about time. ``ask``: there are several readings, all among the
    windows, and a good secretary would ask which. ``earliest``: as soon as possible.
    """

    windows: tuple[Window, ...] = ()
    ask: bool = False
    earliest: bool = False


@dataclass(slots=True)
class _Clause:
    """Days and times that belong together: "lundi ou mardi, le matin"."""

    days: list[DayItem] = field(default_factory=list)
    times: list[TimeItem] = field(default_factory=list)
    without: list[Span] = field(default_factory=list)


def understand_wish(text: str, language: Language, now_local: datetime) -> Wish:
    """When the caller would like to come; ``now_local`` is naive wall time at the client's.

    Telephone numbers, dates of birth, the past and the date of an existing appointment are no
    wishes. Windows come in time order, none before ``now_local``.
    """
    now = now_local.replace(second=0, microsecond=0)
    said, words = plain(text), WORDS[language]
    items, ask = _items(said, language, now)
    earliest = bool(words.earliest.search(said))
    windows = _windows(items, now)
    if not items and (earliest or words.any_time.search(said)):
        windows = [Window(now, now + timedelta(days=HORIZON_DAYS))]
    return Wish(tuple(windows), ask and bool(windows), earliest)


def _items(said: str, language: Language, now: datetime) -> tuple[list[Joint[Item]], bool]:
    """Days and times in the order said, with how each is joined to the one before."""
    words, today = WORDS[language], now.date()
    figured = words.earliest.sub(" ~ ", said)
    figured = put_plainly(figures(figured, language), language, now)
    marked = mark_clocks(without_other_dates(figured, language, today), language)
    days, rest = find_days(marked, language, today)
    times, rest = find_times(rest, language)
    found: list[Item] = sorted([*days, *times], key=lambda item: item.start)
    joints = _without_corrected(_joined(found, rest, words, today))
    ask = any(
        isinstance(joint.item, DayItem)
        and not joint.item.negated
        and (joint.item.other is not None or joint.item.doubtful)
        for joint in joints
    )
    return _weekdays_in_their_week(joints, today), ask


def _joined(items: list[Item], rest: str, words: LinkWords, today: date) -> list[Joint[Item]]:
    """Each item with the words before it understood: "ou", "sauf", "à partir de"."""
    joints: list[Joint[Item]] = []
    place = 0
    for position, item in enumerate(items):
        following = items[position + 1] if position + 1 < len(items) else None
        before = rest[place : item.start]
        after = rest[item.end : following.start if following else len(rest)]
        previous = joints[-1].item if joints else None
        negated = _is_negated(item, previous, following, (before, after), words)
        bounded = _bounded(item, before, words, today) if isinstance(item, DayItem) else item
        joints.append(
            Joint(
                replace(bounded, negated=negated),
                union=bool(words.union.search(before)),
                corrects=bool(joints) and bool(words.correction.fullmatch(before.strip())),
            )
        )
        place = item.end
    return joints


def _is_negated(
    item: Item,
    previous: Item | None,
    following: Item | None,
    around: tuple[str, str],
    words: LinkWords,
) -> bool:
    """Whether the item is ruled out: "pas lundi", "lundi je ne peux pas", "ni mardi".

    ``around`` is the text before it, from the previous item on, and after it, to the next.
    """
    before, after = around
    if isinstance(item, TimeItem) and item.settled:
        return False
    if previous and previous.negated and isinstance(previous, type(item)):
        if words.plain_union.fullmatch(before.strip()):
            return True
        if words.negated_after.search(before) and isinstance(item, DayItem):
            return False
    if words.negated_before.search(before):
        return True
    rules_out_the_next = isinstance(following, TimeItem) and words.negated_before.search(after)
    return bool(words.negated_after.search(after)) and not rules_out_the_next


def _bounded(item: DayItem, before: str, words: LinkWords, today: date) -> DayItem:
    """The days meant with "à partir de", "après", "avant", "d'ici" in front of the day named."""
    if words.from_on.search(before):
        return replace(item, weekday=None, open_ended=True)
    if words.after.search(before):
        return replace(item, weekday=None, first=item.last, open_ended=True)
    if words.before.search(before):
        return replace(item, weekday=None, first=today, last=item.first, several=True)
    if words.until.search(before):
        return replace(item, weekday=None, first=today, several=True)
    return item


def _without_corrected(joints: list[Joint[Item]]) -> list[Joint[Item]]:
    """ "lundi, non, mardi": what was taken back is left out."""
    taken_back = {
        id(earlier)
        for earlier, later in pairwise(joints)
        if later.corrects and isinstance(later.item, type(earlier.item))
    }
    return [joint for joint in joints if id(joint) not in taken_back]


def _weekdays_in_their_week(joints: list[Joint[Item]], today: date) -> list[Joint[Item]]:
    """ "la semaine prochaine, mardi": the weekday is looked for in the week named beside it."""
    stretches = [
        joint
        for joint in joints
        if isinstance(joint.item, DayItem) and joint.item.several and not joint.item.negated
    ]
    weekdays = [joint for joint in joints if _is_weekday(joint.item) and not joint.item.negated]
    if len(stretches) != 1 or not weekdays or stretches[0].union:
        return joints
    after = joints.index(stretches[0]) + 1
    if after < len(joints) and joints[after].union and _is_weekday(joints[after].item):
        return joints
    week = stretches[0].item
    return [
        replace(joint, item=_moved(joint.item, week, today))
        for joint in joints
        if joint is not stretches[0]
    ]


def _is_weekday(item: Item) -> bool:
    return isinstance(item, DayItem) and item.weekday is not None


def _moved(item: Item, week: Item, today: date) -> Item:
    """The first such weekday in the week, not before today."""
    if not isinstance(item, DayItem) or not isinstance(week, DayItem) or item.weekday is None:
        return item
    begin = max(week.first, today)
    day = begin + timedelta(days=(item.weekday - begin.weekday()) % 7)
    return replace(item, first=day, last=day + timedelta(days=1)) if day < week.last else item


def _windows(joints: list[Joint[Item]], now: datetime) -> list[Window]:
    """The windows of all clauses, in order, from now on."""
    items = [joint.item for joint in joints]
    unwanted = [item for item in items if isinstance(item, DayItem) and item.negated]
    clauses = _clauses(joints)
    if not clauses and unwanted:
        clauses = [_Clause()]
    windows = {
        window for clause in clauses for window in _clause_windows(clause, unwanted, joints, now)
    }
    clipped = {
        Window(max(window.start, now), window.end) for window in windows if _to_come(window, now)
    }
    return sorted(clipped, key=lambda window: (window.start, window.end))[:MOST_WINDOWS]


def _to_come(window: Window, now: datetime) -> bool:
    return window.end > now or window.start == window.end == now


def _clauses(joints: list[Joint[Item]]) -> list[_Clause]:
    """Days with the times that follow them; or, when times are said first, the other way round."""
    wanted = [joint.item for joint in joints if not joint.item.negated]
    times_first = (
        bool(wanted) and isinstance(wanted[0], TimeItem) and isinstance(wanted[-1], DayItem)
    )
    clauses: list[_Clause] = []
    for joint in joints:
        item = joint.item
        if isinstance(item, DayItem) and item.negated:
            continue
        if not clauses or _begins_clause(item, clauses[-1], times_first=times_first):
            clauses.append(_Clause())
        if isinstance(item, DayItem):
            clauses[-1].days.append(item)
        elif item.negated:
            clauses[-1].without.append((item.low, item.high))
        else:
            clauses[-1].times.append(item)
    return clauses


def _begins_clause(item: Item, clause: _Clause, *, times_first: bool) -> bool:
    if item.negated or not clause.days:
        return False
    if times_first:
        return isinstance(item, TimeItem)
    return isinstance(item, DayItem) and bool(clause.times or clause.without)


def _clause_windows(
    clause: _Clause, unwanted: list[DayItem], joints: list[Joint[Item]], now: datetime
) -> list[Window]:
    spans = _spans(clause, {id(joint.item) for joint in joints if joint.union})
    windows: list[Window] = []
    for item in clause.days:
        windows += _day_windows(item, spans, unwanted, now)
        if item.other:
            twin = replace(item, first=item.other, last=item.other + timedelta(days=1))
            windows += _day_windows(twin, spans, unwanted, now)
    if not clause.days:
        week = [now.date() + timedelta(days=days) for days in range(DAYS_OF_A_HABIT)]
        windows += _daily(week, spans or [WHOLE_DAY], unwanted)
    return windows


def _spans(clause: _Clause, unions: set[int]) -> list[Span]:
    """The times of day of a clause, narrowed, joined and without what is ruled out."""
    kept: list[TimeItem] = []
    for item in clause.times:
        both = narrowed(kept[-1], item) if kept and id(item) not in unions else None
        if both:
            kept[-1] = both
        else:
            kept.append(item)
    spans = [(item.low, item.high) for item in kept]
    if clause.without and not spans:
        spans = [(DAY_OPENS, DAY_CLOSES)]
    for unwanted in clause.without:
        spans = [part for span in spans for part in _less(span, unwanted)]
    return spans


def _less(span: Span, unwanted: Span) -> list[Span]:
    """What is left of ``span`` outside ``unwanted``."""
    if span[0] == span[1]:
        return [] if unwanted[0] <= span[0] <= unwanted[1] else [span]
    parts = [(span[0], min(span[1], unwanted[0])), (max(span[0], unwanted[1]), span[1])]
    return [part for part in parts if part[0] < part[1]] if unwanted[0] < unwanted[1] else [span]


def _day_windows(
    item: DayItem, spans: list[Span], unwanted: list[DayItem], now: datetime
) -> list[Window]:
    """One window over all its days; one a day when hours or some days of it are meant."""
    first = max(item.first, now.date())
    horizon = _horizon(first, now)
    last = horizon.date() if item.open_ended else item.last
    if first >= last:
        return []
    if not spans and not unwanted:
        return [Window(_at(first, 0), horizon if item.open_ended else _at(last, 0))]
    count = min((last - first).days, DAYS_OF_A_HABIT if item.open_ended else MOST_DAYS)
    days = [first + timedelta(days=days) for days in range(count)]
    return _daily(days, spans or [WHOLE_DAY], unwanted if item.several or item.open_ended else [])


def _horizon(first: date, now: datetime) -> datetime:
    """Where an open end ends: HORIZON_DAYS from now; from ``first`` when that is later still."""
    usual = now + timedelta(days=HORIZON_DAYS)
    begins = _at(first, 0)
    return usual if begins < usual else begins + timedelta(days=HORIZON_DAYS)


def _daily(days: list[date], spans: list[Span], unwanted: list[DayItem]) -> list[Window]:
    return [
        Window(_at(day, low), _at(day, high))
        for day in days
        if not any(_rules_out(item, day) for item in unwanted)
        for low, high in spans
    ]


def _rules_out(item: DayItem, day: date) -> bool:
    if item.weekday is not None:
        return item.weekday == day.weekday()
    return item.first <= day < item.last


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)
