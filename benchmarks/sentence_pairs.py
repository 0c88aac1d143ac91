# ruff: noqa: INP001  imported by the scripts that lie beside it
"""Pairs of news sentences with how alike people find them (SemEval's STS), against what the matcher says.

Two things are asked of the matcher: how alike it finds two sentences (`meaning.similarity`), and whether it
takes a claim of the one for one of the other (`claims.judge`), each sentence read as an article of its own.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import in_store
import numpy as np
from claimwire_contracts.messages import Annotate, DocumentInStore
from claimwire_nlp.annotate import annotate_all
from claimwire_nlp.matching import claims, meaning
from claimwire_nlp.matching.pairs import pairs
from stack import tell

SETS = (
    "headlines-2013",
    "headlines-2014",
    "headlines-2015",
    "headlines-2016",
    "deft-news-2014",
    "MSRpar.test",
)
ALIKE = 4.0
"""The gold score from which two sentences say the same, details aside; 5 is the very same."""
NEAR = 3.0
"""The gold score from which two sentences say the same but differ in something that matters."""
SEEN = datetime(2026, 1, 1, tzinfo=UTC)


class Pair(NamedTuple):
    """Two sentences and their gold score, 0 to 5."""

    gold: float
    a: str
    b: str


class Judged(NamedTuple):
    """A pair's gold score, how alike the matcher finds it, and whether it joins a claim of both."""

    gold: float
    similarity: float
    joined: bool


class PairScore(NamedTuple):
    """How well a set's pairs are judged.

    Attributes:
        pairs: how many there are.
        pearson: the correlation of the similarity with the gold score.
        joined: how many pairs have a claim joined.
        alike: of these the share with a gold score of `ALIKE` or more.
        near: of these the share with a gold score of `NEAR` or more.
    """

    pairs: int
    pearson: float
    joined: int
    alike: float | None
    near: float | None


def read(path: Path) -> list[Pair]:
    """The pairs of a file: score, sentence, sentence, apart by tabs; those without a score are left out."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Pair(float(gold), a.strip(), b.strip()) for gold, a, b, *_ in rows if gold]


def judged(given: Sequence[Pair]) -> list[Judged]:
    """What the matcher says of pairs."""
    sentences = sorted({sentence for pair in given for sentence in (pair.a, pair.b)})
    read_as = dict(zip(sentences, _documents(sentences), strict=True))
    return [
        Judged(pair.gold, meaning.similarity(pair.a, pair.b), _joined(read_as[pair.a], read_as[pair.b]))
        for pair in given
    ]


def score(found: Sequence[Judged]) -> PairScore:
    """The figures of a set."""
    joined = [one.gold for one in found if one.joined]
    pearson = np.corrcoef([one.gold for one in found], [one.similarity for one in found])[0, 1]
    return PairScore(len(found), float(pearson), len(joined), _share(joined, ALIKE), _share(joined, NEAR))


def _share(gold: Sequence[float], least: float) -> float | None:
    return sum(one >= least for one in gold) / len(gold) if gold else None


def _joined(a: DocumentInStore, b: DocumentInStore) -> bool:
    if a.id == b.id:
        return True
    verdicts = (claims.judge(one, other) for one, other in pairs(a, b))
    return any(verdict is not None and verdict.relation == "same" for verdict in verdicts)


def _documents(sentences: Sequence[str]) -> Iterator[DocumentInStore]:
    requests = (
        Annotate(job_id="", lease="", document_id="", text=sentence, published_at=SEEN, language="en")
        for sentence in sentences
    )
    for number, annotation in enumerate(annotate_all(requests)):
        if number % 1000 == 0:
            tell(f"{number} of {len(sentences)} sentences read")
        yield in_store.document(f"d{number}", annotation, SEEN)
