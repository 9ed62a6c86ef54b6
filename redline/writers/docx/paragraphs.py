"""A redline as Word paragraphs: runs that are kept, inserted or deleted, and paragraph marks that are too.

The hard part is the paragraph mark. In Word a line end belongs to the paragraph before it, and a deleted or inserted
mark joins that paragraph to the next one; the last mark of a document can be neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from redline.model import ChangeKind, DivisionKind, Heading, Item, ItemChange, is_dash_item
from redline.writers.footnotes import cut_at_marks
from redline.writers.marks import Mark, Piece, body_pieces, ending, lead_pieces
from redline.writers.options import Moves

_REFERENCE = "FootnoteReference"
_HEADING_STYLES = {
    DivisionKind.ARTICLE: "Art",
    DivisionKind.APPENDIX: "Appendix",
    DivisionKind.ANNEX: "Annex",
    DivisionKind.SECTION: "Section",
    DivisionKind.RESOLUTION: "Resolution",
}
_UNMOVED = {Mark.MOVED_AWAY: Mark.DELETED, Mark.MOVED_HERE: Mark.INSERTED}


@dataclass(slots=True, eq=False)
class Run:
    """A stretch of text under one mark and in one character style."""

    mark: Mark
    text: str
    style: str = ""
    footnote: int = 0
    """Number of the footnote whose mark this text is; 0 if it is none."""

    move: int = 0
    """Number of the move that it is an end of, where that is written as a move; else 0."""

    author: str = ""
    """Who signs its revision, where a document has several authors; empty for the document's own."""


@dataclass(slots=True, eq=False)
class Paragraph:
    """One Word paragraph. Two that print the same are still two, so it is compared by identity."""

    style: str
    runs: list[Run] = field(default_factory=list)
    mark: Mark = Mark.KEPT
    """What the paragraph mark is."""

    change: int | None = None
    """Index of the change that begins here, for its bookmark and comments."""

    begins: bool = False
    """Whether a heading or provision, or what stands for some that are left out, begins here."""

    author: str = ""
    """Who signs the revision of its mark, where a document has several authors."""

    def holds_only(self, mark: Mark) -> bool:
        """Return whether every run is under this mark."""
        return all(run.mark is mark for run in self.runs)


def paragraphs_of(change: ItemChange, index: int, tracked: bool = True, moves: Moves = Moves.MARKED) -> list[Paragraph]:
    """Return the paragraphs of one heading or provision, marks settled within it.

    Args:
        change: What becomes of it.
        index: Its index in the redline.
        tracked: Whether its changes are tracked; if not, what is inserted or deleted is plain text.
        moves: Whether a move is written as one, or as a deletion and an insertion.
    """
    item = change.item
    if isinstance(item, Heading) and item.kind is DivisionKind.BODY:
        return []
    native = bool(change.move) and tracked and moves is Moves.NATIVE and _takes_text_along(change)
    made = _Maker(item, index, tracked, change.move if native else 0)
    for piece in (*lead_pieces(change), *body_pieces(change)):
        made.take(piece)
    return made.finished(ending(change))


def paragraphs_from(item: Item, pieces: Iterable[Piece], index: int | None = None) -> list[Paragraph]:
    """Return the paragraphs of an item that stays, from pieces that may have several authors.

    Args:
        item: The heading or provision.
        pieces: Its text in order, each piece with its mark and author.
        index: Number of its bookmark and comments; None if it has none.
    """
    if isinstance(item, Heading) and item.kind is DivisionKind.BODY:
        return []
    made = _Maker(item, index, tracked=True, move=0)
    for piece in pieces:
        made.take(piece)
    return made.finished(Mark.KEPT)


def _takes_text_along(change: ItemChange) -> bool:
    """Whether any text of a move is the same at both ends; a move without is no move to Word."""
    parts = (change.lead_edits or change.lead) + (change.edits or change.body)
    edited = bool(change.lead_edits and change.edits)
    return any(part.text.strip() for part in parts if part.kind is ChangeKind.EQUAL or not edited)


class _Maker:
    """The paragraphs of one item in the making."""

    def __init__(self, item: Item, index: int | None, tracked: bool, move: int) -> None:
        self.tracked, self.move = tracked, move
        self.found = [Paragraph("", change=index, begins=True)]
        self.owners = [(item, 0)]
        """The item of each paragraph, and which of its paragraphs it is."""

    def _mark(self, mark: Mark) -> Mark:
        if not self.tracked:
            return Mark.KEPT
        return mark if self.move else _UNMOVED.get(mark, mark)

    def take(self, piece: Piece) -> None:
        mark = self._mark(piece.mark)
        style = "Marginalnumber" if piece.number else "Emphasis" if piece.emphatic else ""
        for number, line in enumerate(piece.text.split("\n")):
            if number:
                self.found[-1].mark, self.found[-1].author = mark, piece.author
                self.found.append(Paragraph(""))
                item, at = self.owners[-1]
                self.owners.append((piece.begins, 0) if piece.begins else (item, at + 1))
            if line:
                move = self.move if mark.moved else 0
                self.found[-1].runs.append(Run(mark, line, style, move=move, author=piece.author))

    def finished(self, last: Mark) -> list[Paragraph]:
        self.found[-1].mark = self._mark(last)
        rotate_marks(self.found)
        for paragraph in self.found:
            if paragraph.mark.moved and paragraph.runs and paragraph.runs[-1].mark is not paragraph.mark:
                # LibreOffice 7.4 leaves an empty paragraph behind where a mark moves and the run before it does not
                paragraph.mark = _UNMOVED[paragraph.mark]
        for paragraph, (item, at) in zip(self.found, self.owners, strict=True):
            paragraph.style = _style(item, at, paragraph)
        return self.found


