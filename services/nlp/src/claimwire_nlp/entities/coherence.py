"""One thing, one entity: mentions of a text gathered under a full name, whatever the model calls each."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc, Span

from claimwire_nlp.entities import names, places
from claimwire_nlp.entities.find import Mention
from claimwire_nlp.layers import NamedThing
from claimwire_nlp.matching import names as compared

PARTICLES = {
    "de", "da", "di", "del", "della", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la", "le",
    "ben", "ten", "ter", "dos", "du", "st.", "abu",
}  # fmt: skip
SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}
ORDER = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW")


class Gathering:
    """Mentions on their way to entities: persons by surname, everything else by its key."""

    def __init__(self, doc: Doc, mentions: Iterable[Mention]) -> None:
        self.doc = doc
        self.mentions = list(mentions)
        self.persons = _full_names(self.mentions)
        self.by_surname: dict[str, list[str]] = defaultdict(list)
        for full in self.persons:
            self.by_surname[surname(full)].append(full)

    def things(self) -> list[NamedThing]:
        """The entities, in the order of their first mention."""
        groups: dict[tuple[str, str], list[Mention]] = defaultdict(list)
        types = self._types()
        seen: list[str] = []
        for mention in [*self.mentions, *self._surnames_alone()]:
            person = self._person(mention, seen)
            if person is not None:
                seen.append(person)
                groups["PERSON", compared.person(person)].append(mention)
            else:
                kind = types[mention.span.text.casefold()]
                groups[kind, key(mention.span.text, kind)].append(mention)
        things = [_thing(kind, group_key, group) for (kind, group_key), group in groups.items()]
        return sorted(things, key=lambda thing: thing.mentions[0].start)

    def _person(self, mention: Mention, seen: list[str]) -> str | None:
        """The full name of the person that a mention names, if it names one that the text introduces."""
        text = " ".join(mention.span.text.split())
        if text in self.persons:
            return self.persons[text]
        if mention.type in {"GPE", "NORP"} and places.is_place(text):
            return None
        bearers = self.by_surname.get(text.casefold(), [])
        if not bearers:
            return None
        if mention.type != "PERSON" and len(bearers) > 1 and compared.is_outlet(text):
            return None
        recent = [full for full in reversed(seen) if full in bearers]
        return self.persons[recent[0] if recent else bearers[0]]

    def _types(self) -> dict[str, str]:
        """One type for each name: the one that most of its mentions have."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for mention in self.mentions:
            votes[mention.span.text.casefold()][mention.type] += 1
        types = {
            name: min(counts, key=lambda kind: (-counts[kind], ORDER.index(kind)))
            for name, counts in votes.items()
        }
        firms = {name.split()[0] for name, kind in types.items() if kind == "ORG" and len(name.split()) > 1}
        shortened = {name: "ORG" for name in firms & types.keys() if types[name] == "PERSON"}
        return types | shortened | {span.span.text.casefold(): "PERSON" for span in self._surnames_alone()}

    def _surnames_alone(self) -> list[Mention]:
        """Words that the model passed over though the text has introduced them as surnames."""
        taken = {token.i for mention in self.mentions for token in mention.span}
        return [
            Mention(self.doc[token.i : token.i + 1], "PERSON")
            for token in self.doc
            if token.i not in taken
            and token.pos_ in {"PROPN", "NOUN", "VERB", "ADJ"}
            and token.text[0].isupper()
            and not token.is_upper
            and self.by_surname.get(token.text.casefold())
            and not places.is_place(token.text)
        ]


def surname(full: str) -> str:
    """The family name as it stands alone later: with its particles, without Jr."""
    words = [word for word in full.split() if word.casefold() not in SUFFIXES and word != ","]
    return words[-1].casefold() if words else full.casefold()


def key(name: str, kind: str) -> str:
    """A name in the form that is compared across documents."""
    if kind == "PERSON":
        return compared.person(name)
    if kind in {"GPE", "LOC"}:
        return places.key(compared.plain(name))
    return compared.outlet(name)


def _full_names(mentions: list[Mention]) -> dict[str, str]:
    """Each full name with the fullest form that the text gives it ("Donald Trump" → "Donald J. Trump")."""
    fulls = [
        " ".join(m.span.text.split()) for m in mentions if m.type == "PERSON" and len(m.span.text.split()) > 1
    ]
    known: dict[str, str] = {}
    for full in sorted(set(fulls), key=lambda name: (-len(name.split()), name)):
        longer = next((other for other in known.values() if _same_person(full, other)), full)
        known[full] = longer
    return known


def _same_person(short: str, full: str) -> bool:
    """Whether two full names agree in surname and first name, initials and middle names aside."""
    a, b = short.casefold().split(), full.casefold().split()
    return surname(short) == surname(full) and (a[0] == b[0] or a[0].rstrip(".") == b[0][:1])


def _thing(kind: str, group_key: str, group: list[Mention]) -> NamedThing:
    spans = sorted({(m.span.start, m.span.end): m.span for m in group}.values(), key=lambda span: span.start)
    return NamedThing(_name(kind, spans), kind, group_key, tuple(spans), _roles(kind, group))


def _name(kind: str, spans: list[Span]) -> str:
    """A person's longest name; of anything else the form that occurs most."""
    texts = [" ".join(span.text.split()) for span in spans]
    if kind == "PERSON":
        return max(texts, key=len)
    counts = Counter(texts)
    return max(texts, key=lambda text: (counts[text], len(text)))


def _roles(kind: str, group: list[Mention]) -> frozenset[str]:
    if kind != "PERSON":
        return frozenset()
    found = {role for mention in group for role in names.roles_of(mention.span)}
    titles = {" ".join(mention.titles).casefold() for mention in group if mention.titles}
    return frozenset(role for role in found | titles if role)
