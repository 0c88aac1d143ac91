"""The whole system on one machine: servers, then services, ready when a posted document can be processed."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from claimwire_local import child, leftovers
from claimwire_local.errors import LocalError, StartFailed
from claimwire_local.folder import lock
from claimwire_local.plan import Plan, Service, environment, services
from claimwire_local.running import Running, Server, free_port, is_free
from claimwire_local.servers import start_postgres, start_valkey

READY_SECONDS = 180.0

Say = Callable[[str], None]


class System:
    """Starts, restarts and stops every part of a plan. As a context manager: ready inside, gone after.

    Attributes:
        running: each part by its name: valkey, postgres, gateway-api, gateway-pipeline, ingest-1, nlp-1, ...
    """

    def __init__(self, plan: Plan, say: Say = lambda _: None) -> None:
        self.plan = plan
        self.running: dict[str, Running] = {}
        self._say = say
        self._services = {service.name: service for service in services(plan)}
        self._ports = {"valkey": free_port(), "postgres": free_port()}
        self._lock = -1

    @property
    def address(self) -> str:
        """Where the gateway answers."""
        return self.plan.address

    @property
    def valkey(self) -> Server:
        """The Redis-protocol server."""
        return self._server("valkey")

    @property
    def postgres(self) -> Server:
        """The database server."""
        return self._server("postgres")

    def start(self) -> None:
        """Start every part and wait until the system is ready; if that fails, stop what was started.

        Raises:
            InUse: another instance runs on the data folder.
            StartFailed: a part did not come up; says which, with the end of its log.
            LocalError: the port is taken.
        """
        try:
            self._take_folder()
            for name in ("valkey", "postgres", *self._services):
                self.start_part(name)
            self._await_ready()
        except BaseException:
            self.stop()
            raise

    def start_part(self, name: str) -> None:
        """Start one part, again if it had ended, at the address where the others expect it."""
        self._say(f"starting {name}")
        service = self._services.get(name)
        self.running[name] = self._start_service(service) if service else self._start_server(name)
        leftovers.note(self.plan.data, self.running.values())

    def stop(self) -> None:
        """Stop the services, which finish what they are at, then the servers."""
        parts = [part for name, part in self.running.items() if name in self._services]
        for part in parts:
            part.ask()
        for part in parts + [self.running[name] for name in ("postgres", "valkey") if name in self.running]:
            part.stop()
        self._leave_folder()

    def kill(self) -> None:
        """End everything at once, as a power cut would."""
        for part in self.running.values():
            part.kill()
        self._leave_folder()

    def ready(self) -> bool:
        """Whether a document posted now would be processed."""
        try:
            return (
                httpx.get(f"{self.address}/readyz", timeout=5, trust_env=False).status_code == httpx.codes.OK
            )
        except httpx.HTTPError:
            return False

    def _take_folder(self) -> None:
        data = self.plan.data
        for name in leftovers.end(data):
            self._say(f"ended {name}, left behind by an earlier run")
        if not is_free(self.plan.port):
            raise LocalError(f"port {self.plan.port} is taken; give another one: PORT={self.plan.port + 1}")
        self._lock = lock(data)

    def _leave_folder(self) -> None:
        if self._lock != -1:
            self.running.clear()
            leftovers.forget(self.plan.data)
            os.close(self._lock)
            self._lock = -1

    def _start_server(self, name: str) -> Server:
        start = {"valkey": start_valkey, "postgres": start_postgres}[name]
        return start(self.plan.data / name, port=self._ports[name], log=self._log(name))

    def _start_service(self, service: Service) -> Running:
        env = environment(service, self.plan, self.valkey.url, self.postgres.url)
        log = self._log(service.name)
        process = child.spawn(service.argv, log, last_signal=signal.SIGKILL, env=env, keep=[self._lock])
        return Running(name=service.name, process=process, log=log)

    def _log(self, name: str) -> Path:
        return self.plan.data / "logs" / f"{name}.log"

    def _await_ready(self) -> None:
        self._say(
            "waiting until all of them are ready (loading the model takes up to a minute on a small machine)"
        )
        if child.until(lambda: bool(self._ended()) or self.ready(), READY_SECONDS, every=0.2):
            for part in self._ended():
                raise StartFailed(part.name, f"ended at once (exit code {part.process.returncode})", part.log)
            return
        raise LocalError(
            f"not ready after {READY_SECONDS:.0f} s; {self.address}/readyz says: {self._readiness()}"
        )

    def _ended(self) -> list[Running]:
        return [part for part in self.running.values() if not part.alive]

    def _readiness(self) -> str:
        try:
            return httpx.get(f"{self.address}/readyz", timeout=5, trust_env=False).text
        except httpx.HTTPError as error:
            return str(error)

    def _server(self, name: str) -> Server:
        part = self.running[name]
        if not isinstance(part, Server):
            raise TypeError(f"{name} is not a server")
        return part

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
