"""The component that writes a text's claims, from what the stages before it found."""

from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter

from claimwire_contracts.types import ClaimKind
from spacy.language import Language
from spacy.tokens import Doc, Span

from claimwire_nlp.attribution import chains, papers
from claimwire_nlp.claims import (
    confidence,
    coordination,
    datelines,
    hedges,
    intentions,
    modality,
    narrated,
    polarity,
    unsourced,
    within,
)
from claimwire_nlp.layers import Assertion, Attribution, Speaker

Spoken = tuple[Attribution, Speaker | None, tuple[Speaker, ...]]
QUOTED = 0.9
ANSWERING = {"respond", "reply", "return", "answer"}
FEWEST_WORDS = 2
SURE = 0.6
"""The confidence from which even a single word is told: whom somebody "endorsed"."""
NOBODY = Speaker((), "unresolved")


@Language.component(
    "claimwire_assertions",
    requires=["doc._.attributions", "doc._.speakers", "doc._.hedges", "doc._.amounts", "doc._.times"],
    assigns=["doc._.assertions"],
)
def assertions(doc: Doc) -> Doc:
    """Write `doc._.assertions`, in the order of their contents."""
    told = [
        _assertion(doc, Assertion("narrated", content), cue_confidence=0.0)
        for content in narrated.find(doc, _telling(doc))
    ]
    found = [*told, *(claim for claim in attributed(doc) if not _retold(claim, told))]
    doc._.assertions = tuple(sorted(found, key=lambda a: (a.content[0].start, -a.content[-1].end)))
    return doc


def attributed(doc: Doc) -> Iterator[Assertion]:
    """The claims that are given to somebody; an outlet that passes one on is in its chain, not its source."""
    pairs = zip(doc._.attributions, doc._.speakers, strict=True)
    spoken: list[Spoken] = [(attribution, speaker, via) for attribution, (speaker, via) in pairs]
    around = _reports(spoken)
    passed = {id(outer) for own in spoken for outer in around[_first(own)] if _passes_on(outer, own)}
    for own in spoken:
        if id(own) not in passed and not _says_nothing(doc, own):
            yield _attributed(doc, own, [outer for outer in around[_first(own)] if _relays(outer, own)])


def _reports(spoken: list[Spoken]) -> dict[int, list[Spoken]]:
    """What outlets say, by the tokens of it: a text may have thousands, and each is looked for among all."""
    found: dict[int, list[Spoken]] = defaultdict(list)
    for own in spoken:
        if own[1] is not None and own[1].role == "outlet":
            for token in (token for span in own[0].content for token in span):
                found[token.i].append(own)
    return found


def _first(own: Spoken) -> int:
    return own[0].content[0].start


def _says_nothing(doc: Doc, own: Spoken) -> bool:
    """Whether an attribution is too little to be a claim: no statement, and nobody's or a mere reference."""
    attribution, source, _ = own
    if form(doc, attribution.content) != "indirect":
        return False
    if unsourced.in_question(attribution):
        return True
    if chains.asserts(attribution.content):
        return polarity.unsaid(attribution.cue) and not unsourced.asks(attribution.content)
    if any(token.lemma_.lower() == chains.CITING for span in attribution.cue for token in span):
        return True
    return _too_little(attribution, source)


def _too_little(attribution: Attribution, source: Speaker | None) -> bool:
    """Whether what an attribution gives is no statement, and nobody's or a single word."""
    if chains.asserts(attribution.content):
        return False
    if any(span.root.lemma_.lower() in ANSWERING for span in attribution.cue):
        return True  # who "did not respond to a request for comment" says nothing
    words = sum(token.is_alpha for span in attribution.content for token in span)
    unsure = words < FEWEST_WORDS and attribution.confidence < SURE
    return unsure or (source is None and len(attribution.content) == 1)


