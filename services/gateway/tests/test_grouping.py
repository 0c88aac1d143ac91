"""Parts, their ids and their originals: pure, and the same in any order."""

from datetime import UTC, datetime
from itertools import count

from claimwire_gateway.grouping import (
    Copy,
    CopyEdge,
    Edge,
    Member,
    Said,
    SameEdge,
    copies,
    keep_ids,
    partition,
    redirects,
    say_the_same,
)
from hypothesis import given, settings
from hypothesis import strategies as st

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
names = st.sampled_from("abcdefgh")
edges = st.lists(st.tuples(names, names), max_size=12)
EIGHT = datetime(2026, 3, 1, 8, tzinfo=UTC)
NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)


def fresh() -> object:
    numbers = count()
    return lambda: f"new{next(numbers)}"


@given(edges, st.randoms())
def test_a_partition_is_the_same_in_any_order(found: list[Edge], chance: object) -> None:
    turned = [(b, a) if chance.random() < 0.5 else (a, b) for a, b in found]
    chance.shuffle(turned)
    members = list("abcdefgh")
    shuffled = chance.sample(members, len(members))
    assert partition(members, found) == partition(shuffled, turned)


@given(edges)
def test_a_partition_covers_each_member_once_and_cuts_no_edge(found: list[Edge]) -> None:
    parts = partition("abcdefgh", found)
    assert sorted(member for part in parts for member in part) == list("abcdefgh")
    assert all(any({a, b} <= part for part in parts) for a, b in found)


@given(edges, st.dictionaries(names, st.sampled_from(["s1", "s2", "s3", None])))
def test_every_part_is_named_once_whatever_was_before(
    found: list[Edge], before: dict[str, str | None]
) -> None:
    current = {name: before.get(name) for name in "abcdefgh"}
    parts = partition(current, found)
    named = keep_ids(parts, current, fresh())
    assert sorted(map(sorted, named.values())) == sorted(map(sorted, parts))
    led = redirects(named, current)
    assert set(led) == {old for old in before.values() if old} - set(named)
    assert set(led.values()) <= set(named)


def test_an_edge_to_a_stranger_is_no_edge() -> None:
    assert partition(["a", "b"], [("a", "z"), ("z", "b")]) == [{"a"}, {"b"}]


def test_a_merged_story_keeps_the_id_most_of_its_documents_have() -> None:
    current = {"a": "s1", "b": "s2", "c": "s2"}
    named = keep_ids([frozenset("abc")], current, fresh())
    assert named == {"s2": frozenset("abc")}
    assert redirects(named, current) == {"s1": "s2"}


def test_of_equals_the_oldest_id_is_kept() -> None:
    assert keep_ids([frozenset("ab")], {"a": "s2", "b": "s1"}, fresh()) == {"s1": frozenset("ab")}


def test_a_split_story_leaves_its_id_to_the_greater_part() -> None:
    current = {"a": "s1", "b": "s1", "c": "s1"}
    named = keep_ids([frozenset("a"), frozenset("bc")], current, fresh())
    assert named == {"s1": frozenset("bc"), "new0": frozenset("a")}


SAID = [Said(name, f"d{number // 2}", (number,)) for number, name in enumerate("abcdefgh")]
scored = st.lists(st.builds(SameEdge, st.sampled_from([0.5, 0.8, 1.0]), names, names), max_size=14)


@given(scored, st.randoms())
def test_claim_groups_are_the_same_in_any_order(found: list[SameEdge], chance: object) -> None:
    turned = [SameEdge(e.score, e.b, e.a) if chance.random() < 0.5 else e for e in found]
    chance.shuffle(turned)
    assert say_the_same(SAID, found) == say_the_same(chance.sample(SAID, len(SAID)), turned)


@given(scored, st.permutations("abcdefgh"))
def test_claim_groups_hang_on_no_id(found: list[SameEdge], other: list[str]) -> None:
    renamed = dict(zip("abcdefgh", other, strict=True))
    said = [claim._replace(id=renamed[claim.id]) for claim in SAID]
    turned = [SameEdge(edge.score, renamed[edge.a], renamed[edge.b]) for edge in found]
    expected = {frozenset(map(renamed.get, part)) for part in say_the_same(SAID, found)}
    assert set(say_the_same(said, turned)) == expected


@given(scored)
def test_a_claim_group_has_one_claim_of_a_document_unless_they_are_the_same(found: list[SameEdge]) -> None:
    same = {frozenset((edge.a, edge.b)) for edge in found}
    for part in say_the_same(SAID, found):
        for one, other in ("ab", "cd", "ef", "gh"):
            assert not {one, other} <= part or frozenset((one, other)) in same


def test_two_claims_of_one_document_are_not_joined_through_anothers_longer_claim() -> None:
    said = [Said("ask", "d1"), Said("purpose", "d1"), Said("both", "d2"), Said("again", "d3")]
    found = [SameEdge(0.9, "ask", "both"), SameEdge(0.8, "both", "purpose"), SameEdge(0.95, "both", "again")]
    found += [SameEdge(0.8, "ask", "again"), SameEdge(0.8, "purpose", "again")]
    assert say_the_same(said, found) == [{"again", "ask", "both"}, {"purpose"}]


def test_a_chain_of_claims_that_are_alike_one_by_one_is_no_group() -> None:
    said = [Said(name, f"d{name}") for name in "abc"]
    assert say_the_same(said, [SameEdge(0.9, "a", "b"), SameEdge(0.8, "b", "c")]) == [{"a", "b"}, {"c"}]


def test_a_doubtful_pair_counts_where_others_agree() -> None:
    said = [Said(name, f"d{name}") for name in "abc"]
    doubtful = [SameEdge(0.6, "a", "b")]
    agreeing = [SameEdge(0.95, "a", "c"), SameEdge(0.9, "b", "c")]
    assert say_the_same(said, doubtful) == [{"a"}, {"b"}, {"c"}]
    assert say_the_same(said, doubtful + agreeing) == [{"a", "b", "c"}]


def test_the_first_published_is_the_original_of_its_duplicates_and_reprints() -> None:
    members = [
        Member("d1", None, "same", outlet="Daily Wire"),
        Member("d2", NINE, "same", outlet="Harbour Post"),
        Member("d3", EIGHT, "same", outlet="The Harbour Post"),
        Member("d4", NINE, "other", outlet="Harbour Post"),
        Member("d5", NINE, "same"),
    ]
    near = [CopyEdge("d1", "d4", "reprint")]
    found = copies(members, [CopyEdge("d3", each, "duplicate") for each in ("d1", "d2", "d5")] + near)
    assert found == {
        "d1": Copy("d3", "reprint"),
        "d2": Copy("d3", "duplicate"),
        "d4": Copy("d3", "reprint"),
        "d5": Copy("d3", "duplicate"),
    }
