# ruff: noqa: INP001, T201  a script that is run by its path and prints its tables
"""How well articles are read: who said what, what is named, and how fast. Runs the annotate command itself.

    python benchmarks/quality.py --data FOLDER

FOLDER holds what is there of `polnear/{train,dev}.jsonl` and `crossner/{politics,conll2003}/dev.txt`.
Attribution: a content is found where its tokens and a gold one's have a Jaccard index of 0.5 or more, one
to one; `e2e` asks for a source that shares a word too. Entities: exact spans of three types, as F1.
"""

import argparse
import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from attribution_score import Score, score

PEERS = (
    ("textacy 0.13 direct_quotations", 0.29, 0.68, 0.00, 0.00, 0.26),
    ("Gender Gap Tracker (sm)", 0.48, 0.63, 0.65, 0.36, 0.39),
    ("BBC Citron, retrained cue classifier", 0.48, 0.61, 0.62, 0.41, 0.42),
    ("BBC Citron, retrained on train", 0.60, 0.76, 0.70, 0.52, 0.53),
    ("CRF over spaCy features", 0.68, 0.91, 0.78, 0.59, 0.60),
    ("MiniLM-L6 token tagger", 0.79, 0.95, 0.91, 0.73, 0.71),
    ("two annotators against each other", 0.79, 0.98, 0.93, 0.72, 0.75),
)
"""On PolNeAR dev: content relaxed F1, that of direct, mixed and indirect ones, and e2e F1."""
GOLD_TYPES = {
    "person": "PER", "politician": "PER", "organisation": "ORG", "politicalparty": "ORG", "location": "LOC",
    "country": "LOC", "PER": "PER", "ORG": "ORG", "LOC": "LOC",
}  # fmt: skip
OWN_TYPES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
KINDS = ("direct", "mixed", "indirect")

Answer = dict[str, Any]
Named = set[tuple[int, int, str]]


class Sentence(NamedTuple):
    """A sentence of the entity data: its text, and where its names lie."""

    text: str
    names: Named


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder with the data sets")
    parser.add_argument("--model", help="spaCy pipeline to read with")
    parser.add_argument(
        "--attribution", default="learned", choices=("learned", "rules"), help="what finds who said what"
    )
    args = parser.parse_args()
    options = ["--attribution", args.attribution, *(["--model", args.model] if args.model else [])]
    if (dev := args.data / "polnear" / "dev.jsonl").exists():
        attribution(dev, options)
    for name in ("politics", "conll2003"):
        if (path := args.data / "crossner" / name / "dev.txt").exists():
            entities(name, path, options)


def attribution(path: Path, options: list[str]) -> None:
    """The table of attribution beside the peers' rows, and the speed of the same run."""
    articles = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    seconds, answers = annotated(articles, options)
    total = score(
        (
            article["text"],
            article["attributions"],
            [spans(claim) for claim in answer["claims"] if claim["cue"]],
        )
        for article, answer in zip(articles, answers, strict=True)
    )
    print_attribution(total)
    words = sum(len(article["text"].split()) for article in articles)
    print(f"\n{words:,} words, {seconds:.1f} CPU seconds with the start: {words / seconds:,.0f} words a s")
    print(f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB at the most\n")


def print_attribution(total: Score) -> None:
    """Our row below the peers'."""
    print(f"{'PolNeAR dev':40} content  direct   mixed  indirect   e2e")
    for name, *numbers in PEERS:
        print(f"{name:40} " + " ".join(f"{number:7.2f}" for number in numbers))
    own = (total.f1(), *(total.f1(kind) for kind in KINDS), total.e2e())
    print(f"{'Claimwire':40} " + " ".join(f"{number:7.3f}" for number in own))
    print(f"source right where the content is: {total.source_accuracy():.3f}")


def entities(name: str, path: Path, options: list[str]) -> None:
    """The typed F1 on sentences, each read alone."""
    sentences = list(read_sentences(path))
    documents = [{"id": i, "text": sentence.text} for i, sentence in enumerate(sentences)]
    _, answers = annotated(documents, options)
    counts: Counter[tuple[str, str]] = Counter()
    for sentence, answer in zip(sentences, answers, strict=True):
        found = named(answer)
        for label, group in (("hit", found & sentence.names), ("found", found), ("gold", sentence.names)):
            counts.update((label, kind) for *_, kind in group)
    print(f"{name} dev: typed F1 {typed_f1(counts, 'PER', 'ORG', 'LOC'):.3f}", end="")
    print("".join(f"  {kind} {typed_f1(counts, kind):.2f}" for kind in ("PER", "ORG", "LOC")))


def typed_f1(counts: Counter[tuple[str, str]], *kinds: str) -> float:
    """F1 over some of the types."""
    hit, found, gold = (sum(counts[label, kind] for kind in kinds) for label in ("hit", "found", "gold"))
    return 2 * hit / (found + gold) if found + gold else 0.0


def named(answer: Answer) -> Named:
    """The names that an answer gives, in the three types."""
    return {
        (mention["start"], mention["end"], OWN_TYPES[entity["type"]])
        for entity in answer["entities"]
        if entity["type"] in OWN_TYPES
        for mention in entity["mentions"]
    }


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Sentences of `token<TAB>tag` lines, blank lines between them."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        if rows:
            yield _sentence([(row[0], row[-1]) for row in rows])


def _sentence(rows: list[tuple[str, str]]) -> Sentence:
    text, names, open_name = "", [], None
    for token, tag in rows:
        start = len(text)
        text += token + " "
        kind = GOLD_TYPES.get(tag[2:])
        if tag.startswith("I-") and open_name is not None:
            names[open_name][1] = start + len(token)
        elif kind is not None:
            names.append([start, start + len(token), kind])
            open_name = len(names) - 1
            continue
        if not tag.startswith("I-"):
            open_name = None
    return Sentence(text.rstrip(), {_bare(text, start, end, kind) for start, end, kind in names})


def _bare(text: str, start: int, end: int, kind: str) -> tuple[int, int, str]:
    """A name without a leading article and a trailing possessive, as both sides are compared."""
    for article in ("the ", "The ", "a ", "A "):
        if text[start:end].startswith(article):
            start += len(article)
    return (start, end - len(" 's") if text[start:end].endswith(" 's") else end, kind)


def spans(claim: Answer) -> dict[str, list[list[int]]]:
    """A claim's source, cue and content as offsets."""
    return {
        part: [[span["start"], span["end"]] for span in (claim[part] or {"spans": []})["spans"]]
        for part in ("source", "cue", "content")
    }


def annotated(documents: Iterable[Answer], options: list[str]) -> tuple[float, list[Answer]]:
    """The command's answers to documents, and the CPU seconds that it took."""
    lines = "".join(json.dumps({"id": d["id"], "text": d["text"]}) + "\n" for d in documents)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "claimwire_nlp", "annotate", *options]
    done = subprocess.run(command, input=lines.encode(), capture_output=True, check=True)  # noqa: S603  our own command
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, [json.loads(line) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    main()
