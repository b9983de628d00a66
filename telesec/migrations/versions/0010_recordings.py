"""What is recorded, whether the caller agreed, and who listened."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "transcript_pieces",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.id"], name=op.f("fk_transcript_pieces_call_id_calls")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_transcript_pieces_client_id_clients")
        ),
        sa.PrimaryKeyConstraint("call_id", "sequence", name=op.f("pk_transcript_pieces")),
    )
    op.create_table(
        "recording_plays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_sid", sa.String(length=34), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_recording_plays_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.id"], name=op.f("fk_recording_plays_client_id_clients")
        ),
        sa.ForeignKeyConstraint(
            ["recording_sid"],
            ["recordings.recording_sid"],
            name=op.f("fk_recording_plays_recording_sid_recordings"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording_plays")),
    )
    with op.batch_alter_table("recording_plays", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recording_plays_recording_sid"), ["recording_sid"], unique=False
        )

    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("recording_consent", sa.String(24), nullable=True))

    with op.batch_alter_table("clients", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "voicemail_transcript", sa.Boolean(), nullable=False, server_default=sa.true()
            )
        )
        batch_op.add_column(
            sa.Column("record_talks", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(
            sa.Column("talk_days", sa.Integer(), nullable=False, server_default="30")
        )

    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("recorded_words", sa.Text(), nullable=False, server_default="")
        )

    with op.batch_alter_table("recordings", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("kind", sa.String(24), nullable=False, server_default="message")
        )


def downgrade() -> None:
    with op.batch_alter_table("recordings", schema=None) as batch_op:
        batch_op.drop_column("kind")

    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_column("recorded_words")

    with op.batch_alter_table("clients", schema=None) as batch_op:
        batch_op.drop_column("talk_days")
        batch_op.drop_column("record_talks")
        batch_op.drop_column("voicemail_transcript")

    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_column("recording_consent")

    with op.batch_alter_table("recording_plays", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recording_plays_recording_sid"))

    op.drop_table("recording_plays")
    op.drop_table("transcript_pieces")
