"""The wheel installs and runs, and what a user imports is kept in a folder of the user's, never in the package."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest
from conftest import PROJECT, needs

from redline import __version__, api
from redline.cli.app import app
from redline.errors import AmbiguousDocument, DocumentNotFound
from redline.library import folder, own_folder, texts_folder, writable

METADATA = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def treaty(identifier: str, text: str) -> str:
    return f"---\nid: {identifier}\ntitle: Made up for a test\n---\n\nARTICLE 1\n\n1\t1.1\t{text}\n"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch) -> Path:
    """A package as a wheel installs it, with texts of its own and none beside it; gives the user's folder."""
    package = tmp_path / "site-packages/redline"
    shutil.copytree(PROJECT / "texts", package / "library/texts")
    monkeypatch.setattr(folder, "_package", lambda: package)
    monkeypatch.delenv("REDLINE_TEXTS", raising=False)
    monkeypatch.setattr("platformdirs.user_data_path", lambda name, **_: tmp_path / "data" / name)
    return tmp_path / "data/treaty-redline/texts"


# which folders are read, and which is written to


def test_a_checkout_keeps_what_is_imported_in_its_texts(monkeypatch):
    monkeypatch.delenv("REDLINE_TEXTS", raising=False)
    texts = api.texts()
    assert own_folder() is None
    assert texts.folders == (texts.kept,) == (PROJECT / "texts",)


def test_an_installed_redline_reads_its_texts_and_the_users_and_keeps_new_ones_in_the_users(installed: Path):
    texts = api.texts()
    assert texts.folder == texts_folder() != texts.kept
    assert (texts.own, texts.kept) == (installed, installed)
    assert texts.instrument("itrs-1988").id == "itrs-1988"  # the user's folder is not there yet
    assert not installed.exists()
    (installed / "instruments").mkdir(parents=True)
    (installed / "instruments/mine.txt").write_text(treaty("mine", "Members shall act."), encoding="utf-8")
    texts = api.texts()
    assert texts.instrument("mine") is texts.instruments[-1]
    assert texts.instrument("itrs-1988").notes == ()
    assert texts.document("RUS/27").reference == "RUS/27"
    assert texts.instead == texts.problems == ()


def test_a_folder_called_texts_beside_an_installed_package_is_not_ours(installed: Path):
    other = installed.parents[2] / "site-packages/texts/instruments"
    other.mkdir(parents=True)
    assert texts_folder() == installed.parents[2] / "site-packages/redline/library/texts"


def test_a_folder_that_is_named_is_all_that_is_read_and_written_to(installed: Path, tmp_path: Path, monkeypatch):
    named = tmp_path / "named"
    (named / "instruments").mkdir(parents=True)
    assert api.texts(named).folders == (api.texts(named).kept,) == (named,)
    monkeypatch.setenv("REDLINE_TEXTS", str(named))
    assert api.texts().folders == (named,)
    with pytest.raises(DocumentNotFound):
        api.texts().instrument("itrs-1988")


def test_of_one_identifier_in_both_the_users_stands_and_this_is_said(installed: Path):
    (installed / "instruments").mkdir(parents=True)
    path = installed / "instruments/other-name.txt"
    path.write_text(treaty("ITRs-1988", "Members shall act."), encoding="utf-8")
    texts = api.texts()
    found = texts.instrument("itrs-1988")
    assert found.title == "Made up for a test"
    assert [one.id.casefold() for one in texts.instruments].count("itrs-1988") == 1
    (note,) = texts.instead
    assert note in found.notes
    there = texts.folder / "instruments/itrs-1988.en.txt"
    assert str(note) == f"{path}: duplicate: stands for ITRs-1988 of {there}"
    job = api.comparison_job(texts, "itrs-1988", "itrs-2012-article-3-fr")
    assert note in job.read_notes


SAYING = [
    *(("list",), ("show", "itrs-1988", "1.3"), ("positions",), ("check", "PRG/29"), ("brackets", "itrs-1988")),
    *(("proposal", "PRG/29"), ("consolidate", "PRG/29"), ("compare", "itrs-1988", "itrs-2012-article-3-fr")),
    *(("delegations", "RUS", "PRG"), ("compile",), ("converge",), ("site", "--workers", "1")),
    *(("attach", "paper.md"), ("choose", "choices.toml"), ("verify", "marked.docx", "itrs-1988", "PRG/29")),
]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", SAYING, ids=[arguments[0] for arguments in SAYING])
def test_every_command_says_that_a_text_of_the_users_stands_for_another(
    installed: Path, tmp_path: Path, monkeypatch, capsys, arguments: tuple[str, ...]
):
    monkeypatch.chdir(tmp_path)
    shutil.copy(PROJECT / "tests/choices.toml", tmp_path)
    (tmp_path / "paper.md").write_text("{{redline PRG/29}}\n", encoding="utf-8")
    (job,) = api.proposal_jobs(api.texts(), ["PRG/29"])
    api.write(job.make(), tmp_path / "marked.docx")
    (installed / "instruments").mkdir(parents=True)
    shutil.copy(PROJECT / "texts/instruments/itrs-1988.en.txt", installed / "instruments/mine.txt")
    more = ("--format", "json") if arguments[0] in ("compile", "delegations", "proposal", "compare") else ()
    assert not app([*arguments, *more], standalone_mode=False)
    said = capsys.readouterr().err.splitlines()
    notes = [line for line in said if line.startswith("note: ") and " duplicate: stands for itrs-1988 of " in line]
    assert len(notes) == 1, said


