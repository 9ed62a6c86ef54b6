"""Documents of a few paragraphs: exact at once by their finest marks, with nothing to say, there and back."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from small_word import W, unequal, word
from word_pairs import saved
from word_views import view

from redline.ooxml.package import Package
from redline.tasks.word import compare_word
from redline.writers.options import Existing, InPlaceOptions, Moves

WORDS = nsdecls("w")
_W = f"{{{W}}}"


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
OLDER = paragraph("It was so in older times.")
GRID, OWED = (f"<w:tbl><w:tr><w:tc>{paragraph(text)}</w:tc></w:tr></w:tbl>" for text in ("State and share", "Owed"))
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
    "the look of a paragraph that ends a section": (
        (paragraph("Members shall meet.", PAGE), DONE),
        (paragraph("Members shall meet.", f'<w:jc w:val="center"/>{PAGE}'), DONE),
    ),
    "the look of a paragraph with a bold mark": (
        (paragraph("Members shall meet.", "<w:rPr><w:b/></w:rPr>"), DONE),
        (paragraph("Members shall meet.", '<w:jc w:val="center"/><w:rPr><w:b/></w:rPr>'), DONE),
    ),
    "a table for a paragraph": ((MEET, PAY, DONE), (MEET, GRID, DONE)),
    "a table for a paragraph, at the end": ((MEET, PAY), (MEET, GRID, "<w:p/>")),
    "a table for the first paragraph": ((PAY, DONE), (GRID, DONE)),
    "a table for two paragraphs": ((MEET, PAY, NEW, DONE), (MEET, GRID, DONE)),
    "a table and a paragraph for a paragraph": ((MEET, PAY, DONE), (MEET, GRID, NEW, DONE)),
    "a paragraph and a table for a paragraph": ((MEET, PAY, DONE), (MEET, NEW, GRID, DONE)),
    "a table for a table and a paragraph": ((MEET, OWED, PAY, DONE), (MEET, GRID, DONE)),
    "a paragraph after a content control": ((MEET, holder(PAY), DONE), (MEET, holder(PAY), NEW, DONE)),
    "a paragraph between two of a content control": ((holder(MEET, PAY), DONE), (holder(MEET, NEW, PAY), DONE)),
    "the first paragraph of a content control": ((MEET, holder(PAY), DONE), (MEET, holder(NEW, PAY), DONE)),
    "the first paragraphs of a content control": ((MEET, holder(PAY)), (MEET, holder(NEW, OLDER, PAY))),
    "the first of the text and of a content control": ((holder(PAY), DONE), (holder(NEW, PAY), DONE)),
    "another first paragraph of a content control": ((MEET, holder(PAY, DONE)), (MEET, holder(NEW, DONE))),
    "a table for the first of a control": ((MEET, holder(PAY, DONE)), (MEET, holder(GRID, DONE))),
    "a table that comes first in a control": ((MEET, holder(PAY)), (MEET, holder(GRID, PAY))),
    "the first of the inner of two content controls": (
        (MEET, holder(holder(PAY)), DONE),
        (MEET, holder(holder(NEW, PAY)), DONE),
    ),
    "the first of the outer of two content controls": (
        (MEET, holder(holder(PAY)), DONE),
        (MEET, holder(NEW, holder(PAY)), DONE),
    ),
    "before a content control": ((MEET, holder(PAY), DONE), (MEET, NEW, holder(PAY), DONE)),
    "a paragraph after content controls in one another": (
        (holder(holder(PAY)), DONE),
        (holder(holder(PAY)), NEW, DONE),
    ),
    "a word first, and another for the last": (
        (paragraph("Members shall meet in every year."), DONE),
        (paragraph("All Members shall meet in every month."), DONE),
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
    for kind in ("ins", "del"):
        assert ends_that_cannot_go(found.data, kind) == []


def ends_that_cannot_go(data: bytes, kind: str) -> list[str]:
    """The paragraphs whose end is marked although it is the last, or a table follows that does not go with it."""
    body = Package(data, "x").part("word/document.xml")[0]
    blocks = [node for node in body.iter(f"{_W}p", f"{_W}tbl") if next(node.iterancestors(f"{_W}tbl"), None) is None]
    wrong = []
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        stays = following is None or (
            following.tag == f"{_W}tbl"
            and not all(row.find(f"{_W}trPr/{_W}{kind}") is not None for row in following.iter(f"{_W}tr"))
        )
        if stays and block.find(f"{_W}pPr/{_W}rPr/{_W}{kind}") is not None:
            wrong.append("".join(block.itertext()))
    return wrong


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


@pytest.mark.parametrize("kind", ["ins", "del"])
@pytest.mark.parametrize("more", [1, 2, 3])
def test_what_comes_after_a_change_at_a_paragraphs_end_takes_that_end(more, kind):
    """Where a change runs on over paragraph ends, LibreOffice loses the end between two of one kind."""
    centred = [paragraph(f"Wholly other wording, {at}.", '<w:jc w:val="center"/>') for at in range(more)]
    sides = [of(*blocks) for blocks in ((MEET, DONE), (paragraph("Members shall meet. And pay."), *centred, DONE))]
    old, new = sides if kind == "ins" else reversed(sides)
    found = compare_word((old, "o"), (new, "n"))
    body = Package(found.data, "x").part("word/document.xml")
    ends = [node.find(f"{_W}pPr/{_W}rPr/{_W}{kind}") is not None for node in body.iter(f"{_W}p")]
    assert ends == [*[True] * more, False, False]
    assert unequal(found.data, old, new) == []
    assert all([child.tag for child in node].count(f"{_W}pPr") == 1 for node in body.iter(f"{_W}p"))


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


MARKED = (
    '<w:bookmarkStart w:id="{0}1" w:name="b{0}"/><w:proofErr w:type="spellStart"/>'
    '<w:permStart w:id="{0}2" w:edGrp="everyone"/>'
    '<w:commentRangeStart w:id="{0}3"/>{1}<w:commentRangeEnd w:id="{0}3"/><w:r><w:commentReference w:id="{0}3"/></w:r>'
    '<w:permEnd w:id="{0}2"/><w:proofErr w:type="spellEnd"/><w:bookmarkEnd w:id="{0}1"/>'
)
SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{at}"><w:p><w:r><w:{name}/></w:r></w:p></w:footnote>'
    for at, (kind, name) in enumerate((("separator",) * 2, ("continuationSeparator",) * 2))
)
SHAPE = (
    '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="s"><v:textbox><w:txbxContent><w:p>{0}</w:p>'
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def noted(comes: str = "") -> bytes:
    """Two paragraphs, and after the first what comes: a note or a text box with marks of all sorts in it."""
    marks = MARKED.format(1, run("Said at ") + "<w:r><w:rPr><w:b/></w:rPr><w:t>the meeting.</w:t></w:r>")
    notes = f'<w:footnotes xmlns:w="{W}">{SEPARATORS}<w:footnote w:id="2"><w:p>{marks}</w:p></w:footnote></w:footnotes>'
    held = {"note": '<w:r><w:footnoteReference w:id="2"/></w:r>', "text box": SHAPE.format(marks)}
    own = MARKED.format(2, run("Members shall pay."))
    body = f"<w:p>{run('Members shall meet.')}{held.get(comes, '')}</w:p><w:p>{own}</w:p>"
    return word(body, {"footnotes.xml": notes} if comes == "note" else {})


@pytest.mark.parametrize("comes", ["note", "text box"])
def test_what_comes_leaves_marks_behind_that_would_meet_others_of_the_same_number(comes):
    old, new = noted(), noted(comes)
    found = compare_word((old, "o"), (new, "n"))
    assert view(found.data, True) == view(new, True)
    package = Package(found.data, "x")
    roots = [package.part(name) for name in package.names if name in ("word/document.xml", "word/footnotes.xml")]
    starts = [node for root in roots for node in root.iter(f"{_W}bookmarkStart")]
    assert sorted(node.get(f"{_W}name") for node in starts) == ["b1", "b2"], "a bookmark comes, by an id of its own"
    assert len({node.get(f"{_W}id") for node in starts}) == 2
    assert "Said at the meeting." in "".join("".join(root.itertext()) for root in roots)
    for name in ("proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sum(1 for root in roots for _ in root.iter(f"{_W}{name}")) == (2 if name == "proofErr" else 1)


FIELD = "".join(
    f"<w:r>{inner}</w:r>"
    for inner in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText> DATE </w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1 May</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
)
HELD = {
    "words": run("in the year"),
    "a field": FIELD,
    "a symbol": '<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>',
}


@pytest.mark.parametrize("back", [False, True], ids=["down", "up"])
@pytest.mark.parametrize("name", HELD)
def test_a_paragraph_that_moved_as_it_was_is_one_move_whatever_it_holds(name, back):
    moved = f"<w:p>{run('Members shall meet on ')}{HELD[name]}{run(' to agree on the budget.')}</w:p>"
    stays = [paragraph(f"{at}\tAdministrations may {verb} what is theirs.") for at, verb in enumerate(("ask", "see"))]
    files = [of(MEET, moved, *stays, DONE), of(MEET, *stays, moved, DONE)]
    old, new = files[::-1] if back else files
    found = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(moves=Moves.NATIVE))
    assert unequal(found.data, old, new) == []
    body = Package(found.data, "x").part("word/document.xml")
    ends = [[node for node in body.iter(f"{_W}{kind}") if len(node)] for kind in ("moveFrom", "moveTo", "ins", "del")]
    assert [len(marks) for marks in ends] == [1, 1, 0, 0]
    assert ["".join(end[0].itertext()) for end in ends[:2]] == ["".join(end[0].itertext()) for end in ends[:1]] * 2
    assert next(ends[0][0].iter(f"{_W}delText", f"{_W}delInstrText"), None) is None


GONE_END = '<w:rPr><w:del w:id="90" w:author="Somebody" w:date="2012-01-01T00:00:00Z"/></w:rPr>'


@pytest.mark.parametrize("words", ["They shall pay what they owe.", "They shall pay all that they owe."])
@pytest.mark.parametrize("properties", ["", "<w:pPr/>", '<w:pPr><w:jc w:val="center"/></w:pPr>'])
def test_a_paragraph_end_that_somebody_deleted_stays_between_its_words(properties, words):
    pay = f"<w:p>{properties}{run('They shall pay')}{run(' what they owe.')}</w:p>"
    old = of(paragraph("Members shall meet. ", GONE_END), pay, DONE)
    new = of(f"<w:p>{properties}{run(f'Members shall meet. {words}')}</w:p>", paragraph("Done at Geneva."))
    found = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(existing=Existing.KEEP))
    assert view(found.data, True).body == view(new, True).body
    assert view(found.data, False).body == view(old, False).body
    body = Package(found.data, "x").part("word/document.xml")
    kept = [node for node in body.iter(f"{_W}p") if node.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None]
    assert ["".join(node.itertext()) for node in kept] == ["Members shall meet. "]
    for node in body.iter(f"{_W}p"):
        assert [child.tag for child in node].index(f"{_W}pPr") == 0 if node.find(f"{_W}pPr") is not None else True


MORE = '<w:ins w:id="{0}" w:author="{1}" w:date="2012-01-01T00:00:00Z">{2}</w:ins>'


def test_insertions_of_others_stay_as_many_as_they_were():
    """What stands in one of them is not parted, and neighbours are not joined."""
    bold = run("in May ").replace("<w:t ", "<w:rPr><w:b/></w:rPr><w:t ")
    theirs = [("Ann", run("every year ") + bold), ("Bea", run("and in June "))]
    held = "".join(MORE.format(at, name, content) for at, (name, content) in enumerate(theirs, 91))
    old = of(f"<w:p>{run('Members shall meet ')}{held}{run('at Geneva.')}</w:p>", DONE)
    new = of(f"<w:p>{run('Members shall meet every year ')}{bold}{run('and in June at Rome.')}</w:p>", DONE)
    found = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(existing=Existing.KEEP))
    assert view(found.data, True) == view(new, True)
    assert view(found.data, False).body == view(old, False).body
    marks = Package(found.data, "x").part("word/document.xml").iter(f"{_W}ins")
    said = [
        (node.get(f"{_W}author"), "".join(node.itertext())) for node in marks if node.get(f"{_W}author") in "AnnBea"
    ]
    assert said == [("Ann", "every year in May "), ("Bea", "and in June ")]


BOOKMARK = '<w:bookmarkStart w:id="7" w:name="here"/>{0}<w:bookmarkEnd w:id="7"/>'
PARTED = {
    "a symbol, and a word changed": (HELD["a symbol"], HELD["a symbol"], "may"),
    "a field, and a word changed": (FIELD, FIELD, "may"),
    "a tabulator, and a word changed": ("<w:r><w:tab/></w:r>", "<w:r><w:tab/></w:r>", "may"),
    "a bookmark in its midst": (BOOKMARK.format(run("in May ")), BOOKMARK.format(run("in May ")), "shall"),
    "a bookmark that comes": (run("in May "), BOOKMARK.format(run("in May ")), "may"),
}


@pytest.mark.parametrize("name", PARTED)
def test_what_moved_with_more_than_words_in_it_is_exact_and_a_move(name):
    stays = [paragraph(f"{at}\tAdministrations may {verb} what is theirs.") for at, verb in enumerate(("ask", "see"))]
    before, after, verb = PARTED[name]
    moved, changed = (
        f"<w:p>{run(f'Members {word} meet on ')}{held}{run('to agree on the budget of the Union.')}</w:p>"
        for word, held in (("shall", before), (verb, after))
    )
    old, new = of(MEET, moved, *stays, DONE), of(MEET, *stays, changed, DONE)
    found = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(moves=Moves.NATIVE))
    assert view(found.data, True) == view(new, True)
    assert view(found.data, False) == view(old, True)
    assert not unequal(found.data, old, new) or found.untracked  # a bookmark of both stays where it was
    body = Package(found.data, "x").part("word/document.xml")
    ends = [sum(1 for _ in body.iter(f"{_W}{kind}")) for kind in ("moveFromRangeStart", "moveToRangeStart")]
    assert ends == [1, 1]
    names = [node.get(f"{_W}name") for node in body.iter(f"{_W}bookmarkStart")]
    assert names == {"a bookmark in its midst": ["here", "here_2"], "a bookmark that comes": ["here"]}.get(name, [])
