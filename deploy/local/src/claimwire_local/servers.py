"""Real servers without Docker or root, from PyPI wheels: `start_postgres(folder)`, `start_valkey(folder)`.

with start_postgres(folder) as postgres:
    connect(postgres.url)
"""

from claimwire_local.postgres import start_postgres
from claimwire_local.running import Server, free_port
from claimwire_local.valkey import start_valkey

__all__ = ["Server", "free_port", "start_postgres", "start_valkey"]
