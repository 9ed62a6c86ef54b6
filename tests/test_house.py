"""The import contracts hold for modules that are not written yet."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow  # the import map of the whole package, a dozen times


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    """A copy of the package and its contracts."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(PROJECT / "redline", folder / "redline", ignore=shutil.ignore_patterns("__pycache__", "texts"))
    shutil.copy(PROJECT / "pyproject.toml", folder)
    return folder


def broken(house: Path) -> str:
    script = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", script, "--no-cache"], cwd=house, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("model/extra.py", "import lxml", "The model needs the standard library only"),
        ("engine/extra.py", "from lxml import etree", "Word and XML"),
        ("tasks/extra.py", "import docx", "Word and XML"),
        ("cli/extra.py", "from lxml import etree", "Word and XML"),
        ("readers/extra.py", "import docx", "Word and XML"),
        ("tasks/extra.py", "import typer", "The command line alone knows typer"),
        ("engine/words/extra.py", "import diff_match_patch", "Words are compared in one module"),
        ("writers/in_place/extra.py", "import diff_match_patch", "Words are compared in one module"),
        ("readers/extra.py", "import redline.writers", "cli -> api"),
        ("engine/extra.py", "import redline.tasks", "cli -> api"),
        ("extra.py", "import redline.model", "cli -> api"),  # a module that has no floor
    ],
)
def test_a_new_module_that_imports_what_it_must_not_is_caught(house, module, line, contract):
    path = house / "redline" / module
    path.write_text(f'"""Made up."""\n{line}\n')
    try:
        said = " ".join(broken(house).split())
    finally:
        path.unlink()
    assert f"{contract}" in said
    assert "BROKEN" in said or "not listed" in said or "exhaustive" in said.lower()


def test_as_it_stands_no_contract_is_broken(house):
    assert broken(house) == ""
