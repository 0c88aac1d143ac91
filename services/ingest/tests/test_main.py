import json
import os
import subprocess
import sys

import pytest
from claimwire_ingest.__main__ import prepared_lines
from claimwire_ingest.settings import Settings

LEAD = "The evening ferry was halted on Tuesday after it struck a fishing boat in fog, the coast guard said."


def test_lines_are_prepared_in_the_order_read_and_keep_their_ids() -> None:
    lines = [
        json.dumps({"id": 1, "text": LEAD}),
        "",
        json.dumps({"id": 2, "html": ""}),
        "no json",
        "[]",
        json.dumps({"text": 5}),
        json.dumps({"url": "http://127.0.0.1/"}),
    ]
    answers = list(prepared_lines(lines, Settings()))
    assert [answer.get("outcome", "error") for answer in answers] == [
        "prepared",
        "not_text",
        "error",
        "error",
        "error",
        "fetch_failed",
    ]
    assert (answers[0]["id"], answers[0]["text"]) == (1, LEAD)
    assert "lease" not in answers[0]


def test_prepare_reads_standard_input_and_writes_standard_output() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "claimwire_ingest", "prepare"],
        input=json.dumps({"text": LEAD + " – Ærø"}),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert json.loads(run.stdout)["text"].endswith("Ærø")


@pytest.mark.parametrize("command", [[], ["worker"], ["health"], ["prepare"]])
def test_every_command_explains_itself(command: list[str]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "claimwire_ingest", *command, "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "usage" in run.stdout


@pytest.mark.parametrize(
    ("name", "value"), [("FETCH_ALLOW", "inside"), ("LOG_LEVEL", "loud"), ("REDIS_URL", "localhost")]
)
def test_a_wrong_setting_is_named_and_not_as_a_traceback(name: str, value: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "claimwire_ingest", "health"],
        env={**os.environ, f"CLAIMWIRE_{name}": value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr
    assert all(line.startswith(f"CLAIMWIRE_{name}: ") for line in run.stderr.splitlines())


def test_a_log_level_may_be_written_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_LOG_LEVEL", "debug")
    assert Settings().log_level == "DEBUG"


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWIRE_FETCH_ALLOW", "10.1.0.0/16, fd00::/8")
    monkeypatch.setenv("CLAIMWIRE_FETCH_PORTS", "80,8000")
    settings = Settings()
    assert [str(network) for network in settings.fetch_allow] == ["10.1.0.0/16", "fd00::/8"]
    assert settings.fetch_ports == (80, 8000)
