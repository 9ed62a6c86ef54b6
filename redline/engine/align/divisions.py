"""Which article became which: by the provisions that went along, then by title, then by number.

A number alone says little: when an article is inserted, every later one is renumbered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator

from redline.engine.align.pairing import Pairing, Side
from redline.model import DivisionKind, Heading, PairReason

_MOST = 0.3  # share of the text of two articles that must be paired for the articles to be versions of one
_ALIKE = 0.5  # share of the words of two titles
_MANY = 400  # pairs of headings of one title above which the first is paired with the first, and so on
_NUMBERLESS = (DivisionKind.PREAMBLE, DivisionKind.BODY)


def pair_divisions(pairing: Pairing) -> None:
    """Add the headings that are versions of one another to a pairing."""
    shares = _shares(pairing)
    scored = []
    for old, new in dict.fromkeys((*shares, *_named_alike(pairing))):
        if not pairing.free(old, new) or pairing.old.sort(old) is not pairing.new.sort(new):
            continue
        found = _judged(pairing, old, new, shares.get((old, new), 0.0))
        if found:
            scored.append((found[0], old, new, found[1], found[2]))
    pairing.take_best(scored)


def _judged(pairing: Pairing, old: int, new: int, share: float) -> tuple[float, PairReason, float] | None:
    """Rank, reason and likeness of two headings; None if they are not versions of one."""
    one, other = pairing.old.items[old], pairing.new.items[new]
    if not isinstance(one, Heading) or not isinstance(other, Heading):
        return None
    same_number = one.key == other.key
    alike = pairing.profiles.similarity(one.title, other.title) if one.title and other.title else 0.0
    rank = 2 * share + (1.0 if alike == 1.0 else alike / 2) + (0.5 if same_number else 0.0)
    if share >= _MOST:
        return rank, PairReason.SAME_PROVISIONS, max(share, alike)
    if alike == 1.0:
        return rank, PairReason.SAME_TITLE, 1.0
    if not same_number:
        return None
    bare = not one.title or not other.title or not (_holds(pairing.old, old) and _holds(pairing.new, new))
    if one.kind in _NUMBERLESS or alike >= _ALIKE or share > 0 or (bare and (one.title == other.title or not share)):
        return rank, PairReason.SAME_NUMBER, max(share, alike)
    return None


def _holds(side: Side, heading: int) -> bool:
    """Whether a provision stands under a heading."""
    return heading + 1 < len(side.items) and not isinstance(side.items[heading + 1], Heading)


def _shares(pairing: Pairing) -> dict[tuple[int, int], float]:
    """For each two divisions which part of their text is in pairs of the two, 0 to 1."""
    common: Counter[tuple[int, int]] = Counter()
    sizes: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    for side, size in zip((pairing.old, pairing.new), sizes, strict=True):
        for index, division in enumerate(side.divisions):
            if division != index:
                size[division] += len(side.keys[index]) + 1
    for old, new in pairing.to_new.items():
        division, other = pairing.old.divisions[old], pairing.new.divisions[new]
        if division not in (old, -1) and other not in (new, -1):
            common[division, other] += len(pairing.old.keys[old]) + len(pairing.new.keys[new]) + 2
    return {ends: both / (sizes[0][ends[0]] + sizes[1][ends[1]]) for ends, both in common.items()}


def _named_alike(pairing: Pairing) -> Iterator[tuple[int, int]]:
    """The free headings that share a title or a number, as candidates."""
    old, new = pairing.left(provisions=False)
    keys: tuple[Callable[[Heading], Hashable | None], ...] = (
        lambda heading: (heading.kind, heading.title) if heading.title else None,
        lambda heading: heading.key,
    )
    for key in keys:
        tables: list[dict[Hashable, list[int]]] = [{}, {}]
        for side, listed, table in zip((pairing.old, pairing.new), (old, new), tables, strict=True):
            for index in listed:
                heading = side.items[index]
                value = key(heading) if isinstance(heading, Heading) else None
                if value is not None:
                    table.setdefault(value, []).append(index)
        for value, first in tables[0].items():
            second = tables[1].get(value, [])
            if len(first) * len(second) <= _MANY:
                yield from ((one, other) for one in first for other in second)
            else:
                yield from zip(first, second, strict=False)
