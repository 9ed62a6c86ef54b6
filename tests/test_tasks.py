"""Parts of tasks that only commands and pages reached before, called as they are."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from redline import api
from redline.engine.amend.redlining import redline_of
from redline.errors import UnreadableDocument, VerificationFailed
from redline.library import Library
from redline.model import (
    Amendment,
    Division,
    DivisionKind,
    Emphasis,
    Heading,
    Instrument,
    NoteKind,
    Proposal,
    Provision,
    Symbol,
)
from redline.model.choices import Choice, Choices, Pick
from redline.readers.docx_revisions import read_accepted
from redline.tasks.attach import attach
from redline.tasks.attach.content import content_of
from redline.tasks.bring import as_text, fitted
from redline.tasks.choose import chosen_job, outcome
from redline.tasks.compile import CompileOptions, compare_delegations, comparison_files, compile_proposals
from redline.tasks.proposals import proposal_jobs
from redline.tasks.site import SiteMaker, gather_site, site_files
from redline.tasks.verify import verify_files
from redline.tasks.word import word_template
from redline.writers.options import Design, Style, WriteOptions
from redline.writers.paper.markers import Marker


def test_a_heading_that_is_attached_stands_out(texts, tmp_path):
    (tmp_path / "paper.html").write_text("<p>{{redline RUS/27}}</p>")
    made = attach(texts, tmp_path / "paper.html").data.decode()
    assert "<strong><ins>" in made
    assert "ARTICLE 3A" in made[made.index("<strong><ins>") :][:200]


def test_what_is_attached_of_a_proposal_with_alternatives_says_which_it_is(texts):
    first, listed, other = (
        content_of(texts, Marker(kind, (name,))).caption
        for kind, name in (("redline", "CWG/54"), ("list-of-changes", "CWG/54"), ("redline", "CWG/54/0.3"))
    )
    assert first.startswith("Changes proposed in CWG/54/0.1, CWG/54/0.2, option 1, to ")
    assert listed == "What CWG/54, option 1, would change"
    assert other.startswith("Changes proposed in CWG/54/0.3, option 2, to ")
    assert "option" not in content_of(texts, Marker("redline", ("RUS/27",))).caption


@pytest.mark.parametrize(("written", "name"), [("3A", "Article 3A"), ("3", "Article 3"), ("App. 2", "Appendix 2")])
def test_an_article_is_compiled_by_its_number_alone(texts, written, name):
    rows = compile_proposals(texts, CompileOptions(article=written)).rows
    assert rows
    assert {row.division.name for row in rows} == {name}


def test_the_text_of_two_delegations_is_written_in_the_design_that_was_asked_for(texts):
    comparison = compare_delegations(texts, "RUS", "ARB")
    plain = comparison_files(comparison, ["docx"])
    assert plain == comparison_files(comparison, ["docx"], Design())
    printed = comparison_files(comparison, ["docx"], Design(Style.PRINT))
    assert plain.keys() == printed.keys() == {"RUS-and-ARB.docx", "RUS-to-ARB.docx"}
    assert all(plain[name] != printed[name] for name in plain)


def test_only_word_documents_that_were_not_proved_before_are_read_back(texts):
    redline = redline_of(texts.instrument("itrs-1988"), texts.document("PRG/29"))
    verify_files(redline, {Path("page.html"): b"<p>"}, WriteOptions())
    verify_files(redline, {Path("page.docx"): b"anything"}, WriteOptions(), in_place=True)
    from redline.api import render

    other = redline_of(texts.instrument("itrs-1988"), texts.document("TUN/25"))
    with pytest.raises(VerificationFailed):
        verify_files(redline, {Path("page.docx"): render(other, "docx")}, WriteOptions())


def test_a_site_compares_every_later_side_at_every_place_that_both_touch(texts):
    site = gather_site(texts)
    maker = SiteMaker((site, Design()))
    for first in range(len(site.sides)):
        wanted = {
            (second, at)
            for at, row in enumerate(site.together.rows)
            for second in (entry.member for entry in row.entries)
            if second > first and any(entry.member == first for entry in row.entries)
        }
        assert {(second, at) for second, rows in maker._paired(first).items() for at, _ in rows} == wanted


# made-up texts

BASE = """---
id: made-up
title: Made up
language: en
---

ARTICLE 1
First

1\t1.1\tMembers shall meet once in every year and shall pay what they owe.
"""
PROPOSAL = """---
id: TST/{number}
title: Of {code}
proposers: [{code}land]
proposer_code: {code}
base: made-up
language: en
---

MOD {code}/{number}/1
1\t1.1\t{wording}
Reasons: none
"""
WORDINGS = {
    "AAA": "Members may meet once in every year and shall pay what they owe.",
    "BBB": "Members shall meet once in every year and shall pay all that they owe.",
}


@pytest.fixture
def small(tmp_path: Path) -> Library:
    """A treaty of one provision, and two proposals for it that go together."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "base.txt").write_text(BASE)
    for number, (code, wording) in enumerate(WORDINGS.items(), 1):
        (folder / f"{code}.txt").write_text(PROPOSAL.format(number=number, code=code, wording=wording))
    found = api.texts(folder)
    assert not found.problems
    return found


