"""A document's entities tell their other names and their roles; those found before have none."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = ("aliases", "roles")


def upgrade() -> None:
    """Add the columns; a default that is constant rewrites no row."""
    for column in COLUMNS:
        op.execute(f"ALTER TABLE document_entities ADD COLUMN {column} TEXT[] DEFAULT '{{}}' NOT NULL")


def downgrade() -> None:
    """Drop the columns."""
    for column in COLUMNS:
        op.execute(f"ALTER TABLE document_entities DROP COLUMN {column}")
