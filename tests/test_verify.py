"""`redline verify` and `--verify`: exact documents pass, any other is named with its first difference."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from conftest import ALL, every_redline

from redline import api
from redline.errors import UnreadableDocument
from redline.ooxml.package import Package
from redline.readers.docx_revisions import read_accepted
from redline.tasks.verify import prove_document
from redline.writers.options import Context, Moves, WriteOptions

RUS = next(made for made in ALL if made.name == "RUS-27")
LOOKS = {
    "default": WriteOptions(),
    "bare": WriteOptions(context=Context.WHOLE, bare=True),
    "change": WriteOptions(context=Context.CHANGE),
    "native": WriteOptions(moves=Moves.NATIVE),
}


def changed(data: bytes, old: str, new: str, part: str = "word/document.xml") -> bytes:
    """The document with a string of one part replaced."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(held, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old.encode(), new.encode()) if name == part else content)
    assert held.getvalue() != data
    return held.getvalue()


@every_redline
@pytest.mark.parametrize("look", LOOKS)
def test_every_document_of_ours_is_proved(made, look):
    data = api.render(made.redline, "docx", LOOKS[look])
    proof = prove_document(data, "made.docx", made.redline.base, made.redline.revised)
    assert proof.exact, list(map(str, proof.differences))


def test_a_letter_too_many_is_named():
    data = changed(api.render(RUS.redline, "docx"), "Internet: A", "Internets: A")
    proof = prove_document(data, "made.docx", RUS.redline.base, RUS.redline.revised)
    (difference,) = proof.differences
    assert difference.action == "accept all"
    assert "Internet: A" in str(difference)
    assert "Internets: A" in str(difference)


def test_a_change_that_is_left_out_is_no_proof():
    """A document of another proposal leaves out what this one changes."""
    other = next(made for made in ALL if made.name == "PRG-29")
    data = api.render(other.redline, "docx")
    both = prove_document(data, "made.docx", RUS.redline.base, RUS.redline.revised)
    assert not both.exact


def test_verify_exits_0_or_1_and_prints_a_proof_sheet(command, tmp_path: Path):
    assert command("proposal", "RUS/27", "-f", "docx", "-q").returncode == 0
    done = command("verify", "output/RUS-27.docx", "itrs-1988", "RUS/27")
    assert done.returncode == 0
    assert done.stdout.startswith("output/RUS-27.docx: exact: accept all gives RUS/27, reject all gives itrs-1988")
    assert "left out: Preamble, Article 1, Article 3" in done.stdout
    wrong = command("verify", "output/RUS-27.docx", "itrs-1988", "PRG/29")
    assert wrong.returncode == 1
    assert "accept all differs at line" in wrong.stdout
    sheet = json.loads(command("verify", "output/RUS-27.docx", "itrs-1988", "RUS/27", "--json").stdout)
    assert sheet["exact"] is True
    assert {len(sheet[name]["sha256"]) for name in ("redline", "base", "revised", "accepted", "rejected")} == {64}


def test_the_hashes_of_a_whole_document_are_those_of_its_texts(command):
    command("proposal", "PRG/29", "-f", "docx", "--context", "whole", "--bare", "-q")
    sheet = json.loads(command("verify", "output/PRG-29.docx", "itrs-1988", "PRG/29", "--json").stdout)
    assert sheet["accepted"]["sha256"] == sheet["revised"]["sha256"]
    assert sheet["rejected"]["sha256"] == sheet["base"]["sha256"]
    assert sheet["left_out"] == []


@pytest.mark.parametrize(
    "arguments", [("proposal", "RUS/27"), ("consolidate", "RUS/27"), ("compare", "itrs-1988", "itrs-1988")]
)
def test_every_writing_command_verifies_when_asked(command, arguments):
    done = command(*arguments, "--verify", "-f", "docx")
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_not_marked_cannot_be_verified(command, tmp_path: Path):
    done = command("proposal", "RUS/27", "--verify", "--ignore", "case")
    assert done.returncode == 2
    assert "--verify needs every change to be tracked" in done.stderr
    assert not (tmp_path / "output").exists()


def test_a_document_that_fails_is_not_put_in_place(monkeypatch, tmp_path: Path):
    """Made to fail by a writer that loses a word."""
    from redline.tasks import make as jobs

    monkeypatch.setattr(jobs, "write", lambda *given: changed(api.render(*given), "Internet: A", "A"))
    job = api.proposal_jobs(api.texts(), ["RUS/27"])[0]
    plan = {(job.stem, "docx"): tmp_path / "RUS-27.docx"}
    with pytest.raises(api.VerificationFailed, match="is not exact: accept all differs"):
        api.make([job], plan, WriteOptions(), verify=True)


# documents from strangers


def package(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no zip", "the package cannot be opened"),
        (package({"other.xml": b"<a/>"}), "has no part word/document.xml"),
        (package({"word/document.xml": b"<a>"}), "is not XML"),
        (package({"word/document.xml": b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'}), "has a document type"),
        (
            package({"word/document.xml": b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'}),
            "has a document type",
        ),
        (package({"word/document.xml": b"<a>" + b" " * 5_000_000 + b"</a>"}), "unpacks to 5,000,007 bytes"),
        (package({f"part{i}.xml": b"" for i in range(5_001)}), "would unpack to 5,001 parts"),
    ],
    ids=["no zip", "no document", "not XML", "entity", "external entity", "zip bomb", "many parts"],
)
def test_a_hostile_package_is_refused(data, words):
    with pytest.raises(UnreadableDocument, match=words):
        Package(data, "theirs.docx").part("word/document.xml")


def test_a_damaged_member_is_refused():
    data = bytearray(package({"word/document.xml": b"<a>" + bytes(range(32, 127)) * 50 + b"</a>"}))
    data[60] ^= 0xFF
    with pytest.raises(UnreadableDocument):
        read_accepted(bytes(data), "theirs.docx")


def test_a_file_that_is_no_document_is_an_error_of_one_line(command, tmp_path: Path):
    (tmp_path / "theirs.docx").write_bytes(b"not a zip")
    done = command("verify", "theirs.docx", "itrs-1988", "RUS/27")
    assert done.returncode == 2
    assert done.stderr.startswith("redline: theirs.docx: is no Word document")
    assert command("verify", "gone.docx", "itrs-1988", "RUS/27").returncode == 2
