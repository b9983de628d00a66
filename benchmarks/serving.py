"""Serving and asking over real HTTP on the loopback: gunicorn, and a client that costs little."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

ROOT = Path(__file__).parent.parent
CONNECTIONS = 4


@dataclass(frozen=True)
class Server:
    """A server under measurement."""

    port: int
    process: subprocess.Popen[bytes]

    def cpu_seconds(self) -> float:
        """Of the server and its children, so far (Linux)."""
        ticks = 0
        for pid in (self.process.pid, *_children(self.process.pid)):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def gunicorn(app: str) -> Iterator[Server]:
    """The WSGI application ``app`` on two workers of four threads, until the block ends."""
    port = free_port()
    command = ["-m", "gunicorn", "--workers=2", "--threads=4", "--keep-alive=60"]
    with started([*command, f"--bind=127.0.0.1:{port}", "--log-level=error", app], port) as server:
        yield server


@contextmanager
def started(arguments: list[str], port: int) -> Iterator[Server]:
    """A Python process that listens on ``port``, ended with the block."""
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT)
    try:
        _wait_for(port, process)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended by itself"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing listens on port {port}")


def request(path: str, **headers: str) -> bytes:
    """A GET as it goes over the wire."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Connection:
    """One kept-alive connection."""

    def __init__(self, port: int, *, seconds: float = 60) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), seconds)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, asked: bytes) -> Answer:
        """Send one request, and read the whole answer."""
        self._socket.sendall(asked)
        head, _, body = self._until_head().partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines)}
        status = int(first.split()[1])
        length = 0 if status in {204, 304} else int(headers["content-length"])
        parts, missing = [body], length - len(body)
        while missing > 0:
            part = self._socket.recv(min(missing, 1 << 20))
            assert part, "the server hung up"
            parts.append(part)
            missing -= len(part)
        return Answer(status, headers, b"".join(parts))

    def _until_head(self) -> bytes:
        seen = b""
        while b"\r\n\r\n" not in seen:
            part = self._socket.recv(1 << 16)
            assert part, "the server hung up"
            seen += part
        return seen

    def close(self) -> None:
        self._socket.close()


@dataclass(frozen=True)
class Rate:
    """What a server did."""

    per_second: float
    cpu_ms: float  # of the server, per request


def rate(server: Server, asked: bytes, status: int, *, seconds: float = 1.0) -> Rate:
    """How often a second ``server`` answers ``asked``, over several connections."""
    _ask_for(server, asked, status, 0.3)
    before, start = server.cpu_seconds(), perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        work = [(server, asked, status, seconds)] * CONNECTIONS
        number = sum(pool.map(lambda one: _ask_for(*one), work))
    took = perf_counter() - start
    return Rate(number / took, (server.cpu_seconds() - before) / number * 1000)


def _ask_for(server: Server, asked: bytes, status: int, seconds: float) -> int:
    connection, number = Connection(server.port), 0
    until = perf_counter() + seconds
    while perf_counter() < until:
        assert connection.ask(asked).status == status
        number += 1
    connection.close()
    return number
