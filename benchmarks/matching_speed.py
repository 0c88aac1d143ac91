# ruff: noqa: INP001, T201  a script that is run by its path and prints its figures
"""What it takes to match an article with the others of its event, as a ratio to annotating it.

    python benchmarks/matching_speed.py EVENTS [--most 12]

EVENTS is a folder of marked events (`gold/events/README.md`). Its articles come in the order of their files,
and each is matched with those of its event that came before it, by one worker that keeps what it has read.
One core, CPU seconds, all in one run. Prints JSON: milliseconds an article to annotate, milliseconds an
earlier article to match, how often the judge is asked for it, and milliseconds each time.
"""

import argparse
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

os.environ["OMP_NUM_THREADS"] = "1"

import gold_events
import in_store
from claimwire_contracts.messages import DocumentInStore, Match
from claimwire_nlp.judge import scores as judge
from claimwire_nlp.matching import meaning
from claimwire_nlp.matching.match import match
from claimwire_nlp.reading.scores import Floats

EVENTS = 12
Result = TypeVar("Result")
Scores = Callable[[list[int], list[int]], Floats]


class Spent:
    """CPU seconds, and how often what was done."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.times: Counter[str] = Counter()

    def on(self, name: str, work: Callable[[], Result], times: int = 1) -> Result:
        """Do some work that counts as so many times."""
        before = time.process_time()
        result = work()
        self.seconds[name] += time.process_time() - before
        self.times[name] += times
        return result

    def each(self, name: str) -> float:
        """Milliseconds that a thing took on average."""
        return 1000 * self.seconds[name] / max(1, self.times[name])


def main() -> None:
    """Annotate and match, and print what it took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("events", type=Path)
    parser.add_argument("--most", type=int, default=EVENTS, help="of so many events")
    args = parser.parse_args()
    meaning.similarity("A warm", "start")
    spent = Spent()
    judge.scores = _counted(judge.scores, spent)
    for event in islice(gold_events.read(args.events), args.most):
        _match(list(_annotated(event, spent)), spent)
    pairs = spent.times["match"]
    figures = {
        "articles": spent.times["annotate"],
        "pairs": pairs,
        "annotate, ms an article": spent.each("annotate"),
        "match, ms an earlier article": spent.each("match"),
        "ratio": spent.each("match") / spent.each("annotate"),
        "judge asked": spent.times["judge"] / pairs,
        "judge, ms": spent.each("judge"),
    }
    print(json.dumps({name: round(figure, 2) for name, figure in figures.items()}, indent=1))


def _counted(scores: Scores, spent: Spent) -> Scores:
    """What counts how often it is asked, and for how long."""
    return lambda pieces, kinds: spent.on("judge", lambda: scores(pieces, kinds))


def _annotated(event: gold_events.Event, spent: Spent) -> Iterator[DocumentInStore]:
    for article in event.articles:
        annotation = spent.on("annotate", lambda article=article: in_store.annotated(article))
        yield in_store.document(article.file, annotation, article.published_at, article.outlet)


def _match(documents: list[DocumentInStore], spent: Spent) -> None:
    for number, document in enumerate(documents[1:], 1):
        request = Match(job_id="", lease="", document=document, candidates=documents[:number])
        spent.on("match", lambda request=request: match(request), times=number)


if __name__ == "__main__":
    main()
