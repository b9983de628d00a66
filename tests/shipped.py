"""The call scripts that are shipped, in directories of their own, lent from test to test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

SHIPPED = Path(__file__).parent.parent / "call_scripts"
_idle: list[Path] = []
_numbers = count(1)


@contextmanager
def lent_scripts(beside: Path) -> Iterator[Path]:
    """A directory of scripts, free to be edited; a new one stands ``beside`` a test's own.

    One that a test has edited is not lent again. Of one that was not, all that was read of it is
    known already, which took longer than writing it.
    """
    directory = _untouched() or _made(beside)
    yield directory
    _idle.append(directory)


def put_scripts(directory: Path) -> None:
    """Write the shipped scripts there."""
    for name, content in _contents().items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_bytes(content)


def _untouched() -> Path | None:
    while _idle:
        directory = _idle.pop()
        if _read(directory) == _contents():
            return directory
        shutil.rmtree(directory, ignore_errors=True)
    return None


def _made(beside: Path) -> Path:
    directory = beside.with_name(f"call_scripts-{next(_numbers)}")
    put_scripts(directory)
    return directory


@cache
def _contents() -> dict[Path, bytes]:
    return _read(SHIPPED)


def _read(directory: Path) -> dict[Path, bytes]:
    return {path.relative_to(directory): path.read_bytes() for path in directory.rglob("*.yaml")}
