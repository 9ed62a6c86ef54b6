"""Documents are brought into the texts: Word papers, compilations in columns, files of several authors, old formats."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest
from conftest import PROJECT
from office_runner import convert
from word_papers import itu_single_column, itu_tracked, saved, tracked

from redline.api import read_all
from redline.engine.amend.consolidate import consolidate
from redline.errors import UnreadableDocument
from redline.model import Proposal, Symbol
from redline.readers import read
from redline.readers.options import ReadOptions, View
from redline.tasks.bring import skeleton


def columns() -> bytes:
    """A compilation in the manner of the conference: the text, and a column for each delegation."""
    document = docx.Document()
    document.add_paragraph("Compilation of proposals, made up for a test")
    rows = [
        ("Text of 1988", "AAA", "Bland"),
        ("ARTICLE 3\nInternational Network", "", ""),
        ("28\t3.1\tMembers shall ensure.", "MOD AAA/1/1\nMembers may ensure.\nReasons: Why not.", "NOC"),
        ("29\t3.2\tAdministrations shall endeavour.", "SUP", "MOD\n29\t3.2\tOperating agencies shall endeavour."),
        ("", "see above", "ADD\n29A\t3.2A\tNew text."),
    ]
    table = document.add_table(len(rows), 3)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *rest = text.split("\n")
            cell.paragraphs[0].text = first
            for line in rest:
                cell.add_paragraph(line)
    return saved(document)


def test_a_compilation_with_a_column_for_each_delegation(tmp_path: Path):
    path = tmp_path / "compilation.docx"
    path.write_bytes(columns())
    first, second = read_all(path, ReadOptions(base="itrs-1988"))
    assert isinstance(first, Proposal)
    assert isinstance(second, Proposal)
    assert [(a.symbol, a.id, a.wording[0].number, a.reasons) for a in first.amendments] == [
        (Symbol.MOD, "AAA/1/1", "28", "Why not."),
        (Symbol.SUP, "AAA/2", "29", ""),
    ]
    assert first.amendments[0].wording[0].line == "28\t3.1\tMembers may ensure."
    assert [(a.symbol, a.id, a.after) for a in second.amendments] == [
        (Symbol.NOC, "Bland/1", ""),
        (Symbol.MOD, "Bland/2", ""),
        (Symbol.ADD, "Bland/3", "29"),
    ]
    assert [note.words for note in first.notes] == ["in the column of AAA, without a symbol: 'see above'"]
    assert (first.proposer_code, second.proposers, second.base) == ("AAA", ("Bland",), "itrs-1988")


def by_authors() -> bytes:
    document = docx.Document()
    document.add_paragraph("ARTICLE 1")
    one = document.add_paragraph()
    tracked(one, ("kept", "1\t1.1\tMembers "), ("del", "shall"), ("ins", "may"), ("kept", " act."), author="AAA")
    two = document.add_paragraph()
    tracked(two, ("kept", "2\t1.2\tStates stay"), ("ins", " here"), ("kept", "."), author="BBB")
    return saved(document)


def test_each_authors_changes_become_a_proposal(tmp_path: Path):
    path = tmp_path / "marked.docx"
    path.write_bytes(by_authors())
    found = read_all(path, ReadOptions(by_author=True))
    assert [(p.proposers, [(a.symbol.value, a.wording[0].text) for a in p.amendments]) for p in found] == [
        (("AAA",), [("MOD", "Members may act.")]),
        (("BBB",), [("MOD", "States stay here.")]),
    ]
    base = read_all(path, ReadOptions(view=View.ORIGINAL))[0]
    for proposal in found:
        assert consolidate(base, proposal).lines != base.lines


def test_a_treaty_with_tracked_changes_is_read_as_the_proposal_that_it_is(tmp_path: Path):
    path = tmp_path / "marked.docx"
    path.write_bytes(by_authors())
    (found,) = read_all(path, ReadOptions(view=View.MARKUP))
    assert isinstance(found, Proposal)
    assert found.proposers == ("AAA", "BBB")
    assert [(a.symbol.value, a.wording[0].text) for a in found.amendments] == [
        ("MOD", "Members may act."),
        ("MOD", "States stay here."),
    ]
    original, final = (read_all(path, ReadOptions(view=view))[0] for view in (View.ORIGINAL, View.FINAL))
    assert consolidate(original, found).lines == final.lines
    path.write_bytes(itu_tracked())
    (found,) = read_all(path, ReadOptions(view=View.MARKUP))
    assert any(amendment.stands for amendment in found.amendments)
    plain = docx.Document()
    plain.add_paragraph("1\t1.1\tMembers shall act.")
    path.write_bytes(saved(plain))
    with pytest.raises(UnreadableDocument, match="no tracked changes"):
        read_all(path, ReadOptions(view=View.MARKUP))


def test_the_tracked_changes_of_a_treaty_are_redlined_as_a_proposal(command, tmp_path: Path):
    (tmp_path / "marked.docx").write_bytes(by_authors())
    refused = command("proposal", "marked.docx")
    assert refused.returncode == 2
    assert "--view markup" in refused.stderr
    made = command("proposal", "marked.docx", "--view", "markup", "--format", "txt", "--output", "-")
    assert made.returncode == 0, made.stderr
    assert "Members [-shall-]{+may+} act." in made.stdout
    assert "Proposed by       AAA, BBB" in made.stdout
    treaty = command("consolidate", "marked.docx", "--view", "markup", "--format", "txt", "--output", "-", "--bare")
    assert "Members may act." in treaty.stdout
    assert "[-" not in treaty.stdout
    found = command("check", "marked.docx", "--view", "markup")
    assert "“shall” becomes “may”" in found.stdout


def test_either_text_of_a_treaty_with_tracked_changes_is_shown(command, tmp_path: Path):
    (tmp_path / "marked.docx").write_bytes(by_authors())
    assert "States stay here." in command("show", "marked.docx").stdout
    assert "States stay." in command("show", "marked.docx", "--view", "original").stdout
    (tmp_path / "plain.txt").write_text("---\nid: t\ntitle: T\n---\n\nARTICLE 1\n\n1\t1.1\tMembers shall act.\n")
    for view, shown in (("original", "States stay."), ("final", "States stay here."), ("markup", "States stay.")):
        made = command("compare", "plain.txt", "marked.docx", "--view", view, "--format", "txt", "--output", "-")
        assert shown in made.stdout, view
    both = command("compare", "marked.docx", "marked.docx", "--view", "original", "--existing", "accept")
    assert "--view has no effect on tracked changes here" in both.stderr


def test_old_formats_are_converted_by_every_command_that_reads_files(command, tmp_path: Path, libreoffice):
    (tmp_path / "paper.docx").write_bytes(itu_single_column())
    treaty, later = docx.Document(), docx.Document()
    for document, text in ((treaty, "Members shall act."), (later, "Members may act.")):
        document.add_paragraph("ARTICLE 1")
        document.add_paragraph(f"1\t1.1\t{text}")
    (tmp_path / "treaty.docx").write_bytes(saved(treaty))
    (tmp_path / "later.docx").write_bytes(saved(later))
    convert(libreoffice, [tmp_path / f"{name}.docx" for name in ("paper", "treaty")], "odt", tmp_path)
    assert "--convert" in command("show", "treaty.odt").stderr
    assert "Members shall act." in command("show", "treaty.odt", "--convert").stdout
    made = command("compare", "treaty.odt", "later.docx", "--convert", "--output", "made.docx")
    assert made.returncode == 0, made.stderr
    assert command("verify", "made.docx", "treaty.odt", "later.docx", "--convert").returncode == 0
    found = command("proposal", "paper.odt", "--convert", "--base", "itrs-1988", "--format", "txt", "--output", "-")
    wanted = command("proposal", "paper.docx", "--base", "itrs-1988", "--format", "txt", "--output", "-")
    assert found.stdout == wanted.stdout != ""


def test_old_formats_are_converted_where_asked(tmp_path: Path, libreoffice):
    (tmp_path / "paper.docx").write_bytes(itu_single_column())
    convert(libreoffice, [tmp_path / "paper.docx"], "odt", tmp_path)
    path = tmp_path / "paper.odt"
    with pytest.raises(UnreadableDocument, match="--convert"):
        read_all(path, ReadOptions())
    (found,) = read_all(path, ReadOptions(convert=True))
    (wanted,) = read_all(tmp_path / "paper.docx", ReadOptions())
    assert [(a.symbol, a.id, a.wording) for a in found.amendments] == [
        (a.symbol, a.id, a.wording) for a in wanted.amendments
    ]
    (tmp_path / "broken.odt").write_bytes(b"nothing")
    with pytest.raises(UnreadableDocument, match=r"is no \.odt file"):
        read_all(tmp_path / "broken.odt", ReadOptions(convert=True))


def test_a_skeleton_of_a_proposal_is_read_and_changes_nothing(texts):
    made = read(skeleton(texts, "itrs-1988", "RUS", ["3.1", "Article 9"]), "made.txt")
    assert isinstance(made, Proposal)
    assert made.proposers == ("Russian Federation",)
    assert consolidate(texts.instrument("itrs-1988"), made).lines == texts.instrument("itrs-1988").lines


def test_a_paper_is_shown_and_added_to_the_texts(command, tmp_path: Path, texts):
    (tmp_path / "paper.docx").write_bytes(itu_tracked())
    own = tmp_path / "own"
    shutil.copytree(texts.folder, own)
    refused = command("import", "paper.docx", "--base", "itrs-1988", "--texts", "own")
    assert refused.returncode == 2
    assert "MOD TST/2/1: 28 3.1 Members may ensure" in refused.stderr
    assert "--yes" in refused.stderr
    done = command("import", "paper.docx", "--base", "itrs-1988", "--texts", "own", "--yes")
    assert (done.returncode, done.stdout) == (0, "own/proposals/paper.txt\n")
    again = command("import", "paper.docx", "--base", "itrs-1988", "--texts", "own", "--yes")
    assert again.returncode == 2
    assert "is there already" in again.stderr
    shown = command("proposal", "TST/2", "--texts", "own", "--format", "txt", "--output", "-")
    assert "{+may+}" in shown.stdout


def test_doctor_tells_what_there_is(command):
    done = command("doctor")
    assert done.returncode == 0
    assert "instruments, " in done.stdout
    assert f"  read: {PROJECT}/texts\n  `redline import` writes: {PROJECT}/texts\n" in done.stdout
    assert "fonts for Arabic: " in done.stdout


def test_doctor_tells_where_imports_go_and_whether_they_can(command, tmp_path: Path):
    (tmp_path / "mine").mkdir()
    for settings in ({"env": {"REDLINE_TEXTS": str(tmp_path / "mine")}}, {}):
        told = json.loads(command("doctor", "--json", *([] if settings else ["--texts", "mine"]), **settings).stdout)
        assert Path(tmp_path, told["texts"]["kept"]) == tmp_path / "mine"
        assert (told["texts"]["own"], told["texts"]["writable"], told["texts"]["instruments"]) == (None, True, 0)


def test_an_import_says_that_the_texts_have_its_identifier_already(command, tmp_path: Path):
    (tmp_path / "again.txt").write_text("---\nid: ITRS-1988\ntitle: T\n---\n\nARTICLE 1\n\n1\t1.1\tMembers act.\n")
    done = command("import", "again.txt", "--yes", "--output", "mine")
    assert f"ITRS-1988 is in the texts already: {PROJECT}/texts/instruments/itrs-1988.en.txt\n" in done.stderr
    assert done.stdout == "mine/instruments/ITRS-1988.txt\n"


def test_a_new_proposal_is_written_once(command, tmp_path: Path):
    arguments = ("new", "proposal", "--base", "itrs-1988", "--proposer", "PRG", "--at", "1.3")
    assert "MOD PRG/XX/1\n5\t1.3\tThese Regulations" in command(*arguments).stdout
    assert command(*arguments, "--output", "mine.txt").stdout == "mine.txt\n"
    assert command(*arguments, "--output", "mine.txt").returncode == 2
    wrong = command("new", "proposal", "--base", "itrs-1988", "--proposer", "PRG", "--at", "99.9")
    assert wrong.returncode == 2
    assert "99.9" in wrong.stderr
