"""Days and hours that hang together, as windows of local wall time.

Conventions: morning 08:00-12:00, midday 12:00-14:00, afternoon 13:00-18:00, evening 18:00-21:00;
a whole day from midnight to midnight; "after 17" ends at 21:00, "before 10" begins at 08:00; an
open end comes after HORIZON_DAYS; what holds every day is one window a day for seven days.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from telesec.assistant.understanding.times.day_items import HORIZON_DAYS, DayItem
from telesec.assistant.understanding.times.hours import (
    DAY_CLOSES,
    DAY_OPENS,
    HALF_DAY,
    Span,
    TimeItem,
    narrowed,
)
from telesec.assistant.understanding.times.lots import Scope
from telesec.assistant.understanding.times.stretches import Item
from telesec.assistant.understanding.times.wish_words import Joint

DAYS_OF_A_HABIT = 7
MOST_DAYS = 31
MOST_WINDOWS = 62
WHOLE_DAY: Span = (0, 24 * 60)


@dataclass(frozen=True, slots=True)
class Window:
    """Local wall times to the minute, naive; ``start == end`` is an exact time."""

    start: datetime
    end: datetime


@dataclass(slots=True)
class _Clause:
    """Days and times that belong together: "lundi ou mardi, le matin"."""

    days: list[DayItem] = field(default_factory=list)
    times: list[TimeItem] = field(default_factory=list)
    without: list[Span] = field(default_factory=list)


def windows_of(
    joints: list[Joint[Item]], now: datetime, scope: Scope = Scope.AS_SAID
) -> list[Window]:
    """The windows of all clauses, in order, from now on; ``scope``: which hours are for which."""
    items = [joint.item for joint in joints]
    unwanted = [item for item in items if isinstance(item, DayItem) and item.negated]
    ruled_out = {
        item.first
        for item in unwanted
        if item.weekday is None and not (item.several or item.except_hours)
    }
    joints = [
        joint
        for joint in joints
        if not isinstance(joint.item, DayItem)
        or joint.item.negated
        or joint.item.several
        or joint.item.open_ended
        or joint.item.weekday is not None
        or joint.item.first not in ruled_out
    ]
    clauses = _CLAUSES_BY[scope](joints)
    if not clauses and unwanted:
        clauses = [_Clause()]
    windows = {
        window for clause in clauses for window in _clause_windows(clause, unwanted, joints, now)
    }
    clipped = {
        Window(max(window.start, now), window.end) for window in windows if _to_come(window, now)
    }
    return sorted(clipped, key=lambda window: (window.start, window.end))[:MOST_WINDOWS]


def is_ruled_out(item: Item) -> bool:
    """Whether it is whole days that are not wanted."""
    return isinstance(item, DayItem) and item.negated and not item.except_hours


def open_end_without(unwanted: list[Item], now: datetime) -> list[Window]:
    """ "As soon as you can but not on Friday": the open end, but for that Friday."""
    end = now + timedelta(days=HORIZON_DAYS)
    windows = [Window(now, end)]
    for item in unwanted:
        if isinstance(item, DayItem):
            first, last = _at(item.first, 0), _at(item.last, 0)
            parts = [(one.start, min(one.end, first)) for one in windows]
            parts += [(max(one.start, last), one.end) for one in windows]
            windows = [Window(start, stop) for start, stop in sorted(parts) if start < stop]
    return windows


def _to_come(window: Window, now: datetime) -> bool:
    return window.end > now or window.start == window.end == now


def _clauses(joints: list[Joint[Item]]) -> list[_Clause]:
    """Days with the times that follow them; or, when times are said first, the other way round."""
    times_first = _times_first(joints)
    clauses: list[_Clause] = []
    for place, joint in enumerate(joints):
        item = joint.item
        if isinstance(item, DayItem) and (
            item.negated or (_said_before(item, clauses) and not joint.apart)
        ):
            continue
        if (
            not clauses
            or _begins_clause(joint, clauses[-1], times_first=times_first)
            or _has_own_hours(joint, clauses[-1], joints[place + 1 :])
        ):
            clauses.append(_Clause())
        if isinstance(item, DayItem):
            clauses[-1].days.append(item)
        else:
            _add_hours(clauses[-1], item)
    return clauses


def _times_first(joints: list[Joint[Item]]) -> bool:
    wanted = [joint.item for joint in joints if not joint.item.negated]
    return bool(wanted) and isinstance(wanted[0], TimeItem) and isinstance(wanted[-1], DayItem)


def _clauses_of_own_hours(joints: list[Joint[Item]]) -> list[_Clause]:
    """Every day with the hours beside it; one that is named again with hours has only these."""
    times_first = _times_first(joints)
    clauses: list[_Clause] = []
    for item in (joint.item for joint in joints):
        if isinstance(item, DayItem):
            if item.negated:
                continue
            if not (times_first and clauses and not clauses[-1].days):
                clauses.append(_Clause())
            clauses[-1].days.append(item)
        else:
            if not clauses or (times_first and clauses[-1].days):
                clauses.append(_Clause())
            _add_hours(clauses[-1], item)
    with_hours = [_when(one) for one in clauses if one.times or one.without]
    return [one for one in clauses if one.times or one.without or _when(one) not in with_hours]


def _when(clause: _Clause) -> list[tuple[date, date]]:
    return [(day.first, day.last) for day in clause.days]


def _one_clause(joints: list[Joint[Item]]) -> list[_Clause]:
    """All days, and all hours for each of them."""
    clause = _Clause()
    for item in (joint.item for joint in joints):
        if isinstance(item, TimeItem):
            _add_hours(clause, item)
        elif not item.negated:
            clause.days.append(item)
    return [clause] if clause.days or clause.times or clause.without else []


def _add_hours(clause: _Clause, item: TimeItem) -> None:
    if item.negated:
        clause.without.append((item.low, item.high))
    else:
        clause.times.append(item)


_CLAUSES_BY = {
    Scope.AS_SAID: _clauses,
    Scope.OWN: _clauses_of_own_hours,
    Scope.ALL: _one_clause,
}


def _said_before(item: DayItem, clauses: list[_Clause]) -> bool:
    """ "Demain soir pour mardi gras", which is tomorrow."""
    days = clauses[-1].days if clauses and not item.several and not item.open_ended else []
    return any((day.first, day.last) == (item.first, item.last) for day in days[-1:])


def _has_own_hours(joint: Joint[Item], clause: _Clause, later: list[Joint[Item]]) -> bool:
    """ "En soirée, ou samedi matin": the evenings are those of every day."""
    own = later[:1] and isinstance(later[0].item, TimeItem) and not later[0].item.negated
    parts = bool(clause.times) and not any(item.exact for item in clause.times)
    return bool(
        isinstance(joint.item, DayItem) and joint.union and own and parts and not clause.days
    )


def _begins_clause(joint: Joint[Item], clause: _Clause, *, times_first: bool) -> bool:
    item = joint.item
    if item.negated or not clause.days:
        return False
    if joint.apart and isinstance(item, DayItem):
        return True
    if times_first:
        return isinstance(item, TimeItem)
    return isinstance(item, DayItem) and bool(clause.times or clause.without)


def _clause_windows(
    clause: _Clause, unwanted: list[DayItem], joints: list[Joint[Item]], now: datetime
) -> list[Window]:
    spans = _spans(clause, {id(joint.item) for joint in joints if joint.union})
    spans += [other for item in clause.times if item.either for other in _twelve_hours_off(item)]
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
    bound = 0
    for item in clause.times:
        from_to = bound == 1 and item.bound == -1  # "pas avant 14 h et jusqu'à 17 h"
        apart = id(item) in unions and not (item.settled or from_to)
        bound = item.bound
        both = narrowed(kept[-1], item) if kept and not apart else None
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


def _twelve_hours_off(item: TimeItem) -> list[Span]:
    return [(item.low - HALF_DAY, item.high - HALF_DAY)] if item.low >= HALF_DAY else []


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
    if first >= last and not (item.open_ended and _at(first, 0) < horizon):
        return []
    if item.deadline and item.closes is not None:
        return [Window(_at(first, 0), _at(item.deadline, item.closes))]
    if item.open_ended and len(spans) == 1 and spans[0][0] == spans[0][1] and not unwanted:
        return [Window(_at(first, spans[0][0]), horizon)]  # "à partir de mardi 14 heures"
    unwanted = [one for one in unwanted if not _is_why(one, item)]
    inside = [one for one in unwanted if _overlaps(one, first, last)]
    if not spans and not inside:
        return [Window(_at(first, 0), horizon if item.open_ended else _at(last, 0))]
    count = min((last - first).days, DAYS_OF_A_HABIT if item.open_ended else MOST_DAYS)
    days = [first + timedelta(days=days) for days in range(count)]
    return _daily(days, spans or [WHOLE_DAY], unwanted if item.several or item.open_ended else [])


def _is_why(unwanted: DayItem, item: DayItem) -> bool:
    """ "Lundi je ne suis pas là, donc à partir de mardi": no other Monday is ruled out."""
    from_weekday = item.open_ended and item.bound_weekday is not None
    return from_weekday and unwanted.start < item.start and unwanted.last <= item.first


def _overlaps(unwanted: DayItem, first: date, last: date) -> bool:
    """Whether it rules out any of the days from ``first`` to before ``last``."""
    count = min((last - first).days, DAYS_OF_A_HABIT if unwanted.weekday is not None else MOST_DAYS)
    return any(_rules_out(unwanted, first + timedelta(days=days)) for days in range(count))


def _horizon(first: date, now: datetime) -> datetime:
    """Where an open end ends: HORIZON_DAYS from now; from ``first`` when that is later still."""
    usual = now + timedelta(days=HORIZON_DAYS)
    begins = _at(first, 0)
    return usual if begins < usual else begins + timedelta(days=HORIZON_DAYS)


def _daily(days: list[date], spans: list[Span], unwanted: list[DayItem]) -> list[Window]:
    return [
        Window(_at(day, low), _at(day, high))
        for day in days
        for low, high in _left_of(day, spans, unwanted)
    ]


def _left_of(day: date, spans: list[Span], unwanted: list[DayItem]) -> list[Span]:
    """The spans of a day without what is ruled out: all of it, or some hours."""
    for item in (one for one in unwanted if _rules_out(one, day)):
        if item.except_hours is None:
            return []
        whole = spans == [WHOLE_DAY]
        open_hours = [(DAY_OPENS, DAY_CLOSES)] if whole else spans
        spans = [part for span in open_hours for part in _less(span, item.except_hours)]
    return spans


def _rules_out(item: DayItem, day: date) -> bool:
    if item.weekday is not None and item.until_weekday is not None:
        return (day.weekday() - item.weekday) % 7 <= (item.until_weekday - item.weekday) % 7
    if item.weekday is not None:
        return item.weekday == day.weekday()
    return item.first <= day < item.last


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minute)
