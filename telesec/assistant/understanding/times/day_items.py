"""Days as people name them, from what a pattern found to the dates that are meant.

Every reading is a stretch of whole days, ``first`` to ``last`` (the day after the last one).
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from telesec.assistant.understanding.times.calendar_words import MONTHS, WEEKDAYS

HORIZON_DAYS = 28  # where an open end ends
_MOST_FROM_TO = 32  # days from one number to another: at most to the same one of next month
FURTHEST_YEARS = 8  # nobody books later; "99" was a year of birth
FURTHEST_DAYS = 330  # a date without a year that is further away may have meant the past

Found = re.Match[str]


@dataclass(frozen=True, slots=True)
class DayItem:
    """Days named at ``start`` to ``end`` of the text."""

    start: int
    end: int
    first: date
    last: date  # the day after the last one
    weekday: int | None = None  # named by weekday only: a week named beside it may choose the date
    until_weekday: int | None = None  # "du lundi au vendredi"
    dated: bool = False  # with its month: a bare day said after it comes after it
    bare_day: bool = False  # "le 10": a month named beside it is the one
    in_weeks: bool = False  # "dans trois semaines": a weekday named beside it is in that week
    other: date | None = None  # a second reading, to be asked about
    several: bool = False  # a week, a month: weekdays named beside it are looked for in it
    open_ended: bool = False  # from ``first`` on
    doubtful: bool = False
    negated: bool = False
    except_hours: tuple[int, int] | None = None  # only these are ruled out: "sauf jeudi matin"
    bound_weekday: int | None = None  # "pas avant jeudi": the weekday of an open end or deadline
    deadline: date | None = None  # "avant jeudi", "d'ici jeudi": the day it is all before
    closes: int | None = None  # … and the minute of that day, "d'ici jeudi midi"


Build = Callable[[Found, date], DayItem | None]
Rule = tuple[re.Pattern[str], Build]


ALL_WEEKDAYS = {name: day for days in WEEKDAYS.values() for name, day in days.items()}
_PLACES = {
    "premiere": 1,
    "1 ere": 1,
    "premier": 1,
    "1 er": 1,
    "second": 2,
    "dernier": -1,
    "deuxieme": 2,
    "2 eme": 2,
    "seconde": 2,
    "troisieme": 3,
}
_PLACES |= {"3 eme": 3, "quatrieme": 4, "4 eme": 4, "derniere": -1, "1 th": 1, "1 st": 1}
_PLACES |= {"2 th": 2, "2 nd": 2, "3 th": 3, "3 rd": 3, "4 th": 4, "last": -1}
_ALL_MONTHS = {name: month for months in MONTHS.values() for name, month in months.items()}


def next_weekday(today: date, weekday: int) -> date:
    """The next such day after ``today``, never today itself."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def monday_of(today: date, weeks: int = 0) -> date:
    """The Monday of the week ``weeks`` after this one."""
    return today + timedelta(days=7 * weeks - today.weekday())


def item_of(found: Found, first: date, days: int = 1) -> DayItem:
    """So many days from ``first`` on, named by what was found."""
    return DayItem(found.start(), found.end(), first, first + timedelta(days=days))


def days_later(days: int) -> Build:
    """A builder of the day so many days from today."""
    return lambda found, today: item_of(found, today + timedelta(days=days))


def in_some(found: Found, today: date) -> DayItem | None:
    """ "dans quinze jours" is two weeks and "dans huit jours" one, as the French count."""
    said = found.groupdict()
    count = int(said["n"] or said["m"])
    unit = said["unit"] or said["unit_m"]
    if count > 400:
        return None
    if unit.startswith(("mois", "month")):
        return item_of(found, _months_on(today, min(count, 24)))
    if unit.startswith(("semaine", "week")):
        return replace(item_of(found, today + timedelta(weeks=min(count, 100))), in_weeks=True)
    as_weeks = {8: 7, 15: 14}.get(count, count) if unit.startswith("jour") else count
    item = item_of(found, today + timedelta(days=as_weeks))
    return replace(item, in_weeks=as_weeks != count)  # "dans quinze jours, le lundi"


