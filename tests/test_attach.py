"""Redlines are attached to position papers: each marker replaced where it stands, everything else as it was."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from conftest import needs
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree
from lxml import html as lxml_html
from office_runner import convert, run_office
from word_pairs import add_notes, note, renamed, saved, strict
from word_views import W, view

from redline import api
from redline.errors import PaperError, UnreadableDocument
from redline.tasks.attach import AttachOptions, attach, stale
from redline.writers.options import Markup

MARKERS = ("redline RUS/27/8", "redline 3.3A TD62/ARB-routing", "compare RUS PRG 1.3", "base 3.4", "positions spam")


def paper(*, broken_runs: bool = True):
    """A position paper made up for a test, with styles, a table, notes, and a marker that Word has cut into runs."""
    made = docx.Document()
    made.styles.add_style("Our text", 1).font.name = "Georgia"
    made.add_heading("Our position", 1)
    first = made.add_paragraph("We have read the proposals", style="Our text")
    note(first, 1)
    first.add_run(".")
    cut = made.add_paragraph(style="Our text")
    if broken_runs:
        for part, bold in (("{", False), ("{redl", True), ("ine RUS/2", False), ("7/8}}", False)):
            cut.add_run(part).bold = bold or None
    else:
        cut.add_run("{{redline RUS/27/8}}")
    inline = made.add_paragraph("The treaty says “", style="Our text")
    inline.add_run("{{base 3.4}}")
    inline.add_run("”, which we like.").italic = True
    table = made.add_table(2, 2)
    table.style = "Table Grid"
    table.rows[0].cells[0].text = "Proposal"
    table.rows[0].cells[1].text = "{{redline 3.3A TD62/ARB-routing}}"
    table.rows[1].cells[0].text = "Who"
    table.rows[1].cells[1].text = "{{positions spam}}"
    made.add_paragraph("{{list-of-changes CWG-WCIT12/C109}}")
    made.add_paragraph("{{compare ETNO PRG 3.2}}")
    made.add_paragraph("We thank you.", style="Our text")
    add_notes(made, ["all of them", "another"])
    return made


def attached(folder: Path, texts, data: bytes, **settings) -> bytes:
    path = folder / "paper.docx"
    path.write_bytes(data)
    return attach(texts, path, AttachOptions(**settings)).data


def part(data: bytes, name: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def paragraphs(data: bytes) -> list[str]:
    root = etree.fromstring(part(data).encode())
    return ["".join(t.text or "" for t in p.iter(f"{W}t", f"{W}delText")) for p in root.iter(f"{W}p")]


def test_every_marker_of_a_word_paper_is_replaced_where_it_stands(tmp_path, texts):
    data = attached(tmp_path, texts, saved(paper()))
    lines = paragraphs(data)
    assert not [line for line in lines if "{{" in line]
    assert lines[0] == "Our position"
    assert (
        lines[2]
        == "Redline 1. Changes proposed in RUS/27/8 to International Telecommunication Regulations (Melbourne, 1988)"
    )
    assert lines[3].startswith("31B3A.2Member States shall have equal rights")
    assert lines[4] == "Source: WCIT12/27(Rev.1), Russian Federation, 2012-11-17."
    (sentence,) = (line for line in lines if line.startswith("The treaty says “31 3.4 Subject to national law"))
    assert sentence.endswith("”, which we like.")
    source = "Source: TD62/ARB-routing, Egypt, Arab States, 2012-05-08 "
    assert f"{source}(wording as quoted by a source; place chosen by the editors)." in lines
    assert any(line.startswith("Portugal: proposes, wording not known") for line in lines)
    assert any(line.startswith("MOD 3.2 (No. 29): 3 words replaced by 46") for line in lines)
    assert "We thank you." in lines


def test_everything_else_of_the_paper_is_as_it_was(tmp_path, texts):
    before = saved(paper())
    data = attached(tmp_path, texts, before)
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(data)) as other:
        assert one.namelist() == other.namelist()
        changed = {name for name in one.namelist() if one.read(name) != other.read(name)}
    assert changed == {"word/document.xml", "word/styles.xml", "word/footnotes.xml"}
    assert part(data, "word/footnotes.xml").count("all of them") == 1
    for text in ("We have read the proposals", "We thank you.", "Our position"):
        pattern = rf"<w:p>(?:(?!<w:p>).)*?{text}.*?</w:p>"
        assert re.search(pattern, part(before), re.DOTALL)[0] == re.search(pattern, part(data), re.DOTALL)[0]


def test_the_parts_of_a_paper_are_found_whatever_they_are_called(tmp_path, texts):
    before = saved(paper())
    data = attached(tmp_path, texts, renamed(before))
    assert data != renamed(before)
    for name in ("word/document.xml", "word/styles.xml", "word/footnotes.xml"):
        assert part(renamed(data, back=True), name) == part(attached(tmp_path, texts, before), name)


def test_a_paper_in_strict_open_xml_is_refused_with_advice(tmp_path, texts):
    with pytest.raises(UnreadableDocument, match=r"(?s)Strict Open XML.*save it as “Word document"):
        attached(tmp_path, texts, strict(saved(paper())))


def test_a_second_run_changes_nothing(tmp_path, texts):
    data = attached(tmp_path, texts, saved(paper()))
    again = attached(tmp_path, texts, data)
    assert again == data


def test_a_later_run_refreshes_what_was_attached(tmp_path, texts):
    data = attached(tmp_path, texts, saved(paper()))
    assert stale(texts, tmp_path / "paper.docx") == ()
    (tmp_path / "paper.docx").write_bytes(data)
    assert stale(texts, tmp_path / "paper.docx") == ()
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as target:
            for name in source.namelist():
                content = source.read(name)
                target.writestr(name, content.replace(b"equal rights", b"other rights"))
    (tmp_path / "paper.docx").write_bytes(made.getvalue())
    (found,) = stale(texts, tmp_path / "paper.docx")
    assert "attach again" in found.reason
    assert "equal rights" in "".join(paragraphs(attach(texts, tmp_path / "paper.docx").data))


def test_superseded_documents_are_told(tmp_path, texts):
    made = docx.Document()
    made.add_paragraph("{{redline RUS/27(13 Nov)/a}}")
    data = attached(tmp_path, texts, saved(made))
    (tmp_path / "paper.docx").write_bytes(data)
    (found,) = stale(texts, tmp_path / "paper.docx")
    assert found.reason == "is superseded by WCIT12/27(Rev.1)"


def read_back(data: bytes, lost: bool) -> list[str]:
    """The text of printed marks: without what is inserted, or without what is deleted."""
    root = etree.fromstring(part(data).encode())
    gone = ("RedlineDeletion", "RedlineMovedAway") if lost else ("RedlineInsertion", "RedlineMovedHere")
    found = []
    for paragraph in root.iter(f"{W}p"):
        text = ""
        for run in paragraph.iter(f"{W}r"):
            style = run.find(f"{W}rPr/{W}rStyle")
            if style is None or style.get(f"{W}val") not in gone:
                text += "".join("\t" if n.tag == f"{W}tab" else n.text or "" for n in run.iter(f"{W}t", f"{W}tab"))
        found.append(text)
    return found


def test_printed_redlines_read_back_give_both_texts(tmp_path, texts):
    treaty = texts.instrument("itrs-1988")
    for name in ("CWG-WCIT12/C109/2", "PRG/29/1"):
        made = docx.Document()
        made.add_paragraph(f"{{{{redline {name}}}}}")
        data = attached(tmp_path, texts, saved(made))
        proposal, identifier = texts.amendment(name)
        (wording,) = next(a for a in proposal.amendments if a.id == identifier).wording
        place = next(p for p in treaty.places if p.provision.number == wording.number)
        assert wording.line in read_back(data, lost=True)
        assert place.provision.line in read_back(data, lost=False)


@pytest.mark.parametrize("name", ["CWG-WCIT12/C109", "PRG/29", "RUS/27", "CWG-WCIT12/C28"])
def test_tracked_redlines_accept_and_reject_exactly(name, tmp_path, texts, soffice):
    from redline.api import redline_of

    made = docx.Document()
    made.add_paragraph("Before.")
    made.add_paragraph(f"{{{{redline {name}}}}}")
    made.add_paragraph("After.")
    data = attached(tmp_path, texts, saved(made), tracked=True)
    redline = redline_of(texts.instrument("itrs-1988"), texts.document(name))
    changes = [change for change in redline.changes if change.changed or change.amendments]
    (tmp_path / "made.docx").write_bytes(data)
    jobs = [[str(tmp_path / "made.docx"), action, str(tmp_path / f"{action}.txt")] for action in ("accept", "reject")]
    run_office(soffice, jobs, tmp_path)
    for accept, action in ((True, "accept"), (False, "reject")):
        wanted = [
            line
            for change in changes
            for item in (change.reviseds if accept else change.bases)
            for line in (item.lines if hasattr(item, "lines") else item.line.split("\n"))
        ]
        found = ["".join(t for t, _ in b[-1]).replace("<tab>", "\t") for b in view(data, accept).body]
        found = [re.sub("<footnoteReference>", "", line) for line in found]
        assert [line for line in found[2:-2] if line] == wanted
        shown = [line for line in (tmp_path / f"{action}.txt").read_text("utf-8").split("\n") if line.strip()]
        assert [" ".join(line.split()) for line in shown][2:-2] == [" ".join(line.split()) for line in wanted]
    assert f'w:author="{texts.document(name).author}"' in part(data)


def revised(folder: Path, texts) -> object:
    """The texts with RUS/27 as its authors might revise it, made up for a test."""
    own = folder / "own"
    shutil.copytree(texts.folder, own)
    path = own / "proposals/rus-27.txt"
    path.write_text(path.read_text("utf-8").replace("Member States shall have equal", "States have equal"), "utf-8")
    return api.texts(own)


@pytest.mark.parametrize("annex", [False, True], ids=["at a marker", "as an annex"])
def test_tracked_redlines_are_refreshed_until_somebody_touches_them(annex, tmp_path, texts, command):
    made = docx.Document()
    made.add_paragraph("Before.")
    if not annex:
        made.add_paragraph("{{redline RUS/27/8}}")
    made.add_paragraph("After.")
    asked = {"tracked": True, "proposals": ("RUS/27",) if annex else ()}
    data = attached(tmp_path, texts, saved(made), **asked)
    assert attached(tmp_path, texts, data, **asked) == data
    if not annex:
        assert attached(tmp_path, texts, data) == data  # as it was attached, whatever is asked for others
    path = tmp_path / "paper.docx"
    later = revised(tmp_path, texts)
    refreshed = attach(later, path, AttachOptions(**asked))
    assert (refreshed.changed, refreshed.left) == (True, ())
    lines = paragraphs(refreshed.data)
    assert sum("States have equal rights" in line for line in lines) == 1
    assert not [line for line in lines if "Member States shall have equal" in line]
    assert (lines[0], [line for line in lines if line == "After."]) == ("Before.", ["After."])
    assert view(refreshed.data, False).body[0] == view(data, False).body[0]
    assert part(refreshed.data).count("<w:sdt>") == 1
    first = re.search(r"<w:ins [^>]*>(<w:r>.*?</w:r>)</w:ins>", part(data))
    touched = part(data).replace(first[0], first[1], 1)  # one change accepted
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, touched if name == "word/document.xml" else source.read(name))
    left = attach(later, path, AttachOptions(**asked))
    assert (left.changed, len(left.left)) == (False, 1)
    extra = ["--proposal", "RUS/27", "--tracked"] if annex else []
    said = command("attach", path, "--texts", later.folder, *extra)
    assert "is left as it is: some of its tracked changes were accepted" in said.stderr


def test_a_paper_without_markers_gets_an_annex_in_its_own_style(tmp_path, texts):
    made = docx.Document()
    made.add_heading("Our position", 1)
    made.add_paragraph("We disagree.")
    data = attached(tmp_path, texts, saved(made), proposals=("PRG/29", "RUS/27"), place="")
    lines = paragraphs(data)
    assert "Annex: proposed changes to International Telecommunication Regulations (Melbourne, 1988)" in lines
    assert '<w:br w:type="page"/>' in part(data)
    assert re.search(r'<w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t[^>]*>Annex: ', part(data))
    again = attached(tmp_path, texts, data, proposals=("PRG/29", "RUS/27"))
    assert again == data
    other = attached(tmp_path, texts, data, proposals=("PRG/29",))
    assert sum(line.startswith("Annex:") for line in paragraphs(other)) == 1
    (tmp_path / "paper.docx").write_bytes(attached(tmp_path, texts, saved(made), proposals=("RUS/27(13 Nov)/a",)))
    (found,) = stale(texts, tmp_path / "paper.docx")
    assert found.reason == "is superseded by WCIT12/27(Rev.1)"
    one = attached(tmp_path, texts, saved(made), proposals=("RUS/27",), place="3A.2")
    assert sum(line.startswith("31B") for line in paragraphs(one)) == 1


@pytest.mark.parametrize("tracked", [False, True])
def test_the_paper_is_valid_and_opens(tracked, tmp_path, texts, soffice):
    from openxml_audit import FileFormat, OpenXmlValidator

    before, data = saved(paper()), b""
    data = attached(tmp_path, texts, before, tracked=tracked)
    faults = []
    for content in (before, data):
        (tmp_path / "checked.docx").write_bytes(content)
        found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(tmp_path / "checked.docx").errors
        faults.append({f"{e.error_type}: {e.description}" for e in found if "stylesWithEffects" not in e.description})
    assert faults[1] <= faults[0]
    run_office(soffice, [[str(tmp_path / "checked.docx"), "open", str(tmp_path / "paper.pdf")]], tmp_path)
    assert (tmp_path / "paper.pdf").stat().st_size > 10_000


def test_tags_are_no_longer_than_word_takes(tmp_path, texts):
    made = docx.Document()
    made.add_paragraph("{{redline 3.2 CWG-WCIT12/C109}}")
    names = ("PRG/29", "RUS/27", "CWG-WCIT12/C109", "CWG-WCIT12/C84")
    data = attached(tmp_path, texts, saved(made), proposals=names)
    tags = re.findall(r'<w:tag w:val="([^"]*)"', part(data))
    assert tags == ["redline:redline 3.2 CWG-WCIT12/C109", "redline:annex"]
    assert attached(tmp_path, texts, data, proposals=names) == data


def test_a_long_marker_is_kept_in_tag_and_title(tmp_path, texts, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = "the-proposal-of-the-russian-federation-as-we-received-it-on-friday.txt"
    shutil.copy(texts.folder / "proposals/rus-27.txt", name)
    made = docx.Document()
    made.add_paragraph(f"{{{{redline {name}}}}}")
    data = attached(tmp_path, texts, saved(made))
    tag, title = (re.search(rf'<w:{kind} w:val="([^"]*)"', part(data))[1] for kind in ("tag", "alias"))
    assert tag + title.removeprefix("redline …") == f"redline:redline {name}"
    assert max(len(tag), len(title)) <= 64
    assert attached(tmp_path, texts, data) == data
    proposal = Path(name).read_text("utf-8")
    Path(name).write_text(
        proposal.replace("Member States shall have equal rights", "States have equal rights"), "utf-8"
    )
    refreshed = attached(tmp_path, texts, data)
    assert refreshed != data
    assert "States have equal rights" in "".join(paragraphs(refreshed))


def test_five_wrong_markers_are_five_problems_and_nothing_is_written(tmp_path, texts, command):
    made = docx.Document()
    for text in (
        "{{redline RUS/72/8}}",
        "{{redlien RUS/27}}",
        "{{base 99.9}}",
        "{{compare RUS 3.3}}",
        "{{positions spam",
    ):
        made.add_paragraph(text)
    (tmp_path / "wrong.docx").write_bytes(saved(made))
    with pytest.raises(PaperError) as caught:
        attach(texts, tmp_path / "wrong.docx")
    assert len(caught.value.problems) == 5
    done = command("attach", "wrong.docx")
    assert done.returncode == 2
    assert done.stderr.startswith("redline: wrong.docx: nothing was attached:\n")
    assert "Nearest there: RUS/27/8" in done.stderr
    assert "perhaps redline?" in done.stderr
    assert "{{positions spam: is not closed" in done.stderr
    assert not (tmp_path / "output").exists()


def test_a_paper_that_is_open_elsewhere_is_not_written(tmp_path, command):
    (tmp_path / "paper.docx").write_bytes(saved(paper()))
    (tmp_path / ".~lock.paper.docx#").write_text("somebody")
    done = command("attach", "paper.docx", "--output", "paper.docx")
    assert done.returncode == 2
    assert "open elsewhere" in done.stderr
    assert command("attach", "paper.docx").stdout == "output/paper.docx\n"
    assert command("attach", "output/paper.docx", "--output", "again.docx").stderr == "nothing changed\n"
    assert command("attach", "output/paper.docx", "--check").returncode == 0


MARKDOWN = """# Our position

