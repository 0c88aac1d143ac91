# ruff: noqa: INP001, T201  a script that is run by its path and prints its tables
"""How well articles are read: who said what, what is named, what claims carry, and how fast.

    python benchmarks/quality.py --data FOLDER [--write docs/quality.md]
    python benchmarks/quality.py --across --data FOLDER [--only SET] [--write docs/quality-across.md]

FOLDER holds what is there of `polnear/dev.jsonl` and `crossner/{politics,conll2003}/dev.txt`; the project's
own articles and sentences lie in `benchmarks/gold`. Everything is asked of the annotate command itself, once
with the learned reader and once with the rules alone. With --across, what is read across articles is measured
instead, through a running system (across.py); with --only and --write, the file keeps its other sections.
Progress is told on standard error.
"""

import argparse
import json
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import across
import entity_score
import gold_articles
import gold_sentences
import peers
import reliability
from annotating import annotated, attributed, told
from attribution_score import Score, score
from tables import Cell, renewed, table

HERE = Path(__file__).parent
GOLD = HERE / "gold"
SYSTEMS = {"Claimwire": "learned", "Claimwire, rules alone": "rules"}
"""The ways of finding who said what, by their name in the tables."""
KINDS = ("direct", "mixed", "indirect")
SETS = ("politics", "conll2003")

Article = dict[str, Any]
Scores = dict[str, Score]


def main() -> None:
    """Print the report, or write it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="the folder with the data sets")
    parser.add_argument("--write", type=Path, help="file to write the report to; printed if left out")
    parser.add_argument(
        "--only", choices=[*sorted(SYSTEMS.values()), *across.MEASURES], help="measure one way, or one set"
    )
    parser.add_argument("--across", action="store_true", help="measure what is read across articles")
    parser.add_argument("--events", type=Path, default=GOLD / "events", help="folder of gold events")
    parser.add_argument("--split", choices=across.SPLITS, help="of the events, only this half")
    parser.add_argument("--misses", action="store_true", help="tell the cases of the events' tune half")
    args = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a started system ends in order then too
    if args.only and (args.only in across.MEASURES) != args.across:
        parser.error(f"--only {args.only} is {'not ' if args.across else ''}asked with --across")
    if not args.data and not (args.across and args.only == "events"):
        parser.error("name the folder with the data sets: --data FOLDER")
    text = "\n".join(report(args))
    if args.write and args.across and args.only and args.write.exists():
        text = renewed(args.write.read_text(encoding="utf-8"), text)
    if args.write:
        args.write.write_text(text, encoding="utf-8")
    else:
        print(text)


def report(args: argparse.Namespace) -> Iterator[str]:
    """The sections that are asked for."""
    if args.across:
        return across.sections(across.Asked(args.data, args.events, args.only, args.split, args.misses))
    return sections(args.data, {name: way for name, way in SYSTEMS.items() if args.only in {None, way}})


def sections(data: Path, systems: dict[str, str]) -> Iterator[str]:
    """The report, section by section; what is not in the folder is left out, and the report says so."""
    yield (HERE / "quality_head.md").read_text(encoding="utf-8")
    if (dev := data / "polnear" / "dev.jsonl").exists():
        articles = [json.loads(line) for line in dev.read_text(encoding="utf-8").splitlines()]
        scores = attribution(articles, systems)
        yield "## Who said what: PolNeAR, development articles\n\n" + attribution_table(scores)
        yield "## Where it fails there\n\n" + failure_table(scores)
        yield "## Whether the confidence means something: PolNeAR\n\n" + reliability_table(scores)
        yield "## Speed and memory\n\n" + speed_table(dev, systems)
    else:
        yield f"`{dev.relative_to(data)}` is not there: attribution and speed are not measured.\n"
    yield from own_sections(systems)
    yield "## Names\n\n" + entity_table(data, systems)
    yield "## What a claim carries\n\n" + sentence_table()


def own_sections(systems: dict[str, str]) -> Iterator[str]:
    """Who said what in articles of other kinds, written for the project."""
    articles = list(gold_articles.read(GOLD / "articles"))
    by_kind = {kind: list(group) for kind, group in groupby(articles, key=lambda a: a["kind"])}
    scores = {kind: attribution(group, systems) for kind, group in by_kind.items()}
    total = {name: merged(own[name] for own in scores.values()) for name in systems}
    rows: list[list[Cell]] = [
        [kind, len(by_kind[kind]), *(value for name in systems for value in brief(own[name]))]
        for kind, own in scores.items()
    ]
    rows.append(["all", len(articles), *(value for name in systems for value in brief(total[name]))])
    columns = [f"{word}, {way}" for way in systems.values() for word in ("content", "source", "e2e")]
    yield "## Who said what: other kinds of news\n\n" + table(["kind", "articles", *columns], rows)
    yield "## Whether the confidence means something: other kinds of news\n\n" + reliability_table(total)


def brief(found: Score) -> tuple[float, float, float]:
    """Content F1, source accuracy, e2e F1."""
    return found.f1(), found.source_accuracy(), found.e2e()


def merged(scores: Iterable[Score]) -> Score:
    """The score of several sets taken as one."""
    total = Score()
    for one in scores:
        total.counts.update(one.counts)
        total.judged += one.judged
    return total


def attribution(articles: list[Article], systems: dict[str, str]) -> Scores:
    """The score of each system on some articles."""
    return {name: of_way(articles, way) for name, way in systems.items()}


def of_way(articles: list[Article], way: str) -> Score:
    """What one way of finding who said what scores."""
    tell(f"{len(articles)} articles, {way}")
    answers = annotated(articles, ["--attribution", way])
    return score(
        (
            article["text"],
            article["attributions"],
            [told(claim) for claim in attributed(answer)],
        )
        for article, answer in zip(articles, answers, strict=True)
    )


def attribution_table(scores: Scores) -> str:
    """Our rows below the peers'."""
    head = ["system", "token F1", "strict", "P", "R", "F1", *KINDS, "source", "e2e"]
    rows: list[list[Cell]] = [[name, *numbers] for name, numbers in peers.ATTRIBUTION.items()]
    for name, own in scores.items():
        relaxed = (own.precision(), own.recall(), own.f1())
        by_form = (own.f1(kind) for kind in KINDS)
        rows.append(
            [name, own.token_f1(), own.strict(), *relaxed, *by_form, own.source_accuracy(), own.e2e()]
        )
    return table(head, rows)


