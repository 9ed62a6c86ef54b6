"""Pairs of Word documents, made up: one with everything that a conference document may hold, and edits of it."""

from __future__ import annotations

import functools
import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Pt, RGBColor


def bare_document() -> Document:
    """A document with hardly a style: the usual two hundred take a validator longer than all that a test wrote."""
    made = docx.Document()
    for style in list(made.styles.element):
        if style.tag == qn("w:latentStyles") or (style.tag == qn("w:style") and not style.get(qn("w:default"))):
            made.styles.element.remove(style)
    for identifier, one in list(made.part.rels.items()):
        if one.reltype.endswith("/stylesWithEffects"):
            made.part.drop_rel(identifier)
    return made


def picture(shade: int) -> io.BytesIO:
    """A PNG of one shade of grey."""
    rows = b"".join(b"\0" + bytes([shade]) * 8 for _ in range(8))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def add_list(document: Document, levels: str, number: int) -> None:
    numbering = document.part.numbering_part.element
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{levels}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def level(at: int, form: str, text: str) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def listed(paragraph, number: int, at: int = 0):
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')
    )
    return paragraph


def link(paragraph, text: str, target: str):
    identifier = paragraph.part.relate_to(target, RT.HYPERLINK, is_external=True)
    paragraph._p.append(
        parse_xml(
            f'<w:hyperlink {nsdecls("w", "r")} r:id="{identifier}"><w:r><w:rPr><w:u w:val="single"/></w:rPr>'
            f'<w:t xml:space="preserve">{text}</w:t></w:r></w:hyperlink>'
        )
    )


def page_field(paragraph, code: str, shown: str):
    for xml in (
        '<w:r {0}><w:fldChar w:fldCharType="begin"/></w:r>',
        f'<w:r {{0}}><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>',
        '<w:r {0}><w:fldChar w:fldCharType="separate"/></w:r>',
        f"<w:r {{0}}><w:t>{shown}</w:t></w:r>",
        '<w:r {0}><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))


def note(paragraph, number: int) -> None:
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:footnoteReference w:id="{number}"/></w:r>'
        )
    )


def add_notes(document: Document, notes: list[str]) -> None:
    """The footnotes of a document: the two that Word needs for its lines, and ours."""
    lines = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for number, (kind, mark) in enumerate(
            [("separator", "separator"), ("continuationSeparator", "continuationSeparator")], -1
        )
    )
    ours = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {words}</w:t>'
        "</w:r></w:p></w:footnote>"
        for number, words in enumerate(notes, 1)
    )
    root = parse_xml(f"<w:footnotes {nsdecls('w')}>{lines}{ours}</w:footnotes>")
    part = XmlPart(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, root, document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)


NOTES = ["or recognized private operating agencies", "see Resolution 1"]


