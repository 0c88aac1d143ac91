"""What two claims mean to each other, by a trained model: how near they are, and how they relate.

One small encoder (`models/matcher`, MiniLM trained by `training/matcher`) is asked two ways. Of one
claim it makes a vector, once, when the claim is found; the vectors of two claims tell whether they are worth
comparing. Of two claims read together it tells how they relate; where it does not rule out that they do, a
larger model is asked too (`judge`), which reads either claim after what stands before it.
"""

import base64
import os
import re
from functools import lru_cache
from math import inf, log
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime  # type: ignore[import-untyped]

from claimwire_nlp.judge import scores as judge
from claimwire_nlp.reading.encoder import MODEL as READER
from claimwire_nlp.reading.encoder import SLOW_JOINTS, one_thread
from claimwire_nlp.reading.scores import Floats, log_softmax
from claimwire_nlp.reading.wordpiece import WordPiece

MODEL = Path(__file__).parents[1] / "models" / "matcher"
WORD = re.compile(r"\w+(?:[\u2019']\w+)*|[^\w\s]")
MARKS = "\u201c\u201d\u2018\u2019\"' ,"
LONGEST = 64
"""Pieces of a claim that are read; news puts the assertion first."""
LONGEST_BEFORE = 32
"""Pieces that are read of what stands before a claim: the last, who says it among them."""
AT_ONCE = 0.1
"""Hours within which neither of two claims is the later one."""
LATER = ((AT_ONCE, ""), (3, "soon after"), (12, "hours later"), (36, "a day later"), (inf, "days later"))
"""How much later one of two claims is told, in words, by the hours below which it is that."""
WIDTH = 384
SUREST = 6.0
"""Beyond these log-odds the model's word weighs no more."""
UNRELATED = 0.5
"""From here on, how likely it is that two claims have nothing to do with each other, as the matcher reads
them, the judge is not asked."""
COPY = 0.9
"""From here on, how likely it is that two claims say the same, as the matcher reads them, it is not asked
either: of claims in nearly the same words it hardly ever says another thing."""
JUDGE = 0.85
"""What the judge's word counts; the matcher's counts the rest."""
STEPS = 127
"""The vector's parts are kept as whole numbers up to this: a cosine is off by less than a hundredth."""


class Wording(NamedTuple):
    """A claim's words, and those that stand before it in its text.

    Of two that are read together, the later one's says in `later` how much later it is told (`LATER`).
    """

    text: str
    before: str = ""
    later: str = ""


NEITHER = -1
"""The kind of a piece that is of no claim: it stands before one."""


class Read(NamedTuple):
    """What a model reads: word pieces by number, each of the first claim (0), the second (1) or `NEITHER`."""

    pieces: list[int]
    kinds: list[int]


class Relation(NamedTuple):
    """How likely it is, 0 to 1, that two claims say the same, are set apart by one thing, or neither.

    The four things are told of claims as of one time. Where one brings the other up to date, that is an
    outcome of its own, which the judge alone knows; an article may tell both.
    """

    same: float
    other: float
    number: float
    date: float
    polarity: float
    participant: float
    update: float


SAME, OTHER, UPDATE = (Relation._fields.index(name) for name in ("same", "other", "update"))
APART = slice(OTHER + 1, UPDATE)
"""Where the things lie that set two claims apart as of one time."""


def vector(text: str) -> str:
    """The claim's place among all claims: 384 whole numbers, base64 of int8."""
    found, _ = _run(single(text))
    return base64.b64encode((found * STEPS).round().astype(np.int8).tobytes()).decode("ascii")


def nearness(a: str, b: str) -> float:
    """The cosine of two vectors, -1 to 1; 0 where either is not known."""
    return float(_unpacked(a) @ _unpacked(b))


def nearnesses(these: list[str], those: list[str]) -> Floats:
    """The cosine of each of these vectors and each of those (these x those)."""
    rows = (np.stack([_unpacked(packed) for packed in side]) for side in (these, those))
    one, other = rows
    return np.asarray(one @ other.T)


def relation(a: Wording, b: Wording) -> Relation:
    """How two claims relate, read together; either order gives the same."""
    return read_together(*ordered(a, b))


@lru_cache(maxsize=20_000)
def read_together(one: Wording, other: Wording) -> Relation:
    """How two claims relate that stand in the order in which they are read."""
    scores, updated = by_matcher(one, other), 0.0
    if np.exp(scores[OTHER]) < UNRELATED and np.exp(scores[SAME]) < COPY:
        judged, updated = as_of_one_time(log_softmax(judge.scores(*in_context(one, other))))
        scores = log_softmax((1 - JUDGE) * scores + JUDGE * judged)
    likely = np.append(np.exp(scores), 0.0)
    likely[UPDATE] = likely[APART].sum() * updated
    likely[APART] *= 1 - updated
    return Relation(*(float(each) for each in likely))


