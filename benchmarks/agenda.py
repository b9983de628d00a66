"""The agenda's speed: searching free time, serving feeds. Ratios to a floor and to Radicale.

Radicale 3.9 is the calendar server people would otherwise subscribe to; the floor is the least
code that does the work at all. `python -m benchmarks.agenda`
"""

import random
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, thread_time
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session

from benchmarks.agenda_floor import floor_slots
from benchmarks.serving import Connection, Rate, Server, free_port, gunicorn, rate, request, started
from telesec.agenda.appointment import Appointment, AppointmentStatus
from telesec.agenda.booking import book
from telesec.agenda.feed_bodies import FeedBodies, asked
from telesec.agenda.feeds import fingerprint, open_feed, secret_of
from telesec.agenda.free_time import Slot, free_slots, offers
from telesec.agenda.practitioner import AppointmentType, Practitioner
from telesec.app import create_app
from telesec.database import make_engine, prepare_file, transaction
from telesec.processes.serving import collect_seldom
from telesec.settings import read_settings
from telesec.tables import metadata
from telesec.values.clock import SystemClock
from tests.makers import WEEK, make_appointment_type, make_client, make_practitioner

KEY = "k" * 48
ROWS = 5_000
SHARE_TAKEN = 0.7
MINUTES = 20
DAYS = 30
YEAR = 365
SEARCHES = 60
TEN_YEARS = timedelta(days=3653)
PARIS = ZoneInfo("Europe/Paris")
RADICALE_REQUESTS = 3
TURNS = 5


@dataclass(frozen=True)
class Practice:
    """A practitioner with a full agenda, in a database file."""

    path: Path
    engine: Engine
    client_id: int
    practitioner_id: int
    kind_id: int
    secret: str
    now: datetime


def house(database: str) -> Flask:
    """The real web application over that SQLite file."""
    return house_on(f"sqlite:///{database}", Path(database).parent)


def house_on(url: str, directory: Path) -> Flask:
    """The real web application over that database."""
    settings = read_settings(
        {
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": "token",
            "TELESEC_PUBLIC_URL": "https://telesec.example",
            "TELESEC_DATA_DIR": str(directory),
            "TELESEC_SECRET_KEY": KEY,
            "TELESEC_MAIL_FROM": "secretariat@telesec.example",
            "SMTP_URL": "smtp://127.0.0.1:1",
            # The 5,000 events of the peers, and as many requests as the machine can take.
            "TELESEC_FEED_OCTETS": "20000000",
            "TELESEC_FEED_REQUESTS": "0",
        }
    )
    engine = make_engine(url, pool_size=settings.web_threads + 2)
    app = create_app(settings, engine, SystemClock())
    collect_seldom()  # as `telesec web` does
    return app


def make_practice(path: Path) -> Practice:
    """5,000 appointments, 70 % of a weekday agenda, from two months ago on."""
    engine = make_engine(f"sqlite:///{path}")
    prepare_file(engine)
    with engine.begin() as connection:
        metadata.create_all(connection)
    now = datetime.now(UTC)
    with transaction(engine) as db:
        client = make_client(db)
        martin = make_practitioner(db, client)
        kind = make_appointment_type(
            db, client, martin, minutes=MINUTES, notice_minutes=0, horizon_days=400
        )
        first = (now - timedelta(days=59)).date()
        rows = _rows(martin, kind, now, first=first, days=451, most=ROWS)
        db.execute(insert(Appointment), list(rows))
        feed = open_feed(db, martin, "benchmark", secret_key=KEY, now=now)
        return Practice(path, engine, client.id, martin.id, kind.id, secret_of(feed, KEY), now)


