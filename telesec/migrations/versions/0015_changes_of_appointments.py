"""What has happened to an appointment, who may change it by telephone, and languages of lines."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointment_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_appointment_changes_account_id_accounts"
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name="fk_appointment_changes_appointment_id_appointments",
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name="fk_appointment_changes_call_id_calls"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_appointment_changes"),
    )
    op.create_index(
        "ix_appointment_changes_appointment_id", "appointment_changes", ["appointment_id"]
    )
    op.create_index("ix_appointment_changes_call_id", "appointment_changes", ["call_id"])
    # Not in a batch: SQLite would copy the table and lose the triggers against double booking.
    op.add_column("appointments", sa.Column("birth_date", sa.Date(), nullable=True))
    op.add_column("lines", sa.Column("language", sa.String(24), nullable=True))


def downgrade() -> None:
    op.drop_column("lines", "language")
    op.drop_column("appointments", "birth_date")
    op.drop_table("appointment_changes")
