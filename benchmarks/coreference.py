# ruff: noqa: INP001  imported by the scripts that lie beside it
"""The usual scores of coreference: MUC, B-cubed, CEAFe, their mean (the CoNLL score), and LEA.

The definitions are those of the reference scorers (github.com/conll/reference-coreference-scorers and
github.com/ns-moosavi/coval), against whose test cases they are tested. A chain is a set of mentions; one of
a single mention counts, as it does there, in all of them but MUC.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence

import assignment
import numpy as np
from clusters import Figures

Chain = frozenset[Hashable]
Chains = Sequence[Chain]
Parts = tuple[float, float]
"""A numerator and its denominator."""


def chains(labels: Iterable[tuple[Hashable, Hashable]]) -> list[Chain]:
    """The chains of mentions given each with its label."""
    held: dict[Hashable, set[Hashable]] = {}
    for mention, label in labels:
        held.setdefault(label, set()).add(mention)
    return [frozenset(mentions) for mentions in held.values()]


def muc(gold: Chains, found: Chains) -> Figures:
    """Links kept, as the fewest that hold each chain together (Vilain et al. 1995)."""
    return _both_ways(_muc, gold, found)


def bcubed(gold: Chains, found: Chains) -> Figures:
    """By mention, the share of its chain that is found with it (Bagga and Baldwin 1998)."""
    return _both_ways(_bcubed, gold, found)


def ceafe(gold: Chains, found: Chains) -> Figures:
    """Chains aligned one to one by the likeness of two, 2|g∩f| / (|g|+|f|) (Luo 2005, phi 4)."""
    alike = np.array([[2 * len(g & f) / (len(g) + len(f)) for f in found] for g in gold])
    total = assignment.most(alike)
    return Figures(_share((total, len(found))), _share((total, len(gold))))


def lea(gold: Chains, found: Chains) -> Figures:
    """By chain, weighed by its size, the share of its links that are found (Moosavi and Strube 2016)."""
    return _both_ways(_lea, gold, found)


def conll(gold: Chains, found: Chains) -> float:
    """The mean F1 of MUC, B-cubed and CEAFe (Pradhan et al. 2012)."""
    return sum(measure(gold, found).f1 for measure in (muc, bcubed, ceafe)) / 3


def _both_ways(part: Callable[[Chains, Chains], Parts], gold: Chains, found: Chains) -> Figures:
    """A measure's recall is that of gold in what was found; its precision is the same, turned around."""
    return Figures(_share(part(found, gold)), _share(part(gold, found)))


def _muc(whole: Chains, other: Chains) -> Parts:
    home = _homes(other)
    kept = total = 0
    for chain in whole:
        places = {home.get(mention, mention) for mention in chain}
        kept += len(chain) - len(places)
        total += len(chain) - 1
    return kept, total


def _bcubed(whole: Chains, other: Chains) -> Parts:
    by_mention = {mention: chain for chain in other for mention in chain}
    share = sum(
        len(chain & by_mention.get(mention, frozenset())) / len(chain) for chain in whole for mention in chain
    )
    return share, sum(map(len, whole))


def _lea(whole: Chains, other: Chains) -> Parts:
    by_mention = {mention: chain for chain in other for mention in chain}
    resolved = 0.0
    for chain in whole:
        if len(chain) == 1:
            resolved += chain in other
            continue
        touched = {by_mention[mention] for mention in chain if mention in by_mention}
        resolved += len(chain) * sum(_links(chain & one) for one in touched) / _links(chain)
    return resolved, sum(map(len, whole))


def _links(chain: Chain) -> float:
    return len(chain) * (len(chain) - 1) / 2


def _homes(chains: Chains) -> dict[Hashable, tuple[str, int]]:
    return {mention: ("chain", number) for number, chain in enumerate(chains) for mention in chain}


def _share(parts: Parts) -> float:
    return parts[0] / parts[1] if parts[1] else 0.0