def rich() -> Document:
    """A document with everything: headings, lists, tables, pictures, notes, fields, links, bookmarks, a header."""
    document = docx.Document()
    add_list(document, level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)"), 70)
    document.sections[0].header.paragraphs[0].text = "Draft of the treaty"
    page_field(document.sections[0].footer.paragraphs[0], "PAGE", "1")
    heading = document.add_heading("Article 3", 1)._p
    heading.insert(1, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="5" w:name="article"/>'))
    heading.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="5"/>'))
    document.add_paragraph("28\t3.1\tMembers shall ensure that administrations cooperate in the network.")
    emphatic = document.add_paragraph("29\t3.2\tAdministrations shall ")
    emphatic.add_run("endeavour").bold = True
    emphatic.add_run(" to provide ")
    emphatic.add_run("sufficient").italic = True
    emphatic.add_run(" facilities.")
    noted = document.add_paragraph("30\t3.3\tAdministrations")
    note(noted, 1)
    noted.add_run(" shall determine routes by mutual agreement.")
    listed(document.add_paragraph("The first item of a list."), 70)
    listed(document.add_paragraph("A part of it."), 70, 1)
    listed(document.add_paragraph("The second item of the list."), 70)
    table = document.add_table(3, 3)
    table.style = "Table Grid"
    for at, row in enumerate(table.rows):
        for number, cell in enumerate(row.cells):
            cell.text = f"Row {at + 1}, cell {number + 1} says something."
    linked = document.add_paragraph("See ")
    link(linked, "the website of the Union", "https://example.org/union")
    linked.add_run(" for more.")
    shown = document.add_paragraph("A picture stands here: ")
    shown.add_run().add_picture(picture(40), width=Inches(0.5))
    fielded = document.add_paragraph("This refers to ")
    page_field(fielded, "REF article", "Article 3")
    fielded.add_run(" of the treaty.")
    document.add_heading("Article 4", 1)
    noted = document.add_paragraph("32\t4.1\tMembers shall promote services")
    note(noted, 2)
    noted.add_run(" of every kind, wherever they may be needed.")
    document.add_paragraph("33\t4.2\tMembers shall cooperate to the greatest extent practicable.")
    document.add_paragraph("Done at Melbourne.")
    add_notes(document, NOTES)
    return document


def at(document: Document, start: str):
    """The paragraph that begins, or whose words begin, with something."""
    found = [p for p in document.paragraphs if p.text.startswith(start)]
    assert found, start
    return found[0]


def words(document: Document, start: str, old: str, new: str) -> None:
    """Replace words in the run that holds them."""
    run = next(run for run in at(document, start).runs if old in run.text)
    run.text = run.text.replace(old, new)


def remove(document: Document, start: str) -> None:
    node = at(document, start)._p
    node.getparent().remove(node)


def after(document: Document, start: str, text: str, style: str | None = None):
    """A new paragraph after one."""
    made = document.add_paragraph(text, style=style)
    at(document, start)._p.addnext(made._p)
    return made


def _look(document: Document, start: str, **settings) -> None:
    for run in at(document, start).runs:
        for name, value in settings.items():
            setattr(run.font, name, value)


def _move(document: Document, start: str, behind: str) -> None:
    node = at(document, start)._p
    at(document, behind)._p.addnext(node)


def _row(document: Document, text: str, where: int) -> None:
    table = document.tables[0]
    row = table.add_row()
    for cell in row.cells:
        cell.text = text
    table.rows[where]._tr.addnext(row._tr)


def _drop_row(document: Document, number: int) -> None:
    row = document.tables[0].rows[number]._tr
    row.getparent().remove(row)


def _new_style(document: Document) -> None:
    base = document.styles.add_style("Ours", 1)
    base.font.size = Pt(14)
    style = document.styles.add_style("Ours too", 1)
    style.base_style = base
    after(document, "28", "A paragraph in a style that the first file has not.", "Ours too")


def _new_list(document: Document) -> None:
    add_list(document, level(0, "upperRoman", "(%1)"), 81)
    for text in ("Of another list, one.", "Of another list, two."):
        listed(after(document, "The second item", text), 81)


def _new_note(document: Document) -> None:
    made = after(document, "28", "A paragraph with a note of its own")
    note(made, 3)
    root = next(r.target_part for r in document.part.rels.values() if r.reltype == RT.FOOTNOTES).element
    root.append(
        parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="3"><w:p><w:r><w:footnoteRef/></w:r>'
            "<w:r><w:t> a note that was added</w:t></w:r></w:p></w:footnote>"
        )
    )


def _note_text(document: Document) -> None:
    root = next(r.target_part for r in document.part.rels.values() if r.reltype == RT.FOOTNOTES).element
    node = root.findall(qn("w:footnote"))[2]
    text = list(node.iter(qn("w:t")))[-1]
    text.text = " or authorized operating agencies"


def _header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "Revised draft of the treaty"


def _new_table(document: Document) -> None:
    table = document.add_table(2, 2)
    table.style = "Table Grid"
    for row in table.rows:
        for cell in row.cells:
            cell.text = "New."
    at(document, "33")._p.addnext(table._tbl)


def _drop_table(document: Document) -> None:
    node = document.tables[0]._tbl
    node.getparent().remove(node)


