"""A redline as Word paragraphs: runs that are kept, inserted or deleted, and paragraph marks that are too.

The hard part is the paragraph mark. In Word a line end belongs to the paragraph before it, and a deleted or inserted
mark joins that paragraph to the next one; the last mark of a document can be neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from redline.model import (
    ChangeKind,
    DivisionKind,
    Heading,
    Item,
    ItemChange,
    Provision,
    is_dash_item,
)
from redline.writers.emphasis import emphasised
from redline.writers.footnotes import cut_at_marks

KEPT, DELETED, INSERTED = ChangeKind.EQUAL, ChangeKind.DELETE, ChangeKind.INSERT
_REFERENCE = "FootnoteReference"
_HEADING_STYLES = {
    DivisionKind.ARTICLE: "Art",
    DivisionKind.APPENDIX: "Appendix",
    DivisionKind.ANNEX: "Annex",
    DivisionKind.SECTION: "Section",
    DivisionKind.RESOLUTION: "Resolution",
}


@dataclass(slots=True)
class Run:
    """A stretch of text of one kind and one character style."""

    kind: ChangeKind
    text: str
    style: str = ""
    footnote: int = 0
    """Number of the footnote whose mark this text is; 0 if it is none."""


@dataclass(slots=True, eq=False)
class Paragraph:
    """One Word paragraph. Two that print the same are still two, so it is compared by identity."""

    style: str
    runs: list[Run] = field(default_factory=list)
    mark: ChangeKind = KEPT
    """What the paragraph mark is."""

    change: int | None = None
    """Index of the change that begins here, for its bookmark and comments."""

    def holds_only(self, kind: ChangeKind) -> bool:
        """Return whether every run is of this kind."""
        return all(run.kind is kind for run in self.runs)


def paragraphs_of(change: ItemChange, index: int, tracked: bool = True) -> list[Paragraph]:
    """Return the paragraphs of one heading or provision, marks settled within it.

    Args:
        change: What becomes of it.
        index: Its index in the redline.
        tracked: Whether its changes are tracked; if not, what is inserted or deleted is plain text.
    """
    item = change.item
    if isinstance(item, Heading) and item.kind is DivisionKind.BODY:
        return []
    found = [Paragraph("", change=index)]
    for kind, text, style in _styled(change):
        shown = kind if tracked else KEPT
        for number, line in enumerate(text.split("\n")):
            if number:
                found[-1].mark = shown
                found.append(Paragraph(""))
            if line:
                found[-1].runs.append(Run(shown, line, style))
    found[-1].mark = change.ending if tracked else KEPT
    rotate_marks(found)
    for number, paragraph in enumerate(found):
        paragraph.style = _style(item, number, paragraph)
    return found


def _styled(change: ItemChange) -> Iterator[tuple[ChangeKind, str, str]]:
    """The changes of number, labels and text, cut where the character style changes."""
    number = isinstance(change.item, Provision)
    for part in change.lead:
        head, tab, rest = part.text.partition("\t")
        if number and head:
            yield part.kind, head, "Marginalnumber"
        elif head:
            yield part.kind, head, ""
        if tab:
            number = False
            yield part.kind, tab + rest, ""
    for kind, text, emphatic in emphasised(change.body, change.base, change.revised):
        yield kind, text, "Emphasis" if emphatic else ""


def _style(item: Item, number: int, paragraph: Paragraph) -> str:
    if isinstance(item, Heading):
        stem = _HEADING_STYLES.get(item.kind)
        if stem is None:
            return "PreambleNo" if number == 0 else "Arttitle"
        return f"{stem}No" if number == 0 else f"{stem}title"
    columns = len(item.prefix)
    if number == 0:
        return f"Provision{columns}"
    text = "".join(run.text for run in paragraph.runs if run.kind is not DELETED)
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
        while kind is not KEPT and end < len(paragraphs) and paragraphs[end].holds_only(kind):
            if paragraphs[end].mark is KEPT:
                paragraphs[at].mark, paragraphs[end].mark = KEPT, kind
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
    if not paragraphs or paragraphs[-1].mark is KEPT:
        return
    start = len(paragraphs)
    while start and paragraphs[start - 1].mark is not KEPT:
        start -= 1
    tail = paragraphs[start:]
    deleted = _last(tail, DELETED)
    inserted = _last(tail, INSERTED)
    if deleted is not None and inserted is not None:
        merged = Paragraph(inserted.style, [*deleted.runs, *inserted.runs], KEPT, inserted.change)
        for paragraph in (deleted, inserted):
            paragraphs.remove(paragraph)
        if merged.change is None:
            merged.change = deleted.change
        paragraphs.append(merged)
        return
    kind = tail[-1].mark
    tail[-1].mark = KEPT
    if start:
        paragraphs[start - 1].mark = kind


def _last(paragraphs: Sequence[Paragraph], kind: ChangeKind) -> Paragraph | None:
    return next((p for p in reversed(paragraphs) if p.mark is kind), None)


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
        firsts = {kind: next((run for run in places if run.kind is kind), None) for kind in (KEPT, DELETED, INSERTED)}
        chosen = [firsts[KEPT]] if firsts[KEPT] else [firsts[DELETED], firsts[INSERTED]]
        for run in chosen:
            if run is not None:
                run.footnote = len(found) + 1
                found.append((run.footnote, mark))
    return found


def _cut(run: Run, marks: Sequence[str]) -> Iterator[Run]:
    """The run in parts, each footnote mark a part of its own."""
    for text, mark in cut_at_marks(run.text, marks):
        yield replace(run, text=text, style=_REFERENCE if mark else run.style)
