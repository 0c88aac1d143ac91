"""How a claim asserts: hedged or flat, affirmed or negated, of how many and of when."""

from datetime import date

import pytest
from reading import claims, printed, read

HEDGED = [
    ("The factory reportedly closed in the spring.", ["reportedly"]),
    ("The factory could close in the spring.", ["could"]),
    ("The factory appears to have closed.", ["appears"]),
    ("It is believed that the factory has closed.", ["is believed"]),
    ("Two men allegedly broke into the factory.", ["allegedly"]),
    ("Two clerks reportedly said the factory had closed.", ["reportedly"]),
    ("Corvane Steel reportedly plans to close its steelworks.", ["reportedly"]),
    ("The minister did not rule out a second closure.", ["did not rule out"]),
    ("The minister ruled out a second closure.", []),
    ("The factory closed in May.", []),
    ("The minister appeared in court.", []),
]


@pytest.mark.parametrize(("text", "hedges"), HEDGED)
def test_a_claim_carries_the_words_that_hedge_it(text: str, hedges: list[str]) -> None:
    (claim,) = claims(text)
    assert [hedge.text for hedge in claim.hedges] == hedges
    assert claim.hedged is bool(hedges)


OWN_WORDS = [
    ("Holm is expected to meet the king.", "Holm is expected to meet the king", True),
    ("Talks are believed to have stalled.", "Talks are believed to have stalled", True),
    ("The envoy is scheduled to land in Oslo.", "The envoy is scheduled to land in Oslo", False),
    ("More ships are also expected to sail.", "More ships are also expected to sail", True),
    ("It appears the mine has closed.", "It appears the mine has closed", True),
]


@pytest.mark.parametrize(("text", "content", "hedged"), OWN_WORDS)
def test_what_nobody_is_named_for_is_narrated_as_it_was_written(
    text: str, content: str, *, hedged: bool
) -> None:
    (claim,) = claims(text)
    assert (claim.kind, claim.source, claim.content.text) == ("narrated", None, content)
    assert claim.hedged is hedged


def test_a_passive_of_report_keeps_its_unknown_source_and_its_subject() -> None:
    (claim,) = claims("The mine is said to be empty.")
    assert claim.source is not None
    assert (claim.source.role, claim.content.text) == ("unresolved", "The mine is said to be empty")


POLARITIES = [
    ("The factory has closed for good.", "affirmed"),
    ("The factory has not closed for good.", "negated"),
    ("Nobody was hurt in the fire.", "negated"),
    ("No workers were hurt in the fire.", "negated"),
    ("The company failed to meet its target.", "negated"),
    ("Rosa Blum denied that the factory had closed.", "negated"),
    ("Rosa Blum said the factory had closed.", "affirmed"),
    ("Rosa Blum denied that any warning had been ignored.", "negated"),
    ("Rosa Blum did not deny that the factory had closed.", "affirmed"),
    ("Rosa Blum ruled out a second closure.", "negated"),
    ("Rosa Blum did not rule out a second closure.", "affirmed"),
    ("Rosa Blum refused to rule out a second closure.", "affirmed"),
    ("Rosa Blum does not think that the factory will close.", "negated"),
]


@pytest.mark.parametrize(("text", "polarity"), POLARITIES)
def test_polarity_is_that_of_the_main_clause_and_of_its_cue(text: str, polarity: str) -> None:
    assert [claim.polarity for claim in claims(text)] == [polarity]


@pytest.mark.parametrize(
    "text", ["Rosa Blum never said the factory had closed.", "Rosa Blum did not say the factory had closed."]
)
def test_what_was_never_said_is_no_claim(text: str) -> None:
    assert claims(text) == []


RUMOURED = [
    ("Corvane Steel reportedly plans to close its steelworks.", "reportedly"),
    ("Corvane Steel is reportedly planning to close its steelworks.", "reportedly"),
    ("The company allegedly intends to close its steelworks.", "allegedly"),
]


@pytest.mark.parametrize(("text", "hedge"), RUMOURED)
def test_a_rumoured_plan_is_narrated_whole_and_is_nobodys_statement(text: str, hedge: str) -> None:
    (claim,) = printed(text, "Harbour Gazette")
    assert (claim.kind, claim.source, claim.content.text) == ("narrated", None, text.rstrip("."))
    assert ([word.text for word in claim.hedges], claim.origin.rule) == ([hedge], "outlet's own voice")


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("Corvane Steel plans to close its steelworks.", "Harbour Gazette"),
        ("Corvane Steel said it plans to close its steelworks.", "Corvane Steel"),
        ("Corvane Steel plans to close its steelworks, Reuters reported.", "Reuters"),
    ],
)
def test_a_plan_has_its_root_in_who_tells_of_it(text: str, origin: str) -> None:
    (claim,) = printed(text, "Harbour Gazette")
    assert claim.origin.name == origin


