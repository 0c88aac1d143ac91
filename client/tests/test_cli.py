import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace as Wire
from typing import Any

import pytest
from claimwire_client.cli import app
from claimwire_client.settings import ClientSettings
from claimwire_client.testing import FakeGateway, problem, reply, served
from typer.testing import CliRunner

Run = Callable[..., Any]


@pytest.fixture
def run(gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """The command against the fake behind a real socket."""
    monkeypatch.setenv("TERMINAL_WIDTH", "80")
    monkeypatch.setenv("COLUMNS", "80")
    with served(gateway) as url:
        monkeypatch.setenv("CLAIMWIRE_URL", url)
        yield lambda *args, **options: CliRunner().invoke(app, list(args), **options)


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "a.txt"
    path.write_text("The ferry sank.")
    return str(path)


@pytest.fixture
def with_story(gateway: FakeGateway, wire: Wire) -> None:
    second = wire.claim("clm_2", "doc_2", kind="narrated", source=None, hedged=True, hedges=[])
    gateway.on("GET /v1/stories/sto_1", wire.story())
    gateway.on("GET /v1/stories", {"items": [wire.story()]})
    gateway.on("GET /v1/stories/sto_1/claims", {"items": [wire.group()]})
    gateway.on("GET /v1/claims", {"items": [wire.claim(), second]})


def test_submit_tells_the_job_and_the_document(
    run: Run, gateway: FakeGateway, wire: Wire, article: str
) -> None:
    gateway.on("POST /v1/documents", reply(wire.job(state="queued"), 202))
    result = run("submit", article, "--outlet", "Coast FM")
    assert result.exit_code == 0, result.output
    assert result.stdout.split() == ["queued", "job_1", "doc_1", article]
    assert json.loads(gateway.seen[0].content) == {"text": "The ferry sank.", "outlet": "Coast FM"}


def test_submit_and_wait_tells_how_the_jobs_ended(
    run: Run, gateway: FakeGateway, wire: Wire, article: str
) -> None:
    gateway.on("POST /v1/documents", reply(wire.job(state="queued"), 202))
    gateway.on("GET /v1/jobs/job_1", wire.job(state="running"), wire.job())
    result = run("submit", article, "--wait")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("succeeded")


def test_a_failed_job_makes_submit_fail_and_is_named_with_its_reason(
    run: Run, gateway: FakeGateway, wire: Wire, article: str
) -> None:
    failed = wire.job(state="failed", error={"title": "no article", "detail": "no main text found"})
    gateway.on("POST /v1/documents", reply(wire.job(state="queued"), 202))
    gateway.on("GET /v1/jobs/job_1", failed)
    result = run("submit", article, "--wait")
    assert result.exit_code == 1
    assert f"{article}: no article; no main text found" in result.stderr


def test_one_bad_article_does_not_keep_the_others_from_being_posted(
    run: Run, gateway: FakeGateway, wire: Wire, article: str
) -> None:
    gateway.on("POST /v1/documents", problem(422, "invalid", "no words"), reply(wire.job(), 202))
    result = run("submit", "missing.txt", article, article)
    assert result.exit_code == 1
    assert "job_1" in result.stdout
    assert "missing.txt: no such file" in result.stderr
    assert f"{article}: invalid; no words" in result.stderr
    assert "2 of 3 articles failed" in result.stderr


def test_ndjson_becomes_a_batch_whose_refused_lines_are_named(
    run: Run, gateway: FakeGateway, wire: Wire, tmp_path: Path
) -> None:
    path = tmp_path / "a.ndjson"
    path.write_text('{"text": "One."}\n{broken\n')
    accepted = {"line": 1, "job_id": "job_1", "document_id": "doc_1"}
    rejected = {"line": 2, "problem": {"title": "not JSON"}}
    batch = {"id": "bat_1", "created_at": wire.at, "accepted": [accepted], "rejected": [rejected]}
    gateway.on("POST /v1/batches", reply({**batch, "counts": {"queued": 1}}, 202))
    gateway.on("GET /v1/batches/bat_1", {**batch, "counts": {"failed": 1}})
    error = {"title": "not text"}
    failed = "GET /v1/jobs?state=failed&batch=bat_1&limit=100"
    gateway.on(failed, {"items": [wire.job(state="failed", batch_id="bat_1", error=error)]})
    result = run("submit", str(path), "--wait")
    assert result.exit_code == 1
    assert "bat_1  1 failed" in result.stdout
    assert f"{path}:2: not JSON" in result.stderr
    assert f"{path}:1: not text" in result.stderr


def test_submit_as_json_is_one_json_document(
    run: Run, gateway: FakeGateway, wire: Wire, article: str
) -> None:
    gateway.on("POST /v1/documents", reply(wire.job(), 202))
    (one,) = json.loads(run("submit", article, "--json").stdout)
    assert (one["name"], one["job"]["id"], one["error"]) == (article, "job_1", None)


def test_submit_reads_standard_input(run: Run, gateway: FakeGateway, wire: Wire) -> None:
    gateway.on("POST /v1/documents", reply(wire.job(), 202))
    run("submit", "-", "--as", "html", input="<p>The ferry sank.</p>")
    assert json.loads(gateway.seen[0].content) == {"html": "<p>The ferry sank.</p>"}


WRONG = [
    ("submit",),
    ("submit", "-", "--as", "pdf"),
    ("submit", "-", "--published-at", "yesterday"),
    ("submit", "-", "--published-at", "2026-02-03T14:30"),
    ("claims", "--from", "03/04/2026"),
    ("claims", "--to", "2026-02-03T14:30"),
    ("story", "sto_1", "--since", "yesterday"),
    ("export", "--story", "sto_1", "--documents"),
    ("nonsense",),
]


@pytest.mark.parametrize("args", WRONG)
def test_wrong_usage_exits_with_2(args: tuple[str, ...], run: Run, gateway: FakeGateway) -> None:
    assert run(*args).exit_code == 2
    assert gateway.seen == []


def test_no_gateway_exits_with_3_and_names_the_mend() -> None:
    result = CliRunner().invoke(app, ["--url", "http://127.0.0.1:9", "stories"])
    assert result.exit_code == 3
    assert "no answer at http://127.0.0.1:9" in result.stderr
    assert "start one with make up, or set CLAIMWIRE_URL" in result.stderr


@pytest.mark.parametrize("address", ["localhost:8000", "127.0.0.1:8771", "ftp://a", "http://a:b"])
def test_an_address_that_is_none_exits_with_2_and_is_blamed_on_where_it_was_given(address: str) -> None:
    typed = CliRunner().invoke(app, ["--url", address, "stories"])
    set_ = CliRunner().invoke(app, ["stories"], env={"CLAIMWIRE_URL": address})
    assert (typed.exit_code, set_.exit_code) == (2, 2)
    assert f"claimwire: --url: '{address}' is no address: write http://host:port" in typed.stderr
    assert f"claimwire: CLAIMWIRE_URL: '{address}' is no address" in set_.stderr


def test_an_empty_address_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_URL", "")
    assert ClientSettings().url == "http://127.0.0.1:8000"


def test_a_refused_field_is_told_once_and_without_the_phrase_of_the_status(
    run: Run, gateway: FakeGateway, article: str
) -> None:
    errors = [{"field": "/text", "detail": "is empty"}, {"field": "", "detail": "must hold one"}]
    told = {"title": "Unprocessable Entity", "detail": "/text: is empty; the body: must hold one"}
    gateway.on("POST /v1/documents", reply({**told, "status": 422, "errors": errors}, 422))
    lines = run("submit", article).stderr.splitlines()
    assert lines[0] == f"claimwire: {article}: /text: is empty; the body: must hold one"


def test_a_file_of_no_lines_is_a_failure(run: Run, gateway: FakeGateway, tmp_path: Path) -> None:
    path = tmp_path / "empty.ndjson"
    path.write_text("\n")
    result = run("submit", str(path))
    assert result.exit_code == 1
    assert f"{path}: holds no line" in result.stderr
    assert gateway.seen == []


@pytest.mark.parametrize(("number", "more"), [(2, True), (1, False)])
def test_a_list_that_stops_at_its_limit_says_so(
    number: int, more: bool, run: Run, gateway: FakeGateway, wire: Wire
) -> None:
    gateway.on("GET /v1/stories", {"items": [wire.story()] * number})
    assert ("and more: -n 0" in run("stories", "-n", "1").stdout) is more


def test_a_text_in_place_of_a_file_is_told_how_to_analyze_it(run: Run) -> None:
    assert "pipe it, echo ... | claimwire analyze -" in run("analyze", "The ferry sank.").stderr


def test_a_missing_key_names_the_setting(run: Run, gateway: FakeGateway) -> None:
    gateway.on("GET /v1/stories", problem(401, "unauthorized"))
    result = run("stories")
    assert result.exit_code == 1
    assert "CLAIMWIRE_API_KEY" in result.stderr


@pytest.mark.usefixtures("with_story")
@pytest.mark.parametrize("width", ["80", "120"])
def test_a_story_shows_who_reports_what_and_on_whose_word(
    width: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    result = run("story", "sto_1")
    assert result.exit_code == 0, result.output
    assert "2 documents · 2 outlets · 2026-02-03 09:30 to 14:00 UTC" in result.stdout
    assert "single origin · 2 outlets, 1 independent origin" in result.stdout
    assert "The Harbour Post: the mayor (indirect)" in result.stdout
    assert "Coast FM: in the outlet's own voice (hedged: yes)" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= int(width)
    assert "\x1b" not in result.stdout


def test_what_speaks_against_a_group_is_told_with_the_number_it_has_on_the_screen(
    run: Run, gateway: FakeGateway, wire: Wire, with_story: None
) -> None:
    conflict = {"group_id": "grp_2", "kind": "number", "claims": ["clm_1", "clm_2"], "detail": "3 against 5"}
    loss, drift = {"hedged": "clm_2", "flat": "clm_1"}, {"a": "clm_1", "b": "clm_2", "detail": "-soon"}
    update = {"group_id": "grp_2", "detail": "3, later 5"}
    told = {"conflicts": [conflict], "updates": [update], "hedge_loss": [loss], "quote_drift": [drift]}
    other = wire.group("grp_2", outlets=["Coast FM"], documents=["doc_2"], claims=[], origins=[])
    gateway.on("GET /v1/stories/sto_1/claims", {"items": [other, wire.group(**told)]})
    claims = {"shared": ["grp_1"], "disputed": ["grp_1"], "single_origin": ["grp_2"]}
    gateway.on("GET /v1/stories/sto_1", wire.story(claims=claims))
    shown = run("story", "sto_1").stdout
    assert "conflict (number) with claim 2: 3 against 5" in shown
    assert "update, see claim 2: 3, later 5" in shown
    assert "hedge lost: Coast FM hedges it, The Harbour Post says it flat" in shown
    assert "quote differs, The Harbour Post and Coast FM: -soon" in shown
    assert "told by one outlet alone: 1 claim" in shown
    assert "DISPUTED\nnumber: 3 against 5\n  1  The Harbour Post: the mayor (indirect)" in shown


def test_what_an_outlet_posted_twice_is_listed_once(
    run: Run, gateway: FakeGateway, wire: Wire, with_story: None
) -> None:
    copy = {"id": "doc_3", "outlet": "The Harbour Post", "duplicate_of": "doc_1"}
    gateway.on("GET /v1/stories/sto_1", wire.story(documents=[*wire.story()["documents"], copy]))
    origin = {**wire.group()["origins"][0], "claims": ["clm_1", "clm_3", "clm_2"]}
    losses = [{"hedged": "clm_2", "flat": "clm_1"}, {"hedged": "clm_2", "flat": "clm_3"}]
    gateway.on("GET /v1/stories/sto_1/claims", {"items": [wire.group(origins=[origin], hedge_loss=losses)]})
    second = wire.claim("clm_2", "doc_2", kind="narrated", source=None, hedged=True)
    gateway.on("GET /v1/claims", {"items": [wire.claim(), second, wire.claim("clm_3", "doc_3")]})
    shown = run("story", "sto_1").stdout
    assert shown.count("The Harbour Post: the mayor (indirect)") == 1
    assert "The Harbour Post: the mayor (indirect) (also posted again)" in shown
    assert shown.count("hedge lost") == 1


def test_what_is_new_since_a_time_is_told_with_what_changed(
    run: Run, gateway: FakeGateway, wire: Wire, with_story: None
) -> None:
    change = {"group_id": "grp_1", "kind": "corroborated", "at": wire.at, "claims": [], "detail": "Coast FM"}
    view = {"since": wire.at, "claims": {"new": ["grp_2"]}, "changes": [change]}
    later = wire.group("grp_2", text="A lane is shut", outlets=["Coast FM"], claims=[], origins=[])
    gateway.on("GET /v1/stories/sto_1/claims", {"items": [wire.group(), later]})
    gateway.on("GET /v1/stories/sto_1?since=2026-02-03", wire.story(**view))
    shown = run("story", "sto_1", "--since", "2026-02-03").stdout
    assert "NEW SINCE 2026-02-03 09:30 UTC" in shown
    assert "first said since: 1 claim\n  2  Coast FM (origin unknown): A lane is shut" in shown
    assert "2026-02-03 09:30 UTC: now corroborated by Coast FM" in shown


def test_a_story_tells_who_is_quoted_how_outlets_source_and_what_to_chase(
    run: Run, gateway: FakeGateway, wire: Wire, with_story: None
) -> None:
    ids = {"claims": ["clm_1"], "documents": ["doc_1"], "outlets": ["The Harbour Post"]}
    speaker = {"name": "Ana Ruiz", "role": "person", "words": 7, "quoted_words": 3, "share": 0.7, **ids}
    sourcing = {"outlet": "Coast FM", "documents": ["doc_2"], "named": ["clm_1"], "own_voice": ["clm_2"]}
    cited = {"claim_id": "clm_1", "document_id": "doc_1", "outlet": "Coast FM", "text": "an audit"}
    audit = {"name": "audit by the Port Office", "role": "document", "rule": "cited", "cited_by": [cited]}
    view = {"quoted": [speaker], "sourcing": [sourcing], "chase": [audit | {"held": ["doc_9"]}]}
    gateway.on("GET /v1/stories/sto_1", wire.story(**view))
    shown = run("story", "sto_1").stdout
    assert "Ana Ruiz (person)  7, 3 quoted  70%    1       1" in shown
    assert "Coast FM  1      0          0      0        1" in shown
    assert "-  audit by the Port Office (document)\n   cited by Coast FM, clm_1 of doc_1" in shown
    assert "perhaps in the store: doc_9" in shown


def test_no_known_root_is_told_as_an_unknown_origin(
    run: Run, gateway: FakeGateway, wire: Wire, with_story: None
) -> None:
    nobody = {"name": "", "role": "unresolved", "known": False, "claims": ["clm_1"], "documents": ["doc_1"]}
    gateway.on("GET /v1/stories/sto_1/claims", {"items": [wire.group(origins=[nobody])]})
    shown = run("story", "sto_1", "--all").stdout
    assert "single origin · 2 outlets, origin unknown" in shown
    assert "someone not named (origin unknown, adds no independence)" in shown


@pytest.mark.usefixtures("with_story")
@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": "an Israeli source", "role": "anonymous"}, "an Israeli source (anonymous)"),
        ({"via": ["Axios"]}, "the mayor, via Axios (person)"),
        ({"via": ["Axios", "Northwire"]}, "the mayor, via Axios, via Northwire (person)"),
        (
            {"name": "", "known": False, "via": ["Axios"]},
            "someone not named, via Axios (origin unknown, adds no independence)",
        ),
    ],
)
def test_an_origin_is_shown_with_whom_its_words_came_through(
    fields: dict[str, Any], told: str, run: Run, gateway: FakeGateway, wire: Wire
) -> None:
    origin = {**wire.group()["origins"][0], **fields}
    gateway.on("GET /v1/stories/sto_1/claims", {"items": [wire.group(origins=[origin])]})
    assert f"   {told}\n" in run("story", "sto_1").stdout


