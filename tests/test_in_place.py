"""A Word document is redlined in place: accepting gives the new document, rejecting the old, with all they hold."""

from __future__ import annotations

import functools
import io
import re
import zipfile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from lxml import etree
from office_runner import convert, run_office
from redlined_pairs import PAIRS, document, faults, made, text_of
from reference_reader import leads
from strange_files import HARMLESS, HOSTILE, body, hostile, package
from word_pairs import EDITS, add_list, after, at, level, link, listed, renamed, rich, saved, scattered, strict, words
from word_views import view

import redline
from redline.engine.amend.redlining import redline_of
from redline.engine.options import CompareOptions, Ignore
from redline.errors import RedlineError, RevisionsNeedChoice, VerificationFailed
from redline.readers.options import View
from redline.readers.word import read_word
from redline.tasks.word import compare_word, verify_word
from redline.writers.options import Existing, InPlaceOptions, Moves

every_pair = pytest.mark.parametrize("name", PAIRS)


@pytest.mark.slow
def test_there_are_many_pairs_and_none_is_of_equal_documents():
    assert len(PAIRS) >= 120
    for name, (old, new) in PAIRS.items():
        assert name.startswith("nothing") or view(old, True) != view(new, True), name


@every_pair
def test_accepting_gives_the_new_document_and_rejecting_the_old(name):
    old, new = PAIRS[name]
    data = made(name)
    assert view(data, True) == view(new, True)
    assert view(data, False) == view(old, True)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PAIRS if not name.endswith("back")])
def test_every_document_is_valid_and_the_same_each_time(name):
    from openxml_audit import FileFormat

    data = made(name)
    assert data == made(name)
    known = faults(PAIRS[name][0], FileFormat.OFFICE_2019)
    assert faults(data, FileFormat.OFFICE_2019) <= known
    ids = re.findall(r'<w:(?:ins|del|rPrChange|pPrChange) w:id="(\d+)"', document(data))
    assert len(ids) == len(set(ids))


def test_what_does_not_change_keeps_its_bytes():
    old, _ = PAIRS["a word"]
    data = made("a word")
    with zipfile.ZipFile(io.BytesIO(old)) as before, zipfile.ZipFile(io.BytesIO(data)) as after:
        assert before.namelist() == after.namelist()
        for name in before.namelist():
            if name != "word/document.xml":
                assert before.read(name) == after.read(name), name
    runs = set(re.findall(r"<w:r>.*?</w:r>", document(old)))
    changed = runs - set(re.findall(r"<w:r>.*?</w:r>", document(data)))
    assert len(changed) == 1


def test_marks_are_few():
    counted = {}
    for name in ("nothing", "a word", "words at the end", "a paragraph inserted", "bold", "alignment", "a row deleted"):
        counted[name] = len(re.findall(r"<w:(?:ins|del|rPrChange|pPrChange) ", document(made(name))))
    assert counted == {
        "nothing": 0,
        "a word": 2,
        "words at the end": 1,
        "a paragraph inserted": 2,
        "bold": 1,
        "alignment": 1,
        "a row deleted": 7,
    }


def test_halves_of_a_paragraph_are_not_deleted_and_inserted_again():
    for name, deleted in (("a provision split", {" "}), ("a provision split, back", {":"})):
        text = document(made(name))
        assert set(re.findall(r"<w:delText[^>]*>([^<]*)</w:delText>", text)) == deleted
        assert "urn:redline" not in text
    long = [f"{at}. Members shall cooperate in matter number {at} of the Union, as far as they can." for at in range(6)]
    for olds, news in (([" ".join(long)], long), (long, [" ".join(long)]), (long[:3], [long[0], " ".join(long[1:3])])):
        old, new = docx.Document(), docx.Document()
        for document_, lines in ((old, olds), (new, news)):
            for line in ["Before.", *lines, "After it all."]:
                document_.add_paragraph(line)
        data = compare_word((saved(old), "o"), (saved(new), "n")).data
        assert view(data, True) == view(saved(new), True)
        assert view(data, False) == view(saved(old), True)
        changed = "".join(re.findall(r"<w:(?:delText|t)[^>]*>([^<]*)</w:", "".join(_changes(document(data)))))
        assert changed.strip() == ""
    old, new = rich(), rich()
    words(new, "32", " of every kind, wherever they may be needed.", " of every kind.")
    after(new, "32", "Wherever they may be needed.")
    text = document(compare_word((saved(old), "o"), (saved(new), "n")).data)
    assert "they may be needed" not in "".join(_changes(text))


def _changes(text: str) -> list[str]:
    return re.findall(r"<w:(?:ins|del) [^>]*[^/]>.*?</w:(?:ins|del)>", text)


def test_formatting_can_be_left_aside():
    for name in ("bold", "a style", "alignment"):
        old, new = PAIRS[name]
        data = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(formatting=False)).data
        assert view(data, True) == view(data, False) == view(old, True)


def test_notes_stand_in_the_order_of_their_references():
    """LibreOffice 7.4 takes them by their order, not by their ids."""
    data = made("a note inserted")
    notes = re.findall(r'<w:footnote w:id="(\d+)"', document(data, "word/footnotes.xml"))
    assert notes == re.findall(r'<w:footnoteReference w:id="(\d+)"', document(data)) == ["3", "1", "2"]


def others(by: int) -> list[tuple[str, str]]:
    """Each of the edits, and another one of them."""
    names = list(EDITS)
    return list(zip(names, [*names[by:], *names[:by]], strict=True))


@pytest.mark.slow
@pytest.mark.parametrize(("one", "other"), [("nothing", "a paragraph moved"), *others(5)])
def test_where_moves_are_words_own_both_documents_are_given_too(one, other):
    old, new = PAIRS[one][1], PAIRS[other][1]
    data = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(moves=Moves.NATIVE)).data
    assert view(data, True) == view(new, True)
    assert view(data, False) == view(old, True)