QUANTITIES = [
    ("At least 12 people were hurt.", [(12, "people", "at_least")]),
    ("About forty houses burned down.", [(40, "house", "about")]),
    ("As many as 300 homes lost power.", [(300, "home", "at_most")]),
    ("More than two dozen flights were cancelled.", [(24, "flight", "more_than")]),
    ("The bridge cost $1.3 million.", [(1.3e6, "USD", "exact")]),
    ("Sales fell by nearly 4.5 percent.", [(4.5, "%", "about")]),
    ("Prices rose 7% in a year.", [(7, "%", "exact")]),
    ("Some 1,200 soldiers were sent north.", [(1200, "soldier", "about")]),
    ("The firm paid €2bn for the mine.", [(2e9, "EUR", "exact")]),
    ("Half a million voters stayed at home.", [(5e5, "voter", "exact")]),
    ("Twenty-one miners were rescued.", [(21, "miner", "exact")]),
    ("Fewer than 50 copies were printed.", [(50, "copy", "less_than")]),
    ("The storm in the valley injured 14.", [(14, "people", "exact")]),
    ("The fire left 11 dead and 20 wounded.", [(11, "people", "exact"), (20, "people", "exact")]),
    (
        "The roof fell in, killing at least three people and injuring 14.",
        [(3, "people", "at_least"), (14, "people", "exact")],
    ),
    ("The toll rises to seven.", [(7, "people", "exact")]),
    ("The number of people killed has risen to seven.", [(7, "people", "exact")]),
    ("Seven people were killed and 19 injured.", [(7, "people", "exact"), (19, "people", "exact")]),
    ("The town bought a $70-million bridge.", [(7e7, "USD", "exact")]),
    ("The town paid 90 million dollars for it.", [(9e7, "USD", "exact")]),
    ("Prices rose 4 per cent in a year.", [(4, "%", "exact")]),
    ("The town was founded in 1897.", []),
    ("The train left at 7:30 p.m. on 4 May.", []),
]


@pytest.mark.parametrize(("text", "expected"), QUANTITIES)
def test_a_quantity_has_its_value_its_unit_and_its_bound(
    text: str, expected: list[tuple[float, str, str]]
) -> None:
    (claim,) = claims(text)
    assert [(q.value, q.unit, q.bound) for q in claim.quantities] == expected


DATES = [
    ("The dam broke on Friday.", "Friday", date(2026, 3, 13), date(2026, 3, 13)),
    ("The dam broke on Wednesday.", "Wednesday", date(2026, 3, 11), date(2026, 3, 11)),
    ("The dam broke last Friday.", "last Friday", date(2026, 3, 6), date(2026, 3, 6)),
    ("The court will rule on Tuesday.", "Tuesday", date(2026, 3, 17), date(2026, 3, 17)),
    ("The court will rule next Monday.", "next Monday", date(2026, 3, 16), date(2026, 3, 16)),
    ("Rosa Blum promised to visit on Monday.", "Monday", date(2026, 3, 16), date(2026, 3, 16)),
    ("The dam broke yesterday.", "yesterday", date(2026, 3, 12), date(2026, 3, 12)),
    ("The dam broke overnight.", "overnight", date(2026, 3, 12), date(2026, 3, 13)),
    ("The dam broke earlier this week.", "earlier this week", date(2026, 3, 9), date(2026, 3, 13)),
    ("The dam broke last month.", "last month", date(2026, 2, 1), date(2026, 2, 28)),
    ("The dam broke two days ago.", "two days ago", date(2026, 3, 11), date(2026, 3, 11)),
    ("The dam broke on Jan. 16.", "Jan. 16", date(2026, 1, 16), date(2026, 1, 16)),
    ("The dam broke on 30 November.", "30 November", date(2025, 11, 30), date(2025, 11, 30)),
    ("The dam broke on May 3, 2021.", "May 3, 2021", date(2021, 5, 3), date(2021, 5, 3)),
    ("The dam broke in 2019.", "2019", date(2019, 1, 1), date(2019, 12, 31)),
    ("The dam broke in March 2020.", "March 2020", date(2020, 3, 1), date(2020, 3, 31)),
    ("The dam broke in recent days.", "in recent days", None, None),
]


@pytest.mark.parametrize(("text", "words", "first", "last"), DATES)
def test_a_date_is_resolved_against_the_day_of_publication(
    text: str, words: str, first: date | None, last: date | None
) -> None:
    (claim,) = claims(text)
    assert [(d.text, d.from_, d.to) for d in claim.dates] == [(words, first, last)]


def test_without_a_day_of_publication_only_dates_that_name_their_year_are_resolved() -> None:
    (claim,) = read("The dam broke on Friday, as it did in 1987.", published_at=None).claims
    assert [(d.text, d.from_) for d in claim.dates] == [("Friday", None), ("1987", date(1987, 1, 1))]


NO_CLAIMS = [
    "Why did the dam break?",
    "DAM BREAKS ABOVE VALLEY TOWN",
    "Subscribe to our newsletter for more stories like this one.",
    "© 2026 The Valley Echo. All rights reserved.",
    "Flood in the valley",
    "Read more about the dam on our site.",
    "",
    " \n \n",
]


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_questions_headings_and_furniture_assert_nothing(text: str) -> None:
    assert claims(text) == []


def test_a_claim_names_the_entities_that_it_is_about() -> None:
    annotation = read("Greta Holm said the bridge between Denmark and Sweden had closed.")
    (claim,) = annotation.claims
    assert [annotation.entities[index].name for index in claim.entities] == ["Denmark", "Sweden"]
