"""Reading what callers say: each kind of sentence, and what the process costs, beside Python's.

Sentences are the tuned halves of the corpora; every one is read for the first time, as in a call.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from telesec.assistant.understanding import heard_danger
from telesec.assistant.understanding.command import answer_to
from telesec.values.language import Language

CORPORA = Path(__file__).parents[1] / "tests" / "assistant" / "understanding" / "corpora"
LIMIT_MILLISECONDS = 5  # issue 4: the 95th percentile of a sentence
LIMIT_MEGABYTES, LIMIT_SECONDS = 80, 0.3  # resident, and of the import
KINDS = ("when", "phone", "name", "intent", "yesno")
FLOOR = "import dataclasses, datetime, difflib, hashlib, importlib.resources, json, re, statistics"
OURS = "import telesec.assistant.understanding.command"
MEASURED = """
import psutil, time
begun = time.process_time()
{statement}
print(time.process_time() - begun)
{read}
print(psutil.Process().memory_info().rss / 2**20)
"""
READ_ALL = """
import pathlib
for file in sorted(pathlib.Path({corpora!r}).glob("*.tuned.jsonl")):
    if file.name.split(".")[0] in {kinds!r}:
        for line in file.read_text(encoding="utf-8").splitlines():
            telesec.assistant.understanding.command.answer_to(line)
"""


def run() -> Iterator[str]:
    """The median and the 95th percentile of each kind; import and memory beside the library's."""
    firsts = _of_each_trade(_lines("intent"))
    taken = statistics.median(_read(line) for line in firsts.values())
    yield f"understanding: the first sentence of a trade in a process {taken:6.2f} ms"
    for kind in KINDS:
        yield _line(kind, [_read(line) for line in _lines(kind)])
    yield _line("danger", [_heard(line) for line in _lines("danger")])
    yield f"understanding: goal   95th percentile {LIMIT_MILLISECONDS:6.2f} ms"
    floor_seconds, floor_megabytes = _process(FLOOR, "")
    seconds, megabytes = _process(OURS, READ_ALL.format(corpora=str(CORPORA), kinds=KINDS))
    yield (
        f"understanding: import {seconds:5.2f} s (standard library {floor_seconds:.2f} s)"
        f" = {seconds / floor_seconds:4.1f} x; goal {LIMIT_SECONDS} s"
    )
    yield (
        f"understanding: resident {megabytes:5.1f} MB (standard library {floor_megabytes:.1f} MB)"
        f" = {megabytes / floor_megabytes:4.1f} x; goal {LIMIT_MEGABYTES} MB"
    )


def _of_each_trade(lines: list[str]) -> dict[tuple[str, str], str]:
    """A sentence for each trade and language: the phrases of a trade are prepared once."""
    rows = ((json.loads(line), line) for line in lines)
    return {(row["trade"], row["language"][:2]): line for row, line in rows}


def _lines(kind: str) -> list[str]:
    return (CORPORA / f"{kind}.tuned.jsonl").read_text(encoding="utf-8").splitlines()


def _read(line: str) -> float:
    begun = perf_counter()
    answer_to(line)
    return (perf_counter() - begun) * 1_000


def _heard(line: str) -> float:
    row = json.loads(line)
    begun = perf_counter()
    heard_danger(row["text"], row["trade"], Language(row["language"][:2]))
    return (perf_counter() - begun) * 1_000


def _line(kind: str, taken: list[float]) -> str:
    late = statistics.quantiles(taken, n=20)[-1]
    middle = statistics.median(taken)
    return (
        f"understanding: {kind:6} median {middle:6.2f} ms, 95th percentile {late:6.2f} ms"
        f" ({len(taken)} sentences)"
    )


def _process(statement: str, read: str) -> tuple[float, float]:
    """Seconds of the import on the processor and megabytes resident at the end, in a process of
    its own. The second of two: the first compiles what an installation has compiled.
    """
    source = MEASURED.format(statement=statement, read=read)
    with tempfile.TemporaryDirectory() as compiled:
        command = [sys.executable, "-X", f"pycache_prefix={compiled}", "-c", source]
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
        for _ in range(2):
            printed = subprocess.run(
                command, capture_output=True, text=True, check=True, env=environment
            ).stdout.split()
    return float(printed[0]), float(printed[1])
