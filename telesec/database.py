"""The database: one engine, the base of all tables, and transaction().

The same code runs on SQLite (one machine) and PostgreSQL 15+ (any number of machines).
Verbs take ``db`` first and never commit; only transaction() commits, and it is opened in two
places: around a request (web/) and around a job step (worker.py, cli.py).
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from typing import Any, ClassVar, TypeVar, cast

from pydantic import BaseModel, TypeAdapter
from pydantic_core import from_json, to_json
from sqlalchemy import (
    JSON,
    Connection,
    Dialect,
    Engine,
    ExceptionContext,
    MetaData,
    create_engine,
    event,
    inspect,
    make_url,
)
from sqlalchemy import DateTime as SqlDateTime
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import (
    DeclarativeBase,
    Session,
)
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlalchemy.types import TypeDecorator

from telesec.writers import Writers, writers_to

# A voice webhook has 15 s in all (Twilio). We give up on a lock or a connection long before,
# so that the caller still hears a sentence in time.
BUSY_SECONDS = 3
CONNECT_SECONDS = 3

# For the same reason a statement that hangs is stopped. Reports and exports are not run here.
STATEMENT_MILLISECONDS = 8_000

TURN = "turn_to_write"  # in a connection's info, while it holds its process's turn

DatabaseAway = (OperationalError, PoolTimeout)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware instant, in UTC in Python on both databases; a naive one is refused.

    SQLite has no zones and gives naive values back, even for ``DateTime(timezone=True)``.
    """

    impl = SqlDateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC; naive for SQLite, aware for PostgreSQL."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored; give an aware one")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Always aware, in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _texts_of(kind: type[Enum]) -> list[str]:
    return [str(member.value) for member in kind]


class Base(DeclarativeBase):
    """The base of every table; constraint names are fixed so that migrations can name them."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime(),
        # Enums are kept as their text, so that a new member needs no migration.
        Enum: SqlEnum(Enum, native_enum=False, length=24, values_callable=_texts_of),
    }
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


Row = TypeVar("Row", bound=Base)


class AsJson(TypeDecorator[Any]):
    """A pydantic value kept in a JSON column; frozen in Python, replaced and never mutated."""

    impl = JSON
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind
        self._adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """The plain content; a value that does not fit is refused before it is written."""
        del dialect
        if value is None:
            return None
        if isinstance(value, BaseModel):  # checked when it was made, and frozen since
            return value  # the engine's serializer knows it
        return self._adapter.dump_python(self._adapter.validate_python(value), mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """The value, checked again: a row written by an older release must still fit."""
        del dialect
        return None if value is None else self._adapter.validate_python(value)


def make_engine(url: str, *, pool_size: int = 8) -> Engine:
    """An engine for ``url``, set up so that both databases behave alike.

    SQLite: WAL, ``synchronous=FULL`` (what is acknowledged survives a power cut), foreign keys,
    ``BEGIN IMMEDIATE`` for every writing transaction. PostgreSQL: time limits on connecting,
    locks and statements. Parameters (what callers said) never stand in an error's text.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url, pool_size)
    engine = create_engine(
        url,
        hide_parameters=True,
        json_serializer=_json,
        json_deserializer=from_json,
        pool_size=pool_size,
        pool_pre_ping=True,
        pool_timeout=CONNECT_SECONDS,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "options": f"-c lock_timeout={BUSY_SECONDS}s"
            f" -c statement_timeout={STATEMENT_MILLISECONDS} -c timezone=UTC",
        },
    )
    event.listen(engine, "handle_error", _leave_out_the_row)
    return engine


def _leave_out_the_row(context: ExceptionContext) -> None:
    """PostgreSQL's errors come with a DETAIL, which holds the row: what callers said."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None:
            strip_row(error)


def strip_row(error: BaseException) -> None:
    """Leave out of the error's text the row it was about."""
    if error.args:
        first, *rest = str(error.args[0]).split("\nDETAIL:")
        error.args = (first if rest else error.args[0], *error.args[1:])


def _sqlite_engine(url: str, pool_size: int) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        json_serializer=_json,
        json_deserializer=from_json,
        poolclass=QueuePool,
        pool_size=pool_size,
        pool_timeout=CONNECT_SECONDS,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    writers = writers_to(make_url(url).database, BUSY_SECONDS)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        del record
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in ("foreign_keys=ON", "synchronous=FULL", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred transaction that reads, then writes, fails at once when another has written
        # in between; no waiting helps. So a transaction says at its start whether it will write.
        options = connection.get_execution_options()
        if options.get("one_statement", False):
            return  # SQLite makes a transaction of each statement by itself
        if options.get("reads_only", False):
            _begin(connection, "BEGIN")
            return
        _take_turn(connection, writers)
        _begin(connection, "BEGIN IMMEDIATE")

    @event.listens_for(engine, "checkin")
    def end_turn(connection: Any, record: ConnectionPoolEntry) -> None:
        del connection
        if record.info.pop(TURN, None):
            writers.leave()

    return engine


def _take_turn(connection: Connection, writers: Writers) -> None:
    if not writers.enter():
        locked = sqlite3.OperationalError("database is locked")
        raise OperationalError("BEGIN IMMEDIATE", None, locked)
    connection.info[TURN] = True


def _begin(connection: Connection, statement: str) -> None:
    """Straight to the driver, since every webhook does it."""
    driver = cast(sqlite3.Connection, connection.connection.driver_connection)
    try:
        driver.execute(statement)
    except sqlite3.OperationalError as error:
        raise OperationalError(statement, None, error) from error


def _json(value: Any) -> str:
    """JSON of plain content and of pydantic values, at a third of the standard library's cost."""
    return to_json(value).decode()


def prepare_file(engine: Engine) -> None:
    """Set what SQLite keeps in the file itself. Once, before any second process opens it."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode=WAL")
    finally:
        raw.close()


@contextmanager
def transaction(engine: Engine, *, reads_only: bool = False) -> Iterator[Session]:
    """One unit of work: committed at the end, rolled back whole if anything is raised."""
    with Session(engine, expire_on_commit=False) as db, db.begin():
        if reads_only:
            # Said to the connection: an engine of its own for each look costs 0.1 ms.
            db.connection(execution_options={"reads_only": True})
        yield db


@contextmanager
def glance(engine: Engine) -> Iterator[Connection]:
    """A look of one statement on plain tables, for what is asked many times a second.

    It costs half of what transaction() does, because no objects are mapped or kept.
    """
    with engine.connect().execution_options(one_statement=True) as connection:
        yield connection


def is_away(error: BaseException) -> bool:
    """Whether the error means the database cannot be reached or is locked, not that we erred."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, DatabaseAway)


BEHIND = "the database is not up to date with this release; run: telesec migrate"


def is_behind(error: BaseException) -> bool:
    """Whether the error means that a table or column of this release is not there (yet)."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)  # PostgreSQL, appendix A
    if state is not None:
        return state in {"42P01", "42703"}
    return isinstance(error, OperationalError) and bool(
        re.search(r"no such (table|column)|has no column named", str(error.orig))
    )


def insert_if_absent(db: Session, table: type[Base], values: dict[str, Any]) -> bool:
    """Insert a row unless a unique constraint says that it is there; whether it was new.

    Safe when two transactions do it at once, on both databases.
    """
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    # Asked for, the new key comes back on both; what they count as rows differs.
    wish = insert(table).values(**values).on_conflict_do_nothing()
    return db.execute(wish.returning(*inspect(table).primary_key)).first() is not None
