"""Pairs of documents that other programs made: LibreOffice, edited with changes tracked, and pandoc."""

from __future__ import annotations

import functools
import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter

import pytest
from conftest import needs
from office_runner import run_office
from word_pairs import pairs, rich, saved
from word_views import view

from redline.model import Instrument, Proposal
from redline.readers.word import read_word
from redline.tasks.word import compare_word
from redline.writers.options import Existing, InPlaceOptions

OFFICE = (
    *(
        "a word",
        "words",
        "words away",
        "a paragraph",
        "no paragraph",
        "no list item",
        "nothing before a table",
        "two of one",
        "bold",
        "slanted",
    ),
    *("in the middle", "a heading", "a style", "a row", "no row", "a cell", "a footnote", "an endnote", "a comment"),
    *("a header", "everything"),
)
"""Edits of tests/office/edit.py."""


def settled(data: bytes, accept: bool) -> list:
    """What a document of LibreOffice says: text, style and tables, since it says formatting in its own way."""
    found = view(data, accept)
    return [_plain(block) for block in found.body], [[_plain(block) for block in note] for note in found.notes]


def _plain(block) -> tuple:
    if block[0] == "table":
        return "table", [[[_plain(part) for part in cell] for _, cell in row] for _, row in block[-1]]
    return block[0], block[1], "".join(text for text, _ in block[-1])


@pytest.fixture(scope="module")
def edited(soffice, tmp_path_factory) -> dict[str, bytes]:
    """What LibreOffice saved after each edit, and after none."""
    folder = tmp_path_factory.mktemp("edited")
    (folder / "rich.docx").write_bytes(saved(rich()))
    run_office(soffice, [[str(folder / "rich.docx"), "nothing", str(folder / "nothing.docx")]], folder, "edit.py")
    jobs = [[str(folder / "nothing.docx"), edit, str(folder / f"{edit}.docx")] for edit in OFFICE]
    run_office(soffice, jobs, folder, "edit.py")
    return {edit: (folder / f"{edit}.docx").read_bytes() for edit in ("nothing", *OFFICE)}


@pytest.mark.parametrize("edit", OFFICE)
def test_an_edit_that_libreoffice_tracked_goes_there_and_back(edit, edited):
    old, new = edited["nothing"], edited[edit]
    options = InPlaceOptions(existing=Existing.ACCEPT)
    for one, other in ((old, new), (new, old)):
        data = compare_word((one, "one.docx"), (other, "other.docx"), None, options).data
        assert settled(data, True) == settled(other, True)
        assert settled(data, False) == settled(one, True)


UNTRACKED = ("a style", "no row")  # LibreOffice 7.4 does not track these when a script does them


@pytest.mark.parametrize("edit", [edit for edit in OFFICE if edit not in UNTRACKED])
def test_what_libreoffice_tracked_is_rejected_to_what_was(edit, edited):
    old, new = edited["nothing"], edited[edit]
    data = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(existing=Existing.REJECT)).data
    assert settled(data, True) == settled(data, False) == settled(old, True)


# pandoc

PAPER = """# Article 3

3.1 Members shall ensure that administrations cooperate[^1] in the *network*.

3.2 Administrations shall **endeavour** to provide [facilities](https://example.org/union).

1. The first item.
2. The second item.
    a) A part of it.

| No. | Text             |
|-----|------------------|
| 28  | Members shall    |
| 29  | Administrations  |

> In witness whereof, $x^2$ stands here.

[^1]: As far as practicable.
"""
LINK = "[facilities](https://example.org/union)"
PANDOC = {
    "a word": ("shall ensure", "may ensure"),
    "a paragraph": ("> In witness", "3.3 A paragraph more.\n\n> In witness"),
    "no paragraph": (
        "3.2 Administrations shall **endeavour** to provide [facilities](https://example.org/union).\n\n",
        "",
    ),
    "emphasis": ("*network*", "network"),
    "another emphasis": ("**endeavour**", "*endeavour*"),
    "a link": ("https://example.org/union", "https://example.org/other"),
    "a note": ("As far as practicable", "Wherever practicable"),
    "no note": ("[^1] in", " in"),
    "a second note": ("facilities](https://example.org/union).", "facilities](https://example.org/union).[^2]"),
    "an item": ("2. The second item.", "2. The new item.\n3. The second item."),
    "a row": ("| 29  |", "| 28A | A row more       |\n| 29  |"),
    "an equation": ("$x^2$", "$x^3$"),
    "a heading": ("# Article 3", "# Article 3A"),
    "a quotation": ("> In witness", "In witness"),
}


