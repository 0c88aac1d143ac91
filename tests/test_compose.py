"""docker-compose.yml as its users run it: built, brought up, scaled, hurt and taken down."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

pytestmark = [pytest.mark.docker, pytest.mark.timeout(1200)]

ROOT = Path(__file__).parent.parent
SERVICES = ("gateway", "ingest", "nlp")
IMAGES = {service: f"claimwire-{service}:compose-test" for service in SERVICES}
PYTHON_IMAGE = os.environ.get("PYTHON_IMAGE", "python:3.12-slim-bookworm")
TASK_SECONDS = 20
"""Short, because work that a killed worker held is given out again only when its lease has run out."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Compose:
    """One project of docker-compose.yml, under a name and on a port of its own."""

    command: tuple[str, ...]
    project: str
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __call__(self, *arguments: str) -> str:
        settings = {f"CLAIMWIRE_{service.upper()}_IMAGE": image for service, image in IMAGES.items()}
        settings |= {"CLAIMWIRE_PORT": str(self.port), "CLAIMWIRE_TASK_SECONDS": str(TASK_SECONDS)}
        return run(*self.command, "-p", self.project, *arguments, env=os.environ | settings)

    def containers(self, service: str) -> list[str]:
        return self("ps", "-q", service).split()

    def container(self, service: str) -> str:
        return self.containers(service)[0]


