"""PDF: tags, language, bookmarks, and the words of the page; Markdown: the words, escaped."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from conftest import ALL, needs

from redline import api
from redline.errors import PdfNotInstalled
from redline.model import Division, DivisionKind, Heading, Instrument, Provision
from redline.tasks.compile import (
    CompileOptions,
    compare_delegations,
    comparison_files,
    compile_proposals,
)
from redline.writers.side_by_side import compilation_files

RUS = next(made for made in ALL if made.name == "RUS-27").redline
SOME = [made for made in ALL if made.name in ("RUS-27", "CWG-WCIT12-C109", "CWG-54-option-1")]


@pytest.mark.slow
@pytest.mark.parametrize("made", SOME, ids=[made.name for made in SOME])
def test_a_pdf_has_tags_language_bookmarks_and_the_words_of_the_page(made, tmp_path: Path):
    data = api.render(made.redline, "pdf")
    assert data == api.render(made.redline, "pdf")
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert str(document.Root.Lang) == "en"
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root[0].children]
        assert any(title.startswith(("ARTICLE", "PREAMBLE")) for title in titles)
    needs("pdftotext", shutil.which("pdftotext") is not None)
    (tmp_path / "made.pdf").write_bytes(data)
    text = subprocess.run(["pdftotext", str(tmp_path / "made.pdf"), "-"], capture_output=True, text=True, check=True)
    shown = re.sub(r"\s", "", text.stdout)
    for change in made.redline.changes:
        if change.changed and change.revised is not None and isinstance(change.revised, Provision):
            for word in change.revised.text.split():
                assert word in shown or word.split("-")[0] in shown, word


@pytest.mark.slow
def test_the_page_is_printed_as_it_would_be_with_its_switches(tmp_path: Path):
    import weasyprint

    from redline.writers.html import write_html
    from redline.writers.pdf import pdf_of

    page = write_html(RUS)
    whole = weasyprint.HTML(string=page.decode()).write_pdf(pdf_variant="pdf/ua-1")
    assert pdf_of(page) == whole


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["compilation", "comparison"])
def test_several_delegations_are_a_tagged_pdf_too(kind, texts):
    if kind == "compilation":
        found = compile_proposals(texts, CompileOptions(article="3"))
        (data,) = compilation_files(found, ["pdf"]).values()
    else:
        (data,) = comparison_files(compare_delegations(texts, "RUS", "PRG"), ["pdf"]).values()
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert str(document.Root.Lang) == "en"
        with document.open_outline() as outline:
            assert any("Article 3" in item.title for top in outline.root for item in (top, *top.children))


def test_a_text_cannot_make_the_pdf_fetch_anything():
    evil = Provision("1", text='<img src="http://127.0.0.1:1/x"> file:///etc/passwd')
    base = Instrument("t", "T", (Division(Heading(DivisionKind.ARTICLE, "1"), (evil,)),))
    assert api.render(api.compare(base, base), "pdf").startswith(b"%PDF")


def test_without_weasyprint_the_error_says_what_to_install(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PdfNotInstalled, match=r"treaty-redline\[pdf\]"):
        api.render(RUS, "pdf")


def test_markdown_holds_every_word_and_no_markup_of_the_texts():
    made = api.render(RUS, "md").decode()
    assert (
        "<ins>31B 3A.2 </ins><ins>Member States shall have equal rights" in made or "Member States shall have" in made
    )
    assert "- **Document:** WCIT12/27(Rev.1)" in made
    evil = Provision("1", text="<script>alert(1)</script> *bold* [link](x)")
    base = Instrument("t", "T", (Division(Heading(DivisionKind.ARTICLE, "1"), (evil,)),))
    shown = api.render(api.compare(base, base), "md", api.WriteOptions(context=api.Context.WHOLE)).decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; \\*bold\\* \\[link\\](x)" in shown


def test_pdf_on_the_command_line(command, tmp_path: Path):
    done = command("proposal", "PRG/29", "--format", "pdf", "--format", "md")
    assert done.stdout == "output/PRG-29.pdf\noutput/PRG-29.md\n"
    assert (tmp_path / "output/PRG-29.pdf").read_bytes().startswith(b"%PDF")
