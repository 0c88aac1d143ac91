import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from claimwire_local import child, leftovers
from claimwire_local.errors import InUse
from claimwire_local.running import Running


@pytest.fixture
def sleeper(tmp_path: Path) -> Iterator[Running]:
    log = tmp_path / "sleeper.log"
    process = child.spawn([sys.executable, "-c", "import time; time.sleep(60)"], log)
    with Running(name="sleeper", process=process, log=log) as running:
        yield running


def rewrite(folder: Path, name: str, **fields: object) -> None:
    path = folder / "running.json"
    noted = json.loads(path.read_text())
    noted[name] |= fields
    path.write_text(json.dumps(noted))


def test_a_folder_whose_run_is_not_over_is_in_use(tmp_path: Path, sleeper: Running) -> None:
    leftovers.note(tmp_path, [sleeper])
    with pytest.raises(InUse, match=f"pid {os.getpid()}"):
        leftovers.end(tmp_path)
    assert sleeper.alive


def test_what_a_dead_run_left_behind_is_ended(tmp_path: Path, sleeper: Running) -> None:
    leftovers.note(tmp_path, [sleeper])
    rewrite(tmp_path, "claimwire", started="before")
    assert leftovers.end(tmp_path) == ["sleeper"]
    assert child.until(lambda: not sleeper.alive, 5)


def test_a_process_that_took_over_a_noted_pid_is_left_alone(tmp_path: Path, sleeper: Running) -> None:
    leftovers.note(tmp_path, [sleeper])
    rewrite(tmp_path, "claimwire", started="before")
    rewrite(tmp_path, "sleeper", started="before")
    assert leftovers.end(tmp_path) == []
    assert sleeper.alive


@pytest.mark.parametrize("note", ["", "[]", '{"nlp-1": 3}', "{"])
def test_a_broken_note_ends_nothing(tmp_path: Path, note: str) -> None:
    (tmp_path / "running.json").write_text(note)
    assert leftovers.end(tmp_path) == []
