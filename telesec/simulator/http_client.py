"""One HTTP request as the carrier makes it: exact bytes of the address, hard time limits.

http.client is used because it sends the request target as it is given, where friendlier
clients tidy it up, and a tidied address is not the one that was signed.
"""

import base64
import socket
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import unquote, urlencode, urlsplit

LARGEST_DOCUMENT = 64 * 1024  # bytes; error 11750
FORM = "application/x-www-form-urlencoded; charset=UTF-8"


class NotReached(OSError):
    """No connection (retry reason ct)."""


class NoAnswer(OSError):
    """Connected, but no whole answer in time (retry reason rt)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    content_type: str = ""
    body: bytes = b""
    location: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def ask(
    method: str,
    url: str,
    fields: list[tuple[str, str]] | None,
    headers: dict[str, str],
    *,
    connect_seconds: float = 5,
    read_seconds: float = 15,
) -> Answer:
    """Make one request. NotReached or NoAnswer when it fails; redirects are not followed."""
    parts = urlsplit(url)
    connection_class = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = connection_class(parts.hostname or "", parts.port, timeout=connect_seconds)
    try:
        try:
            connection.connect()
        except OSError as error:
            raise NotReached(str(error)) from error
        _limit(connection, read_seconds)
        return _exchange(connection, method, url, fields, headers)
    finally:
        connection.close()


def _limit(connection: HTTPConnection, seconds: float) -> None:
    connected: socket.socket = connection.sock
    connected.settimeout(seconds)


def _exchange(
    connection: HTTPConnection,
    method: str,
    url: str,
    fields: list[tuple[str, str]] | None,
    headers: dict[str, str],
) -> Answer:
    parts = urlsplit(url)
    # An empty query keeps its lone question mark: the address is sent as it was given.
    target = url.split("://", 1)[1][len(parts.netloc) :] or "/"
    target = target if target.startswith("/") else f"/{target}"
    sent = {"Connection": "close", "User-Agent": "TwilioProxy/1.1", "Accept": "*/*", **headers}
    body = None
    if method == "POST":
        sent["Content-Type"] = FORM
        body = urlencode(fields or []).encode()
    if parts.username is not None:
        secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        sent["Authorization"] = "Basic " + base64.b64encode(secret.encode()).decode()
    try:
        connection.request(method, target, body, sent)
        response = connection.getresponse()
        return Answer(
            response.status,
            response.getheader("Content-Type", ""),
            response.read(LARGEST_DOCUMENT + 1),
            response.getheader("Location", ""),
            {name.lower(): value for name, value in response.getheaders()},
        )
    except (OSError, HTTPException) as error:
        raise NoAnswer(f"{type(error).__name__} {error}") from error
