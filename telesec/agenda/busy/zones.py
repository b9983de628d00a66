"""Zones as other calendars name them: IANA, Windows, an offset, or the file's own definition.

A zone tells the instant of a wall clock's time and back, all naive: instants are UTC. An hour
that is there twice is the first of the two, one that is skipped is read on the clock as it was
before (RFC 5545 3.3.5).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from telesec.agenda.busy.lines import Component
from telesec.agenda.busy.rules import BadRule, read_moment, wall_times

_UTC_NAMES = frozenset({"utc", "gmt", "z", "zulu", "tzone://microsoft/utc", "etc/utc"})
_NAMED_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?")
_LONGEST_OFFSET = timedelta(hours=18)


class Zone(Protocol):
    """What tells instants of wall times, and wall times of instants."""

    def instant(self, wall: datetime) -> datetime:
        """Naive UTC."""
        ...

    def wall(self, instant: datetime) -> datetime:
        """What the clock on the wall shows then."""
        ...


class NamedZone:
    """A zone of the IANA's."""

    def __init__(self, name: str) -> None:
        self._zone = ZoneInfo(name)

    def instant(self, wall: datetime) -> datetime:
        """Naive UTC."""
        # Asked of the zone itself, for it is asked a hundred thousand times.
        return wall - (self._zone.utcoffset(wall) or timedelta())

    def wall(self, instant: datetime) -> datetime:
        """What the clock on the wall shows then."""
        return instant.replace(tzinfo=UTC).astimezone(self._zone).replace(tzinfo=None)


class OffsetZone:
    """A clock that is always as far from UTC; by default UTC itself."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self._offset = offset

    def instant(self, wall: datetime) -> datetime:
        """Naive UTC."""
        return wall - self._offset

    def wall(self, instant: datetime) -> datetime:
        """What the clock on the wall shows then."""
        return instant + self._offset


class FileZone:
    """A zone that a calendar defines for itself: the changes of its clocks."""

    def __init__(self, changes: Iterable[tuple[datetime, timedelta, timedelta]]) -> None:
        """Of each change the wall time before it, the offset before, and the one after."""
        ordered = sorted(changes, key=lambda one: one[0] - one[1])
        self._instants = [wall - before for wall, before, _ in ordered]
        # A clock put forward shows nothing new until the skipped hour is over.
        self._struck = [wall + max(after - before, timedelta()) for wall, before, after in ordered]
        self._offsets = [ordered[0][1], *(after for _, _, after in ordered)]

    def instant(self, wall: datetime) -> datetime:
        """Naive UTC."""
        return wall - self._offsets[bisect_right(self._struck, wall)]

    def wall(self, instant: datetime) -> datetime:
        """What the clock on the wall shows then."""
        return instant + self._offsets[bisect_right(self._instants, instant)]


UNIVERSAL = OffsetZone()


class Zones:
    """The zones of one calendar, by the names that it gives them."""

    def __init__(self, calendar: Component, ours: str, last: datetime) -> None:
        """``ours``: where the client is; ``last``: up to when definitions are followed."""
        self.ours: Zone = named(ours) or UNIVERSAL
        self._defined = {
            part.value("TZID"): part for part in calendar.parts if part.kind == "VTIMEZONE"
        }
        self._last = last
        self._found: dict[str, Zone | None] = {}
        self.unknown: set[str] = set()
        # What an hour without any zone means (floating): the calendar's own zone, else ours.
        self.floating: Zone = named(calendar.value("X-WR-TIMEZONE")) or self.ours

    def find(self, name: str) -> Zone | None:
        """The zone of that name; None, and noted, when nothing explains it."""
        if name not in self._found:
            self._found[name] = named(name) or self._own(name)
            if self._found[name] is None:
                self.unknown.add(name)
        return self._found[name]

    def _own(self, name: str) -> Zone | None:
        definition = self._defined.get(name)
        try:
            return defined(definition, self._last) if definition else None
        except (BadRule, ValueError, OverflowError, LookupError):
            return None


@cache
def _by_folded_name() -> dict[str, str]:
    names = {name.casefold(): name for name in available_timezones()}
    windows = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}
    return names | windows


def named(name: str) -> Zone | None:
    """A zone by IANA's or Windows's name, with or without a maker's prefix, or by its offset."""
    bare = name.strip().strip('"').strip()
    if not bare:
        return None
    if bare.casefold() in _UTC_NAMES:
        return UNIVERSAL
    # /citadel.org/20210210_1/Europe/Paris, /freeassociation.sourceforge.net/Europe/Paris
    parts = bare.split("/")
    for position in range(len(parts)):
        found = _by_folded_name().get("/".join(parts[position:]).casefold())
        if found and (position == 0 or bare.startswith("/")):
            return NamedZone(found)
    matched = _NAMED_OFFSET.fullmatch(bare.replace(" ", ""))
    with suppress(BadRule):
        return OffsetZone(_offset_of(*matched.groups())) if matched else None
    return None


def _offset_of(sign: str, hours: str, minutes: str | None) -> timedelta:
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > _LONGEST_OFFSET:
        raise BadRule
    return -offset if sign == "-" else offset


def defined(definition: Component, last: datetime) -> Zone:
    """The zone of a VTIMEZONE. Raises BadRule, ValueError."""
    changes: list[tuple[datetime, timedelta, timedelta]] = []
    for part in definition.parts:
        before, after = _offset(part.value("TZOFFSETFROM")), _offset(part.value("TZOFFSETTO"))
        start, _ = read_moment(part.value("DTSTART"))
        walls = {start}
        for line in part.all("RDATE"):
            walls.update(read_moment(value)[0] for value in line.value.split(","))
        for line in part.all("RRULE"):
            to_wall = OffsetZone(before).wall
            walls.update(wall_times(start, line.value, start, last, to_wall, days=False))
        changes += [(wall, before, after) for wall in walls]
    if not changes:
        raise BadRule
    return FileZone(changes)


def _offset(text: str) -> timedelta:
    matched = _OFFSET.fullmatch(text)
    if matched is None:
        raise BadRule
    return _offset_of(*matched.groups())
