"""Turns to write: no process starves another, nobody waits for ever, the dead hold nothing."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from threading import Thread

from telesec.writers import Writers, writers_to

LONG = 20.0

HOLDER = """
import sys
from telesec.writers import writers_to
assert writers_to(sys.argv[1], 20).enter()
print("entered", flush=True)
sys.stdin.read()
"""

# Writes its letter at each of its turns, and wants the next turn at once.
GREEDY = """
import os, sys
from time import sleep
from telesec.writers import writers_to
database, letter, journal = sys.argv[1:]
writers = writers_to(database, 20)
log = os.open(journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
print("ready", flush=True)
sys.stdin.readline()
for _ in range(150):
    assert writers.enter()
    os.write(log, letter.encode())
    sleep(0.001)
    writers.leave()
"""


@contextmanager
def process(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A process of its own that has said its first word."""
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline()
        yield running


def test_of_two_that_write_without_end_neither_starves(tmp_path: Path) -> None:
    database, journal = str(tmp_path / "x.db"), tmp_path / "journal"
    with (
        process(GREEDY, database, "a", str(journal)) as one,
        process(GREEDY, database, "b", str(journal)) as other,
    ):
        for running in (one, other):
            assert running.stdin is not None
            running.stdin.write("go\n")
            running.stdin.flush()
        assert (one.wait(), other.wait()) == (0, 0)
    turns = journal.read_text()
    both = turns[: min(turns.rindex("a"), turns.rindex("b"))].lstrip(turns[0])
    changes = sum(1 for _ in groupby(both))
    assert changes > len(both) / 3


def test_a_process_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    database = str(tmp_path / "x.db")
    with process(HOLDER, database) as holder:
        assert not writers_to(database, 0.05).enter()
        holder.kill()
        holder.wait()
        waiting = writers_to(database, LONG)
        assert waiting.enter()
        waiting.leave()


def test_whoever_waited_in_vain_leaves_the_way_free(tmp_path: Path) -> None:
    database = str(tmp_path / "x.db")
    with process(HOLDER, database) as holder:
        assert not writers_to(database, 0.05).enter()
        assert not writers_to(database, 0.05).enter()  # nor did it keep what it had
        holder.communicate()
    waiting = writers_to(database, LONG)
    assert waiting.enter()
    waiting.leave()


def test_threads_of_one_process_go_one_by_one(tmp_path: Path) -> None:
    writers, inside, most = writers_to(str(tmp_path / "x.db"), LONG), [0], [0]

    def write() -> None:
        for _ in range(50):
            assert writers.enter()
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            inside[0] -= 1
            writers.leave()

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_engines_of_one_process_share_the_turns(tmp_path: Path) -> None:
    database = str(tmp_path / "x.db")
    assert writers_to(database, LONG) is writers_to(database, LONG)
    assert writers_to(None, LONG) is not writers_to(None, LONG)


def test_where_no_file_can_be_made_writing_goes_on(tmp_path: Path) -> None:
    writers = Writers(tmp_path / "gone" / "x.db-writers", LONG)
    assert writers.enter()
    writers.leave()
