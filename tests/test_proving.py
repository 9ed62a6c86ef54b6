"""Nothing that differs is passed over: a redline in place is exact by canonical form, or a line says what is not."""

from __future__ import annotations

import io
import json
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from shared_files import case_pairs, needs_cases
from small_word import unequal

from redline.ooxml.package import Package
from redline.readers.docx_revisions import read_accepted
from redline.tasks.word import compare_word
from redline.writers.options import Existing, InPlaceOptions

UNKNOWN = '<x:mark xmlns:x="urn:made-up" x:said="{0}">{0}</x:mark>'
WORDS = nsdecls("w")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def treaty() -> docx.document.Document:
    document = docx.Document()
    document.add_heading("Article 3", 1)
    document.add_paragraph("Members shall cooperate in the network.")
    table = document.add_table(2, 2)
    for row, texts in zip(table.rows, (("State", "Share"), ("Kenya", "10")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("Done in one copy.")
    return document


def saved(document: docx.document.Document) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def exact_or_said(old: bytes, new: bytes) -> tuple[bool, tuple[str, ...]]:
    found = compare_word((old, "old.docx"), (new, "new.docx"))
    wrong = unequal(found.data, old, new)
    assert not wrong or found.untracked, wrong
    return not wrong, found.untracked


def in_run(document, node):
    document.paragraphs[1].runs[0]._r.append(node)


def in_paragraph(document, node):
    document.paragraphs[1]._p.append(node)


def in_cell(document, node):
    document.tables[0].cell(1, 1)._tc.append(node)


def in_table(document, node):
    document.tables[0]._tbl.append(node)


def in_body(document, node):
    document.paragraphs[1]._p.addnext(node)


@pytest.mark.parametrize("place", [in_run, in_paragraph, in_cell, in_table, in_body])
@pytest.mark.parametrize("sides", ["only the first", "only the second", "both, otherwise"])
def test_an_element_that_nobody_knows_is_never_passed_over(place, sides):
    old, new = treaty(), treaty()
    if sides != "only the second":
        place(old, parse_xml(UNKNOWN.format("one")))
    if sides != "only the first":
        place(new, parse_xml(UNKNOWN.format("other")))
    exact, said = exact_or_said(saved(old), saved(new))
    assert exact or any("not tracked" in line for line in said)


def control(inner: str, tag: str = "t") -> str:
    return f'<w:sdt {WORDS}><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def field(result: str) -> list[str]:
    run = '<w:r {0}><w:fldChar w:fldCharType="{1}"/></w:r>'
    return [
        run.format(WORDS, "begin"),
        f"<w:r {WORDS}><w:instrText>DATE</w:instrText></w:r>",
        run.format(WORDS, "separate"),
        f'<w:r {WORDS}><w:t xml:space="preserve">{result}</w:t></w:r>',
        run.format(WORDS, "end"),
    ]


def with_field(result: str) -> bytes:
    document = treaty()
    for node in field(result):
        document.paragraphs[1]._p.append(parse_xml(node))
    return saved(document)


def with_mark(colour: str) -> bytes:
    document = treaty()
    properties = document.paragraphs[1]._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:rPr {WORDS}><w:color w:val="{colour}"/></w:rPr>'))
    return saved(document)


def with_symbol(code: str) -> bytes:
    document = treaty()
    run = document.paragraphs[1].add_run()
    run._r.append(parse_xml(f'<w:sym {WORDS} w:font="Wingdings" w:char="{code}"/>'))
    return saved(document)


def with_cell_in_control(text: str) -> bytes:
    document = treaty()
    row = document.tables[0].rows[1]._tr
    cell = row.findall(f"{_W}tc")[1]
    row.remove(cell)
    row.append(parse_xml(control(f"<w:tc><w:tcPr/><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")))
    return saved(document)


def with_controlled(tag: str) -> bytes:
    document = treaty()
    paragraph = document.paragraphs[1]._p
    holder = parse_xml(control("", tag))
    paragraph.addprevious(holder)
    holder[1].append(paragraph)
    return saved(document)


def with_tab_stop(width: str) -> bytes:
    document = treaty()
    document.settings.element.append(parse_xml(f'<w:defaultTabStop {WORDS} w:val="{width}"/>'))
    return saved(document)


EXACT = {
    "the result of a field, by a space": (with_field("1 May"), with_field("1  May")),
    "a symbol": (with_symbol("F0A7"), with_symbol("F0B7")),
    "the look of a paragraph mark": (with_mark("FF0000"), with_mark("0000FF")),
    "a cell in a content control": (with_cell_in_control("10"), with_cell_in_control("25")),
}
SAID = {
    "the tag of a content control": (with_controlled("one"), with_controlled("other")),
    "a setting": (with_tab_stop("700"), with_tab_stop("900")),
}


@pytest.mark.parametrize("name", EXACT)
def test_what_was_passed_over_before_is_tracked(name):
    for old, new in (EXACT[name], EXACT[name][::-1]):
        exact, said = exact_or_said(old, new)
        assert exact, said
        assert said == ()


@pytest.mark.parametrize("name", SAID)
def test_what_is_not_tracked_is_said_by_name_and_place(name):
    exact, said = exact_or_said(*SAID[name])
    assert not exact
    assert said


def test_a_place_is_named_as_a_delegate_would():
    _, (line,) = exact_or_said(*SAID["the tag of a content control"])
    assert line.startswith("body, after paragraph 1: not tracked (control): accepting gives “")
    assert "'one'" in line
    assert "the second file has" in line


def test_what_is_said_is_fatal_when_asked(command, tmp_path):
    for name, data in zip(("old.docx", "new.docx"), SAID["a setting"], strict=True):
        (tmp_path / name).write_bytes(data)
    files = [str(tmp_path / "old.docx"), str(tmp_path / "new.docx"), "--output", str(tmp_path / "out.docx")]
    done = command("compare", *files)
    assert done.returncode == 0
    assert "settings that differ are kept as they are in the first file: default tab stops" in done.stderr
    assert command("compare", *files, "--strict").returncode == 1


def test_a_redline_in_place_is_verified_against_its_two_files(command, tmp_path):
    old, new = EXACT["a symbol"]
    (tmp_path / "old.docx").write_bytes(old)
    (tmp_path / "new.docx").write_bytes(new)
    assert command("compare", "old.docx", "new.docx", "--output", "out.docx").returncode == 0
    assert command("verify", "out.docx", "old.docx", "new.docx").returncode == 0
    done = command("verify", "out.docx", "new.docx", "old.docx")
    assert done.returncode == 1
    assert "accept all, body paragraph 2" in done.stdout
    (tmp_path / "été.docx").write_bytes(old)
    assert "été.docx" in command("verify", "out.docx", "été.docx", "new.docx", "--json").stdout
    sheet = json.loads(command("verify", "out.docx", "old.docx", "new.docx", "--json").stdout)
    assert sheet["exact"] is True
    assert sheet["accepted"]["sha256"] == sheet["revised"]["sha256"]


def test_a_document_against_itself_has_nothing_to_say():
    for old, _ in (*EXACT.values(), *SAID.values()):
        found = compare_word((old, "old.docx"), (old, "new.docx"))
        assert found.untracked == ()
        assert read_accepted(found.data, "x") == read_accepted(old, "x")


def test_marks_stay_fine_where_they_are_exact():
    """One paragraph that has to be marked whole does not make others coarse."""
    old, new = treaty(), treaty()
    for document, result in ((old, "1 May"), (new, "1  May")):
        for node in field(result):
            document.paragraphs[2]._p.append(parse_xml(node))
    new.paragraphs[1].runs[0].text = "Members shall cooperate in their network."
    data = compare_word((saved(old), "o"), (saved(new), "n")).data
    body = Package(data, "x").part("word/document.xml")
    gone = ["".join(node.itertext()) for node in body.iter(f"{_W}del")]
    assert "the" in gone
    assert not any("Members" in words for words in gone)


@needs_cases
def test_no_case_is_wrong_in_silence():
    """Pairs of documents of all sorts that were once wrong without a word."""
    options = InPlaceOptions(existing=Existing.ACCEPT)
    for name, old, new in case_pairs():
        found = compare_word((old, "a"), (new, "b"), None, options)
        wrong = unequal(found.data, old, new)
        assert not wrong or found.untracked, (name, wrong)


def test_a_damaged_part_is_an_error_not_a_proof():
    from redline.errors import UnreadableDocument

    data = saved(treaty())
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(held, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<broken" if name == "word/styles.xml" else source.read(name))
    with pytest.raises(UnreadableDocument):
        compare_word((data, "old.docx"), (held.getvalue(), "new.docx"))


def listed(*lists: int) -> bytes:
    """A document of numbered paragraphs, each of one of two lists that look alike."""
    made = docx.Document()
    numbering = made.part.numbering_part.element
    for number in (901, 902):
        level = (
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
            '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
        )
        look = parse_xml(f'<w:abstractNum {WORDS} w:abstractNumId="{number}">{level}</w:abstractNum>')
        numbering.insert(0, look)
        use = f'<w:num {WORDS} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        numbering.append(parse_xml(use))
    for at, number in enumerate(lists):
        properties = made.add_paragraph(f"The item {at}.")._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {WORDS}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))
    return saved(made)


@pytest.mark.parametrize("lists", [(901, 902, 901), (901, 901, 902), (902, 901, 901)])
def test_an_item_of_another_list_that_looks_alike_counts_apart(lists):
    assert exact_or_said(listed(901, 901, 901), listed(*lists)) == (True, ())
