# ruff: noqa: INP001, T201  a script that is run by its path and tells what it drew
"""Draw the curves that make a confidence of what finds attributions says of itself.

    python benchmarks/calibrate.py --data FOLDER

FOLDER holds `polnear/train.jsonl`, whose last articles the reader is not trained on. They are annotated with
no curves, the claims put in order and parted into bins of one size; a bin's mean measure and its share of
claims whose content and source are right are a point of the curve, kept rising (Zadrozny and Elkan 2002).
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from annotating import annotated, attributed, told
from attribution_score import Judged, score
from claimwire_nlp.attribution.confidence import CURVES

HELD_OUT = 60
"""As in `services/nlp/training/reader/train.py`."""
BINS = 12
WAYS = ("learned", "rules")
NONE = "{}\n"

Points = dict[str, list[float]]


def main() -> None:
    """Write the curves in place of those that there are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder with the data sets")
    path = parser.parse_args().data / "polnear" / "train.jsonl"
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][-HELD_OUT:]
    CURVES.write_text(NONE)
    curves = {}
    for way in WAYS:
        answers = annotated(articles, ["--attribution", way])
        found = ([told(claim) for claim in attributed(answer)] for answer in answers)
        texts = ((article["text"], article["attributions"]) for article in articles)
        total = score((text, gold, own) for (text, gold), own in zip(texts, found, strict=True))
        curves[way] = curve(total.judged)
        print(way, len(total.judged), "claims", curves[way])
    CURVES.write_text(json.dumps(curves, indent=1) + "\n")


def curve(judged: list[Judged]) -> Points:
    """The points of claims in bins of one size; equal measures end in one point."""
    ordered = sorted(judged)
    size = max(1, len(ordered) // BINS)
    bins = [ordered[i : i + size] for i in range(0, len(ordered) - size + 1, size)]
    means = [fmean(one.confidence for one in group) for group in bins]
    rights = rising([fmean(one.right for one in group) for group in bins])
    points = dict(zip((round(mean, 4) for mean in means), (round(right, 4) for right in rights), strict=True))
    return {"measure": list(points), "right": list(points.values())}


def rising(values: list[float]) -> Iterator[float]:
    """The values with the least change that makes none less than the one before (pool adjacent violators)."""
    pools: list[list[float]] = []
    for value in values:
        pools.append([value])
        while len(pools) > 1 and fmean(pools[-2]) > fmean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    return (fmean(pool) for pool in pools for _ in pool)


if __name__ == "__main__":
    main()
