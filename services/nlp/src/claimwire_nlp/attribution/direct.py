"""Direct speech: each quotation joined with the words around it that say whose it is."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.lang.en.syntax_iterators import noun_chunks
from spacy.tokens import Doc, Span, Token

from claimwire_nlp.attribution import source
from claimwire_nlp.attribution.lexicon import SPEECH
from claimwire_nlp.layers import Quotation

SPOKEN_WORDS = 4
REACH = 18
NEAR = 2
QUOTE_MARKS = {"“", "”", '"', "''", "``", "«", "»", "„", "‟", "‘", "’", "'"}
CLOSED = {",", ".", "!", "?", "…", "-", "–", "—", "..."}


class Speech(NamedTuple):
    """A quotation with its cue word and its source, where they were found."""

    quotations: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None


def find(doc: Doc) -> Iterator[Speech]:
    """Each spoken quotation, split ones joined; those that lie within a clause are left to the clause."""
    current: Speech | None = None
    previous: Quotation | None = None
    taken: set[int] = set()
    for quotation in doc._.quotations:
        if not _marked(quotation.span) or not spoken(quotation.span) or _embedded(quotation.span):
            continue
        cue = _cue(quotation.span, taken, doc)
        if current is not None and previous is not None and _joins(previous, quotation, cue, current):
            current = _extended(current, quotation.span, cue)
        else:
            if current is not None:
                yield current
            current = Speech((quotation.span,), *(_parts(cue)))
        if cue is not None:
            taken.add(cue.i)
        previous = quotation
    if current is not None:
        yield current


def _marked(span: Span) -> bool:
    """Whether a quotation stands between marks; a transcript's speech does not."""
    return span[0].text in QUOTE_MARKS or span[0].text[0] in QUOTE_MARKS


def spoken(span: Span) -> bool:
    """Whether a quotation is speech and not a lone word or title between marks."""
    words = sum(1 for token in span if token.is_alpha or token.like_num)
    inner = [token for token in span if token.text not in QUOTE_MARKS and not token.is_space]
    closed = bool(inner) and inner[-1].text in CLOSED
    verbal = any(token.pos_ in {"VERB", "AUX"} for token in span)
    return (closed and words >= 1 and (verbal or words > 1)) or (words >= SPOKEN_WORDS and verbal)


def _embedded(span: Span) -> bool:
    """Whether the words before a quotation lead into it, as in: he said it was "a sad day for all of us"."""
    before = span.start - 1
    if before < span.sent.start or before < 0:
        return False
    word = span.doc[before]
    if word.is_space or word.text in {",", ":", ";", "-", "–", "—", "(", "."}:
        return False
    first = next((token for token in span if token.is_alpha), None)
    if word.lower_ in {"that", "as", "of", "the", "a", "an", "to", "was", "is", "are", "were", "be", "it"}:
        return True
    return first is not None and not first.text[0].isupper() and word.lemma_.lower() not in SPEECH


def _cue(span: Span, taken: set[int], doc: Doc) -> Token | None:
    """The word that gives a quotation to its speaker: after it, before it, or in the sentence before."""
    return _after(span, doc, taken) or _before(span, doc) or _announced(span, doc)


def _after(span: Span, doc: Doc, taken: set[int]) -> Token | None:
    reach = NEAR if _stops(span) else REACH
    for token in doc[span.end : min(len(doc), span.end + reach)]:
        if token.is_space and "\n" in token.text:
            return None
        if token.text in {"“", '"', "``", "''", "„", "«"}:
            return None
        if token.text in {".", "!", "?"} and token.is_sent_end:
            return None
        if is_speech(token) and token.i not in taken:
            return token
    return None


def _stops(span: Span) -> bool:
    """Whether a quotation ends in a full stop: what follows is then seldom about it."""
    inner = [token for token in span if token.text not in QUOTE_MARKS and not token.is_space]
    return bool(inner) and inner[-1].text == "."


def _before(span: Span, doc: Doc) -> Token | None:
    """A speech verb in the words that lead up to a quotation, within the sentence it begins or continues."""
    start = span.start - 1
    verbs: list[Token] = []
    while start >= 0 and span.start - start <= REACH:
        token = doc[start]
        if token.is_space and "\n" in token.text:
            break
        if token.text in QUOTE_MARKS or (token.text in {".", "!", "?"} and start < span.start - 1):
            break
        if is_speech(token):
            verbs.append(token)
        start -= 1
    return verbs[0] if verbs else None


def _announced(span: Span, doc: Doc) -> Token | None:
    """The speech verb of a sentence that ends in a colon right before the quotation, also a line above."""
    i = span.start - 1
    while i >= 0 and doc[i].is_space:
        i -= 1
    if i < 0 or doc[i].text != ":":
        return None
    sent = doc[i].sent
    spoken_verbs = [token for token in sent if is_speech(token) and token.i < i]
    return spoken_verbs[-1] if spoken_verbs else None


def is_speech(token: Token) -> bool:
    """Whether a word is a verb of speech that is not itself quoted or negated into silence."""
    return token.pos_ in {"VERB", "AUX"} and token.lemma_.lower() in SPEECH


def _parts(cue: Token | None) -> tuple[Span | None, Span | None]:
    if cue is None:
        return None, None
    quoted = cue.doc._.quoted
    speakers = (source.of_verb(cue), beside(cue))
    speaker = next((found for found in speakers if found is not None and found.root.i not in quoted), None)
    return cue.doc[cue.i : cue.i + 1], speaker


def beside(cue: Token) -> Span | None:
    """The name or pronoun next to a speech verb, where the parse knows no subject."""
    for start, end in _chunks(cue):
        if start in {cue.i + 1, cue.i + 2} or end == cue.i:
            return cue.doc[start:end]
    return None


def _chunks(cue: Token) -> Iterator[tuple[int, int]]:
    """The noun phrases of a cue's sentence, which `Span.noun_chunks` would look for in the whole text."""
    for start, end, _ in noun_chunks(cue.sent):
        yield start, end


def _joins(previous: Quotation, quotation: Quotation, cue: Token | None, current: Speech) -> bool:
    """Whether a quotation goes on with what the one before it said."""
    doc = quotation.span.doc
    between = doc[previous.span.end : quotation.span.start]
    broken = any(token.is_space and "\n" in token.text for token in between)
    if broken:
        return previous.continues and (cue is None or current.cue is None)
    if current.cue is None:
        return False
    if cue is not None and cue.i != current.cue[0].i:
        return False
    ends = sum(1 for token in between if token.text in {".", "!", "?"})
    return ends <= 1


def _extended(speech: Speech, span: Span, cue: Token | None) -> Speech:
    if speech.cue is None and cue is not None:
        return Speech((*speech.quotations, span), *_parts(cue))
    return speech._replace(quotations=(*speech.quotations, span))
