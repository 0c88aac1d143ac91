# ruff: noqa: INP001, T201  a script, which tells what it found
"""Fit the weights by which the signs of two claims are weighed, on events whose claims are grouped by hand.

cd services/nlp; export PYTHONPATH=../../benchmarks
python -m training.matcher.agreement --events ../../benchmarks/gold/events training/matcher/kept

The matcher is surer of events that it has learned from, so these are others, and of `benchmarks/gold/events`
only those marked `tune`. First each event is judged by weights fitted on the rest, a tenth of them at a time:
that is what the printed figures tell. Then the weights of all are written.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import gold_events
import torch
from claimwire_nlp.matching import agreement, meaning
from claimwire_nlp.matching.agreement import OUTCOMES, Signs
from torch import Tensor
from torch.nn import functional
from training.matcher import sets
from training.matcher.events import compared, label_of, relations_of, told

OUT = Path(agreement.__file__).with_name("agreement.json")
SAME, CONFLICT, UPDATE, OTHER = range(len(OUTCOMES))
SHRINKAGE = 10.0
"""The weights' squares count so much beside the likelihood (ridge)."""
STEPS = 200
FOLDS = 10
SHOWN = (0.4, 0.5, 0.6, 0.7, 0.8)


class Example(NamedTuple):
    """A pair of marked claims: its event, its signs and its outcome."""

    event: str
    signs: Signs
    outcome: int


def main() -> None:
    """Read the events, tell how well each is judged by the others, write the weights of all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=Path, nargs="+", required=True, help="folders with events")
    parser.add_argument("--out", type=Path, default=OUT, help="file for the weights")
    args = parser.parse_args()
    events = [event for folder in args.events for event in gold_events.read(folder) if event.split != "test"]
    examples = [example for event in events for example in of_event(event)]
    print(f"{len(examples)} pairs of {len(events)} events")
    for line in report(examples):
        print(line)
    args.out.write_text(json.dumps(table(fit(examples)), indent=1) + "\n", encoding="utf-8")


def of_event(event: gold_events.Event) -> Iterator[Example]:
    """The pairs of an event's marked claims that would be compared."""
    relations = relations_of(event)
    for a, b, mine, theirs in compared([told(article) for article in event.articles]):
        yield Example(event.id, agreement.signs(a, b), _outcome(label_of(relations, mine, theirs)))


def _outcome(label: int) -> int:
    """What two claims are to each other, by the judge's label."""
    return {sets.SAME: SAME, sets.OTHER: OTHER, meaning.UPDATE: UPDATE}.get(label, CONFLICT)


def fit(examples: list[Example]) -> Tensor:
    """The weights (outcomes x signs and a constant) under which the examples are likeliest."""
    signs, outcomes = _tensors(examples)
    mean, spread = signs.mean(0), signs.std(0) + 1e-6
    scaled = torch.cat([(signs - mean) / spread, torch.ones(len(signs), 1, dtype=torch.double)], 1)
    weights = torch.zeros(len(OUTCOMES), scaled.shape[1], dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        unlikely = functional.cross_entropy(scaled @ weights.T, outcomes, reduction="sum")
        total = unlikely + SHRINKAGE / 2 * weights[:, :-1].square().sum()
        total.backward()
        return total

    optimizer.step(loss)
    plain = weights.detach()[:, :-1] / spread
    constant = weights.detach()[:, -1] - plain @ mean
    return torch.cat([plain, constant[:, None]], 1)


def report(examples: list[Example]) -> Iterator[str]:
    """Precision and recall of "same" and "conflict" by threshold; each event is judged by the rest."""
    names = list(dict.fromkeys(example.event for example in examples))
    likely, outcomes = [], []
    for fold in range(FOLDS):
        left_out = set(names[fold::FOLDS])
        weights = fit([example for example in examples if example.event not in left_out])
        judged = [example for example in examples if example.event in left_out]
        signs, true = _tensors(judged)
        scores = torch.cat([signs, torch.ones(len(signs), 1, dtype=torch.double)], 1) @ weights.T
        likely += scores.softmax(1).tolist()
        outcomes += true.tolist()
    for outcome in (SAME, CONFLICT):
        for threshold in SHOWN:
            yield f"{OUTCOMES[outcome]} from {threshold}: {_figures(likely, outcomes, outcome, threshold)}"


def _figures(likely: list[list[float]], outcomes: list[int], outcome: int, threshold: float) -> str:
    judged = zip(likely, outcomes, strict=True)
    taken = [true == outcome for chances, true in judged if chances[outcome] >= threshold]
    precision, recall = sum(taken) / max(1, len(taken)), sum(taken) / outcomes.count(outcome)
    return f"precision {precision:.3f}, recall {recall:.3f}"


def _tensors(examples: list[Example]) -> tuple[Tensor, Tensor]:
    signs = torch.tensor([example.signs for example in examples], dtype=torch.double)
    return signs, torch.tensor([example.outcome for example in examples])


def table(weights: Tensor) -> dict[str, dict[str, Any]]:
    """The weights by outcome and by sign."""
    names = (*Signs._fields, "constant")
    rows = zip(OUTCOMES, weights.tolist(), strict=True)
    return {
        name: {sign: round(weight, 4) for sign, weight in zip(names, row, strict=True)} for name, row in rows
    }


if __name__ == "__main__":
    main()
