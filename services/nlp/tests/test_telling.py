"""How a text tells a claim: the signs of whose word it is."""

import pytest
from claimwire_contracts.messages import Annotate, ExtractedClaim
from claimwire_contracts.types import Origin
from claimwire_nlp.annotate import annotate


def claims(text: str) -> list[ExtractedClaim]:
    return annotate(Annotate(job_id="j", lease="l", document_id="d", text=text, outlet="Harbour Post")).claims


def origin(text: str, words: str) -> Origin:
    found = [claim for claim in claims(text) if words in claim.content.text]
    shortest = min(found, key=lambda claim: len(claim.content.text))
    assert shortest.origin is not None
    return shortest.origin


SHOWN = [
    ("The ferry sank on Tuesday.", {"day", "lead"}, {"told", "denied"}),
    ("The ferry was never overloaded.", {"denied"}, {"day", "figure"}),
    ("The ferry will be raised.", {"planned"}, {"denied"}),
    ("The ferry carried 90 people, by the harbour master's count.", {"figure", "told"}, {"denied"}),
    ("The ferry lay on its side when we reached the quay.", {"ourselves"}, {"figure"}),
]


@pytest.mark.parametrize(("text", "shown", "absent"), SHOWN)
def test_a_claim_shows_how_it_is_told(text: str, shown: set[str], absent: set[str]) -> None:
    signs = set(claims(text)[0].origin.signs or ())  # type: ignore[union-attr]
    assert shown <= signs
    assert not absent & signs


def test_what_stands_below_the_first_sentences_is_not_at_the_top() -> None:
    text = (
        "The quay was shut. The crew left the ship. Fog hid the pier. The ferry sank. The mast hit a crane."
    )
    assert "lead" not in (origin(text, "crane").signs or ())


def test_those_are_near_whose_words_stand_next_to_a_claim_in_its_paragraph() -> None:
    text = (
        "Orla Vance said the ferry had been inspected. Nobody had found a fault.\n"
        "The quay was closed. Tugs came from the south. The tide was falling."
    )
    assert origin(text, "fault").near == ["name:orla vance"]
    assert origin(text, "tide").near == []


def test_a_speaker_is_not_near_its_own_words() -> None:
    text = "Orla Vance said the ferry had been inspected. Vance said nobody had found a fault."
    assert origin(text, "fault").near == []