def _rows(
    martin: Practitioner,
    kind: AppointmentType,
    now: datetime,
    *,
    first: date,
    days: int,
    seed: int = 1,
    most: int | None = None,
) -> Iterator[dict[str, object]]:
    chance = random.Random(seed)
    number = 0
    last = first + timedelta(days=days - 1)
    for opens, closes in WEEK.between(first, last, PARIS):
        start = opens
        while start < closes and number != most:
            end = start + timedelta(minutes=MINUTES)
            if chance.random() < SHARE_TAKEN:
                number += 1
                yield {
                    "client_id": martin.client_id,
                    "practitioner_id": martin.id,
                    "appointment_type_id": kind.id,
                    "uid": str(UUID(int=chance.getrandbits(128), version=4)),
                    "status": AppointmentStatus.CONFIRMED,
                    "starts_on": start.astimezone(PARIS).date(),
                    "starts_at": start,
                    "ends_at": end,
                    "blocked_from": start,
                    "blocked_until": end,
                    "caller_name": "Jean-François Lefèvre",
                    "telephone": f"+336{chance.randrange(10**8):08}",
                    "created_at": now,
                    "updated_at": now,
                }
            start = end


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The median time of ``work``."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return statistics.median(taken)


def measure_search(practice: Practice, folder: Path) -> list[str]:
    """Free slots of a month and of a year, out of 5,000 rows, and with ten years behind them."""
    floor = _floor_of(practice)
    with transaction(practice.engine, reads_only=True) as db:
        search = Search(db, practice, floor)
        lines = [search.beside_the_floor(days) for days in (DAYS, YEAR)]
        martin, kind = search.martin, search.kind
        three = milliseconds(lambda: offers(db, kind, [martin], [], practice.now), 60)
        lines.append(f"three offers to a caller, any time: {three:.2f} ms")
    return [*lines, measure_history(practice, floor, folder)]


def measure_history(practice: Practice, floor: sqlite3.Connection, folder: Path) -> str:
    """The same search, in turns, with and without ten years of past appointments in the table."""
    old = with_history(practice, folder / "history.db")
    with (
        transaction(practice.engine, reads_only=True) as db,
        transaction(old.engine, reads_only=True) as db_old,
    ):
        young, aged = Search(db, practice, floor), Search(db_old, old, floor)
        assert young.every(DAYS) == aged.every(DAYS)
        took, took_old, _ = in_turns(lambda: aged.every(DAYS), lambda: young.every(DAYS), SEARCHES)
        rows = db_old.query(Appointment).count()
    old.engine.dispose()
    return (
        f"the same with {rows:,} rows, ten years behind it: {took:.2f} ms, {took_old:.2f} without;"
        f" {took / took_old - 1:+.0%} (goal within 20 %)"
    )


class Search:
    """The search of a practice's full agenda, and the floor beside it."""

    def __init__(self, db: Session, practice: Practice, floor: sqlite3.Connection) -> None:
        self.db, self.now, self.floor = db, practice.now, floor
        self.martin = db.get_one(Practitioner, practice.practitioner_id)
        self.kind = db.get_one(AppointmentType, practice.kind_id)
        midnight = practice.now.replace(hour=0, minute=0, second=0, microsecond=0)
        self.start = midnight + timedelta(days=1)

    def every(self, days: int) -> list[Slot]:
        """Everything that is free in so many days."""
        window = (self.start, self.start + timedelta(days=days))
        return free_slots(self.db, self.kind, [self.martin], [window], self.now, limit=None)

    def beside_the_floor(self, days: int) -> str:
        """Both, in turns; the figures are of the processor, so that others on it do not count."""

        def least() -> list[int]:
            return floor_slots(self.floor, self.start, days, MINUTES)

        found = [int(slot.starts_at.timestamp()) for slot in self.every(days)]
        assert found == least()
        ours, bare, ratio = in_turns(lambda: self.every(days), least, SEARCHES)
        return (
            f"free slots, {days} days {SHARE_TAKEN:.0%} full, {ROWS} rows: {ours:.2f} ms,"
            f" {len(found)} free; raw floor {bare:.2f} ms; ratio {ratio:.1f} (goal <= 3)"
        )


