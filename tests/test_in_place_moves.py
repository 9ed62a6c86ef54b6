"""What moved is one of Word's own moves, at its least: only words that changed on the way are struck or underlined."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field

import pytest
from lxml import etree
from office_runner import run_office
from redlined_pairs import document, faults, text_of
from small_word import NAMES, SECTION, para, text, word
from word_views import view

from redline.library.opening import File
from redline.model import lines_of
from redline.ooxml.package import open_word
from redline.readers.options import View
from redline.readers.word import read_word
from redline.tasks.word import compare_word, verify_word
from redline.writers.in_place import sentences
from redline.writers.in_place.proving import proved
from redline.writers.options import Existing, InPlaceOptions, Moves

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NATIVE = InPlaceOptions(moves=Moves.NATIVE)

A = "Members shall promote the implementation of services in all countries."
B = "Administrations determine the routes by mutual agreement among themselves."
C = "Any user has the right to send traffic over the network."
D = "The Secretary-General shall publish the list of operators once a year."
E = "Safety of life telecommunications shall have absolute priority over all others."
STAY = (B, C, D)


def lines(*texts: str) -> str:
    return "".join(para(one) for one in texts)


def numbered(*texts: str) -> str:
    """Provisions of a list, whose numbers Word computes."""
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return "".join(para(one, properties=number) for one in texts)


LIST = (
    f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
NOTES = (
    f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="2">{para("What a note says.")}</w:footnote></w:footnotes>'
)
NOTED = para(A, '<w:r><w:footnoteReference w:id="2"/></w:r>', " And so on.")
LINK = para(
    "See ", f'<w:hyperlink w:anchor="there">{text("the list of all the operators")}</w:hyperlink>', " for more."
)
FIELD = para(
    "See number ",
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{text("1")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    " of the list.",
)
BOOKMARK = para(
    "Members ",
    '<w:bookmarkStart w:id="7" w:name="there"/>',
    "shall promote",
    '<w:bookmarkEnd w:id="7"/>',
    " services in all countries.",
)
BREAK = para("The first part ends here.", properties=SECTION)


def cell(*texts: str) -> str:
    made = f"<w:tc><w:tcPr><w:tcW w:w='5000' w:type='dxa'/></w:tcPr>{lines(*texts)}</w:tc>"
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid><w:tr>{made}</w:tr></w:tbl>'


@dataclass(frozen=True)
class Case:
    """What moves, and what it must cost."""

    old: str
    new: str
    marked: str = ""
    """The words that are deleted and inserted, sorted."""

    moves: int = 1
    parts: dict = field(default_factory=dict)
    said: str = ""
    """What has to be said of it."""

    @property
    def documents(self) -> tuple[bytes, bytes]:
        return word(self.old, self.parts), word(self.new, self.parts)


ARTICLES = ("ARTICLE 1", "Safety", f"1\t1.1\t{E}", "ARTICLE 2", "Charging", f"2\t2.1\t{C}", f"3\t2.2\t{D}")
CHANGED = ("ARTICLE 1", "Charging", f"1\t1.1\t{C}", f"2\t1.2\t{D}", "ARTICLE 2", "Safety", f"3\t2.1\t{E}")
CASES = {
    "down": Case(lines(A, *STAY, E), lines(*STAY, A, E)),
    "up": Case(lines(*STAY, A, E), lines(A, *STAY, E)),
    "to the end": Case(lines(A, *STAY), lines(*STAY, A)),
    "from the end": Case(lines(*STAY, A), lines(A, *STAY)),
    "from the end, and another ends the document": Case(
        lines(*STAY, A), lines(A, *STAY, "Done at Geneva."), "Done Geneva. at"
    ),
    "to the end, and what ended it goes": Case(lines(A, *STAY, "Done at Geneva."), lines(*STAY, A), "Done Geneva. at"),
    "the first and the last change places": Case(lines(A, *STAY, E), lines(E, *STAY, A), moves=2),
    "a word changed": Case(lines(A, *STAY, E), lines(*STAY, A.replace("shall", "may"), E), "may shall"),
    "its first word changed": Case(
        lines(A, *STAY, E), lines(*STAY, A.replace("Members", "States"), E), "Members States"
    ),
    "its end changed": Case(
        lines(A, *STAY, E), lines(*STAY, A.replace("countries.", "regions;"), E), "countries. regions;"
    ),
    "its end added": Case(lines(A, *STAY, E), lines(*STAY, f"{A} Done.", E), "Done."),
    "its end taken away": Case(lines(f"{A} Done.", *STAY, E), lines(*STAY, A, E), "Done."),
    "to the end, its end changed": Case(
        lines(A, *STAY), lines(*STAY, A.replace("countries.", "regions;")), "countries. regions;"
    ),
    "from the end, its end changed": Case(
        lines(*STAY, A), lines(A.replace("countries.", "regions;"), *STAY), "countries. regions;"
    ),
    "after a paragraph that ends in a change": Case(lines(A, *STAY, E), lines(B, C, f"{D} Twice.", A, E), "Twice."),
    "numbers that are typed": Case(
        lines(f"1.\t{A}", f"2.\t{B}", f"3.\t{C}", f"4.\t{D}", E),
        lines(f"1.\t{B}", f"2.\t{C}", f"3.\t{D}", f"4.\t{A}", E),
        "1 1 2 2 3 3 4 4",
    ),
    "numbers that Word computes": Case(
        numbered(A, *STAY) + lines(E), numbered(*STAY, A) + lines(E), parts={"numbering.xml": LIST}
    ),
    "two articles change places": Case(
        lines(*ARTICLES, B), lines(*CHANGED, B), "1 1 1 1 1.1 1.1 1.2 2 2 2 2 2.1 2.1 2.2 3 3", 3
    ),
    "two articles that end the text": Case(
        lines(*ARTICLES), lines(*CHANGED), "1 1 1 1 1.1 1.1 1.2 2 2 2 2 2.1 2.1 2.2 3 3", 3
    ),
    "a heading of a word": Case(lines("Rates", A, *STAY, E), lines(*STAY, "Rates", A, E), moves=2),
    "an empty paragraph after it": Case(lines(A, "", *STAY, E), lines(*STAY, A, "", E)),
    "within a cell": Case(cell(A, *STAY, E) + lines(B), cell(*STAY, A, E) + lines(B)),
    "to the end of a cell": Case(cell(A, *STAY) + lines(B), cell(*STAY, A) + lines(B)),
    "before a table": Case(lines(A, *STAY) + cell("x") + lines(E), lines(*STAY, A) + cell("x") + lines(E)),
    "past the end of a section": Case(lines(A, B) + BREAK + lines(C, D, E), lines(B) + BREAK + lines(C, A, D, E)),
    "with a note": Case(NOTED + lines(*STAY, E), lines(*STAY) + NOTED + lines(E), parts={"footnotes.xml": NOTES}),
    "with a link": Case(LINK + lines(*STAY, E), lines(*STAY) + LINK + lines(E)),
    "with a link, a word changed": Case(
        LINK + lines(*STAY, E), lines(*STAY) + LINK.replace("all the", "the") + lines(E), "all"
    ),
    "with a link that leads elsewhere": Case(
        LINK + lines(*STAY, E),
        lines(*STAY) + LINK.replace('"there"', '"elsewhere"') + lines(E),
        "See See all all for for list list more. more. of of operators operators the the the the",
        0,
    ),
    "with a bookmark": Case(
        BOOKMARK + lines(*STAY, E),
        lines(*STAY) + BOOKMARK + lines(E),
        said="the bookmark “there” of the second file is called “there_2”, as the first has another so named",
    ),
    "what ends the text is another's version": Case(
        cell(A, B, A) + lines(E), cell(B, A, A.replace("Members", "States")) + lines(E), "Members States", 1
    ),
    "with a field": Case(FIELD + lines(*STAY, E), lines(*STAY) + FIELD + lines(E)),
    "in several looks": Case(
        para(A, text(" Always.", "<w:b/>")) + lines(*STAY, E),
        lines(*STAY) + para(A, text(" Always.", "<w:b/>")) + lines(E),
    ),
    "a sentence in a provision, on": Case(lines(f"{A} {B} {C}", D), lines(f"{B} {C} {A}", D)),
    "a sentence in a provision, back": Case(lines(f"{A} {B} {C}", D), lines(f"{C} {A} {B}", D)),
    "a sentence in the last provision": Case(lines(D, f"{A} {B} {C}"), lines(D, f"{B} {A} {C}")),
    "a short sentence": Case(lines(f"The fee is due yearly. {A} {B}", D), lines(f"{A} {B} The fee is due yearly.", D)),
    "a sentence in a cell": Case(cell(f"{A} {B} {C}") + lines(D), cell(f"{B} {A} {C}") + lines(D)),
    "a sentence, and a word beside it": Case(
        lines(f"{A} {B} {C} {E}", D), lines(f"{B} {C} {A} {E}", D).replace("traffic", "messages"), "messages traffic"
    ),
    "a sentence, and what follows goes": Case(
        lines(f"{A} {B} {C}", "It is so.", D), lines(f"{B} {C} {A}", D), "It is so."
    ),
    "a sentence in several looks": Case(
        para(text(A[:30], "<w:b/>"), text(A[30:]), f" {B} {C}") + lines(D),
        para(f"{B} {C} ", text(A[:30], "<w:b/>"), text(A[30:])) + lines(D),
    ),
    "a few words in a provision": Case(
        lines(f"Today, members shall promote services in all countries. {B}", D),
        lines(f"Members shall promote services in all countries today. {B}", D),
        "Members Today, members today",
        0,
    ),
    "little is kept": Case(
        lines(A, *STAY, E),
        lines(*STAY, "Nothing more is said of it.", E),
        " ".join(sorted(f"{A} Nothing more is said of it.".split())),
        0,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_only_what_changed_on_the_way_is_marked(name):
    case = CASES[name]
    old, new = case.documents
    made = compare_word((old, "old.docx"), (new, "new.docx"), None, NATIVE)
    assert view(made.data, True) == view(new, True)
    assert view(made.data, False) == view(old, True)
    verify_word(made, File(old, "old.docx"), File(new, "new.docx"))
    for side, wanted in ((View.FINAL, new), (View.ORIGINAL, old)):
        assert lines_read(made.data, side) == lines_read(wanted, View.FINAL)
    found = proved(*(open_word(data, "x.docx") for data in (made.data, old, new)), Existing.ACCEPT)
    assert found.accepted == found.rejected == ()
    assert " ".join(made.untracked) == case.said
    assert not made.careful
    root = etree.fromstring(document(made.data).encode())
    words = [w for node in root.iter(f"{W}ins", f"{W}del") for w in "".join(node.itertext()).split()]
    assert " ".join(sorted(words)) == case.marked
    assert len(names(root, "From")) == case.moves


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_moves_keep_the_rules_of_words_moves(name):
    from openxml_audit import FileFormat

    old, new = CASES[name].documents
    data = compare_word((old, "old.docx"), (new, "new.docx"), None, NATIVE).data
    root = etree.fromstring(document(data).encode())
    assert names(root, "From") == names(root, "To")
    assert not [node for node in root.iter() if any("urn:redline" in key for key in node.attrib)]
    for kind, words in (("From", f"{W}delText"), ("To", f"{W}delText")):
        assert not [node for one in root.iter(f"{W}move{kind}") for node in one.iter(words, f"{W}ins", f"{W}del")]
        is_open = ""
        for node in root.iter(f"{W}move{kind}RangeStart", f"{W}move{kind}RangeEnd", f"{W}move{kind}", f"{W}p"):
            if node.tag.endswith("RangeStart"):
                assert not is_open
                is_open = node.get(f"{W}id")
            elif node.tag.endswith("RangeEnd"):
                assert node.get(f"{W}id") == is_open
                is_open = ""
            elif node.tag != f"{W}p" and node.getparent().tag != f"{W}rPr":
                assert is_open
        for mark in root.iter(f"{W}move{kind}"):
            if mark.getparent().tag == f"{W}rPr":  # the range holds the end of the paragraph too
                paragraph = next(mark.iterancestors(f"{W}p"))
                assert paragraph.getnext().tag == f"{W}move{kind}RangeEnd"
    ids = re.findall(r'<w:(?:ins|del|moveFrom|moveTo|moveFromRangeStart|moveToRangeStart) w:id="(\d+)"', document(data))
    assert len(ids) == len(set(ids))
    assert faults(data, FileFormat.OFFICE_2019) <= faults(old, FileFormat.OFFICE_2019)


@pytest.mark.parametrize("name", ["down", "a word changed", "its end changed", "to the end", "with a link"])
def test_the_end_of_a_paragraph_moves_along_where_its_words_do(name):
    """Not where they end in a change, and not where a link goes: LibreOffice 7.4 leaves an empty paragraph behind."""
    old, new = CASES[name].documents
    text = document(compare_word((old, "old.docx"), (new, "new.docx"), None, NATIVE).data)
    ends = Counter(re.findall(r"<w:rPr><w:(\w+) [^>]*/></w:rPr></w:pPr>", text))
    along = {"moveFrom": 1, "moveTo": 1}
    wanted = {"down": along, "a word changed": along, "to the end": {"moveFrom": 1, "ins": 1}}
    assert ends == wanted.get(name, {"del": 1, "ins": 1})


def lines_read(data: bytes, side: View) -> tuple[str, ...]:
    return lines_of(read_word(data, "x.docx", side).items)


def names(root, kind: str) -> list[str]:
    found = [node.get(f"{W}name") for node in root.iter(f"{W}move{kind}RangeStart")]
    assert max(Counter(found).values(), default=1) == 1
    return sorted(found)


def test_libreoffice_accepts_and_rejects_moves(soffice, tmp_path):
    jobs = []
    for at, name in enumerate(CASES):
        old, new = CASES[name].documents
        data = compare_word((old, "old.docx"), (new, "new.docx"), None, NATIVE).data
        for kind, content in (("made", data), ("old", old), ("new", new)):
            (tmp_path / f"{at}.{kind}.docx").write_bytes(content)
        for kind, action in (("made", "accept"), ("made", "reject"), ("old", "open"), ("new", "open")):
            jobs.append([str(tmp_path / f"{at}.{kind}.docx"), action, str(tmp_path / f"{at}.{kind}.{action}.txt")])
    run_office(soffice, jobs, tmp_path)
    for at, name in enumerate(CASES):
        for action, kind in (("accept", "new"), ("reject", "old")):
            found, wanted = (text_of(tmp_path / f"{at}.{stem}.txt") for stem in (f"made.{action}", f"{kind}.open"))
            assert found == wanted, (name, action)


def test_provisions_in_any_order_are_moves_alone():
    for order in itertools.permutations((A, *STAY)):
        old, new = word(lines(A, *STAY)), word(lines(*order))
        data = compare_word((old, "old.docx"), (new, "new.docx"), None, NATIVE).data
        assert view(data, True) == view(new, True)
        assert view(data, False) == view(old, True)
        assert not re.findall(r"<w:(?:ins|del) [^>]*[^/]>", document(data))


def test_moves_that_somebody_made_keep_their_names():
    old, new = word(lines(A, *STAY, E)), word(lines(*STAY, A, E))
    first = compare_word((old, "old.docx"), (new, "new.docx"), None, NATIVE).data
    options = InPlaceOptions(moves=Moves.NATIVE, existing=Existing.KEEP)
    data = compare_word((first, "old.docx"), (word(lines(C, D, A, B, E)), "new.docx"), None, options).data
    root = etree.fromstring(document(data).encode())
    assert len(names(root, "From")) == len(names(root, "To")) == 2


def test_a_move_within_a_text_that_is_there_twice_is_not_guessed():
    old, new = word(lines(A, B, A, C, D)), word(lines(B, C, A, D, A))
    data = compare_word((old, "old.docx"), (new, "new.docx"), None, NATIVE).data
    assert view(data, True) == view(new, True)
    assert view(data, False) == view(old, True)


def test_a_sentence_is_not_sought_among_more_pairs_than_anybody_reads(monkeypatch):
    case = CASES["a sentence in a provision, on"]
    kinds = []
    for most in (1, 0):
        monkeypatch.setattr(sentences, "_MOST", most)
        data = compare_word(*((one, "x.docx") for one in case.documents), None, NATIVE).data
        kinds.append("w:moveFrom " in document(data))
    assert kinds == [True, False]
