"""The API as a process: migrated, guarded, served until it is told to stop."""

import logging
from types import FrameType

import uvicorn
from sqlalchemy import Engine

from claimwire_gateway import auth, logs
from claimwire_gateway.app import create_app
from claimwire_gateway.settings import Settings
from claimwire_gateway.store.engine import connect, wait
from claimwire_gateway.store.migrate import migrate
from claimwire_gateway.watch import Watch

log = logging.getLogger(__name__)

POSTGRESQL_SECONDS = 60
"""For PostgreSQL to come up beside us; whoever supervises us starts us again after that."""
GRACE = 6
"""Seconds for answers under way when told to stop; a supervisor kills after ten."""


def serve(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT; the exit code."""
    logs.configure(settings.log_level)
    try:
        auth.require_keys(settings)
    except auth.KeysRequiredError as error:
        log.error("%s", error)  # noqa: TRY400  it is for the operator, who needs no traceback
        return 2
    engine = migrated(settings)
    app = create_app(settings, engine)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    Server(config, app.state.watch).run()
    engine.dispose()
    return 0


class Server(uvicorn.Server):
    """Ends long-polls and event streams when told to stop; they would else be waited for."""

    def __init__(self, config: uvicorn.Config, watch: Watch) -> None:
        super().__init__(config)
        self._watch = watch

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Take SIGTERM or SIGINT."""
        self._watch.stop()
        super().handle_exit(sig, frame)


def migrated(settings: Settings) -> Engine:
    """The store, waited for and brought up to date.

    Raises:
        TimeoutError: PostgreSQL does not answer.
    """
    engine = connect(settings)
    wait(engine, POSTGRESQL_SECONDS)
    migrate(engine)
    return engine
