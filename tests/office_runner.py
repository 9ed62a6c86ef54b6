"""Runs LibreOffice, with a script in its own Python that edits documents or settles their tracked changes."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import warnings
from pathlib import Path

from conftest import PROJECT, SYSTEM_PYTHON


def run_office(soffice: str, jobs: list[list[str]], folder: Path, script: str | Path = "resolve.py") -> None:
    """Start LibreOffice for a list of jobs, which a script of tests/office does in it.

    LibreOffice's bridge to Python now and then crashes the Python that uses it, whatever the document: such a run is
    done a second time, and a warning says so. When LibreOffice itself crashes, the script ends with an error, not by a
    signal, and so does the test.
    """
    status = _run_once(soffice, jobs, folder / "profile", script)
    if status < 0:
        warnings.warn(f"the script that drives LibreOffice died of signal {-status}; run again", stacklevel=2)
        status = _run_once(soffice, jobs, folder / "profile-2", script)
    if status:
        raise RuntimeError(f"{script} ended with status {status}")


def _run_once(soffice: str, jobs: list[list[str]], profile: Path, script: str | Path) -> int:
    pipe = f"redline{os.getpid()}{profile.name}"
    office = subprocess.Popen(
        [
            soffice,
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation={profile.as_uri()}",
            f"--accept=pipe,name={pipe};urp",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        driver = [SYSTEM_PYTHON, "-X", "faulthandler", PROJECT / "tests" / "office" / script, pipe]
        done = subprocess.run(driver, input=json.dumps(jobs), text=True, check=False, timeout=400)
        if not done.returncode:
            with contextlib.suppress(subprocess.TimeoutExpired):  # its work is done, ended or not
                office.wait(timeout=30)
        return done.returncode
    finally:
        if office.poll() is None:
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()
