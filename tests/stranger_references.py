"""More pairs of documents with bookmarks and what refers to them: in controls, tables and links, of every switch."""

from __future__ import annotations

from reference_pairs import (
    END,
    LINES,
    OTHER,
    TERM,
    A,
    B,
    C,
    D,
    E,
    begins,
    ends,
    field_,
    h,
    link,
    made,
    mark,
    p,
    r,
    see,
    toc,
)

_TOC = (("_Toc1", "Scope", 1), ("_Toc2", TERM, 2), ("_Toc3", OTHER, 3))
_FIRST, _SECOND, _THIRD = h("Scope", "_Toc1") + A, h(TERM, "_Toc2") + B, h(OTHER, "_Toc3") + C
SWITCHES = ("\\r", "\\h", "\\n \\h", "\\w", "\\p", "\\f", "\\t \\r \\h", "\\n \\h \\* MERGEFORMAT")


def control(content: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="t"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def table(*rows: str) -> str:
    cells = "".join(f"<w:tr><w:tc><w:tcPr/>{row}</w:tc></w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{cells}</w:tbl>"


def item(text: str, name: str) -> str:
    return p(mark(name, r(text)), "ListNumber")


def within(name: str) -> str:
    """A field whose instruction holds another."""
    kind, code = (
        '<w:r><w:fldChar w:fldCharType="{}"/></w:r>',
        '<w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>',
    )
    first = kind.format("begin") + code.format("IF") + field_(f"REF {name}", "it")
    return first + code.format('= "it" "yes" "no"') + kind.format("separate") + r("yes") + kind.format("end")


def _paid(rows: str) -> str:
    return A + rows + see("x", "five") + E


def _moved(reference: str, name: str = "x") -> tuple[bytes, bytes]:
    """A heading that moves, and what refers to it."""
    return made(A + h(TERM, name) + B + C + reference + E), made(A + B + C + h(TERM, name) + reference + E)


STRANGER: dict[str, tuple[bytes, bytes]] = {
    "over three paragraphs, the middle one goes": (
        made(A + p(begins("x") + r(LINES[1])) + C + p(r(LINES[3]) + ends("x")) + see("x", "y") + E),
        made(A + p(begins("x") + r(LINES[1])) + p(r(LINES[3]) + ends("x")) + see("x", "y") + E),
    ),
    "over three paragraphs, then two": (
        made(A + p(begins("x") + r(LINES[1])) + C + p(r(LINES[3]) + ends("x")) + see("x", "y") + E),
        made(A + p(begins("x") + r(LINES[1])) + p(r(LINES[2]) + ends("x")) + see("x", "y") + E),
    ),
    "round a table that gets a row": (
        made(_paid(begins("x") + table(p(r("Five")), p(r("Ten"))) + ends("x"))),
        made(_paid(begins("x") + table(p(r("Five")), p(r("Seven")), p(r("Ten"))) + ends("x"))),
    ),
    "round a table that goes": (
        made(_paid(begins("x") + table(p(r("Five"))) + ends("x") + B)),
        made(A + B + see("x", "five") + E),
    ),
    "in a row that goes": (
        made(_paid(table(p(mark("x", r("Five"))), p(r("Ten"))))),
        made(_paid(table(p(r("Ten"))))),
    ),
    "in a row that moves": (
        made(_paid(table(p(mark("x", r("Five"))), p(r("Ten euros"))))),
        made(_paid(table(p(r("Ten euros")), p(mark("x", r("Five")))))),
    ),
    "between rows": (
        made(_paid(table(p(r("Five")), p(r("Ten"))).replace("</w:tr>", "</w:tr>" + begins("x"), 1)) + p(ends("x"))),
        made(
            _paid(table(p(r("Six")), p(r("Two")), p(r("Ten"))).replace("</w:tr>", "</w:tr>" + begins("x"), 1))
            + p(ends("x"))
        ),
    ),
    "in a control round a paragraph": (
        made(A + control(h(TERM, "_Ref1")) + B + see("_Ref1", TERM) + E),
        made(A + control(h(END, "_Ref1")) + B + see("_Ref1", END) + E),
    ),
    "in a control that is replaced": (
        made(A + p(r("The ") + control(mark("x", r("old rate"))) + r(" counts")) + see("x", "old rate") + E),
        made(A + p(r("The ") + control(mark("x", r("new rate"))) + r(" counts")) + see("x", "new rate") + E),
    ),
    "in a control, round other words": (
        made(A + p(r("The ") + control(mark("x", r("rate ")) + r("now")) + r(" counts")) + see("x", "rate") + E),
        made(A + p(r("The ") + control(r("rate ") + mark("x", r("now"))) + r(" counts")) + see("x", "now") + E),
    ),
    "round a control": (
        made(A + p(r("The ") + mark("x", control(r("old rate"))) + r(" counts")) + see("x", "old rate") + E),
        made(A + p(r("The ") + mark("x", control(r("new rate"))) + r(" counts")) + see("x", "new rate") + E),
    ),
    "a table of contents in a control": (
        made(control(toc(*_TOC)) + _FIRST + _SECOND + _THIRD + E),
        made(control(toc(_TOC[0], _TOC[2])) + _FIRST + _THIRD + E),
    ),
    "a heading goes from the table of contents": (
        made(toc(*_TOC) + _FIRST + _SECOND + _THIRD + E),
        made(toc(_TOC[0], _TOC[2]) + _FIRST + _THIRD + E),
    ),
    "a heading goes, the table of contents stays": (
        made(toc(*_TOC) + _FIRST + _SECOND + _THIRD + E),
        made(toc(*_TOC) + _FIRST + _THIRD + E),
    ),
    "a heading moves and has another number": (
        made(toc(*_TOC) + _FIRST + _SECOND + _THIRD + E),
        made(
            toc(_TOC[0], ("_Toc2", OTHER, 2), ("_Toc3", TERM, 3))
            + _FIRST
            + h(OTHER, "_Toc2")
            + C
            + h(TERM, "_Toc3")
            + B
            + E
        ),
    ),
    "only in the second": (made(A + h(TERM) + B + E), made(A + h(TERM, "x") + B + see("x", TERM) + E)),
    "another name at one place": (
        made(A + h(TERM, "one") + B + see("one", TERM) + E),
        made(A + h(TERM, "two") + B + see("two", TERM) + E),
    ),
    "capitals and small letters": (
        made(A + h(TERM, "Art") + B + see("ART", TERM) + E),
        made(A + B + h(TERM, "aRT") + see("art", TERM) + E),
    ),
    "many at one place": (
        made(A + h(TERM, "_Toc1", "_Ref1", "one", "two") + B + see("one", "y") + see("_Ref1", "y") + C + E),
        made(A + B + h(TERM, "_Toc1", "_Ref1", "one", "two") + see("one", "y") + see("_Ref1", "y") + C + E),
    ),
    "of no words, beside one that grows": (
        made(
            A
            + p(r(LINES[1]) + mark("x", "") + mark("_Toc1", "") + begins("y"))
            + p(r(LINES[2]) + ends("y"))
            + see("x", "q", "PAGEREF {}")
            + see("_Toc1", "q", "PAGEREF {}")
            + E
        ),
        made(
            A
            + p(r(LINES[1]) + mark("y", "") + mark("_Toc1", "") + begins("x"))
            + p(r(LINES[2]) + ends("x"))
            + see("x", "q", "PAGEREF {}")
            + see("_Toc1", "q", "PAGEREF {}")
            + E
        ),
    ),
    "equal paragraphs, one of them named": (
        made(A + p(mark("x", r(LINES[1]))) + B + B + see("x", "q") + E),
        made(A + B + p(mark("x", r(LINES[1]))) + B + see("x", "q") + E),
    ),
    "in a link": (
        made(
            A
            + p(r("Go ") + f'<w:hyperlink w:anchor="t">{mark("x", r("here"))}</w:hyperlink>')
            + h(TERM, "t")
            + see("x", "y")
            + E
        ),
        made(
            A
            + h(TERM, "t")
            + p(r("Go ") + f'<w:hyperlink w:anchor="t">{mark("x", r("there"))}</w:hyperlink>')
            + see("x", "y")
            + E
        ),
    ),
    "round a link that leads elsewhere": (
        made(A + h(TERM, "t") + h(OTHER, "o") + p(r("Go ") + mark("x", link("t", "here now"))) + see("x", "here") + E),
        made(A + h(TERM, "t") + h(OTHER, "o") + p(r("Go ") + mark("x", link("o", "here now"))) + see("x", "here") + E),
    ),
    "round what a field shows": (
        made(A + h(TERM, "t") + p(r("See ") + mark("x", field_("REF t", TERM))) + see("x", TERM) + E),
        made(A + h(END, "t") + p(r("See ") + mark("x", field_("REF t", END))) + see("x", END) + E),
    ),
    "the last paragraph grows": (
        made(A + B + see("x", "q") + p(mark("x", r("Done.")))),
        made(A + B + see("x", "q") + C + p(mark("x", r("Done in Geneva, on the last day."))) + D),
    ),
    "another switch": (
        made(A + item(TERM, "_Ref1") + B + see("_Ref1", "1", "REF {} \\r \\h") + E),
        made(A + item(TERM, "_Ref1") + B + see("_Ref1", TERM, "REF {} \\h") + E),
    ),
    "a link that becomes a field": (
        made(A + h(TERM, "x") + B + C + p(link("x", "go on now")) + E),
        made(A + B + C + h(TERM, "x") + p(field_("HYPERLINK \\l x", "go on now")) + E),
    ),
    "a field in a field": _moved(p(within("x"))),
    "a link of an address": _moved(p(field_('HYPERLINK "#x"', "go"))),
    "a link with a tip": _moved(p(field_('HYPERLINK  \\l "x" \\o "tip"', "go"))),
    **{
        f"switches {switches}": (
            made(A + item(LINES[1], "_Ref9") + item(LINES[2], "_Ref8") + see("_Ref9", "1", f"REF {{}} {switches}") + E),
            made(A + item(LINES[2], "_Ref8") + item(LINES[1], "_Ref9") + see("_Ref9", "2", f"REF {{}} {switches}") + E),
        )
        for switches in SWITCHES
    },
}
