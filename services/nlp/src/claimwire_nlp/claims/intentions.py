"""Intentions: what somebody plans, wants or hopes for, which is seldom what they were heard to say."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from claimwire_nlp.layers import Attribution

INTENDING = {"plan", "intend", "want", "hope", "aim", "wish", "prepare", "seek", "mean"}


def told_by_outlet(cue: tuple[Span, ...]) -> bool:
    """Whether a cue names an intention: the outlet tells of it in its own words, whoever has it."""
    return any(span.root.lemma_.lower() in INTENDING and span.root.pos_ == "VERB" for span in cue)


def rumoured(doc: Doc, attribution: Attribution) -> bool:
    """Whether an intention is hedged at its cue ("reportedly plans to"): nobody stated it."""
    return told_by_outlet(attribution.cue) and any(
        (*on_cue(doc, attribution.cue), *_within(doc, attribution.cue))
    )


def on_cue(doc: Doc, cue: tuple[Span, ...]) -> Iterator[Span]:
    """The hedging adverbs that stand on a cue without being part of it ("is reportedly planning")."""
    inside = {token.i for span in cue for token in span}
    for hedge in doc._.hedges:
        word = hedge.root
        if word.i not in inside and word.dep_ == "advmod" and word.head.i in inside:
            yield hedge


def _within(doc: Doc, cue: tuple[Span, ...]) -> Iterator[Span]:
    """The hedging adverbs that are part of a cue ("reportedly plans")."""
    inside = {token.i for span in cue for token in span}
    return (hedge for hedge in doc._.hedges if hedge.root.i in inside and hedge.root.pos_ == "ADV")
