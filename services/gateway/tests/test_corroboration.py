"""Origins, status and alerts of a claim group: pure."""

from datetime import UTC, datetime, timedelta

import pytest
from claimwire_contracts.messages import ClaimVerdict
from claimwire_contracts.types import ClaimGroup, Origin
from claimwire_gateway.chains import GroupedClaim
from claimwire_gateway.corroboration import groups

EIGHT = datetime(2026, 3, 1, 8, tzinfo=UTC)


def root(key: str | None, role: str = "person") -> Origin:
    return Origin(key=key, name=key or "unknown", role=role, rule="told")


def claim(number: int, origin: Origin | None, group: str = "g", **fields: object) -> GroupedClaim:
    given = {
        "id": f"c{number}",
        "group_id": group,
        "document_id": f"d{number}",
        "outlet": f"outlet {number}",
        "original_id": None,
        "seen_at": EIGHT + timedelta(hours=number),
        "text": f"words {number}",
        "hedged": False,
        "origin": origin,
        "narrated": origin is not None and origin.key in {"outlet:1", "outlet:2", "o3"},
    }
    return GroupedClaim(**given | fields)


def only(claims: list[GroupedClaim], *verdicts: ClaimVerdict) -> ClaimGroup:
    [group] = groups(claims, verdicts)
    return group


AGENCY = root("agency", "organization")
VOICE_1, VOICE_2 = root("outlet:1", "outlet"), root("outlet:2", "outlet")
TIP_1, TIP_2 = root("anonymous:1", "anonymous"), root("anonymous:2", "anonymous")


@pytest.mark.parametrize(
    ("claims", "independent", "status"),
    [
        ([claim(1, AGENCY), claim(2, AGENCY), claim(3, AGENCY)], 1, "single_origin"),
        ([claim(1, AGENCY), claim(2, root("minister"))], 2, "corroborated"),
        ([claim(1, AGENCY), claim(2, root(None)), claim(3, None)], 1, "single_origin"),
        ([claim(1, root(None)), claim(2, None)], 1, "single_origin"),
        ([claim(1, VOICE_1), claim(2, VOICE_2)], 2, "corroborated"),
        ([claim(1, VOICE_1), claim(2, VOICE_2, original_id="d1")], 1, "single_origin"),
        ([claim(1, TIP_1), claim(2, TIP_2, original_id="d1")], 1, "single_origin"),
        (
            [claim(2, VOICE_2, original_id="d9"), claim(3, root("o3", "outlet"), original_id="d9")],
            1,
            "single_origin",
        ),
        ([claim(1, VOICE_1), claim(2, root("minister"), original_id="d1")], 2, "corroborated"),
    ],
)
def test_known_roots_are_counted_once(claims: list[GroupedClaim], independent: int, status: str) -> None:
    group = only(claims)
    assert (group.independent_origins, group.status) == (independent, status)


def test_an_origin_lists_the_documents_that_rest_on_it() -> None:
    group = only([claim(1, AGENCY), claim(2, root(None)), claim(3, AGENCY)])
    assert [(each.name, each.known, each.documents) for each in group.origins] == [
        ("agency", True, ["d1", "d3"]),
        ("unknown", False, ["d2"]),
    ]


def test_a_group_speaks_in_an_originals_words() -> None:
    group = only([claim(1, VOICE_1, original_id="d2"), claim(2, VOICE_2), claim(3, AGENCY)])
    assert group.text == "Words 2"
    assert group.outlets == ["outlet 2", "outlet 3", "outlet 1"]


def test_a_conflict_shows_on_both_groups_and_outranks_corroboration() -> None:
    claims = [claim(1, AGENCY), claim(2, VOICE_2), claim(3, root("minister"), group="h")]
    verdict = ClaimVerdict(
        a="c1", b="c3", relation="conflict", conflict="number", score=0.9, rule="r", detail="5 / 20"
    )
    first, second = groups(claims, [verdict])
    assert (first.status, second.status) == ("conflicting", "conflicting")
    assert (first.conflicts[0].group_id, first.conflicts[0].claims) == ("h", ("c1", "c3"))
    assert (second.conflicts[0].group_id, second.conflicts[0].claims) == ("g", ("c3", "c1"))


def test_an_update_is_no_conflict() -> None:
    claims = [claim(1, AGENCY), claim(2, AGENCY, group="h")]
    verdict = ClaimVerdict(a="c1", b="c2", relation="update", score=0.9, rule="r", detail="3, later 5")
    first, second = groups(claims, [verdict])
    assert (first.status, second.status) == ("single_origin", "single_origin")
    assert (first.updates[0].group_id, second.updates[0].group_id) == ("h", "g")


