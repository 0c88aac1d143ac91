"""Hedges: words by which a text holds back from asserting ("reportedly", "could", "it is believed")."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

ADVERBS = {
    "reportedly", "allegedly", "apparently", "possibly", "perhaps", "maybe", "likely", "presumably",
    "supposedly", "purportedly", "seemingly", "probably", "potentially", "conceivably", "ostensibly",
    "arguably", "unconfirmed", "alleged", "suspected", "rumored", "rumoured", "purported", "unlikely",
    "unclear", "uncertain", "unverified", "presumed",
}  # fmt: skip
MODALS = {"could", "may", "might"}
SEEMING = {"appear", "seem"}
BELIEVED = {
    "believe", "think", "say", "report", "expect", "suspect", "allege", "understand", "assume", "presume",
    "fear", "rumor", "rumour", "consider", "estimate",
}  # fmt: skip


@Language.component("claimwire_hedges", assigns=["doc._.hedges"])
def hedges(doc: Doc) -> Doc:
    """Write `doc._.hedges`."""
    doc._.hedges = tuple(find(doc))
    return doc


def find(doc: Doc) -> Iterator[Span]:
    """The hedges of a text, in order."""
    for token in doc:
        if _lexical(token) or _seeming(token):
            yield doc[token.i : token.i + 1]
        elif _believed(token):
            yield _with_passive(token)


def _lexical(token: Token) -> bool:
    return token.lower_ in ADVERBS or (token.lower_ in MODALS and token.tag_ == "MD")


def _seeming(token: Token) -> bool:
    """Whether a verb hedges: "appears to be" and "it appears that" do, "appeared in court" does not."""
    linking = any(child.dep_ in {"xcomp", "ccomp", "acomp", "oprd"} for child in token.children)
    return token.lemma_.lower() in SEEMING and token.pos_ == "VERB" and linking


def _believed(token: Token) -> bool:
    """Whether a verb is a passive of belief or report: "it is believed", "is said to be"."""
    if token.lemma_.lower() not in BELIEVED or token.tag_ != "VBN":
        return False
    children = list(token.children)
    passive = any(child.dep_ == "auxpass" for child in children)
    agent = any(child.dep_ == "agent" for child in children)
    clausal = any(child.dep_ in {"xcomp", "ccomp", "oprd"} for child in children)
    return passive and clausal and not agent


def _with_passive(token: Token) -> Span:
    first = min([child.i for child in token.children if child.dep_ == "auxpass"] + [token.i])
    return token.doc[first : token.i + 1]
