"""What all tests share: the texts, a redline of every proposal, and the tools that a machine may lack."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import examples  # noqa: F401  (the profiles of Hypothesis)
import pytest
from command_line import HANGS, run_here, run_installed
from hypothesis import settings

from redline import api
from redline.library import Library
from redline.model import Redline

PROJECT = Path(__file__).parent.parent
settings.load_profile("whole")
collect_ignore = ["office"]  # run by the system's Python, inside LibreOffice
SYSTEM_PYTHON = Path("/usr/bin/python3")  # Debian's, which has LibreOffice's uno
READERS = PROJECT / "build" / "readers"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected parts of tests/cases")


TIERS = {"libreoffice": "office", "browser": "browser", "readers": "readers"}
"""The fixtures that find a program which not every machine has, and the marker of the tests that use one of them."""

STARTS = {
    "soffice": ("office",),
    "chromium": ("browser",),
    "node": ("browser", "readers"),  # Playwright starts Chromium from a node of its own
    "jubarte-redlines": ("readers",),
    "ooxml-validator": ("readers",),
}
"""The programs that belong to these tests only, and the markers of those that may start them."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test by the programs that it needs: its fixtures say so, and none can be forgotten.

    A pair of documents the other way is slow: it seldom fails where the pair does not.
    """
    if item.name.endswith("back]"):
        item.add_marker("slow")
    for fixture in TIERS.keys() & set(getattr(item, "fixturenames", ())):
        item.add_marker(TIERS[fixture])


_now: list[pytest.Item] = []  # the test that runs


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item):
    _now[:] = [item]
    return (yield)


def _stays_in_its_tier(event: str, arguments: tuple) -> None:
    """Fail a test that starts what only marked tests may, however it came by the program."""
    if event != "subprocess.Popen" or not _now:
        return
    tiers = STARTS.get(Path(os.fsdecode(arguments[0] or arguments[1][0])).name, ())
    if tiers and not any(_now[0].get_closest_marker(tier) for tier in tiers):
        fixtures = (name for name, marker in TIERS.items() if marker in tiers)
        pytest.fail(
            f"starts {arguments[0]}, and is not marked {' or '.join(tiers)}: take the fixture {' or '.join(fixtures)}"
        )


sys.addaudithook(_stays_in_its_tier)


def needs(tool: str, there: bool) -> None:
    """Skip a test whose tool is missing; in CI fail instead, so that no machine passes by lacking it."""
    if not there:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{tool} is missing, and CI=true")
        pytest.skip(f"{tool} is not installed")


@dataclass(frozen=True)
class Made:
    """The redline of one proposal, or of one of its options."""

    name: str
    redline: Redline


TEXTS = api.texts(PROJECT / "texts")


def redlines_of_all() -> list[Made]:
    jobs, missing = api.all_jobs(TEXTS)
    assert not missing
    return [Made(job.stem, job.make()) for job in jobs]


ALL = redlines_of_all()
every_redline = pytest.mark.parametrize("made", ALL, ids=[made.name for made in ALL])
"""Runs a test once for each proposal and option in texts/."""


@pytest.fixture(scope="session")
def texts() -> Library:
    return TEXTS


@pytest.fixture(scope="session")
def itrs(texts: Library):
    return texts.instrument("itrs-1988")


@pytest.fixture(scope="session")
def libreoffice() -> str:
    """The program, for a test that gives it a file to convert."""
    found = shutil.which("soffice")
    needs("LibreOffice", found is not None)
    return str(found)


@pytest.fixture(scope="session")
def soffice(libreoffice: str) -> str:
    """The program, for a test that drives it from the system's Python."""
    has_uno = (
        SYSTEM_PYTHON.exists()
        and not subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode
    )
    needs("LibreOffice with python3-uno", has_uno)
    return libreoffice


@pytest.fixture(scope="session")
def readers() -> Path:
    """The folder of ``make readers``, for what asks a reader or a validator of Word documents that is not ours."""
    needs("node", shutil.which("node") is not None)
    needs("what make readers installs", (READERS / "installed").exists())
    return READERS


@pytest.fixture(scope="session")
def browser():
    path = shutil.which("chromium")
    needs("Chromium", path is not None)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"], timeout=HANGS * 1000)
        yield launched
        launched.close()


@pytest.fixture
def context(browser):
    """Open a window of Chromium with settings of its own; it waits until a page hangs, not until one is slow."""
    opened = []

    def open_context(**settings):
        made = browser.new_context(**settings)
        made.set_default_timeout(HANGS * 1000)
        opened.append(made)
        return made

    yield open_context
    for made in opened:
        made.close()


@pytest.fixture
def command(tmp_path: Path):
    """Run the command line in this process, in a folder of its own; gives what a finished process would."""
    return functools.partial(run_here, cwd=tmp_path)


@pytest.fixture
def installed(tmp_path: Path):
    """Run the installed program, for what only a process shows: its streams, its status, its limits, its start."""
    return functools.partial(run_installed, cwd=tmp_path)
