"""What sort of file a Word document is: a template, protected, with macros, with controls bound to data."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from command_line import run_here
from small_word import MAIN, SECTION, TEMPLATE, para, word

from redline.errors import UnreadableDocument
from redline.ooxml.package import open_word
from redline.tasks.word import compare_word, verify_word
from redline.writers.in_place import InPlace
from redline.writers.options import InPlaceOptions

OLD, NEW = para("The delegations met in Geneva."), para("The delegations met in Nairobi.")


def compared(old: bytes, new: bytes) -> InPlace:
    made = compare_word((old, "old.docx"), (new, "new.docx"))
    verify_word(made, (old, "old.docx"), (new, "new.docx"))
    return made


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


# templates


@pytest.mark.parametrize("ending", [".dotx", ".docx", ".DOTX"])
@pytest.mark.parametrize("which", ["first", "second", "both"])
def test_a_template_is_redlined_in_place_into_a_document(tmp_path: Path, ending: str, which: str) -> None:
    names = ("old" + (ending if which != "second" else ".docx"), "new" + (ending if which != "first" else ".docx"))
    (tmp_path / names[0]).write_bytes(word(OLD, main=TEMPLATE if which != "second" else MAIN))
    (tmp_path / names[1]).write_bytes(word(NEW, main=TEMPLATE if which != "first" else MAIN))
    result = run_here("compare", *names, "-f", "docx", "-o", "out.docx", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    data = (tmp_path / "out.docx").read_bytes()
    assert MAIN in part(data, "[Content_Types].xml")
    assert TEMPLATE not in part(data, "[Content_Types].xml")
    assert "<w:del " in part(data, "word/document.xml")


@pytest.mark.parametrize("ending", [".docm", ".dotm", ".docx"])
@pytest.mark.parametrize("kind", ["document.macroEnabled", "template.macroEnabledTemplate"])
def test_a_file_with_macros_is_refused_whatever_it_is_called(tmp_path: Path, ending: str, kind: str) -> None:
    (tmp_path / f"old{ending}").write_bytes(word(OLD, main=f"application/vnd.ms-word.{kind}.main+xml"))
    (tmp_path / "new.docx").write_bytes(word(NEW))
    for names in ((f"old{ending}", "new.docx"), ("new.docx", f"old{ending}")):
        result = run_here("compare", *names, "-f", "docx", "-o", "out.docx", cwd=tmp_path)
        assert result.returncode == 2
        assert f"old{ending}: holds macros" in result.stderr
    assert not (tmp_path / "out.docx").exists()


def test_an_embedded_workbook_with_macros_is_carried_and_never_opened() -> None:
    workbook = b"PK\x03\x04 no workbook at all"

    def held(body: str) -> bytes:
        data = word(body, {"customXml1.xml": "<x/>"})
        made = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == "[Content_Types].xml":
                    sheet = b'<Default Extension="xlsm" ContentType="application/vnd.ms-excel.sheet.macroEnabled.12"/>'
                    content = content.replace(b"<Override", sheet + b"<Override", 1)
                new.writestr(name, content)
            new.writestr("word/embeddings/sheet.xlsm", workbook)
        return made.getvalue()

    made = compared(held(OLD), held(NEW))
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        assert package.read("word/embeddings/sheet.xlsm") == workbook


def test_macros_as_a_part_are_refused_under_the_type_of_a_document() -> None:
    data = word(OLD, {"vbaProject.bin": b"x"})
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            macros = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override'
            new.writestr(name, old.read(name).replace(b"<Override", macros, 1))
    with pytest.raises(UnreadableDocument, match="holds macros"):
        open_word(made.getvalue(), "old.docx")


# protection


def protected(body: str, edit: str, enforcement: str = "1") -> bytes:
    wanted = f'<w:documentProtection w:edit="{edit}" w:enforcement="{enforcement}"/>'
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return word(body, {"settings.xml": f'<w:settings xmlns:w="{space}">{wanted}</w:settings>'})


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        ("readOnly", "permits no changes"),
        ("comments", "permits nothing but comments"),
        ("trackedChanges", "permits nothing but tracked changes"),
        ("forms", "permits nothing but filling in forms"),
    ],
)
def test_a_protected_file_is_redlined_and_what_to_do_is_said(edit: str, words: str) -> None:
    made = compared(protected(OLD, edit), protected(NEW, edit))
    assert made.untracked == ()
    (line,) = made.advice
    assert words in line
    assert "Stop Protection" in line


def test_protection_that_is_off_or_of_a_file_without_changes_needs_no_advice() -> None:
    assert compared(protected(OLD, "readOnly", "0"), protected(NEW, "readOnly", "0")).advice == ()
    assert compared(protected(OLD, "none"), protected(NEW, "none")).advice == ()
    assert compared(protected(OLD, "readOnly"), protected(OLD, "readOnly")).advice == ()
    assert compared(word(OLD), word(NEW)).advice == ()


def test_the_command_says_what_to_do_with_a_protected_file(tmp_path: Path) -> None:
    (tmp_path / "old.docx").write_bytes(protected(OLD, "readOnly"))
    (tmp_path / "new.docx").write_bytes(protected(NEW, "readOnly"))
    result = run_here("compare", "old.docx", "new.docx", "-f", "docx", "-o", "out.docx", cwd=tmp_path)
    assert result.returncode == 0
    assert "old.docx: to do: it is protected and permits no changes" in result.stderr


# controls bound to data


def bound(words: str, path: str = "/q:d[1]/q:t[1]", item: str = "{11111111-2222-3333-4444-555555555555}") -> str:
    return (
        f'<w:sdt><w:sdtPr><w:dataBinding w:prefixMappings="xmlns:q=\'urn:q\'" w:xpath="{path}" '
        f'w:storeItemID="{item}"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{words}</w:t></w:r></w:sdtContent></w:sdt>'
    )


def bindings(data: bytes) -> int:
    return part(data, "word/document.xml").count("<w:dataBinding")


def test_new_words_are_not_bound_to_the_data_of_the_first_file_which_say_otherwise() -> None:
    made = compared(word(para(bound("first title"))), word(para(bound("second title"))))
    text = part(made.data, "word/document.xml")
    inserted = text[text.index("<w:ins ") : text.index("</w:ins>")]
    assert "second title" in inserted
    assert "dataBinding" not in inserted
    assert bindings(made.data) == 1, "the words that go come back as they were"


def test_a_control_round_paragraphs_whose_words_change_is_bound_no_longer() -> None:
    def block(words: str) -> str:
        whole = bound("")
        return whole[: whole.index("<w:sdtContent>")] + f"<w:sdtContent>{para(words)}</w:sdtContent></w:sdt>"

    old = block("Telecommunication services and facilities of the parties")
    made = compared(word(para("Cover") + old), word(para("Cover") + old.replace("facilities", "networks")))
    assert bindings(made.data) == 0
    text = part(made.data, "word/document.xml")
    assert text.count("<w:delText") == text.count("<w:ins ") == 1, "one word is marked"
    assert [line for line in made.untracked if "not tracked (control)" in line] == list(made.untracked) != []


def test_words_that_the_data_have_stay_bound() -> None:
    shown = para(bound("one title"))
    unchanged = compared(word(shown + OLD), word(shown + NEW))
    assert bindings(unchanged.data) == 1
    once_more = compared(word(shown + OLD), word(shown + OLD + shown))
    assert bindings(once_more.data) == 2, "what is inserted shows the same data"
    row = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{shown}</w:tc></w:tr></w:tbl>"
    assert bindings(compared(word(shown + OLD), word(shown + OLD + row + OLD)).data) == 2
    other = row.replace("one title", "other title")
    assert bindings(compared(word(shown + OLD), word(shown + OLD + other + OLD)).data) == 1


def test_sections_are_left_alone() -> None:
    assert SECTION in part(compared(word(OLD), word(NEW)).data, "word/document.xml")


# what is not tracked, where it is said


NUMBERED = '<w:footnotePr><w:numFmt w:val="lowerRoman"/></w:footnotePr>'


def set_otherwise(body: str, inner: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return word(body, {"settings.xml": f'<w:settings xmlns:w="{space}">{inner}</w:settings>'})


LINE = "settings that differ are kept as they are in the first file: numbering of footnotes"


def test_what_is_not_tracked_is_said_in_a_comment_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "old.docx").write_bytes(set_otherwise(para("Going.") + OLD))
    (tmp_path / "new.docx").write_bytes(set_otherwise(NEW, NUMBERED))
    names = ("compare", "old.docx", "new.docx", "-f", "docx", "-o")
    result = run_here(*names, "out.docx", "--say", "--verify", "--author", "Secretariat", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stderr.count(LINE) == 1
    data = (tmp_path / "out.docx").read_bytes()
    assert LINE in part(data, "word/comments.xml")
    assert 'w:author="Secretariat"' in part(data, "word/comments.xml")
    text = part(data, "word/document.xml")
    assert text.index("Going") < text.index("commentReference") < text.index("Nairobi"), "where a paragraph stays"
    run_here(*names, "plain.docx", cwd=tmp_path)
    with zipfile.ZipFile(tmp_path / "plain.docx") as package:
        assert "word/comments.xml" not in package.namelist()


def test_nothing_is_said_in_a_document_that_is_exact() -> None:
    made = compare_word((word(OLD), "old.docx"), (word(NEW), "new.docx"), None, InPlaceOptions(say=True))
    assert made.data == compared(word(OLD), word(NEW)).data


TREATY = para("PREAMBLE") + para("1", "<w:r><w:tab/></w:r>", "While the sovereign right of each State is recognized")


@pytest.mark.parametrize("formats", [("json",), ("docx", "json")])
def test_json_says_what_is_not_tracked_and_the_terminal_says_it_once(tmp_path: Path, formats: tuple[str, ...]) -> None:
    (tmp_path / "old.docx").write_bytes(set_otherwise(TREATY))
    (tmp_path / "new.docx").write_bytes(set_otherwise(TREATY.replace("right", "duty"), NUMBERED))
    asked = [word for name in formats for word in ("-f", name)]
    result = run_here("compare", "old.docx", "new.docx", *asked, "-o", "out", cwd=tmp_path)
    assert (result.returncode, result.stderr.count(LINE)) == (0, 1)
    found = json.loads((tmp_path / "out" / "old-to-new.json").read_text())
    assert {"kind": "left out", "place": "old.docx", "words": LINE} in found["notes"]
    assert run_here("compare", "old.docx", "new.docx", *asked, "-o", "no", "--strict", cwd=tmp_path).returncode == 1
    assert not (tmp_path / "no").exists()


def test_what_has_an_effect_in_place_alone_is_said_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "old.docx").write_bytes(word(TREATY))
    (tmp_path / "new.docx").write_bytes(word(TREATY.replace("right", "duty")))
    asked = ("compare", "old.docx", "new.docx", "--say", "--existing", "accept", "-o", "out", "-f")
    said = run_here(*asked, "txt", cwd=tmp_path).stderr
    for name in ("--say", "--existing"):
        assert f"old.docx: left out: {name} has no effect: no Word file is marked in place" in said
    assert "has no effect" not in run_here(*asked, "docx", cwd=tmp_path).stderr
