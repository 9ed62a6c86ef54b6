"""A redline as the cells of a page: each heading or provision inline, as it stands in the base, and as revised.

The hard part is a line end that changes: HTML has no mark for the end of a paragraph, so a line keeps what its end is,
and the page prints a pilcrow where an end alone was inserted or deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from redline.model import ChangeKind, Changes, Heading, ItemChange, is_dash_item
from redline.writers.emphasis import emphasised
from redline.writers.footnotes import cut_at_marks

KEPT, DELETED, INSERTED = ChangeKind.EQUAL, ChangeKind.DELETE, ChangeKind.INSERT


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one kind, emphasised or not."""

    text: str
    emphatic: bool = False
    mark: bool = False
    """Whether it is the mark of a footnote."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring stretches of one kind: the page sets one ``ins`` or ``del`` round them."""

    kind: ChangeKind
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or dash item."""

    runs: tuple[Run, ...]
    ending: ChangeKind = KEPT
    """What the end of the line is: kept, deleted (it joins the next line), inserted."""

    shows_ending: bool = False
    """Whether nothing else shows what the end is, so that a pilcrow must."""

    @property
    def dash(self) -> bool:
        """Whether it is a dash item."""
        return is_dash_item(_text(self.runs, DELETED) or _text(self.runs, INSERTED))


@dataclass(frozen=True, slots=True)
class Field:
    """A number or label."""

    runs: tuple[Run, ...]
    tab: ChangeKind | None = None
    """What the tabulator after it is; None if there is none."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A heading or provision in one of the views."""

    lead: tuple[Field, ...]
    """Number and labels, a field each; of a heading, its first line."""

    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Line:
    pieces: list[tuple[ChangeKind, Span]] = field(default_factory=list)
    ending: ChangeKind = KEPT


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
    hidden = {None: None, DELETED: INSERTED, INSERTED: DELETED}[side]
    lead = tuple(part for part in change.lead if part.kind is not hidden)
    body = tuple(part for part in change.body if part.kind is not hidden)
    fields: tuple[Field, ...]
    if isinstance(change.item, Heading):
        fields = (Field(_runs((part.kind, Span(part.text)) for part in lead)),)
        body = _without_first_line_end(body)
    else:
        fields = tuple(_fields(lead))
    ending = change.ending if side is None else KEPT
    return Cell(fields, tuple(_lines(change, body, ending, marks)))


def _without_first_line_end(body: Changes) -> Changes:
    """The title of a heading: a page sets it on a line of its own anyway."""
    return tuple(type(part)(part.kind, text) for part in body if (text := part.text.removeprefix("\n")))


def _fields(lead: Changes) -> Iterator[Field]:
    held: list[tuple[ChangeKind, Span]] = []
    for part in lead:
        for number, text in enumerate(part.text.split("\t")):
            if number:
                yield Field(_runs(held), part.kind)
                held = []
            if text:
                held.append((part.kind, Span(text)))
    if held:
        yield Field(_runs(held))


def _lines(change: ItemChange, body: Changes, ending: ChangeKind, marks: Sequence[str]) -> Iterator[Line]:
    lines = [_Line()]
    for kind, text, emphatic in emphasised(body, change.base, change.revised):
        for number, part in enumerate(text.split("\n")):
            if number:
                lines[-1].ending = kind
                lines.append(_Line())
            lines[-1].pieces += [(kind, span) for span in _spans(part, emphatic, marks)]
    lines[-1].ending = ending
    if len(lines) == 1 and not lines[0].pieces:
        return
    _rotate_endings(lines)
    for line in lines:
        whole = bool(line.pieces) and all(kind is line.ending for kind, _ in line.pieces)
        shows = line.ending is not KEPT and not whole and line is not lines[-1]
        yield Line(_runs(line.pieces), line.ending, shows)


def _rotate_endings(lines: Sequence[_Line]) -> None:
    """Let a line that is inserted or deleted whole have its own end, instead of that of the line before it."""
    for at in range(len(lines) - 2, -1, -1):
        kind, following = lines[at].ending, lines[at + 1]
        if kind is not KEPT and following.ending is KEPT and all(k is kind for k, _ in following.pieces):
            lines[at].ending, following.ending = KEPT, kind


def _spans(text: str, emphatic: bool, marks: Sequence[str]) -> Iterator[Span]:
    for part, mark in cut_at_marks(text, marks):
        yield Span(part, emphatic, bool(mark))


def _runs(pieces: Iterable[tuple[ChangeKind, Span]]) -> tuple[Run, ...]:
    found: list[tuple[ChangeKind, list[Span]]] = []
    for kind, span in pieces:
        if found and found[-1][0] is kind:
            found[-1][1].append(span)
        else:
            found.append((kind, [span]))
    return tuple(Run(kind, tuple(spans)) for kind, spans in found)


def _text(runs: Iterable[Run], hidden: ChangeKind) -> str:
    return "".join(span.text for run in runs if run.kind is not hidden for span in run.spans)
