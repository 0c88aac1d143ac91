"""Figures, times and quotations: which can both hold, and which are one."""

from datetime import UTC, date, datetime

import pytest
from claimwire_contracts.types import Bound, DateSpan, Quantity
from claimwire_nlp.matching import dates, numbers, quotations
from hypothesis import given
from hypothesis import strategies as st


def people(value: float, bound: Bound = "exact", unit: str | None = "people") -> Quantity:
    return Quantity(start=0, end=1, text=f"{bound} {value}", value=value, unit=unit, bound=bound)


def days(first: int, last: int) -> DateSpan:
    return DateSpan(start=0, end=1, text="x", from_=date(2026, 3, first), to=date(2026, 3, last))


AGREE = [
    (people(34), people(34)),
    (people(30, "at_least"), people(34)),
    (people(30, "more_than"), people(31)),
    (people(50, "at_most"), people(34)),
    (people(30, "about"), people(32)),
    (people(30, "at_least"), people(20, "at_least")),
    (people(5000), people(5200)),
]
DISAGREE = [
    (people(5), people(20)),
    (people(30, "at_least"), people(20)),
    (people(30, "more_than"), people(30)),
    (people(30, "less_than"), people(30)),
    (people(30, "about"), people(50)),
    (people(300), people(312)),
]
bounds: st.SearchStrategy[Bound] = st.sampled_from(
    ["exact", "at_least", "more_than", "at_most", "less_than", "about"]
)
quantities = st.builds(people, st.floats(0, 1e6), bounds)


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_figures_within_each_others_bounds_can_both_hold(one: Quantity, other: Quantity) -> None:
    assert numbers.dispute([one], [other]) is None


@pytest.mark.parametrize(("one", "other"), DISAGREE)
def test_figures_outside_each_others_bounds_cannot_both_hold(one: Quantity, other: Quantity) -> None:
    dispute = numbers.dispute([one], [other])
    assert dispute is not None
    assert dispute.comparable


@given(quantities, quantities)
def test_figures_agree_in_either_order(one: Quantity, other: Quantity) -> None:
    assert numbers.agree(one, other) == numbers.agree(other, one)


def test_figures_that_count_different_things_do_not_conflict_but_are_not_the_same() -> None:
    dispute = numbers.dispute([people(5)], [people(20, unit="houses")])
    assert dispute is not None
    assert not dispute.comparable


def test_a_figure_that_only_one_claim_has_is_a_detail() -> None:
    assert numbers.dispute([people(5)], [people(5), people(9, unit="children")]) is None


def test_units_are_compared_in_the_singular_and_by_meaning() -> None:
    assert numbers.unit(people(1, unit="kids")) == numbers.unit(people(1, unit="child"))


def test_one_number_in_two_currencies_is_two_sums() -> None:
    euros, kronor = people(240, unit="EUR"), people(240, unit="SEK")
    assert numbers.other_money([euros], [kronor, people(4, unit="day")])
    assert not numbers.other_money([euros], [people(240, unit="EUR"), people(240, unit="people")])


def test_bare_figures_are_those_that_no_quantity_has() -> None:
    assert numbers.bare("kills 12 and two more in 1,000 houses", [people(1, unit="houses")]) == {12, 2, 1000}


def test_times_are_long_ago_where_all_of_them_are() -> None:
    seen = datetime(2026, 12, 1, tzinfo=UTC).timestamp()
    before, lately = days(1, 2), days(1, 2).model_copy(update={"to": date(2026, 11, 30)})
    assert dates.long_ago([before], seen)
    assert not dates.long_ago([before, lately], seen)
    assert not dates.long_ago([], seen)


def test_times_exclude_each_other_where_none_overlap() -> None:
    assert dates.contested([days(2, 2)], [days(3, 3)]) is not None
    assert dates.contested([days(2, 2)], [days(1, 7)]) is None
    assert dates.contested([days(2, 2)], [DateSpan(start=0, end=1, text="soon")]) is None


SPEAKERS = [
    ("Ilse Okafor", "Okafor", True),
    ("President Ilse Okafor", "Ilse Okafor", True),
    ("Bill Harrow", "Hilda Harrow", False),
    ("Ilse Okafor", None, None),
]


@pytest.mark.parametrize(("one", "other", "same"), SPEAKERS)
def test_speakers_are_one_where_one_name_holds_the_other(
    one: str, other: str | None, same: bool | None
) -> None:
    assert quotations.same_speaker(one, other) is same


def test_a_shortened_quotation_is_not_an_altered_one() -> None:
    drift = quotations.compare(
        "we will rebuild every house", "I promise we will rebuild every house in Halden"
    )
    assert drift is not None
    assert drift.detail is None


def test_phrases_that_anybody_may_use_are_no_quotation_in_common() -> None:
    assert quotations.compare("a black day", "a black day") is None


def test_a_changed_figure_turns_a_quotation() -> None:
    drift = quotations.compare("we lost 12 good men in this fire", "we lost 20 good men in this fire")
    assert drift is not None
    assert (drift.turned, drift.detail) == (True, "12 → 20")


def test_a_large_figure_in_common_tells_more_than_a_small_one_and_a_year_nothing() -> None:
    found = [numbers.telling({value}) for value in (1.0, 3.0, 41.0, 4217.0)]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (0.0, 1.0)
    assert numbers.telling({2024.0}) == numbers.telling(set()) == 0.0
