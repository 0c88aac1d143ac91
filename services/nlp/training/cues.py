# ruff: noqa: INP001  a script, not a package
"""Count how often each word is a cue in each frame, and write the lexicon `cues.tsv`.

Usage: python services/nlp/training/cues.py --data FOLDER/polnear/train.jsonl

The corpus (PolNeAR) is not part of this repository; what is kept of it is one
share for each word and frame. A share is smoothed towards that of its frame.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from claimwire_nlp.attribution import candidates
from claimwire_nlp.attribution.candidates import Candidate
from claimwire_nlp.pipeline import load
from spacy.tokens import Doc

TARGET = Path(__file__).parents[1] / "src/claimwire_nlp/attribution/cues.tsv"
HEADER = """\
# Word/POS, frame, share of occurrences marked as attribution in PolNeAR's training articles.
# Made by training/cues.py; the frames are told in content.py.
"""
SMOOTHING = 3.0
SEEN = 3
LEAST = 0.3
SAME = 0.5

Key = tuple[str, str]


def main() -> None:
    """Read the articles, count and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="PolNeAR's training articles, JSON lines")
    parser.add_argument("--model", help="spaCy pipeline to parse with")
    args = parser.parse_args()
    articles = [json.loads(line) for line in args.data.read_text(encoding="utf-8").splitlines()]
    nlp = load(args.model)
    seen: Counter[Key] = Counter()
    hits: Counter[Key] = Counter()
    for doc, article in zip(nlp.pipe(a["text"] for a in articles), articles, strict=True):
        for key, hit in judged(doc, article):
            seen[key] += 1
            hits[key] += hit
    TARGET.write_text(HEADER + "".join(rows(seen, hits)), encoding="utf-8")


def judged(doc: Doc, article: dict[str, list[dict[str, list[list[int]]]]]) -> Iterator[tuple[Key, bool]]:
    """Each candidate of an article, and whether the annotators marked about the same content."""
    gold = [{i for start, end in a["content"] for i in range(start, end)} for a in article["attributions"]]
    for candidate in candidates.find(doc):
        found = characters(candidate)
        if found:
            yield (candidate.key, candidate.frame), any(alike(found, other) for other in gold)


def characters(candidate: Candidate) -> set[int]:
    """The offsets that a candidate's content covers."""
    return {i for span in candidate.content for i in range(span.start_char, span.end_char)}


def alike(one: set[int], other: set[int]) -> bool:
    """Whether two contents share half of their characters or more (Jaccard)."""
    return len(one & other) >= SAME * len(one | other)


def rows(seen: Counter[Key], hits: Counter[Key]) -> Iterator[str]:
    """The lexicon's lines, sorted, of those seen often enough to tell."""
    by_frame, by_word = Shares(), Shares()
    for (key, frame), count in seen.items():
        by_frame.add(("", frame), count, hits[key, frame])
        by_word.add((key, plain(frame)), count, hits[key, frame])
    for (key, frame), count in sorted(seen.items()):
        prior = by_word.share((key, plain(frame)), by_frame.share(("", frame), 0.0))
        rate = smoothed(hits[key, frame], count, prior)
        if by_word.seen[key, plain(frame)] >= SEEN and rate >= LEAST:
            yield f"{key}\t{frame}\t{rate:.2f}\n"


class Shares:
    """Counts of occurrences and hits, and the share that they give, drawn towards a prior."""

    def __init__(self) -> None:
        self.seen: Counter[Key] = Counter()
        self.hits: Counter[Key] = Counter()

    def add(self, key: Key, seen: int, hits: int) -> None:
        """Count more."""
        self.seen[key] += seen
        self.hits[key] += hits

    def share(self, key: Key, prior: float) -> float:
        """The smoothed share of hits."""
        return smoothed(self.hits[key], self.seen[key], prior)


def smoothed(hits: int, seen: int, prior: float) -> float:
    """A share as if `SMOOTHING` more had been seen that follow the prior."""
    return (hits + SMOOTHING * prior) / (seen + SMOOTHING)


def plain(frame: str) -> str:
    """A frame without the form of its verb."""
    return frame.split("/", maxsplit=1)[0]


if __name__ == "__main__":
    main()
