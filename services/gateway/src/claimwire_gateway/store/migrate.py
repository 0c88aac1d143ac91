"""Migrations: they ride in the package and run whenever a process starts."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, func, select

LOCK = 0x636C_6D69
"""Processes that start together migrate one after another; all but the first find nothing to do."""


def migrate(engine: Engine, revision: str = "head") -> None:
    """Bring the database's schema up to a revision. Safe when several processes do so at once."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as conn:
        conn.execute(select(func.pg_advisory_xact_lock(LOCK)))
        config.attributes["connection"] = conn
        command.upgrade(config, revision)
