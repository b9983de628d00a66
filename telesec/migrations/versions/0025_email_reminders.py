"""Callers' e-mail addresses, and reminders by e-mail beside those by SMS."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

BEFORE = "uq_reminders_appointment_id_sequence"
SINCE = "uq_reminders_appointment_id_sequence_channel"


def upgrade() -> None:
    # Not in a batch: SQLite would copy the table and lose the triggers against double booking.
    op.add_column("appointments", sa.Column("email", sa.String(254), nullable=True))
    op.add_column(
        "appointments",
        sa.Column("email_by_link", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("clients", sa.Column("reminder_email_days", sa.Integer(), nullable=True))
    # All reminders so far were text messages.
    with op.batch_alter_table("reminders") as reminders:
        reminders.add_column(
            sa.Column("channel", sa.String(24), nullable=False, server_default="sms")
        )
        reminders.drop_constraint(BEFORE, type_="unique")
        reminders.create_unique_constraint(SINCE, ["appointment_id", "sequence", "channel"])


def downgrade() -> None:
    op.execute("DELETE FROM reminders WHERE channel <> 'sms'")
    with op.batch_alter_table("reminders") as reminders:
        reminders.drop_constraint(SINCE, type_="unique")
        reminders.create_unique_constraint(BEFORE, ["appointment_id", "sequence"])
        reminders.drop_column("channel")
    op.drop_column("clients", "reminder_email_days")
    op.drop_column("appointments", "email_by_link")
    op.drop_column("appointments", "email")
