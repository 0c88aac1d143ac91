"""Who an unresolved source is, as far as its own words tell.

"a mechanic who works on them" is a person who is not named, "their spokesman, Norbert Haslwanter" one who
is. "The coroner" stays unresolved: whoever holds an office may be named elsewhere.
"""

import re
from collections.abc import Iterable

from claimwire_contracts.messages import ExtractedEntity, ExtractedSource

from claimwire_nlp.attribution import roles

CLOCK = re.compile(r"^[\s:,;\u2013\u2014-]*\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?\s*)?[:,;\u2013\u2014-]?\s+")
"""The time before an entry of a live page ("15:52 The Interior Ministry")."""
OURSELVES = {"we", "us", "our company", "our group"}
NAME = r"(?P<name>[A-Z][\w.'\u2019-]+(?: (?:de|la|van|von|der|al|bin|el|[A-Z][\w.'\u2019-]*))+)"
NAMED_LAST = re.compile(rf"^(?P<title>[^,]{{3,90}}), {NAME}$")
"""What somebody is, then the name ("the chairman of the parents' association, Sirajo Tsafe")."""
ENDS = re.compile(r",| who\b| whose\b| whom\b| of\b| at\b| in\b| on\b| from\b| with\b| for\b| that\b")
WHO = re.compile(r"^[\w' \u2019-]{3,60}?,? (?:who|whose|whom)\b")
SOME = {"someone", "somebody"}
KIN = {"aunt", "uncle", "cousin", "niece", "nephew", "grandfather", "grandmother", "teenager", "maid", "cook",
       "guard", "porter", "guide"}  # fmt: skip
AGENTS = (
    "man", "men", "woman", "women", "er", "ers", "or", "ors", "ess", "esses", "ist", "ists", "ian", "ians",
)  # fmt: skip
"""Ends of nouns for those who do something ("watchman", "commissioner", "waitress")."""
THINGS = {
    "paper", "letter", "newsletter", "number", "tower", "computer", "order", "register", "folder", "poster",
    "banner", "meter", "monitor", "motor", "ledger", "sensor", "counter", "server", "error", "other",
    "others", "another", "either", "neither", "mirror", "tenor", "matter", "water", "river", "weather",
    "insurer", "operator", "builder", "contractor", "carrier", "manufacturer", "maker", "developer",
    "retailer", "lender", "employer", "publisher", "supplier", "provider", "promoter", "importer",
    "exporter", "list", "business", "press", "centre", "center", "quarter", "winter", "summer", "fewer",
}  # fmt: skip
"""Nouns that end alike and are a thing or, as often, a company."""


def read(source: ExtractedSource, entities: Iterable[ExtractedEntity] = ()) -> ExtractedSource:
    """A source with the role and name that its words tell; as it is where they tell none.

    Args:
        source: whoever it is; only one without a name is read.
        entities: those of its text.
    """
    source = source.model_copy(update={"text": CLOCK.sub("", source.text)})
    if source.name is not None or source.role not in {"unresolved", "anonymous"}:
        return source
    if named := NAMED_LAST.match(source.text):
        found = _entity(named["name"], entities)
        if not _of_another(named["title"]) or ("entity" in found and found["role"] == "person"):
            return source.model_copy(update=found)
    if source.role == "unresolved" and is_person(source.text):
        return source.model_copy(update={"role": "anonymous"})
    return source


def is_writer(source: ExtractedSource) -> bool:
    """Whether the one that speaks is the one that writes, in an institution's own text."""
    return source.role == "unresolved" and source.text.casefold() in OURSELVES


def is_person(text: str) -> bool:
    """Whether words that name nobody are for a person."""
    words = text.casefold().split()
    if len(words) <= 1:
        return bool(words) and words[0] in SOME
    head = ENDS.split(text.casefold())[0].split()
    if not head or head[-1] in THINGS:
        return False
    noun = head[-1].removesuffix("s")
    known = head[-1] in KIN | SOME | roles.PEOPLE or noun in KIN | roles.PEOPLE
    determined = words[0] in {"a", "an", "one", "two", "three", *SOME}
    return determined and (known or WHO.match(text) is not None or head[-1].endswith(AGENTS))


def _of_another(title: str) -> bool:
    """Whether the name after a title is that of a body in it ("a voter of the ruling party, New Centre")."""
    words = title.casefold().split()
    return words[0] in {"a", "an", "one"} and words[-1] in roles.BODIES and ENDS.search(title) is not None


def _entity(name: str, entities: Iterable[ExtractedEntity]) -> dict[str, object]:
    for number, each in enumerate(entities):
        if name in {each.name, *each.aliases}:
            role = "person" if each.type == "PERSON" else "organization"
            return {"role": role, "name": each.name, "entity": number}
    return {"role": "person", "name": name}
