"""The learned tagger's own stages, and that the rules can stand in its place."""

import subprocess
import sys
from itertools import groupby, pairwise

import numpy as np
import pytest
from claimwire_contracts.messages import Analyze
from claimwire_nlp.annotate import annotate
from claimwire_nlp.pipeline import load
from claimwire_nlp.reading import encoder, parts, sequences, windows
from claimwire_nlp.reading.component import vocabulary
from claimwire_nlp.reading.sequences import CONTENT, SOURCE
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import claims, said

PIECES = [
    ("harbour", ["harbour"]),
    ("Harbour", ["harbour"]),
    ("naïve", ["naive"]),
    ("harbourmaster", ["harbour", "##master"]),
    ("don’t", ["don", "’", "t"]),
    ("中文", ["中", "文"]),
    ("har\u00adbour", ["harbour"]),
    ("☃", ["[UNK]"]),
    ("x" * 101, ["[UNK]"]),
]


@pytest.mark.parametrize(("word", "expected"), PIECES)
def test_a_word_is_cut_into_the_longest_pieces_of_the_vocabulary(word: str, expected: list[str]) -> None:
    names = {number: piece for piece, number in vocabulary().ids.items()}
    assert [names[number] for number in vocabulary().pieces(word)] == expected


TEXTS = st.text(alphabet="ab é中’.\n“”", max_size=3000)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_windows_hold_every_word_once_in_order_and_none_is_too_long(text: str) -> None:
    found = list(windows.find(text, vocabulary()))
    words = [(word.start, word.end) for window in found for word in window.words]
    assert words == [match.span() for match in windows.WORD.finditer(text)]
    assert all(len(window.ids) <= windows.LONGEST for window in found)


@given(st.integers(1, 30).flatmap(lambda n: st.lists(st.integers(0, 4), min_size=n, max_size=n)))
@settings(max_examples=60, deadline=None)
def test_a_cue_has_one_run_of_source_and_one_of_content_on_each_side(wanted: list[int]) -> None:
    scores = np.full((1, len(wanted), 5), -5, np.float32)
    scores[0, range(len(wanted)), wanted] = 0
    anew = np.zeros((1, len(wanted)), np.bool_)
    labels = sequences.best(scores, anew, sequences.parts(), sequences.parts(anew=True))[0].tolist()
    begun = [label for label in labels if label in {CONTENT, SOURCE}]
    assert len(begun) == len(set(begun))
    assert all(after != begin + 1 or before in {begin, begin + 1}
               for before, after in pairwise([0, *labels]) for begin in (CONTENT, SOURCE))  # fmt: skip
    assert [key for key, _ in groupby(labels, key=lambda x: (x + 1) // 2)].count(2) <= 1


def test_content_may_begin_anew_after_the_cue() -> None:
    scores = np.full((1, 5, 5), -5, np.float32)
    scores[0, range(5), [CONTENT, CONTENT + 1, 0, CONTENT, CONTENT + 1]] = 0
    anew = np.array([[False, False, False, True, False]])
    labels = sequences.best(scores, anew, sequences.parts(), sequences.parts(anew=True))
    assert labels.tolist() == [[1, 2, 0, 1, 2]]


DISTANCES = [(0, 0), (-3, 3), (3, 35), (-11, 11), (-12, 12), (-300, 31), (-4000, 31), (4000, 63)]


@pytest.mark.parametrize(("distance", "row"), DISTANCES)
def test_distances_are_counted_near_and_roughly_far_from_the_cue(distance: int, row: int) -> None:
    assert parts.bucket(np.array([distance])).tolist() == [row]


def test_a_session_is_made_once_for_a_process_and_anew_in_another() -> None:
    here = encoder.session(1)
    assert encoder.session(1) is here
    assert encoder.session(2) is not here


def test_a_version_tells_the_readers_weights() -> None:
    nlp = load()
    assert nlp.config["components"]["claimwire_reader"]["weights"] == encoder.fingerprint()


def test_the_rules_alone_read_no_weights() -> None:
    alone = (
        "from claimwire_nlp.pipeline import load; load(attribution='rules');"
        "from claimwire_nlp.reading.encoder import fingerprint; print(fingerprint.cache_info().misses)"
    )
    told = subprocess.run([sys.executable, "-c", alone], capture_output=True, text=True, check=True)
    assert told.stdout == "0\n"


def test_the_rules_can_stand_in_the_taggers_place() -> None:
    text = "Maria Lindqvist said the ferry would leave on time."
    (claim,) = annotate(Analyze(id="1", reply_to="", text=text), attribution="rules").claims
    assert claim.content.text == "the ferry would leave on time"


def test_the_rules_read_past_an_inserted_cue() -> None:
    text = "He had assured her, she said, that the school would stay open."
    (claim,) = annotate(Analyze(id="1", reply_to="", text=text), attribution="rules").claims
    assert claim.content.text == "that the school would stay open"


def test_a_report_that_cites_is_read_where_the_tagger_knows_its_citing_alone() -> None:
    (claim,) = claims("The Business Ledger reported on Monday, citing two clerks, that the plane was late.")
    assert said(claim)[2] == "that the plane was late"
    assert [link.name for link in claim.via] == ["Business Ledger"]


def test_the_subject_of_the_next_sentence_is_no_piece_of_what_is_said() -> None:
    text = "Sentencing will be on March 20, Justice Paul Renner said. Lomax was released on bail."
    told = [said(claim)[2] for claim in claims(text)]
    assert told == ["Sentencing will be on March 20", "Lomax was released on bail"]


@pytest.mark.parametrize(
    "text",
    [
        "A Leeds jury on Friday found Gareth Lomax guilty on six of eight counts of fraud.",
        "A Leeds jury on Friday found Gareth Lomax guilty of defrauding forty pensioners.",
    ],
)
def test_who_finds_somebody_guilty_says_nothing_but_decides(text: str) -> None:
    (claim,) = claims(text)
    assert claim.kind == "narrated"
    assert claim.content.text.startswith("A Leeds jury on Friday found")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The report found the operator negligent.", "The report"),
        ("The jury found that Gareth Lomax was guilty.", "The jury"),
    ],
)
def test_who_finds_out_says_it(text: str, who: str) -> None:
    (claim,) = claims(text)
    assert claim.source is not None
    assert claim.source.text == who


def test_both_halves_of_what_is_said_are_kept_around_the_cue() -> None:
    (claim,) = claims("“The mine,” Dan Levi said, “was safe on Monday.”")
    assert "The mine" in claim.content.text
    assert "was safe" in claim.content.text
