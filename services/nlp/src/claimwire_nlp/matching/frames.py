"""Who does what in a claim: its main verb with the names and nouns around it.

    "Barnea is expected to meet Witkoff in Miami"
    → predicate meet, mode expected, subject barnea, object witkoff

A frame tells apart claims that share their words but not their roles.
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

from claimwire_nlp.matching import names, words

Frame = dict[str, list[str]]

SUBJECTS = {"nsubj", "csubj"}
SUBJECTS_OUTSIDE = {"nsubj", "nsubjpass"}
"""Also taken where it stands before the content: "Barnea is expected [to meet Witkoff]"."""
OBJECTS = {"dobj", "obj", "nsubjpass", "csubjpass", "dative", "attr"}
COMPANIONS = {"with", "against", "between"}
PLACES = {"in", "at", "to", "into", "near", "on"}
EXPECTING = {
    "expect", "schedule", "plan", "set", "intend", "slate", "hope", "aim", "due", "prepare", "vow", "want",
    "consider", "go", "promise", "seek", "pledge", "propose",
}  # fmt: skip
EXPECTED = {"will", "shall", "'ll", "wo", "would", "'d"}
"""With "would": what is reported of a "will"."""
POSSIBLE = {"may", "might", "could", "should", "can", "must", "ca"}
TALKS = {"speak", "meet"}
"""Talks, by the canonical word: a call, a meeting."""
ASIDE = {"appos", "relcl", "acl", "poss", "prep", "punct"}
INTERLOCUTORS = {"with", "to"}
FIRST_PERSON = {"i", "we", "my", "our", "us", "me"}


def frame_of(content: list[Span], entities: list[str], source: str | None) -> Frame:
    """The frame of a claim's content; empty where no verb leads it.

    Args:
        content: the claim's content in the parsed text.
        entities: the keys of the entities that it mentions: a surname is told by its whole name.
        source: the speaker, who is meant by "I" and "we".
    """
    head = _head(content)
    if head is None:
        return {}
    verb, mode = _predicate(head)
    inside = {token.i for span in content for token in span}
    roles = _roles(_chain(head, verb), inside)
    frame = {
        role: sorted({name for token in tokens for name in _named(token, entities, source)})
        for role, tokens in roles
    }
    frame["parties"] = _parties(content, frame, verb, entities)
    frame = {role: found for role, found in frame.items() if found}
    cued = {} if head.i in inside else {"cue": [words.canonical(head.lemma_)]}
    return {"predicate": [words.canonical(verb.lemma_)], "mode": [mode]} | cued | frame


def _parties(content: list[Span], frame: Frame, verb: Token, entities: list[str]) -> list[str]:
    """Who talked with whom: of "a call between the two", those; else who spoke or met, and with whom."""
    talks = [token for span in content for token in span if words.canonical(token.lemma_) in TALKS]
    if between := [prep for talk in talks for prep in _after(talk) if prep.lower_ == "between"]:
        return sorted(_mentioned(between, entities))
    if words.canonical(verb.lemma_) in TALKS:
        told = {name for role in ("subject", "object") for name in frame.get(role, [])}
        beside = _mentioned([prep for prep in _after(verb) if prep.lower_ in INTERLOCUTORS], entities)
        return sorted({name for name in told if not name.startswith("~")} | beside)
    return sorted({name for talk in talks for name in _held(talk, entities)})


def _held(talk: Token, entities: list[str]) -> set[str]:
    """Of "the president held a call with the king", both; of a talk that no verb holds, nobody."""
    beside = [prep for prep in _after(talk) if prep.lower_ in INTERLOCUTORS]
    if talk.dep_ not in OBJECTS or not beside:
        return set()
    callers = [child for child in talk.head.children if child.dep_ in SUBJECTS]
    return _mentioned([*callers, *beside], entities)


def _after(talk: Token) -> list[Token]:
    """The prepositions of a talk, also those on its day: "a call on Wednesday between the two"."""
    prepositions = [child for child in talk.children if child.dep_ == "prep"]
    nested = (child for object_ in _under(prepositions) for child in object_.children)
    return [*prepositions, *(child for child in nested if child.dep_ == "prep")]


def _mentioned(heads: list[Token], entities: list[str]) -> set[str]:
    """The entities named under some words; not who is named beside them ("Reza, the envoy of Anna Lind")."""
    said = {words.canonical(t.lower_) for head in heads for t in _phrase(head) if _ends_name(t)}
    return {entity for entity in entities if said & words.name_words(entity)}


def _ends_name(token: Token) -> bool:
    """Whether it is a name's last word: of "White House envoy Dan Levi" only "Levi" names who took part."""
    following = token.doc[token.i + 1].pos_ if token.i + 1 < len(token.doc) else ""
    return token.pos_ == "PROPN" and following not in {"NOUN", "PROPN"}


