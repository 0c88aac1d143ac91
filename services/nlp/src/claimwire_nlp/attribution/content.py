"""Contents: what a cue gives to its source, found in the frames that cues stand in.

A frame is how the content hangs on its cue: "clause" (said that ...), "infinitive"
(promised to ...), "object" (denied the claim), "about:of" and the like (accused
him of ...), "around" (The deal, he said, was dead), "as" (as he said).
"""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from claimwire_nlp.attribution.source import EDGES, RAISING

CLAUSAL = {"ccomp"}
OPENERS = {"and", "but", "so", "yet", "or", "meanwhile", "however"}
INSERTED = {"parataxis", "advcl", "dep", "relcl"}
RELATIVES = {"WDT", "WP", "WRB", "WP$"}
SHORT = 6
"""Tokens of an inserted "she added" that the parser took for a relative clause."""
LISTED = {"NOUN", "PROPN", "ADJ", "NUM", "DET", "CCONJ", "PUNCT", "ADV"}
"""What a list of subjects is made of, however the parser took its parts."""
QUOTES = {"“", "”", '"', "''", "``"}


class Content(NamedTuple):
    """A content candidate: the frame and the pieces, in the order of the text."""

    frame: str
    pieces: tuple[Span, ...]


def of_verb(token: Token) -> Iterator[Content]:
    """What a verb or adjective may give as content, clause before infinitive before object."""
    clauses = [child for child in token.children if _is_clause(child)]
    for clause in clauses:
        yield Content("clause", pieces(clause, without=token))
    infinitives = [child for child in token.children if child.dep_ == "xcomp"]
    for child in infinitives:
        found = pieces(child, without=token, grow=_objects(token, child))
        yield Content("infinitive", (*_expected(token), *found))
    if not clauses and not infinitives:
        yield from _objects_of(token)
    if not clauses and (token.dep_ in INSERTED or _runs_on(token)):
        yield from _around(token)


def of_noun(token: Token) -> Iterator[Content]:
    """What a noun may give: "the claim that ...", "a promise to ...", "criticism of ..."."""
    for child in token.children:
        if child.dep_ in {"acl", "ccomp", "xcomp"} and _has_marker(child):
            yield Content("clause" if child.dep_ != "xcomp" else "infinitive", pieces(child, without=token))
        elif child.dep_ == "prep" and child.i > token.i:
            for grand in child.children:
                if grand.dep_ in {"pobj", "pcomp"}:
                    yield Content(f"about:{child.lower_}", pieces(grand, without=token))


def of_preposition(cue: Span) -> tuple[Span, ...]:
    """What "according to" vouches for: the clause it hangs on, itself left out."""
    clause = cue[0].head
    while clause.pos_ not in {"VERB", "AUX"} and clause.head.i != clause.i:
        clause = clause.head
    while clause.dep_ == "conj" and clause.head.pos_ == "VERB" and not _has_subject(clause):
        clause = clause.head
    phrase = cue[0]
    if phrase.left_edge.i == cue[0].sent.start or _closes(phrase):
        clause = cue[0].sent.root
    return _runs(clause.doc, _tree(clause), extent(cue))


def extent(cue: Span) -> set[int]:
    """The tokens of "according to" with all that it names."""
    return set(range(cue[0].left_edge.i, max(cue[0].right_edge.i, cue[-1].right_edge.i) + 1))


def without(found: tuple[Span, ...], removed: set[int]) -> tuple[Span, ...]:
    """Pieces less some of their tokens."""
    doc = found[0].doc
    return tuple(run for piece in found for run in _runs(doc, set(range(piece.start, piece.end)), removed))


def pieces(root: Token, without: Token, grow: tuple[Token, ...] = ()) -> tuple[Span, ...]:
    """The text under a word in unbroken runs, leaving out the cue and what hangs on it."""
    start, end = root.left_edge.i, root.right_edge.i
    for token in grow:
        start, end = min(start, token.left_edge.i), max(end, token.right_edge.i)
    inside = range(start, end + 1)
    removed: set[int] = set()
    if start <= without.i <= end:
        removed = {t.i for t in without.subtree if not _under(t, root)} | {without.i}
    return _runs(root.doc, set(inside), removed)


def _is_clause(child: Token) -> bool:
    """A clause that a verb governs, also where the parser took its "that" for something looser."""
    if child.dep_ in CLAUSAL:
        return True
    loose = child.dep_ in {"acl", "advcl", "relcl"} and child.i > child.head.i and child.head.pos_ == "VERB"
    return loose and any(word.dep_ == "mark" and word.lower_ == "that" for word in child.children)


def _expected(verb: Token) -> tuple[Span, ...]:
    """In "talks are expected to begin" and "talks seem to stall", what is given begins with the talks."""
    raising = verb.lemma_.lower() in RAISING
    subjects = [
        child for child in verb.children if child.dep_ == "nsubjpass" or (raising and child.dep_ == "nsubj")
    ]
    if not subjects or not (raising or verb.tag_ == "VBN"):
        return ()
    start = subjects[0].left_edge.i
    while start > verb.sent.start and verb.doc[start - 1].pos_ in LISTED:
        start -= 1
    return _runs(verb.doc, set(range(start, subjects[0].right_edge.i + 1)), set())


def _objects(verb: Token, infinitive: Token) -> tuple[Token, ...]:
    """In "asked Trump to wait", "Trump" belongs to what is asked where it stands before the infinitive."""
    return tuple(
        child
        for child in verb.children
        if child.dep_ in {"dobj", "nsubj"} and verb.i < child.i < infinitive.i
    )


