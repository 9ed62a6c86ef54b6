"""Word documents, read back by a reader of the tests' own, and checked against the standard."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import docx_reader
import pytest
from conftest import ALL, PROJECT, every_redline
from docx_reader import NS, W, part

sys.path.insert(0, str(PROJECT / "bench"))
from generator import Shares, make_pair

from redline import api
from redline.model import Division, DivisionKind, Heading, Instrument, Provision, lines_of
from redline.writers.context import articles_shown
from redline.writers.options import Context, Moves, Profile, WriteOptions

BARE = WriteOptions(context=Context.WHOLE, bare=True)
LOOKS = {
    "default": WriteOptions(),
    "whole": WriteOptions(context=Context.WHOLE),
    "change": WriteOptions(context=Context.CHANGE),
    "bare": BARE,
    "itu": WriteOptions(profile=Profile.ITU),
    "clean": WriteOptions(clean=True),
}


@every_redline
def test_accept_and_reject_are_exact(made):
    data = api.render(made.redline, "docx", BARE)
    assert docx_reader.lines(data, accept=True) == made.redline.revised.lines
    assert docx_reader.lines(data, accept=False) == made.redline.base.lines


@every_redline
def test_accept_and_reject_are_exact_below_a_summary(made):
    """In the default document the articles shown accept and reject to their lines."""
    data = api.render(made.redline, "docx")
    changes = [made.redline.changes[i] for article in articles_shown(made.redline, Context.ARTICLE) for i in article]
    revised = lines_of(change.revised for change in changes if change.revised is not None)
    base = lines_of(change.base for change in changes if change.base is not None)
    assert docx_reader.treaty(data, accept=True) == (revised or ("",))
    assert docx_reader.treaty(data, accept=False) == (base or ("",))


@every_redline
def test_a_consolidated_text_is_the_revised_text_without_a_mark(made):
    data = api.render(made.redline, "docx", LOOKS["clean"])
    assert docx_reader.treaty(data, accept=True) == made.redline.revised.lines
    assert docx_reader.treaty(data, accept=False) == made.redline.revised.lines


@every_redline
def test_the_itu_profile_tracks_modifications_alone(made):
    """An ADD stands as plain text, so that rejecting leaves it; a MOD is tracked."""
    data = api.render(made.redline, "docx", WriteOptions(profile=Profile.ITU, context=Context.CHANGE))
    body = part(data, "word/document.xml")
    tracked = body.xpath("//w:ins | //w:del", namespaces=NS)
    modified = any(c.changed and c.base is not None and c.revised is not None for c in made.redline.changes)
    assert bool(tracked) == modified
    symbols = ["".join(p.itertext()) for p in body.xpath("//w:p[w:pPr/w:pStyle/@w:val='Proposal']", namespaces=NS)]
    wanted = [a for a in made.redline.proposal.amendments if a.option in ("", made.redline.option)]
    said = [f"{a.symbol.printed}{a.id}" + (f"(after {a.after})" if a.after else "") for a in wanted]
    assert sorted(symbols) == sorted(said)


@pytest.mark.slow
@every_redline
@pytest.mark.parametrize("look", LOOKS)
def test_the_package_keeps_the_rules_of_tracked_changes(made, look):
    """Rules 1, 2, 3, 5 and 7 of the field's conventions, and that every reference leads somewhere."""
    data = api.render(made.redline, "docx", LOOKS[look])
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
    roots = {name: part(data, name) for name in names if name.endswith(".xml")}
    document = roots["word/document.xml"]
    assert {"word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/theme/theme1.xml"} <= set(names)

    revisions = document.xpath("//w:ins | //w:del", namespaces=NS)
    numbered = [*revisions, *document.xpath("//w:bookmarkStart", namespaces=NS)]
    ids = [node.get(W + "id") for node in numbered]
    assert len(ids) == len(set(ids))
    assert not document.xpath("//w:ins//w:ins | //w:del//w:del | //w:ins//w:del", namespaces=NS)
    assert not document.xpath("//w:del//w:t | //w:ins//w:delText", namespaces=NS)
    assert all(node.get(W + "author") for node in revisions)
    for properties in document.iter(W + "rPr"):
        assert len(properties.xpath("w:ins | w:del | w:moveFrom | w:moveTo", namespaces=NS)) <= 1

    styles = {style.get(W + "styleId") for style in roots["word/styles.xml"].iter(W + "style")}
    for root in roots.values():
        for node in itertools.chain(root.iter(W + "pStyle"), root.iter(W + "rStyle")):
            assert node.get(W + "val") in styles
    bookmarks = {node.get(W + "name") for node in document.iter(W + "bookmarkStart")}
    assert {node.get(W + "anchor") for node in document.iter(W + "hyperlink")} <= bookmarks
    for what in ("comment", "footnote"):
        used = {n.get(W + "id") for n in document.iter(f"{W}{what}Reference")}
        held = {n.get(W + "id") for n in roots.get(f"word/{what}s.xml", document).iter(W + what)}
        assert used == held - {"-1", "0"} if what == "footnote" else used == held


