"""A proposal applied to somebody's own Word file: accepting gives the consolidated text, rejecting the treaty.

Every document is read back by two readers that share nothing with the writer: paragraph by paragraph by
``docx_revisions``, and as a treaty by the reader of Word documents.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from word_pairs import add_list, level, link, listed, picture, saved

from redline.engine.amend.redlining import redline_of
from redline.engine.words.diff import diff_text
from redline.errors import RevisionsNeedChoice, UnreadableDocument, VerificationFailed
from redline.model import Amendment, DivisionKind, Heading, Instrument, Proposal, Provision, Redline, Symbol
from redline.ooxml.package import Package
from redline.readers.docx_revisions import read_accepted, read_rejected
from redline.readers.word import View, read_word
from redline.tasks.word import apply_word, compare_word
from redline.writers.in_place import apply
from redline.writers.options import Existing, InPlaceOptions

NAME = "ours.docx"
ARTICLE_1 = ("ARTICLE 1", "Purpose", "1\t1.1\tMembers may cooperate.", "2\t1.2\tThe list is public, and is kept.")
ARTICLE_2 = ("ARTICLE 2", "Network", "3\t2.1\tTraffic flows.", "4\t2.2\tRates are fixed.")
LINES = (*ARTICLE_1, *ARTICLE_2)


def treaty() -> Document:
    """Two articles, as somebody keeps them: numbers in bold, a word in italics, a title page of their own style."""
    made = docx.Document()
    for line in LINES:
        if line.startswith("ARTICLE"):
            made.add_heading(line, 1)
        elif "\t" not in line:
            made.add_paragraph(line, style="Subtitle")
        else:
            lead, _, text = line.rpartition("\t")
            paragraph = made.add_paragraph()
            paragraph.add_run(f"{lead}\t").bold = True
            paragraph.add_run(text)
    return made


def proposed(*amendments: Amendment) -> Proposal:
    return Proposal("TST/1", "Made up", amendments, ("Testland",))


def mod(number: str, label: str, text: str, letter: str = "") -> Amendment:
    return Amendment(Symbol.MOD, f"TST/1/{number}", (Provision(number, label, letter, text),))


def add(after: str, *wording: Provision | Heading) -> Amendment:
    return Amendment(Symbol.ADD, f"TST/1/{after}/{wording[0].lead.strip()}", wording, after=after)


def sup(number: str) -> Amendment:
    return Amendment(Symbol.SUP, f"TST/1/{number}", (Provision(number),))


def redline(data: bytes, *amendments: Amendment, view: View = View.FINAL) -> Redline:
    base = read_word(data, NAME, view)
    assert isinstance(base, Instrument)
    return redline_of(base, proposed(*amendments))


def of(instrument: Instrument) -> list[Provision]:
    return [provision for division in instrument.divisions for provision in division.provisions]


def texts(found) -> list[str]:
    return [paragraph.text for paragraph in found]


def applied(document: Document | bytes, *amendments: Amendment, options: InPlaceOptions | None = None) -> bytes:
    """The document with the amendments tracked in it, checked by both readers."""
    data = document if isinstance(document, bytes) else saved(document)
    view = View.ORIGINAL if options and options.existing is Existing.REJECT else View.FINAL
    found = redline(data, *amendments, view=view)
    made = apply_word((data, NAME), found, options).data
    assert read_word(made, NAME, View.FINAL).lines == found.revised.lines
    if options is None:
        assert read_word(made, NAME, View.ORIGINAL).lines == found.base.lines
        assert texts(read_rejected(made, NAME)) == texts(read_accepted(data, NAME))
    return made


def accepted(data: bytes) -> list[str]:
    return texts(read_accepted(data, NAME))


def xml(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def looks(data: bytes) -> list[tuple[str, str, bool, bool]]:
    """Style and text of each paragraph with changes accepted, whether it has a bold run and an italic one."""
    document = docx.Document(io.BytesIO(data))
    found = []
    for node in document.element.body.iter(qn("w:p")):
        runs = [run for run in node.iter(qn("w:r")) if run.getparent().tag != qn("w:del")]
        text = "".join(t.text or "" for run in runs for t in run.iter(qn("w:t")))
        bold, italic = (any(run.find(f"{qn('w:rPr')}/{qn(f'w:{name}')}") is not None for run in runs) for name in "bi")
        style = node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        found.append((style.get(qn("w:val")) if style is not None else "", text, bold, italic))
    return found


def look_of(data: bytes, inserted: str) -> set[str]:
    """The looks of a run that is inserted."""
    body = docx.Document(io.BytesIO(data)).element.body
    for run in body.iterfind(f".//{qn('w:ins')}/{qn('w:r')}"):
        if "".join(node.text or "" for node in run.iter(qn("w:t"))) == inserted:
            return {node.tag.partition("}")[2] for node in run.findall(f"{qn('w:rPr')}/*")}
    raise AssertionError(f"{inserted!r} is inserted nowhere")


# what each symbol does


def test_mod_marks_the_words_that_change_and_no_others():
    data = applied(treaty(), mod("1", "1.1", "Members shall cooperate."))
    assert accepted(data) == [line.replace("may", "shall") for line in LINES]
    assert xml(data).count("<w:ins ") == xml(data).count("<w:del ") == 1
    assert ">may<" in xml(data)


def test_sup_takes_the_paragraph_out():
    assert accepted(applied(treaty(), sup("1"))) == [line for line in LINES if not line.startswith("1\t")]


def test_sup_of_the_last_paragraph():
    assert accepted(applied(treaty(), sup("4"))) == list(LINES[:-1])


def test_sup_of_an_article_takes_all_that_stands_in_it():
    gone = Amendment(Symbol.SUP, "TST/1/1", (Heading(DivisionKind.ARTICLE, "1"),))
    assert accepted(applied(treaty(), gone)) == list(ARTICLE_2)


@pytest.mark.parametrize(("after", "style"), [("1", ""), ("2", "Quote"), ("3", "")])
def test_add_stands_after_its_anchor_and_looks_like_what_is_before_it(after, style):
    made = treaty()
    next(p for p in made.paragraphs if p.text.startswith("2\t")).style = "Quote"
    data = applied(made, add(after, Provision(f"{after}A", f"9.{after}", "", "New text.")))
    at = next(at for at, line in enumerate(LINES) if line.startswith(f"{after}\t")) + 1
    assert accepted(data) == [*LINES[:at], f"{after}A\t9.{after}\tNew text.", *LINES[at:]]
    assert [style for style, text, *_ in looks(data) if "New text." in text] == [style]


def test_several_additions_after_one_place_keep_their_order():
    new = [Provision(f"1{letter}", f"1.1{letter}", "", f"New {letter}.") for letter in "ABC"]
    data = applied(treaty(), *(add("1", provision) for provision in new))
    assert accepted(data) == [*LINES[:3], *(p.line for p in new), *LINES[3:]]


def test_additions_at_the_end_of_the_document():
    data = applied(treaty(), add("4", Provision("4A", "2.2A", "", "The last."), Provision("4B", "2.2B", "", "Of all.")))
    assert accepted(data) == [*LINES, "4A\t2.2A\tThe last.", "4B\t2.2B\tOf all."]


def test_an_article_is_added_with_the_look_of_an_article():
    heading = Heading(DivisionKind.ARTICLE, "1A", "Spam")
    data = applied(treaty(), add("ARTICLE 1", heading, Provision("2A", "1A.1", "", "Members shall counter spam.")))
    new = ["ARTICLE 1A", "Spam", "2A\t1A.1\tMembers shall counter spam."]
    assert accepted(data) == [*ARTICLE_1, *new, *ARTICLE_2]
    styles = {text: style for style, text, _, _ in looks(data)}
    assert (styles["ARTICLE 1A"], styles["Spam"]) == ("Heading1", "Subtitle")
    assert styles["2A1A.1Members shall counter spam."] == ""


def test_what_is_added_after_text_that_goes_stands_where_that_stood():
    data = applied(treaty(), sup("1"), add("1", Provision("1A", "1.1A", "", "Instead.")))
    assert accepted(data) == [*LINES[:2], "1A\t1.1A\tInstead.", *LINES[3:]]


def test_a_title_is_modified():
    title = Amendment(Symbol.MOD, "TST/1/1", (Heading(DivisionKind.ARTICLE, "1", "Purpose and scope"),))
    assert accepted(applied(treaty(), title)) == [LINES[0], "Purpose and scope", *LINES[2:]]


def test_a_title_is_added_to_an_article_without_one_and_taken_from_one_with():
    bare = docx.Document()
    bare.add_heading("ARTICLE 1", 1)
    bare.add_paragraph("1\t1.1\tOne.")
    titled = Amendment(Symbol.MOD, "TST/1/1", (Heading(DivisionKind.ARTICLE, "1", "Purpose"),))
    assert accepted(applied(bare, titled)) == ["ARTICLE 1", "Purpose", "1\t1.1\tOne."]
    untitled = Amendment(Symbol.MOD, "TST/1/1", (Heading(DivisionKind.ARTICLE, "1"),))
    assert accepted(applied(treaty(), untitled)) == [LINES[0], *LINES[2:]]


def test_a_provision_moves_and_changes_on_its_way():
    taken = Amendment(Symbol.SUP_MOVED, "TST/1/1", (Provision("1"),))
    brought = Amendment(
        Symbol.ADD_MOVED, "TST/1/2", (Provision("4A", "2.2A", "", "Members shall cooperate."),), "4", moved_from="1"
    )
    data = applied(treaty(), taken, brought)
    assert accepted(data) == [*LINES[:2], *LINES[3:], "4A\t2.2A\tMembers shall cooperate."]


def test_a_number_is_replaced_and_keeps_its_look():
    gone, new = sup("2"), add("1", Provision("2A", "1.2A", "", "The list is public, and is kept."))
    data = applied(treaty(), gone, new)
    assert accepted(data) == [*LINES[:3], "2A\t1.2A\tThe list is public, and is kept.", *LINES[4:]]
    label = applied(treaty(), mod("2", "1.9", "The list is public, and is kept."))
    assert accepted(label) == [*LINES[:3], "2\t1.9\tThe list is public, and is kept.", *LINES[4:]]
    assert look_of(label, "1.9") == {"b"}


def test_nothing_changes_nothing():
    kept = Amendment(Symbol.NOC, "TST/1/1", (Provision("1"),))
    data = applied(treaty(), kept)
    assert "<w:ins " not in xml(data)
    assert "<w:del " not in xml(data)


# paragraphs of a provision


def dashed() -> Document:
    made = docx.Document()
    made.add_heading("ARTICLE 1", 1)
    made.add_paragraph("1\t1.1\tMembers shall:")
    made.add_paragraph("– cooperate;", style="Body Text")
    made.add_paragraph("– pay.", style="Body Text")
    made.add_paragraph("2\t1.2\tEnd.")
    return made


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Members shall:\n– cooperate freely;\n– pay.", ["Members shall:", "– cooperate freely;", "– pay."]),
        ("Members shall:\n– pay.", ["Members shall:", "– pay."]),
        ("Members shall pay.", ["Members shall pay."]),
        ("Members shall:\n– cooperate;\n– pay;\n– report.", ["Members shall:", "– cooperate;", "– pay;", "– report."]),
        ("Members shall:\n– a;\n– b;\n– c;\n– d;\n– e.", ["Members shall:", *(f"– {c};" for c in "abcd"), "– e."]),
    ],
)
def test_a_provision_of_several_paragraphs_gets_more_or_fewer(text, lines):
    data = applied(dashed(), mod("1", "1.1", text))
    first, *rest = lines
    assert accepted(data) == ["ARTICLE 1", f"1\t1.1\t{first}", *rest, "2\t1.2\tEnd."]
    if len(lines) > 3:
        styles = [style for style, text, *_ in looks(data) if text.startswith("– ") and text != "– cooperate;"]
        assert set(styles) == {"BodyText"}


def test_an_addition_of_several_paragraphs_looks_like_the_one_before_it_paragraph_by_paragraph():
    new = Provision("1A", "1.1A", "", "Members may:\n– report;\n– ask;\n– wait.")
    data = applied(dashed(), add("1", new))
    assert accepted(data)[4:8] == ["1A\t1.1A\tMembers may:", "– report;", "– ask;", "– wait."]
    styles = {text: style for style, text, *_ in looks(data)}
    assert [styles[text] for text in ("– report;", "– ask;", "– wait.")] == ["BodyText"] * 3
    assert styles["1A1.1AMembers may:"] == ""


# what Word computes


def numbered() -> Document:
    """Marginal numbers that Word counts."""
    made = docx.Document()
    add_list(made, level(0, "decimal", "%1"), 70)
    made.add_heading("ARTICLE 1", 1)
    for text in ("Members may cooperate.", "The list is public."):
        listed(made.add_paragraph(text), 70)
    return made


def test_words_of_a_paragraph_whose_number_is_computed_change_and_its_number_stays():
    data = saved(numbered())
    assert [provision.number for provision in of(read_word(data, NAME))] == ["1", "2"]
    made = applied(data, mod("1", "", "Members shall cooperate."))
    assert accepted(made) == ["ARTICLE 1", "Members shall cooperate.", "The list is public."]
    assert xml(made).count("<w:numPr>") == xml(data).count("<w:numPr>")


def test_what_is_added_beside_computed_numbers_is_numbered_in_text():
    data = saved(numbered())
    made = applied(data, add("1", Provision("1A", "", "", "Between.")))
    assert accepted(made) == ["ARTICLE 1", "Members may cooperate.", "1A\tBetween.", "The list is public."]
    assert xml(made).count("<w:numPr>") == xml(data).count("<w:numPr>")


def test_a_computed_number_that_another_replaces_becomes_text():
    """Before the two are compared: Word would count on from what is struck."""
    data = saved(numbered())
    former = apply.Former(3, "2\tThe list is public.", len("2\t"))
    edit = apply.Edit((former,), ("9\tThe list is secret.",))
    made = apply.edited(Package(data, NAME), [edit], diff_text, accept=True)
    assert accepted(made) == ["ARTICLE 1", "Members may cooperate.", "9\tThe list is secret."]
    assert xml(made).count("<w:numPr>") == 1
    same = apply.edited(Package(data, NAME), [replace(edit, lines=("2\tThe list is secret.",))], diff_text, accept=True)
    assert accepted(same) == ["ARTICLE 1", "Members may cooperate.", "The list is secret."]
    assert xml(same).count("<w:numPr>") == 2


# what else a paragraph holds


def test_a_link_stays_where_the_words_round_it_change():
    made = treaty()
    paragraph = next(p for p in made.paragraphs if p.text.startswith("2\t"))
    link(paragraph, " See the list.", "https://example.org/")
    data = applied(made, mod("2", "1.2", "The list is open, and is kept. See the list."))
    assert xml(data).count("<w:hyperlink ") == 1
    assert "2\t1.2\tThe list is open, and is kept. See the list." in accepted(data)
    assert xml(data).count("<w:ins ") == xml(data).count("<w:del ") == 1  # it is not struck and set again
    inside = xml(data).partition("<w:hyperlink ")[2].partition("</w:hyperlink>")[0]
    assert "See the list." in inside
    assert '<w:u w:val="single"/>' in inside


def test_words_inside_a_link_change_in_it_and_look_like_it():
    made = treaty()
    paragraph = next(p for p in made.paragraphs if p.text.startswith("2\t"))
    link(paragraph, " See the list.", "https://example.org/")
    data = applied(made, mod("2", "1.2", "The list is public, and is kept. See the annex."))
    assert "2\t1.2\tThe list is public, and is kept. See the annex." in accepted(data)
    new = xml(data).partition("annex")[0].rpartition("<w:ins ")[2]
    assert '<w:u w:val="single"/>' in new


def test_new_words_look_like_the_word_before_them():
    made = docx.Document()
    made.add_heading("ARTICLE 1", 1)
    paragraph = made.add_paragraph("1\t1.1\tMembers ")
    paragraph.add_run("may ").italic = True
    paragraph.add_run("cooperate.")
    data = applied(made, mod("1", "1.1", "Members may soon cooperate freely."))
    assert look_of(data, "soon ") == {"i"}
    assert look_of(data, " freely") == set()


def test_a_picture_and_a_line_end_stay():
    made = treaty()
    paragraph = next(p for p in made.paragraphs if p.text.startswith("1\t"))
    paragraph.add_run().add_picture(picture(99))
    data = applied(made, mod("1", "1.1", "Members shall cooperate."))
    assert xml(data).count("<w:drawing>") == 1


def test_tables_are_left_alone_and_counted():
    """What stands in a table is no provision here; the paragraphs after it are found all the same."""
    made = treaty()
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Country", "Rate"
    made.add_paragraph("5\t2.3\tAfter the table.")
    data = saved(made)
    changed = applied(data, mod("5", "2.3", "After the whole table."))
    assert accepted(changed)[-1] == "5\t2.3\tAfter the whole table."
    assert xml(changed).count("<w:tbl>") == 1


# tracked changes that are there


def marked() -> bytes:
    """The treaty, in which a colleague has already made "The list is secret" of "The list is public"."""
    changed = treaty()
    paragraph = next(p for p in changed.paragraphs if p.text.startswith("2\t"))
    paragraph.runs[1].text = paragraph.runs[1].text.replace("public", "secret")
    return compare_word(
        (saved(treaty()), NAME), (saved(changed), NAME), None, InPlaceOptions(author="A colleague")
    ).data


def test_tracked_changes_need_a_choice():
    with pytest.raises(RevisionsNeedChoice):
        applied(marked(), mod("1", "1.1", "Members shall cooperate."))


@pytest.mark.parametrize(("existing", "word"), [(Existing.ACCEPT, "secret"), (Existing.REJECT, "public")])
def test_changes_of_others_are_settled_first(existing, word):
    data = applied(marked(), mod("1", "1.1", "Members shall cooperate."), options=InPlaceOptions(existing=existing))
    assert "A colleague" not in xml(data)
    settled = [line.replace("public", word) for line in LINES]
    assert texts(read_rejected(data, NAME)) == settled
    assert accepted(data) == [line.replace("may", "shall") for line in settled]


def test_changes_of_others_are_kept_beside_ours():
    options = InPlaceOptions(author="Us", existing=Existing.KEEP)
    data = applied(marked(), mod("1", "1.1", "Members shall cooperate."), options=options)
    assert 'w:author="A colleague"' in xml(data)
    assert 'w:author="Us"' in xml(data)
    assert texts(read_rejected(data, NAME)) == list(LINES)
    assert accepted(data) == [line.replace("may", "shall").replace("public", "secret") for line in LINES]


def test_ours_may_change_the_paragraph_that_others_changed():
    options = InPlaceOptions(author="Us", existing=Existing.KEEP)
    data = applied(marked(), mod("2", "1.2", "The list is secret, and is burnt."), options=options)
    assert texts(read_rejected(data, NAME)) == list(LINES)
    assert accepted(data)[3] == "2\t1.2\tThe list is secret, and is burnt."


# what is refused


def test_another_document_is_refused():
    found = redline(saved(treaty()), mod("1", "1.1", "Members shall cooperate."))
    other = treaty()
    other.add_paragraph("5\t2.3\tMore.")
    with pytest.raises(UnreadableDocument) as caught:
        apply_word((saved(other), NAME), found)
    assert "is not the text that is amended" in str(caught.value)
    assert "--base" in str(caught.value)


def cells() -> Document:
    """Provisions in a table, the number in one cell and the text in the next."""
    made = docx.Document()
    made.add_heading("ARTICLE 1", 1)
    table = made.add_table(2, 2)
    for row, (number, text) in enumerate((("1", "Members may cooperate."), ("2", "The list is public."))):
        table.cell(row, 0).text, table.cell(row, 1).text = number, text
    made.add_paragraph("3\t1.3\tRunning text.")
    return made


def test_a_provision_in_the_cells_of_a_table_is_refused():
    data = saved(cells())
    with pytest.raises(UnreadableDocument, match="in the cells of a table or in a text box"):
        apply_word((data, NAME), redline(data, mod("1", "", "Members shall cooperate.")))


def test_running_text_beside_such_a_table_is_amended():
    data = applied(cells(), mod("3", "1.3", "Running words."))
    assert accepted(data)[-1] == "3\t1.3\tRunning words."


def test_text_that_would_read_as_something_else_is_refused():
    """A provision whose text is a heading would be one in the file; nobody is given a document that says less."""
    data = saved(treaty())
    with pytest.raises(VerificationFailed, match=r"the text would read"):
        apply_word((data, NAME), redline(data, add("1", Provision("", "", "", "MOD TST/1/5"))))


def test_what_the_writer_gets_wrong_is_refused(monkeypatch):
    """The two checks: of the text before it is compared, and of the redline."""
    data = saved(treaty())
    found = redline(data, mod("1", "1.1", "Members shall cooperate."))
    monkeypatch.setattr("redline.tasks.word.edited", lambda *_, **__: data)
    with pytest.raises(VerificationFailed) as caught:
        apply_word((data, NAME), found)
    assert "the text would read “1\t1.1\tMembers may cooperate.” for “1\t1.1\tMembers shall cooperate.”" in str(
        caught.value
    )
    monkeypatch.undo()
    unmarked = compare_word((data, NAME), (data, NAME))
    monkeypatch.setattr("redline.tasks.word.compare_word", lambda *_: unmarked)
    with pytest.raises(VerificationFailed, match=r"the redline does not give .* \(final\)"):
        apply_word((data, NAME), found)


# the parts


def test_an_addition_before_the_first_paragraph():
    data = saved(treaty())

    def no_words(one: str, other: str):
        raise AssertionError("nothing is rewritten")

    edit = apply.Edit((), ("Before all.", "And this."), 0, ())
    made = apply.edited(Package(data, NAME), [edit], no_words, accept=True)
    assert texts(read_accepted(made, NAME)) == ["Before all.", "And this.", *LINES]
    looking = replace(edit, like=(1,))
    made = apply.edited(Package(data, NAME), [looking], no_words, accept=True)
    assert [style for style, *_ in looks(made)][:3] == ["Heading1"] * 3
