"""Chains: through whom a claim came ("an envoy told the Harbour Gazette", "..., the Gazette reported")."""

from collections.abc import Callable, Iterator

from spacy.tokens import Span, Token

from claimwire_nlp.attribution.roles import names_medium
from claimwire_nlp.attribution.source import phrase
from claimwire_nlp.layers import Attribution, Speaker
from claimwire_nlp.matching import names

FINITE = {"VBD", "VBZ", "VBP", "MD"}
CITING = "cite"
TELLING = {"tell", "inform"}
SPEAKING = {"say", "tell", "write", "add", "announce", "claim", "note", "argue", "insist", "explain"}
LEFTOVER_WORDS = 3
AROUND_OUTLETS = {"a", "an", "the", "recent", "report", "'s", "’s", "news", "agency", "newspaper"}
VENUES = {"in", "to", "on", "with", "for", "by", "via", "through"}
Resolve = Callable[[tuple[Span, ...]], Speaker | None]


def told(attribution: Attribution, resolve: Resolve) -> Iterator[Speaker]:
    """The outlets that a source spoke to, as the words under its cue say."""
    for cue in attribution.cue:
        for token in cue:
            for word in _receivers(token):
                speaker = resolve((phrase(word),))
                if speaker is not None and speaker.role == "outlet":
                    yield speaker


def cited(attribution: Attribution) -> Span | None:
    """Whom a report names as its own source ("The Gazette, citing a clerk, reported ...")."""
    for cue in attribution.cue:
        verb = cue.root
        subjects = [child for child in verb.children if child.dep_ == "nsubj"]
        heads = (verb, *subjects, *(span.root for span in attribution.content[:1]))
        for word in (child for head in heads for child in head.children):
            if word.lemma_.lower() == CITING and word.tag_ == "VBG":
                return next((phrase(child) for child in word.children if child.dep_ == "dobj"), None)
    return None


def _receivers(verb: Token) -> Iterator[Token]:
    lemma = verb.lemma_.lower()
    if lemma in TELLING:
        yield from (child for child in verb.children if child.dep_ in {"dobj", "dative"} and child.i > verb.i)
    if lemma in SPEAKING:
        for child in verb.children:
            if child.dep_ == "prep" and child.lower_ in VENUES:
                yield from _within(child)


def _within(preposition: Token) -> Iterator[Token]:
    """The names in "in an interview with CNN", "on Fox News"."""
    for token in preposition.subtree:
        if token.dep_ == "pobj":
            yield token


def nests(outer: Attribution, inner: Attribution) -> bool:
    """Whether an attribution, its cue included, stands within the content of another."""
    if outer.content[0].start > inner.content[0].start or inner.content[-1].end > outer.content[-1].end:
        return False
    inside = {token.i for span in outer.content for token in span}
    parts = [token.i for span in (*inner.source, *inner.cue, *inner.content) for token in span]
    return outer is not inner and all(i in inside for i in parts)


def asserts(content: tuple[Span, ...]) -> bool:
    """Whether a content is a statement: it has a verb with a subject, in a finite form."""
    for span in content:
        for token in span:
            if token.dep_ in {"nsubj", "nsubjpass", "expl"} and token.head in span and finite(token.head):
                return True
    return False


def passes_on(outer: Attribution, inner: Attribution) -> bool:
    """Whether a report holds nothing but another's statement ("Axios reported that a source said ...")."""
    if not nests(outer, inner) or not asserts(inner.content):
        return False
    parts = {token.i for span in (*inner.source, *inner.cue, *inner.content) for token in span}
    rest = [token for span in outer.content for token in span if token.i not in parts and token.is_alpha]
    return len(rest) <= LEFTOVER_WORDS


def is_outlet(source: tuple[Span, ...]) -> bool:
    """Whether a source is a known outlet, by its words."""
    return any(names.is_outlet(span.text) or _ends_in_outlet(span) for span in source)


def _ends_in_outlet(span: Span) -> bool:
    words = [token for token in span if token.lower_ not in AROUND_OUTLETS]
    name = " ".join(token.text for token in words)
    return bool(words) and (
        names.is_outlet(name) or (names_medium(name) and all(token.text[0].isupper() for token in words))
    )


def finite(verb: Token) -> bool:
    """Finite by its tag or its auxiliary; a participle with a subject of its own is a past tense mistaken."""
    children = {child.dep_ for child in verb.children}
    if verb.tag_ in FINITE or (verb.tag_ == "VBN" and "nsubj" in children and not children & {"aux", "mark"}):
        return True
    return any(child.dep_ in {"aux", "auxpass", "cop"} and child.tag_ in FINITE for child in verb.children)