def in_turns(
    work: Callable[[], object], other: Callable[[], object], times: int
) -> tuple[float, float, float]:
    """The median milliseconds of each on the processor, and the median of their ratios."""
    turns = [(_on_the_processor(work), _on_the_processor(other)) for _ in range(times)]
    ours, theirs = (statistics.median(column) for column in zip(*turns, strict=True))
    return ours, theirs, statistics.median(one / another for one, another in turns)


def _on_the_processor(work: Callable[[], object]) -> float:
    start = thread_time()
    work()
    return (thread_time() - start) * 1000


def _floor_of(practice: Practice) -> sqlite3.Connection:
    floor = sqlite3.connect(":memory:")
    floor.execute("CREATE TABLE busy (practitioner INT, starts INT, ends INT)")
    with transaction(practice.engine, reads_only=True) as db:
        taken = db.query(Appointment.starts_at, Appointment.ends_at).all()
    rows = [(int(start.timestamp()), int(end.timestamp())) for start, end in taken]
    floor.executemany("INSERT INTO busy VALUES (1, ?, ?)", rows)
    floor.execute("CREATE INDEX by_start ON busy (practitioner, starts)")
    return floor


def with_history(practice: Practice, path: Path) -> Practice:
    """The same practice, ten years on: what was before is in the table too."""
    with sqlite3.connect(practice.path) as source, sqlite3.connect(path) as copy:
        source.backup(copy)
    old = replace(practice, path=path, engine=make_engine(f"sqlite:///{path}"))
    prepare_file(old.engine)
    with transaction(old.engine) as db:
        # The rows are known to be apart; the guard would look at all the others for each.
        db.execute(text("DROP TRIGGER double_booking_insert"))
        martin = db.get_one(Practitioner, practice.practitioner_id)
        kind = db.get_one(AppointmentType, practice.kind_id)
        first = (practice.now - timedelta(days=59) - TEN_YEARS).date()
        rows = _rows(martin, kind, practice.now, first=first, days=TEN_YEARS.days, seed=2)
        db.execute(insert(Appointment), list(rows))
    return old


def measure_rendering(practice: Practice) -> tuple[list[str], bytes]:
    """The body from nothing, in this process; and the body, for the others to serve."""
    with transaction(practice.engine, reads_only=True) as db:
        feed = asked(db, fingerprint(practice.secret), practice.now)
        assert feed is not None
        body = FeedBodies(largest=20_000_000).body(db, feed).plain
        cold = milliseconds(lambda: FeedBodies(largest=20_000_000).body(db, feed), 5)
    events = body.count(b"BEGIN:VEVENT")
    return [f"feed of {events} events, {len(body):,} octets, from nothing: {cold:.0f} ms"], body


@contextmanager
def radicale(folder: Path, feed: bytes) -> Iterator[Server]:
    """Radicale over the same events, one file each as it keeps them."""
    collection = folder / "collection-root" / "martin" / "agenda"
    collection.mkdir(parents=True)
    (collection / ".Radicale.props").write_text('{"tag": "VCALENDAR"}')
    head, *events = feed.removesuffix(b"END:VCALENDAR\r\n").split(b"BEGIN:VEVENT\r\n")
    for event in events:
        uid = event.partition(b"\r\n")[0].removeprefix(b"UID:").decode()
        text = head + b"BEGIN:VEVENT\r\n" + event + b"END:VCALENDAR\r\n"
        (collection / f"{uid}.ics").write_bytes(text)
    port = free_port()
    arguments = ["-m", "radicale", "--auth-type=none", f"--server-hosts=127.0.0.1:{port}"]
    options = [f"--storage-filesystem-folder={folder}", "--logging-level=error"]
    with started([*arguments, *options], port) as server:
        yield server


def radicale_rate(folder: Path, feed: bytes) -> float:
    """Collections a second, warm: the first GET fills its cache and is not counted."""
    with radicale(folder, feed) as server:
        get = request("/martin/agenda/", Connection="close")
        first = Connection(server.port, seconds=600).ask(get)  # on a slow machine, minutes
        number = first.body.count(b"BEGIN:VEVENT")
        assert number == feed.count(b"BEGIN:VEVENT")
        start = perf_counter()
        for _ in range(RADICALE_REQUESTS):
            Connection(server.port).ask(get)
        return RADICALE_REQUESTS / (perf_counter() - start)