def _telling(doc: Doc) -> Iterator[Attribution]:
    """The attributions whose words are somebody's ("Zero cases were reported" is the outlet's own)."""
    for attribution, (source, _) in zip(doc._.attributions, doc._.speakers, strict=True):
        quoted = form(doc, attribution.content) != "indirect"
        if quoted or source is not None or not _too_little(attribution, source):
            yield attribution


def _passes_on(outer: Spoken, inner: Spoken) -> bool:
    """Whether an outlet's report holds nothing but another's claim."""
    return chains.passes_on(outer[0], inner[0])


def _relays(outer: Spoken, inner: Spoken) -> bool:
    """Whether an outlet's report holds another's claim, with whatever else."""
    return chains.nests(outer[0], inner[0])


def _attributed(doc: Doc, own: Spoken, outer: list[Spoken]) -> Assertion:
    attribution, source, via = own
    heard = [*via, *(speaker for _, speaker, _ in outer if speaker is not None)]
    links = _distinct([link for link in heard if not papers.is_own_link(doc, link)])
    kind, content = form(doc, attribution.content), attribution.content
    bare = Assertion(kind, content, source or NOBODY, links, attribution.cue)
    own_words = unsourced.is_own(attribution) or intentions.rumoured(doc, attribution)
    if not links and own_words:
        bare = bare._replace(kind="narrated", content=unsourced.clause(attribution), source=None)
    elif unsourced.reads_on(attribution):
        bare = bare._replace(content=unsourced.clause(attribution))
    return _assertion(doc, bare, cue_confidence=attribution.confidence)


def _retold(claim: Assertion, told: list[Assertion]) -> bool:
    """Whether a narrated clause stands within a sentence that is narrated whole."""
    return claim.kind == "narrated" and any(
        _inside(piece, outer.content) for outer in told for piece in claim.content
    )


def _assertion(doc: Doc, bare: Assertion, cue_confidence: float) -> Assertion:
    bare = bare._replace(content=datelines.without(doc, bare.content))
    content = bare.content
    times = tuple(within.pieces(content, doc._.times, attrgetter("span")))
    return bare._replace(
        parts=tuple(_parts(doc, bare, cue_confidence)),
        hedges=hedges.of_claim(doc, bare),
        polarity=polarity.of_claim(content, bare.cue),
        modality=modality.of_claim(content, bare.cue, times),
        amounts=tuple(within.pieces(content, doc._.amounts, attrgetter("span"))),
        times=times,
        entities=tuple(_entities_within(content, doc)),
        confidence=confidence.of(bare.kind, cue_confidence),
    )


def _parts(doc: Doc, bare: Assertion, cue_confidence: float) -> Iterator[Assertion]:
    """What words that somebody said assert side by side."""
    if bare.kind == "narrated":
        return  # it was parted before
    cut = coordination.of_content if bare.kind == "indirect" else coordination.of_quotation
    found = cut(bare.content)
    if len(found) > 1:
        yield from (_assertion(doc, bare._replace(content=part), cue_confidence) for part in found)


def form(doc: Doc, content: tuple[Span, ...]) -> ClaimKind:
    """Direct where nearly all letters stand between quotation marks, indirect where none, else mixed."""
    quoted = doc._.quoted
    letters = [(token.i, sum(char.isalnum() for char in token.text)) for span in content for token in span]
    total = sum(count for _, count in letters)
    inside = sum(count for i, count in letters if i in quoted)
    if not total or not inside:
        return "indirect"
    return "direct" if inside >= QUOTED * total else "mixed"


def _distinct(links: list[Speaker]) -> tuple[Speaker, ...]:
    kept: list[Speaker] = []
    for link in links:
        if all(link.name != other.name or link.name is None for other in kept):
            kept.append(link)
    return tuple(kept)


def _inside(span: Span, outer: tuple[Span, ...]) -> bool:
    return any(piece.start <= span.start and span.end <= piece.end for piece in outer)


def _entities_within(pieces: tuple[Span, ...], doc: Doc) -> list[int]:
    at: dict[int, int] = doc._.thing_at
    return sorted({at[token.i] for piece in pieces for token in piece if token.i in at})
