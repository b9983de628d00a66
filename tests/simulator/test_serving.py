"""A server in a thread: it ends when told to, and nobody is served after that."""

import socket
import time
from socketserver import StreamRequestHandler, TCPServer, ThreadingMixIn
from threading import Event

import pytest

from telesec.simulator.serving import Serving


class Echo(StreamRequestHandler):
    def handle(self) -> None:
        for line in self.rfile:
            self.wfile.write(line)


class OneByOne(TCPServer):
    allow_reuse_address = True


class Together(ThreadingMixIn, OneByOne):
    daemon_threads = True


def came_to(server: TCPServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.server_address[1]), timeout=5)


def is_answered(visitor: socket.socket) -> bool:
    visitor.sendall(b"bonjour\n")
    return visitor.recv(100) == b"bonjour\n"


@pytest.mark.parametrize("kind", [OneByOne, Together])
def test_visitors_are_served_until_it_ends_and_none_after(kind: type[TCPServer]) -> None:
    server = kind(("127.0.0.1", 0), Echo)
    serving = Serving(server)
    for _ in range(3):
        with came_to(server) as visitor:
            assert is_answered(visitor)
    address = server.server_address
    serving.end()
    with pytest.raises(ConnectionRefusedError):
        came_to(server)
    kind(address, Echo).server_close()  # the port is free


def test_to_end_what_nobody_visits_takes_no_time() -> None:
    """Were it not woken it would sleep on, and ending give up after ten seconds."""
    serving = Serving(Together(("127.0.0.1", 0), Echo))
    began = time.monotonic()
    serving.end()
    assert time.monotonic() - began < 5
    serving.end()  # twice does no harm


def test_a_visitor_who_stays_does_not_keep_it_from_ending() -> None:
    server = Together(("127.0.0.1", 0), Echo)
    serving = Serving(server)
    with came_to(server) as visitor:
        assert is_answered(visitor)
        serving.end()
        assert is_answered(visitor)  # begun before: its own thread goes on


def test_those_being_served_are_waited_for_where_the_server_does_so() -> None:
    done, may_finish = Event(), Event()

    class Slow(StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"at work")
            self.rfile.readline()
            may_finish.wait(5)
            done.set()

    server = Together(("127.0.0.1", 0), Slow)
    server.daemon_threads = False
    serving = Serving(server)
    with came_to(server) as visitor:
        assert visitor.recv(100) == b"at work"
        visitor.sendall(b"go on\n")
        may_finish.set()
        serving.end()
    assert done.is_set()
