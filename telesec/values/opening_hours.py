"""Opening hours: wall time of a week, dates that differ, holidays. Instants are made at the edge.

Wall time and zone are the truth: 08:30 stays 08:30 when the clocks change.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from telesec.values.holidays import Holidays, holiday_on

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_A_DAY = 24 * 60
MOST_WEEKS = 52  # between two that are alike

Range = tuple[int, int]


def minute_of_day(text: str) -> int:
    """Minutes since midnight of "08:30"; "24:00" is the end of the day. Raises ValueError."""
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip())
    if (
        not found
        or int(found[2]) > 59
        or not 0 <= int(found[1]) * 60 + int(found[2]) <= MINUTES_A_DAY
    ):
        raise ValueError(f"{text!r} is not a time of day such as 08:30")
    return int(found[1]) * 60 + int(found[2])


def parse_ranges(text: str) -> tuple[Range, ...]:
    """Minutes since midnight of "08:30-12:00, 14:00-18:00"; "closed" or "" is no range at all.

    Raises ValueError when a range is empty, backwards, or meets the one before it.
    """
    if text.strip() in {"", "closed"}:
        return ()
    ranges: list[Range] = []
    for part in text.split(","):
        start, dash, end = part.partition("-")
        if not dash:
            raise ValueError(f"{part.strip()!r} is not a range such as 08:30-12:00")
        opens, closes = minute_of_day(start), minute_of_day(end)
        if opens >= closes:
            raise ValueError(f"{part.strip()!r} ends before it begins")
        if ranges and opens < ranges[-1][1]:
            raise ValueError(f"{part.strip()!r} begins before the range in front of it ends")
        ranges.append((opens, closes))
    return tuple(ranges)


def _day_ranges(value: Any) -> Any:
    return parse_ranges(value) if isinstance(value, str) else value


def parse_span(value: Any) -> Any:
    """First and last date of "2026-08-01/2026-08-15", as ISO 8601 writes an interval; a date
    alone is both. Anything but a date or text is given back. Raises ValueError.
    """
    if isinstance(value, date):
        return (value, value)
    if not isinstance(value, str):
        return value
    first, slash, last = value.partition("/")
    try:
        begins = date.fromisoformat(first.strip())
        ends = date.fromisoformat(last.strip()) if slash else begins
    except ValueError as error:
        what = "is not a date 2026-12-24 or a span 2026-08-01/2026-08-15"
        raise ValueError(f"{value!r} {what}") from error
    if ends < begins:
        raise ValueError(f"{value!r} ends before it begins")
    return (begins, ends)


DayRanges = Annotated[tuple[Range, ...], BeforeValidator(_day_ranges)]


class DatedHours(BaseModel):
    """Hours of certain local days, first and last included, in place of the week's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    first: date
    last: date
    hours: DayRanges = ()

    @property
    def days(self) -> int:
        """How many days they are: the fewer, the more particular."""
        return (self.last - self.first).days + 1


def _spread_day_spans(data: Any) -> Any:
    """Turn ``mon-fri`` into its days; a day given by itself wins over a span."""
    if not isinstance(data, dict):
        return data
    spread: dict[str, Any] = {}
    for key, value in data.items():
        first, dash, last = str(key).partition("-")
        if dash and first in DAYS and last in DAYS and DAYS.index(first) < DAYS.index(last):
            for day in DAYS[DAYS.index(first) : DAYS.index(last) + 1]:
                spread.setdefault(day, value)
        else:
            spread[str(key)] = value
    return spread | {key: data[key] for key in DAYS if key in data}


def _every(value: Any) -> Any:
    if value in {"even", "odd"} or (type(value) is int and 2 <= value <= MOST_WEEKS):
        return value
    raise ValueError(f"{value!r} is neither even nor odd nor a number of weeks from 2 to 52")


Every = Annotated[str | int, BeforeValidator(_every)]


