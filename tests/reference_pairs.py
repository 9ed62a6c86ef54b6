"""Pairs of documents, made up, with bookmarks and what refers to them."""

from __future__ import annotations

import io

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from word_pairs import add_notes


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(name: str, content: str, number: int = 0) -> str:
    identifier = number or sum(map(ord, name)) + 1000
    return f'<w:bookmarkStart w:id="{identifier}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{identifier}"/>'


def begins(name: str) -> str:
    return f'<w:bookmarkStart w:id="{sum(map(ord, name)) + 1000}" w:name="{name}"/>'


def ends(name: str) -> str:
    return f'<w:bookmarkEnd w:id="{sum(map(ord, name)) + 1000}"/>'


def p(content: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{content}</w:p>"


def h(text: str, *names: str) -> str:
    content = r(text)
    for name in names:
        content = mark(name, content)
    return p(content, "Heading1")


def field_(code: str, shown: str) -> str:
    kind = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{kind.format('begin')}{code}{kind.format('separate')}{r(shown)}{kind.format('end')}"


def link(name: str, shown: str) -> str:
    return f'<w:hyperlink w:anchor="{name}">{r(shown)}</w:hyperlink>'


def entry(name: str, shown: str, page: int) -> str:
    inner = r(shown) + "<w:r><w:tab/></w:r>" + field_(f"PAGEREF {name} \\h", str(page))
    return p(f'<w:hyperlink w:anchor="{name}">{inner}</w:hyperlink>', "TOC1")


def toc(*entries: tuple[str, str, int]) -> str:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h '
    begin += '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    lines = [entry(*one) for one in entries]
    lines[0] = lines[0].replace("</w:pPr>", f"</w:pPr>{begin}", 1)
    return "".join(lines) + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')


LINES = [
    "The delegations met in Geneva and agreed on the following text.",
    "Members shall notify one another of any change in the rates that they apply.",
    "Administrations shall keep the records of the accounts for a period of ten years.",
    "Nothing in this agreement affects the rights of other Members of the Union.",
    "Done in one original copy, in the six working languages.",
]
A, B, C, D, E = (p(r(line)) for line in LINES)


def see(name: str, shown: str, code: str = "REF {} \\h") -> str:
    return p(r("As provided for in ") + field_(code.format(name), shown) + r(", notice is given."))


def made(body: str, header: str = "", note: str = "") -> bytes:
    """A document with a body of that XML, and a header and a footnote if there are any."""
    document = docx.Document()
    root = document.element.body
    for node in list(root)[:-1]:
        root.remove(node)
    if header:
        own = document.sections[0].header
        own.is_linked_to_previous = False
        for node in list(own._element):
            own._element.remove(node)
        own._element.extend(list(parse_xml(f"<w:hdr {nsdecls('w', 'r')}>{header}</w:hdr>")))
    if note:
        add_notes(document, [note])
    root[:0] = list(parse_xml(f"<w:body {nsdecls('w', 'r')}>{body}</w:body>"))
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


NOTED = '<w:r><w:footnoteReference w:id="1"/></w:r>'
TERM, OTHER = "Termination of the agreement by either Party", "Entry into force"
END = "End of the treaty for one of its Members"
_TOC = (("_Toc1", "Scope", 1), ("_Toc2", TERM, 2), ("_Toc3", OTHER, 3))
_BODY = h("Scope", "_Toc1") + A + h(TERM, "_Toc2", "_Ref2") + B + h(OTHER, "_Toc3") + C
_CELL = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>{}</w:tc></w:tr></w:tbl>"


def _numbered(text: str, name: str) -> str:
    return p(mark(name, r(text)), "ListNumber")


PAIRS: dict[str, tuple[bytes, bytes]] = {
    "a heading moved": (
        made(A + h(TERM, "_Ref1") + B + C + see("_Ref1", TERM) + E),
        made(A + B + C + h(TERM, "_Ref1") + see("_Ref1", TERM) + E),
    ),
    "a heading moved down, with links": (
        made(
            A
            + h(TERM, "term")
            + B
            + C
            + D
            + p(r("See ") + link("term", "the end"))
            + see("term", "2", "PAGEREF {}")
            + E
        ),
        made(
            A
            + B
            + C
            + D
            + h(TERM, "term")
            + p(r("See ") + link("term", "the end"))
            + see("term", "2", "PAGEREF {}")
            + E
        ),
    ),
    "a heading reworded": (
        made(A + h(TERM, "_Ref1") + B + see("_Ref1", TERM) + E),
        made(A + h("Early termination of the agreement", "_Ref1") + B + see("_Ref1", "Early termination") + E),
    ),
    "a heading replaced": (
        made(A + h(TERM, "_Ref1") + B + see("_Ref1", TERM) + E),
        made(A + h("Denunciation", "_Ref1") + B + see("_Ref1", "Denunciation") + E),
    ),
    "a heading replaced, nothing updated": (
        made(toc(*_TOC) + _BODY + see("_Ref2", TERM) + E),
        made(toc(*_TOC) + _BODY.replace(TERM, "Denunciation") + see("_Ref2", TERM) + E),
    ),
    "a heading and its paragraph replaced": (
        made(A + h(TERM, "_Ref1") + B + see("_Ref1", TERM) + E),
        made(A + h("Denunciation", "_Ref1") + p(r("Any Party may go.")) + see("_Ref1", TERM) + E),
    ),
    "a heading deleted with what refers to it": (
        made(A + h(TERM, "_Ref1") + B + see("_Ref1", TERM) + E),
        made(A + B + E),
    ),
    "a heading deleted, a reference left": (
        made(A + h(TERM, "_Ref1") + B + see("_Ref1", TERM) + E),
        made(A + B + see("_Ref1", TERM) + E),
    ),
    "a bookmark taken away, a reference left": (
        made(A + h(TERM, "_Ref1") + B + see("_Ref1", TERM) + E),
        made(A + h(TERM) + B + see("_Ref1", TERM) + E),
    ),
    "a heading inserted, all numbered anew": (
        made(toc(*_TOC) + _BODY + see("_Toc3", OTHER) + E),
        made(
            toc(("_Toc1", "Scope", 1), ("_Toc2", "Parties", 2), ("_Toc3", TERM, 2), ("_Toc4", OTHER, 3))
            + h("Scope", "_Toc1")
            + A
            + h("Parties", "_Toc2")
            + D
            + h(TERM, "_Toc3", "_Ref2")
            + B
            + h(OTHER, "_Toc4")
            + C
            + see("_Toc4", OTHER)
            + E
        ),
    ),
    "all numbered anew, one heading reworded": (
        made(toc(*_TOC) + _BODY + E),
        made(
            toc(("_Toc11", "Scope", 1), ("_Toc12", "Termination by either Party", 2), ("_Toc13", OTHER, 3))
            + h("Scope", "_Toc11")
            + A
            + h("Termination by either Party", "_Toc12")
            + B
            + h(OTHER, "_Toc13")
            + C
            + E
        ),
    ),
    "two headings change places": (
        made(toc(*_TOC) + _BODY + E),
        made(
            toc(("_Toc1", "Scope", 1), ("_Toc3", OTHER, 2), ("_Toc2", TERM, 3))
            + h("Scope", "_Toc1")
            + A
            + h(OTHER, "_Toc3")
            + C
            + h(TERM, "_Toc2", "_Ref2")
            + B
            + E
        ),
    ),
    "one name, two places": (
        made(A + h(TERM, "art") + B + h(OTHER) + C + see("art", TERM) + E),
        made(A + h(TERM) + B + h(OTHER, "art") + C + see("art", OTHER) + E),
    ),
    "two names change places": (
        made(A + h(TERM, "one") + B + h(OTHER, "two") + C + see("one", TERM) + p(link("two", "here")) + E),
        made(A + h(TERM, "two") + B + h(OTHER, "one") + C + see("one", OTHER) + p(link("two", "here")) + E),
    ),
    "between paragraphs": (
        made(A + begins("_Ref1") + h(TERM) + ends("_Ref1") + B + C + see("_Ref1", TERM, "REF {} \\r") + E),
        made(A + B + begins("_Ref1") + h(TERM) + ends("_Ref1") + C + see("_Ref1", TERM, "REF {} \\r") + E),
    ),
    "between paragraphs, one comes": (
        made(A + begins("_Ref1") + h(TERM) + ends("_Ref1") + B + see("_Ref1", "2", "PAGEREF {}") + E),
        made(A + D + begins("_Ref1") + h(TERM) + ends("_Ref1") + C + B + see("_Ref1", "2", "PAGEREF {}") + E),
    ),
    "at the end of the document": (
        made(A + B + see("_Ref1", "2", "PAGEREF {}") + p(begins("_Ref1") + r("Done.")) + ends("_Ref1")),
        made(A + C + B + see("_Ref1", "2", "PAGEREF {}") + p(begins("_Ref1") + r("Done.")) + ends("_Ref1")),
    ),
    "from one paragraph to one that goes": (
        made(A + p(begins("part") + r("First.")) + B + p(r("Last.") + ends("part")) + C + see("part", "x") + E),
        made(A + p(begins("part") + r("First.")) + p(r(LINES[1]) + ends("part")) + C + see("part", "x") + E),
    ),
    "words in a paragraph": (
        made(
            A + p(r("The rate is ") + mark("rate", r("ten per cent")) + r(" a year.")) + see("rate", "ten per cent") + E
        ),
        made(A + p(r("The rate is ") + mark("rate", r("12 per mille")) + r(" a month.")) + see("rate", "12") + E),
    ),
    "words at the ends of what was replaced": (
        made(A + p(mark("rate", r("Ten")) + r(" points")) + B + see("rate", "Ten") + E),
        made(A + p(mark("rate", r("Twelve")) + r(" euros")) + B + see("rate", "Twelve") + E),
    ),
    "a bookmark grows over words that stay": (
        made(A + p(mark("rate", r("Ten")) + r(" points of the rate")) + B + see("rate", "Ten") + E),
        made(A + p(mark("rate", r("Ten points")) + r(" of the rate")) + B + see("rate", "Ten points") + E),
    ),
    "one in another": (
        made(
            A
            + p(begins("all") + r("The ") + mark("some", r("old rate")) + r(" counts.") + ends("all"))
            + see("all", "x")
            + see("some", "y")
            + E
        ),
        made(
            A
            + p(begins("all") + r("The ") + mark("some", r("new price")) + r(" holds.") + ends("all"))
            + see("all", "x")
            + see("some", "y")
            + E
        ),
    ),
    "two that overlap": (
        made(
            A
            + p(begins("a") + r("One ") + begins("b") + r("two") + ends("a") + r(" three") + ends("b"))
            + see("a", "x")
            + see("b", "y")
            + E
        ),
        made(
            A
            + p(begins("a") + r("Uno ") + begins("b") + r("due") + ends("a") + r(" tre") + ends("b"))
            + see("a", "x")
            + see("b", "y")
            + E
        ),
    ),
    "of no words": (
        made(A + h(TERM) + p(mark("here", "") + r(LINES[1])) + C + p(link("here", "go")) + E),
        made(A + p(mark("here", "") + r(LINES[2])) + h(TERM) + B + p(link("here", "go")) + E),
    ),
    "of words, then of none": (
        made(A + p(mark("here", r("Ten points"))) + B + p(link("here", "go")) + E),
        made(A + p(r("Twelve euros") + mark("here", "")) + B + p(link("here", "go")) + E),
    ),
    "a note's number": (
        made(
            A + p(r("Rates") + mark("_Ref9", NOTED) + r(" apply.")) + B + see("_Ref9", "1", "NOTEREF {} \\h") + E,
            note="a note",
        ),
        made(
            A + B + p(r("Rates") + mark("_Ref9", NOTED) + r(" apply.")) + see("_Ref9", "1", "NOTEREF {} \\h") + E,
            note="a note",
        ),
    ),
    "a numbered paragraph": (
        made(A + _numbered(LINES[3], "_Ref4") + _numbered(LINES[2], "_Ref5") + see("_Ref5", "2", "REF {} \\w \\h") + E),
        made(A + _numbered(LINES[2], "_Ref5") + _numbered(LINES[3], "_Ref4") + see("_Ref5", "1", "REF {} \\w \\h") + E),
    ),
    "in a cell": (
        made(A + _CELL.format(h(TERM, "_Ref1")) + B + see("_Ref1", TERM) + E),
        made(A + _CELL.format(h("Denunciation", "_Ref1")) + B + see("_Ref1", TERM) + E),
    ),
    "in a table that goes": (
        made(A + _CELL.format(h(TERM, "_Ref1")) + B + C + see("_Ref1", TERM) + E),
        made(A + B + h(TERM, "_Ref1") + C + see("_Ref1", TERM) + E),
    ),
    "in a header": (
        made(A + see("top", "Draft") + E, header=p(mark("top", r("Draft")) + r(" of the treaty"))),
        made(A + see("top", "Final") + E, header=p(mark("top", r("Final")) + r(" of the treaty"))),
    ),
    "a header that refers": (
        made(A + h(TERM, "_Ref1") + B + C + E, header=p(r("On ") + field_("REF _Ref1", TERM))),
        made(A + B + C + h(TERM, "_Ref1") + E, header=p(r("On ") + field_("REF _Ref1", TERM))),
    ),
    "an instruction in two runs": (
        made(A + h(TERM, "_Ref1") + B + C + see("_Re</w:instrText></w:r><w:r><w:instrText>f1", TERM) + E),
        made(A + B + C + h(TERM, "_Ref1") + see("_Re</w:instrText></w:r><w:r><w:instrText>f1", TERM) + E),
    ),
    "a simple field": (
        made(A + h(TERM, "_Ref1") + B + C + p(f'<w:fldSimple w:instr=" REF _Ref1 ">{r(TERM)}</w:fldSimple>') + E),
        made(A + B + C + h(TERM, "_Ref1") + p(f'<w:fldSimple w:instr=" REF _Ref1 ">{r(TERM)}</w:fldSimple>') + E),
    ),
    "a link as a field": (
        made(A + h(TERM, "_Ref1") + B + C + p(field_('HYPERLINK \\l "_Ref1"', "there")) + E),
        made(A + B + C + h(TERM, "_Ref1") + p(field_('HYPERLINK \\l "_Ref1"', "there")) + E),
    ),
    "a name alone": (
        made(A + h(TERM, "term") + B + C + see("term", TERM, "{}") + E),
        made(A + B + C + h(TERM, "term") + see("term", TERM, "{}") + E),
    ),
    "two paragraphs become one": (
        made(A + p(mark("_Ref1", r(LINES[1]))) + C + D + see("_Ref1", "x") + E),
        made(A + p(mark("_Ref1", r(LINES[1])) + r(" " + LINES[2])) + D + see("_Ref1", "x") + E),
    ),
    "a style's heading": (
        made(A + h(TERM) + B + E, header=p(field_('STYLEREF "Heading 1"', TERM))),
        made(A + h("Denunciation") + B + E, header=p(field_('STYLEREF "Heading 1"', TERM))),
    ),
}
