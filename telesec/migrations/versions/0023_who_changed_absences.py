"""Who has changed an absence, or taken it back: clients do so themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("absences") as batch:
        batch.add_column(sa.Column("changed_by_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            "fk_absences_changed_by_id_accounts", "accounts", ["changed_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("absences") as batch:
        batch.drop_constraint("fk_absences_changed_by_id_accounts", type_="foreignkey")
        batch.drop_column("changed_by_id")
