"""The chase list: reports that a story's claims cite and that are not among its documents. Pure.

    cited as source or in the chain | credited agency | written by someone | named in the outlet's own words

An outlet that has a document in the story is not chased: what is cited is there, or as near as it comes.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from claimwire_contracts.types import Chase, Citation, Claim, Origin, Role, Source, Span, StoryDocument

from claimwire_gateway import reports
from claimwire_gateway.grouping import masthead

CREDITED = "credited agency"
"""The rule of an origin that a document's dateline or credit line gives."""
OWN_VOICE = "outlet's own voice"
"""The rule of an origin that is the document's own outlet."""
ISSUED = "document of "
"""The rule of an origin whose document is cited begins so, and ends with its name."""

PRESS = re.compile(
    r"\b(?:Journal|Times|Post|Herald|Tribune|Gazette|Radio|TV|Television|News|Magazine|Newspaper|Chronicle|Courier)\b"
)
"""What only an outlet is called: a body of such a name is one."""

RESEARCHERS = re.compile(
    r"\b(?:researchers|scientists|analysts|economists|authors|experts|investigators)\b", re.IGNORECASE
)
WRITING = re.compile(r"\b(?:wrote|writes|written|published|publishes)\b", re.IGNORECASE)
"""Cues of what was written down, by someone who may be no outlet."""

OWNED = re.compile(r"^(?:its|their|his|her)\s+", re.IGNORECASE)
GENERIC = re.compile(
    r"(?:state|local|foreign|other|several|some|many|national|social|international)?\s*"
    r"(?:media|press|newspapers?|papers?|outlets?|reports?|websites?|broadcasters?|television|tv|radio|agenc(?:y|ies))",
    re.IGNORECASE,
)
"""What stands for no outlet in particular, also where it is written with a capital."""


class Reference(NamedTuple):
    """A report as a claim refers to it: what it is called, whom it is from, and the words that do."""

    name: str
    author: str
    role: Role
    rule: str
    text: str
    spans: list[Span]


def chase(claims: Sequence[Claim], documents: Mapping[str, StoryDocument]) -> list[Chase]:
    """What to look for, most cited first; several names of one author's report are one.

    Args:
        claims: all of the story's, in order of time.
        documents: the story's, by id.
    """
    there = mastheads(documents.values()) | _voices(claims)
    found: dict[str, list[tuple[Reference, Citation]]] = {}
    for claim in claims:
        for told in references(claim) if claim.document_id in documents else ():
            if not known(told.author, there):
                cited_by = _citation(told, claim, documents[claim.document_id])
                found.setdefault(masthead(told.author), []).append((told, cited_by))
    return sorted((_chase(each) for each in found.values()), key=_most_cited)


def _citation(told: Reference, claim: Claim, document: StoryDocument) -> Citation:
    return Citation(
        claim_id=claim.id,
        document_id=document.id,
        outlet=document.outlet,
        text=told.text,
        spans=told.spans,
    )


def mastheads(documents: Iterable[StoryDocument]) -> set[str]:
    """The outlets of some documents, as names are compared."""
    return {masthead(document.outlet) for document in documents if document.outlet}


def known(author: str, there: Collection[str]) -> bool:
    """Whether an author is one of the outlets: by name, by initials, or by the beginning of the name."""
    name = masthead(author)
    short = author.replace(".", "")
    if short.isupper() and any(_initials(each) == short.casefold() for each in there):
        return True
    return any(name == each or each.startswith(f"{name} ") for each in there)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word not in {"of", "the", "and", "for"})


def _voices(claims: Iterable[Claim]) -> set[str]:
    """The names under which the story's outlets speak in their own voice: "NYT" by its whole name too."""
    return {
        masthead(claim.origin.name) for claim in claims if claim.origin and claim.origin.rule == OWN_VOICE
    }


def references(claim: Claim) -> Iterator[Reference]:
    """All that one claim refers to."""
    for source in filter(None, (claim.source, *claim.via)):
        yield from _as_source(claim, source)
    if claim.source is None and not claim.via and claim.origin:
        yield from _as_origin(claim.origin)
    for told in reports.named(claim.content.text):
        spans = _within(claim, told.start, told.end)
        yield Reference(told.text, told.author, "document", "named in its words", told.text, spans)


def _as_origin(origin: Origin) -> Iterator[Reference]:
    """The origin of what is told without a source, where that is a report which the text cites elsewhere."""
    if origin.role == "outlet" and origin.rule != OWN_VOICE and not GENERIC.fullmatch(masthead(origin.name)):
        yield Reference(origin.name, origin.name, "outlet", origin.rule, origin.name, [])
    for link in origin.via:
        yield Reference(link.name, link.name, "outlet", origin.rule, link.name, [])


def _as_source(claim: Claim, source: Source) -> Iterator[Reference]:
    """A source or a link of the chain, where it is an outlet, a document, or somebody's writing."""
    name = source.name or source.text
    link = "cited as source" if source is claim.source else "cited in the chain"
    author = reports.author(source.text)
    if source.role == "document" and reports.specific(source.text):
        whose = author or f"{source.text} of {claim.document_id}"
        yield Reference(_issued(claim, source), whose, "document", link, source.text, source.spans)
    elif _is_outlet(source) and not GENERIC.fullmatch(masthead(name)):
        yield Reference(name, name, "outlet", link, source.text, source.spans)
    elif author and _writes(claim, source):
        yield Reference(source.text, author, "document", "cited as written", source.text, source.spans)


def _issued(claim: Claim, source: Source) -> str:
    """What a document is called, with whose it is: "its annual report" → "Weir Bank’s annual report"."""
    rule = claim.origin.rule if claim.origin else ""
    if source is not claim.source or not rule.startswith(ISSUED):
        return source.text
    return OWNED.sub(f"{rule.removeprefix(ISSUED)}’s ", source.text)


def _is_outlet(source: Source) -> bool:
    """Whether a source is an outlet with a name."""
    name = source.name or source.text
    if source.role == "organization":
        return bool(source.name and PRESS.search(name))
    return source.role == "outlet" and any(char.isupper() for char in name.removeprefix("The "))


def _writes(claim: Claim, source: Source) -> bool:
    """Whether it is told what a body or its researchers wrote."""
    if source is not claim.source or not claim.cue or not WRITING.search(claim.cue.text):
        return False
    return source.role == "organization" or bool(RESEARCHERS.search(source.text))


def _bare(name: str) -> str:
    """A name without its article."""
    return re.sub(r"^(?:an?|the)\s+(?=\S)", "", " ".join(name.split()), flags=re.IGNORECASE)


def _within(claim: Claim, start: int, end: int) -> list[Span]:
    """Where a part of a claim's content lies in its document; unknown where that is in several pieces."""
    if len(claim.content.spans) != 1:
        return []
    first = claim.content.spans[0].start
    return [Span(start=first + start, end=first + end)]


def _chase(cited: Sequence[tuple[Reference, Citation]]) -> Chase:
    """One author's reports as one, under the name that tells most."""
    best = max(
        (told for told, _ in cited), key=lambda told: (told.role == "document", len(told.name), told.name)
    )
    places = {(each.claim_id, each.text): each for _, each in cited}
    return Chase(
        name=_bare(best.name),
        author=_bare(best.author) if best.author in best.name else None,
        role=best.role,
        rule="; ".join(dict.fromkeys(told.rule for told, _ in cited)),
        cited_by=list(places.values()),
    )


def _most_cited(item: Chase) -> tuple[int, str]:
    return (-len({each.document_id for each in item.cited_by}), item.name)
