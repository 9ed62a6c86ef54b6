"""The tests themselves: which tier each is in, what a missing program does to it, and what it may import."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from conftest import PROJECT, needs


def test_a_test_that_takes_a_program_is_in_its_tier(request: pytest.FixtureRequest, soffice, browser):
    assert {mark.name for mark in request.node.iter_markers()} >= {"office", "browser"}


def test_a_test_that_asks_other_readers_is_in_their_tier(request: pytest.FixtureRequest, readers):
    assert "readers" in {mark.name for mark in request.node.iter_markers()}


@pytest.mark.parametrize(
    ("program", "tier"),
    [("/usr/bin/soffice", "office"), ("driver/node", "browser or readers"), ("bin/ooxml-validator", "readers")],
)
def test_a_test_that_starts_a_program_outside_its_tier_fails(program, tier):
    with pytest.raises(pytest.fail.Exception, match=f"starts {program}, and is not marked {tier}: take the fixture"):
        subprocess.run([program, "--version"], check=False)


def test_a_program_that_is_missing_skips_a_test_and_in_ci_fails_it(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Pen is not installed"):
        needs("Pen", there=False)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Pen is missing, and CI=true"):
        needs("Pen", there=False)
    needs("Ink", there=True)


@pytest.mark.parametrize("path", sorted((PROJECT / "tests").glob("*.py")), ids=lambda path: path.stem)
def test_no_test_imports_a_test(path: Path):
    """What two of them share stands in a module named for it, which neither has to run."""
    assert not re.findall(r"^\s*(?:from|import) (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
