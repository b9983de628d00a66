"""What is read and written at every sentence of every caller, at a third of the usual cost.

Statements are made once and go straight to the driver; rows become objects of the session without
the unit of work. Everything else uses SQLAlchemy's own ways: see database.py.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import (
    BigInteger,
    Connection,
    Dialect,
    Insert,
    Select,
    TextClause,
    Update,
    bindparam,
    inspect,
    text,
)
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session, configure_mappers, make_transient_to_detached
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from telesec.database import Base, strip_row

Row = TypeVar("Row", bound=Base)
_Some = tuple[Any, ...]
Statement = (
    Select[*_Some]
    | Insert
    | Update
    | ReturningInsert[*_Some]
    | ReturningUpdate[*_Some]
    | TextClause
)


class unix_seconds(FunctionElement[int]):
    """The seconds of an instant in a column, rounded to whole ones, as SQL. On SQLite by the
    Julian day, which is three times as fast as writing the number out and reading it again.
    """

    type = BigInteger()
    inherit_cache = True
    name = "unix_seconds"


@compiles(unix_seconds)
def _epoch(element: Any, compiler: Any, **options: Any) -> str:
    return f"CAST(EXTRACT(epoch FROM {compiler.process(element.clauses, **options)}) AS BIGINT)"


@compiles(unix_seconds, "sqlite")
def _julian(element: Any, compiler: Any, **options: Any) -> str:
    day = f"julianday({compiler.process(element.clauses, **options)})"
    return f"CAST(round(({day} - 2440587.5) * 86400) AS INTEGER)"


class Prepared:
    """A statement that runs for every sentence of every caller: made once for each database, then
    straight to the driver, which costs a third of what executing it through the engine does.

    ``columns``: what an insert or update sets. Every value is given by name, always.
    """

    def __init__(self, statement: Statement, *columns: str) -> None:
        self._statement = statement
        self._columns = columns or None
        self._made: dict[str, _Made] = {}

    def first(self, db: Session, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The first row, or None. Raises what Connection.execute raises."""
        connection = db.connection()
        made = self.made_for(connection.dialect)
        return made.first(made.execute(connection, values))

    def all(self, db: Session, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Every row. Raises what Connection.execute raises."""
        connection = db.connection()
        made = self.made_for(connection.dialect)
        rows: list[tuple[Any, ...]] = made.execute(connection, values).fetchall()
        return [made.read(row) for row in rows] if made.reads else rows

    def run(self, db: Session, values: Mapping[str, Any]) -> None:
        """Insert or update. Raises what Connection.execute raises."""
        connection = db.connection()
        self.made_for(connection.dialect).execute(connection, values)

    def made_for(self, dialect: Dialect) -> "_Made":
        """The statement in the words of that database."""
        made = self._made.get(dialect.name)
        if made is None:
            made = self._made[dialect.name] = _Made(self._statement, self._columns, dialect)
        return made


class _Made:
    """A statement in the words of one database."""

    def __init__(
        self, statement: Statement, columns: Sequence[str] | None, dialect: Dialect
    ) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        self.text = compiled.string
        self._order = compiled.positiontup
        writers = {
            name: (bind, bind.type.dialect_impl(dialect).bind_processor(dialect))
            for bind, name in compiled.bind_names.items()
        }
        self._writers = {name: write for name, (bind, write) in writers.items() if bind.required}
        self._constants = {  # what stands in the statement itself
            name: bind.value if write is None else write(bind.value)
            for name, (bind, write) in writers.items()
            if not bind.required
        }
        self._readers = [
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in getattr(statement, "exported_columns", ())
        ]
        self.reads = any(self._readers)  # whether rows are not yet as they are wanted

    def execute(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """The driver's cursor, after execution."""
        try:
            return self.send(connection.connection.driver_connection, values)
        except connection.dialect.loaded_dbapi.Error as error:
            raise _told(connection, error, self.text) from error

    def send(self, driver: Any, values: Mapping[str, Any]) -> Any:
        """The same of a driver's connection, with the driver's own errors."""
        given: Any = self._constants | {
            name: values[name] if write is None else write(values[name])
            for name, write in self._writers.items()
        }
        if self._order is not None:
            given = [given[name] for name in self._order]
        return driver.execute(self.text, given)

    def first(self, cursor: Any) -> tuple[Any, ...] | None:
        """The first row, or None; None also of what gives no rows at all."""
        row = cursor.fetchone() if cursor.description else None
        return None if row is None else self.read(row)

    def read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """The row as Python values."""
        return tuple(
            value if reader is None else reader(value)
            for value, reader in zip(row, self._readers, strict=True)
        )


def _told(connection: Connection, error: Exception, statement: str) -> BaseException:
    """The driver's error as the engine would raise it; a lost connection is let go of."""
    strip_row(error)
    dialect = connection.dialect
    driver: Any = connection.connection.driver_connection
    lost = dialect.is_disconnect(cast(Any, error), driver, None)
    if lost:
        connection.invalidate(error)
    return DBAPIError.instance(
        statement,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    )


Step = tuple[Prepared, Mapping[str, Any]]
Found = tuple[Any, ...] | None  # the first row of a step


def in_one_journey(db: Session, *steps: Step) -> list[Found]:
    """Run these in order, and send PostgreSQL all of them in one go; the first row of each, or
    None. For what is done while others wait: they wait for one answer instead of many.

    Raises what the first that fails raises; those behind it have not been run.
    """
    connection = db.connection()
    driver: Any = connection.connection.driver_connection
    made = [(prepared.made_for(connection.dialect), values) for prepared, values in steps]
    if connection.dialect.name == "sqlite":
        return [one.first(one.execute(connection, values)) for one, values in made]
    try:
        with driver.pipeline():
            cursors = [one.send(driver, values) for one, values in made]
    except connection.dialect.loaded_dbapi.Error as error:
        raise _told(connection, error, "; ".join(one.text for one, _ in made)) from error
    return [one.first(cursor) for (one, _), cursor in zip(made, cursors, strict=True)]


def insert_at_once(
    db: Session, kind: type[Row], values: Mapping[str, Any], *behind: Step
) -> tuple[Row, list[Found]]:
    """A new row, written now, and its object, whose key is the database's; and what the steps
    ``behind`` it gave, which are in the same journey.

    When a constraint refuses any (IntegrityError), the transaction goes on as if nobody had tried.
    """
    names, defaults = _columns(kind)
    (key,) = inspect(kind).primary_key
    empty = {column.name: None for column in inspect(kind).columns if column.nullable}
    values = empty | defaults | dict(values)
    inserting = _inserting(kind, frozenset(values), gives_key=True)
    db.flush()  # what the row may refer to
    try:
        _, found, *others = in_one_journey(
            db, (_SAVE, {}), (inserting, values), *behind, (_SAVED, {})
        )
    except IntegrityError:
        _BACK.run(db, {})
        raise
    (number,) = found or (None,)
    whole = {name: values[column] for name, column in names.items() if column in values}
    return read_at_once(db, kind, whole | {key.name: number}), others[:-1]


def write_at_once(db: Session, row: Base) -> None:
    """Write one new or changed row now, and let go of it: later reads find it in its table.

    It costs a quarter of what the unit of work takes, for what is written at every sentence of
    every caller.
    """
    state = inspect(row)
    kind = type(row)
    names, defaults = _columns(kind)
    values = {names[key]: getattr(row, key) for key in names.keys() - state.unmodified}
    if state.pending:
        values = defaults | values
        _inserting(kind, frozenset(values)).run(db, values)
    elif values:
        (the_row,) = state.identity or (None,)
        _updating(kind, frozenset(values)).run(db, values | {"the_row": the_row})
    db.expunge(row)


def read_at_once(db: Session, kind: type[Row], values: Mapping[str, Any]) -> Row:
    """The object of a row that was read as plain columns, as if the session had loaded it.

    ``values`` by attribute, the key among them; what they lack is loaded when it is asked for.
    It costs a third of what loading takes, for what is read at every sentence of every caller.
    What the session has already is given as it is there.
    """
    configure_mappers()  # a glance once it is done; two first requests may come together
    mapper = inspect(kind)
    (key,) = mapper.primary_key
    known = db.identity_map.get(mapper.identity_key_from_primary_key((values[key.name],)))
    if isinstance(known, kind):
        return known
    row = cast(Row, mapper.class_manager.new_instance())
    vars(row).update(values)
    make_transient_to_detached(row)
    db.add(row)
    return row


@cache
def _columns(kind: type[Base]) -> tuple[dict[str, str], dict[str, Any]]:
    """The attributes' columns, and what stands in a column when nothing is said of it."""
    columns = {attribute.key: attribute.columns[0] for attribute in inspect(kind).column_attrs}
    names = {key: column.name for key, column in columns.items()}
    defaults = {
        column.name: column.default.arg
        for column in kind.metadata.tables[kind.__tablename__].columns
        if isinstance(column.default, ScalarElementColumnDefault)
    }
    return names, defaults


_SAVE = Prepared(text("SAVEPOINT before_the_row"))
_SAVED = Prepared(text("RELEASE SAVEPOINT before_the_row"))
_BACK = Prepared(text("ROLLBACK TO SAVEPOINT before_the_row"))


@cache
def _inserting(kind: type[Base], columns: frozenset[str], *, gives_key: bool = False) -> Prepared:
    table = kind.metadata.tables[kind.__tablename__]
    wish = table.insert()
    return Prepared(wish.returning(*table.primary_key) if gives_key else wish, *sorted(columns))


@cache
def _updating(kind: type[Base], columns: frozenset[str]) -> Prepared:
    table = kind.metadata.tables[kind.__tablename__]
    (key,) = table.primary_key
    return Prepared(table.update().where(key == bindparam("the_row")), *sorted(columns))
