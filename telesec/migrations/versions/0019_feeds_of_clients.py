"""Feeds of a whole client, and how much a feed tells."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("feeds") as batch:
        batch.add_column(sa.Column("details", sa.String(24), nullable=False, server_default="full"))
        batch.alter_column("practitioner_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM feeds WHERE practitioner_id IS NULL OR details <> 'full'")
    with op.batch_alter_table("feeds") as batch:
        batch.alter_column("practitioner_id", existing_type=sa.Integer(), nullable=False)
        batch.drop_column("details")
