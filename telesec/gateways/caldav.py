"""Calendars of other servers by CalDAV (RFC 4791, RFC 6764): found, written to, compared.

Only what writing needs, as plain requests over the guarded client: one resource at a time, each
under a condition (If-Match, If-None-Match), so that nothing of its owner's is ever overwritten
unseen. What servers of different makers really answer decided what is taken for what.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict

from telesec.gateways.caldav_faults import (
    CalDavError,
    Changed,
    Trouble,
    check,
    from_outside,
)
from telesec.gateways.dav_xml import NAMES, Found, NotDav, propfind, read_multistatus
from telesec.gateways.outside_http import Answer, Credentials, OutsideError, OutsideHttp, joined

SECONDS = 10.0  # for one request, redirects included
LARGEST_LIST = 5_000_000  # bytes of an answer that lists things
LARGEST_EVENT = 500_000  # bytes; a client may have put a picture into its event
MOST_CALENDARS = 100

# Where it is for those who know only whose customer they are.
PROVIDERS = {
    "icloud": "https://caldav.icloud.com/",
    "fastmail": "https://caldav.fastmail.com/",
    "infomaniak": "https://sync.infomaniak.com/",
    "mailbox.org": "https://dav.mailbox.org/",
    "posteo": "https://posteo.de:8443/",
}
# Where it usually is on a server of one's own: by RFC 6764, of Nextcloud, of Zimbra.
USUAL_PATHS = ("/.well-known/caldav", "/remote.php/dav/", "/dav/")

MULTISTATUS, NOT_FOUND, GONE = 207, 404, 410
CONFLICT, PRECONDITION_FAILED, UNAUTHORIZED = 409, 412, 401
UID_TAKEN = b"no-uid-conflict"  # RFC 4791 5.3.2.1: another resource is this event already
ABSENT = frozenset({NOT_FOUND, GONE})
WRITES = frozenset({"all", "write", "write-content", "bind"})
XML = {"Content-Type": "application/xml; charset=utf-8"}

_BETWEEN = """<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><D:getetag/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{start:%Y%m%dT%H%M%SZ}" end="{end:%Y%m%dT%H%M%SZ}"/>
</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""


class FoundCalendar(BaseModel):
    """A calendar that may be written to."""

    model_config = ConfigDict(frozen=True)

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Resource:
    """An event as the server has it."""

    text: bytes = field(repr=False)
    etag: str | None


