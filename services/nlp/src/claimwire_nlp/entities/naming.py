"""What a text calls one thing: its canonical name, its other names, its role phrases."""

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Span

from claimwire_nlp.entities import names
from claimwire_nlp.entities.mentions import Mention

NAMED_IN_FULL = {"PERSON", "ORG"}
COURTESY = {"mr", "mrs", "ms", "mx", "miss", "madam", "sir", "dame", "lord", "lady", "hon", "then", "former"}
"""Words that alone tell no role."""


def canonical(kind: str, spans: Sequence[Span]) -> str:
    """A person's or body's longest name, of all else the one that occurs most; none that is shouted."""
    texts = [_even(span) for span in spans]
    counts = Counter(texts)
    quiet = {text.casefold() for text in texts if not text.isupper()}
    calm = [text for text in texts if not text.isupper() or text.casefold() not in quiet]
    if kind in NAMED_IN_FULL:
        return max(calm, key=lambda text: (len(text), counts[text]))
    return max(calm, key=lambda text: (counts[text], len(text)))


def aliases(name: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """The other names, as written, longest first; one in capitals is none where it is written calmly too."""
    known = {name.casefold()}
    found = []
    for text in sorted(map(_even, spans), key=lambda text: (-len(text), text.isupper(), text)):
        if text.casefold() not in known:
            known.add(text.casefold())
            found.append(text)
    return tuple(found)


def roles(kind: str, mentions: Sequence[Mention]) -> frozenset[str]:
    """The role phrases that a text gives a person, in lower case."""
    if kind != "PERSON":
        return frozenset()
    phrases = {phrase for mention in mentions for phrase in names.roles_of(mention.span)}
    titles = {" ".join(mention.titles).casefold() for mention in mentions}
    return frozenset(" ".join(phrase.split()) for phrase in phrases | titles if _tells(phrase))


def _tells(phrase: str) -> bool:
    """Whether a phrase holds more than courtesy."""
    return bool({word.rstrip(".") for word in phrase.split()} - COURTESY)


def _even(span: Span) -> str:
    """A name as it is written, white space evened."""
    return " ".join(span.text.split())
