"""What a text as a whole tells of its claims' origins, after each was read by itself.

- of an institution's own release: the institution; of its head or its voice: on whose behalf
- of "the diplomat": the outlet that was said to have heard him
- of what is "reportedly" so: the report that is cited; of all else without a source: what stands beside it
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from claimwire_contracts.messages import ExtractedClaim, ExtractedEntity, ExtractedSource
from claimwire_contracts.types import Link, Origin
from spacy.tokens import Doc, Span

from claimwire_nlp.attribution import papers
from claimwire_nlp.attribution.speakers import Resolver
from claimwire_nlp.layers import Speaker
from claimwire_nlp.matching import beside, insertions, origins, releases, spokespeople, telling, unresolved

OWN_VOICE = "outlet's own voice"
OWN_VOICES = {OWN_VOICE, "credited agency"}
RELEASE = "its own release"
NEARBY = "cited report nearby"
ISSUED = "document of {}"
SPEAKS = "unnamed spokesperson of {}"
UNTOLD = "unnamed spokesperson, for whom is not told"
HEADS = "unnamed head or lawyer of {}"
STAFF = "researchers of {}"
NEXT = "told in the next sentence"
TAKEN_UP = "named just before"
PRONOUN = re.compile(r"which$", re.IGNORECASE)
NEXT_TO = 2
"""Characters between a name and the "which" that takes it up."""
ITS = re.compile(r"(?:its|their)\b", re.IGNORECASE)
RUMOURED = re.compile(
    r"\b(?:said|say|says|alleged\w*|accused|reported\w*|rumou?red|claimed|believed|understood|thought"
    r"|concerns?|fears?|feared|worr(?:y|ies)|suspicions?|hopes?)\b",
    re.IGNORECASE,
)
"""Cues that tell of words or of thoughts, though not of whom; others tell of an act ("was told to leave")."""
OURS = re.compile(r"(?:our|its|the)\b|.*\b(?:our|its) ", re.IGNORECASE)
CITED = ("cited outlet", "agency")
"""Rules by which an outlet that is cited is a root."""
NAMED = {"person", "organization", "document"}
RARE = 5
FEWEST = 3
"""Citations of others' reports from which a text can be one that only gathers them."""


