"""Marks look as an institution wants them, alike in every format; documents may wear somebody's own template."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path

import docx
import pytest
from conftest import ALL
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, RGBColor
from docx_reader import paragraphs
from office_runner import run_office
from strange_files import HOSTILE, hostile

from redline import api
from redline.errors import UnreadableDocument
from redline.tasks.compile import CompileOptions, compare_delegations, comparison_files
from redline.writers.looks import LOOKS, css_of, run_properties
from redline.writers.marks import Mark
from redline.writers.options import Context, Design, Profile, Style, WriteOptions
from redline.writers.side_by_side import compilation_files

MADE = next(made for made in ALL if made.name == "RUS-27")


def _luminance(colour: str) -> float:
    """Relative luminance, by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("style", Style)
def test_marks_are_told_apart_without_colour_and_can_be_read(style):
    lines = {(look.underline, look.strike, look.bold) for look in LOOKS[style].values()}
    assert len(lines) == 4
    for look in LOOKS[style].values():
        assert bool(look.colour) == bool(look.on_dark)
        if look.colour:
            assert _contrast(look.colour, "FFFFFF") >= 4.5
            assert _contrast(look.on_dark, "14171B") >= 4.5


@pytest.mark.parametrize("style", [style for style in Style if style is not Style.SAFE])
def test_one_style_reaches_every_format(style, texts):
    options = WriteOptions(design=Design(style))
    assert css_of(style).encode() in api.render(MADE.redline, "html", options)
    plain = api.render(MADE.redline, "docx")
    for data in (
        api.render(MADE.redline, "docx", options),
        compilation_files(api.compile_proposals(texts, CompileOptions(article="3")), ["docx"], options.design)[
            "compilation.docx"
        ],
        comparison_files(compare_delegations(texts, "RUS", "ARB"), ["docx"], options.design)["RUS-and-ARB.docx"],
    ):
        styles = _styles(data)
        assert styles != _styles(plain)
        for mark, name in ((Mark.INSERTED, "Inserted"), (Mark.DELETED, "Deleted"), (Mark.MOVED_HERE, "Movedhere")):
            found = [(p.tag.partition("}")[2], p.get(qn("w:val")) or "") for p in styles[name].find(qn("w:rPr"))]
            assert found == list(run_properties(LOOKS[style][mark]))
    coloured = api.render(MADE.redline, "txt", WriteOptions(design=Design(style), colours=True)).decode()
    has_colour = bool(re.search(r"\x1b\[(?:\d+;)*3[14]m", coloured))
    assert has_colour == (style is Style.BLACKLINE)
    assert "\x1b[" in coloured


def _styles(data: bytes) -> dict:
    root = parse_xml(zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml"))
    return {node.get(qn("w:styleId")): node for node in root.iterfind(qn("w:style"))}


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_any_style(style, scheme, context, tmp_path):
    from axe_playwright_python.sync_playwright import Axe

    path = tmp_path / "page.html"
    path.write_bytes(api.render(MADE.redline, "html", WriteOptions(design=Design(style))))
    page = context(color_scheme=scheme).new_page()
    page.goto(path.as_uri())
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found] == []


def test_a_style_may_stand_in_the_configuration(command, tmp_path):
    (tmp_path / "redline.toml").write_text('style = "blackline"\n')
    assert command("proposal", "RUS/27", "--format", "html").returncode == 0
    assert css_of(Style.BLACKLINE) in (tmp_path / "output/RUS-27.html").read_text("utf-8")
    wrong = command("proposal", "RUS/27", "--style", "pink")
    assert wrong.returncode == 2
    assert "blackline" in wrong.stderr
    (tmp_path / "paper.html").write_text("<html><head></head><body><p>{{redline RUS/27/8}}</p></body></html>")
    assert command("attach", "paper.html", "--style", "print", "--output", "made.html").returncode == 0
    assert css_of(Style.PRINT, ".redline ") in (tmp_path / "made.html").read_text("utf-8")
    assert command("attach", "made.html", "--output", "again.html").returncode == 0
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "made.html").read_bytes()


# a template of one's own


