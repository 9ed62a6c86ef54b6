"""Runs LibreOffice, with a script in its own Python that edits documents or settles their tracked changes."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from conftest import PROJECT, SYSTEM_PYTHON


def run_office(soffice: str, jobs: list[list[str]], folder: Path, script: str = "resolve.py") -> None:
    """Start LibreOffice for a list of jobs, which a script of tests/office does in it."""
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
        driver = [SYSTEM_PYTHON, PROJECT / "tests" / "office" / script, pipe]
        subprocess.run(driver, input=json.dumps(jobs), text=True, check=True, timeout=400)
        office.wait(timeout=30)
    finally:
        if office.poll() is None:
            os.killpg(office.pid, 9)
            office.wait()