@functools.cache
def from_markdown(text: str) -> bytes:
    pandoc = shutil.which("pandoc")
    needs("pandoc", pandoc is not None)
    done = subprocess.run(
        [pandoc, "--from", "markdown", "--to", "docx", "--output", "-"],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("edit", PANDOC)
def test_papers_of_pandoc_go_there_and_back(edit):
    changed = PAPER.replace(*PANDOC[edit]) + ("\n[^2]: See Article 4.\n" if edit == "a second note" else "")
    assert changed != PAPER
    old, new = from_markdown(PAPER), from_markdown(changed)
    for one, other in ((old, new), (new, old)):
        data = compare_word((one, "one.docx"), (other, "other.docx")).data
        assert view(data, True) == view(other, True)
        assert view(data, False) == view(one, True)


def test_pandoc_reads_its_papers_with_our_marks_as_it_would(tmp_path):
    """A third program's reading: pandoc accepts and rejects tracked changes itself, but not rows and items of lists."""
    old = from_markdown(PAPER)
    for edit in ("a word", "a paragraph", "no paragraph", "a heading", "another emphasis"):
        new = from_markdown(PAPER.replace(*PANDOC[edit]))
        data = compare_word((old, "old.docx"), (new, "new.docx")).data
        for action, wanted in (("accept", new), ("reject", old)):
            assert _markdown(data, action) == _markdown(wanted, "accept"), (edit, action)


def _markdown(data: bytes, action: str) -> str:
    done = subprocess.run(
        [str(shutil.which("pandoc")), "--from", "docx", "--to", "plain", f"--track-changes={action}"],
        input=data,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


# programs mixed


def test_documents_of_two_programs(edited):
    everything = pairs()["everything at once"][1]
    for one, other in ((saved(rich()), edited["nothing"]), (edited["nothing"], everything)):
        data = compare_word((one, "o"), (other, "n")).data
        assert settled(data, True) == settled(other, True)
        assert settled(data, False) == settled(one, True)


def test_what_pandoc_wrote_is_read():
    treaty = read_word(
        from_markdown(
            "# ARTICLE 3\n\n## International Network\n\n28 3.1 Members shall cooperate.\n\n"
            "29 3.2 Administrations shall *endeavour*[^1] to.\n\na) first;\n\nb) second.\n\n[^1]: A note.\n"
        ),
        "treaty.docx",
    )
    assert isinstance(treaty, Instrument)
    assert treaty.lines == (
        "ARTICLE 3",
        "International Network",
        "28\t3.1\tMembers shall cooperate.",
        "29\t3.2\tAdministrations shall endeavour1 to.",
        "\t\ta)\tfirst;",
        "\t\tb)\tsecond.",
    )
    assert treaty.footnotes == (("1", "A note."),)
    proposal = read_word(
        from_markdown(
            "**MOD** TST/99/1\n\n28 3.1 Members may cooperate.\n\n**Reasons:** Because.\n\n"
            "ADD TST/99/2\n\n28A 3.1A New.\n"
        ),
        "proposal.docx",
    )
    assert isinstance(proposal, Proposal)
    assert [(a.symbol.value, a.id, a.wording[0].line, a.reasons) for a in proposal.amendments] == [
        ("MOD", "TST/99/1", "28\t3.1\tMembers may cooperate.", "Because."),
        ("ADD", "TST/99/2", "28A\t3.1A\tNew.", ""),
    ]


def test_what_a_program_says_in_another_way_is_no_change(soffice, tmp_path):
    """LibreOffice writes out what styles say and what holds anyway: in a file that it saved, few marks are left."""
    old = saved(rich())
    (tmp_path / "old.docx").write_bytes(old)
    counts = {"nothing": 0, "a word": 1}
    jobs = [[str(tmp_path / "old.docx"), edit, str(tmp_path / f"{edit}.docx")] for edit in counts]
    run_office(soffice, jobs, tmp_path, "edit.py")
    for edit, words in counts.items():
        new = (tmp_path / f"{edit}.docx").read_bytes()
        found = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(existing=Existing.ACCEPT))
        text = zipfile.ZipFile(io.BytesIO(found.data)).read("word/document.xml").decode()
        counted = Counter(re.findall(r"<w:(ins|del|\w+Change) ", text))
        assert counted["ins"] == counted["del"] == 2 + words, edit  # and two fields, which it writes in its own way
        assert counted["rPrChange"] == 2, edit  # references to notes get a style of its own
        assert counted["tblPrChange"] == 1, edit  # a table gets a width
        assert counted.total() == 7 + 2 * words, edit
