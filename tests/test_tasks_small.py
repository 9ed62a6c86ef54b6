"""Tasks with a small library of made-up texts, and what they do when something is in the way."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from redline import api
from redline.errors import OutputError, UnreadableDocument
from redline.library import Library
from redline.model import NoteKind, Redline
from redline.model.choices import Choice, Choices, Pick
from redline.tasks.attach.content import content_of
from redline.tasks.choose import chosen_job
from redline.tasks.compile import CompileOptions, compare_delegations, compile_proposals
from redline.tasks.jobs import ComparisonJob
from redline.tasks.make import make
from redline.tasks.output import plan_files, replace_files
from redline.tasks.proposals import all_jobs, proposal_jobs
from redline.tasks.site import gather_site, site_files, write_site
from redline.tasks.workers import spread
from redline.writers.marks import Mark
from redline.writers.options import Design, Style, WriteOptions
from redline.writers.paper.markers import Marker

HEAD = """---
id: {0}
title: Made up
{1}language: en
---

"""
BASE = """ARTICLE 1
First

1\t1.1\tMembers shall meet once in every year.

2\t1.2\tThey shall pay what they owe.
"""


def proposal(code: str, number: int, place: str, wording: str, base: str = "made-up") -> tuple[str, str]:
    """The name and the text of a proposal for one provision."""
    signs = f"proposers: [{code}land]\nproposer_code: {code}\n{f'base: {base}' if base else ''}\n".replace("\n\n", "\n")
    head = HEAD.format(f"TST/{number}", signs)
    return f"{code}-{number}.txt", f"{head}MOD {code}/{number}/1\n{place}\t1.{place}\t{wording}\nReasons: none\n"


TWICE, ALL = "Members shall meet twice in every year.", "They shall pay all that they owe."


@pytest.fixture
def library(tmp_path: Path) -> Callable[..., Library]:
    """Makes a library of a treaty of two provisions, and proposals."""

    def made(*proposals: tuple[str, str]) -> Library:
        folder = tmp_path / "texts"
        folder.mkdir()
        (folder / "base.txt").write_text(HEAD.format("made-up", "") + BASE)
        for name, text in proposals:
            (folder / name).write_text(text)
        found = api.texts(folder)
        assert not found.problems
        return found

    return made


def words(redline: Redline) -> list[str]:
    """The wording of each provision that changes."""
    return [change.revised.body for change in redline.changes if change.changed and change.revised is not None]


# delegations


def test_a_delegation_with_two_documents_is_one_side_of_the_site(library):
    texts = library(proposal("KEN", 1, "1", TWICE), proposal("KEN", 2, "2", ALL), proposal("NOR", 3, "2", ALL))
    site = gather_site(texts)
    assert [side.name for side in site.sides] == ["KEN", "NOR"]
    assert [words(member.redline) for member in site.together.members] == [[TWICE, ALL], [ALL]]


def test_where_the_documents_of_a_delegation_contradict_one_another_each_is_a_side(library):
    texts = library(proposal("KEN", 1, "1", TWICE), proposal("KEN", 2, "1", "Members shall meet."))
    site = gather_site(texts)
    assert [side.name for side in site.sides] == ["KEN: KEN/1", "KEN: KEN/2"]
    assert [words(member.redline) for member in site.together.members] == [[TWICE], ["Members shall meet."]]


@pytest.mark.parametrize(("bases", "said"), [(("", ""), "they name none"), (("made-up", "other"), "made-up, other")])
def test_two_delegations_without_one_base_are_told_to_name_it(library, bases, said):
    other = ("other.txt", HEAD.format("other", "") + BASE)
    documents = [
        proposal(code, at, "1", TWICE, base) for at, (code, base) in enumerate(zip(("KEN", "NOR"), bases, strict=True))
    ]
    texts = library(*documents, other)
    with pytest.raises(UnreadableDocument, match=f"KEN and NOR.*have no common base \\({said}\\)"):
        compare_delegations(texts, "KEN", "NOR")
    named = compare_delegations(texts, "KEN", "NOR", base="made-up")
    assert [words(member.redline) for member in named.compilation.members] == [[TWICE], [TWICE]]


def test_a_list_of_changes_has_the_doubts_of_a_line_in_brackets_and_nothing_where_there_are_none(library, texts):
    listed = content_of(library(proposal("KEN", 1, "1", TWICE)), Marker("list-of-changes", ("KEN/1",)))
    plain = ["".join(piece.text for piece in paragraph.pieces) for paragraph in listed.paragraphs]
    assert plain == ["MOD 1.1 (No. 1): 1 word replaced by 1"]
    doubtful = content_of(texts, Marker("list-of-changes", ("TD62/ARB-routing",)))
    lines = ["".join(piece.text for piece in paragraph.pieces) for paragraph in doubtful.paragraphs]
    doubts = "(wording as quoted by a source; place chosen by the editors)"
    assert f"ADD 3.3A: 36 words inserted {doubts}" in lines


# files


def test_a_site_is_in_the_look_that_was_asked_for(library):
    site = gather_site(library(proposal("KEN", 1, "1", TWICE), proposal("NOR", 2, "1", "Members shall meet.")))
    plain, usual, printed = (
        site_files(site, workers=1, design=design) for design in (None, Design(), Design(Style.PRINT))
    )
    assert plain == usual
    differing = {str(path) for path in plain if plain[path] != printed[path]}
    assert {"proposals/KEN-1.docx", "compare/KEN-and-NOR.docx", "compilation.docx"} <= differing


def test_a_site_takes_away_what_it_wrote_before_and_nothing_outside(library, tmp_path):
    site = gather_site(library(proposal("KEN", 1, "1", TWICE)))
    folder, outside = tmp_path / "site", tmp_path / "outside.html"
    write_site(site, str(folder), workers=1)
    for path in (folder / "old.html", folder / "mine.html", outside, tmp_path / "absolute.html"):
        path.write_text("here")
    listed = (folder / "files.txt").read_text()
    with (folder / "files.txt").open("a") as file:
        file.write(f"old.html\n../outside.html\n\n{tmp_path}/absolute.html\n")
    write_site(site, str(folder), workers=1)
    assert not (folder / "old.html").exists()
    assert (folder / "mine.html").exists()
    assert outside.exists()
    assert (tmp_path / "absolute.html").exists()
    assert (folder / "files.txt").read_text() == listed


def test_several_files_do_not_go_into_one_that_was_named():
    with pytest.raises(OutputError, match="is one docx file, but 6 are to be written"):
        plan_files(["a", "b", "c"], ["docx", "html"], "out.docx")
    with pytest.raises(OutputError, match="is one docx file, but 2 are to be written"):
        plan_files(["a"], ["docx", "html"], "out.docx")
    assert plan_files(["a"], ["docx"], "out.docx") == {("a", "docx"): Path("out.docx")}


def test_what_cannot_be_written_whole_leaves_nothing_behind(tmp_path):
    resource = pytest.importorskip("resource")
    (tmp_path / "there.txt").write_bytes(b"as it was")
    files = {tmp_path / "there.txt": b"new", tmp_path / "a" / "b" / "large.txt": b"x" * 5000}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))  # as on a disk that is full
    try:
        with pytest.raises(OutputError, match="too large"):
            replace_files(files)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [path.name for path in tmp_path.rglob("*")] == ["there.txt"]
    assert (tmp_path / "there.txt").read_bytes() == b"as it was"


def test_a_job_that_fails_is_left_out_and_named_with_its_proposal_if_asked(library):
    texts = library(proposal("KEN", 1, "1", TWICE), proposal("NOR", 2, "7", ALL))
    jobs, missing = all_jobs(texts)
    assert not missing
    plan = plan_files([job.stem for job in jobs], ["txt"], "out")
    made = make(jobs, plan, WriteOptions(), tolerant=True)
    assert list(made.redlines) == ["KEN-1"]
    assert [one.proposal.reference for one in made.missing] == ["NOR/2"]
    with pytest.raises(api.RedlineError):
        make(jobs, plan, WriteOptions())


def test_what_was_noted_on_reading_either_text_is_said(library):
    base = library().instrument("made-up")
    note = api.Note(NoteKind.REPAIRED, "1", "was mended")
    for one, other in ((replace(base, notes=(note,)), base), (base, replace(base, notes=(note,)))):
        job = ComparisonJob(stem="x", base=one, revised=other)
        assert make([job], plan_files(["x"], ["txt"], "out"), WriteOptions()).notes == (note,)


# workers


def here(factor: int) -> Callable[[int], tuple[int, int]]:
    """What is made of a number, and in which process."""
    return lambda number: (number * factor, os.getpid())


@pytest.mark.parametrize(
    ("workers", "count", "alone"), [(1, 40, True), (2, 7, True), (2, 8, False), (3, 40, False), (9, 1, True)]
)
def test_work_is_spread_where_there_is_enough_of_it_and_comes_in_order(workers, count, alone):
    made = list(spread(here, 10, range(count), workers))
    assert [(number, found[0]) for number, found in made] == [(number, number * 10) for number in range(count)]
    assert ({found[1] for _, found in made} == {os.getpid()}) is alone


# choices


def test_one_amendment_of_a_document_may_be_chosen_for_a_place(library):
    name, text = proposal("KEN", 1, "1", TWICE)
    texts = library(
        (name, f"{text}\nMOD KEN/1/2\n2\t1.2\t{ALL}\nReasons: none\n"), proposal("NOR", 2, "2", "They pay.")
    )

    def chosen(*choices: tuple[str, str]) -> list[str]:
        places = tuple(Choice(place, (Pick(pick),)) for place, pick in choices)
        return words(chosen_job(texts, Choices("choices.toml", "made-up", places)).make())

    assert chosen(("1.1", "KEN/1/1")) == [TWICE]
    assert chosen(("1.2", "KEN/1/2")) == [ALL]
    assert chosen(("1.1", "KEN/1"), ("1.2", "NOR")) == [TWICE, "They pay."]
    with pytest.raises(api.RedlineError, match=r"1\.2: KEN/1/1 proposes nothing there; elsewhere it proposes KEN/1/1"):
        chosen(("1.2", "KEN/1/1"))


def test_what_a_later_document_superseded_is_left_out_of_a_compilation_and_named(library):
    name, text = proposal("KEN", 1, "1", "Members shall meet.")
    old = (name, text.replace("language: en", "language: en\nsuperseded_by: TST/1(Rev.1)"))
    texts = library(old, ("later.txt", text.replace("TST/1", "TST/1(Rev.1)").replace("Members shall meet.", TWICE)))
    found = compile_proposals(texts, CompileOptions())
    assert found.missing == ("TST/1: superseded by TST/1(Rev.1)",)
    assert [words(member.redline) for member in found.members] == [[TWICE]]


# what markers stand for


def shown(texts: Library, kind: str, *asked: str) -> list[str]:
    """The paragraphs that a marker stands for, with what comes and goes in brackets."""
    marks = {Mark.KEPT: "{}", Mark.INSERTED: "{{+{}+}}", Mark.DELETED: "[-{}-]"}
    paragraphs = content_of(texts, Marker(kind, asked)).paragraphs
    lines = ["".join(marks[piece.mark].format(piece.text) for piece in paragraph.pieces) for paragraph in paragraphs]
    return [line.replace("+}{+", "").replace("-][-", "").replace("\t", " ") for line in lines]


@pytest.fixture
def three(library) -> Library:
    """Kenya changes a provision and adds one of three lines; Norway changes two."""
    name, text = proposal("KEN", 1, "1", TWICE)
    added = "ADD KEN/1/2\nafter: 2\n3\t1.3\tThey shall confer.\n– at once;\n– often.\nReasons: none\n"
    return library(
        (name, f"{text}\n{added}"), proposal("NOR", 2, "1", "Members shall meet."), proposal("NOR", 3, "2", ALL)
    )


FIRST = [
    "1.1 (No. 1): conflicting",
    "KEN:",
    "1 1.1 Members shall meet [-once-]{+twice+} in every year.",
    "NOR:",
    "1 1.1 Members shall meet[- once in every year-].",
    "From KEN to NOR:",
    "Members shall meet[- twice in every year-].",
]
SECOND = ["1.2 (No. 2): only the second", "NOR:", "2 1.2 They shall pay [-what-]{+all that+} they owe."]
ADDED = ["{+3 1.3 They shall confer.+}", "{+– at once;+}", "{+– often.+}"]
THIRD = ["1.3 (No. 3): only the first", "KEN:", *ADDED]


@pytest.mark.parametrize(
    ("place", "lines"), [("1.1", FIRST), ("1.2", SECOND), ("1.3", THIRD), ("Article 1", [*FIRST, *SECOND, *THIRD])]
)
def test_two_delegations_in_a_paper_are_shown_place_by_place(three, place, lines):
    assert shown(three, "compare", "KEN", "NOR", place) == lines


def test_in_a_paper_a_place_that_neither_touches_is_an_error(library):
    texts = library(proposal("KEN", 1, "1", TWICE), proposal("NOR", 2, "1", "Members shall meet."))
    with pytest.raises(api.RedlineError, match=r"1\.2: neither KEN nor NOR proposes anything there"):
        shown(texts, "compare", "KEN", "NOR", "1.2")


def test_what_another_amendment_is_added_after_is_not_attached_with_it(library):
    name, text = proposal("KEN", 1, "1", TWICE)
    added = "ADD KEN/1/{0}\nafter: {1}\n{2}\t1.{2}\t{3}\nReasons: none\n"
    first, second = added.format(2, "2", "2A", "They shall confer."), added.format(3, "2A", "2B", "They shall report.")
    texts = library((name, f"{text}\n{first}\n{second}"))
    assert shown(texts, "redline", "KEN/1/3") == ["{+2B 1.2B They shall report.+}"]


def test_of_a_document_one_amendment_or_one_place_may_be_attached(three):
    assert shown(three, "redline", "KEN/1") == [FIRST[2], *ADDED]
    assert shown(three, "redline", "KEN/1/2") == ADDED
    assert shown(three, "redline", "1.1", "KEN/1") == [FIRST[2]]


# compilations


def test_a_compilation_is_of_the_delegations_that_were_named(three):
    for asked, wanted in (
        (("KEN",), ["KENland"]),
        (("NOR",), ["NORland"] * 2),
        ((), ["KENland", "NORland", "NORland"]),
    ):
        members = compile_proposals(three, CompileOptions(delegations=asked)).members
        assert [member.name for member in members] == wanted


def test_of_a_proposal_with_alternatives_each_is_compiled(library):
    name, text = proposal("KEN", 1, "1", TWICE)
    first = text.replace("MOD KEN/1/1\n", "MOD KEN/1/1\noption: A\n")
    second = "MOD KEN/1/2\noption: B\n1\t1.1\tMembers shall meet.\nReasons: none\n"
    texts = library((name, f"{first}\n{second}"))
    members = compile_proposals(texts, CompileOptions()).members
    assert [(member.name, words(member.redline)) for member in members] == [
        ("KENland, option A", [TWICE]),
        ("KENland, option B", ["Members shall meet."]),
    ]
    assert [job.stem for job in all_jobs(texts)[0]] == ["KEN-1-option-A", "KEN-1-option-B"]
    assert [job.stem for job in proposal_jobs(texts, ["KEN/1/2"])] == ["KEN-1-2"]  # of one alternative alone


def test_what_is_no_article_there_is_refused_with_those_that_are(library, texts):
    small = library(proposal("KEN", 1, "1", TWICE))
    with pytest.raises(
        api.RedlineError, match=r"Article 7: no division of that name in Made up\. Nearest there: Article 1"
    ):
        compile_proposals(small, CompileOptions(article="7"))
    with pytest.raises(
        api.RedlineError, match=r"3\.3 a\): is no article or other division\nDivisions there: Article 1\."
    ):
        compile_proposals(small, CompileOptions(article="3.3 a)"))


def test_a_new_file_may_be_read_by_whom_others_of_the_user_may_and_one_that_is_there_stays_so(tmp_path):
    mine, fresh = tmp_path / "mine.txt", tmp_path / "fresh.txt"
    mine.write_text("mine")
    mine.chmod(0o604)
    (tmp_path / "usual.txt").write_text("as the system makes it")
    replace_files({mine: b"new", fresh: b"new"})
    assert mine.stat().st_mode & 0o777 == 0o604
    assert fresh.stat().st_mode == (tmp_path / "usual.txt").stat().st_mode
    (tmp_path / "later.txt").write_text("as the system makes it")
    assert (tmp_path / "later.txt").stat().st_mode == fresh.stat().st_mode
