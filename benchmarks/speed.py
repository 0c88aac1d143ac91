# ruff: noqa: INP001, T201  a script that is run by its path and prints its figures
"""How fast articles are read, all of annotate, as a ratio to a bare spaCy pipeline in the same run.

    python benchmarks/speed.py ARTICLES.jsonl [--attribution learned|rules]

ARTICLES.jsonl holds articles as {"text"}, one a line. One core, models loaded before; CPU seconds, and the
two read by turns, so that what else the machine does weighs on both. Memory is what a process has taken after
reading each article by itself, as a worker does. Prints JSON.
"""

import argparse
import json
import os
import resource
import time
from collections.abc import Iterable
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"

import spacy
from claimwire_nlp.lines import Line, answers
from claimwire_nlp.pipeline import DEFAULT_MODEL

ROUNDS = 3
"""Every article is read so many times by each; the least time of each counts."""


def main() -> None:
    """Print words a CPU second of both, their ratio and the memory of annotate alone."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--attribution", default="learned", choices=("learned", "rules"))
    args = parser.parse_args()
    texts = [json.loads(line)["text"] for line in args.articles.read_text(encoding="utf-8").splitlines()]
    words = sum(len(text.split()) for text in texts)
    lines = [Line(id=i, text=text) for i, text in enumerate(texts)]
    for line in lines:  # one at a time, as a worker does
        list(answers([line], attribution=args.attribution))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    nlp = spacy.load(DEFAULT_MODEL)
    times = [
        (seconds(nlp.pipe(texts)), seconds(answers(lines, attribution=args.attribution)))
        for _ in range(ROUNDS)
    ]
    theirs, ours = (min(taken) for taken in zip(*times, strict=True))
    figures = {"bare": words / theirs, "annotate": words / ours, "ratio": theirs / ours, "MB": memory}
    print(json.dumps({"words": words} | figures))


def seconds(work: Iterable[object]) -> float:
    """The CPU seconds that it takes to go through the results of some work."""
    before = time.process_time()
    for _ in work:
        pass
    return time.process_time() - before


if __name__ == "__main__":
    main()
