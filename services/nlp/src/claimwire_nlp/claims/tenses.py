"""Tenses: whether the clause around a time looks back or ahead, which tells which Friday is meant."""

from typing import Literal

from spacy.tokens import Span, Token

Tense = Literal["past", "future", "open"]

FUTURE = {"will", "shall", "would", "'ll", "’ll", "wo", "must", "should", "can", "could", "may", "might"}
COMING = {
    "expect", "schedule", "plan", "set", "slate", "due", "intend", "forecast", "bind", "poise", "aim", "hope",
}  # fmt: skip
PROMISING = {
    "promise", "vow", "pledge", "agree", "hope", "want", "prepare", "order", "ask", "urge", "threaten",
    "plan", "intend", "expect", "decide", "aim", "seek", "warn", "tell",
}  # fmt: skip
"""Verbs whose infinitive lies ahead, also of one who spoke in the past."""
SAYING = {"say", "report", "write", "tell", "add", "show", "know", "have", "remain", "mean"}
"""Verbs whose present tense tells of what was said or is so, and looks at no day to come."""
FOLLOWING = {"follow", "stem", "result"}
"""Verbs whose present tense tells of what went before ("the trip follows a call on Wednesday")."""
VERBS = {"VERB", "AUX"}
PLANNED = {"VBN", "JJ", "VB", "VBP", "VBZ"}
"""Forms in which a word of planning looks ahead; "they planned it" looks back."""
CLAUSES = 2
DEPTH = 12


def of(span: Span) -> Tense:
    """The tense of the clause that a time stands in; open where no verb tells."""
    verb = _verb(span.root)
    if verb is None:
        return "open"
    chain = [verb]
    while chain[-1].dep_ in {"xcomp", "conj"} and len(chain) < CLAUSES and not _finite(chain[-1]):
        chain.append(chain[-1].head)
    if any(_ahead(word) for word in chain):
        return "future"
    return _own(chain[-1])


def _verb(token: Token) -> Token | None:
    for _ in range(DEPTH):
        if token.pos_ in VERBS:
            return token
        token = token.head
    return None


def _finite(verb: Token) -> bool:
    helped = any(child.dep_ == "aux" and child.lower_ != "to" for child in verb.children)
    return helped or verb.tag_ in {"VBD", "VBZ", "VBP"}


def _ahead(verb: Token) -> bool:
    """Whether a verb looks ahead by an auxiliary, a word of planning, or the verb that promises it."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    perfect = bool(auxiliaries & {"have", "has", "had", "having", "'ve", "’ve"})
    if auxiliaries & FUTURE:
        return not perfect
    if verb.lemma_.lower() in COMING and "had" not in auxiliaries and verb.tag_ in PLANNED:
        return True
    if any(child.lower_ == "due" and child.dep_ == "acomp" for child in verb.children):
        return True
    promised = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in PROMISING
    to_come = verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and verb.head.tag_ in {"VBZ", "VBP"}
    return "to" in auxiliaries and not perfect and (promised or to_come)


def _own(verb: Token) -> Tense:
    """The tense of a verb by its form: a plain present ("the trial resumes") looks ahead."""
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if any(word.lower_ in {"have", "has", "had", "was", "were", "did"} for word in auxiliaries):
        return "past"
    if verb.tag_ in {"VBZ", "VBP"} or any(word.tag_ in {"VBZ", "VBP"} for word in auxiliaries):
        lemma = verb.lemma_.lower()
        return "past" if lemma in FOLLOWING else "open" if lemma in SAYING else "future"
    return "past" if verb.tag_ == "VBD" else "open"
