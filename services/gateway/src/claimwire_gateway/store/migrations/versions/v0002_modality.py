"""Claims tell a plan and a conditional apart from a fact; those read before are taken for facts."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; a default that is constant rewrites no row."""
    op.execute("ALTER TABLE claims ADD COLUMN modality TEXT DEFAULT 'fact' NOT NULL")


def downgrade() -> None:
    """Drop the column."""
    op.execute("ALTER TABLE claims DROP COLUMN modality")