def _phrase(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_ not in ASIDE:
            yield from _phrase(child)


def _head(content: list[Span]) -> Token | None:
    """The verb that leads the content, else the one outside that governs it ("approved [the dam]")."""
    roots = [span.root for span in content]
    for root in roots:
        if root.pos_ in {"VERB", "AUX"}:
            return root
    for root in roots:
        for child in root.children:
            if child.dep_ in {"relcl", "acl", "ccomp"} and child.pos_ == "VERB":
                return child
    governed = [root.head for root in roots if root.dep_ in OBJECTS and root.head.pos_ == "VERB"]
    return governed[0] if governed else None


def _predicate(head: Token) -> tuple[Token, str]:
    """The verb that carries the meaning, and whether it happened, is expected or is possible."""
    mode = _mode(head)
    if head.dep_ in {"xcomp", "acl"} and head.head.lemma_.casefold() in EXPECTING:
        return head, "expected"
    for child in head.children:
        adjective = head.lemma_ == "be" and child.dep_ == "acomp"
        leading = child if adjective else head
        if leading.lemma_.casefold() in EXPECTING:
            for verb in leading.children:
                if verb.dep_ == "xcomp" and verb.pos_ == "VERB":
                    return verb, "expected"
    return head, mode


def _chain(head: Token, verb: Token) -> list[Token]:
    """The verbs that the roles of one event hang on ("is expected to meet")."""
    if head.dep_ == "xcomp" and head.head.lemma_.casefold() in EXPECTING:
        return [head.head, head]
    return [head] if verb is head else [head, verb]


def _mode(verb: Token) -> str:
    helpers = {child.text.casefold() for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & POSSIBLE:
        return "possible"
    return "expected" if helpers & EXPECTED else "actual"


def _roles(verbs: list[Token], inside: set[int]) -> Iterator[tuple[str, list[Token]]]:
    children = [
        child
        for verb in verbs
        for child in verb.children
        if child.i in inside or child.dep_ in SUBJECTS_OUTSIDE
    ]
    agents = [child for child in children if child.dep_ == "agent"]
    companions = [child for child in children if child.dep_ == "prep" and child.lower_ in COMPANIONS]
    expected = [c for c in children if c.dep_ == "nsubjpass" and len(verbs) > 1 and c.head.i == verbs[0].i]
    yield "subject", _phrases([c for c in children if c.dep_ in SUBJECTS] + expected + _under(agents))
    yield (
        "object",
        _phrases([c for c in children if c.dep_ in OBJECTS and c.pos_ != "VERB" and c not in expected]),
    )
    yield "with", _phrases(_under(companions))
    placed = _under(child for child in children if child.dep_ == "prep" and child.lower_ in PLACES)
    yield "place", [token for token in placed if token.ent_type_ in {"GPE", "LOC", "FAC"}]


def _under(prepositions: Iterable[Token]) -> list[Token]:
    return [child for prep in prepositions for child in prep.children if child.dep_ == "pobj"]


def _phrases(heads: list[Token]) -> list[Token]:
    """The heads and those joined to them by "and"."""
    return [token for head in heads for token in (head, *head.conjuncts)]


def _named(head: Token, entities: list[str], source: str | None) -> Iterator[str]:
    """What a phrase calls its referent: names as they are, nouns with a tilde, nothing for a pronoun.

    "Dan Levi, head of the Mossad" is both "dan levi" and "~chief".
    """
    if head.lower_ in FIRST_PERSON:
        yield from [names.person(source)] if source else []
        return
    described = [child for child in head.children if child.dep_ in {"appos", "compound"}]
    for token in (head, *described):
        if token.pos_ == "PROPN" and (token is head or token.dep_ == "appos"):
            yield _whole(token, entities)
        elif token.pos_ == "NOUN":
            yield f"~{words.canonical(token.lemma_)}"


def _whole(token: Token, entities: list[str]) -> str:
    word = words.canonical(token.lower_)
    for entity in entities:
        if word in words.name_words(entity):
            return entity
    return " ".join([*(child.lower_ for child in token.lefts if child.dep_ == "compound"), word])
