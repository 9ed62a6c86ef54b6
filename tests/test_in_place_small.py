"""Documents of a few paragraphs: exact at once by their finest marks, with nothing to say, there and back."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from small_word import W
from word_pairs import saved
from word_views import view

from redline.ooxml.form import RevisionView, differences, form_of
from redline.ooxml.package import Package
from redline.tasks.word import compare_word

WORDS = nsdecls("w")
_W = f"{{{W}}}"


def unequal(data: bytes, old: bytes, new: bytes) -> list[str]:
    """What the accepted and the rejected document do not have alike with the two files."""
    made = Package(data, "made")
    sides = ((RevisionView.ACCEPTED, new), (RevisionView.REJECTED, old))
    return [
        str(one)
        for view, side in sides
        for one in differences(form_of(made, view), form_of(Package(side, "side"), RevisionView.ACCEPTED))
    ]


def of(*blocks: str, lists: str = "") -> bytes:
    """A document of these blocks, with lists beside those that it has."""
    document = docx.Document()
    body = parse_xml(f"<w:body {nsdecls('w', 'w14')}>{''.join(blocks)}</w:body>")
    for at, block in enumerate(list(body)):
        document.element.body.insert(at, block)
    for node in parse_xml(f"<w:numbering {WORDS}>{lists}</w:numbering>"):
        document.part.numbering_part.element.append(node)
    return saved(document)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def holder(*blocks: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{''.join(blocks)}</w:sdtContent></w:sdt>"


MEET, PAY, DONE = (paragraph(text) for text in ("Members shall meet.", "They shall pay what they owe.", "Done."))
NEW = paragraph("Wholly other wording.")
PAGE = '<w:sectPr><w:pgSz w:w="10000" w:h="14000"/></w:sectPr>'
LONG = "Members shall cooperate in matter number one of the Union, as far as they can."
LONGER = "Members shall pay every year what they owe to the Union, without any delay."
READ = "<w:p>" + run("Members shall read ") + "{}" + run(" before they sign anything.") + "</w:p>"
UNKNOWN_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="98"/></w:numPr>'
NO_DEFINITION = '<w:num w:numId="98"><w:abstractNumId w:val="5555"/></w:num>'
SMALL = {
    "a section break comes": ((MEET, PAY, DONE), (paragraph("Members shall meet.", PAGE), PAY, DONE)),
    "the first half of a paragraph ends a section": (
        (paragraph(f"{LONG} {LONGER}"), DONE),
        (paragraph(LONG, PAGE), paragraph(LONGER), DONE),
    ),
    "a table and a paragraph that become one paragraph": (
        (f"<w:tbl><w:tr><w:tc>{paragraph(LONG)}</w:tc></w:tr></w:tbl>", paragraph(LONGER), DONE),
        (paragraph(f"{LONG} {LONGER}"), DONE),
    ),
    "a paragraph after a content control": ((MEET, holder(PAY), DONE), (MEET, holder(PAY), NEW, DONE)),
    "a paragraph between two of a content control": ((holder(MEET, PAY), DONE), (holder(MEET, NEW, PAY), DONE)),
    "a paragraph after content controls in one another": (
        (holder(holder(PAY)), DONE),
        (holder(holder(PAY)), NEW, DONE),
    ),
    "words that become a link": (
        (READ.format(run("the annex")),),
        (READ.format(f'<w:hyperlink w:anchor="there">{run("the annex")}</w:hyperlink>'),),
    ),
    "a link that leads elsewhere": tuple(
        (READ.format(f'<w:hyperlink w:anchor="{name}">{run("the annex")}</w:hyperlink>'),) for name in ("a", "b")
    ),
    "a list that nobody defined": ((MEET, DONE), (MEET, paragraph("An item.", UNKNOWN_LIST), DONE)),
    "a paragraph after an empty one": (("<w:p/>", DONE), ("<w:p/>", NEW, DONE)),
    "a paragraph after one that grows": ((MEET, "<w:p/>"), (paragraph("Members shall meet. And pay."), NEW, "<w:p/>")),
}


@pytest.mark.parametrize("back", [False, True], ids=["there", "back"])
@pytest.mark.parametrize("name", SMALL)
def test_what_is_exact_by_its_finest_marks_says_nothing(name, back):
    sides = [of(*blocks) for blocks in SMALL[name]]
    old, new = reversed(sides) if back else sides
    found = compare_word((old, "old.docx"), (new, "new.docx"))
    assert unequal(found.data, old, new) == []
    assert found.untracked == ()
    assert not found.careful


def test_a_link_that_comes_leaves_the_words_round_it_alone():
    old, new = (of(*blocks) for blocks in SMALL["words that become a link"])
    data = compare_word((old, "o"), (new, "n")).data
    body = Package(data, "x").part("word/document.xml")
    assert [node.text for node in body.iter(f"{_W}delText", f"{_W}t") if "Members" in (node.text or "")] == [
        "Members shall read "
    ]
    marked = [node for kind in ("ins", "del") for mark in body.iter(f"{_W}{kind}") for node in mark]
    assert "".join(node.text or "" for mark in marked for node in mark.iter(f"{_W}t", f"{_W}delText")) == ""


def test_a_list_whose_definition_is_lost_is_no_obstacle():
    old, new = of(MEET, DONE), of(MEET, paragraph("An item.", UNKNOWN_LIST), DONE, lists=NO_DEFINITION)
    for one, other in ((old, new), (new, old)):
        found = compare_word((one, "o"), (other, "n"))
        assert not unequal(found.data, one, other) or found.untracked


def test_what_comes_after_a_change_at_a_paragraphs_end_takes_that_end():
    """Where a change runs on over paragraph ends, LibreOffice loses the end between two of one kind."""
    old, new = (of(*blocks) for blocks in ((MEET, DONE), (paragraph("Members shall meet. And pay."), NEW, DONE)))
    body = Package(compare_word((old, "o"), (new, "n")).data, "x").part("word/document.xml")
    ends = [node.find(f"{_W}pPr/{_W}rPr/{_W}ins") is not None for node in body.iter(f"{_W}p")]
    assert ends == [True, False, False]


DUE = paragraph("The dues are paid in gold.")
SHORTER = {
    "a control ends earlier": ((MEET, holder(PAY, DUE), DONE), (MEET, holder(PAY), NEW, DUE, DONE)),
    "the inner of two does": ((MEET, holder(holder(PAY, DUE), DONE)), (MEET, holder(holder(PAY), NEW, DUE, DONE))),
    "none is left": ((MEET, holder(PAY, DUE), DONE), (MEET, PAY, NEW, DUE, DONE)),
}


@pytest.mark.parametrize("name", SHORTER)
def test_where_a_content_control_ends_earlier_what_comes_stands_in_its_place(name):
    old, new = (of(*blocks) for blocks in SHORTER[name])
    found = compare_word((old, "o"), (new, "n"))
    assert view(found.data, True).body == view(new, True).body
    assert view(found.data, False).body == view(old, True).body
    assert found.untracked
    assert all("not tracked (control)" in line for line in found.untracked)
