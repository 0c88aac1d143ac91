"""Attribution by rules over the parse: a component that fills `doc._.attributions`.

Another component that fills the same layer (a learned one) can stand in its place.
"""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from claimwire_nlp.attribution import candidates, direct, lexicon
from claimwire_nlp.attribution.candidates import Candidate
from claimwire_nlp.layers import Attribution

DIRECT = 0.9
UNCUED = 0.5
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
        found = [*self.quoted(doc), *self.governed(doc)]
        kept = without_overlap(found)
        doc._.attributions = tuple(sorted(kept, key=lambda a: (a.content[0].start, a.content[0].end)))
        return doc

    def quoted(self, doc: Doc) -> Iterator[Attribution]:
        """Direct speech, with or without a known speaker."""
        for speech in direct.find(doc):
            if speech.cue is None:
                continue
            speaker = (speech.speaker,) if speech.speaker is not None else ()
            yield Attribution(speaker, (speech.cue,), speech.quotations, DIRECT)

    def governed(self, doc: Doc) -> Iterator[Attribution]:
        """Contents that hang on a cue of the lexicon."""
        for candidate in candidates.find(doc):
            rate = lexicon.rate(candidate.key, candidate.frame)
            if rate >= self.threshold and candidate.content:
                yield _attribution(candidate, rate)


def without_overlap(found: Iterable[Attribution]) -> Iterator[Attribution]:
    """Of attributions whose contents overlap, quotations first, then the outer one stands."""
    taken: set[int] = set()
    for attribution in sorted(found, key=_rank):
        tokens = {token.i for span in attribution.content for token in span}
        if len(tokens & taken) < NESTED * len(tokens):
            taken |= tokens
            yield attribution


def _rank(attribution: Attribution) -> tuple[bool, int, int]:
    size = sum(len(span) for span in attribution.content)
    return attribution.confidence < DIRECT, -size, attribution.content[0].start


def _attribution(candidate: Candidate, rate: float) -> Attribution:
    speaker: tuple[Span, ...] = (candidate.source,) if candidate.source is not None else ()
    return Attribution(speaker, (candidate.cue,), candidate.content, rate)