def _style(item: Item, number: int, paragraph: Paragraph) -> str:
    if isinstance(item, Heading):
        stem = _HEADING_STYLES.get(item.kind)
        if stem is None:
            return "PreambleNo" if number == 0 else "Arttitle"
        return f"{stem}No" if number == 0 else f"{stem}title"
    columns = len(item.prefix)
    if number == 0:
        return f"Provision{columns}"
    text = "".join(run.text for run in paragraph.runs if not run.mark.lost)
    text = text or "".join(run.text for run in paragraph.runs)
    return f"{'Dash' if is_dash_item(text) else 'Continued'}{columns}"


def rotate_marks(paragraphs: list[Paragraph]) -> None:
    """Let a paragraph that is inserted or deleted whole carry its own mark, instead of the one before it.

    ``kept text¶(inserted) new text¶`` and ``kept text¶ new text¶(inserted)`` are the same change; the second keeps the
    style of either paragraph when it is rejected.
    """
    at = 0
    while at < len(paragraphs):
        kind = paragraphs[at].mark
        end = at + 1
        while kind is not Mark.KEPT and end < len(paragraphs) and paragraphs[end].holds_only(kind):
            if paragraphs[end].mark is Mark.KEPT:
                paragraphs[at].mark, paragraphs[end].mark = Mark.KEPT, kind
                paragraphs[end].author = paragraphs[at].author
                break
            if paragraphs[end].mark is not kind:
                break
            end += 1
        at += 1


def settle_last_mark(paragraphs: list[Paragraph]) -> None:
    """Make the last paragraph mark a kept one, since a document cannot lose its last paragraph.

    What is deleted and inserted at the very end shares one paragraph; where only one of the two happens, its marks move
    one paragraph up. Source: CONVENTIONS of the field, "tracked changes in Word", rule 4, measured on LibreOffice.
    """
    if not paragraphs or paragraphs[-1].mark is Mark.KEPT:
        return
    start = len(paragraphs)
    while start and paragraphs[start - 1].mark is not Mark.KEPT:
        start -= 1
    tail = paragraphs[start:]
    lost = next((p for p in reversed(tail) if p.mark.lost), None)
    new = next((p for p in reversed(tail) if p.mark.new), None)
    if lost is not None and new is not None:
        merged = Paragraph(new.style, [*lost.runs, *new.runs], Mark.KEPT, new.change, new.begins)
        for paragraph in (lost, new):
            paragraphs.remove(paragraph)
        if merged.change is None:
            merged.change = lost.change
        paragraphs.append(merged)
        return
    mark = Mark.DELETED if lost is not None else Mark.INSERTED
    tail[-1].mark = Mark.KEPT
    if start:
        paragraphs[start - 1].mark = mark


def shift_last_marks(paragraphs: Sequence[Paragraph]) -> None:
    """Move each mark of the tracked paragraphs at the end of a document one paragraph up, so that the last is kept.

    For documents of several authors, of which any one's changes may be accepted alone: a mark keeps its author. The
    first of the paragraphs must follow one whose mark is kept; else an empty one may be left where all of it goes.
    """
    start = len(paragraphs)
    while start and paragraphs[start - 1].mark is not Mark.KEPT:
        start -= 1
    for at in range(max(start - 1, 0), len(paragraphs) - 1):
        paragraphs[at].mark, paragraphs[at].author = paragraphs[at + 1].mark, paragraphs[at + 1].author
    if paragraphs:
        paragraphs[-1].mark, paragraphs[-1].author = Mark.KEPT, ""


def mark_footnotes(paragraphs: Sequence[Paragraph], marks: Sequence[str]) -> list[tuple[int, str]]:
    """Set every footnote mark in its style, and make the first of each a footnote reference.

    The first that is kept is taken, so that the note is there whether changes are accepted or rejected; if none is
    kept, the first deleted and the first inserted one.

    Args:
        paragraphs: Those of the document.
        marks: The marks of the instrument's footnotes: ``["*"]``.

    Returns:
        Number, counted from 1, and mark of each footnote referred to.
    """
    for paragraph in paragraphs:
        paragraph.runs[:] = [part for run in paragraph.runs for part in _cut(run, marks)]
    found: list[tuple[int, str]] = []
    for mark in marks:
        places = [run for p in paragraphs for run in p.runs if run.style == _REFERENCE and run.text == mark]
        kept = next((run for run in places if run.mark is Mark.KEPT), None)
        lost, new = (next((run for run in places if getattr(run.mark, side)), None) for side in ("lost", "new"))
        chosen = [kept] if kept else [lost, new]
        for run in chosen:
            if run is not None:
                run.footnote = len(found) + 1
                found.append((run.footnote, mark))
    return found


def _cut(run: Run, marks: Sequence[str]) -> Iterator[Run]:
    """The run in parts, each footnote mark a part of its own."""
    for text, mark in cut_at_marks(run.text, marks):
        yield replace(run, text=text, style=_REFERENCE if mark else run.style)
