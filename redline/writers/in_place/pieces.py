"""What a marked paragraph is made of: the atoms of both documents, those that both have once, and ends of bookmarks.

What is hard is a bookmark that ends within words that were replaced: words before it are replaced first, then the rest,
so that it stands right whether the change is accepted or rejected.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from redline.model import ChangeKind
from redline.writers.in_place.atoms import Atom, Mark

Pair = tuple[Mark, Mark]
"""An end of a bookmark as the old paragraph has it, and as the new."""

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


def cut_pieces(pieces: Iterable[Piece | Mark], ends: Iterable[float], news: Iterable[float]) -> Iterator[Piece | Mark]:
    """Yield pieces, cut where marks stand.

    Args:
        pieces: The pieces in order, and marks that have a place among them.
        ends: Where marks of the old document stand, in characters.
        news: Where those of the new one stand.
    """
    ends, news = _whole_places(ends), _whole_places(news)
    for piece in pieces:
        if isinstance(piece, Mark):
            yield piece
            continue
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


# bookmarks


def arranged(pieces: Sequence[Piece], pairs: Sequence[Pair]) -> tuple[list[Piece | Mark], list[Pair]]:
    """Return pieces in an order in which ends of bookmarks stand right in both paragraphs.

    Args:
        pieces: The pieces of both paragraphs, those that both have once.
        pairs: Ends of the same bookmarks, in the order of the old paragraph.

    Returns:
        The pieces with the old marks between them, and the pairs for which there is such a place.
    """
    if not pairs:
        return list(pieces), []
    whole = cut_pieces(pieces, [own.at for own, _ in pairs], [came.at for _, came in pairs])
    cut = [piece for piece in whole if isinstance(piece, Piece)]
    row = _Row(list(pairs), _following(cut))
    for changed, group in itertools.groupby(cut, lambda piece: piece.kind is not ChangeKind.EQUAL):
        if changed:
            row.replace(list(group))
        else:
            for piece in group:
                row.keep(piece)
    row.meet(row.following[-1])
    return row.found, row.met


_Places = tuple[float, float]
"""A place in the old paragraph, and one in the new."""


def _own(piece: Piece) -> _Places:
    """Where a piece stands, in the paragraphs that have it."""
    old = piece.old if piece.kind is not ChangeKind.INSERT else -1
    return old, piece.new if piece.kind is not ChangeKind.DELETE else -1


def _following(pieces: Sequence[Piece]) -> list[_Places]:
    """What comes next in either paragraph, for each piece and for the end."""
    found = [(math.inf, math.inf)]
    for piece in reversed(pieces):
        old, new = (place if place > -1 else after for place, after in zip(_own(piece), found[-1], strict=True))
        found.append((old, new))
    return found[::-1]


class _Row:
    """Pieces, as they are put in order."""

    def __init__(self, waiting: list[Pair], following: Sequence[_Places]) -> None:
        self.waiting, self.following = waiting, following
        self.found: list[Piece | Mark] = []
        self.met: list[Pair] = []
        self.last: _Places = (-math.inf, -math.inf)
        """What was put last, of either paragraph."""

        self._count = 0

    def meet(self, following: _Places) -> None:
        """Put the marks that stand here in both paragraphs, and give up those that were passed."""
        left = []
        for own, came in self.waiting:
            if own.at <= self.last[0] or came.at <= self.last[1]:
                continue
            if own.at <= following[0] and came.at <= following[1]:
                self.found.append(own)
                self.met.append((own, came))
            else:
                left.append((own, came))
        self.waiting = left

    def keep(self, piece: Piece) -> None:
        """Put a piece that both have."""
        self.meet(self.following[self._count])
        self._put([piece])

    def replace(self, pieces: list[Piece]) -> None:
        """Put neighbours that are deleted or inserted, parted where a mark parts them in both paragraphs."""
        gone = [piece for piece in pieces if piece.kind is ChangeKind.DELETE]
        came = [piece for piece in pieces if piece.kind is ChangeKind.INSERT]
        after = self.following[self._count + len(pieces)]
        whole = True
        while True:
            self.meet((gone[0].old if gone else after[0], came[0].new if came else after[1]))
            there = (
                (sum(piece.old < own.at for piece in gone), sum(piece.new < other.at for piece in came))
                for own, other in self.waiting
                if own.at <= after[0] and other.at <= after[1]
            )
            at = next(there, None)
            if at is None:
                break
            whole = False
            self._put([*gone[: at[0]], *came[: at[1]]], parted=True)
            gone, came = gone[at[0] :], came[at[1] :]
        self._put(pieces if whole else [*gone, *came], parted=not whole)

    def _put(self, pieces: Sequence[Piece], *, parted: bool = False) -> None:
        """Add pieces; where their order changed, they stand somewhere in their own paragraph alone."""
        for piece in pieces:
            own = _own(piece)
            self.found.append(replace(piece, old=own[0], new=own[1]) if parted else piece)
            old, new = (place if place > -1 else last for place, last in zip(own, self.last, strict=True))
            self.last = (old, new)
        self._count += len(pieces)