def within_some(found: Found, today: date) -> DayItem | None:
    """ "d'ici quinze jours": from today to that day."""
    until = in_some(found, today)
    return until and replace(until, first=today, several=True, in_weeks=False)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weekday_named(found: Found, today: date) -> DayItem | None:
    """A weekday, with "prochain", "en huit" … "Prochain" is doubtful when one is left this week."""
    weekday = ALL_WEEKDAYS[found["weekday"]]
    said = found.groupdict()
    day = next_weekday(today, weekday)
    item = replace(item_of(found, day), weekday=weekday)
    if said.get("later"):
        counted_days = re.fullmatch(r"dans (8|15) jours", said["later"])
        if counted_days and weekday == today.weekday():
            return item_of(found, today + timedelta(weeks=int(counted_days[1]) // 7))
        weeks = 2 if any(word in said["later"] for word in ("15", "fortnight")) else 1
        counted = re.match(r"(\d+) weeks", said["later"])
        weeks = int(counted[1]) if counted else weeks
        return replace(item_of(found, day + timedelta(weeks=weeks)))
    if said.get("next") and day < monday_of(today, 1):
        return replace(item, weekday=None, other=day + timedelta(weeks=1))
    return item


def dated_day(found: Found, today: date) -> DayItem | None:
    """A day and month, perhaps with weekday and year; None when it is past or impossible."""
    said = found.groupdict()
    month = _ALL_MONTHS.get(said["month"]) or int(said["month"])
    day = _dated(int(said["day"]), month, said.get("year"), today)
    leap_day = day and (day.month, day.day) == (2, 29) and (day - today).days > FURTHEST_DAYS
    if not day or (leap_day and not said.get("year")):
        return _impossible(found, int(said["day"]), month, today)
    doubtful = (day - today).days > FURTHEST_DAYS
    item = replace(item_of(found, day), doubtful=doubtful, dated=True)
    weekday = ALL_WEEKDAYS.get(said.get("weekday") or "")
    if weekday is not None and weekday != day.weekday():
        return replace(item, other=_nearest(day, weekday, today))
    return item


def _nearest(day: date, weekday: int, today: date) -> date:
    """ "mardi 16" when the sixteenth is a Wednesday: the Tuesday beside it, or the next."""
    after = next_weekday(day, weekday)
    before = after - timedelta(days=7)
    nearest = before if (day - before) <= (after - day) else after
    return nearest if nearest >= today else next_weekday(today, weekday)


def _impossible(found: Found, day: int, month: int, today: date) -> DayItem | None:
    """ "le 31 novembre": the last of the month or the first of the next, to be asked."""
    if not 1 <= month <= 12 or not 29 <= day <= 31:
        return None
    said = found.groupdict().get("year")
    years = [2000 + int(said[-2:])] if said else [today.year, today.year + 1]
    for year in (one for one in years if one <= today.year + FURTHEST_YEARS):
        last = date(year, month, monthrange(year, month)[1])
        if last >= today:
            return replace(item_of(found, last), other=last + timedelta(days=1))
    return None


def day_or_month_first(found: Found, today: date) -> DayItem | None:
    """ "5/6": the fifth of June in London, the sixth of May in New York; asked back."""
    item = dated_day(found, today)
    day, month = int(found["day"]), int(found["month"])
    swapped = _dated(month, day, found["year"], today) if day != month else None
    return replace(item, other=swapped) if item and swapped and not item.other else item


def weekend_of_month(found: Found, today: date) -> DayItem | None:
    """ "le premier week-end de mars"."""
    month, place = _ALL_MONTHS[found["month"]], _PLACES[found["place"]]
    for year in (today.year, today.year + 1):
        days = range(1, monthrange(year, month)[1] + 1)
        saturdays = [one for one in (date(year, month, day) for day in days) if one.weekday() == 5]
        saturday = saturdays[place - 1 if place > 0 else place]
        if saturday >= today:
            return replace(item_of(found, saturday, 2), several=True)
    return None


def week_of_month(found: Found, today: date) -> DayItem | None:
    """ "la première semaine de mai": its first seven days; "la dernière": its last."""
    month = _ALL_MONTHS[found["month"]]
    place = _PLACES[found["place"]]
    for year in (today.year, today.year + 1):
        length = monthrange(year, month)[1]
        first = date(year, month, length - 6 if place < 0 else 7 * place - 6)
        if first + timedelta(days=7) > today:
            return replace(item_of(found, first, 7), several=True)
    return None


def half_month(found: Found, today: date) -> DayItem | None:
    """ "la deuxième quinzaine de décembre": to the fifteenth, or from the sixteenth on."""
    month = month_named(found, today)
    if month is None:
        return None
    first = month.first.replace(day=1)
    if found["half"].startswith(("premi", "1")):
        return replace(month, first=first, last=first + timedelta(days=15))
    return replace(month, first=first + timedelta(days=15))


def days_at_an_end(found: Found, today: date) -> DayItem | None:
    """ "les trois premiers jours de mai"."""
    month, count = month_named(found, today), int(found["n"])
    if month is None:
        return None
    if found["side"] == "premiers":
        return replace(month, last=month.first + timedelta(days=count))
    return replace(month, first=month.last - timedelta(days=count))


def _dated(day: int, month: int, year: str | None, today: date) -> date | None:
    years = [2000 + int(year[-2:])] if year else [today.year, today.year + 1]
    for one in (year for year in years if year <= today.year + FURTHEST_YEARS):
        if 1 <= month <= 12 and 1 <= day <= monthrange(one, month)[1]:
            found = date(one, month, day)
            if found >= today:
                return found
    return None


def day_of_month(found: Found, today: date) -> DayItem | None:
    """ "le 3", "mardi 3": the next third of a month."""
    said = found.groupdict()
    wanted, weekday = int(said["day"]), ALL_WEEKDAYS.get(said.get("weekday") or "")
    for months in range(13):
        first = _months_on(today.replace(day=1), months)
        if not 1 <= wanted <= monthrange(first.year, first.month)[1]:
            continue
        day = first.replace(day=wanted)
        if day >= today:
            item = replace(item_of(found, day), bare_day=weekday != day.weekday())
            if weekday is None or weekday == day.weekday():
                return item
            return replace(item, other=_nearest(day, weekday, today))
    return None


def two_dates(found: Found, today: date) -> DayItem | None:
    """ "du 3 au 7 décembre", "entre le 28 novembre et le 2 décembre"."""
    last_month = _ALL_MONTHS[found["month_b"]]
    first_month = _ALL_MONTHS.get(found["month_a"] or "", last_month)
    last = _dated(int(found["b"]), last_month, None, today)
    first = last and _dated(int(found["a"]), first_month, str(last.year), date(last.year - 1, 1, 1))
    if first and last and first > last and not found["month_a"]:
        first = _months_on(first, -1)  # "du 28 au 2 juillet"
    if not first or not last or first > last:
        return None
    days = (last - first).days + 1
    return replace(item_of(found, first, days), several=True, dated=True) if days <= 62 else None


def two_days_of_month(found: Found, today: date) -> DayItem | None:
    """ "du 7 au 11", "du 28 au 2", of this month or the next one that has them to come."""
    first, last = int(found["a"]), int(found["b"])
    for months in range(3):
        month = _months_on(today.replace(day=1), months)
        length = monthrange(month.year, month.month)[1]
        days = last - first + (length if last < first else 0)  # over the end of the month
        if not (1 <= first <= length and 1 <= last <= length and 0 < days < _MOST_FROM_TO):
            continue
        begins = month.replace(day=first)
        if begins + timedelta(days=days) >= today:
            return replace(item_of(found, begins, days + 1), several=True, bare_day=True)
    return None


def two_weekdays(found: Found, today: date) -> DayItem | None:
    """ "entre lundi et mercredi"."""
    first = next_weekday(today, ALL_WEEKDAYS[found["a"]])
    last = next_weekday(first, ALL_WEEKDAYS[found["b"]])
    item = replace(item_of(found, first, (last - first).days + 1), several=True)
    return replace(item, weekday=first.weekday(), until_weekday=last.weekday())


def week_later(weeks: int) -> Build:
    """The days of this or a later week; only its beginning, middle or end when that is said."""

    def build(found: Found, today: date) -> DayItem | None:
        monday = monday_of(today, weeks)
        named = found.groupdict()
        said = _part_of_week(named.get("part") or named.get("within") or "")
        if said:
            item = item_of(found, monday + timedelta(days=said[0]), said[1])
            later = item.last <= today
            return week_later(weeks + 1)(found, today) if later else replace(item, several=True)
        return replace(item_of(found, monday, 7), several=True)

    return build


_WEEK_PARTS = (
    (("debut", "early", "start", "beginning"), 0, 2),
    (("milieu", "mid"), 1, 3),
    (("fin", "late", "end"), 3, 2),
)


def mid_week(found: Found, today: date) -> DayItem | None:
    """Tuesday to Thursday of this week, or of the next when these are over."""
    for weeks in (0, 1):
        tuesday = monday_of(today, weeks) + timedelta(days=1)
        if tuesday + timedelta(days=3) > today:
            return replace(item_of(found, tuesday, 3), several=True)
    return None


def working_week(found: Found, today: date) -> DayItem:
    """ "Before the end of the week": to its Friday."""
    return replace(item_of(found, monday_of(today), 5), several=True)


def week_of(found: Found, today: date) -> DayItem | None:
    """ "la semaine du 7 décembre"."""
    day = dated_day(found, today) if found["month"] else day_of_month(found, today)
    if day is None:
        return None
    first, days = _part_of_week(found.groupdict().get("part") or "") or (0, 7)
    monday = monday_of(day.first)
    return replace(item_of(found, monday + timedelta(days=first), days), several=True)


def _part_of_week(part: str) -> tuple[int, int] | None:
    """The first day of that part, Monday being 0, and how many they are."""
    return next(
        (
            (first, days)
            for words, first, days in _WEEK_PARTS
            if part and any(word in part for word in words)
        ),
        None,
    )


def weekend(found: Found, today: date) -> DayItem | None:
    """This week-end or a later one."""
    saturday = monday_of(today) + timedelta(days=5)
    said = found.groupdict()
    weeks = 1 if said.get("second") or said.get("next") else 0
    return replace(item_of(found, saturday + timedelta(weeks=weeks), 2), several=True)


def month_named(found: Found, today: date) -> DayItem | None:
    """A named month, or its beginning, middle or end."""
    number = _ALL_MONTHS[found["month"]]
    year = today.year if number >= today.month else today.year + 1
    return _month_part(found, date(year, number, 1), today)


def month_alone(found: Found, today: date) -> DayItem | None:
    """ "april some time"; "may" and "march" alone are other words too often."""
    doubtful = found["month"] in {"may", "march"} and found.start() > 0
    return None if doubtful else month_named(found, today)


def months_later(months: int) -> Build:
    """A builder of the month so many months after this one, or of a part of it."""
    return lambda found, today: _month_part(found, _months_on(today.replace(day=1), months), today)


def _month_part(found: Found, first: date, today: date) -> DayItem | None:
    length = monthrange(first.year, first.month)[1]
    part = found.groupdict().get("part") or ""
    if "debut" in part or "early" in part or "start" in part or "beginning" in part:
        begin, days = 0, 10
    elif "mi" in part:
        begin, days = 10, 10
    elif "fin" in part or "late" in part or "end" in part:
        begin, days = 20, length - 20
    else:
        begin, days = 0, length
    item = replace(item_of(found, first + timedelta(days=begin), days), several=True)
    return item if item.last > today else None
