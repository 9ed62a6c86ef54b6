"""Runs one redlining tool on one pair of documents; peers.py starts it as a process of its own, to measure it.

Usage: tool.py NAME OLD NEW RESULT. Word tools take and give .docx; the others take the text, a line a paragraph, and
give HTML with ins and del, or git's word diff.
"""

from __future__ import annotations

import html
import subprocess
import sys
from pathlib import Path


def redline(old: Path, new: Path, result: Path) -> None:
    """Ours, from the conference layout, with Word's own moves."""
    from redline import api

    first, second = api.read(old), api.read(new)
    options = api.WriteOptions(context=api.Context.WHOLE, bare=True, moves=api.Moves.NATIVE)
    result.write_bytes(api.render(api.compare(first, second), "docx", options))


def in_place(old: Path, new: Path, result: Path) -> None:
    """Ours, from Word file to Word file."""
    from redline import api

    written = api.InPlaceOptions(moves=api.Moves.NATIVE)
    result.write_bytes(api.compare(old, new, None, written).data)


def docxodus(old: Path, new: Path, result: Path) -> None:
    """python-redlines with its .NET engine."""
    from python_redlines import DocxodusEngine

    result.write_bytes(DocxodusEngine().run_redline("bench", old, new, detect_moves=True)[0])


def jubarte(old: Path, new: Path, result: Path) -> None:
    """jubarte-redlines, in Rust."""
    from jubarte_redlines import compare_documents

    result.write_bytes(compare_documents(old.read_bytes(), new.read_bytes(), author="bench"))


def trackdiff(old: Path, new: Path, result: Path) -> None:
    """docx-trackdiff, in Python with lxml."""
    subprocess.run(
        [Path(sys.executable).with_name("docx-trackdiff"), old, new, result, "--author", "bench"],
        check=True,
        capture_output=True,
    )


def redlines(old: Path, new: Path, result: Path) -> None:
    """redlines, a word diff of text."""
    from redlines import Redlines

    result.write_text(Redlines(old.read_text(), new.read_text(), markdown_style="none").output_markdown)


def htmldiff(old: Path, new: Path, result: Path) -> None:
    """lxml's HTML diff."""
    from lxml.html.diff import htmldiff as compare

    pages = ["".join(f"<p>{html.escape(line)}</p>" for line in path.read_text().split("\n")) for path in (old, new)]
    result.write_text(compare(*pages))


def xmldiff(old: Path, new: Path, result: Path) -> None:
    """xmldiff on a paragraph element a line, its changes marked by its own formatter."""
    from lxml import etree
    from xmldiff import formatting, main

    trees = [
        etree.fromstring(
            "<t>" + "".join(f"<p>{html.escape(line)}</p>" for line in path.read_text().split("\n")) + "</t>"
        )
        for path in (old, new)
    ]
    formatter = formatting.XMLFormatter(normalize=formatting.WS_NONE, text_tags=("p",))
    result.write_text(main.diff_trees(*trees, formatter=formatter))


def git(old: Path, new: Path, result: Path) -> None:
    """git diff --word-diff."""
    command = ["git", "diff", "--no-index", "--word-diff=porcelain", "-U1000000", str(old), str(new)]
    result.write_bytes(subprocess.run(command, check=False, capture_output=True).stdout)


_ALL = (redline, in_place, docxodus, jubarte, trackdiff, redlines, htmldiff, xmldiff, git)
TOOLS = {tool.__name__: tool for tool in _ALL}

if __name__ == "__main__":
    TOOLS[sys.argv[1]](*map(Path, sys.argv[2:]))
