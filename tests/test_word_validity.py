"""No redline in place has a kind of fault, by the standard's schemas and rules, that neither of its two files had.

What is hard is that ids and lists of two documents meet in one: what is brought along must be numbered anew, once.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from conftest import TEXTS
from lxml import etree
from reader_runner import refused, violations
from redlined_pairs import PAIRS
from shared_files import OPTIONS, SORTS, case_pairs, corpus_pairs, kinds, needs_cases, needs_corpus, new_kinds
from small_word import SECTION, W, para, text, word
from word_outputs import OUTPUTS

from redline.tasks.compile import CompileOptions, compare_delegations, compile_proposals
from redline.tasks.word import compare_word
from redline.writers.docx.table import write_comparison_docx, write_compilation_docx

_W = f"{{{W}}}"
NUMBERED = {"bookmarkStart", "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange"}
"""What has an id that nothing else in the text may have."""


def marked(old: bytes, new: bytes) -> dict[str, etree._Element]:
    """The parts of a redline, once no id is there twice and lists stand in order."""
    data = compare_word((old, "old.docx"), (new, "new.docx")).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")}
    body = parts["word/document.xml"]
    ids = Counter(node.get(f"{_W}id") for node in body.iter("*") if etree.QName(node).localname in NUMBERED)
    ends = Counter(node.get(f"{_W}id") for node in body.iter(f"{_W}bookmarkEnd"))
    assert not [one for one, count in (*ids.items(), *ends.items()) if count > 1]
    assert set(ends) == {node.get(f"{_W}id") for node in body.iter(f"{_W}bookmarkStart")}
    lists = parts.get("word/numbering.xml", etree.Element("none"))
    for name, key in (("abstractNum", "abstractNumId"), ("num", "numId")):
        known = [node.get(f"{_W}{key}") for node in lists.iter(f"{_W}{name}")]
        assert len(known) == len(set(known)), name
    order = [etree.QName(node).localname for node in lists]
    assert order == sorted(order, key=["abstractNum", "num", "numIdMacAtCleanup"].index)
    return parts


# what two documents number


def listed(shown: str, *, style: str = "", after: str = "") -> dict[str, str]:
    """Parts with a list, whose first level may number a style that names the list in turn."""
    tied = f'<w:pStyle w:val="{style}"/>' if style else ""
    own = (
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{style}"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    return {
        "styles.xml": f'<w:styles xmlns:w="{W}">{own if style else ""}</w:styles>',
        "numbering.xml": f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start '
        f'w:val="1"/><w:numFmt w:val="decimal"/>{tied}<w:lvlText w:val="{shown}"/></w:lvl></w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{after}</w:numbering>',
    }


IN_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_a_list_that_is_brought_stands_before_what_a_clean_up_left():
    old = word(para("One.", properties=IN_LIST), listed("%1.", after='<w:numIdMacAtCleanup w:val="1"/>'))
    new = word(para("One.", properties=IN_LIST) + para("Annex", style="Art"), listed("Annex %1", style="Art"))
    assert len(marked(old, new)["word/numbering.xml"].findall(f"{_W}num")) == 2


def test_a_list_whose_style_names_the_list_is_brought_once():
    old = word(para("Members shall cooperate."))
    new = word(para("Members shall cooperate.") + para("Annex", properties=IN_LIST), listed("Annex %1", style="Art"))
    assert len(marked(old, new)["word/numbering.xml"].findall(f"{_W}num")) == 1
    assert compare_word((old, "old.docx"), (new, "new.docx")).untracked == ()


def bookmarked(name: str, inner: str, number: int = 0) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def form_field(name: str) -> str:
    code = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    box = bookmarked(name, '<w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>')
    return f"{code('begin')}{box}{code('separate')}{code('end')}"


@pytest.mark.parametrize("name", ["Check2", "Check1", "_GoBack"])
def test_a_bookmark_in_a_field_that_is_inserted_has_an_id_of_its_own(name):
    old = word(para("Is it agreed?") + para("Yes: ", form_field("Check1")))
    new = word(para("Is it agreed?") + para("No, or not by all of them: ", form_field(name), " so far."))
    body = marked(old, new)["word/document.xml"]
    names = [n.get(f"{_W}name") for n in body.iter(f"{_W}bookmarkStart")]
    assert names[0] == "Check1"
    assert all(one.startswith("Check") for one in names)  # the second has the name of the first, or one of its own


def test_a_bookmark_between_rows_of_a_table_that_is_inserted_has_an_id_of_its_own():
    rows = "".join(f"<w:tr><w:tc><w:tcPr/>{para(words)}</w:tc></w:tr>{{}}" for words in ("State", "Kenya"))
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{rows}</w:tbl>"
    ends = ('<w:bookmarkStart w:id="0" w:name="rows"/>', '<w:bookmarkEnd w:id="0"/>')
    old = word(para(bookmarked("first", text("Members shall cooperate."))) + para("Done."))
    new = word(para("Members shall cooperate.") + table.format(*ends) + para("Done."))
    names = [n.get(f"{_W}name") for n in marked(old, new)["word/document.xml"].iter(f"{_W}bookmarkStart")]
    assert names == ["first", "rows"]


def test_a_mark_that_looks_otherwise_and_gets_a_section_break_is_two_revisions():
    look = "<w:rPr><w:b/></w:rPr>"
    old = word(para("Members shall cooperate.", properties=look) + para("Done."))
    new = word(para("Members shall cooperate.", properties=SECTION) + para("Done."))
    marked(old, new)
    marked(new, old)


# over what the program writes, the cases, and a sample of real documents

OTHERS = [name for name in OUTPUTS if not name.startswith("proposal ") and name.removeprefix("in place: ") not in PAIRS]
"""Outputs that neither test_docx nor test_in_place has validated."""


@pytest.mark.slow
@pytest.mark.parametrize("name", OTHERS)
def test_every_other_output_is_valid(name):
    output = OUTPUTS[name]()
    assert not new_kinds(output.data, *output.inputs)


@pytest.mark.slow
def test_tables_of_several_delegations_are_valid():
    assert not kinds(write_compilation_docx(compile_proposals(TEXTS, CompileOptions())))
    assert not kinds(write_comparison_docx(compare_delegations(TEXTS, "CWG-WCIT12/C109", "RUS/27")))


def wrong_in(found: Iterable[tuple[str, bytes, bytes]]) -> dict[str, set[str]]:
    """Of pairs of documents, those whose redline is amiss."""
    amiss = {}
    for name, old, new in found:
        made = compare_word((old, "old.docx"), (new, "new.docx"), None, OPTIONS).data
        amiss[name] = new_kinds(made, old, new)
    return {name: what for name, what in amiss.items() if what}


@pytest.mark.slow
@needs_cases
def test_no_case_has_a_new_kind_of_fault():
    assert not wrong_in(case_pairs())


@pytest.mark.slow
@needs_corpus
@pytest.mark.parametrize("sort", SORTS[1:])
def test_no_document_of_the_corpus_has_a_new_kind_of_fault(sort):
    assert not wrong_in(corpus_pairs(sort, 12))


SOME = list(OUTPUTS)[::16]
"""Validators that are programs start for each document, so they are asked for a few."""

others = pytest.mark.parametrize("ask", [violations, refused], ids=["Open XML SDK", "jubarte"])


@others
def test_other_validators_find_nothing_new_in_some_outputs(ask, readers: Path, tmp_path: Path):
    for number, name in enumerate(SOME):
        output = OUTPUTS[name]()
        found = []
        for kind, data in enumerate((output.data, *output.inputs)):
            path = tmp_path / f"{number}.{kind}.docx"
            path.write_bytes(data)
            found.append(ask(readers, path))
            if not found[0]:
                break
        assert not found[0].difference(*found[1:]), name


@others
def test_other_validators_see_a_note_that_is_not_there(ask, readers: Path, tmp_path: Path):
    path = tmp_path / "wrong.docx"
    path.write_bytes(word('<w:p><w:r><w:footnoteReference w:id="7"/></w:r></w:p>'))
    assert ask(readers, path)
