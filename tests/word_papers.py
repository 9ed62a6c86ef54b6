"""Proposals as Word papers, made up: the habits of the ITU template that the readers have to know."""

from __future__ import annotations

import io

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def styled(document, name: str, text: str):
    """A paragraph in a style of the ITU template, which is made if it is not there."""
    if name not in [style.name for style in document.styles]:
        document.styles.add_style(name, 1)
    return document.add_paragraph(text, style=name)


def tracked(paragraph, *parts: tuple[str, str], author: str = "RUS") -> None:
    """Add text to a paragraph: kept, inserted ("ins") or deleted ("del")."""
    for number, (kind, text) in enumerate(parts):
        if kind == "kept":
            paragraph.add_run(text)
            continue
        word = "delText" if kind == "del" else "t"
        paragraph._p.append(
            parse_xml(
                f'<w:{kind} {nsdecls("w")} w:id="{number + 100}" w:author="{author}" w:date="2012-11-13T00:00:00Z">'
                f'<w:r><w:{word} xml:space="preserve">{text}</w:{word}></w:r></w:{kind}>'
            )
        )


def itu_single_column() -> bytes:
    """Single column, marginal numbers before a tabulator, symbols and identifiers in several habits."""
    document = docx.Document()
    document.add_paragraph("Document 27(Rev.1)-E")
    document.add_paragraph("17 November 2012")
    document.add_paragraph("Original: Russian")
    styled(document, "Source", "Testland, Exampleland")
    styled(document, "Title1", "Proposals made up for a test")
    styled(document, "Art_No", "ARTICLE 3")
    styled(document, "Art_title", "International Network")
    styled(document, "Proposal", "MOD\tTST/27/1")
    document.add_paragraph("28\t3.1\tMembers may ensure that all is well.")
    styled(document, "Reasons", "Reasons: Because it may not be.")
    styled(document, "Proposal", "TST/27/2 ADD")
    document.add_paragraph("28A\t3.1A\tMember States shall:")
    document.add_paragraph("– cooperate;")
    styled(document, "Proposal", "SUP TST/27/3")
    document.add_paragraph("30\t3.3")
    styled(document, "Proposal", "TST/27/4 NOC ARTICLE 4")
    document.add_paragraph("ARTICLE 5")
    document.add_paragraph("Context, nobody's proposal")
    document.add_paragraph("39\t5.1\tThis is context.")
    styled(document, "Proposal", "ADD TST/27/5")
    document.add_paragraph("39A\t5.1A\tAdded after the context.")
    return saved(document)


def itu_margin_table() -> bytes:
    """A table: symbol and identifier in the left margin, numbers in a column, the text beside them."""
    document = docx.Document()
    document.add_paragraph("ARTICLE 3 – International Network")
    rows = [
        (["MOD", "TST/1/1"], "28", ["3.1\tMembers may ensure."]),
        (["NOC", "TST/1/2"], "29", ["3.2\tAdministrations shall endeavour."]),
        (["ADD", "TST/1/3"], "29A", ["3.2A\tNew text,", "of two paragraphs."]),
        ([""], "30", ["3.3\tContext."]),
    ]
    table = document.add_table(len(rows), 3)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, content in zip(row.cells, cells, strict=True):
            lines = content if isinstance(content, list) else [content]
            cell.paragraphs[0].text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)
    return saved(document)


def itu_tracked(base: str = "Members shall ensure that administrations* cooperate in the ") -> bytes:
    """Tracked changes inside MOD, on what its authors take to be the treaty."""
    document = docx.Document()
    styled(document, "Proposal", "MOD TST/2/1")
    paragraph = document.add_paragraph()
    head, _, rest = base.partition("shall ensure")
    tracked(
        paragraph,
        ("kept", f"28\t3.1\t{head}"),
        ("del", "shall"),
        ("ins", "may"),
        ("kept", f" ensure{rest}establishment, operation and maintenance of the international network to provide a "),
        ("kept", "satisfactory quality of service."),
    )
    styled(document, "Reasons", "Reasons: None.")
    return saved(document)
