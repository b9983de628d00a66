"""Clients’ own calendars: by invitations and by CalDAV, and notifications in order."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("server", sa.String(length=500), nullable=False),
        sa.Column("username", sa.String(length=254), nullable=False),
        sa.Column("sealed_password", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(24), nullable=True),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_calendar_searches_client_id_clients"
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioners.id"],
            name="fk_calendar_searches_practitioner_id_practitioners",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_searches"),
        sa.UniqueConstraint("practitioner_id", name="uq_calendar_searches_practitioner_id"),
    )
    op.create_table(
        "client_calendars",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(24), nullable=False),
        sa.Column("details", sa.String(24), nullable=False),
        sa.Column("display", sa.String(length=64), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_unfinished", sa.Boolean(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("server", sa.String(length=500), nullable=False),
        sa.Column("username", sa.String(length=254), nullable=False),
        sa.Column("sealed_password", sa.Text(), nullable=True),
        sa.Column("collection", sa.String(length=1000), nullable=False),
        sa.Column("collection_name", sa.String(length=200), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(24), nullable=True),
        sa.Column("trouble_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_client_calendars_client_id_clients"
        ),
        sa.ForeignKeyConstraint(
            ["practitioner_id"],
            ["practitioners.id"],
            name="fk_client_calendars_practitioner_id_practitioners",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_client_calendars"),
    )
    op.create_index("ix_client_calendars_client_id", "client_calendars", ["client_id"])
    op.create_index(
        "uq_client_calendars_practitioner_id",
        "client_calendars",
        ["practitioner_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )

    op.create_table(
        "calendar_copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("seen_sequence", sa.Integer(), nullable=False),
        sa.Column("seen_updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("behind_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(24), nullable=False),
        sa.Column("told_sequence", sa.Integer(), nullable=True),
        sa.Column("told_sha256", sa.String(length=64), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("etag", sa.String(length=300), nullable=True),
        sa.Column("their_etag", sa.String(length=300), nullable=True),
        sa.Column("written", sa.JSON(), nullable=True),
        sa.Column("tried", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(24), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name="fk_calendar_copies_appointment_id_appointments",
        ),
        sa.ForeignKeyConstraint(
            ["calendar_id"],
            ["client_calendars.id"],
            name="fk_calendar_copies_calendar_id_client_calendars",
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_calendar_copies_client_id_clients"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_copies"),
        sa.UniqueConstraint(
            "calendar_id", "appointment_id", name="uq_calendar_copies_calendar_id_appointment_id"
        ),
    )
    op.create_index("ix_calendar_copies_appointment_id", "calendar_copies", ["appointment_id"])
    op.create_index("ix_calendar_copies_client_id", "calendar_copies", ["client_id", "status"])
    op.create_index(
        "ix_calendar_copies_due", "calendar_copies", ["calendar_id", "status", "next_attempt_at"]
    )

    op.create_table(
        "calendar_conflicts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("copy_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("ours", sa.JSON(), nullable=True),
        sa.Column("theirs", sa.JSON(), nullable=True),
        sa.Column("their_etag", sa.String(length=300), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolution", sa.String(24), nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name="fk_calendar_conflicts_appointment_id_appointments",
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name="fk_calendar_conflicts_client_id_clients"
        ),
        sa.ForeignKeyConstraint(
            ["copy_id"],
            ["calendar_copies.id"],
            name="fk_calendar_conflicts_copy_id_calendar_copies",
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"],
            ["accounts.id"],
            name="fk_calendar_conflicts_resolved_by_id_accounts",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_conflicts"),
    )
    op.create_index(
        "ix_calendar_conflicts_client_id", "calendar_conflicts", ["client_id", "resolved_at"]
    )
    op.create_index(
        "uq_calendar_conflicts_copy_id",
        "calendar_conflicts",
        ["copy_id"],
        unique=True,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )

    op.add_column("feeds", sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=True))

    op.add_column("notifications", sa.Column("calendar", sa.Text(), nullable=True))
    op.add_column("notifications", sa.Column("order_key", sa.String(length=320), nullable=True))
    op.create_index("ix_notifications_order_key", "notifications", ["order_key", "id"])

    op.add_column(
        "practitioners",
        sa.Column("calendar_by", sa.String(24), server_default="feed", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("practitioners", "calendar_by")

    op.drop_index("ix_notifications_order_key", "notifications")
    op.drop_column("notifications", "order_key")
    op.drop_column("notifications", "calendar")

    op.drop_column("feeds", "emptied_at")

    op.drop_index(
        "uq_calendar_conflicts_copy_id",
        "calendar_conflicts",
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.drop_index("ix_calendar_conflicts_client_id", "calendar_conflicts")

    op.drop_table("calendar_conflicts")
    op.drop_index("ix_calendar_copies_due", "calendar_copies")
    op.drop_index("ix_calendar_copies_client_id", "calendar_copies")
    op.drop_index("ix_calendar_copies_appointment_id", "calendar_copies")

    op.drop_table("calendar_copies")
    op.drop_index(
        "uq_client_calendars_practitioner_id",
        "client_calendars",
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.drop_index("ix_client_calendars_client_id", "client_calendars")

    op.drop_table("client_calendars")
    op.drop_table("calendar_searches")
