"""Whether a person is spoken of as he or as she, as far as titles, first names and the words around tell."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span

from claimwire_nlp.attribution import firstnames
from claimwire_nlp.layers import Attribution, NamedThing

MALE = {"he", "him", "his", "himself"}
FEMALE = {"she", "her", "hers", "herself"}
MALE_TITLES = {
    "mr", "mr.", "king", "prince", "lord", "sir", "spokesman", "chairman", "businessman", "congressman",
}  # fmt: skip
FEMALE_TITLES = {
    "ms", "ms.", "mrs", "mrs.", "miss", "queen", "princess", "lady", "dame", "spokeswoman", "chairwoman",
    "businesswoman", "congresswoman", "actress",
}  # fmt: skip


def of_word(word: str) -> str | None:
    """The gender of a pronoun in lower case: "m", "f" or None."""
    return "m" if word in MALE else "f" if word in FEMALE else None


def of_things(things: tuple[NamedThing, ...]) -> Iterator[tuple[int, str]]:
    """The entities whose titles tell their gender, by their numbers."""
    for index, thing in enumerate(things):
        words = {word for role in thing.roles for word in role.split()}
        titles = words | {m.doc[m.start - 1].lower_ for m in thing.mentions if m.start}
        if titles & FEMALE_TITLES:
            yield index, "f"
        elif titles & MALE_TITLES:
            yield index, "m"
        elif thing.type == "PERSON" and (gender := of_name(thing.name)):
            yield index, gender


def of_name(name: str) -> str | None:
    """The gender that a full name's first word tells, if it does."""
    first, _, rest = name.casefold().partition(" ")
    if not rest:
        return None
    return "m" if first in firstnames.MALE else "f" if first in firstnames.FEMALE else None


def of_speaker(attribution: Attribution) -> str | None:
    """The gender that a speaker's own sentence gives: "Pryce said she had", "Ferran, who lost her son,"."""
    within = [token.lower_ for span in attribution.source for token in span[1:]]
    pronouns = [gender for word in within if (gender := of_word(word))]
    first = attribution.content[0][0] if attribution.content else None
    if not pronouns and first is not None and _follows(attribution.cue, first.doc, first.i):
        return of_word(first.lower_) if first.dep_ in {"nsubj", "nsubjpass"} else None
    return pronouns[0] if len(set(pronouns)) == 1 else None


def _follows(cue: tuple[Span, ...], doc: Doc, start: int) -> bool:
    """Whether a content begins right after its cue, outside quotation marks."""
    return bool(cue) and cue[-1].end == start and start not in doc._.quoted
