"""The atoms of two paragraphs as one row, and the ends of bookmarks that both have between them.

What is hard is a bookmark that ends within words that were replaced: words before it are replaced first, then the rest,
so that it stands right whether the change is accepted or rejected.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from redline.model import ChangeKind
from redline.writers.in_place.atoms import Atom, Mark

Pair = tuple[Mark, Mark]
"""An end of a bookmark as the old paragraph has it, and as the new."""


@dataclass(slots=True)
class Piece:
    """One atom of the result."""

    kind: ChangeKind
    atom: Atom
    look: etree._Element | None = None
    """Formatting that it gets, where that changes alone."""

    at: int = -1
    """Which atom of the new document it is; -1 for what is deleted."""


def arranged(pieces: Sequence[Piece], pairs: Sequence[Pair]) -> tuple[list[Piece | Mark], list[Pair]]:
    """Return pieces in an order in which ends of bookmarks stand right in both paragraphs.

    Args:
        pieces: The atoms of both paragraphs, those that both have once.
        pairs: Ends of the same bookmarks, in the order of the old paragraph.

    Returns:
        The pieces with the old marks between them, and the pairs for which there is such a place.
    """
    if not pairs:
        return list(pieces), []
    row = _Row(list(pairs))
    for changed, group in itertools.groupby(pieces, lambda piece: piece.kind is not ChangeKind.EQUAL):
        if changed:
            row.replace(list(group))
        else:
            for piece in group:
                row.keep(piece)
    row.meet()
    return row.found, row.met


class _Row:
    """Pieces, as they are put in order."""

    def __init__(self, waiting: list[Pair]) -> None:
        self.waiting = waiting
        self.found: list[Piece | Mark] = []
        self.met: list[Pair] = []
        self.old = self.new = 0
        """How many atoms of each paragraph were put."""

    def meet(self) -> None:
        """Put the marks that stand here in both paragraphs, and give up those that were passed."""
        while self.waiting:
            own, came = self.waiting[0]
            if own.at >= self.old and came.at >= self.new:
                if (own.at, came.at) != (self.old, self.new):
                    return
                self.found.append(own)
                self.met.append((own, came))
            self.waiting.pop(0)

    def keep(self, piece: Piece) -> None:
        """Put an atom that both have."""
        self.meet()
        self.found.append(piece)
        self.old += 1
        self.new = piece.at + 1 if piece.at >= 0 else self.new + 1

    def replace(self, pieces: list[Piece]) -> None:
        """Put neighbours that are deleted or inserted, parted where a mark parts them in both paragraphs."""
        gone = [piece for piece in pieces if piece.kind is ChangeKind.DELETE]
        came = [piece for piece in pieces if piece.kind is ChangeKind.INSERT]
        ends = self.old + len(gone), self.new + len(came)
        self.meet()
        while True:
            there = (
                (own.at, other.at)
                for own, other in self.waiting
                if self.old <= own.at <= ends[0] and self.new <= other.at <= ends[1]
            )
            at = next(there, ends)
            first, second = at[0] - self.old, at[1] - self.new
            whole = first == len(gone) and second == len(came) and len(pieces) == first + second
            self.found += pieces if whole else [*gone[:first], *came[:second]]
            gone, came = gone[first:], came[second:]
            self.old, self.new = at
            if at == ends:
                return
            self.meet()
