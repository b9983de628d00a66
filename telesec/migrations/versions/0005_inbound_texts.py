"""Text messages that reach a line, who may command by them, and who wants none."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opt_outs",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_opt_outs_client_id_clients")
        ),
        sa.PrimaryKeyConstraint("client_id", "number", name=op.f("pk_opt_outs")),
    )
    op.create_table(
        "inbound_texts",
        sa.Column("message_sid", sa.String(length=34), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("meaning", sa.String(24), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("reply", sa.String(length=640), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_inbound_texts_client_id_clients")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_inbound_texts_message_id_messages")
        ),
        sa.PrimaryKeyConstraint("message_sid", name=op.f("pk_inbound_texts")),
    )
    with op.batch_alter_table("inbound_texts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inbound_texts_client_id"), ["client_id"], unique=False)

    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("may_set_status", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_column("may_set_status")

    with op.batch_alter_table("inbound_texts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbound_texts_client_id"))

    op.drop_table("inbound_texts")
    op.drop_table("opt_outs")
