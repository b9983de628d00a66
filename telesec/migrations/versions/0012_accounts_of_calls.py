"""Calls and texts know the carrier's account they are in, whatever becomes of their client's."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = ("calls", "notifications")
CLIENTS = sa.table("clients", sa.column("id"), sa.column("account_sid"))


def upgrade() -> None:
    for table in TABLES:
        column = sa.Column("account_sid", sa.String(length=34), nullable=False, server_default="")
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(column)
        rows = sa.table(table, sa.column("client_id"), sa.column("account_sid"))
        of_client = sa.select(CLIENTS.c.account_sid).where(CLIENTS.c.id == rows.c.client_id)
        op.execute(rows.update().values(account_sid=of_client.scalar_subquery()))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("account_sid")
