"""The client against a real gateway: its API and pipeline, PostgreSQL and Valkey; the workers are fakes.

Skipped where the gateway is not installed: the client's own environment does not have it.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from claimwire_client import AsyncClient, Client, ClientSettings, NotFoundError, ProblemError, Submission
from claimwire_client.cli import app
from claimwire_client.errors import ClaimwireError
from claimwire_contracts.types import Job
from typer.testing import CliRunner

servers = pytest.importorskip("claimwire_local.servers")
fakes = pytest.importorskip("claimwire_gateway.testing")

ARTICLE = "Berg: the bridge is shut\nCoast Harbour traffic was sent round"
OTHER = "Berg: the bridge is shut\nCoast Harbour shops stayed open"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A gateway's address."""
    folder, port = tmp_path_factory.mktemp("gateway"), free_port()
    with servers.start_postgres(folder / "pg") as postgres, servers.start_valkey(folder / "valkey") as valkey:
        workers = fakes.FakeWorkers(valkey.url)
        workers.start()
        settings = {"DATABASE_URL": postgres.url, "REDIS_URL": valkey.url, "PORT": str(port)}
        environ = os.environ | {f"CLAIMWIRE_{name}": value for name, value in settings.items()}
        parts = [start(part, environ, folder) for part in ("api", "pipeline")]
        address = f"http://127.0.0.1:{port}"
        wait_until_it_answers(address)
        yield address
        for part in parts:
            part.terminate()
            part.wait(20)
        workers.stop()


def start(part: str, environ: dict[str, str], folder: Path) -> "subprocess.Popen[bytes]":
    with (folder / f"{part}.log").open("wb") as log:
        command = [sys.executable, "-m", "claimwire_gateway", part]
        return subprocess.Popen(command, env=environ, stdout=log, stderr=log)


def wait_until_it_answers(address: str) -> None:
    with Client(ClientSettings(url=address)) as client:
        for _ in range(150):
            try:
                next(client.stories(), None)
            except ClaimwireError:
                client.pause(0.2)
            else:
                return
    pytest.fail("the gateway did not start")


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    with Client(ClientSettings(url=url)) as client:
        yield client


@pytest.fixture(scope="module")
def job(url: str) -> Job:
    """Two articles of one story, posted and processed; the job of the second."""
    with Client(ClientSettings(url=url)) as client:
        posted = [
            client.submit(Submission(text=text, outlet=outlet, title=f"Bridge, by {outlet}", **more))
            for text, outlet, more in (
                (ARTICLE, "Coast FM", {"external_id": "coast-1", "tags": ["bridges"]}),
                (OTHER, "Harbour Post", {}),
            )
        ]
        return [client.wait_for(job.id, timeout=60) for job in posted][-1]


def test_a_posted_article_is_processed(job: Job) -> None:
    assert job.state == "succeeded"


def test_an_article_can_be_read_with_all_that_was_found(client: Client, job: Job) -> None:
    document = client.document(job.document_id)
    claims = list(client.document_claims(job.document_id))
    assert document.text == OTHER
    assert claims
    for claim in claims:
        for span in claim.content.spans:
            assert document.text[span.start : span.end] in claim.content.text
    assert list(client.document_entities(job.document_id))


def test_the_story_holds_both_and_its_groups_name_both_outlets(client: Client, job: Job) -> None:
    story_id = client.document(job.document_id).story_id
    assert story_id
    assert client.story(story_id).outlets == ["Coast FM", "Harbour Post"]
    assert {"Coast FM", "Harbour Post"} in [set(group.outlets) for group in client.story_claims(story_id)]
    assert len(list(client.claims(story=story_id, limit=1))) > 2


