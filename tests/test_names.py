"""What a name means that a user typed: a file that exists before anything else, and a clash is said."""

from __future__ import annotations

import pytest

from redline import api
from redline.errors import AmbiguousDocument, DocumentNotFound, UnreadableDocument
from redline.library.names import (
    AmendmentRef,
    NamedFile,
    Party,
    document_named,
    instrument_named,
    proposal_named,
    resolve,
    signed_by,
)
from redline.model import Instrument, NoteKind, Proposal

TEXT = "---\nid: mine\ntitle: Mine\n---\n\nARTICLE 1\nPurpose\n\n1\tWhile made up for a test\n"
PAPER = (
    "---\nid: TST/1\ntitle: T\nproposers: [Kenya]\nbase: itrs-1988\n---\n\nMOD\tTST/1/1\n\n31\t\tMade up for a test\n"
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("itrs-1988", Instrument),
        ("RUS/27", Proposal),
        ("rus/27/8", AmendmentRef),
        ("Paraguay", Party),
        ("etno-c109.txt", Proposal),  # a text of the library by the name of its file
    ],
)
def test_a_name_without_a_file_means_what_the_texts_have(texts, here, name, kind):
    assert isinstance(resolve(texts, name), kind)


@pytest.mark.parametrize("name", ["etno-c109.txt", "RUS", "itrs-1988", "prg-29", "nothing-else.txt"])
def test_a_file_that_exists_is_meant_and_the_clash_is_said(texts, here, name):
    (here / name).write_text(TEXT)
    meaning = resolve(texts, name)
    assert isinstance(meaning, NamedFile)
    assert meaning.document.id == "mine"
    notes = [note for note in meaning.document.notes if note.kind is NoteKind.NAMESAKE]
    assert len(notes) == (0 if name == "nothing-else.txt" else 1)


def test_no_clash_is_said_where_there_is_none(texts, here):
    (here / "my.txt").write_text(TEXT)
    assert resolve(texts, "my.txt").document.notes == ()


def test_the_users_own_file_is_redlined_not_the_bundled_text(command, here):
    (here / "etno-c109.txt").write_text(PAPER)
    done = command("proposal", "etno-c109.txt", "--format", "txt", "--output", "-")
    assert "Made up for a test" in done.stdout
    assert "namesake: the file is read; CWG-WCIT12/C109 of the texts has that name too" in done.stderr


@pytest.mark.parametrize("name", ["nowhere.txt", "./RUS", "~/nothing.docx", "a\\b"])
def test_what_is_written_like_a_path_is_a_file_or_an_error(texts, here, name):
    with pytest.raises(UnreadableDocument):
        resolve(texts, name)


def test_a_name_that_means_nothing_offers_the_nearest(texts, here):
    with pytest.raises(DocumentNotFound) as raised:
        signed_by(texts, "RUS/72")
    assert "RUS/27" in raised.value.near
    with pytest.raises(DocumentNotFound, match="delegation"):
        signed_by(texts, "Atlantis")


def test_a_name_that_means_several_things_is_refused(texts, here):
    with pytest.raises(AmbiguousDocument):
        signed_by(texts, "United")


def test_each_question_takes_only_what_it_asks_for(texts, here):
    with pytest.raises(UnreadableDocument, match="is a proposal, not an instrument"):
        instrument_named(texts, "RUS/27")
    (here / "paper.txt").write_text(PAPER)
    with pytest.raises(UnreadableDocument, match="is a proposal, not an instrument"):
        instrument_named(texts, "paper.txt")
    (here / "treaty.txt").write_text(TEXT)
    with pytest.raises(UnreadableDocument, match="is an instrument, not a proposal"):
        proposal_named(texts, "treaty.txt")
    with pytest.raises(UnreadableDocument, match="is an instrument, not a proposal"):
        signed_by(texts, "treaty.txt")
    assert document_named(texts, "treaty.txt").id == "mine"


def test_a_folder_of_a_delegations_name_is_no_file(texts, here):
    (here / "RUS").mkdir()
    assert isinstance(resolve(texts, "RUS"), Party)


def test_signed_by_a_delegation_are_its_documents_that_stand(texts, here):
    side = signed_by(texts, "RUS")
    assert side.code == "RUS"
    assert all(not document.provenance.superseded_by for document in side.documents)
    one = signed_by(texts, "RUS/27/8", amendments=True)
    assert one.selected == ("RUS/27/8",)


def test_the_face_for_programs_is_the_api():
    import redline

    assert set(redline.__all__) - {"__version__"} == set(api.__all__)
    assert dir(redline) == sorted(redline.__all__)
    for name in redline.__all__:
        assert getattr(redline, name) is not None
