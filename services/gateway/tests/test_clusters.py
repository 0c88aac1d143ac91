"""Stories from likenesses: on average alike, and the same in any order."""

from itertools import combinations

import pytest
from claimwire_gateway.clusters import LINKED, Likeness, stories
from claimwire_gateway.grouping import Member
from claimwire_gateway.linkage import ASKED
from hypothesis import given, settings
from hypothesis import strategies as st

NAMES = "abcdefgh"
names = st.sampled_from(NAMES)
MEMBERS = [Member(name, digest=name) for name in NAMES]
PAIRS = list(combinations(NAMES, 2))
known = st.dictionaries(
    st.sampled_from(PAIRS), st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.9]), st.booleans()), max_size=20
)


def likenesses(found: dict[tuple[str, str], tuple[float, bool]]) -> list[Likeness]:
    return [Likeness(a, b, score, copied and score > LINKED) for (a, b), (score, copied) in found.items()]


def alike(score: float, *pairs: str) -> list[Likeness]:
    """Each pair, written as two letters, with one likeness."""
    return [Likeness(*pair, score) for pair in pairs]


def of(members: str, found: list[Likeness]) -> set[str]:
    """The stories, each as its documents' letters."""
    parts = stories([Member(name, digest=name) for name in members], found)
    return {"".join(sorted(part)) for part in parts}


@settings(deadline=None)
@given(known, st.randoms())
def test_stories_are_the_same_in_any_order(
    found: dict[tuple[str, str], tuple[float, bool]], chance: object
) -> None:
    given_so = likenesses(found)
    turned = [each._replace(a=each.b, b=each.a) if chance.random() < 0.5 else each for each in given_so]
    chance.shuffle(turned)
    assert stories(MEMBERS, given_so) == stories(chance.sample(MEMBERS, len(MEMBERS)), turned)


@settings(deadline=None)
@given(known, st.permutations(NAMES))
def test_stories_hang_on_no_id(found: dict[tuple[str, str], tuple[float, bool]], other: list[str]) -> None:
    renamed = dict(zip(NAMES, other, strict=True))
    members = [member._replace(id=renamed[member.id]) for member in MEMBERS]
    turned = [each._replace(a=renamed[each.a], b=renamed[each.b]) for each in likenesses(found)]
    expected = {frozenset(map(renamed.get, part)) for part in stories(MEMBERS, likenesses(found))}
    assert set(stories(members, turned)) == expected


@settings(deadline=None)
@given(known)
def test_stories_cover_each_document_once_and_join_only_what_alike_pairs_lead_to(
    found: dict[tuple[str, str], tuple[float, bool]],
) -> None:
    parts = stories(MEMBERS, likenesses(found))
    assert sorted(name for part in parts for name in part) == list(NAMES)
    for part in parts:
        led = {min(part)}
        for _ in part:
            led |= {
                x for (a, b), (score, _) in found.items() if score >= LINKED for x in (a, b) if {a, b} & led
            }
        assert part <= led


@settings(deadline=None)
@given(known)
def test_what_was_made_from_one_text_is_in_one_story(
    found: dict[tuple[str, str], tuple[float, bool]],
) -> None:
    given_so = likenesses(found)
    story_of = {name: part for part in stories(MEMBERS, given_so) for name in part}
    assert all(story_of[each.a] == story_of[each.b] for each in given_so if each.copied)


@settings(deadline=None)
@given(known)
def test_what_no_alike_pair_leads_to_changes_no_story(
    found: dict[tuple[str, str], tuple[float, bool]],
) -> None:
    """So that only what edges reach needs to be looked at again."""
    given_so = likenesses(found)
    alone = [
        each for each in given_so if {each.a, each.b} <= set("abcd") or not {each.a, each.b} & set("abcd")
    ]
    weak = [Likeness(a, b, LINKED - 0.01) for a in "abcd" for b in "efgh"]
    assert stories(MEMBERS, alone) == stories(MEMBERS, alone + weak)


def test_a_chain_of_look_alikes_is_not_one_story() -> None:
    found = alike(0.9, "ab", "cd", "ef") + alike(0.5, "bc", "de")
    assert of("abcdef", found) == {"ab", "cd", "ef"}


def test_a_round_up_joins_one_of_its_events_and_does_not_glue_them_together() -> None:
    found = (
        alike(0.9, "ab", "ac", "bc", "de", "df", "ef")
        + alike(0.5, "ah", "bh", "ch")
        + alike(0.45, "dh", "eh")
    )
    assert of("abcdefh", found) == {"abch", "def"}


def test_twins_that_a_few_pairs_take_for_one_stay_two_stories() -> None:
    within = alike(0.8, "ab", "ac", "bc", "de", "df", "ef")
    assert of("abcdef", within + alike(0.7, "ad") + alike(0.3, "bd", "cf")) == {"abc", "def"}


def test_a_late_document_that_is_like_all_of_two_stories_joins_them() -> None:
    halves = alike(0.8, "ab", "cd") + alike(0.35, "ac", "ad", "bc", "bd")
    assert of("abcd", halves) == {"ab", "cd"}
    assert of("abcde", [*halves, *alike(0.9, "ae", "be", "ce", "de")]) == {"abcde"}


def test_a_report_that_forty_outlets_print_has_one_say() -> None:
    prints = [f"p{number:02}" for number in range(40)]
    found = [Likeness(prints[0], each, 1.0, copied=True) for each in prints[1:]]
    found.append(Likeness("x", prints[7], 0.6))
    members = [Member(each, digest="same") for each in prints] + [Member("x", digest="x")]
    assert stories(members, found) == [frozenset([*prints, "x"])]


@pytest.mark.parametrize(("few", "together"), [(ASKED // 2, True), (1, False)])
def test_of_a_large_story_a_document_must_be_like_some_not_like_all(few: int, together: bool) -> None:
    large = [f"m{number:02}" for number in range(30)]
    found = [Likeness(a, b, 0.9) for a, b in combinations(large, 2)]
    found += [Likeness("x", each, 0.9) for each in large[:few]]
    members = [Member(each, digest=each) for each in [*large, "x"]]
    assert (len(stories(members, found)) == 1) == together


def test_a_likeness_to_a_stranger_is_none() -> None:
    assert of("ab", alike(0.9, "az", "zb")) == {"a", "b"}
