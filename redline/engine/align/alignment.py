"""Pairs the headings and provisions of two texts: what became of each, whether or not its number survived.

Equal texts are paired by looking them up; numbers, labels and shared pairs of words lead to the versions of what is
left. So the work grows with the text and not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from redline.engine.align.divisions import pair_divisions
from redline.engine.align.pairing import Pair, Pairing, Side
from redline.engine.align.regroup import regroup
from redline.engine.align.similar import candidates
from redline.engine.options import CompareOptions, Ignore
from redline.engine.words.nature import key
from redline.model import Item, Note, NoteKind, PairReason, names_of

_SAME_PLACE = 0.25  # likeness above which two provisions of one number or label are versions of one
_SIMILAR = 0.4  # likeness above which two provisions are, whatever their numbers
_SURE = 0.6  # likeness below which a pair without a common number is a guess that the user is told of
_WIDEST_GAP = 100  # pairs of leftovers between two neighbouring pairs that are all compared
_DEFAULT = CompareOptions()


@dataclass(frozen=True, slots=True)
class Alignment:
    """What became of the items of a base text. An item in no pair was deleted or inserted."""

    kept: tuple[Pair, ...]
    """Pairs that keep their order, by index in the base."""

    moved: tuple[Pair, ...] = ()
    """Pairs that cross others, by index in the base."""

    notes: tuple[Note, ...] = ()
    """Pairs that are guesses."""


def align(base: Sequence[Item], revised: Sequence[Item], options: CompareOptions = _DEFAULT) -> Alignment:
    """Return which headings and provisions are versions of one another, and which of them moved.

    Args:
        base: Headings and provisions of the earlier text.
        revised: Those of the later text.
        options: What to ignore.

    Returns:
        Each item is in at most one pair, which says why it was made.

    Cost:
        O(n log n) in the number of items, and linear in their text.
    """
    pairing = Pairing(*(Side(items, _keys(items, options)) for items in (base, revised)))
    _equal_texts(pairing)
    pair_divisions(pairing)
    _versions(pairing)
    pair_divisions(pairing)
    straight = pairing.chain()
    pairs = pairing.pairs()
    kept = regroup(pairing, [pair for pair in pairs if pair.old in straight])
    moved = tuple(pair for pair in pairs if pair.old not in straight)
    return Alignment(tuple(kept), moved, tuple(_guesses(pairing, (*kept, *moved))))


def _keys(items: Sequence[Item], options: CompareOptions) -> list[str]:
    bodies = [item.body for item in items]
    ignored = options.ignore - {Ignore.NUMBERING, Ignore.FORMATTING}
    return [key(body, ignored) for body in bodies] if ignored else bodies


def _equal_texts(pairing: Pairing) -> None:
    """Pair provisions of equal text: what is unique first, then the neighbours of pairs, then what is repeated."""

    def text(side: Side, index: int) -> str | None:
        return side.keys[index] or None

    for old, new in pairing.groups(text):
        if len(old) == len(new) == 1:
            pairing.add(old[0], new[0], PairReason.SAME_TEXT)
    _spread(pairing, sorted(pairing.to_new))
    for old, new in pairing.groups(lambda side, index: (side.keys[index], side.items[index].lead)):
        if len(old) == len(new) == 1:
            pairing.add(old[0], new[0], PairReason.SAME_NUMBER_AND_TEXT)
    for old, new in pairing.groups(text):
        for one, other in zip(old, new, strict=False):
            pairing.add(
                one, other, PairReason.SAME_TEXT_IN_ORDER if len(old) > 1 or len(new) > 1 else PairReason.SAME_TEXT
            )


def _spread(pairing: Pairing, seeds: Iterable[int]) -> None:
    """Pair repeated texts beside a pair with those beside its other half."""
    old_side, new_side = pairing.old, pairing.new
    for seed in seeds:
        for step in (1, -1):
            old, new = seed + step, pairing.to_new[seed] + step
            while (
                0 <= old < len(old_side.items)
                and 0 <= new < len(new_side.items)
                and pairing.free(old, new)
                and old_side.sort(old) is None is new_side.sort(new)
                and old_side.keys[old] == new_side.keys[new]
            ):
                pairing.add(old, new, PairReason.SAME_TEXT_BESIDE_A_PAIR)
                old, new = old + step, new + step


def _versions(pairing: Pairing) -> None:
    """Pair what is left by likeness: of the same number or label, in the same gap, or sharing telling words."""
    old_left, new_left = pairing.left()
    if not old_left or not new_left:
        return
    scores: dict[tuple[int, int], float] = {}
    gaps = list(_in_gaps(pairing))
    same = dict.fromkeys((*_same_places(pairing), *_alone_in_gaps(gaps)), 0.15)
    old_texts = {index: pairing.old.keys[index] for index in old_left}
    new_texts = {index: pairing.new.keys[index] for index in new_left}
    near = dict.fromkeys(gaps, 0.05)
    for ends in (*same, *near, *candidates(pairing.profiles, old_texts, new_texts)):
        if ends not in scores:
            scores[ends] = pairing.similarity(*ends)
    scored = []
    for ends, score in scores.items():
        if score >= (_SAME_PLACE if ends in same else _SIMILAR):
            rank = score + same.get(ends, 0.0) + near.get(ends, 0.0)
            reason = PairReason.SAME_PLACE if ends in same else PairReason.SIMILAR_TEXT
            scored.append((rank, *ends, reason, score))
    pairing.take_best(scored)


def _same_places(pairing: Pairing) -> Iterator[tuple[int, int]]:
    """Free provisions of one marginal number, or of one label in divisions that are paired."""

    def address(side: Side, index: int) -> tuple[object, ...] | None:
        if index not in side.labels:
            return None
        division = side.divisions[index]
        if side is pairing.old:
            division = pairing.to_new.get(division, -2 if division >= 0 else -1)
        return None if division == -2 else (division, *side.labels[index])

    keys: tuple[Callable[[Side, int], object], ...] = (lambda side, index: side.number(index) or None, address)
    for by in keys:
        for old, new in pairing.groups(by):
            if len(old) == len(new) == 1:
                yield old[0], new[0]


def _alone_in_gaps(gaps: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Free provisions that have no other candidate between the same two pairs."""
    olds, news = Counter(old for old, _ in gaps), Counter(new for _, new in gaps)
    yield from ((old, new) for old, new in gaps if olds[old] == news[new] == 1)


