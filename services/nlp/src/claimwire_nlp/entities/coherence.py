"""One thing, one entity: mentions of a text gathered under one name and one type."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from claimwire_nlp.entities import bodies, naming, persons, places
from claimwire_nlp.entities.mentions import Mention
from claimwire_nlp.layers import NamedThing
from claimwire_nlp.matching import names as compared

ORDER = (
    "PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE",
)  # fmt: skip
NEVER_PERSONS = {"GPE", "NORP", "LOC"}
"""A surname read as one of these is no person where the gazetteer has a place of that name."""

MAY_BE_NAMES = {"PROPN", "NOUN", "VERB", "ADJ"}
"""What spaCy's tagger takes surnames for."""


class Gathering:
    """Mentions on their way to entities: persons by surname, everything else by its key."""

    def __init__(self, doc: Doc, mentions: Iterable[Mention]) -> None:
        self.doc = doc
        self.mentions = list(mentions)
        self.short = bodies.short_forms(self.mentions)
        bodily = set(self.short.values())
        people = (mention.text for mention in self.mentions if mention.type == "PERSON")
        self.persons = persons.Introduced(name for name in people if name.casefold() not in bodily)

    def things(self) -> list[NamedThing]:
        """The entities, in the order of their first mention."""
        groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        types = self._types()
        seen: list[str] = []
        for mention in sorted([*self.mentions, *self._unread()], key=lambda mention: mention.span.start):
            person = self._person(mention, seen)
            if person is not None:
                seen.append(person)
                groups["PERSON", self.persons.key(person)].append(mention)
            else:
                text = mention.text.casefold()
                full = self.short.get(text, text)
                groups[types[full], key(full, types[full])].append(mention)
        things = [_thing(kind, group_key, group) for (kind, group_key), group in groups.items()]
        return sorted(things, key=lambda thing: thing.mentions[0].start)

    def _person(self, mention: Mention, seen: list[str]) -> str | None:
        """The full name of the person that a mention names, if it names one that the text introduces."""
        text = mention.text
        bearers = self.persons.bearers(text)
        if not bearers or (mention.type != "PERSON" and self._is_other(mention, text, bearers)):
            return None
        recent = [full for full in reversed(seen) if full in bearers]
        return recent[0] if recent else bearers[0]

    def _is_other(self, mention: Mention, text: str, bearers: list[str]) -> bool:
        """Whether what shares a person's name, and was not read as one, is something else."""
        if mention.type in NEVER_PERSONS and places.is_place(text):
            return True
        part = not self.persons.is_surname(text) and text not in self.persons.fullest
        return part or (len(bearers) > 1 and compared.is_outlet(text))

    def _types(self) -> dict[str, str]:
        """One type for each name: the one that its mentions were most surely read as."""
        votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for mention in self.mentions:
            votes[mention.text.casefold()][mention.type] += mention.sure
        types = {
            name: min(counts, key=lambda kind: (-counts[kind], ORDER.index(kind)))
            for name, counts in votes.items()
        }
        return types | dict.fromkeys(self.short.values(), "ORG")

    def _unread(self) -> Iterator[Mention]:
        """Words that were read as no name though the text has introduced them as surnames."""
        taken = {token.i for mention in self.mentions for token in mention.span}
        for token in self.doc:
            if token.i not in taken and token.text[0].isupper() and token.pos_ in MAY_BE_NAMES:
                span = _hyphenated(token)
                if self.persons.is_surname(span.text) and not (
                    span.text.isupper() or places.is_place(span.text)
                ):
                    yield Mention(span, "PERSON")


def _hyphenated(token: Token) -> Span:
    """A word with those that hyphens join to it, which the tokenizer takes apart."""
    doc, end = token.doc, token.i + 1
    while (
        end + 1 < len(doc) and doc[end].text == "-" and not (doc[end - 1].whitespace_ or doc[end].whitespace_)
    ):
        end += 2
    return doc[token.i : end]


def key(name: str, kind: str) -> str:
    """A name in the form that is compared across documents."""
    if kind == "PERSON":
        return persons.key(name)
    if kind in {"GPE", "LOC"}:
        return places.key(compared.plain(name))
    return compared.outlet(bodies.bare(compared.plain(name)) if kind == "ORG" else name)


def _thing(kind: str, group_key: str, group: list[Mention]) -> NamedThing:
    spans = sorted({(m.span.start, m.span.end): m.span for m in group}.values(), key=lambda span: span.start)
    name = naming.canonical(kind, spans)
    return NamedThing(
        name, kind, group_key, tuple(spans), naming.roles(kind, group), naming.aliases(name, spans)
    )
