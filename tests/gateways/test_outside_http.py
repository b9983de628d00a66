"""Asking servers that others named: only the open internet, only so long, only so much."""

import gzip
import socket
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from telesec.gateways.outside_http import (
    Answer,
    Credentials,
    OutsideError,
    OutsideFault,
    OutsideHttp,
    Resolve,
    is_on_the_internet,
)
from tests.outside import Given, OutsideServer, certificate_for, outside_server, raw_server

HOME = "127.0.0.1"
WHOLE = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def server() -> Iterator[OutsideServer]:
    with outside_server(lambda _: Given(WHOLE)) as server:
        yield server


def at(*addresses: str) -> Resolve:
    """Every name is there."""
    return lambda *_: addresses


def allowed(*hosts: str) -> OutsideHttp:
    """A house that allows the loopback by its address, and what else is named, which is there."""
    return OutsideHttp((HOME, *hosts), resolve=at(HOME))


def fault_of(asking: Callable[[], Answer]) -> OutsideFault:
    with pytest.raises(OutsideError) as caught:
        asking()
    return caught.value.fault


def test_a_server_is_asked_and_its_answer_comes_back(server: OutsideServer) -> None:
    answer = allowed().ask("GET", f"{server.url}/a.ics?token=é b", headers={"If-None-Match": '"1"'})
    assert (answer.status, answer.body, answer.is_good) == (200, WHOLE, True)
    [asked] = server.asked
    assert asked.path == "/a.ics?token=%C3%A9%20b"
    assert asked.headers["host"] == f"127.0.0.1:{server.port}"
    assert asked.headers["if-none-match"] == '"1"'


def test_any_method_with_a_body_and_a_password(server: OutsideServer) -> None:
    server.answers = lambda asked: Given(asked.body, 207, {"ETag": '"7"'})
    answer = allowed().ask(
        "REPORT", server.url, body=b"<a/>", credentials=Credentials("marie", "mot: de passe")
    )
    assert (answer.status, answer.body, answer.headers["etag"]) == (207, b"<a/>", '"7"')
    expected = b64encode(b"marie:mot: de passe").decode()
    assert server.asked[0].headers["authorization"] == f"Basic {expected}"


def test_a_password_may_stand_in_the_address_and_is_not_sent_in_it(server: OutsideServer) -> None:
    address = server.url.replace("//", "//marie:p%40ss@")
    answer = allowed().ask("GET", f"{address}/a.ics")
    [asked] = server.asked
    assert asked.headers["authorization"] == f"Basic {b64encode(b'marie:p@ss').decode()}"
    assert "marie" not in asked.path + asked.headers["host"] + answer.url


# --- where it may go ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0",  # noqa: S104
        "10.1.2.3", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192",
        "224.0.0.1", "255.255.255.255", "198.18.0.1", "203.0.113.5",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::127.0.0.1",
        "64:ff9b::169.254.169.254", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1",
        "nonsense", "",
    ],
)  # fmt: skip
def test_what_is_not_of_the_open_internet_is_told_apart(address: str) -> None:
    assert not is_on_the_internet(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f::1", "64:ff9b::93.184.215.14", "2a01:cb00::1"]
)
def test_the_open_internet_is_known(address: str) -> None:
    assert is_on_the_internet(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "0", "0177.0.0.1"]
)
def test_this_machine_is_not_asked_however_it_is_written(server: OutsideServer, host: str) -> None:
    http = OutsideHttp()
    address = f"http://{host}:{server.port}/"
    assert fault_of(lambda: http.ask("GET", address)) in {
        OutsideFault.INNER_ADDRESS,
        OutsideFault.UNKNOWN_HOST,  # where the system has no IPv6
    }
    assert server.asked == []


def test_a_name_with_one_inner_address_among_good_ones_is_refused() -> None:
    http = OutsideHttp(resolve=at("93.184.215.14", "10.0.0.1"))
    assert fault_of(lambda: http.ask("GET", "http://x.example/")) == OutsideFault.INNER_ADDRESS


def test_the_connection_goes_to_the_address_that_was_looked_at(server: OutsideServer) -> None:
    """A name that answers otherwise the second time is never asked a second time."""
    answers = [[HOME], ["127.0.0.2"]]
    http = OutsideHttp(("rebinding.example",), resolve=lambda *_: answers.pop(0))
    assert http.ask("GET", f"http://rebinding.example:{server.port}/").body == WHOLE
    assert server.asked[0].headers["host"] == f"rebinding.example:{server.port}"
    assert len(answers) == 1


def test_a_host_may_be_allowed_on_one_port_only(server: OutsideServer) -> None:
    http = OutsideHttp((f"{HOME}:{server.port}",))
    assert http.ask("GET", server.url).is_good
    other = f"http://{HOME}:{server.port + 1}/"
    assert fault_of(lambda: http.ask("GET", other)) == OutsideFault.INNER_ADDRESS


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:{port}/",
        "http://[::1]:{port}/",
        "//inside.example:{port}/",
    ],
)
def test_a_redirect_is_looked_at_like_any_address(server: OutsideServer, location: str) -> None:
    to = location.format(port=server.port)
    server.answers = lambda _: Given(status=302, headers={"Location": to})
    http = OutsideHttp((HOME,), resolve=lambda host, _: [HOME if host[0] != "1" else host])
    assert fault_of(lambda: http.ask("GET", server.url)) == OutsideFault.INNER_ADDRESS
    assert len(server.asked) == 1


