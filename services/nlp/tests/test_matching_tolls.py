"""How many a sentence says were killed, hurt or are missing."""

import pytest
from claimwire_nlp.matching.tolls import compare, tolls_of
from claimwire_nlp.pipeline import load
from stored import stored

TOLLS = [
    ("A ferry capsized off Corva, killing at least three people and injuring 14.",
     [("killed", 3, "at_least"), ("hurt", 14, "exact")]),
    ("At least three people have died and 14 have been injured.",
     [("killed", 3, "at_least"), ("hurt", 14, "exact")]),
    ("The number of people killed when the ferry sank off Corva has risen to seven.",
     [("killed", 7, "exact")]),
    ("The coast guard has put the number of dead at seven.", [("killed", 7, "exact")]),
    ("The death toll rose from 12 to 15.", [("killed", 15, "exact")]),
    ("The earthquake claimed 200 lives.", [("killed", 200, "exact")]),
    ("Some 30 people are still missing.", [("missing", 30, "about")]),
    ("Police said 5 officers were wounded.", [("hurt officer", 5, "exact")]),
    ("12 passengers were killed, including three children.", [("killed passenger", 12, "exact")]),
    ("The opposition called for a resignation after the ferry went down with the loss of seven lives.", []),
    ("Parliament met a year after the fire that killed 12 people.", []),
    ("Protesters marched after police killed two people on Monday.", []),
    ("Another two people were killed.", []),
    ("No-one was injured in the fire.", []),
    ("He was killed 3 days later.", []),
    ("23 people were being treated for injuries.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "tolls"), TOLLS)
def test_a_toll_is_read_in_whatever_words_it_is_told(
    sentence: str, tolls: list[tuple[str, float, str]]
) -> None:
    doc = load()(sentence)
    assert [(toll.unit, toll.value, toll.bound) for toll in tolls_of([doc[:]])] == tolls


def test_tolls_that_count_nothing_in_common_are_not_compared() -> None:
    doc = load()("Seven people were killed.")
    other = load()("Nine people were injured.")
    assert compare(tolls_of([doc[:]]), tolls_of([other[:]])) is None


def test_a_toll_lies_where_it_is_read() -> None:
    text = "A ferry sank off Corva on Monday, killing at least three people, police said."
    (claim,) = [claim for claim in stored("a", text).claims if claim.profile.tolls]
    (toll,) = claim.profile.tolls
    assert (text[toll.start : toll.end], toll.text) == ("at least three", "at least three killed")
