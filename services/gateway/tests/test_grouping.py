"""Parts, their ids and their originals: pure, and the same in any order."""

from datetime import UTC, datetime
from itertools import count

from claimwire_gateway.grouping import (
    Copy,
    CopyEdge,
    Edge,
    Member,
    copies,
    keep_ids,
    partition,
    redirects,
)
from hypothesis import given
from hypothesis import strategies as st

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


def test_the_first_published_is_the_original_and_unequal_words_make_a_reprint() -> None:
    members = [
        Member("d1", None, "same"),
        Member("d2", NINE, "same"),
        Member("d3", EIGHT, "same"),
        Member("d4", NINE, "other"),
    ]
    found = copies(
        members,
        [
            CopyEdge("d1", "d2", "duplicate"),
            CopyEdge("d2", "d3", "duplicate"),
            CopyEdge("d1", "d4", "reprint"),
        ],
    )
    assert found == {
        "d1": Copy("d3", "duplicate"),
        "d2": Copy("d3", "duplicate"),
        "d4": Copy("d3", "reprint"),
    }
