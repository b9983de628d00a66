"""Callers whom the assistant puts on the waiting list."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "clients",
        sa.Column("waiting_by_telephone", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    with op.batch_alter_table("waiting_entries") as table:
        table.add_column(sa.Column("call_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_waiting_entries_call_id_calls", "calls", ["call_id"], ["id"])
        table.create_index("ix_waiting_entries_call_id", ["call_id"])


def downgrade() -> None:
    with op.batch_alter_table("waiting_entries") as table:
        table.drop_index("ix_waiting_entries_call_id")
        table.drop_constraint("fk_waiting_entries_call_id_calls", type_="foreignkey")
        table.drop_column("call_id")
    op.drop_column("clients", "waiting_by_telephone")
