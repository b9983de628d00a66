"""Migrations: from nothing to what the models say, on both databases, and safely twice."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    Engine,
    MetaData,
    Table,
    create_engine,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError, IntegrityError

from telesec.agenda.appointment import OVERLAP
from telesec.database import make_engine, prepare_file
from telesec.migrations.upgrading import (
    BrokenReferences,
    configuration,
    migrating,
    newest,
    upgrade,
)
from telesec.tables import metadata
from tests.amounts import FULL
from tests.databases import KIND, Databases
from tests.test_processes import house


@pytest.fixture
def empty(databases: Databases) -> Iterator[Engine]:
    """A database without a single table."""
    with databases.bare() as url:
        engine = make_engine(url)
        prepare_file(engine)
        yield engine


def test_from_empty_they_give_what_the_models_say(empty: Engine) -> None:
    assert upgrade(empty) == newest()
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
        assert set(inspect(connection).get_table_names()) == {
            *metadata.tables,
            "alembic_version",
        }
    empty.dispose()


def test_applied_again_they_change_nothing(empty: Engine) -> None:
    upgrade(empty)
    upgrade(empty)
    empty.dispose()


def test_the_guards_of_the_models_are_in_the_migrated_database_too(
    empty: Engine, engine: Engine
) -> None:
    upgrade(empty)
    assert guards(empty) == guards(engine)
    assert any(OVERLAP in name for name in guards(empty))
    empty.dispose()


def test_reminders_of_before_were_text_messages_and_stay(empty: Engine) -> None:
    columns = "client_id, appointment_id, sequence, starts_at, created_at"
    with empty.begin() as connection:
        configured = configuration()
        configured.attributes["connection"] = connection
        command.upgrade(configured, "0024")
        if KIND == "sqlite":  # nobody is there to be reminded
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        moment = "'2026-12-01 09:00:00'"
        connection.execute(
            text(f"INSERT INTO reminders ({columns}) VALUES (1, 1, 0, {moment}, {moment})")
        )
        command.upgrade(configured, "0025")
        assert connection.execute(text("SELECT channel FROM reminders")).all() == [("sms",)]
        command.downgrade(configured, "0024")
        assert connection.scalar(text("SELECT count(*) FROM reminders")) == 1
        connection.execute(text("DELETE FROM reminders"))
    upgrade(empty)
    empty.dispose()


# What the constraints of a table ask of its columns.
BETWEEN: dict[str, dict[str, Any]] = {
    "absences": {"last_minute": 2},
    "clients": {"time_zone": "Europe/Paris"},
    "invoices": {"gross_cents": 2},
}
REVISIONS = [
    one.revision
    for one in reversed(list(ScriptDirectory.from_config(configuration()).walk_revisions()))
]
# What was released is not changed any more: a desk takes the newest steps one by one.
STEPS = REVISIONS if FULL else REVISIONS[-4:]


def fill(connection: Connection) -> list[Table]:
    """Put a row in each table that has none, referring to one of every table it can refer to."""
    reflected = MetaData()
    reflected.reflect(connection)
    tables = [one for one in reflected.sorted_tables if one.name != "alembic_version"]
    for table in tables:
        if not connection.execute(select(table)).first():
            values = {one.name: a_value(one) for one in table.columns if must_be_given(one)}
            connection.execute(table.insert().values(values | BETWEEN.get(table.name, {})))
    return tables


def must_be_given(column: Column[Any]) -> bool:
    refers = any(key.column.table is not column.table for key in column.foreign_keys)
    return refers or not (column.nullable or column.server_default)


def a_value(column: Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, JSON):
        return []
    if isinstance(kind, DateTime):
        hour = 9 + (column.name in {"ends_at", "blocked_until"})
        return datetime(2026, 12, 1, hour, tzinfo=UTC)
    if kind.python_type is bytes:
        return b"x"
    made: dict[type, Any] = {bool: True, int: 1, date: date(2026, 12, 1), time: time(9), str: "x"}
    return made[kind.python_type]


def keys(connection: Connection, tables: list[Table]) -> dict[str, set[Any]]:
    """The keys of all rows, by table."""
    return {
        one.name: set(connection.execute(select(*one.primary_key.columns)).all()) for one in tables
    }


def step(engine: Engine, there: Callable[[Config, str], None], to: str) -> None:
    """One migration up or down, of a database where each table has a row that others refer to."""
    with engine.begin() as connection:
        tables = fill(connection)
        before = keys(connection, tables)
    with migrating(engine) as config:
        there(config, to)
    with engine.begin() as connection:
        left = set(inspect(connection).get_table_names())
        tables = [one for one in tables if one.name in left]
        assert keys(connection, tables) == {one.name: before[one.name] for one in tables}, to


@pytest.mark.timeout(300)
def test_each_step_up_and_down_keeps_the_rows_of_a_full_house(empty: Engine) -> None:
    with migrating(empty) as config:
        command.upgrade(config, STEPS[0])
    for revision in STEPS[1:]:
        step(empty, command.upgrade, revision)
    for revision in reversed(STEPS[:-1]):
        step(empty, command.downgrade, revision)
    assert upgrade(empty) == newest()
    empty.dispose()


def upgrade_and_forget_who_waits(engine: Engine) -> None:
    with migrating(engine) as config:
        command.upgrade(config, "head")
        config.attributes["connection"].execute(text("DELETE FROM waiting_entries"))


def test_none_leaves_a_row_that_refers_to_nothing(empty: Engine) -> None:
    with migrating(empty) as config:
        command.upgrade(config, "0024")
    with empty.begin() as connection:
        fill(connection)
    with pytest.raises(BrokenReferences, match="slot_offers"):
        upgrade_and_forget_who_waits(empty)
    with empty.begin() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0024"
        assert connection.scalar(text("SELECT count(*) FROM waiting_entries")) == 1
        with pytest.raises(IntegrityError):  # references are minded again
            connection.execute(text("DELETE FROM waiting_entries"))
    empty.dispose()


# An upgrade that loses rows which others refer to. Tables of the test's own: no migration of ours
# loses any, and those to come may change any table of ours.
LOSES_ROWS = [
    "CREATE TABLE books (id INTEGER PRIMARY KEY)",
    "CREATE TABLE loans (id INTEGER PRIMARY KEY, book_id INTEGER REFERENCES books (id))",
    "INSERT INTO books VALUES (3)",
    "INSERT INTO loans VALUES (8, 3)",
    *(
        ["CREATE TRIGGER loses AFTER UPDATE ON alembic_version BEGIN DELETE FROM books; END"]
        if KIND == "sqlite"
        else [
            "CREATE FUNCTION loses() RETURNS trigger LANGUAGE plpgsql"
            " AS 'BEGIN DELETE FROM books; RETURN NEW; END'",
            "CREATE TRIGGER loses AFTER UPDATE ON alembic_version"
            " FOR EACH ROW EXECUTE FUNCTION loses()",
        ]
    ),
]


@pytest.mark.parametrize(
    "command_given",
    ["migrate", pytest.param("run --port 0", marks=pytest.mark.sqlite_on_a_desk)],
)
def test_a_refused_upgrade_is_one_line_that_says_which_rows_and_how_to_mend_it(
    empty: Engine, tmp_path: Path, command_given: str
) -> None:
    with migrating(empty) as config:
        command.upgrade(config, "0024")
    with empty.begin() as connection:
        for statement in LOSES_ROWS:
            connection.execute(text(statement))
    empty.dispose()
    url = empty.url.render_as_string(hide_password=False)
    done = subprocess.run(
        [sys.executable, "-m", "telesec", *command_given.split()],
        env=os.environ | house(tmp_path, url),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    rows = "row 8, to books" if KIND == "sqlite" else "the rows that break loans_book_id_fkey"
    assert line.startswith("Error: the database was not brought up to date, and nothing in it")
    assert f"loans ({rows})" in line
    assert empty.url.render_as_string() in line
    assert line.endswith("mend or delete these rows, and run: telesec migrate")
    with empty.begin() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0024"
        assert connection.scalar(text("SELECT count(*) FROM books")) == 1
    empty.dispose()


def upgrade_and_remind_nobody(engine: Engine) -> None:
    columns = "id, client_id, appointment_id, sequence, starts_at, created_at"
    rows = ",".join(f"({n}, 1, {n}, 0, '2026-12-01', '2026-12-01')" for n in range(1, 8))
    with migrating(engine) as config:
        command.upgrade(config, "head")
        wish = text(f"INSERT INTO reminders ({columns}) VALUES {rows}")
        config.attributes["connection"].execute(wish)


@pytest.mark.sqlite_only
def test_of_many_rows_that_refer_to_nothing_the_first_are_named(empty: Engine) -> None:
    with pytest.raises(BrokenReferences) as refused:
        upgrade_and_remind_nobody(empty)
    rows = "row 1, 2, 3, 4, 5 and 2 more"
    told = f"reminders ({rows}, to appointments), reminders ({rows}, to clients)"
    assert str(refused.value) == told
    empty.dispose()


def guards(engine: Engine) -> set[str]:
    """Triggers, functions and constraints that no model column shows."""
    query = (
        "SELECT name || sql FROM sqlite_master WHERE type = 'trigger'"
        if KIND == "sqlite"
        else "SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'x'"
        " UNION SELECT tgname || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    )
    with engine.connect() as connection:
        return set(connection.scalars(text(query)))


def test_a_wrong_address_is_told_clearly(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'no' / 'such' / 'place.db'}")
    with pytest.raises(DBAPIError, match="unable to open"):
        upgrade(engine)
