"""A series of events: when its occurrences are, which are gone, and which have been changed."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from telesec.agenda.busy.lines import Component, Line
from telesec.agenda.busy.rules import BadRule, wall_times
from telesec.agenda.busy.times import BadTime, Length, When, length_of, read_duration, when, whens
from telesec.agenda.busy.zones import Zones


@dataclass(slots=True)
class Gone:
    """Occurrences that are not to be: EXDATE, and what RECURRENCE-ID has replaced.

    Told by their instant, by a day (which many programs write for an hour's occurrence), or by
    a wall time of no zone.
    """

    days: set[date] = field(default_factory=set)
    instants: set[datetime] = field(default_factory=set)
    walls: set[datetime] = field(default_factory=set)

    def add(self, one: When, start: When) -> None:
        """An occurrence of the series that begins with ``start`` is gone."""
        if one.is_day:
            self.days.add(one.wall.date())
        elif start.is_day:
            self.days.add(start.zone.wall(one.instant).date())
        elif one.is_floating:
            self.walls.add(one.wall)
        else:
            self.instants.add(one.instant)

    def has(self, wall: datetime, instant: datetime) -> bool:
        """Whether the occurrence then is gone."""
        return instant in self.instants or wall in self.walls or wall.date() in self.days


@dataclass(frozen=True, slots=True)
class Shift:
    """From one occurrence on all are otherwise (RANGE=THISANDFUTURE); or as they always were."""

    since: datetime  # instant
    by: timedelta
    length: Length
    takes_time: bool


def excluded(event: Component, start: When, zones: Zones, gone: Gone) -> bool:
    """Put the EXDATEs into ``gone``; whether all could be read. What cannot be stays busy."""
    readable = True
    for line in event.all("EXDATE"):
        try:
            for one in whens(line, zones):
                gone.add(one, start)
        except BadTime:
            readable = False
    return readable


def replaced(
    overrides: Iterable[Component], start: When, zones: Zones, gone: Gone
) -> list[tuple[Component, When, When]]:
    """Put the occurrences that ``overrides`` stand for into ``gone``.

    Those that hold for all later ones too are given back, with their RECURRENCE-ID and start.
    """
    onward = []
    for override in overrides:
        line, begins = override.line("RECURRENCE-ID"), override.line("DTSTART")
        with suppress(BadTime):
            if line is None:
                continue
            which = when(line, zones)
            gone.add(which, start)
            if line.parameters.get("RANGE", "").upper() == "THISANDFUTURE":
                onward.append((override, which, when(begins, zones) if begins else which))
    return onward


def shift_of(
    override: Component, which: When, begins: When, start: When, zones: Zones, *, takes_time: bool
) -> Shift:
    """How the occurrences from ``which`` on differ. Raises BadTime."""
    wall = which.wall if which.is_floating or which.is_day else start.zone.wall(which.instant)
    begun = begins.wall if begins.is_floating or begins.is_day else start.zone.wall(begins.instant)
    since = start.zone.instant(wall)
    return Shift(since, begun - wall, length_of(override, begins, zones), takes_time)


def periods(line: Line, zones: Zones) -> Iterable[tuple[When, Length]]:
    """The periods of an RDATE or a FREEBUSY. Raises BadTime."""
    for value in filter(None, line.value.split(",")):
        begin, slash, end = value.partition("/")
        start = when(line._replace(value=begin, parameters=_without_kind(line)), zones)
        if not slash:
            raise BadTime
        if end.strip().upper().startswith(("P", "+P", "-P")):
            length = read_duration(end.strip())
            yield start, Length(length, length)
        else:
            ends = when(line._replace(value=end, parameters=_without_kind(line)), zones)
            exact = ends.instant - start.instant
            yield start, Length(exact, exact)


def _without_kind(line: Line) -> dict[str, str]:
    return {name: value for name, value in line.parameters.items() if name != "VALUE"}


def is_periods(line: Line) -> bool:
    """Whether an RDATE gives periods, each with its own end."""
    return line.parameters.get("VALUE", "").upper() == "PERIOD" or "/" in line.value


def dated(event: Component, start: When, zones: Zones) -> set[datetime]:
    """Wall times of the RDATEs, on the clock of the series. Raises BadTime."""
    walls: set[datetime] = set()
    for line in event.all("RDATE"):
        if is_periods(line):
            continue
        for one in whens(line, zones):
            if one.is_floating:
                walls.add(one.wall)
            elif one.is_day:
                # A day among hours: at the hour of the series.
                walls.add(datetime.combine(one.wall.date(), start.wall.time()))
            else:
                walls.add(start.zone.wall(one.instant))
    return walls


def every_day(rule: str, start: When, first: datetime, last: datetime) -> Sequence[datetime]:
    """In place of a rule that nobody can read: each day at that hour, up to its UNTIL."""
    ends = [part for part in rule.upper().split(";") if part.strip().startswith("UNTIL=")]
    for daily in (";".join(["FREQ=DAILY", *ends]), "FREQ=DAILY"):
        with suppress(BadRule):
            to_wall = start.zone.wall
            return list(wall_times(start.wall, daily, first, last, to_wall, days=start.is_day))
    return []
