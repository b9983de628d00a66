"""CalDAV (RFC 4791), as far as reading a calendar needs it: what is sent, and what comes back.

The answers are somebody else's XML: no document type is let in, so nothing can be expanded.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

DAV, CALDAV, CALENDAR_SERVER = (
    "DAV:",
    "urn:ietf:params:xml:ns:caldav",
    "http://calendarserver.org/ns/",
)
XML = {"Content-Type": "application/xml; charset=utf-8"}
DEEPEST = 50

# What tells whether anything has changed; few servers know both.
MARKS = b"""<?xml version="1.0" encoding="utf-8"?>
<d:propfind xmlns:d="DAV:" xmlns:cs="http://calendarserver.org/ns/"><d:prop>\
<d:resourcetype/><cs:getctag/><d:sync-token/></d:prop></d:propfind>"""

_QUERY = """<?xml version="1.0" encoding="utf-8"?>
<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">\
<d:prop><c:calendar-data/></d:prop><c:filter><c:comp-filter name="VCALENDAR">\
<c:comp-filter name="VEVENT"><c:time-range start="{start}" end="{end}"/></c:comp-filter>\
</c:comp-filter></c:filter></c:calendar-query>"""


class NotDav(ValueError):
    """The answer is not what a CalDAV server says, or not the whole of it."""


def query(first: datetime, last: datetime) -> bytes:
    """The body of a REPORT for all events that touch that time."""
    start, end = (f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (first, last))
    return _QUERY.format(start=start, end=end).encode()


def mark_of(body: bytes) -> tuple[bool, str]:
    """Of the answer to MARKS: whether it is a calendar, and what changes with it (or nothing).

    Raises NotDav.
    """
    root = parsed(body)
    is_calendar = root.find(f".//{{{DAV}}}resourcetype/{{{CALDAV}}}calendar") is not None
    for name in (f"{{{CALENDAR_SERVER}}}getctag", f"{{{DAV}}}sync-token"):
        found = root.findtext(f".//{name}", "").strip()
        if found:
            return is_calendar, found
    return is_calendar, ""


def calendars_in(body: bytes) -> Iterator[bytes]:
    """The calendar data in the answer to a query. Raises NotDav, as when the server says that
    there is more than it gives.
    """
    root = parsed(body)
    if root.tag != f"{{{DAV}}}multistatus":
        raise NotDav
    for response in root.iter(f"{{{DAV}}}response"):
        data = response.findtext(f".//{{{CALDAV}}}calendar-data")
        if data is None or not data.strip():
            raise NotDav  # one that could not be had: what is in it is not known
        yield data.encode()


def parsed(body: bytes) -> Element:
    """The XML of an answer, with names as ``{namespace}name``. Raises NotDav."""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise NotDav
        builder.start(_full(name), attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_full(name))

    def refuse(*_: object) -> None:
        raise NotDav

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(body, True)
        return builder.close()
    except (expat.ExpatError, AssertionError, ValueError, LookupError) as error:
        raise NotDav from error


def _full(name: str) -> str:
    return f"{{{name}" if "}" in name else name