def _new_link(document: Document) -> None:
    link(after(document, "28", "Read "), "this page", "https://example.org/new")


def _retarget(document: Document) -> None:
    paragraph = at(document, "See")
    identifier = paragraph.part.relate_to("https://example.org/other", RT.HYPERLINK, is_external=True)
    paragraph._p.find(qn("w:hyperlink")).set(qn("r:id"), identifier)


def _link_text(document: Document) -> None:
    at(document, "See")._p.find(qn("w:hyperlink")).find(qn("w:r")).find(qn("w:t")).text = "the site of the Union"


def _picture(document: Document) -> None:
    after(document, "28", "Another: ").add_run().add_picture(picture(200), width=Inches(0.4))


def _other_picture(document: Document) -> None:
    paragraph = at(document, "A picture")
    paragraph.runs[-1]._r.getparent().remove(paragraph.runs[-1]._r)
    paragraph.add_run().add_picture(picture(120), width=Inches(0.5))


def _field(document: Document) -> None:
    page_field(after(document, "28", "On page "), "PAGEREF article", "7")


def _field_code(document: Document) -> None:
    next(at(document, "This refers")._p.iter(qn("w:instrText"))).text = " REF other "


def _split(document: Document) -> None:
    words(document, "28", " that administrations cooperate in the network.", ":")
    after(document, "28", "that administrations cooperate in the network.")


def _merge(document: Document) -> None:
    at(document, "28").add_run(" " + at(document, "33").text)
    remove(document, "33")


def _break(document: Document) -> None:
    at(document, "28").runs[0].add_break(WD_BREAK.LINE)
    at(document, "28").add_run("after a line end")


def _signs(document: Document) -> None:
    """A symbol, hyphens of two kinds, a no-break space and a tabulator of the margin, as Word writes them."""
    run = "<w:r {0}>{1}</w:r>"
    signs = (
        '<w:sym w:font="Symbol" w:char="F0B7"/>',
        "<w:t>tele</w:t><w:softHyphen/><w:t>communication</w:t><w:noBreakHyphen/><w:t>service\u00a0A</w:t>",
        '<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>',
    )
    for sign in signs:
        at(document, "33")._p.append(parse_xml(run.format(nsdecls("w"), sign)))


def _everything(document: Document) -> None:
    words(document, "28", "shall ensure", "may ensure")
    after(document, "29", "29A\t3.2A\tWholly new wording of a provision.")
    remove(document, "30")
    _row(document, "New", 1)
    _note_text_soft(document)
    _header(document)
    remove(document, "Done")
    document.add_paragraph("Done at Dubai.")


def _note_text_soft(document: Document) -> None:
    _note_text(document)


def _swap_ends(document: Document) -> None:
    remove(document, "Done")
    remove(document, "33")


def _control(document: Document) -> None:
    node = at(document, "33")._p
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    node.addprevious(control)
    control.find(qn("w:sdtContent")).append(node)
    for text in node.iter(qn("w:t")):
        text.text = text.text.replace("greatest", "fullest")


