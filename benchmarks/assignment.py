# ruff: noqa: INP001  imported by the scripts that lie beside it
"""The best one-to-one assignment of rows to columns."""

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]


def most(worth: Table) -> float:
    """The largest sum of cells of which no two share a row or a column.

    Kuhn's method with potentials, one row at a time (Jonker and Volgenant 1987).

    Args:
        worth: cells of 0 or more; the time grows with the cube of its side.
    """
    if not worth.size:
        return 0.0
    cost = -worth if len(worth) <= worth.shape[1] else -worth.T
    owner = np.full(cost.shape[1] + 1, -1)  # the last column is where a row begins its search
    for_row, for_column = np.zeros(len(cost)), np.zeros(cost.shape[1] + 1)
    for row in range(len(cost)):
        _place(row, cost, owner, for_row, for_column)
    taken = np.flatnonzero(owner[:-1] >= 0)
    return float(-cost[owner[taken], taken].sum())


def _place(row: int, cost: Table, owner: NDArray[np.int_], for_row: Table, for_column: Table) -> None:
    """Give one more row a column, moving others along the cheapest path to a free one."""
    start = column = cost.shape[1]
    owner[start] = row
    nearest = np.full(start, np.inf)
    before = np.full(start, start)
    seen = np.zeros(start + 1, dtype=bool)
    while owner[column] >= 0:
        seen[column] = True
        reached = cost[owner[column]] - for_row[owner[column]] - for_column[:-1]
        better = ~seen[:-1] & (reached < nearest)
        nearest[better], before[better] = reached[better], column
        following = int(np.where(seen[:-1], np.inf, nearest).argmin())
        step = nearest[following]
        for_row[owner[seen]] += step
        for_column[seen] -= step
        nearest[~seen[:-1]] -= step
        column = following
    while column != start:
        owner[column] = owner[before[column]]
        column = int(before[column])
    owner[start] = -1
