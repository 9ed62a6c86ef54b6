"""The documentation says what is so: commands run as printed, options are listed, links lead somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
from conftest import PROJECT
from test_cli import COMMANDS
from word_pairs import pairs

from redline import api

README = (PROJECT / "README.md").read_text(encoding="utf-8")
PAGES = [*PROJECT.glob("*.md"), *sorted((PROJECT / "docs").rglob("*.md")), PROJECT / "texts/README.md"]


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
    assert checked == 24


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
    for target in ("redlines", "test", "lint", "accept", "fuzz", "bench", "peers", "dist", "clean"):
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
