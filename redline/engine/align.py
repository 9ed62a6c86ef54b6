"""Pairs the headings and provisions of two texts: what is the same place in both.

Equal and numbered things are paired by looking them up, so that the work grows with the text and not with its square;
only what is left between two pairs is compared by its words.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import pairwise

from redline.engine.tokens import is_word, tokens
from redline.model import DivisionKind, Heading, Item, places_of

Pair = tuple[int, int, str]
"""Index in the base, index in the revised text, and why they were paired."""

_SIMILAR = 0.5  # share of words in common above which two provisions are versions of one
_WIDEST_GAP = 60  # leftovers between two pairs that are still compared one with another


def align(base: Sequence[Item], revised: Sequence[Item]) -> list[Pair]:
    """Return the pairs of items that are the same place in both texts, by index in the base.

    Each item is in at most one pair. Pairs may cross: what crosses has moved.

    Args:
        base: Headings and provisions of the earlier text.
        revised: Those of the later text.
    """
    found = _Pairing(base, revised)
    labels = [_addresses(base), _addresses(revised)]
    found.by("same heading", lambda item, _: item.key if isinstance(item, Heading) else None)
    found.by("same number and text", lambda item, _: None if isinstance(item, Heading) else item.line)
    found.by("same text", lambda item, _: item.body or None)
    found.by(
        "same number",
        lambda item, _: None if isinstance(item, Heading) else item.number or None,
        lambda one, other: similarity(one.body, other.body) >= _SIMILAR / 2,
    )
    found.by(
        "same label",
        lambda item, where: labels[where[0]].get(where[1]),
        lambda one, other: similarity(one.body, other.body) >= _SIMILAR / 2,
    )
    found.in_gaps()
    return sorted(found.pairs())


def similarity(one: str, other: str) -> float:
    """Return which share of their words two texts have in common, 0 to 1.

    >>> similarity("Members shall cooperate", "Members may cooperate") > 0.6
    True
    """
    first, second = (Counter(t for t in tokens(text) if is_word(t)) for text in (one, other))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else float(one == other)


def _sort(item: Item) -> DivisionKind | None:
    """What an item is: an article is never paired with an appendix, nor either with a provision."""
    return item.kind if isinstance(item, Heading) else None


def _addresses(items: Sequence[Item]) -> dict[int, Hashable]:
    """For each labelled provision its division, label and letter."""
    provisions = [index for index, item in enumerate(items) if not isinstance(item, Heading)]
    return {
        index: (place.heading.key, place.label, place.provision.letter)
        for index, place in zip(provisions, places_of(items), strict=True)
        if place.label or place.provision.letter
    }


class _Pairing:
    """Pairs found so far, and the passes that add to them."""

    def __init__(self, base: Sequence[Item], revised: Sequence[Item]) -> None:
        self.sides = (base, revised)
        self.partner: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self.reasons: dict[int, str] = {}

    def pairs(self) -> Iterator[Pair]:
        for old, new in self.partner[0].items():
            yield old, new, self.reasons[old]

    def add(self, old: int, new: int, reason: str) -> None:
        self.partner[0][old], self.partner[1][new], self.reasons[old] = new, old, reason

    def by(
        self,
        reason: str,
        key: Callable[[Item, tuple[int, int]], Hashable | None],
        agree: Callable[[Item, Item], bool] = lambda one, other: True,
    ) -> None:
        """Pair what has a key that is unique among the unpaired of either side."""
        tables: list[dict[Hashable, list[int]]] = [{}, {}]
        for side, table in enumerate(tables):
            for index, item in enumerate(self.sides[side]):
                value = key(item, (side, index)) if index not in self.partner[side] else None
                if value is not None:
                    table.setdefault((_sort(item), value), []).append(index)
        for value, old in tables[0].items():
            new = tables[1].get(value, [])
            if len(old) == len(new) == 1 and agree(self.sides[0][old[0]], self.sides[1][new[0]]):
                self.add(old[0], new[0], reason)

    def in_gaps(self) -> None:
        """Pair by similarity what lies unpaired between two neighbouring pairs."""
        ends = [(-1, -1), *sorted(in_order(sorted(self.partner[0].items()))), (len(self.sides[0]), len(self.sides[1]))]
        for (old, new), (old_end, new_end) in pairwise(ends):
            left = [i for i in range(old + 1, old_end) if i not in self.partner[0]]
            right = [i for i in range(new + 1, new_end) if i not in self.partner[1]]
            if left and right and len(left) * len(right) <= _WIDEST_GAP**2:
                self._gap(left, right)

    def _gap(self, left: Sequence[int], right: Sequence[int]) -> None:
        scored = []
        for old in left:
            for new in right:
                one, other = self.sides[0][old], self.sides[1][new]
                if _sort(one) is _sort(other) and (share := similarity(one.body, other.body)) >= _SIMILAR:
                    scored.append((-share, abs(old - left[0] - new + right[0]), old, new))
        for _, _, old, new in sorted(scored):
            if old not in self.partner[0] and new not in self.partner[1]:
                self.add(old, new, "similar text")


def in_order(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return a longest set of pairs that do not cross, given pairs sorted by their first index.

    >>> sorted(in_order([(0, 1), (1, 2), (2, 0)]))
    [(0, 1), (1, 2)]
    """
    tails: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for index, (_, new) in enumerate(pairs):
        at = bisect.bisect_left(tails, new)
        tails[at : at + 1] = [new]
        last[at : at + 1] = [index]
        before.append(last[at - 1] if at else None)
    found: set[tuple[int, int]] = set()
    at_index = last[-1] if last else None
    while at_index is not None:
        found.add(pairs[at_index])
        at_index = before[at_index]
    return found
