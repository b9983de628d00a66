"""Opening hours: wall time of a week, dates that differ, holidays. Instants are made at the edge.

Wall time and zone are the truth: 08:30 stays 08:30 when the clocks change.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from telesec.values.holidays import Holidays, holiday_on

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_A_DAY = 24 * 60

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


class WeeklyHours(BaseModel):
    """The hours of one week, day by day, and the dates on which nothing of it holds.

    In a file: ``mon-fri: 08:30-12:00, 14:00-18:00`` · ``sat: 09:00-12:00`` ·
    ``closed_on: [2026-12-25]`` · ``on: {2026-12-24: 08:30-12:00, 2026-08-01/2026-08-15: closed}`` ·
    ``holidays: fr``. A date given by itself wins over a span, both over holidays.
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

    @model_validator(mode="before")
    @classmethod
    def _spread_day_spans(cls, data: Any) -> Any:
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
        spread |= {key: data[key] for key in DAYS if key in data}
        if isinstance(spread.get("on"), dict):
            spans = [(parse_span(span), hours) for span, hours in spread["on"].items()]
            spread["on"] = [{"first": a, "last": b, "hours": h} for (a, b), h in spans]
        return spread

    def dated(self, day: date) -> DatedHours | None:
        """What holds on that date in particular: the shortest span that has it."""
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
        ranges: tuple[Range, ...] = getattr(self, DAYS[day.weekday()])
        return ranges

    def closed_with(self, house: "WeeklyHours", day: date) -> bool:
        """Whether that day is closed because ``house``, whose hours these are part of, is closed
        then in particular. A date that these hours name themselves stays as they say.
        """
        particular = house.dated(day) is not None or house.holiday(day) is not None
        return particular and not house.ranges_on(day) and self.dated(day) is None

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
                opens, closes = instant(day, start, zone), instant(day, end, zone)
                if opens < closes:
                    yield opens, closes
            day += timedelta(days=1)


def instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall time, ``minute`` after local midnight of ``day``.

    A time the March change skips is read an hour later; one that October has twice, as the first.
    """
    midnight = datetime.combine(day, time(), zone)
    wall = midnight + timedelta(minutes=minute)
    return wall.astimezone(UTC)