MINISTER, UNION = root("minister"), root("union")
CHANGED: dict[str, tuple[str, list[GroupedClaim], str]] = {
    "an answer hours later": (
        "polarity",
        [claim(1, MINISTER), claim(5, UNION, "h"), claim(6, MINISTER)],
        "update",
    ),
    "a figure hours later": ("number", [claim(1, AGENCY), claim(5, AGENCY, "h")], "update"),
    "the old figure is told when the new one was out": (
        "number",
        [claim(1, AGENCY), claim(5, UNION, "h"), claim(6, AGENCY)],
        "conflict",
    ),
    "the new figure is told with the old one": (
        "number",
        [claim(1, AGENCY), claim(5, AGENCY, "h"), claim(6, AGENCY, document_id="d5")],
        "update",
    ),
}


@pytest.mark.parametrize("case", CHANGED)
def test_what_replaces_an_earlier_claim_is_an_update_and_what_stands_beside_it_a_conflict(case: str) -> None:
    kind, claims, expected = CHANGED[case]
    one = next(each.id for each in claims if each.group_id == "g")
    other = next(each.id for each in claims if each.group_id == "h")
    verdict = ClaimVerdict.model_validate(
        {"a": one, "b": other, "relation": "update", "conflict": kind, "score": 0.9, "rule": "r"}
    )
    for group in groups(claims, [verdict]):
        found = {"update": group.updates, "conflict": group.conflicts}
        assert [name for name, told in found.items() if told] == [expected]


def test_hedge_loss_needs_two_documents() -> None:
    lost = only([claim(1, AGENCY, hedged=True, doubted=True), claim(2, AGENCY)])
    assert [(each.hedged, each.flat) for each in lost.hedge_loss] == [("c1", "c2")]
    alone = only([claim(1, AGENCY, hedged=True, doubted=True), claim(2, AGENCY, document_id="d1")])
    assert alone.hedge_loss == []


def test_a_quotation_that_drifted_is_told() -> None:
    verdict = ClaimVerdict(a="c1", b="c2", relation="same", score=0.9, rule="r", drift="“very” is missing")
    group = only([claim(1, AGENCY), claim(2, AGENCY)], verdict)
    assert [(each.a, each.b, each.detail) for each in group.quote_drift] == [
        ("c1", "c2", "“very” is missing")
    ]


def test_one_body_is_one_origin_and_shown_as_the_best_known() -> None:
    cited = root("name:coast wire", "organization")
    voice = claim(2, root("name:coast wire", "outlet"), narrated=True)
    [origin] = only([claim(1, cited), voice]).origins
    assert (origin.role, origin.documents) == ("outlet", ["d1", "d2"])


def test_a_cited_outlet_whose_own_report_is_in_the_group_is_followed_to_its_source() -> None:
    report = claim(1, TIP_1, outlet="The Coast Wire")
    group = only([report, claim(2, root("name:coast wire", "outlet")), claim(3, root(None))])
    assert (group.independent_origins, group.origins[0].documents) == (1, ["d1", "d2"])
    assert group.origins[0].rule == "told; as the cited outlet's own report has it"


def test_a_cited_outlet_whose_report_says_nothing_of_the_kind_stays_the_root() -> None:
    elsewhere = claim(1, TIP_1, group="h", outlet="Coast Wire")
    first, second = groups([elsewhere, claim(2, root("name:coast wire", "outlet"))], [])
    assert {each.name for group in (first, second) for each in group.origins} == {
        "anonymous:1",
        "name:coast wire",
    }


def test_outlets_that_cite_each_other_end() -> None:
    circle = [
        claim(1, root("name:coast wire", "outlet"), outlet="Harbour Post"),
        claim(2, root("name:harbour post", "outlet"), outlet="Coast Wire"),
    ]
    assert only(circle).independent_origins in {1, 2}


def test_a_chain_of_two_outlets_ends_in_the_first_ones_source() -> None:
    chain = [
        claim(1, root("name:coast guard", "organization"), outlet="Coast Wire"),
        claim(2, root("name:coast wire", "outlet"), outlet="Harbour Post"),
        claim(3, root("name:harbour post", "outlet"), outlet="Daily Wire"),
    ]
    assert [each.name for each in only(chain).origins] == ["name:coast guard"]


WHOLE, SURNAME = root("name:ilse okafor"), root("name:okafor")


def test_a_surname_is_the_person_in_the_story_who_bears_it() -> None:
    group = only([claim(1, SURNAME), claim(2, WHOLE)])
    assert [(each.name, each.documents) for each in group.origins] == [("name:ilse okafor", ["d1", "d2"])]


def test_a_surname_that_two_in_the_story_bear_is_an_unknown_root() -> None:
    brother = claim(3, root("name:jonas okafor"), group="h")
    group = groups([claim(1, SURNAME), claim(2, WHOLE), brother], [])[0]
    assert [(each.name, each.known) for each in group.origins] == [
        ("name:ilse okafor", True),
        ("name:okafor", False),
    ]
