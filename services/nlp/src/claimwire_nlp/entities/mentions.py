"""A mention: what stands between finding names and gathering them."""

from typing import NamedTuple

from spacy.tokens import Span


class Mention(NamedTuple):
    """A mention before it is known what it refers to; `sure` says how sure its reader was (0 to 1)."""

    span: Span
    type: str
    titles: tuple[str, ...] = ()
    sure: float = 1.0

    @property
    def text(self) -> str:
        """The name as it is written, white space evened."""
        return " ".join(self.span.text.split())
