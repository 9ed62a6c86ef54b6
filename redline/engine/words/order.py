"""Which of some pairs keep their order, so that the others have moved: as little text as can be."""

from __future__ import annotations

from collections.abc import Sequence


def heaviest_chain(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Return the indices of the increasing run of ``values``, not necessarily neighbours, that weighs most.

    Args:
        values: Different numbers, such as places in the revised text listed by place in the base.
        weights: Positive weight of each, such as its length in characters.

    Returns:
        Indices in increasing order. Of runs that weigh the same the same one is returned every time.

    Cost:
        O(n log n).

    Source:
        P. Fenwick, "A new data structure for cumulative frequency tables" (1994), with maxima for sums.

    >>> heaviest_chain([1, 2, 0], [1, 1, 5])
    [2]
    """
    ranks = {value: rank for rank, value in enumerate(sorted(values), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(values) + 1)  # Fenwick tree: weight of a chain, index of its last
    before: list[int] = []
    ends: tuple[int, int] = (0, -1)
    for index, value in enumerate(values):
        rank = at = ranks[value]
        chain = (0, -1)
        at -= 1
        while at > 0:
            chain = max(chain, best[at])
            at -= at & -at
        before.append(chain[1])
        here = (chain[0] + weights[index], index)
        ends = max(ends, here)
        at = rank
        while at < len(best):
            best[at] = max(best[at], here)
            at += at & -at
    found = []
    at = ends[1]
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]
