import random

import pytest
from claimwire_contracts.messages import Fingerprint
from claimwire_ingest.fingerprint import POSITIONS, fingerprint, jaccard
from hypothesis import given
from hypothesis import strategies as st

GOLDEN_TEXT = (
    "The ferry between Karlshavn and Sund was halted on Tuesday after it struck a fishing boat in fog."
)
GOLDEN_DIGEST = "6c89c8f000a81a49e6321abe779f9dc5fffde58c91d312759fa2c0a7203b59bc"
GOLDEN_SIGNATURE = [617622140, 153591750, 161914051, 243840835]
GOLDEN_BAND = "00:a8917061c51315ee"


def words(seed: int, count: int) -> list[str]:
    draw = random.Random(seed)
    vocabulary = [f"w{number}" for number in range(3000)]
    return draw.choices(vocabulary, weights=[1 / (1 + rank) for rank in range(3000)], k=count)


def share_a_band(one: Fingerprint, other: Fingerprint) -> bool:
    return not set(one.bands).isdisjoint(other.bands)


def test_the_fingerprint_of_a_text_is_the_same_for_ever() -> None:
    """Stored fingerprints are compared with new ones: should this fail, mend the code, not the numbers."""
    found = fingerprint(GOLDEN_TEXT)
    assert found.digest == GOLDEN_DIGEST
    assert found.signature[:4] == GOLDEN_SIGNATURE
    assert found.bands[0] == GOLDEN_BAND


def test_case_spacing_punctuation_and_width_do_not_count() -> None:
    same = (
        "THE FERRY, between Karlshavn\nand “Sund”, was halted on Tuesday after it struck a ﬁshing boat in fog"
    )
    assert fingerprint(same) == fingerprint(GOLDEN_TEXT)


def test_other_words_give_another_digest() -> None:
    assert fingerprint(GOLDEN_TEXT + " Again.").digest != fingerprint(GOLDEN_TEXT).digest


@pytest.mark.parametrize("seed", range(20))
def test_a_reprint_shares_a_band_with_its_original(seed: int) -> None:
    """Trimmed at its end, opened anew and edited in one word of fifty."""
    original = words(seed, 500)
    reprint = words(seed + 1000, 12) + original[10:420]
    for position in range(25, len(reprint), 50):
        reprint[position] = "edited"
    one, other = fingerprint(" ".join(original)), fingerprint(" ".join(reprint))
    assert share_a_band(one, other)
    assert jaccard(one, other) > 0.5


@pytest.mark.parametrize("seed", range(20))
def test_texts_of_their_own_share_no_band(seed: int) -> None:
    one, other = (fingerprint(" ".join(words(seed + add, 500))) for add in (0, 5000))
    assert not share_a_band(one, other)
    assert jaccard(one, other) < 0.1


@pytest.mark.parametrize("kept", [0.9, 0.75, 0.6])
def test_the_estimate_is_near_the_share_of_text_in_common(kept: float) -> None:
    original = words(7, 2000)
    trimmed = original[: int(len(original) * kept)]
    estimate = jaccard(fingerprint(" ".join(original)), fingerprint(" ".join(trimmed)))
    assert estimate == pytest.approx(kept, abs=0.12)


@pytest.mark.parametrize(
    "text", ["", "One.", "one two three four", "one two three four five", "中文新闻", "💥"]
)
def test_short_texts_have_a_fingerprint_of_full_length(text: str) -> None:
    found = fingerprint(text)
    assert len(found.signature) == POSITIONS
    assert len(set(found.bands)) == 32


def test_texts_without_spaces_between_words_are_compared_by_character() -> None:
    one = "昨天晚上卡尔港与松德岛之间的渡轮在大雾中撞上一艘渔船后停航海岸警卫队说没有人员死亡"
    assert jaccard(fingerprint(one), fingerprint(one[:-6])) > 0.6


@given(st.text())
def test_any_text_has_one_fingerprint(text: str) -> None:
    text = text.encode(errors="ignore").decode()
    found = fingerprint(text)
    assert found == fingerprint(text)
    assert all(0 <= value < 2**32 for value in found.signature)
