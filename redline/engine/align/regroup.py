"""Provisions that were split into several, or merged into one.

A provision that is split leaves a part of its words in each of some neighbours. What tells it from a provision with new
ones beside it is that the neighbours' words come from it and from nowhere else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from redline.engine.align.pairing import Pair, Pairing, Side
from redline.engine.align.similar import Feature
from redline.model import PairReason

_TAKEN = 0.6  # share of a part's words and pairs of words that must come from the whole
_COVERED = 0.5  # share of the whole that its parts must hold, where none of them was paired with it


def regroup(pairing: Pairing, kept: Sequence[Pair]) -> list[Pair]:
    """Return the pairs that keep their order, with neighbours that are parts of one taken into their pairs.

    Args:
        pairing: All pairs; what is free in it may be a part.
        kept: The pairs that keep their order, by index in the base.
    """
    parts = _Parts(pairing)
    found: list[Pair] = []
    ends = (Pair(-1, -1, None), *kept, Pair(len(pairing.old.items), len(pairing.new.items), None))
    for before, pair in pairwise(ends):
        found += parts.unpaired(before, pair)
        if pair is not ends[-1]:
            found.append(parts.widened(pair))
    return found


class _Parts:
    """Looks for the parts of provisions among what is free."""

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self.used: tuple[set[int], set[int]] = (set(), set())

    def _free(self, side: int, index: int) -> bool:
        text, taken = ((self.pairing.old, self.pairing.to_new), (self.pairing.new, self.pairing.to_old))[side]
        inside = 0 <= index < len(text.items) and index not in taken and index not in self.used[side]
        return inside and text.sort(index) is None and bool(text.keys[index])

    def _features(self, text: str) -> Counter[Feature]:
        words, pairs = self.pairing.profiles.of(text)
        return words + pairs

    def _run(self, whole: Counter[Feature], side: int, start: int, step: int) -> list[int]:
        """The free neighbours from ``start`` on, in the direction of ``step``, that take their words from ``whole``."""
        text: Side = (self.pairing.old, self.pairing.new)[side]
        left = whole.copy()
        found = []
        while self._free(side, start):
            own = self._features(text.keys[start])
            taken = (own & left).total()
            if not taken or taken < _TAKEN * own.total():
                break
            left -= own
            found.append(start)
            start += step
        return found

    def widened(self, pair: Pair) -> Pair:
        """Return a pair with the free neighbours that are parts of its other half."""
        old_text, new_text = self.pairing.old.keys[pair.old], self.pairing.new.keys[pair.new]
        if old_text == new_text or self.pairing.old.sort(pair.old) is not None:
            return pair
        for side, whole, own in ((1, old_text, new_text), (0, new_text, old_text)):
            at = pair.new if side else pair.old
            if not self._free(side, at - 1) and not self._free(side, at + 1):
                continue
            left = self._features(whole) - self._features(own)
            after = self._run(left, side, at + 1, 1)
            text = (self.pairing.old, self.pairing.new)[side]
            for index in after:
                left -= self._features(text.keys[index])
            before = self._run(left, side, at - 1, -1)
            if before or after:
                self.used[side].update(before, after)
                count, first = len(before) + len(after), at - len(before)
                if side:
                    return replace(pair, new=first, more_new=count, reason=PairReason.SPLIT)
                return replace(pair, old=first, more_old=count, reason=PairReason.MERGED)
        return pair

    def unpaired(self, before: Pair, after: Pair) -> Iterator[Pair]:
        """Yield what is split or merged between two pairs without any of it being paired."""
        old = [i for i in range(before.old + before.more_old + 1, after.old) if self._free(0, i)]
        new = [i for i in range(before.new + before.more_new + 1, after.new) if self._free(1, i)]
        if not old or not new or max(len(old), len(new)) < 2 or len(old) * len(new) > 400:
            return
        old_at, new_at = old[0], new[0]
        for index in old:
            if index >= old_at and (run := self._parts_of(self.pairing.old.keys[index], 1, new, new_at)):
                self.used[0].add(index)
                old_at, new_at = index + 1, run[-1] + 1
                yield Pair(index, run[0], PairReason.SPLIT, more_new=len(run) - 1)
        for index in new:
            if self._free(1, index) and (run := self._parts_of(self.pairing.new.keys[index], 0, old, old_at)):
                if index < new_at:
                    continue
                self.used[1].add(index)
                old_at, new_at = run[-1] + 1, index + 1
                yield Pair(run[0], index, PairReason.MERGED, more_old=len(run) - 1)

    def _parts_of(self, text: str, side: int, listed: Sequence[int], start: int) -> list[int]:
        """The first run of two or more free neighbours that together hold most of ``text`` and little else."""
        whole = self._features(text)
        keys = (self.pairing.old, self.pairing.new)[side].keys
        for first in listed:
            if first < start:
                continue
            run = self._run(whole, side, first, 1)
            held: Counter[Feature] = Counter()
            for index in run:
                held += self._features(keys[index])
            if len(run) > 1 and (held & whole).total() >= _COVERED * whole.total():
                self.used[side].update(run)
                return run
        return []