def rates(practice: Practice, folder: Path, path: str) -> Iterator[tuple[int, Rate, Rate]]:
    """Status, our rate, the bare rate: of 304 and of 200, plain.

    The two servers take turns, so that whatever else the machine does slows both alike.
    """
    bare_app = f"benchmarks.agenda_floor:floor_app('{practice.path}', '{folder / 'body.ics'}')"
    our_app = f"benchmarks.agenda:house('{practice.path}')"
    with gunicorn(our_app) as ours, gunicorn(bare_app) as bare:
        for status in (304, 200):
            asked = [request(path), request(path)]
            if status == 304:
                tags = [Connection(s.port).ask(request(path)).headers["etag"] for s in (ours, bare)]
                asked = [request(path, If_None_Match=tag) for tag in tags]
            turns = [
                (rate(ours, asked[0], status), rate(bare, asked[1], status)) for _ in range(TURNS)
            ]
            turns.sort(key=lambda turn: turn[0].per_second / turn[1].per_second)
            yield status, *turns[TURNS // 2]


def measure_change(practice: Practice, path: str) -> str:
    """The first GET after a booking, which writes one event and joins the rest."""
    taken = []
    with gunicorn(f"benchmarks.agenda:house('{practice.path}')") as server:
        connection = Connection(server.port)
        connection.ask(request(path))
        for night in range(12):
            _book_at_night(practice, night)
            start = perf_counter()
            body = connection.ask(request(path)).body
            taken.append((perf_counter() - start) * 1000)
            assert body.count(b"BEGIN:VEVENT") == ROWS + night + 1
    median = statistics.median(taken)
    return f"first GET after one change: {median:.1f} ms, worst {max(taken):.1f} (goal < 30)"


def _book_at_night(practice: Practice, night: int) -> None:
    start = practice.now.replace(hour=2, minute=0, second=0, microsecond=0)
    start += timedelta(days=night + 1)
    slot = Slot(
        practice.practitioner_id, practice.kind_id, start, start + timedelta(minutes=MINUTES)
    )
    with transaction(practice.engine) as db:
        book(
            db,
            slot,
            client_id=practice.client_id,
            booked_by_id=None,
            caller_name="Léa",
            telephone=None,
            now=datetime.now(UTC),
        )


def measure_serving(practice: Practice, folder: Path, body: bytes) -> list[str]:
    """200 and 304 over HTTP, beside the floor and Radicale."""
    path = f"/calendars/{practice.secret}.ics"
    (folder / "body.ics").write_bytes(body)
    lines, our_200 = [], 0.0
    for status, ours, bare in rates(practice, folder, path):
        lines.append(_beside(status, ours, bare))
        our_200 = ours.per_second
    theirs = radicale_rate(folder / "radicale", body)
    return [
        *lines,
        f"feed 200: {our_200:.0f}/s; Radicale {theirs:.2f}/s;"
        f" ratio {our_200 / theirs:.0f} (goal >= 50)",
        measure_change(practice, path),
    ]


def _beside(status: int, ours: Rate, bare: Rate) -> str:
    return (
        f"feed {status}: {ours.per_second:.0f}/s, {ours.cpu_ms:.2f} ms CPU; bare Flask"
        f" {bare.per_second:.0f}/s, {bare.cpu_ms:.2f} ms; ratio of rates"
        f" {ours.per_second / bare.per_second:.2f}" + (" (goal >= 0.5)" if status == 304 else "")
    )


def run() -> list[str]:
    """Every measurement, as lines to print. About a minute."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        practice = make_practice(folder / "agenda.db")
        lines = measure_search(practice, folder)
        rendering, body = measure_rendering(practice)
        lines += rendering + measure_serving(practice, folder, body)
        practice.engine.dispose()
        return lines


if __name__ == "__main__":
    print("\n".join(run()))
