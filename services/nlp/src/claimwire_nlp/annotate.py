"""Annotate: a text in, its entities and claims out.

    text → parse → reader → names → entities → quotes → attribution → speakers
         → hedges, quantities, dates → assertions → message

The components in between write layers on a spaCy Doc (see `layers`); here the
last layer is written as messages. All offsets are code points, end exclusive.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from claimwire_contracts.messages import Analyze, Annotate, Annotation, ExtractedEntity
from claimwire_contracts.types import Mention
from spacy.language import Language
from spacy.tokens import Doc, Span

from claimwire_nlp import paragraphs
from claimwire_nlp.claims import message
from claimwire_nlp.layers import NamedThing
from claimwire_nlp.matching import bearings, entities_handles, profiles
from claimwire_nlp.pipeline import Way, load, own, version

logger = logging.getLogger(__name__)

Request = Annotate | Analyze

SEGMENT = 60_000
"""Characters that are parsed at once: the parser's memory grows with them."""
READ = 150_000
"""Characters of a text that are read (25,000 words): a longer one would outlast a task's time limit."""
BATCH = 32
ENGLISH = "en"
SURROGATES = re.compile(r"[\ud800-\udfff]")
"""They are no characters and break the tokenizer; each is read as U+FFFD, which keeps the offsets."""
IN_ANY_LANGUAGE = {"claimwire_reader", "claimwire_names", "claimwire_entities", "claimwire_quotes"}


def annotate(request: Request, model: str | None = None, attribution: Way = "learned") -> Annotation:
    """The entities and claims of one text.

    Args:
        request: the text with what is known of it. In a language other than English only entities are found.
        model: the spaCy pipeline to use, by name or folder; the default one if None.
        attribution: how it is found who said what.
    """
    nlp = load(model, attribution)
    with nlp.memory_zone():
        return write(read(nlp, request), request, version(nlp))


def annotate_all(
    requests: Iterable[Request], model: str | None = None, attribution: Way = "learned"
) -> Iterator[Annotation]:
    """The annotations of many texts, in their order, parsed in batches."""
    nlp = load(model, attribution)
    made_by = version(nlp)
    batch: list[Request] = []
    for request in requests:
        batch.append(request)
        if len(batch) == BATCH:
            yield from _batch(nlp, batch, made_by)
            batch = []
    yield from _batch(nlp, batch, made_by)


def _batch(nlp: Language, batch: list[Request], made_by: str) -> list[Annotation]:
    """The annotations of one batch, made whole: nothing of its memory zone is let out."""
    found: list[Annotation] = []
    with nlp.memory_zone():
        for plain, group in groupby(batch, key=_plain):
            requests = list(group)
            docs = _piped(nlp, requests) if plain else (read(nlp, request) for request in requests)
            found += [write(doc, request, made_by) for doc, request in zip(docs, requests, strict=True)]
    return found


def _plain(request: Request) -> bool:
    """Whether a text goes through the pipeline as it is: English, and short enough for one parse."""
    return _english(request) and len(request.text) <= SEGMENT


def _piped(nlp: Language, requests: list[Request]) -> Iterator[Doc]:
    yield from nlp.pipe(_prepared(nlp, request) for request in requests)


def read(nlp: Language, request: Request) -> Doc:
    """A text with all its layers; one too long for the parser is parsed in segments and joined first."""
    if _plain(request):
        return nlp(_prepared(nlp, request))
    if not _english(request):
        logger.info("no claims in language %s: only names are read", getattr(request, "language", None))
    with nlp.select_pipes(disable=own(nlp)):
        parsed = list(nlp.pipe(segments(readable(request.text[:READ]))))
    for segment in parsed:
        segment.user_data.clear()  # the layers of a segment are made anew for the whole
    doc = Doc.from_docs(parsed, ensure_whitespace=False) if parsed else nlp.make_doc("")
    _told(doc, request)
    doc._.lines = tuple(paragraphs.find(doc))
    for name in own(nlp):
        if _english(request) or name in IN_ANY_LANGUAGE:
            doc = nlp.get_pipe(name)(doc)
    return doc


def _prepared(nlp: Language, request: Request) -> Doc:
    return _told(nlp.make_doc(readable(request.text)), request)


def _told(doc: Doc, request: Request) -> Doc:
    """The text with what its request tells of it."""
    doc._.published = published(request)
    doc._.outlet = getattr(request, "outlet", None)
    return doc


def readable(text: str) -> str:
    """A text that the tokenizer bears, of the same length."""
    return SURROGATES.sub("\ufffd", text)


def segments(text: str) -> Iterator[str]:
    """A text in pieces of at most `SEGMENT` characters, cut at line breaks, or else at spaces."""
    start = 0
    while start < len(text):
        end = min(start + SEGMENT, len(text))
        if end < len(text):
            breaks = "\n" if "\n" in text[start:end] else " "
            cut = text.rfind(breaks, start, end)
            end = cut + 1 if cut > start else end
        yield text[start:end]
        start = end


def published(request: Request) -> date | None:
    """The day of publication, in UTC as the time is given."""
    return request.published_at.date() if request.published_at else None


def write(doc: Doc, request: Request, made_by: str) -> Annotation:
    """The layers of a text as the message that answers the request."""
    entities = [_entity(thing) for thing in doc._.things]
    outlet, credit = getattr(request, "outlet", None), getattr(request, "credit", None)
    claims = [message.claim(doc, assertion, entities, outlet, credit) for assertion in doc._.assertions]
    return Annotation(
        entities=entities,
        claims=bearings.in_text(doc, claims, entities, outlet, credit, title=request.title),
        profile=profiles.document_profile(doc, request.title, entities),
        pipeline_version=made_by,
    )


def _entity(thing: NamedThing) -> ExtractedEntity:
    return ExtractedEntity(
        name=thing.name,
        type=thing.type,
        key=thing.key,
        partial=entities_handles.is_partial(thing.type, thing.key),
        handles=entities_handles.handles(thing.name, thing.type, thing.key, thing.aliases),
        aliases=list(thing.aliases),
        roles=sorted(thing.roles),
        mentions=[_mention(span) for span in thing.mentions],
    )


def _mention(span: Span) -> Mention:
    return Mention(start=span.start_char, end=span.end_char, text=span.text)


def _english(request: Request) -> bool:
    language = getattr(request, "language", None)
    return language is None or language.lower().split("-")[0] == ENGLISH