Edit = Callable[[Document], None]
EDITS: dict[str, Edit] = {
    "nothing": lambda d: None,
    "a word": lambda d: words(d, "28", "shall ensure", "may ensure"),
    "words at the start": lambda d: words(d, "28", "28\t3.1\tMembers", "28\t3.1\tMember States"),
    "words at the end": lambda d: words(d, "28", "network.", "network, as appropriate."),
    "a number": lambda d: words(d, "33", "33\t4.2", "33A\t4.2A"),
    "brackets": lambda d: words(d, "33", "greatest extent", "[greatest] extent"),
    "a word in bold": lambda d: words(d, "29", "endeavour", "undertake"),
    "a word beside bold": lambda d: words(d, "29", " to provide ", " in order to provide "),
    "a paragraph inserted": lambda d: after(d, "28", "28A\t3.1A\tA new provision about cooperation."),
    "two paragraphs inserted": lambda d: (after(d, "28", "Second."), after(d, "28", "First.")),
    "a paragraph deleted": lambda d: remove(d, "29"),
    "a paragraph with a note deleted": lambda d: remove(d, "30"),
    "a paragraph with a picture deleted": lambda d: remove(d, "A picture"),
    "a paragraph with a field deleted": lambda d: remove(d, "This refers"),
    "a paragraph with a link deleted": lambda d: remove(d, "See"),
    "the first paragraph deleted": lambda d: remove(d, "Article 3"),
    "the last paragraph deleted": lambda d: remove(d, "Done"),
    "the last two deleted": _swap_ends,
    "a last paragraph added": lambda d: d.add_paragraph("In witness whereof."),
    "a last heading added": lambda d: d.add_heading("Article 5", 1),
    "a first paragraph added": lambda d: d.paragraphs[0].insert_paragraph_before("Preamble of the treaty."),
    "a paragraph before a table": lambda d: after(d, "The second item", "Before the table."),
    "a paragraph before a table deleted": lambda d: remove(d, "The second item"),
    "a list item inserted": lambda d: listed(after(d, "The first item", "Between."), 70),
    "a list item deleted": lambda d: remove(d, "The second item"),
    "a list item of another level": lambda d: listed(after(d, "A part of it", "Another part."), 70, 1),
    "a list of its own": _new_list,
    "a cell": lambda d: setattr(d.tables[0].rows[1].cells[1].paragraphs[0].runs[0], "text", "Row 2 says less."),
    "a cell with a paragraph more": lambda d: d.tables[0].rows[1].cells[1].add_paragraph("And more."),
    "an emptied cell": lambda d: setattr(d.tables[0].rows[1].cells[1], "text", ""),
    "a row inserted": lambda d: _row(d, "A new row.", 0),
    "a row inserted at the end": lambda d: _row(d, "A new row.", 2),
    "a row deleted": lambda d: _drop_row(d, 1),
    "the last row deleted": lambda d: _drop_row(d, 2),
    "a table inserted": _new_table,
    "a table deleted": _drop_table,
    "a note's words": _note_text,
    "a note inserted": _new_note,
    "the header": _header,
    "bold": lambda d: _look(d, "28", bold=True),
    "colour and size": lambda d: _look(d, "33", color_rgb=None, size=Pt(15)),
    "less bold": lambda d: _look(d, "29", bold=None),
    "a word and its look": lambda d: (words(d, "33", "shall", "may"), _look(d, "33", italic=True)),
    "a style": lambda d: setattr(at(d, "33"), "style", d.styles["Quote"]),
    "a style of its own": _new_style,
    "alignment": lambda d: setattr(at(d, "28").paragraph_format, "alignment", 1),
    "a link inserted": _new_link,
    "a link's target": _retarget,
    "a link's words": _link_text,
    "a picture inserted": _picture,
    "another picture": _other_picture,
    "a field inserted": _field,
    "a field's code": _field_code,
    "a provision split": _split,
    "provisions merged": _merge,
    "a paragraph moved": lambda d: _move(d, "29", "33"),
    "an article's heading": lambda d: words(d, "Article 4", "Article 4", "Article 4A"),
    "a line end": _break,
    "a whole rewrite": lambda d: words(d, "28", at(d, "28").text[7:], "Nothing of it is left as it was before."),
    "a content control": _control,
    "everything at once": _everything,
    "symbols and hyphens": _signs,
    "a page break": lambda d: at(d, "33").add_run().add_break(WD_BREAK.PAGE),
}


# a document with what the first has not: text boxes, endnotes, comments, sections, a nested table