def failure_table(scores: Scores) -> str:
    """What is missed, what is found where nothing is marked, and how often the source is wrong."""
    head = [
        "system",
        *(f"missed, {kind}" for kind in KINDS),
        *(f"too much, {kind}" for kind in KINDS),
        "source",
    ]
    rows: list[list[Cell]] = [
        [
            name,
            *(own.counts["gold", kind] - own.counts["hit gold", kind] for kind in KINDS),
            *(own.counts["found", kind] - own.counts["hit found", kind] for kind in KINDS),
            own.counts["sourced", ""] - own.counts["sourced right", ""],
        ]
        for name, own in scores.items()
    ]
    return table(head, rows)


def reliability_table(scores: Scores) -> str:
    """Claims by confidence, and how many of them have content and source right."""
    rows: list[list[Cell]] = [
        [name, f"{one.low:.1f}-{one.high:.1f}", one.claims, one.confidence, one.right]
        for name, own in scores.items()
        for one in reliability.bins(own.judged)
    ]
    errors = "; ".join(f"{name} {reliability.expected_error(own.judged):.3f}" for name, own in scores.items())
    head = ["system", "confidence", "claims", "mean confidence", "share right"]
    return f"{table(head, rows)}\nExpected calibration error: {errors}.\n"


def speed_table(articles: Path, systems: dict[str, str]) -> str:
    """Words a CPU second of all of annotate, beside a bare spaCy pipeline in the same run."""
    rows: list[list[Cell]] = []
    for name, way in systems.items():
        tell(f"speed, {way}")
        command = [sys.executable, str(HERE / "speed.py"), str(articles), "--attribution", way]
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603  our own command
        found = json.loads(done.stdout)
        rows.append([name, round(found["annotate"]), round(found["bare"]), found["ratio"], found["MB"]])
    head = ["system", "words a CPU second", "bare en_core_web_sm, same run", "ratio", "memory, MB"]
    return table(head, rows, digits=2)


def entity_table(data: Path, systems: dict[str, str]) -> str:
    """Typed F1 by set and type, below the spaCy models'."""
    there = {name: path for name in SETS if (path := data / "crossner" / name / "dev.txt").exists()}
    if not there:
        return "`crossner` is not there: names are not measured.\n"
    rows: list[list[Cell]] = [
        [f"{name} (test split)", *(cell for known in there for cell in (own[known], None, None, None))]
        for name, own in peers.ENTITIES.items()
    ]
    for name, way in systems.items():
        row: list[Cell] = [name]
        for known, path in there.items():
            tell(f"{known}, {way}")
            counts = entity_score.score(path, ["--attribution", way])
            row.append(entity_score.typed_f1(counts, *entity_score.TYPES))
            row += [entity_score.typed_f1(counts, one) for one in entity_score.TYPES]
        rows.append(row)
    columns = [f"{known} {label}" for known in there for label in ("F1", *entity_score.TYPES)]
    return table(["system", *columns], rows)


def sentence_table() -> str:
    """Dates, quantities and stances in the project's own sentences."""
    tell("sentences")
    return gold_sentences.report(GOLD)


def tell(what: str) -> None:
    """Say what is being measured."""
    print(f"measuring: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
