"""Real servers, one of each for the whole run; every test finds them empty."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import redis as redis_client
from claimwire_gateway.app import create_app
from claimwire_gateway.settings import Settings
from claimwire_gateway.store import tables
from claimwire_gateway.store.engine import connect
from claimwire_gateway.store.migrate import migrate
from claimwire_local.servers import start_postgres, start_valkey
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with start_postgres(tmp_path_factory.mktemp("postgres") / "data") as postgres:
        yield postgres.url


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with start_valkey(tmp_path_factory.mktemp("valkey") / "data") as valkey:
        yield valkey.url


@pytest.fixture(scope="session")
def migrated(postgres_url: str) -> Iterator[Engine]:
    engine = connect(Settings(database_url=postgres_url))
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(migrated: Engine) -> Engine:
    """The store, migrated and empty."""
    names = ", ".join(table.name for table in tables.metadata.sorted_tables)
    with migrated.begin() as conn:
        conn.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    return migrated


@pytest.fixture
def redis(redis_url: str) -> Iterator["redis_client.Redis"]:
    """The broker, empty."""
    with redis_client.Redis.from_url(redis_url) as client:
        client.flushall()
        yield client


Apis = Callable[..., TestClient]


@pytest.fixture
def make_api(engine: Engine, redis_url: str) -> Iterator[Apis]:
    """Makes an API over the same servers with settings of the test's own."""
    with ExitStack() as opened:

        def make(**changed: Any) -> TestClient:
            store = changed.pop("engine", engine)
            app = create_app(Settings(**{"redis_url": redis_url, **changed}), store)
            client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
            return opened.enter_context(client)

        yield make


@pytest.fixture
def api(make_api: Apis) -> TestClient:
    """The API as it stands without any setting."""
    return make_api()
