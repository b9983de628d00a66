"""Practice rules: absences, places, shared resources, more of appointment types."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

# No more of a kind on a day, or of a resource at a time, than there may be.
SQLITE_GUARDS = (
    """CREATE TRIGGER day_full_insert BEFORE INSERT ON appointments
WHEN NEW.status <> 'cancelled' AND EXISTS (
    SELECT 1 FROM appointment_types AS kind
    WHERE kind.id = NEW.appointment_type_id AND kind.most_a_day IS NOT NULL
      AND kind.most_a_day <= (
        SELECT count(*) FROM appointments AS other
        WHERE other.practitioner_id = NEW.practitioner_id AND other.starts_on = NEW.starts_on
          AND other.appointment_type_id = NEW.appointment_type_id
          AND other.status <> 'cancelled' AND other.id IS NOT NEW.id))
BEGIN SELECT RAISE(ABORT, 'day_full'); END
""",
    """CREATE TRIGGER day_full_update BEFORE UPDATE OF appointment_type_id, practitioner_id, status, starts_on, blocked_from, blocked_until ON appointments
WHEN NEW.status <> 'cancelled' AND (OLD.status = 'cancelled' OR OLD.practitioner_id <> NEW.practitioner_id
 OR OLD.appointment_type_id <> NEW.appointment_type_id OR OLD.starts_on IS NOT NEW.starts_on) AND EXISTS (
    SELECT 1 FROM appointment_types AS kind
    WHERE kind.id = NEW.appointment_type_id AND kind.most_a_day IS NOT NULL
      AND kind.most_a_day <= (
        SELECT count(*) FROM appointments AS other
        WHERE other.practitioner_id = NEW.practitioner_id AND other.starts_on = NEW.starts_on
          AND other.appointment_type_id = NEW.appointment_type_id
          AND other.status <> 'cancelled' AND other.id IS NOT NEW.id))
BEGIN SELECT RAISE(ABORT, 'day_full'); END
""",
    """CREATE TRIGGER resource_full_insert BEFORE INSERT ON appointments
WHEN NEW.status <> 'cancelled' AND EXISTS (SELECT 1 FROM type_resources WHERE appointment_type_id = NEW.appointment_type_id)
AND EXISTS (
    SELECT 1 FROM type_resources AS need
    JOIN resources AS resource ON resource.id = need.resource_id
    JOIN type_resources AS shared ON shared.resource_id = need.resource_id
    JOIN appointments AS first ON first.appointment_type_id = shared.appointment_type_id
    WHERE need.appointment_type_id = NEW.appointment_type_id
      AND first.client_id = NEW.client_id AND first.status <> 'cancelled'
      AND first.id IS NOT NEW.id
      AND first.starts_at > datetime(NEW.blocked_from, '-2 days') AND first.starts_at < datetime(NEW.blocked_until, '+2 days')
      AND first.blocked_from < NEW.blocked_until AND NEW.blocked_from < first.blocked_until
      AND resource.capacity <= (
        SELECT count(*) FROM appointments AS other
        JOIN type_resources AS used
          ON used.appointment_type_id = other.appointment_type_id
        WHERE used.resource_id = need.resource_id
          AND other.client_id = NEW.client_id AND other.status <> 'cancelled'
          AND other.id IS NOT NEW.id
          AND other.starts_at > datetime(NEW.blocked_from, '-2 days') AND other.starts_at < datetime(NEW.blocked_until, '+2 days')
          AND other.blocked_from <= max(first.blocked_from, NEW.blocked_from)
          AND other.blocked_until > max(first.blocked_from, NEW.blocked_from)))
BEGIN SELECT RAISE(ABORT, 'resource_full'); END
""",
    """CREATE TRIGGER resource_full_update BEFORE UPDATE OF appointment_type_id, practitioner_id, status, starts_on, blocked_from, blocked_until ON appointments
