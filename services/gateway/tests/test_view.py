"""A story in one view: pure."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from claimwire_contracts.messages import ClaimVerdict
from claimwire_contracts.types import (
    Claim,
    Origin,
    Passage,
    Role,
    Source,
    Span,
    Story,
    StoryDocument,
    StoryView,
)
from claimwire_gateway.chains import GroupedClaim
from claimwire_gateway.view import Rows, view
from hypothesis import given
from hypothesis import strategies as st

EIGHT = datetime(2026, 3, 1, 8, tzinfo=UTC)
NINE = EIGHT + timedelta(hours=1)
OUTLETS = ("Coast FM", "The Harbour Post", "Daily Wharf", "Lake Wire")


def document(number: int, **fields: Any) -> StoryDocument:
    return StoryDocument(id=f"d{number}", outlet=OUTLETS[number % len(OUTLETS)], **fields)


def claim(number: int, by: str | None = None, role: Role = "person", **fields: Any) -> Claim:
    """The claim that document `number` makes `number` hours after eight, by a source or in its own voice."""
    text = fields.pop("text", f"the bridge is shut {number}")
    outlet = document(number).outlet
    source = Source(text=by, name=by, role=role, spans=[Span(start=0, end=len(by))]) if by else None
    key = f"name:{by.lower()}" if by else f"name:{outlet}"
    given = {
        "id": f"c{number}",
        "document_id": f"d{number}",
        "group_id": "g",
        "kind": "indirect" if by else "narrated",
        "source": source,
        "origin": Origin(key=key, name=by or outlet or "", role=role if by else "outlet", rule="r"),
        "content": Passage(text=text, spans=[Span(start=9, end=9 + len(text))]),
        "confidence": 1,
    }
    return Claim.model_validate(given | fields)


def grouped(claim: Claim, documents: Sequence[StoryDocument]) -> GroupedClaim:
    number = int(claim.document_id[1:])
    its = next(each for each in documents if each.id == claim.document_id)
    return GroupedClaim(
        id=claim.id,
        group_id=claim.group_id or "",
        document_id=claim.document_id,
        outlet=its.outlet,
        original_id=its.duplicate_of or its.reprint_of,
        seen_at=EIGHT + timedelta(hours=number),
        text=claim.content.text,
        hedged=claim.hedged,
        origin=claim.origin,
        narrated=claim.kind == "narrated",
    )


def viewed(
    claims: Sequence[Claim],
    verdicts: Sequence[ClaimVerdict] = (),
    since: datetime | None = None,
    documents: Sequence[StoryDocument] = (),
) -> StoryView:
    ids = dict.fromkeys(each.document_id for each in claims)
    there = list(documents) or [document(int(id_[1:])) for id_ in ids]
    story = Story(id="s", first_seen=EIGHT, last_seen=NINE, documents=there)
    rows = Rows(story, [grouped(each, there) for each in claims], list(verdicts), list(claims))
    return view(rows, since).view


def verdict(a: str, b: str, relation: Any, **fields: Any) -> ClaimVerdict:
    return ClaimVerdict(a=a, b=b, relation=relation, score=1, rule="r", **fields)


CONFLICT = verdict("c0", "c1", "conflict", conflict="number", detail="2 against 5")


def test_groups_are_sorted_by_what_stands_behind_and_against_them() -> None:
    claims = [
        claim(0, "Ana Ruiz", group_id="two"),
        claim(1, "Ben Osei", group_id="two"),
        claim(2, "Ana Ruiz", group_id="one"),
        claim(3, "Ana Ruiz", group_id="one"),
        claim(0, "Ana Ruiz", id="c4", group_id="odd"),
        claim(1, "Ben Osei", id="c5", group_id="even"),
    ]
    found = viewed(claims, [verdict("c4", "c5", "conflict", conflict="number")]).claims
    assert found.shared == ["two", "one"]
    assert found.corroborated == ["two"]
    assert found.single_origin == ["one"]
    assert found.disputed == ["odd", "even"]
    assert (found.new, found.changed) == ([], [])


def test_documents_of_unknown_outlets_count_as_several() -> None:
    documents = [StoryDocument(id="d0"), StoryDocument(id="d1")]
    assert viewed([claim(0, "Ana Ruiz"), claim(1, "Ana Ruiz")], documents=documents).claims.shared == ["g"]


CHANGES = [
    ([claim(0, "Ana Ruiz"), claim(1, "Ben Osei")], (), [("corroborated", ["c1"], "Ben Osei")]),
    ([claim(0, "Ana Ruiz"), claim(1, "Ana Ruiz")], (), [("outlet", ["c1"], "The Harbour Post")]),
    (
        [claim(0, "Ana Ruiz"), claim(0, "Cy Tan", id="c9"), claim(1, "Ben Osei")],
        (),
        [("origin", ["c1"], "Ben Osei")],
    ),
    (
        [claim(0, "Ana Ruiz"), claim(1, "Ben Osei", group_id="h")],
        [CONFLICT],
        [("conflict", ["c0", "c1"], "2 against 5")],
    ),
    (
        [claim(0, "Ana Ruiz"), claim(1, "Ana Ruiz", group_id="h")],
        [verdict("c0", "c1", "update", detail="2, later 5")],
        [("update", ["c1"], "2, later 5")],
    ),
    ([claim(0, "Ana Ruiz")], (), []),
]


@pytest.mark.parametrize(("claims", "verdicts", "told"), CHANGES)
def test_what_a_group_gained_since_a_time_is_told_with_the_claims_that_brought_it(
    claims: list[Claim], verdicts: list[ClaimVerdict], told: list[tuple[str, list[str], str]]
) -> None:
    found = viewed(claims, verdicts, since=NINE)
    of_g = [each for each in found.changes if each.group_id == "g"]
    assert [(each.kind, each.claims, each.detail) for each in of_g] == told
    assert all(each.at == NINE for each in of_g)
    assert found.claims.changed == (["g"] if told else [])


def test_a_group_is_new_if_its_first_claim_was_seen_then_or_later() -> None:
    claims = [claim(0, "Ana Ruiz"), claim(1, "Ben Osei", group_id="h"), claim(2, "Cy Tan", group_id="i")]
    assert viewed(claims, since=NINE).claims.new == ["h", "i"]
    assert viewed(claims, since=NINE + timedelta(seconds=1)).claims.new == ["i"]
    assert viewed(claims).claims.new == []


def test_a_speaker_is_counted_under_one_name_and_copies_once() -> None:
    copy = document(2, reprint_of="d0")
    claims = [
        claim(0, "Ana Ruiz", text="the bridge is shut"),
        claim(1, "Ruiz", text="“not yet” safe"),
        claim(2, "Ana Ruiz", text="the bridge is shut"),
        claim(0, "the port", "organization", id="c9", text="all is well"),
    ]
    first, second = viewed(claims, documents=[document(0), document(1), copy]).quoted
    assert (first.name, first.claims, first.words, first.quoted_words) == (
        "Ana Ruiz",
        ["c0", "c1", "c2"],
        7,
        2,
    )
    assert (first.share, first.outlets) == (0.7, list(OUTLETS[:3]))
    assert (second.name, second.words) == ("the port", 3)


def test_a_surname_that_two_bear_is_neither_of_them() -> None:
    claims = [claim(0, "Ana Ruiz"), claim(1, "Leo Ruiz"), claim(2, "Ruiz")]
    assert sorted(each.name for each in viewed(claims).quoted) == ["Ana Ruiz", "Leo Ruiz", "Ruiz"]


def test_an_outlets_claims_are_sorted_by_whose_word_they_stand_on() -> None:
    sorts: list[tuple[str | None, Role]] = [
        ("Ana Ruiz", "person"),
        ("the port", "organization"),
        ("an official", "anonymous"),
        ("Lake Wire", "outlet"),
        ("someone", "unresolved"),
        (None, "outlet"),
    ]
    claims = [claim(0, by, role, id=f"c{at}") for at, (by, role) in enumerate(sorts)]
    [told] = viewed(claims).sourcing
    assert (told.named, told.anonymous, told.cited) == (["c0", "c1"], ["c2"], ["c3"])
    assert (told.unresolved, told.own_voice, told.named_share) == (["c4"], ["c5"], 0.6667)


def test_what_an_outlet_posted_twice_is_sourced_once() -> None:
    again = StoryDocument(id="d4", outlet=OUTLETS[0], duplicate_of="d0")
    [told] = viewed([claim(0, "Ana Ruiz"), claim(4, "Ana Ruiz")], documents=[document(0), again]).sourcing
    assert (told.documents, told.named) == (["d0"], ["c0"])


MANY = [
    claim(0, "Ana Ruiz"),
    claim(1, "Ben Osei"),
    claim(2, "Ruiz", group_id="h"),
    claim(3, "the Lake Gazette", "outlet", group_id="h"),
    claim(0, None, id="c8", group_id="i"),
]


@given(st.permutations(MANY))
def test_the_view_does_not_hang_on_the_order_of_the_rows(claims: list[Claim]) -> None:
    there = [document(number) for number in range(4)]
    story = Story(id="s", first_seen=EIGHT, last_seen=NINE, documents=there)
    told = view(Rows(story, [grouped(each, there) for each in claims], [CONFLICT], list(MANY)), NINE).view
    assert told == viewed(MANY, [CONFLICT], NINE, there)
