"""Sources: whose words a cue gives."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

SUBJECTS = {"nsubj", "csubj"}
PASSIVE = {"nsubjpass", "csubjpass"}
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X"}
CLAUSES = {"relcl", "acl:relcl"}
CHAINED = {"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep", "prep"}
PARTICIPLES = {"acl"}
EDGES = {",", ";", ":", "-", "–", "—", "(", ")", "“", "”", '"', "''", "``", ".", "‘", "’"}
WHEN = {"after", "before", "during", "amid", "following", "since"}
"""Prepositions that are no part of a speaker."""
LIGHT = {
    "make", "issue", "release", "have", "give", "offer", "express", "voice", "repeat", "announce", "hold",
    "raise", "share", "deliver", "reiterate", "renew", "defend", "unveil", "abandon", "drop", "keep",
    "reverse", "post", "send", "file", "lodge", "publish", "present", "show", "take", "push", "float",
    "stand", "retract", "withdraw", "see",
}  # fmt: skip
"""Verbs whose subject makes the statement that their object names ("issued a warning that ...")."""
RAISING = {"seem", "appear"}
"""Verbs whose subject belongs to what follows: nobody says it."""
EXPLETIVE = {"look", "turn", "emerge", "be"}
DEPTH = 4


def of_verb(token: Token, depth: int = 0) -> Span | None:
    """Who utters a verb: its subject, the agent of a passive, or the subject that a chain of verbs shares."""
    if found := _own(token):
        return found
    if depth >= DEPTH:
        return None
    head = token.head
    if token.dep_ in PARTICIPLES and token.tag_ == "VBN":
        return None
    if token.dep_ in CLAUSES or token.dep_ in PARTICIPLES:
        return phrase(head, before=token) if head.pos_ in NOMINAL else of_verb(head, depth + 1)
    if token.dep_ in CHAINED and head.i != token.i and not (token.dep_ == "ccomp" and depth == 0):
        return of_verb(head, depth + 1) if head.pos_ not in NOMINAL else _of_head_noun(head, depth)
    return None


def of_noun(token: Token) -> Span | None:
    """Who makes a statement that a noun names: its possessor, "by ...", or the subject of its verb."""
    for child in token.children:
        if child.dep_ == "poss":
            return phrase(child)
        if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            return next((phrase(grand) for grand in child.children if grand.dep_ == "pobj"), None)
    head = token.head
    if token.dep_ == "dobj" and head.lemma_.lower() in LIGHT:
        return of_verb(head)
    return None


def of_preposition(cue: Span) -> Span | None:
    """Whom an "according to" names."""
    to = cue[-1]
    for word in (to, cue[0]):
        for child in word.children:
            if child.dep_ in {"pobj", "pcomp"} and child.i > to.i:
                return phrase(child)
    return None


def phrase(token: Token, before: Token | None = None) -> Span:
    """A nominal with all that belongs to it, up to the word `before`, without commas at its edges."""
    end = min([token.right_edge.i + 1, *circumstances(token)])
    if before is not None:
        end = min(end, before.left_edge.i) if before.left_edge.i > token.i else end
    return trimmed(token.doc, token.left_edge.i, max(end, token.i + 1))


def circumstances(token: Token) -> Iterator[int]:
    """Where "after the vote, which ..." begins: it tells when somebody spoke, not who."""
    return (child.left_edge.i for child in token.rights if child.dep_ == "prep" and child.lower_ in WHEN)


def trimmed(doc: Doc, start: int, end: int) -> Span:
    """The span without white space and punctuation at its edges."""
    while end - start > 1 and (
        doc[end - 1].is_space or doc[end - 1].text in EDGES or doc[end - 1].lower_ in {"and", "or"}
    ):
        end -= 1
    while end - start > 1 and (doc[start].is_space or doc[start].text in EDGES):
        start += 1
    return doc[start:end]


def _own(token: Token) -> Span | None:
    children = [child for child in token.children if not child.is_punct]
    subjects = [child for child in children if child.dep_ in SUBJECTS]
    if subjects:
        return _subject(min(subjects, key=lambda child: abs(child.i - token.i)), token)
    agents = (grand for child in children if child.dep_ == "agent" for grand in child.children)
    if found := next(agents, None):
        return phrase(found)
    if any(child.dep_ in PASSIVE for child in children):
        return None
    return next(_inverted(token), None)


def _subject(child: Token, verb: Token) -> Span | None:
    lemma = verb.lemma_.lower()
    expletive = child.lower_ == "it" and lemma in EXPLETIVE
    if child.dep_ == "csubj" or expletive or lemma in RAISING:
        return None
    if loose := _unclosed(child, verb):
        return phrase(loose)
    if child.i < verb.i <= child.right_edge.i:
        return phrase(child, before=verb)
    return phrase(child)


def _unclosed(subject: Token, verb: Token) -> Token | None:
    """The last nominal of "killing a man, the police said": an apposition would close with a comma."""
    if subject.i > verb.i or verb.i == 0 or verb.doc[verb.i - 1].text in EDGES:
        return None
    last = [child for child in subject.subtree if child.dep_ == "appos" and child.right_edge.i == verb.i - 1]
    opened = last and verb.doc[last[0].left_edge.i - 1].text == ","
    return last[0] if opened else None


def _inverted(verb: Token) -> Iterator[Span]:
    """A speaker after its verb that the parser took for something else ("said Maria Lindqvist, a nurse")."""
    following = verb.i + 1
    previous = verb.nbor(-1) if verb.i else None
    quoted = previous is not None and (previous.text in EDGES)
    if not quoted or following >= len(verb.doc):
        return
    for child in verb.children:
        if (
            child.i >= following
            and child.left_edge.i == following
            and child.pos_ in {"PROPN", "NOUN", "PRON"}
        ):
            yield phrase(child)


def _of_head_noun(head: Token, depth: int) -> Span | None:
    """The subject of the verb that a noun hangs on ("issued a statement saying")."""
    verb = head.head
    return of_verb(verb, depth + 1) if verb.pos_ in {"VERB", "AUX"} and verb.i != head.i else None
