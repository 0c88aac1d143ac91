"""Attributions mended before their speakers are read, whichever component found them.

A content loses what is part of its source or of another cue: an apposed name at its front ("the warden, Joost
Behrens, ..."), an inserted "she said", and the "citing two people" that stands before its "that".
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from claimwire_nlp.attribution.chains import FINITE
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
    for attribution in doc._.attributions:
        found = _with_subject(_without_citing(_without_inserted(_with_apposed(doc, attribution))))
        if any(token.pos_ != "NUM" and token.is_alpha for span in found.content for token in span):
            yield found


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
    if comma is None or comma.i - first.start < 2:  # noqa: PLR2004  a subject and a verb
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


def _with_subject(attribution: Attribution) -> Attribution:
    """A content that begins with its verb, with the clause before the cue that is the subject of that."""
    first = attribution.content[0]
    opening = first.sent
    if first[0].tag_ not in FINITE or opening[0].lower_ not in OPENING or not attribution.source:
        return attribution
    comma = attribution.source[0].start - 1
    if not opening.start < comma < first.start or first.doc[comma].text != ",":
        return attribution
    subject = tidy(first.doc, opening.start, comma)
    return attribution if subject is None else attribution._replace(content=(subject, *attribution.content))


def _cut(attribution: Attribution, start: int) -> Attribution:
    first = attribution.content[0]
    rest = tidy(first.doc, start, first.end)
    return attribution._replace(content=(rest, *attribution.content[1:])) if rest is not None else attribution


def _has_subject(verb: Token, opening: Span) -> bool:
    return any(child.dep_ == "nsubj" and child in opening for child in verb.children)
