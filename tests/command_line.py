"""Runs the command line: in this process, which costs milliseconds, or as the installed program, which costs a start.

Both take the same arguments and give the same answer, so that a test changes from one to the other by its fixture.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest import mock

from typer.testing import CliRunner

COMMANDS = (
    *("list", "show", "positions", "proposal", "consolidate", "compare"),
    *("delegations", "compile", "converge", "site", "choose", "check", "verify", "brackets"),
    *("attach", "import", "doctor"),
)
PROGRAM = shutil.which("redline") or str(Path(sys.executable).parent / "redline")
HANGS = 600
"""Seconds after which a program will not end: a hundred times what the longest takes, since the machine may be busy."""

Finished = subprocess.CompletedProcess


def environment(more: Mapping[str, str] | None = None) -> dict[str, str | None]:
    """What a run finds in its environment beside what is there; None takes away."""
    return {"REDLINE_TEXTS": None, "COLUMNS": "80", "PYTHONUTF8": "1", **(more or {})}


def run_here(
    *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None, text: bool = True
) -> Finished[str] | Finished[bytes]:
    """Run the command line in this process, through the entry point that the installed program calls."""
    from redline.cli import main

    words = [*map(str, arguments)]
    with (
        contextlib.chdir(cwd),
        mock.patch.object(sys, "argv", ["redline", *words]),
        CliRunner().isolation(env=environment(env)) as (out, err, _),
    ):
        status: object = 0
        try:
            main()
        except SystemExit as leaving:
            status = leaving.code
        sys.stdout.flush()
        sys.stderr.flush()
        printed = out.getvalue(), err.getvalue()
    assert status is None or isinstance(status, int)
    if text:
        return Finished(words, status or 0, *(stream.decode() for stream in printed))
    return Finished(words, status or 0, *printed)


def run_installed(
    *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None, text: bool = True, **settings
) -> Finished[str] | Finished[bytes]:
    """Run the installed program, as a user does."""
    found = {**os.environ, **environment(env)}
    return subprocess.run(
        [PROGRAM, *map(str, arguments)],
        cwd=cwd,
        env={name: value for name, value in found.items() if value is not None},
        text=text,
        capture_output=True,
        check=False,
        timeout=HANGS,
        **settings,
    )
