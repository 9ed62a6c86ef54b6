"""Word documents that come in: read into the right articles, provisions, amendments and reasons, whoever wrote them."""

from __future__ import annotations

import re

import docx
import pytest
from conftest import ALL, Made
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from office_runner import convert
from strange_files import DOCUMENT, HARMLESS, HOSTILE, W, hostile, package
from word_pairs import box
from word_papers import itu_margin_table, itu_single_column, itu_tracked, saved, tracked

from redline import api
from redline.engine.check.findings import check
from redline.errors import RedlineError, UnreadableDocument
from redline.model import Instrument, Proposal, Symbol
from redline.readers import read
from redline.readers.options import View
from redline.readers.word import read_word, read_word_by_author
from redline.writers.options import Context, Profile, WriteOptions

# our own


@pytest.mark.parametrize("made", ALL, ids=[made.name for made in ALL])
def test_a_proposal_written_as_word_is_read_back(made: Made, texts):
    proposal = made.redline.proposal
    data = api.render(made.redline, "docx", WriteOptions(profile=Profile.ITU))
    found = read(data, f"{made.name}.docx")
    assert isinstance(found, Proposal)
    wanted = [a for a in proposal.amendments if a.option in ("", made.redline.option)]
    assert [(a.symbol, a.id, a.reasons, a.after) for a in found.amendments] == [
        (a.symbol, a.id, a.reasons, a.after) for a in wanted
    ]
    for mine, theirs in zip(wanted, found.amendments, strict=True):
        if mine.symbol.adds or mine.symbol.modifies:
            assert theirs.wording == mine.wording
        else:
            assert theirs.wording[0].lead == mine.wording[0].lead or theirs.wording[0].number == mine.wording[0].number
    for name in ("id", "title", "proposers", "supporters", "proposer_code", "submitted_on", "subjects", "language"):
        assert getattr(found, name) == getattr(proposal, name), name
    assert found.labels == tuple(label for label in proposal.labels)
    assert texts.instrument(found.base).id == proposal.base
    again = api.redline_of(made.redline.base, found)
    assert again.revised.lines == made.redline.revised.lines
    assert not found.notes


def test_an_instrument_written_as_word_is_read_back(texts):
    for instrument in texts.instruments:
        same = api.compare(instrument, instrument)
        found = read(api.render(same, "docx", WriteOptions(context=Context.WHOLE)), "made.docx")
        assert isinstance(found, Instrument)
        assert found.items == instrument.items
        assert found.footnotes == instrument.footnotes
        assert found.language == instrument.language


@pytest.mark.parametrize("made", ALL, ids=[made.name for made in ALL])
def test_a_redline_is_read_as_either_of_its_texts(made: Made):
    data = api.render(made.redline, "docx", WriteOptions(context=Context.WHOLE))
    assert read_word(data, "made.docx", View.ORIGINAL).lines == made.redline.base.lines
    assert read_word(data, "made.docx", View.FINAL).lines == made.redline.revised.lines


# papers in the manner of the ITU template


def test_a_paper_in_a_single_column():
    found = read(itu_single_column(), "paper.docx")
    assert isinstance(found, Proposal)
    assert (found.id, found.submitted_on, found.original_language) == ("27(Rev.1)", "2012-11-17", "ru")
    assert found.proposers == ("Testland", "Exampleland")
    assert found.title == "Proposals made up for a test"
    assert [(a.symbol, a.id, a.after) for a in found.amendments] == [
        (Symbol.MOD, "TST/27/1", ""),
        (Symbol.ADD, "TST/27/2", "28"),
        (Symbol.SUP, "TST/27/3", ""),
        (Symbol.NOC, "TST/27/4", ""),
        (Symbol.ADD, "TST/27/5", "39"),
    ]
    assert found.amendments[0].reasons == "Because it may not be."
    assert found.amendments[1].wording[0].text == "Member States shall:\n– cooperate;"
    assert (found.amendments[2].wording[0].number, found.amendments[2].wording[0].label) == ("30", "3.3")
    assert found.amendments[3].wording[0].name == "Article 4"
    assert [a.wording[0].lead for a in found.amendments if a.symbol.adds] == ["28A\t3.1A\t", "39A\t5.1A\t"]


