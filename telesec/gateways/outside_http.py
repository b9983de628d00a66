"""HTTP to servers that others named: a client's calendar, wherever its address says that it is.

Whoever may type an address into the console must not reach by it what only this machine reaches:
the database, a neighbour's printer, a cloud's metadata. So a host is resolved once, every one of
its addresses must be of the open internet, and the connection goes to exactly the address that
was looked at; a name that answers differently the next time gains nothing. Each redirect is
looked at the same way. Hosts of the house's own network can be allowed by name.

Everything has a limit: the whole exchange has one deadline, the body one size (after unpacking).
Errors carry a fault and a status, never an address: addresses hold tokens.
"""

import http.client
import io
import socket
import ssl
import time
import zlib
from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

Resolve = Callable[[str, int], Iterable[str]]

MOST_SECONDS = 30.0
LARGEST_BODY = 20_000_000  # bytes, unpacked
MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2_000  # characters
PIECE = 65_536  # bytes read at a time
AGENT = "telesec (+calendar)"

PORTS = {"http": 80, "https": 443}
# As calendar programs write it: the same address, to be fetched with HTTPS.
SCHEMES = {"webcal": "https", "webcals": "https"}
# Below this only the two ports of the web: no mail server is made to read our requests.
FIRST_FREE_PORT = 1024

MOVED = frozenset({301, 302, 303, 307, 308})
SEE_OTHER = 303

# IPv6 that is routed on the open internet, and the prefix by which IPv6-only machines reach IPv4.
_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
# They look global, and are where some clouds tell a machine what only it may know.
_METADATA = (IPv4Network("168.63.129.16/32"), IPv4Network("192.0.0.0/24"))


class OutsideFault(StrEnum):
    """What went wrong, without saying where."""

    BAD_ADDRESS = "bad_address"  # not an address of the web
    INNER_ADDRESS = "inner_address"  # not on the open internet, and not allowed by the house
    UNKNOWN_HOST = "unknown_host"
    NOT_REACHED = "not_reached"
    NOT_PRIVATE = "not_private"  # a password would go over the open internet unencrypted
    NOT_TRUSTED = "not_trusted"  # its certificate is not what it should be
    BROKEN_ANSWER = "broken_answer"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    TOO_MANY_REDIRECTS = "too_many_redirects"


