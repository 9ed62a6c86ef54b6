"""The secretariat's sheet: who proposes, supports, or asks to keep what, by provision and by wording."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from dataclasses import dataclass

from redline.model import Compilation, Row
from redline.writers.statements import Statement, ledger, statement_of

_FIXED = datetime.datetime(1980, 1, 1)  # the clock must not reach the file
_LONGEST = 32_767  # characters of a cell, by Excel; XlsxWriter would leave a longer text out
_SILENT = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: a place, or one wording of it, and what each delegation makes of it."""

    place: str
    wording: str
    statements: tuple[Statement, ...]


def write_xlsx(compilation: Compilation) -> bytes:
    """Return the sheet as .xlsx: by provision, by wording, documents, and the ledger.

    A delegation that proposes has the symbol in its column, one that supports another's document "supports" with the
    symbol, one that asks for no change NOC, and one that says nothing a dash.
    """
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {"title": f"Proposals on {compilation.base.name}"[:255], "author": "redline", "created": _FIXED}
    )
    names = _delegations(compilation)
    by_place = [Line(row.place, "", _statements(compilation, row)) for row in compilation.rows]
    by_wording = [line for row in compilation.rows for line in _wordings(compilation, row)]
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for title, lines in (("By provision", by_place), ("By wording", by_wording)):
        sheet = book.add_worksheet(title)
        worded = title == "By wording"
        columns = ["Place", *(["Wording"] if worded else []), *names, "Proposals"]
        sheet.write_row(0, 0, columns, head)
        sheet.freeze_panes(1, 2 if worded else 1)
        sheet.set_column(0, 0, 22)
        if worded:
            sheet.set_column(1, 1, 60)
        for number, line in enumerate(lines, 1):
            identifiers = "; ".join(i for one in line.statements for i in one.identifiers)
            cells = [line.place, *([line.wording] if worded else []), *_cells(line, names), identifiers]
            sheet.write_row(number, 0, [*map(_fitting, cells)], wrapped)
        sheet.autofilter(0, 0, max(len(lines), 1), len(columns) - 1)
    _documents(book.add_worksheet("Documents"), compilation, head, wrapped)
    listed = book.add_worksheet("Ledger")
    listed.write_row(0, 0, ["Amendment", "Symbol", "Shown at"], head)
    rows = [*ledger(compilation), *(("", "MISSING", reason) for reason in compilation.missing)]
    for number, entry in enumerate(rows, 1):
        listed.write_row(number, 0, [*map(_fitting, entry)], wrapped)
    listed.set_column(0, 0, 28)
    listed.set_column(2, 2, 60)
    book.close()
    return held.getvalue()


def _fitting(text: str) -> str:
    """A text as a cell can hold it; a longer one is cut, and says so."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 60]}… [cut: longer than a cell; see the Word table]"


def _documents(sheet: object, compilation: Compilation, head: object, wrapped: object) -> None:
    columns = ["Code", "Delegation", "Document", "Supported by", "Labels", "Source"]
    sheet.write_row(0, 0, columns, head)  # type: ignore[attr-defined]  # XlsxWriter has no types
    sheet.set_column(1, 5, 32)  # type: ignore[attr-defined]
    number = 0
    for member in compilation.members:
        for document in member.proposals:
            number += 1
            supporters = ", ".join(document.supporters)
            labels = "; ".join(document.labels)
            cells = [member.code, member.name, document.id, supporters, labels, document.provenance.source]
            sheet.write_row(number, 0, [*map(_fitting, cells)], wrapped)  # type: ignore[attr-defined]


def _delegations(compilation: Compilation) -> list[str]:
    """The columns: codes of those who propose, then names of those who only support."""
    codes = dict.fromkeys(code for member in compilation.members for code in member.proposers)
    supporters = dict.fromkeys(name for m in compilation.members for p in m.proposals for name in p.supporters)
    known = {name for member in compilation.members for p in member.proposals for name in p.proposers}
    return [*codes, *(name for name in supporters if name not in known)]


def _cells(line: Line, names: list[str]) -> Iterator[str]:
    for name in names:
        own = [one.symbol or "changes" for one in line.statements if name in one.member.proposers]
        backed = [f"supports {one.symbol or 'the change'}" for one in line.statements if name in _supporters(one)]
        yield " / ".join(dict.fromkeys((*own, *backed))) or _SILENT


def _supporters(one: Statement) -> Iterator[str]:
    for document in one.member.proposals:
        yield from (name for name in document.supporters if name not in document.proposers)


def _statements(compilation: Compilation, row: Row) -> tuple[Statement, ...]:
    return tuple(statement_of(compilation, entry) for entry in row.entries)


def _wordings(compilation: Compilation, row: Row) -> Iterator[Line]:
    """One line for each wording that somebody proposes for a place: the same wording once, with all who propose it."""
    found: dict[str, list[Statement]] = {}
    for one in _statements(compilation, row):
        if not one.change.changed:
            wording = "(no change)"
        elif one.change.revised is None:
            wording = "(deleted)" if not one.change.move else "(moved elsewhere)"
        else:
            wording = one.change.revised.body.strip()
        found.setdefault(wording, []).append(one)
    for wording, listed in found.items():
        yield Line(row.place, wording, tuple(listed))
