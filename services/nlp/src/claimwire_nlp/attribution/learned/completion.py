"""Completion: what the reader leaves open is filled by what the rules know of quotations and outlets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span

from claimwire_nlp.attribution import chains, content, rules
from claimwire_nlp.attribution.learned import pieces
from claimwire_nlp.attribution.learned.pieces import CLAUSES, SUBJECTS
from claimwire_nlp.layers import Attribution, Quotation

TELLING = {"VERB", "NOUN", "PROPN", "ADJ"}
"""Parts of speech of a cue; a lone "reportedly" or "was reportedly" hedges."""
SAME = 0.8
"""The share of the larger content at which two are about the same."""
At = dict[int, list[Attribution]]
"""Attributions by the tokens of one of their parts."""


def completed(doc: Doc, found: list[Attribution]) -> tuple[Attribution, ...]:
    """The reader's attributions with quotations joined, and those of the rules that it does not know of."""
    quoted = doc._.quoted
    laid = list(rules.laid_out(doc))
    governed = list(rules.outside(laid, rules.governed(doc)))
    citing = {span.root.head.i for one in (*found, *governed) if (span := chains.cited(one)) is not None}
    speech = list(rules.outside(laid, rules.quoted(doc)))
    within = {token.i: one.span for one in doc._.quotations if one.span[-1].is_quote for token in one.span}
    telling = [
        one
        for one in rules.outside(laid, found)
        if not (_merely_hedges(one, quoted) or _merely_cites(one, citing) or _is_told(one, within))
    ]
    read = at((attribution, attribution.cue) for attribution in governed)
    read_whole = [_whole(one, read) for one in telling]
    kept = surest(list(pieces.kept(doc, read_whole, speech)))
    taken = at((attribution, attribution.content) for attribution in kept)
    joined = list(_joined(doc, kept, taken))
    whole = list(_with_halves(joined, speech))
    return rules.in_order([*laid, *whole, *missed(speech, whole), *linked(governed, whole)])


def at(parts: Iterable[tuple[Attribution, tuple[Span, ...]]]) -> At:
    """Attributions by tokens: a text may have thousands, and each is looked for among all."""
    found: At = defaultdict(list)
    for attribution, spans in parts:
        for token in (token for span in spans for token in span):
            found[token.i].append(attribution)
    return found


def surest(found: list[Attribution]) -> list[Attribution]:
    """Of attributions with about the same content the surest: nobody says one thing by two cues."""
    kept: At = defaultdict(list)
    for one in sorted(found, key=lambda a: -a.confidence):
        tokens = {token.i for span in one.content for token in span}
        rivals = (sum(len(span) for span in other.content) for i in tokens for other in kept.get(i, [])[:1])
        shared = sum(i in kept for i in tokens)
        if not any(shared > SAME * max(size, len(tokens)) for size in rivals):
            for i in tokens:
                kept[i].append(one)
    left = {id(one) for ones in kept.values() for one in ones}
    return [one for one in found if id(one) in left]


def _joined(doc: Doc, found: list[Attribution], taken: At) -> Iterator[Attribution]:
    """Who first has a part of a quotation over several paragraphs is given the parts that nobody has."""
    chains = list(continued(doc._.quotations))
    links = {token.i: number for number, chain in enumerate(chains) for span in chain for token in span}
    free = [[span for span in chain if not any(t.i in taken for t in span)] for chain in chains]
    for attribution in found:
        held = (links[token.i] for span in attribution.content for token in span if token.i in links)
        number = next(held, None)
        given = free[number] if number is not None else []
        yield attribution._replace(content=tuple(sorted((*attribution.content, *given))))
        given.clear()


def _with_halves(found: list[Attribution], speech: list[Attribution]) -> Iterator[Attribution]:
    """The other half of a split quotation is its speaker's, where the reader gave it to nobody."""
    taken = at((attribution, attribution.content) for attribution in found)
    halves = at((one, one.cue) for one in speech)
    for attribution in found:
        own = [one for cue in attribution.cue for token in cue for one in halves.get(token.i, [])]
        free = [span for one in own for span in one.content if not any(t.i in taken for t in span)]
        yield attribution._replace(content=tuple(sorted((*attribution.content, *free))))


def missed(speech: list[Attribution], found: list[Attribution]) -> Iterator[Attribution]:
    """Direct speech that the reader missed altogether."""
    taken = at((attribution, attribution.content) for attribution in found)
    for one in speech:
        if not any(token.i in taken for piece in one.content for token in piece):
            yield one


def linked(governed: list[Attribution], found: list[Attribution]) -> Iterator[Attribution]:
    """The other half of a chain: the reader reads an outlet's report, or what it reports, seldom both.

    Of "the Gazette reported, citing a clerk, that ..." it may have read the "citing" alone.
    """
    contents = at((attribution, attribution.content) for attribution in found)
    cues = at((attribution, attribution.cue) for attribution in found)
    for other in governed:
        outer = contents.get(other.cue[0].start, [])
        inner = [one for span in other.content for token in span for one in cues.get(token.i, [])]
        known = any(token.i in cues for token in other.cue[0])
        cites = chains.cited(other) is not None and not any(
            token.i in contents for span in other.content for token in span
        )
        if not known and (
            cites or any(_chain(one, other) for one in outer) or any(_chain(other, one) for one in inner)
        ):
            yield other


