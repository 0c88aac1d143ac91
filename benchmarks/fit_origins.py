# ruff: noqa: INP001, T201  a script that is run by its path and tells what it found
"""Fit the weights by which two roots of a claim group are judged to be one, where origins are marked.

    python benchmarks/fit_origins.py services/nlp/training/matcher/events

A gold group's claims are those that its marks fall on. Where it has one origin, all roots that are told
apart by what is said are one; where it has as many as are told apart, each pair is two. Other groups tell
nothing of their pairs. The weights are those of a logistic regression; the figure told is of pairs that were
judged by weights fitted on other events.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import event_reading
import gold_events
import numpy as np
from claimwire_client import Submission
from claimwire_contracts.messages import Annotate, ExtractedClaim, Fingerprint, Prepare, Prepared
from claimwire_contracts.types import Claim
from claimwire_gateway import corroboration, kinship, owners
from claimwire_gateway.chains import Chains, GroupedClaim
from claimwire_gateway.grouping import Copy, CopyEdge, Member, copies
from claimwire_ingest.prepare import prepare
from claimwire_ingest.settings import Settings
from claimwire_nlp.annotate import annotate
from claimwire_nlp.matching import documents
from gold_events import Event
from numpy.typing import NDArray

OUT = Path(kinship.__file__).with_name("kinship.json")
RIDGE = 5.0
"""The weights' squares count so much beside the likelihood."""
STEPS = 30
FEWEST = 8
"""Pairs that show a sign, from which it is weighed."""
FOLDS = 10
PLACES = 3

Array = NDArray[np.float64]


class Article(NamedTuple):
    """An article as the system stores it, with what it asserts."""

    prepared: Prepared
    claims: list[ExtractedClaim]


class Group(NamedTuple):
    """A gold group as the system reads it.

    Attributes:
        event: its event.
        chains: those of its story.
        claims: the claims that its marks fall on, originals first.
        independent: its origins as marked.
    """

    event: str
    chains: Chains
    claims: list[GroupedClaim]
    independent: int


class Example(NamedTuple):
    """A pair of roots that are told apart: what they show, whether they are one, and what the pair counts."""

    event: str
    signs: kinship.Signs
    one: bool
    weight: float


def main() -> None:
    """Read the events, tell how well each is judged by the others, write the weights of all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("events", type=Path, nargs="+", help="folders with events")
    parser.add_argument("--out", type=Path, default=OUT, help="file for the weights")
    args = parser.parse_args()
    events = [event for folder in args.events for event in gold_events.read(folder) if event.split != "test"]
    groups = [group for event in events for group in of_event(event, read(event))]
    found = [example for group in groups for example in examples(group)]
    print(f"{len(groups)} groups, {len(found)} pairs of roots, {sum(each.one for each in found)} one")
    print(report(found))
    args.out.write_text(json.dumps(fit(found), indent=1) + "\n", encoding="utf-8")


def read(event: Event) -> dict[str, Article]:
    """The articles of an event by name, prepared and annotated."""
    return {str(each.external_id): _article(each) for each in event_reading.submissions([event])}


def _article(sent: Submission) -> Article:
    known = {"job_id": "", "lease": "", "document_id": str(sent.external_id)}
    asked = {name: getattr(sent, name) for name in ("text", "title", "outlet", "published_at")}
    prepared = prepare(Prepare.model_validate(known | asked), Settings())
    assert isinstance(prepared, Prepared)
    told = annotate(Annotate.model_validate(prepared.model_dump() | known))
    return Article(prepared, told.asserted)


def of_event(event: Event, articles: dict[str, Article]) -> Iterator[Group]:
    """The gold groups of an event with the claims that assert them: as if all were grouped rightly."""
    titles = {**owners.shipped(), **owners.parsed(event_reading.owners([event]), event.id)}
    copied = _copies(articles)
    claims = {
        each.id: each
        for name, article in articles.items()
        for each in _grouped(name, article, copied.get(name), titles)
    }
    chains = Chains(sorted(claims.values(), key=corroboration.precedence))
    found = {name: (each.prepared.text, _claims(name, each)) for name, each in articles.items()}
    held: dict[str, set[str]] = {}
    for mark in event_reading.Reading([event], found, []).marks:
        if mark.claim:
            held.setdefault(mark.label.group, set()).add(mark.claim)
    for name, ids in held.items():
        ranked = sorted((claims[id_] for id_ in ids), key=corroboration.precedence)
        yield Group(event.id, chains, ranked, event.groups[name].independent_origins)


def _grouped(name: str, article: Article, copy: Copy | None, titles: owners.Owners) -> Iterator[GroupedClaim]:
    """The claims of an article as the store hands them to the gateway's judgement."""
    told = article.prepared
    assert told.published_at
    for number, claim in enumerate(article.claims):
        yield GroupedClaim(
            id=f"{name}:{number:03}",
            group_id="",
            document_id=name,
            outlet=told.outlet,
            original_id=copy.original if copy else None,
            seen_at=told.published_at,
            text=claim.content.text,
            hedged=claim.hedged,
            origin=claim.origin,
            narrated=claim.kind == "narrated",
            owner=owners.behind(titles, claim.origin) if claim.origin else None,
        )


