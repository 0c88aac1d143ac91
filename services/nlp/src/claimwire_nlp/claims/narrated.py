"""Narrated claims: sentences that assert something in the outlet's own voice."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from claimwire_nlp.attribution.chains import finite
from claimwire_nlp.attribution.content import tidy
from claimwire_nlp.claims import coordination, unsourced
from claimwire_nlp.layers import Attribution

LEAST_WORDS = 4
COVERED = 0.5
ADVISING = {"here", "this is", "read", "click", "watch", "listen", "see", "subscribe", "follow"}
SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"}
OWN = {"i", "we", "you", "let"}


def find(doc: Doc, attributions: Iterable[Attribution]) -> Iterator[tuple[Span, ...]]:
    """What body lines state that is nobody else's words: sentences, or the clauses joined in one."""
    spoken = _spoken(doc, attributions)
    body = {token.i for line in doc._.lines if line.kind == "body" for token in line.span}
    for sent in doc.sents:
        content = tidy(doc, sent.start, sent.end)
        if content is None or content.start not in body:
            continue
        if states(content) and not _covered((content,), spoken):
            yield from (part for part in coordination.parts(content) if not _covered(part, spoken))


def states(sent: Span) -> bool:
    """Whether a sentence is a declarative one with a finite verb and a subject."""
    root = sent.root
    if root.pos_ not in {"VERB", "AUX"} or sum(token.is_alpha for token in sent) < LEAST_WORDS:
        return False
    last = sent.doc[sent.end] if sent.end < len(sent.doc) else None
    if sent.text.rstrip("”\"'’)").endswith("?") or (last is not None and last.text == "?"):
        return False
    return finite(root) and _has_subject(root) and not _advises(sent, root)


def _has_subject(root: Token) -> bool:
    """Whether a verb has a subject, be it one that the parser hung on its auxiliary."""
    verbs = [root, *(child for child in root.children if child.dep_ in {"aux", "auxpass"})]
    return any(child.dep_ in SUBJECTS for verb in verbs for child in verb.children)


def _advises(sent: Span, root: Token) -> bool:
    """Whether a sentence speaks to its reader instead of telling of the world."""
    subjects = [child.lower_ for child in root.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return sent[0].lower_ in ADVISING or any(subject in OWN for subject in subjects)


def _spoken(doc: Doc, attributions: Iterable[Attribution]) -> set[int]:
    """The tokens that are somebody's words: contents, cues and quotations."""
    told = [each for each in attributions if each.content and not unsourced.is_own(each)]
    tokens = {t.i for a in told for span in (*a.content, *a.cue) for t in span}
    for source in (span for a in told for span in a.source):
        tokens |= set(range(source.start, max(source.end, source.root.right_edge.i + 1)))
    quoted = {
        t.i for quotation in doc._.quotations for t in quotation.span if len(quotation.span) > LEAST_WORDS
    }
    return tokens | quoted


def _covered(content: tuple[Span, ...], spoken: set[int]) -> bool:
    """Whether most words are somebody's and so is their verb; that of "It came as he said ..." is not."""
    words = [t.i for span in content for t in span if not t.is_punct and not t.is_space]
    mostly = sum(i in spoken for i in words) > COVERED * len(words)
    return mostly and any(span.root.i in spoken for span in content)