def test_a_paragraph_that_only_moved_may_be_one_of_words_own_moves(soffice, tmp_path):
    old, new = PAIRS["a paragraph moved"]
    data = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(moves=Moves.NATIVE)).data
    text = document(data)
    assert text.count("<w:moveFromRangeStart ") == text.count("<w:moveToRangeStart ") == 1
    assert "<w:ins " not in text
    from openxml_audit import FileFormat

    assert faults(data, FileFormat.OFFICE_2019) <= faults(old, FileFormat.OFFICE_2019)
    for name, content in (("made", data), ("old", old), ("new", new)):
        (tmp_path / f"{name}.docx").write_bytes(content)
    jobs = [[str(tmp_path / "made.docx"), action, str(tmp_path / f"{action}.txt")] for action in ("accept", "reject")]
    jobs += [[str(tmp_path / f"{name}.docx"), "open", str(tmp_path / f"{name}.txt")] for name in ("old", "new")]
    run_office(soffice, jobs, tmp_path)
    assert text_of(tmp_path / "accept.txt") == text_of(tmp_path / "new.txt")
    assert text_of(tmp_path / "reject.txt") == text_of(tmp_path / "old.txt")


def moved_and_changed(turn: int):
    """Provisions made up, one or two of which change their place and some words on the way."""
    verbs = ("promote", "protect", "publish", "provide", "prepare", "present", "protest", "produce")
    lines = [
        f"{at}\t{at}.1\tMembers shall {verb} what the {verb}d matter {at} needs, in every country of the Union."
        for at, verb in enumerate(verbs, 1)
    ]
    changed = list(lines)
    moving = changed.pop(turn % 5)
    changed.insert((turn + 3) % 6, moving.replace("shall", "may").replace("\t", "A\t", 1))
    if turn % 2:
        changed.insert(0, changed.pop().replace("every country", "each country"))
    documents = []
    for texts in (lines, changed):
        made_ = docx.Document()
        made_.add_paragraph("The Members agree as follows.")
        for text in texts:
            provision = made_.add_paragraph(text)
            provision.runs[0].bold = "publish" in text or None
            name = f'w:id="{len(text)}" w:name="{text.split()[4]}"'
            provision.runs[0]._r.addprevious(parse_xml(f"<w:bookmarkStart {nsdecls('w')} {name}/>"))
            provision._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{len(text)}"/>'))
        made_.add_paragraph("Done at Geneva.")
        documents.append(saved(made_))
    return documents


def moves_of(data: bytes) -> list[str]:
    """The names of the moves of a document, each of which has two ends."""
    names = re.findall(r'<w:(moveFrom|moveTo)RangeStart [^>]*w:name="(move\d+)"', document(data))
    ends = [sorted(name for kind, name in names if kind == end) for end in ("moveFrom", "moveTo")]
    assert ends[0] == ends[1]
    return ends[0]


@pytest.mark.parametrize("turn", range(10))
def test_what_moved_and_changed_may_be_a_move_with_changes_in_it(turn):
    old, new = moved_and_changed(turn)
    data = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(moves=Moves.NATIVE)).data
    assert view(data, True) == view(new, True)
    assert view(data, False) == view(old, True)
    text = document(data)
    names, stood = (re.findall(r'w:bookmarkStart [^>]*w:name="(p\w+)"', said) for said in (text, document(old)))
    assert len(set(names)) == len(names)  # what moved has its bookmark at either end, by a name of its own
    assert {name.removesuffix("_2") for name in names} == set(stood)
    assert moves_of(data)
    assert re.search(r"<w:moveFrom [^>]*>(?:(?!</w:moveFrom>).)*Members ", text)


MOVING = "2\tMembers shall publish what the matter needs, in every country of the Union."
CHANGES = {
    "nothing": (MOVING, True),
    "a word on the way": (MOVING.replace("shall", "may"), True),
    "its last words": (MOVING.replace("of the Union.", "of the whole Union, and elsewhere."), True),
    "its end": (f"{MOVING[:-1]} at all", True),
    "most of it": ("2\tMembers shall publish, without delay, all treaties that they have signed since 1988.", False),
}


def shuffled(words_: str, last: bool, linked: bool = False) -> bytes:
    """Five provisions, of which the second stands at the end if asked, and says something."""
    made_ = docx.Document()
    lines = [
        f"{at}\tAdministrations may {verb} all that is theirs, whenever they like it."
        for at, verb in ((1, "ask"), (3, "see"), (4, "do"))
    ]
    lines.insert(3 if last else 1, words_)
    for line in ["The Members agree.", *lines, "Done at Geneva."]:
        paragraph = made_.add_paragraph(line)
        if line == words_ and linked:
            link(paragraph, "See the list.", "https://example.org/list")
            paragraph.add_run(" Thank you.")
    return saved(made_)


@pytest.mark.parametrize("name", CHANGES)
def test_what_word_cannot_show_as_a_move_is_deleted_and_inserted(name):
    words_, is_move = CHANGES[name]
    for first, second in ((False, True), (True, False)):
        old, new = shuffled(MOVING, first), shuffled(words_, second)
        data = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(moves=Moves.NATIVE)).data
        assert view(data, True) == view(new, True)
        assert view(data, False) == view(old, True)
        assert bool(moves_of(data)) is is_move
        held = re.findall(
            r"<w:(?:ins|moveTo) [^>]*[^/]>(?:(?!</w:(?:ins|moveTo)>).)*</w:(?:ins|moveTo)>", document(data)
        )
        shown = [re.sub("<[^>]+>", "", mark) for mark in held]
        assert "".join(shown) == words_.replace("\t", "")


def test_what_moves_with_a_link_in_it_and_changes_is_a_move():
    old, new = (
        shuffled(words_, last, linked=True)
        for words_, last in ((MOVING, False), (CHANGES["a word on the way"][0], True))
    )
    data = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(moves=Moves.NATIVE)).data
    assert view(data, True) == view(new, True)
    assert view(data, False) == view(old, True)
    assert len(moves_of(data)) == 1