def _claims(name: str, article: Article) -> list[Claim]:
    """The claims as marks are laid beside them: with their ids and where they stand."""
    kept = ("kind", "content", "confidence")
    return [
        Claim(id=f"{name}:{number:03}", document_id=name, **{each: getattr(claim, each) for each in kept})
        for number, claim in enumerate(article.claims)
    ]


def _copies(articles: dict[str, Article]) -> dict[str, Copy]:
    members = [
        Member(name, each.prepared.published_at, each.prepared.fingerprint.digest, name, each.prepared.outlet)
        for name, each in articles.items()
    ]
    prints = {name: each.prepared.fingerprint for name, each in articles.items()}
    return copies(members, [edge for pair in combinations(prints, 2) for edge in _copy(*pair, prints)])


def _copy(a: str, b: str, prints: dict[str, Fingerprint]) -> Iterator[CopyEdge]:
    if documents.same_words(prints[a], prints[b]):
        yield CopyEdge(a, b, "duplicate")
    elif documents.overlap(prints[a], prints[b]) >= documents.REPRINT:
        yield CopyEdge(a, b, "reprint")


def examples(group: Group) -> Iterator[Example]:
    """The pairs of a group's known roots that are surely one, or surely two."""
    resting = group.chains.resting(group.claims, group.chains.told(group.claims))
    if len(resting) == 1 or 1 < group.independent < len(resting):
        return
    for one, other in combinations(resting.values(), 2):
        shown = kinship.signs(one, other, group.chains.is_key_of)
        yield Example(group.event, shown, group.independent == 1, 1 / (len(resting) - 1))


def fit(found: Sequence[Example]) -> dict[str, float]:
    """The weights under which the examples are likeliest, by Newton's method."""
    counted = Counter(name for each in found for name, value in each.signs.items() if value)
    names = sorted(name for name, number in counted.items() if number >= FEWEST)
    shown, one = _matrix(found, names), np.array([float(each.one) for each in found])
    weight = np.array([each.weight for each in found])
    ridge = np.array([*(RIDGE for _ in names), 0.0])
    weights = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        likely = _likely(shown, weights)
        slope = shown.T @ (weight * (likely - one)) + ridge * weights
        bend = (shown * (weight * likely * (1 - likely))[:, None]).T @ shown + np.diag(ridge)
        weights = weights - np.linalg.solve(bend, slope)
    rounded = [round(float(each), PLACES) for each in weights]
    return dict(zip((*names, "constant"), rounded, strict=True))


def report(found: Sequence[Example]) -> str:
    """How many pairs are judged rightly, each event by the rest."""
    events = list(dict.fromkeys(each.event for each in found))
    right = 0
    for fold in range(FOLDS):
        left_out = set(events[fold::FOLDS])
        weights = fit([each for each in found if each.event not in left_out])
        judged = [each for each in found if each.event in left_out]
        names = [name for name in weights if name != "constant"]
        likely = _likely(
            _matrix(judged, names), np.array([*(weights[name] for name in names), weights["constant"]])
        )
        right += sum(
            (chance >= kinship.LIKELY) == each.one for chance, each in zip(likely, judged, strict=True)
        )
    return f"{right / max(1, len(found)):.3f} of the pairs right, each event judged by the others"


def _matrix(found: Iterable[Example], names: Sequence[str]) -> Array:
    return np.array([[*(each.signs.get(name, 0.0) for name in names), 1.0] for each in found])


def _likely(shown: Array, weights: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-shown @ weights)), dtype=np.float64)


if __name__ == "__main__":
    main()
