"""Signed quotations: a line that is a quotation with a name after a dash (“...” ― Ada Krol)."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from claimwire_nlp.layers import Attribution

SIGNED = re.compile(
    r"(?P<words>[“”\"„«‘].+[”\"“»’])\s*(?P<dash>[―—–]|--?)\s*"
    r"(?P<name>[^\W\d_][\w.’'-]*(?:\s[\w.,’'()-]+){0,7}?)\.?\s*$"
)
SURE = 0.8
LEAST = 4
"""Words of a quotation that is signed: a shorter one may be a title."""


def attributions(doc: Doc) -> Iterator[Attribution]:
    """The quotations that are signed, in order."""
    for line in doc._.lines:
        found = SIGNED.match(line.span.text)
        if found is None or not found["name"][0].isupper() or len(found["words"].split()) < LEAST:
            continue
        offset = line.span.start_char
        spans = [
            doc.char_span(offset + found.start(part), offset + found.end(part), alignment_mode="expand")
            for part in ("name", "dash", "words")
        ]
        name, dash, words = spans
        if name is not None and dash is not None and words is not None:
            said = words.doc[words.start : min(words.end, dash.start)]  # the tokenizer may take "”―" for one
            yield Attribution((name,), (dash,), (said,), SURE)
