"""Hedges: words by which a text holds back from asserting ("reportedly", "could", "it is believed").

A hedge counts for a claim where it bears on what the claim asserts, not where it stands in a clause or
beside a noun within it: who "arrived after a raid that reportedly killed ten" did arrive.
"""

from collections.abc import Iterator
from operator import attrgetter

from claimwire_contracts.types import Strength
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claimwire_nlp.claims import clauses, intentions, polarity, within
from claimwire_nlp.layers import Assertion, Hedge

WORDS: dict[str, Strength] = {
    **dict.fromkeys(
        (
            "allegedly", "alleged", "purportedly", "purported", "supposedly", "supposed", "unconfirmed",
            "unverified", "rumored", "rumoured", "unclear", "uncertain", "unsubstantiated",
        ),
        "strong",
    ),
    **dict.fromkeys(
        (
            "reportedly", "apparently", "apparent", "presumably", "presumed", "suspected", "seemingly",
            "ostensibly", "possibly", "possible", "perhaps", "maybe", "conceivably",
        ),
        "medium",
    ),
    **dict.fromkeys(
        (
            "likely", "unlikely", "probably", "probable", "potentially", "arguably", "plausible",
        ),
        "weak",
    ),
}  # fmt: skip
MODALS = {"could", "may", "might"}
SEEMING = {"appear", "seem", "look"}
POINTING = {"suggest", "indicate", "hint"}
HELD: dict[str, Strength] = {
    "allege": "strong", "rumor": "strong", "rumour": "strong", "claim": "strong", "suppose": "strong",
    "accuse": "strong", "believe": "medium", "think": "medium", "say": "medium", "report": "medium",
    "suspect": "medium", "understand": "medium", "assume": "medium", "presume": "medium",
    "fear": "medium", "expect": "weak", "consider": "weak", "estimate": "weak",
}  # fmt: skip
"""Verbs whose passive holds a thing without vouching for it ("is said to be")."""
CUES: dict[str, Strength] = {
    "claim": "strong", "allege": "strong", "allegation": "strong", "purport": "strong", "rumor": "strong",
    "rumour": "strong", "speculate": "strong", "speculation": "strong", "insinuate": "strong",
    "suspect": "medium", "think": "medium", "believe": "medium", "assume": "medium", "presume": "medium",
    "guess": "medium", "suggest": "weak", "hint": "weak", "imply": "weak",
}  # fmt: skip
"""Cues that leave a statement to who made it, or make it a belief."""
HEARSAY = {"unconfirmed", "unverified", "unsubstantiated", "rumor", "rumour", "speculation"}
"""What makes a source no source ("unconfirmed reports")."""
CHANCES: dict[str, Strength] = {
    "chance": "weak", "possibility": "weak", "likelihood": "weak", "speculation": "strong",
    "rumor": "strong", "rumour": "strong",
}  # fmt: skip
"""Nouns that hedge what there is said to be of them ("there is a chance that")."""


@Language.component("claimwire_hedges", assigns=["doc._.hedges"])
def hedges(doc: Doc) -> Doc:
    """Write `doc._.hedges`."""
    doc._.hedges = tuple(find(doc))
    return doc


def find(doc: Doc) -> Iterator[Hedge]:
    """The hedges of a text, in order, whatever they bear on."""
    for token in doc:
        if strength := _held(token):
            yield Hedge(_with_passive(token), strength)
        elif strength := _lexical(token) or _seeming(token) or _chance(token):
            yield Hedge(doc[token.i : token.i + 1], strength)


def of_claim(doc: Doc, bare: Assertion) -> tuple[Hedge, ...]:
    """The hedges of a claim: on its main assertion, on its cue, and of its source."""
    found = {hedge.span.start: hedge for hedge in _bearing(doc, bare)}
    return tuple(found[start] for start in sorted(found))


def _bearing(doc: Doc, bare: Assertion) -> Iterator[Hedge]:
    main = clauses.heads(bare.content)
    yield from within.pieces(bare.cue, doc._.hedges, attrgetter("span"))
    for hedge in within.pieces(bare.content, doc._.hedges, attrgetter("span")):
        if _governs(hedge.span, bare.content, main):
            yield hedge
    yield from _on_cue(doc, bare.cue)
    for word in (token for span in (bare.source.spans if bare.source else ()) for token in span):
        if word.lemma_.lower() in HEARSAY:
            yield Hedge(doc[word.i : word.i + 1], "strong")


def _on_cue(doc: Doc, cue: tuple[Span, ...]) -> Iterator[Hedge]:
    """What a cue holds back: by its own meaning, an adverb beside it, or a denial that is denied."""
    if not polarity.denies(cue):
        for word in (span.root for span in cue):
            if strength := CUES.get(word.lemma_.lower()):
                yield Hedge(doc[word.i : word.i + 1], strength)
    yield from intentions.on_cue(doc, cue)
    yield from (Hedge(span, "weak") for span in polarity.leaving_open(cue))


def _governs(hedge: Span, content: tuple[Span, ...], main: frozenset[int]) -> bool:
    """Whether a hedge bears on the main assertion; an adverb that opens a content does so always."""
    opening = hedge.start == content[0].start and hedge.root.pos_ == "ADV"
    return opening or clauses.carried_by(hedge.root, main)


def _lexical(token: Token) -> Strength | None:
    if token.lower_ in MODALS and token.tag_ == "MD":
        return None if token.lower_ == "could" and _unable(token) else "medium"
    return WORDS.get(token.lower_)


def _unable(modal: Token) -> bool:
    """Whether "could not" tells of what was out of reach, which is flat ("could not be reached")."""
    verb = modal.head
    negated = any(child.dep_ == "neg" for child in verb.children)
    return negated and not any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children)


def _seeming(token: Token) -> Strength | None:
    """How far a verb hedges: "appears to be" and "it appears that" do, "appeared in court" does not."""
    if token.pos_ != "VERB" or token.lemma_.lower() not in SEEMING | POINTING:
        return None
    linking = {"xcomp", "ccomp", "acomp", "oprd"} if token.lemma_.lower() in SEEMING else {"ccomp"}
    return "weak" if any(child.dep_ in linking for child in token.children) else None


def _chance(token: Token) -> Strength | None:
    """How far a noun hedges what there is of it."""
    there = token.dep_ in {"attr", "nsubj"} and any(child.dep_ == "expl" for child in token.head.children)
    return CHANCES.get(token.lemma_.lower()) if there else None


def _held(token: Token) -> Strength | None:
    """How far a passive of belief or report hedges: "it is believed", "is said to be"."""
    strength = HELD.get(token.lemma_.lower())
    if strength is None or token.tag_ != "VBN":
        return None
    links = {child.dep_ for child in token.children}
    clausal = links & {"xcomp", "ccomp", "oprd", "acomp"}
    suspected = token.lemma_ in {"suspect", "accuse"} and any(
        child.lower_ == "of" for child in token.children
    )
    passive = "auxpass" in links and "agent" not in links
    return strength if passive and (clausal or suspected) else None


def _with_passive(token: Token) -> Span:
    first = min([child.i for child in token.children if child.dep_ == "auxpass"] + [token.i])
    return token.doc[first : token.i + 1]
