"""The canonical form: what differs is found and named, what only tells one saving from another is not."""

from __future__ import annotations

import copy
import io
import os
import zipfile
from itertools import islice
from pathlib import Path

import docx
import pytest
from lxml import etree
from word_pairs import pairs, renamed, rich, saved, strict

from redline.errors import RedlineError
from redline.ooxml.form import (
    Aspect,
    Context,
    Form,
    Kind,
    RevisionView,
    blocks_form,
    differences,
    form_of,
    paragraph_form,
)
from redline.ooxml.package import Package

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": f"{OFFICE}/relationships",
    "m": f"{OFFICE}/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "x": "urn:example:unknown",
}
DECLARED = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMES.items())
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
<w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Listed"><w:name w:val="Listed"/>
<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Dressed"><w:name w:val="Dressed"/><w:tblStylePr w:type="firstRow">
<w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>
"""
LEVEL = '<w:lvl w:ilvl="0"><w:start w:val="{}"/><w:numFmt w:val="{}"/>{}<w:lvlText w:val="{}"/></w:lvl>'
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVEL.format(1, "decimal", "", "%1.")}</w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1">'
    + LEVEL.format(1, "upperRoman", '<w:pStyle w:val="Listed"/>', "Article %1")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Linked"/></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="3"><w:styleLink w:val="Linked"/>'
    f"{LEVEL.format(1, 'lowerLetter', '', '(%1)')}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'
)
KINDS = {"styles": STYLES, "numbering": NUMBERING, "settings": "", "footnotes": "", "endnotes": "", "comments": ""}


def made(body: str, links: str = "", files: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """Return a document; ``parts`` say what its styles, notes and the like are, ``links`` more of its relationships."""
    held = {kind: parts.get(kind, content) for kind, content in KINDS.items()}
    held |= {name: content for name, content in parts.items() if name not in KINDS}
    refers = "".join(
        f'<Relationship Id="p{kind}" Type="{OFFICE}/relationships/{kind.rstrip("0123456789")}" Target="{kind}.xml"/>'
        for kind in held
    )
    root = f'<Relationships xmlns="{RELATIONSHIPS}">{{}}</Relationships>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            "</Types>",
        )
        package.writestr(
            "_rels/.rels",
            root.format(
                f'<Relationship Id="1" Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
            ),
        )
        package.writestr("word/_rels/document.xml.rels", root.format(refers + links))
        package.writestr("word/document.xml", f"<w:document {DECLARED}><w:body>{body}</w:body></w:document>")
        for kind, content in held.items():
            package.writestr(f"word/{kind}.xml", f"<w:{kind} {DECLARED}>{content}</w:{kind}>")
        for name, data in (files or {}).items():
            package.writestr(name, data)
    return target.getvalue()


def form(data: bytes, view: RevisionView = RevisionView.ASIS) -> Form:
    return form_of(Package(data, "made.docx"), view)


def p(content: str = "", properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*cells: str, properties: str = "", cell: str = "", row: str = "") -> str:
    inner = "".join(f"<w:tc>{cell and f'<w:tcPr>{cell}</w:tcPr>'}{content}</w:tc>" for content in cells)
    inner = f"{row and f'<w:trPr>{row}</w:trPr>'}{inner}"
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/><w:tr>{inner}</w:tr></w:tbl>"


def field(instruction: str, result: str, begin: str = "") -> str:
    char = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    return (
        char.format("begin", begin)
        + f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        + char.format("separate", "")
        + result
        + char.format("end", "")
    )


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box(content: str) -> str:
    inner = f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
    return f'<w:r><w:pict><v:shape id="s1">{inner}</v:shape></w:pict></w:r>'


def picture(identifier: str, described: str = "A map") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="One" descr="{described}"/><a:graphic><a:graphicData>'
        f'<pic:pic><pic:blipFill><a:blip r:embed="{identifier}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def alternate(content: str, other: str) -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{content}</mc:Choice><mc:Fallback>{other}</mc:Fallback>'
        "</mc:AlternateContent>"
    )


def numbered(number: str, text: str = "item") -> str:
    return p(r(text), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')


def sign(name: str, **values: str) -> str:
    said = " ".join(f'w:{key}="{value}"' for key, value in values.items())
    return f"<w:r><w:{name} {said}/></w:r>"


A = p(r("The Members shall"))
FORM_FIELD = (
    '<w:ffData><w:name w:val="C"/><w:checkBox><w:default w:val="0"/><w:checked w:val="{}"/></w:checkBox></w:ffData>'
)
DIFFERENT = {
    "a word": (A, p(r("The Members may")), Aspect.TEXT, "paragraph 1 “The Members shall”"),
    "a space": (A, p(r("The  Members shall")), Aspect.TEXT, "paragraph 1"),
    "a paragraph": (A, A + p(r("New")), Aspect.TEXT, "paragraph 2 “New”"),
    "an empty paragraph": (A, A + p(), Aspect.TEXT, "paragraph 2"),
    "where a paragraph ends": (p(r("One")) + p(r("Two")), p(r("OneTwo")), Aspect.TEXT, "paragraph 1"),
    "a tab": (p(r("a") + sign("tab")), p(r("a")), Aspect.TEXT, "paragraph 1"),
    "a tab that is a space": (p(r("a") + sign("tab")), p(r("a ")), Aspect.TEXT, "paragraph 1"),
    "an aligned tab": (
        p(sign("ptab", alignment="left")),
        p(sign("ptab", alignment="right")),
        Aspect.TEXT,
        "paragraph 1",
    ),
    "a break": (p(sign("br")), p(sign("br", type="page")), Aspect.TEXT, "paragraph 1"),
    "what a break clears": (p(sign("br", clear="all")), p(sign("br")), Aspect.TEXT, "paragraph 1"),
    "a symbol": (
        p(sign("sym", font="S", char="F0A7")),
        p(sign("sym", font="S", char="F0B7")),
        Aspect.TEXT,
        "paragraph 1",
    ),
    "a soft hyphen": (p(r("a") + sign("softHyphen")), p(r("a") + sign("noBreakHyphen")), Aspect.TEXT, "paragraph 1"),
    "a private character": (p(r("\ue001")), p(r("\ue002")), Aspect.TEXT, "paragraph 1"),
    "bold": (A, p(r("The ") + r("Members", "<w:b/>") + r(" shall")), Aspect.LOOK, "paragraph 1"),
    "bold of a style taken back": (
        p(r("a"), '<w:pStyle w:val="H1"/>'),
        p(r("a", '<w:b w:val="0"/>'), '<w:pStyle w:val="H1"/>'),
        Aspect.LOOK,
        "paragraph 1",
    ),
    "bold of a table's first row taken back": (
        table(p(r("a")), properties='<w:tblStyle w:val="Dressed"/>'),
        table(p(r("a", '<w:b w:val="0"/>')), properties='<w:tblStyle w:val="Dressed"/>'),
        Aspect.LOOK,
        "table 1, row 1, column 1",
    ),
    "a character style": (p(r("a", '<w:rStyle w:val="Strong"/>')), p(r("a", "<w:b/>")), Aspect.LOOK, "paragraph 1"),
    "a font for Arabic": (p(r("العربية", '<w:szCs w:val="30"/>')), p(r("العربية")), Aspect.LOOK, "paragraph 1"),
    "the look of a mark": (p(r("a")), p(r("a"), "<w:rPr><w:b/></w:rPr>"), Aspect.LOOK, "paragraph 1"),
    "alignment": (A, p(r("The Members shall"), '<w:jc w:val="center"/>'), Aspect.LOOK, "paragraph 1"),
    "a style": (A, p(r("The Members shall"), '<w:pStyle w:val="H1"/>'), Aspect.LOOK, "paragraph 1"),
    "a list": (p(r("item")), numbered("1"), Aspect.NUMBERING, "paragraph 1"),
    "a restart": (numbered("1") + numbered("1"), numbered("1") + numbered("2"), Aspect.NUMBERING, "paragraph 2"),
    "a list by link": (numbered("1"), numbered("4"), Aspect.NUMBERING, "paragraph 1"),
    "a list that a style brings, taken back": (
        p(r("a"), '<w:pStyle w:val="Listed"/>'),
        p(r("a"), '<w:pStyle w:val="Listed"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        Aspect.NUMBERING,
        "paragraph 1",
    ),
    "an instruction": (p(field("REF a", r("1"))), p(field("REF b", r("1"))), Aspect.FIELD, "paragraph 1"),
    "a field made plain": (p(field("PAGE", r("1"))), p(r("1")), Aspect.FIELD, "paragraph 1"),
    "a result": (p(field("REF a", r("1"))), p(field("REF a", r("2"))), Aspect.TEXT, "paragraph 1"),
    "a symbol in a result": (
        p(field("REF a", sign("sym", font="S", char="F0A7"))),
        p(field("REF a", sign("sym", font="S", char="F0B7"))),
        Aspect.TEXT,
        "paragraph 1",
    ),
    "a field locked": (
        p(f'<w:fldSimple w:instr="PAGE">{r("1")}</w:fldSimple>'),
        p(f'<w:fldSimple w:instr="PAGE" w:fldLock="1">{r("1")}</w:fldSimple>'),
        Aspect.FIELD,
        "paragraph 1",
    ),
    "a box ticked": (
        p(field("FORMCHECKBOX", "", FORM_FIELD.format(0))),
        p(field("FORMCHECKBOX", "", FORM_FIELD.format(1))),
        Aspect.FIELD,
        "paragraph 1",
    ),
    "an anchor": (
        p(f'<w:hyperlink w:anchor="a">{r("here")}</w:hyperlink>'),
        p(f'<w:hyperlink w:anchor="b">{r("here")}</w:hyperlink>'),
        Aspect.LINK,
        "paragraph 1",
    ),
    "a link in a field": (
        p(f'<w:hyperlink w:anchor="a">{r("here")}</w:hyperlink>'),
        p(field(r'HYPERLINK \l "b"', r("here"))),
        Aspect.LINK,
        "paragraph 1",
    ),
    "a tooltip": (
        p(f'<w:hyperlink w:anchor="a">{r("here")}</w:hyperlink>'),
        p(f'<w:hyperlink w:anchor="a" w:tooltip="t">{r("here")}</w:hyperlink>'),
        Aspect.LINK,
        "paragraph 1",
    ),
    "a bookmark": (
        A,
        p('<w:bookmarkStart w:id="1" w:name="art3"/><w:bookmarkEnd w:id="1"/>' + r("The Members shall")),
        Aspect.LINK,
        "paragraph 1",
    ),
    "a bookmark's place": (
        p('<w:bookmarkStart w:id="1" w:name="art3"/>' + r("a") + '<w:bookmarkEnd w:id="1"/>' + r("b")),
        p(r("a") + '<w:bookmarkStart w:id="1" w:name="art3"/>' + r("b") + '<w:bookmarkEnd w:id="1"/>'),
        Aspect.LINK,
        "paragraph 1",
    ),
    "a reference to another place of the same name": (
        p('<w:bookmarkStart w:id="1" w:name="_Ref1"/>' + r("a") + '<w:bookmarkEnd w:id="1"/>')
        + p(r("b"))
        + p(field("PAGEREF _Ref1", r("1"))),
        p(r("a"))
        + p('<w:bookmarkStart w:id="1" w:name="_Ref1"/>' + r("b") + '<w:bookmarkEnd w:id="1"/>')
        + p(field("PAGEREF _Ref1", r("1"))),
        Aspect.FIELD,
        "paragraph 3",
    ),
    "a reference that leads nowhere": (
        p(
            '<w:bookmarkStart w:id="1" w:name="_Ref1"/>'
            + r("a")
            + '<w:bookmarkEnd w:id="1"/>'
            + field("REF _Ref1", r("a"))
        ),
        p(r("a") + field("REF _Ref1", r("a"))),
        Aspect.FIELD,
        "paragraph 1",
    ),
    "words of a text box": (
        p(r("a") + box(p(r("x")))),
        p(r("a") + box(p(r("y")))),
        Aspect.TEXT,
        "text box, paragraph 1 “x”",
    ),
    "a branch": (
        p(alternate(r("a"), r("b"))),
        p(alternate(r("a"), r("c"))),
        Aspect.TEXT,
        "paragraph 1",
    ),
    "a branch round a paragraph": (alternate(A, A), alternate(A, p(r("x"))), Aspect.TEXT, "paragraph 2"),
    "an equation": (
        p("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
        p("<m:oMath><m:r><m:t>y</m:t></m:r></m:oMath>"),
        Aspect.OBJECT,
        "paragraph 1",
    ),
    "a reading above a word": (
        p(f"<w:r><w:ruby><w:rt>{r('a')}</w:rt><w:rubyBase>{r('b')}</w:rubyBase></w:ruby></w:r>"),
        p(f"<w:r><w:ruby><w:rt>{r('x')}</w:rt><w:rubyBase>{r('b')}</w:rubyBase></w:ruby></w:r>"),
        Aspect.OBJECT,
        "paragraph 1",
    ),
    "a control's tag": (
        control('<w:tag w:val="a"/>', A),
        control('<w:tag w:val="b"/>', A),
        Aspect.CONTROL,
        "after paragraph 0",
    ),
    "a control's state": (
        p(control('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', r("x"))),
        p(control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', r("x"))),
        Aspect.CONTROL,
        "paragraph 1",
    ),
    "a control's lock": (
        control('<w:lock w:val="sdtLocked"/>', A),
        control("", A),
        Aspect.CONTROL,
        "after paragraph 0",
    ),
    "what a control holds": (control("", A + A), control("", A) + A, Aspect.CONTROL, "paragraph 2"),
    "a custom element": (
        p(f'<w:customXml w:element="a">{r("x")}</w:customXml>'),
        p(r("x")),
        Aspect.CONTROL,
        "paragraph 1",
    ),
    "who may write": (
        p('<w:permStart w:id="1" w:edGrp="everyone"/>' + r("x")),
        p(r("x")),
        Aspect.CONTROL,
        "paragraph 1",
    ),
    "direction": (p(f'<w:bdo w:val="rtl">{r("x")}</w:bdo>'), p(r("x")), Aspect.LOOK, "paragraph 1"),
    "a cell's words": (table(p(r("a"))), table(p(r("b"))), Aspect.TEXT, "table 1, row 1, column 1 “a”"),
    "a row in a control": (
        table(p(r("a")))
        .replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>")
        .replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>"),
        table(p(r("b")))
        .replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>")
        .replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>"),
        Aspect.TEXT,
        "table 1, row 1, column 1 “a”",
    ),
    "a border": (
        table(A),
        table(A, properties='<w:tblBorders><w:top w:val="single" w:sz="4"/></w:tblBorders>'),
        Aspect.TABLE,
        "table 1",
    ),
    "merged cells": (table(A, cell='<w:gridSpan w:val="2"/>'), table(A), Aspect.TABLE, "table 1, row 1, column 1"),
    "a header row": (table(A, row="<w:tblHeader/>"), table(A), Aspect.TABLE, "table 1, row 1"),
    "columns": (
        table(A).replace("<w:tblGrid/>", '<w:tblGrid><w:gridCol w:w="9"/></w:tblGrid>'),
        table(A),
        Aspect.TABLE,
        "table 1",
    ),
    "a cell": (table(A, A), table(A), Aspect.TABLE, "table 1, row 1, column 2"),
    "a page": (
        A + '<w:sectPr><w:pgSz w:w="1" w:h="2"/></w:sectPr>',
        A + '<w:sectPr><w:pgSz w:w="1" w:h="3"/></w:sectPr>',
        Aspect.SECTION,
        "section 1",
    ),
    "a section": (p(r("a"), "<w:sectPr/>") + A, p(r("a")) + A, Aspect.SECTION, "section 1"),
    "an unknown element in a run": (
        p('<w:r><x:a y="1">z</x:a></w:r>'),
        p('<w:r><x:a y="2">z</x:a></w:r>'),
        Aspect.OTHER,
        "paragraph 1",
    ),
    "an unknown element in a paragraph": (
        p("<x:a><x:b>1</x:b></x:a>"),
        p("<x:a><x:b>2</x:b></x:a>"),
        Aspect.OTHER,
        "paragraph 1",
    ),
    "an unknown id": (p('<x:a id="1"/>'), p('<x:a id="2"/>'), Aspect.OTHER, "paragraph 1"),
    "an unknown element in a cell": (
        table(A + "<x:a>1</x:a>"),
        table(A + "<x:a>2</x:a>"),
        Aspect.OTHER,
        "table 1, row 1, column 1",
    ),
    "an unknown element in a table": (
        table(A).replace("<w:tr>", "<x:a>1</x:a><w:tr>"),
        table(A).replace("<w:tr>", "<x:a>2</x:a><w:tr>"),
        Aspect.OTHER,
        "table 1, after row 0",
    ),
    "an unknown element in the body": (
        A + "<w:new>1</w:new>",
        A + "<w:new>2</w:new>",
        Aspect.OTHER,
        "after paragraph 1",
    ),
    "an unknown property": (p(r("a", '<x:a y="1"/>')), p(r("a", '<x:a y="2"/>')), Aspect.LOOK, "paragraph 1"),
    "an unknown property of a paragraph": (p(r("a"), '<w:new w:val="1"/>'), p(r("a")), Aspect.LOOK, "paragraph 1"),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_differs_is_named(name: str) -> None:
    old, new, aspect, place = DIFFERENT[name]
    for one, other in ((old, new), (new, old)):
        found = differences(form(made(one)), form(made(other)))
        assert found
        assert aspect in {difference.aspect for difference in found}, found
    assert any(place in difference.place for difference in differences(form(made(old)), form(made(new))))


SAME = {
    "ids and rsids": (
        '<w:p w:rsidR="1" w14:paraId="A">' + r("a") + "</w:p>",
        '<w:p w:rsidR="2" w14:paraId="B">' + r("a") + "</w:p>",
    ),
    "split runs": (p(r("The ") + r("Members")), p(r("The Members"))),
    "split runs of one look": (p(r("a", "<w:b/>") + r("b", '<w:b w:val="true"/>')), p(r("ab", "<w:b/>"))),
    "what tells of spelling and pages": (p('<w:proofErr w:type="gramStart"/>' + r("a", "<w:noProof/>")), p(r("a"))),
    "order of properties": (p(r("a", "<w:b/><w:i/>")), p(r("a", "<w:i/><w:b/>"))),
    "bold of a style spelled out": (
        p(r("a"), '<w:pStyle w:val="H1"/>'),
        p(r("a", "<w:b/>"), '<w:pStyle w:val="H1"/><w:keepNext/>'),
    ),
    "what holds anyway": (
        p(r("a")),
        p(
            r("a", '<w:b w:val="0"/><w:sz w:val="22"/>'),
            '<w:pStyle w:val="Normal"/><w:jc w:val="left"/><w:ind w:left="0"/>',
        ),
    ),
    "a style that is not there": (p(r("a"), '<w:pStyle w:val="Nowhere"/>'), p(r("a"))),
    "a font for Arabic in Latin text": (p(r("a", '<w:szCs w:val="30"/>')), p(r("a"))),
    "a simple field": (p(f'<w:fldSimple w:instr=" PAGE ">{r("1")}</w:fldSimple>'), p(field(" PAGE", r("1")))),
    "an instruction in two runs": (
        p(field("REF  a", r("1"))),
        p(field('RE</w:instrText></w:r><w:r><w:instrText xml:space="preserve">F a', r("1"))),
    ),
    "a link in two": (
        p(f'<w:hyperlink w:anchor="a">{r("one")}</w:hyperlink><w:hyperlink w:anchor="a">{r(" two")}</w:hyperlink>'),
        p(f'<w:hyperlink w:anchor="a" w:history="1">{r("one two")}</w:hyperlink>'.replace(' w:history="1"', "")),
    ),
    "a link as a field": (
        p(f'<w:hyperlink w:anchor="a" w:tooltip="t">{r("here")}</w:hyperlink>'),
        p(field(r' HYPERLINK  \l "a" \o "t" ', r("here"))),
    ),
    "a link as a simple field, in two": (
        p(f'<w:hyperlink w:anchor="a">{r("one")}</w:hyperlink><w:hyperlink w:anchor="a">{r(" two")}</w:hyperlink>'),
        p(f'<w:fldSimple w:instr="HYPERLINK \\l a">{r("one")}</w:fldSimple>' + field(r'HYPERLINK \l "a"', r(" two"))),
    ),
    "a link that shows nothing": (p(r("a") + '<w:hyperlink w:anchor="a"/>' + r("b")), p(r("ab"))),
    "where the cursor was": (
        p('<w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/>' + r("a")),
        p(r("a")),
    ),
    "a bookmark that nothing refers to": (
        p('<w:bookmarkStart w:id="1" w:name="_Toc1"/><w:bookmarkEnd w:id="1"/>' + r("a")),
        p(r("a")),
    ),
    "one place by two names": (
        p(
            '<w:bookmarkStart w:id="1" w:name="_Ref1"/>'
            + r("a")
            + '<w:bookmarkEnd w:id="1"/>'
            + field("REF _Ref1", r("a"))
        ),
        p(
            '<w:bookmarkStart w:id="1" w:name="_Ref7"/>'
            + r("a")
            + '<w:bookmarkEnd w:id="1"/>'
            + field("REF _Ref7", r("a"))
        ),
    ),
    "a link to one place by two names": (
        p('<w:bookmarkStart w:id="1" w:name="_a"/>' + r("a") + '<w:bookmarkEnd w:id="1"/>')
        + p(f'<w:hyperlink w:anchor="_a">{r("here")}</w:hyperlink>'),
        p('<w:bookmarkStart w:id="1" w:name="_b"/>' + r("a") + '<w:bookmarkEnd w:id="1"/>')
        + p(f'<w:hyperlink w:anchor="_b">{r("here")}</w:hyperlink>'),
    ),
    "order of bookmarks": (
        p('<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkStart w:id="2" w:name="b"/>' + r("a")),
        p('<w:bookmarkStart w:id="7" w:name="b"/><w:bookmarkStart w:id="8" w:name="a"/>' + r("a")),
    ),
    "outer spaces that do not count": (p("<w:r><w:t> a </w:t></w:r>"), p("<w:r><w:t>a</w:t></w:r>")),
    "a smart tag": (p(f'<w:smartTag w:element="city">{r("Rome")}</w:smartTag>'), p(r("Rome"))),
    "an unlocked control": (control('<w:id w:val="1"/><w:lock w:val="unlocked"/>', A), control('<w:id w:val="2"/>', A)),
    "numbers of lists": (numbered("1"), numbered("2")),
    "lists linked and not": (numbered("4"), numbered("5")),
    "a line break": (p(sign("br", type="textWrapping")), p(sign("cr"))),
    "no section": (A, A + '<w:sectPr w:rsidR="1"/>'),
    "a table's look as a number": (
        table(A, properties='<w:tblLook w:val="0020"/>'),
        table(A, properties='<w:tblLook w:firstRow="1" w:lastRow="0"/>'),
    ),
    "an unknown element written otherwise": (p("<x:a b='1' c='2'></x:a>"), p('<x:a c="2" b="1"/>')),
}


@pytest.mark.parametrize("name", SAME)
def test_what_only_tells_savings_apart_is_no_difference(name: str) -> None:
    old, new = (form(made(body)) for body in SAME[name])

    assert differences(old, new) == ()
    assert old == new


# what stands in other parts


def note(kind: str, words: str, identifier: int = 2) -> str:
    return f'<w:{kind} w:id="{identifier}">{p(r(words))}</w:{kind}>'


def reference(kind: str, identifier: int = 2) -> str:
    return f'<w:r><w:{kind}Reference w:id="{identifier}"/></w:r>'


def found(old: bytes, new: bytes) -> set[tuple[str, Aspect]]:
    return {(difference.story, difference.aspect) for difference in differences(form(old), form(new))}


def test_notes_go_by_the_order_of_references_not_by_ids() -> None:
    first = made(p(reference("footnote", 2)), footnotes=note("footnote", "gold", 2) + note("footnote", "unused", 3))
    other = made(p(reference("footnote", 7)), footnotes=note("footnote", "gold", 7))
    changed = made(p(reference("footnote", 7)), footnotes=note("footnote", "silver", 7))
    moved = made(p(reference("endnote")), endnotes=note("endnote", "gold"))

    assert found(first, other) == set()
    assert found(first, changed) == {("footnote 1", Aspect.TEXT)}
    assert found(first, moved) == {("body", Aspect.NOTE), ("footnote 1", Aspect.TEXT), ("endnote 1", Aspect.TEXT)}


@pytest.mark.parametrize("wrap", [control("", "{}"), '<w:smartTag w:element="a">{}</w:smartTag>', field("REF a", "{}")])
def test_notes_are_found_wherever_they_are_cited(wrap: str) -> None:
    old, new = (
        made(p(wrap.replace("{}", reference("footnote"))), footnotes=note("footnote", words)) for words in ("a", "b")
    )

    assert found(old, new) == {("footnote 1", Aspect.TEXT)}


def header(part: str, role: str = "default") -> str:
    return f'<w:headerReference w:type="{role}" r:id="p{part}"/>'


def test_headers_are_those_that_each_section_shows() -> None:
    ends = p(r("one"), f"<w:sectPr>{header('header1')}</w:sectPr>")
    inherited = made(ends + p(r("two")) + "<w:sectPr/>", header1=p(r("Draft")))
    own = made(
        ends + p(r("two")) + f"<w:sectPr>{header('header2')}</w:sectPr>", header1=p(r("Draft")), header2=p(r("Draft"))
    )
    other = made(
        ends + p(r("two")) + f"<w:sectPr>{header('header2')}</w:sectPr>", header1=p(r("Draft")), header2=p(r("Final"))
    )
    empty = made(p(r("one"), "<w:sectPr/>") + p(r("two")) + f"<w:sectPr>{header('header1')}</w:sectPr>", header1=p())
    none = made(p(r("one"), "<w:sectPr/>") + p(r("two")))

    assert found(inherited, own) == set()
    assert found(own, other) == {("header of section 2", Aspect.TEXT)}
    assert found(empty, none) == set()
    assert found(inherited, none) == {("header of section 1", Aspect.TEXT)}


def test_pictures_count_by_their_bytes_and_links_by_their_target() -> None:
    link = '<Relationship Id="{}" Type="' + OFFICE + '/relationships/image" Target="media/{}.png"/>'
    out = '<Relationship Id="h" Type="' + OFFICE + '/relationships/hyperlink" Target="{}" TargetMode="External"/>'

    def one(
        identifier: str, name: str, data: bytes, target: str = "https://a.example/", described: str = "A map"
    ) -> bytes:
        body = p(picture(identifier, described)) + p(f'<w:hyperlink r:id="h">{r("here")}</w:hyperlink>')
        return made(body, link.format(identifier, name) + out.format(target), {f"word/media/{name}.png": data})

    first = one("a", "one", b"PNG")

    assert found(first, one("b", "two", b"PNG")) == set()
    assert found(first, one("a", "one", b"GIF")) == {("body", Aspect.OBJECT)}
    assert found(first, one("a", "one", b"PNG", described="Another")) == {("body", Aspect.OBJECT)}
    assert found(first, one("a", "one", b"PNG", "https://b.example/")) == {("body", Aspect.LINK)}


def test_included_documents_count_by_what_they_say() -> None:
    link = f'<Relationship Id="c" Type="{OFFICE}/relationships/aFChunk" Target="in.html"/>'
    old, new = (made(A + '<w:altChunk r:id="c"/>', link, {"word/in.html": data}) for data in (b"one", b"two"))

    assert found(old, new) == {("body", Aspect.OBJECT)}
    assert found(old, made(A)) == {("body", Aspect.OBJECT)}


SETTINGS = {
    '<w:footnotePr><w:numFmt w:val="lowerRoman"/></w:footnotePr>': "numbering of footnotes",
    '<w:defaultTabStop w:val="300"/>': "default tab stops",
    "<w:evenAndOddHeaders/>": "headers of their own on even pages",
    '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>': "protection",
    '<w:themeFontLang w:val="fr-CH"/>': "language of theme fonts",
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_settings_that_readers_feel_are_named(setting: str) -> None:
    (difference,) = differences(form(made(A)), form(made(A, settings=setting)))

    assert (difference.story, difference.place, difference.aspect) == ("settings", SETTINGS[setting], Aspect.SETTING)


def test_settings_that_nobody_feels_are_not() -> None:
    settings = '<w:zoom w:percent="90"/><w:rsids><w:rsid w:val="1"/></w:rsids><w:defaultTabStop w:val="720"/>'

    assert found(made(A), made(A, settings=settings + '<w:footnotePr><w:footnote w:id="-1"/></w:footnotePr>')) == set()


THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme>'
    '<a:accent1><a:srgbClr val="{}"/></a:accent1></a:clrScheme><a:fontScheme><a:minorFont><a:latin typeface="{}"/>'
    "</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
)


def test_a_theme_is_a_setting_and_its_font_no_difference_of_each_paragraph() -> None:
    link = f'<Relationship Id="t" Type="{OFFICE}/relationships/theme" Target="theme.xml"/>'
    body = p(r("a", '<w:rFonts w:asciiTheme="minorHAnsi"/>'))
    old, new = (
        made(body, link, {"word/theme.xml": THEME.format(*values).encode()})
        for values in (("111111", "Arial"), ("222222", "Times"))
    )

    assert {difference.place for difference in differences(form(old), form(new))} >= {
        "colours of the theme",
        "fonts of the theme",
    }


def test_a_style_that_looks_otherwise_is_one_difference() -> None:
    body = p(r("a"), '<w:pStyle w:val="H1"/>') * 3 + p(r("b"))
    other = STYLES.replace("<w:keepNext/>", '<w:jc w:val="center"/>').replace('"H1"', '"Titre1"')
    direct = p(r("a"), '<w:pStyle w:val="Titre1"/>') * 2 + p(r("a", "<w:i/>"), '<w:pStyle w:val="Titre1"/>') + p(r("b"))

    renamed = made(body.replace('"H1"', '"Titre1"'), styles=STYLES.replace('"H1"', '"Titre1"'))
    assert found(made(body), renamed) == set()
    assert found(made(body), made(body.replace('"H1"', '"Titre1"'), styles=other)) == {("styles", Aspect.STYLE)}
    assert found(made(body), made(direct, styles=other)) == {("styles", Aspect.STYLE), ("body", Aspect.LOOK)}


def test_a_number_that_a_style_brings_differs_by_the_list() -> None:
    body = p(r("First"), '<w:pStyle w:val="Listed"/>') * 2
    old, new = form(made(body)), form(made(body, numbering=NUMBERING.replace("Article", "Section")))

    assert [block.number for block in old.stories[0].blocks][:2] == ["Article I", "Article II"]
    assert {difference.aspect for difference in differences(old, new)} == {Aspect.NUMBERING}


def test_comments_count_apart_from_the_text() -> None:
    body = p(
        '<w:commentRangeStart w:id="0"/>'
        + r("a")
        + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    )
    comment = '<w:comment w:id="0" w:author="ITU">' + p(r("{}")) + "</w:comment>"
    old, new = (made(body, comments=comment.format(words)) for words in ("why", "why not"))

    assert found(old, new) == {("comments", Aspect.COMMENT)}
    assert found(old, made(p(r("a")))) == {("comments", Aspect.COMMENT)}


def test_a_bound_control_counts_by_what_it_will_show() -> None:
    body = control('<w:dataBinding w:xpath="/d/t" w:storeItemID="{1}"/>', p(r("title")))
    link = f'<Relationship Id="c" Type="{OFFICE}/relationships/customXml" Target="../customXml/item1.xml"/>'
    refers = (
        f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="1" Type="{OFFICE}/relationships/customXmlProps" '
        'Target="itemProps1.xml"/></Relationships>'
    ).encode()
    old, new = (
        made(
            body,
            link,
            {
                "customXml/item1.xml": f"<d><t>{words}</t></d>".encode(),
                "customXml/itemProps1.xml": b'<p itemID="{1}"/>',
                "customXml/_rels/item1.xml.rels": refers,
            },
        )
        for words in ("one", "two")
    )

    assert found(old, new) == {("body", Aspect.CONTROL)}


def test_a_control_may_be_bound_to_the_title_of_the_document() -> None:
    data = made(
        control(
            """<w:dataBinding w:prefixMappings="xmlns:d='urn:d'" w:xpath="/d:p[1]/d:title[1]" """
            'w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>',
            A,
        )
    )
    held = io.BytesIO(data)
    with zipfile.ZipFile(held) as source:
        files = {name: source.read(name) for name in source.namelist()}
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    files["_rels/.rels"] = files["_rels/.rels"].replace(
        b"</Relationships>", f'<Relationship Id="2" Type="{kind}" Target="core.xml"/></Relationships>'.encode()
    )
    forms = []
    for title in ("One", "Two"):
        files["core.xml"] = f'<p xmlns="urn:d"><title>{title}</title></p>'.encode()
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as target:
            for name, content in files.items():
                target.writestr(name, content)
        forms.append(form(held.getvalue()))

    assert {difference.aspect for difference in differences(*forms)} == {Aspect.CONTROL}


# tracked changes

MARK = 'w:id="9" w:author="a"'


def ins(content: str) -> str:
    return f"<w:ins {MARK}>{content}</w:ins>"


def gone(content: str) -> str:
    return f"<w:del {MARK}>{content.replace('w:t>', 'w:delText>').replace('<w:t ', '<w:delText ')}</w:del>"


INS, DEL = f"<w:rPr><w:ins {MARK}/></w:rPr>", f"<w:rPr><w:del {MARK}/></w:rPr>"
JC = '<w:jc w:val="center"/>'
CELL = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
TRACKED = {
    "words": (p(r("The ") + gone(r("old")) + ins(r("new"))), p(r("The new")), p(r("The old"))),
    "a paragraph that comes": (A + p(ins(r("New")), INS) + A, A + p(r("New")) + A, A + A),
    "a paragraph that goes keeps the next one's properties": (
        p(r("a") + gone(r("b")), JC + DEL) + p(r("c"), '<w:pStyle w:val="H1"/>'),
        p(r("ac"), '<w:pStyle w:val="H1"/>'),
        p(r("ab"), JC) + p(r("c"), '<w:pStyle w:val="H1"/>'),
    ),
    "three paragraphs become one": (
        p(r("a"), DEL) + p(r("b"), DEL) + p(r("c"), JC),
        p(r("abc"), JC),
        p(r("a")) + p(r("b")) + p(r("c"), JC),
    ),
    "a paragraph goes before the end of a bookmark": (
        p('<w:bookmarkStart w:id="1" w:name="b"/>' + r("x")) + p(gone(r("a")), DEL) + '<w:bookmarkEnd w:id="1"/>' + A,
        p('<w:bookmarkStart w:id="1" w:name="b"/>' + r("x")) + p('<w:bookmarkEnd w:id="1"/>' + r("The Members shall")),
        p('<w:bookmarkStart w:id="1" w:name="b"/>' + r("x")) + p(r("a")) + '<w:bookmarkEnd w:id="1"/>' + A,
    ),
    "a bookmark goes with all that it names": (
        p('<w:bookmarkStart w:id="1" w:name="b"/>' + gone(r("a")) + '<w:bookmarkEnd w:id="1"/>' + r("c")),
        p(r("c")),
        p('<w:bookmarkStart w:id="1" w:name="b"/>' + r("a") + '<w:bookmarkEnd w:id="1"/>' + r("c")),
    ),
    "a bookmark of a place stays": (
        p('<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>' + gone(r("a")) + r("c")),
        p('<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>' + r("c")),
        p('<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>' + r("ac")),
    ),
    "a paragraph goes before a table": (p(gone(r("a")), DEL) + table(A) + A, table(A) + A, p(r("a")) + table(A) + A),
    "the last paragraph of a cell stays": (table(p(gone(r("a")), DEL)), table(p()), table(p(r("a")))),
    "a section goes": (p(r("a"), DEL + "<w:sectPr/>") + A, p(r("aThe Members shall")), p(r("a"), "<w:sectPr/>") + A),
    "moved": (
        f'<w:moveFromRangeStart w:name="m" {MARK}/>'
        + p(f"<w:moveFrom {MARK}>{r('x')}</w:moveFrom>", f"<w:rPr><w:moveFrom {MARK}/></w:rPr>")
        + '<w:moveFromRangeEnd w:id="9"/>'
        + A
        + p(f"<w:moveTo {MARK}>{r('x')}</w:moveTo>", f"<w:rPr><w:moveTo {MARK}/></w:rPr>")
        + A,
        A + p(r("x")) + A,
        p(r("x")) + A + A,
    ),
    "the look of a run": (
        p(r("a", f"<w:b/><w:rPrChange {MARK}><w:rPr><w:i/></w:rPr></w:rPrChange>")),
        p(r("a", "<w:b/>")),
        p(r("a", "<w:i/>")),
    ),
    "the look of a mark that was deleted then": (
        p(r("a"), f"<w:rPr><w:b/><w:rPrChange {MARK}><w:rPr><w:del {MARK}/><w:i/></w:rPr></w:rPrChange></w:rPr>") + A,
        p(r("a"), "<w:rPr><w:b/></w:rPr>") + A,
        p(r("a"), "<w:rPr><w:i/></w:rPr>") + A,
    ),
    "properties of a paragraph": (
        p(
            r("a"),
            f"{JC}<w:rPr><w:b/></w:rPr><w:sectPr/>"
            f'<w:pPrChange {MARK}><w:pPr><w:pStyle w:val="H1"/></w:pPr></w:pPrChange>',
        )
        + A,
        p(r("a"), JC + "<w:rPr><w:b/></w:rPr><w:sectPr/>") + A,
        p(r("a"), '<w:pStyle w:val="H1"/><w:rPr><w:b/></w:rPr><w:sectPr/>') + A,
    ),
    "a number that came": (
        p(r("a"), f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {MARK}/></w:numPr>'),
        numbered("1", "a"),
        p(r("a")),
    ),
    "a page": (
        A
        + '<w:sectPr><w:pgSz w:w="1" w:h="2"/>'
        + f'<w:sectPrChange {MARK}><w:sectPr><w:pgSz w:w="3" w:h="4"/></w:sectPr></w:sectPrChange></w:sectPr>',
        A + '<w:sectPr><w:pgSz w:w="1" w:h="2"/></w:sectPr>',
        A + '<w:sectPr><w:pgSz w:w="3" w:h="4"/></w:sectPr>',
    ),
    "a table's properties": (
        table(
            A, properties=f'{JC}<w:tblPrChange {MARK}><w:tblPr><w:tblW w:w="5" w:type="dxa"/></w:tblPr></w:tblPrChange>'
        ),
        table(A, properties=JC),
        table(A, properties='<w:tblW w:w="5" w:type="dxa"/>'),
    ),
    "a table's columns": (
        table(A).replace(
            "<w:tblGrid/>",
            '<w:tblGrid><w:gridCol w:w="1"/><w:tblGridChange w:id="1"><w:tblGrid><w:gridCol w:w="2"/></w:tblGrid>'
            "</w:tblGridChange></w:tblGrid>",
        ),
        table(A).replace("<w:tblGrid/>", '<w:tblGrid><w:gridCol w:w="1"/></w:tblGrid>'),
        table(A).replace("<w:tblGrid/>", '<w:tblGrid><w:gridCol w:w="2"/></w:tblGrid>'),
    ),
    "a row's and a cell's properties": (
        table(
            A,
            row=f"<w:cantSplit/><w:trPrChange {MARK}><w:trPr><w:tblHeader/></w:trPr></w:trPrChange>",
            cell=f'<w:vAlign w:val="center"/><w:tcPrChange {MARK}><w:tcPr><w:noWrap/></w:tcPr></w:tcPrChange>',
        ),
        table(A, row="<w:cantSplit/>", cell='<w:vAlign w:val="center"/>'),
        table(A, row="<w:tblHeader/>", cell="<w:noWrap/>"),
    ),
    "a row that goes, and its table": (table(A, row=f"<w:del {MARK}/>") + A, A, table(A, row="") + A),
    "a row that comes, and its table": (table(A, row=f"<w:ins {MARK}/>") + A, table(A) + A, A),
    "a row that goes in a control, and its table": (
        table(A, row=f"<w:del {MARK}/>")
        .replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>")
        .replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>")
        + A,
        A,
        table(A).replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>").replace("</w:tr>", "</w:tr></w:sdtContent></w:sdt>")
        + A,
    ),
    "cells": (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{CELL.format(f'<w:cellIns {MARK}/>', p(r('new')))}"
        f"{CELL.format(f'<w:cellDel {MARK}/>', p(r('old')))}{CELL.format('', A)}</w:tr></w:tbl>",
        table(p(r("new")), A),
        table(p(r("old")), A),
    ),
    "cells merged": (
        table(A, cell=f'<w:cellMerge {MARK} w:vMerge="rest"/>'),
        table(A, cell='<w:vMerge w:val="restart"/>'),
        table(A),
    ),
    "a control that was put round": (
        '<w:customXmlInsRangeStart w:id="1" w:author="a"/>'
        + control("", '<w:customXmlInsRangeEnd w:id="1"/>' + A + '<w:customXmlInsRangeStart w:id="2" w:author="a"/>')
        + '<w:customXmlInsRangeEnd w:id="2"/>'
        + A,
        control("", A) + A,
        A + A,
    ),
    "an instruction": (
        p(
            gone('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:delInstrText>PAGE</w:delInstrText></w:r>')
            + gone(
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                + r("1")
                + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            )
            + ins(r("one"))
        ),
        p(r("one")),
        p(field("PAGE", r("1"))),
    ),
    "in a text box": (p(box(p(gone(r("a")) + ins(r("b"))))), p(box(p(r("b")))), p(box(p(r("a"))))),
}


@pytest.mark.parametrize("name", TRACKED)
def test_accepting_and_rejecting_give_what_was_meant(name: str) -> None:
    body, accepted, rejected = TRACKED[name]

    assert differences(form(made(body), RevisionView.ACCEPTED), form(made(accepted))) == ()
    assert differences(form(made(body), RevisionView.REJECTED), form(made(rejected))) == ()
    assert differences(form(made(body)), form(made(accepted))), "marks as they are count"


def test_a_link_within_a_mark_is_no_plain_link() -> None:
    link = f'<w:hyperlink w:anchor="a">{r("here")}</w:hyperlink>'

    assert differences(form(made(p(ins(link))), RevisionView.ACCEPTED), form(made(p(link))))


def test_notes_and_headers_are_settled_too() -> None:
    words = f'<w:footnote w:id="2">{p(gone(r("old")) + ins(r("new")))}</w:footnote>'
    body = p(reference("footnote"))

    assert not differences(
        form(made(body, footnotes=words), RevisionView.ACCEPTED), form(made(body, footnotes=note("footnote", "new")))
    )
    assert not differences(
        form(made(body, footnotes=words), RevisionView.REJECTED), form(made(body, footnotes=note("footnote", "old")))
    )


# one paragraph, and what is hostile


def test_a_paragraph_alone_has_the_form_that_it_has_in_its_document() -> None:
    data = made(numbered("1", "first") + p(gone(r("old")) + ins(r("new")), DEL) + p(r("next")) + table(p(r("c"))))
    package = Package(data, "made.docx")
    context = Context(package)
    nodes = list(package.part(package.document)[0])

    alone = paragraph_form(nodes[0], context)
    whole = form(data, RevisionView.ACCEPTED).stories[0].blocks
    assert (alone.text, alone.list, alone.number) == ("first", whole[0].list, "")
    assert [block.text for block in blocks_form(nodes[1:3], context, view=RevisionView.ACCEPTED)] == ["newnext"]
    assert [block.text for block in blocks_form(nodes[1:3], context, view=RevisionView.REJECTED)] == ["old", "next"]
    assert blocks_form(nodes[3:], context)[0].kind is Kind.TABLE
    assert blocks_form([], context) == ()
    assert nodes[1].getparent() is not None, "what was asked about stays where it was"


def test_styles_and_lists_in_circles_and_numbers_that_are_none_do_no_harm() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="L"/><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="x"><w:start w:val="many"/><w:lvlText w:val="%1"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="x"><w:abstractNumId w:val="1"/></w:num><w:num/>'
    )
    body = p(r("a"), '<w:pStyle w:val="A"/>') + numbered("1") + numbered("x")
    odd = p(
        r("b"), '<w:numPr><w:ilvl w:val="99999999999999999999"/><w:numId w:val="x"/></w:numPr><w:ind w:left="wide"/>'
    )
    data = made(body + odd, styles=styles, numbering=numbering)

    assert differences(form(data), form(data)) == ()


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("<x:a>", "</x:a>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"),
    ],
)
def test_what_is_very_deep_is_read_to_its_end(begin: str, end: str) -> None:
    times = 240 // begin.count("<")
    old, new = (form(made(begin * times + p(r(word)) + end * times)) for word in ("one", "two"))

    assert differences(old, old) == ()
    assert differences(old, new)


@pytest.mark.parametrize("begin", ["<mc:AlternateContent><mc:Choice>", "<w:hyperlink>", "<w:smartTag>", "<w:ins>"])
def test_what_is_very_deep_in_a_line_is_read_to_its_end(begin: str) -> None:
    times = 240 // begin.count("<")
    end = "".join(f"</{name}" for name in reversed(begin.replace("</", "<").split("<")[1:]))
    for holder in ("{}", "<w:r>{}</w:r>"):
        bodies = (p(holder.format(begin * times + f"<w:t>{word}</w:t>" + end * times)) for word in ("one", "two"))
        old, new = (form(made(body)) for body in bodies)
        assert differences(old, new)


# a document with everything


@pytest.fixture(scope="module")
def everything() -> bytes:
    return saved(rich())


def test_names_of_parts_and_strict_open_xml_are_no_difference(everything: bytes) -> None:
    first = form(everything)

    assert differences(first, form(renamed(everything))) == ()
    assert differences(first, form(strict(everything))) == ()


PAIRS = pairs()


@pytest.mark.slow
@pytest.mark.parametrize("name", PAIRS)
def test_every_edit_makes_a_difference(name: str) -> None:
    old, new = PAIRS[name]

    assert bool(differences(form(old), form(new))) is not name.startswith("nothing")


HOLDS_ANYWAY = ("ilvl", "tblW", "cols", "docGrid")
"""What of that document says nothing that would not hold without it."""


@pytest.mark.slow
def test_no_element_can_go_unseen(everything: bytes) -> None:
    first = form(everything)
    with zipfile.ZipFile(io.BytesIO(everything)) as source:
        files = {name: source.read(name) for name in source.namelist()}
    whole = Package(everything, "made.docx").part("word/document.xml")
    unseen = set()
    for number in range(2, sum(1 for _ in whole.iter())):
        root = copy.deepcopy(whole)
        node = next(islice(root.iter(), number, None))
        node.getparent().remove(node)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as target:
            for name, content in files.items():
                target.writestr(name, etree.tostring(root) if name == "word/document.xml" else content)
        if not differences(first, form(held.getvalue())):
            unseen.add(etree.QName(node).localname)

    assert unseen <= set(HOLDS_ANYWAY)


# real files

CORPUS = Path(os.environ.get("REDLINE_WORD_FILES", "none"))
FILES = sorted(CORPUS.glob("*.docx"))[::8] if CORPUS.is_dir() else []


@pytest.mark.skipif(not FILES, reason="REDLINE_WORD_FILES names no folder of Word files")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_and_what_another_program_saves_of_it_are_alike(path: Path) -> None:
    data = path.read_bytes()
    try:
        first = form(data, RevisionView.ACCEPTED)
    except RedlineError as error:
        pytest.skip(str(error))
    assert differences(first, form(data, RevisionView.ACCEPTED)) == ()
    held = io.BytesIO()
    try:
        docx.Document(io.BytesIO(data)).save(held)
    except (KeyError, ValueError, etree.LxmlError) as error:
        pytest.skip(f"python-docx cannot read it: {error}")
    try:
        again = form(held.getvalue(), RevisionView.ACCEPTED)
    except RedlineError as error:  # a picture that packs too well
        pytest.skip(str(error))
    assert differences(first, again) == ()


def test_what_python_docx_saves_again_is_alike() -> None:
    document = docx.Document()
    document.add_heading("Article 1", 1)
    document.add_paragraph("The Members shall", style="List Number")
    document.add_table(2, 2).cell(0, 0).text = "Rate"
    held, again = io.BytesIO(), io.BytesIO()
    document.save(held)
    docx.Document(held).save(again)

    first = form(held.getvalue())
    assert differences(first, form(again.getvalue())) == ()
    assert [block.text for block in first.stories[0].blocks if block.text] == ["Article 1", "The Members shall", "Rate"]
