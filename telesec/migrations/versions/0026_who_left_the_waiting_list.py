"""In which call somebody has left the waiting list."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KEY = "fk_waiting_entries_ended_by_call_id_calls"


def upgrade() -> None:
    with op.batch_alter_table("waiting_entries") as table:
        table.add_column(sa.Column("ended_by_call_id", sa.Integer(), nullable=True))
        table.create_foreign_key(KEY, "calls", ["ended_by_call_id"], ["id"])
        table.create_index("ix_waiting_entries_ended_by_call_id", ["ended_by_call_id"])


def downgrade() -> None:
    with op.batch_alter_table("waiting_entries") as table:
        table.drop_index("ix_waiting_entries_ended_by_call_id")
        table.drop_constraint(KEY, type_="foreignkey")
        table.drop_column("ended_by_call_id")
