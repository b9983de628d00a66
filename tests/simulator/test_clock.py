"""Time that tests can move, and that other processes can read."""

import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time

import pytest

from telesec.simulator.clock import ManualClock, RealClock, SharedClock

START = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def test_a_manual_clock_moves_when_moved() -> None:
    clock = ManualClock(START)
    clock.advance(90)
    clock.sleep(10)
    assert clock.now() == START + timedelta(seconds=100)
    clock.set(START)
    assert clock.now() == START
    with pytest.raises(ValueError, match="backwards"):
        clock.advance(-1)
    with pytest.raises(ValueError, match="aware"):
        clock.set(datetime(2026, 11, 26))  # noqa: DTZ001 - that is the mistake


def read(path: Path) -> tuple[float, float, float]:
    pretended, real, speed = struct.unpack("<ddd", path.read_bytes())
    return pretended, real, speed


def test_a_shared_clock_writes_what_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    clock = SharedClock(path, START)
    assert read(path)[0] == START.timestamp()
    assert read(path)[2] == 0
    clock.advance(60)
    assert read(path)[0] == START.timestamp() + 60
    assert list(tmp_path.iterdir()) == [path]


def test_a_shared_clock_can_run_and_stop(tmp_path: Path) -> None:
    clock = SharedClock(tmp_path / "clock", START)
    assert clock.stands_still
    clock.run(speed=3_600)
    _, real, speed = read(clock.path)
    assert speed == 3_600
    assert abs(real - time()) < 5
    clock.sleep(72)  # a fiftieth of a second
    assert clock.now() >= START + timedelta(seconds=72)
    clock.run(0)
    assert clock.stands_still
    assert clock.now() == clock.now()
    with pytest.raises(ValueError, match="backwards"):
        clock.run(-1)


def test_a_real_clock_need_not_wait() -> None:
    began = time()
    RealClock(waits=False).sleep(60)
    RealClock().sleep(0.01)
    assert 0.01 <= time() - began < 5
    assert abs((RealClock().now() - datetime.now(UTC)).total_seconds()) < 5
