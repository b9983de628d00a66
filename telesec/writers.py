"""Whose turn it is to write to the SQLite file: threads and processes, about in order.

SQLite has one writer. Those who find it busy sleep there, ever longer, while whoever comes anew
may go first: with two processes at work a caller would now and then wait half a second. So a
transaction that will write waits here first. Locks of a small file beside the database, which the
system takes back when a process dies; SQLite's own lock still decides.
"""

import fcntl
import os
from functools import cache
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

PAUSE_SECONDS = 0.0003  # between two looks; at most one thread of each process is looking

# Whoever waits holds "next" until it is their turn: a process that has just written and wants to
# write again finds "next" taken, and so comes after them.
_NOW, _NEXT = 0, 1  # bytes of the file


def writers_to(database: str | None, patience_seconds: float) -> "Writers":
    """The turns to write to that file of SQLite's, or to a database in memory."""
    if database in {None, "", ":memory:"}:
        return Writers(None, patience_seconds)
    return _writers_to_file(Path(str(database)).resolve(), patience_seconds)


@cache  # one for all of this process, as locks of a file are
def _writers_to_file(database: Path, patience_seconds: float) -> "Writers":
    return Writers(database.with_name(f"{database.name}-writers"), patience_seconds)


class Writers:
    """The turns to write to one database. ``file``: where its locks are; None: in memory only."""

    def __init__(self, file: Path | None, patience_seconds: float) -> None:
        self._file = file
        self._patience_seconds = patience_seconds
        self._threads = Lock()
        self._opened: tuple[int, int] | None = None  # process, descriptor

    def enter(self) -> bool:
        """Wait for the turn; False when it did not come in time."""
        deadline = monotonic() + self._patience_seconds
        if not self._threads.acquire(timeout=self._patience_seconds):
            return False
        descriptor = self._descriptor()
        if descriptor is None or _enter(descriptor, deadline):
            return True
        self._threads.release()
        return False

    def leave(self) -> None:
        """Give the turn to whoever is next."""
        if self._opened:
            fcntl.lockf(self._opened[1], fcntl.LOCK_UN, 1, _NOW)
        self._threads.release()

    def _descriptor(self) -> int | None:
        """The file, opened in this very process: locks do not pass to a forked one."""
        if self._file is None:
            return None
        if self._opened is None or self._opened[0] != os.getpid():
            try:
                flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
                self._opened = (os.getpid(), os.open(self._file, flags, 0o600))
            except OSError:  # a full disk; SQLite's own lock will do
                self._opened = None
                return None
        return self._opened[1]


def _enter(descriptor: int, deadline: float) -> bool:
    if not _lock(descriptor, _NEXT, deadline):
        return False
    entered = _lock(descriptor, _NOW, deadline)
    fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, _NEXT)
    return entered


def _lock(descriptor: int, byte: int, deadline: float) -> bool:
    while True:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except (BlockingIOError, PermissionError):  # POSIX allows either
            if monotonic() > deadline:
                return False
            sleep(PAUSE_SECONDS)
        else:
            return True
