"""What stands beside a claim of which no source is told: the report that the outlet may have it from.

    "The works will close, it is said. The Ledger, which has seen the letter, gives 1,400 jobs."

An outlet's own reporting may well stand beside a citation of something else. So what stands beside is only
noted here; it becomes the origin where the outlet that is named says the same (the gateway sees that), or at
once where the claim itself tells that it was heard ("reportedly").
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from claimwire_contracts.messages import ExtractedClaim
from spacy.tokens import Doc, Span

from claimwire_nlp.matching import names

HEARD = re.compile(
    r"\b(?:reportedly|allegedly|it (?:was|is|has been) reported"
    r"|(?:is|are|was|were) (?:said|reported|rumou?red) to|according to (?:media )?reports)\b",
    re.IGNORECASE,
)
ANAPHORS = {
    "the", "this", "that", "these", "those", "it", "its", "they", "their", "he", "she", "his", "her", "both",
    "such", "so", "also", "additionally", "moreover", "furthermore",
}  # fmt: skip
"""First words of a sentence that goes on about what the one before told."""
SHARED = 2
"""Words of substance that two sentences on one matter have in common at least."""
CONTENT = {"NOUN", "PROPN", "VERB", "NUM"}
TITLED = r"(?P<name>[A-Z][\w&\u2019'-]*(?: (?:[A-Z&][\w\u2019'-]*|of|the))*(?<! of)(?<! the))"
"""A run of words with capitals, as outlets' names are written whether or not they are entities."""
SISTER = r"our sister (?:paper|title|site|station),?"
TOLD = re.compile(
    r"\b(?:told|tells|telling|according to|citing|cites|quotes|quoting|quoted by|from|via|said so to"
    r"|says so to|spoke to|speaking to|(?:report|article|interview|story|piece|wrote|quoted|published) in"
    r"|in(?= the [A-Z])"
    rf"|{SISTER}|newspaper|magazine|website|broadcaster|agency)"
    rf" (?:the |{SISTER} (?:the )?)?{TITLED}"
)
"""Where an outlet is named as the one that heard or told a thing ..."""
TELLS = re.compile(
    rf"\b{TITLED}(?:,[^,]{{1,60}},)? (?:has |had |also |first )?(?:reported|reports|wrote|writes|revealed"
    r"|reveals|said|says|puts|put|has (?:it|this)|learned|claimed|claims|quoted|quotes|cited|published)\b"
)
"""... or as the one that tells it."""
VOUCHED = re.compile(
    r"\b(?:said|says) so\b|\b(?:that|this|the news|the story|it)(?:, too,)? comes from\b"
    r"|\bhas (?:this|it|that) from\b",
    re.IGNORECASE,
)
"""How a sentence gives what the one before it said to somebody."""
MOST = 12
"""Names that are noted: a list of partners or sponsors is not a chain."""


class Place(NamedTuple):
    """Where a claim begins: its paragraph and its sentence, counted from 0."""

    paragraph: int
    sentence: int


class Layout:
    """A text's paragraphs and sentences, asked by offset; made once for all claims."""

    def __init__(self, doc: Doc) -> None:
        self.sentences: list[Span] = list(doc.sents)
        self._sentences = [sentence.start_char for sentence in self.sentences]
        self._paragraphs = [line.span.start_char for line in doc._.lines]

    def place(self, offset: int) -> Place:
        """The paragraph and the sentence that a character stands in."""
        sentence = max(bisect_right(self._sentences, offset) - 1, 0)
        return Place(self._paragraph(offset), sentence)

    def near(self, place: Place) -> Iterator[Span]:
        """A claim's sentence and those next to it in its paragraph that go on about the same."""
        own = self.sentences[place.sentence]
        yield own
        if (after := self.after(place)) is not None and _goes_on(own, after):
            yield after
        if (before := self.before(place)) is not None and _first(own) in ANAPHORS:
            yield before

    def after(self, place: Place) -> Span | None:
        """The next sentence of the same paragraph."""
        return self._neighbour(place, 1)

    def before(self, place: Place) -> Span | None:
        """The sentence before in the same paragraph."""
        return self._neighbour(place, -1)

    def _neighbour(self, place: Place, step: int) -> Span | None:
        at = place.sentence + step
        if not 0 <= at < len(self.sentences):
            return None
        there = self.sentences[at]
        return there if self._paragraph(there.start_char) == place.paragraph else None

    def _paragraph(self, offset: int) -> int:
        return max(bisect_right(self._paragraphs, offset) - 1, 0)


def of_claim(layout: Layout, claim: ExtractedClaim, outlet: str | None) -> list[str]:
    """The keys of what is named beside a claim and may be an outlet.

    Args:
        layout: the text's.
        claim: one that names no source, or an anonymous one.
        outlet: whose text it is; it is never beside itself.
    """
    own = names.outlet(outlet) if outlet else None
    place = layout.place(claim.content.spans[0].start)
    found = dict.fromkeys(names.outlet(name) for sentence in layout.near(place) for name in _named(sentence))
    return [f"name:{name}" for name in found if name and name != own][:MOST]


def vouched(layout: Layout, claim: ExtractedClaim) -> Span | None:
    """The next sentence, where it says whom the claim is from ("The mayor said so to the Echo")."""
    after = layout.after(layout.place(claim.content.spans[-1].start))
    return after if after is not None and VOUCHED.search(after.text) else None


def heard(claim: ExtractedClaim) -> bool:
    """Whether a claim tells that it was heard from somebody, without telling from whom."""
    return any(HEARD.search(text) for text in (claim.content.text, *(hedge.text for hedge in claim.hedges)))


def _named(sentence: Span) -> Iterator[str]:
    """The names of a sentence that stand where an outlet's would."""
    for found in (*TOLD.finditer(sentence.text), *TELLS.finditer(sentence.text)):
        yield found["name"]


def _goes_on(own: Span, after: Span) -> bool:
    """Whether a sentence goes on about what the one before it told."""
    taken_up = _first(after) in ANAPHORS or VOUCHED.search(after.text) is not None
    return taken_up or len(_substance(own) & _substance(after)) >= SHARED


def _first(sentence: Span) -> str:
    return next((token.lower_ for token in sentence if token.is_alpha), "")


def _substance(sentence: Span) -> set[str]:
    return {token.lemma_.lower() for token in sentence if token.pos_ in CONTENT and token.is_alpha}