@pytest.mark.parametrize("sides", [(True, True), (False, True), (True, False)], ids=["both", "the new", "the old"])
@pytest.mark.parametrize("where", ["round all", "within"])
def test_a_bookmark_stays_round_its_words_where_they_move_and_change(where, sides):
    files = []
    for marked_, words_, last in zip(sides, (MOVING, CHANGES["a word on the way"][0]), (False, True), strict=True):
        made_ = docx.Document(io.BytesIO(shuffled(words_, last)))
        paragraph = at(made_, "2\t")
        paragraph.add_run(" Thank you.")
        if marked_:
            start, end = (
                parse_xml(f'<w:{name} {nsdecls("w")} w:id="9" w:name="held"/>')
                for name in ("bookmarkStart", "bookmarkEnd")
            )
            del end.attrib[qn("w:name")]
            paragraph.runs[0]._r.addprevious(start)
            paragraph.runs[0 if where == "within" else -1]._r.addnext(end)
        files.append(saved(made_))
    old, new = files
    data = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(moves=Moves.NATIVE)).data
    assert view(data, True) == view(new, True)
    assert view(data, False) == view(old, True)
    held = re.findall(r'<w:bookmarkStart [^>]*w:name="(held[^"]*)"/>(.*?)<w:bookmarkEnd ', document(data))
    assert len(dict(held)) == len(held) == sum(sides)  # where both have it, each end of the move has one
    assert all("publish" in re.sub("<[^>]+>", "", words_) for _, words_ in held)


def test_libreoffice_settles_what_moved_and_changed(soffice, tmp_path):
    from openxml_audit import FileFormat

    jobs, moves = [], 0
    for turn in range(10):
        old, new = moved_and_changed(turn)
        data = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(moves=Moves.NATIVE)).data
        assert faults(data, FileFormat.OFFICE_2019) <= faults(old, FileFormat.OFFICE_2019)
        moves += len(moves_of(data))
        for kind, content in (("made", data), ("old", old), ("new", new)):
            (tmp_path / f"{turn}.{kind}.docx").write_bytes(content)
        for kind, action in (("made", "accept"), ("made", "reject"), ("old", "open"), ("new", "open")):
            jobs.append([str(tmp_path / f"{turn}.{kind}.docx"), action, str(tmp_path / f"{turn}.{kind}.{action}.txt")])
    assert moves >= 10
    run_office(soffice, jobs, tmp_path)
    for turn in range(10):
        assert text_of(tmp_path / f"{turn}.made.accept.txt") == text_of(tmp_path / f"{turn}.new.open.txt"), turn
        assert text_of(tmp_path / f"{turn}.made.reject.txt") == text_of(tmp_path / f"{turn}.old.open.txt"), turn


def test_case_can_be_ignored():
    old, new = rich(), rich()
    words(new, "28", "shall", "SHALL")
    data = compare_word((saved(old), "o"), (saved(new), "n"), CompareOptions(ignore=frozenset({Ignore.CASE}))).data
    assert "<w:ins " not in document(data)


def test_what_cannot_be_tracked_is_said():
    old, new = rich(), rich()
    new.styles["Normal"].font.name = "Courier"
    (found,) = compare_word((saved(old), "o"), (saved(new), "n")).untracked
    assert found == "style “normal” looks different in the two files; it is kept as it is in the first"
    for style in new.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH and style.name != "Normal":
            style.font.size = Pt(31)
            style.element.get_or_add_pPr().insert_element_before(parse_xml(f"<w:keepNext {nsdecls('w')}/>"), "w:ind")
    new.styles["Heading 1"].base_style = new.styles["Heading 2"]
    new.styles["Heading 2"].base_style = new.styles["Heading 1"]  # Word would not, but a file may
    (found,) = compare_word((saved(old), "o"), (saved(new), "n")).untracked
    assert re.fullmatch(r"styles (“[^”]+”, ){3}[12] more look different in the two files; they are kept as .*", found)


def dated(made_) -> None:
    """Give all comments one date, however long the making took."""
    for comment in made_.part._comments_part.element:
        comment.set(qn("w:date"), "2012-12-03T09:00:00Z")


@pytest.mark.slow
def test_comments_and_bookmarks_of_both_documents_are_there():
    old, new = rich(), rich()
    for document_, words_ in ((old, "An old remark"), (new, "A new remark")):
        document_.add_comment(at(document_, "28").runs[0], words_, author="X")
        document_.add_comment(at(document_, "33").runs[0], "Both say this", author="X")
    added = after(new, "28", "28A\t3.1A\tA new provision.")
    new.add_comment(added.runs[0], "On a new provision", author="X")
    words(new, "33", "greatest", "fullest")
    dated(old)
    dated(new)
    for tag in ("bookmarkStart", "bookmarkEnd"):
        named = ' w:name="new"' if tag == "bookmarkStart" else ""
        added._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="77"{named}/>'))
    made_ = compare_word((saved(old), "o"), (saved(new), "n"))
    kept = "of both files are there, accepted or rejected: Word does not track them"
    assert made_.untracked == (f"comments {kept}", f"bookmarks {kept}")
    text, comments = document(made_.data), document(made_.data, "word/comments.xml")
    for words_ in ("An old remark", "A new remark", "Both say this", "On a new provision"):
        assert comments.count(words_) == 1
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference", "bookmarkStart", "bookmarkEnd"):
        found = re.findall(rf'<w:{tag} w:id="(\d+)"', text)
        assert len(found) == len(set(found)) == (2 if "bookmark" in tag else 4), tag
    assert view(made_.data, True) == view(saved(new), True)
    assert view(made_.data, False) == view(saved(old), True)
    from openxml_audit import FileFormat

    assert faults(made_.data, FileFormat.OFFICE_2019) <= faults(saved(old), FileFormat.OFFICE_2019)
    for document_ in (old, new):  # a part may be called anything
        document_.part._comments_part.partname = PackURI("/word/remarks.xml")
    renamed = compare_word((saved(old), "o"), (saved(new), "n")).data
    assert document(renamed, "word/remarks.xml").count("<w:comment ") == comments.count("<w:comment ")
    assert "word/comments.xml" not in zipfile.ZipFile(io.BytesIO(renamed)).namelist()
    plain = compare_word((saved(rich()), "o"), (saved(new), "n")).data
    assert docx.Document(io.BytesIO(plain)).part._comments_part.element.xpath("count(w:comment)") == 3


