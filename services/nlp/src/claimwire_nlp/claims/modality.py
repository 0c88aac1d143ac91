"""Modality: what is or was, told apart from what is meant to come and what holds only under a condition."""

from collections.abc import Iterable, Iterator

from claimwire_contracts.types import Modality
from spacy.tokens import Span, Token

from claimwire_nlp.claims import clauses
from claimwire_nlp.layers import Time

WILL = {"will", "shall", "'ll", "’ll", "wo"}
WOULD = {"would", "'d", "’d"}
CONDITIONS = {"if", "unless", "provided", "assuming", "should"}
INVERTED = {"should", "were", "had"}
AHEAD = {
    "expect", "schedule", "set", "slate", "due", "plan", "intend", "aim", "bind", "poise", "prepare", "hope",
    "seek", "pledge", "vow", "promise", "threaten", "propose", "want", "project", "forecast", "anticipate",
    "about", "go", "agree", "mean", "commit", "likely", "unlikely",
}  # fmt: skip
"""Words whose infinitive lies ahead of whoever tells of it ("is due to land", "plans to close")."""
POSSIBLE = {"could", "may", "might", "can"}
PRESENT = {"VBZ", "VBP"}
DEMANDING = {"ask", "urge", "order", "tell", "call", "demand", "warn", "advise"}
OPENING = {"if", "unless"}
"""What opens a condition, also where the parser hangs it on the verb of saying."""
ASKING = {"ask", "wonder", "inquire", "enquire", "question", "query"}
SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj"}


def of_claim(content: tuple[Span, ...], cue: tuple[Span, ...], times: Iterable[Time]) -> Modality:
    """Conditional where a condition or a bare "would" governs the main clause, plan where it lies ahead."""
    if _asks(content, cue):
        return "question"
    verb = next((v for span in clauses.first_sentence(content) if (v := clauses.main_verb(span))), None)
    if verb is None:
        return "fact"
    chain = [verb, *(child for child in verb.children if child.dep_ == "xcomp")]
    if content[0][0].lower_ in OPENING or any(_conditioned(word) for word in chain):
        return "conditional"
    if _has(verb, WOULD):
        return "plan" if _told_in_past(cue) and not _lacking(verb) else "conditional"
    return "plan" if _ahead(verb) or _meant(verb, cue) or _dated_ahead(verb, times) else "fact"


def _asks(content: tuple[Span, ...], cue: tuple[Span, ...]) -> bool:
    """Whether a content is a question: it ends in its mark, or is what somebody asked "whether"."""
    first, last = content[0][0], content[-1]
    behind = last.end < len(last.doc) and last.doc[last.end].text == "?"
    if behind or last.text.rstrip("”\"'’ ").endswith("?"):
        return True
    if not cue or cue[0].start > first.i:
        return False
    asked = any(span.root.lemma_.lower() in ASKING for span in cue)
    return first.lower_ == "whether" or (asked and (first.lower_ == "if" or first.tag_ in clauses.QUESTIONS))


def _conditioned(verb: Token) -> bool:
    """Whether a clause of condition hangs on a verb."""
    return any(child.dep_ == "advcl" and _is_condition(child) for child in verb.children)


def _is_condition(clause: Token) -> bool:
    """Whether a clause is a condition: "if", "unless", "were the dam to fail"."""
    marks = [child for child in clause.children if child.dep_ in {"mark", "advmod"}]
    if any(mark.lower_ in CONDITIONS and not _likened(mark) for mark in marks):
        return True
    opening = clause.doc[clause.left_edge.i]
    inverted = opening.lower_ in INVERTED and opening.dep_ in {"aux", "auxpass", "advcl"}
    return inverted and any(child.dep_ in SUBJECTS for child in clause.children)


def _likened(mark: Token) -> bool:
    """Whether an "if" likens ("as if")."""
    return mark.i > 0 and mark.nbor(-1).lower_ == "as"


def _lacking(verb: Token) -> bool:
    """Whether a verb tells what would be without a thing ("would close without the grant")."""
    return any(child.dep_ == "prep" and child.lower_ == "without" for child in verb.children)


def _ahead(verb: Token) -> bool:
    """Whether a verb speaks of what is to come: "will", "is to", or a word of planning with "to"."""
    if _has(verb, WILL):
        return True
    links = [verb, *(child for child in verb.children if child.dep_ in {"acomp", "prep", "oprd"})]
    if any(word.lemma_.lower() in AHEAD and any(_infinitives(word)) for word in links):
        return True
    arriving = any(child.lower_ == "due" and child.dep_ == "acomp" for child in verb.children)
    return arriving or (verb.lemma_ == "be" and any(_infinitives(verb)) and not _has_complement(verb))


def _has_complement(verb: Token) -> bool:
    """Whether a "be" has a complement, so that its infinitive is no "is to" ("the aim is to win")."""
    return any(child.dep_ in {"acomp", "attr", "expl", "prep"} for child in verb.children)


def _infinitives(word: Token) -> Iterator[Token]:
    """What a word gives to be done, without what it gives as done ("to have fled")."""
    for child in word.children:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and child.tag_ == "VB" and _to(child):
            yield child


def _to(verb: Token) -> bool:
    marked = [child.lower_ for child in verb.children if child.dep_ == "aux"]
    return "to" in marked and not {"have", "has"} & set(marked)


def _dated_ahead(verb: Token, times: Iterable[Time]) -> bool:
    """Whether a present tense or a "could" is one of a day to come ("resumes on Tuesday")."""
    published = verb.doc._.published
    modal = any(child.dep_ == "aux" and child.lower_ in POSSIBLE for child in verb.children)
    present = verb.tag_ in PRESENT and not any(child.dep_ == "aux" for child in verb.children)
    if modal and any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children):
        return False
    if modal and any(word.lower_ in {"early", "soon"} for word in verb.children):
        return True
    later = (time.first is not None and published is not None and time.first > published for time in times)
    return (modal or present) and any(later)


def _meant(verb: Token, cue: tuple[Span, ...]) -> bool:
    """Whether a content is what its cue plans, promises or demands ("vowed to close the mine")."""
    lemmas = {span.root.lemma_.lower() for span in cue}
    return verb.tag_ == "VB" and _to(verb) and bool(lemmas & (AHEAD | DEMANDING))


def _has(verb: Token, modals: set[str]) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in modals for child in verb.children)


def _told_in_past(cue: tuple[Span, ...]) -> bool:
    """Whether a "would" is the "will" of a speech in the past ("said it would close")."""
    return any(token.tag_ in {"VBD", "VBN"} for span in cue for token in span)