def test_a_site_has_a_file_for_every_document_and_every_two_delegations(small):
    counted: list[int] = []
    done: list[str] = []

    def started(count: int):
        counted.append(count)
        return done.append

    files = {str(path): data for path, data in site_files(gather_site(small), workers=1, started=started).items()}
    assert counted == [len(done)]
    assert len(set(done)) == len(done)
    assert "pair 1" in done
    for name in ("AAA-1", "BBB-2"):
        assert {f"proposals/{name}.docx", f"proposals/{name}.html"} <= files.keys()
    shown = "\n".join(p.text for p in read_accepted(files["compare/AAA-and-BBB.docx"], "x"))
    assert all(code in shown for code in WORDINGS)
    assert zipfile.is_zipfile(io.BytesIO(files["compilation.docx"]))


@pytest.mark.parametrize(
    ("chosen", "fates"),
    [(("AAA",), ("gained", "lost")), (("BBB",), ("lost", "gained")), (("AAA", "BBB"), ("shared", "shared"))],
)
def test_what_goes_together_is_shared_only_where_both_were_taken(small, chosen, fates):
    picks = tuple(Pick(name) for name in chosen)
    job = chosen_job(small, Choices("choices.toml", "made-up", (Choice("1.1", picks),)))
    found = outcome(small, job)
    given = [name for fate in found.fates for name in ("gained", "shared", "lost") for _ in getattr(fate, name)]
    assert [found.compilation.members[fate.member].code for fate in found.fates] == list(WORDINGS)
    assert tuple(given) == fates


def test_a_document_of_several_is_the_firsts_in_a_compilation(texts):
    members = compile_proposals(texts, CompileOptions()).members
    codes = {member.proposals[0].id: member.code for member in members}
    assert codes["TD62/ARB-routing"] == "EGY"
    assert codes["TD62/RCC-public-access"] == "RUS"


def test_a_proposal_that_is_named_twice_is_made_once_and_those_after_it_too(texts):
    jobs = proposal_jobs(texts, ["PRG/29", "PRG/29", "TUN/25"])
    assert [job.proposal.reference for job in jobs] == ["PRG/29", "TUN/25"]


def test_a_marker_may_name_its_place_by_several_words(texts):
    assert content_of(texts, Marker("redline", ("Article", "1", "PRG/29"))).paragraphs
    assert content_of(texts, Marker("redline", ("1.3", "PRG/29"))).paragraphs


def test_a_caption_names_three_amendments_and_no_more(texts):
    captions = [content_of(texts, Marker("redline", (name,))).caption for name in ("CWG-WCIT12/C109", "CWG-WCIT12/C59")]
    assert "CWG-WCIT12/C109/1, CWG-WCIT12/C109/2, CWG-WCIT12/C109/3 to" in captions[0]
    assert "in CWG-WCIT12/C59 to" in captions[1]


EMPTY = Provision("1", "1.1", "", "Members shall meet.\n\nThey shall pay.")
CUT = Provision("2", "1.2", "", "Members shall confer.", emphasis=(Emphasis(1, 4), Emphasis(8, 13)))
PLAIN = Provision("3", "1.3", "", "Members shall report.", emphasis=(Emphasis(8, 13),))


@pytest.mark.parametrize("wrapped", ["an instrument", "a proposal"])
def test_what_the_layout_of_the_texts_cannot_hold_is_left_out_and_noted(wrapped):
    if wrapped == "an instrument":
        heading = Heading(DivisionKind.ARTICLE, "1", "First")
        whole = Instrument("made-up", "Made up", (Division(heading, (EMPTY, CUT, PLAIN)),))
        found = fitted(whole)
        provisions = list(found.divisions[0].provisions)
    else:
        amendments = tuple(Amendment(Symbol.MOD, f"TST/1/{one.number}", (one,)) for one in (EMPTY, CUT, PLAIN))
        found = fitted(Proposal("TST/1", "Made up", amendments, ("Testland",)))
        provisions = [amendment.wording[0] for amendment in found.amendments]
    assert provisions[0].text == "Members shall meet.\nThey shall pay."
    assert provisions[1].emphasis == (Emphasis(8, 13),)
    assert provisions[2] == PLAIN
    assert [(note.kind, note.place) for note in found.notes] == [(NoteKind.REPAIRED, "1"), (NoteKind.REPAIRED, "2")]
    assert "empty lines" in found.notes[0].words
    assert "emphasis" in found.notes[1].words
    assert as_text(found)


def test_a_template_is_read_whole_before_it_is_used(tmp_path):
    held = io.BytesIO()
    docx.Document().save(held)
    path = tmp_path / "template.docx"
    path.write_bytes(held.getvalue())
    assert word_template(str(path)) == held.getvalue()
    with zipfile.ZipFile(io.BytesIO(held.getvalue())) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<broken" if name == "word/fontTable.xml" else source.read(name))
    with pytest.raises(UnreadableDocument, match=r"template\.docx"):
        word_template(str(path))
