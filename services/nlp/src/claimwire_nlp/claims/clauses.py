"""Clauses: which verb carries what a claim asserts, and what hangs on it closely enough to colour it."""

from spacy.tokens import Span, Token

CARRIED = {"aux", "auxpass", "neg", "advmod", "acomp", "attr", "oprd", "xcomp", "prt"}
"""What belongs to the assertion that its head makes; clauses of time, cause and description do not."""
PREDICATES = {"attr", "oprd", "ROOT"}
VERBS = {"VERB", "AUX"}
QUESTIONS = {"WDT", "WP", "WRB", "WP$"}
"""The tags of words that open a question, also an indirect one ("when it would close")."""
DEPTH = 8
"""Steps up the tree from a word to its clause: a chain of auxiliaries and infinitives is shorter."""


def first_sentence(content: tuple[Span, ...]) -> list[Span]:
    """The pieces of a content that stand in its first sentence: of a long quotation that one tells."""
    start = content[0].root.sent.start
    return [span for span in content if span.root.sent.start == start]


def main_verb(span: Span) -> Token | None:
    """The verb that heads a content, "that" and the like aside."""
    root = span.root
    if root.pos_ in VERBS:
        return root
    return next((token for token in span if token.pos_ in VERBS and token.head not in span), None)


def heads(content: tuple[Span, ...]) -> frozenset[int]:
    """The positions of the words that carry what a content asserts: its verb, or the noun of a fragment."""
    verbs = [verb for span in first_sentence(content) if (verb := main_verb(span)) is not None]
    return frozenset(verb.i for verb in verbs) or frozenset({content[0].root.i})


def carried_by(word: Token, main: frozenset[int]) -> bool:
    """Whether a word colours the main assertion, rather than a clause or a phrase within it."""
    for _ in range(DEPTH):
        if word.i in main:
            return True
        described = word.dep_ == "amod" and (word.head.dep_ in PREDICATES or word.head.i in main)
        if word.dep_ not in CARRIED and not described:
            return False
        word = word.head
    return False
