"""Datelines are no part of what an article asserts."""

import pytest
from reading import claims


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("KITWE, Zambia, April 14 (CPA) – Seven miners died on Tuesday.", "Seven miners died on Tuesday"),
        ("DURBAN - Dock workers stopped work on Monday.", "Dock workers stopped work on Monday"),
        ("SAN PEDRO, May 2 (EFE) -- The dam burst on Sunday.", "The dam burst on Sunday"),
        ("HANOVER, Feb 6 (NWD) - Six people died, police said on Friday.", "Six people died"),
    ],
)
def test_a_claim_begins_after_the_dateline(line: str, told: str) -> None:
    assert _first(line) == told


@pytest.mark.parametrize(
    "line",
    [
        "NASA - the American space agency - launched a probe on Monday.",
        "UNICEF – the United Nations children's fund – closed its office on Monday.",
        "BBC reporters left the town on Monday - Germans and Poles with them.",
        "The port was shut on Monday.  OPEC - Vienna's cartel - cut its output on Tuesday.",
    ],
)
def test_a_name_in_capitals_is_no_dateline(line: str) -> None:
    assert any(claim.content.text.startswith(("NASA", "UNICEF", "BBC", "OPEC")) for claim in claims(line))


def _first(line: str) -> str:
    return claims(f"News of the day\n\n{line}")[0].content.text