class Bearings:
    """What one text tells of the origins of its claims: made from all of them, asked one by one."""

    def __init__(
        self,
        doc: Doc,
        claims: Sequence[ExtractedClaim],
        entities: Sequence[ExtractedEntity],
        outlet: str | None,
        credit: str | None,
        *,
        title: str | None = None,
    ) -> None:
        self._doc, self._entities, self._outlet, self._credit = doc, entities, outlet, credit
        self._resolver = Resolver(doc)
        self.layout = beside.Layout(doc)
        self._release = outlet is not None and releases.is_release(doc.text, outlet, title)
        self._own = origins.organization(outlet, "").key if outlet else None
        self._heard_by = _heard_by(claims)
        self._reports = [
            (self.layout.place(claim.content.spans[0].start), claim.origin)
            for claim in claims
            if claim.origin is not None and _rests_on_outlet(claim.origin)
        ]
        self._cited = {key: name for _, origin in self._reports for key, name in _outlets(origin)}
        self._gathers = _only_gathers(claims)

    def origin(self, claim: ExtractedClaim) -> Origin | None:
        """A claim's origin with what its text adds."""
        if claim.origin is None:
            return None
        origin = claim.origin
        if origin.rule in OWN_VOICES and (inserted := self._inserted(claim)) is not None:
            origin = inserted
        elif claim.source is not None and claim.kind != "narrated":
            origin = self._spoken_for(unresolved.read(claim.source, self._entities), origin)
        if origin.rule == OWN_VOICE or (origin.key is None and not origin.name):
            return self._unsourced(claim, origin)
        if origin.role == "anonymous" and not origin.via:
            return self._unnamed(claim, origin)
        return origin

    def _inserted(self, claim: ExtractedClaim) -> Origin | None:
        """The origin of a claim that was read as the outlet's own, where its sentence names a speaker."""
        spans = [(span.start, span.end) for span in claim.content.spans]
        sentence = self.layout.sentences[self.layout.place(spans[0][0]).sentence]
        found = insertions.find(self._doc, sentence, spans)
        speaker = self._resolver.speaker((found.speaker,)) if found is not None else None
        if found is None or speaker is None:
            return None
        source = _source(speaker)
        own = found.hearer is None or (self._outlet is not None and papers.is_own(found.hearer, self._outlet))
        heard = None if own else found.hearer
        via = [ExtractedSource(text=heard, spans=[], role="outlet")] if heard else []
        origin = origins.root("indirect", source, via, self._outlet, self._credit)
        return self._spoken_for(source, origin)

    def _spoken_for(self, source: ExtractedSource, origin: Origin) -> Origin:
        """The origin with the institution that it speaks for, or that institution where it has no name."""
        if self._release and (
            origin.key == self._own
            or unresolved.is_writer(source)
            or (origin.role == "document" and OURS.match(source.text))
        ):
            return origins.organization(self._outlet or "", RELEASE)
        if origin.role == "person":
            return origin.model_copy(update=self._person(source))
        if (found := self._house(source, origin)) is not None:
            body, rule = found
            return origins.organization(body, rule.format(body)).model_copy(update={"via": origin.via})
        spokesman = origin.role == "organization" and spokespeople.SPOKES.search(source.text.casefold())
        return self._anonymous(source, origin) if origin.role == "anonymous" or spokesman else origin

    def _house(self, source: ExtractedSource, origin: Origin) -> tuple[str, str] | None:
        """The institution whose word a source without a name tells, and the rule that says so."""
        if origin.role == "document":
            body = spokespeople.issuer(source, self._entities)
            return (body, ISSUED) if body else None
        if origin.key is None and (body := self._taken_up(source, PRONOUN)):
            return body, TAKEN_UP
        if origin.role in {"anonymous", "unresolved"} and (body := self._headed(source)):
            return body, HEADS
        staff = origin.role in {"anonymous", "organization"}
        body = spokespeople.employer(source, self._entities) if staff else None
        return (body, STAFF) if body else None

    def _headed(self, source: ExtractedSource) -> str | None:
        """The institution that one without a name is the head of ("its leader", "the union's lawyer")."""
        its = spokespeople.definite(source) and spokespeople.holds_office(source, self._entities)
        told = spokespeople.headed(source, self._entities)
        return told or (self._taken_up(source, ITS) if its else None)

    def _taken_up(self, source: ExtractedSource, form: re.Pattern[str]) -> str | None:
        """The one institution that words before a source name, if the source takes one up ("its leader")."""
        if not source.spans or not form.match(source.text):
            return None
        start = source.spans[0].start
        place = self.layout.place(start)
        named = spokespeople.named_between(
            self._entities, self.layout.sentences[place.sentence].start_char, start
        )
        if form is PRONOUN:
            named &= spokespeople.named_between(self._entities, start - NEXT_TO, start, within=False)
        elif not named and (before := self.layout.before(place)) is not None:
            named = spokespeople.named_between(self._entities, before.start_char, before.end_char)
        return named.pop() if len(named) == 1 else None

    def _person(self, source: ExtractedSource) -> dict[str, object]:
        if source.entity is not None:
            source = self._with_apposed(source, self._entities[source.entity])
        body = spokespeople.institution(source, self._entities)
        if body is None and spokespeople.holds_office(source, self._entities):
            body = self._outlet if self._release else self._taken_up(source, ITS)
        behalf = f"name:{origins.bare(body)}" if body else None
        return {"behalf": behalf, "offices": spokespeople.called(source, self._entities)}

    def _with_apposed(self, source: ExtractedSource, entity: ExtractedEntity) -> ExtractedSource:
        """A person's words with what the text says of them where it first names them in full."""
        role = spokespeople.apposed(self._doc.text, entity.name)
        return source.model_copy(update={"text": f"{entity.name}, {role}"}) if role else source

    def _anonymous(self, source: ExtractedSource, origin: Origin) -> Origin:
        if spokespeople.SPOKES.search(source.text.casefold()):
            body = spokespeople.institution(source, self._entities) or (
                self._outlet if self._release else self._taken_up(source, ITS)
            )
            if body is None:
                return origin.model_copy(update={"role": "organization", "key": None, "rule": UNTOLD})
            return origins.organization(body, SPEAKS.format(body)).model_copy(update={"via": origin.via})
        if self._release and self._outlet and spokespeople.STAFF.search(source.text.casefold()):
            return origins.organization(self._outlet, RELEASE)
        known = spokespeople.definite(source) or spokespeople.singled_out(source)
        called = spokespeople.called(source, self._entities) if known else []
        return origin.model_copy(update={"offices": called})

    def _unsourced(self, claim: ExtractedClaim, origin: Origin) -> Origin:
        """What is told without a speaker: an institution's own, a cited report's, or the outlet's."""
        if self._release and self._outlet:
            return origins.organization(self._outlet, RELEASE)
        if (vouched := beside.vouched(self.layout, claim)) is not None and (one := self._person_in(vouched)):
            return one
        if beside.heard(claim) and (report := self._report(claim)) is not None:
            return report.model_copy(update={"rule": f"{report.rule}; {NEARBY}"})
        if origin.key is None:
            return self._of_nobody(claim, origin)
        around = beside.of_claim(self.layout, claim, self._outlet)
        return origin.model_copy(update={"beside": [*around, *self._gathered(around)]})

    def _of_nobody(self, claim: ExtractedClaim, origin: Origin) -> Origin:
        """What is given to nobody at all: the outlet's own, unless it was heard ("was named director")."""
        told = claim.kind == "indirect" and claim.source is not None and not claim.via
        if (
            not told
            or origin.name
            or beside.heard(claim)
            or RUMOURED.search(claim.cue.text if claim.cue else "")
        ):
            return origin
        return origins.root("narrated", None, [], self._outlet, self._credit)

    def _person_in(self, sentence: Span) -> Origin | None:
        """The first person whom a sentence names."""
        found = [
            (mention.start, number, each.name)
            for number, each in enumerate(self._entities)
            for mention in each.mentions
            if each.type == "PERSON" and sentence.start_char <= mention.start < sentence.end_char
        ]
        if not found:
            return None
        _, number, name = min(found)
        source = ExtractedSource(text=name, spans=[], role="person", entity=number, name=name)
        return origins.root("indirect", source, [], None, None).model_copy(
            update={"rule": NEXT, **self._person(source)}
        )

    def _unnamed(self, claim: ExtractedClaim, origin: Origin) -> Origin:
        """An anonymous source: heard by the outlet that was said so before, else maybe by one beside it."""
        if (link := self._heard_by.get(origins.described(origin.name))) is not None:
            key = origins.anonymous_key(origin.name, link.name)
            rule = f"anonymous source via {link.name}"
            return origin.model_copy(update={"key": key, "via": [link], "rule": rule})
        around = beside.of_claim(self.layout, claim, self._outlet)
        only = list(self._cited) if len(self._cited) == 1 else []
        return origin.model_copy(update={"beside": list(dict.fromkeys([*around, *only]))})

    def _gathered(self, around: Iterable[str]) -> list[str]:
        known = set(around)
        return [key for key in self._cited if key not in known] if self._gathers else []

    def _report(self, claim: ExtractedClaim) -> Origin | None:
        """The cited report that something heard is from: the nearest of its paragraph, or the only one."""
        place = self.layout.place(claim.content.spans[0].start)
        near = [
            (abs(there.sentence - place.sentence), there.sentence, origin)
            for there, origin in self._reports
            if there.paragraph == place.paragraph
        ]
        if near:
            return min(near, key=lambda each: each[:2])[2]
        return self._reports[0][1] if len(self._cited) == 1 else None


