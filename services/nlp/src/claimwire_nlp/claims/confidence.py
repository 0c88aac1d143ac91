"""How sure a claim is: for an attribution, the share of such that people mark alike."""

from claimwire_contracts.types import ClaimKind

NARRATED = 0.6
"""What a narrated claim is worth: nothing marked says how often people would take such a sentence for one."""


def of(kind: ClaimKind, attributed: float) -> float:
    """A share from 0 to 1: that of the attribution, or one for all that is narrated."""
    return NARRATED if kind == "narrated" else round(min(max(attributed, 0.0), 1.0), 3)