WHEN NEW.status <> 'cancelled' AND (OLD.status = 'cancelled' OR OLD.appointment_type_id <> NEW.appointment_type_id
 OR OLD.blocked_from <> NEW.blocked_from OR OLD.blocked_until <> NEW.blocked_until) AND EXISTS (SELECT 1 FROM type_resources WHERE appointment_type_id = NEW.appointment_type_id)
AND EXISTS (
    SELECT 1 FROM type_resources AS need
    JOIN resources AS resource ON resource.id = need.resource_id
    JOIN type_resources AS shared ON shared.resource_id = need.resource_id
    JOIN appointments AS first ON first.appointment_type_id = shared.appointment_type_id
    WHERE need.appointment_type_id = NEW.appointment_type_id
      AND first.client_id = NEW.client_id AND first.status <> 'cancelled'
      AND first.id IS NOT NEW.id
      AND first.starts_at > datetime(NEW.blocked_from, '-2 days') AND first.starts_at < datetime(NEW.blocked_until, '+2 days')
      AND first.blocked_from < NEW.blocked_until AND NEW.blocked_from < first.blocked_until
      AND resource.capacity <= (
        SELECT count(*) FROM appointments AS other
        JOIN type_resources AS used
          ON used.appointment_type_id = other.appointment_type_id
        WHERE used.resource_id = need.resource_id
          AND other.client_id = NEW.client_id AND other.status <> 'cancelled'
          AND other.id IS NOT NEW.id
          AND other.starts_at > datetime(NEW.blocked_from, '-2 days') AND other.starts_at < datetime(NEW.blocked_until, '+2 days')
          AND other.blocked_from <= max(first.blocked_from, NEW.blocked_from)
          AND other.blocked_until > max(first.blocked_from, NEW.blocked_from)))
BEGIN SELECT RAISE(ABORT, 'resource_full'); END
""",
)
POSTGRESQL_GUARDS = (
    """CREATE FUNCTION appointment_limits() RETURNS trigger LANGUAGE plpgsql AS $limits$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM appointment_types AS kind
        WHERE kind.id = NEW.appointment_type_id AND (kind.most_a_day IS NOT NULL OR EXISTS (
            SELECT 1 FROM type_resources AS need
            WHERE need.appointment_type_id = kind.id))) THEN
        RETURN NEW;
    END IF;
    PERFORM id FROM practitioners
    WHERE client_id = NEW.client_id ORDER BY id FOR NO KEY UPDATE;

    IF (TG_OP = 'INSERT' OR (OLD.status = 'cancelled' OR OLD.practitioner_id <> NEW.practitioner_id
 OR OLD.appointment_type_id <> NEW.appointment_type_id OR OLD.starts_on IS DISTINCT FROM NEW.starts_on)) AND EXISTS (
    SELECT 1 FROM appointment_types AS kind
    WHERE kind.id = NEW.appointment_type_id AND kind.most_a_day IS NOT NULL
      AND kind.most_a_day <= (
        SELECT count(*) FROM appointments AS other
        WHERE other.practitioner_id = NEW.practitioner_id AND other.starts_on = NEW.starts_on
          AND other.appointment_type_id = NEW.appointment_type_id
          AND other.status <> 'cancelled' AND other.id IS DISTINCT FROM NEW.id)) THEN
        RAISE EXCEPTION 'day_full' USING ERRCODE = 'check_violation', CONSTRAINT = 'day_full';
    END IF;

    IF (TG_OP = 'INSERT' OR (OLD.status = 'cancelled' OR OLD.appointment_type_id <> NEW.appointment_type_id
 OR OLD.blocked_from <> NEW.blocked_from OR OLD.blocked_until <> NEW.blocked_until)) AND EXISTS (SELECT 1 FROM type_resources WHERE appointment_type_id = NEW.appointment_type_id)
