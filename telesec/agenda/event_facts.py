"""What an event says that matters, however a calendar server or program writes it down.

Servers reorder lines and add their own, programs add alarms and colours: nobody's appointment is
changed by that. So events are compared by what they say.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from pydantic import BaseModel, ConfigDict

LONGEST_TEXT = 4_000


class Facts(BaseModel):
    """When an event is, and what it says. Instants in UTC; texts with single spaces."""

    model_config = ConfigDict(frozen=True)

    starts_at: datetime | None
    ends_at: datetime | None
    summary: str = ""
    place: str = ""
    description: str = ""
    all_day: bool = False
    repeats: bool = False
    cancelled: bool = False

    def same_time(self, other: "Facts") -> bool:
        """Whether both stand at the same time: what else is said is no matter."""
        return self._time() == other._time()

    def _time(self) -> tuple[object, ...]:
        return self.starts_at, self.ends_at, self.all_day, self.repeats, self.cancelled


# Of an event that we have taken out of a calendar, or may have: what is remembered in its place.
TAKEN_OUT = Facts(starts_at=None, ends_at=None, cancelled=True)


def facts_in(text: bytes, zone: ZoneInfo) -> Facts | None:
    """The facts of the one event in ``text``; times without a zone are in ``zone``.

    None when it cannot be read, or holds no event.
    """
    try:
        events: list[Any] = Calendar.from_ical(text).walk("VEVENT")
        first = next((one for one in events if "RECURRENCE-ID" not in one), None)
        if first is None:
            return None
        return _facts(first, zone, repeats="RRULE" in first or "RDATE" in first or len(events) > 1)
    except (ValueError, KeyError, AttributeError, IndexError, TypeError, OverflowError):
        return None


def alarms_in(text: bytes) -> bytes:
    """The reminders that somebody has set in an event, as they stand there."""
    try:
        found: list[Any] = Calendar.from_ical(text).walk("VALARM")
        return b"".join(bytes(one.to_ical()) for one in found[:5])
    except (ValueError, KeyError, AttributeError, IndexError, TypeError):
        return b""


def _facts(event: Any, zone: ZoneInfo, *, repeats: bool) -> Facts:
    start = event.decoded("DTSTART")
    starts_at = _instant(start, zone)
    if "DTEND" in event:
        ends_at = _instant(event.decoded("DTEND"), zone)
    elif "DURATION" in event:
        ends_at = starts_at + event.decoded("DURATION")
    else:
        ends_at = starts_at + (timedelta(0) if isinstance(start, datetime) else timedelta(days=1))
    return Facts(
        starts_at=starts_at,
        ends_at=ends_at,
        summary=_plain(event.get("SUMMARY")),
        place=_plain(event.get("LOCATION")),
        description=_plain(event.get("DESCRIPTION")),
        all_day=not isinstance(start, datetime),
        repeats=repeats,
        cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
    )


def _instant(value: date | datetime, zone: ZoneInfo) -> datetime:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)


def _plain(value: Any) -> str:
    given = value[0] if isinstance(value, list) else value
    return " ".join(str(given or "").split())[:LONGEST_TEXT]
