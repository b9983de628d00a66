"""Reminders of appointments, and what their callers answer."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

OPEN = sa.text("status = 'open'")


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notification_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assured_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_reminders_client_id_clients"
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name="fk_reminders_appointment_id_appointments",
        ),
        sa.ForeignKeyConstraint(
            ["notification_id"],
            ["notifications.id"],
            name="fk_reminders_notification_id_notifications",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sa.UniqueConstraint(
            "appointment_id", "sequence", name="uq_reminders_appointment_id_sequence"
        ),
    )
    op.create_index("ix_reminders_client_id", "reminders", ["client_id"])
    op.create_index("ix_reminders_notification_id", "reminders", ["notification_id"])
    op.add_column("clients", sa.Column("reminder_days", sa.Integer(), nullable=True))
    op.add_column(
        "clients",
        sa.Column("reminder_minute", sa.Integer(), nullable=False, server_default="600"),
    )
    op.add_column(
        "appointment_changes",
        sa.Column("by_text", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "no_shows",
        sa.Column("appointment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name="fk_no_shows_appointment_id_appointments",
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_no_shows_client_id_clients"
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["accounts.id"], name="fk_no_shows_noted_by_id_accounts"
        ),
        sa.PrimaryKeyConstraint("appointment_id", name="pk_no_shows"),
    )
    op.create_index("ix_no_shows_client_id", "no_shows", ["client_id"])
    op.create_table(
        "freed_times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("freed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_freed_times_client_id_clients"
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioners.id"],
            name="fk_freed_times_practitioner_id_practitioners",
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name="fk_freed_times_appointment_id_appointments",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_freed_times"),
    )
    op.create_index("ix_freed_times_settled_at", "freed_times", ["settled_at", "id"])
    op.create_table(
        "waiting_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("appointment_type_id", sa.Integer(), nullable=False),
        sa.Column("practitioner_ids", sa.JSON(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("first_minute", sa.Integer(), nullable=False),
        sa.Column("last_minute", sa.Integer(), nullable=False),
        sa.Column("caller_name", sa.String(80), nullable=False),
        sa.Column("telephone", sa.String(16), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("language", sa.String(24), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_waiting_entries_client_id_clients"
        ),
        sa.ForeignKeyConstraint(
            ["appointment_type_id"],
            ["appointment_types.id"],
            name="fk_waiting_entries_appointment_type_id_appointment_types",
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name="fk_waiting_entries_appointment_id_appointments",
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["accounts.id"], name="fk_waiting_entries_made_by_id_accounts"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_waiting_entries"),
    )
    op.create_index(
        "ix_waiting_entries_client_id_status", "waiting_entries", ["client_id", "status"]
    )
    op.create_table(
        "slot_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("freed_id", sa.Integer(), nullable=False),
        sa.Column("hold_id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nonce", sa.String(8), nullable=False),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notification_id", sa.Integer(), nullable=True),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_slot_offers_client_id_clients"
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["waiting_entries.id"], name="fk_slot_offers_entry_id_waiting_entries"
        ),
        sa.ForeignKeyConstraint(
            ["freed_id"], ["freed_times.id"], name="fk_slot_offers_freed_id_freed_times"
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioners.id"],
            name="fk_slot_offers_practitioner_id_practitioners",
        ),
        sa.ForeignKeyConstraint(
            ["notification_id"],
            ["notifications.id"],
            name="fk_slot_offers_notification_id_notifications",
        ),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name="fk_slot_offers_appointment_id_appointments",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_slot_offers"),
        sa.UniqueConstraint("freed_id", "entry_id", name="uq_slot_offers_freed_id_entry_id"),
        sa.UniqueConstraint("nonce", name="uq_slot_offers_nonce"),
    )
    for column in ("client_id", "entry_id", "notification_id"):
        op.create_index(f"ix_slot_offers_{column}", "slot_offers", [column])
    op.create_index(
        "uq_slot_offers_open",
        "slot_offers",
        ["entry_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.add_column(
        "clients", sa.Column("offer_minutes", sa.Integer(), nullable=False, server_default="30")
    )


def downgrade() -> None:
    op.drop_column("clients", "offer_minutes")
    for table in ("slot_offers", "waiting_entries", "freed_times"):
        op.drop_table(table)
    op.drop_table("no_shows")
    op.drop_column("appointment_changes", "by_text")
    op.drop_column("clients", "reminder_minute")
    op.drop_column("clients", "reminder_days")
    op.drop_table("reminders")
