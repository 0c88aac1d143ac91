"""Sentences that assert several things are several claims, where that is safe."""

from itertools import pairwise

import pytest
from reading import claims, read

PARTED = [
    (
        "The minister landed in Corva on Friday and is scheduled to meet Reza.",
        ["The minister landed in Corva on Friday", "The minister … is scheduled to meet Reza"],
    ),
    (
        "Rescuers found the ferry, but the crew had apparently drowned.",
        ["Rescuers found the ferry", "the crew had apparently drowned"],
    ),
    (
        "Three people died and 14 were injured after a ferry sank off Corva.",
        ["Three people died", "14 were injured after a ferry sank off Corva"],
    ),
    (
        "The magnitude remains 6.9; the depth is 12 kilometres.",
        ["The magnitude remains 6.9", "the depth is 12 kilometres"],
    ),
    (
        "The university employs 1,140 lecturers and has some 34,000 students.",
        ["The university employs 1,140 lecturers", "The university … has some 34,000 students"],
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


REPORTED = [
    (
        "The agency said that two drivers were missing and that 25 people had been treated for smoke.",
        ["that two drivers were missing", "that 25 people had been treated for smoke"],
    ),
    (
        "“The car had no lights on. It was going at sixty at least,” the driver said.",
        ["“The car had no lights on", "It was going at sixty at least,”"],
    ),
    ("The agency said that two drivers were missing.", []),
    ("“The car had no lights on, none at all,” the driver said.", []),
]


@pytest.mark.parametrize(("text", "contents"), REPORTED)
def test_words_that_assert_several_things_stay_one_claim_with_parts(text: str, contents: list[str]) -> None:
    (claim,) = claims(text)
    assert [part.content.text for part in claim.parts] == contents
    assert claim.origin
    assert all(part.source == claim.source for part in claim.parts)
    assert {part.origin and part.origin.key for part in claim.parts} <= {claim.origin.key}


def test_what_is_stored_of_a_claim_are_its_parts_or_itself() -> None:
    parted, whole = (read(text) for text, _ in (REPORTED[0], REPORTED[2]))
    assert parted.asserted == parted.claims[0].parts
    assert whole.asserted == whole.claims


def test_the_pieces_of_a_part_are_in_order_and_apart() -> None:
    (claim,) = claims(
        "Lind said that Norvik closed the plant in May and sold the land in June and the workers protested."
    )
    for part in claim.parts:
        spans = part.content.spans
        assert all(one.end <= other.start for one, other in pairwise(spans))


WHOLE = [
    "The gang not only stole the car but also burned it.",
    "If the rain stops, the dam will hold and the town will be safe.",
    "The gang reportedly met the driver in Corva and paid him.",
    "The road was opened in June and closed again.",
    "The firm builds and sells ferries.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_sentence_stays_whole_where_something_in_it_may_hold_for_all_of_it(text: str) -> None:
    assert [claim.content.text for claim in claims(text)] == [text.rstrip(".")]
