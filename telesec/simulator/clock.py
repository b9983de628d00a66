"""Clocks of the pretended world. All of them tell aware instants in UTC."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from struct import Struct
from threading import RLock
from typing import Protocol


class Clock(Protocol):
    """What the network asks of a clock."""

    @property
    def stands_still(self) -> bool:
        """Whether time passes only when somebody moves it."""
        ...

    def now(self) -> datetime:
        """The present instant."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let ``seconds`` pass."""
        ...


class RealClock:
    """The machine's time. With ``waits=False`` nobody waits: calls run as fast as they can."""

    stands_still = False

    def __init__(self, waits: bool = True) -> None:
        self.waits = waits

    def now(self) -> datetime:
        """The present instant by the machine."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait that long, unless this clock does not wait."""
        if self.waits and seconds > 0:
            time.sleep(seconds)


class ManualClock:
    """Time that stands still until it is moved; sleeping moves it. Safe between threads."""

    stands_still = True

    def __init__(self, start: datetime) -> None:
        self._lock = RLock()
        self._now = _aware(start)

    def now(self) -> datetime:
        """The present instant."""
        with self._lock:
            return self._now

    def sleep(self, seconds: float) -> None:
        """The same as advance: nobody really waits."""
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        """Move time on; ValueError when backwards (``set`` does that)."""
        if seconds < 0:
            raise ValueError("time does not run backwards; use set()")
        with self._lock:
            self.set(self.now() + timedelta(seconds=seconds))

    def set(self, instant: datetime) -> None:
        """Jump to an aware instant."""
        with self._lock:
            self._now = _aware(instant).astimezone(UTC)


class SharedClock(ManualClock):
    """A manual clock that other processes read from a small file.

    The file holds three little-endian doubles: pretended Unix time, the real Unix time at which
    it was true, and how many pretended seconds pass in a real one (0 while standing still). It
    is replaced as a whole, so a reader never sees half of it.
    """

    layout = Struct("<ddd")

    def __init__(self, path: Path | str, start: datetime) -> None:
        super().__init__(start)
        self.path = Path(path)
        self._speed = 0.0
        self._real = time.time()
        self._write()

    @property
    def stands_still(self) -> bool:  # type: ignore[override]
        """Whether it is not running."""
        return self._speed == 0

    def now(self) -> datetime:
        """The pretended instant."""
        with self._lock:
            return self._now + timedelta(seconds=(time.time() - self._real) * self._speed)

    def sleep(self, seconds: float) -> None:
        """While it runs, really wait; while it stands still, move it."""
        if self.stands_still:
            self.advance(seconds)
        else:
            time.sleep(max(seconds, 0) / self._speed)

    def set(self, instant: datetime) -> None:
        """Jump to an aware instant, and tell the other processes."""
        with self._lock:
            super().set(instant)
            self._real = time.time()
            self._write()

    def run(self, speed: float = 1.0) -> None:
        """From now on ``speed`` pretended seconds pass in a real one; 0 stops it again."""
        if speed < 0:
            raise ValueError("time does not run backwards")
        with self._lock:
            reached = self.now()
            self._speed = speed
            self.set(reached)

    def _write(self) -> None:
        aside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        aside.write_bytes(self.layout.pack(self._now.timestamp(), self._real, self._speed))
        os.replace(aside, self.path)


def _aware(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("a clock needs an aware instant")
    return instant