def run(*arguments: str, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(arguments, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def inspect(container: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = json.loads(run("docker", "inspect", container))
    return found[0]


def until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.5)


def compose_command() -> tuple[str, ...]:
    if shutil.which("docker") is None:
        pytest.skip("no docker command")
    engine = subprocess.run(["docker", "info"], capture_output=True, text=True, check=False)
    if engine.returncode != 0:
        pytest.skip(f"no Docker engine answers: {engine.stderr.strip()[-200:]}")
    if shutil.which("docker-compose"):
        return ("docker-compose",)
    if subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0:
        return ("docker", "compose")
    pytest.skip("neither docker-compose nor docker's compose plugin")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Prints a figure past pytest's capture."""

    def printed(figure: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n  compose: {figure}\n")

    return printed


@pytest.fixture(scope="module")
def compose() -> Iterator[Compose]:
    project = Compose(compose_command(), f"claimwire-test-{uuid4().hex[:8]}", free_port())
    try:
        yield project
    finally:
        project("down", "--volumes", "--remove-orphans", "--timeout", "10")


@pytest.fixture(scope="module")
def built(compose: Compose) -> float:
    """How long the images took, in seconds."""
    begun = time.monotonic()
    compose("build")
    return time.monotonic() - begun


@pytest.fixture(scope="module")
def started(compose: Compose, built: float) -> float:
    """How long it took, in seconds, until a document could be processed."""
    begun = time.monotonic()
    compose("up", "-d")
    try:
        until(lambda: bool(parts(compose.url)), 300, "/readyz says 200")
    except AssertionError as error:
        raise AssertionError(compose("logs", "--no-color", "--tail", "20")) from error
    return time.monotonic() - begun


def parts(url: str) -> dict[str, str]:
    """The parts of the system and their state; none before all are there."""
    try:
        reply = httpx.get(f"{url}/readyz", timeout=5)
    except httpx.TransportError:
        return {}
    found: dict[str, str] = reply.json()["parts"] if reply.status_code == 200 else {}
    return found


SCALED = {"nlp": "ok (3 alive)", "ingest": "ok (2 alive)"}


@pytest.fixture(scope="module")
def scaled(compose: Compose, started: float) -> Compose:
    compose("up", "-d", "--no-build", "--scale", "nlp=3", "--scale", "ingest=2")
    until(lambda: parts(compose.url).items() >= SCALED.items(), 120, "all workers are alive")
    return compose


def health(container: str) -> str:
    return str(inspect(container)["State"]["Health"]["Status"])


PLACES = ("Norvik", "Salimar", "Port Ellery", "Tavistan", "Quillon", "Brackwater", "Mirefield", "Ostby")
EVENTS = (
    ("a ferry ran aground", "people were hurt", "the harbour master"),
    ("a bakery roof collapsed", "workers were hurt", "the fire chief"),
    ("floods cut the coast road", "families were evacuated", "the regional governor"),
    ("teachers walked out", "schools were closed", "a union spokeswoman"),
)

FIRST_DAY = date(2010, 1, 1)


def article(number: int) -> dict[str, str]:
    """An article unlike the others in its place, event, figures and names, and weeks from the next."""
    place = PLACES[number % len(PLACES)]
    event, toll, speaker = EVENTS[number // len(PLACES) % len(EVENTS)]
    text = (
        f"In {place} {event} on Tuesday, and at least {number + 3} {toll}.\n"
        f'"We have asked district {number} for help," said Ilse Marn{number}, {speaker} of {place}.\n'
        f"According to the Daily Register, {number * 2 + 1} volunteers reportedly came before noon.\n"
        f"The town council said it would meet again after {number % 9 + 2} days."
    )
    published = f"{FIRST_DAY + timedelta(weeks=2 * number)}T08:00:00Z"
    outlet = f"Paper {number % 5}"
    return {"text": text, "external_id": f"compose-{number}", "outlet": outlet, "published_at": published}


def post(compose: Compose, numbers: range) -> str:
    lines = "\n".join(json.dumps(article(number)) for number in numbers)
    reply = httpx.post(
        f"{compose.url}/v1/batches",
        content=lines,
        headers={"Content-Type": "application/x-ndjson"},
        timeout=60,
    )
    assert reply.status_code == 202, reply.text
    batch = reply.json()
    assert batch["rejected"] == []
    assert len(batch["accepted"]) == len(numbers)
    return str(batch["id"])


def counts(compose: Compose, batch: str) -> dict[str, int]:
    reply = httpx.get(f"{compose.url}/v1/batches/{batch}", timeout=30)
    assert reply.status_code == 200, reply.text
    found: dict[str, int] = reply.json()["counts"]
    return {state: number for state, number in found.items() if number}


def documents(compose: Compose) -> Iterator[dict[str, Any]]:
    url: str | None = f"{compose.url}/v1/documents?limit=100"
    while url:
        page = httpx.get(httpx.URL(compose.url).join(url), timeout=30).json()
        yield from page["items"]
        url = page["next"]


def test_images_are_built_and_the_project_comes_up_from_nothing(
    built: float, started: float, say: Say
) -> None:
    sizes = {service: inspect(image)["Size"] / 1e6 for service, image in IMAGES.items()}
    say(f"built in {built:.0f} s, ready after {started:.0f} s")
    say("images: " + ", ".join(f"{service} {size:.0f} MB" for service, size in sizes.items()))


@pytest.mark.parametrize("service", ["gateway", "pipeline", "ingest", "nlp", "redis", "postgres"])
def test_a_container_runs_without_root_and_cannot_change_its_image(
    compose: Compose, started: float, service: str
) -> None:
    container = compose.container(service)
    status = run("docker", "exec", container, "cat", "/proc/1/status")
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert "0" not in fields["Uid"].split()
    assert int(fields["CapEff"], 16) == 0
    assert fields["NoNewPrivs"] == "1"
    assert inspect(container)["HostConfig"]["ReadonlyRootfs"] is True


def test_only_the_gateway_is_published_and_on_loopback_alone(compose: Compose, started: float) -> None:
    published = {
        service: [binding for bindings in ports.values() for binding in bindings or []]
        for service in ("gateway", "pipeline", "ingest", "nlp", "redis", "postgres")
        for ports in [inspect(compose.container(service))["NetworkSettings"]["Ports"] or {}]
    }
    assert published.pop("gateway") == [{"HostIp": "127.0.0.1", "HostPort": str(compose.port)}]
    assert not any(published.values())


@pytest.mark.parametrize("service", ["ingest", "nlp"])
def test_a_worker_reaches_no_database(compose: Compose, started: float, service: str) -> None:
    networks = inspect(compose.container("postgres"))["NetworkSettings"]["Networks"]
    addresses = ["postgres", *(network["IPAddress"] for network in networks.values())]
    program = "import socket, sys; socket.create_connection((sys.argv[1], 5432), 2)"
    for address in addresses:
        tried = ["docker", "exec", compose.container(service), "python", "-c", program, address]
        assert subprocess.run(tried, capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize(
    ("service", "foreign"),
    [
        ("ingest", ["spacy", "fastapi", "sqlalchemy", "psycopg", "claimwire_nlp", "claimwire_gateway"]),
        ("nlp", ["trafilatura", "fastapi", "sqlalchemy", "psycopg", "claimwire_ingest", "claimwire_gateway"]),
        ("gateway", ["spacy", "trafilatura", "claimwire_ingest", "claimwire_nlp"]),
    ],
)
def test_an_image_holds_nothing_of_the_other_services(built: float, service: str, foreign: list[str]) -> None:
    program = "import importlib.util as u, sys; print(*[m for m in sys.argv[1:] if u.find_spec(m)])"
    found = run("docker", "run", "--rm", "--entrypoint", "python", IMAGES[service], "-c", program, *foreign)
    assert found.split() == []


def test_a_file_whose_hash_is_not_in_the_lock_stops_the_build(built: float, tmp_path: Path) -> None:
    for folder in ("contracts", "services/ingest", "deploy/images"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    before, name, after = (ROOT / "requirements.lock").read_text().partition("\nvine==")
    altered = re.sub(r"sha256:....", "sha256:0000", after, count=2)
    (tmp_path / "requirements.lock").write_text(before + name + altered)
    build = ["docker", "build", "-f", "deploy/images/Dockerfile", "--target", "ingest"]
    arguments = ["--build-arg", "SERVICE=ingest", "--build-arg", f"PYTHON_IMAGE={PYTHON_IMAGE}", "."]
    done = subprocess.run([*build, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Hash mismatch for `vine" in done.stdout + done.stderr


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_holds_no_compiler(built: float, service: str) -> None:
    image = ["docker", "run", "--rm", "--entrypoint", "sh", IMAGES[service]]
    assert run(*image, "-c", "command -v gcc cc uv hatchling || true").split() == []


def test_the_gateway_will_not_be_public_without_keys(built: float) -> None:
    public = ["docker", "run", "--rm", "-e", "CLAIMWIRE_PUBLIC_ADDRESS=192.0.2.7", IMAGES["gateway"]]
    refused = subprocess.run(public, capture_output=True, text=True, check=False, timeout=60)
    assert refused.returncode != 0
    assert "CLAIMWIRE_API_KEYS" in refused.stdout + refused.stderr


def test_every_scaled_nlp_worker_takes_work_and_all_documents_succeed(scaled: Compose, say: Say) -> None:
    begun = time.monotonic()
    batch = post(scaled, range(200))
    until(lambda: counts(scaled, batch) == {"succeeded": 200}, 600, "200 succeeded")
    say(f"200 documents by 3 nlp and 2 ingest workers: {200 * 60 / (time.monotonic() - begun):.0f} a minute")
    done = [run_logs(container).count("nlp.annotate") for container in scaled.containers("nlp")]
    assert len(done) == 3
    assert all(done), done


def run_logs(container: str) -> str:
    done = subprocess.run(["docker", "logs", container], capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def kill_main_process(container: str) -> None:
    """As the kernel would for want of memory; `docker kill` would count as a stop that was asked for."""
    program = f"import os; os.kill({inspect(container)['State']['Pid']}, 9)"
    root = ["docker", "run", "--rm", "--user", "0", "--pid", "host", "--entrypoint", "python"]
    run(*root, IMAGES["gateway"], "-c", program)


def test_a_killed_nlp_worker_comes_back_and_no_document_is_lost_or_doubled(scaled: Compose, say: Say) -> None:
    batch = post(scaled, range(200, 400))
    until(lambda: counts(scaled, batch).get("succeeded", 0) > 20, 120, "work has begun")
    victim = scaled.containers("nlp")[0]
    kill_main_process(victim)
    assert counts(scaled, batch).get("succeeded", 0) < 200
    begun = time.monotonic()
    until(lambda: counts(scaled, batch) == {"succeeded": 200}, 600, "200 succeeded")
    say(f"after kill -9 of one nlp worker the batch ended in {time.monotonic() - begun:.0f} s")
    assert inspect(victim)["RestartCount"] == 1
    until(lambda: parts(scaled.url).items() >= SCALED.items(), 60, "the killed worker is back")
    seen = Counter(document["external_id"] for document in documents(scaled))
    assert seen == Counter(article(number)["external_id"] for number in range(400))


def test_every_container_calls_itself_healthy(scaled: Compose) -> None:
    everywhere = scaled("ps", "-q").split()
    assert len(everywhere) == 4 + 3 + 2
    until(lambda: {health(container) for container in everywhere} == {"healthy"}, 120, "all are healthy")
