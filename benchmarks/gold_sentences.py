# ruff: noqa: INP001, T201  a script that is run by its path and prints its tables
"""What a claim carries, measured on the project's own sentences: dates, quantities, and how it is said.

    python benchmarks/gold_sentences.py [--gold benchmarks/gold]

Every sentence is a document of its own, asked of the annotate command. `gold/SENTENCES.md` says what the
gold means. The split `tune` may be looked at; `test` is for measuring.
"""

import argparse
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from annotating import annotated
from tables import Cell, table

HERE = Path(__file__).parent
SPLITS = ("tune", "test")
CLOCK = "T12:00:00Z"
STRENGTHS = ("weak", "medium", "strong")
WITHIN = 0.9
ONE = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "feet": "foot",
    "percent": "%",
    "°c": "c",
    "celsius": "c",
    "kilogram": "kg",
    "kilometer": "kilometre",
    "meter": "metre",
}

Line = dict[str, Any]
Found = Mapping[str, Any]
Said = Mapping[str, Sequence[Found]]


class Items(NamedTuple):
    """How well dates or quantities are found, and the share of the found ones whose parts are right.

    `right_f1` is F1 with the value as a condition of having been found. Dates have no `unit` and no `bound`.
    """

    gold: int
    found: int
    precision: float
    recall: float
    f1: float
    value: float
    right_f1: float
    unit: float = 0.0
    bound: float = 0.0


class Stances(NamedTuple):
    """How well it is told how a claim is said; shares among the claims found, F1 of what is rare among them.

    `strength` is a share of the hedges found. `questions` is the share of questions that are claimed by
    nobody, or not without a hedge; the other figures leave them out.
    """

    claims: int
    found: float
    polarity: float
    negated: float
    hedged: float
    strength: float
    modality: float
    plan: float
    conditional: float
    questions: float


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, default=HERE / "gold", help="the folder with the sentences")
    print(report(parser.parse_args().gold))


def report(folder: Path) -> str:
    """The three tables, a row for each split."""
    parts = [
        ("dates", Items._fields[:-2], item_score),
        ("quantities", Items._fields, item_score),
        ("stances", Stances._fields, stance_score),
    ]
    return "\n".join(_part(folder, name, columns, score) for name, columns, score in parts)


def _part(folder: Path, name: str, columns: tuple[str, ...], score: Callable[..., tuple[Any, ...]]) -> str:
    lines = list(read(folder / f"{name}.jsonl"))
    said = claims(lines)
    rows: list[list[Cell]] = []
    for split in SPLITS:
        half = [line for line in lines if line["split"] == split]
        rows.append([split, *score(half, said)[: len(columns)]])
    return table([name, *(column.replace("_", " ") for column in columns)], rows)


def read(path: Path) -> Iterator[Line]:
    """The lines of a file, their dates, quantities or claim with `start` and `end` in the sentence.

    Raises:
        ValueError: if a gold text is not in its sentence; names the line's id.
    """
    for text in path.read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        for kind in ("dates", "quantities"):
            _locate(line, line.get(kind, []))
        if "claim" in line:
            span: Line = {"text": line["claim"]}
            _locate(line, [span])
            line["content"] = {"spans": [span]}
        yield line


def _locate(line: Line, items: list[Line]) -> None:
    """Give the items their offsets: whole words, each after the one before it."""
    at = 0
    for item in items:
        words = re.compile(rf"(?<!\w){re.escape(item['text'])}(?!\w)")
        place = words.search(line["text"], at)
        if place is None:
            raise ValueError(f"{line['id']}: {item['text']!r} is not in the sentence, or not in this order")
        item["start"], item["end"] = place.span()
        at = item["end"]


def claims(lines: Iterable[Line]) -> Said:
    """The claims that the annotate command finds in each line's sentence, by the line's id."""
    documents = [
        {"id": line["id"], "text": line["text"]}
        | ({"published_at": line["published"] + CLOCK} if "published" in line else {})
        for line in lines
    ]
    return {answer["id"]: answer["claims"] for answer in annotated(documents, [])}


def item_score(lines: Iterable[Line], said: Said) -> Items:
    """Score the dates or quantities of claims by sentence id.

    A gold item is found by one item that overlaps it, if possible by one with the right value. A date that
    gold cannot resolve may be left out: nothing wrong is said by that.
    """
    pairs: list[tuple[Line, Found]] = []
    gold = found = 0
    for wanted, got in _items(lines, said):
        matched = list(_matched(wanted, got))
        pairs += matched
        left_out = sum(map(_open, wanted)) - sum(_open(item) for item, _ in matched)
        gold += len(wanted) - left_out
        found += len(got)
    right = sum(same_value(*pair) for pair in pairs)
    numbers = [pair for pair in pairs if "value" in pair[0]]
    return Items(
        gold=gold,
        found=found,
        precision=_share(len(pairs), found),
        recall=_share(len(pairs), gold),
        f1=_f1(len(pairs), gold, found),
        value=_share(right, len(pairs)),
        right_f1=_f1(right, gold, found),
        unit=_agreement(numbers, unit),
        bound=_agreement(numbers, lambda item: item["bound"]),
    )


