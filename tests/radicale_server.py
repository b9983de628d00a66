"""A real CalDAV server (Radicale) on the loopback, with one account."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import requests
from radicale import config
from radicale.app import Application

from telesec.simulator.serving import Serving

USER, PASSWORD = "marie", "wonderland"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Tests print nothing."""


class Radicale:
    """The server, and what its user does with a calendar program."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.home = f"{url}/{USER}/"
        self.calendar = f"{url}/{USER}/private/"

    def ask(self, method: str, url: str, body: str = "", kind: str = "text/calendar") -> int:
        answer = requests.request(
            method,
            url,
            data=body.encode(),
            auth=(USER, PASSWORD),
            headers={"Content-Type": f"{kind}; charset=utf-8"},
            timeout=20,
        )
        return answer.status_code

    def makes_calendar(self, url: str = "") -> None:
        body = (
            '<c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop>'
            "<d:displayname>Privé</d:displayname><c:supported-calendar-component-set>"
            '<c:comp name="VEVENT"/></c:supported-calendar-component-set></d:prop></d:set>'
            "</c:mkcalendar>"
        )
        assert self.ask("MKCALENDAR", url or self.calendar, body, "application/xml") == 201

    def puts(self, name: str, body: bytes) -> None:
        assert self.ask("PUT", f"{self.calendar}{name}.ics", body.decode()) in {201, 204}

    def deletes(self, name: str) -> None:
        assert self.ask("DELETE", f"{self.calendar}{name}.ics") == 200


@contextmanager
def radicale_server(directory: Path) -> Iterator[Radicale]:
    (directory / "users").write_text(f"{USER}:{PASSWORD}\n")
    settings = config.load()
    settings.update(
        {
            "auth": {
                "type": "htpasswd",
                "htpasswd_filename": str(directory / "users"),
                "htpasswd_encryption": "plain",
                "delay": "0",
            },
            "storage": {"filesystem_folder": str(directory / "collections")},
            "logging": {"level": "critical"},
        },
        "test",
    )
    server = make_server(
        "127.0.0.1", 0, Application(settings), server_class=_Server, handler_class=_Silent
    )
    serving = Serving(server)
    try:
        yield Radicale(f"http://127.0.0.1:{server.server_port}")
    finally:
        serving.end()
