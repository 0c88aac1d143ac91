"""Cues: the words that give an assertion to somebody ("said", "according to", "the claim that")."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

WORDS = {"VERB", "AUX", "NOUN", "ADJ"}
AUXILIARIES = {"aux", "auxpass", "neg", "prt"}
LEMMAS = {"telling": "tell", "told": "tell", "’": "be", "hop": "hope"}


class Cue(NamedTuple):
    """A word that may be a cue; which ones are, the lexicon knows."""

    token: Token
    lemma: str

    @property
    def key(self) -> str:
        """The lemma with its part of speech, as the lexicon lists it."""
        return f"{self.lemma}/{'VERB' if self.token.pos_ == 'AUX' else self.token.pos_}"


def find(text: Doc | Span) -> Iterator[Cue]:
    """Every word that could govern an assertion, in order."""
    for token in text:
        if token.pos_ in WORDS and token.is_alpha:
            lemma = token.lemma_.lower()
            yield Cue(token, LEMMAS.get(lemma, lemma))


def span(token: Token) -> Span:
    """A cue word with the auxiliaries, negation and particle that stand next to it ("has not said")."""
    start = end = token.i
    parts = {child.i for child in token.children if child.dep_ in AUXILIARIES}
    while start - 1 in parts:
        start -= 1
    while end + 1 in parts:
        end += 1
    return token.doc[start : end + 1]


def according(doc: Doc) -> Iterator[Span]:
    """Every "according to"."""
    for token in doc[:-1]:
        if token.lower_ == "according" and token.nbor().lower_ == "to":
            yield doc[token.i : token.i + 2]