def test_a_paper_laid_out_in_a_table():
    found = read(itu_margin_table(), "table.docx")
    assert isinstance(found, Proposal)
    assert [(a.symbol.value, a.id) for a in found.amendments] == [
        ("MOD", "TST/1/1"),
        ("NOC", "TST/1/2"),
        ("ADD", "TST/1/3"),
    ]
    assert found.amendments[0].wording[0].line == "28\t3.1\tMembers may ensure."
    assert found.amendments[2].wording[0].line.startswith("29A\t3.2A\tNew text,\nof two paragraphs.")


def test_tracked_changes_inside_a_mod_are_read_as_both_sides(texts):
    treaty = texts.instrument("itrs-1988")
    found = read(itu_tracked(), "tracked.docx")
    (amendment,) = found.amendments
    place = next(p for p in treaty.places if p.provision.number == "28")
    assert amendment.wording[0].text == place.provision.text.replace("shall ensure", "may ensure")
    assert amendment.stands[0].text == place.provision.text
    assert not [one for one in check(treaty, found) if one.check == "base text"]


def test_check_finds_a_planted_error_in_the_base_text(texts, tmp_path, command):
    treaty = texts.instrument("itrs-1988")
    planted = itu_tracked("Members shall ensure that administrations* collaborate in the ")
    (finding,) = [one for one in check(treaty, read(planted, "planted.docx")) if one.check == "base text"]
    assert finding.severity.value == "error"
    assert "[-cooperate-]{+collaborate+}" in finding.words
    (tmp_path / "planted.docx").write_bytes(planted)
    done = command("check", "planted.docx", "--base", "itrs-1988", "--strict")
    assert done.returncode == 1
    assert (
        "planted.docx, paragraph 1: error: TST/2/1, 3.1 (No. 28): is not marked up on the treaty’s text" in done.stdout
    )
    (tmp_path / "right.docx").write_bytes(itu_tracked())
    assert "base text" not in command("check", "right.docx", "--base", "itrs-1988").stdout


def test_authors_are_read_one_by_one():
    document = docx.Document()
    document.add_paragraph("ARTICLE 1")
    paragraph = document.add_paragraph()
    tracked(paragraph, ("kept", "1\t1.1\tMembers "), ("del", "shall"), ("ins", "may"), author="AAA")
    tracked(paragraph, ("kept", " act"), ("ins", " now"), author="BBB")
    data = saved(document)
    found = {author: text.items[1].text for author, text in read_word_by_author(data, "made.docx")}
    assert found == {"AAA": "Members may act", "BBB": "Members shall act now"}
    with pytest.raises(UnreadableDocument, match="no tracked changes"):
        read_word_by_author(saved(docx.Document()), "none.docx")


# what Word computes, and other habits