def in_text(
    doc: Doc,
    claims: Sequence[ExtractedClaim],
    entities: Sequence[ExtractedEntity],
    outlet: str | None,
    credit: str | None,
    *,
    title: str | None = None,
) -> list[ExtractedClaim]:
    """The claims of a text, their origins told by all of it.

    Args:
        doc: the text, with its sentences and lines.
        claims: as each was read by itself.
        entities: the text's, in the order that the claims count them by.
        outlet: whose text it is, if known.
        credit: the agency that it credits, if any.
        title: its headline, where that is not part of the text.
    """
    bearings = Bearings(doc, claims, entities, outlet, credit, title=title)
    found = [_resting_on(bearings.origin(claim), claim) for claim in claims]
    return telling.marked(bearings.layout, found)


def _resting_on(origin: Origin | None, claim: ExtractedClaim) -> ExtractedClaim:
    """A claim with its origin, which is that of its parts."""
    parts = [_resting_on(origin, part) for part in claim.parts]
    return claim.model_copy(update={"origin": origin, "parts": parts})


def _source(speaker: Speaker) -> ExtractedSource:
    text = " ".join(span.text for span in speaker.spans)
    return ExtractedSource(text=text, spans=[], role=speaker.role, entity=speaker.entity, name=speaker.name)


def _heard_by(claims: Iterable[ExtractedClaim]) -> dict[str, Link]:
    """The outlets that unnamed sources were said to have spoken to, by how these are described."""
    found: dict[str, Link] = {}
    for origin in (claim.origin for claim in claims):
        if origin is not None and origin.role == "anonymous" and origin.via:
            found.setdefault(origins.described(origin.name), origin.via[0])
    return found


def _rests_on_outlet(origin: Origin) -> bool:
    return bool(origin.via) or (origin.role == "outlet" and origin.key is not None and origin.rule in CITED)


def _outlets(origin: Origin) -> Iterator[tuple[str, str]]:
    """The outlets of a chain by their keys."""
    yield from ((link.key, link.name) for link in origin.via)
    if origin.role == "outlet" and origin.key is not None:
        yield origin.key, origin.name


def _only_gathers(claims: Sequence[ExtractedClaim]) -> bool:
    """Whether a text hardly has a source of its own: most of what it attributes came through others."""
    spoken = [claim.origin for claim in claims if claim.kind != "narrated" and claim.origin is not None]
    others = sum(_rests_on_outlet(origin) for origin in spoken)
    own = sum(origin.role in NAMED and not _rests_on_outlet(origin) for origin in spoken)
    enough = others >= FEWEST and others > own
    return enough or (others > 0 and len(spoken) >= FEWEST and RARE * own < len(spoken))
