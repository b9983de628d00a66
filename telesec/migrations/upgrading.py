"""Bring a database up to date. Several nodes may start together: one migrates, others wait."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

HERE = Path(__file__).parent
Reference = tuple[str, int | None, str]  # table, row, table referred to
ADVISORY_LOCK = 8_353_732  # any number of our own; "telesec" on a keypad
FOREIGN_KEY_VIOLATION = "23503"  # PostgreSQL, appendix A
MOST_ROWS_NAMED = 5  # of a table; whoever mends them finds the others alike


class BrokenReferences(Exception):
    """A migration would leave rows that refer to rows which are gone; the text says which rows of
    which tables; on PostgreSQL, which reference of which table. Nothing was changed.
    """


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
        with _refusals_named(), connection.begin():
            connection.execute(text("SET LOCAL lock_timeout = '60s'"))
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": ADVISORY_LOCK})
            yield _on(connection)


@contextmanager
def _refusals_named() -> Iterator[None]:
    """PostgreSQL minds references by itself, at the statement or at the end."""
    try:
        yield
    except IntegrityError as error:
        if getattr(error.orig, "sqlstate", None) != FOREIGN_KEY_VIOLATION:
            raise
        told = getattr(error.orig, "diag", None)
        table, key = (getattr(told, name, None) for name in ("table_name", "constraint_name"))
        # Its detail would name the row, and may hold what a caller said: it is no line for a log.
        raise BrokenReferences(f"{table} (the rows that break {key})") from error


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
            if _at(connection) != at and (left := _broken(connection) - broken):
                raise BrokenReferences(_named(left))
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _at(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _broken(connection: Connection) -> set[Reference]:
    found = connection.execute(text("PRAGMA foreign_key_check"))
    return {(table, row, referred) for table, row, referred, _ in found}


def _named(references: Iterable[Reference]) -> str:
    """ "slot_offers (row 3, 8, to waiting_entries)"."""
    rows = defaultdict(list)
    for table, row, referred in references:
        rows[table, referred].append(row or 0)
    told = []
    for (table, referred), found in sorted(rows.items()):
        first = ", ".join(map(str, sorted(found)[:MOST_ROWS_NAMED]))
        more = f" and {len(found) - MOST_ROWS_NAMED} more" if len(found) > MOST_ROWS_NAMED else ""
        told.append(f"{table} (row {first}{more}, to {referred})")
    return ", ".join(told)
