"""What a marked paragraph is made of: the atoms of both documents, those that both have once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from redline.model import ChangeKind
from redline.writers.in_place.atoms import Atom


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

    def cut(self, count: int) -> tuple[Piece, Piece]:
        """Return its first characters, and the others."""
        head, tail = self.atom.part(0, count), self.atom.part(count, len(self.atom.text))
        old, new = (at + count if at >= 0 else at for at in (self.old, self.new))
        return replace(self, atom=head), replace(self, atom=tail, old=old, new=new)
