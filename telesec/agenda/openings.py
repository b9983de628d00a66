"""When a practitioner can be booked for a kind of appointment, before anybody has booked.

Hours at the usual place and elsewhere, the practice's own closed dates, absences, and the hours
the kind is bound to are put together as wall time, day by day; Unix times are made at the end.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from telesec.agenda.absence import AbsentSpan
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.values.opening_hours import Range, WeeklyHours, common, midnight_of, unix, without

A_DAY = timedelta(days=1)


class Opening(NamedTuple):
    """A stretch of time that is open, within one local day. Unix times."""

    day: date
    opens: int
    closes: int
    grid: int  # starts are counted from here: where it would open if nobody were absent


class _Rules(NamedTuple):
    """By what it is decided when a practitioner sees people for a kind of appointment."""

    house: WeeklyHours
    by_place: tuple[WeeklyHours, ...]  # who is at the first is not at the others
    only: WeeklyHours | None  # what the kind is bound to

    def ranges_on(self, day: date) -> Sequence[Range]:
        """The ranges of that local day, absences not counted; none is at two places."""
        ranges: Sequence[Range] = self.by_place[0].within(self.house, day)
        if len(self.by_place) > 1:
            found = list(ranges)
            for hours in self.by_place[1:]:
                found += without(hours.within(self.house, day), list(found))
            ranges = sorted(found)
        if self.only is not None and ranges:
            ranges = common(ranges, self.only.within(self.house, day))
        return ranges


def openings(
    practitioner: Practitioner,
    kind: AppointmentType,
    first: date,
    last: date,
    absent: Iterable[AbsentSpan],
) -> Iterator[Opening]:
    """The openings of the local days from ``first`` to ``last``, in order.

    ``absent``: absences of the client's; those of others are left aside.
    """
    zone, own = practitioner.client.zone, [one for one in absent if one.is_of(practitioner.id)]
    elsewhere = (one.hours for one in practitioner.elsewhere)
    by_place = (*elsewhere, practitioner.opening_hours)
    rules = _Rules(practitioner.client.opening_hours, by_place, kind.hours)
    day = first
    while day <= last:
        ranges = rules.ranges_on(day)
        away = [span for one in own if (span := one.minutes_on(day))] if own and ranges else ()
        midnight = midnight_of(day, zone) if ranges else None
        for start, end in ranges:
            if midnight is not None and not away:  # nearly always
                opens = midnight + start * 60
                yield Opening(day, opens, midnight + end * 60, opens)
                continue
            grid = unix(day, start, zone)
            for begins, ends in without([(start, end)], away):
                opens, closes = unix(day, begins, zone), unix(day, ends, zone)
                if opens < closes:
                    yield Opening(day, opens, closes, grid)
        day += A_DAY