class AlternateWeeks(BaseModel):
    """Days of certain weeks, in place of the same days of every week; others stay as they are.

    In a file: ``every: even`` or ``odd``, of the weeks as ISO 8601 numbers them; or ``every: 3``
    with ``from: 2026-11-30``: the week of that date, and each third after it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    every: Every
    begins: date | None = Field(default=None, alias="from")
    mon: DayRanges | None = None
    tue: DayRanges | None = None
    wed: DayRanges | None = None
    thu: DayRanges | None = None
    fri: DayRanges | None = None
    sat: DayRanges | None = None
    sun: DayRanges | None = None

    _days = model_validator(mode="before")(_spread_day_spans)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if isinstance(self.every, int) and self.begins is None:
            raise ValueError(f"every: {self.every} needs from: a date in the first such week")
        if not isinstance(self.every, int) and self.begins is not None:
            raise ValueError(f"every: {self.every} goes by the number of the week; it has no from")
        if all(getattr(self, name) is None for name in DAYS):
            raise ValueError("names no day, such as wed: 09:00-12:00")
        return self

    def ranges_on(self, day: date) -> tuple[Range, ...] | None:
        """The open ranges of that day; None when the week or the day is none of these."""
        if not self._is_week_of(day):
            return None
        ranges: tuple[Range, ...] | None = getattr(self, DAYS[day.weekday()])
        return ranges

    def _is_week_of(self, day: date) -> bool:
        if self.begins is None:
            return (day.isocalendar().week % 2 == 0) == (self.every == "even")
        weeks = (monday_of(day) - monday_of(self.begins)).days // 7
        return weeks >= 0 and weeks % int(self.every) == 0


def monday_of(day: date) -> date:
    """The Monday of the week that day is in."""
    return day - timedelta(days=day.weekday())


class WeeklyHours(BaseModel):
    """The hours of one week, day by day, and the dates on which nothing of it holds.

    In a file: ``mon-fri: 08:30-12:00, 14:00-18:00`` · ``sat: 09:00-12:00`` ·
    ``closed_on: [2026-12-25]`` · ``on: {2026-12-24: 08:30-12:00, 2026-08-01/2026-08-15: closed}`` ·
    ``holidays: fr`` · ``weeks: [{every: odd, wed: 09:00-12:00}]``. A date given by itself wins
    over a span, both over holidays, these over ``weeks`` (the first that fits), these over the
    week.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    mon: DayRanges = ()
    tue: DayRanges = ()
    wed: DayRanges = ()
    thu: DayRanges = ()
    fri: DayRanges = ()
    sat: DayRanges = ()
    sun: DayRanges = ()
    closed_on: frozenset[date] = frozenset()
    on: tuple[DatedHours, ...] = ()
    holidays: Holidays | None = None
    weeks: Annotated[tuple[AlternateWeeks, ...], Field(max_length=20)] = ()

    @model_validator(mode="before")
    @classmethod
    def _as_written(cls, data: Any) -> Any:
        spread = _spread_day_spans(data)
        if not isinstance(spread, dict):
            return spread
        if isinstance(spread.get("on"), dict):
            spans = [(parse_span(span), hours) for span, hours in spread["on"].items()]
            spread["on"] = [{"first": a, "last": b, "hours": h} for (a, b), h in spans]
        return spread

    def dated(self, day: date) -> DatedHours | None:
        """What holds on that date in particular: the shortest span that has it."""
        if not self.on and day not in self.closed_on:  # nearly always, and asked for each day
            return None
        closed = [DatedHours(first=day, last=day)] if day in self.closed_on else []
        spans = [span for span in self.on if span.first <= day <= span.last]
        return min([*closed, *spans], key=lambda span: span.days, default=None)

    def holiday(self, day: date) -> str | None:
        """The holiday for which we are closed on that date, by its name; None on other days."""
        if self.holidays is None or self.dated(day):
            return None
        return holiday_on(self.holidays, day)

    def ranges_on(self, day: date) -> tuple[Range, ...]:
        """The open ranges of that local day, in minutes of wall time since midnight."""
        dated = self.dated(day)
        if dated:
            return dated.hours
        if self.holiday(day):
            return ()
        for alternate in self.weeks:
            there = alternate.ranges_on(day)
            if there is not None:
                return there
        ranges: tuple[Range, ...] = getattr(self, DAYS[day.weekday()])
        return ranges

    def within(self, house: "WeeklyHours", day: date) -> tuple[Range, ...]:
        """The open ranges of that day, of hours that are part of ``house``: where it keeps other
        hours on that date in particular, or is closed, these do too. A date that these hours name
        themselves stays as they say.
        """
        ranges = self.ranges_on(day)
        if not ranges or (house.dated(day) is None and house.holiday(day) is None):
            return ranges
        return ranges if self.dated(day) else common(ranges, house.ranges_on(day))

    def open_at(self, local: datetime) -> bool:
        """Whether we are open at that local wall time."""
        minute = local.hour * 60 + local.minute
        return any(start <= minute < end for start, end in self.ranges_on(local.date()))

    def between(
        self, first: date, last: date, zone: ZoneInfo
    ) -> Iterator[tuple[datetime, datetime]]:
        """The open intervals of the local days ``first`` to ``last``, as UTC instants, in order."""
        day = first
        while day <= last:
            for start, end in self.ranges_on(day):
                opens, closes = unix(day, start, zone), unix(day, end, zone)
                if opens < closes:
                    yield datetime.fromtimestamp(opens, UTC), datetime.fromtimestamp(closes, UTC)
            day += timedelta(days=1)


def common(ranges: Sequence[Range], others: Sequence[Range]) -> tuple[Range, ...]:
    """What both have, in order."""
    found = [(max(a, c), min(b, d)) for a, b in ranges for c, d in others]
    return tuple(sorted((start, end) for start, end in found if start < end))


def without(ranges: Sequence[Range], others: Iterable[Range]) -> tuple[Range, ...]:
    """What is left of the ranges when the others are taken out."""
    left = list(ranges)
    for start, end in others:
        left = [
            piece
            for a, b in left
            for piece in ((a, min(b, start)), (max(a, end), b))
            if piece[0] < piece[1]
        ]
    return tuple(left)


def instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall time, ``minute`` after local midnight of ``day``.

    A time the March change skips is read an hour later; one that October has twice, as the first.
    """
    midnight = datetime.combine(day, time(), zone)
    wall = midnight + timedelta(minutes=minute)
    return wall.astimezone(UTC)


def unix(day: date, minute: int, zone: ZoneInfo) -> int:
    """The Unix time of the first moment of that local day at which the clock shows ``minute`` or
    more.

    As ``instant``, but a time the March change skips is the moment of the change: who opens at
    half past two that night opens at three, when the clock shows it.
    """
    midnight = midnight_of(day, zone)
    return _reached(day, minute, zone) if midnight is None else midnight + minute * 60


@lru_cache(maxsize=8192)
def midnight_of(day: date, zone: ZoneInfo) -> int | None:
    """The Unix time at which a day of 24 hours begins; None when the clocks change on it."""
    begins, ends = (instant(one, 0, zone) for one in (day, day + timedelta(days=1)))
    return int(begins.timestamp()) if ends - begins == timedelta(days=1) else None


def _reached(day: date, minute: int, zone: ZoneInfo) -> int:
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    found = instant(day, minute, zone)
    while True:
        sooner = found - timedelta(minutes=1)
        if sooner.astimezone(zone).replace(tzinfo=None) < wall:
            return int(found.timestamp())
        found = sooner
