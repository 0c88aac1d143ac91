"""Attributions mended before their speakers are read, whichever component found them.

A content loses what is part of its source or of another cue: an apposed name at its front ("the warden, Joost
Behrens, ..."), an inserted "she said", and the "citing two people" that stands before its "that".
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from claimwire_nlp.attribution import candidates, overlaps
from claimwire_nlp.attribution.content import tidy
from claimwire_nlp.attribution.lexicon import SPEECH
from claimwire_nlp.layers import Attribution, NamedThing

CITING = "citing"
REACH = 20
"""Tokens from the front of a content within which its "that" may stand."""
OPENING = {"whether", "what", "how", "why"}
"""Words that open a clause which is a subject."""
SHORT = 5
"""Tokens that an inserted cue with its subject may have."""


def mended(doc: Doc) -> Iterator[Attribution]:
    """The attributions of a text, mended; those left without any words but numbers are dropped."""
    shouted = _shouted(doc)
    for attribution in doc._.attributions:
        if any(span.start in shouted for span in attribution.cue):
            continue
        found = overlaps.apart(
            _with_opening(_without_citing(_without_inserted(_with_apposed(doc, attribution))))
        )
        if any(token.pos_ != "NUM" and token.is_alpha for span in found.content for token in span):
            yield found


def _shouted(doc: Doc) -> set[int]:
    """The words of headings in nothing but capitals: the text under them says the same in full."""
    lines = (line.span for line in doc._.lines if line.kind == "heading" and line.span.text.isupper())
    return {token.i for span in lines for token in span if token.is_alpha}


def _with_apposed(doc: Doc, attribution: Attribution) -> Attribution:
    """The name between commas after a source belongs to it, also where the parser began the content there."""
    if not attribution.source or not attribution.content:
        return attribution
    source, first = attribution.source[-1], attribution.content[0]
    if not 0 <= first.start - source.end <= 1 or source.end >= len(doc) or doc[source.end].text != ",":
        return attribution
    name = _person_at(doc, source.end + 1)
    if name is None or name.end >= first.end or doc[name.end].text != ",":
        return attribution
    rest = tidy(doc, name.end + 1, first.end)
    if rest is None or source.root.pos_ != "NOUN":
        return attribution
    whole = doc[source.start : name.end]
    return attribution._replace(
        source=(*attribution.source[:-1], whole), content=(rest, *attribution.content[1:])
    )


def _person_at(doc: Doc, start: int) -> Span | None:
    """The name of a person that begins at a token."""
    things: tuple[NamedThing, ...] = doc._.things
    index = doc._.thing_at.get(start)
    if index is None or things[index].type != "PERSON":
        return None
    return next((mention for mention in things[index].mentions if mention.start == start), None)


def _without_inserted(attribution: Attribution) -> Attribution:
    """A content without a "she said," that stands at its front."""
    first = attribution.content[0]
    comma = next((token for token in first[:SHORT] if token.text == ","), None)
    if comma is None or comma.i - first.start < 2 or comma.i in first.doc._.quoted:  # noqa: PLR2004  a subject and a verb
        return attribution
    opening = first.doc[first.start : comma.i]
    verb = opening[-1]
    spoken = verb.lemma_.lower() in SPEECH and verb.pos_ == "VERB" and _has_subject(verb, opening)
    return _cut(attribution, comma.i + 1) if spoken else attribution


def _without_citing(attribution: Attribution) -> Attribution:
    """A content without the "citing two people," before it."""
    first = attribution.content[0]
    if first[0].lower_ != CITING:
        return attribution
    starts = (token.i for token in first[:REACH] if token.lower_ == "that" and token.dep_ == "mark")
    start = next(starts, None)
    return _cut(attribution, start) if start is not None else attribution


def _with_opening(attribution: Attribution) -> Attribution:
    """A content after an inserted cue with the part before it ("He had, she said, no choice")."""
    first, sources = attribution.content[0], attribution.source
    if not sources or not attribution.cue:
        return attribution
    if first.start < attribution.cue[0].start:
        drawn = candidates.up_to_source((first,), sources[0])
        return attribution._replace(content=(*drawn, *attribution.content[1:]))
    doc, opening = first.doc, first.sent.start
    start, end = min(sources[0].start, attribution.cue[0].start), attribution.cue[-1].end
    inserted = opening < start - 1 and first.start == end + 1 and doc[start - 1].text == doc[end].text == ","
    before = tidy(doc, opening, start - 1) if inserted else None
    if before is None or first.start in doc._.quoted or any(token.i in doc._.quoted for token in before):
        return attribution
    if before[0].lower_ not in OPENING and not _leads_on(before, first):
        return attribution
    return attribution._replace(content=(before, *attribution.content))


def _leads_on(before: Span, first: Span) -> bool:
    """Whether a clause is one with what follows the inserted cue ("He had assured her ... that ...")."""
    return first.root.is_ancestor(before.root) or before.root.is_ancestor(first.root)


def _cut(attribution: Attribution, start: int) -> Attribution:
    first = attribution.content[0]
    rest = tidy(first.doc, start, first.end)
    return attribution._replace(content=(rest, *attribution.content[1:])) if rest is not None else attribution


def _has_subject(verb: Token, opening: Span) -> bool:
    return any(child.dep_ == "nsubj" and child in opening for child in verb.children)
