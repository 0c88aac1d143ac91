"""The connection to PostgreSQL."""

import logging
import time

from psycopg.errors import QueryCanceled
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from claimwire_gateway import owners
from claimwire_gateway.settings import Settings

OWNERS = "claimwire_owners"
"""The execution option under which a connection carries the table of outlets' owners."""

log = logging.getLogger(__name__)


def connect(settings: Settings) -> Engine:
    """The engine of one process. Connections that a restart of PostgreSQL broke are replaced on use.

    Raises:
        ValueError: the operator's file of owners has a wrong line.
    """
    return create_engine(
        settings.database,
        pool_size=settings.database_connections,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,
        hide_parameters=True,  # articles are not for logs
        execution_options={OWNERS: owners.read(settings.owners_file)},
        connect_args={
            "connect_timeout": 5,
            "application_name": "claimwire-gateway",
            "options": "-c timezone=UTC -c statement_timeout=60000",
        },
    )


def answers(engine: Engine) -> bool:
    """Whether PostgreSQL answers now."""
    try:
        with engine.connect() as conn:
            conn.execute(text("SELECT 1"))
    except DBAPIError:
        return False
    return True


def wait(engine: Engine, seconds: float) -> None:
    """Wait until PostgreSQL answers.

    Raises:
        TimeoutError: it did not within that many seconds.
    """
    end = time.monotonic() + seconds
    while not answers(engine):
        if time.monotonic() > end:
            raise TimeoutError(f"PostgreSQL does not answer at {engine.url!r}; see CLAIMWIRE_DATABASE_URL")
        log.warning("waiting for PostgreSQL")
        time.sleep(0.5)


def passing(error: Exception) -> bool:
    """Whether PostgreSQL was away or busy, so that the same may succeed later."""
    if isinstance(error, OperationalError):
        return not isinstance(error.orig, QueryCanceled)
    return isinstance(error, InterfaceError | PoolTimeoutError)
