"""The command line as its users meet it: results, notes, errors, exit status, and files that are there or not."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import COMMANDS, HANGS, PROGRAM
from conftest import ALL, PROJECT

OURS = """---
id: TST/1
title: A proposal made up for a test
proposers: [Testland]
base: itrs-1988
---

MOD TST/1/1
{number}	3.1	Members may ensure.
"""


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_proposal_lands_in_output_and_the_paths_are_printed(command, tmp_path: Path):
    done = command("proposal", "RUS/27")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "output/RUS-27.docx\noutput/RUS-27.html\n"
    assert sorted(snapshot(tmp_path)) == ["output/RUS-27.docx", "output/RUS-27.html"]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("RUS/27", "RUS-27"),
        ("rus/27", "RUS-27"),
        ("WCIT12/27(Rev.1)", "RUS-27"),
        ("WCIT12/27", "RUS-27-13-Nov"),
        ("CWG-WCIT12/C109", "CWG-WCIT12-C109"),
        ("WCIT12/10(Rev.1)", "IAP-10"),
        ("RUS/27/8", "RUS-27-8"),
        ("rus-27", "RUS-27"),
    ],
)
def test_a_proposal_is_found_by_any_of_its_names(command, name, stem):
    assert command("proposal", name, "-f", "txt").stdout == f"output/{stem}.txt\n"


def test_a_proposal_is_read_from_a_file(command, tmp_path: Path):
    (tmp_path / "ours.txt").write_text(OURS.format(number=28))
    done = command("proposal", "ours.txt", "--format", "txt", "-o", "-")
    assert done.returncode == 0
    assert "Members [-shall-]{+may+} ensure" in " ".join(done.stdout.split())


def test_one_amendment_brings_what_it_needs_and_says_so(command):
    done = command("proposal", "RUS/27/8", "--format", "json", "--output", "-")
    found = json.loads(done.stdout)
    assert [line["amendment"] for line in found["list"]] == ["RUS/27/6", "RUS/27/8"]
    assert "whose heading (RUS/27/6) is shown with it" in done.stderr


def test_an_output_file_names_its_format(command, tmp_path: Path):
    done = command("proposal", "RUS/27", "-o", "deep/er/mine.html")
    assert done.stdout == "deep/er/mine.html\n"
    assert (tmp_path / "deep/er/mine.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_standard_output_takes_one_format(command):
    assert command("proposal", "RUS/27", "-f", "docx", "-o", "-", text=False).stdout.startswith(b"PK")
    refused = command("proposal", "RUS/27", "-f", "docx", "-f", "html", "-o", "-")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert "one redline in one format" in refused.stderr


def test_options_give_a_redline_each_or_the_one_that_is_chosen(command, tmp_path: Path):
    assert command("proposal", "CWG/54", "-f", "txt").stdout.split() == [
        "output/CWG-54-option-1.txt",
        "output/CWG-54-option-2.txt",
    ]
    assert command("proposal", "CWG/54", "-f", "txt", "--option", "2", "-o", "b").stdout == "b/CWG-54-option-2.txt\n"
    refused = command("proposal", "CWG/54", "--option", "3", "-o", "c")
    assert refused.returncode == 2
    assert refused.stderr == "redline: CWG/54: has no option 3.\nIts options: 1, 2.\n"


def test_context_bare_and_reasons_reach_the_text(command):
    whole = command("proposal", "RUS/27", "--context", "whole", "--bare", "-f", "txt", "-o", "-").stdout
    assert "ARTICLE 10" in whole
    assert "Proposed by" not in whole
    change = command("proposal", "RUS/27", "--context", "change", "-f", "txt", "-o", "-").stdout
    assert "[…]" in change
    assert "Reasons: Tunis" in change
    assert "Reasons:" not in command("proposal", "RUS/27", "--no-reasons", "-f", "txt", "-o", "-").stdout


def test_consolidate_writes_a_text_that_redline_reads_again(command, tmp_path: Path):
    done = command("consolidate", "RUS/27", "-f", "txt")
    assert done.stdout == "output/RUS-27-consolidated.txt\n"
    again = command("compare", "itrs-1988", "output/RUS-27-consolidated.txt", "-f", "json", "-o", "-")
    effects = {change["effect"] for change in json.loads(again.stdout)["changes"]}
    assert effects == {"unchanged", "inserted"}


def test_compare_writes_both_names(command):
    done = command("compare", "itrs-2012-article-3-fr", "itrs-2012-article-3-es", "-f", "html")
    assert done.stdout == "output/itrs-2012-article-3-fr-to-itrs-2012-article-3-es.html\n"


def test_list_shows_what_there_is(command):
    everything = command("list").stdout
    for word in ("itrs-1988", "RUS/27", "child-protection", "wording not known", "superseded by"):
        assert word in everything
    assert "RUS  Russian Federation" in " ".join(command("list", "delegations").stdout.split()).replace("RUS ", "RUS  ")
    assert "Russian" in command("list", "proposals").stdout


def test_show_prints_a_text_a_place_or_a_proposal(command):
    assert "Subject to national law" in command("show", "itrs-1988", "3.4").stdout
    assert "ARTICLE 10" in command("show", "ITRs").stdout
    assert command("show", "RUS/27").stdout == (PROJECT / "texts/proposals/rus-27.txt").read_text()
    refused = command("show", "itrs-1988", "3.44")
    assert refused.returncode == 2
    assert "Nearest there: 3.4" in refused.stderr


# all of a conference


def test_all_proposals_and_their_ledger(command, tmp_path: Path):
    """Every identifier in texts/proposals/ stands in the ledger once, and in the files that the ledger names."""
    done = command("proposal", "--all", "-f", "docx", "-f", "html", "-f", "json")
    assert done.returncode == 0
    written = re.findall(
        r"^(?:ADD\*?|\(?MOD\)?|SUP\*?|NOC|_NOC_) (.+)$",
        "\n".join(path.read_text() for path in sorted((PROJECT / "texts/proposals").glob("*.txt"))),
        re.MULTILINE,
    )
    rows = [line.split("\t") for line in (tmp_path / "output/ledger.txt").read_text().splitlines()]
    assert sorted(row[0] for row in rows) == sorted(written)
    assert len(set(written)) == len(written)
    shown: dict[str, list[str]] = {}
    for path in sorted((tmp_path / "output").glob("*.json")):
        listed = [line["amendment"] for line in json.loads(path.read_text())["list"]]
        assert len(listed) == len(set(listed))
        for identifier in listed:
            shown.setdefault(identifier, []).append(path.stem)
    assert {row[0]: row[2].split(", ") for row in rows} == shown
    assert "37 of 37 amendments are shown; 0 documents failed" in done.stderr
    for made in ALL:
        assert (tmp_path / f"output/{made.name}.docx").stat().st_size
        assert (tmp_path / f"output/{made.name}.html").stat().st_size


def test_an_alternative_is_in_its_own_document_only(command, tmp_path: Path):
    command("proposal", "--all", "-f", "txt")
    rows = [line.split("\t") for line in (tmp_path / "output/ledger.txt").read_text().splitlines()]
    assert {row[0]: row[2] for row in rows if row[0].startswith("CWG/54")} == {
        "CWG/54/0.1": "CWG-54-option-1, CWG-54-option-2",
        "CWG/54/0.2": "CWG-54-option-1",
        "CWG/54/0.3": "CWG-54-option-2",
    }


def test_one_bad_file_among_all_is_named_and_the_others_are_made(command, tmp_path: Path):
    texts = tmp_path / "texts"
    shutil.copytree(PROJECT / "texts", texts)
    (texts / "proposals/bad.txt").write_text("---\nid: X\n")
    (texts / "proposals/unfit.txt").write_text(OURS.format(number=999))
    done = command("proposal", "--all", "-f", "txt", "--texts", "texts")
    assert done.returncode == 2
    assert "missing: texts/proposals/bad.txt:3: the front matter is not closed" in done.stderr
    assert "missing: texts/proposals/unfit.txt:9: TST/1/1: No. 999 is not in" in done.stderr
    assert (tmp_path / "output/RUS-27.txt").exists()
    ledger = (tmp_path / "output/ledger.txt").read_text()
    assert "\nTST/1/1\tMOD\tMISSING\n" in ledger
    assert ledger.count("\nMISSING\t") == 2
    assert "37 of 38 amendments are shown; 2 documents failed" in done.stderr


def test_the_texts_are_found_by_option_then_by_environment(command, tmp_path: Path):
    for name in ("one", "two"):
        (tmp_path / name / "instruments").mkdir(parents=True)
        (tmp_path / name / "instruments/t.txt").write_text(f"---\nid: {name}\ntitle: T\n---\n")
    assert "one" in command("list", "instruments", env={"REDLINE_TEXTS": "one"}).stdout
    assert "two" in command("list", "instruments", "--texts", "two", env={"REDLINE_TEXTS": "one"}).stdout
    refused = command("list", env={"REDLINE_TEXTS": "three"})
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "redline: three: is no folder of texts\nCheck --texts and REDLINE_TEXTS.\n"


# bad input: one or two lines, exit 2, nothing written, earlier output untouched


BAD: dict[str, tuple[bytes | None, str]] = {
    "RUS/72": (None, "RUS/72: no proposal or amendment of that name in"),
    "nowhere.txt": (None, "nowhere.txt: cannot be read: no such file or directory"),
    "no-999.txt": (OURS.format(number=999).encode(), "no-999.txt:9: TST/1/1: No. 999 is not in"),
    "latin.txt": ("---\nid: T\ntitle: Côte\n".encode("latin-1"), "latin.txt:3: byte 18 is not UTF-8"),
    "empty.txt": (b"", "empty.txt: the file is empty"),
    "blank.txt": (b"\n \n", "blank.txt: the file is empty"),
    "cut.txt": (b"---\nid: T\ntitle: Cu", "cut.txt:3: the front matter is not closed"),
    "tag.txt": (b"---\nid: !!python/name:os.system T\n---\n", "tag.txt:2: the YAML tag"),
    "early.txt": (b"MOD T/1/1\n1\t1.1\tOne.\n\n---\nid: T\n---\n", "early.txt:1: the front matter is missing"),
    "treaty.txt": (b"---\nid: T\ntitle: T\n---\n\n1\t1.1\tOne.\n", "treaty.txt: is an instrument, not a proposal"),
    "picture.png.txt": (b"PK\x03\x04rubbish", "picture.png.txt: is no Word document: the package"),
    "bomb.txt": (b"---\na: &a [x]\nb: [*a, *a]\n---\n", "bomb.txt:2: YAML anchors and aliases are not allowed"),
    ".": (None, ".: is a folder"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_in_two_lines_and_changes_nothing(command, tmp_path: Path, name: str):
    content, message = BAD[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    (tmp_path / "output").mkdir()
    (tmp_path / "output/RUS-27.docx").write_bytes(b"what was there")
    before = snapshot(tmp_path)
    done = command("proposal", "RUS/27", name)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"redline: {message}")
    assert 1 <= len(done.stderr.splitlines()) <= 2
    assert snapshot(tmp_path) == before


def test_a_folder_that_may_not_be_written(command, tmp_path: Path):
    folder = tmp_path / "output"
    folder.mkdir(mode=0o500)
    if os.geteuid() == 0:  # root may write anywhere, but for what the kernel keeps to itself
        folder = Path("/proc/redline")
    done = command("proposal", "RUS/27", "-o", folder)
    assert done.returncode == 2
    assert "cannot be written: " in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert snapshot(tmp_path) == {}


def test_an_output_folder_that_is_a_file(command, tmp_path: Path):
    (tmp_path / "output").write_text("mine")
    done = command("proposal", "RUS/27")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2
    assert "output/RUS-27.docx: cannot be written" in done.stderr
    assert snapshot(tmp_path) == {"output": b"mine"}


def test_a_folder_where_a_file_should_go(command, tmp_path: Path):
    (tmp_path / "output/RUS-27.html").mkdir(parents=True)
    done = command("proposal", "RUS/27")
    assert done.returncode == 2
    assert "output/RUS-27.html: cannot be written: is a folder" in done.stderr
    assert snapshot(tmp_path) == {}


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))


@pytest.mark.slow
@pytest.mark.parametrize("earlier", [False, True])
def test_a_full_disk_leaves_what_was_there(installed, tmp_path: Path, earlier: bool):
    """No file may grow past 30 kB, so that a write fails half-way, as on a full disk."""
    if earlier:
        (tmp_path / "output").mkdir()
        (tmp_path / "output/RUS-27.docx").write_bytes(b"what was there")
    before = snapshot(tmp_path)
    done = installed("proposal", "RUS/27", "--context", "whole", preexec_fn=_small_files)
    assert done.returncode == 2
    assert "cannot be written: file too large" in done.stderr
    assert snapshot(tmp_path) == before
    assert (tmp_path / "output").exists() == earlier


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("arguments", [("proposal", "RUS/27", "-o", "-"), ("list",), ("--help",)])
def test_a_full_standard_output_is_an_error_and_no_traceback(arguments):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([PROGRAM, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "no space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_stops_early_is_no_error():
    done = subprocess.run(
        ["bash", "-c", f"{PROGRAM} show itrs-1988 | head -1"], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


# how much is said


def test_quiet_says_nothing(command):
    done = command("proposal", "RUS/27/8", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_verbose_says_more(command):
    assert "made RUS-27" in command("proposal", "RUS/27", "-v").stderr


def test_strict_makes_notes_fatal(command, tmp_path: Path):
    done = command("proposal", "RUS/27/8", "--strict")
    assert done.returncode == 1
    assert "note: RUS/27/8" in done.stderr
    assert "nothing was written" in done.stderr
    assert snapshot(tmp_path) == {}


def test_wrong_usage_is_plain_and_exits_2(command):
    for arguments in (("nonsense",), ("proposal",), ("proposal", "--all", "RUS/27"), ("proposal", "--nonsense")):
        done = command(*arguments)
        assert done.returncode == 2
        assert done.stderr.startswith("redline: ")
        assert "╭" not in done.stderr


@pytest.mark.slow
def test_a_bar_shows_on_a_terminal_and_colours_too(tmp_path: Path):
    main, other = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    done = subprocess.run(
        [PROGRAM, "proposal", "--all"], stdout=subprocess.PIPE, stderr=other, cwd=tmp_path, env=environment, check=True
    )
    os.close(other)
    seen = b""
    while True:
        try:
            read = os.read(main, 65536)
        except OSError:
            break
        if not read:
            break
        seen += read
    os.close(main)
    assert b"/17" in seen
    assert b"\x1b" not in done.stdout


# help


@pytest.mark.parametrize("arguments", [(), *[(name,) for name in COMMANDS]])
def test_help_reads_well_in_80_columns(command, arguments):
    done = command(*arguments, "--help")
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "Usage: redline" in done.stdout
    assert "…" not in done.stdout


def test_no_command_shows_the_help(command):
    assert command().stdout.strip() == command("--help").stdout.strip()


@pytest.mark.parametrize(
    ("status", "arguments"),
    [
        (0, ("proposal", "RUS/27/8", "-f", "docx", "-o", "-")),
        (1, ("check", "CWG-WCIT12/C28", "--strict")),
        (2, ("proposal", "RUS/72")),
    ],
)
@pytest.mark.slow
def test_the_installed_program_answers_as_the_tests_see_it_answer(command, installed, status, arguments):
    """Most tests call the command line in their own process; bytes, messages and status are those of the program."""
    here, there = (run(*arguments, text=False) for run in (command, installed))
    assert here.returncode == there.returncode == status
    assert (here.stdout, here.stderr) == (there.stdout, there.stderr)


def test_version(command):
    from redline import __version__

    assert command("--version").stdout == f"redline {__version__}\n"


COMPLETED = {
    "proposal RUS": "RUS/27",
    "proposal RUS/27/": "RUS/27/8",
    "proposal PRG/29 CWG": "CWG/54",
    "show itrs": "itrs-1988",
    "show itrs-1988 3.": "3.4",
    "show itrs-1988 App": "App. 1/1.1",
    "compare itrs-1988 itrs-2012-article-3-f": "itrs-2012-article-3-fr",
    "delegations RUS PR": "PRG",
    "compile --article App": "App. 1",
    "compile --subject sp": "spam",
    "compile --delegation I": "IAP",
    "converge --article 1": "10",
    "attach paper.md --at 6.4": "6.4.1",
    "new proposal --base itrs-1988 --at 4.3": "4.3 a)",
    "new proposal --base itrs-19": "itrs-1988",
    "consolidate --base i": "itrs-1988",
    "check CWG-WCIT12/C1": "CWG-WCIT12/C109",
    "brackets CWG/5": "CWG/54",
}


@pytest.mark.parametrize("line", COMPLETED)
def test_the_shell_completes_names_and_places(line, command):
    count = len(shlex.split(line))
    words = {"_REDLINE_COMPLETE": "complete_bash", "COMP_WORDS": f"redline {line}", "COMP_CWORD": str(count)}
    offered = command(env=words).stdout.splitlines()
    assert COMPLETED[line] in offered
    last = shlex.split(line)[-1]
    assert all(one.casefold().startswith(last.casefold()) for one in offered)


def test_the_command_line_starts_light():
    """What --help needs does not import Word, templates, YAML or the diff engine."""
    heavy = ("docx", "lxml", "jinja2", "yaml", "diff_match_patch")
    code = f"import sys, redline.cli.app; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_two_delegations_write_a_table_and_the_way_between(command, tmp_path: Path):
    done = command("delegations", "RUS", "ARB")
    assert done.returncode == 0
    assert sorted(snapshot(tmp_path)) == [
        f"output/RUS-{name}" for name in ("and-ARB.docx", "and-ARB.html", "and-ARB.json", "to-ARB.docx")
    ]
    assert done.stderr == "only the first: 13; only the second: 1\n"


def test_a_compilation_is_the_same_twice(command, tmp_path: Path):
    command("compile", "-o", "one")
    command("compile", "-o", "two")
    files = snapshot(tmp_path)
    names = {name.partition("/")[2] for name in files}
    assert names == {f"compilation{end}" for end in (".docx", "-by-author.docx", ".html", ".xlsx", ".json")}
    assert all(files[f"one/{name}"] == files[f"two/{name}"] for name in names)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("delegations", "RUS", "Marsland"), "Marsland: no delegation of that name"),
        (("delegations", "RUS", "itrs-1988"), "itrs-1988: no delegation of that name"),
        (("delegations", "RUS", "CWG/54"), "holds alternatives that are never applied together"),
        (("delegations", "CWG", "RUS"), "CWG/54: holds alternatives that are never applied together"),
        (("delegations", "Norway", "RUS"), "Norway (NOR): no proposal of that delegation"),
        (("compile", "--article", "77"), "Article 77: no division of that name"),
        (("compile", "--article", "3.4"), "3.4: is no article or other division\nDivisions there: Preamble, Article 1"),
        (("compile", "--article", "%"), "%: is no article or other division"),
        (("compile", "--delegation", "norway"), "compile: no proposal fits what was asked for"),
        (("compile", "--subject", "nothing"), "nothing: no subject of that name"),
        (("compile", "-f", "epub"), "epub: no such output format"),
        (("check",), "name proposals, or give --all"),
        (("check", "NOPE/1"), "NOPE/1: no proposal or amendment of that name"),
        (("consolidate", "--with", "RUS/27", "--with", "Draft of the future ITRs/2.13"), "cannot be adopted together"),
    ],
)
def test_what_cannot_be_compiled_says_why_and_writes_nothing(command, tmp_path: Path, arguments, words):
    done = command(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert snapshot(tmp_path) == {}


def test_check_exits_1_only_when_strict(command):
    assert command("check", "CWG-WCIT12/C28").returncode == 0
    assert command("check", "CWG-WCIT12/C28", "--strict").returncode == 1
    assert command("check", "PRG/29", "--strict").returncode == 0
    found = json.loads(command("check", "--all", "--json").stdout)["items"]
    assert {one["severity"] for one in found} == {"error", "warning", "watch"}


def test_positions_tell_known_wording_from_the_bare_fact(command):
    found = json.loads(command("positions", "--json").stdout)["items"]
    routing = next(one for one in found if one["id"] == "traffic-routing")
    stands = {one["code"]: (one["kind"], one["wording_known"]) for one in routing["stands"]}
    assert stands == {
        "EGY": ("proposes", True),
        "ARB": ("proposes", True),
        "RCC": ("proposes", False),
        "RUS": ("supports", False),
    }
    assert "wording not known" in command("positions").stdout


def test_several_proposals_are_applied_together(command, tmp_path: Path):
    done = command("consolidate", "--with", "RUS/27", "--with", "PRG/29", "-f", "txt")
    assert done.returncode == 0
    text = (tmp_path / "output/RUS-27-with-PRG-29-consolidated.txt").read_text()
    assert "status: uncollated" in text
    assert "and the security of international" in text
    assert "Internet: An international conglomeration" in text


# the site, and choices


@pytest.mark.slow
def test_a_site_is_written_and_says_where_to_begin(command, tmp_path: Path):
    done = command("site")
    assert (done.returncode, done.stdout) == (0, "output/site/index.html\n")
    assert "open output/site/index.html in a browser" in done.stderr
    assert "left out: WCIT12/27: superseded by WCIT12/27(Rev.1)" in done.stderr
    before = snapshot(tmp_path)
    assert command("site", "--workers", "1", "--quiet").stdout == ""
    assert snapshot(tmp_path) == before


@pytest.mark.slow
def test_a_site_that_cannot_be_written_changes_nothing(command, tmp_path: Path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output/site").write_text("a file")
    done = command("site")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert (tmp_path / "output/site").read_text() == "a file"


@contextlib.contextmanager
def previewed(folder: Path, texts: Path, **settings) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process of a preview and its address; whatever happens, none is left when the test ends."""
    arguments = [PROGRAM, "site", "--serve", "--port", "0", "--quiet", "--texts", str(texts)]
    process = subprocess.Popen(
        arguments, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **settings
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        yield process, address
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_a_preview_is_served_on_this_machine_and_written_again_when_a_text_changes(tmp_path: Path):
    texts = tmp_path / "texts"
    shutil.copytree(PROJECT / "texts", texts)
    with previewed(tmp_path, texts) as (process, address):

        def shown(page: str) -> str:
            with urllib.request.urlopen(f"{address}{page}") as answer:
                return answer.read().decode()

        assert "Paraguay" in shown("delegations/PRG.html")
        page = "proposals/PRG-29.html"
        assert "harmonious" in shown(page)
        changed = texts / "proposals/prg-29.txt"
        changed.write_text(changed.read_text("utf-8").replace("harmonious", "made-up"), encoding="utf-8")
        deadline = time.monotonic() + HANGS
        while "made-up" not in shown(page):
            assert time.monotonic() < deadline
            time.sleep(0.2)
        process.terminate()
        assert process.wait(HANGS) == 0


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.slow
@pytest.mark.parametrize("begun", [None, _ignore_interrupts], ids=["in the foreground", "in the background"])
def test_a_preview_ends_when_interrupted_however_it_was_started(tmp_path: Path, begun):
    """A shell lets what it starts in the background ignore SIGINT, as it does with a whole test run."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/treaty.txt").write_text("---\nid: t\ntitle: T\n---\n\nARTICLE 1\n\n1\t1.1\tOne.\n")
    (tmp_path / "texts/ours.txt").write_text(OURS.format(number=1).replace("itrs-1988", "t"))
    with previewed(tmp_path, tmp_path / "texts", preexec_fn=begun) as (process, _):
        process.send_signal(signal.SIGINT)
        assert process.wait(HANGS) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_choices_give_a_redline_a_text_and_an_outcome(command, tmp_path: Path):
    shutil.copy(PROJECT / "tests/choices.toml", tmp_path)
    done = command("choose", "choices.toml")
    assert done.returncode == 0
    names = ["choices.docx", "choices.html", "choices-consolidated.docx", "choices-consolidated.txt"]
    assert done.stdout.splitlines() == [f"output/{name}" for name in [*names, "choices-outcome.txt"]]
    assert "PRG (PRG/29): 1 of 1 places as proposed" in (tmp_path / "output/choices-outcome.txt").read_text("utf-8")
    listed = json.loads(command("choose", "choices.toml", "--json", "--quiet").stdout)["items"]
    (fate,) = (one for one in listed if one["document"] == "WCIT12/29")
    assert (fate["gained"], fate["lost"]) == (["1.3 (No. 5)"], [])


def test_choices_that_cannot_be_made_are_all_told_and_nothing_is_written(command, tmp_path: Path):
    (tmp_path / "wrong.toml").write_text('[choices]\n"3.1" = "RUS/27"\n"3.2" = "RUS/72"\n')
    done = command("choose", "wrong.toml")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "redline: wrong.toml: 2 choices cannot be made:\n  3.1: RUS/27 proposes nothing there"
    )
    assert not (tmp_path / "output").exists()


# configuration


def test_a_configuration_sets_defaults_and_the_command_line_comes_first(command, tmp_path: Path):
    (tmp_path / "redline.toml").write_text(
        'output = "made"\nformat = ["txt"]\nauthor = "Secretariat"\n\n[compare]\noutput = "compared"\n'
    )
    assert command("proposal", "PRG/29").stdout == "made/PRG-29.txt\n"
    assert command("proposal", "PRG/29", "--output", "own", "--format", "html").stdout == "own/PRG-29.html\n"
    assert command("compare", "itrs-1988", "itrs-1988").stdout.startswith("compared/")
    (tmp_path / "other.toml").write_text('output = "elsewhere"\n')
    assert command("--config", "other.toml", "proposal", "PRG/29", "-f", "txt").stdout == "elsewhere/PRG-29.txt\n"


def test_what_stands_at_the_top_reaches_the_commands_that_it_is_meant_for(command, tmp_path: Path):
    (tmp_path / "redline.toml").write_text('output = "made"\nformat = ["md", "json"]\n\n[attach]\nstyle = "print"\n')
    (tmp_path / "paper.html").write_text("<p>{{redline RUS/27/8}}</p>")
    assert command("attach", "paper.html").stdout == "output/paper.html\n"
    assert "font-weight: bold" in (tmp_path / "output/paper.html").read_text("utf-8")
    assert command("compile", "--article", "3").stdout == "made/compilation.json\n"
    assert command("consolidate", "PRG/29").stdout == "made/PRG-29-consolidated.md\n"
    assert command("proposal", "PRG/29").stdout == "made/PRG-29.md\nmade/PRG-29.json\n"


def test_the_environment_comes_before_the_configuration(command, tmp_path: Path):
    shutil.copytree(PROJECT / "texts", tmp_path / "own")
    (tmp_path / "redline.toml").write_text('texts = "nowhere"\n')
    assert command("list").returncode == 2
    assert command("list", "--texts", "own").returncode == 0
    assert command("list", env={"REDLINE_TEXTS": "own"}).returncode == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("output = ", "redline.toml: is not TOML"),
        ('autor = "X"\n', "redline.toml: autor: no such key\nPerhaps author?"),
        ('[propsal]\noutput = "x"\n', "redline.toml: propsal: no such command\nPerhaps proposal?"),
        ("output = 1979-05-27\n", "redline.toml: output: "),
    ],
)
def test_a_wrong_configuration_is_told(command, tmp_path: Path, text, said):
    (tmp_path / "redline.toml").write_text(text)
    done = command("proposal", "PRG/29")
    assert done.returncode == 2
    assert done.stderr.startswith(f"redline: {said}")
    assert not (tmp_path / "output").exists()