@every_redline
def test_a_paragraph_that_comes_or_goes_whole_takes_its_mark_along(made):
    """Rule 1: runs and mark of one kind, but for the last paragraph, which cannot lose its mark."""
    document = part(api.render(made.redline, "docx", BARE), "word/document.xml")
    paragraphs = document.find("w:body", NS).findall("w:p", NS)
    for paragraph in paragraphs[:-1]:
        kinds = {node.tag for node in paragraph if node.tag in (W + "ins", W + "del", W + "r")}
        text = "".join(paragraph.itertext())
        if text and kinds in ({W + "ins"}, {W + "del"}):
            (kind,) = kinds
            assert paragraph.find(f"w:pPr/w:rPr/{kind}", NS) is not None


@every_redline
def test_changes_are_signed_by_the_delegation_and_dated_by_the_document(made):
    document = part(api.render(made.redline, "docx"), "word/document.xml")
    proposal = made.redline.proposal
    for node in document.xpath("//w:ins | //w:del", namespaces=NS):
        assert node.get(W + "author") == proposal.author
        date = f"{proposal.date}T00:00:00Z" if len(proposal.date) == 10 else None
        assert node.get(W + "date") == date


def test_headings_that_print_alike_keep_their_places_at_the_end_of_a_document():
    """The last deleted and the last inserted paragraph share one; an equal paragraph before them is left alone."""
    heading = Heading(DivisionKind.ARTICLE, "1", "Purpose")
    base = Instrument("base", "Made up", (Division(heading, (Provision("1", text="shall"),)),))
    revised = Instrument("revised", "Made up", (Division(heading), Division(heading), Division(heading)))
    data = api.render(api.compare(base, revised), "docx", BARE)
    assert docx_reader.lines(data, accept=True) == revised.lines
    assert docx_reader.lines(data, accept=False) == base.lines


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_native_moves_keep_the_rules_of_words_moves(seed, tmp_path: Path):
    """Paired, named ranges; ids unique in the package; marks moved too; edits inside stand beside the moved words."""
    truth = make_pair(60, seed, Shares(moved=0.1, edited=0.2, articles_moved=1))
    redline = api.compare(truth.base, truth.revised)
    data = api.render(redline, "docx", WriteOptions(context=Context.WHOLE, bare=True, moves=Moves.NATIVE))
    document = part(data, "word/document.xml")
    names = {}
    for side in ("From", "To"):
        starts = document.xpath(f"//w:move{side}RangeStart", namespaces=NS)
        ends = {node.get(W + "id") for node in document.iter(f"{W}move{side}RangeEnd")}
        assert {node.get(W + "id") for node in starts} == ends
        names[side] = [node.get(W + "name") for node in starts]
        assert len(names[side]) == len(set(names[side]))
        assert document.xpath(f"//w:pPr/w:rPr/w:move{side}", namespaces=NS)
    assert sorted(names["From"]) == sorted(names["To"])
    moves = {change.move for change in redline.changes if change.move}
    assert len(names["From"]) == len(moves)
    numbered = document.xpath(
        "//w:ins | //w:del | //w:moveFrom | //w:moveTo | //w:moveFromRangeStart | //w:moveToRangeStart"
        " | //w:bookmarkStart",
        namespaces=NS,
    )
    ids = [node.get(W + "id") for node in numbered]
    assert len(ids) == len(set(ids))
    assert not document.xpath("//w:moveFrom//w:del | //w:moveTo//w:ins | //w:del//w:moveFrom", namespaces=NS)
    assert not document.xpath("//w:moveFrom//w:delText", namespaces=NS)
    from openxml_audit import FileFormat, OpenXmlValidator

    path = tmp_path / "moves.docx"
    path.write_bytes(data)
    assert not list(OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).errors)