def test_a_redirect_is_followed_with_method_and_body(server: OutsideServer) -> None:
    moved = Given(status=301, headers={"Location": "/new?a=1"})
    server.answers = lambda asked: moved if asked.path == "/old" else Given(asked.body)
    answer = allowed().ask("PROPFIND", f"{server.url}/old", body=b"<p/>")
    assert answer.body == b"<p/>"
    assert answer.url == f"{server.url}/new?a=1"
    assert [asked.method for asked in server.asked] == ["PROPFIND", "PROPFIND"]


def test_redirects_without_end_are_left(server: OutsideServer) -> None:
    server.answers = lambda asked: Given(status=302, headers={"Location": asked.path + "x"})
    fault = fault_of(lambda: allowed().ask("GET", f"{server.url}/"))
    assert fault == OutsideFault.TOO_MANY_REDIRECTS
    assert len(server.asked) == 6


def test_another_host_is_not_given_the_password(server: OutsideServer) -> None:
    elsewhere = Given(status=307, headers={"Location": f"http://other.example:{server.port}/b"})
    server.answers = lambda asked: elsewhere if asked.path == "/a" else Given(b"ok")
    http = allowed("other.example")
    http.ask("GET", f"{server.url}/a", credentials=Credentials("marie", "secret"))
    assert "authorization" in server.asked[0].headers
    assert "authorization" not in server.asked[1].headers


def test_a_password_never_goes_unencrypted_over_the_internet() -> None:
    http = OutsideHttp(resolve=at("93.184.215.14"))
    secret = Credentials("marie", "secret")
    address = "http://cloud.example/"
    fault = fault_of(lambda: http.ask("GET", address, credentials=secret))
    assert fault == OutsideFault.NOT_PRIVATE


