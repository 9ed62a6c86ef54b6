"""A compilation, or two delegations side by side, as one HTML page: by article, with switches that need no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from redline.model import Comparison, Compilation, Row, unchanged
from redline.writers.html.cells import Cell, cell, line_of
from redline.writers.html.cells import Line as CellLine
from redline.writers.html.template import rendered
from redline.writers.language import is_right_to_left
from redline.writers.options import Design
from redline.writers.statements import Statement, divisions, ledger, relation_name, statement_of


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry as the page shows it."""

    statement: Statement
    cell: Cell | None
    """None where nothing changes."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page."""

    index: int
    place: str
    base: Cell | None
    entries: tuple[Shown | None, ...]
    """Of a compilation, those there are; of two delegations, one for each, None for silence."""

    relation: str = ""
    kind: str = ""
    """The relation as a class of the style sheet."""

    between: CellLine | None = None
    merged: str = ""
    contested: tuple[str, ...] = ()


def write_compilation_html(compilation: Compilation, design: Design | None = None) -> bytes:
    """Return a compilation as a page: every proposal on each provision, in treaty order."""
    lines = {id(row): _line(compilation, row, index) for index, row in enumerate(compilation.rows)}
    articles = [(name, [lines[id(row)] for row in rows]) for name, rows in divisions(compilation)]
    name = f"Compilation of proposals: {compilation.base.name}"
    page = _page(compilation, name, articles) | {"two": False, "counts": []}
    return rendered("compilation.html", page, style=(design or Design()).style)


def write_comparison_html(comparison: Comparison, design: Design | None = None) -> bytes:
    """Return two delegations side by side as a page."""
    compilation = comparison.compilation
    lines = {}
    for index, row in enumerate(comparison.rows):
        entries = tuple(_entry_of(compilation, row.row, member) for member in range(2))
        lines[id(row.row)] = Line(
            index,
            row.row.place,
            _base(compilation, row.row),
            entries,
            relation_name(row, compilation.members),
            row.relation.name.lower().replace("_", "-"),
            line_of(row.between) if row.between else None,
            row.merged,
            row.contested,
        )
    articles = [(name, [lines[id(row)] for row in rows]) for name, rows in divisions(compilation)]
    first, second = compilation.members
    counts = Counter(relation_name(row, compilation.members) for row in comparison.rows)
    page = _page(compilation, f"{first.name} and {second.name} side by side", articles)
    page |= {"two": True, "counts": list(counts.items())}
    return rendered("compilation.html", page, style=(design or Design()).style)


def _entry_of(compilation: Compilation, row: Row, member: int) -> Shown | None:
    """What a member says of a row; None for silence."""
    at = next((at for at, entry in enumerate(row.entries) if entry.member == member), None)
    return None if at is None else _shown(compilation, row, at)


def _page(compilation: Compilation, name: str, articles: Sequence[tuple[str, Sequence[Line]]]) -> dict[str, object]:
    return {
        "name": name,
        "articles": articles,
        "members": compilation.members,
        "base_name": compilation.base.name,
        "language": compilation.base.language,
        "direction": "rtl" if is_right_to_left(compilation.base.language) else "ltr",
        "ledger": ledger(compilation),
        "missing": compilation.missing,
        "footnotes": compilation.base.footnotes,
    }


def _line(compilation: Compilation, row: Row, index: int) -> Line:
    entries = tuple(_shown(compilation, row, number) for number in range(len(row.entries)))
    return Line(index, row.place, _base(compilation, row), entries)


def _shown(compilation: Compilation, row: Row, number: int) -> Shown:
    one = statement_of(compilation, row.entries[number])
    marks = [mark for mark, _ in compilation.base.footnotes]
    return Shown(one, cell(one.change, marks) if one.change.changed else None)


def _base(compilation: Compilation, row: Row) -> Cell | None:
    if row.base is None:
        return None
    return cell(unchanged(row.base), [mark for mark, _ in compilation.base.footnotes])