W14, W15 = (f"http://schemas.microsoft.com/office/word/20{year}/wordml" for year in (10, 12))
THREADS = f'<w15:commentsEx xmlns:w15="{W15}">{{}}</w15:commentsEx>'


def threaded(*comments: tuple[str, str, str], shared: bool = True) -> bytes:
    """A document with comments: words, whom it answers, whether it is settled; each known by its place from 1."""
    made_ = rich()
    entries = ""
    for number, (words_, parent, settled) in enumerate(comments, 1):
        remark = made_.add_comment(at(made_, "28").runs[0], words_, author="X")
        remark.paragraphs[-1]._p.set(f"{{{W14}}}paraId", f"{number:08X}")
        above = f' w15:paraIdParent="{int(parent):08X}"' if parent else ""
        entries += f'<w15:commentEx w15:paraId="{number:08X}"{above} w15:done="{settled}"/>'
    dated(made_)
    if shared:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
        name = PackURI("/word/commentsExtended.xml")
        part = Part(name, kind, THREADS.format(entries).encode(), made_.part.package)
        made_.part.relate_to(part, "http://schemas.microsoft.com/office/2011/relationships/commentsExtended")
    return saved(made_)


def threads(data: bytes) -> set[tuple[str, str, str]]:
    """Words of each comment, words of the one that it answers, and whether it is settled."""
    said = {}
    for comment in parse_xml(document(data, "word/comments.xml").encode()):
        last = comment.findall(qn("w:p"))[-1]
        said[last.get(f"{{{W14}}}paraId")] = "".join(node.text or "" for node in comment.iter(qn("w:t")))
    entries = parse_xml(document(data, "word/commentsExtended.xml").encode())
    assert len({entry.get(f"{{{W15}}}paraId") for entry in entries}) == len(entries)
    keys = ("paraId", "paraIdParent", "done")
    return {
        (said[one], said.get(other, ""), settled)
        for one, other, settled in ([entry.get(f"{{{W15}}}{key}") for key in keys] for entry in entries)
    }


def test_headers_for_even_pages_of_one_file_are_said():
    old, new = rich(), rich()
    new.settings.odd_and_even_pages_header_footer = True
    (found,) = compare_word((saved(old), "o"), (saved(new), "n")).untracked
    assert found.startswith("only the second file has headers of their own on even pages")
    (found,) = compare_word((saved(new), "n"), (saved(old), "o")).untracked
    assert found.startswith("only the first file has headers of their own on even pages")


@pytest.mark.slow
@pytest.mark.parametrize("shared", [True, False], ids=["a thread", "no threads before"])
def test_comments_stay_answers_to_one_another(shared):
    from openxml_audit import FileFormat

    old = threaded(("Is this agreed?", "", "0"), ("Another matter.", "", "0"), shared=shared)
    comments = (("Is this agreed?", "", "0"), ("Not by us.", "1", "0"), ("A new one.", "", "1"), ("Yes.", "3", "1"))
    new = threaded(*comments)
    data = compare_word((old, "o"), (new, "n")).data
    assert data == compare_word((old, "o"), (new, "n")).data
    wanted = {("Not by us.", "Is this agreed?", "0"), ("A new one.", "", "1"), ("Yes.", "A new one.", "1")}
    assert threads(data) - {("Another matter.", "", "0")} == wanted | {("Is this agreed?", "", "0")}
    assert faults(data, FileFormat.OFFICE_2019) <= faults(new, FileFormat.OFFICE_2019)


def test_a_comment_that_is_settled_in_one_file_alone_is_said():
    open_, settled = (threaded(("Is this agreed?", "", done)) for done in ("0", "1"))
    for old, new in ((open_, settled), (settled, open_)):
        (said,) = compare_word((old, "o"), (new, "n")).untracked
        assert said.startswith("a comment of both files is settled in one alone")
    assert compare_word((settled, "o"), (settled, "n")).untracked == ()


def test_a_settled_comment_does_not_hide_that_a_bookmark_came():
    old = threaded(("Is this agreed?", "", "0"))
    settled = docx.Document(io.BytesIO(threaded(("Is this agreed?", "", "1"))))
    for tag in ("bookmarkStart", "bookmarkEnd"):
        named = ' w:name="new"' if tag == "bookmarkStart" else ""
        at(settled, "33")._p.append(parse_xml(f'<w:{tag} {nsdecls("w")} w:id="77"{named}/>'))
    said = compare_word((old, "o"), (saved(settled), "n")).untracked
    assert [line.split(" of both files")[0] for line in said] == ["a comment", "bookmarks"]


def test_comments_and_bookmarks_of_the_document_stay():
    old, new = rich(), rich()
    old.add_comment(at(old, "28").runs[0], "A remark", author="X")
    words(new, "28", "shall ensure", "may ensure")
    data = compare_word((saved(old), "o"), (saved(new), "n")).data
    text = document(data)
    assert text.count("<w:commentRangeStart") == text.count("<w:commentRangeEnd") == text.count("commentReference") == 1
    assert text.count('w:name="article"') == 1
    assert view(data, True) == view(saved(new), True)


# tracked changes that a document came with


def marked() -> bytes:
    changed = rich()
    paragraph = at(changed, "28")
    run = paragraph.runs[0]
    run.text = "28\t3.1\tMembers "
    for kind, text, word in (("del", "shall", "delText"), ("ins", "may", "t")):
        paragraph._p.append(
            parse_xml(
                f'<w:{kind} {nsdecls("w")} w:id="{900 + len(text)}" w:author="A">'
                f"<w:r><w:{word}>{text}</w:{word}></w:r></w:{kind}>"
            )
        )
    paragraph.add_run(" ensure.")
    gone = at(changed, "33")
    gone._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="950" w:author="A"/></w:rPr>'))
    return saved(changed)


def test_a_document_with_tracked_changes_asks_what_becomes_of_them():
    with pytest.raises(RevisionsNeedChoice, match=r"old\.docx: has tracked changes already\n.*accept, reject, or keep"):
        compare_word((marked(), "old.docx"), (PAIRS["a word"][1], "new.docx"))
    with pytest.raises(RevisionsNeedChoice, match=r"new\.docx"):
        compare_word((PAIRS["a word"][1], "old.docx"), (marked(), "new.docx"))


