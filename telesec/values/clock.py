"""What time it is. The only place that reads a clock; everything else is given ``now``."""

from datetime import UTC, datetime
from pathlib import Path
from struct import Struct
from time import time
from typing import Protocol


class Clock(Protocol):
    """Tells the present instant, aware, in UTC."""

    def now(self) -> datetime:
        """The present instant."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present instant by the machine's clock."""
        return datetime.now(UTC)


class SharedClock:
    """A clock that several processes read from one small file: for demonstrations and tests.

    The file holds three little-endian doubles: a pretended Unix time, the real Unix time at
    which it was true, and how many pretended seconds pass in a real one (0: it stands still).
    """

    layout = Struct("<ddd")

    def __init__(self, path: Path) -> None:
        self.path = path

    def now(self) -> datetime:
        """The pretended instant; OSError when the file cannot be read."""
        pretended, real, speed = self.layout.unpack(self.path.read_bytes())
        return datetime.fromtimestamp(pretended + (time() - real) * speed, UTC)