def _in_gaps(pairing: Pairing) -> Iterator[tuple[int, int]]:
    """Free provisions between the same two neighbouring pairs."""
    chain = sorted(pairing.chain())
    ends = [(-1, -1), *((old, pairing.to_new[old]) for old in chain)]
    ends.append((len(pairing.old.items), len(pairing.new.items)))
    for (old, new), (old_end, new_end) in pairwise(ends):
        left = [i for i in range(old + 1, old_end) if i not in pairing.to_new and pairing.old.sort(i) is None]
        right = [i for i in range(new + 1, new_end) if i not in pairing.to_old and pairing.new.sort(i) is None]
        if len(left) * len(right) <= _WIDEST_GAP:
            yield from ((one, other) for one in left for other in right)
        else:
            yield from zip(left, right, strict=False)


def _guesses(pairing: Pairing, pairs: Sequence[Pair]) -> Iterator[Note]:
    """Notes on pairs that likeness alone made, and that are not very alike."""
    unsure = [pair for pair in pairs if pair.reason == PairReason.SIMILAR_TEXT and pair.score < _SURE]
    if not unsure:
        return
    names = [names_of(side.items) for side in (pairing.old, pairing.new)]
    for pair in sorted(unsure, key=lambda pair: pair.old):
        became = f"taken to have become {names[1][pair.new]}: {pair.score:.0%} alike"
        yield Note(NoteKind.GUESSED, names[0][pair.old], became)
