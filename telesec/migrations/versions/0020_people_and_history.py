"""Why an appointment was changed and with whom it was before; names as they are searched for."""

import sqlalchemy as sa
from alembic import op

from telesec.agenda.names import folded

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch: SQLite would copy the table and lose the triggers against double booking.
    op.add_column("appointments", sa.Column("folded_name", sa.String(80), nullable=True))
    op.add_column(
        "appointment_changes",
        sa.Column("reason", sa.String(200), nullable=False, server_default=""),
    )
    op.execute(
        "ALTER TABLE appointment_changes ADD COLUMN was_with_id INTEGER"
        " CONSTRAINT fk_appointment_changes_was_with_id_practitioners"
        " REFERENCES practitioners (id)"
    )
    appointments = sa.table(
        "appointments",
        sa.column("caller_name", sa.String()),
        sa.column("folded_name", sa.String()),
    )
    names = sa.select(appointments.c.caller_name).distinct()
    for (name,) in op.get_bind().execute(names).all():
        if name:
            op.get_bind().execute(
                sa.update(appointments)
                .where(appointments.c.caller_name == name)
                .values(folded_name=folded(name)[:80] or None)
            )


def downgrade() -> None:
    op.drop_column("appointment_changes", "was_with_id")
    op.drop_column("appointment_changes", "reason")
    op.drop_column("appointments", "folded_name")