@pytest.mark.parametrize("existing", [Existing.ACCEPT, Existing.REJECT])
def test_tracked_changes_are_accepted_or_rejected_first(existing):
    new = PAIRS["a word"][1]
    options = InPlaceOptions(existing=existing)
    data = compare_word((marked(), "old.docx"), (new, "new.docx"), None, options).data
    assert view(data, True) == view(new, True)
    assert view(data, False).body == view(marked(), existing is Existing.ACCEPT).body
    assert 'w:author="A"' not in document(data)


MARKS = re.compile(r'<w:(ins|del|moveFrom|moveTo|rPrChange|pPrChange) [^>]*w:author="A"')


@functools.cache
def kept_pairs() -> dict[str, tuple[bytes, bytes]]:
    """Redlines signed by A that are compared with another document still: A's marks stay, ours stand beside them."""
    names = list(EDITS)
    found = {"marked": (marked(), PAIRS["a word"][1])}
    for turn, name in enumerate(names):
        signed = InPlaceOptions(author="A", moves=Moves.NATIVE if turn % 2 else Moves.MARKED)
        other = names[(turn + (1, 11, 23)[turn % 3]) % len(names)]
        first, second = ((PAIRS[name][0], "o"), (PAIRS[name][1], "n"))
        found[f"{name}, then {other}"] = compare_word(first, second, None, signed).data, PAIRS[other][1]
        found[f"{name} back, then {other}"] = compare_word(second, first, None, signed).data, PAIRS[other][1]
    return found


def test_a_paragraph_whose_end_somebody_deleted_keeps_its_identifier():
    held = parse_xml(document(marked()).encode())
    gone = next(
        node for node in held.iter(qn("w:p")) if node.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None
    )
    gone.set(qn("w:rsidR"), "00ABCDEF")
    old = with_document(marked(), etree.tostring(held))
    data = compare_word((old, "o"), (PAIRS["a word"][1], "n"), None, InPlaceOptions(existing=Existing.KEEP)).data
    (kept,) = re.findall(r'<w:p [^>]*w:rsidR="00ABCDEF".*?</w:p>', document(data))
    assert re.search(r'<w:del w:id="950" w:author="A"/>', kept)