BOX = """<w:r {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="2000000" cy="600000"/><wp:docPr id="{number}" name="Box {number}"/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</wps:spPr><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="box{number}" style="width:157pt;height:47pt"
 type="#_x0000_t202"><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""


def box(paragraph, words: list[str], number: int = 90) -> None:
    """A text box, as Word writes it: once for itself, once for old readers."""
    text = "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in words)
    paragraph._p.append(parse_xml(BOX.format(ns=nsdecls("w"), number=number, text=text).replace("\n", "")))


def add_endnotes(document: Document, notes: list[str]) -> None:
    lines = "".join(
        f'<w:endnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:endnote>'
        for number, kind in enumerate(["separator", "continuationSeparator"], -1)
    )
    ours = "".join(
        f'<w:endnote w:id="{number}"><w:p><w:r><w:endnoteRef/></w:r><w:r><w:t xml:space="preserve"> {words}</w:t></w:r>'
        "</w:p></w:endnote>"
        for number, words in enumerate(notes, 1)
    )
    root = parse_xml(f"<w:endnotes {nsdecls('w')}>{lines}{ours}</w:endnotes>")
    part = XmlPart(PackURI("/word/endnotes.xml"), CT.WML_ENDNOTES, root, document.part.package)
    document.part.relate_to(part, RT.ENDNOTES)


def end_note(paragraph, number: int) -> None:
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:endnoteReference w:id="{number}"/></w:r>'))


def rarer(
    box_words: tuple[str, ...] = ("A box says this.", "And more."),
    endnotes: tuple[str, ...] = ("The first end note.", "The second end note."),
    boxed: bool = True,
    landscape: bool = True,
    inner: str = "An inner cell.",
) -> Document:
    """A document with text boxes, endnotes, sections and a table in a table."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "The first section"
    document.add_paragraph("1\tMembers shall cooperate in everything that the Union does.")
    boxes = document.add_paragraph("2\tBeside a box: ")
    if boxed:
        box(boxes, list(box_words))
    boxes.add_run(" the text goes on, as it always does.")
    noted = document.add_paragraph("3\tAdministrations shall consult each other")
    for number in range(1, len(endnotes) + 1):
        end_note(noted, number)
        noted.add_run(" and again")
    add_endnotes(document, list(endnotes))
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "An outer cell."
    table.rows[0].cells[1].add_table(1, 1).rows[0].cells[0].text = inner
    if landscape:
        wide = document.add_section()
        wide.page_width, wide.page_height = wide.page_height, wide.page_width
        wide.header.is_linked_to_previous = False
        wide.header.paragraphs[0].text = "The second section"
    document.add_paragraph("4\tDone at Geneva, in the languages of the Union.")
    return document


CHART = """<w:p {ns} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:r><w:t>A chart</w:t></w:r><w:r>
<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2000000" cy="1000000"/>
<wp:docPr id="70" name="Chart"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">
<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{id}"/></a:graphicData></a:graphic>
</wp:inline></w:drawing></w:r></w:p>"""
CHART_SPACE = """<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:chart><c:plotArea><c:layout/>
<c:barChart><c:barDir val="col"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numLit><c:ptCount val="2"/>
<c:pt idx="0"><c:v>{one}</c:v></c:pt><c:pt idx="1"><c:v>{two}</c:v></c:pt></c:numLit></c:val></c:ser><c:axId val="1"/>
<c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>
<c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart>
<c:externalData r:id="rId1"/></c:chartSpace>"""


def charted(*values: int) -> Document:
    """A document with a chart that draws on a sheet, or without one."""
    document = docx.Document()
    document.add_paragraph("Members shall report their traffic every year.")
    if values:
        space = CHART_SPACE.format(one=values[0], two=values[1]).replace("\n", "").encode()
        package = document.part.package
        kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        chart = Part(PackURI("/word/charts/chart1.xml"), kind, space, package)
        sheet = Part(PackURI("/word/embeddings/sheet1.xlsx"), CT.SML_SHEET, b"PK made-up sheet " + space[-40:], package)
        assert chart.relate_to(sheet, RT.PACKAGE) == "rId1"
        identifier = document.part.relate_to(chart, RT.CHART)
        node = parse_xml(CHART.format(ns=nsdecls("w"), id=identifier).replace("\n", ""))
        document.element.body.insert(1, node)
    document.add_paragraph("Done at Geneva.")
    return document