def test_a_marked_move_says_where_it_went_and_what_changed_on_the_way():
    texts = [
        "Members shall promote services.",
        "Two, of some length, which stays.",
        "Three, of some length, stays too.",
    ]
    base = _numbered(texts)
    revised = _numbered([*texts[1:], texts[0].replace("shall", "should")])
    data = api.render(api.compare(base, revised), "docx")
    said = ["".join(node.itertext()) for node in part(data, "word/comments.xml").iter(W + "comment")]
    assert said == [
        "Moved to No. 3 (Text).",
        "Moved from No. 1 (Text). Changed on the way: “shall” replaced by “should”.",
    ]


def _numbered(texts):
    provisions = tuple(Provision(str(n), text=text) for n, text in enumerate(texts, 1))
    return Instrument("t", "Made up", (Division(Heading(DivisionKind.BODY), provisions),))


def test_a_document_that_ignores_does_not_promise_what_it_cannot_keep():
    base = Instrument("t", "Made up", (Division(Heading(DivisionKind.BODY), (Provision("1", text='The "rate".'),)),))
    revised = Instrument("u", "Made up", (Division(Heading(DivisionKind.BODY), (Provision("1", text="The “rate”."),)),))
    exact, loose = (
        docx_reader.all_text(api.render(api.compare(base, revised, api.CompareOptions(ignore=ignore)), "docx"))
        for ignore in (frozenset(), frozenset({api.Ignore.TYPOGRAPHY}))
    )
    assert "Rejecting all gives the treaty" in exact
    assert "Rejecting all gives the treaty" not in loose
    assert "Differences of typography alone are not marked" in loose


def test_a_long_title_is_cut_where_a_property_cannot_hold_it():
    base = Instrument("t", "T" * 400, (Division(Heading(DivisionKind.BODY), (Provision("1", text="One."),)),))
    data = api.render(api.compare(base, base), "docx")
    assert "T" * 400 in docx_reader.all_text(data)


def test_reasons_are_comments_and_can_be_left_out():
    made = next(m for m in ALL if m.name == "RUS-27")
    with_reasons = docx_reader.all_text(api.render(made.redline, "docx"))
    without = docx_reader.all_text(api.render(made.redline, "docx", WriteOptions(reasons=False)))
    assert "Tunis Agenda" in with_reasons
    assert "Tunis Agenda" not in without


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS)
def test_every_document_is_valid(look, tmp_path: Path):
    """Against the schemas and rules of the standard, as Word of 2019 and of Microsoft 365 reads them."""
    from openxml_audit import FileFormat, OpenXmlValidator

    for version in (FileFormat.OFFICE_2019, FileFormat.MICROSOFT_365):
        for made in ALL:
            validator = OpenXmlValidator(version)  # one that is used again mixes up the parts of its files
            path = tmp_path / f"{made.name}.docx"
            path.write_bytes(api.render(made.redline, "docx", LOOKS[look]))
            result = validator.validate(path)
            assert not list(result.errors), (made.name, list(result.errors)[:3])


def test_python_docx_opens_every_document():
    from docx import Document

    for made in ALL:
        assert Document(BytesIO(api.render(made.redline, "docx"))).paragraphs


_PRINT_HASHES = """
import hashlib
from redline import api
jobs, _ = api.all_jobs(api.texts())
for job in jobs:
    for name in ("docx", "html", "json", "txt"):
        print(job.stem, name, hashlib.sha256(api.render(job.make(), name)).hexdigest())
"""


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_in_another_process_time_zone_and_locale():
    outputs = set()
    for seed, zone, locale in (("1", "UTC", "C.UTF-8"), ("2", "Asia/Kathmandu", "C")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "COLUMNS": seed * 2}
        done = subprocess.run(
            [sys.executable, "-c", _PRINT_HASHES],
            cwd=PROJECT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert len(next(iter(outputs)).splitlines()) == 4 * len(ALL)
