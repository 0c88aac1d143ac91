"""Which roots of a group are one, whoever tells it: pure."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from claimwire_contracts.types import ClaimGroup, Link, Origin, Role
from claimwire_gateway.chains import GroupedClaim
from claimwire_gateway.corroboration import groups
from hypothesis import given
from hypothesis import strategies as st

EIGHT = datetime(2026, 3, 1, 8, tzinfo=UTC)


def origin(name: str, role: Role = "person", **fields: object) -> Origin:
    key = f"name:{name.casefold()}"
    return Origin.model_validate({"key": key, "name": name, "role": role, "rule": "told"} | fields)


def voice(outlet: str, *beside: str) -> Origin:
    return origin(outlet, "outlet", rule="outlet's own voice", beside=[f"name:{name}" for name in beside])


def unnamed(name: str, outlet: str, **fields: object) -> Origin:
    return origin(name, "anonymous", key=f"anonymous:one@{outlet.casefold()}", **fields)


def told(number: int, outlet: str, root: Origin, **fields: object) -> GroupedClaim:
    given = {
        "id": f"c{number}",
        "group_id": "g",
        "document_id": f"d{number}",
        "outlet": outlet,
        "original_id": None,
        "seen_at": EIGHT + timedelta(hours=number),
        "text": f"words {number}",
        "hedged": False,
        "origin": root,
        "narrated": root.rule == "outlet's own voice",
    }
    return GroupedClaim(**given | fields)


def only(*claims: GroupedClaim) -> ClaimGroup:
    [group] = groups(claims, [])
    return group


LEDGER = [Link(key="name:ledger", name="Ledger")]
COUNTED = [
    ("a spokesman and his institution", 1, "speaks for harbour police", [
        ("Post", origin("Orla Vance", behalf="name:harbour police")),
        ("Echo", origin("Harbour Police", "organization"))]),
    ("two who speak for one institution", 1, "speaks for harbour police", [
        ("Post", origin("Orla Vance", behalf="name:harbour police")),
        ("Echo", origin("Petr Aldous", behalf="name:harbour police"))]),
    ("who speaks for the company, and the only one", 1, "speaks for a body of such a name, and only one", [
        ("Post", origin("Orla Vance", behalf="name:company")),
        ("Echo", origin("Corvane Steel", "organization"))]),
    ("who speaks for a body of another name, and a body", 2, "told", [
        ("Post", origin("Orla Vance", behalf="name:harbour police")),
        ("Echo", origin("Corvane Steel", "organization"))]),
    ("who speaks for one of two bodies that bear such a name", 3, "told", [
        ("Post", origin("Orla Vance", behalf="name:company")),
        ("Echo", origin("Corvane Steel", "organization")),
        ("Gazette", origin("Norvik Mining", "organization"))]),
    ("who speaks for a body with a word of the only one's name", 1, "speaks for a body of such a name", [
        ("Post", origin("Orla Vance", behalf="name:city water department")),
        ("Echo", origin("Department of Water", "organization"))]),
    ("two named people", 2, "told", [("Post", origin("Orla Vance")), ("Echo", origin("Petr Aldous"))]),
    ("unnamed sources alike", 1, "described alike", [
        ("Post", unnamed("two people familiar with the talks", "Post")),
        ("Echo", unnamed("people familiar with the talks", "Echo"))]),
    ("unnamed sources unlike", 2, "told", [
        ("Post", unnamed("a Danish diplomat", "Post")), ("Echo", unnamed("a dock worker", "Echo"))]),
    ("an unnamed source of a body and the body", 1, "an unnamed source of that body", [
        ("Post", unnamed("a Harbour Police officer", "Post")),
        ("Echo", origin("Harbour Police", "organization"))]),
    ("somebody who once was of a body and the body", 2, "told", [
        ("Post", unnamed("a former Harbour Police officer", "Post")),
        ("Echo", origin("Harbour Police", "organization"))]),
    ("a worker of a body and the body", 2, "told", [
        ("Post", unnamed("a worker at Harbour Works", "Post")),
        ("Echo", origin("Harbour Works", "organization"))]),
    ("a spokeswoman of she is not told what, and the one body that says the same", 1,
     "speaks for a body that is not told", [
        ("Post", origin("Orla Vance", offices=["spokeswoman"])),
        ("Echo", origin("Harbour Works", "organization"))]),
    ("a spokeswoman of she is not told what, and two bodies", 3, "told", [
        ("Post", origin("Orla Vance", offices=["spokeswoman"])),
        ("Echo", origin("Harbour Works", "organization")),
        ("Star", origin("Tarn Council", "organization"))]),
    ("a mayor and a body", 2, "told", [
        ("Post", origin("Orla Vance", offices=["mayor"])),
        ("Echo", origin("Harbour Works", "organization"))]),
    ("own voices", 2, "outlet's own voice", [("Post", voice("Post")), ("Echo", voice("Echo"))]),
    ("an own voice beside a report that says the same", 1, "cited report nearby: Ledger", [
        ("Ledger", voice("Ledger")), ("Post", voice("Post", "ledger"))]),
    ("an own voice beside a report of which another tells that it says the same", 1,
     "cited report nearby: Ledger",
     [("Echo", unnamed("a banker", "Ledger", via=LEDGER)), ("Post", voice("Post", "ledger"))]),
    ("an own voice beside a report on something else", 2, "outlet's own voice", [
        ("Echo", voice("Echo")), ("Post", voice("Post", "ledger"))]),
    ("an own voice beside an institution's release", 2, "outlet's own voice", [
        ("Quillan", origin("Quillan", "organization")), ("Post", voice("Post", "quillan"))]),
    ("an outlet and whom it heard", 1, "one outlet and whom it heard", [
        ("Ledger", voice("Ledger")), ("Post", unnamed("a banker", "Ledger", via=LEDGER))]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("independent", "rule", "roots"), [each[1:] for each in COUNTED], ids=[each[0] for each in COUNTED]
)
def test_roots_that_may_be_one_are_counted_once_with_the_rule_that_says_so(
    independent: int, rule: str, roots: list[tuple[str, Origin]]
) -> None:
    group = only(*(told(number, outlet, root) for number, (outlet, root) in enumerate(roots)))
    assert group.independent_origins == independent
    assert any(rule in (each.rule or "") for each in group.origins)


def test_titles_of_one_owner_are_one_origin() -> None:
    group = only(
        told(1, "Post", voice("Post"), owner="Savanna Group"),
        told(2, "Echo", voice("Echo"), owner="Savanna Group"),
        told(3, "Star", voice("Star"), owner="Other"),
    )
    assert [each.documents for each in group.origins] == [["d1", "d2"], ["d3"]]
    assert "one owner: Savanna Group" in (group.origins[0].rule or "")


def test_an_origin_shows_whom_its_words_came_through() -> None:
    heard = unnamed("an envoy", "Ledger", via=LEDGER)
    group = only(told(1, "Post", voice("Post", "ledger")), told(2, "Echo", heard))
    [shown] = group.origins
    assert (shown.name, shown.via, shown.documents) == ("an envoy", ["Ledger"], ["d1", "d2"])


def test_two_that_stand_beside_one_cited_report_rest_on_it() -> None:
    cited = told(9, "Star", origin("Ledger", "outlet"), group_id="h")
    found = groups(
        [told(1, "Post", voice("Post", "ledger")), told(2, "Echo", voice("Echo", "ledger")), cited], []
    )
    [group] = [each for each in found if each.id == "g"]
    assert [(each.name, each.documents) for each in group.origins] == [("Ledger", ["d1", "d2"])]


def test_an_outlet_that_tells_again_what_it_cited_before_tells_it_itself() -> None:
    group = only(told(1, "Post", origin("Orla Vance")), told(2, "Post", voice("Post")))
    assert group.independent_origins == 2


def test_an_outlet_that_cites_a_report_whose_own_source_is_unknown_adds_none() -> None:
    unknown = Origin(key=None, name="he", role="unresolved", rule="unresolved speaker")
    group = only(told(1, "Ledger", unknown), told(2, "Post", origin("Ledger", "outlet")))
    assert [each.known for each in group.origins] == [False]


ROOTS = [root for _, _, _, roots in COUNTED for root in roots]


@given(st.lists(st.sampled_from(ROOTS), min_size=1, max_size=7), st.randoms())
def test_origins_do_not_depend_on_the_order_in_which_claims_are_read(
    roots: list[tuple[str, Origin]], random: Random
) -> None:
    claims = [told(number, outlet, root) for number, (outlet, root) in enumerate(roots)]
    shuffled = random.sample(claims, len(claims))
    assert only(*shuffled) == only(*claims)


@given(st.lists(st.sampled_from(ROOTS), min_size=1, max_size=7))
def test_every_claim_of_a_group_rests_on_one_origin(roots: list[tuple[str, Origin]]) -> None:
    group = only(*(told(number, outlet, root) for number, (outlet, root) in enumerate(roots)))
    assert sorted(claim for each in group.origins for claim in each.claims) == sorted(group.claims)


def test_an_outlet_that_likely_has_it_from_a_speaker_is_no_second_origin() -> None:
    vance = origin("Orla Vance", signs=["told", "denied"])
    echo = voice("Echo").model_copy(update={"signs": ["told", "denied"], "near": ["name:orla vance"]})
    group = only(told(1, "Post", vance), told(2, "Echo", echo))
    assert group.independent_origins == 1
    assert (group.origins[0].rule or "").endswith(
        "outlet's own voice, likely one with Orla Vance"
        " (words of one beside what the other tells, told as somebody's word)"
    )


WRITTEN = "the harbour master ordered the ferry to stay at its pier until noon on Friday"


def test_outlets_that_tell_a_thing_in_the_same_words_did_not_each_find_it_out() -> None:
    longer = f"{WRITTEN}, when the storm was over"
    two = told(1, "Post", voice("Post"), text=WRITTEN), told(2, "Echo", voice("Echo"), text=longer)
    group = only(*two)
    assert group.independent_origins == 1
    assert group.origins[0].rule.endswith("in the same words")


def test_few_words_that_two_outlets_share_are_no_copy() -> None:
    two = (told(number, each, voice(each), text="the ferry was late") for number, each in enumerate("AB"))
    assert only(*two).independent_origins == 2


def test_outlets_that_open_with_what_happened_stay_two() -> None:
    seen = [voice(each).model_copy(update={"signs": ["day", "lead", "figure"]}) for each in ("Post", "Echo")]
    assert only(told(1, "Post", seen[0]), told(2, "Echo", seen[1])).independent_origins == 2
