"""A redline as the cells of a page: each heading or provision inline, as it stands in the base, and as revised.

The hard part is a line end that changes: HTML has no mark for the end of a paragraph, so a line keeps what its end is,
and the page prints a pilcrow where an end alone was inserted or deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from redline.model import ChangeKind, Changes, Heading, ItemChange, Nature, is_dash_item
from redline.writers.footnotes import cut_at_marks
from redline.writers.marks import Mark, Piece, body_pieces, ending, lead_pieces

DELETED, INSERTED = ChangeKind.DELETE, ChangeKind.INSERT


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one kind, emphasised or not."""

    text: str
    emphatic: bool = False
    mark: bool = False
    """Whether it is the mark of a footnote."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring stretches under one mark: the page sets one ``ins`` or ``del`` round them."""

    mark: Mark
    spans: tuple[Span, ...]
    nature: Nature = Nature.WORDING


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or dash item."""

    runs: tuple[Run, ...]
    ending: Mark = Mark.KEPT
    """What the end of the line is: kept, deleted (it joins the next line), inserted."""

    shows_ending: bool = False
    """Whether nothing else shows what the end is, so that a pilcrow must."""

    lead: tuple[Run, ...] = ()
    """Number and labels of a further item of a split or merger that begins here."""

    @property
    def dash(self) -> bool:
        """Whether it is a dash item."""
        return is_dash_item(_text(self.runs, lost=False) or _text(self.runs, lost=True))


@dataclass(frozen=True, slots=True)
class Field:
    """A number or label."""

    runs: tuple[Run, ...]
    tab: Mark | None = None
    """What the tabulator after it is; None if there is none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A heading or provision in one of the views."""

    lead: tuple[Field, ...]
    """Number and labels, a field each; of a heading, its first line."""

    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Line:
    pieces: list[tuple[Mark, Nature, Span]] = field(default_factory=list)
    ending: Mark = Mark.KEPT
    part: bool = False


def cell(change: ItemChange, marks: Sequence[str], side: ChangeKind | None = None) -> Cell | None:
    """Return the cell of a change in one view.

    Args:
        change: What becomes of a heading or provision.
        marks: Marks of the instrument's footnotes.
        side: ``DELETE`` for the base as it stands, ``INSERT`` for the revised text, None for both inline.

    Returns:
        The cell, or None where that side has nothing.
    """
    if (side is DELETED and change.base is None) or (side is INSERTED and change.revised is None):
        return None
    lead = list(_seen(lead_pieces(change), side))
    body = list(_seen(body_pieces(change), side))
    fields: tuple[Field, ...]
    if isinstance(change.item, Heading):
        fields = (Field(_runs((p.mark, p.nature, Span(p.text)) for p in lead)),)
        body = list(_without_first_line_end(body))
    else:
        fields = tuple(_fields(lead))
    last = ending(change) if side is None else Mark.KEPT
    return Cell(fields, tuple(_lines(body, last, marks)))


def line_of(changes: Changes) -> Line:
    """Return the way from one text to another as one line."""
    marks = {ChangeKind.EQUAL: Mark.KEPT, ChangeKind.DELETE: Mark.DELETED, ChangeKind.INSERT: Mark.INSERTED}
    return Line(_runs((marks[c.kind], c.nature, Span(c.text.replace("\n", " "))) for c in changes))


def _seen(pieces: Iterable[Piece], side: ChangeKind | None) -> Iterator[Piece]:
    """The pieces that a view shows, as it shows them: the base in its own words where what differs is ignored."""
    for piece in pieces:
        if (side is DELETED and piece.mark.new) or (side is INSERTED and piece.mark.lost):
            continue
        if side is DELETED and piece.base is not None:
            yield Piece(piece.mark, piece.base, piece.emphatic)
        else:
            yield piece


def _without_first_line_end(body: Iterable[Piece]) -> Iterator[Piece]:
    """The title of a heading: a page sets it on a line of its own anyway."""
    for piece in body:
        text = piece.text.removeprefix("\n")
        if text:
            yield Piece(piece.mark, text, piece.emphatic, nature=piece.nature)


def _fields(lead: Iterable[Piece]) -> Iterator[Field]:
    held: list[tuple[Mark, Nature, Span]] = []
    for piece in lead:
        for number, text in enumerate(piece.text.split("\t")):
            if number:
                yield Field(_runs(held), piece.mark)
                held = []
            if text:
                held.append((piece.mark, piece.nature, Span(text)))
    if held:
        yield Field(_runs(held))


def _lines(body: Iterable[Piece], last: Mark, marks: Sequence[str]) -> Iterator[Line]:
    lines = [_Line()]
    for piece in body:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                lines[-1].ending = piece.mark
                lines.append(_Line(part=piece.begins is not None))
            lines[-1].pieces += [(piece.mark, piece.nature, span) for span in _spans(part, piece.emphatic, marks)]
    lines[-1].ending = last
    if len(lines) == 1 and not lines[0].pieces:
        return
    _rotate_endings(lines)
    for line in lines:
        whole = bool(line.pieces) and all(mark is line.ending for mark, _, _ in line.pieces)
        shows = line.ending is not Mark.KEPT and not whole and line is not lines[-1]
        cut = _lead_end(line.pieces) if line.part else 0
        yield Line(_runs(line.pieces[cut:]), line.ending, shows, _runs(line.pieces[:cut]))


def _lead_end(pieces: Sequence[tuple[Mark, Nature, Span]]) -> int:
    """How many pieces are number and labels: those up to the last tabulator."""
    return max((at + 1 for at, (_, _, span) in enumerate(pieces) if "\t" in span.text), default=0)


def _rotate_endings(lines: Sequence[_Line]) -> None:
    """Let a line that is inserted or deleted whole have its own end, instead of that of the line before it."""
    for at in range(len(lines) - 2, -1, -1):
        mark, following = lines[at].ending, lines[at + 1]
        if mark is not Mark.KEPT and following.ending is Mark.KEPT and all(m is mark for m, _, _ in following.pieces):
            lines[at].ending, following.ending = Mark.KEPT, mark


def _spans(text: str, emphatic: bool, marks: Sequence[str]) -> Iterator[Span]:
    for part, mark in cut_at_marks(text, marks):
        yield Span(part, emphatic, bool(mark))


def _runs(pieces: Iterable[tuple[Mark, Nature, Span]]) -> tuple[Run, ...]:
    found: list[tuple[Mark, Nature, list[Span]]] = []
    for mark, nature, span in pieces:
        if found and found[-1][0] is mark and found[-1][1] is nature:
            found[-1][2].append(span)
        else:
            found.append((mark, nature, [span]))
    return tuple(Run(mark, tuple(spans), nature) for mark, nature, spans in found)


def _text(runs: Iterable[Run], *, lost: bool) -> str:
    """The text of some runs as it is, or as it was."""
    return "".join(span.text for run in runs if not (run.mark.new if lost else run.mark.lost) for span in run.spans)
