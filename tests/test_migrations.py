"""Migrations: from nothing to what the models say, on both databases, and safely twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from telesec.agenda.appointment import OVERLAP
from telesec.database import make_engine, prepare_file
from telesec.migrations.upgrading import configuration, newest, upgrade
from telesec.tables import metadata
from tests.databases import KIND, Databases


@pytest.fixture
def empty(databases: Databases, tmp_path: Path) -> Iterator[Engine]:
    """A database without a single table."""
    if KIND == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
        prepare_file(engine)
        yield engine
        return
    with databases.lent(tmp_path) as url:
        engine = make_engine(url)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
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
