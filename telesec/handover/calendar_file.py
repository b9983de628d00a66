"""An agenda as an iCalendar file (RFC 5545), as calendar programs export it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar

from telesec.agenda.busy.expansion import Doubt, Reading, Terms, TooMuch, read_occurrences
from telesec.agenda.busy.lines import NotACalendar
from telesec.handover.attending import address_in
from telesec.handover.incoming import Incoming, Refused, Unreadable
from telesec.values.telephone import numbers_in

LARGEST = 20_000_000  # octets of a file
MOST_EVENTS = 100_000
LONGEST = timedelta(hours=24)  # of an appointment

# "Jean Dupont — consultation", as our own feeds write it, and as many people do.
_WHO_AND_WHAT = re.compile(r"\s+[—–|-]\s+|\s*:\s+")
_TOO_LONG = "it takes more than a day: note it as an absence"
_DOUBTS = {
    Doubt.ZONE: "its time zone is none that anybody knows",
    Doubt.TIME: "its time or its rule cannot be read",
    Doubt.OFTEN: "it recurs more often than an appointment can",
}


def read_calendar(
    body: bytes, *, zone: str, country: str, first: datetime, last: datetime
) -> Iterator[Incoming | Refused]:
    """Each appointment from ``first`` to ``last`` (recurring ones one by one), or why an event is
    none. ``zone`` is the client's, for times that name no zone.

    Raises Unreadable when the file is no calendar.
    """
    found = _calendar(body)
    zones = [part for part in found.subcomponents if part.name == "VTIMEZONE"]
    terms = Terms(zone, int(first.timestamp()), int(last.timestamp()))
    by_uid: dict[str, list[Any]] = {}
    events = found.walk("VEVENT")
    if not events:
        raise Unreadable("the calendar holds no event; export the agenda anew, with its events")
    for number, event in enumerate(events, start=1):
        if number > MOST_EVENTS:
            raise Unreadable(f"no more than {MOST_EVENTS} events are read")
        by_uid.setdefault(str(event.get("UID") or f"event {number}"), []).append(event)
    for number, (uid, events) in enumerate(by_uid.items(), start=1):
        yield from _appointments(f"event {number}", uid, events, zones, terms, country)


def _calendar(body: bytes) -> Any:
    if len(body) > LARGEST:
        raise Unreadable(f"the file has {len(body):,} octets; at most {LARGEST:,} are read")
    try:
        return Calendar.from_ical(body)
    except (ValueError, KeyError, IndexError) as error:
        raise Unreadable(
            "the file is no iCalendar calendar; export the agenda as .ics (BEGIN:VCALENDAR)"
        ) from error


def _appointments(  # noqa: PLR0917 - one event with all that it is read by
    where: str, uid: str, events: list[Any], zones: list[Any], terms: Terms, country: str
) -> Iterator[Incoming | Refused]:
    # Exports may give what differs before the rest of its series.
    event = next((one for one in events if "RECURRENCE-ID" not in one), events[0])
    title = str(event.get("SUMMARY", "")).strip()
    what = " ".join(filter(None, (_day(event), title or "(no title)")))
    reason = _why_none(event, title)
    if reason:
        yield Refused(where, what, reason)
        return
    reading = _read(events, zones, terms)
    if reading is None or reading.unplaced or reading.doubts:
        doubts = reading.doubts if reading else {Doubt.OFTEN: 1}
        told = next((_DOUBTS[Doubt(doubt)] for doubt in doubts), _DOUBTS[Doubt.TIME])
        yield Refused(where, what, told)
        return
    yield from _each(where, uid, event, title, reading, country)


def _each(  # noqa: PLR0917 - one event with all that it is read by
    where: str, uid: str, event: Any, title: str, reading: Reading, country: str
) -> Iterator[Incoming | Refused]:
    """Its occurrences, one by one, also where they touch."""
    starts: set[int] = set()
    name, kind = _who_and_what(title)
    said = "\n".join(str(event.get(part, "")) for part in ("DESCRIPTION", "LOCATION", "SUMMARY"))
    numbers, email = numbers_in(said, country), address_in(event, name)
    for span in reading.spans:
        begins, ends = (datetime.fromtimestamp(at, UTC) for at in (span.start, span.end))
        if ends - begins > LONGEST:
            yield Refused(where, f"{begins:%Y-%m-%d} {title}", _TOO_LONG)
            continue
        # Two that begin together are two, of which one is told to be in the other's way.
        apart = f":{span.end}" if span.start in starts else ""
        starts.add(span.start)
        yield Incoming(
            where,
            f"ics:{uid}:{span.start}{apart}",
            begins,
            ends,
            name,
            numbers[0] if numbers else None,
            email,
            kind=kind,
            notes=str(event.get("DESCRIPTION", "")).strip(),
        )


def _why_none(event: Any, title: str) -> str:
    start = event.get("DTSTART")
    if start is None:
        return "it has no beginning"
    if not isinstance(start.dt, datetime):
        return "it takes whole days: note it as an absence"
    if _length(event) > LONGEST:
        return _TOO_LONG
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return "it is cancelled"
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT":
        return "it takes no time (shown as free)"
    return "" if title else "nobody is named: it has no title"


def _length(event: Any) -> timedelta:
    """From its beginning to its end, as far as it says."""
    length = getattr(event.get("DURATION"), "dt", None)
    if isinstance(length, timedelta):
        return abs(length)
    start: Any = event["DTSTART"].dt
    end: Any = getattr(event.get("DTEND"), "dt", start)
    if not isinstance(end, datetime) or (start.tzinfo is None) != (end.tzinfo is None):
        return timedelta(0)
    lasts: timedelta = abs(end - start)
    return lasts


def _read(events: list[Any], zones: list[Any], terms: Terms) -> Reading | None:
    alone = Calendar()
    for part in (*zones, *events):
        alone.add_component(part)
    try:
        return read_occurrences([alone.to_ical()], terms)
    except (TooMuch, NotACalendar):
        return None


def _who_and_what(title: str) -> tuple[str, str]:
    parts = _WHO_AND_WHAT.split(title, maxsplit=1)
    return parts[0].strip(), parts[1].strip() if len(parts) > 1 else ""


def _day(event: Any) -> str:
    start = event.get("DTSTART")
    return str(getattr(start, "dt", ""))[:16]
