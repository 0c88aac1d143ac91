"""The command: JSON lines in, JSON lines out, in their order."""

import json
import subprocess
import sys

import pytest
from claimwire_nlp.lines import BadLine, Line, parse

DOCUMENTS = [
    {"id": "a", "text": "Ola Nord said it rained in Norway.", "published_at": "2026-03-13T09:00:00Z"},
    {"id": "b", "text": ""},
    {"id": "c", "text": "Rain fell on the town.", "title": "Rain"},
]


def command(*args: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "claimwire_nlp", *args],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        encoding="utf-8",
    )


def test_each_line_gives_its_entities_and_claims_in_the_order_read() -> None:
    done = command("annotate", given="".join(json.dumps(document) + "\n" for document in DOCUMENTS))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer["id"] for answer in answers] == ["a", "b", "c"]
    assert set(answers[0]) == {"id", "entities", "claims"}
    assert [entity["name"] for entity in answers[0]["entities"]] == ["Ola Nord", "Norway"]
    assert set(answers[0]["entities"][0]) == {"name", "type", "aliases", "roles", "mentions"}
    assert answers[0]["claims"][0]["source"]["entity"] == 0
    assert answers[0]["claims"][0]["content"]["spans"] == [{"start": 14, "end": 33}]


def test_a_bad_line_is_named_and_the_others_are_still_done() -> None:
    good = json.dumps(DOCUMENTS[0])
    done = command(
        "annotate", given=f'{good}\nnot json\n{{"id": "x"}}\n{{"id": "y", "text": "\\ud800"}}\n{good}\n'
    )
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", "a"]
    told = done.stderr.splitlines()
    assert [line.split(":")[0] for line in told] == ["line 2", "line 3", "line 4"]


def test_a_day_is_its_midnight_in_utc() -> None:
    line = parse(1, '{"id": "a", "text": "b", "published_at": "2026-03-04"}')
    assert isinstance(line, Line)
    assert line.published_at is not None
    assert line.published_at.isoformat() == "2026-03-04T00:00:00+00:00"


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("2026-03-04T09:00:00", "published_at: has no offset: add Z"),
        ("04/03/2026", "published_at: is no time: write 2026-03-04T09:00:00Z, or the day alone"),
        ("yesterday", "published_at: is no time: write 2026-03-04T09:00:00Z, or the day alone"),
    ],
)
def test_a_time_that_is_none_is_told_with_the_mend(written: str, mend: str) -> None:
    bad = parse(1, json.dumps({"id": "a", "text": "b", "published_at": written}))
    assert isinstance(bad, BadLine)
    assert mend in bad.reason


def test_a_model_that_is_not_there_is_told_without_a_traceback() -> None:
    done = command("annotate", "--model", "no_such_model")
    assert done.returncode == 2
    assert "no_such_model" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_tells_what_a_line_holds() -> None:
    assert "published_at" in command("annotate", "--help").stdout
