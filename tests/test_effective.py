"""Two ways to say one formatting are the same; what looks different is not, whoever says it."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from word_pairs import saved

from redline.tasks.word import compare_word
from redline.writers.options import InPlaceOptions


def one(paragraph: str = "", run: str = "", styles: str = "", defaults: str = "") -> bytes:
    """A document, made up, of one paragraph with these properties, whose styles are these."""
    made = docx.Document()
    root = made.styles.element
    for node in root.findall(f"{{{root.nsmap['w']}}}docDefaults"):
        root.remove(node)
    for node in list(root):
        if node.get(f"{{{root.nsmap['w']}}}styleId") in ("Normal", "BodyText", "Emphasis"):
            root.remove(node)
    ours = f"""<w:styles {nsdecls("w")}><w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault>
<w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>
</w:style><w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:before="120" w:after="60"/><w:keepNext/></w:pPr><w:rPr><w:i/><w:sz w:val="24"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>{styles}
</w:styles>"""
    for node in reversed(list(parse_xml(ours))):
        root.insert(0, node)
    words = f"<w:r><w:rPr>{run}</w:rPr><w:t>Members shall act.</w:t></w:r>"
    made.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{paragraph}</w:pPr>{words}</w:p>"))
    return saved(made)


def marks(old: bytes, new: bytes) -> list[str]:
    data = compare_word((old, "old.docx"), (new, "new.docx"), None, InPlaceOptions()).data
    text = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    return re.findall(r"<w:(ins|del|\w+Change) ", text)


BODY = '<w:pStyle w:val="BodyText"/>'
SAME = {
    "a default style said": ({}, {"paragraph": '<w:pStyle w:val="Normal"/>'}),
    "what the style says": ({"paragraph": BODY}, {"paragraph": f'{BODY}<w:keepNext/><w:spacing w:after="60"/>'}),
    "one of two spacings": (
        {"paragraph": f'{BODY}<w:spacing w:before="120"/>'},
        {"paragraph": f'{BODY}<w:spacing w:before="120" w:after="60"/>'},
    ),
    "what holds anyway": ({}, {"paragraph": '<w:keepLines w:val="0"/><w:bidi w:val="0"/><w:jc w:val="left"/>'}),
    "two names of one side": (
        {"paragraph": '<w:ind w:left="720"/><w:jc w:val="right"/>'},
        {"paragraph": '<w:ind w:start="720"/><w:jc w:val="end"/>'},
    ),
    "a size that the style has": ({"paragraph": BODY}, {"paragraph": BODY, "run": '<w:i/><w:sz w:val="24"/>'}),
    "a size that the defaults have": (
        {"defaults": '<w:sz w:val="23"/>'},
        {"defaults": '<w:sz w:val="23"/>', "run": '<w:sz w:val="23"/>'},
    ),
    "a toggle written in another way": ({"run": "<w:b/>"}, {"run": '<w:b w:val="true"/>'}),
    "a font for scripts that are not there": (
        {"run": '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/>'},
        {"run": '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:eastAsia="MS Mincho" w:cs=""/>'},
    ),
}
OTHER = {
    "another style that looks the same": (
        {},
        {
            "paragraph": '<w:pStyle w:val="Like"/>',
            "styles": '<w:style w:type="paragraph" w:styleId="Like"><w:name w:val="Like"/></w:style>',
        },
    ),
    "more space than the style": ({"paragraph": BODY}, {"paragraph": f'{BODY}<w:spacing w:after="61"/>'}),
    "not as the style": ({"paragraph": BODY}, {"paragraph": f'{BODY}<w:keepNext w:val="0"/>'}),
    "a tabulator": ({}, {"paragraph": '<w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs>'}),
    "a size": ({"paragraph": BODY}, {"paragraph": BODY, "run": '<w:sz w:val="22"/>'}),
    "upright in a slanted style": ({"paragraph": BODY}, {"paragraph": BODY, "run": '<w:i w:val="0"/>'}),
    "a style that takes back what the style says": (
        {"paragraph": BODY},
        {"paragraph": BODY, "run": '<w:rStyle w:val="Emphasis"/>'},
    ),
    "another font": (
        {"run": '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/>'},
        {"run": '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'},
    ),
    "a font for another script": (
        {"run": '<w:rFonts w:eastAsia="SimSun"/>'},
        {"run": '<w:rFonts w:eastAsia="MS Mincho"/>'},
    ),
    "widows and orphans": ({}, {"paragraph": '<w:widowControl w:val="0"/>'}),
    "colour": ({}, {"run": '<w:color w:val="FF0000"/>'}),
    "letters apart": ({}, {"run": '<w:spacing w:val="20"/>'}),
}


@pytest.mark.parametrize("name", SAME)
def test_what_comes_to_the_same_is_not_marked(name):
    old, new = (one(**said) for said in SAME[name])
    assert marks(old, new) == marks(new, old) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", OTHER)
def test_what_comes_to_another_look_is_marked(name):
    old, new = (one(**said) for said in OTHER[name])
    assert len(marks(old, new)) == len(marks(new, old)) == 1


def test_a_style_that_looks_otherwise_is_said_and_marks_no_paragraph():
    old = one(paragraph=BODY)
    new = one(paragraph=BODY, defaults='<w:sz w:val="30"/>')
    assert marks(old, new) == []
    (said,) = compare_word((old, "old.docx"), (new, "new.docx")).untracked
    assert said == "style “defaults of the document” looks different in the two files; it is kept as it is in the first"


def page(settings: str) -> bytes:
    """A document, made up, whose only section says this too."""
    made = docx.Document()
    made.add_paragraph("Members shall act.")
    section = made.element.body.sectPr
    for node in list(parse_xml(f"<w:sectPr {nsdecls('w')}>{settings}</w:sectPr>")):
        for known in section.findall(node.tag):
            section.remove(known)
        if node.tag.endswith(("footnotePr", "endnotePr", "}type")):
            section.insert(0, node)
        else:
            section.append(node)
    return saved(made)


ANYWAY = (
    '<w:footnotePr><w:numFmt w:val="decimal"/></w:footnotePr><w:type w:val="nextPage"/>',
    '<w:cols w:space="720"/><w:docGrid w:linePitch="312"/>',
)


@pytest.mark.parametrize("settings", ANYWAY)
def test_a_page_that_is_so_anyway_is_not_marked(settings):
    assert marks(page(""), page(settings)) == marks(page(settings), page("")) == []


OTHERWISE = (
    '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>',  # which are roman anyway
    '<w:footnotePr><w:numFmt w:val="upperRoman"/></w:footnotePr>',
    '<w:type w:val="continuous"/>',
    '<w:cols w:num="2" w:space="720"/>',
    '<w:docGrid w:type="lines" w:linePitch="312"/>',
)


@pytest.mark.parametrize("settings", OTHERWISE)
def test_a_page_that_is_laid_out_otherwise_is_marked(settings):
    assert marks(page(""), page(settings)) == marks(page(settings), page("")) == ["sectPrChange"]
