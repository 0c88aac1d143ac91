"""Time expressions and the days they name, read on Friday 13 March 2026."""

from datetime import date

import pytest
from reading import claims

DATES = [
    ("The court is due to rule on Monday.", "2026-03-16", "2026-03-16"),
    ("The trial resumes on Tuesday.", "2026-03-17", "2026-03-17"),
    ("The mine must be sealed by Monday.", "2026-03-13", "2026-03-16"),
    ("The road will stay shut until Thursday.", "2026-03-13", "2026-03-19"),
    ("The road has been shut since Monday.", "2026-03-09", "2026-03-13"),
    ("The strike shut the port from Monday to Wednesday.", "2026-03-09", "2026-03-11"),
    ("Lind led the bank between 2014 and 2018.", "2014-01-01", "2018-12-31"),
    ("The fair was held from 28 December to 3 January.", "2025-12-28", "2026-01-03"),
    ("The fair was held on 3-5 February.", "2026-02-03", "2026-02-05"),
    ("The firm wants to sell the mine by the end of the year.", "2026-03-13", "2026-12-31"),
    ("The mine was sold in the first quarter of 2024.", "2024-01-01", "2024-03-31"),
    ("Sales fell in the fourth quarter.", "2025-10-01", "2025-12-31"),
    ("Sales fell in the second half of 2023.", "2023-07-01", "2023-12-31"),
    ("The mine was sold last summer.", "2025-06-01", "2025-08-31"),
    ("The mine was sold in the winter of 2020.", "2020-12-01", "2021-02-28"),
    ("The mine was sold in early February.", "2026-02-01", "2026-02-10"),
    ("The mine was sold in late 2024.", "2024-09-01", "2024-12-31"),
    ("The mine was dug in the 1920s.", "1920-01-01", "1929-12-31"),
    ("The church was built in the 12th century.", "1101-01-01", "1200-12-31"),
    ("The mine was sold on Christmas Eve.", "2025-12-24", "2025-12-24"),
    ("The shops will open on Easter Monday.", "2026-04-06", "2026-04-06"),
    ("The shops will open on Thanksgiving.", "2026-11-26", "2026-11-26"),
    ("The herd has grown in the last five years.", "2021-03-13", "2026-03-13"),
    ("The mine will open in two years.", "2028-01-01", "2028-12-31"),
    ("The firm must pay within 10 days.", "2026-03-13", "2026-03-23"),
    ("The dam broke on the 9th.", "2026-03-09", "2026-03-09"),
    ("The dam broke on Monday, 2 March.", "2026-03-02", "2026-03-02"),
    ("The dam broke on 14/02/2026.", "2026-02-14", "2026-02-14"),
    ("The dam broke the day before yesterday.", "2026-03-11", "2026-03-11"),
    ("The dam will break over the weekend.", "2026-03-14", "2026-03-15"),
    ("The dam broke over the weekend.", "2026-03-07", "2026-03-08"),
]


@pytest.mark.parametrize(("text", "first", "last"), DATES)
def test_a_time_names_its_days_as_the_tense_of_its_clause_asks(text: str, first: str, last: str) -> None:
    (claim,) = claims(text)
    found = [(found.from_, found.to) for found in claim.dates]
    assert found == [(date.fromisoformat(first), date.fromisoformat(last))]


@pytest.mark.parametrize(
    "text",
    [
        "The ruling came three days later.",
        "The dam broke days ago.",
        "The dam will open in the coming months.",
    ],
)
def test_what_hangs_on_another_day_or_on_none_has_no_days(text: str) -> None:
    assert [(found.from_, found.to) for claim in claims(text) for found in claim.dates] == [(None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr May read the report.",
        "The shelter has room for 2,019 people.",
        "The editor of the Sunday Times left.",
        "He was jailed for nine years.",
    ],
)
def test_names_counts_and_durations_are_no_dates(text: str) -> None:
    assert [found for claim in claims(text) for found in claim.dates] == []


def test_each_clause_has_a_tense_of_its_own() -> None:
    found = claims("The court sat on Wednesday and will hear Lind on Tuesday.")
    days = sorted(day.from_ for claim in found for day in claim.dates if day.from_)
    assert days == [date(2026, 3, 11), date(2026, 3, 17)]
