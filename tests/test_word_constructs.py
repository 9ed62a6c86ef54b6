"""What Word files hold beside paragraphs of runs is read or noted, and what is damaged is refused by name."""

from __future__ import annotations

import io
import os
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from redline import api
from redline.errors import LayoutError, UnreadableDocument
from redline.model import NoteKind
from redline.ooxml.package import Package
from redline.ooxml.revisions import accept_or_reject
from redline.readers.options import View
from redline.readers.word import read_word
from redline.tasks.word import compare_word
from redline.writers.options import Existing, InPlaceOptions

WORDS = nsdecls("w")
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(*bodies: str) -> bytes:
    """A document whose body is some XML, between a first and a last paragraph."""
    made = docx.Document()
    made.add_paragraph("First.")
    for body in bodies:
        made.element.body.insert(-1, parse_xml(body))
    made.add_paragraph("Last.")
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def paragraph(inner: str) -> str:
    return f"<w:p {WORDS} {MC}>{inner}</w:p>"


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def char(kind: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>'


INSTRUCTION = "<w:r><w:instrText>XE entry</w:instrText></w:r>"
CHOICE = (
    '<mc:AlternateContent><mc:Choice Requires="w14">{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>'
)
READ = {
    "the end of a field is hidden": (
        paragraph(char("begin") + INSTRUCTION + char("separate") + char("end", "<w:vanish/>") + run("after it")),
        "after it",
    ),
    "a field never ends": (paragraph(char("begin") + run("said")) + "", "said"),
    "a word with its reading": (
        paragraph(
            f"{run('a ')}<w:r><w:ruby><w:rt>{run('ta')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>"
        ),
        "a base",
    ),
    "alternate content in a run": (paragraph(f"<w:r>{CHOICE.format('<w:t>chosen</w:t>')}</w:r>"), "chosen"),
    "alternate content round a run": (paragraph(CHOICE.format(run("chosen"))), "chosen"),
    "a row in a content control": (
        f"<w:tbl {WORDS}><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:sdt><w:sdtContent><w:tr><w:tc><w:p>"
        f"{run('in a control')}</w:p></w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>",
        "in a control",
    ),
}


@pytest.mark.parametrize("name", READ)
def test_it_is_read(name):
    body, words = READ[name]
    lines = read_word(document(body), "made.docx").lines
    assert [line.strip() for line in lines] == ["First.", words, "Last."]


def test_a_field_that_never_ends_is_noted_and_swallows_nothing():
    found = read_word(document(paragraph(char("begin") + run("said"))), "made.docx")
    assert any(note.kind is NoteKind.REPAIRED and "never ends" in note.words for note in found.notes)


def test_hidden_text_is_noted():
    found = read_word(document(paragraph(run("seen") + run("unseen", "<w:vanish/>"))), "made.docx")
    assert "seen" in found.lines[1]
    assert "unseen" not in "".join(found.lines)
    assert any("hidden text" in note.words for note in found.notes)


def test_a_number_that_somebody_added_is_not_in_the_original():
    made = docx.Document()
    made.add_paragraph("An item", style="List Number")
    text = made.paragraphs[0]
    text.style = made.styles["Normal"]
    properties = text._p.get_or_add_pPr()
    number = '<w:ins w:id="9" w:author="X"/>'
    properties.append(parse_xml(f'<w:numPr {WORDS}><w:ilvl w:val="0"/><w:numId w:val="1"/>{number}</w:numPr>'))
    held = io.BytesIO()
    made.save(held)
    assert read_word(held.getvalue(), "x.docx", View.ORIGINAL).lines[0].strip() == "An item"
    assert read_word(held.getvalue(), "x.docx", View.FINAL).lines[0].strip() != "An item"


@pytest.mark.parametrize("beside", ["bookmarkEnd", "proofErr", "moveFromRangeEnd", "commentRangeEnd"])
def test_a_paragraph_whose_mark_goes_joins_the_next_whatever_stands_between(beside):
    mark = '<w:pPr><w:rPr><w:del w:id="8" w:author="X"/></w:rPr></w:pPr>'
    gone = '<w:del w:id="9" w:author="X"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    between = f'<w:{beside} {WORDS} w:id="3"/>' if beside != "proofErr" else f'<w:proofErr {WORDS} w:type="spellEnd"/>'
    body = Package(document(paragraph(mark + gone), between), "x").part("word/document.xml")
    accept_or_reject(body, accept=True)
    assert ["".join(node.itertext()) for node in body.iter(f"{_W}p")] == ["First.", "Last."]


def test_what_no_treaty_may_hold_is_no_reason_to_refuse_a_file():
    old, new = (document(paragraph(run(f"Of {word}\u0085 here"))) for word in ("old", "new"))
    found = compare_word((old, "old.docx"), (new, "new.docx"), None, InPlaceOptions(existing=Existing.ACCEPT))
    assert found.untracked == ()


# packages


def rezipped(data: bytes, change, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(held, "w", method) as target:
        change(source, target)
    return held.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_part_is_named_in_every_compression(method):
    def copy(source, target):
        for name in source.namelist():
            target.writestr(name, source.read(name))

    data = bytearray(rezipped(document(), copy, method))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        info = package.getinfo("word/document.xml")
    begin = info.header_offset + 30 + len(info.filename)
    for at in range(begin + 8, begin + info.compress_size - 4):
        data[at] ^= 0x5A
    with pytest.raises(UnreadableDocument, match=r"word/document.xml"):
        read_word(bytes(data), "made.docx")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused():
    def twice(source, target):
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("word/document.xml", source.read("word/document.xml"))

    with pytest.raises(UnreadableDocument, match=r"two parts of the name word/document.xml"):
        read_word(rezipped(document(), twice), "made.docx")


def test_a_white_picture_is_no_bomb_and_a_part_that_packs_so_well_is():
    def with_picture(source, target):
        for name in source.namelist():
            target.writestr(name, source.read(name))
        target.writestr("word/media/white.bmp", bytes(1_400_000))

    def with_part(source, target):
        with_picture(source, target)
        target.writestr("word/bomb.xml", b"<a>" + b" " * 2_000_000 + b"</a>")

    assert read_word(rezipped(document(), with_picture), "made.docx").lines
    with pytest.raises(UnreadableDocument, match=r"bomb.xml unpacks to"):
        read_word(rezipped(document(), with_part), "made.docx")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_plain_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.docx")
    with pytest.raises(UnreadableDocument, match="is no plain file"):
        api.read(tmp_path / "pipe.docx")
    with pytest.raises(UnreadableDocument, match="is no plain file"):
        api.read("/dev/zero")


def test_a_control_character_in_a_front_matter_is_an_error_with_its_line():
    with pytest.raises(LayoutError, match=r"x.txt:3: control character U\+001B"):
        api.read_text('---\nid: t\ntitle: "\\x1b[31m"\n---\n\nARTICLE 1\nT\n\n1\tText\n', "x.txt")


# what import writes, it can read

WRITTEN = {
    "a line break at the end": run("Text") + "<w:r><w:br/></w:r>",
    "two line breaks": run("Text") + "<w:r><w:br/><w:br/></w:r>" + run("more"),
    "emphasis that ends in a space": run("See ", "<w:i/>") + run("there"),
    "emphasis within a word": run("re") + run("open", "<w:i/>") + run("ed"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_imported_can_be_read(command, tmp_path, name):
    (tmp_path / "paper.docx").write_bytes(document(paragraph(WRITTEN[name])))
    done = command("import", "paper.docx", "--yes", "--output", str(tmp_path / "kept"))
    assert done.returncode == 0, done.stderr
    (path,) = (tmp_path / "kept").rglob("*.txt")
    words = "".join("".join(api.read(path).lines).split())
    assert words == "".join("".join(read_word((tmp_path / "paper.docx").read_bytes(), "p.docx").lines).split())


def test_a_proposal_that_names_no_base_is_not_written(command, tmp_path):
    (tmp_path / "paper.docx").write_bytes(document(paragraph(run("MOD X/1/1")), paragraph(run("31\tMade up"))))
    done = command("import", "paper.docx", "--yes", "--output", str(tmp_path / "kept"))
    assert done.returncode == 2
    assert "name it with --base" in done.stderr
    assert not (tmp_path / "kept").exists()


def test_footnotes_are_shown(command, tmp_path):
    text = '---\nid: t\ntitle: T\nfootnotes:\n  "1": As made up for a test.\n---\n\nARTICLE 1\nT\n\n1\tText 1\n'
    (tmp_path / "t.txt").write_text(text)
    assert "As made up for a test." in command("show", "t.txt").stdout
