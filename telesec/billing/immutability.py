"""What is issued never changes: the database refuses it, for every writer, on both databases.

The statements are kept as constants, because the migration that makes the tables runs them too.
"""

from typing import Any

from sqlalchemy import Connection, Table, text

REFUSED = "issued_documents_never_change"
FROZEN_TABLES = ("invoices", "invoice_documents")

# Error class 23 is "integrity constraint violation", so both drivers raise IntegrityError.
postgresql_function = f"""
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'restrict_violation';
END $$
"""


def postgresql_guards(table: str) -> tuple[str, ...]:
    """What makes a table of PostgreSQL refuse every change but an addition."""
    return (
        postgresql_function,
        f"CREATE TRIGGER {table}_never_change BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    )


def sqlite_guards(table: str) -> tuple[str, ...]:
    """What makes a table of SQLite refuse every change but an addition."""
    return tuple(
        f"CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        for verb in ("UPDATE", "DELETE")
    )


def guard(table: Table, connection: Connection, **_: Any) -> None:
    """Run the guards of a table that has just been made (SQLAlchemy's ``after_create``)."""
    guards = postgresql_guards if connection.dialect.name == "postgresql" else sqlite_guards
    for statement in guards(table.name):
        connection.execute(text(statement))