def with_document(data: bytes, content: bytes) -> bytes:
    """A document whose body is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, content if name == "word/document.xml" else source.read(name))
    return out.getvalue()


def signed_by(data: bytes, author: str) -> dict[str, str]:
    """What an author inserted and deleted, all told, whatever another did to it since."""
    root = parse_xml(document(data).encode())
    found = {}
    for tag in ("ins", "del", "moveFrom", "moveTo"):
        marks = [node for node in root.iter(qn(f"w:{tag}")) if node.get(qn("w:author")) == author]
        texts = (child.text or "" for mark in marks for child in mark.iter(qn("w:t"), qn("w:delText")))
        found[tag] = "".join(texts)
    return found


@pytest.mark.slow
def test_tracked_changes_may_be_kept_beside_ours():
    for name, (old, new) in kept_pairs().items():
        made_ = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(existing=Existing.KEEP))
        data = made_.data
        # a bookmark that comes again, where somebody deleted it, has another name beside the deleted one
        assert str(view(data, True)).replace("article_2", "article") == str(view(new, True)), name
        assert view(data, False) == view(old, False), name
        assert leads(data, True) == leads(new, True), name
        assert leads(data, False) == leads(old, False), name
        verify_word(made_, (old, "o"), (new, "n"), InPlaceOptions(existing=Existing.KEEP))
        if made_.untracked == ():
            assert signed_by(data, "A") == signed_by(old, "A"), name
            theirs = [MARKS.findall(document(one)) for one in (old, data)]
            assert sorted(set(theirs[0])) == sorted(set(theirs[1])), name
            assert len(theirs[0]) <= len(theirs[1]), name


def test_kept_changes_are_valid_and_libreoffice_settles_both(soffice, tmp_path):
    """But for paragraphs that A inserted and we delete: LibreOffice 7.4 leaves them behind, empty."""
    from openxml_audit import FileFormat

    jobs = []
    chosen = [name for name in kept_pairs() if not name.startswith("a content control")][::8]
    ways = (("made", "accept"), ("made", "reject"), ("old", "reject"), ("new", "accept"))
    for number, name in enumerate(chosen):
        old, new = kept_pairs()[name]
        data = compare_word((old, "o"), (new, "n"), None, InPlaceOptions(existing=Existing.KEEP)).data
        assert faults(data, FileFormat.OFFICE_2019) <= faults(old, FileFormat.OFFICE_2019), name
        for kind, content in (("made", data), ("old", old), ("new", new)):
            (tmp_path / f"{number}.{kind}.docx").write_bytes(content)
        for kind, action in ways:
            stem = tmp_path / f"{number}.{kind}"
            jobs.append([f"{stem}.docx", action, f"{stem}.{action}.txt"])
    run_office(soffice, jobs, tmp_path)
    for number, name in enumerate(chosen):
        texts = [text_of(tmp_path / f"{number}.{kind}.{action}.txt") for kind, action in ways]
        accepted, rejected, old, new = ([line for line in text if line] for text in texts)
        assert accepted == new, name
        both = re.search(r"<w:rPr><w:ins [^>]*/><w:del ", document((tmp_path / f"{number}.made.docx").read_bytes()))
        assert both or rejected == old, name


# sections, headers and tables at random

BREAK_SAID = "a section break of the "


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 100, 20))
def test_sections_headers_and_tables_at_random(start):
    left = 0
    for seed in range(start, start + 20):
        old, new = saved(scattered(2 * seed)), saved(scattered(2 * seed + 1))
        options = InPlaceOptions(moves=list(Moves)[seed % 2])
        found = compare_word((old, "o"), (new, "n"), None, options)
        verify_word(found, (old, "o"), (new, "n"), options)
        accepted, rejected = view(found.data, True), view(found.data, False)
        assert accepted.body == view(new, True).body, seed
        assert rejected == view(old, True), seed
        if any(said.startswith(BREAK_SAID) for said in found.untracked):
            left += 1
        else:
            assert accepted == view(new, True), seed
    assert left <= 3


@pytest.mark.slow
@pytest.mark.parametrize("start", range(100, 160, 20))
def test_sections_headers_and_tables_at_random_beside_somebodys_changes(start):
    for seed in range(start, start + 20):
        first, second, new = (saved(scattered(3 * seed + at)) for at in range(3))
        old = compare_word((first, "f"), (second, "s"), None, InPlaceOptions(author="Somebody")).data
        options = InPlaceOptions(existing=Existing.KEEP, moves=list(Moves)[seed % 2])
        found = compare_word((old, "o"), (new, "n"), None, options)
        accepted, rejected = view(found.data, True), view(found.data, False)
        assert accepted.body == view(new, True).body, seed
        assert rejected == view(old, False), seed
        if not any(said.startswith(BREAK_SAID) for said in found.untracked):
            assert accepted == view(new, True), seed


def test_libreoffice_reads_every_word_of_them(soffice, tmp_path):
    """It leaves an empty paragraph beside a table that goes; no word is lost or stays."""
    jobs = []
    for seed in range(15):
        old, new = saved(scattered(2 * seed)), saved(scattered(2 * seed + 1))
        made_ = compare_word((old, "o"), (new, "n")).data
        for name, data, ways in (("old", old, ["open"]), ("new", new, ["open"]), ("made", made_, ["accept", "reject"])):
            (tmp_path / f"{seed}.{name}.docx").write_bytes(data)
            jobs += [
                [str(tmp_path / f"{seed}.{name}.docx"), way, str(tmp_path / f"{seed}.{name}.{way}")] for way in ways
            ]
    run_office(soffice, jobs, tmp_path)
    for seed in range(15):
        for one, other in (("made.accept", "new.open"), ("made.reject", "old.open")):
            lines = [[line for line in text_of(tmp_path / f"{seed}.{name}") if line] for name in (one, other)]
            assert lines[0] == lines[1], (seed, one)


# other writers


def test_documents_of_libreoffice_and_their_edits(libreoffice, tmp_path):
    for name in ("old", "new"):
        data = rich()
        if name == "new":
            EDITS["everything at once"](data)
        (tmp_path / f"{name}.docx").write_bytes(saved(data))
    files = [tmp_path / f"{name}.docx" for name in ("old", "new")]
    convert(libreoffice, files, "docx:MS Word 2007 XML", tmp_path / "out")
    old, new = ((tmp_path / f"out/{name}.docx").read_bytes() for name in ("old", "new"))
    for one, other in ((old, new), (new, old), (PAIRS["a word"][0], new), (old, PAIRS["everything at once"][1])):
        data = compare_word((one, "o"), (other, "n")).data
        accepted, rejected = view(data, True), view(data, False)
        assert _plain(accepted) == _plain(view(other, True))
        assert _plain(rejected) == _plain(view(one, True))


def _plain(found) -> list:
    """Text, style and tables: two programs say formatting in different ways."""
    return [(block[0], block[1], _words(block)) if block[0] == "paragraph" else block[0] for block in found.body]


def _words(block) -> str:
    return "".join(text for text, _ in block[-1])


def test_a_list_that_goes_on_is_one_list():
    old, new = rich(), rich()
    add_list(new, level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)"), 90)
    for paragraph in new.paragraphs:
        number = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            number.set(qn("w:val"), "90")
    listed(new.add_paragraph("One more."), 90)
    data = compare_word((saved(old), "o"), (saved(new), "n")).data
    assert "pPrChange" in document(data)  # of the last paragraph, which was none of the list
    assert set(re.findall(r'w:numId w:val="(\d+)"', document(data))) == {"70"}


@pytest.mark.slow
def test_random_documents(tmp_path):
    """Any document turned into any other of the pairs, with nothing to align them by but their words."""
    names = list(EDITS)
    for one, other in zip(names, [*names[7:], *names[:7]], strict=True):
        old, new = PAIRS[one][1], PAIRS[other][1]
        data = compare_word((old, "o"), (new, "n")).data
        assert view(data, True) == view(new, True), (one, other)
        assert view(data, False) == view(old, True), (one, other)


# a proposal in somebody's own file, and the command line


def own_file(texts) -> bytes:
    """The treaty as somebody keeps it: headings, bold numbers, a header of their own."""
    treaty = texts.instrument("itrs-1988")
    made_ = docx.Document()
    made_.sections[0].header.paragraphs[0].text = "Our working copy"
    for division in treaty.divisions[:5]:
        made_.add_heading(division.heading.first_line, 1)
        if division.heading.title:
            made_.add_heading(division.heading.title, 2)
        for provision in division.provisions:
            first, *rest = provision.text.split("\n")
            paragraph = made_.add_paragraph()
            paragraph.add_run(provision.lead).bold = True
            paragraph.add_run(first)
            for line in rest:
                made_.add_paragraph(line)
    return saved(made_)


@pytest.mark.parametrize("name", ["RUS/27", "CWG-WCIT12/C109", "PRG/29", "TUN/25", "TD62/ARB-routing"])
def test_a_proposal_is_marked_in_somebodys_own_file(name, texts, tmp_path, command):
    (tmp_path / "ours.docx").write_bytes(own_file(texts))
    done = command("proposal", name, "--base", "ours.docx", "--format", "docx", "--verify", "--output", "made.docx")
    assert done.returncode == 0, done.stderr
    data = (tmp_path / "made.docx").read_bytes()
    base = read_word((tmp_path / "ours.docx").read_bytes(), "ours.docx")
    found = redline_of(base, texts.document(name))
    assert read_word(data, "made.docx", View.ORIGINAL).lines == base.lines
    assert read_word(data, "made.docx", View.FINAL).lines == found.revised.lines
    assert "Our working copy" in document(data, "word/header1.xml")
    assert view(data, False).body == view((tmp_path / "ours.docx").read_bytes(), True).body
    assert f'w:author="{texts.document(name).author}"' in document(data)


def test_a_proposal_is_marked_beside_the_changes_of_others(texts, tmp_path, command):
    old = own_file(texts)
    changed = docx.Document(io.BytesIO(old))
    paragraph = next(p for p in changed.paragraphs if "sufficient telecommunication facilities" in p.text)
    run = next(run for run in paragraph.runs if "sufficient" in run.text)
    run.text = run.text.replace("sufficient", "ample")
    signed = InPlaceOptions(author="A")
    theirs = compare_word((old, "old.docx"), (saved(changed), "new.docx"), None, signed).data
    (tmp_path / "ours.docx").write_bytes(theirs)
    asked = ("--base", "ours.docx", "--format", "docx", "--output", "made.docx")
    assert "tracked changes already" in command("proposal", "CWG-WCIT12/C109", *asked).stderr
    done = command("proposal", "CWG-WCIT12/C109", *asked, "--existing", "keep", "--verify")
    assert done.returncode == 0, done.stderr
    data = (tmp_path / "made.docx").read_bytes()
    text = document(data)
    assert MARKS.search(text)
    assert f'w:author="{texts.document("CWG-WCIT12/C109").author}"' in text
    assert view(data, False).body == view(old, True).body
    final = read_word(data, "made.docx", View.FINAL)
    assert any("Operating Agencies shall" in line for line in final.lines)


def test_what_does_not_reach_somebodys_file_is_said(command, texts, tmp_path):
    (tmp_path / "ours.docx").write_bytes(own_file(texts))
    asked = ("--context", "change", "--bare", "--no-reasons", "--format", "docx")
    done = command("proposal", "RUS/27", "--base", "ours.docx", *asked)
    for name in ("--context", "--bare", "--no-reasons"):
        assert f"{name} has no effect" in done.stderr
    assert command("proposal", "RUS/27", "--base", "ours.docx", *asked, "--strict").returncode != 0
    (tmp_path / "new.docx").write_bytes(PAIRS["a word"][1])
    (tmp_path / "old.docx").write_bytes(PAIRS["a word"][0])
    assert "--bare has no effect" in command("compare", "old.docx", "new.docx", "--bare").stderr


def test_two_word_files_on_the_command_line(command, tmp_path):
    for name, data in zip(("old.docx", "new.docx"), PAIRS["everything at once"], strict=True):
        (tmp_path / name).write_bytes(data)
    done = command("compare", "old.docx", "new.docx", "--author", "Secretariat", "--verify")
    assert (done.returncode, done.stdout) == (0, "output/old-to-new.docx\n")
    data = (tmp_path / "output/old-to-new.docx").read_bytes()
    assert view(data, True) == view(PAIRS["everything at once"][1], True)
    assert 'w:author="Secretariat"' in document(data)
    (tmp_path / "marked.docx").write_bytes(marked())
    refused = command("compare", "marked.docx", "new.docx", "--output", "never")
    assert refused.returncode == 2
    assert refused.stderr.startswith("redline: marked.docx: has tracked changes already\nSay with --existing")
    assert not (tmp_path / "never").exists()
    assert command("compare", "marked.docx", "new.docx", "--existing", "accept").returncode == 0
    shown = command("compare", "old.docx", "new.docx", "--format", "json", "--output", "-")
    assert shown.returncode == 0, shown.stderr
    assert '"changes"' in shown.stdout
    looks = command("compare", "old.docx", "new.docx", "--ignore", "formatting", "--output", "plain.docx")
    assert looks.returncode == 0


def test_a_redline_of_changes_that_were_settled_first_is_verified():
    for existing in (Existing.ACCEPT, Existing.REJECT):
        options = InPlaceOptions(existing=existing)
        sides = ((marked(), "old.docx"), (PAIRS["a word"][1], "new.docx"))
        made_ = compare_word(*sides, None, options)
        verify_word(made_, *sides, options)
        with pytest.raises(VerificationFailed, match=r"new\.docx"):
            verify_word(made_, sides[0], (PAIRS["a word"][0], "new.docx"), options)
    with pytest.raises(VerificationFailed, match=r"old\.docx"):  # changes count as accepted where nothing is said
        verify_word(made_, *sides)


@pytest.mark.slow
def test_every_redline_can_be_verified():
    for old, new in PAIRS.values():
        sides = ((old, "old.docx"), (new, "new.docx"))
        verify_word(compare_word(*sides), *sides)
    other = PAIRS["a word"][1]
    with pytest.raises(VerificationFailed, match=r"new\.docx"):
        verify_word(compare_word((old, "o"), (new, "n")), (old, "old.docx"), (other, "new.docx"))


def test_from_python(tmp_path):
    old, new = PAIRS["a word"]
    (tmp_path / "old.docx").write_bytes(old)
    (tmp_path / "new.docx").write_bytes(new)
    made_ = redline.compare(tmp_path / "old.docx", tmp_path / "new.docx")
    assert view(made_.data, True) == view(new, True)
    assert made_.untracked == ()


# from strangers

LINK = (
    '<w:p><w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99">'
    "<w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>"
)
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="x/image" Target="../../../etc/passwd"/>'
    '<Relationship Id="rId2" Type="x/header" Target="/word/none.xml"/>'
    '<Relationship Id="r3" Type="x/hyperlink" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
)
ODD = {
    **{name: body(xml) for name, xml in HARMLESS.items()},
    "an empty body": body(""),
    "a table alone": body("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
    "a table without rows": body("<w:tbl/><w:p/>"),
    "a row without cells": body("<w:tbl><w:tr/></w:tbl><w:p/>"),
    "a link to nowhere": body(LINK),
    "no styles": package(**{"word/styles.xml": None}),
    "comments in the XML": body("<!-- c --><w:p><!-- d --><w:r><!-- e --><w:t>x</w:t></w:r></w:p><?pi x?>"),
    "relationships that leave the package": package(**{"word/_rels/document.xml.rels": RELATIONSHIPS.encode()}),
}


@pytest.mark.slow
@pytest.mark.parametrize("data", ODD.values(), ids=ODD)
def test_odd_documents_are_redlined_too(data):
    good = PAIRS["a word"][0]
    for old, new in ((data, good), (good, data), (data, data)):
        made_ = compare_word((old, "old.docx"), (new, "new.docx")).data
        assert view(made_, True).body == view(new, True).body
        assert view(made_, False).body == view(old, True).body


def _run(tag: str, text: str, number: int, author: str = "A") -> str:
    word = "delText" if tag == "del" else "t"
    return f'<w:{tag} w:id="{number}" w:author="{author}"><w:r><w:{word}>{text}</w:{word}></w:r></w:{tag}>'


GONE_INSIDE = f'<w:ins w:id="1" w:author="A">{_run("del", "x", 2, "B")}<w:r><w:t>z</w:t></w:r></w:ins>'
BOTH = '<w:pPr><w:rPr><w:ins w:id="7" w:author="A"/><w:del w:id="8" w:author="B"/></w:rPr></w:pPr>'
CELL = "<w:p><w:r><w:t>c</w:t></w:r></w:p>"
ROW_GONE = f'<w:tr><w:trPr><w:del w:id="1" w:author="A"/></w:trPr><w:tc>{CELL}</w:tc></w:tr>'
CELL_CAME = f'<w:tc><w:tcPr><w:cellIns w:id="1" w:author="A"/></w:tcPr>{CELL}</w:tc>'
FIELD = (
    '<w:fldChar w:fldCharType="begin"/>',
    "<w:instrText> PAGE </w:instrText>",
    '<w:fldChar w:fldCharType="end"/>',
)
CUT = "".join(f'<w:ins w:id="{at}" w:author="A"><w:r>{part}</w:r></w:ins>' for at, part in enumerate(FIELD))
FORMER = (
    '<w:pPr><w:jc w:val="center"/><w:pPrChange w:id="1" w:author="A"><w:pPr/></w:pPrChange></w:pPr>',
    '<w:rPr><w:b/><w:rPrChange w:id="2" w:author="A"><w:rPr/></w:rPrChange></w:rPr>',
)
LEFT = {
    "an insertion in an insertion": f'<w:p><w:ins w:id="1" w:author="A">{_run("ins", "x", 2, "B")}</w:ins></w:p>',
    "a deletion in an insertion": f"<w:p>{GONE_INSIDE}<w:r><w:t>y</w:t></w:r></w:p>",
    "an empty insertion": '<w:p><w:ins w:id="1" w:author="A"/><w:r><w:t>y</w:t></w:r></w:p>',
    "a move without its other end": f"<w:p>{_run('moveFrom', 'x', 2)}</w:p><w:p>{_run('moveTo', 'v', 5)}</w:p>",
    "a row deleted": f"<w:tbl>{ROW_GONE}<w:tr><w:tc>{CELL}</w:tc></w:tr></w:tbl><w:p/>",
    "a table deleted": f"<w:p/><w:tbl>{ROW_GONE}</w:tbl><w:p/>",
    "a cell inserted": f"<w:tbl><w:tr>{CELL_CAME}<w:tc>{CELL}</w:tc></w:tr></w:tbl><w:p/>",
    "a mark inserted and deleted": f"<w:p>{BOTH}{GONE_INSIDE}</w:p><w:p><w:r><w:t>y</w:t></w:r></w:p>",
    "a field cut by insertions": f"<w:p>{CUT}</w:p>",
    "looks that were others": f"<w:p>{FORMER[0]}<w:r>{FORMER[1]}<w:t>y</w:t></w:r></w:p>",
}
"""What others may have left behind in a document, some of it against the standard."""


@pytest.mark.slow
@pytest.mark.parametrize("name", LEFT)
@pytest.mark.parametrize("moves", Moves)
def test_odd_changes_of_others_are_kept_too(name, moves):
    data, good = body(LEFT[name]), PAIRS["a word"][0]
    options = InPlaceOptions(existing=Existing.KEEP, moves=moves)
    for old, new in ((data, good), (good, data), (data, data)):
        made_ = compare_word((old, "old.docx"), (new, "new.docx"), None, options).data
        assert view(made_, True).body == view(new, True).body
        assert view(made_, False).body == view(old, False).body


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_document_is_a_clear_error(name):
    data = hostile(name)
    for old, new in ((data, PAIRS["a word"][0]), (PAIRS["a word"][0], data)):
        with pytest.raises(RedlineError, match=r"(old|new)\.docx"):
            compare_word((old, "old.docx"), (new, "new.docx"))


HELD_BY_NAME = ("everything at once", "a note's words", "a note inserted", "an endnote more", "a list of its own")


@pytest.mark.slow
@pytest.mark.parametrize("name", [*HELD_BY_NAME, "an endnote's words", "a style of its own", "a section inserted"])
def test_parts_are_found_whatever_they_are_called(name):
    old, new = PAIRS[name]
    for one, other in ((renamed(old), new), (old, renamed(new)), (renamed(old), renamed(new))):
        data = compare_word((one, "old.docx"), (other, "new.docx")).data
        plain = renamed(data, back=True) if one != old else data
        assert view(plain, True) == view(new, True)
        assert view(plain, False) == view(old, True)
        assert document(plain) == document(made(name))
    assert read_word(renamed(new), "new.docx") == read_word(new, "new.docx")


@pytest.mark.slow
@pytest.mark.parametrize("name", [*HELD_BY_NAME, "a chart inserted", "another picture"])
def test_strict_open_xml_is_read_and_redlined(name, tmp_path):
    from openxml_audit import FileFormat

    old, new = PAIRS[name]
    for one, other in ((strict(old), new), (old, strict(new)), (strict(old), strict(new))):
        found = compare_word((one, "old.docx"), (other, "new.docx"))
        assert view(found.data, True) == view(new, True)
        assert view(found.data, False) == view(old, True)
        assert any("Strict" in said for said in found.untracked) is (one != old)
        parts = zipfile.ZipFile(io.BytesIO(found.data))
        assert not any(b"purl.oclc.org" in parts.read(part) for part in parts.namelist())
        assert faults(found.data, FileFormat.OFFICE_2019) <= faults(old, FileFormat.OFFICE_2019)
    assert read_word(strict(new), "new.docx") == read_word(new, "new.docx")
