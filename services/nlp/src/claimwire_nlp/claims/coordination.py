"""Coordination: a sentence that asserts several things side by side, as several claims.

Only what can be parted without a change of meaning is: each clause has a finite verb of its own, and
nothing before the first one, a condition say, or a hedge on it, may be meant of them all.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.tokens import Span, Token

from claimwire_nlp.attribution.chains import asserts, finite
from claimwire_nlp.attribution.content import tidy
from claimwire_nlp.claims import hedges

JOINING = {"and", "but", ";"}
SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"}
SHARED = {"advmod", "advcl", "npadvmod", "prep"}
"""What, on the first verb, may hold for the second one too where they share a subject."""
ADJUNCTS = {"prep", "npadvmod", "advcl", "advmod"}
"""What tells where, when or why a thing happened."""
COMPLETING = {"dobj", "attr", "acomp", "xcomp", "ccomp", "oprd", "agent", "dative"}
"""What a verb has of its own, where it does not share it with the next ("builds and sells ferries")."""
LEAST_WORDS = 3
MOST_CLAUSES = 4

Part = tuple[Span, ...]


def of_content(content: Part) -> list[Part]:
    """What reported words assert: statements, each with the pieces beside it that are none."""
    return _statements(part for piece in content for part in parts(piece))


def of_quotation(content: Part) -> list[Part]:
    """What quoted words assert: their sentences, each whole, for quotations are compared word by word."""
    return _statements(sentence for piece in content for sentence in _sentences(piece))


def _statements(found: Iterable[Part]) -> list[Part]:
    """Those that are statements, each with what is none beside it."""
    kept: list[Part] = []
    for part in found:
        if kept and not (_states(part) and _states(kept[-1])):
            kept[-1] += tuple(span for span in part if span.start >= kept[-1][-1].end)
        else:
            kept.append(part)
    return kept


def _states(part: Part) -> bool:
    return asserts(part) and _words(part) > LEAST_WORDS


def _sentences(piece: Span) -> Iterator[Part]:
    start = piece.start
    while start < piece.end:
        end = min(piece.doc[start].sent.end, piece.end)
        if (span := tidy(piece.doc, start, end)) is not None:
            yield (span,)
        start = end


def parts(sent: Span) -> Iterator[Part]:
    """The contents of a sentence's claims: itself whole, or its clauses, each with the subject they share."""
    for half in _halves(sent):
        yield from _joined(half)


def _halves(sent: Span) -> list[Span]:
    """A sentence cut at its semicolons, where statements stand on both sides of each."""
    ends = [token.i for token in sent if token.text == ";"]
    starts = [sent.start, *(end + 1 for end in ends)]
    found = [tidy(sent.doc, *cut) for cut in zip(starts, [*ends, sent.end], strict=True)]
    halves = [half for half in found if half is not None and asserts((half,))]
    return halves if len(halves) == len(found) else [sent]


def _joined(sent: Span) -> Iterator[Part]:
    """The clauses that words join in a stretch of text, or itself whole."""
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
    if sent[0].lower_ in {"either", "neither", "both", "not", "whether"} or _not_only(sent, root):
        return False
    return not any(child.dep_ in {"advcl", "ccomp"} and child.i < root.i for child in root.children)


def _not_only(sent: Span, root: Token) -> bool:
    """Whether what is joined belongs together by "not only ... but also"."""
    return any(a.lower_ == "not" and b.lower_ == "only" for a, b in pairwise(sent[: root.i - sent.start + 1]))


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
    return len(manner) > 1 or all(_complete(verb, other) for verb, other in pairwise(clauses))


def _manner(verb: Token) -> frozenset[str]:
    """How a clause is put: by its modals, its negation, its hedges and what it is set to do."""
    words = [verb, *verb.children]
    told = {word.lower_ for word in words if word.tag_ == "MD" or word.lower_ in hedges.WORDS}
    return frozenset(told | {word.dep_ for word in words if word.dep_ in {"neg", "xcomp"}})


def _complete(verb: Token, joined: Token) -> bool:
    """Whether a verb has what it needs before the one that is joined to it, or this a subject of its own."""
    own = ADJUNCTS | COMPLETING
    return _subject(joined) is not None or any(
        child.dep_ in own and verb.i < child.i < joined.left_edge.i for child in verb.children
    )


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