def numbered(levels: str, paragraphs: list[tuple[int, str]], extra: str = "") -> bytes:
    """A document whose numbers Word computes."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    if extra:
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/>{extra}</w:num>'))
    for level, text in paragraphs:
        paragraph = document.add_paragraph(text.removeprefix("!"))
        number = 78 if text.startswith("!") else 77
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        )
    return saved(document)


def level(at: int, form: str, text: str, *more: str) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{"".join(more)}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LEVELS = (
    level(0, "upperRoman", "Article %1") + level(1, "decimal", "%1.%2", "<w:isLgl/>") + level(2, "lowerLetter", "%3)")
)


def test_numbers_that_word_computes_are_computed_as_it_shows_them():
    paragraphs = [(0, "A"), (1, "a"), (1, "b"), (2, "x"), (2, "y"), (0, "B"), (1, "c"), (2, "z")]
    data = numbered(LEVELS, paragraphs)
    texts = [line.text for line in _lines(data)]
    assert texts == ["Article I\tA", "1.1\ta", "1.2\tb", "a)\tx", "b)\ty", "Article II\tB", "2.1\tc", "a)\tz"]


def test_a_list_that_is_restarted_and_one_that_goes_on():
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    data = numbered(level(0, "decimal", "%1."), [(0, "a"), (0, "b"), (0, "!c"), (0, "!d"), (0, "e")], restart)
    assert [line.text for line in _lines(data)] == ["1.\ta", "2.\tb", "1.\tc", "2.\td", "3.\te"]


def _lines(data: bytes):
    from redline.ooxml.package import Package
    from redline.readers.word.lines import Reading, lines_of

    return lines_of(Package(data, "made.docx"), Reading()).lines


def test_libreoffice_computes_the_same_numbers(tmp_path, libreoffice):
    paragraphs = [(0, "A"), (1, "a"), (1, "b"), (2, "x"), (0, "B"), (1, "c")]
    levels = LEVELS.replace("<w:isLgl/>", "")  # which LibreOffice does not know
    (tmp_path / "n.docx").write_bytes(numbered(levels, paragraphs))
    convert(libreoffice, [tmp_path / "n.docx"], "txt:Text", tmp_path)
    shown = [re.sub(r"\s+", " ", line).strip() for line in (tmp_path / "n.txt").read_text("utf-8-sig").splitlines()]
    ours = [line.text.replace("\t", " ") for line in _lines((tmp_path / "n.docx").read_bytes())]
    assert [line for line in shown if line] == ours


def test_fields_links_symbols_hyphens_and_controls_are_text():
    document = docx.Document()
    paragraph = document.add_paragraph("1\tSee ")
    for xml in (
        '<w:r {0}><w:fldChar w:fldCharType="begin"/></w:r>',
        "<w:r {0}><w:instrText>REF x</w:instrText></w:r>",
        '<w:r {0}><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r {0}><w:t>Article 9</w:t></w:r>",
        '<w:r {0}><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:hyperlink {0} w:anchor="x"><w:r><w:t xml:space="preserve"> and this</w:t></w:r></w:hyperlink>',
        '<w:r {0}><w:sym w:font="Symbol" w:char="00B0"/></w:r>',
        "<w:r {0}><w:t>co</w:t><w:noBreakHyphen/><w:t>operate</w:t></w:r>",
        "<w:sdt {0}><w:sdtContent><w:r><w:t>, held</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
        "<w:smartTag {0}><w:r><w:t>.</w:t></w:r></w:smartTag>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    assert _lines(saved(document))[0].text == "1\tSee Article 9 and this°co\u2011operate, held."


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Article 3 – International Network", "3.1 Text."], ["Article 3", "\t3.1\tText."]),
        (["ARTICLE 3", "International Network", "28\t3.1\tText."], ["Article 3", "28\t3.1\tText."]),
        (["Article 1", "(a) First;", "(b) Second."], ["Article 1", "\t\t(a)\tFirst;", "\t\t(b)\tSecond."]),
        (
            ["Article 1", "States shall act.", "They may stop."],
            ["Article 1", "\tStates shall act.", "\tThey may stop."],
        ),
        (["СТАТЬЯ 3", "3.1\tЧлены."], ["Article 3", "\t3.1\tЧлены."]),
        (["第3条", "3.1\t成员。"], ["Article 3", "\t3.1\t成员。"]),
        (["Article 7: Suspension", "55\t7.1\tIf a Member"], ["Article 7", "55\t7.1\tIf a Member"]),
    ],
)
def test_structure_is_found_in_plain_text(lines, expected):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    found = read(saved(document), "plain.docx")
    assert [getattr(item, "name", "") or item.line for item in found.items] == expected


@pytest.mark.parametrize("name", ["Heading 1", "Überschrift 1", "Titre 1"])
def test_headings_are_known_by_what_their_style_is_based_on(name):
    document = docx.Document()
    if name not in [style.name for style in document.styles]:
        style = document.styles.add_style(name, 1)
        style.base_style = document.styles["Heading 1"]
    document.add_paragraph("Article 4 Charging", style=name)
    document.add_paragraph("Parties shall charge.")
    document.add_paragraph("Final provisions", style=name)
    document.add_paragraph("Done.")
    found = read(saved(document), "headings.docx")
    assert [(d.heading.name, d.heading.title or d.heading.printed) for d in found.divisions] == [
        ("Article 4", "Charging"),
        ("Section", "Final provisions"),
    ]


def test_a_symbol_without_an_identifier_gets_one_and_a_note_says_so():
    document = docx.Document()
    document.add_paragraph("MOD\t28\t3.1\tMembers may ensure.")
    document.add_paragraph("SUP")
    document.add_paragraph("30")
    found = read(saved(document), "folder/paper.docx")
    assert [(a.symbol.value, a.id, a.wording[0].number) for a in found.amendments] == [
        ("MOD", "paper/1", "28"),
        ("SUP", "paper/2", "30"),
    ]
    assert [note.kind.value for note in found.notes] == ["guessed", "guessed"]


def test_pandoc_and_libreoffice_write_documents_that_are_read_alike(tmp_path, libreoffice):
    text = "ARTICLE 3\n\nInternational Network\n\n28\t3.1\tMembers may ensure.\n\n29\t3.2\tAdministrations shall.\n"
    (tmp_path / "made.txt").write_text(text, encoding="utf-8")
    filters = ("docx:MS Word 2007 XML", tmp_path, "--infilter=Text (encoded):UTF8")
    convert(libreoffice, [tmp_path / "made.txt"], *filters)
    found = read((tmp_path / "made.docx").read_bytes(), "made.docx")
    assert found.lines == (
        "ARTICLE 3",
        "International Network",
        "28\t3.1\tMembers may ensure.",
        "29\t3.2\tAdministrations shall.",
    )


# from strangers


@pytest.mark.parametrize("name", HOSTILE)
def test_a_document_that_is_none_is_a_clear_error(name):
    with pytest.raises(RedlineError, match=r"made\.docx") as caught:
        read(hostile(name), "made.docx")
    assert "\n" in str(caught.value)


@pytest.mark.parametrize("xml", HARMLESS.values(), ids=HARMLESS)
def test_what_is_odd_but_clear_is_read(xml):
    loop = '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    styles = f'<w:styles xmlns:w="{W}">{loop}</w:styles>'
    data = package(**{"word/document.xml": DOCUMENT.format(xml).encode(), "word/styles.xml": styles.encode()})
    assert read(data, "odd.docx").lines == ("1\tText.",)


@pytest.mark.parametrize("name", ["paper.odt", "paper.doc", "paper.rtf", "paper.docm"])
def test_other_formats_are_refused_with_advice(name):
    data = hostile("macros") if name.endswith("m") else package()
    with pytest.raises(UnreadableDocument, match=r"save it as \.docx"):
        read(data, name)


def test_a_word_file_is_a_proposal_on_the_command_line(command, tmp_path):
    (tmp_path / "paper.docx").write_bytes(itu_single_column())
    done = command("proposal", "paper.docx", "--base", "itrs-1988", "--format", "txt", "--output", "-")
    assert done.returncode == 0, done.stderr
    assert "[-shall-]{+may+}" in done.stdout


def test_text_boxes_are_read_after_the_paragraph_that_they_are_tied_to():
    document = docx.Document()
    document.add_heading("ARTICLE 3", 1)
    boxed = document.add_paragraph("3.1\tMembers shall cooperate.")
    box(boxed, ["3.2\tA provision in a box.".replace("\t", "</w:t><w:tab/><w:t>")])
    document.add_paragraph("3.3\tAnd after it.")
    found = read_word(saved(document), "boxed.docx")
    assert [line.strip() for line in found.lines[1:]] == [
        "3.1\tMembers shall cooperate.",
        "3.2\tA provision in a box.",
        "3.3\tAnd after it.",
    ]
    assert [note.kind.value for note in found.notes] == ["placed"]