class OutsideError(Exception):
    """An exchange that failed; ``fault`` says how. Its text holds no address."""

    def __init__(self, fault: OutsideFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Credentials:
    """For HTTP Basic authentication; sent to the host of the first address only."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, whatever its status. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    url: str = field(repr=False)  # where it came from in the end

    @property
    def is_good(self) -> bool:
        """Whether the status is one of success."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    headers: Mapping[str, str]
    body: bytes | None
    most_bytes: int


def _system_addresses(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class OutsideHttp:
    """Asks servers that others named. Safe to use from several threads."""

    def __init__(
        self,
        inner_hosts: Collection[str] = (),
        *,
        resolve: Resolve = _system_addresses,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """``inner_hosts``: names, or names with a port, that may be of our own network."""
        self._inner_hosts = frozenset(host.casefold() for host in inner_hosts)
        self._resolve = resolve
        self._given_tls = tls

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """The system's certificates are many: read when a server is first asked over TLS."""
        return self._given_tls or ssl.create_default_context()

    def ask(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        credentials: Credentials | None = None,
        most_seconds: float = MOST_SECONDS,
        most_bytes: int = LARGEST_BODY,
    ) -> Answer:
        """Ask, and follow redirects with the same method and body (after 303: GET without).

        ``credentials`` may stand in the address instead (``https://user:password@host/``). They,
        and conditions in ``headers``, are for the first address: another host gets no password,
        and plain HTTP is never followed to from HTTPS. Any status is an answer; raises
        OutsideError when there is none.
        """
        deadline = time.monotonic() + most_seconds
        parts = _parts(url)
        credentials = credentials or _credentials_in(parts)
        if credentials and parts.scheme == "http" and not self._is_inner(parts):
            raise OutsideError(OutsideFault.NOT_PRIVATE)
        request = _Request(method, _headers(headers, credentials), body, most_bytes)
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._exchange(parts, request, deadline)
            if answer.status not in MOVED or "location" not in answer.headers:
                return answer
            before, parts = parts, _parts(joined(answer.url, answer.headers["location"]))
            request = _redirected(request, answer.status, before, parts)
        raise OutsideError(OutsideFault.TOO_MANY_REDIRECTS)

    def _exchange(self, parts: SplitResult, request: _Request, deadline: float) -> Answer:
        """One request to one host, without redirects."""
        addresses = self._addresses(parts)
        try:
            with closing(self._connected(parts, addresses, deadline)) as wire:
                connection = _Connection(parts.hostname or "", _port(parts), _Wire(wire, deadline))
                target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
                own = {"Host": _host_header(parts), "User-Agent": AGENT}
                connection.request(request.method, target, request.body, {**own, **request.headers})
                response = connection.getresponse()
                received = {name.lower(): value for name, value in response.getheaders()}
                body = _body(response, received, request.most_bytes)
                return Answer(response.status, received, body, _without_credentials(parts))
        except TimeoutError as error:
            raise OutsideError(OutsideFault.TOO_SLOW) from error
        except (http.client.HTTPException, ValueError, zlib.error) as error:
            raise OutsideError(OutsideFault.BROKEN_ANSWER) from error
        except OSError as error:
            raise OutsideError(OutsideFault.NOT_REACHED) from error

    def _is_inner(self, parts: SplitResult) -> bool:
        """Whether the house allows this host although it may be of its own network."""
        host = (parts.hostname or "").rstrip(".")
        return bool(self._inner_hosts & {host, f"{host}:{_port(parts)}"})

    def _addresses(self, parts: SplitResult) -> list[str]:
        """Where the host is: all that the name says, looked up once, and all of it harmless."""
        host, port = parts.hostname or "", _port(parts)
        try:
            addresses = list(self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            raise OutsideError(OutsideFault.UNKNOWN_HOST) from error
        if not addresses:
            raise OutsideError(OutsideFault.UNKNOWN_HOST)
        if not self._is_inner(parts):
            if port < FIRST_FREE_PORT and port not in PORTS.values():
                raise OutsideError(OutsideFault.BAD_ADDRESS)
            if not all(is_on_the_internet(address) for address in addresses):
                raise OutsideError(OutsideFault.INNER_ADDRESS)
        return addresses

    def _connected(
        self, parts: SplitResult, addresses: list[str], deadline: float
    ) -> socket.socket:
        """A connection to the first of the addresses that answers, with TLS for HTTPS."""
        for position, address in enumerate(addresses):
            # Each of those that remain gets its share of the time.
            share = _left(deadline) / (len(addresses) - position)
            try:
                wire = socket.create_connection((address, _port(parts)), timeout=share)
                break
            except OSError:
                if position == len(addresses) - 1:
                    raise
        if parts.scheme == "http":
            return wire
        try:
            wire.settimeout(_left(deadline))
            return self._tls.wrap_socket(wire, server_hostname=parts.hostname)
        except ssl.SSLError as error:
            wire.close()
            raise OutsideError(OutsideFault.NOT_TRUSTED) from error
        except OSError:
            wire.close()
            raise


def is_on_the_internet(address: str) -> bool:
    """Whether everybody can reach it: not ours, not a neighbour's, not many machines at once."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found in _NAT64:
            return is_on_the_internet(str(IPv4Address(int(found) & 0xFFFFFFFF)))
        return found in _UNICAST and found.is_global and found.sixtofour is None
    return found.is_global and not found.is_multicast and not any(found in net for net in _METADATA)


class _Connection(http.client.HTTPConnection):
    """HTTP over a socket that is connected already."""

    def __init__(self, host: str, port: int, wire: "_Wire") -> None:
        super().__init__(host, port)
        self.sock: Any = wire


@dataclass(frozen=True, slots=True)
class _Wire:
    """What http.client needs of a socket, with one deadline for all of it."""

    socket: socket.socket
    deadline: float

    def sendall(self, content: bytes) -> None:
        """Send it; a socket's timeout is here for the whole."""
        self.socket.settimeout(_left(self.deadline))
        self.socket.sendall(content)

    def makefile(self, mode: str) -> io.BufferedReader:
        """What a response is read from."""
        del mode
        return io.BufferedReader(_Reader(self.socket, self.deadline))

    def close(self) -> None:
        """Closed by who opened it, when all is read."""


class _Reader(io.RawIOBase):
    """Reads a socket up to the deadline, however slowly the other side gives its bytes.

    A socket's own timeout counts from each byte anew; a server that drips would never end it.
    """

    def __init__(self, wire: socket.socket, deadline: float) -> None:
        self._wire, self._deadline = wire, deadline

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Some bytes into the buffer; how many."""
        self._wire.settimeout(_left(self._deadline))
        return self._wire.recv_into(buffer)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _body(response: http.client.HTTPResponse, headers: Mapping[str, str], most: int) -> bytes:
    """The whole body, unpacked; never more than ``most`` bytes are held."""
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in {"identity", "gzip", "x-gzip", ""}:
        raise OutsideError(OutsideFault.BROKEN_ANSWER)
    unpacks = coding in {"gzip", "x-gzip"}
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    body = bytearray()
    while piece := response.read1(PIECE):
        # One byte more than may be: that is how we see that there is too much.
        body += unpacker.decompress(piece, most - len(body) + 1) if unpacks else piece
        if len(body) > most:
            raise OutsideError(OutsideFault.TOO_LARGE)
        if unpacker.unused_data:  # kept in memory, however much of it comes
            raise OutsideError(OutsideFault.BROKEN_ANSWER)
    whole = not unpacks or not body or (unpacker.eof and not unpacker.unused_data)
    if (response.length or 0) > 0 or not whole:
        raise OutsideError(OutsideFault.BROKEN_ANSWER)  # cut off: half a calendar looks whole
    return bytes(body)


def joined(base: str, reference: str) -> str:
    """The address that a server names from ``base``. Raises OutsideError when it makes no sense."""
    try:
        return urljoin(base, reference)
    except ValueError as error:
        raise OutsideError(OutsideFault.BAD_ADDRESS) from error


def _parts(url: str) -> SplitResult:
    """The parts of an address of the web, ready to be sent; no fragment."""
    try:
        parts = urlsplit(url.strip())
        scheme = SCHEMES.get(parts.scheme, parts.scheme)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except ValueError as error:  # of the host's letters (UnicodeError) too
        raise OutsideError(OutsideFault.BAD_ADDRESS) from error
    if scheme not in PORTS or not host or port == 0 or len(url) > LONGEST_ADDRESS:
        raise OutsideError(OutsideFault.BAD_ADDRESS)
    user, at, _ = parts.netloc.rpartition("@")
    name = f"[{host}]" if ":" in host else host
    return SplitResult(
        scheme,
        f"{user}{at}{name}{f':{port}' if port else ''}",
        quote(parts.path, safe="/%:@!$&'()*+,;=~"),
        quote(parts.query, safe="/%:@!$&'()*+,;=~?"),
        "",
    )


def _port(parts: SplitResult) -> int:
    return parts.port or PORTS[parts.scheme]


def _host_header(parts: SplitResult) -> str:
    return parts.netloc.rpartition("@")[2]


def _without_credentials(parts: SplitResult) -> str:
    return urlunsplit(parts._replace(netloc=_host_header(parts)))


def _credentials_in(parts: SplitResult) -> Credentials | None:
    if parts.username is None:
        return None
    return Credentials(unquote(parts.username), unquote(parts.password or ""))


def _headers(
    headers: Mapping[str, str] | None, credentials: Credentials | None
) -> Mapping[str, str]:
    sent = {"Accept-Encoding": "gzip", "Connection": "close", **(headers or {})}
    if credentials:
        pair = f"{credentials.user}:{credentials.password}".encode()
        sent["Authorization"] = f"Basic {b64encode(pair).decode()}"
    return sent


def _redirected(
    request: _Request, status: int, before: SplitResult, after: SplitResult
) -> _Request:
    """The request as it goes on to where it was sent."""
    if (before.scheme, after.scheme) == ("https", "http"):
        raise OutsideError(OutsideFault.BAD_ADDRESS)
    headers = dict(request.headers)
    same_port = before.port == after.port or (before.scheme, after.scheme) == ("http", "https")
    if before.hostname != after.hostname or not same_port:
        headers.pop("Authorization", None)
    if status == SEE_OTHER and request.method != "HEAD":
        return _Request("GET", headers, None, request.most_bytes)
    return _Request(request.method, headers, request.body, request.most_bytes)


def host_of(url: str) -> str:
    """The host of an address of the web, as it may be shown. Raises OutsideError."""
    return _parts(url).hostname or ""
