"""Lists: what stands in bullets under a lead-in that says whose it is ("The report found that:")."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from claimwire_nlp.attribution import content, cues, lexicon, source
from claimwire_nlp.layers import Attribution, Line
from claimwire_nlp.paragraphs import BULLET

SURE = 0.7


def attributions(doc: Doc) -> Iterator[Attribution]:
    """Each bullet of each list as a content of its own, in order."""
    lines: tuple[Line, ...] = doc._.lines
    for number, line in enumerate(lines[:-1]):
        if not line.span.text.rstrip().endswith(":") or not BULLET.match(lines[number + 1].span.text):
            continue
        cue = _cue(line.span)
        if cue is not None:
            speaker = source.of_verb(cue)
            for bullet in _bullets(lines, number + 1):
                yield Attribution((speaker,) if speaker else (), (cues.span(cue),), (bullet,), SURE)


def _cue(lead_in: Span) -> Token | None:
    """The verb of a lead-in that announces what is said, the last if there are several."""
    verbs = [cue for cue in cues.find(lead_in) if cue.token.pos_ == "VERB"]
    return next((cue.token for cue in reversed(verbs) if _announces(cue)), None)


def _announces(cue: cues.Cue) -> bool:
    return lexicon.rate(cue.key, "clause") >= lexicon.THRESHOLD


def _bullets(lines: tuple[Line, ...], start: int) -> Iterator[Span]:
    """The bullets that follow each other, without their marks; one with a cue of its own is another's."""
    for line in lines[start:]:
        mark = BULLET.match(line.span.text)
        if mark is None:
            return
        span = line.span
        words = [token.i for token in span if token.idx >= span.start_char + mark.end()]
        found = content.tidy(span.doc, words[0], span.end) if words else None
        if found is not None and not _speaks(found):
            yield found


def _speaks(bullet: Span) -> bool:
    root = bullet.root
    return root.pos_ == "VERB" and root.lemma_.lower() in lexicon.SPEECH and root.i not in root.doc._.quoted
