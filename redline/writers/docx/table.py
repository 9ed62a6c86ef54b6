"""Tables of a compilation in Word: landscape, header rows that repeat, redlines as printed marks.

In a table the marks are printed, not tracked: several proposals on one provision cannot all be accepted. The document
by author (``by_author``) is the one to work in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.shared import Emu
from lxml import etree

from redline.model import Comparison, Compilation, Row
from redline.ooxml.elements import element
from redline.writers.docx.dress import text_width
from redline.writers.docx.ooxml import Scribe, field_code, paragraph, run
from redline.writers.docx.package import fill, keeps_headers, new_document, saved, set_properties
from redline.writers.marks import Mark, Piece, body_pieces, lead_pieces
from redline.writers.options import Design
from redline.writers.statements import Statement, divisions, ledger, relation_name, statement_of

_STYLES = {
    Mark.KEPT: "",
    Mark.DELETED: "Deleted",
    Mark.INSERTED: "Inserted",
    Mark.MOVED_AWAY: "Movedaway",
    Mark.MOVED_HERE: "Movedhere",
}
Cell = Sequence[etree._Element]


def write_compilation_docx(compilation: Compilation, design: Design | None = None) -> bytes:
    """Return the conference's compilation: every proposal on each provision, in treaty order, as a Word document."""
    base = compilation.base.short_title or compilation.base.title
    document = _landscape(f"Compilation of proposals – {base}", design)
    rows = _compiled(compilation)
    headers = ("Place", compilation.base.name, "Proposal", "Proposer", "Reasons")
    content = [
        paragraph("Kicker", run("Compilation of proposals")),
        paragraph("Title", run(compilation.base.title)),
        *_members(compilation),
        *_legend(),
        table((0.09, 0.27, 0.33, 0.13, 0.18), headers, rows, text_width(document)),
        *_ledger(compilation, text_width(document)),
    ]
    return _finished(document, content, f"Compilation of proposals: {compilation.base.name}")


def write_comparison_docx(comparison: Comparison, design: Design | None = None) -> bytes:
    """Return two delegations side by side: base, each one's redline, and the way from the first text to the second."""
    compilation = comparison.compilation
    first, second = compilation.members
    title = compilation.base.short_title or compilation.base.title
    document = _landscape(f"{first.code} and {second.code} – {title}", design)
    headers = ("Place", compilation.base.name, first.name, second.name, f"From {first.code} to {second.code}")
    counted = Counter(relation_name(row, compilation.members) for row in comparison.rows)
    content = [
        paragraph("Kicker", run("Two delegations side by side")),
        paragraph("Title", run(f"{first.name} and {second.name}")),
        paragraph("Legend", run("; ".join(f"{name}: {count}" for name, count in counted.items()) or "Nothing.")),
        *_members(compilation),
        *_legend(),
        table((0.13, 0.22, 0.22, 0.22, 0.21), headers, _compared(comparison), text_width(document)),
        *_ledger(compilation, text_width(document)),
    ]
    return _finished(document, content, f"{first.name} and {second.name} side by side")


def _compared(comparison: Comparison) -> Iterator[tuple[Cell, ...]]:
    compilation = comparison.compilation
    scribe = Scribe("")
    for number, row in enumerate(comparison.rows):
        place = element("p", element("pPr", element("pStyle", val="Tablecell")))
        place.extend([*scribe.bookmark(f"place_{number}"), run(row.row.place, "Strong")])
        head = [place, paragraph("Tablecell", run(relation_name(row, compilation.members)))]
        if row.contested:
            head.append(paragraph("Tablecell", run("Both change: ", "Quiet"), run("; ".join(row.contested))))
        sides = []
        for member in range(2):
            entry = next((e for e in row.row.entries if e.member == member), None)
            sides.append(_entry(statement_of(compilation, entry)) if entry else [_quiet("–")])
        between: list[etree._Element] = []
        if row.between:
            between = list(_paragraphs([Piece(_KINDS[c.kind.value], c.text) for c in row.between]))
        if row.merged:
            between += [_quiet("With both changes:"), *_paragraphs([Piece(Mark.KEPT, row.merged)])]
        yield head, _base(row.row), sides[0], sides[1], between or [_quiet("–")]


_KINDS = {"equal": Mark.KEPT, "delete": Mark.DELETED, "insert": Mark.INSERTED}


def _compiled(compilation: Compilation) -> Iterator[tuple[Cell, ...] | str]:
    scribe = Scribe("")
    for name, rows in divisions(compilation):
        yield name
        for row in rows:
            for number, entry in enumerate(row.entries):
                one = statement_of(compilation, entry)
                place: Cell = [_quiet("″")]
                base: Cell = [_quiet("″")]
                if number == 0:
                    head = element("p", element("pPr", element("pStyle", val="Tablecell")))
                    head.extend([*scribe.bookmark(f"place_{compilation.rows.index(row)}"), run(row.place, "Strong")])
                    place, base = [head], _base(row)
                yield place, base, _entry(one, named=False), _who(one), _reasons(one)


