"""Who a source is: its entity where that is safe, else the role that its words tell."""

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from claimwire_nlp.attribution import genders, mending, papers, roles, source
from claimwire_nlp.attribution.chains import cited, told
from claimwire_nlp.entities.names import HONORIFICS, ROLES
from claimwire_nlp.layers import Attribution, NamedThing, Speaker

RELATIVES = {"WP", "WDT"}
SINGULAR = {"he", "she", "him", "her", "his"}
DEFINITE = {"the", "that", "this", "these", "those"}
SAME = {"that", "the", "same", "this", "those"}
PRONOUNS = {"they", "it", "who", "which", "that", "we", "you", "i", "this", "one", "both", "others", "them"}
OFFICES = ROLES | HONORIFICS | roles.PEOPLE
"""What a person may be called by: "the coast guard" is not its commander."""
REACH = 3
"""Sentences back in which a pronoun may find its person."""
RECENT = 50
"""Speakers that are remembered: more than a pronoun can reach, few enough for a long text."""


@Language.component(
    "claimwire_speakers",
    requires=["doc._.attributions", "doc._.things"],
    assigns=["doc._.attributions", "doc._.speakers"],
)
def speakers(doc: Doc) -> Doc:
    """Write `doc._.speakers`: for each attribution, mended, its speaker and the chain outward."""
    doc._.attributions = tuple(mending.mended(doc))
    reader = Resolver(doc)
    doc._.speakers = tuple(reader.chain(attribution) for attribution in doc._.attributions)
    return doc