def test_two_files_of_the_user_with_one_identifier_are_told_apart_by_the_user(installed: Path):
    (installed / "instruments").mkdir(parents=True)
    for name in ("one", "two"):
        (installed / f"instruments/{name}.txt").write_text(treaty("mine", "Members act."), encoding="utf-8")
    with pytest.raises(AmbiguousDocument):
        api.texts().instrument("mine")


def test_positions_of_the_user_stand_for_those_that_redline_comes_with(installed: Path):
    assert api.texts().positions.subjects
    installed.mkdir(parents=True)
    (installed / "positions.yaml").write_text("subjects: {}\n", encoding="utf-8")
    assert not api.texts().positions.subjects


def test_a_file_of_the_user_that_cannot_be_read_hides_nothing(installed: Path):
    (installed / "proposals").mkdir(parents=True)
    (installed / "proposals/broken.txt").write_text("---\nid: \n", encoding="utf-8")
    texts = api.texts()
    assert len(texts.problems) == 1
    assert texts.document("RUS/27")


def test_what_is_not_found_was_looked_for_in_both(installed: Path):
    installed.mkdir(parents=True)
    with pytest.raises(DocumentNotFound, match=r"library/texts/ and .*treaty-redline/texts/\."):
        api.texts().instrument("nothing-like-it")


def test_whether_a_folder_can_be_written_to_is_tried_and_leaves_nothing(tmp_path: Path):
    assert writable(tmp_path / "not/there/yet")
    assert writable(tmp_path)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("in the way")
    assert not writable(tmp_path / "file/texts")


# the package


def test_the_version_is_written_once_and_each_python_that_is_promised_is_named():
    project = METADATA["project"]
    assert "version" not in project
    assert METADATA["tool"]["hatch"]["version"]["path"] == "redline/__init__.py"
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)
    named = [name.rpartition(" ")[2] for name in project["classifiers"] if re.search(r":: 3\.\d+$", name)]
    assert project["requires-python"] == f">={named[0]}"
    assert named == ["3.11", "3.12", "3.13", "3.14"]


@pytest.mark.parametrize("page", ["README.md", "docs/how-to/install.md"])
def test_the_wheel_that_is_to_be_installed_is_the_one_of_this_version(page: str):
    named = set(re.findall(r"[\w.]+-[\w.]+-py3-none-any\.whl", (PROJECT / page).read_text(encoding="utf-8")))
    assert named == {f"treaty_redline-{__version__}-py3-none-any.whl"}


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> Path:
    """Where the wheel is installed: an environment without a checkout beside it.

    What redline needs is lent by the one that runs the tests, to need no network; `make dist` installs it for real.
    """
    needs("build (the extra dev)", importlib.util.find_spec("build") is not None)
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", place, PROJECT]
    built = subprocess.run(build, capture_output=True, text=True, check=False, timeout=300)
    said = built.stdout + built.stderr
    fetched = built.returncode == 0 or "build-requirements" not in said  # named where pip could not fetch them
    needs("hatchling, which builds the wheel and has to be fetched for it (no network?),", fetched)
    assert built.returncode == 0, said
    (wheel,) = place.glob("*.whl")
    where = place / "environment"
    subprocess.run([sys.executable, "-m", "venv", where], check=True, timeout=120)
    paths = sysconfig.get_paths(vars={"base": str(where), "platbase": str(where)})
    (Path(paths["purelib"]) / "lent.pth").write_text(f"{sysconfig.get_paths()['purelib']}\n", encoding="utf-8")
    install = [where / "bin/python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run(install, check=True, timeout=120)
    return where


def packaged(environment: Path) -> dict[str, str]:
    """What stands in the environment; what Python itself writes there aside."""
    files = [path for path in environment.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="environments are laid out otherwise on Windows")
def test_the_wheel_runs_and_keeps_what_is_imported_out_of_the_package(environment: Path, tmp_path: Path):
    data, before = tmp_path / "data", packaged(environment)

    def run(*arguments: str) -> str:
        # a home of its own as well, since macOS does not look at XDG_DATA_HOME
        own = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(data), "PYTHONUTF8": "1"}
        settings = {k: v for k, v in os.environ.items() if k not in ("REDLINE_TEXTS", "PYTHONPATH")} | own
        program = [environment / "bin/redline", *arguments]
        done = subprocess.run(program, cwd=tmp_path, env=settings, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("--version") == f"redline {__version__}\n"
    assert run("proposal", "RUS/27", "--output", "out") == "out/RUS-27.docx\nout/RUS-27.html\n"
    told = json.loads(run("doctor", "--json"))["texts"]
    assert told["folder"].startswith(str(environment))
    assert (told["own"], told["kept"], told["writable"]) == (told["kept"], told["kept"], True)
    assert Path(told["own"]).is_relative_to(tmp_path)
    assert f"  read: {told['own']} (not there yet)\n" in run("doctor")
    (tmp_path / "ours.txt").write_text(treaty("ours", "Members shall act."), encoding="utf-8")
    assert run("import", "ours.txt", "--yes", "--quiet") == ""
    assert Path(told["own"], "instruments/ours.txt").is_file()
    assert "Members shall act." in run("show", "ours")
    assert "MOD PRG/XX/1\n1\t1.1\tMembers shall act." in run("new", "proposal", "--base", "ours", "--proposer", "PRG")
    assert f"  read: {told['own']}\n" in run("doctor")
    assert packaged(environment) == before
