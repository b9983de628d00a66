"""Ctrl-C, and its like: heeded at once, but never while something is half open."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def heed_interruptions() -> None:
    """From here on each of the signals that end us raises KeyboardInterrupt."""
    for number in STOPPING:
        signal.signal(number, _interrupt)


def ignore_interruptions() -> None:
    """From here on none of them does anything: what is open is closed whole."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold an interruption back until this is done: what is half open could not be closed."""
    came: list[int] = []
    for number in STOPPING:
        signal.signal(number, lambda signum, _frame: came.append(signum))
    try:
        yield
    finally:
        heed_interruptions()
    if came:
        raise KeyboardInterrupt


def _interrupt(signum: int, frame: FrameType | None) -> None:
    del signum, frame
    raise KeyboardInterrupt
