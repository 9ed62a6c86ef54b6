"""Kinds of documents and constructs that Word files hold: each is exact in both views, or said by name and place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from office_runner import run_office
from redlined_pairs import text_of
from small_word import MC, SECTION, W14, W, para, text, word

from redline.ooxml.package import Package
from redline.tasks.word import compare_word, verify_word
from redline.writers.in_place import InPlace
from redline.writers.in_place.proving import proved
from redline.writers.options import Existing, InPlaceOptions

_W, _MC = f"{{{W}}}", f"{{{MC}}}"
KNOWS = f'xmlns:w14="{W14}"'


def compared(old: bytes, new: bytes) -> InPlace:
    made = compare_word((old, "old.docx"), (new, "new.docx"))
    verify_word(made, (old, "old.docx"), (new, "new.docx"))
    return made


def exact(old: bytes, new: bytes) -> InPlace:
    """Nothing is unsaid, and nothing has to be said; there and back."""
    for one, other in ((old, old), (new, new), (new, old), (old, new)):
        made = compared(one, other)
        found = proved(Package(made.data, "made"), Package(one, "old"), Package(other, "new"), Existing.ACCEPT)
        assert [*found.accepted, *found.rejected] == []
        assert made.untracked == ()
    return made


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def root(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(part(data, name).encode())


# alternate content


def branches(choice: str, fallback: str = "", *, needs: str = "w14", names: str = "") -> str:
    return (
        f'<mc:AlternateContent><mc:Choice {names} Requires="{needs}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback or choice}</mc:Fallback></mc:AlternateContent>"
    )


ONE, LAST = para("1\tThe delegations met and agreed."), para("2\tDone in one original copy.")
ALTERNATES = {
    "beside runs": (
        para("The rate is ", branches(text("ten")), " per cent."),
        para("The rate is ", branches(text("twenty")), " per cent."),
    ),
    "beside runs, in one branch alone": (
        para("The rate is ", branches(text("ten"), text("10")), " per cent."),
        para("The rate is ", branches(text("ten"), text("11")), " per cent."),
    ),
    "beside runs, with words round it": (
        para("The rate is ", branches(text("ten")), " per cent."),
        para("The yearly rate is ", branches(text("ten")), " per thousand."),
    ),
    "comes beside runs": (para("The rate is ten."), para("The rate is ", branches(text("ten")), ".")),
    "in a run": (para(f"<w:r>{branches('<w:t>a</w:t>')}</w:r>"), para(f"<w:r>{branches('<w:t>b</w:t>')}</w:r>")),
    "in a paragraph that goes": (para("Gone ", branches(text("eleven"))), ""),
    "round a paragraph": (branches(para("alpha word")), branches(para("beta word"))),
    "round a paragraph, in one branch": (branches(para("alpha"), para("old")), branches(para("beta"), para("old"))),
    "round paragraphs of which one goes": (
        branches(para("It shall be ten.") + para("It may be eleven.")),
        branches(para("It shall be ten.")),
    ),
    "round a paragraph, comes": ("", branches(para("It shall be ten."), para("It is 10."))),
    "round paragraphs, moved to other words": (
        branches(para("It shall be ten.")) + para("Between the two of them."),
        para("Between the two of them.") + branches(para("It shall be ten.")),
    ),
    "round a table": (
        branches(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{para('ten')}</w:tc></w:tr></w:tbl>", para("x")),
        branches(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{para('nine')}</w:tc></w:tr></w:tbl>", para("x")),
    ),
    "round a table, comes": (
        "",
        branches(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{para('nine')}</w:tc></w:tr></w:tbl>", para("x")),
    ),
    "becomes a paragraph": (branches(para("It shall be ten.")), para("It shall be ten.")),
    "needs something else": (branches(para("It shall be ten.")), branches(para("It shall be ten."), needs="mc")),
    "two, of which one goes": (
        branches(para("It shall be ten.")) + branches(para("Nobody may object.")),
        branches(para("Nobody may object.")),
    ),
    "in a cell": (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{branches(para('ten'))}{para('end')}</w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{branches(para('two'))}{para('end')}</w:tc></w:tr></w:tbl>",
    ),
    "in a control": (
        f"<w:sdt><w:sdtContent>{branches(para('ten'))}{para('end')}</w:sdtContent></w:sdt>",
        f"<w:sdt><w:sdtContent>{branches(para('two'))}{para('end')}</w:sdtContent></w:sdt>",
    ),
}


@pytest.mark.parametrize("name", ALTERNATES)
def test_alternate_content_is_tracked(name):
    old, new = (word(ONE + body + LAST, names=KNOWS) for body in ALTERNATES[name])
    made = exact(old, new)
    for choice in root(made.data).iter(f"{_MC}Choice"):
        assert all(prefix in choice.nsmap for prefix in choice.get("Requires").split())


@pytest.mark.parametrize(
    ("before", "there"),
    [
        ("", f'xmlns:w14="{W14}"'),
        (f'xmlns:ours="{W14}"', f'xmlns:w14="{W14}"'),
        ('xmlns:w14="urn:of-its-own"', f'xmlns:w14="{W14}"'),
        ('xmlns:w14="urn:of-its-own"', ""),
    ],
)
def test_what_a_branch_needs_is_declared_where_it_comes_to_stand(before, there):
    own = "" if there else f'xmlns:w14="{W14}"'
    for place in (
        para("The rate is ", branches(text("ten"), names=own)),
        branches(para("ten"), names=own),
        para(f"<w:r>{branches('<w:t>a</w:t>', names=own)}</w:r>"),
    ):
        made = compared(word(ONE + LAST, names=before), word(ONE + place + LAST, names=there))
        (choice,) = root(made.data).iter(f"{_MC}Choice")
        assert [choice.nsmap[prefix] for prefix in choice.get("Requires").split()] == [W14]
        assert made.untracked == ()


def in_libreoffice(soffice: str, folder: Path, pairs: list[tuple[bytes, bytes]]) -> Iterator[list[list[str]]]:
    """What each redline says accepted, what its new document says, what it says rejected, and what the old one says."""
    ways = (("made", "accept"), ("new", "open"), ("made", "reject"), ("old", "open"))
    jobs = []
    for number, (old, new) in enumerate(pairs):
        for kind, data in (("old", old), ("new", new), ("made", compared(old, new).data)):
            (folder / f"{number}.{kind}.docx").write_bytes(data)
        for kind, way in ways:
            jobs.append([str(folder / f"{number}.{kind}.docx"), way, str(folder / f"{number}.{kind}.{way}")])
    run_office(soffice, jobs, folder)
    for number in range(len(pairs)):
        yield [[line for line in text_of(folder / f"{number}.{kind}.{way}") if line] for kind, way in ways]


def test_libreoffice_settles_alternate_content(soffice, tmp_path):
    names = [name for name in ALTERNATES if name != "in a control"]  # LibreOffice 7.4 does not track there
    sides = [tuple(word(ONE + body + LAST, names=KNOWS) for body in ALTERNATES[name]) for name in names]
    for name, texts in zip(names, in_libreoffice(soffice, tmp_path, sides), strict=True):
        assert texts[0] == texts[1], name
        assert texts[2] == texts[3], name


@pytest.mark.slow
def test_any_number_of_alternates_of_which_none_is_alike_is_compared():
    """More than calls can stand in one another in Python."""
    old, new = (
        word("".join(branches(para(f"{first} {at} {last}.")) for at in range(1500)) + LAST, names=KNOWS)
        for first, last in (("alpha", "beta"), ("uno", "due"))
    )
    assert compare_word((old, "old.docx"), (new, "new.docx")).untracked == ()


# included documents

HTML = {"chunk.html": "<html><body>A clause that Word shows.</body></html>"}
OTHER = {"chunk.html": "<html><body>Another clause that Word shows.</body></html>"}
CHUNK = '<w:altChunk r:id="rId1"/>'


def test_an_included_document_stays_and_what_is_beside_it_stands_where_it_should():
    old = word(ONE + CHUNK + LAST, HTML)
    made = exact(old, word(ONE + CHUNK + para("After what is included.") + LAST, HTML))
    assert part(made.data, "word/chunk.html") == HTML["chunk.html"]
    exact(old, word(ONE + para("Before what is included.") + CHUNK + LAST, HTML))
    exact(old, word(CHUNK + LAST, HTML))


def test_an_included_document_that_comes_with_a_row_is_brought_along():
    row = f"<w:tr><w:tc>{{}}{para('end')}</w:tc></w:tr>"
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{row.format(para('Kenya'))}{{}}</w:tbl>"
    old, new = word(ONE + table.format("") + LAST), word(ONE + table.format(row.format(CHUNK)) + LAST, HTML)
    made = exact(old, new)
    assert part(made.data, "word/chunk.html") == HTML["chunk.html"]
    made = exact(word(ONE + table.format("") + LAST, {"styles.xml": f'<w:styles xmlns:w="{W}"/>'}), new)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            word(ONE + LAST),
            word(ONE + CHUNK + LAST, HTML),
            "the second file is not taken over",
        ),
        (word(ONE + CHUNK + LAST, HTML), word(ONE + LAST), "the first file stays"),
        (
            word(ONE + CHUNK + LAST, HTML),
            word(ONE + CHUNK + LAST, OTHER),
            "the first file stays",
        ),
    ],
)
def test_an_included_document_that_differs_is_named_with_its_place(old, new, said):
    made = compared(old, new)
    (line,) = made.untracked
    assert (
        line == f"body, after paragraph 1, “chunk.html”: the document that is included in {said}: Word cannot track it"
    )
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        parts = {name for name in package.namelist() if name.endswith(".html")}
    assert len(parts) == part(made.data).count("altChunk")


# sections that a document does not say

HEADER = {"header1.xml": f'<w:hdr xmlns:w="{W}">{para("Draft of the treaty")}</w:hdr>'}
PAGE = '<w:pgSz w:w="11906" w:h="16838"/>'
SHOWS = f'<w:sectPr><w:headerReference w:type="default" r:id="rId1"/>{PAGE}</w:sectPr>'
FIRST = f'<w:sectPr><w:headerReference w:type="first" r:id="rId1"/>{PAGE}<w:titlePg/></w:sectPr>'
INNER = f"<w:p><w:pPr>{SHOWS}</w:pPr>{text('The first part ends here.')}</w:p>"
SECTIONS = {
    "a header": (word(ONE + LAST, HEADER, end=SHOWS), word(ONE + LAST, end="")),
    "a header of the first page": (word(ONE + LAST, HEADER, end=FIRST), word(ONE + LAST, end="")),
    "the page": (word(ONE + LAST), word(ONE + LAST, end="")),
    "a header of the section before": (word(INNER + LAST, HEADER, end=SECTION), word(INNER + LAST, HEADER, end="")),
    "neither says it": (word(ONE + LAST, end=""), word(ONE + para("More words.") + LAST, end="")),
    "a header that one has for its first page": (
        word(ONE + LAST, HEADER, end=SHOWS),
        word(ONE + LAST, HEADER, end=FIRST),
    ),
}


@pytest.mark.parametrize("name", SECTIONS)
def test_a_document_that_says_nothing_of_its_page_has_a_section_all_the_same(name):
    exact(*SECTIONS[name])


# numbers that a style brings


def level(shown: str, *, at: int = 0, style: str = "", start: int = 1, form: str = "decimal", inner: str = "") -> str:
    tied = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{tied}'
        f'<w:lvlText w:val="{shown}"/>{inner}</w:lvl>'
    )


def numbered(*levels: str, num: str = "", more: str = "", styles: str = "", by: str = "1") -> dict[str, str]:
    """Parts in which the styles Art and Sub bring the levels of a list."""
    own = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/><w:pPr><w:numPr><w:ilvl w:val="{at}"/>'
        f'<w:numId w:val="{by}"/></w:numPr></w:pPr></w:style>'
        for at, name in enumerate(("Art", "Sub"))
    )
    return {
        "styles.xml": f'<w:styles xmlns:w="{W}">{own}{styles}</w:styles>',
        "numbering.xml": f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{"".join(levels)}'
        f'</w:abstractNum>{more}<w:num w:numId="1"><w:abstractNumId w:val="0"/>{num}</w:num></w:numbering>',
    }


IN = '<w:pPr><w:ind w:left="{0}" w:hanging="360"/></w:pPr>'
BASED = '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Art"/></w:style>'
INDENTED = (
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Art"/>'
    '<w:pPr><w:ind w:left="0"/></w:pPr></w:style>'
)
START = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'
LINKED = (
    '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Lists"/></w:abstractNum><w:num w:numId="5">'
    '<w:abstractNumId w:val="5"/></w:num>'
)
PLAIN = numbered(level("Article %1"), level("%1.%2", at=1))
TITLES = para("Purpose", style="Art"), para("Scope of it", style="Sub"), para("Members", style="Art")
DIRECT = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
NUMBERS = {
    "another word": numbered(level("Section %1"), level("%1.%2", at=1)),
    "another start": numbered(level("Article %1", start=4), level("%1.%2", at=1)),
    "another start of the list alone": numbered(level("Article %1"), level("%1.%2", at=1), num=START),
    "another form": numbered(level("Article %1", form="upperRoman"), level("%1.%2", at=1)),
    "the lower level": numbered(level("Article %1"), level("%1-%2", at=1)),
    "levels tied to styles": numbered(level("Section %1", style="Art"), level("%1.%2", at=1, style="Sub")),
    "none": numbered(level("Article %1"), by="0"),
    "how far it stands in": numbered(level("Section %1", inner=IN.format(720)), level("%1.%2", at=1)),
}


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize(
    "bodies",
    [
        ("".join(TITLES), "".join(TITLES)),
        ("".join(TITLES), TITLES[0] + para("An article between", style="Art") + "".join(TITLES[1:])),
        ("".join(TITLES), TITLES[0] + TITLES[2]),
        ("".join(TITLES), "".join(TITLES[:2]) + para("Members", style="Sub")),
        (para("Purpose of the treaty", style="Art") + LAST, "".join(TITLES)),
        ("".join(TITLES), "".join(TITLES) + para("One that says its list", properties=DIRECT)),
    ],
)
def test_numbers_that_a_style_brings_are_tracked(name, bodies):
    made = exact(word(bodies[0] + LAST, PLAIN), word(bodies[1] + LAST, NUMBERS[name]))
    assert "w:pPrChange" in part(made.data)


def test_libreoffice_shows_the_numbers_of_either_style(soffice, tmp_path):
    old = word("".join(TITLES) + LAST, PLAIN)
    body = TITLES[0] + para("An article between", style="Art") + "".join(TITLES[1:]) + LAST
    sides = [(old, word(body, parts)) for parts in NUMBERS.values()]
    for name, texts in zip(NUMBERS, in_libreoffice(soffice, tmp_path, sides), strict=True):
        assert texts[0] == texts[1], name
        if name != "none":  # LibreOffice 7.4 leaves a paragraph out of its style's list once it was taken out
            assert texts[2] == texts[3], name


def test_where_styles_number_alike_nothing_is_marked():
    other = numbered(
        level("Article %1", style="Art", inner='<w:suff w:val="tab"/>'), level("%1.%2", at=1), level("x", at=2)
    )
    made = exact(word("".join(TITLES), PLAIN), word("".join(TITLES), other))
    assert "w:pPrChange" not in part(made.data)


@pytest.mark.parametrize("styles", [BASED, INDENTED])
def test_a_style_that_is_based_on_a_numbered_one_is_numbered_too(styles):
    old = numbered(level("Article %1", inner=IN.format(400)), styles=styles)
    new = numbered(level("Section %1", inner=IN.format(720)), styles=styles)
    titles = para("Purpose", style="Own") + para("Members", style="Own")
    exact(word(titles + LAST, old), word(titles + LAST, new))


def test_a_list_that_a_style_of_lists_defines():
    titles = para("Purpose", style="Art") + para("Members", style="Art")
    named = '<w:style w:type="numbering" w:styleId="Lists"><w:name w:val="Lists"/></w:style>'
    sides = [
        numbered(f'<w:styleLink w:val="Lists"/>{level(shown)}', more=LINKED, styles=named, by="5")
        for shown in ("Article %1", "Section %1")
    ]
    exact(*(word(titles + LAST, side) for side in sides))


def test_numbers_that_are_not_tracked_are_said_once_for_all_that_are_made_alike():
    titles = "".join(para(f"Title {number}", style="Art") for number in range(1, 30))
    old, new = word(titles + LAST, PLAIN), word(titles + LAST, NUMBERS["another word"])
    made = compare_word((old, "old.docx"), (new, "new.docx"), None, InPlaceOptions(formatting=False))
    (line,) = made.untracked
    assert line == (
        "body, paragraph 1 “Title 1” and 28 more paragraphs: not tracked (numbering): accepting gives “Article 1”, "
        "the second file has “Section 1”"
    )


@pytest.mark.parametrize("shown", ["Article %1", "level %1 of"])
def test_a_number_that_is_not_tracked_is_said_as_it_is_printed(shown):
    sides = [word(TITLES[0] + LAST, numbered(level(one))) for one in (shown, "Section %1")]
    made = compare_word((sides[0], "old.docx"), (sides[1], "new.docx"), None, InPlaceOptions(formatting=False))
    (line,) = made.untracked
    assert line.endswith(f"accepting gives “{shown.replace('%1', '1')}”, the second file has “Section 1”")


def test_a_paragraph_that_goes_for_alternate_content_keeps_its_end_until_a_paragraph_follows():
    old, new = word(para("8\tThey shall pay.") + LAST), word(branches(para("Wholly other wording.")) + LAST)
    blocks = [node.tag for node in root(compared(old, new).data).find(f"{_W}body")]
    assert blocks[:3] == [f"{_MC}AlternateContent", f"{_W}p", f"{_W}p"]
