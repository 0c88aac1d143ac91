"""Polarity: whether a claim affirms or negates what it tells."""

from collections.abc import Iterator

from claimwire_contracts.types import Polarity
from spacy.tokens import Span, Token

from claimwire_nlp.claims import clauses

NEGATORS = {"not", "n't", "n’t", "never", "neither", "nor", "hardly", "scarcely"}
NOBODY = {"nobody", "none", "nothing", "nowhere", "neither"}
NO = {"no", "neither", "nor"}
REFUSING = {"fail", "refuse", "decline", "neglect"}
UNABLE = {"unable", "unlikely", "unwilling", "untrue", "false", "reluctant"}
DENYING = {"deny", "refute", "reject", "dispute", "dismiss", "disavow", "rebut"}
HOLDING = {"think", "believe", "expect", "want", "plan", "intend", "see", "accept", "agree", "support"}
SAYING = {"say", "claim", "state", "announce", "confirm", "allege", "assert", "tell", "report"}
ONLY = {"only", "just", "merely", "simply", "even"}
"""What makes a "not" none ("not only bought the vase")."""
CERTAIN = {"doubt", "question", "secret", "surprise", "exception", "wonder"}
"""Nouns whose "no" affirms ("there is no doubt that")."""
COMPARED = {"than", "longer", "sooner", "later", "more", "less", "fewer"}
"""What a "no" may belong to without negating its noun ("no fewer than 12 judges")."""
UNDER = {"way", "circumstance", "point", "time", "case", "condition"}
"""Nouns whose "no" negates the clause that they stand in ("under no circumstances")."""
ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "attr", "expl"}


def of_claim(content: tuple[Span, ...], cue: tuple[Span, ...]) -> Polarity:
    """Negated where the main clause is, or where the cue denies; a denied negation affirms.

    Of a quotation of several sentences the first one tells.
    """
    negative = any(negated(span) for span in clauses.first_sentence(content))
    if denies(cue) or _refuses(content, cue):
        negative = not negative
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


def _refuses(content: tuple[Span, ...], cue: tuple[Span, ...]) -> bool:
    """Whether a cue is a refusal to do what the content names ("declined to comment")."""
    verb = clauses.main_verb(content[0])
    if verb is None or content[0][0].lower_ != "to" or _denying(verb):
        return False
    return any(span.root.lemma_.lower() in REFUSING and not _not(span.root) for span in cue)


def _not(verb: Token) -> bool:
    """Whether a verb is negated, also by the one that it hangs on ("refused to rule out")."""
    refused = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in REFUSING
    return refused or _longer(verb) or any(_negator(child) for child in verb.children)


def _longer(verb: Token) -> bool:
    """Whether "no longer" stands on a verb."""
    return any(
        child.lower_ == "longer" and child.i > 0 and child.nbor(-1).lower_ == "no" for child in verb.children
    )


def _turns(verb: Token) -> bool:
    """Whether a "not" on a verb is one on what it gives ("does not think that")."""
    return _denying(verb) or verb.lemma_.lower() in HOLDING


def negated(span: Span) -> bool:
    """Whether the main clause of a content is negated; two negations make none ("never failed to")."""
    verb = clauses.main_verb(span)
    if verb is None:
        return span[0].lower_ in NO and not _compared(span[0])
    if verb.lemma_.lower() == "help" and _helpless(verb):
        return False
    flat = _itself(verb) or _through_argument(verb) or _nor(span) or _in_no_way(verb)
    return flat != _failing(verb)


def _helpless(verb: Token) -> bool:
    """Whether a thing could not be helped, so that it was done ("cannot help but notice")."""
    return any(_negator(child) for child in verb.children)


def _itself(verb: Token) -> bool:
    around = [verb, *(child for child in verb.children if child.dep_ in {"xcomp", "aux"})]
    return any(_longer(word) or any(_negator(child) for child in word.children) for word in around)


def _negator(token: Token) -> bool:
    """Whether a word negates its head: no "not only", and no "hardly" that is only near."""
    if token.lower_ not in NEGATORS or token.dep_ not in {"neg", "advmod", "preconj"}:
        return False
    return token.i + 1 >= len(token.doc) or token.nbor(1).lower_ not in ONLY


def _through_argument(verb: Token) -> bool:
    return any(child.dep_ in ARGUMENTS and _nobody(child) for child in verb.children)


def _nobody(noun: Token) -> bool:
    """Whether a noun phrase names nobody or nothing: "no one", "not a single house", "hardly anyone"."""
    if noun.lemma_.lower() in CERTAIN:
        return False
    if noun.lower_ in NOBODY:
        return not any(child.lower_ in {"but", "other", "short"} for child in noun.children)
    words = [child for child in noun.children if child.i < noun.i]
    words += [grand for word in words for grand in word.children if grand.i < word.i]
    return any((word.lower_ in NO and not _compared(word)) or _bare_negator(word) for word in words)


def _bare_negator(word: Token) -> bool:
    only = word.i + 1 < len(word.doc) and word.nbor(1).lower_ in ONLY
    return word.lower_ in {"not", "hardly", "scarcely", "neither"} and not only


def _compared(word: Token) -> bool:
    """Whether a "no" belongs to a comparison of numbers ("no fewer than")."""
    return word.i + 1 < len(word.doc) and word.nbor(1).lower_ in COMPARED


def _nor(span: Span) -> bool:
    """Whether a sentence goes on from a negated one ("Nor did the second")."""
    return span[0].lower_ == "nor" or (span[0].lower_ == "neither" and span[0].dep_ in {"cc", "preconj"})


def _in_no_way(verb: Token) -> bool:
    phrases = (
        noun for prep in verb.children if prep.dep_ == "prep" for noun in prep.children if noun.dep_ == "pobj"
    )
    return any(
        noun.lemma_.lower() in UNDER and any(child.lower_ == "no" for child in noun.children)
        for noun in phrases
    )


def _failing(verb: Token) -> bool:
    """Whether the main verb tells that its infinitive did not come true, or its complement that it cannot."""
    if verb.lemma_.lower() in REFUSING:
        return any(child.dep_ == "xcomp" for child in verb.children)
    complements = [child for child in verb.children if child.dep_ in {"acomp", "oprd"}]
    given = [child for word in (verb, *complements) for child in word.children]
    return any(word.lower_ in UNABLE for word in complements) and any(
        child.dep_ in {"xcomp", "ccomp"} for child in given
    )
