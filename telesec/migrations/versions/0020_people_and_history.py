"""Why an appointment was changed, with whom it was before, names as they are searched for."""

import sqlalchemy as sa
from alembic import op

from telesec.agenda.names import folded

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


# The guard against double booking, which read all that was before.
GUARD = """CREATE TRIGGER double_booking_{name} BEFORE {on} ON appointments
WHEN NEW.status <> 'cancelled' AND EXISTS (
    SELECT 1 FROM appointments AS other
    WHERE other.practitioner_id = NEW.practitioner_id AND other.status <> 'cancelled'
      AND other.id IS NOT NEW.id{bound}
      AND other.blocked_from < NEW.blocked_until AND NEW.blocked_from < other.blocked_until)
BEGIN SELECT RAISE(ABORT, 'double_booking'); END
"""
BOUND = """
      -- None takes longer than a day: so ten years of history need not be read.
      AND other.blocked_from > datetime(NEW.blocked_from, '-2 days')"""


def _guard_anew(bound: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    columns = "practitioner_id, status, blocked_from, blocked_until"
    for name, on in (("insert", "INSERT"), ("update", f"UPDATE OF {columns}")):
        op.execute(f"DROP TRIGGER double_booking_{name}")
        op.execute(GUARD.format(name=name, on=on, bound=bound))


def upgrade() -> None:
    _guard_anew(BOUND)
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
        sa.column("id", sa.Integer()),
        sa.column("caller_name", sa.String()),
        sa.column("folded_name", sa.String()),
    )
    named = sa.select(appointments.c.id, appointments.c.caller_name).where(
        appointments.c.caller_name.is_not(None)
    )
    rows = [
        {"the_row": number, "folded": folded(name)[:80] or None}
        for number, name in op.get_bind().execute(named).all()
    ]
    if rows:
        op.get_bind().execute(
            sa.update(appointments)
            .where(appointments.c.id == sa.bindparam("the_row"))
            .values(folded_name=sa.bindparam("folded")),
            rows,
        )


def downgrade() -> None:
    _guard_anew("")
    op.drop_column("appointment_changes", "was_with_id")
    op.drop_column("appointment_changes", "reason")
    op.drop_column("appointments", "folded_name")
