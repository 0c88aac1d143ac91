# ruff: noqa: INP001  imported by the scripts that lie beside it
"""How alike two partitions of the same items are: B-cubed, normalized mutual information, pairs."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from math import log
from typing import NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)


class Figures(NamedTuple):
    """Precision and recall, 0 to 1; an empty set of what is asked counts as 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def bcubed(gold: Mapping[T, Hashable], found: Mapping[T, Hashable]) -> Figures:
    """B-cubed (Bagga and Baldwin 1998): the mean over items of how pure and how whole each one's cluster is.

    Args:
        gold: each item's gold label.
        found: each item's label as found; the same items.
    """
    both = Counter((gold[item], found[item]) for item in gold)
    wanted, got = Counter(gold.values()), Counter(found[item] for item in gold)
    pure = sum(count * count / got[label] for (_, label), count in both.items())
    whole = sum(count * count / wanted[label] for (label, _), count in both.items())
    return Figures(_share(pure, len(gold)), _share(whole, len(gold)))


def nmi(gold: Mapping[T, Hashable], found: Mapping[T, Hashable]) -> float:
    """Mutual information over the mean of both entropies (Strehl and Ghosh 2002, with the arithmetic mean).

    The arithmetic mean is scikit-learn's `normalized_mutual_info_score` as it stands.
    """
    total = len(gold)
    wanted, got = Counter(gold.values()), Counter(found[item] for item in gold)
    both = Counter((gold[item], found[item]) for item in gold)
    mutual = sum(
        count / total * log(count * total / (wanted[label] * got[other]))
        for (label, other), count in both.items()
    )
    mean = (_entropy(wanted, total) + _entropy(got, total)) / 2
    return mutual / mean if mean else 1.0


def pairs(gold: Iterable[frozenset[T]], found: Iterable[frozenset[T]]) -> Figures:
    """The share of found pairs that are gold, and of gold pairs that are found."""
    wanted, got = set(gold), set(found)
    return Figures(_share(len(wanted & got), len(got)), _share(len(wanted & got), len(wanted)))


def _entropy(sizes: Counter[Hashable], total: int) -> float:
    return -sum(size / total * log(size / total) for size in sizes.values())


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0
