"""How sure a claim is: for an attribution, the share of such cues that people marked as one."""

from claimwire_contracts.types import ClaimKind

from claimwire_nlp.layers import Speaker

NARRATED = 0.6
UNRESOLVED = 0.85
FRAGMENT = 0.5
"""What a promise, a demand or a bare noun is worth as a statement of something."""


def of(kind: ClaimKind, cue: float, source: Speaker | None, *, statement: bool) -> float:
    """A share from 0 to 1: less where the speaker is unknown or the content is no statement."""
    share = NARRATED if kind == "narrated" else cue
    if kind != "narrated" and (source is None or source.role == "unresolved"):
        share *= UNRESOLVED
    if not statement:
        share *= FRAGMENT
    return round(min(max(share, 0.0), 1.0), 3)
