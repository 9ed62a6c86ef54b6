"""Writes a redline as one HTML page that needs no script, no network and no other file to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redline.model import ChangeKind, DivisionKind, Effect, Heading, ItemChange, Redline
from redline.writers.change_list import Line, LinesAt, change_list, place_names
from redline.writers.clean import settled
from redline.writers.context import articles_shown, touched
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
    return rendered("page.html", redline_page(redline, options), style=options.design.style)


def redline_page(redline: Redline, options: WriteOptions) -> dict[str, object]:
    """Return what the page of a redline shows."""
    lines = change_list(redline)
    rows = _Rows(redline, lines, options)
    articles = tuple(tuple(rows.of(article)) for article in articles_shown(redline, options.shown))
    visible = {row.index for article in articles for row in article if row is not None and row.touched}
    page = _page(redline, options) | {"lines": lines, "articles": articles, "visible": visible}
    return page | {"totals": totals_line(redline, len(lines)), "word": ""}


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


class _Rows:
    """The rows of a page; what is looked up for each is laid out once."""

    def __init__(self, redline: Redline, lines: Sequence[Line], options: WriteOptions) -> None:
        self.redline, self.options = redline, options
        self.lines = LinesAt(lines)
        self.marks = [mark for mark, _ in redline.base.footnotes]
        self.places = place_names(redline)
        self.ends = {(c.move, c.revised is None): at for at, c in enumerate(redline.changes) if c.move}

    def of(self, article: Sequence[int | None]) -> Iterator[Row | None]:
        """Yield the rows of an article; None where text is left out."""
        for index in article:
            if index is None:
                yield None
                continue
            change = self.redline.changes[index]
            if isinstance(change.item, Heading) and change.item.kind is DivisionKind.BODY:
                continue
            row = self._clean(change, index) if self.options.clean else self._marked(change, index)
            if row is not None:
                yield row

    def _marked(self, change: ItemChange, index: int) -> Row:
        other = self.ends.get((change.move, change.revised is not None)) if change.move else None
        return Row(
            index,
            _level(change),
            touched(change),
            change.changed,
            cell(change, self.marks),
            cell(change, self.marks, ChangeKind.DELETE),
            cell(change, self.marks, ChangeKind.INSERT),
            tuple(self.lines.begin(index)),
            tuple(self.lines.reasons(index)) if self.options.reasons else (),
            moved=change.effect is Effect.MOVED,
            move_to=other,
            move_words="Moved to" if change.revised is None else "Moved from",
            move_place="" if other is None else self.places[other],
            move_edits="" if change.revised is None else words_of(change),
        )

    def _clean(self, change: ItemChange, index: int) -> Row | None:
        """A row of the consolidated text: what is doubtful about its wording is still said."""
        accepted = settled(change)
        if accepted is None:
            return None
        doubted = tuple(line for line in self.lines.begin(index) if line.labels)
        shown_cell = cell(accepted, self.marks)
        return Row(index, _level(accepted), bool(accepted.amendments), False, shown_cell, None, None, doubted, ())


def _level(change: ItemChange) -> int:
    if not isinstance(change.item, Heading):
        return 0
    return 3 if change.item.kind is DivisionKind.SECTION else 2
