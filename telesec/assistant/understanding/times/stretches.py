"""Days that get their date from the week, the month or the date named beside them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeGuard

from telesec.assistant.understanding.times.day_items import DayItem, monday_of, next_weekday
from telesec.assistant.understanding.times.hours import TimeItem
from telesec.assistant.understanding.times.wish_words import Joint, LinkWords

Item = DayItem | TimeItem
Joints = list[Joint[Item]]


def with_ranges(days: list[DayItem], rest: str, words: LinkWords) -> list[DayItem]:
    """ "Entre Pâques et l'Ascension": all from the first to the last."""
    kept: list[DayItem] = []
    for day in days:
        first = kept[-1] if kept else None
        ends = day
        if first and first.dated and day.bare_day and day.first < first.first:
            ends = _next_of_its_number(day, first.first, first.first)
        start = _range_start(first, ends, rest, words) if first else None
        if first and start is not None:
            last = ends.last
            if is_weekday(day):  # "de demain à vendredi"
                last = next_weekday(first.first, day.first.weekday()) + timedelta(days=1)
            kept[-1] = replace(
                first, start=start, end=day.end, last=last, several=True, bare_day=False
            )
        else:
            kept.append(day)
    return kept


def _range_start(first: DayItem, last: DayItem, rest: str, words: LinkWords) -> int | None:
    """Where a range from ``first`` to ``last`` begins, with its "from"; None when it is none."""
    if not _is_date(first):
        return None
    single = is_weekday(last) and last.until_weekday is None and not last.negated
    if not single and not (_is_date(last) and first.first < last.first):
        return None
    opened = words.range_opens.search(rest[: first.start])
    goes_on = words.range_goes_on.fullmatch(rest[first.end : last.start].strip())
    return opened.start() if opened and goes_on else None


def in_their_stretch(joints: Joints, today: date) -> Joints:
    """ "la semaine prochaine, mardi", "en janvier, après le 10": days within the stretch named."""
    joints = _dates_for_their_stretch(_within_bounds(_days_in_their_month(joints)))
    for stretch in [joint for joint in joints if _holds_weekdays(joint.item)]:
        joints = _weekdays_within(joints, stretch, today)
    return joints


def _within_bounds(joints: Joints) -> Joints:
    """ "La semaine prochaine mais pas avant jeudi": from its Thursday on."""
    kept: Joints = []
    for joint in joints:
        stretch = next((one for one in reversed(kept) if isinstance(one.item, DayItem)), None)
        inside = stretch and _bounded_by(stretch.item, joint.item)
        if stretch and inside and not joint.apart:
            kept[kept.index(stretch)] = replace(stretch, item=inside)
        else:
            kept.append(joint)
    return kept


def _bounded_by(stretch: Item, bound: Item) -> DayItem | None:
    """What is left of a stretch from or up to the bound; None when that is no bound within it."""
    if not isinstance(stretch, DayItem) or not isinstance(bound, DayItem):
        return None
    if stretch.negated or bound.negated or not _is_stretch(stretch) or stretch.deadline:
        return None
    opens, ends = bound.open_ended, bound.deadline is not None and not bound.closes
    if stretch.open_ended or not (opens or ends):
        return None
    edge = _edge_within(stretch, bound)
    if edge is None:
        return None
    inside = replace(stretch, first=edge) if opens else replace(stretch, last=edge)
    return inside if inside.first < inside.last else None


def _edge_within(stretch: DayItem, bound: DayItem) -> date | None:
    """Where the bound lies in the stretch: by its weekday in a week, else by its date."""
    edge = bound.first if bound.open_ended else bound.last
    longest = timedelta(
        days=2 if bound.deadline and (stretch.last - stretch.first).days == 2 else 0
    )
    if bound.bound_weekday is not None:
        ahead = (edge.weekday() - stretch.first.weekday()) % 7
        edge = stretch.first + timedelta(days=ahead or (0 if bound.open_ended else 7))
    return edge if stretch.first <= edge <= stretch.last + longest else None


def with_weeks_attached(joints: Joints, today: date) -> Joints:
    """ "Monday of next week": the week that stands directly behind its weekday."""
    for place in reversed(range(1, len(joints))):
        week, day = joints[place], joints[place - 1]
        alone = not (place > 1 and _is_shared(joints, place))
        if week.beside and is_weekday(day.item) and alone and isinstance(week.item, DayItem):
            if not _is_stretch(week.item):
                continue
            denied = day.item.negated or week.item.negated
            moved = [
                replace(day, item=replace(one, negated=denied, end=week.item.end))
                for one in _each_moved(day.item, week.item, today)
            ]
            joints = [*joints[: place - 1], *moved, *joints[place + 1 :]]
    return joints


def _is_shared(joints: Joints, place: int) -> bool:
    """ "lundi ou mardi de la semaine prochaine": both are in it."""
    earlier, day = joints[place - 2], joints[place - 1]
    if _is_same_weekday(earlier.item, day.item):
        return False  # "this Thursday or Thursday of next week"
    both = day.item.negated and earlier.item.negated  # "sauf samedi, sauf dimanche"
    return (day.union or both) and is_weekday(earlier.item)


def after_the_date_before(joints: Joints, today: date) -> Joints:
    """ "le 28 décembre ou le 3": a day without month comes after the date before it.

    So does a weekday: "le lundi de Pâques ou le mardi".
    """
    found: Joints = []
    dated: date | None = None
    named: date | None = None  # with or without its month
    for joint in joints:
        item = joint.item
        if isinstance(item, DayItem) and item.bare_day and dated and item.first < dated:
            item = _next_of_its_number(item, dated, today)
        elif _is_before(item, named, today) and (joint.union or joint.apart):
            item = _next_of_its_weekday(item, named)
        elif isinstance(item, DayItem) and item.dated:
            dated = item.first
        named = item.first if _is_date(item) and isinstance(item, DayItem) else named
        found.append(replace(joint, item=item))
    return found


def _is_before(item: Item, dated: date | None, today: date) -> TypeGuard[DayItem]:
    """Whether it is a weekday before the date named, which is not of the next days."""
    if dated is None or not isinstance(item, DayItem) or item.weekday is None or item.negated:
        return False
    single = item.until_weekday is None and (item.last - item.first).days == 1
    return single and not item.open_ended and item.first < dated and (dated - today).days > 6


def _next_of_its_weekday(item: DayItem, dated: date | None) -> DayItem:
    if dated is None or item.weekday is None:
        return item
    day = next_weekday(dated, item.weekday)
    return replace(item, first=day, last=day + timedelta(days=1), weekday=None)


def _is_same_weekday(one: Item, other: Item) -> bool:
    if not (isinstance(one, DayItem) and isinstance(other, DayItem)):
        return False
    return one.weekday is not None and one.weekday == other.weekday


def is_weekday(item: Item) -> bool:
    """Whether it is named by its weekday only, so that a week named beside it may choose it."""
    return isinstance(item, DayItem) and item.weekday is not None


def _next_of_its_number(item: DayItem, dated: date, today: date) -> DayItem:
    days_before = dated.day - item.first.day
    if 0 < days_before <= 7 and dated - timedelta(days=days_before) >= today:
        day = dated - timedelta(days=days_before)  # "le 4 juin au matin ou le 3 au soir"
        return replace(item, first=day, last=day + (item.last - item.first))
    days = (dated + timedelta(days=ahead) for ahead in range(62))
    day = next((one for one in days if one.day == item.first.day), item.first)
    fits = item.other is not None and item.other.weekday() == day.weekday()
    other = None if fits else item.other  # "mardi 12 janvier ou mercredi 13"
    return replace(item, first=day, last=day + (item.last - item.first), other=other)


def _days_in_their_month(joints: Joints) -> Joints:
    """ "en janvier, après le 10": the tenth of January, and to the end of it."""
    items = [joint.item for joint in joints if isinstance(joint.item, DayItem)]
    months = [
        item
        for item in items
        if _is_stretch(item) and item.last.day == 1 and not (item.bare_day or item.negated)
    ]
    if len(months) != 1 or not any(item.bare_day for item in items):
        return joints
    return [
        replace(joint, item=_in_month(joint.item, months[0]))
        for joint in joints
        if joint.item is not months[0]
    ]


def _dates_for_their_stretch(joints: Joints) -> Joints:
    """ "The week after Christmas, the 29th or the 30th": the dates say it better."""
    return [
        joint for n, joint in enumerate(joints) if not _is_told_by_dates(joint, joints[n + 1 :])
    ]


def _is_told_by_dates(stretch: Joint[Item], later: Joints) -> bool:
    days = (one for one in later if isinstance(one.item, DayItem))
    day, week = next(days, None), stretch.item
    if day is None or day.union or day.apart or not _is_date(day.item):
        return False
    bare = isinstance(day.item, DayItem) and day.item.bare_day
    return bare and not week.negated and _is_stretch(week) and _holds(week, day.item)


def _holds(stretch: Item, day: Item) -> bool:
    days = isinstance(stretch, DayItem) and isinstance(day, DayItem)
    return days and stretch.first <= day.first < stretch.last  # type: ignore[union-attr]


def _in_month(item: Item, month: DayItem) -> Item:
    if not isinstance(item, DayItem) or not item.bare_day:
        return item
    try:
        first = item.first.replace(year=month.first.year, month=month.first.month)
    except ValueError:
        return item
    if item.open_ended:
        return replace(item, first=first, last=month.last, open_ended=False, several=True)
    return replace(item, first=first, last=first + (item.last - item.first))


def _holds_weekdays(item: Item) -> bool:
    in_weeks = isinstance(item, DayItem) and item.in_weeks
    return not item.negated and (_is_stretch(item) or in_weeks)


def _weekdays_within(joints: Joints, stretch: Joint[Item], today: date) -> Joints:
    """The weekdays that belong to it, moved into it; or, when none does, ``joints`` unchanged."""
    week = stretch.item
    if not isinstance(week, DayItem):
        return joints
    if week.in_weeks:
        if _dated_within(joints, week):
            return [joint for joint in joints if joint is not stretch]
        monday = monday_of(week.first)
        week = replace(week, first=monday, last=monday + timedelta(days=7))
    belonging = _belonging(joints, joints.index(stretch))
    if not belonging:
        return joints
    return [
        replace(joint, item=item)
        for joint in joints
        if joint != stretch
        for item in (
            _each_moved(joint.item, week, today) if id(joint) in belonging else [joint.item]
        )
    ]


def _dated_within(joints: Joints, then: DayItem) -> bool:
    """ "in three weeks, so Wednesday the fourteenth": the date says it better."""
    return any(
        _is_date(joint.item)
        and not (joint.union or joint.apart)
        and abs(joint.item.first - then.first).days < 7  # type: ignore[union-attr]
        for joint in joints
        if joint.item is not then
    )


def _belonging(joints: Joints, place: int) -> set[int]:
    """Which weekdays stand in the stretch at ``place``: those it is attached to, or that follow."""
    stretch = joints[place]
    if stretch.beside and place:
        chain = set(_chain_before(joints, place))
        if chain:
            return chain
    following = {id(joint) for joint in _following(joints, place)}
    if following or stretch.union or stretch.apart:
        return following
    return {id(j) for j in joints[:place] if is_weekday(j.item) and not j.item.negated}


def _chain_before(joints: Joints, place: int) -> Iterator[int]:
    """The weekdays listed directly before: "lundi ou mardi matin de la semaine prochaine"."""
    for joint in reversed(joints[:place]):
        if is_weekday(joint.item) and not joint.item.negated:
            yield id(joint)
        if isinstance(joint.item, DayItem) and not is_weekday(joint.item):
            return
        if joint.corrects or joint.apart:
            return


def _following(joints: Joints, place: int) -> Iterator[Joint[Item]]:
    after = joints[place + 1 :]
    first = next((joint for joint in after if isinstance(joint.item, DayItem)), None)
    if first and (first.union or first.apart):
        return  # "la semaine prochaine ou lundi"
    for joint in after:
        if isinstance(joint.item, DayItem) and not is_weekday(joint.item):
            return
        if is_weekday(joint.item) and not joint.item.negated:
            yield joint


def _each_moved(item: Item, stretch: DayItem, today: date) -> list[Item]:
    """The weekday in the week; every one of what is longer than a week."""
    first = _moved(item, stretch, today)
    weeks_long = (stretch.last - stretch.first).days >= 10 and not stretch.deadline
    if not weeks_long or not isinstance(first, DayItem) or not is_weekday(first):
        return [first]
    weeks = [timedelta(weeks=count) for count in range(5)]
    each = [replace(first, first=first.first + week, last=first.last + week) for week in weeks]
    return [one for one in each if one.first < stretch.last]


def _moved(item: Item, week: DayItem, today: date) -> Item:
    """The first such weekday in the week, not before today."""
    if not isinstance(item, DayItem) or item.weekday is None:
        return item
    begin = max(week.first, today)
    day = begin + timedelta(days=(item.weekday - begin.weekday()) % 7)
    days = (item.last - item.first).days
    if item.until_weekday is not None and day + timedelta(days=days) > week.last:
        day, days = begin, (item.until_weekday - begin.weekday()) % 7 + 1
    if day >= week.last:
        return item
    ruled_out = None if item.negated else item.weekday
    return replace(item, first=day, last=day + timedelta(days=days), weekday=ruled_out)


def _is_date(item: Item) -> bool:
    one_day = isinstance(item, DayItem) and not (item.several or item.open_ended or item.negated)
    return one_day and not is_weekday(item)


def _is_stretch(item: Item) -> bool:
    return isinstance(item, DayItem) and item.several and item.weekday is None
