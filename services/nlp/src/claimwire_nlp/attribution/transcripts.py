"""Transcripts: lines that begin with their speaker ("Q: ...", "VARGA: ..."), whose words have no marks."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span

from claimwire_nlp.layers import Attribution, Line

LABEL = re.compile(
    r"[“\"]?(?:(?P<ask>Q|A|Question|Answer|QUESTION|ANSWER)(?P<cue>[.:])\s+(?=\S)"
    r"|(?P<name>[^\W\d_][\w.’'-]*(?:\s[\w.’'()-]+){0,4})(?P<colon>:)\s+(?=\S))"
)
PARTICLES = {"von", "van", "der", "den", "de", "la", "le", "del", "di", "da", "bin", "al", "el", "of", "the"}
ENDS = re.compile(r"[.?!…—–-][”\"’')\]]*\s*$")
BETWEEN = 6
"""Lines without a label that a speaker may go on for before the next label."""
SURE = 0.9


class Turn(NamedTuple):
    """What one speaker says until the next: the label, the mark after it, and the words, a piece a line."""

    label: Span
    cue: Span
    speech: tuple[Span, ...]


class Labelled(NamedTuple):
    """A line with a label: its number, the label, and where it, the mark and the words begin."""

    line: int
    label: str
    start: int
    mark: int
    words: int


def find(doc: Doc) -> Iterator[Turn]:
    """The turns of a text's transcripts, in order."""
    lines: tuple[Line, ...] = doc._.lines
    for run in _runs(
        [one for number, line in enumerate(lines) if (one := _labelled(number, line.span.text))]
    ):
        if _converse(run, doc):
            ends = [one.line for one in run[1:]] + [run[-1].line + 1]
            yield from (turn for one, end in zip(run, ends, strict=True) if (turn := _turn(doc, one, end)))


def attributions(doc: Doc) -> Iterator[Attribution]:
    """The turns as what they give to whom."""
    return (Attribution((turn.label,), (turn.cue,), turn.speech, SURE) for turn in find(doc))


def _labelled(number: int, text: str) -> Labelled | None:
    found = LABEL.match(text)
    if found is None:
        return None
    label = found["ask"] or found["name"]
    named = found["ask"] or all(word[0].isupper() or word in PARTICLES for word in label.strip("()").split())
    mark = found.start("cue") if found["ask"] else found.start("colon")
    start = found.start("ask" if found["ask"] else "name")
    return Labelled(number, label, start, mark, found.end()) if named else None


def _runs(labelled: list[Labelled]) -> Iterator[list[Labelled]]:
    """Lines with labels that stand near each other."""
    run: list[Labelled] = []
    for one in labelled:
        if run and one.line - run[-1].line > BETWEEN:
            yield run
            run = []
        run.append(one)
    yield run


def _converse(run: list[Labelled], doc: Doc) -> bool:
    """Whether labels are speakers: two or more that ask and answer, come again, or are persons' names.

    "Date: Monday" and "UPDATE: ..." are none.
    """
    labels = Counter(one.label for one in run)
    closed = sum(bool(ENDS.search(doc._.lines[one.line].span.text)) for one in run)
    if len(labels) < 2 or 2 * closed < len(run):  # noqa: PLR2004  two speakers, half of the lines
        return False
    asks = {label[0] for label in labels if label.casefold() in {"q", "a", "question", "answer"}}
    return asks == {"Q", "A"} or max(labels.values()) > 1 or all(_person(doc, one) for one in run)


def _person(doc: Doc, one: Labelled) -> bool:
    at: int | None = doc._.thing_at.get(doc._.lines[one.line].span.start)
    return at is not None and doc._.things[at].type == "PERSON"


def _turn(doc: Doc, one: Labelled, end: int) -> Turn | None:
    line = doc._.lines[one.line].span
    offset = line.start_char
    label = doc.char_span(offset + one.start, offset + one.start + len(one.label), alignment_mode="expand")
    cue = doc.char_span(offset + one.mark, offset + one.mark + 1, alignment_mode="expand")
    first = doc.char_span(offset + one.words, line.end_char, alignment_mode="contract")
    if label is None or cue is None or first is None:
        return None
    rest = (
        other.span for other in doc._.lines[one.line + 1 : end] if not other.span.text.startswith(("(", "["))
    )
    return Turn(label, cue, (first, *rest))
