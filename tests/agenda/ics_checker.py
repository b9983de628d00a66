"""A checker of feeds, octet by octet.

No parser or validator we know rejects LF line ends, unfolded lines, a TZID nobody defined,
unescaped commas, an end before its start or an unknown STATUS; calendar programs do, or show
something wrong. So every rule a feed of ours keeps is checked here. RFC 5545, RFC 7986.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

LONGEST_LINE = 75
LARGEST = 1_000_000
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME"}
EVENT_ORDER = [
    "UID",
    "DTSTAMP",
    "LAST-MODIFIED",
    "SEQUENCE",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "STATUS",
]
CALENDAR_MUST = {
    "VERSION": "2.0",
    "PRODID": None,
    "CALSCALE": "GREGORIAN",
    "NAME": None,
    "X-WR-CALNAME": None,
    "X-WR-TIMEZONE": None,
    "REFRESH-INTERVAL": "PT15M",
    "X-PUBLISHED-TTL": "PT15M",
}
_LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=[^;:\",]+)*):(.*)", re.DOTALL)
_UTC = re.compile(r"\d{8}T\d{6}Z")
_LOCAL = re.compile(r"\d{8}T\d{6}")


@dataclass
class Component:
    name: str
    lines: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    inside: list["Component"] = field(default_factory=list)

    def values(self, name: str) -> list[str]:
        return [value for found, _, value in self.lines if found == name]

    def first(self, name: str) -> str:
        return next(iter(self.values(name)), "")

    def parameters(self, name: str) -> dict[str, str]:
        return next((given for found, given, _ in self.lines if found == name), {})


def defects(feed: bytes, *, largest: int = LARGEST) -> list[str]:
    """Everything wrong with the feed, in words; an empty list is a good feed."""
    found = list(_octet_defects(feed, largest))
    root, structure = _read(feed)
    found += structure
    if len(root.inside) != 1 or root.inside[0].name != "VCALENDAR":
        return [*found, "is not one VCALENDAR"]
    calendar = root.inside[0]
    found += _calendar_defects(calendar)
    zones = [part for part in calendar.inside if part.name == "VTIMEZONE"]
    events = [part for part in calendar.inside if part.name == "VEVENT"]
    for zone in zones:
        found += _zone_defects(zone)
    tzids = Counter(zone.first("TZID") for zone in zones)
    found += [f"zone {tzid} is defined {n} times" for tzid, n in tzids.items() if n > 1]
    for event in events:
        found += _event_defects(event, set(tzids))
    return found + list(_order_defects(events))


def _octet_defects(feed: bytes, largest: int) -> Iterator[str]:
    if feed.startswith(b"\xef\xbb\xbf"):
        yield "begins with a byte order mark"
    if len(feed) > largest:
        yield f"has {len(feed)} octets"
    if not feed.endswith(b"\r\n"):
        yield "does not end with a line end"
    if re.search(rb"(?<!\r)\n|\r(?!\n)", feed):
        yield "has a line end that is not CRLF"
    for number, line in enumerate(feed.split(b"\r\n"), 1):
        if len(line) > LONGEST_LINE:
            yield f"line {number} has {len(line)} octets"
        try:
            text = line.decode()
        except UnicodeDecodeError:
            yield f"line {number} is not UTF-8, or is folded inside a character"
            continue
        if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", text):
            yield f"line {number} has a control character"
    if b"\r\n\r\n" in feed:
        yield "has an empty line"


def _read(feed: bytes) -> tuple[Component, list[str]]:
    """The components as a tree, and what is wrong with how they are nested."""
    root, wrong = Component("root"), []
    open_parts = [root]
    text = feed.decode("utf-8", "replace").replace("\r\n ", "").replace("\r\n\t", "")
    for line in filter(None, text.split("\r\n")):
        match = _LINE.fullmatch(line)
        if match is None:
            wrong.append(f"{line[:30]!r} is not a content line")
            continue
        name, given, value = match[1].upper(), match[2], match[3]
        if name == "BEGIN":
            part = Component(value)
            open_parts[-1].inside.append(part)
            open_parts.append(part)
        elif name == "END":
            if open_parts[-1].name != value or len(open_parts) == 1:
                wrong.append(f"END:{value} closes {open_parts[-1].name}")
            else:
                open_parts.pop()
        else:
            pairs = (one.partition("=") for one in given.split(";")[1:])
            parameters = {key.upper(): text for key, _, text in pairs}
            open_parts[-1].lines.append((name, parameters, value))
    wrong += [f"{part.name} is not closed" for part in open_parts[1:]]
    return root, wrong


def _calendar_defects(calendar: Component) -> Iterator[str]:
    for name, must in CALENDAR_MUST.items():
        values = calendar.values(name)
        if len(values) != 1:
            yield f"has {len(values)} {name}"
        elif must is not None and values[0] != must:
            yield f"{name} is {values[0]}"
    for name in ("METHOD", "SOURCE", "URL"):
        if calendar.values(name):
            yield f"has {name}"
    if calendar.parameters("REFRESH-INTERVAL") != {"VALUE": "DURATION"}:
        yield "REFRESH-INTERVAL has no VALUE=DURATION"
    if not calendar.inside:
        yield "has no component"
    for part in calendar.inside:
        if part.name not in {"VTIMEZONE", "VEVENT"}:
            yield f"has a {part.name}"
    yield from _text_defects(calendar)


def _zone_defects(zone: Component) -> Iterator[str]:
    tzid = zone.first("TZID")
    if not tzid or not zone.inside:
        yield "a VTIMEZONE has no TZID or no rules"
    for part in zone.inside:
        if part.values("RDATE") or len(part.values("RRULE")) > 1:
            yield f"zone {tzid} lists dates"
        rule = part.first("RRULE")
        if len(zone.inside) > 1 and not ("FREQ=YEARLY" in rule and "BYDAY=" in rule):
            yield f"zone {tzid} has no yearly rule"
        if part.first("DTSTART") < "1970" or not _LOCAL.fullmatch(part.first("DTSTART")):
            yield f"zone {tzid} has a history"
        for name in ("TZOFFSETFROM", "TZOFFSETTO"):
            if not re.fullmatch(r"[+-]\d{4}", part.first(name)):
                yield f"zone {tzid} has no {name}"


def _event_defects(event: Component, tzids: set[str]) -> Iterator[str]:
    names = [name for name, _, _ in event.lines]
    expected = [name for name in EVENT_ORDER if name != "LOCATION" or "LOCATION" in names]
    if names != expected:
        yield f"an event has the lines {names}"
    if event.inside:
        yield f"an event holds a {event.inside[0].name}"
    try:
        good_uid = UUID(event.first("UID")).version == 4
    except ValueError:
        good_uid = False
    if not good_uid:
        yield f"UID {event.first('UID')!r} is not a random UUID"
    if not _UTC.fullmatch(event.first("DTSTAMP")):
        yield "DTSTAMP is not in UTC"
    if event.first("DTSTAMP") != event.first("LAST-MODIFIED"):
        yield "DTSTAMP is not LAST-MODIFIED"
    if not event.first("SEQUENCE").isdecimal():
        yield "SEQUENCE is not a whole number"
    if event.first("STATUS") != "CONFIRMED":
        yield f"STATUS is {event.first('STATUS')!r}"
    yield from _time_defects(event, tzids)
    yield from _text_defects(event)


def _time_defects(event: Component, tzids: set[str]) -> Iterator[str]:
    for name in ("DTSTART", "DTEND"):
        value, tzid = event.first(name), event.parameters(name).get("TZID")
        if set(event.parameters(name)) - {"TZID"}:
            yield f"{name} has other parameters than TZID"
        if tzid is None and not _UTC.fullmatch(value):
            yield f"{name} is in no zone"
        elif tzid is not None and not _LOCAL.fullmatch(value):
            yield f"{name} is not a local time"
        elif tzid is not None and tzid not in tzids:
            yield f"{name} is in {tzid}, which has no VTIMEZONE"
    start, end = instant(event, "DTSTART"), instant(event, "DTEND")
    if start is None or end is None or end <= start:
        yield "an event ends before it starts"


def _text_defects(part: Component) -> Iterator[str]:
    for name, _, value in part.lines:
        if name in TEXTS and re.search(r"(?<!\\)(?:\\\\)*[,;]|\\(?![\\;,nN])", _halved(value)):
            yield f"{name} is not escaped"


def _halved(value: str) -> str:
    """``value`` without its escaped backslashes, so that what is left is easy to judge."""
    return value.replace("\\\\", "")


def _order_defects(events: list[Component]) -> Iterator[str]:
    uids = [event.first("UID") for event in events]
    for uid, number in Counter(uids).items():
        if number > 1:
            yield f"UID {uid} comes {number} times"
    keys = [
        (instant(event, "DTSTART") or datetime.min.replace(tzinfo=UTC), uid)
        for event, uid in zip(events, uids, strict=True)
    ]
    if keys != sorted(keys):
        yield "events are not in order"


def instant(event: Component, name: str) -> datetime | None:
    """The UTC instant of a time, or None when it cannot be read."""
    value, tzid = event.first(name), event.parameters(name).get("TZID")
    try:
        naive = datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
        zone = ZoneInfo(tzid) if tzid else UTC
    except (ValueError, KeyError, OSError):
        return None
    return naive.replace(tzinfo=zone).astimezone(UTC)
