"""Whether two quotations are one, and where their words differ."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from claimwire_nlp.matching import names

WORD = re.compile(r"[\w%$€£]+(?:['\u2019.,]\w+)*")
FEWEST = 4
"""Quotations of fewer words are phrases that anybody may use."""
ONE = 0.75
"""Share of words in common, in order, from which two quotations are one."""
ONE_OF_SPEAKER = 0.65
"""The same where one known speaker is said to have said both."""
SHOWN = 3
NEGATIONS = {"not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"}


class Drift(NamedTuple):
    """How two versions of one quotation relate: the share of common words, and what was altered."""

    ratio: float
    altered: list[tuple[str, str]]

    @property
    def detail(self) -> str | None:
        """The alterations for a reader ("will not → won't"), or None where there is none."""
        shown = [f"{a or '∅'} → {b or '∅'}" for a, b in self.altered[:SHOWN]]
        return "; ".join(shown) or None

    @property
    def figures_differ(self) -> bool:
        """Whether an alteration changes a figure."""
        return any(_figures(a) != _figures(b) for a, b in self.altered)

    @property
    def turned(self) -> bool:
        """Whether an alteration changes a figure or turns yes into no: then they do not say the same."""
        return self.figures_differ or any(negated(a) != negated(b) for a, b in self.altered)


def compare(a: str, b: str, asked: float = ONE) -> Drift | None:
    """How two quotations relate if they are versions of one (as `asked`, a share of words, tells), else None.

    What one of them leaves out at its beginning or end is a shorter quotation, not an altered one.
    """
    left, right = WORD.findall(a), WORD.findall(b)
    if min(len(left), len(right)) < FEWEST:
        return None
    matcher = SequenceMatcher(None, [_form(w) for w in left], [_form(w) for w in right], autojunk=False)
    codes = matcher.get_opcodes()
    while codes and codes[0][0] in {"insert", "delete"}:
        codes = codes[1:]
    while codes and codes[-1][0] in {"insert", "delete"}:
        codes = codes[:-1]
    kept = sum(i2 - i1 for tag, i1, i2, _, _ in codes if tag == "equal")
    reach = sum(max(i2 - i1, j2 - j1) for _, i1, i2, j1, j2 in codes)
    if kept < FEWEST or kept / reach < asked or 2 * reach < max(len(left), len(right)):
        return None
    changes = [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in codes if tag != "equal"]
    return Drift(
        kept / reach, [(" ".join(left[i1:i2]), " ".join(right[j1:j2])) for i1, i2, j1, j2 in changes]
    )


def same_speaker(a: str | None, b: str | None) -> bool | None:
    """Whether two speakers are one; None where either is unknown."""
    if not a or not b:
        return None
    one, other = set(names.person(a).split()), set(names.person(b).split())
    return one <= other or other <= one


def _form(word: str) -> str:
    return word.casefold().replace("\u2019", "'")


def negated(text: str) -> bool:
    """Whether some of the words say no."""
    forms = [_form(word) for word in text.split()]
    return any(form in NEGATIONS or form.endswith("n't") for form in forms)


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)*", text)
