"""The scores of reading across articles: partitions, coreference, and marks against claims."""

import sys
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
import assignment
import clusters
import coreference
import marks
import tables

LABELS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12)


def chains(text: str) -> list[coreference.Chain]:
    return [frozenset(chain) for chain in text.split()]


# Precision and recall as the reference scorers' test cases give them.
REFERENCE = [
    ("a bc def", "a bc def", {"muc": (1, 1), "bcubed": (1, 1), "ceafe": (1, 1), "lea": (1, 1)}),
    ("a bc def", "a de", {"muc": (1, 1 / 3), "bcubed": (1, 7 / 18), "ceafe": (0.9, 0.6), "lea": (1, 1 / 3)}),
    ("a bc def", "a bcx defy z", {"muc": (3 / 5, 1), "bcubed": (55 / 108, 1), "lea": (4 / 9, 1)}),
    ("a bc def", "a bcx defy z", {"ceafe": (0.66429, 0.88571)}),
    ("a bc def", "a bcx dy z", {"muc": (1 / 3, 1 / 3), "bcubed": (17 / 42, 5 / 9), "lea": (2 / 7, 1 / 2)}),
    ("a bc def", "a bcx dy z", {"ceafe": (0.55, 0.73333)}),
    ("a bc def", "a bcxB dy z", {"muc": (1 / 4, 1 / 3), "bcubed": (5 / 16, 5 / 9), "lea": (5 / 24, 1 / 2)}),
    ("a bc def", "a bcxB dy z", {"ceafe": (0.51667, 0.68889)}),
    ("a bc def", "a b c d e f", {"muc": (0, 0), "bcubed": (1, 1 / 2), "lea": (1 / 6, 1 / 6)}),
    ("a bc def", "abcdef", {"muc": (3 / 5, 1), "bcubed": (7 / 18, 1), "lea": (4 / 15, 5 / 6)}),
    ("a bc def", "axycdez", {"muc": (1 / 6, 1 / 3), "bcubed": (6 / 49, 17 / 36), "lea": (1 / 21, 1 / 6)}),
    ("12345 67 89ABC", "12345 6789ABC", {"muc": (9 / 10, 1), "bcubed": (16 / 21, 1), "lea": (26 / 36, 1)}),
    ("12345 67 89ABC", "1234589ABC 67", {"muc": (9 / 10, 1), "bcubed": (7 / 12, 1), "lea": (58 / 108, 1)}),
    ("BCDEGHJ", "ABC DEF GHI", {"muc": (1 / 2, 1 / 2), "lea": (1 / 3, 1 / 7)}),
    ("ABC DEFG", "AB CD FGH", {"muc": (1 / 2, 2 / 5), "lea": (3 / 7, 5 / 21)}),
    ("a b c d e f", "a b c x y z", {"muc": (0, 0), "bcubed": (1 / 2, 1 / 2), "lea": (1 / 2, 1 / 2)}),
]


@pytest.mark.parametrize(("key", "response", "wanted"), REFERENCE)
def test_coreference_is_scored_as_the_reference_scorers_score_it(
    key: str, response: str, wanted: dict[str, tuple[float, float]]
) -> None:
    for name, figures in wanted.items():
        found = getattr(coreference, name)(chains(key), chains(response))
        assert (found.precision, found.recall) == pytest.approx(figures, abs=1e-5), name


@given(arrays(np.float64, array_shapes(min_dims=2, max_dims=2, max_side=5), elements=st.floats(0, 1)))
def test_no_other_assignment_is_worth_more(worth: NDArray[np.float64]) -> None:
    narrow = worth if len(worth) <= worth.shape[1] else worth.T
    every = permutations(range(narrow.shape[1]), len(narrow))
    best = max(sum(narrow[row, column] for row, column in enumerate(one)) for one in every)
    assert assignment.most(worth) == pytest.approx(best)


def test_the_conll_score_is_the_mean_of_three() -> None:
    assert coreference.conll(chains("a bc def"), chains("a de")) == pytest.approx((0.5 + 0.56 + 0.72) / 3)


def test_a_partition_is_as_pure_as_its_clusters_and_as_whole_as_the_gold_ones() -> None:
    gold = {"a": 1, "b": 1, "c": 2, "d": 2}
    joined = clusters.bcubed(gold, dict.fromkeys(gold, "one"))
    assert joined == clusters.Figures(0.5, 1.0)
    assert clusters.bcubed(gold, {item: item for item in gold}) == clusters.Figures(1.0, 0.5)


@given(LABELS)
def test_turning_gold_and_found_around_turns_precision_and_recall_around(
    labels: list[tuple[int, int]],
) -> None:
    gold = {number: one for number, (one, _) in enumerate(labels)}
    found = {number: one for number, (_, one) in enumerate(labels)}
    there, back = clusters.bcubed(gold, found), clusters.bcubed(found, gold)
    assert (there.precision, there.recall) == pytest.approx((back.recall, back.precision))
    assert clusters.nmi(gold, found) == pytest.approx(clusters.nmi(found, gold), abs=1e-9)
    assert clusters.nmi(gold, gold) == pytest.approx(1.0)


def test_mutual_information_is_none_where_the_parts_tell_nothing_of_each_other() -> None:
    gold = dict(zip("abcd", [1, 1, 2, 2], strict=True))
    assert clusters.nmi(gold, dict(zip("abcd", [1, 2, 1, 2], strict=True))) == pytest.approx(0.0)
    assert clusters.nmi(gold, dict(zip("abcd", "wxyz", strict=True))) == pytest.approx(2 / 3)


MARK = frozenset({1, 2, 3, 4})


@pytest.mark.parametrize(
    ("claims", "wanted"),
    [
        ({"same": {1, 2, 3, 4}, "half": {3, 4, 5, 6}}, "same"),
        ({"longer": set(range(1, 20)), "elsewhere": {8, 9}}, "longer"),
        ({"part": {1}, "elsewhere": {8, 9}}, None),
        ({"longer": set(range(1, 20)), "near": {1, 2, 3, 9}}, "near"),
        ({}, None),
    ],
)
def test_a_mark_is_asserted_by_the_claim_nearest_to_it_or_else_by_one_that_says_more(
    claims: dict[str, set[int]], wanted: str | None
) -> None:
    assert marks.claim_for(MARK, {id_: frozenset(held) for id_, held in claims.items()}) == wanted


def test_marks_are_carried_over_to_a_text_that_lacks_its_title() -> None:
    gold, stored = (
        marks.tokens("Mill shuts\n\nThe mill shuts in May."),
        marks.tokens("The mill shuts in May."),
    )
    there = marks.carried(gold, stored)
    assert [there[number] for number in sorted(marks.positions([[16, 26]], gold))] == [1, 2]


def test_a_report_keeps_the_sections_that_were_not_measured_anew() -> None:
    report = "# Report\n\nWords.\n\n## One\n\n1\n\n## Two\n\n2\n"
    assert tables.renewed(report, "## Two\n\n22\n\n## Three\n\n3\n") == (
        "# Report\n\nWords.\n\n## One\n\n1\n\n## Two\n\n22\n\n## Three\n\n3\n"
    )
    assert tables.renewed(report, report) == report
