"""What the matcher makes of claims: laws that hold whatever its weights, and cases that it must know."""

import numpy as np
import pytest
from claimwire_nlp.matching import meaning
from claimwire_nlp.matching.meaning import Wording
from claimwire_nlp.reading.scores import log_softmax
from hypothesis import given, settings
from hypothesis import strategies as st

texts = st.text(max_size=200)
wordings = st.builds(Wording, texts, texts, st.sampled_from([words for _, words in meaning.LATER]))


@given(wordings, wordings)
@settings(max_examples=30, deadline=None)
def test_two_claims_relate_alike_in_either_order(a: Wording, b: Wording) -> None:
    assert meaning.relation(a, b) == meaning.relation(b, a)


@given(wordings, wordings)
@settings(max_examples=30, deadline=None)
def test_the_chances_of_all_relations_add_up_to_one(a: Wording, b: Wording) -> None:
    assert sum(meaning.relation(a, b)) == pytest.approx(1, abs=1e-5)


@given(texts)
@settings(max_examples=30, deadline=None)
def test_a_claim_is_as_near_to_itself_as_can_be(text: str) -> None:
    assert meaning.nearness(meaning.vector(text), meaning.vector(text)) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("packed", ["", "AAAA"])
def test_a_claim_whose_vector_is_not_known_is_near_to_nothing(packed: str) -> None:
    assert meaning.nearness(packed, meaning.vector("The harbour was closed on Monday.")) == 0


def test_all_nearnesses_at_once_are_those_of_the_pairs() -> None:
    these = [meaning.vector("The harbour was closed."), meaning.vector("Nobody was hurt.")]
    those = [meaning.vector("The port has been shut."), ""]
    found = meaning.nearnesses(these, those)
    for row, one in zip(found, these, strict=True):
        assert list(row) == pytest.approx([meaning.nearness(one, other) for other in those], abs=1e-5)


def test_quotation_marks_and_an_opening_that_change_nothing() -> None:
    assert meaning.single("\u201cthat the harbour was closed,\u201d") == meaning.single(
        "the harbour was closed"
    )


def test_what_says_the_same_is_nearer_than_what_does_not() -> None:
    claim = meaning.vector("The hospital has not paid a ransom.")
    other_words = meaning.vector("not a cent had gone to the attackers")
    other_matter = meaning.vector("The hospital has 640 beds.")
    assert meaning.nearness(claim, other_words) > meaning.nearness(claim, other_matter)


@given(st.lists(st.floats(-200, 200, width=32), min_size=7, max_size=7))
def test_an_update_is_one_of_the_things_that_set_apart_if_time_is_left_out(scores: list[float]) -> None:
    judged = log_softmax(np.array(scores, np.float32))
    found, updated = meaning.as_of_one_time(judged)
    assert np.exp(found).sum() == pytest.approx(1, abs=1e-3)
    assert 0 <= updated <= 1
    assert found[: meaning.APART.start] == pytest.approx(judged[: meaning.APART.start])
    apart = np.exp(found[meaning.APART]).sum()
    assert apart * updated == pytest.approx(np.exp(judged[meaning.UPDATE]), abs=1e-3)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (-20.0, ""),
        (0.0, ""),
        (0.05, ""),
        (0.1, "soon after"),
        (2.0, "soon after"),
        (9.0, "hours later"),
        (30.0, "a day later"),
        (100.0, "days later"),
    ],
)
def test_how_much_later_it_is_told_in_words(hours: float, words: str) -> None:
    assert meaning.later(hours) == words
