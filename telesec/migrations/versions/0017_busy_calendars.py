"""Other calendars of practitioners, and the times that they take."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


# As they were at this release, whatever the models say today.
POSTGRESQL_GUARDS = (
    """CREATE OR REPLACE FUNCTION refuse_busy_elsewhere() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
    IF NEW.status = 'cancelled' OR NEW.despite_busy THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.status NOT IN ('cancelled', 'held')
      AND OLD.practitioner_id = NEW.practitioner_id
      AND OLD.blocked_from <= NEW.blocked_from AND NEW.blocked_until <= OLD.blocked_until THEN
            RETURN NEW;
        END IF;
    END IF;
    PERFORM 1 FROM practitioners WHERE id = NEW.practitioner_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM busy_times AS busy
    WHERE busy.practitioner_id = NEW.practitioner_id
      AND busy.starts_at > NEW.blocked_from - interval '25 hours' AND busy.starts_at < NEW.blocked_until
      AND busy.ends_at > NEW.blocked_from) THEN
        RAISE EXCEPTION USING ERRCODE = 'exclusion_violation',
            CONSTRAINT = 'busy_elsewhere', MESSAGE = 'busy_elsewhere';
    END IF;
    RETURN NEW;
END
$guard$""",
    """CREATE TRIGGER busy_elsewhere
BEFORE INSERT OR UPDATE OF practitioner_id, status, blocked_from, blocked_until ON appointments
FOR EACH ROW EXECUTE FUNCTION refuse_busy_elsewhere()""",
)
SQLITE_GUARDS = (
    """CREATE TRIGGER busy_elsewhere_insert BEFORE INSERT ON appointments
WHEN NEW.status <> 'cancelled' AND NOT NEW.despite_busy AND EXISTS (SELECT 1 FROM busy_times AS busy
    WHERE busy.practitioner_id = NEW.practitioner_id
      AND busy.starts_at > datetime(NEW.blocked_from, '-25 hours') AND busy.starts_at < NEW.blocked_until
      AND busy.ends_at > NEW.blocked_from)
BEGIN SELECT RAISE(ABORT, 'busy_elsewhere'); END""",
    """CREATE TRIGGER busy_elsewhere_update
BEFORE UPDATE OF practitioner_id, status, blocked_from, blocked_until ON appointments
WHEN NEW.status <> 'cancelled' AND NOT NEW.despite_busy
  AND NOT (OLD.status NOT IN ('cancelled', 'held')
      AND OLD.practitioner_id = NEW.practitioner_id
      AND OLD.blocked_from <= NEW.blocked_from AND NEW.blocked_until <= OLD.blocked_until)
  AND EXISTS (SELECT 1 FROM busy_times AS busy
    WHERE busy.practitioner_id = NEW.practitioner_id
      AND busy.starts_at > datetime(NEW.blocked_from, '-25 hours') AND busy.starts_at < NEW.blocked_until
      AND busy.ends_at > NEW.blocked_from)
BEGIN SELECT RAISE(ABORT, 'busy_elsewhere'); END""",
)


def upgrade() -> None:
    op.create_table(
        "busy_calendars",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("tentative_is_free", sa.Boolean(), nullable=False),
        sa.Column("from_file", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(length=24), nullable=True),
        sa.Column("etag", sa.String(length=300), nullable=False),
        sa.Column("last_modified", sa.String(length=100), nullable=False),
        sa.Column("mark", sa.String(length=500), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("covered_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("busy_count", sa.Integer(), nullable=False),
        sa.Column("unplaced", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("unknown_zones", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_busy_calendars_client_id_clients")
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioners.id"],
            name=op.f("fk_busy_calendars_practitioner_id_practitioners"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_calendars")),
        sa.UniqueConstraint(
            "practitioner_id", "label", name=op.f("uq_busy_calendars_practitioner_id_label")
        ),
    )
    with op.batch_alter_table("busy_calendars", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_busy_calendars_client_id"), ["client_id"], unique=False
        )
        batch_op.create_index("ix_busy_calendars_next_read_at", ["next_read_at"], unique=False)

    op.create_table(
        "busy_times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("doubt", sa.String(length=8), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_busy_times_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["busy_calendars.id"],
            name=op.f("fk_busy_times_calendar_id_busy_calendars"),
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_busy_times_client_id_clients")
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioners.id"],
            name=op.f("fk_busy_times_practitioner_id_practitioners"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_times")),
    )
    with op.batch_alter_table("busy_times", schema=None) as batch_op:
        batch_op.create_index("ix_busy_times_calendar_id", ["calendar_id"], unique=False)
        batch_op.create_index(
            "ix_busy_times_practitioner_id_starts_at",
            ["practitioner_id", "starts_at"],
            unique=False,
        )

    # Not in a batch: SQLite would copy the table and lose the triggers against double booking.
    op.add_column(
        "appointments",
        sa.Column("despite_busy", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL_GUARDS if postgresql else SQLITE_GUARDS:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER busy_elsewhere ON appointments")
        op.execute("DROP FUNCTION refuse_busy_elsewhere()")
    else:
        op.execute("DROP TRIGGER busy_elsewhere_insert")
        op.execute("DROP TRIGGER busy_elsewhere_update")
    op.drop_column("appointments", "despite_busy")

    with op.batch_alter_table("busy_times", schema=None) as batch_op:
        batch_op.drop_index("ix_busy_times_practitioner_id_starts_at")
        batch_op.drop_index("ix_busy_times_calendar_id")

    op.drop_table("busy_times")
    with op.batch_alter_table("busy_calendars", schema=None) as batch_op:
        batch_op.drop_index("ix_busy_calendars_next_read_at")
        batch_op.drop_index(batch_op.f("ix_busy_calendars_client_id"))

    op.drop_table("busy_calendars")