def test_listings_and_filters_are_understood(client: Client, job: Job) -> None:
    assert [found.id for found in client.stories(q="bridge")]
    assert list(client.documents(q="bridge", outlet="Coast FM", limit=1))
    (tagged,) = client.documents(external_id="coast-1", tag="bridges", from_="2020-01-01")
    assert list(client.documents(story=tagged.story_id, to="2020-01-01")) == []
    assert list(client.stories(outlet="Coast FM", from_="2020-01-01"))
    assert list(client.stories(outlet="Nobody's")) == []
    assert job.id in [found.id for found in client.jobs(state="succeeded", limit=1)]
    (entity, *_) = client.entities(q="Berg", type_="PERSON")
    assert client.entity(entity.id) == entity
    assert list(client.entity_claims(entity.id, as_="source"))
    assert list(client.entity_documents(entity.id))
    hedged = client.claims(q="bridge", kind="indirect", hedged=True, from_="2020-01-01", to="2020-01-02")
    assert list(hedged) == []


def test_events_are_told_to_the_end(client: Client, job: Job) -> None:
    events = list(client.events(job.id))
    assert events[-1].state == "succeeded"
    assert list(client.events(job.id, after=events[-2].id)) == events[-1:]


def test_the_same_idempotency_key_makes_one_job(client: Client) -> None:
    article = Submission(text="Once only")
    first = client.submit(article, idempotency_key="key-1")
    assert client.submit(article, idempotency_key="key-1").id == first.id
    with pytest.raises(ProblemError) as caught:
        client.submit(Submission(text="Another"), idempotency_key="key-1")
    assert caught.value.status == 422


def test_a_batch_tells_good_lines_from_bad_ones(client: Client) -> None:
    batch = client.submit_batch(iter([b'{"text": "One line"}', b"{broken", b'{"text": "Two lines"}']))
    assert [line.line for line in batch.accepted] == [1, 3]
    assert [line.line for line in batch.rejected] == [2]
    assert client.wait_for_batch(batch.id).counts["succeeded"] == 2
    listed = {job.id for job in client.jobs(batch=batch.id, limit=1)}
    assert listed == {line.job_id for line in batch.accepted}


def test_a_failed_job_can_be_retried_and_a_document_deleted(client: Client) -> None:
    failed = client.wait_for(client.submit(Submission(text="CRASH")).id)
    assert failed.state == "failed"
    assert client.retry(failed.id).state in {"queued", "running"}
    done = client.wait_for(client.submit(Submission(text="Soon gone")).id)
    client.delete_document(done.document_id)
    with pytest.raises(NotFoundError):
        client.document(done.document_id)


def test_a_refused_article_names_the_field(client: Client) -> None:
    with pytest.raises(ProblemError, match="text"):
        client.submit(Submission())


def test_the_async_client_speaks_to_it_too(url: str, job: Job) -> None:
    async def talk() -> None:
        async with AsyncClient(ClientSettings(url=url)) as client:
            assert (await client.wait_for(job.id)).state == "succeeded"
            assert [found.id async for found in client.stories(limit=1)]
            batch = await client.submit_batch([Submission(text="From the async side")])
            assert (await client.wait_for_batch(batch.id)).counts["succeeded"] == 1
            assert [event.state async for event in client.events(job.id)][-1] == "succeeded"

    asyncio.run(talk())


COMMANDS = ["stories", "jobs", "entities", "claims bridge", "export"]


@pytest.mark.usefixtures("job")
@pytest.mark.parametrize("command", COMMANDS)
def test_every_reading_command_works(command: str, url: str) -> None:
    result = CliRunner().invoke(app, ["--url", url, *command.split()])
    assert result.exit_code == 0, result.output
    assert result.stdout


def test_submit_waits_and_the_story_is_shown(url: str, job: Job, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"---\noutlet: The Third\n---\n{ARTICLE}")
    run = CliRunner()
    told = run.invoke(app, ["--url", url, "submit", str(tmp_path), "--wait", "--json"])
    assert told.exit_code == 0, told.output
    (one,) = json.loads(told.stdout)
    document = run.invoke(app, ["--url", url, "document", one["job"]["document_id"], "--json"])
    story_id = json.loads(document.stdout)["story_id"]
    shown = run.invoke(app, ["--url", url, "story", story_id])
    assert "The Third" in shown.stdout
    assert "3 outlets" in shown.stdout
