"""The laws over everything in texts/: read exactly, written back exactly, labelled, complete."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import PROJECT, every_redline

from redline import api
from redline.model import labels_of
from redline.readers import read
from redline.writers.conference_text import write_conference_text
from redline.writers.options import WriteOptions

FILES = sorted((PROJECT / "texts").rglob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_file_reads_and_writes_back_to_the_byte(path: Path):
    data = path.read_bytes()
    document = read(data, path.name)
    assert write_conference_text(document).encode() == data
    assert read(write_conference_text(document).encode(), path.name) == document
    assert document.notes == ()


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_front_matter_says_what_it_is(path: Path):
    document = read(path.read_bytes(), path.name)
    assert document.id
    assert document.title
    assert document.provenance.source or document.provenance.note


def test_every_base_is_there(texts):
    for proposal in texts.proposals:
        assert texts.instrument(proposal.base)


def test_every_superseding_document_is_there(texts):
    known = {proposal.id for proposal in texts.proposals}
    assert {p.provenance.superseded_by for p in texts.proposals if p.provenance.superseded_by} <= known


def test_positions_name_amendments_that_are_there(texts):
    for subject in texts.positions.subjects:
        for identifier in subject.amendments:
            assert texts.amendment(identifier)


@every_redline
def test_the_redline_holds_both_texts(made):
    assert made.redline.rejected == made.redline.base.lines
    assert made.redline.accepted == made.redline.revised.lines


@every_redline
def test_comparing_the_two_texts_holds_both_texts(made):
    again = api.compare(made.redline.base, made.redline.revised)
    assert again.rejected == made.redline.base.lines
    assert again.accepted == made.redline.revised.lines


@every_redline
def test_the_consolidated_text_reads_again(made):
    revised = made.redline.revised
    again = read(write_conference_text(revised).encode(), "consolidated.txt")
    assert again.lines == revised.lines


@every_redline
@pytest.mark.parametrize("name", ["docx", "html", "txt", "json"])
def test_every_label_is_in_every_output(made, name):
    proposal = made.redline.proposal
    written = api.render(made.redline, name, WriteOptions(width=0))
    text = _words(written, name)
    for label in (
        *proposal.labels,
        *(label for a in made.redline.proposal.amendments for label in _shown(a, made.redline)),
    ):
        assert label.casefold() in text.casefold()


@every_redline
@pytest.mark.parametrize("name", ["docx", "html", "txt"])
def test_a_consolidated_text_is_labelled_too(made, name):
    proposal = made.redline.proposal
    text = _words(api.render(made.redline, name, WriteOptions(clean=True, width=0)), name)
    for label in proposal.labels:
        assert label.casefold() in " ".join(text.casefold().split())


def _shown(amendment, redline):
    """The doubts of an amendment, if it is one that the redline applies."""
    return labels_of(amendment, redline.proposal) if amendment.option in ("", redline.option) else ()


def _words(written: bytes, name: str) -> str:
    if name == "docx":
        from docx_reader import all_text

        return all_text(written)
    if name == "html":
        from lxml import html

        return html.document_fromstring(written.decode()).text_content()
    if name == "json":
        return json.dumps(json.loads(written), ensure_ascii=False)
    return written.decode()
