"""Commands for the room, where the question is where everybody stands: delegations, compile."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redline.cli import arguments as arg
from redline.cli.report import Report

if TYPE_CHECKING:
    from collections.abc import Mapping

First = Annotated[
    str, typer.Argument(metavar="A", help="A delegation (RUS, Paraguay), a document or a file.", show_default=False)
]
Second = Annotated[str, typer.Argument(metavar="B", help="Another.", show_default=False)]
Direct = Annotated[bool, typer.Option("--direct", help="Compare B’s text with A’s itself, without the base.")]
Alternative = Annotated[
    str,
    typer.Option("--option", metavar="N", help="Which alternative of a document that has some.", show_default=False),
]
FormatNames = Annotated[
    list[str] | None,
    typer.Option("--format", "-f", metavar="FORMAT", help="What to write; several times.", show_default="all"),
]
Folder = Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="Folder for the files.")]
Article = Annotated[str, typer.Option("--article", metavar="N", help="One article, or Preamble, App. 1, ...")]
Subject = Annotated[str, typer.Option("--subject", metavar="ID", help="One subject; see `redline list subjects`.")]
Delegations = Annotated[
    list[str] | None,
    typer.Option("--delegation", metavar="NAME", help="One delegation; several times.", show_default="all"),
]


def delegations(
    first: First,
    second: Second,
    formats: FormatNames = None,
    output: Folder = "output",
    option: Alternative = "",
    base: arg.Base = "",
    direct: Direct = False,
    texts: arg.Texts = None,
    quiet: arg.Quiet = False,
) -> None:
    """Compare what two delegations propose: where they agree, differ and conflict.

    Writes a table (docx, html, json) and B's text as tracked changes on A's (docx).
    """
    from redline import api

    library = api.texts(texts)
    found = api.compare_delegations(library, first, second, base=base, option=option, direct=direct)
    files = api.comparison_files(found, formats or api.COMPARISON_FORMATS)
    counts = Counter(row.relation.value for row in found.rows)
    _put(files, output, Report(quiet), "; ".join(f"{name}: {count}" for name, count in counts.items()) or "nothing")


def compile_(
    article: Article = "",
    subject: Subject = "",
    names: Delegations = None,
    formats: FormatNames = None,
    output: Folder = "output",
    base: arg.Base = "",
    texts: arg.Texts = None,
    quiet: arg.Quiet = False,
) -> None:
    """Compile all proposals, provision by provision in treaty order.

    Writes a table (docx, html, json), a sheet of who proposes what (xlsx), and one Word document
    in which each delegation's amendments are tracked changes under its own name.
    """
    from redline import api

    options = api.CompileOptions(article=article, subject=subject, delegations=tuple(names or ()), base=base)
    found = api.compile_proposals(api.texts(texts), options)
    files = api.compilation_files(found, formats or api.COMPILATION_FORMATS)
    report = Report(quiet)
    _put(files, output, report, f"{len(found.rows)} places, {len(found.members)} documents and alternatives")
    for reason in found.missing:
        report.say(f"left out: {reason}")


def _put(files: Mapping[str, bytes], output: str, report: Report, summary: str) -> None:
    """Put the files in their places, print their paths, say what they hold."""
    from redline import api

    placed = {Path(output) / name: content for name, content in files.items()}
    api.replace_files(placed)
    report.paths(placed)
    report.say(summary)