def test_a_group_in_a_line_is_shown_with_whom_its_origin_came_through(
    run: Run, gateway: FakeGateway, wire: Wire, with_story: None
) -> None:
    origin = {**wire.group()["origins"][0], "via": ["Axios"]}
    gateway.on("GET /v1/stories/sto_1/claims", {"items": [wire.group(origins=[origin])]})
    shown = run("story", "sto_1").stdout
    assert "1  2 outlets (the mayor, via Axios): The bridge reopened on Monday" in shown


@pytest.mark.usefixtures("with_story")
def test_what_is_piped_has_whole_lines_and_no_blanks_at_their_ends(
    run: Run, gateway: FakeGateway, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS")
    long = "The bridge over the harbour reopened on Monday " * 4
    gateway.on("GET /v1/stories/sto_1/claims", {"items": [wire.group(text=long.strip())]})
    lines = run("story", "sto_1").stdout.splitlines()
    assert f"   {long.strip()}" in lines
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.usefixtures("with_story")
def test_text_in_brackets_is_not_taken_for_markup(run: Run, gateway: FakeGateway, wire: Wire) -> None:
    gateway.on("GET /v1/stories", {"items": [wire.story(title="[bold]Bridge[/] reopens :smile:")]})
    assert "[bold]Bridge[/] reopens :smile:" in run("stories").stdout


@pytest.mark.parametrize(("command", "noun"), [("stories", "story"), ("claims", "claim"), ("jobs", "job")])
def test_a_listing_as_json_is_an_array(
    command: str, noun: str, run: Run, gateway: FakeGateway, wire: Wire
) -> None:
    item = getattr(wire, noun)()
    gateway.on(f"GET /v1/{command}", {"items": [item]})
    assert [shown["id"] for shown in json.loads(run(command, "--json").stdout)] == [item["id"]]


def test_claims_pass_their_filters_on(run: Run, gateway: FakeGateway) -> None:
    gateway.on("GET /v1/claims", {"items": []})
    run("claims", "ferry sank", "--hedged", "--from", "2026-02-01", "--to", "2026-02-03", "-n", "5")
    assert dict(gateway.seen[0].url.params) == {
        "q": "ferry sank",
        "hedged": "true",
        "from": "2026-02-01",
        "to": "2026-02-03",
        "limit": "6",
    }


def test_claims_name_the_outlet(run: Run, gateway: FakeGateway, wire: Wire) -> None:
    gateway.on("GET /v1/claims", {"items": [wire.claim()]})
    gateway.on("GET /v1/documents/doc_1", wire.document())
    shown = run("claims").stdout
    assert "The bridge reopened on Monday" in shown
    assert "The Harbour Post · 2026-02-03 09:30 UTC" in shown


def test_a_document_shows_its_text_and_what_was_removed(run: Run, gateway: FakeGateway, wire: Wire) -> None:
    removed = [{"text": "Copyright 2026", "reason": "copyright line"}]
    gateway.on("GET /v1/documents/doc_1", wire.document(removed=removed))
    shown = run("document", "doc_1").stdout
    assert "The bridge reopened on Monday, the mayor said." in shown
    assert "copyright line: Copyright 2026" in shown


def test_a_failed_job_shows_why(run: Run, gateway: FakeGateway, wire: Wire) -> None:
    gateway.on(
        "GET /v1/jobs/job_1", wire.job(state="failed", error={"title": "quarantined", "detail": "3 attempts"})
    )
    assert "quarantined; 3 attempts" in run("jobs", "job_1").stdout


@pytest.fixture
def with_documents(gateway: FakeGateway, wire: Wire) -> None:
    gateway.on("GET /v1/documents", {"items": [wire.document()]})
    gateway.on("GET /v1/documents/doc_1/claims", {"items": [wire.claim()]})
    gateway.on("GET /v1/documents/doc_1/entities", {"items": []})


@pytest.mark.usefixtures("with_documents")
def test_export_writes_one_document_a_line_with_what_was_found_in_it(run: Run) -> None:
    (line,) = run("export").stdout.splitlines()
    exported = json.loads(line)
    assert exported["id"] == "doc_1"
    assert exported["entities"] == []
    assert exported["claims"][0]["id"] == "clm_1"


@pytest.mark.usefixtures("with_documents")
def test_an_export_that_broke_off_does_not_look_whole(run: Run, gateway: FakeGateway, tmp_path: Path) -> None:
    out = tmp_path / "out.ndjson"
    gateway.on("GET /v1/documents/doc_1/claims", problem(500, "broken"))
    assert run("export", "-o", str(out)).exit_code == 1
    assert not out.exists()


@pytest.mark.usefixtures("with_documents")
def test_export_to_a_file_leaves_standard_output_empty(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.ndjson"
    assert run("export", "-o", str(out)).stdout == ""
    assert json.loads(out.read_text())["id"] == "doc_1"


ANALYSIS = {
    "entities": [
        {"name": "Ana Ruiz", "type": "PERSON", "mentions": [{"start": 0, "end": 8, "text": "Ana Ruiz"}]}
    ],
    "claims": [
        {
            "kind": "indirect",
            "source": {"text": "Ana Ruiz", "spans": [{"start": 0, "end": 8}], "role": "person", "entity": 0},
            "content": {"text": "the port is open", "spans": [{"start": 14, "end": 30}]},
            "confidence": 0.9,
        }
    ],
    "pipeline_version": "1",
}


def test_analyze_prints_who_says_what_and_posts_nothing(
    run: Run, gateway: FakeGateway, tmp_path: Path
) -> None:
    gateway.on("POST /v1/analyze", ANALYSIS)
    path = tmp_path / "note"
    path.write_text("---\ntitle: Port open\noutlet: Coast FM\n---\nAna Ruiz said the port is open.")
    shown = run("analyze", str(path), "--published-at", "2026-02-03").stdout
    assert "the port is open\n  Ana Ruiz (indirect)" in shown
    assert "Ana Ruiz  PERSON  1" in shown
    assert json.loads(gateway.seen[0].content) == {
        "text": "Ana Ruiz said the port is open.",
        "title": "Port open",
        "published_at": "2026-02-03T00:00:00Z",
    }


def test_analyze_reads_standard_input_and_prints_json(run: Run, gateway: FakeGateway) -> None:
    gateway.on("POST /v1/analyze", ANALYSIS)
    found = json.loads(run("analyze", "-", "--json", input="Ana Ruiz said the port is open.").stdout)
    assert found["claims"][0]["source"]["entity"] == 0


@pytest.mark.parametrize(("name", "code"), [("page.html", 2), ("two.json", 2), ("folder", 2), ("none", 1)])
def test_analyze_takes_one_text_alone(
    name: str, code: int, run: Run, gateway: FakeGateway, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text("<p>The ferry sank.</p>")
    (tmp_path / "two.json").write_text('[{"text": "One."}, {"text": "Two."}]')
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "page.html").write_text("<p>The ferry sank.</p>")
    assert run("analyze", str(tmp_path / name)).exit_code == code
    assert gateway.seen == []


def test_ready_names_what_is_missing(run: Run, gateway: FakeGateway) -> None:
    gateway.on("GET /readyz", problem(503, "not ready", "no nlp worker is alive"))
    result = run("ready")
    assert result.exit_code == 1
    assert "no nlp worker is alive" in result.stderr
    assert len(gateway.seen) == 1


def test_ready_lists_every_part(run: Run, gateway: FakeGateway) -> None:
    gateway.on("GET /readyz", {"status": "ready", "parts": {"postgresql": "ok", "nlp": "ok (2 alive)"}})
    assert "nlp         ok (2 alive)" in run("ready").stdout
    assert json.loads(run("ready", "--json").stdout)["parts"]["nlp"] == "ok (2 alive)"
