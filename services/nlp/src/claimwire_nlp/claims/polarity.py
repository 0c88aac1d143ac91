"""Polarity: whether a claim affirms or negates what it tells."""

from claimwire_contracts.types import Polarity
from spacy.tokens import Span, Token

NEGATORS = {"not", "n't", "n’t", "never", "neither", "nor", "hardly"}
NOBODY = {"nobody", "none", "nothing", "nowhere"}
FAILING = {"fail", "refuse", "decline", "deny", "reject", "rule", "cease", "stop"}
DENYING = {"deny", "refute", "reject", "dispute", "dismiss", "disavow", "rebut"}
NO = {"no", "neither"}


def of_claim(content: tuple[Span, ...], cue: tuple[Span, ...]) -> Polarity:
    """Negated where the main clause is, or where the cue denies; a denied negation affirms.

    Of a quotation of several sentences the first one tells.
    """
    first = [span for span in content if span.root.sent.start == content[0].root.sent.start]
    negative = any(negated(span) for span in first) != denies(cue)
    return "negated" if negative else "affirmed"


def denies(cue: tuple[Span, ...]) -> bool:
    """Whether a cue denies what it gives ("denied that", "rejected claims that")."""
    return any(token.lemma_.lower() in DENYING for span in cue for token in span)


def negated(span: Span) -> bool:
    """Whether the main clause of a content is negated: its verb, or the subject or object of that."""
    root = main_verb(span)
    if root is None:
        return span[0].lower_ in NO
    return _itself(root) or _through_argument(root) or _failing(root)


def main_verb(span: Span) -> Token | None:
    """The verb that heads a content, "that" and the like aside."""
    root = span.root
    if root.pos_ in {"VERB", "AUX"}:
        return root
    verbs = [token for token in span if token.pos_ in {"VERB", "AUX"} and token.head not in span]
    return verbs[0] if verbs else None


def _itself(root: Token) -> bool:
    around = [root, *(child for child in root.children if child.dep_ in {"xcomp", "aux"})]
    return any(child.dep_ == "neg" and child.lower_ in NEGATORS for word in around for child in word.children)


def _through_argument(root: Token) -> bool:
    arguments = {"nsubj", "nsubjpass", "dobj", "attr", "expl"}
    for child in root.children:
        if child.dep_ in arguments:
            if child.lower_ in NOBODY:
                return True
            if any(grand.dep_ in {"det", "neg"} and grand.lower_ in NO for grand in child.children):
                return True
    return False


def _failing(root: Token) -> bool:
    return root.lemma_.lower() in {"fail", "refuse", "decline"} and any(
        child.dep_ == "xcomp" for child in root.children
    )