{{redline PRG/29/1}}

The treaty says “{{base 3.4}}”.

```
{{redline left alone}}
```

{{positions spam}}
"""


@pytest.mark.parametrize("markup", list(Markup))
def test_markdown(markup, tmp_path, texts):
    path = tmp_path / "paper.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    made = attach(texts, path, AttachOptions(markup=markup)).data.decode()
    marks = {Markup.TAGS: ("<del>facilities</del><ins>networks</ins>"), Markup.CRITIC: "{--facilities--}{++networks++}"}
    assert marks[markup] in made
    assert "{{redline left alone}}" in made
    assert "administration\\*" in made
    assert "*Source: WCIT12/29, Paraguay.*" in made
    for line in MARKDOWN.split("\n"):
        assert "{{" in line or line in made.split("\n")
    path.write_text(made, encoding="utf-8")
    assert attach(texts, path, AttachOptions(markup=markup)).changed is False


HTML = """<!DOCTYPE html>
<html lang="en"><head><title>Our position {{base 3.4}}</title><script>var x = "{{base 3.4}}";</script></head>
<body class="ours"><p class="lead">  {{redline PRG/29/1}} </p><p>Inline: {{base 3.4}}.</p>
<img alt="{{base 3.4}}"></body></html>
"""


def test_html(tmp_path, texts, context):
    path = tmp_path / "paper.html"
    path.write_text(HTML, encoding="utf-8")
    made = attach(texts, path).data.decode()
    root = lxml_html.document_fromstring(made)
    (figure,) = root.xpath("//figure")
    assert figure.xpath("string(figcaption)").startswith("Redline 1. Changes proposed in PRG/29/1")
    assert next(i.text_content() for i in figure.iter("ins")) == " inserted: networks end "
    assert root.xpath("//p/span[@class='redline']")
    assert made.count("{{base 3.4}}") == 3  # title, script and attribute are no text
    assert '<body class="ours">' in made
    path.write_text(made, encoding="utf-8")
    assert attach(texts, path).changed is False
    page = context().new_page()
    page.goto(path.as_uri())
    from axe_playwright_python.sync_playwright import Axe

    assert [
        v["id"] for v in Axe().run(page).response["violations"] if v["id"].startswith(("color", "list", "aria"))
    ] == []
    annexed = attach(texts, path, AttachOptions(proposals=("RUS/27",))).data.decode()
    assert annexed.index("Annex: proposed changes") < annexed.index("</body>")


def test_a_paper_of_libreoffice(tmp_path, texts, libreoffice):
    (tmp_path / "ours.docx").write_bytes(saved(paper()))
    convert(libreoffice, [tmp_path / "ours.docx"], "docx:MS Word 2007 XML", tmp_path / "o")
    data = attach(texts, tmp_path / "o/ours.docx").data
    assert not [line for line in paragraphs(data) if "{{" in line]
    (tmp_path / "o/again.docx").write_bytes(data)
    assert attach(texts, tmp_path / "o/again.docx").changed is False


PANDOC_PAPER = """# Our position

