"""Who tells a sentence that was read as the outlet's own: words inserted in it, or set after it.

"The pumps, replied Mr Vale, had been checked." "Three were hurt, a foreman told the Echo, off the record."
"""

import re
from typing import NamedTuple

from spacy.tokens import Doc, Span

SAYING = (
    r"(?:said|says|replied|replies|added|adds|admitted|admits|conceded|concedes|confirmed|confirms|announced|insisted"
    r"|insists|claimed|claims|believes|thinks|warned|warns|explained|had to admit)"
)
HEARER = r"(?P<hearer>(?:[Tt]he |our [\w ]{4,20},? (?:the )?)?[A-Z][\w&\u2019'-]*(?: [A-Z&][\w\u2019'-]*)*)"
SPEAKER = (
    r"(?P<speaker>(?:an? |the |one |two |three |several |his |her |its |their |[A-Z])"
    r"[^,.;:!?()\u201c\u201d\"]{2,90}?)"
)
FORMS = (
    re.compile(rf",\s+{SPEAKER} (?:told|tells) {HEARER}"),
    re.compile(rf",\s+{SPEAKER} {SAYING}(?=[,.;]| in | on | at | after |$)"),
    re.compile(rf",? as {SPEAKER} (?:{SAYING}|measured|put|reports|reported|writes)(?: it)?(?=[,.;]|$)"),
    re.compile(rf",\s+(?:said|replied|added|says|explained)\s+{SPEAKER}(?=[,.;]|$)"),
)
NO_SPEAKER = re.compile(
    r"^(?:The |the )?(?:which|who|where|when|while|as|after|because|and|but|so|it|that)\b", re.IGNORECASE
)
MODEST = 90
"""Characters after a claim within which what is set after it begins and ends."""


class Inserted(NamedTuple):
    """Who is said to tell a claim, and to whom; the hearer's name is as written."""

    speaker: Span
    hearer: str | None


def find(doc: Doc, sentence: Span, spans: list[tuple[int, int]]) -> Inserted | None:
    """Who tells a claim by its sentence.

    Args:
        doc: the text.
        sentence: the claim's.
        spans: the claim's pieces, as offsets into the text.
    """
    start, end = spans[0][0], min(spans[-1][1] + MODEST, sentence.end_char)
    text = doc.text[start : max(end, spans[-1][1])]
    for form in FORMS:
        for found in form.finditer(text):
            if found.start() > spans[-1][1] - start + 1 or NO_SPEAKER.match(found["speaker"]):
                continue
            at = start + found.start("speaker"), start + found.end("speaker")
            span = doc.char_span(*at, alignment_mode="contract")
            if span is not None:
                return Inserted(span, found.groupdict().get("hearer"))
    return None
