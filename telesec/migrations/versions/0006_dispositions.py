"""Corrections of how a call ended, each kept."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "disposition_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(24), nullable=True),
        sa.Column("after", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts.id"], name=op.f("fk_disposition_changes_by_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_disposition_changes_call_id_calls")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_disposition_changes_client_id_clients")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition_changes")),
    )
    with op.batch_alter_table("disposition_changes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_disposition_changes_call_id"), ["call_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("disposition_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disposition_changes_call_id"))

    op.drop_table("disposition_changes")
