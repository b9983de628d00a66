"""Times of events as others write them: a day or a wall clock's time, and how long it takes."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from telesec.agenda.busy.lines import Component, Line
from telesec.agenda.busy.rules import BadRule, read_moment
from telesec.agenda.busy.zones import UNIVERSAL, Zone, Zones

_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?"
    r"(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9})S)?)?",
    re.IGNORECASE,
)
_FIRST_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
A_DAY = timedelta(days=1)
# Nearer to the ends of the calendar no zone can be reckoned with; nobody has appointments there.
EARLIEST, LATEST = datetime(1, 1, 4), datetime(9999, 12, 28)  # noqa: DTZ001 - wall clocks


class BadTime(ValueError):
    """A time that cannot be read."""


@dataclass(frozen=True, slots=True)
class When:
    """A time on a wall clock, or a whole day (from its midnight). All naive."""

    wall: datetime
    zone: Zone
    is_day: bool = False
    is_floating: bool = False  # it named no zone of its own
    zone_unknown: bool = False

    @property
    def instant(self) -> datetime:
        """In UTC."""
        return self.zone.instant(self.wall)


@dataclass(frozen=True, slots=True)
class Length:
    """How long something takes, on the wall clock and in truth; they differ over a change."""

    on_wall: timedelta
    exact: timedelta
    is_exact: bool = False

    def end(self, wall: datetime, zone: Zone) -> datetime:
        """The instant at which it is over: the later of both, where programs differ."""
        if self.is_exact:
            return zone.instant(wall) + self.exact
        return max(zone.instant(wall) + self.exact, zone.instant(wall + self.on_wall))


def whens(line: Line, zones: Zones) -> list[When]:
    """The times of a property that may have several. Raises BadTime."""
    return [when(line._replace(value=value), zones) for value in line.value.split(",") if value]


def when(line: Line, zones: Zones) -> When:
    """The time of a property. Raises BadTime."""
    if line.is_date:
        return When(_within(_moment(line.value[:8])[0].replace(hour=0)), zones.ours, is_day=True)
    wall, is_utc = _moment(line.value)
    if is_utc:
        return When(_within(wall), UNIVERSAL)
    if not line.zone:
        return When(_within(wall), zones.floating, is_floating=True)
    zone = zones.find(line.zone)
    return When(_within(wall), zone or zones.ours, zone_unknown=zone is None)


def day_in(line: Line | None, zones: Zones) -> When | None:
    """The whole day that a time which cannot be read seems to be on."""
    matched = _FIRST_DAY.search(line.value) if line else None
    if matched is None:
        return None
    try:
        midnight = datetime.fromisoformat("-".join(matched.groups()))
        return When(_within(midnight), zones.ours, is_day=True)
    except ValueError:
        return None


def length_of(event: Component, start: When, zones: Zones) -> Length:
    """How long an event takes, below zero where it ends before it starts. Raises BadTime."""
    end = event.line("DTEND")
    if end is not None:
        ends = when(end, zones)
        if start.is_day and ends.is_day:
            days = ends.wall - start.wall
            # A day that ends on itself is that day: some programs mean the last day by DTEND.
            return _days(days or A_DAY)
        exact = ends.instant - start.instant
        return Length(start.zone.wall(ends.instant) - start.wall, exact)
    duration = event.value("DURATION")
    if duration:
        length = read_duration(duration)
        of_hours = duration.upper().lstrip("+-").startswith("PT")
        return _days(length) if start.is_day else Length(length, length, is_exact=of_hours)
    return _days(A_DAY) if start.is_day else Length(timedelta(), timedelta())


def read_duration(text: str) -> timedelta:
    """A duration as iCalendar writes it. Raises BadTime."""
    matched = _DURATION.fullmatch(text)
    if matched is None or not any(matched.groups()[1:]):
        raise BadTime
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in matched.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -length if matched[1] == "-" else length


def _days(length: timedelta) -> Length:
    """Of whole days the wall clock alone decides: some have 23 hours, some 25."""
    return Length(length, timedelta())


def _moment(value: str) -> tuple[datetime, bool]:
    """Naive, and whether it is UTC; as ISO 8601 writes it too, which some programs do."""
    try:
        return read_moment(value)
    except BadRule:
        pass
    try:
        iso = datetime.fromisoformat(value.strip())
    except ValueError as error:
        raise BadTime from error
    if iso.tzinfo is None:
        return iso, False
    try:
        return iso.astimezone(UTC).replace(tzinfo=None), True
    except OverflowError as error:
        raise BadTime from error


def _within(wall: datetime) -> datetime:
    if not EARLIEST <= wall <= LATEST:
        raise BadTime
    return wall
