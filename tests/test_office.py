"""LibreOffice opens every document, accepts and rejects all its changes exactly, and prints it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ALL, PROJECT, SYSTEM_PYTHON, needs

from redline import api
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
    _run_office(soffice, jobs, folder)
    return folder


def _run_office(soffice: str, jobs: list[list[str]], folder: Path) -> None:
    pipe = f"redline{os.getpid()}"
    office = subprocess.Popen(
        [
            soffice,
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"--accept=pipe,name={pipe};urp",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        driver = [SYSTEM_PYTHON, PROJECT / "tests" / "office" / "resolve.py", pipe]
        subprocess.run(driver, input=json.dumps(jobs), text=True, check=True, timeout=400)
        office.wait(timeout=30)
    finally:
        if office.poll() is None:
            os.killpg(office.pid, 9)
            office.wait()


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
