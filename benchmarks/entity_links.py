# ruff: noqa: INP001  imported by the scripts that lie beside it
"""Whether names of several articles are taken for one thing where they are one.

A gold mention is found where a mention of the system's shares at least half of the tokens of both (Jaccard),
one to one. What the system names beside is not judged: these sets mark some sentences' mentions alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import coreference
import marks
from claimwire_contracts.types import DocumentEntity
from clusters import Figures
from gold_chains import Words

SAME = 0.5
Chains = coreference.Chains
THREE = (coreference.muc, coreference.bcubed, coreference.ceafe)


class Linked(NamedTuple):
    """A gold mention that the system names: whose it is, and what each way of linking takes it for.

    Attributes:
        mention: its number among all gold mentions.
        chain: the gold chain.
        entity: the system's entity across documents.
        alone: the system's entity within its document.
        name: its words, without regard to case.
    """

    mention: int
    chain: str
    entity: str
    alone: str
    name: str


class Links(NamedTuple):
    """The gold mentions of some articles, and those of them that the system names."""

    gold: list[tuple[int, str]]
    linked: list[Linked]

    def of(self, way: str) -> list[coreference.Chain]:
        """The chains that a way of linking makes: entity, alone or name."""
        return coreference.chains((one.mention, getattr(one, way)) for one in self.linked)

    @property
    def named(self) -> list[coreference.Chain]:
        """The gold chains of the mentions that the system names."""
        return coreference.chains((one.mention, one.chain) for one in self.linked)

    @property
    def all(self) -> list[coreference.Chain]:
        """The gold chains of all mentions."""
        return coreference.chains(self.gold)


class LinkScore(NamedTuple):
    """The usual scores of one way of linking."""

    muc: Figures
    bcubed: Figures
    ceafe: Figures
    conll: float
    lea: Figures


def score(gold: Chains, found: Chains) -> LinkScore:
    """All of them at once."""
    muc, b3, ceafe = (measure(gold, found) for measure in THREE)
    return LinkScore(muc, b3, ceafe, (muc.f1 + b3.f1 + ceafe.f1) / 3, coreference.lea(gold, found))


def links(
    articles: Iterable[Words], stored: Mapping[str, str], entities: Mapping[str, list[DocumentEntity]]
) -> Links:
    """The gold mentions beside the system's, over articles.

    Args:
        articles: with their gold mentions.
        stored: the text of each as the system keeps it.
        entities: the system's entities of each.
    """
    gold: list[tuple[int, str]] = []
    linked: list[Linked] = []
    for article in articles:
        found = _named(article, stored[article.id], entities[article.id])
        for number, chained in enumerate(article.chained):
            mention = len(gold)
            gold.append((mention, chained.chain))
            if number in found:
                entity, words = found[number]
                linked.append(Linked(mention, chained.chain, entity, f"{article.id} {entity}", words))
    return Links(gold, linked)


def _named(article: Words, stored: str, entities: list[DocumentEntity]) -> dict[int, tuple[str, str]]:
    """Which of an article's gold mentions are named, by their number: the entity's id and the words."""
    gold_tokens, tokens = marks.tokens(article.text), marks.tokens(stored)
    there = marks.carried(gold_tokens, tokens)
    wanted = {
        number: frozenset(there[one] for one in marks.positions([(a, b)], gold_tokens) if one in there)
        for number, (a, b, _) in enumerate(article.chained)
    }
    got = {
        (mention.start, mention.end): (marks.positions([(mention.start, mention.end)], tokens), entity.id)
        for entity in entities
        for mention in entity.mentions
    }
    named: dict[int, tuple[str, str]] = {}
    for number, span in _one_to_one(wanted, {span: places for span, (places, _) in got.items()}):
        named[number] = (got[span][1], stored[span[0] : span[1]].casefold())
    return named


def _one_to_one(
    wanted: Mapping[int, marks.Positions], got: Mapping[tuple[int, int], marks.Positions]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Pairs that are alike enough, the most alike first, each side once."""
    by_token: dict[int, list[tuple[int, int]]] = {}
    for span, places in got.items():
        for place in places:
            by_token.setdefault(place, []).append(span)
    alike = sorted(
        {
            (-len(mark & got[span]) / len(mark | got[span]), number, span)
            for number, mark in wanted.items()
            for place in mark
            for span in by_token.get(place, [])
        }
    )
    taken: set[object] = set()
    for likeness, number, span in alike:
        if -likeness >= SAME and number not in taken and span not in taken:
            taken |= {number, span}
            yield number, span
