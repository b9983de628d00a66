"""The HTTP server of the pretended carrier: werkzeug in a thread, on the loopback."""

import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Protocol

from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from telesec.simulator.serving import Serving

LARGEST_REQUEST = 256 * 1024  # bytes


class Site(Protocol):
    """A part of the server: knows its paths and answers them."""

    def serves(self, path: str) -> bool:
        """Whether this path is its own."""
        ...

    def answer(self, request: Request) -> Response:
        """Answer a request to one of its paths."""
        ...


class NeverAnswer(Exception):
    """The work is done, and the connection is cut without an answer."""


class _Quiet(WSGIRequestHandler):
    """Requests are not printed: tests print nothing."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: ARG002
        return


class Server:
    """Serves the sites until closed."""

    def __init__(self, host: str, port: int, sites: list[Site]) -> None:
        self._sites = sites
        server = make_server(host, port, self._application, threaded=True, request_handler=_Quiet)
        self.url = f"http://{host}:{server.server_port}"
        self._serving = Serving(server, "carrier server")

    def close(self) -> None:
        """Stop listening."""
        self._serving.end()

    def _application(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        request = Request(environ)
        request.max_content_length = LARGEST_REQUEST
        try:
            response = self._answer(request)
        except NeverAnswer:
            with suppress(OSError):
                environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            response = Response(status=504)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        for site in self._sites:
            if site.serves(request.path):
                try:
                    return site.answer(request)
                except RequestEntityTooLarge:
                    return Response("too large", 413)
                except HTTPException as error:
                    return Response(error.description, error.code)
        return Response("nothing here", 404)
