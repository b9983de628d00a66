"""Many callers book at once on PostgreSQL: 40 connections, three practitioners, no overlap.

`python -m benchmarks.booking`; the goal stands in the issue that asked for it: 600 bookings tried a
second, 99 of 100 answered within 300 ms, no deadlock. Beside it the least that could do the same:
one locked row and one insert under the same constraint.
"""

import random
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from threading import Barrier
from time import perf_counter
from uuid import uuid4

from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from benchmarks.storm import postgresql
from telesec.agenda.booking import SlotTaken, book
from telesec.agenda.free_time import Slot
from telesec.agenda.practitioner import AppointmentType
from telesec.database import make_engine, transaction
from tests.agenda.practice import overlaps
from tests.makers import make_appointment_type, make_client, make_practitioner

CONNECTIONS = 40
TRIES = 200  # of each connection
PRACTITIONERS = 3
DAYS = 2  # so few that most times are taken soon, as when everybody wants this week
MINUTES = 20


@dataclass(frozen=True)
class Rush:
    """What a rush came to."""

    seconds: float
    answers: list[float]
    outcomes: Counter[str]

    def line(self, name: str) -> str:
        """As printed."""
        cuts = [cut * 1000 for cut in quantiles(self.answers, n=100)]
        came_to = ", ".join(f"{count} {what}" for what, count in sorted(self.outcomes.items()))
        return (
            f"  {name}: {len(self.answers) / self.seconds:.0f}/s, p50 {cuts[49]:.0f} ms,"
            f" p99 {cuts[98]:.0f} ms; {came_to}"
        )


class Practice:
    """Three practitioners with empty agendas."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        with transaction(engine) as db:
            client = make_client(db, "rush")
            whom = [make_practitioner(db, client, f"p{n}") for n in range(PRACTITIONERS)]
            kind: AppointmentType = make_appointment_type(db, client, *whom)
            self.client_id, self.kind_id = client.id, kind.id
            self.practitioners = [one.id for one in whom]

    def slot(self, dice: random.Random) -> Slot:
        """Any time of these days, so that many overlap without being equal."""
        start = self.now + timedelta(minutes=5 * dice.randrange(DAYS * 24 * 12))
        whom = dice.choice(self.practitioners)
        return Slot(whom, self.kind_id, start, start + timedelta(minutes=MINUTES))

    def ours(self, slot: Slot) -> str:
        """One booking as the console and the assistant make it."""
        try:
            with transaction(self.engine) as db:
                book(
                    db,
                    slot,
                    client_id=self.client_id,
                    booked_by_id=None,
                    caller_name="Jean Dupont",
                    telephone=None,
                    now=self.now,
                )
        except SlotTaken:
            return "taken"
        return "booked"

    def least(self, slot: Slot) -> str:
        """The same guard with nothing around it."""
        with suppress(IntegrityError), self.engine.begin() as connection:
            connection.execute(_lock, {"id": slot.practitioner_id})
            row = {
                "client": self.client_id,
                "whom": slot.practitioner_id,
                "kind": self.kind_id,
                "uid": str(uuid4()),
                "start": slot.starts_at,
                "end": slot.ends_at,
                "now": self.now,
            }
            connection.execute(_insert, row)
            return "booked"
        return "taken"


_lock = text("SELECT id FROM practitioners WHERE id = :id FOR NO KEY UPDATE")
_insert = text(
    "INSERT INTO appointments (client_id, practitioner_id, appointment_type_id, uid, status,"
    " starts_at, ends_at, blocked_from, blocked_until, sequence, created_at, updated_at)"
    " VALUES (:client, :whom, :kind, :uid, 'confirmed', :start, :end, :start, :end, 0, :now, :now)"
)


def rush(practice: Practice, *, bare: bool) -> Rush:
    """All connections at once."""
    together = Barrier(CONNECTIONS + 1)
    work = practice.least if bare else practice.ours

    def caller(number: int) -> tuple[list[float], Counter[str]]:
        dice, answers, outcomes = random.Random(number), [], Counter[str]()
        together.wait()
        for _ in range(TRIES):
            slot, began = practice.slot(dice), perf_counter()
            try:
                outcomes[work(slot)] += 1
            except OperationalError as error:
                outcomes[type(error.orig).__name__] += 1
            answers.append(perf_counter() - began)
        return answers, outcomes

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        running = [pool.submit(caller, number) for number in range(CONNECTIONS)]
        together.wait()
        began = perf_counter()
        found = [one.result() for one in running]
    seconds = perf_counter() - began
    outcomes = sum((one for _, one in found), Counter[str]())
    return Rush(seconds, [second for answers, _ in found for second in answers], outcomes)


def run() -> list[str]:
    """Both, on a PostgreSQL server of its own."""
    lines = [f"bookings at once, {CONNECTIONS} connections, {PRACTITIONERS} practitioners"]
    with tempfile.TemporaryDirectory() as name, postgresql(Path(name) / "bookings") as url:
        engine = make_engine(url, pool_size=CONNECTIONS)
        rushes = []
        for title, bare in (("telesec", False), ("locked row and insert", True)):
            with engine.begin() as connection:
                connection.execute(text("DELETE FROM appointment_changes"))
                connection.execute(text("DELETE FROM appointments"))
                connection.execute(text("UPDATE clients SET key = key || id"))
            practice = Practice(engine)
            rushes.append(rush(practice, bare=bare))
            goal = "" if bare else " (goal >= 600/s, p99 < 300 ms, no deadlock)"
            lines.append(rushes[-1].line(title) + goal)
            with transaction(engine, reads_only=True) as db:
                assert overlaps(db) == 0
        engine.dispose()
    ours, bare_one = rushes
    lines.append(f"  ratio of rates {bare_one.seconds / ours.seconds:.2f}")
    return lines


if __name__ == "__main__":
    print("\n".join(run()))
