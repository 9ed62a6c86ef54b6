"""Doubts stand wherever their wording stands: one rule, and every output prints from it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from redline import api
from redline.engine.amend.redlining import redline_of
from redline.engine.together.collate import collate
from redline.engine.together.combine import together
from redline.model import (
    Amendment,
    Doubt,
    Instrument,
    Member,
    Note,
    NoteKind,
    Proposal,
    Provenance,
    Provision,
    Status,
    Symbol,
    doubts_of,
    labels_of,
)
from redline.writers.statements import statement_of

ADD = Amendment(Symbol.ADD, "T/1/1", (Provision("1A", "", "", "made up"),))
MOD = Amendment(Symbol.MOD, "T/1/2", (Provision("1", "", "", "made up"),))
NOC = Amendment(Symbol.NOC, "T/1/3", (Provision("2"),))
WITHDRAWN = Provenance(Status.QUOTED, editorial_placement=True, withdrawn=True)


@pytest.mark.parametrize(
    ("amendment", "provenance", "doubts"),
    [
        (ADD, Provenance(), ()),
        (ADD, Provenance(Status.COLLATED), ()),
        (ADD, WITHDRAWN, (Doubt.WITHDRAWN, Doubt.QUOTED, Doubt.EDITORIAL_PLACEMENT)),
        (MOD, WITHDRAWN, (Doubt.WITHDRAWN, Doubt.QUOTED)),
        (NOC, WITHDRAWN, (Doubt.WITHDRAWN,)),
        (NOC, Provenance(Status.UNCOLLATED), ()),
        (replace(MOD, status=Status.COLLATED), WITHDRAWN, (Doubt.WITHDRAWN,)),
        (replace(MOD, status=Status.UNCOLLATED), Provenance(Status.COLLATED), (Doubt.UNCOLLATED,)),
        (MOD, Provenance(superseded_by="T/2", excerpt=True), (Doubt.SUPERSEDED, Doubt.EXCERPT)),
        (replace(MOD, doubts=(Doubt.GUESS,)), WITHDRAWN, (Doubt.GUESS,)),
    ],
)
def test_what_is_doubtful_about_an_amendment(amendment, provenance, doubts):
    assert doubts_of(amendment, Proposal("T/1", "T", (amendment,), provenance=provenance)) == doubts


def test_a_guess_of_the_reader_is_a_doubt_of_its_amendment_alone():
    notes = (Note(NoteKind.GUESSED, MOD.id, "made up"),)
    document = Proposal("T/1", "T", (ADD, MOD), notes=notes)
    assert doubts_of(MOD, document) == (Doubt.GUESS,)
    assert doubts_of(ADD, document) == ()


def test_taken_into_one_document_each_amendment_keeps_its_own_doubts():
    one = Proposal("T/1", "T", (MOD,), provenance=WITHDRAWN)
    other = Proposal("T/2", "T", (replace(ADD, id="T/2/1"),), provenance=Provenance(Status.COLLATED))
    both = together([one, other])
    assert [doubts_of(amendment, both) for amendment in both.amendments] == [(Doubt.WITHDRAWN, Doubt.QUOTED), ()]


def test_compilation_list_and_page_say_the_same(texts):
    """Of every amendment in the texts: its line in the redline, and its entry beside others."""
    for proposal in texts.proposals:
        if proposal.options:
            continue
        base = texts.instrument(proposal.base)
        redline = redline_of(base, proposal)
        compilation = collate(base, [Member(proposal.author, proposal.proposer, redline, (proposal,))])
        lines = {line["amendment"]: line["labels"] for line in json.loads(api.render(redline, "json"))["list"]}
        for row in compilation.rows:
            for entry in row.entries:
                wanted = [label for a in entry.change.amendments for label in labels_of(a, proposal)]
                assert list(statement_of(compilation, entry).labels) == list(dict.fromkeys(wanted))
                for amendment in entry.change.amendments:
                    assert lines[amendment.id] == list(labels_of(amendment, proposal))


def test_who_can_be_adopted_together_is_said_with_doubts(command):
    withdrawn = "! USA (CWG-WCIT12/C28): withdrawn by its proposer"
    assert withdrawn in command("converge").stdout


def test_an_instrument_that_is_an_excerpt_says_so(tmp_path):
    path = tmp_path / "part.txt"
    path.write_text("---\nid: part\ntitle: Part\nexcerpt: true\n---\n\nARTICLE 1\nPurpose\n\n1\tMade up\n")
    document = api.read(path)
    assert isinstance(document, Instrument)
    assert document.provenance.excerpt
    assert api.as_text(document).decode() == path.read_text()
