# ruff: noqa: INP001, T201  a script, which tells what it found
"""Fit the weights by which the signs of two claims are weighed, on events whose claims are grouped by hand.

cd services/nlp; export PYTHONPATH=../../benchmarks
python -m training.matcher.agreement --events ../../benchmarks/gold/events [--more EVENTS MATCHER]

Of `benchmarks/gold/events` only those marked `tune` are read. First each is left out in turn and judged by
weights fitted on all others: that is what the printed figures tell. Then the weights of all are written.

The matcher is surer of events that it has learned from, so its word on them must not be weighed. More events
count, for less, where an earlier matcher reads them that had not learned from them: MATCHER is its folder.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import gold_events
import torch
from claimwire_nlp.matching import agreement, meaning
from claimwire_nlp.matching.agreement import OUTCOMES, Signs
from claimwire_nlp.matching.pairs import pairs
from torch import Tensor
from torch.nn import functional
from training.matcher.events import Told, told

OUT = Path(agreement.__file__).with_name("agreement.json")
SAME, APART, OTHER = range(len(OUTCOMES))
SHRINKAGE = 10.0
"""The weights' squares count so much beside the likelihood (ridge)."""
STEPS = 200
MORE = 0.2
"""What a pair counts that another matcher has read."""
SHOWN = (0.5, 0.7, 0.8, 0.85, 0.9)


class Example(NamedTuple):
    """A pair of marked claims: its event, its signs and its outcome, and what it counts."""

    event: str
    signs: Signs
    outcome: int
    weight: float = 1.0


def main() -> None:
    """Read the events, tell how well each is judged by the others, write the weights of all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=Path, required=True, help="the folder with the events")
    parser.add_argument(
        "--more",
        type=Path,
        nargs=2,
        metavar=("EVENTS", "MATCHER"),
        help="more events, and who had not seen them",
    )
    parser.add_argument("--out", type=Path, default=OUT, help="file for the weights")
    args = parser.parse_args()
    events = [event for event in gold_events.read(args.events) if event.split == "tune"]
    examples = [example for event in events for example in of_event(event)]
    print(f"{len(examples)} pairs of {len(events)} events")
    more = list(read_by(args.more[1], gold_events.read(args.more[0]))) if args.more else []
    print(f"{len(more)} pairs more")
    for line in report(examples, more):
        print(line)
    args.out.write_text(json.dumps(table(fit(examples + more)), indent=1) + "\n", encoding="utf-8")


def read_by(matcher: Path, events: Iterable[gold_events.Event]) -> Iterator[Example]:
    """The pairs of events as another matcher reads them."""
    meaning.MODEL = matcher
    meaning.session.cache_clear()
    meaning.relation.cache_clear()
    for event in events:
        yield from (example._replace(weight=MORE) for example in of_event(event))


def of_event(event: gold_events.Event) -> Iterator[Example]:
    """The pairs of an event's marked claims that would be compared."""
    against = {frozenset(each.groups) for each in event.conflicts} | {frozenset(u) for u in event.updates}
    articles = [told(article) for article in event.articles]
    for one, other in combinations(articles, 2):
        for a, b in pairs(one.document, other.document):
            mine, theirs = one.groups.get(a.claim.id), other.groups.get(b.claim.id)
            if mine and theirs:
                apart = any(frozenset((x, y)) in against for x in mine for y in theirs)
                outcome = SAME if mine & theirs else APART if apart else OTHER
                yield Example(event.id, agreement.signs(a, b), outcome)
    for article in articles:
        yield from of_article(event.id, article)


def of_article(event: str, article: Told) -> Iterator[Example]:
    """The pairs of one article's claims, which say other things: it repeats itself in its title alone."""
    for a, b in pairs(article.document, article.document):
        one, other = a.claim, b.claim
        within = one.text in other.text or other.text in one.text
        marked_alike = article.groups[one.id] & article.groups[other.id]
        if one.id < other.id and not within and not marked_alike and one.id not in article.headed:
            yield Example(event, agreement.signs(a, b), OTHER)


def fit(examples: list[Example]) -> Tensor:
    """The weights (outcomes x signs and a constant) under which the examples are likeliest."""
    signs, outcomes = _tensors(examples)
    weight = torch.tensor([[example.weight] for example in examples], dtype=torch.double)
    mean = (weight * signs).sum(0) / weight.sum()
    spread = ((weight * (signs - mean) ** 2).sum(0) / weight.sum()).sqrt() + 1e-6
    scaled = torch.cat([(signs - mean) / spread, torch.ones(len(signs), 1, dtype=torch.double)], 1)
    weights = torch.zeros(len(OUTCOMES), scaled.shape[1], dtype=torch.double, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        unlikely = weight[:, 0] @ functional.cross_entropy(scaled @ weights.T, outcomes, reduction="none")
        total = unlikely + SHRINKAGE / 2 * weights[:, :-1].square().sum()
        total.backward()
        return total

    optimizer.step(loss)
    plain = weights.detach()[:, :-1] / spread
    constant = weights.detach()[:, -1] - plain @ mean
    return torch.cat([plain, constant[:, None]], 1)


def report(examples: list[Example], more: list[Example]) -> Iterator[str]:
    """Precision and recall of "same" by threshold, each event judged by the others' weights and the more."""
    likely = []
    for event in dict.fromkeys(example.event for example in examples):
        weights = fit([example for example in examples if example.event != event] + more)
        signs, outcomes = _tensors([example for example in examples if example.event == event])
        scores = torch.cat([signs, torch.ones(len(signs), 1, dtype=torch.double)], 1) @ weights.T
        likely += list(zip(scores.softmax(1)[:, SAME].tolist(), (outcomes == SAME).tolist(), strict=True))
    true = sum(same for _, same in likely)
    for threshold in SHOWN:
        taken = [same for chance, same in likely if chance >= threshold]
        yield f"{threshold}: precision {sum(taken) / max(1, len(taken)):.3f}, recall {sum(taken) / true:.3f}"


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
