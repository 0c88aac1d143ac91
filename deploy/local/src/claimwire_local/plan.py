"""Which services run, with which command and which settings: the whole system in one table."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Plan:
    """What a user asks for; `settings` are environment variables for every service."""

    data: Path
    port: int = 8000
    nlp: int = 1
    ingest: int = 1
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where the gateway answers."""
        return f"http://{HOST}:{self.port}"


@dataclass(frozen=True)
class Service:
    """One process of a service. Workers are not told where PostgreSQL is: they must not need it."""

    name: str
    argv: list[str]
    knows_database: bool = False


def services(plan: Plan) -> list[Service]:
    """The processes, in the order in which they are started."""
    gateway = [
        Service(f"gateway-{process}", _module("claimwire_gateway", process), knows_database=True)
        for process in ("api", "pipeline")
    ]
    workers = [
        Service(f"{kind}-{number}", _module(f"claimwire_{kind}", "worker"))
        for kind, count in (("ingest", plan.ingest), ("nlp", plan.nlp))
        for number in range(1, count + 1)
    ]
    return gateway + workers


def environment(service: Service, plan: Plan, redis_url: str, database_url: str) -> dict[str, str]:
    """A service's whole environment: this one's, the plan's settings, and where things are."""
    settings = os.environ | {"PYTHONUNBUFFERED": "1", "OMP_NUM_THREADS": "1"} | plan.settings
    settings.setdefault("CLAIMWIRE_HOST", HOST)
    settings |= {"CLAIMWIRE_PORT": str(plan.port), "CLAIMWIRE_REDIS_URL": redis_url}
    settings.pop("CLAIMWIRE_DATABASE_URL", None)
    if service.knows_database:
        settings["CLAIMWIRE_DATABASE_URL"] = database_url
    return settings


def _module(package: str, command: str) -> list[str]:
    return [sys.executable, "-m", package, command]
