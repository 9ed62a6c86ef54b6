"""The summary page of a Word redline: the document, its doubts, what it would change, and how to read the marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from redline.model import Heading, Redline
from redline.ooxml.elements import element
from redline.writers.change_list import Line, change_list
from redline.writers.docx.ooxml import field_code, link, paragraph, run
from redline.writers.facts import extent_line, facts, kicker, list_title, title, totals_line, warnings
from redline.writers.options import Context, Moves, Profile, WriteOptions

_NAME_WIDTH = 1900  # twentieths of a point


def summary(redline: Redline, options: WriteOptions, visible: Sequence[int], width: int) -> Iterator[etree._Element]:
    """Yield the paragraphs and the table of the summary.

    Args:
        redline: What is summed up.
        options: How its text is shown below.
        visible: Indices of the changes that are shown, which a line may link to.
        width: Of the text, in twentieths of a point.
    """
    itu = options.profile is Profile.ITU and redline.proposal is not None
    yield paragraph("Kicker", run("Proposal" if itu else kicker(redline, options.clean)))
    yield paragraph("Title", run(title(redline)))
    yield _fact_table(list(facts(redline)), (_NAME_WIDTH, width - _NAME_WIDTH))
    for warning in warnings(redline):
        yield paragraph("Warning", run(warning))
    lines = change_list(redline)
    yield paragraph("Summaryheading", run(list_title(redline, options.clean)))
    yield paragraph("Legend", run(totals_line(redline, len(lines))))
    seen = set(visible)
    for line in lines:
        yield from _change_line(line, seen)
    if not options.clean:
        yield from _legend(redline, options)
    if options.shown is Context.WHOLE:
        yield from _contents(redline, visible)


def _fact_table(listed: Sequence[tuple[str, str]], widths: tuple[int, int]) -> etree._Element:
    table = element(
        "tbl",
        element(
            "tblPr",
            element("tblW", w=str(sum(widths)), type="dxa"),
            element("tblLayout", type="fixed"),
            _no_margins(),
        ),
        element("tblGrid", *[element("gridCol", w=str(width)) for width in widths]),
    )
    for name, value in listed:
        row = element("tr", element("trPr", element("cantSplit")))
        for width, style, text in zip(widths, ("Factname", "Fact"), (name, value), strict=True):
            properties = element("tcPr", element("tcW", w=str(width), type="dxa"))
            row.append(element("tc", properties, paragraph(style, run(text))))
        table.append(row)
    return table


def _no_margins() -> etree._Element:
    return element("tblCellMar", element("left", w="0", type="dxa"), element("right", w="108", type="dxa"))


def _change_line(line: Line, visible: set[int]) -> Iterator[etree._Element]:
    emphatic = line.amendment is not None and line.amendment.symbol.emphatic
    symbol = run(line.symbol, "Emphaticsymbol" if emphatic else "Symbol")
    first = next((index for index in line.changes if index in visible), None)
    place = run(line.place, "Hyperlink" if first is not None else "")
    linked = link(f"change_{first}", place) if first is not None else place
    identifier = [run(f"\t{line.amendment.id}", "Quiet")] if line.amendment else []
    yield paragraph("Changeline", symbol, run("\t"), linked, run(f": {line.effect}"), *identifier)
    if line.labels:
        yield paragraph("Changelabel", run("; ".join(line.labels)))


def _legend(redline: Redline, options: WriteOptions) -> Iterator[etree._Element]:
    yield paragraph("Summaryheading", run("How to read it"))
    if options.profile is Profile.ITU:
        words = "Amendments stand under their symbol and identifier. Only MOD shows changes: "
    else:
        words = "Every change is a tracked change, to be accepted or rejected in Word: "
    promise = " Rejecting all gives the treaty, accepting all the text as proposed."
    if redline.ignored:
        promise = (
            f" Differences of {', '.join(redline.ignored)} alone are not marked; rejecting does not bring them back."
        )
    yield paragraph(
        "Legend",
        run(words),
        run("inserted text", "Inserted"),
        run(" is underlined, "),
        run("deleted text", "Deleted"),
        run(" is struck out." + ("" if options.profile is Profile.ITU else promise)),
    )
    if options.profile is Profile.REDLINE and any(change.move for change in redline.changes):
        marked = "is deleted where it was and inserted where it is now, each with a comment that says where to look."
        native = "is tracked as moved: doubly struck where it was, doubly underlined where it is now."
        yield paragraph("Legend", run(f"Text that moved {marked if options.moves is Moves.MARKED else native}"))
    author = f" Changes are signed {options.author or redline.proposal.author}." if redline.proposal else ""
    alternatives = " Its alternatives are in documents of their own." if redline.option else ""
    yield paragraph("Legend", run(extent_line(options.shown) + author + alternatives))
    for mark, text in redline.base.footnotes:
        yield paragraph("Legend", run(mark, "FootnoteReference"), run(f" {text}"))


def _contents(redline: Redline, indices: Sequence[int]) -> Iterator[etree._Element]:
    """A table of contents as a field: its entries are links, and Word can update it."""
    yield paragraph("Summaryheading", run("Contents"))
    entries = [(i, item) for i in indices if isinstance(item := redline.changes[i].item, Heading) and item.lines]
    listed = [(i, text, level) for i, item in entries for level, text in enumerate(item.lines, 1)]
    made = [paragraph(f"TOC{level}", link(f"change_{i}", run(text))) for i, text, level in listed]
    if not made:
        return
    codes = field_code(r"TOC \n \h \z \u", [])
    first, last = made[0], made[-1]
    first[1:1] = codes[:-1]
    last.append(codes[-1])
    yield from made