def _objects_of(token: Token) -> Iterator[Content]:
    direct = [
        child for child in token.children if child.dep_ in {"dobj", "oprd", "attr"} and child.i > token.i
    ]
    prepositions = [child for child in token.children if child.dep_ == "prep" and child.i > token.i]
    if direct:
        yield Content("object", _joined(token, direct, prepositions))
        return
    for preposition in prepositions:
        for child in preposition.children:
            if child.dep_ in {"pobj", "pcomp"}:
                yield Content(f"about:{preposition.lower_}", pieces(child, without=token))


def _joined(token: Token, direct: list[Token], prepositions: list[Token]) -> tuple[Span, ...]:
    """An object with what follows it at once ("accused the board of hiding losses")."""
    start = min(child.left_edge.i for child in direct)
    end = max(child.right_edge.i for child in direct)
    for preposition in sorted(prepositions, key=lambda t: t.i):
        if preposition.left_edge.i == end + 1:
            end = preposition.right_edge.i
    return _runs(token.doc, set(range(start, end + 1)), set())


def _around(token: Token) -> Iterator[Content]:
    """A cue inside or after what it gives: "The deal, he said, was dead"; "as he put it"."""
    head = token.head
    while head.pos_ not in {"VERB", "AUX"} and head.head.i != head.i:
        head = head.head
    children = list(token.children)
    marked = any(child.dep_ in {"mark", "advmod"} and child.lower_ == "as" for child in children)
    linked = any(child.dep_ == "mark" or child.tag_ in RELATIVES for child in children)
    inside = {t.i for t in token.subtree}
    if head.i in inside or head.pos_ not in {"VERB", "AUX"} or not _set_off(token, inside):
        return
    if marked:
        yield Content("as", _runs(token.doc, _tree(head), inside))
    elif not linked and token.dep_ != "advcl" and (token.dep_ != "relcl" or len(inside) <= SHORT):
        yield Content("around", _runs(token.doc, _tree(head), inside))


def _runs_on(verb: Token) -> bool:
    """Whether a verb with its subject was joined by nothing but a comma ("..., she told the Herald")."""
    first = verb.left_edge.i
    if verb.dep_ != "conj" or verb.head.i > verb.i or verb.doc[first - 1].text != ",":
        return False
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    joined = any(child.dep_ == "cc" and verb.head.i < child.i < verb.i for child in verb.head.children)
    return not joined and bool(subjects) and subjects[0].left_edge.i == first


def _set_off(token: Token, inside: set[int]) -> bool:
    """Whether commas or the like part a clause from what stands around it."""
    doc, before, after = token.doc, min(inside) - 1, max(inside) + 1
    opened = token.doc[min(inside)].text in EDGES or (before >= 0 and doc[before].text in EDGES)
    closed = token.doc[max(inside)].text in EDGES or (after < len(doc) and doc[after].text in EDGES)
    return (opened and closed) if token.dep_ == "relcl" else (opened or closed)


def form(token: Token) -> str:
    """The form of a verb as the lexicon tells it apart: passive, infinitive, participle, or none of these."""
    children = list(token.children)
    if token.tag_ == "VBN" and not any(child.dep_ == "aux" and child.lemma_ == "have" for child in children):
        return "/passive"
    if any(child.dep_ == "auxpass" for child in children):
        return "/passive"
    if token.tag_ == "VB" and any(child.dep_ == "aux" and child.lower_ == "to" for child in children):
        return "/to"
    if token.tag_ == "VBG" and not any(child.dep_ == "aux" for child in children):
        return "/ing"
    return ""


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "expl"} for child in verb.children)


def _has_marker(clause: Token) -> bool:
    """Only "that ..." and "to ..." say what a noun says; other clauses describe the noun."""
    return any(
        child.dep_ in {"mark", "aux"} and child.lower_ in {"that", "to", "whether"}
        for child in clause.children
    )


def _closes(token: Token) -> bool:
    """Whether a phrase ends its sentence after a comma ("..., according to the police.")."""
    sent = token.sent
    previous = token.left_edge.i - 1
    rest = [t for t in sent if t.i > token.right_edge.i and not t.is_punct and not t.is_space]
    return previous >= sent.start and token.doc[previous].text == "," and not rest


def _tree(head: Token) -> set[int]:
    return set(range(head.left_edge.i, head.right_edge.i + 1))


def _under(token: Token, root: Token) -> bool:
    return token.i == root.i or root.is_ancestor(token)


def _runs(doc: Doc, inside: set[int], removed: set[int]) -> tuple[Span, ...]:
    """The kept tokens as spans, each without punctuation or an opening "But" at its edges."""
    kept = sorted(inside - removed)
    runs: list[list[int]] = []
    for i in kept:
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    spans = [span for run in runs if (span := tidy(doc, run[0], run[-1] + 1)) is not None]
    return tuple(spans)


def tidy(doc: Doc, start: int, end: int) -> Span | None:
    """A span without punctuation, space or an opening conjunction at its edges; None if nothing is left."""
    while start < end and (doc[start].is_space or _loose(doc[start]) or doc[start].lower_ in OPENERS):
        start += 1
    while end > start and (doc[end - 1].is_space or _loose(doc[end - 1])):
        end -= 1
    return doc[start:end] if end > start else None


def _loose(token: Token) -> bool:
    return (
        token.is_punct
        and token.text not in QUOTES
        and token.text not in {"(", ")", "[", "]", "$", "#", "@", "%", "..."}
    )
