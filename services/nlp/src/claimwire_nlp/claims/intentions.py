"""Intentions: what somebody plans, wants or hopes for, which is seldom what they were heard to say."""

from collections.abc import Iterator
from operator import attrgetter

from spacy.tokens import Doc, Span

from claimwire_nlp.claims import within
from claimwire_nlp.layers import Attribution, Hedge

INTENDING = {"plan", "intend", "want", "hope", "aim", "wish", "prepare", "seek", "mean"}


def told_by_outlet(cue: tuple[Span, ...]) -> bool:
    """Whether a cue names an intention: the outlet tells of it in its own words, whoever has it."""
    return any(span.root.lemma_.lower() in INTENDING and span.root.pos_ == "VERB" for span in cue)


def rumoured(doc: Doc, attribution: Attribution) -> bool:
    """Whether an intention is hedged at its cue ("reportedly plans to"): nobody stated it."""
    return told_by_outlet(attribution.cue) and any(
        (*on_cue(doc, attribution.cue), *_within(doc, attribution.cue))
    )


def on_cue(doc: Doc, cue: tuple[Span, ...]) -> Iterator[Hedge]:
    """The hedging adverbs that stand on a cue without being part of it ("is reportedly planning")."""
    inside = {token.i for span in cue for token in span}
    beside = [child for span in cue for token in span for child in token.children if child.dep_ == "advmod"]
    for word in beside:
        if word.i not in inside:
            yield from within.pieces((doc[word.i : word.i + 1],), doc._.hedges, attrgetter("span"))


def _within(doc: Doc, cue: tuple[Span, ...]) -> Iterator[Hedge]:
    """The hedging adverbs that are part of a cue ("reportedly plans")."""
    inside = {token.i for span in cue for token in span}
    return (hedge for hedge in doc._.hedges if hedge.span.root.i in inside and hedge.span.root.pos_ == "ADV")
