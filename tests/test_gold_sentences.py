"""The sentences with gold dates, quantities and stances can be read, and their scorer counts as it says."""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from claimwire_contracts.types import Bound, Modality, Polarity, Strength

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
GOLD = BENCHMARKS / "gold"
KINDS = ("dates", "quantities")
FILES = (*KINDS, "stances")

sys.path.insert(0, str(BENCHMARKS))
import gold_sentences  # noqa: E402  it lies beside the scripts that it is run with

Line = dict[str, Any]


def gold(name: str) -> list[Line]:
    return list(gold_sentences.read(GOLD / f"{name}.jsonl"))


def fed_back(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """What a reader that knows the gold would say: a claim of every line but the questions."""
    return {line["id"]: [claimed(line)] for line in lines if line.get("modality") != "question"} | {
        line["id"]: [] for line in lines if line.get("modality") == "question"
    }


def claimed(line: Line) -> Line:
    whole = {"spans": [{"start": 0, "end": len(line["text"])}]}
    hedges = [{"strength": line["strength"]}] if line.get("hedged") else []
    return {"content": whole, "hedged": False, "polarity": "affirmed"} | line | {"hedges": hedges}


def sentence(**parts: Any) -> Line:
    return {"id": "a", "split": "tune", "text": "At least 30 people left on Friday."} | parts


def quantity(start: int, value: float = 30, unit: str | None = "people", bound: str = "at_least") -> Line:
    return {"start": start, "end": start + 2, "value": value, "unit": unit, "bound": bound}


def stance(start: int, end: int, **parts: Any) -> Line:
    said = {"polarity": "affirmed", "hedged": False, "modality": "fact"}
    return sentence(content={"spans": [{"start": start, "end": end}]}, **said | parts)


@pytest.mark.parametrize("name", FILES)
def test_ids_are_unique_and_a_sentence_lies_whole_in_one_half(name: str) -> None:
    lines = gold(name)
    assert len({line["id"] for line in lines}) == len(lines) >= 100
    halves = {(line["text"], line["split"]) for line in lines}
    assert len(halves) == len({text for text, _ in halves})
    counts = Counter(split for _, split in halves)
    assert set(counts) == set(gold_sentences.SPLITS)
    assert abs(counts["tune"] - counts["test"]) <= 1


@pytest.mark.parametrize("name", FILES)
def test_the_counts_in_the_conventions_are_those_of_the_files(name: str) -> None:
    lines = gold(name)
    items = [len(line[name]) if name in KINDS else 1 for line in lines]
    halves = Counter(line["split"] for line in lines)
    sentences = len({line["text"] for line in lines})
    row = f"| `{name}.jsonl` | {sentences} | {len(lines)} | {sum(items)} | {items.count(0)} "
    assert f"{row}| {halves['tune']} / {halves['test']} |" in (GOLD / "SENTENCES.md").read_text("utf-8")


@pytest.mark.parametrize("name", KINDS)
def test_every_gold_item_is_the_text_at_its_place(name: str) -> None:
    for line in gold(name):
        assert all(line["text"][item["start"] : item["end"]] == item["text"] for item in line[name])


def test_days_are_in_order_and_both_given_or_neither() -> None:
    for item in (item for line in gold("dates") for item in line["dates"]):
        ends = [item["from"], item["to"]]
        assert ends == [None, None] or date.fromisoformat(ends[0]) <= date.fromisoformat(ends[1]), item


def test_quantities_and_stances_keep_to_the_words_of_the_contract_and_questions() -> None:
    assert {item["bound"] for line in gold("quantities") for item in line["quantities"]} == {*get_args(Bound)}
    lines = gold("stances")
    assert {line["polarity"] for line in lines} == {*get_args(Polarity)}
    assert {line["strength"] for line in lines} == {None, *get_args(Strength)}
    assert {line["modality"] for line in lines} == {"question", *get_args(Modality)}
    assert all(line["hedged"] == bool(line["strength"]) for line in lines)


def test_a_gold_text_that_is_not_a_word_of_its_sentence_is_refused_by_the_lines_id(tmp_path: Path) -> None:
    line = sentence(quantities=[{"text": "3", "value": 3, "unit": None, "bound": "exact"}])
    (tmp_path / "quantities.jsonl").write_text(json.dumps(line), encoding="utf-8")
    with pytest.raises(ValueError, match="a: '3' is not in the sentence"):
        list(gold_sentences.read(tmp_path / "quantities.jsonl"))


@pytest.mark.parametrize("name", KINDS)
def test_gold_items_fed_back_are_all_found_and_right(name: str) -> None:
    lines = gold(name)
    score = gold_sentences.item_score(lines, fed_back(lines))
    assert (score.precision, score.recall, score.f1, score.value, score.right_f1) == (1, 1, 1, 1, 1)
    assert name == "dates" or (score.unit, score.bound) == (1, 1)


def test_gold_stances_fed_back_are_all_right() -> None:
    lines = gold("stances")
    score = gold_sentences.stance_score(lines, fed_back(lines))
    assert score == gold_sentences.Stances(len(lines), *[1] * 9)


def test_what_is_found_too_much_costs_precision_and_a_wrong_value_costs_no_recall() -> None:
    line = sentence(quantities=[quantity(9)])
    found = {"quantities": [quantity(9, value=13, unit="person", bound="exact"), quantity(27)]}
    score = gold_sentences.item_score([line], {"a": [found, found]})
    assert (score.found, score.precision, score.recall) == (2, 0.5, 1)
    assert (score.value, score.right_f1, score.unit, score.bound) == (0, 0, 1, 0)


def test_a_date_that_cannot_be_resolved_may_be_left_out_but_not_be_given_days() -> None:
    unresolved = {"start": 27, "end": 33, "from": None, "to": None}
    day = unresolved | {"from": "2026-03-13", "to": "2026-03-13"}
    lines = [sentence(dates=[unresolved]), sentence(id="b", dates=[day])]
    silent = gold_sentences.item_score(lines, {"a": [], "b": [{"dates": [day]}]})
    assert (silent.gold, silent.recall, silent.value) == (1, 1, 1)
    guessing = gold_sentences.item_score(lines, {"a": [{"dates": [day]}], "b": [{"dates": [day]}]})
    assert (guessing.gold, guessing.recall, guessing.value) == (2, 1, 0.5)


@pytest.mark.parametrize(
    ("gold_unit", "unit"),
    [("people", "person"), ("Metres", "meter"), ("storey", "storeys"), ("%", "per cent"), ("C", "°C")],
)
def test_units_are_the_same_in_any_case_number_and_spelling(gold_unit: str, unit: str) -> None:
    assert gold_sentences.unit({"unit": gold_unit}) == gold_sentences.unit({"unit": unit})


def test_a_stance_is_judged_on_the_claim_that_shares_most_with_it_and_the_shorter_of_equals() -> None:
    said = [stance(0, 34), stance(0, 10, polarity="negated"), stance(30, 34)]
    assert gold_sentences.nearest(stance(0, 10), said) is said[1]
    assert gold_sentences.nearest(stance(0, 30), said) is said[0]
    assert gold_sentences.nearest(stance(11, 12), said[1:]) is None


@pytest.mark.parametrize(
    ("claim", "kept_out"),
    [
        (stance(10, 34), False),
        (stance(10, 34, hedged=True), True),
        (stance(10, 34, modality="question"), True),
        (stance(0, 34), True),
    ],
    ids=["flat", "hedged", "told as a question", "that it was asked"],
)
def test_a_question_is_right_where_nobody_claims_it_flat(claim: Line, kept_out: bool) -> None:
    assert gold_sentences.unclaimed(stance(10, 34, modality="question"), [claim]) is kept_out


def test_a_claim_is_as_strongly_hedged_as_its_strongest_hedge() -> None:
    hedges = [{"strength": "medium"}, {"strength": "strong"}, {"strength": None}]
    assert gold_sentences.strength({"hedges": hedges}) == "strong"
    assert gold_sentences.strength({"hedges": []}) is None
