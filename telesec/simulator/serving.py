"""An HTTP server at work in a thread of its own, until it is told to end."""

import socket
from contextlib import suppress
from socketserver import TCPServer
from threading import Thread
from typing import Any


class Serving:
    """Lets a server take visitors, one after the other or at once as it is made to, until ended."""

    def __init__(self, server: TCPServer, name: str = "server") -> None:
        self._server = server
        self._over = False
        server.verify_request = self._admits  # type: ignore[method-assign]
        self._thread = Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Take nobody any more; on return nobody listens at the address.

        A visit of our own wakes the server: it sleeps until somebody comes, and looks at no
        clock meanwhile. Those being served are waited for if the server itself does so.
        """
        self._over = True
        host, port = self._server.server_address[:2]
        with suppress(OSError):
            socket.create_connection((str(host), int(port)), timeout=5).close()
        self._thread.join(10)
        self._server.server_close()

    def _serve(self) -> None:
        while not self._over:
            self._server.handle_request()

    def _admits(self, request: Any, client_address: Any) -> bool:
        del request, client_address
        return not self._over