def _items(lines: Iterable[Line], said: Said) -> Iterator[tuple[list[Line], list[Found]]]:
    """The gold items of each line, and those of the claims found in its sentence."""
    for line in lines:
        kind = "dates" if "dates" in line else "quantities"
        got = chain.from_iterable(claim.get(kind, []) for claim in said[line["id"]])
        yield line[kind], _distinct(got)


def _open(item: Found) -> bool:
    return item.get("from", "") is None


def _distinct(items: Iterable[Found]) -> list[Found]:
    """Items that several claims of a sentence share, once."""
    return list({json.dumps(item, sort_keys=True): item for item in items}.values())


def _matched(gold: list[Line], got: list[Found]) -> Iterator[tuple[Line, Found]]:
    """Pairs of overlapping items, each used once: right values first, then the longest overlap."""
    pairs = [(item, one) for item in gold for one in got if _overlap(item, one)]
    pairs.sort(key=lambda pair: (same_value(*pair), _overlap(*pair)), reverse=True)
    used: set[int] = set()
    for item, one in pairs:
        if not used & {id(item), id(one)}:
            used |= {id(item), id(one)}
            yield item, one


def _overlap(a: Found, b: Found) -> int:
    return max(0, int(min(a["end"], b["end"])) - int(max(a["start"], b["start"])))


def same_value(gold: Found, got: Found) -> bool:
    """Whether a date has the same days, or a quantity the same number."""
    if "value" in gold:
        return math.isclose(gold["value"], got["value"], rel_tol=0.005)
    return bool((gold["from"], gold["to"]) == (got["from"], got["to"]))


def unit(item: Found) -> str:
    """A quantity's unit without case, number and the ways to spell a measure."""
    words = (item["unit"] or "").casefold().replace("per cent", "%").split()
    return " ".join(
        ONE.get(word) or ONE.get(word.removesuffix("s"), word.removesuffix("s")) for word in words
    )


def stance_score(lines: Iterable[Line], said: Said) -> Stances:
    """Score polarity, hedges and modality of the claims whose content overlaps gold's the most."""
    lines = list(lines)
    asked = [line for line in lines if line["modality"] == "question"]
    told = [line for line in lines if line["modality"] != "question"]
    best = ((line, nearest(line, said[line["id"]])) for line in told)
    pairs = [(line, one) for line, one in best if one is not None]
    hedges = [pair for pair in pairs if pair[0]["hedged"] and pair[1]["hedged"]]
    return Stances(
        claims=len(lines),
        found=_share(len(pairs), len(told)),
        polarity=_agreement(pairs, lambda claim: claim["polarity"]),
        negated=_class_f1(pairs, lambda claim: claim["polarity"] == "negated"),
        hedged=_class_f1(pairs, lambda claim: bool(claim["hedged"])),
        strength=_agreement(hedges, strength),
        modality=_agreement(pairs, modality),
        plan=_class_f1(pairs, lambda claim: modality(claim) == "plan"),
        conditional=_class_f1(pairs, lambda claim: modality(claim) == "conditional"),
        questions=_share(sum(unclaimed(line, said[line["id"]]) for line in asked), len(asked)),
    )


def nearest(line: Line, said: Iterable[Found]) -> Found | None:
    """The claim that overlaps gold's the most; of equals the shorter. None if none touches it."""
    touching = [claim for claim in said if shared(line, claim)]
    return max(touching, key=lambda claim: (shared(line, claim), -_length(claim)), default=None)


def unclaimed(line: Line, said: Iterable[Found]) -> bool:
    """Whether no claim says flatly what gold's line only asks."""
    return not any(
        shared(line, claim) >= WITHIN * _length(claim)
        and not claim["hedged"]
        and modality(claim) != "question"
        for claim in said
    )


def shared(a: Found, b: Found) -> int:
    """How many code points the contents of two claims share."""
    return sum(_overlap(x, y) for x in a["content"]["spans"] for y in b["content"]["spans"])


def _length(claim: Found) -> int:
    return sum(span["end"] - span["start"] for span in claim["content"]["spans"])


def modality(claim: Found) -> str:
    """A claim's modality; a fact where nothing is said of it."""
    return str(claim.get("modality") or "fact")


def strength(claim: Found) -> str | None:
    """Gold's strength, or that of a found claim's strongest hedge."""
    marks = [claim.get("strength"), *(hedge.get("strength") for hedge in claim.get("hedges", []))]
    return max((mark for mark in marks if mark in STRENGTHS), key=STRENGTHS.index, default=None)


def _agreement(pairs: list[tuple[Line, Found]], part: Callable[[Found], object]) -> float:
    return _share(sum(part(line) == part(claim) for line, claim in pairs), len(pairs))


def _class_f1(pairs: list[tuple[Line, Found]], of_class: Callable[[Found], bool]) -> float:
    marks = [(of_class(line), of_class(claim)) for line, claim in pairs]
    return _f1(marks.count((True, True)), sum(gold for gold, _ in marks), sum(got for _, got in marks))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(hits: int, gold: int, found: int) -> float:
    return 2 * hits / (gold + found) if gold + found else 0.0


if __name__ == "__main__":
    main()
