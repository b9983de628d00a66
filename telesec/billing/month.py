"""A calendar month, as people write it: "2026-11". Which instants are in it depends on the zone."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

EARLIEST_YEAR, LATEST_YEAR = 2000, 2099


class NotAMonth(ValueError):
    """The text is not a month; the message says what one looks like."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month of the calendar."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (EARLIEST_YEAR <= self.year <= LATEST_YEAR and 1 <= self.number <= 12):
            raise NotAMonth(f"{self} is not a month of the years {EARLIEST_YEAR} to {LATEST_YEAR}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The month written "2026-11". Raises NotAMonth for anything else."""
        found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text.strip())
        if not found or not 1 <= int(found[2]) <= 12:
            raise NotAMonth(f"{text!r} is not a month such as 2026-11")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The month ``day`` is in."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first_on(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last_on(self) -> date:
        """Its last day."""
        return self._next_first_on() - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days it has."""
        return self.last_on.day

    def previous(self) -> "Month":
        """The month before."""
        return Month.of(self.first_on - timedelta(days=1))

    def starts_at(self, zone: ZoneInfo) -> datetime:
        """The UTC instant at which it begins in ``zone``."""
        return datetime.combine(self.first_on, time(), zone).astimezone(UTC)

    def ends_at(self, zone: ZoneInfo) -> datetime:
        """The UTC instant at which the next one begins in ``zone``."""
        return datetime.combine(self._next_first_on(), time(), zone).astimezone(UTC)

    def _next_first_on(self) -> date:
        return (self.first_on + timedelta(days=31)).replace(day=1)
