"""Laws of matching, over made-up claims: symmetry, independence of order, and no work on other stories."""

import time
from datetime import timedelta

from claimwire_contracts.messages import ClaimInStore, ClaimProfile, DocumentInStore, DocumentProfile
from claimwire_contracts.types import Quantity
from hypothesis import given, settings
from hypothesis import strategies as st
from stored import NINE, matched, stored

WORDS = ["ferry", "sink", "storm", "rescue", "harbour", "captain", "corva", "okafor", "berg", "blame"]
NAMES = ["ilse okafor", "jonas berg", "corva"]
VERBS = ["sink", "rescue", "blame", "approve", "reject"]
STORY = DocumentProfile(terms={"corva": 9.0, "ferry": 6.0}, keys=["corva", "ferry"])

some_terms = st.sets(st.sampled_from(WORDS), min_size=1).map(lambda words: dict.fromkeys(sorted(words), 6.0))
figures = st.sampled_from([3.0, 5.0, 20.0]).map(
    lambda value: Quantity(start=0, end=8, text=f"{value} people", value=value, unit="people")
)
frames = st.fixed_dictionaries(
    {"predicate": st.sampled_from(VERBS).map(lambda verb: [verb])},
    optional={role: st.sampled_from(NAMES).map(lambda name: [name]) for role in ("subject", "object")},
)
profiles = st.builds(
    ClaimProfile,
    terms=some_terms,
    names=st.lists(st.sampled_from(NAMES), unique=True),
    quoted=st.none() | st.just("we will rebuild every house"),
    source=st.none() | st.sampled_from(NAMES),
    frame=frames,
)


@st.composite
def document(draw: st.DrawFn, name: str) -> DocumentInStore:
    claims = st.builds(
        ClaimInStore,
        id=st.just(""),
        kind=st.sampled_from(["direct", "narrated"]),
        text=st.just("a claim"),
        polarity=st.sampled_from(["affirmed", "negated"]),
        quantities=st.lists(figures, max_size=2),
        profile=profiles,
    )
    found = draw(st.lists(claims, max_size=4))
    return DocumentInStore(
        id=name,
        outlet=name,
        seen_at=NINE + timedelta(hours=draw(st.integers(0, 48))),
        profile=STORY,
        claims=[claim.model_copy(update={"id": f"{name}:{n}"}) for n, claim in enumerate(found)],
    )


@given(document("a"), document("b"))
@settings(max_examples=80, deadline=None)
def test_a_pair_gets_the_same_verdicts_from_either_side(a: DocumentInStore, b: DocumentInStore) -> None:
    forth, back = matched(a, b), matched(b, a)
    assert forth.claims == back.claims
    assert [v.model_copy(update={"document_id": ""}) for v in forth.documents] == [
        v.model_copy(update={"document_id": ""}) for v in back.documents
    ]


@given(document("a"), document("b"), document("c"), st.booleans())
@settings(max_examples=40, deadline=None)
def test_neither_order_nor_presence_of_other_candidates_changes_a_verdict(
    a: DocumentInStore, b: DocumentInStore, c: DocumentInStore, turned: bool
) -> None:
    together = matched(a, *([c, b] if turned else [b, c]))
    assert together.claims == sorted(
        matched(a, b).claims + matched(a, c).claims, key=lambda verdict: (verdict.a, verdict.b)
    )


@given(document("a"), document("b"))
@settings(max_examples=40, deadline=None)
def test_verdicts_name_the_lesser_id_first(a: DocumentInStore, b: DocumentInStore) -> None:
    for verdict in matched(a, b).claims:
        assert verdict.a < verdict.b
        assert "a" in {verdict.a[0], verdict.b[0]}


def test_a_document_that_gives_both_sides_holds_a_conflict() -> None:
    both = stored(
        "a",
        "The operator said that 19 passengers were on the bus when it fell into the river. "
        "The fire service said that 23 passengers were on the bus when it fell into the river.",
    )
    assert [verdict.relation for verdict in matched(both).claims] == ["conflict"]


def test_what_a_document_says_twice_or_beside_each_other_is_no_conflict() -> None:
    once = stored(
        "a",
        "The operator said that 19 passengers were on the bus when it fell into the river. "
        "“19 passengers were on the bus,” the operator said. The bus was built in 2009.",
    )
    assert matched(once).claims == []


def test_a_document_is_not_matched_with_itself() -> None:
    one = DocumentInStore(id="a", seen_at=NINE, profile=STORY)
    assert matched(one, one).documents == []


def test_claims_of_another_story_are_not_compared() -> None:
    claim = ClaimInStore(id="a:0", kind="narrated", text="x", profile=ClaimProfile(terms={"ferry": 6.0}))
    one = DocumentInStore(id="a", seen_at=NINE, profile=STORY, claims=[claim])
    far = DocumentProfile(terms={"budget": 9.0}, keys=["budget"])
    other = DocumentInStore(
        id="b", seen_at=NINE, profile=far, claims=[claim.model_copy(update={"id": "b:0"})]
    )
    result = matched(one, other)
    assert (result.documents, result.claims) == ([], [])


def test_thirty_candidates_of_sixty_claims_each_are_judged_within_seconds() -> None:
    def full(name: str, shift: int) -> DocumentInStore:
        claims = [
            ClaimInStore(
                id=f"{name}:{n:02}",
                kind="narrated",
                text="a claim of some ten words about the ferry and the storm",
                profile=ClaimProfile(
                    terms={f"word{(n * 7 + shift + k * 13) % 150}": 6.0 for k in range(12)} | {"corva": 9.0},
                    names=["corva", "ilse okafor"],
                    frame={"predicate": [f"verb{n % 20}"], "mode": ["actual"], "subject": ["ilse okafor"]},
                ),
            )
            for n in range(60)
        ]
        return DocumentInStore(id=name, seen_at=NINE, profile=STORY, claims=claims)

    document, candidates = full("a", 0), [full(f"b{n}", n) for n in range(30)]
    began = time.perf_counter()
    matched(document, *candidates)
    assert time.perf_counter() - began < 30, "it takes about a second"
