"""Learned attribution: a component that fills `doc._.attributions` as the rules do, and in their place.

The text is cut into windows, each is encoded and decoded, and what is found becomes spans of the doc: edges
cut through a noun phrase are mended, and the rules add what they alone know of quotations and chains.
"""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from math import exp

from spacy.language import Language
from spacy.tokens import Doc, Span

from claimwire_nlp.attribution import candidates, content, source
from claimwire_nlp.attribution.learned import completion, decode, edges, encoder, windows
from claimwire_nlp.attribution.learned.decode import Found
from claimwire_nlp.attribution.learned.parts import Run
from claimwire_nlp.attribution.learned.windows import Word
from claimwire_nlp.attribution.learned.wordpiece import WordPiece
from claimwire_nlp.layers import Attribution

IT = "it"
WINDOWS = 16
"""Windows that are decoded together; each takes about a megabyte while it is."""


@Language.factory(
    "claimwire_attribution_learned",
    requires=["doc._.quotations", "token.dep"],
    assigns=["doc._.attributions"],
    default_config={"weights": encoder.fingerprint()},
)
def make_attribution(nlp: Language, name: str, weights: str) -> "LearnedAttribution":  # noqa: ARG001  the factory's signature is spaCy's
    """The component. The weights are read when the first text is; their print stands in its config alone."""
    return LearnedAttribution()


class LearnedAttribution:
    """Finds attributions, then writes them."""

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.attributions`, in the order of their contents."""
        doc._.attributions = completion.completed(doc, list(find(doc)))
        return doc


def find(doc: Doc) -> Iterator[Attribution]:
    """What the tagger alone finds, in the order of the cues."""
    chunks = edges.chunks(doc)
    waiting = windows.find(doc.text, vocabulary())
    while batch := list(islice(waiting, WINDOWS)):
        encoded = [encoder.encode(window) for window in batch]
        for window, found in zip(batch, decode.find(encoded), strict=True):
            for one in found:
                attribution = _attribution(doc, window.words, one)
                if attribution.content and attribution.cue:
                    yield edges.widened(edges.parted(doc, attribution), chunks)


@cache
def vocabulary() -> WordPiece:
    """The vocabulary, read once a process."""
    return WordPiece(encoder.MODEL / "vocab.txt")


def _attribution(doc: Doc, words: list[Word], found: Found) -> Attribution:
    """What was found, as spans of the text, with edges as the rules leave them."""
    cue = tuple(source.trimmed(doc, span.start, span.end) for span in _spans(doc, words, (found.cue,)))
    said_by = [source.trimmed(doc, span.start, span.end) for span in _spans(doc, words, found.source)]
    tidied = (content.tidy(doc, span.start, span.end) for span in _spans(doc, words, found.content))
    pieces = tuple(span for span in tidied if span is not None and span.text.lower() != IT)
    return Attribution(
        tuple(span for span in said_by if not (cue and _expletive(span, cue[0]))),
        cue,
        candidates.widened(pieces, doc._.quotations, cue[0][0]) if cue else pieces,
        confidence(found),
    )


def _spans(doc: Doc, words: list[Word], runs: tuple[Run, ...]) -> Iterator[Span]:
    """Runs of words as spans. A token that a word covers in part is taken whole, by the first that does."""
    taken = 0
    for start, end in runs:
        span = doc.char_span(words[start].start, words[end - 1].end, alignment_mode="expand")
        if span is not None and span.end > max(span.start, taken):
            yield doc[max(span.start, taken) : span.end]
            taken = span.end


def _expletive(speaker: Span, cue: Span) -> bool:
    """Whether a source is the "it" of "it was reported": nobody."""
    passive = any(child.dep_ == "auxpass" for token in cue for child in token.children)
    return passive and speaker.text.lower() == IT


def confidence(found: Found) -> float:
    """How likely such an attribution is right: the geometric mean of its words' probabilities, by part."""
    return round(exp(sum(found.sure)), 3)