@pytest.mark.parametrize(
    "address",
    [
        "", "ftp://x.example/", "file:///etc/passwd", "http://", "http:///x", "http://x:99999/",
        "http://x:0/", "http://a..b/", "gopher://x/", "x.example/a.ics", "http://[::1/",
        "https://x.example/" + "a" * 2_000, "http://x.example:25/", "https://x.example:22/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    http = OutsideHttp(resolve=at("93.184.215.14"))
    assert fault_of(lambda: http.ask("GET", address)) == OutsideFault.BAD_ADDRESS


def test_nothing_slips_into_the_request(server: OutsideServer) -> None:
    allowed().ask("GET", f"{server.url}/a%0d%0aX: y\r\nEvil: 1 HTTP/1.1\r\n")
    [asked] = server.asked
    assert "evil" not in asked.headers
    assert "x" not in asked.headers


# --- encryption --------------------------------------------------------------------------------


def test_https_is_checked_against_the_name_and_not_the_address(tmp_path: Path) -> None:
    shown, trusting = certificate_for("calendar.example", tmp_path)
    with outside_server(lambda _: Given(WHOLE), shown) as server:
        names = ("calendar.example", "other.example")
        http = OutsideHttp(names, resolve=at(HOME), tls=trusting)
        # As calendar programs write it.
        assert http.ask("GET", f"webcal://calendar.example:{server.port}/").body == WHOLE
        other = f"https://other.example:{server.port}/"
        assert fault_of(lambda: http.ask("GET", other)) == OutsideFault.NOT_TRUSTED
        unknown = OutsideHttp(names, resolve=at(HOME))
        same = f"https://calendar.example:{server.port}/"
        assert fault_of(lambda: unknown.ask("GET", same)) == OutsideFault.NOT_TRUSTED
    assert len(server.asked) == 1


def test_https_is_never_left_for_plain_http(tmp_path: Path, server: OutsideServer) -> None:
    shown, trusting = certificate_for("calendar.example", tmp_path)
    down = Given(status=302, headers={"Location": f"{server.url}/"})
    with outside_server(lambda _: down, shown) as secure:
        http = OutsideHttp((HOME, "calendar.example"), resolve=at(HOME), tls=trusting)
        address = f"https://calendar.example:{secure.port}/"
        assert fault_of(lambda: http.ask("GET", address)) == OutsideFault.BAD_ADDRESS
    assert server.asked == []


# --- how long, how much ------------------------------------------------------------------------


def test_a_body_may_be_so_large_and_no_larger(server: OutsideServer) -> None:
    server.answers = lambda _: Given(b"x" * 1_000)
    assert len(allowed().ask("GET", server.url, most_bytes=1_000).body) == 1_000
    fault = fault_of(lambda: allowed().ask("GET", server.url, most_bytes=999))
    assert fault == OutsideFault.TOO_LARGE


def test_packed_bodies_are_unpacked(server: OutsideServer) -> None:
    packed = Given(gzip.compress(WHOLE * 10_000), headers={"Content-Encoding": "gzip"})
    server.answers = lambda _: packed
    assert allowed().ask("GET", server.url).body == WHOLE * 10_000
    assert server.asked[0].headers["accept-encoding"] == "gzip"


def test_a_bomb_is_not_unpacked(server: OutsideServer) -> None:
    bomb = gzip.compress(bytes(200_000_000), 9)
    assert len(bomb) < 1_000_000
    server.answers = lambda _: Given(bomb, headers={"Content-Encoding": "gzip"})
    fault = fault_of(lambda: allowed().ask("GET", server.url, most_bytes=1_000_000))
    assert fault == OutsideFault.TOO_LARGE


@pytest.mark.parametrize(
    "given",
    [
        Given(b"not gzip", headers={"Content-Encoding": "gzip"}),
        Given(gzip.compress(WHOLE)[:-10], headers={"Content-Encoding": "gzip"}),
        Given(gzip.compress(WHOLE) * 2, headers={"Content-Encoding": "gzip"}),
        Given(WHOLE, headers={"Content-Encoding": "br"}),
        Given(WHOLE, headers={"Content-Length": "1000"}),
        Given(b"5\r\nhello\r\n", headers={"Transfer-Encoding": "chunked", "Content-Length": ""}),
    ],
    ids=[
        "not packed",
        "cut off",
        "packed twice over",
        "unknown packing",
        "short",
        "chunks cut off",
    ],
)
def test_what_is_cut_off_or_unreadable_is_no_answer(server: OutsideServer, given: Given) -> None:
    server.answers = lambda _: given
    assert fault_of(lambda: allowed().ask("GET", server.url)) == OutsideFault.BROKEN_ANSWER


def drips_headers(came: socket.socket, over: Event) -> None:
    came.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while not over.wait(0.02):
        came.sendall(b"y")


def drips_a_body(came: socket.socket, over: Event) -> None:
    came.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while not over.wait(0.02):
        came.sendall(b"y")


def continues(came: socket.socket, over: Event) -> None:
    while not over.wait(0.02):
        came.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def is_silent(came: socket.socket, over: Event) -> None:
    over.wait(20)


@pytest.mark.parametrize("say", [drips_headers, drips_a_body, continues, is_silent])
def test_a_server_that_drips_is_left_at_the_deadline(
    say: Callable[[socket.socket, Event], None],
) -> None:
    with raw_server(say) as url:
        fault = fault_of(lambda: allowed().ask("GET", url, most_seconds=0.4))
        assert fault == OutsideFault.TOO_SLOW


def pours(came: socket.socket, over: Event) -> None:
    came.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while not over.is_set():
        came.sendall(b"x" * 65_536)


def test_a_body_without_end_is_left_at_the_limit() -> None:
    with raw_server(pours) as url:
        fault = fault_of(lambda: allowed().ask("GET", url, most_bytes=3_000_000))
        assert fault == OutsideFault.TOO_LARGE


@pytest.mark.parametrize(
    "words", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 banana\r\n\r\n", b"HTTP/1.1 200 OK\r\n" * 2_000]
)
def test_nonsense_has_a_name(words: bytes) -> None:
    with raw_server(lambda came, _: came.sendall(words)) as url:
        fault = fault_of(lambda: allowed().ask("GET", url))
        assert fault in {OutsideFault.BROKEN_ANSWER, OutsideFault.NOT_REACHED}


def test_nobody_there_and_no_such_host_have_names() -> None:
    closed = socket.create_server((HOME, 0))
    port = closed.getsockname()[1]
    closed.close()
    assert (
        fault_of(lambda: allowed().ask("GET", f"http://{HOME}:{port}/")) == OutsideFault.NOT_REACHED
    )
    nowhere = OutsideHttp(resolve=at())
    assert fault_of(lambda: nowhere.ask("GET", "http://x.example/")) == OutsideFault.UNKNOWN_HOST


def test_the_next_address_is_tried_when_one_does_not_answer(server: OutsideServer) -> None:
    http = OutsideHttp(("two.example",), resolve=at("127.0.0.1", "127.0.0.1"))
    assert http.ask("GET", f"http://two.example:{server.port}/").is_good
    half = OutsideHttp(("two.example",), resolve=at("::1", "127.0.0.1"))
    assert half.ask("GET", f"http://two.example:{server.port}/").is_good


def test_errors_and_reprs_hold_no_address_and_no_password(server: OutsideServer) -> None:
    http = allowed()
    secret = Credentials("marie", "wonder")
    shown = repr(secret) + repr(http.ask("GET", f"{server.url}/token", credentials=secret))
    with pytest.raises(OutsideError) as caught:
        OutsideHttp().ask("GET", f"{server.url}/token")
    shown += repr(caught.value) + str(caught.value)
    assert "token" not in shown
    assert "wonder" not in shown