def as_of_one_time(judged: Floats) -> tuple[Floats, float]:
    """The log-likelihoods as of one time, and how far what sets apart is an update, 0 to 1.

    What the judge gives to an update goes to the things that set two claims apart.
    """
    at_one_time = np.logaddexp.reduce(judged[APART])
    apart = np.logaddexp(at_one_time, judged[UPDATE])
    scores = judged[:UPDATE].copy()
    scores[APART] += apart - at_one_time
    return scores, float(np.exp(judged[UPDATE] - apart))


def later(hours: float) -> str:
    """How much later it is, in words; none before the other's time or at once."""
    return next(words for most, words in LATER if hours < most)


def ordered(a: Wording, b: Wording) -> list[Wording]:
    """Two claims in the order in which they are read: the shorter one first."""
    return sorted((a, b), key=lambda wording: (len(wording.text), wording))


def by_matcher(first: Wording, second: Wording) -> Floats:
    """The log-likelihoods of two claims' relations, as the matcher reads them."""
    return log_softmax(_run(couple(first.text, second.text))[1])


def log_odds(likely: float) -> float:
    """The log-odds of a likelihood, within those beyond which the model's word weighs no more."""
    return max(-SUREST, min(SUREST, log((likely + 1e-4) / (1 - likely + 1e-4))))


def similarity(a: str, b: str) -> float:
    """How far two texts say the same: the mean of their nearness and of the chance that they do, 0 to 1."""
    return (max(0.0, nearness(vector(a), vector(b))) + relation(Wording(a), Wording(b)).same) / 2


def single(text: str) -> Read:
    """One claim, whose vector is asked for."""
    pieces = [_words().opening, *_pieces(text), _words().parting]
    return Read(pieces, [0] * len(pieces))


def couple(first: str, second: str) -> Read:
    """Two claims, whose relation is asked for."""
    one, other = _pieces(first), _pieces(second)
    pieces = [_words().opening, *one, _words().parting, *other, _words().parting]
    return Read(pieces, [0] * (len(one) + 2) + [1] * (len(other) + 1))


def in_context(first: Wording, second: Wording) -> Read:
    """Two claims, each after how much later it is and what stands before it, whose relation is asked for."""
    opening, parting = _words().opening, _words().parting
    one, other = (_with_before(wording, kind) for kind, wording in enumerate((first, second)))
    pieces = [opening, *one.pieces, parting, *other.pieces]
    return Read(pieces, [0, *one.kinds, 1, *other.kinds])


def _with_before(wording: Wording, kind: int) -> Read:
    """A claim after how much later it is and what stands before it, a mark after that and after the claim."""
    later, claim = _in_pieces(wording.later.split()), _pieces(wording.text)
    before = [*later, *_in_pieces(WORD.findall(wording.before))[-LONGEST_BEFORE:]]
    parting = _words().parting
    pieces = [*before, parting, *claim, parting]
    return Read(pieces, [NEITHER] * (len(before) + 1) + [kind] * (len(claim) + 1))


@lru_cache(maxsize=20_000)
def _unpacked(packed: str) -> Floats:
    """The vector at length 1; one that is not known is near to nothing."""
    found = np.frombuffer(base64.b64decode(packed), np.int8).astype(np.float32)
    if len(found) != WIDTH:
        return np.zeros(WIDTH, np.float32)
    length = float(np.linalg.norm(found))
    return found / length if length else found


def _pieces(text: str) -> list[int]:
    """A claim's word pieces, without quotation marks and an opening "that", which say nothing."""
    words = [word for word in WORD.findall(text.strip(MARKS)) if word not in MARKS]
    if words and words[0].casefold() == "that":
        words = words[1:]
    return _in_pieces(words)[:LONGEST]


def _in_pieces(words: list[str]) -> list[int]:
    return [piece for word in words for piece in _words().pieces(word)]


def _run(read: Read) -> tuple[Floats, Floats]:
    """The model's two outputs, read alone: in a batch the 8-bit scales would hang on a claim's neighbours."""
    feed = {"ids": np.array([read.pieces], np.int64), "kind": np.array([read.kinds], np.int64)}
    found, scores = session(os.getpid()).run(None, feed)
    return found[0], scores[0]


@lru_cache(maxsize=1)
def _words() -> WordPiece:
    return WordPiece(READER / "vocab.txt")


@lru_cache(maxsize=1)
def session(process: int) -> onnxruntime.InferenceSession:
    """This process's session, made when it is first needed: a session does not outlive a fork."""
    del process
    return one_thread(MODEL / "model.onnx", SLOW_JOINTS)
