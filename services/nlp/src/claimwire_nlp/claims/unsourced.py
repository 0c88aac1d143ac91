"""Cues by which nobody speaks.

With "is expected to", "it appears that" the outlet hedges its own words; with "found him guilty" it tells
what a jury does.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from claimwire_nlp.attribution import chains
from claimwire_nlp.attribution.content import form, tidy
from claimwire_nlp.attribution.source import RAISING
from claimwire_nlp.claims.clauses import QUESTIONS
from claimwire_nlp.layers import Attribution

HELD = {
    "expect", "schedule", "believe", "think", "understand", "assume", "presume", "fear", "suspect", "slate",
    "set", "consider", "estimate", "hope", "anticipate", "project", "forecast", "intend", "plan", "suppose",
    "bind", "poise", "rumor", "rumour", "deem", "see", "know", "require", "mean", "due",
}  # fmt: skip
"""Verbs whose passive gives a thing to nobody: those who expect are the outlet, or everybody."""
JUDGING = {"find", "hold"}
VERDICTS = {"guilty", "innocent", "liable"}
SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj"}
RELATIVES = {"which", "who", "that"}
DEPTH = 3


def is_own(attribution: Attribution) -> bool:
    """Whether nobody but the outlet says a thing.

    Its cue is a raising verb, a passive without "by", or that of a verdict.
    """
    verb = _verb(attribution)
    if verb is None or any(child.dep_ == "agent" for child in verb.children):
        return False
    lemma = verb.lemma_.lower()
    if lemma in JUDGING and _has_verdict(attribution.content):
        return True
    return lemma in RAISING or (lemma in HELD and form(verb) == "/passive" and not _active(verb))


def _has_verdict(content: tuple[Span, ...]) -> bool:
    named = any(token.lower_ in VERDICTS for span in content for token in span)
    return named and not chains.asserts(content)


def reads_on(attribution: Attribution) -> bool:
    """Whether the words given are one clause with the cue ("the mine is said to be empty")."""
    verb = _verb(attribution)
    fronted = bool(attribution.content) and attribution.content[0].start < attribution.cue[0].start
    return verb is not None and not attribution.source and fronted and form(verb) == "/passive"


def asks(content: tuple[Span, ...]) -> bool:
    """Whether the words given are a question ("did not say when the mine would close")."""
    return content[0][0].tag_ in QUESTIONS or content[0][0].lower_ in {"whether", "if"}


def in_question(attribution: Attribution) -> bool:
    """Whether a statement is only asked about ("Did the ministry say that the mine was safe?")."""
    verb = _verb(attribution)
    return verb is not None and verb.sent[-1].text == "?" and attribution.content[-1].end >= verb.sent.end - 1


def clause(attribution: Attribution) -> tuple[Span, ...]:
    """The whole clause as it was written: its subject, the words of the cue, and what these give."""
    verb = attribution.cue[0].root
    doc = verb.doc
    start = min(attribution.cue[0].start, attribution.content[0].start)
    end = max(attribution.cue[-1].end, attribution.content[-1].end)
    subject = next(_subjects(verb), None)
    if subject is None:
        return _tidied(doc, (start, end))
    if subject.lower_ in RELATIVES and verb.dep_ == "relcl":
        named = (verb.head.left_edge.i, subject.i)
        return _tidied(doc, named, (max(named[1] + 1, _predicate(verb)), end))
    if subject.head.i != verb.i:
        predicate = _predicate(verb)
        return _tidied(doc, (subject.left_edge.i, min(subject.right_edge.i + 1, predicate)), (predicate, end))
    return _tidied(doc, (min(start, subject.left_edge.i), end))


def _verb(attribution: Attribution) -> Token | None:
    return attribution.cue[0].root if attribution.cue and attribution.content else None


def _active(verb: Token) -> bool:
    """Whether a participle that is no passive was taken for one ("has planned")."""
    return any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children) and not any(
        child.dep_ == "auxpass" for child in verb.children
    )


def _subjects(verb: Token) -> Iterator[Token]:
    """The subject of a verb: its own, that of the verb it is joined to, or the noun that it describes."""
    for _ in range(DEPTH):
        yield from (child for child in verb.children if child.dep_ in SUBJECTS and child.i < verb.i)
        if verb.dep_ == "acl":
            yield verb.head
        if verb.dep_ not in {"conj", "xcomp"} or verb.head.i >= verb.i:
            return
        verb = verb.head


def _predicate(verb: Token) -> int:
    """Where a verb begins with its auxiliaries."""
    return min([child.i for child in verb.children if child.dep_ in {"aux", "auxpass"}] + [verb.i])


def _tidied(doc: Doc, *ranges: tuple[int, int]) -> tuple[Span, ...]:
    return tuple(span for start, end in ranges if (span := tidy(doc, start, end)) is not None)
