"""LibreOffice opens every document, accepts and rejects all its changes exactly, and prints it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ALL, PROJECT, needs
from office_runner import run_office
from text_pairs import PAIRS

from redline import api
from redline.tasks.compile import CompileOptions, compare_delegations, compile_proposals
from redline.writers.docx.by_author import write_by_author_docx
from redline.writers.docx.table import write_comparison_docx, write_compilation_docx
from redline.writers.options import Context, Profile, WriteOptions

BARE = WriteOptions(context=Context.WHOLE, bare=True)


@pytest.fixture(scope="module")
def resolved(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every document, accepted and rejected as text, and the default documents as PDF."""
    folder = tmp_path_factory.mktemp("office")
    jobs = []
    for made in ALL:
        bare = folder / f"{made.name}.bare.docx"
        bare.write_bytes(api.render(made.redline, "docx", BARE))
        jobs += [[str(bare), action, str(folder / f"{made.name}.{action}.txt")] for action in ("accept", "reject")]
        for look, options in (("default", WriteOptions()), ("itu", WriteOptions(profile=Profile.ITU))):
            path = folder / f"{made.name}.{look}.docx"
            path.write_bytes(api.render(made.redline, "docx", options))
            jobs.append([str(path), "open", str(path.with_suffix(".pdf"))])
    run_office(soffice, jobs, folder)
    return folder


@pytest.fixture(scope="module")
def compared(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the redline of every pair, moves marked and native, accepted and rejected as text."""
    folder = tmp_path_factory.mktemp("compared")
    jobs = []
    for number, (_, base, revised) in enumerate(PAIRS):
        redline = api.compare(base, revised)
        for moves in api.Moves:
            path = folder / f"{number}.{moves.value}.docx"
            path.write_bytes(api.render(redline, "docx", replace(BARE, moves=moves)))
            jobs += [[str(path), action, str(path.with_suffix(f".{action}.txt"))] for action in ("accept", "reject")]
    run_office(soffice, jobs, folder)
    return folder


def test_libreoffice_rejects_all_authors_to_the_base_and_prints_the_tables(soffice: str, tmp_path: Path):
    whole = compile_proposals(api.texts(), CompileOptions())
    two = compare_delegations(api.texts(), "CWG-WCIT12/C109", "RUS/27")
    documents = {
        "author": write_by_author_docx(whole, bare=True),
        "table": write_compilation_docx(whole),
        "two": write_comparison_docx(two),
    }
    for name, data in documents.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    jobs = [[str(tmp_path / "author.docx"), "reject", str(tmp_path / "author.txt")]]
    jobs += [[str(tmp_path / f"{name}.docx"), "open", str(tmp_path / f"{name}.pdf")] for name in documents]
    run_office(soffice, jobs, tmp_path)
    assert _lines(tmp_path / "author.txt") == whole.base.lines
    assert all((tmp_path / f"{name}.pdf").stat().st_size > 10_000 for name in documents)


@pytest.mark.parametrize("number", range(len(PAIRS)), ids=[title for title, _, _ in PAIRS])
@pytest.mark.parametrize("moves", ["marked", "native"])
def test_libreoffice_accepts_and_rejects_what_the_engine_finds(number, moves, compared: Path):
    _, base, revised = PAIRS[number]
    assert _lines(compared / f"{number}.{moves}.accept.txt") == (revised.lines or ("",))
    assert _lines(compared / f"{number}.{moves}.reject.txt") == (base.lines or ("",))


def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8-sig").removesuffix("\n").split("\n"))


@pytest.mark.parametrize("made", ALL, ids=[made.name for made in ALL])
def test_libreoffice_accepts_and_rejects_exactly(made, resolved: Path):
    assert _lines(resolved / f"{made.name}.accept.txt") == made.redline.revised.lines
    assert _lines(resolved / f"{made.name}.reject.txt") == made.redline.base.lines


@pytest.mark.parametrize("made", ALL, ids=[made.name for made in ALL])
@pytest.mark.parametrize("look", ["default", "itu"])
def test_libreoffice_prints_what_the_document_is_about(made, look, resolved: Path):
    pdftotext = shutil.which("pdftotext")
    needs("pdftotext (poppler)", pdftotext is not None)
    pdf = resolved / f"{made.name}.{look}.pdf"
    text = subprocess.run([pdftotext, "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    words = " ".join(text.split())
    assert made.redline.proposal.id.split()[0] in words
    for amendment in made.redline.proposal.amendments:
        if amendment.option in ("", made.redline.option):
            assert amendment.id.split()[0] in words


# what the machine breaks is done again, what LibreOffice refuses is not

BEGINS = """
import json, os, signal, sys, time
from pathlib import Path

jobs, runs = json.load(sys.stdin), Path({runs!r})
with runs.open("a") as file:
    print(*(job[0] for job in jobs), file=file)
count = len(runs.read_text().splitlines())
"""
CRASHES_ONCE = """
sys.path.insert(0, {office!r})
from pipe import connect, leave

desktop, _ = connect(sys.argv[1])
if count == 1:
    os.kill(os.getpid(), signal.SIGSEGV)
leave(desktop)
"""
CRASHES_AT_B_AND_D = """
for job in jobs:
    if job == ["b"] and count == 1 or job == ["d"]:
        os.kill(os.getpid(), signal.SIGSEGV)
    print(job, flush=True)
"""
HANGS_ONCE = """
if count == 1:
    time.sleep(100_000)
"""


@pytest.fixture
def scripted(tmp_path: Path):
    """Write a script that stands for one of tests/office; gives it, and the file where it says what it was given."""

    def write(body: str) -> tuple[Path, Path]:
        script, runs = tmp_path / "script.py", tmp_path / "runs.txt"
        script.write_text((BEGINS + body).format(runs=str(runs), office=str(PROJECT / "tests" / "office")))
        return script, runs

    return write


def test_a_crash_of_the_bridge_to_libreoffice_is_survived_once(soffice: str, scripted, tmp_path: Path):
    script, runs = scripted(CRASHES_ONCE)
    with pytest.warns(UserWarning, match="died of signal 11"):
        run_office(soffice, [], tmp_path, script)
    run_office(soffice, [], tmp_path, script)
    assert len(runs.read_text().splitlines()) == 3


def test_after_a_crash_what_was_done_is_not_done_again_and_no_job_is_tried_for_ever(soffice, scripted, tmp_path: Path):
    script, runs = scripted(CRASHES_AT_B_AND_D)
    with (
        pytest.warns(UserWarning, match="died of signal 11; run again"),
        pytest.raises(RuntimeError, match=r"died of signal 11, twice, at \[\['d'\]\]"),
    ):
        run_office("true", [["a"], ["b"], ["c"], ["d"], ["e"]], tmp_path, script)
    assert runs.read_text() == "a b c d e\nb c d e\nd e\n"


def test_a_script_that_hangs_is_run_again(soffice, scripted, tmp_path: Path):
    script, runs = scripted(HANGS_ONCE)
    with pytest.warns(UserWarning, match="finished no job in 5 s; run again"):
        run_office("true", [["a"]], tmp_path, script, hangs=5)
    assert runs.read_text() == "a\na\n"


def test_an_error_in_libreoffice_is_not_tried_again(soffice: str, tmp_path: Path):
    with pytest.raises(RuntimeError, match="status 1"):
        run_office(soffice, [[str(tmp_path / "missing.docx"), "open", str(tmp_path / "made.txt")]], tmp_path)
