"""The night, in which no text message wakes anybody who is not waiting for it: 21:00 to 8:00.

By the wall clock of the client, whose callers live near it; so it is right when the clocks change.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from telesec.values.opening_hours import instant

FIRST_HOUR, LAST_HOUR = 8, 21  # of the day; from 21:00 on it is night
FIRST_MINUTE, LAST_MINUTE = FIRST_HOUR * 60, LAST_HOUR * 60


def is_night(now: datetime, zone: ZoneInfo) -> bool:
    """Whether people there are to be left alone."""
    return not FIRST_HOUR <= now.astimezone(zone).hour < LAST_HOUR


def by_day(now: datetime, zone: ZoneInfo) -> datetime:
    """``now``, or when the night that it is in there ends: a UTC instant."""
    if not is_night(now, zone):
        return now
    local = now.astimezone(zone)
    morning = local.date() + timedelta(days=local.hour >= LAST_HOUR)
    return instant(morning, FIRST_MINUTE, zone)