def _with_section(words: str) -> Document:
    """A section more, that ends in a paragraph of its own."""
    document = rarer(landscape=False)
    first = document.paragraphs[0]
    made = first.insert_paragraph_before(words)
    ending = parse_xml(
        f'<w:sectPr {nsdecls("w")}><w:pgSz w:w="10000" w:h="14000"/><w:pgMar w:top="900" w:right="900" w:bottom="900" '
        'w:left="900" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>'
    )
    made._p.get_or_add_pPr().append(ending)
    return document


def _drop(document: Document, start: str) -> Document:
    remove(document, start)
    return document


RARER: dict[str, Callable[[], Document]] = {
    "a text box's words": lambda: rarer(("A box says that.", "And more.")),
    "a paragraph more in a text box": lambda: rarer(("A box says this.", "In between.", "And more.")),
    "a paragraph less in a text box": lambda: rarer(("A box says this.",)),
    "no text box": lambda: rarer(boxed=False),
    "an endnote's words": lambda: rarer(endnotes=("The first end note.", "Another end note.")),
    "an endnote more": lambda: rarer(endnotes=("The first end note.", "The second end note.", "A third.")),
    "an endnote less": lambda: rarer(endnotes=("The first end note.",)),
    "a table in a table": lambda: rarer(inner="Another inner cell."),
    "a paragraph with a text box deleted": lambda: _drop(rarer(), "2"),
    "a paragraph with endnotes deleted": lambda: _drop(rarer(), "3"),
}
SECTIONS: dict[str, Callable[[], Document]] = {
    "a section inserted": lambda: _with_section("A cover page of the document."),
    "no section": lambda: rarer(landscape=False),
}


def _table_layout(document: Document) -> None:
    table = document.tables[0]
    table.style = "Light List Accent 1"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column in table.columns:
        column.width = Inches(1.5)


def _row_height(document: Document) -> None:
    document.tables[0].rows[1].height = Inches(0.7)


def _shade(document: Document) -> None:
    properties = document.tables[0].rows[0].cells[1]._tc.get_or_add_tcPr()
    properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="DDDDDD"/>'))
    words_of = document.tables[0].rows[0].cells[1].paragraphs[0]
    words_of.add_run(" in grey")


def _merge(document: Document) -> None:
    first, second = document.tables[0].rows[1].cells[:2]
    first.merge(second)


def _landscape(document: Document) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = page.page_height, page.page_width
    page.left_margin = Inches(0.7)


def _first_header(document: Document) -> None:
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "Only on the first page"
    document.sections[0].first_page_footer.paragraphs[0].text = "And below"


EDITS |= {
    "the layout of a table": _table_layout,
    "the height of a row": _row_height,
    "a shaded cell": _shade,
    "merged cells": _merge,
    "the page turned": _landscape,
    "a header for the first page": _first_header,
}


def sectioned(*ends: str, headers: Mapping[str, str] | None = None) -> Document:
    """Ten provisions, of which some end a section, some with a header of its own; the last section by ``end``."""
    document = docx.Document()
    headers = headers or {}
    for number in range(1, 11):
        document.add_paragraph(f"{number}\tMembers shall cooperate in matter number {number} of the Union.")
        if str(number) in ends:
            document.add_section(WD_SECTION.NEW_PAGE)
    for name, section in zip([*ends, "end"], document.sections, strict=True):
        section.header.is_linked_to_previous = name not in headers
        if name in headers:
            section.header.paragraphs[0].text = headers[name]
    return document


def scattered(seed: int) -> Document:
    """Provisions with tables between them and sections with headers of their own, at random."""
    rng = random.Random(seed)
    document = docx.Document()
    numbers = [number for number in range(1, 11) if rng.random() < 0.85]
    for number in numbers:
        if rng.random() < 0.1:
            document.add_table(1, 2).rows[0].cells[0].text = f"A cell before number {number}"
        verb = rng.choice(["cooperate", "act"])
        document.add_paragraph(f"{number}\tMembers shall {verb} in matter number {number} of the Union.")
        if rng.random() < 0.3 and number != numbers[-1]:
            document.add_section(WD_SECTION.NEW_PAGE)
    for section in document.sections:
        for header in (section.header, section.footer, section.first_page_header):
            if rng.random() < 0.4:
                header.is_linked_to_previous = False
                header.paragraphs[0].text = rng.choice(["One header", "Another header", "", "Three other words"])
        if rng.random() < 0.3:
            section.different_first_page_header_footer = True
        if rng.random() < 0.3:
            section.page_width, section.page_height = section.page_height, section.page_width
    return document