class Resolver:
    """Resolves the sources of one text from its first to its last, remembering who spoke."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.things: tuple[NamedThing, ...] = doc._.things
        self.at: dict[int, int] = doc._.thing_at
        self.genders = dict(genders.of_things(self.things))
        self.spoke: list[tuple[int, Speaker]] = []

    def chain(self, attribution: Attribution) -> tuple[Speaker | None, tuple[Speaker, ...]]:
        """Who an attribution names as its source, and whom its words came through."""
        said_by = self.speaker(attribution.source, attribution)
        via = tuple(told(attribution, self.speaker))
        root = cited(attribution) if said_by is not None and said_by.role == "outlet" else None
        if root is None or said_by is None:
            return said_by, via
        return self.speaker((root,), attribution), (said_by, *via)

    def speaker(self, spans: tuple[Span, ...], attribution: Attribution | None = None) -> Speaker | None:
        """Who the words of a source name; None for no words at all."""
        if not spans:
            return None
        found = self._resolved(spans)
        if attribution is not None and found.role != "unresolved":
            self.spoke.append((spans[0].start, found))
            self._learn_gender(found, attribution)
        return found

    def _learn_gender(self, found: Speaker, attribution: Attribution) -> None:
        """Remember how a person is spoken of, by the pronoun itself or by what the sentence says of them."""
        if found.role != "person" or found.entity is None or found.spans != attribution.source:
            return
        gender = genders.of_word(found.spans[0].text.lower()) or genders.of_speaker(attribution)
        if gender:
            self.genders.setdefault(found.entity, gender)

    def _resolved(self, spans: tuple[Span, ...]) -> Speaker:
        phrase = spans[0]
        word = phrase.text.lower()
        if (antecedent := _antecedent(phrase)) is not None:
            return self._resolved((antecedent,))._replace(spans=spans)
        if word in SINGULAR or (len(phrase) == 1 and phrase[0].lower_ in SINGULAR):
            return self._pronoun(spans, phrase)
        named = self._named(phrase)
        if (entity := papers.taken_up(phrase, self.things) if named is None else named) is not None:
            return self._of_entity(spans, entity)
        if word in PRONOUNS:
            return Speaker(spans, "unresolved")
        return self._taken_up(spans) or self._by_words(spans)

    def _taken_up(self, spans: tuple[Span, ...]) -> Speaker | None:
        """The person or the source whom a description takes up ("the mayor", "that source")."""
        phrase = spans[0]
        if phrase[0].lower_ not in DEFINITE and phrase.root.lower_ != phrase.text.lower():
            return None
        if (entity := self._described(phrase)) is not None:
            return self._of_entity(spans, entity)
        if earlier := self._same_source(phrase) or self._same_outlet(phrase):
            return Speaker(spans, earlier.role, earlier.entity, earlier.name or described(earlier))
        return None

    def _by_words(self, spans: tuple[Span, ...]) -> Speaker:
        """A source that is no entity, by what its words say it is."""
        phrase = spans[0]
        if (name := papers.named_only(phrase)) is not None:
            return Speaker(spans, "outlet", None, name)
        if self._joined(phrase):
            return Speaker(spans, "person", None, " ".join(phrase.text.split()))
        return Speaker(spans, roles.of_phrase(phrase))

    def _of_entity(self, spans: tuple[Span, ...], entity: int) -> Speaker:
        thing = self.things[entity]
        outlet = papers.is_outlet(self.doc, thing)
        role = "outlet" if outlet else roles.of_entity(thing.name, thing.type)
        return Speaker(spans, role, entity, thing.name)

    def _named(self, phrase: Span) -> int | None:
        """The entity that is the phrase's head, or in apposition to it; none of two who speak together."""
        if self._joined(phrase):
            return None
        root = phrase.root
        if root.i in self.at:
            entity = self.at[root.i]
            return (
                None
                if self.things[entity].type == "NORP" and len(phrase) > 1 and root.pos_ == "ADJ"
                else entity
            )
        for token in phrase:
            if token.i in self.at and _apposed(token, phrase):
                return self.at[token.i]
        if root.lower_.rstrip("s") in {"campaign", "report", "article", "story"}:
            return self._outlet_within(phrase)
        persons = {
            self.at[t.i] for t in phrase if t.i in self.at and self.things[self.at[t.i]].type == "PERSON"
        }
        last = phrase[-1].i
        if last not in self.at or self.at[last] not in persons:
            return None
        alone = len(persons) == 1 and _one_nominal(phrase)
        return self.at[last] if alone or self._set_off(phrase) else None

    def _joined(self, phrase: Span) -> bool:
        """Whether a phrase joins two people ("Anna Holm and Erik Brandt")."""
        people = [t.i for t in phrase if t.i in self.at and self.things[self.at[t.i]].type == "PERSON"]
        joints = [token.i for token in phrase if token.dep_ == "cc"]
        return any(
            any(self.at[a] != self.at[b] for a in people for b in people if a < joint < b) for joint in joints
        )

    def _set_off(self, phrase: Span) -> bool:
        """Whether a phrase for one person ends in a name after a comma ("the mayor of Vale, Ada Krol")."""
        thing = self.things[self.at[phrase[-1].i]]
        before = next((m.start - 1 for m in thing.mentions if m.end == phrase.end), phrase.start)
        singular = phrase.root.tag_ == "NN" and phrase.root.lemma_.lower() in roles.PEOPLE
        return singular and self.doc[before].text == ","

    def _outlet_within(self, phrase: Span) -> int | None:
        """In "a recent Harbour Gazette report", the outlet."""
        within = {self.at[token.i] for token in phrase if token.i in self.at}
        found = [entity for entity in within if papers.is_outlet(self.doc, self.things[entity])]
        return found[0] if len(found) == 1 else None

    def _pronoun(self, spans: tuple[Span, ...], phrase: Span) -> Speaker:
        """The last person who spoke or did something, if the words before leave no choice."""
        gender = genders.of_word(phrase[0].lower_) or "f"
        sentences = self._sentences_before(phrase)
        for sentence in sentences:
            near = self._persons_in(sentence, phrase.start, gender)
            if near:
                subjects = [p for p in near if self._subject(sentence, p)] or near
                choice = set(subjects)
                if len(choice) == 1 or sentence.start == phrase.sent.start:
                    return self._of_entity(spans, subjects[-1] if len(choice) == 1 else subjects[0])
                return Speaker(spans, "unresolved")
        return Speaker(spans, "unresolved")

    def _sentences_before(self, phrase: Span) -> list[Span]:
        sentences = [phrase.sent]
        while len(sentences) <= REACH and sentences[-1].start > 0:
            sentences.append(self.doc[sentences[-1].start - 1].sent)
        return sentences

    def _persons_in(self, sentence: Span, before: int, gender: str) -> list[int]:
        """The persons a sentence speaks of, those who spoke under a pronoun there included."""
        quoted = self.doc._.quoted
        named = [
            (t.i, self.at[t.i]) for t in sentence if t.i in self.at and t.i < before and t.i not in quoted
        ]
        heard = [
            (i, s.entity)
            for i, s in self.spoke[-RECENT:]
            if sentence.start <= i < min(sentence.end, before) and s.entity is not None
        ]
        order = [entity for _, entity in sorted({*named, *heard})]
        return [e for e in order if self.things[e].type == "PERSON" and self.genders.get(e, gender) == gender]

    def _subject(self, sentence: Span, entity: int) -> bool:
        spoke = any(
            sentence.start <= i < sentence.end and s.entity == entity for i, s in self.spoke[-RECENT:]
        )
        return spoke or any(
            token.dep_ in {"nsubj", "nsubjpass"} and self.at.get(token.i) == entity for token in sentence
        )

    def _described(self, phrase: Span) -> int | None:
        """The one person whose role phrases hold every word of a description ("the press secretary")."""
        words = [t.lower_ for t in phrase if t.is_alpha and t.lower_ not in DEFINITE]
        if not words or phrase.root.tag_ in {"NNS", "NNPS"} or phrase.root.lower_ not in OFFICES:
            return None
        fitting = [
            index
            for index, thing in enumerate(self.things)
            if thing.mentions[0].start < phrase.start and any(_holds(role, words) for role in thing.roles)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _same_outlet(self, phrase: Span) -> Speaker | None:
        """The outlet that "the newspaper" takes up where it is no entity of the text: the last one quoted."""
        if phrase.root.lower_ not in papers.NEWSPAPERS or phrase[0].lower_ not in SAME:
            return None
        outlets = (spoken for _, spoken in reversed(self.spoke[-RECENT:]) if spoken.role == "outlet")
        return next(outlets, None)

    def _same_source(self, phrase: Span) -> Speaker | None:
        """The source that "that source" or "the officials" takes up: the last one with the same head noun."""
        head = phrase.root.lemma_.lower()
        if head not in roles.PEOPLE | roles.BODIES | roles.PAPERS or phrase[0].lower_ not in SAME:
            return None
        for _, spoken in reversed(self.spoke):
            if any(span.root.lemma_.lower() == head for span in spoken.spans):
                return spoken
        return None


def _antecedent(phrase: Span) -> Span | None:
    """Whom a lone "who" or "which" stands for: what its clause hangs on."""
    token = phrase[0]
    clause = token.head
    if len(phrase) > 1 or token.tag_ not in RELATIVES or clause.dep_ != "relcl" or clause.head.i >= token.i:
        return None
    return source.phrase(clause.head, before=token)


def described(speaker: Speaker) -> str:
    """A source's words as a name of last resort."""
    return " ".join(" ".join(span.text for span in speaker.spans).split())


def _holds(role: str, words: list[str]) -> bool:
    known = role.replace("’s", "").replace("'s", "").split()
    return all(word in known for word in words)


def _apposed(token: Token, phrase: Span) -> bool:
    """Whether a name stands in apposition to a phrase's head, at once or through another apposition."""
    root = phrase.root
    while token.dep_ == "appos" and token.head.i >= phrase.start:
        token = token.head
        if token.i == root.i:
            return True
    return False


def _one_nominal(phrase: Span) -> bool:
    """Whether a phrase is one noun with what stands before it, not a list or a clause."""
    return not any(token.dep_ in {"conj", "relcl", "prep", "acl"} for token in phrase)
