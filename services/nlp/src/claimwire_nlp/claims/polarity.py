"""Polarity: whether a claim affirms or negates what it tells."""

from collections.abc import Iterator

from claimwire_contracts.types import Polarity
from spacy.tokens import Span, Token

NEGATORS = {"not", "n't", "n’t", "never", "neither", "nor", "hardly"}
NOBODY = {"nobody", "none", "nothing", "nowhere"}
REFUSING = {"fail", "refuse", "decline"}
DENYING = {"deny", "refute", "reject", "dispute", "dismiss", "disavow", "rebut"}
HOLDING = {"think", "believe", "expect", "want", "plan", "intend", "see", "accept", "agree", "support"}
SAYING = {"say", "claim", "state", "announce", "confirm", "allege", "assert", "tell", "report"}
NO = {"no", "neither"}


def of_claim(content: tuple[Span, ...], cue: tuple[Span, ...]) -> Polarity:
    """Negated where the main clause is, or where the cue denies; a denied negation affirms.

    Of a quotation of several sentences the first one tells.
    """
    first = [span for span in content if span.root.sent.start == content[0].root.sent.start]
    negative = any(negated(span) for span in first) != denies(cue)
    return "negated" if negative else "affirmed"


def denies(cue: tuple[Span, ...]) -> bool:
    """Whether a cue denies what it gives ("denied that", "does not think that"); "did not deny" does not."""
    return any(_denying(span.root) != (_not(span.root) and _turns(span.root)) for span in cue)


def leaving_open(cue: tuple[Span, ...]) -> Iterator[Span]:
    """The cues that neither affirm nor deny ("did not rule out")."""
    return (span for span in cue if _denying(span.root) and _not(span.root))


def unsaid(cue: tuple[Span, ...]) -> bool:
    """Whether a cue tells that a thing was not said at all ("never said", "did not confirm")."""
    return any(_not(span.root) and span.root.lemma_.lower() in SAYING for span in cue)


def _denying(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    out = any(child.dep_ == "prt" and child.lower_ == "out" for child in verb.children)
    return lemma in DENYING or (lemma == "rule" and out)


def _not(verb: Token) -> bool:
    """Whether a verb is negated, also by the one that it hangs on ("refused to rule out")."""
    refused = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in REFUSING
    return refused or any(child.dep_ == "neg" and child.lower_ in NEGATORS for child in verb.children)


def _turns(verb: Token) -> bool:
    """Whether a "not" on a verb is one on what it gives ("does not think that")."""
    return _denying(verb) or verb.lemma_.lower() in HOLDING


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
    return root.lemma_.lower() in REFUSING and any(child.dep_ == "xcomp" for child in root.children)
