"""Which calendars an account has, found from any address of its server (RFC 6764, RFC 4791 6.2).

For people who set a reading up: what they know is their server and their password; what is read
is the address of one calendar.
"""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from telesec.gateways.caldav_reading import CALDAV, DAV, XML, NotDav, parsed
from telesec.gateways.outside_http import Credentials, OutsideHttp, joined

LARGEST_ANSWER = 2_000_000  # bytes
MULTI_STATUS = 207

_PRINCIPAL = b"""<?xml version="1.0" encoding="utf-8"?>
<d:propfind xmlns:d="DAV:"><d:prop><d:current-user-principal/></d:prop></d:propfind>"""
_HOME = b"""<?xml version="1.0" encoding="utf-8"?>
<d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">\
<d:prop><c:calendar-home-set/></d:prop></d:propfind>"""
_LISTED = b"""<?xml version="1.0" encoding="utf-8"?>
<d:propfind xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">\
<d:prop><d:resourcetype/><d:displayname/>\
<c:supported-calendar-component-set/></d:prop></d:propfind>"""


class NoCalendars(Exception):
    """The server does not lead to any; the text says at which step."""


@dataclass(frozen=True, slots=True)
class FoundCalendar:
    """One calendar of an account. Its address opens nothing without the password."""

    name: str
    url: str = field(repr=False)


def find_calendars(http: OutsideHttp, url: str, credentials: Credentials) -> list[FoundCalendar]:
    """The calendars of the account that hold events. Raises NoCalendars, OutsideError."""
    principal = None
    for start in (url, joined(url, "/.well-known/caldav"), joined(url, "/")):
        principal = _leads_to(
            http, start, credentials, _PRINCIPAL, f"{{{DAV}}}current-user-principal"
        )
        if principal:
            break
    if principal is None:
        raise NoCalendars("no CalDAV server answers there, or it refuses the password")
    home = _leads_to(http, principal, credentials, _HOME, f"{{{CALDAV}}}calendar-home-set")
    if home is None:
        raise NoCalendars("the account has no calendars")
    answer = _asked(http, home, credentials, _LISTED, depth="1")
    if answer is None:
        raise NoCalendars("the account's calendars cannot be listed")
    root, at = answer
    return [
        FoundCalendar(one.findtext(f".//{{{DAV}}}displayname", "").strip(), joined(at, href))
        for one in root.iter(f"{{{DAV}}}response")
        if (href := one.findtext(f"{{{DAV}}}href", "").strip()) and _holds_events(one)
    ]


def _holds_events(response: Element) -> bool:
    if response.find(f".//{{{DAV}}}resourcetype/{{{CALDAV}}}calendar") is None:
        return False
    kinds = [part.get("name") for part in response.iter(f"{{{CALDAV}}}comp")]
    return not kinds or "VEVENT" in kinds


def _leads_to(
    http: OutsideHttp, url: str, credentials: Credentials, body: bytes, name: str
) -> str | None:
    """The address in the property of that name; None when there is none."""
    answer = _asked(http, url, credentials, body, depth="0")
    if answer is None:
        return None
    root, at = answer
    href = root.findtext(f".//{name}/{{{DAV}}}href", "").strip()
    return joined(at, href) if href else None


def _asked(
    http: OutsideHttp, url: str, credentials: Credentials, body: bytes, *, depth: str
) -> tuple[Element, str] | None:
    answer = http.ask(
        "PROPFIND",
        url,
        headers={**XML, "Depth": depth},
        body=body,
        credentials=credentials,
        most_bytes=LARGEST_ANSWER,
    )
    if answer.status != MULTI_STATUS:
        return None
    try:
        return parsed(answer.body), answer.url
    except NotDav:
        return None
