"""Who tells a sentence that was read as the outlet's own: words inserted in it, set after it or before it.

"The pumps, replied Mr Vale, had been checked." "Three were hurt, a foreman told the Echo, off the record."
"The works put the loss at nine vans." "There were, by the union's count, nine."
"""

import re
from typing import NamedTuple

from spacy.tokens import Doc, Span

SAYING = (
    r"(?:(?:has |had |have )?(?:said|replied|added|admitted|conceded|confirmed|announced|insisted|claimed"
    r"|warned|explained|maintained|argued|countered|contended|acknowledged|recalled|estimated|stated|repeated|recounted)"
    r"|says|replies|adds|admits|concedes|confirms|insists|claims|believes|thinks|warns|maintains|argues|contends"
    r"|acknowledges|recalls|repeats|estimates|reckons|found|finds|ruled|alleges|alleged|swears|had to admit)"
)
HOLDING = (
    r"(?:has |had |have )?(?:been )?"
    r"(?:(?:maintain|insist|contend|argu|reckon|admitt|conced|acknowledg)(?:s|es|ed|ing)?"
    r"|admits?|argues|says?|said|believes|claims|claimed|swears)"
)
"""Verbs before what somebody holds to be so; an act, as to announce, is told by the outlet."""
HEARER = r"(?P<hearer>(?:[Tt]he |our [\w ]{4,20},? (?:the )?)?[A-Z][\w&\u2019'-]*(?: [A-Z&][\w\u2019'-]*)*)"
SPEAKER = (
    r"(?P<speaker>(?:an? |the |one |two |three |several |his |her |its |their |[A-Z])"
    r"[^,.;:!?()\u201c\u201d\"]{2,90}?)"
)
PRONOUN = r"(?P<speaker>he|she|they|it)"
OWNER = (
    r"(?P<speaker>(?:[Tt]he |[Ii]ts |[Hh]is |[Hh]er |[Tt]heir |[A-Z])"
    r"[^,.;:!?()\u201c\u201d\"]{2,50}?)(?:['\u2019]s|s['\u2019])"
)
COUNT = (
    r"(?:own )?(?:account|count|reckoning|estimate|telling|version|figures?|calculations?|measurements?"
    r"|words)"
)
WHAT = (
    r"(?:,\s+|\b)(?:(?:that|it) (?:is|was)|that['\u2019]s|is|was) what "
    r"(?P<speaker>(?:the |its |his |her |their |[A-Z])[^,.;:!?()\u201c\u201d\"]{2,40}?)"
    rf" (?:{SAYING}|say|claim|maintain|insist)\b"
)
"""How a whole sentence is given to somebody at its end ("Nine vans burned, that is what the works say")."""
FORMS = (
    re.compile(rf",\s+{SPEAKER} (?:told|tells) {HEARER}"),
    re.compile(rf",? as {SPEAKER} (?:told|informed) {HEARER}"),
    re.compile(rf",\s+{SPEAKER} (?:data|figures|records|documents) (?:show|suggest|indicate)s?(?=[,.;]|$)"),
    re.compile(rf",\s+{SPEAKER} {SAYING}(?=[,.;]| in | on | at | after |$)"),
    re.compile(rf",? as {SPEAKER} (?:{SAYING}|measured|put|reports|reported|writes)(?: it)?(?=[,.;]|$)"),
    re.compile(
        rf",\s+(?:said|replied|added|says|explained|claims|insists|maintains|reckons|repeats|repeated)\s+{SPEAKER}(?=[,.;]|$)"
    ),
    re.compile(rf",\s+{PRONOUN} (?:{SAYING}|claim|say|insist|maintain)(?=[,.;]|$)"),
    re.compile(rf",? as {SPEAKER} (?:has it|tells it|sees it|puts it)(?=[,.;]|$)"),
    re.compile(rf",\s+{SPEAKER} (?:ha[sd] it|is (?:certain|sure|convinced|adamant))(?=[,.;]|$)"),
    re.compile(rf",\s+(?:swears?|swore|cries|cried|asserts|assures? \w+)\s+{SPEAKER}(?=[,.;]|$)"),
    re.compile(rf"(?:,\s+|\b)[Ii]n the (?:view|eyes|words|opinion) of {SPEAKER}(?=[,.;]|$)"),
    re.compile(rf"(?:,\s+|\b)(?:[Bb]y|[Oo]n) the {COUNT} of {SPEAKER}(?=[,.;]|$)"),
    re.compile(rf"(?:,\s+|\b)[Ii]f (?:one|you) believes? {SPEAKER}(?=[,.;]|$)"),
    re.compile(WHAT),
    re.compile(rf"(?:,\s+|\b)(?:[Bb]y|[Oo]n|[Ii]n|[Aa]ccording to) {OWNER} {COUNT}\b"),
)
COUNTED = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)\b"
LEADING = (
    re.compile(rf"{OWNER} (?:own )?(?:number|figure|count|tally|estimate) (?:is|was|stands at)\b"),
    re.compile(
        rf"(?:But |And |Yet )?{SPEAKER} {HOLDING} (?:that|it|its|there|he|she|they|nobody|no|nothing|none)\b"
    ),
    re.compile(
        rf"{SPEAKER}(?:, which)? (?:has |had |have )?puts?"
        r" (?:it|(?:the|its|his|her|their) [\w ]{3,40}) at\b"
    ),
    re.compile(
        rf"(?:But |And |Yet )?{SPEAKER} (?:still )?"
        r"(?:(?:is|are|was|were) sticking|sticks?|stuck|holds|held|stands|stood)"
        r" (?:fast )?(?:to|by) (?:(?:its|his|her|their|the) [\w ]{3,30} of )?(?=\d|[a-z])"
    ),
    re.compile(
        rf"(?:But |And |Yet )?{SPEAKER} (?:itself |himself |herself |themselves )?ha(?:s|d|ve) it that\b"
    ),
    re.compile(
        rf"{SPEAKER}, in (?:an?|its|his|her|their) (?:\w+ )?(?:release|statement|letter|post|communiqu\w+):"
    ),
    re.compile(rf"{SPEAKER} speaks? of (?:only |some |about |at least |more than )?(?:\d|{COUNTED})"),
    re.compile(rf"{SPEAKER} (?:has |had |have )?(?:given|gives?) the (?:date|number|figure|toll|time) as\b"),
    re.compile(
        rf"{OWNER} (?:own )?(?:answer|version|account|explanation|reply|response|line)\b[\w ]{{0,20}}"
        r"(?:[:,]| (?:is|was) that\b)"
    ),
)
"""What stands before the words that somebody is given, at the head of a sentence."""
NO_SPEAKER = re.compile(
    r"^(?:The |the )?(?:which|who|where|when|while|as|after|because|and|but|so|it|that"
    r"|last|this|next|yesterday|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
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
    if (before := _leading(doc, sentence, spans[0][0])) is not None:
        return before
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


def _leading(doc: Doc, sentence: Span, start: int) -> Inserted | None:
    """Who is named at the head of a sentence as the one who holds what follows."""
    text = doc.text[sentence.start_char : sentence.end_char]
    for form in LEADING:
        found = form.match(text)
        if found is None or NO_SPEAKER.match(found["speaker"]):
            continue
        if start > sentence.start_char + found.end() + 1:
            continue
        at = sentence.start_char + found.start("speaker"), sentence.start_char + found.end("speaker")
        span = doc.char_span(*at, alignment_mode="contract")
        if span is not None:
            return Inserted(span, None)
    return None
