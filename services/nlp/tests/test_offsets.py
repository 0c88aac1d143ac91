"""Offsets are exact, whatever the text is made of."""

from collections.abc import Iterator
from itertools import pairwise

from claimwire_contracts.messages import Analyze, Annotation
from claimwire_contracts.types import GAP, Mention, Passage
from claimwire_nlp.annotate import READ, SEGMENT, annotate, annotate_all, segments
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import read

PIECES = st.sampled_from(
    [
        "Zoë Đặng said ", "“We won’t go,” ", "according to Reuters", '"No," ', "\n", "\n\n",
        "  ", "\u00a0", "🙂", "👩‍👩‍👧", "e\u0301", "\u202eabc", "at least 30 people ",
        "on Friday ", "could ", ". ", ", ", "？", "中文", "‘", "”", "''", "U.S. ", "$3.5bn ",
        "he added", "\t", "\x0b", "\u2028", "\ufeff", "Dr. Ames Jr. denied that ", "nobody ", "١٢ ",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=30).map("".join),
    st.text(max_size=200),
    st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=20).map("".join),
)


def mentions(annotation: Annotation) -> Iterator[Mention]:
    for entity in annotation.entities:
        yield from entity.mentions
    for claim in annotation.claims:
        yield from claim.hedges
        yield from claim.quantities
        yield from claim.dates


def passages(annotation: Annotation) -> Iterator[Passage]:
    for claim in annotation.claims:
        yield claim.content
        yield from (part for part in (claim.source, claim.cue, *claim.via) if part is not None)


def assert_exact(text: str, annotation: Annotation) -> None:
    for mention in mentions(annotation):
        assert text[mention.start : mention.end] == mention.text
    for passage in passages(annotation):
        assert GAP.join(text[span.start : span.end] for span in passage.spans) == passage.text
        assert all(a.end <= b.start for a, b in pairwise(passage.spans))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_span_points_at_the_text_that_it_gives(text: str) -> None:
    assert_exact(text, read(text))


@given(st.text(alphabet="ab \n", max_size=400))
def test_segments_lose_nothing(text: str) -> None:
    assert "".join(segments(text)) == text


def test_a_text_longer_than_the_parser_takes_is_read_in_segments() -> None:
    text = "Zoë Đặng said the well was dry.\n" * (SEGMENT // 32 + 200)
    annotation = read(text)
    assert_exact(text, annotation)
    assert len(annotation.claims) == text.count("\n")
    assert len([entity for entity in annotation.entities if entity.type == "PERSON"]) == 1


def test_a_text_without_breaks_is_read_as_far_as_the_limit() -> None:
    text = "x" * (READ + 10)
    assert_exact(text, read(text))


def test_many_texts_are_annotated_in_their_order_as_each_alone() -> None:
    texts = ["Ola Nord said it rained.", "", "Rain fell on the town.", "“Rain!” said Ola Nord."]
    requests = [Analyze(id=str(i), reply_to="", text=text) for i, text in enumerate(texts)]
    assert list(annotate_all(requests)) == [annotate(request) for request in requests]
