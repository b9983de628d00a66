"""From somebody else's calendar to the spans of time it takes, within limits.

Fails closed: what cannot be read to the end counts as busy, is marked with its doubt, and is
counted, so that people see it. Pure; runs in a process of its own (process.py).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from telesec.agenda.busy.judging import newest, period_takes_time, takes_time
from telesec.agenda.busy.lines import Component, Line, read_calendars
from telesec.agenda.busy.rules import BadRule, TooOften, until_of, wall_times
from telesec.agenda.busy.series import (
    Gone,
    Shift,
    dated,
    every_day,
    excluded,
    is_periods,
    periods,
    replaced,
    shift_of,
)
from telesec.agenda.busy.spans import Span, in_pieces
from telesec.agenda.busy.times import A_DAY, BadTime, Length, When, day_in, length_of, when
from telesec.agenda.busy.zones import Zones

MOST_EVENTS = 100_000
MOST_OCCURRENCES = 200_000
MOST_SPANS = 20_000  # when all is made one; a day every quarter of an hour for a year is 9,000
LONGEST = timedelta(days=3_660)  # of one event; a beginning further back is looked for no more
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - all instants are naive in here
ALWAYS = datetime(1, 1, 1)  # noqa: DTZ001


class TooMuch(ValueError):
    """More events or occurrences than a calendar of a person can have."""


class Doubt(StrEnum):
    """Why a busy time may be another than its author meant."""

    ZONE = "zone"  # of a zone that nothing explains: taken in the client's
    TIME = "time"  # a time or a rule that cannot be read
    OFTEN = "often"  # a rule of seconds or minutes, or one too long to follow: all is taken


@dataclass(frozen=True, slots=True)
class Terms:
    """How a calendar is to be read. Unix times."""

    zone: str  # the client's, by its IANA name
    first: int
    last: int
    tentative_is_free: bool = False
    own_uids: frozenset[str] = frozenset()  # of appointments that are ours already


@dataclass(slots=True)
class Reading:
    """What a calendar came to."""

    spans: list[Span] = field(default_factory=list)  # in order
    busy: int = 0  # occurrences that take time
    unplaced: int = 0  # events that cannot be read at all: nobody knows when they are
    doubts: dict[str, int] = field(default_factory=dict)  # how many events, by their doubt
    unknown_zones: list[str] = field(default_factory=list)


def read_busy(bodies: Iterable[bytes], terms: Terms) -> Reading:
    """The busy times of calendars, given as their bytes: made one where they meet, and none longer
    than a day. In a process's main thread only.

    Raises NotACalendar, TooMuch.
    """
    reading = _read(bodies, terms)
    reading.spans = in_pieces(reading.spans)
    if len(reading.spans) > MOST_SPANS:
        raise TooMuch
    return reading


def read_occurrences(bodies: Iterable[bytes], terms: Terms) -> Reading:
    """The same, each occurrence for itself and whole, however it meets others.

    Raises NotACalendar, TooMuch.
    """
    reading = _read(bodies, terms)
    reading.spans = sorted(set(reading.spans))
    return reading


def _read(bodies: Iterable[bytes], terms: Terms) -> Reading:
    reading, doubts = Reading(), Counter[str]()
    unknown: set[str] = set()
    events = 0
    for body in bodies:
        for calendar in read_calendars(body):
            events += len(calendar.parts)
            if events > MOST_EVENTS:
                raise TooMuch
            zones = Zones(calendar, terms.zone, _naive(terms.last) + 2 * A_DAY)
            _Calendar(terms, zones, reading, doubts).read(calendar)
            unknown |= zones.unknown
    reading.doubts = dict(doubts)
    reading.unknown_zones = sorted(unknown)
    return reading


class _Calendar:
    """One VCALENDAR on its way to spans."""

    def __init__(self, terms: Terms, zones: Zones, reading: Reading, doubts: Counter[str]) -> None:
        self.terms, self.zones, self.reading, self.doubts = terms, zones, reading, doubts
        self.first, self.last = _naive(terms.first), _naive(terms.last)

    def read(self, calendar: Component) -> None:
        by_uid: dict[str, list[Component]] = {}
        for number, part in enumerate(calendar.parts):
            if part.kind == "VEVENT":
                # One without a UID stands for itself.
                by_uid.setdefault(part.value("UID") or f"\n{number}", []).append(part)
            elif part.kind == "VFREEBUSY":
                self._periods(part)
        for uid, events in by_uid.items():
            if uid in self.terms.own_uids:
                continue
            try:
                self._series(events)
            except OverflowError:  # beyond the end of the calendar
                self.reading.unplaced += 1

    def _series(self, events: Sequence[Component]) -> None:
        """All that bears one UID: masters, and occurrences that differ from them."""
        groups: dict[str, list[Component]] = {}
        for event in events:
            line = event.line("RECURRENCE-ID")
            groups.setdefault(f"{line.zone}:{line.value}" if line else "", []).append(event)
        masters = newest(groups.pop("", []))
        overrides = [event for group in groups.values() for event in newest(group)]
        for master in masters:
            self._master(master, overrides)
        for override in overrides:
            # With a rule of its own it is a series, though none should have one.
            self._master(override, ())

    def _takes_time(self, event: Component) -> bool:
        return takes_time(event, tentative_is_free=self.terms.tentative_is_free)

    def _master(self, event: Component, overrides: Sequence[Component]) -> None:
        if not any(map(self._takes_time, (event, *overrides))):
            return
        start = self._start(event)
        if start is None:
            if self._takes_time(event):
                self._somewhere(event)
            return
        length, doubt = self._length(event, start)
        gone = Gone()
        shifts = [Shift(ALWAYS, timedelta(), length, self._takes_time(event))]
        for override, which, begins in replaced(overrides, start, self.zones, gone):
            with suppress(BadTime):
                counts = self._takes_time(override)
                shifts.append(
                    shift_of(override, which, begins, start, self.zones, takes_time=counts)
                )
        shifts.sort(key=lambda shift: shift.since)
        if not any(shift.takes_time for shift in shifts):
            return
        if not excluded(event, start, self.zones, gone):
            doubt = doubt or Doubt.TIME
        walls, worse = self._walls(event, start, shifts)
        doubt = worse or doubt
        for wall in sorted(walls):
            instant = start.zone.instant(wall)
            if not gone.has(wall, instant):
                shift = next(one for one in reversed(shifts) if one.since <= instant)
                if shift.takes_time:
                    self._keep(wall + shift.by, start, shift.length, doubt)
        self._note(doubt)

    def _start(self, event: Component) -> When | None:
        line = event.line("DTSTART")
        with suppress(BadTime):
            return when(line, self.zones) if line else None
        return None

    def _length(self, event: Component, start: When) -> tuple[Length, Doubt | None]:
        doubt = Doubt.ZONE if start.zone_unknown else None
        try:
            length = length_of(event, start, self.zones)
        except BadTime:
            # Its end cannot be read: up to the end of that day.
            rest = A_DAY - timedelta(hours=start.wall.hour, minutes=start.wall.minute)
            return Length(rest, rest), Doubt.TIME
        return length, Doubt.TIME if length.on_wall < timedelta() else doubt

    def _somewhere(self, event: Component) -> None:
        """Its beginning cannot be read: the whole day that it names, if it names any."""
        day = day_in(event.line("DTSTART"), self.zones) or day_in(event.line("DTEND"), self.zones)
        if day is None:
            self.reading.unplaced += 1
            return
        self._keep(day.wall, day, Length(A_DAY, timedelta()), Doubt.TIME)
        self._note(Doubt.TIME)

    def _walls(
        self, event: Component, start: When, shifts: Sequence[Shift]
    ) -> tuple[set[datetime], Doubt | None]:
        """When it happens, in what is looked at and as far round it as it reaches."""
        reach = max(abs(one.by) + abs(one.length.on_wall) for one in shifts)
        reach = min(reach, LONGEST) + A_DAY
        first, last = start.zone.wall(self.first) - reach, start.zone.wall(self.last) + reach
        walls, doubt = {start.wall}, None
        for line in event.all("RRULE"):
            try:
                walls.update(self._by_rule(line, start, first, last))
            except TooOften:
                self._all_of_it(line, start)
                doubt = Doubt.OFTEN
            except BadRule:
                walls.update(every_day(line.value, start, first, last))
                doubt = doubt or Doubt.TIME
        try:
            walls |= dated(event, start, self.zones)
            self._dated_periods(event, shifts[0])
        except BadTime:
            doubt = doubt or Doubt.TIME
        return walls, doubt

    def _by_rule(self, line: Line, start: When, first: datetime, last: datetime) -> list[datetime]:
        to_wall = start.zone.wall
        return list(wall_times(start.wall, line.value, first, last, to_wall, days=start.is_day))

    def _dated_periods(self, event: Component, as_always: Shift) -> None:
        for line in event.all("RDATE"):
            if is_periods(line) and as_always.takes_time:
                for start, length in periods(line, self.zones):
                    self._keep(start.wall, start, length, None)

    def _all_of_it(self, line: Line, start: When) -> None:
        """A rule that cannot be followed takes all from its beginning to its end."""
        until = until_of(line.value, start.zone.wall, days=start.is_day)
        end = start.zone.instant(until) if until else self.last
        exact = end - start.instant
        if exact > timedelta():
            self._keep(start.wall, start, Length(exact, exact), Doubt.OFTEN)

    def _periods(self, free_busy: Component) -> None:
        for line in free_busy.all("FREEBUSY"):
            kind = line.parameters.get("FBTYPE", "BUSY")
            if not period_takes_time(kind, tentative_is_free=self.terms.tentative_is_free):
                continue
            try:
                for start, length in periods(line, self.zones):
                    self._keep(start.wall, start, length, None)
            except BadTime:
                self.reading.unplaced += 1

    def _keep(self, wall: datetime, start: When, length: Length, doubt: Doubt | None) -> None:
        """One occurrence; what lies outside of what is looked at is cut off."""
        begin, end = start.zone.instant(wall), length.end(wall, start.zone)
        if length.on_wall < timedelta():
            begin, end = start.zone.instant(wall + length.on_wall), begin
        begin, end = max(begin, self.first), min(end, self.last)
        if begin >= end:
            return
        self.reading.busy += 1
        if self.reading.busy > MOST_OCCURRENCES:
            raise TooMuch
        self.reading.spans.append(Span(_unix(begin), _unix(end), doubt.value if doubt else ""))

    def _note(self, doubt: Doubt | None) -> None:
        if doubt is not None:
            self.doubts[doubt.value] += 1


def _naive(unix: int) -> datetime:
    return EPOCH + timedelta(seconds=unix)


def _unix(instant: datetime) -> int:
    return int((instant - EPOCH).total_seconds())
