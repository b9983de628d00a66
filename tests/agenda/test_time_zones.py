"""Our hand-written time zones say what the zone database says."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Timezone

from telesec.agenda import time_zones
from telesec.agenda.time_zones import has_rules, zone_lines
from tests.amounts import some

ZONES = sorted(time_zones._RULES)


@pytest.mark.parametrize("zone", some(ZONES))
def test_the_rules_are_those_of_the_zone_database(zone: str) -> None:
    written = "\r\n".join(["BEGIN:VCALENDAR", *zone_lines(zone), "END:VCALENDAR", ""])
    (component,) = Calendar.from_ical(written).walk("VTIMEZONE")
    assert isinstance(component, Timezone)
    ours, true = component.to_tz(lookup_tzid=False), ZoneInfo(zone)
    instant = datetime(2026, 1, 1, 0, 30, tzinfo=UTC)
    while instant.year < 2031:
        local = instant.astimezone(true)
        # Around each change as well: the hour before and the hour after are half-hours of it.
        wall = local.replace(tzinfo=None)
        if not local.fold and (wall + timedelta(hours=2)).replace(tzinfo=true).utcoffset() == (
            local.utcoffset()
        ):
            assert ours.utcoffset(wall) == local.utcoffset(), f"{zone} {wall}"
        instant += timedelta(hours=7)
    for month in (1, 7):
        winter_or_summer = datetime(2027, month, 15, 12)  # noqa: DTZ001
        assert ours.utcoffset(winter_or_summer) == true.utcoffset(winter_or_summer)


def test_the_changes_are_at_the_right_minute() -> None:
    lines = zone_lines("Europe/Paris")
    assert "DTSTART:19810329T020000" in lines
    assert "DTSTART:19961027T030000" in lines
    london = zone_lines("Europe/London")
    assert "DTSTART:19810329T010000" in london
    assert "DTSTART:19961027T020000" in london


def test_an_unknown_zone_gets_utc() -> None:
    assert not has_rules("Asia/Tokyo")
    assert "TZID:UTC" in zone_lines("Asia/Tokyo")