class CalDav:
    """One account on one server. Every failure is a CalDavError that says what is wrong."""

    def __init__(self, http: OutsideHttp, user: str, password: str) -> None:
        self._http = http
        self._credentials = Credentials(user, password)

    def calendars(self, server: str) -> list[FoundCalendar]:
        """The calendars of the account that take events and may be written to.

        ``server``: an address as people write it, or the name of a known provider.
        """
        url, found = self._entrance(server)
        if found.is_calendar:
            return [FoundCalendar(url=url, name=found.text("D:displayname") or "?")]
        principal = _joined(url, found.href_in("D:current-user-principal") or url)
        home = self._look(principal, ["C:calendar-home-set"])
        homes = home[0].hrefs_in("C:calendar-home-set") if home else []
        if not homes:
            raise CalDavError(Trouble.NOT_CALDAV)
        listed = [one for href in homes[:5] for one in self._listed(_joined(principal, href))]
        return listed[:MOST_CALENDARS]

    def check(self, collection: str) -> None:
        """Whether this calendar is there and may be written to."""
        found = self._look(collection, ["D:resourcetype", "D:current-user-privilege-set"])
        if not found or not found[0].is_calendar:
            raise CalDavError(Trouble.NO_CALENDAR)
        if not _may_write(found[0]):
            raise CalDavError(Trouble.FORBIDDEN)

    def etags(self, collection: str, start: datetime, end: datetime) -> dict[str, str]:
        """The tags of the events that touch ``[start, end)``, by the last part of their address."""
        body = _BETWEEN.format(start=start.astimezone(UTC), end=end.astimezone(UTC))
        answer = self._ask("REPORT", collection, XML | {"Depth": "1"}, body.encode())
        if answer.status in ABSENT:
            raise CalDavError(Trouble.NO_CALENDAR)
        return {
            name_of(found.href): tag
            for found in _responses(check(answer))
            if (tag := _tag(found.text("D:getetag")))
        }

    def read(self, url: str) -> Resource | None:
        """One event; None when it is not there."""
        answer = self._ask("GET", url, {"Accept": "text/calendar"}, most_bytes=LARGEST_EVENT)
        if answer.status in ABSENT:
            return None
        check(answer)
        return Resource(answer.body, _tag(answer.headers.get("etag", "")))

    def write(self, url: str, text: bytes, etag: str | None) -> str | None:
        """Put the event there: as a new one, or in place of the one with that ``etag``.

        The new tag, if the server tells one at once. Raises Changed when it is not as thought.
        """
        condition = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        headers = {"Content-Type": "text/calendar; charset=utf-8", **condition}
        answer = self._ask("PUT", url, headers, text)
        if answer.status == PRECONDITION_FAILED or (etag and answer.status in ABSENT):
            raise Changed
        if answer.status in {*ABSENT, CONFLICT} and UID_TAKEN not in answer.body:
            raise CalDavError(Trouble.NO_CALENDAR)
        check(answer)
        return _tag(answer.headers.get("etag", ""))

    def delete(self, url: str, etag: str | None) -> None:
        """Take the event away, if it has that ``etag``; none there is just as well.

        Raises Changed when it is not as thought.
        """
        answer = self._ask("DELETE", url, {"If-Match": etag} if etag else {})
        if answer.status == PRECONDITION_FAILED:
            raise Changed
        if answer.status not in ABSENT:
            check(answer)

    def _entrance(self, server: str) -> tuple[str, Found]:
        """Where the account says who it is, or the calendar itself; and what it says."""
        given = PROVIDERS.get(server.strip().casefold(), server.strip())
        given = given if "://" in given else f"https://{given}"
        worst: CalDavError | None = None
        for url in (given, *(_joined(given, path) for path in USUAL_PATHS)):
            try:
                found = self._who(url)
            except CalDavError as error:
                # After two refusals of a password many servers let nobody in for a while.
                twice = worst and worst.trouble == error.trouble == Trouble.PASSWORD
                if twice or error.trouble in _HOPELESS:
                    raise
                # Of several doors that do not open, the one that asks for a password is right.
                worst = error if worst is None or error.trouble == Trouble.PASSWORD else worst
                continue
            if found:
                return found
        raise worst or CalDavError(Trouble.NOT_CALDAV)

    def _who(self, url: str) -> tuple[str, Found] | None:
        properties = ["D:current-user-principal", "D:resourcetype", "D:displayname"]
        headers, body = XML | {"Depth": "0"}, propfind(properties)
        answer = self._ask("PROPFIND", url, headers, body)
        if answer.status == UNAUTHORIZED and _host(answer.url) != _host(url):
            # It was sent on to another host, and the password is not: the host named that one.
            answer = self._ask("PROPFIND", answer.url, headers, body)
        if answer.status == UNAUTHORIZED:
            raise CalDavError(Trouble.PASSWORD)
        if answer.status != MULTISTATUS:
            return None
        for found in _responses(answer):
            if found.is_calendar or found.href_in("D:current-user-principal"):
                return answer.url, found
        return None

    def _listed(self, home: str) -> Iterator[FoundCalendar]:
        properties = [
            "D:displayname",
            "D:resourcetype",
            "D:current-user-privilege-set",
            "C:supported-calendar-component-set",
        ]
        for found in self._look(home, properties, depth="1"):
            kinds = found.values("C:supported-calendar-component-set", "C:comp", "name")
            if found.is_calendar and _may_write(found) and (not kinds or "VEVENT" in kinds):
                url = _joined(home, found.href)
                yield FoundCalendar(url=url, name=found.text("D:displayname") or name_of(url))

    def _look(self, url: str, properties: list[str], *, depth: str = "0") -> list[Found]:
        answer = self._ask("PROPFIND", url, XML | {"Depth": depth}, propfind(properties))
        if answer.status in ABSENT:
            raise CalDavError(Trouble.NO_CALENDAR)
        return _responses(check(answer))

    def _ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        most_bytes: int = LARGEST_LIST,
    ) -> Answer:
        try:
            return self._http.ask(
                method,
                url,
                # Proxies that compress give the answer another tag than the server knows.
                headers={"Accept-Encoding": "identity", **headers},
                body=body,
                credentials=self._credentials,
                most_seconds=SECONDS,
                most_bytes=most_bytes,
            )
        except OutsideError as error:
            raise from_outside(error) from error


# After these no other path of the same server can be better.
_HOPELESS = frozenset(
    {
        Trouble.UNREACHABLE,
        Trouble.NOT_TRUSTED,
        Trouble.NOT_PRIVATE,
        Trouble.INNER_ADDRESS,
        Trouble.BAD_ADDRESS,
    }
)


def name_of(url: str) -> str:
    """The last part of an address: servers write the rest of it in many ways."""
    return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])


def _tag(given: str) -> str | None:
    """A tag that can stand in a condition (RFC 9110 13.1.1): proxies make them weak."""
    return given.strip().removeprefix("W/")[:300] or None


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _responses(answer: Answer) -> list[Found]:
    if answer.status != MULTISTATUS:
        raise CalDavError(Trouble.NOT_CALDAV)
    try:
        return read_multistatus(answer.body)
    except NotDav as error:
        raise CalDavError(Trouble.NOT_CALDAV) from error


def _may_write(found: Found) -> bool:
    """Servers that do not say are believed to let us."""
    privileges = found.names_in("D:current-user-privilege-set", "D:privilege")
    return not privileges or bool(privileges & {f"{{{NAMES['D']}}}{one}" for one in WRITES})


def _joined(base: str, reference: str) -> str:
    """The address that the server names. Raises CalDavError when it makes no sense."""
    try:
        return joined(base, reference)
    except OutsideError as error:
        raise CalDavError(Trouble.NOT_CALDAV) from error
