"""Bring a database up to date. Several nodes may start together: one migrates, others wait."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

HERE = Path(__file__).parent
Reference = tuple[str, int | None, str]  # table, row, table referred to
ADVISORY_LOCK = 8_353_732  # any number of our own; "telesec" on a keypad


class BrokenReferences(Exception):
    """A migration would leave rows that refer to rows which are gone; the text names the tables."""


def configuration() -> Config:
    """Alembic's configuration, without any file."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    return config


def newest() -> str:
    """The number of the newest migration."""
    return ScriptDirectory.from_config(configuration()).get_current_head() or ""


def upgrade(engine: Engine) -> str:
    """Apply what is missing, in one transaction; the number the database is at then."""
    with migrating(engine) as config:
        command.upgrade(config, "head")
    return newest()


@contextmanager
def migrating(engine: Engine) -> Iterator[Config]:
    """One transaction for Alembic's commands, while no other node migrates.

    Raises BrokenReferences, and changes nothing, when a row would refer to one that is gone.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            with _references_checked_at_the_end(connection):
                yield _on(connection)
            return
        with connection.begin():
            connection.execute(text("SET LOCAL lock_timeout = '60s'"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": ADVISORY_LOCK})
            yield _on(connection)


def _on(connection: Connection) -> Config:
    config = configuration()
    config.attributes["connection"] = connection
    return config


@contextmanager
def _references_checked_at_the_end(connection: Connection) -> Iterator[None]:
    """To change a table SQLite copies it and drops the old one, which others may refer to: with
    foreign keys on that fails, or takes their rows along. https://sqlite.org/lang_altertable.html
    section 7 has it off meanwhile, which must be said outside a transaction, and checks at the end.
    """
    driver = cast(sqlite3.Connection, connection.connection.driver_connection)
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.begin():
            at, broken = _at(connection), _broken(connection)
            yield
            if _at(connection) != at and (tables := _broken(connection) - broken):
                raise BrokenReferences(", ".join(sorted({table for table, *_ in tables})))
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _at(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _broken(connection: Connection) -> set[Reference]:
    found = connection.execute(text("PRAGMA foreign_key_check"))
    return {(table, row, referred) for table, row, referred, _ in found}
