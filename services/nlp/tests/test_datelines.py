"""Datelines are no part of what an article asserts."""

import pytest
from reading import claims


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("KITWE, Zambia, April 14 (CPA) – Seven miners died on Tuesday.", "Seven miners died on Tuesday"),
        ("DURBAN - Dock workers stopped work on Monday.", "Dock workers stopped work on Monday"),
        ("SAN PEDRO, May 2 (EFE) -- The dam burst on Sunday.", "The dam burst on Sunday"),
    ],
)
def test_a_claim_begins_after_the_dateline(line: str, told: str) -> None:
    assert _first(line) == told


def test_a_name_in_capitals_is_no_dateline() -> None:
    line = "BBC reporters left the town on Monday - on foot."
    assert _first(line).startswith("BBC reporters left")


def _first(line: str) -> str:
    return claims(f"News of the day\n\n{line}")[0].content.text
