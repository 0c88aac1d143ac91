"""Outlets among a text's names, and which of them "the newspaper" takes up."""

from spacy.tokens import Doc, Span

from claimwire_nlp.attribution import roles
from claimwire_nlp.layers import NamedThing, Speaker
from claimwire_nlp.matching import names

NEWSPAPERS = {
    "newspaper", "magazine", "broadcaster", "outlet", "tabloid", "daily", "weekly", "website", "publication",
}  # fmt: skip
"""Words that hardly mean anything but an outlet that was named before."""
REPORTS = {"paper", "report", "article", "story", "network", "channel"}
"""Words that mean an outlet only close after it."""
AGENCY = "agency"
NEAR = 60
"""Tokens back within which "the report" may be an outlet's."""
ARTICLES = {"the", "that", "this"}
OURS = {"this", "our"}
"""An outlet that is named by no more than "this newspaper" is the one that says so."""
WORDS = 2


def is_outlet(doc: Doc, thing: NamedThing) -> bool:
    """Whether an entity is an outlet: a known one, one by its name, or the one that the text stands in."""
    own = doc._.outlet is not None and is_own(thing.name, doc._.outlet)
    return own or roles.of_entity(thing.name, thing.type) == "outlet"


def named_only(phrase: Span) -> str | None:
    """The name of an outlet that is no entity of the text, as far as its words tell ("the City Herald")."""
    words = phrase[1:] if phrase[0].lower_ in ARTICLES else phrase
    titled = len(words) > 0 and all(word.text[0].isupper() for word in words)
    outlet = titled and (names.is_outlet(words.text) or roles.names_medium(words.text))
    return words.text if outlet else None


def is_own(name: str, outlet: str) -> bool:
    """Whether a name is the outlet's or the end of it ("the Echo" of the Harbour Echo)."""
    plain, full = names.plain(name), names.plain(outlet)
    return names.outlet(name) == names.outlet(outlet) or (
        full.endswith(f" {plain}") and roles.names_paper(plain)
    )


def is_own_link(doc: Doc, speaker: Speaker) -> bool:
    """Whether a link of a chain is the document's own outlet: what it heard itself came through nobody."""
    if doc._.outlet is None or speaker.role != "outlet":
        return False
    if speaker.name is None:
        return any(span[0].lower_ in OURS for span in speaker.spans)
    return is_own(speaker.name, doc._.outlet)


def taken_up(phrase: Span, things: tuple[NamedThing, ...]) -> int | None:
    """The outlet that "the newspaper" or "the report" means: the last one named before."""
    if len(phrase) != WORDS or phrase[0].lower_ not in ARTICLES:
        return None
    word = phrase[-1].lower_
    if word not in NEWSPAPERS | REPORTS | {AGENCY}:
        return None
    named = [(mention.end, index) for index, thing in enumerate(things) for mention in thing.mentions]
    before = [
        (end, index) for end, index in named if end <= phrase.start and is_outlet(phrase.doc, things[index])
    ]
    if not before:
        return None
    end, index = max(before)
    if word == AGENCY and not _is_agency(phrase.doc, things[index]):
        return None
    return index if word in NEWSPAPERS or phrase.start - end <= NEAR else None


def _is_agency(doc: Doc, thing: NamedThing) -> bool:
    """Whether an outlet is a news agency: a known one, or called so where it is named."""
    called = any(doc[max(mention.start - 1, 0)].lower_ == AGENCY for mention in thing.mentions)
    return called or names.is_agency(thing.name) or thing.name.casefold().split()[-1] in {"press", AGENCY}