def own_template() -> bytes:
    """A letterhead: their Art_No in red, another style under an id of ours, a comment, protection."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin = Mm(216), Mm(279), Mm(40)
    section.header.paragraphs[0].text = "The delegation of Made-Up Land"
    number = document.styles.add_style("Art_No", WD_STYLE_TYPE.PARAGRAPH)
    number.font.color.rgb = RGBColor(200, 0, 0)
    number.element.set(qn("w:styleId"), "TheirOwnId")
    other = document.styles.add_style("Something else", WD_STYLE_TYPE.PARAGRAPH)
    other.element.set(qn("w:styleId"), "Arttitle")
    section.header.paragraphs[0].style = other
    document.add_paragraph("Words of the template that go.")
    document.add_comment(document.paragraphs[0].runs[0], "A remark", author="X")
    document.settings.element.append(parse_xml(f'<w:documentProtection {nsdecls("w")} w:edit="readOnly"/>'))
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


OWN = Design(template=own_template())


@pytest.mark.parametrize("made", ALL, ids=[made.name for made in ALL])
def test_a_document_in_somebodys_template_is_exact(made):
    data = api.render(made.redline, "docx", WriteOptions(bare=True, context=Context.WHOLE, design=OWN))
    assert tuple(p.text for p in paragraphs(data, accept=True)) == made.redline.revised.lines
    assert tuple(p.text for p in paragraphs(data, accept=False)) == made.redline.base.lines


def _faults(data: bytes) -> set[str]:
    from openxml_audit import FileFormat, OpenXmlValidator

    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(data)
        file.flush()
        found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(file.name)
    kinds = {f"{error.error_type}: {error.description}" for error in found.errors}
    return {kind for kind in kinds if "stylesWithEffects" not in kind}  # an old part that Word no longer reads


def test_their_styles_page_and_header_are_used(texts, soffice, tmp_path):
    compilation = api.compile_proposals(texts, CompileOptions(article="3"))
    files = {
        "redline": api.render(MADE.redline, "docx", WriteOptions(design=OWN)),
        "itu": api.render(MADE.redline, "docx", WriteOptions(design=OWN, profile=Profile.ITU)),
        "clean": api.render(MADE.redline, "docx", WriteOptions(design=OWN, clean=True)),
        **{name.removesuffix(".docx"): data for name, data in compilation_files(compilation, ["docx"], OWN).items()},
    }
    jobs = []
    for name, data in files.items():
        styles = _styles(data)
        assert styles["ArtNo"].find(f"{qn('w:rPr')}/{qn('w:color')}").get(qn("w:val")) == "C80000"
        assert "TheirOwnId" not in styles
        assert styles["ArttitleOwn"].find(qn("w:name")).get(qn("w:val")) == "Something else"
        document = docx.Document(io.BytesIO(data))
        header = document.sections[0].header.paragraphs[0]
        assert (header.text, header.style.name) == ("The delegation of Made-Up Land", "Something else")
        assert 216 in (round(document.sections[0].page_width.mm), round(document.sections[0].page_height.mm))
        whole = "".join(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode())
        assert "Words of the template" not in whole
        assert "documentProtection" not in zipfile.ZipFile(io.BytesIO(data)).read("word/settings.xml").decode()
        assert "A remark" not in str([c.text for c in document.comments])
        assert _faults(data) <= _faults(OWN.template)
        section = document.sections[0]
        width = (section.page_width - section.left_margin - section.right_margin) // 635
        for node in document.element.body.iter(qn("w:tblW")):
            assert abs(int(node.get(qn("w:w"))) - width) < 10
        tabs = [
            tab
            for style in _styles(data).values()
            for tab in style.iter(qn("w:tab"))
            if tab.get(qn("w:val")) == "right"
        ]
        assert tabs
        assert all(int(tab.get(qn("w:pos"))) <= max(width, 9360) for tab in tabs)  # 9360: python-docx's own header
        (tmp_path / f"{name}.docx").write_bytes(data)
        jobs.append([str(tmp_path / f"{name}.docx"), "open", str(tmp_path / f"{name}.pdf")])
    run_office(soffice, jobs, tmp_path)
    assert all((tmp_path / f"{name}.pdf").stat().st_size > 10_000 for name in files)
    assert files["redline"] == api.render(MADE.redline, "docx", WriteOptions(design=OWN))


def test_our_own_document_may_be_a_template():
    mine = Design(template=api.render(MADE.redline, "docx"))
    data = api.render(MADE.redline, "docx", WriteOptions(design=mine))
    assert _styles(data).keys() == _styles(mine.template).keys()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_document_is_no_template(name, tmp_path):
    path = tmp_path / "template.docx"
    path.write_bytes(hostile(name))
    with pytest.raises(UnreadableDocument, match=r"template\.docx"):
        api.template(path)


def test_a_template_on_the_command_line(command, tmp_path):
    (tmp_path / "ours.docx").write_bytes(OWN.template)
    done = command("proposal", "RUS/27", "--template", "ours.docx", "--format", "docx", "--verify")
    assert done.returncode == 0, done.stderr
    assert "ArttitleOwn" in _styles(Path(tmp_path / "output/RUS-27.docx").read_bytes())
    missing = command("proposal", "RUS/27", "--template", "none.docx")
    assert missing.returncode == 2
    assert "none.docx" in missing.stderr
