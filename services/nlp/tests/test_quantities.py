"""Quantities: how many of what, and how they are bounded."""

import pytest
from reading import claims

QUANTITIES = [
    ("Dozens of villagers fled to the hills.", [(12, "villager", "at_least")]),
    ("Tens of thousands of fans filled the square.", [(10_000, "fan", "at_least")]),
    ("Between 5 and 7 sailors drowned.", [(5, "sailor", "at_least"), (7, "sailor", "at_most")]),
    ("The tax rose from 19% to 21%.", [(19, "%", "exact"), (21, "%", "exact")]),
    ("Lind will spend €30m on new trams.", [(3e7, "EUR", "exact")]),
    ("The fine may not exceed $4bn.", [(4e9, "USD", "at_most")]),
    ("The fine was 500 euros or more.", [(500, "EUR", "at_least")]),
    ("The deal was worth 12 billion naira.", [(12e9, "NGN", "exact")]),
    ("Half of the seats went to newcomers.", [(0.5, "seat", "exact")]),
    ("Two-thirds of voters stayed at home.", [(2 / 3, "voter", "exact")]),
    ("Less than a quarter of pupils passed.", [(0.25, "pupil", "less_than")]),
    ("The lake holds 8 million cubic metres.", [(8e6, "cubic metre", "exact")]),
    ("The bank cut its rate by 25 basis points.", [(25, "basis point", "exact")]),
    ("A 30-mile stretch of road was closed.", [(30, "mile", "exact")]),
    ("Rents in the town have doubled.", [(2, "times", "exact")]),
    ("The bond was paid over ten years.", [(10, "year", "exact")]),
    ("A 19-year-old woman was rescued.", []),
    ("The truck left the road near Route 66.", []),
]


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_a_quantity_has_its_value_its_unit_and_its_bound(
    text: str, expected: list[tuple[float, str, str]]
) -> None:
    found = [(q.value, q.unit, q.bound) for claim in claims(text) for q in claim.quantities]
    assert found == [(pytest.approx(value), unit, bound) for value, unit, bound in expected]
