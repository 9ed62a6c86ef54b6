"""Asks readers and validators of Word documents that are not ours, as programs of their own.

What is hard is that one of them may hang at a document and must not take the others along.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SCRIPT = Path(__file__).parent / "readers" / "resolve.mjs"
HANGS = 300.0
"""Seconds for one document after which a program will not end; it takes a tenth of one."""
_LOOK = 0.02

Job = tuple[Path, str, Path]
"""A document, ``accept`` or ``reject``, and where the result goes."""


def docxodus(readers: Path, jobs: Sequence[Job], hangs: float = HANGS) -> dict[Path, str]:
    """Let Docxodus accept or reject all changes of documents, in one process of node for all of them.

    Returns:
        For each result that could not be made, why. A document at which it hangs is one, and node is started anew for
        those after it.

    Raises:
        RuntimeError: If node ends with an error.
    """
    failed: dict[Path, str] = {}
    left = list(jobs)
    while left:
        done = _run_once(readers, left, hangs)
        for line in done:
            target, _, why = line.partition("\t")
            if why:
                failed[Path(target)] = why
        left = left[len(done) :]
        if left:
            failed[left[0][2]] = f"was not done in {hangs:g} s"
            left = left[1:]
    return failed


def _run_once(readers: Path, jobs: Sequence[Job], hangs: float) -> list[str]:
    """What a process says of the jobs that it has done, until it ends or hangs."""
    with tempfile.TemporaryDirectory(prefix="readers-") as name:
        listed, said = Path(name, "jobs.json"), Path(name, "said.txt")
        listed.write_text(json.dumps([[str(source), action, str(target)] for source, action, target in jobs]))
        with listed.open() as given, said.open("w") as progress:
            node = subprocess.Popen(
                ["node", SCRIPT, readers / "node_modules"], stdin=given, stdout=progress, stderr=subprocess.DEVNULL
            )
        seen, deadline = 0, time.monotonic() + hangs
        try:
            while node.poll() is None and time.monotonic() < deadline:
                if said.stat().st_size > seen:
                    seen, deadline = said.stat().st_size, time.monotonic() + hangs
                time.sleep(_LOOK)
        finally:
            node.kill()
            node.wait()
        if node.returncode > 0:
            raise RuntimeError(f"{SCRIPT.name} ended with status {node.returncode}")
        return said.read_text().splitlines()


def jubarte(readers: Path, jobs: Sequence[Job], hangs: float = HANGS) -> dict[Path, str]:
    """Let jubarte-redlines accept or reject all changes of documents; return, for each result it did not make, why."""
    failed: dict[Path, str] = {}
    for source, action, target in jobs:
        try:
            done = _jubarte(readers, "--quiet", action, source, "--output", target, "--force", hangs=hangs)
        except subprocess.TimeoutExpired:
            failed[target] = f"was not done in {hangs:g} s"
            continue
        if done.returncode:
            failed[target] = " ".join(done.stderr.split())
    return failed


def refused(readers: Path, document: Path) -> set[str]:
    """Return the errors for which Word, as jubarte-redlines knows it, would not open a document."""
    done = _jubarte(readers, "--quiet", "validate", "--json", document, hangs=HANGS)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return {f"{one['code']}: {one['message']}" for one in found if one["severity"] == "error"}


def _jubarte(readers: Path, *arguments: str | Path, hangs: float) -> subprocess.CompletedProcess[str]:
    program = readers / "python" / "bin" / "jubarte-redlines"
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=hangs, check=False)


def violations(readers: Path, document: Path, version: str = "Microsoft365") -> set[tuple[str, str]]:
    """Return the kinds of violation that the validator of the Open XML SDK finds in a document, each with its words.

    Raises:
        RuntimeError: If it could not read the document at all.
    """
    (program,) = (readers / "node_modules" / "@xarsh").glob("ooxml-validator-*/ooxml-validator")
    environment = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run(
        [program, document, version], capture_output=True, text=True, timeout=HANGS, check=False, env=environment
    )
    found = json.loads(done.stdout)["errors"]
    for one in found:
        if one["errorType"] == "Exception":
            raise RuntimeError(f"{document}: {one['description']}")
    return {(one["id"], one["description"]) for one in found}