def _chain(outer: Attribution, inner: Attribution) -> bool:
    return chains.is_outlet(outer.source) and chains.passes_on(outer, inner)


def _merely_hedges(attribution: Attribution, quoted: set[int]) -> bool:
    """In "the talks will reportedly begin" nobody says a thing: the sentence is narrated."""
    if any(token.i in quoted for span in attribution.content for token in span):
        return False
    return not any(token.pos_ in TELLING for token in attribution.cue[0])


def _merely_cites(attribution: Attribution, citing: set[int]) -> bool:
    """In "the Gazette, citing a clerk, reported ..." the "citing" is a link of the report's chain."""
    return any(token.i in citing for span in attribution.cue for token in span)


def _is_told(attribution: Attribution, within: dict[int, Span]) -> bool:
    """Whether a speaker tells, within a quotation, of what somebody said: the quotation is one claim."""
    span = within.get(attribution.cue[0].start)
    pieces = attribution.content
    return span is not None and span.start <= pieces[0].start and pieces[-1].end <= span.end


def _without_cited(attribution: Attribution, read: At) -> Attribution:
    """A content without those whom its report cites, where they were taken for its first words."""
    whom, first = chains.cited(attribution), attribution.content[0]
    if whom is None or not whom.start <= first.start < whom.end:
        return attribution
    if others := read.get(attribution.cue[0].root.i):
        return attribution._replace(content=others[0].content)
    rest = content.tidy(first.doc, whom.end, first.end)
    return attribution if rest is None else attribution._replace(content=(rest, *attribution.content[1:]))


def _with_clause(attribution: Attribution, read: At) -> Attribution:
    """A content as the rules have it: where it has no verb, or has that of which the cue is the subject."""
    if attribution.cue[0].root.pos_ == "NOUN":
        return _of_noun(attribution, read)
    if any(token.pos_ in {"VERB", "AUX"} for span in attribution.content for token in span):
        return attribution
    inside = {token.i for span in attribution.content for token in span}
    for other in read.get(attribution.cue[0].root.i, []):
        around = {token.i for span in other.content for token in span}
        if inside <= around and other.content[0].root.pos_ in CLAUSES and chains.asserts(other.content):
            return attribution._replace(content=other.content)
    return attribution


def _of_noun(attribution: Attribution, read: At) -> Attribution:
    """A "claim that the mine had closed" without the verb that follows ("surprised the town")."""
    content = attribution.content
    for other in read.get(attribution.cue[0].root.i, []):
        start, end = other.content[0].start, other.content[-1].end
        runs_on = start == content[0].start and end < content[-1].end and len(content) == 1
        if runs_on and content[0].doc[end].tag_ in chains.FINITE:
            return attribution._replace(content=other.content)
    return attribution


def _whole(attribution: Attribution, read: At) -> Attribution:
    """An attribution whose content is all that the parse knows of what it tells."""
    first_half = _with_first_half(_without_cited(attribution, read))
    return _with_clause(_with_asked(first_half, read), read)


def _with_first_half(attribution: Attribution) -> Attribution:
    """In "She admitted it but gave no reason, according to the Gazette" a content with both verbs."""
    first, *rest = attribution.content
    verb = first.root
    joined = verb.dep_ == "conj" and verb.pos_ in CLAUSES and verb.head.i < first.start
    if not joined or any(child.dep_ in SUBJECTS for child in verb.children):
        return attribution
    start = max(verb.head.left_edge.i, verb.sent.start)
    behind = all(first.end <= span.start for span in (*attribution.cue, *attribution.source))
    if not behind or (whole := content.tidy(first.doc, start, first.end)) is None:
        return attribution
    return attribution._replace(content=(whole, *rest))


def _with_asked(attribution: Attribution, read: At) -> Attribution:
    """In "asked the mayor to resign" a content with the one who shall, as the rules have it."""
    first, *rest = attribution.content
    if first[0].lower_ != "to":
        return attribution
    others = (other.content[0] for token in attribution.cue[0] for other in read.get(token.i, []))
    starts = (other.start for other in others if other.end >= first.end)
    start = next((start for start in starts if attribution.cue[0].end <= start < first.start), first.start)
    return attribution._replace(content=(first.doc[start : first.end], *rest))


def continued(quotations: tuple[Quotation, ...]) -> Iterator[list[Span]]:
    """The quotations that go on in the next paragraph, each with what it goes on with."""
    chain: list[Span] = []
    for quotation in quotations:
        chain.append(quotation.span)
        if not quotation.continues:
            if len(chain) > 1:
                yield chain
            chain = []
