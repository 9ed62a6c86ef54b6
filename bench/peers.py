"""Measures redline and the tools that people would pick instead, in one run on one machine.

Usage: peers.py [--cases] [--ordinary] [PROVISIONS ...], with the Python of `make peers`. Prints, for each tool: wall
time, peak memory, whether accept gives the new and reject the old text, words marked against words truly changed,
change runs, moves found. With --ordinary, Word to Word on pairs in which nothing is renumbered.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import marked
from cases import tricky_pairs
from generator import ORDINARY, make_pair

from redline import api
from redline.model import Instrument
from redline.writers.conference_text import write_conference_text

WORD = ("redline", "in_place", "docxodus", "jubarte", "trackdiff")
TEXT = ("redlines", "htmldiff", "xmldiff", "git")
_LIMIT = int(os.environ.get("REDLINE_LIMIT", "300"))  # seconds that any tool may take


@dataclass(frozen=True)
class Run:
    """What one tool took and made."""

    seconds: float
    megabytes: float
    found: marked.Marked | None
    """None if it failed or took too long."""


_TIMED = """
import os, resource, sys
child = os.fork()
if not child:
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]),) * 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1), os.dup2(1, 2)
    os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
_, status, usage = os.wait4(child, 0)
print(status, usage.ru_maxrss)
"""
"""Run in a bare interpreter, so that the peak memory is the tool's and not that of this process, forked."""


def run(tool: str, old: Path, new: Path, result: Path, *, labels: bool = True) -> Run:
    """Run a tool as a process of its own."""
    result.unlink(missing_ok=True)
    began = time.perf_counter()
    program = [str(Path(__file__).with_name("tool.py")), tool, str(old), str(new), str(result)]
    timed = [sys.executable, "-I", "-S", "-c", _TIMED, str(_LIMIT), *program]
    status, peak = map(int, subprocess.run(timed, capture_output=True, text=True, check=True).stdout.split())
    seconds, peak = time.perf_counter() - began, peak // 1024
    if status or not result.exists():
        return Run(seconds, peak, None)
    try:
        read = {"docx": marked.of_docx, "txt": marked.of_word_diff}.get(result.suffix.lstrip("."), marked.of_html)
        return Run(seconds, peak, read(result, labels))
    except Exception as error:
        print(f"  ({tool}: its result cannot be read: {type(error).__name__})")
        return Run(seconds, peak, None)


def write_inputs(base: Instrument, revised: Instrument, folder: Path) -> dict[str, tuple[Path, Path]]:
    """Write a pair as conference layout, as Word documents and as plain lines."""
    found: dict[str, list[Path]] = {"layout": [], "docx": [], "lines": []}
    for name, text in (("old", base), ("new", revised)):
        clean = api.WriteOptions(context=api.Context.WHOLE, bare=True, clean=True)
        contents = {
            "layout": write_conference_text(text).encode(),
            "docx": api.render(api.compare(text, text), "docx", clean),
            "lines": ("\n".join(text.lines) + "\n").encode(),
        }
        for kind, content in contents.items():
            path = folder / f"{name}.{'docx' if kind == 'docx' else 'txt'}"
            path = path.with_stem(f"{name}-{kind}")
            path.write_bytes(content)
            found[kind].append(path)
    return {kind: (paths[0], paths[1]) for kind, paths in found.items()}


def measure(
    base: Instrument, revised: Instrument, tools: tuple[str, ...], folder: Path, *, labels: bool = True
) -> dict[str, Run]:
    """Run every tool on one pair."""
    inputs = write_inputs(base, revised, folder)
    runs = {}
    for tool in tools:
        kind = "layout" if tool == "redline" else "docx" if tool in WORD else "lines"
        ending = "docx" if tool in WORD else "txt" if tool == "git" else "html"
        runs[tool] = run(tool, *inputs[kind], folder / f"{tool}.{ending}", labels=labels)
    return runs


