"""A client's statuses, and callers it treats in a way of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "caller_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("to", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("set_by_whom", sa.String(length=254), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_caller_rules_client_id_clients")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caller_rules")),
        sa.UniqueConstraint("client_id", "number", name=op.f("uq_caller_rules_client_id_number")),
    )
    op.create_table(
        "client_statuses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by", sa.String(24), nullable=False),
        sa.Column("set_by_whom", sa.String(length=254), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_client_statuses_client_id_clients")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_statuses")),
    )
    with op.batch_alter_table("client_statuses", schema=None) as batch_op:
        batch_op.create_index(
            "ix_client_statuses_client_id_begins_at", ["client_id", "begins_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("client_statuses", schema=None) as batch_op:
        batch_op.drop_index("ix_client_statuses_client_id_begins_at")

    op.drop_table("client_statuses")
    op.drop_table("caller_rules")
