"""Runs LibreOffice, with a script in its own Python that edits documents or settles their tracked changes.

What is hard is to tell a fault of the program from one of the machine. LibreOffice's bridge to Python now and then
crashes the Python that uses it, whatever the document, and a busy machine takes ten times as long as an idle one.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from conftest import PROJECT, SYSTEM_PYTHON

SCRIPTS = PROJECT / "tests" / "office"
HANGS = 300.0
"""Seconds without one finished job after which LibreOffice will not go on; a job takes half a second, a start five."""
_LOOK = 0.05

Job = list[str]


@dataclass(frozen=True)
class _Run:
    """How a run of a script ended: its status, how many jobs it had done, and why it was ended, if it was."""

    status: int
    done: int
    ended: str = ""


def run_office(
    soffice: str, jobs: Sequence[Job], folder: Path, script: str | Path = "resolve.py", hangs: float = HANGS
) -> None:
    """Start LibreOffice for a list of jobs, which a script of tests/office does in it, one after the other.

    A script that dies of a signal, or that finishes no job for five minutes, has met the machine's fault: LibreOffice
    is started anew for the jobs that are left, and a warning says so. Each job is given two such chances, however many
    there are and however long all take. When LibreOffice itself says no, or crashes, the script ends with an error,
    not by a signal, and so does the test, at once.

    Raises:
        RuntimeError: If the script ended with an error, or a job was tried twice and not done.
    """
    left, tried = list(jobs), 0
    while True:
        run = _run_once(soffice, left, folder, script, hangs)
        if run.status > 0:
            raise RuntimeError(f"{script} ended with status {run.status}")
        if run.status == 0:
            return
        tried = tried + 1 if run.done == 0 else 1
        left = left[run.done :]
        why = run.ended or f"died of signal {-run.status}"
        if tried == 2:
            raise RuntimeError(f"the script that drives LibreOffice {why}, twice, at {left[:1] or 'its end'}")
        warnings.warn(f"the script that drives LibreOffice {why}; run again", stacklevel=2)


def _run_once(soffice: str, jobs: list[Job], folder: Path, script: str | Path, hangs: float) -> _Run:
    home = Path(tempfile.mkdtemp(prefix="office-", dir=folder))  # a profile of its own: a crash may spoil one
    listed, said = home / "jobs.json", home / "done.txt"
    listed.write_text(json.dumps(jobs))
    pipe = f"redline{os.getpid()}{home.name}"
    office = subprocess.Popen(
        [
            soffice,
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            f"--accept=pipe,name={pipe};urp",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with listed.open() as given, said.open("w") as progress:
            command = [SYSTEM_PYTHON, "-X", "faulthandler", SCRIPTS / script, pipe]
            driver = subprocess.Popen(command, stdin=given, stdout=progress)
        ended = _watch(driver, said, hangs)
        if driver.returncode == 0:
            with contextlib.suppress(subprocess.TimeoutExpired):  # its work is done, ended or not
                office.wait(timeout=30)
        return _Run(driver.returncode, said.read_text().count("\n"), ended)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGKILL)
        office.wait()
        shutil.rmtree(home, ignore_errors=True)


def _watch(driver: subprocess.Popen[bytes], said: Path, hangs: float) -> str:
    """Wait for a script as long as it gets on; kill it when it does not, and say so."""
    seen, deadline = 0, time.monotonic() + hangs
    try:
        while driver.poll() is None:
            size = said.stat().st_size
            if size > seen:
                seen, deadline = size, time.monotonic() + hangs
            if time.monotonic() > deadline:
                return f"finished no job in {hangs:g} s"
            time.sleep(_LOOK)
        return ""
    finally:
        driver.kill()
        driver.wait()


def convert(soffice: str, files: Sequence[Path], to: str, folder: Path, *more: str) -> None:
    """Let LibreOffice save files in another format into a folder, as its own command line does.

    Args:
        soffice: The program.
        files: What to convert.
        to: The format, as ``--convert-to`` takes it.
        folder: Where the results go.
        more: Further options.
    """
    try:
        _convert(soffice, files, to, folder, *more)
    except subprocess.TimeoutExpired:
        warnings.warn(f"the script that drives LibreOffice did not end in {HANGS:g} s; run again", stacklevel=2)
        _convert(soffice, files, to, folder, *more)


def _convert(soffice: str, files: Sequence[Path], to: str, folder: Path, *more: str) -> None:
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as profile:
        command = [soffice, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", *more, "--convert-to", to]
        office = subprocess.Popen(
            [*command, "--outdir", folder, *files],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            status = office.wait(timeout=HANGS)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(office.pid, signal.SIGKILL)
            office.wait()
    if status:
        raise RuntimeError(f"LibreOffice ended with status {status}")
