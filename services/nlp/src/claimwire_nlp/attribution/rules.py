"""Attribution by rules over the parse: a component that fills `doc._.attributions`.

Another component that fills the same layer (a learned one) can stand in its place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from claimwire_nlp.attribution import (
    candidates,
    chains,
    confidence,
    direct,
    lexicon,
    lists,
    signed,
    transcripts,
)
from claimwire_nlp.layers import Attribution

DIRECT = 0.9
NESTED = 0.5


@Language.factory(
    "claimwire_attribution_rules",
    default_config={"threshold": lexicon.THRESHOLD},
    requires=["doc._.quotations", "token.dep"],
    assigns=["doc._.attributions"],
)
def make_attribution(nlp: Language, name: str, threshold: float) -> "AttributionRules":  # noqa: ARG001  the factory's signature is spaCy's
    """The component; `threshold` is the least rate at which a cue of the lexicon counts."""
    return AttributionRules(threshold)


class AttributionRules:
    """Finds attributions, then writes them."""

    def __init__(self, threshold: float = lexicon.THRESHOLD) -> None:
        self.threshold = threshold

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.attributions`, in the order of their contents."""
        laid = list(laid_out(doc))
        spoken = outside(laid, quoted(doc))
        said = [*laid, *without_overlap(spoken, outside(laid, governed(doc, self.threshold)))]
        doc._.attributions = confidence.calibrated(in_order(said), "rules")
        return doc


def in_order(attributions: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Attributions in the order of their contents, as the layer holds them."""
    return tuple(sorted(attributions, key=lambda a: (a.content[0].start, a.content[0].end)))


def laid_out(doc: Doc) -> Iterator[Attribution]:
    """What the lines themselves give to somebody: turns of a transcript, bullets, signed quotations."""
    yield from transcripts.attributions(doc)
    yield from lists.attributions(doc)
    yield from signed.attributions(doc)


def outside(laid: list[Attribution], found: Iterable[Attribution]) -> Iterator[Attribution]:
    """Attributions that do not take their cue or their content from what the lines give already."""
    taken = {t.i for one in laid for span in (*one.source, *one.cue, *one.content) for t in span}
    for one in found:
        if not any(span.start in taken or span.end - 1 in taken for span in (*one.cue, *one.content)):
            yield one


def quoted(doc: Doc) -> Iterator[Attribution]:
    """Direct speech whose cue is known."""
    for speech in direct.find(doc):
        if speech.cue is not None:
            speaker = (speech.speaker,) if speech.speaker is not None else ()
            yield Attribution(speaker, (speech.cue,), speech.quotations, DIRECT)


def governed(doc: Doc, threshold: float = lexicon.THRESHOLD) -> Iterator[Attribution]:
    """Contents that hang on a cue of the lexicon."""
    for candidate in candidates.find(doc):
        rate = lexicon.rate(candidate.key, candidate.frame)
        if rate >= threshold and candidate.content:
            speaker = (candidate.source,) if candidate.source is not None else ()
            yield Attribution(speaker, (candidate.cue,), candidate.content, rate)


def without_overlap(quoted: Iterable[Attribution], governed: Iterable[Attribution]) -> Iterator[Attribution]:
    """Of attributions whose contents overlap, quotations stand first, then the outer one.

    An outlet's report is let stand around what it reports: it may be a link of that one's chain.
    """
    taken: set[int] = set()
    outlets: dict[int, list[Attribution]] = defaultdict(list)
    for attribution in [*quoted, *sorted(governed, key=_size)]:
        tokens = {token.i for span in attribution.content for token in span}
        around = outlets.get(attribution.content[0].start, [])
        passed_on = any(chains.passes_on(outer, attribution) for outer in around)
        if passed_on or len(tokens & taken) < NESTED * len(tokens):
            yield attribution
            taken |= tokens
            if chains.is_outlet(attribution.source):
                for i in tokens:
                    outlets[i].append(attribution)


def _size(attribution: Attribution) -> tuple[int, int]:
    """Larger contents first; where they are equal, the earlier."""
    return -sum(len(span) for span in attribution.content), attribution.content[0].start
