"""Run by Alembic, inside the transaction that upgrading.py has opened."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from telesec.database import AsJson, UTCDateTime
from telesec.tables import metadata


def in_plain_types(kind: str, item: Any, autogenerating: AutogenContext) -> str | Literal[False]:
    """Our own column types as SQLAlchemy's: a migration must not change when our code does."""
    del autogenerating
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AsJson):
        return "sa.JSON()"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String({item.length})"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    render_item=in_plain_types,
)
with context.begin_transaction():
    context.run_migrations()
