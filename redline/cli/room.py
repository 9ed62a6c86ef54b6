"""Commands for the room, where the question is where everybody stands: delegations, compile, converge."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from redline.cli import arguments as arg
from redline.cli import completing
from redline.cli.produce import design_of
from redline.cli.report import Report
from redline.readers.options import View
from redline.writers.options import Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from redline.model import Changes, Convergence, Member

First = Annotated[
    str,
    typer.Argument(
        metavar="A",
        help="A delegation (RUS, Paraguay), a document or a file.",
        show_default=False,
        autocompletion=completing.delegations,
    ),
]
Second = Annotated[
    str, typer.Argument(metavar="B", help="Another.", show_default=False, autocompletion=completing.delegations)
]
Direct = Annotated[bool, typer.Option("--direct", help="Compare B’s text with A’s itself, without the base.")]
Alternative = Annotated[
    str,
    typer.Option("--option", metavar="N", help="Which alternative of a document that has some.", show_default=False),
]
FormatNames = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="What to write, several times: docx, html, json, pdf; compile also xlsx.",
        show_default="all but pdf",
    ),
]
Folder = Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="Folder for the files.")]
Article = Annotated[
    str,
    typer.Option(
        "--article", metavar="N", help="One article, or Preamble, App. 1, ...", autocompletion=completing.articles
    ),
]
Subject = Annotated[
    str,
    typer.Option(
        "--subject", metavar="ID", help="One subject; see `redline list subjects`.", autocompletion=completing.subjects
    ),
]
Delegations = Annotated[
    list[str] | None,
    typer.Option(
        "--delegation",
        metavar="NAME",
        help="One delegation; several times.",
        show_default="all",
        autocompletion=completing.delegations,
    ),
]


def delegations(
    first: First,
    second: Second,
    formats: FormatNames = None,
    output: Folder = "output",
    option: Alternative = "",
    base: arg.Base = "",
    direct: Direct = False,
    style: arg.Styles = Style.SAFE,
    template: arg.Template = None,
    view: arg.ViewOption = View.FINAL,
    convert: arg.Convert = False,
    texts: arg.Texts = None,
    quiet: arg.Quiet = False,
) -> None:
    """Compare what two delegations propose: where they agree, differ and conflict.

    Writes a table (docx, html, json) and B's text as tracked changes on A's (docx).
    """
    from redline import api

    library = arg.library(texts, view, convert)
    Report(quiet).notes(library.instead)
    found = api.compare_delegations(library, first, second, base=base, option=option, direct=direct)
    files = api.comparison_files(found, formats or (), design_of(style, template))
    counts = Counter(row.relation.value for row in found.rows)
    _put(files, output, Report(quiet), "; ".join(f"{name}: {count}" for name, count in counts.items()) or "nothing")


def compile_(
    article: Article = "",
    subject: Subject = "",
    names: Delegations = None,
    formats: FormatNames = None,
    output: Folder = "output",
    base: arg.Base = "",
    style: arg.Styles = Style.SAFE,
    template: arg.Template = None,
    texts: arg.Texts = None,
    quiet: arg.Quiet = False,
) -> None:
    """Compile all proposals, provision by provision in treaty order.

    Writes a table (docx, html, json), a sheet of who proposes what (xlsx), and one Word document
    in which each delegation's amendments are tracked changes under its own name.
    """
    from redline import api

    options = api.CompileOptions(article=article, subject=subject, delegations=tuple(names or ()), base=base)
    library, report = api.texts(texts), Report(quiet)
    report.notes(library.instead)
    found = api.compile_proposals(library, options)
    files = api.compilation_files(found, formats or (), design_of(style, template))
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


def converge(
    article: Article = "",
    subject: Subject = "",
    names: Delegations = None,
    base: arg.Base = "",
    as_json: arg.AsJson = False,
    texts: arg.Texts = None,
) -> None:
    """Show where delegations converge: who can be adopted together, who clashes on which words.

    Of variants of one wording it shows the words that all share, which are nobody's proposal,
    and how each differs from them.
    """
    from redline import api

    options = api.CompileOptions(article=article, subject=subject, delegations=tuple(names or ()), base=base)
    library = api.texts(texts)
    Report().notes(library.instead)
    found = api.converge(api.compile_proposals(library, options))
    shown = api.convergence_json(found) if as_json else "\n".join(_convergence(found)).encode() + b"\n"
    api.to_standard_output(shown)


def _convergence(found: Convergence) -> Iterator[str]:
    names = [_member(member) for member in found.compilation.members]
    yield f"Can be adopted together: {'; '.join(names[member] for member in found.together) or 'nothing'}"
    for name, member in zip(names, found.compilation.members, strict=True):
        if member.labels:
            yield f"! {name}: {'; '.join(member.labels)}"
    for clash in found.clashes:
        words = f": both change “{'”, “'.join(clash.contested)}”" if clash.contested else ""
        yield f"Clash at {clash.place}, {clash.relation.value}: {names[clash.first]} and {names[clash.second]}{words}"
    for group in found.groups:
        yield f"Variants at {group.place}. Words that all share, which are nobody's proposal:"
        yield f"  {' '.join(group.core.split())}"
        for one in group.deviations:
            yield f"  {names[one.member]}: {' '.join(_marked(one.changes).split())}"


def _member(member: Member) -> str:
    documents = ", ".join(document.reference for document in member.proposals)
    option = f" option {member.redline.option}" if member.redline.option else ""
    return f"{member.code} ({documents}{option})"


def _marked(changes: Changes) -> str:
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    return "".join(marks[change.kind.value].format(change.text) for change in changes)
