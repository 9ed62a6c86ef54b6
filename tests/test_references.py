"""References of a document redlined in place lead, accepted, where those of the second lead; rejected, of the first."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from pathlib import Path

import pytest
from office_runner import run_office
from redlined_pairs import text_of
from reference_pairs import PAIRS, h, made, toc
from reference_reader import leads
from stranger_references import STRANGER, SWITCHES

from redline.ooxml.package import open_word
from redline.tasks.word import compare_word
from redline.writers import in_place
from redline.writers.in_place import InPlace
from redline.writers.in_place.proving import proved
from redline.writers.options import InPlaceOptions, Moves

ALL = PAIRS | STRANGER
BOTH = {f"{name}{back}": pair[:: -1 if back else 1] for name, pair in ALL.items() for back in ("", ", back")}


@functools.cache
def redlined(name: str, moves: Moves = Moves.MARKED) -> InPlace:
    old, new = BOTH[name]
    return compare_word((old, "old.docx"), (new, "new.docx"), None, InPlaceOptions(moves=moves))


@pytest.mark.parametrize("name", BOTH)
def test_references_lead_where_they_did(name):
    old, new = BOTH[name]
    data = redlined(name).data
    assert leads(data, True) == leads(new)
    assert leads(data, False) == leads(old)


@pytest.mark.slow
@pytest.mark.parametrize("name", BOTH)
def test_the_proof_finds_nothing_that_is_lost(name):
    old, new = BOTH[name]
    made = redlined(name)
    found = proved(*(open_word(data, "x.docx") for data in (made.data, old, new)), None)
    lost = [one for one in (*found.accepted, *found.rejected) if one.new or not one.old.startswith("bookmark ")]
    assert lost == []  # that of the other document may be there too; nothing refers to it


@pytest.mark.slow
@pytest.mark.parametrize("name", BOTH)
def test_so_they_do_where_paragraphs_move(name):
    old, new = BOTH[name]
    data = redlined(name, Moves.NATIVE).data
    assert leads(data, True) == leads(new)
    assert leads(data, False) == leads(old)


@pytest.mark.parametrize("name", BOTH)
def test_a_bookmark_has_a_name_and_an_id_of_its_own(name):
    with zipfile.ZipFile(io.BytesIO(redlined(name).data)) as package:
        texts = [package.read(part).decode() for part in package.namelist() if part.endswith(".xml")]
    begun = [found for text in texts for found in re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="([^"]+)"', text)]
    ended = [found for text in texts for found in re.findall(r'<w:bookmarkEnd w:id="(\d+)"', text)]
    assert len({number for number, _ in begun}) == len({called for _, called in begun}) == len(begun)
    assert sorted(number for number, _ in begun) == sorted(ended)


def test_a_heading_that_was_replaced_is_marked_in_one_paragraph():
    data = redlined("a heading replaced, nothing updated").data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read("word/document.xml").decode()
    assert (text.count("<w:del "), text.count("<w:ins "), text.count("<w:bookmarkStart ")) == (1, 1, 4)


def test_numbers_that_a_program_gave_anew_are_no_change():
    old, new = (made(toc((name, "Scope", 1)) + h("Scope", name)) for name in ("_Toc1", "_Toc70"))
    found = compare_word((old, "old.docx"), (new, "new.docx"))
    assert found.untracked == ()
    with zipfile.ZipFile(io.BytesIO(found.data)) as package, zipfile.ZipFile(io.BytesIO(old)) as former:
        assert package.read("word/document.xml") == former.read("word/document.xml")


def test_another_name_that_a_person_gave_is_said():
    said = redlined("one name, two places").untracked
    assert "the bookmark “art” of the second file is called “art_2”, as the first has another so named" in said


UNREAD = ("in a control round a paragraph", "capitals and small letters", "round a table that goes")
"""What LibreOffice 7.4 does not read as Word does: changes in such a control, names in other letters, and the bookmark
round a table that goes, which it keeps."""

READ = [name for name in BOTH if name.removesuffix(", back") not in UNREAD]


@pytest.fixture(scope="module")
def updated(soffice: str, tmp_path_factory) -> Path:
    """A folder with each pair, and its redline accepted and rejected, as text when LibreOffice updated all fields."""
    folder = tmp_path_factory.mktemp("references")
    jobs = []
    for number, name in enumerate(READ):
        redline = redlined(name).data
        for kind, data in zip(("old", "new", "redline"), (*BOTH[name], redline), strict=True):
            source = folder / f"{number}.{kind}.docx"
            source.write_bytes(data)
            for action in ("accept", "reject") if kind == "redline" else ("open",):
                jobs.append([str(source), f"{action} update", str(folder / f"{number}.{kind}.{action}.txt")])
    run_office(soffice, jobs, folder)
    return folder


LEFT = {"a note's number": r"^$", "a numbered paragraph": r"^ *[0-9]+\. "}
"""What LibreOffice 7.4 leaves of a paragraph that goes: an empty one where it held a note, the number of its list."""
LEFT |= {f"switches {switches}": LEFT["a numbered paragraph"] for switches in SWITCHES}


@pytest.mark.parametrize("number", range(len(READ)), ids=READ)
def test_libreoffice_updates_fields_to_the_same(number, updated):
    left = LEFT.get(READ[number].removesuffix(", back"), "(?!)")
    for action, kind in (("accept", "new"), ("reject", "old")):
        texts = [text_of(updated / f"{number}.{one}.txt") for one in (f"redline.{action}", f"{kind}.open")]
        found, wanted = ([re.sub(left, "", line) for line in lines if not re.fullmatch(left, line)] for lines in texts)
        assert found == wanted


def test_documents_are_marked_so_often_and_no_more_until_references_lead_right(monkeypatch):
    """Twice is enough for all pairs here; where it were not, what leads elsewhere is said."""
    old, new = BOTH["a heading moved"]
    for times, right in ((1, False), (2, True)):
        monkeypatch.setattr(in_place, "_MOST_TIMES", times)
        found = compare_word((old, "old.docx"), (new, "new.docx"))
        assert (leads(found.data, True) == leads(new)) is right
        assert (found.untracked == ()) is right
