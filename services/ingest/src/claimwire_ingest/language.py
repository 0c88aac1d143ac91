"""The language of a text, as an ISO 639-1 code ("en")."""

import functools

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

SAMPLE = 5_000
"""Characters that are read; a whole book would tell no more."""
SURE = 200
"""Characters from which the text outranks what its page declares: declarations are copied with templates."""


@functools.cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)


def load() -> None:
    """Read the model now, so that processes forked later share it."""
    _identifier()


def detect(text: str, declared: str | None = None) -> str:
    """The text's language; for a short text, what its page declares (`<html lang>`) where it does."""
    if declared and len(text) < SURE:
        return declared.replace("_", "-").split("-")[0].lower()
    language, _ = _identifier().classify(text[:SAMPLE])
    return str(language)
