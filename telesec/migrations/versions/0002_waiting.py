"""Legs and waiting: who is rung for a caller, and who waits."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "legs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("telephone", sa.String(length=64), nullable=False),
        sa.Column("leg_sid", sa.String(length=34), nullable=True),
        sa.Column("announce", sa.JSON(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("picked_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("joined_turn", sa.Integer(), nullable=True),
        sa.Column("let_go_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end", sa.String(24), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_legs_call_id_calls")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_legs_client_id_clients")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legs")),
        sa.UniqueConstraint("leg_sid", name=op.f("uq_legs_leg_sid")),
    )
    with op.batch_alter_table("legs", schema=None) as batch_op:
        batch_op.create_index("ix_legs_call_id", ["call_id"], unique=False)
        batch_op.create_index("ix_legs_ended_at", ["ended_at"], unique=False)

    op.create_table(
        "waitings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("promise_seconds", sa.Integer(), nullable=False),
        sa.Column("announce", sa.JSON(), nullable=False),
        sa.Column("ring_seconds", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end", sa.String(24), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_waitings_call_id_calls")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_waitings_client_id_clients")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waitings")),
    )
    with op.batch_alter_table("waitings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_waitings_call_id"), ["call_id"], unique=False)
        batch_op.create_index("ix_waitings_ended_at", ["ended_at"], unique=False)

    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("queue_seconds", sa.Integer(), nullable=False, server_default=sa.text("0"))
        )
        batch_op.add_column(
            sa.Column("hold_seconds", sa.Integer(), nullable=False, server_default=sa.text("0"))
        )


def downgrade() -> None:
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_column("hold_seconds")
        batch_op.drop_column("queue_seconds")

    with op.batch_alter_table("waitings", schema=None) as batch_op:
        batch_op.drop_index("ix_waitings_ended_at")
        batch_op.drop_index(batch_op.f("ix_waitings_call_id"))

    op.drop_table("waitings")
    with op.batch_alter_table("legs", schema=None) as batch_op:
        batch_op.drop_index("ix_legs_ended_at")
        batch_op.drop_index("ix_legs_call_id")

    op.drop_table("legs")
