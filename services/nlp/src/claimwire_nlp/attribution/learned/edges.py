"""Edges: what a part loses to another, and no source and no content is cut within a noun phrase."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from claimwire_nlp.attribution.source import circumstances, of_preposition, of_verb, trimmed
from claimwire_nlp.layers import Attribution

Chunks = dict[int, Span]
CUES = {"VERB", "ADP"}
ASIDES = {"including", "especially", "particularly"}
RELATIVES = {"WP", "WDT"}
ACCORDING = "according to"
LEADING = {"aux", "auxpass", "neg", "det", "mark", "amod", "compound", "poss", "case", "nummod"}
"""What a word is to one that follows it."""


def chunks(doc: Doc) -> Chunks:
    """The noun phrases of a text, by their tokens."""
    return {token.i: chunk for chunk in doc.noun_chunks for token in chunk}


def widened(attribution: Attribution, chunks: Chunks) -> Attribution:
    """An attribution with its parts widened to whole phrases, as far as no other part stands in the way."""
    parts = (attribution.source, attribution.cue, attribution.content)
    taken = {token.i for spans in parts for span in spans for token in span}
    return attribution._replace(
        source=tuple(_whole(span, chunks, taken) for span in attribution.source),
        content=tuple(_to_end(_whole(span, chunks, taken), taken) for span in attribution.content),
    )


def parted(doc: Doc, attribution: Attribution) -> Attribution:
    """An attribution whose source is no longer than who speaks, and no end of the content before its cue."""
    sources = tuple(_without_circumstances(span) for span in attribution.source)
    if sources or not attribution.cue:
        return attribution._replace(source=sources)
    return _with_unread(_with_swallowed(doc, attribution))


def _without_circumstances(span: Span) -> Span:
    """A speaker without "after the vote" or ", including ...": these tell when or whereof, not who."""
    end = min([span.end, *(i for i in circumstances(span.root) if i > span.root.i), *_asides(span)])
    if end - span.start > 1 and span.doc[end - 1].tag_ in RELATIVES:
        end -= 1
    return trimmed(span.doc, span.start, end) if end < span.end else span


def _asides(span: Span) -> Iterator[int]:
    """Where a comma opens a participle or an "including"."""
    for before, token in pairwise(span):
        if before.text == "," and (token.lower_ in ASIDES or token.tag_ == "VBG"):
            yield before.i


def _parts(token: Token) -> bool:
    """Whether a token ends a phrase whatever the parse makes of it: a line break, a mark, a full stop."""
    return token.is_space or token.is_quote or token.text in {".", "!", "?"}


def _with_swallowed(doc: Doc, attribution: Attribution) -> Attribution:
    """In "The roof fell in, the mayor, Ida Brunn, said" the speaker is told from the content by the parse."""
    verb, last = attribution.cue[0].root, attribution.content[-1]
    speaker = of_verb(verb) if verb.pos_ == "VERB" else None
    if speaker is None:
        speaker = _after_quotation(last, attribution.cue[0])
    if speaker is None or not last.start < speaker.start < last.end <= speaker.end < verb.i + 1:
        return attribution
    left = trimmed(doc, last.start, speaker.start)
    return attribution._replace(source=(speaker,), content=(*attribution.content[:-1], left))


def _after_quotation(content: Span, cue: Span) -> Span | None:
    """What stands between the end of a quotation and the cue right after it, where the parse knows nobody."""
    if content[0].i not in content.doc._.quoted or content.end != cue.start:
        return None
    start = content.end
    while start > content.start and start - 1 not in content.doc._.quoted:
        start -= 1
    return content.doc[start : content.end] if start < content.end else None


def _with_unread(attribution: Attribution) -> Attribution:
    """A speaker whom the parse knows where none was read ("appeared on stage, saying ...")."""
    cue = attribution.cue[0]
    if attribution.source or cue.root.pos_ not in CUES or cue.start in cue.doc._.quoted:
        return attribution
    speaker = of_preposition(cue) if cue.text.lower() == ACCORDING else of_verb(cue.root)
    taken = {token.i for span in (*attribution.cue, *attribution.content) for token in span}
    if speaker is None or any(token.i in taken or token.i in cue.doc._.quoted for token in speaker):
        return attribution
    return attribution._replace(source=(speaker,))


def _to_end(span: Span, taken: set[int]) -> Span:
    """A content that breaks off before what its last word leads to ("that the strike has"), with that."""
    last = span[-1]
    if last.dep_ == "cc" or (last.dep_ in LEADING and last.head.i >= span.end):
        end = last.head.right_edge.i + 1
    elif last.dep_ == "prep" and last.right_edge.i > last.i:
        end = last.right_edge.i + 1
    else:
        return span
    end = min(end, last.sent.end)
    if any(i in taken or _parts(span.doc[i]) for i in range(span.end, end)):
        return span
    return trimmed(span.doc, span.start, end)


def _whole(span: Span, chunks: Chunks, taken: set[int]) -> Span:
    start = min(span.start, chunks.get(span.start, span).start)
    end = max(span.end, chunks.get(span.end - 1, span).end)
    if any(i in taken or _parts(span.doc[i]) for i in range(start, span.start)):
        start = span.start
    if any(i in taken or _parts(span.doc[i]) for i in range(span.end, end)):
        end = span.end
    return span.doc[start:end]