BREAKS: dict[str, tuple[Callable[[], Document], Callable[[], Document]]] = {
    "a section break": (sectioned, lambda: sectioned("4")),
    "a section break more": (lambda: sectioned("4"), lambda: sectioned("4", "7")),
    "a section break moved": (lambda: sectioned("4"), lambda: sectioned("7")),
    "a section break with a header": (
        lambda: sectioned(headers={"end": "All of it"}),
        lambda: sectioned("4", headers={"4": "The first part", "end": "All of it"}),
    ),
    "a header of its own": (
        lambda: sectioned("4", "7", headers={"4": "The header"}),
        lambda: sectioned("4", "7", headers={"4": "The header", "7": "Another header"}),
    ),
    "another header for the rest": (
        lambda: sectioned("4", "7", headers={"4": "The header"}),
        lambda: sectioned("4", "7", headers={"4": "The header", "end": "Another header"}),
    ),
    "no header": (lambda: sectioned("4"), lambda: sectioned("4", headers={"4": "The header", "end": "And more"})),
}


def _colour(document: Document) -> None:
    for run in at(document, "33").runs:
        run.font.color.rgb = RGBColor(200, 0, 0)
        run.font.size = Pt(15)


EDITS["colour and size"] = _colour


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@functools.cache
def pairs() -> dict[str, tuple[bytes, bytes]]:
    """Each edit there and back."""
    first = saved(rich())
    found = {}
    for name, edit in EDITS.items():
        document = rich()
        edit(document)
        second = saved(document)
        found[name] = (first, second)
        found[f"{name}, back"] = (second, first)
    for name, make in RARER.items():
        found[name] = (saved(rarer()), saved(make()))
        found[f"{name}, back"] = (saved(make()), saved(rarer()))
    none, chart, other = (saved(charted(*values)) for values in ((), (1, 2), (3, 4)))
    found["a chart inserted"], found["a chart inserted, back"] = (none, chart), (chart, none)
    found["another chart"], found["another chart, back"] = (chart, other), (other, chart)
    for name, makes in BREAKS.items():
        one, other = (saved(make()) for make in makes)
        found[name], found[f"{name}, back"] = (one, other), (other, one)
    plain, with_section = (saved(SECTIONS[name]()) for name in ("no section", "a section inserted"))
    found["a section inserted"], found["a section inserted, back"] = (plain, with_section), (with_section, plain)
    return found


OTHER_NAMES = {
    "document": "document2",  # as Word in a browser calls it
    "styles": "looks",
    "numbering": "lists",
    "footnotes": "notes1",
    "endnotes": "notes2",
    "comments": "remarks",
}


def renamed(data: bytes, *, back: bool = False) -> bytes:
    """A document whose parts have other names than those that Word gives them; ``back``, one that has those again."""
    held = io.BytesIO()
    names = {new: old for old, new in OTHER_NAMES.items()} if back else OTHER_NAMES

    def said(text: str) -> str:
        return re.sub(r"(?<![\w.])(\w+)(\.xml)", lambda m: names.get(m[1], m[1]) + m[2], text)

    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(held, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".rels") or name == "[Content_Types].xml":
                content = said(content.decode()).encode()
            target.writestr(said(name), content)
    return held.getvalue()


def strict(data: bytes) -> bytes:
    """A document as Word saves it when asked for Strict Open XML."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(held, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith((".xml", ".rels")):
                names = rb"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)/2006/"
                content = re.sub(names, rb"http://purl.oclc.org/ooxml/\1/", content)
                content = content.replace(b"/extended-properties", b"/extendedProperties")
                content = content.replace(b"<w:document ", b'<w:document w:conformance="strict" ')
            target.writestr(name, content)
    return held.getvalue()
