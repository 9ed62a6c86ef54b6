"""The state of an alignment in the making: two texts, and the pairs found so far with the reason for each."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from redline.engine.align.similar import Profiles
from redline.engine.words.order import heaviest_chain
from redline.model import DivisionKind, Heading, Item, PairReason, places_of


@dataclass(frozen=True, slots=True)
class Pair:
    """A heading or provision of the base and what became of it."""

    old: int
    """Index in the base."""

    new: int
    """Index in the revised text."""

    reason: PairReason | None
    """Why they were paired; None for what stands for the end of both texts."""

    score: float = 1.0
    """How alike their texts are, 0 to 1."""

    more_old: int = 0
    """Of a merger: how many further items of the base, just after ``old``."""

    more_new: int = 0
    """Of a split: how many further items of the revised text, just after ``new``."""


class Side:
    """One of the two texts, taken apart once."""

    def __init__(self, items: Sequence[Item], keys: Sequence[str]) -> None:
        self.items, self.keys = items, keys
        """``keys`` are what the text of each item is compared by."""
        self.labels = self._labels()
        """Effective label and letter of each labelled provision."""
        self.divisions = self._divisions()
        """For each item the index of the heading it stands under; -1 before the first."""

    def _labels(self) -> dict[int, tuple[str, str]]:
        provisions = (index for index, item in enumerate(self.items) if not isinstance(item, Heading))
        return {
            index: (place.label, place.provision.letter)
            for index, place in zip(provisions, places_of(self.items), strict=True)
            if place.label or place.provision.letter
        }

    def _divisions(self) -> list[int]:
        found, at = [], -1
        for index, item in enumerate(self.items):
            at = index if isinstance(item, Heading) else at
            found.append(at)
        return found

    def number(self, index: int) -> str:
        """The marginal number of a provision; empty for a heading."""
        item = self.items[index]
        return "" if isinstance(item, Heading) else item.number

    def sort(self, index: int) -> DivisionKind | None:
        """What an item is: an article is never paired with an appendix, nor either with a provision."""
        item = self.items[index]
        return item.kind if isinstance(item, Heading) else None


class Pairing:
    """Pairs found so far. Each item is in at most one."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.profiles = Profiles()
        self.to_new: dict[int, int] = {}
        self.to_old: dict[int, int] = {}
        self.reasons: dict[int, tuple[PairReason, float]] = {}

    def pairs(self) -> list[Pair]:
        """The pairs, by index in the base."""
        return [Pair(old, self.to_new[old], *self.reasons[old]) for old in sorted(self.to_new)]

    def add(self, old: int, new: int, reason: PairReason, score: float = 1.0) -> None:
        """Add a pair; both items must be free."""
        self.to_new[old], self.to_old[new], self.reasons[old] = new, old, (reason, score)

    def free(self, old: int, new: int) -> bool:
        """Whether neither item is in a pair."""
        return old not in self.to_new and new not in self.to_old

    def left(self, provisions: bool = True) -> tuple[list[int], list[int]]:
        """The free provisions, or the free headings, of either side."""
        return tuple(  # type: ignore[return-value]
            [i for i in range(len(side.items)) if i not in taken and (side.sort(i) is None) is provisions]
            for side, taken in ((self.old, self.to_new), (self.new, self.to_old))
        )

    def groups(self, key: Callable[[Side, int], Hashable | None]) -> Iterator[tuple[list[int], list[int]]]:
        """Yield the free provisions that share a key, of either side, where both have some."""
        tables: list[dict[Hashable, list[int]]] = [{}, {}]
        for side, listed, table in zip((self.old, self.new), self.left(), tables, strict=True):
            for index in listed:
                value = key(side, index)
                if value is not None:
                    table.setdefault(value, []).append(index)
        for value, old in tables[0].items():
            if value in tables[1]:
                yield old, tables[1][value]

    def similarity(self, old: int, new: int) -> float:
        """How alike two items are, 0 to 1."""
        return self.profiles.similarity(self.old.keys[old], self.new.keys[new])

    def chain(self) -> set[int]:
        """The pairs, by index in the base, that keep their order: the most text that can."""
        listed = sorted(self.to_new)
        weights = [len(self.old.keys[old]) + 1 for old in listed]
        return {listed[i] for i in heaviest_chain([self.to_new[old] for old in listed], weights)}

    def take_best(self, scored: Iterable[tuple[float, int, int, PairReason, float]]) -> None:
        """Add pairs from the best down, leaving out what is taken: rank, old, new, reason, score."""
        for _, old, new, reason, score in sorted(scored, key=lambda s: (-s[0], abs(s[1] - s[2]), s[1], s[2])):
            if self.free(old, new):
                self.add(old, new, reason, score)
