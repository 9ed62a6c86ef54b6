"""Writes a redline as one HTML page that needs no script, no network and no other file to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redline.model import ChangeKind, DivisionKind, Effect, Heading, ItemChange, Redline
from redline.writers.change_list import Line, change_list, place_names
from redline.writers.clean import settled
from redline.writers.context import shown, touched
from redline.writers.facts import (
    extent_line,
    facts,
    kicker,
    list_title,
    running_head,
    title,
    totals_line,
    treaty_source,
    warnings,
    words_of,
)
from redline.writers.html.cells import Cell, cell
from redline.writers.html.template import rendered
from redline.writers.language import is_right_to_left
from redline.writers.options import WriteOptions


@dataclass(frozen=True, slots=True)
class Row:
    """A heading or provision, in each of the views, and what is said of it."""

    index: int
    level: int
    """Level of a heading; 0 for a provision."""

    touched: bool
    changed: bool
    inline: Cell | None
    base: Cell | None
    revised: Cell | None
    begins: tuple[Line, ...]
    """Amendments that begin here."""

    reasons: tuple[str, ...]
    """Reasons of the amendments that end here."""

    moved: bool = False
    move_to: int | None = None
    """Index of the other end of a move."""

    move_words: str = ""
    move_place: str = ""
    move_edits: str = ""


def write_html(redline: Redline, options: WriteOptions | None = None) -> bytes:
    """Return a page, in UTF-8, that shows ``redline``.

    Args:
        redline: What to show.
        options: Choices; all have defaults.

    Returns:
        The bytes of one HTML file. The same redline and options always give the same bytes. Every text in it is
        escaped; a content security policy allows no script but its own, which only adds keys.

    Source:
        CONVENTIONS of the field, "look of a redline"; WCAG 2.2.
    """
    options = options or WriteOptions()
    lines = change_list(redline)
    articles = tuple(tuple(_rows(redline, article, lines, options)) for article in shown(redline, options.shown))
    visible = {row.index for article in articles for row in article if row is not None and row.touched}
    page = _page(redline, options) | {"lines": lines, "articles": articles, "visible": visible}
    page |= {"totals": totals_line(redline, len(lines))}
    return rendered("page.html", page)


def _page(redline: Redline, options: WriteOptions) -> dict[str, object]:
    alone = redline.proposal is None
    name = " – ".join(running_head(redline))
    return {
        "name": name if options.clean is False else f"Consolidated text: {name}",
        "kicker": kicker(redline, options.clean),
        "title": title(redline),
        "facts": tuple(facts(redline)),
        "warnings": warnings(redline),
        "bare": options.bare,
        "marks": not options.clean,
        "moves": any(change.move for change in redline.changes),
        "extent": extent_line(options.shown),
        "list_title": list_title(redline, options.clean),
        "base_view": "Base text" if alone else "Treaty as it is",
        "revised_view": "Revised text" if alone else "As proposed",
        "base_name": redline.base.name,
        "revised_name": redline.revised.name if redline.proposal is None else f"As proposed in {redline.proposal.id}",
        "treaty": redline.base.title,
        "treaty_source": treaty_source(redline),
        "language": redline.revised.language,
        "direction": "rtl" if is_right_to_left(redline.revised.language) else "ltr",
        "footnotes": redline.base.footnotes,
    }


def _rows(
    redline: Redline, article: Sequence[int | None], lines: Sequence[Line], options: WriteOptions
) -> Iterator[Row | None]:
    marks = [mark for mark, _ in redline.base.footnotes]
    places = place_names(redline)
    ends = {(change.move, change.revised is None): at for at, change in enumerate(redline.changes) if change.move}
    for index in article:
        if index is None:
            yield None
            continue
        change = redline.changes[index]
        item = change.item
        if isinstance(item, Heading) and item.kind is DivisionKind.BODY:
            continue
        if options.clean:
            accepted = settled(change)
            if accepted is not None:
                yield _clean_row(accepted, index, lines, marks)
            continue
        other = ends.get((change.move, change.revised is not None)) if change.move else None
        yield Row(
            index,
            _level(change),
            touched(change),
            change.changed,
            cell(change, marks),
            cell(change, marks, ChangeKind.DELETE),
            cell(change, marks, ChangeKind.INSERT),
            tuple(line for line in lines if line.amendment and line.changes[:1] == (index,)),
            tuple(_reasons(index, lines)) if options.reasons else (),
            moved=change.effect is Effect.MOVED,
            move_to=other,
            move_words="Moved to" if change.revised is None else "Moved from",
            move_place="" if other is None else places[other],
            move_edits="" if change.revised is None else words_of(change),
        )


def _clean_row(change: ItemChange, index: int, lines: Sequence[Line], marks: Sequence[str]) -> Row:
    """A row of the consolidated text: what is doubtful about its wording is still said."""
    doubted = tuple(line for line in lines if line.labels and line.changes[:1] == (index,))
    shown_cell = cell(change, marks)
    return Row(index, _level(change), bool(change.amendments), False, shown_cell, None, None, doubted, ())


def _reasons(index: int, lines: Sequence[Line]) -> Iterator[str]:
    """Reasons of the amendments of which this is the last change."""
    for line in lines:
        if line.amendment and line.amendment.reasons and line.changes[-1:] == (index,):
            yield line.amendment.reasons


def _level(change: ItemChange) -> int:
    if not isinstance(change.item, Heading):
        return 0
    return 3 if change.item.kind is DivisionKind.SECTION else 2
