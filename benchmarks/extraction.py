# ruff: noqa: INP001  a script that is run by its path
"""Main text from HTML, against hand-marked article bodies: precision, recall, F1 and pages a second.

    python benchmarks/extraction.py FOLDER

FOLDER holds `ground-truth.json` ({ID: {"articleBody", "url"}}) and `html/ID.html.gz`, as in
scrapinghub/article-extraction-benchmark (MIT), whose measure this is: per page, shares of the
multiset of four-word shingles; over pages, the means of precision and recall, and the F1 of those.
"""

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from claimwire_contracts.messages import Prepare, Prepared
from claimwire_ingest.charset import decode
from claimwire_ingest.extract import extract
from claimwire_ingest.prepare import prepare
from claimwire_ingest.settings import Settings

WORDS = 4
_WORD = re.compile(r"\w+")


class Page(NamedTuple):
    """A page of the benchmark and the article body that people marked in it."""

    html: str
    body: str


class Score(NamedTuple):
    """One page's shares of shingles: found and right, found and wrong, missed. They add up to 1."""

    right: float
    wrong: float
    missed: float


def main() -> int:
    """Print a line for extraction alone and one for all of ingest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    found = list(pages(parser.parse_args().folder))
    for name, read in (("extract", _extracted), ("prepare", _prepared)):
        began = time.perf_counter()
        texts = [read(page.html) for page in found]
        seconds = time.perf_counter() - began
        scores = [score(page.body, text) for page, text in zip(found, texts, strict=True)]
        print(name, report(scores), f"pages/s {len(found) / seconds:.1f}")  # noqa: T201  its output
    return 0


def pages(folder: Path) -> Iterator[Page]:
    """The benchmark's pages, in the order of their ids."""
    truth = json.loads((folder / "ground-truth.json").read_text())
    for identifier in sorted(truth):
        html = gzip.decompress((folder / "html" / f"{identifier}.html.gz").read_bytes())
        yield Page(decode(html), truth[identifier]["articleBody"])


def score(body: str, text: str) -> Score:
    """How much of the body's wording the text has."""
    gold, found = _shingles(body), _shingles(text)
    right, wrong, missed = ((gold & found).total(), (found - gold).total(), (gold - found).total())
    total = right + wrong + missed or 1
    return Score(right / total, wrong / total, missed / total)


def report(scores: list[Score]) -> str:
    """The mean precision and recall, and their F1."""
    precision = statistics.mean(s.right / (s.right + s.wrong) for s in scores if s.right + s.wrong)
    recall = statistics.mean(s.right / (s.right + s.missed) for s in scores if s.right + s.missed)
    f1 = 2 * precision * recall / (precision + recall)
    return f"F1 {f1:.3f} precision {precision:.3f} recall {recall:.3f}"


def _extracted(html: str) -> str:
    article = extract(html)
    return article.text if article else ""


def _prepared(html: str) -> str:
    answer = prepare(Prepare(job_id="-", lease="-", document_id="-", html=html), Settings())
    return answer.text if isinstance(answer, Prepared) else ""


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + WORDS]) for i in range(max(1, len(words) - WORDS + 1)) if words)


if __name__ == "__main__":
    sys.exit(main())