def _entry(one: Statement, named: bool = True) -> Cell:
    """A redline in print, with symbol, identifiers and doubts."""
    head = [run(one.symbol, "Symbol"), run(f" {', '.join(one.identifiers)}", "Quiet")] if named else []
    content = [paragraph("Tablecell", *head)] if head and one.identifiers else []
    if not one.change.changed:
        content.append(paragraph("Tablecell", run("No change.")))
    else:
        content += _paragraphs([*lead_pieces(one.change), *body_pieces(one.change)])
    if named and one.labels:
        content.append(paragraph("Tablecell", run("; ".join(one.labels), "Doubt")))
    return content


def _who(one: Statement) -> Cell:
    content = [paragraph("Tablecell", run(one.symbol, "Symbol"), run(f" {one.member.name}"))]
    if one.identifiers:
        content.append(_quiet(", ".join(one.identifiers)))
    if one.labels:
        content.append(paragraph("Tablecell", run("; ".join(one.labels), "Doubt")))
    return content


def _reasons(one: Statement) -> Cell:
    lines = one.reasons.split("\n") if one.reasons else ["–"]
    return [paragraph("Tablecell", run(line)) for line in lines]


def _base(row: Row) -> Cell:
    if row.base is None:
        return [_quiet("(new)")]
    return list(_paragraphs([Piece(Mark.KEPT, row.base.lead), Piece(Mark.KEPT, row.base.body)]))


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[etree._Element]:
    """Pieces as paragraphs of a cell, number and labels before the text."""
    lines: list[list[etree._Element]] = [[]]
    for piece in pieces:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(run(part.replace("\t", "  "), _STYLES[piece.mark]))
    for line in lines:
        if line:
            yield paragraph("Tablecell", *line)


def _quiet(text: str) -> etree._Element:
    return paragraph("Tablecell", run(text, "Quiet"))


def _members(compilation: Compilation) -> Iterator[etree._Element]:
    for member in compilation.members:
        documents = ", ".join(document.id for document in member.proposals)
        doubts = f" – {'; '.join(member.labels)}" if member.labels else ""
        yield paragraph("Legend", run(member.code, "Strong"), run(f"  {member.name}: {documents}{doubts}"))


def _legend() -> Iterator[etree._Element]:
    yield paragraph(
        "Legend",
        run("Inserted text", "Inserted"),
        run(" is underlined, "),
        run("deleted text", "Deleted"),
        run(" is struck out. Marks are printed; the document by author has them as tracked changes."),
    )


def _ledger(compilation: Compilation, width: int) -> Iterator[etree._Element]:
    yield paragraph("Summaryheading", run("Ledger: every amendment read, once"))
    listed = [tuple([paragraph("Tablecell", run(text))] for text in entry) for entry in ledger(compilation)]
    yield table((0.25, 0.1, 0.65), ("Amendment", "Symbol", "Shown at"), listed, width)
    for reason in compilation.missing:
        yield paragraph("Legend", run("Missing: ", "Strong"), run(reason))
    yield paragraph("Legend")


def table(
    shares: Sequence[float], headers: Sequence[str], rows: Iterable[tuple[Cell, ...] | str], width: int
) -> etree._Element:
    """Return a table whose header row repeats on every page.

    Args:
        shares: Width of each column as a share of the page.
        headers: The header row.
        rows: Cells of each row; a string is a row of its own across all columns.
        width: Of the text, in twentieths of a point.
    """
    widths = [round(share * width) for share in shares]
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz="4", space="0", color="C9D0D8"))
    made = element(
        "tbl",
        element("tblPr", element("tblW", w=str(sum(widths)), type="dxa"), borders, element("tblLayout", type="fixed")),
        element("tblGrid", *[element("gridCol", w=str(width)) for width in widths]),
    )
    head = element("tr", element("trPr", element("cantSplit"), element("tblHeader")))
    head.extend(_cell(width, [paragraph("Tablehead", run(text))]) for width, text in zip(widths, headers, strict=True))
    made.append(head)
    for row in rows:
        line = element("tr")
        if isinstance(row, str):
            line.append(_cell(sum(widths), [paragraph("Tabledivision", run(row))], span=len(widths)))
        else:
            line.extend(_cell(width, cell) for width, cell in zip(widths, row, strict=True))
        made.append(line)
    return made


def _cell(width: int, content: Cell, span: int = 1) -> etree._Element:
    properties = element("tcPr", element("tcW", w=str(width), type="dxa"))
    if span > 1:
        properties.append(element("gridSpan", val=str(span)))
    return element("tc", properties, *(content or [paragraph("Tablecell")]))


def _landscape(head: str, design: Design | None) -> DocumentObject:
    document = new_document(design)
    section = document.sections[0]
    width, height = section.page_width, section.page_height
    section.orientation = WD_ORIENT.LANDSCAPE
    sides = sorted((int(width or 0), int(height or 0)))
    section.page_width, section.page_height = Emu(sides[1]), Emu(sides[0])
    pages = [run("Page "), *field_code("PAGE", [run("1")]), run(" of "), *field_code("NUMPAGES", [run("1")])]
    if not keeps_headers(section):
        section.different_first_page_header_footer = False
        fill(document, section.header, "header", [run(head)])
        fill(document, section.footer, "footer", [run("\t"), *pages])
    return document


def _finished(document: DocumentObject, content: Iterable[etree._Element], title: str) -> bytes:
    end = document.element.body[-1]
    for node in content:
        end.addprevious(node)
    set_properties(document, title=title, author="redline")
    return saved(document)
