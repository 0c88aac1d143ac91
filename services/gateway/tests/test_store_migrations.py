"""The schema: made once by whoever comes first, and the same as the tables say."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from claimwire_gateway.settings import Settings
from claimwire_gateway.store.engine import connect
from claimwire_gateway.store.migrate import migrate
from claimwire_gateway.store.tables import metadata
from sqlalchemy import Engine, text

TRIGRAMS = {"claims_source_trigrams", "entities_name_trigrams", "entity_names_trigrams"}
"""Made only where pg_trgm may be had, so the tables do not name them."""


@pytest.fixture
def fresh_url(migrated: Engine) -> str:
    with migrated.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("DROP DATABASE IF EXISTS fresh"))
        conn.execute(text("CREATE DATABASE fresh"))
    return migrated.url.set(database="fresh").render_as_string(hide_password=False)


def test_several_processes_may_migrate_at_once(fresh_url: str) -> None:
    engines = [connect(Settings(database_url=fresh_url)) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate, engines))
    with engines[0].connect() as conn:
        assert conn.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == ["0007"]
    for engine in engines:
        engine.dispose()


def test_the_migrations_make_what_the_tables_say(migrated: Engine) -> None:
    with migrated.connect() as conn:
        found = compare_metadata(MigrationContext.configure(conn, opts={"compare_type": True}), metadata)
    assert {change[1].name for change in found} == TRIGRAMS