def generated(sizes: list[int]) -> None:
    """Measure on made-up documents with a known list of edits."""
    for size in sizes:
        truth = make_pair(size, seed=1)
        true_words = truth.edited_words + truth.renumbered_fields
        print(f"\n{size} provisions; {true_words} words truly changed or renumbered; {len(truth.moved)} moves")
        print("tool           time     peak  accept reject  marked/true    runs  moves")
        with tempfile.TemporaryDirectory() as name:
            tools = WORD + (TEXT if size <= 1000 else ("git",))
            for tool, found in measure(truth.base, truth.revised, tools, Path(name)).items():
                print(_row(tool, found, truth.base, truth.revised, true_words), flush=True)


def ordinary(sizes: list[int]) -> None:
    """Measure from Word file to Word file where nearly every paragraph is as it was."""
    for size in sizes:
        truth = make_pair(size, 1, ORDINARY, numbered=False)
        print(f"\n{size} provisions, none renumbered; {truth.edited_words} words truly changed")
        print("tool           time     peak  accept reject  marked/true    runs  moves")
        with tempfile.TemporaryDirectory() as name:
            for tool, found in measure(truth.base, truth.revised, ("in_place", "docxodus"), Path(name)).items():
                print(_row(tool, found, truth.base, truth.revised, truth.edited_words), flush=True)


def _row(tool: str, made: Run, base: Instrument, revised: Instrument, true_words: int) -> str:
    head = f"{tool:<10} {made.seconds:7.2f} s {made.megabytes:5.0f} MB"
    if made.found is None:
        return f"{head}  failed"
    exact = [
        "yes" if marked.same(got, "\n".join(text.lines), spacing=tool in WORD) else "no"
        for got, text in ((made.found.accepted, revised), (made.found.rejected, base))
    ]
    ratio = made.found.words / true_words
    return f"{head}  {exact[0]:<6} {exact[1]:<6} {ratio:12.3f} {made.found.runs:7d} {made.found.moves:6d}"


def cases() -> None:
    """Measure on the tricky cases of the tests: each a pair of a few lines. Numbers and labels are left aside."""
    totals = {tool: [0, 0, 0, 0, 0] for tool in (*WORD, *TEXT)}
    worse: list[str] = []
    count = 0
    for title, base, revised in tricky_pairs():
        old, new = ("\n".join(text.lines) for text in (base, revised))
        count += 1
        with tempfile.TemporaryDirectory() as name:
            runs = measure(base, revised, (*WORD, *TEXT), Path(name), labels=False)
        exact: dict[str, marked.Marked] = {}
        for tool, made in runs.items():
            if made.found is None:
                totals[tool][4] += 1
                continue
            pairs = ((made.found.accepted, new), (made.found.rejected, old))
            if all(marked.same(got, text, spacing=tool in WORD) for got, text in pairs):
                exact[tool] = made.found
            for at, number in enumerate((made.found.words, made.found.runs, made.found.elements, tool in exact)):
                totals[tool][at] += number
        worse += _worse(title, exact)
    print(f"\n{count} tricky cases")
    print("tool        words marked  stretches  marks written  exact  failed")
    for tool, (words, changes, elements, right, failed) in totals.items():
        print(f"{tool:<10} {words:13d} {changes:10d} {elements:14d} {right:6d} {failed:7d}")
    for line in worse:
        print(f"more words than the best exact peer: {line}")


def _worse(title: str, exact: dict[str, marked.Marked]) -> Iterator[str]:
    """Say where an exact Word peer marks fewer words than we do."""
    peers = {tool: found for tool, found in exact.items() if tool in WORD[1:]}
    ours = exact.get("redline")
    if ours is None:
        yield f"{title}: ours is not exact"
    elif peers:
        best = min(peers, key=lambda tool: peers[tool].words)
        if ours.words > peers[best].words:
            theirs = f"{peers[best].words} by {best} in {peers[best].runs} stretches ({peers[best].elements} marks)"
            yield f"{title}: {ours.words} in {ours.runs} ({ours.elements}), {theirs}"


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if "--cases" in arguments:
        cases()
    sizes = [int(argument) for argument in arguments if argument.isdigit()]
    if "--ordinary" in arguments:
        ordinary(sizes)
    else:
        generated(sizes)
