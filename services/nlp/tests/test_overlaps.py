"""The parts of a claim share no words: what is said, who says it, and the cue between them."""

from itertools import pairwise
from pathlib import Path

import pytest
from claimwire_contracts.messages import ExtractedClaim
from claimwire_contracts.types import Passage, Span
from claimwire_nlp.pipeline import load
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import claims

SAMPLES = Path(__file__).parents[3] / "deploy/local/src/claimwire_local/samples"
ODD = st.lists(
    st.sampled_from(
        [
            "Ann Lee said ", "“We won’t go,” ", "he added, ", "the bill, known as the “Open Act”, ", '"No," ',
            "was passed ", "the warden, Joost Behrens, ", "said the town was “safe” and “dry” ", "\n", ". ",
            "according to Reuters", "is expected to close ", "” ― Ada Krol\n", "“", "‘", "’ ", "Q: ", "A: ",
        ]
    ),
    max_size=24,
).map("".join)  # fmt: skip


def overlaps(one: Passage | None, other: Passage) -> list[tuple[Span, Span]]:
    pairs = ((a, b) for a in (one.spans if one else []) for b in other.spans)
    return [(a, b) for a, b in pairs if a.start < b.end and b.start < a.end]


def assert_apart(claim: ExtractedClaim) -> None:
    for part in (claim.content, claim.source, *claim.via):
        if part is not None:
            assert all(a.end <= b.start for a, b in pairwise(part.spans))
    assert claim.source is None or not overlaps(claim.source, claim.content)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_no_claim_of_a_sample_article_says_a_word_twice(path: Path) -> None:
    for claim in claims(path.read_text()):
        assert_apart(claim)


@settings(max_examples=60, deadline=None)
@given(ODD)
def test_no_claim_of_an_odd_text_says_a_word_twice(text: str) -> None:
    for claim in claims(text):
        assert_apart(claim)


def test_pieces_of_an_attribution_share_no_token() -> None:
    doc = load(None, "learned")(
        "“We will go on, she said, until it is done,” the warden, Joost Behrens, said, and “that is that.”"
    )
    for attribution in doc._.attributions:
        assert all(a.end <= b.start for a, b in pairwise(attribution.content))


def test_the_cue_of_a_signed_quotation_is_no_part_of_it() -> None:
    (claim,) = claims("“The river rose in the night and took the bridge.”― Ada Krol")
    assert claim.source is not None
    assert claim.source.name == "Ada Krol"
    assert not overlaps(claim.cue, claim.content)
