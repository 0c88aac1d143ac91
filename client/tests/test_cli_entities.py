"""`claimwire entities`, `entity`, `merge`, `split` and `undo` against the fake gateway."""

import json
from collections.abc import Callable, Iterator
from types import SimpleNamespace as Wire
from typing import Any

import pytest
from claimwire_client.cli import app
from claimwire_client.testing import FakeGateway, problem, served
from typer.testing import CliRunner

Run = Callable[..., Any]

ENTITY = {
    "id": "ent_1", "name": "Ilse Marn", "type": "PERSON", "aliases": ["Marn"], "roles": ["harbour master"],
    "documents": 1, "mentions": 3,
}  # fmt: skip
AT = "2026-03-04T09:30:00Z"
VERDICT = {
    "id": "dec_1", "kind": "part", "entity": "ent_2", "other": "ent_1", "entity_name": "Marn",
    "other_name": "Ilse Marn", "score": 0.9, "rule": "a surname, in one story",
    "detail": "Marn / Ilse Marn", "at": AT,
}  # fmt: skip
MERGE = {
    "id": "dec_2", "kind": "merge", "entity": "ent_2", "other": "ent_1", "entity_name": "I. Marn",
    "other_name": "Ilse Marn", "rule": "by hand", "by": "key:desk", "reason": "same desk", "at": AT,
}  # fmt: skip


@pytest.fixture
def run(gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """The command against the fake behind a real socket."""
    monkeypatch.setenv("TERMINAL_WIDTH", "120")
    monkeypatch.setenv("COLUMNS", "120")
    with served(gateway) as url:
        monkeypatch.setenv("CLAIMWIRE_URL", url)
        yield lambda *args: CliRunner().invoke(app, list(args))


@pytest.fixture
def with_entity(gateway: FakeGateway, wire: Wire) -> None:
    gateway.on("GET /v1/entities", {"items": [ENTITY]})
    gateway.on("GET /v1/entities/ent_1", ENTITY)
    gateway.on("GET /v1/entities/ent_1/documents", {"items": [wire.document()]})
    gateway.on("GET /v1/entities/ent_1/claims", {"items": [wire.claim()]})
    gateway.on("GET /v1/entities/ent_1/decisions", {"items": [MERGE, VERDICT]})


@pytest.mark.usefixtures("with_entity")
def test_entities_are_listed_with_their_other_names(run: Run, gateway: FakeGateway) -> None:
    result = run("entities", "marn", "--type", "PERSON")
    assert result.exit_code == 0, result.output
    assert "Ilse Marn" in result.stdout
    assert " Marn " in result.stdout
    assert dict(gateway.seen[0].url.params) == {"q": "marn", "type": "PERSON", "limit": "21"}


@pytest.mark.usefixtures("with_entity")
def test_an_entity_is_shown_with_its_roles_articles_and_claims(run: Run) -> None:
    shown = run("entity", "ent_1").stdout
    for told in ("Ilse Marn", "also called: Marn", "roles: harbour master", "The Harbour Post", "clm_1"):
        assert told in shown
    assert "dec_1" not in shown


@pytest.mark.usefixtures("with_entity")
def test_why_tells_every_verdict_with_its_rule_and_id(run: Run) -> None:
    shown = run("entity", "ent_1", "--why").stdout
    for told in ("a surname, in one story", "0.90", "dec_1", "by key:desk", "same desk", "dec_2"):
        assert told in shown
    found = json.loads(run("entity", "ent_1", "--why", "--json").stdout)
    assert [decision["id"] for decision in found["decisions"]] == ["dec_2", "dec_1"]


def test_merge_sends_both_ids_and_the_reason(run: Run, gateway: FakeGateway) -> None:
    gateway.on("POST /v1/entities/ent_2/merge", MERGE)
    result = run("merge", "ent_2", "ent_1", "--reason", "same desk")
    assert result.exit_code == 0, result.output
    assert "dec_2" in result.stdout
    assert json.loads(gateway.seen[0].content) == {"into": "ent_1", "reason": "same desk"}


def test_split_sends_the_documents_and_tells_the_new_entity(run: Run, gateway: FakeGateway) -> None:
    gateway.on("POST /v1/entities/ent_1/split", {**MERGE, "kind": "split", "entity": "ent_9"})
    result = run("split", "ent_1", "doc_1", "doc_2")
    assert "ent_9" in result.stdout
    assert json.loads(gateway.seen[0].content) == {"documents": ["doc_1", "doc_2"]}


def test_undo_tells_that_it_was_undone(run: Run, gateway: FakeGateway) -> None:
    gateway.on("POST /v1/decisions/dec_2/undo", {**MERGE, "undone_at": AT, "in_effect": False})
    result = run("undo", "dec_2")
    assert "undone 2026-03-04 09:30 UTC" in result.stdout
    assert json.loads(run("undo", "dec_2", "--json").stdout)["undone_at"] == AT


@pytest.mark.parametrize("command", [("merge", "a", "b"), ("split", "a", "d"), ("undo", "dec")])
def test_a_refusal_is_told_and_ends_with_1(run: Run, gateway: FakeGateway, command: tuple[str, ...]) -> None:
    refusal = problem(409, "Conflict", "they are one entity already")
    for path in ("entities/a/merge", "entities/a/split", "decisions/dec/undo"):
        gateway.on(f"POST /v1/{path}", refusal)
    result = run(*command)
    assert result.exit_code == 1
    assert "they are one entity already" in result.stderr


@pytest.mark.parametrize("command", ["entity", "merge", "split", "undo"])
def test_every_command_explains_itself(run: Run, command: str) -> None:
    assert "Usage" in run(command, "--help").stdout
    assert run(command).exit_code == 2
