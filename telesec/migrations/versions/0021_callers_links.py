"""Callers' links, and what callers may do by their own hand."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

LIVE = sa.text("revoked_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "caller_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name="fk_caller_links_appointment_id_appointments",
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_caller_links_client_id_clients"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_caller_links"),
        sa.UniqueConstraint("nonce", name="uq_caller_links_nonce"),
    )
    op.create_index("ix_caller_links_appointment_id", "caller_links", ["appointment_id"])
    op.create_index("ix_caller_links_client_id", "caller_links", ["client_id"])
    op.create_index(
        "uq_caller_links_live",
        "caller_links",
        ["appointment_id"],
        unique=True,
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )
    op.add_column(
        "appointment_changes",
        sa.Column("by_link", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    for column in (
        sa.Column("confirms_by_sms", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("caller_links", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column(
            "callers_may",
            sa.JSON(),
            nullable=False,
            server_default='["see", "move", "cancel"]',
        ),
        sa.Column("change_notice_hours", sa.Integer(), nullable=False, server_default="24"),
    ):
        op.add_column("clients", column)


def downgrade() -> None:
    for name in ("change_notice_hours", "callers_may", "caller_links", "confirms_by_sms"):
        op.drop_column("clients", name)
    op.drop_column("appointment_changes", "by_link")
    op.drop_table("caller_links")
