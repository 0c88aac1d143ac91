"""How a text tells a claim: signs of whether it has it from a speaker whom another text names.

They decide nothing here. Where claims of several texts say the same, the gateway weighs them.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from claimwire_contracts.messages import ExtractedClaim
from claimwire_contracts.types import Sign

from claimwire_nlp.matching.beside import Layout, Place

TOLD = re.compile(
    r"\b(?:sa(?:y|ys|id)|maintain\w*|insist\w*|claim\w*|count\w*|account|reckon\w*|estimat\w*|figures?|version"
    r"|tally|puts?|according|notices?|announc\w*|report\w*|den(?:y|ies|ied)|confirm\w*|told|tells?|admit\w*"
    r"|conced\w*|answers?|repl\w+|own|official\w*|line|statement|recorded|acknowledg\w*|argu\w*|explain\w*"
    r"|warn\w*|promis\w*|believ\w*|thinks?|swears?|recall\w*|notes?|wrote|writes?|names?|by|position|story"
    r"|calls?)\b",
    re.IGNORECASE,
)
"""Words by which a sentence gives what it tells to somebody, be it read as an attribution or not."""
OURSELVES = re.compile(r"\b(?:we|our|us|I|my)\b")
QUOTING = re.compile('[\u201c"]')
LEAD = 2
"""The last sentence, counted from 0, that an outlet opens with: there it tells what happened."""


class Spoken(NamedTuple):
    """Where words stand that are given to somebody, and the key of whom."""

    place: Place
    key: str


def marked(layout: Layout, claims: Sequence[ExtractedClaim]) -> list[ExtractedClaim]:
    """The claims of a text, each one's origin with its signs and with those who speak close by.

    Args:
        layout: its paragraphs and sentences.
        claims: all of the text, their origins known.
    """
    spoken = [
        Spoken(_place(layout, part), part.origin.key)
        for claim in claims
        for part in claim.parts or [claim]
        if part.kind != "narrated" and part.origin is not None and part.origin.key is not None
    ]
    return [_marked(layout, claim, spoken) for claim in claims]


def _marked(layout: Layout, claim: ExtractedClaim, spoken: Sequence[Spoken]) -> ExtractedClaim:
    parts = [_marked(layout, part, spoken) for part in claim.parts]
    if claim.origin is None:
        return claim.model_copy(update={"parts": parts})
    place = _place(layout, claim)
    near = sorted({each.key for each in spoken if _adjoins(place, each.place)} - {claim.origin.key})
    found = signs(claim, layout.sentences[place.sentence].text, place)
    origin = claim.origin.model_copy(update={"signs": found, "near": near})
    return claim.model_copy(update={"origin": origin, "parts": parts})


def signs(claim: ExtractedClaim, sentence: str, place: Place) -> list[Sign]:
    """What speaks for or against a claim's being a speaker's word, in the order of `Sign`.

    Args:
        claim: any claim.
        sentence: the text of the sentence that it begins in.
        place: where that is.
    """
    shown: dict[Sign, bool] = {
        "planned": claim.modality == "plan",
        "open": claim.modality in {"conditional", "question"},
        "denied": claim.polarity == "negated",
        "hedged": claim.hedged,
        "figure": bool(claim.quantities),
        "day": bool(claim.dates),
        "ourselves": OURSELVES.search(sentence) is not None,
        "quoting": QUOTING.search(claim.content.text) is not None,
        "quoted": claim.kind in {"direct", "mixed"},
        "lead": place.sentence <= LEAD,
        "told": TOLD.search(sentence) is not None,
    }
    return [sign for sign, is_there in shown.items() if is_there]


def _place(layout: Layout, claim: ExtractedClaim) -> Place:
    return layout.place(claim.content.spans[0].start)


def _adjoins(one: Place, other: Place) -> bool:
    """Whether two claims begin in one sentence, or in two next to each other in one paragraph."""
    return one.paragraph == other.paragraph and abs(one.sentence - other.sentence) <= 1
