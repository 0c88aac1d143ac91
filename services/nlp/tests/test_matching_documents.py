"""Whether two documents tell one story, and whether one copies the other."""

from datetime import timedelta

from claimwire_contracts.messages import DocumentInStore, DocumentProfile, Fingerprint
from claimwire_nlp.matching import documents
from stored import NINE, stored

FLOOD = (
    "A ferry with 120 people on board sank off Corva on Monday in heavy seas, the coast guard said. "
    "The Star of Corva was on its way from Halden to Tasta when it took in water and capsized. "
    "Helicopters searched the strait for passengers. Mayor Ilse Okafor of Halden spoke of a black day."
)
SAME_FLOOD = (
    "The Star of Corva, a ferry bound for Tasta, capsized in a storm on Monday. Rescuers with helicopters "
    "were looking for its passengers in the strait. “This is a black day for Halden,” said "
    "Ilse Okafor, the mayor."
)
OTHER_FERRY = (
    "Prosecutors in Lund charged the owner of a ferry with fraud on Monday. Jonas Berg is said to have "
    "sold tickets for crossings that were never planned. His lawyer called the accusation absurd."
)


def copy(name: str, signature: list[int], digest: str) -> DocumentInStore:
    print_of_it = Fingerprint(digest=digest, signature=signature, bands=[])
    return stored(name, FLOOD).model_copy(update={"fingerprint": print_of_it})


def test_two_reports_of_one_event_tell_one_story() -> None:
    verdict = documents.judge(stored("a", FLOOD), stored("b", SAME_FLOOD))
    assert verdict is not None
    assert (verdict.document_id, verdict.same_story, verdict.copy_) == ("b", True, None)
    assert "corva" in verdict.rule


def test_another_event_of_the_kind_on_the_same_day_is_another_story() -> None:
    assert documents.judge(stored("a", FLOOD), stored("b", OTHER_FERRY)) is None


def test_the_further_apart_in_time_the_more_alike_documents_must_be() -> None:
    one = DocumentInStore(id="a", seen_at=NINE, profile=DocumentProfile(terms={"corva": 1.0, "ferry": 1.0}))
    half = DocumentProfile(terms={"corva": 1.0, "storm": 1.0})
    soon = DocumentInStore(id="b", seen_at=NINE + timedelta(days=1), profile=half)
    assert documents.judge(one, soon) is not None
    assert documents.judge(one, soon.model_copy(update={"seen_at": NINE + timedelta(days=6)})) is None


def test_equal_words_are_a_duplicate() -> None:
    verdict = documents.judge(copy("a", [1, 2, 3, 4], "d1"), copy("b", [1, 2, 3, 4], "d1"))
    assert verdict is not None
    assert (verdict.copy_, verdict.overlap, verdict.rule) == ("duplicate", 1.0, "the same words")


def test_half_of_the_text_in_common_is_a_reprint() -> None:
    verdict = documents.judge(copy("a", [1, 2, 3, 4], "d1"), copy("b", [1, 2, 9, 9], "d2"))
    assert verdict is not None
    assert (verdict.copy_, verdict.overlap, verdict.rule) == ("reprint", 0.5, "50% of the text in common")


def test_signatures_of_different_lengths_are_not_compared() -> None:
    verdict = documents.judge(copy("a", [1, 2, 3, 4], "d1"), copy("b", [1, 2], "d2"))
    assert verdict is not None
    assert (verdict.copy_, verdict.overlap) == (None, 0.0)
