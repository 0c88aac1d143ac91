"""What an outlet tells around the words of others is its own claim, and its report holds theirs."""

import pytest
from reading import claims

AROUND = [
    "The visit follows a call on Monday between Holm and Prime Minister Idris Vale, focused on the drought.",
    "Norvia reportedly sent a similar letter, in what officials described as an effort to calm the markets.",
]


@pytest.mark.parametrize("text", AROUND)
def test_a_sentence_whose_verb_is_the_outlets_is_narrated_whole(text: str) -> None:
    assert text.rstrip(".") in [claim.content.text for claim in claims(text) if claim.kind == "narrated"]


def test_a_report_of_two_joined_deeds_is_given_whole_and_stands_in_the_chain_of_what_it_holds() -> None:
    told = "Harbour board spokeswoman Ida Brunn said the talks had begun, but did not give any details"
    found = claims(f"{told}, according to The Times of Israel.")
    outer = next(c for c in found if c.source is not None and c.source.name == "Times of Israel")
    inner = next(c for c in found if c.source is not None and c.source.name == "Ida Brunn")
    assert outer.content.text == told
    assert [link.name for link in inner.via] == ["Times of Israel"]


def test_a_day_that_something_follows_on_lies_behind() -> None:
    (claim,) = claims("The trip follows a call on Wednesday between Holm and Prime Minister Idris Vale.")
    assert [str(day.from_) for day in claim.dates] == ["2026-03-11"]


def test_who_does_not_answer_says_nothing() -> None:
    (claim,) = claims("Blueline Ferries did not immediately respond to a request for comment.")
    assert (claim.kind, claim.polarity) == ("narrated", "negated")


def test_two_who_speak_together_are_neither_of_them_alone() -> None:
    (claim,) = claims("Anna Holm and Erik Brandt said the pier would close.")
    assert claim.source is not None
    assert (claim.source.role, claim.source.name) == ("person", "Anna Holm and Erik Brandt")
    assert claim.source.entity is None


def test_those_whom_a_text_has_named_are_no_quantity() -> None:
    (claim,) = claims("The two are expected to meet in Oslo.")
    assert claim.quantities == []
