"""Parts of tasks that only commands and pages reached before, called as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from redline.engine.amend.redlining import redline_of
from redline.errors import VerificationFailed
from redline.tasks.attach import attach
from redline.tasks.compile import CompileOptions, compare_delegations, comparison_files, compile_proposals
from redline.tasks.site import SiteMaker, gather_site
from redline.tasks.verify import verify_files
from redline.writers.options import Design, Style, WriteOptions


def test_a_heading_that_is_attached_stands_out(texts, tmp_path):
    (tmp_path / "paper.html").write_text("<p>{{redline RUS/27}}</p>")
    made = attach(texts, tmp_path / "paper.html").data.decode()
    assert "<strong><ins>" in made
    assert "ARTICLE 3A" in made[made.index("<strong><ins>") :][:200]


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
