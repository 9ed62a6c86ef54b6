"""What a marked paragraph is made of: the atoms of both documents, those that both have once."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from redline.model import ChangeKind
from redline.writers.in_place.atoms import Atom

Spans = Sequence[tuple[int, bool]]
"""A paragraph as stretches of so many characters, each of which moved or did not; none where nothing moved."""

MOVED = "moved"
"""Says of a deletion or an insertion, while its story is marked, that what it holds moved."""


@dataclass(slots=True)
class Piece:
    """One atom of the result, or some characters of one."""

    kind: ChangeKind
    atom: Atom
    old: float = -1
    """How many characters of the old document stand before it; -1 for what is inserted, halves for ends of links."""

    new: float = -1
    """How many of the new document; -1 for what is deleted, halves for ends of links."""

    look: etree._Element | None = None
    """Formatting that it gets, where that changes alone."""

    other: Atom | None = None
    """What it is in the new document, where both have it."""

    moved: bool = False
    """Whether it stands elsewhere in the other document."""

    def cut(self, count: int) -> tuple[Piece, Piece]:
        """Return its first characters, and the others."""
        head, tail = self.atom.part(0, count), self.atom.part(count, len(self.atom.text))
        old, new = (at + count if at >= 0 else at for at in (self.old, self.new))
        return replace(self, atom=head), replace(self, atom=tail, old=old, new=new)


def cut_pieces(pieces: Iterable[Piece], ends: Iterable[float], news: Iterable[float]) -> Iterator[Piece]:
    """Yield pieces, cut where marks stand.

    Args:
        pieces: The pieces in order.
        ends: Where marks of the old document stand, in characters.
        news: Where those of the new one stand.
    """
    ends, news = _whole_places(ends), _whole_places(news)
    for piece in pieces:
        rest = piece
        while len(rest.atom.text) > 1:
            length = len(rest.atom.text)
            within = [at - rest.old for at in _between(ends, rest.old, length)]
            within += [at - rest.new for at in _between(news, rest.new, length)]
            if not within:
                break
            head, rest = rest.cut(int(min(within)))
            yield head
        yield rest


def _whole_places(places: Iterable[float]) -> list[float]:
    """Places before a character, in order; what stands between two ends needs no cut."""
    return sorted(place for place in places if place == int(place))


def _between(places: Sequence[float], begin: float, length: int) -> Sequence[float]:
    """The first of some places, in order, that stands among characters; none if they have no place."""
    at = bisect.bisect_right(places, begin) if begin >= 0 else len(places)
    return [place for place in places[at : at + 1] if place < begin + length]
