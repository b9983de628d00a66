"""A real CalDAV server (Radicale) on the loopback, whose answers can be spoilt or lost."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from radicale.app import Application
from radicale.config import load

from telesec.gateways.caldav import CalDav, FoundCalendar
from telesec.gateways.outside_http import OutsideHttp
from telesec.simulator.serving import Serving

USER, PASSWORD = "claire", "mot-de-passe-d-application"
LOST = "lost"  # it is done, and the answer is lost on the way


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Fault:
    """What happens to the next request of this method: a status, or the answer is LOST."""

    method: str
    outcome: int | str
    headers: tuple[tuple[str, str], ...] = ()


class _Server(WSGIServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A connection that was dropped on purpose is no news."""


class _Handler(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Tests print nothing."""


class Lost(Exception):
    """The answer is not sent."""


class CalendarServer:
    """One account with one calendar, and more on request."""

    def __init__(self, directory: Path) -> None:
        users = directory / "users"
        users.write_text(f"{USER}:{PASSWORD}\n")
        config = load()
        config.update(
            {
                "auth": {
                    "type": "htpasswd",
                    "htpasswd_filename": str(users),
                    "htpasswd_encryption": "plain",
                    "delay": "0",
                },
                "storage": {
                    "filesystem_folder": str(directory / "store"),
                    "_filesystem_fsync": "False",
                },
                "logging": {"level": "critical"},
            },
            "the test",
            privileged=True,
        )
        self._radicale = Application(config)
        self.users = users
        self.asked: list[Asked] = []
        self.faults: deque[Fault] = deque()
        self.before: Callable[[Asked], None] = lambda _: None
        self.taken: Callable[[Asked], None] = lambda _: None  # it is done, and not answered yet
        self._server = make_server("127.0.0.1", 0, self._answer, _Server, _Handler)
        self.port = self._server.server_port
        self._http = OutsideHttp({f"127.0.0.1:{self.port}"})
        self.url = f"http://127.0.0.1:{self.port}"
        self._serving = Serving(self._server)
        self.collection = self.new_calendar("Consultations")

    def close(self) -> None:
        self._serving.end()

    def http(self) -> OutsideHttp:
        return self._http

    def account(self, password: str = PASSWORD) -> CalDav:
        return CalDav(self.http(), USER, password)

    def new_calendar(self, name: str, components: str = "VEVENT") -> str:
        """Make a calendar in the account; its address."""
        url = f"{self.url}/{USER}/{name.lower()}/"
        body = f"""<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:"
            xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
            <D:displayname>{name}</D:displayname><C:supported-calendar-component-set>
            <C:comp name="{components}"/></C:supported-calendar-component-set>
            </D:prop></D:set></C:mkcalendar>"""
        assert self.asks("MKCALENDAR", url, body.encode()) == 201
        return url

    def asks(self, method: str, url: str, body: bytes = b"", **headers: str) -> int:
        """What another program of the client's asks the server; the status."""
        account = self.account()
        answer = account._http.ask(
            method, url, headers=headers, body=body, credentials=account._credentials
        )
        return answer.status

    def events(self, collection: str | None = None) -> dict[str, bytes]:
        """What is in the calendar, by name."""
        url = collection or self.collection
        account = self.account()
        found = account._look(url, ["D:getetag"], depth="1")
        names = [one.href.rpartition("/")[2] for one in found if one.href.endswith(".ics")]
        read = {name: account.read(f"{url}{name}") for name in names}
        return {name: resource.text for name, resource in read.items() if resource}

    def client_edits(self, name: str, *changes: tuple[bytes, bytes]) -> None:
        """The client changes an event in its own program."""
        resource = self.account().read(f"{self.collection}{name}")
        assert resource
        text = resource.text
        for old, new in changes:
            assert old in text, (old, text)
            text = text.replace(old, new)
        assert self.account().write(f"{self.collection}{name}", text, resource.etag)

    def client_deletes(self, name: str) -> None:
        self.account().delete(f"{self.collection}{name}", None)

    def writes(self) -> list[str]:
        """The methods by which anything was changed, in order."""
        return [one.method for one in self.asked if one.method in {"PUT", "DELETE"}]

    def _answer(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        headers = {
            key[5:].replace("_", "-").lower(): str(value)
            for key, value in environ.items()
            if key.startswith("HTTP_")
        }
        asked = Asked(environ["REQUEST_METHOD"], environ["PATH_INFO"], headers)
        self.asked.append(asked)
        self.before(asked)
        fault = next((one for one in self.faults if one.method in {asked.method, "*"}), None)
        if fault is not None:
            self.faults.remove(fault)
        if fault is not None and isinstance(fault.outcome, int):
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            start(f"{fault.outcome} Fault", [("Content-Length", "0"), *fault.headers])
            return [b""]
        if fault is not None:
            list(self._radicale(environ, lambda *_: lambda _: None))
            raise Lost
        answer = self._radicale(environ, start)
        self.taken(asked)
        return answer


@contextmanager
def calendar_server(directory: Path) -> Iterator[CalendarServer]:
    directory.mkdir(exist_ok=True)
    server = CalendarServer(directory)
    try:
        yield server
    finally:
        server.close()


def names(found: list[FoundCalendar]) -> list[str]:
    return [one.name for one in found]
