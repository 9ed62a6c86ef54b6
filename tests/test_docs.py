"""The documentation says what is so: commands run as printed, options are listed, links lead somewhere."""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from command_line import COMMANDS
from conftest import PROJECT, needs
from word_pairs import pairs

import redline
from redline import api
from redline.cli.reference import reference

README = (PROJECT / "README.md").read_text(encoding="utf-8")
PAGES = [*PROJECT.glob("*.md"), *sorted((PROJECT / "docs").rglob("*.md")), PROJECT / "texts/README.md"]


@pytest.mark.slow
def test_the_commands_of_the_readme_print_what_it_says(command, tmp_path: Path):
    shutil.copy(PROJECT / "tests/choices.toml", tmp_path)
    (tmp_path / "paper.md").write_text("# Our position\n\n{{redline RUS/27/8}}\n")
    for name, data in zip(("old.docx", "new.docx"), pairs()["a word"], strict=True):
        (tmp_path / name).write_bytes(data)
    treaty = api.texts().instrument("itrs-1988")
    whole = api.WriteOptions(context=api.Context.WHOLE)
    (tmp_path / "ours.docx").write_bytes(api.render(api.compare(treaty, treaty), "docx", whole))
    checked = 0
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for part in re.split(r"^\$ redline ", block, flags=re.MULTILINE)[1:]:
            line, _, printed = part.partition("\n")
            done = command(*shlex.split(line))
            said = done.stdout + done.stderr
            assert said.replace(f"{PROJECT}/", "") == printed  # run elsewhere, so that paths are whole
            checked += 1
    assert checked == 25


@pytest.mark.slow
def test_the_tutorial_runs_exactly_as_it_is_printed(tmp_path: Path):
    """Each line is given to a shell, in an empty folder, in the order of the page."""
    checked = 0
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    page = (PROJECT / "docs/tutorial.md").read_text(encoding="utf-8")
    for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, printed = part.partition("\n")
            done = subprocess.run(
                ["bash", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
            )
            assert done.stdout + done.stderr == printed, line
            checked += 1
    assert checked == 10


def test_the_reference_of_commands_is_what_the_program_says():
    """`make reference` writes it."""
    page = (PROJECT / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert page == reference()
    for name in COMMANDS:
        assert f"## redline {name}\n" in page


def test_the_reference_of_python_has_every_public_name():
    page = (PROJECT / "docs/reference/python.md").read_text(encoding="utf-8")
    for name in redline.__all__:
        assert re.search(rf"[.]{name}\n", page) or name == "__version__", name
    for target in re.findall(r"^\.\. auto\w+:: ([\w.]+)", page, re.MULTILINE):
        module, _, name = target.rpartition(".")
        assert hasattr(importlib.import_module(module), name), target
    assert page.count(".. auto") > 30


def test_the_python_of_the_reference_runs_and_prints_what_it_says(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    page = (PROJECT / "docs/reference/python.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(compile(block, "python.md", "exec"), names)
        assert capsys.readouterr().out.splitlines() == re.findall(r"^# (.*)", block, re.MULTILINE)


@pytest.mark.slow
def test_a_format_of_another_package_is_read_and_written_as_the_page_says(tmp_path: Path):
    page = (PROJECT / "docs/how-to/add-a-format.md").read_text(encoding="utf-8")
    (module,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (declared,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "leaflet.py").write_text(module, encoding="utf-8")
    points = tomllib.loads(declared)["project"]["entry-points"]
    installed = tmp_path / "leaflet-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: leaflet\nVersion: 1\n", encoding="utf-8")
    lines = [f"[{group}]\n" + "".join(f"{a} = {b}\n" for a, b in named.items()) for group, named in points.items()]
    (installed / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "page.leaflet").write_text("Made up for a test", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "redline", *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    assert "Made up for a test" in run("show", "page.leaflet")
    written = run("proposal", "PRG/29", "--format", "leaflet", "--output", "-")
    assert written == "1 changes in International Telecommunication Regulations (Melbourne, 1988)\n"


@pytest.mark.slow
def test_the_documentation_is_built_without_a_warning(tmp_path: Path):
    needs("Sphinx (the extra docs)", importlib.util.find_spec("sphinx") is not None)
    command = [sys.executable, "-m", "sphinx", "--fail-on-warning", "--keep-going", "-q", "-b", "html", "docs"]
    done = subprocess.run([*command, tmp_path], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for page in tmp_path.rglob("*.html"):  # nothing is loaded from elsewhere
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"(?:https?:)?//", text), page.name


def test_every_page_of_the_documentation_can_be_reached():
    listed = (PROJECT / "docs/index.md").read_text(encoding="utf-8")
    for page in (PROJECT / "docs").rglob("*.md"):
        name = str(page.relative_to(PROJECT / "docs").with_suffix(""))
        assert name == "index" or f"\n{name}\n" in listed, name


def test_the_python_of_the_readme_runs_and_prints_what_it_says(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert f"It prints `{capsys.readouterr().out.strip()}`." in README
    assert (tmp_path / "RUS-27.docx").exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_in_the_readme(command, name):
    assert f"redline {name}" in README or name == "list"
    for option in re.findall(r"--[a-z-]+", command(name, "--help").stdout):
        assert option in README or option in ("--help", "--quiet", "--verbose")


def test_the_two_commands_are_targets_of_the_makefile():
    makefile = (PROJECT / "Makefile").read_text()
    for target in (
        "redlines",
        "quick",
        "test",
        "lint",
        "accept",
        "fuzz",
        "mutants",
        "bench",
        "peers",
        "dist",
        "docs",
        "reference",
        "clean",
    ):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(PROJECT)) for page in PAGES])
def test_links_lead_somewhere(page: Path):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_every_dependency_has_its_line():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    text = (PROJECT / "docs/dependencies.md").read_text().casefold()
    for dependency in wanted:
        name = re.split(r"[\[<>=,]", dependency)[0].casefold()
        if name != project["name"]:
            assert name in text, name


def test_every_key_of_the_layout_is_described():
    from redline.readers.fields import KEYS

    text = (PROJECT / "texts/README.md").read_text(encoding="utf-8")
    for key in KEYS:
        assert f"`{key}" in text, key


def test_a_module_is_never_long():
    """The house's limit: 400 lines."""
    for path in (PROJECT / "redline").rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path.name