AND EXISTS (
    SELECT 1 FROM type_resources AS need
    JOIN resources AS resource ON resource.id = need.resource_id
    JOIN type_resources AS shared ON shared.resource_id = need.resource_id
    JOIN appointments AS first ON first.appointment_type_id = shared.appointment_type_id
    WHERE need.appointment_type_id = NEW.appointment_type_id
      AND first.client_id = NEW.client_id AND first.status <> 'cancelled'
      AND first.id IS DISTINCT FROM NEW.id
      AND first.starts_at > NEW.blocked_from - interval '2 days' AND first.starts_at < NEW.blocked_until + interval '2 days'
      AND first.blocked_from < NEW.blocked_until AND NEW.blocked_from < first.blocked_until
      AND resource.capacity <= (
        SELECT count(*) FROM appointments AS other
        JOIN type_resources AS used
          ON used.appointment_type_id = other.appointment_type_id
        WHERE used.resource_id = need.resource_id
          AND other.client_id = NEW.client_id AND other.status <> 'cancelled'
          AND other.id IS DISTINCT FROM NEW.id
          AND other.starts_at > NEW.blocked_from - interval '2 days' AND other.starts_at < NEW.blocked_until + interval '2 days'
          AND other.blocked_from <= greatest(first.blocked_from, NEW.blocked_from)
          AND other.blocked_until > greatest(first.blocked_from, NEW.blocked_from))) THEN
        RAISE EXCEPTION 'resource_full' USING ERRCODE = 'check_violation', CONSTRAINT = 'resource_full';
    END IF;
    RETURN NEW;
END $limits$
""",
    """CREATE TRIGGER appointment_limits BEFORE INSERT OR UPDATE OF appointment_type_id, practitioner_id, status, starts_on, blocked_from, blocked_until ON appointments
