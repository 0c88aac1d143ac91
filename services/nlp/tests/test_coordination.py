"""Sentences that assert several things are several claims, where that is safe."""

import pytest
from reading import claims

PARTED = [
    (
        "The minister landed in Corva on Friday and is scheduled to meet Reza.",
        ["The minister landed in Corva on Friday", "The minister … is scheduled to meet Reza"],
    ),
    (
        "Rescuers found the ferry, but the crew had apparently drowned.",
        ["Rescuers found the ferry", "the crew had apparently drowned"],
    ),
]


@pytest.mark.parametrize(("text", "contents"), PARTED)
def test_joined_clauses_are_claims_of_their_own_with_the_subject_they_share(
    text: str, contents: list[str]
) -> None:
    assert sorted(claim.content.text for claim in claims(text)) == sorted(contents)


def test_a_hedge_of_one_clause_leaves_the_other_flat() -> None:
    found = {claim.content.text: claim.hedged for claim in claims(PARTED[1][0])}
    assert found == {"Rescuers found the ferry": False, "the crew had apparently drowned": True}


WHOLE = [
    "If the rain stops, the dam will hold and the town will be safe.",
    "The gang reportedly met the driver in Corva and paid him.",
    "Three people died and 14 were injured after a ferry sank off Corva.",
    "The road was opened in June and closed again.",
    "The firm builds and sells ferries.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_sentence_stays_whole_where_something_in_it_may_hold_for_all_of_it(text: str) -> None:
    assert [claim.content.text for claim in claims(text)] == [text.rstrip(".")]
