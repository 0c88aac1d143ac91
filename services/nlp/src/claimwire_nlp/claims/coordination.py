"""Coordination: a sentence that asserts several things side by side, as several claims.

Only what can be parted without a change of meaning is: each clause has a finite verb of its own, and
nothing before the first one, a condition say, or a hedge on it, may be meant of them all.
"""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from claimwire_nlp.attribution.chains import finite
from claimwire_nlp.attribution.content import tidy
from claimwire_nlp.claims import hedges

JOINING = {"and", "but", ";"}
SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"}
SHARED = {"advmod", "advcl", "npadvmod", "prep"}
"""What, on the first verb, may hold for the second one too where they share a subject."""
ADJUNCTS = {"prep", "npadvmod", "advcl", "advmod"}
"""What tells where, when or why a thing happened."""
LEAST_WORDS = 3
MOST_CLAUSES = 4

Part = tuple[Span, ...]


def parts(sent: Span) -> Iterator[Part]:
    """The contents of a sentence's claims: itself whole, or its clauses, each with the subject they share."""
    clauses = list(_clauses(sent))
    found = [part for verb in clauses if (part := _part(sent, verb, clauses)) is not None]
    short = any(_words(part) < LEAST_WORDS for part in found)
    whole = len(found) < len(clauses) or len(found) <= 1 or short or not _apart(clauses)
    yield from [(sent,)] if whole else found


def _clauses(sent: Span) -> list[Token]:
    """The verbs that a sentence joins, where it may be parted at all of them; else its main verb alone."""
    root = sent.root
    verbs = [root]
    while len(verbs) <= MOST_CLAUSES:
        joined = [child for child in verbs[-1].children if child.dep_ == "conj" and child.i < sent.end]
        if not joined:
            break
        verbs.append(joined[0])
    safe = len(verbs) <= MOST_CLAUSES and _opens_plainly(sent, root)
    return verbs if safe and all(_parts_from(root, verb) for verb in verbs[1:]) else [root]


def _opens_plainly(sent: Span, root: Token) -> bool:
    """Whether no clause stands before the main verb that could govern all that follows ("If ...")."""
    if sent[0].lower_ in {"either", "neither", "both", "not", "whether"}:
        return False
    return not any(child.dep_ in {"advcl", "ccomp"} and child.i < root.i for child in root.children)


def _parts_from(root: Token, verb: Token) -> bool:
    """Whether a joined verb asserts by itself: finite, and not under what stands before the first one."""
    if not finite(verb) or _cc(verb) is None:
        return False
    if _subject(verb) is not None:
        return True
    own = any(child.dep_ in {"aux", "auxpass"} for child in verb.children)
    helped = any(child.dep_ in {"aux", "auxpass", "neg"} for child in root.children)
    subject = _subject(root)
    return subject is not None and subject.i < root.i and (own or not helped) and not _coloured(root)


def _coloured(root: Token) -> bool:
    """Whether a word before the first verb may hold for a joined one too ("reportedly met X and paid Y")."""
    return any(child.dep_ in SHARED and child.i < root.i for child in root.children)


def _apart(clauses: list[Token]) -> bool:
    """Whether each clause tells of its own occasion, so that "after the ferry sank" is meant of one."""
    manner = {_manner(verb) for verb in clauses}
    return len(manner) > 1 or all(_anchored(verb) for verb in clauses[:-1])


def _manner(verb: Token) -> frozenset[str]:
    """How a clause is put: by its modals, its negation, its hedges and what it is set to do."""
    words = [verb, *verb.children]
    told = {word.lower_ for word in words if word.tag_ == "MD" or word.lower_ in hedges.WORDS}
    return frozenset(told | {word.dep_ for word in words if word.dep_ in {"neg", "xcomp"}})


def _anchored(verb: Token) -> bool:
    return any(child.dep_ in ADJUNCTS and child.i > verb.i for child in verb.children)


def _cc(verb: Token) -> Token | None:
    """The word that joins a verb to the one before it."""
    joints = (child for child in verb.head.children if child.i < verb.left_edge.i)
    return next((child for child in joints if child.lower_ in JOINING and child.i > verb.head.i), None)


def _subject(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def _part(sent: Span, verb: Token, clauses: list[Token]) -> Part | None:
    """One clause: from behind the word that joins it to the word that joins the next."""
    at = clauses.index(verb)
    joint = _cc(clauses[at + 1]) if at + 1 < len(clauses) else None
    start = sent.start if at == 0 else verb.left_edge.i
    clause = tidy(sent.doc, start, joint.i if joint is not None else sent.end)
    if clause is None or at == 0 or _subject(verb) is not None:
        return None if clause is None else (clause,)
    shared = _subject(clauses[0])
    named = tidy(sent.doc, shared.left_edge.i, shared.right_edge.i + 1) if shared is not None else None
    return (named, clause) if named is not None else None


def _words(part: Part) -> int:
    return sum(token.is_alpha for span in part for token in span)