FOR EACH ROW WHEN (NEW.status <> 'cancelled') EXECUTE FUNCTION appointment_limits()
""",
)


def upgrade() -> None:
    op.create_table(
        "places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["clients.id"], name="fk_places_client_id_clients"),
        sa.PrimaryKeyConstraint("id", name="pk_places"),
        sa.UniqueConstraint("client_id", "key", name="uq_places_client_id_key"),
    )
    op.create_table(
        "resources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_resources_capacity")),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_resources_client_id_clients"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_resources"),
        sa.UniqueConstraint("client_id", "key", name="uq_resources_client_id_key"),
    )
    op.create_table(
        "type_resources",
        sa.Column("appointment_type_id", sa.Integer(), nullable=False),
        sa.Column("resource_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_type_id"],
            ["appointment_types.id"],
            name="fk_type_resources_appointment_type_id_appointment_types",
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name="fk_type_resources_resource_id_resources"
        ),
        sa.PrimaryKeyConstraint("appointment_type_id", "resource_id", name="pk_type_resources"),
    )
    op.create_index("ix_type_resources_resource_id", "type_resources", ["resource_id"])
    _absences()
    for column in (
        sa.Column("hours", sa.JSON(), nullable=True),
        sa.Column("only_for", sa.String(24), nullable=True),
        sa.Column("most_a_day", sa.Integer(), nullable=True),
        sa.Column("colour", sa.String(7), nullable=False, server_default=""),
        sa.Column("bring", sa.JSON(), nullable=False, server_default="{}"),
    ):
        op.add_column("appointment_types", column)
    op.add_column(
        "practitioners", sa.Column("elsewhere", sa.JSON(), nullable=False, server_default="[]")
    )
    op.add_column(
        "practitioners",
        sa.Column("compact", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    # Not in a batch: SQLite would copy the table and lose the triggers against double booking.
    op.execute(
        "ALTER TABLE appointments ADD COLUMN place_id INTEGER"
        " CONSTRAINT fk_appointments_place_id_places REFERENCES places (id)"
    )
    op.add_column("appointments", sa.Column("starts_on", sa.Date(), nullable=True))
    op.create_index(
        "ix_appointments_practitioner_id_starts_on",
        "appointments",
        ["practitioner_id", "starts_on"],
    )
    op.create_index(
        "ix_appointments_client_id_telephone", "appointments", ["client_id", "telephone"]
    )
    op.drop_index("ix_appointments_practitioner_id_blocked", "appointments")
    op.create_index(
        "ix_appointments_practitioner_id_blocked",
        "appointments",
        ["practitioner_id", "blocked_from", "blocked_until", "status", "hold_expires_at"],
    )
    op.create_index(
        "ix_appointments_hold_expires_at",
        "appointments",
        ["hold_expires_at"],
        sqlite_where=sa.text("hold_expires_at IS NOT NULL"),
        postgresql_where=sa.text("hold_expires_at IS NOT NULL"),
    )
    _fill_in_days()
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL_GUARDS if postgresql else SQLITE_GUARDS:
        op.execute(statement)


def _absences() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("first_minute", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("last_minute", sa.Integer(), nullable=False),
        sa.Column("daily", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(100), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_absences_days")),
        sa.CheckConstraint(
            "first_minute >= 0 AND last_minute <= 1440 AND first_minute < 1440 AND last_minute > 0",
            name=op.f("ck_absences_minutes"),
        ),
        sa.CheckConstraint(
            "first_minute < last_minute OR (first_on < last_on AND NOT daily)",
            name=op.f("ck_absences_order"),
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_absences_client_id_clients"
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["accounts.id"], name="fk_absences_made_by_id_accounts"
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioners.id"],
            name="fk_absences_practitioner_id_practitioners",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
    )
    op.create_index("ix_absences_client_id_last_on", "absences", ["client_id", "last_on"])


def _fill_in_days() -> None:
    """The local day of what is to come, by which the appointments of a day are counted."""
    appointments = sa.table(
        "appointments",
        sa.column("id", sa.Integer()),
        sa.column("client_id", sa.Integer()),
        sa.column("starts_at", sa.DateTime(timezone=True)),
        sa.column("starts_on", sa.Date()),
    )
    clients = sa.table(
        "clients", sa.column("id", sa.Integer()), sa.column("time_zone", sa.String())
    )
    since = datetime.now(UTC) - timedelta(days=2)
    sqlite = op.get_bind().dialect.name == "sqlite"
    rows = op.get_bind().execute(
        sa.select(appointments.c.id, appointments.c.starts_at, clients.c.time_zone)
        .join_from(appointments, clients, clients.c.id == appointments.c.client_id)
        .where(appointments.c.starts_at > (since.replace(tzinfo=None) if sqlite else since))
    )
    for number, starts_at, zone in rows.all():
        instant = starts_at if starts_at.tzinfo else starts_at.replace(tzinfo=UTC)
        op.get_bind().execute(
            sa.update(appointments)
            .where(appointments.c.id == number)
            .values(starts_on=instant.astimezone(ZoneInfo(zone)).date())
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER appointment_limits ON appointments")
        op.execute("DROP FUNCTION appointment_limits()")
    else:
        for name in ("day_full", "resource_full"):
            for event in ("insert", "update"):
                op.execute(f"DROP TRIGGER {name}_{event}")
    op.drop_index("ix_appointments_hold_expires_at", "appointments")
    op.drop_index("ix_appointments_client_id_telephone", "appointments")
    op.drop_index("ix_appointments_practitioner_id_starts_on", "appointments")
    op.drop_index("ix_appointments_practitioner_id_blocked", "appointments")
    op.create_index(
        "ix_appointments_practitioner_id_blocked",
        "appointments",
        ["practitioner_id", "blocked_from"],
    )
    op.drop_column("appointments", "starts_on")
    op.drop_column("appointments", "place_id")
    op.drop_column("practitioners", "compact")
    op.drop_column("practitioners", "elsewhere")
    for name in ("bring", "colour", "most_a_day", "only_for", "hours"):
        op.drop_column("appointment_types", name)
    for name in ("absences", "type_resources", "resources", "places"):
        op.drop_table(name)
