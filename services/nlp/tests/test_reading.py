"""The learned reader's own stages: windows, names, and what it makes of a text and its reprint."""

import numpy as np
import pytest
from claimwire_nlp.reading import component, names, windows
from claimwire_nlp.reading.encoder import Encoded
from claimwire_nlp.reading.names import KINDS, TYPES

NEWS = [
    "The harbour board of Vikborg said on Monday that the north pier would close in April.",
    "“We have no choice,” Marit Solheim, its chairwoman, told the Vikborg Courier.",
    "The pier was built in 1911 and has not been repaired since a storm in 1987.",
    "Fishermen had asked the board to wait until the season was over.",
    "According to a survey by Nordlys Engineering, eleven of its forty piles are rotten.",
    "A spokesman for the transport ministry declined to comment.",
    "Two ferries will leave from Lindholm instead, the company that runs them said.",
    "Mayor Odd Haugen called the decision “a blow to every family on the quay”.",
    "The board meets again on 12 March.",
]


LONG = [f"{paragraph} It was the {count}th report." for count in range(4) for paragraph in NEWS]
AHEAD = ["This report was written by an agency.", "It was not edited here.", "VIKBORG (Nordbyrå) —"]


def read(paragraphs: list[str]) -> list[tuple[str, ...]]:
    """The attributions of a text as the words of cue and content."""
    text = "\n".join(paragraphs)
    return [
        tuple(text[slice(*piece)] for piece in (one.cue, *one.content))
        for _, attributed in component.read(text)
        for one in attributed
    ]


def cut(paragraphs: list[str]) -> list[str]:
    """The windows of a text, as the text that each holds."""
    text = "\n".join(paragraphs)
    found = windows.find(text, component.vocabulary())
    return [text[window.words[0].start : window.words[-1].end] for window in found]


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_reprint_with_other_first_paragraphs_is_cut_alike_after_them(lines: int) -> None:
    assert cut(AHEAD[:lines] + LONG)[2:] == cut(LONG)[2:]


def test_a_reprint_is_read_alike_where_it_is_cut_alike() -> None:
    own, reprint = read(LONG), read(AHEAD + LONG)
    half = len(own) // 2
    assert own[-half:] == reprint[-half:]


def scores(labels: list[int], kinds: list[str]) -> Encoded:
    """A window whose heads are sure of some labels of names and of finer types."""
    window = windows.Window([0] * len(labels), [], list(range(len(labels))), [0] * len(labels))
    of_names = np.full((len(labels), 1 + 2 * len(TYPES)), -9, np.float32)
    of_kinds = np.full((len(labels), len(KINDS)), -9, np.float32)
    of_names[range(len(labels)), labels] = 9
    of_kinds[range(len(labels)), [KINDS.index(kind) for kind in kinds]] = 9
    none = np.zeros((len(labels), 0), np.float32)
    return Encoded(window, none, none, none, of_names, of_kinds)


def test_a_name_has_the_finer_type_that_its_coarser_one_allows() -> None:
    place = scores([0, 5, 6, 0], ["", "FAC", "FAC", ""])
    person = scores([1, 2, 0, 0], ["GPE", "GPE", "", ""])
    found = names.find([place, person])
    assert [[(name.words, name.kind) for name in window] for window in found] == [
        [((1, 3), "FAC")],
        [((0, 2), "PERSON")],
    ]
