"""The sets that the matcher is trained on: their form, and that nothing of what measures it is in them."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SETS = sorted((ROOT / "services/nlp/training/matcher/sets").glob("*.txt"))
NUMBERED = [path for path in SETS if path.name[0].isdigit()]
TEST_EVENTS = [
    story.parent
    for story in sorted((ROOT / "benchmarks/gold/events").glob("*/story.json"))
    if json.loads(story.read_text(encoding="utf-8"))["split"] == "test"
]
LONGEST_SHARED = 6
"""Words in a row that two texts may share by chance."""


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of one word more than may be shared."""
    words = re.findall(r"\w+", text.casefold())
    size = LONGEST_SHARED + 1
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def article(path: Path) -> set[tuple[str, ...]]:
    """The runs of an article, its tags taken away."""
    return runs(re.sub(r"</?g\d+>", "", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "path", [path for path in SETS if path.name[0].isdigit()], ids=lambda path: path.name
)
def test_every_set_has_two_claims_that_say_the_same_and_only_known_letters(path: Path) -> None:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("# ")]
        assert all(re.match(r"[=ondpw] \S", line) for line in lines), lines
        assert not lines or sum(line.startswith("= ") for line in lines) > 1, lines


def test_no_claim_of_the_sets_stands_in_a_test_event_that_measures_the_matcher() -> None:
    told = {run for event in TEST_EVENTS for path in event.glob("*.txt") for run in article(path)}
    claims = (line for path in SETS for line in path.read_text(encoding="utf-8").splitlines())
    assert [claim for claim in claims if runs(claim) & told] == []