We have read the proposals[^1] and *like* the treaty: “{{base 3.4}}”

{{redline RUS/27/8}}

| Proposal | Who                |
|----------|--------------------|
| spam     | {{positions spam}} |

1. First, {{redline PRG/29/1}}
2. Second.

{{list-of-changes CWG-WCIT12/C109}}

[^1]: all of them
"""


def test_a_paper_of_pandoc(tmp_path, texts, soffice):
    from openxml_audit import FileFormat, OpenXmlValidator

    pandoc = shutil.which("pandoc")
    needs("pandoc", pandoc is not None)
    done = subprocess.run(
        [str(pandoc), "--from", "markdown", "--to", "docx", "--output", "-"],
        input=PANDOC_PAPER.encode(),
        capture_output=True,
        check=True,
    )
    data = attached(tmp_path, texts, done.stdout)
    text = "\n".join(paragraphs(data))
    assert "{{" not in text
    for words in (
        "“31 3.4 Subject to national law",
        "31B3A.2Member States",
        "Portugal: proposes",
        "First, ",
        "MOD 3.2",
    ):
        assert words in text
    assert attached(tmp_path, texts, data) == data
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as one, zipfile.ZipFile(io.BytesIO(data)) as other:
        changed = {
            name for name in other.namelist() if name not in one.namelist() or one.read(name) != other.read(name)
        }
    assert changed <= {"word/document.xml", "word/styles.xml", "word/footnotes.xml"}
    assert part(data, "word/footnotes.xml").count("all of them") == 1
    faults = []
    for content in (done.stdout, data):
        (tmp_path / "checked.docx").write_bytes(content)
        found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(tmp_path / "checked.docx").errors
        faults.append({f"{error.error_type}: {error.description}" for error in found})
    assert faults[1] <= faults[0]
    run_office(soffice, [[str(tmp_path / "checked.docx"), "open", str(tmp_path / "paper.txt")]], tmp_path)
    assert "Member States shall have equal rights" in (tmp_path / "paper.txt").read_text("utf-8")


def test_markers_in_a_paper_with_a_field_and_a_link_stay_apart(tmp_path, texts):
    made = docx.Document()
    paragraph = made.add_paragraph("See ")
    for xml in (
        '<w:r {0}><w:fldChar w:fldCharType="begin"/></w:r>',
        "<w:r {0}><w:instrText> PAGE </w:instrText></w:r>",
        '<w:r {0}><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    paragraph.add_run(" and {{base 3.4}} there")
    data = attached(tmp_path, texts, saved(made))
    assert "<w:instrText> PAGE </w:instrText>" in part(data)
    assert "see" not in paragraphs(data)[0]
    assert paragraphs(data)[0].startswith("See  and 31 3.4 Subject")
    assert paragraphs(data)[0].endswith(" there")


@pytest.mark.parametrize(
    ("inner", "where"),
    [
        ("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "a content control in a line"),
        ('<w:fldSimple w:instr="QUOTE">{}</w:fldSimple>', "a field"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "a field",
        ),
    ],
)
def test_a_marker_where_nothing_can_be_attached_is_named(texts, tmp_path, inner, where):
    document = docx.Document()
    run = "<w:r><w:t>{{base 3.4}}</w:t></w:r>"
    paragraph = f"<w:p {nsdecls('w')}>{inner.replace('{}', run)}</w:p>"
    document.element.body.insert(0, parse_xml(paragraph))
    document.save(tmp_path / "paper.docx")
    with pytest.raises(PaperError) as raised:
        attach(texts, tmp_path / "paper.docx")
    assert f"{{{{base 3.4}}}}: stands in {where}, where nothing can be attached" in str(raised.value)


def test_a_marker_in_a_header_is_named_and_anything_else_in_braces_there_is_not(texts, tmp_path):
    document = docx.Document()
    document.add_paragraph("{{base 3.4}}")
    document.sections[0].header.paragraphs[0].text = "{{page}}"
    document.save(tmp_path / "paper.docx")
    assert attach(texts, tmp_path / "paper.docx").changed
    document.sections[0].header.paragraphs[0].text = "{{base 3.4}}"
    document.save(tmp_path / "paper.docx")
    with pytest.raises(PaperError, match="stands in a header"):
        attach(texts, tmp_path / "paper.docx")
