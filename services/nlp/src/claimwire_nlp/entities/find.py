"""Mentions: the names that were read, mended, and those that were passed over."""

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Span

from claimwire_nlp.entities import kinds, names, overlooked, places, tagged
from claimwire_nlp.entities.mentions import Mention
from claimwire_nlp.entities.tagged import Tagged


def find(doc: Doc) -> Iterator[Mention]:
    """All mentions in order, none overlapping."""
    unread = {token.i for span in _unread(doc) for token in span}
    found = [mention for mention in map(_mended, _read(doc)) if mention and mention.span.start not in unread]
    found = list(_joined(found))
    taken = {token.i for mention in found for token in mention.span}
    found += list(overlooked.find(doc, found, taken | unread))
    yield from sorted(found, key=lambda mention: mention.span.start)


def _read(doc: Doc) -> Iterator[Tagged]:
    """The reader's names, or where it has not read the text those of a spaCy model."""
    if doc._.names_read:
        yield from tagged.find(doc)
    else:
        yield from (Tagged(ent, 1.0) for ent in doc.ents)


def _unread(doc: Doc) -> Iterator[Span]:
    """Lines whose names are not counted: furniture, and to a spaCy model lines in capitals are one name."""
    for line in doc._.lines:
        if line.kind == "furniture" or (not doc._.names_read and line.span.text.isupper()):
            yield line.span


def _mended(name: Tagged) -> Mention | None:
    """A name with its edges and its type mended; None if nothing that names is left."""
    label = name.span.label_
    if label not in names.TYPES or not (clean := names.cleaned(name.span, label)):
        return None
    kind = kinds.retyped(clean.span, label)
    return Mention(clean.span, kind, clean.titles, name.sure)


def _joined(mentions: list[Mention]) -> Iterator[Mention]:
    """The mentions, names that were read in two put together."""
    lone = {m.span.text for m, after in pairwise([*mentions, None]) if m and not (after and _part(m, after))}
    last: Mention | None = None
    for mention in mentions:
        if last and _part(last, mention) and (last.type != "PERSON" or last.span.text not in lone):
            whole = mention.span.doc[last.span.start : mention.span.end]
            last = Mention(whole, last.type, last.titles, min(last.sure, mention.sure))
            continue
        if last:
            yield last
        last = mention
    if last:
        yield last


def _part(before: Mention, after: Mention) -> bool:
    """Whether two mentions side by side are of one name: a body's, a place's, a first name and a surname."""
    between = before.span.doc[before.span.end : after.span.start].text
    if before.type in kinds.PLACES:
        whole = after.span[-1].lower_ in kinds.LANDFORMS or places.is_place(f"{before.text} {after.text}")
        return not between and whole
    if before.type != after.type:
        return False
    if before.type == "PERSON":
        spaced = before.span[-1].whitespace_
        return not between and len(before.span) == 1 if spaced else between == "-"
    return before.type == "ORG" and not between
