"""What a redline prints of one item, stretch by stretch: the mark of each, its emphasis, and where an item begins.

Two things are hard. A text that moved and was edited on the way shows the words that went along as moved, and only the
others as deleted or inserted. And the text of a split or a merger runs on through several items.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redline.model import ChangeKind, Changes, Emphasis, Heading, Item, ItemChange, Nature, Provision
from redline.model.inline import pieces


class Mark(enum.Enum):
    """How a stretch of text, or the end of a paragraph, is marked."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"
    MOVED_AWAY = "moved away"
    MOVED_HERE = "moved here"

    @property
    def lost(self) -> bool:
        """Whether accepting the change removes it."""
        return self in (Mark.DELETED, Mark.MOVED_AWAY)

    @property
    def new(self) -> bool:
        """Whether rejecting the change removes it."""
        return self in (Mark.INSERTED, Mark.MOVED_HERE)

    @property
    def moved(self) -> bool:
        """Whether it is one end of a move."""
        return self in (Mark.MOVED_AWAY, Mark.MOVED_HERE)


_MARKS = {ChangeKind.EQUAL: Mark.KEPT, ChangeKind.DELETE: Mark.DELETED, ChangeKind.INSERT: Mark.INSERTED}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under one mark."""

    mark: Mark
    text: str
    emphatic: bool = False
    number: bool = False
    """Whether it is, or is part of, a marginal number."""

    begins: Item | None = None
    """The further item of a split or merger that begins here, after a line end."""

    nature: Nature = Nature.WORDING
    base: str | None = None
    """Kept text as the base has it, where what differs is ignored."""

    author: str = ""
    """Whose change it is, where a document has several authors."""


def ending(change: ItemChange) -> Mark:
    """Return the mark on the end of the last paragraph of ``change``."""
    if change.revised is None:
        return Mark.MOVED_AWAY if change.move else Mark.DELETED
    if change.base is None:
        return Mark.MOVED_HERE if change.move else Mark.INSERTED
    return Mark.KEPT


def lead_pieces(change: ItemChange) -> Iterator[Piece]:
    """Yield number and labels, with the tabulators after them; of a heading, its first line."""
    numbered = isinstance(change.item, Provision)
    for piece in _own(change, change.lead, change.lead_edits):
        if piece.base is not None and "\t" in piece.text:
            yield piece
            continue
        head, tab, rest = piece.text.partition("\t")
        if head:
            yield _like(piece, head, number=numbered)
        if tab:
            numbered = False
            yield _like(piece, tab + rest)


def body_pieces(change: ItemChange) -> Iterator[Piece]:
    """Yield the text, cut where emphasis, a mark or an item begins or ends.

    What is deleted is emphasised as in the base, everything else as in the revised text.
    """
    spans = _emphasis(change.bases), _emphasis(change.reviseds)
    starts = _starts(change.bases), _starts(change.reviseds)
    at = [0, 0]
    for piece in _own(change, change.body, change.edits):
        side = 0 if piece.mark.lost else 1
        for text, emphatic in pieces(piece.text, at[side], spans[side]):
            yield from _items(_like(piece, text, emphatic), at[side], starts[side])
            at[side] += len(text)
        if piece.mark is Mark.KEPT:
            at[0] += len(piece.text if piece.base is None else piece.base)


def _own(change: ItemChange, changes: Changes, edits: Changes) -> Iterator[Piece]:
    """The stretches of ``changes``; at an end of a move, those of ``edits`` that stand at that end."""
    if not change.move:
        for part in changes:
            yield Piece(_MARKS[part.kind], part.text, nature=part.nature, base=part.base_text)
        return
    leaves = change.revised is None
    moved = Mark.MOVED_AWAY if leaves else Mark.MOVED_HERE
    if not edits:
        yield from (Piece(moved, part.text) for part in changes)
        return
    hidden = ChangeKind.INSERT if leaves else ChangeKind.DELETE
    for part in edits:
        text = part.base if leaves else part.revised
        if part.kind is not hidden and text:
            yield Piece(moved if part.kind is ChangeKind.EQUAL else _MARKS[part.kind], text, nature=part.nature)


def _like(piece: Piece, text: str, emphatic: bool = False, number: bool = False) -> Piece:
    base = piece.base if text == piece.text else None
    return Piece(piece.mark, text, emphatic, number, nature=piece.nature, base=base)


def _emphasis(items: Sequence[Item]) -> list[Emphasis]:
    """The emphasised stretches of a text that runs on through ``items``."""
    found, at = [], 0
    for number, item in enumerate(items):
        at += len(item.lead) + 1 if number else 0
        if isinstance(item, Provision):
            found += [Emphasis(span.start + at, span.end + at) for span in item.emphasis]
        at += len(item.body)
    return found


def _starts(items: Sequence[Item]) -> dict[int, Item]:
    """Where the further items of a text begin: at the line end before each."""
    found, at = {}, 0
    for number, item in enumerate(items):
        if number:
            found[at] = item
            at += len(item.lead) + 1
        at += len(item.body)
    return found


def _items(piece: Piece, start: int, starts: dict[int, Item]) -> Iterator[Piece]:
    """The piece, cut where further items begin and after their numbers."""
    if not starts:
        yield piece
        return
    at = 0
    for offset, item in starts.items():
        begin = offset - start
        if not at <= begin < len(piece.text):
            continue
        if begin > at:
            yield _like(piece, piece.text[at:begin], piece.emphatic)
        number = "" if isinstance(item, Heading) else item.number
        yield Piece(piece.mark, "\n", begins=item)
        if number:
            yield _like(piece, number, number=True)
        rest = item.lead[len(number) :]
        if rest:
            yield _like(piece, rest)
        at = begin + 1 + len(item.lead)
    if at < len(piece.text):
        yield _like(piece, piece.text[at:], piece.emphatic)
